//! Numbers as they stand in a cell: exact decimals, with a point or a comma.

use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// Digits that a [`Decimal`] keeps; the product of two powers of ten this
/// large still fits an `i128`, so comparisons are exact.
const DIGITS: u32 = 18;

/// The sign between the whole and the fractional part of a number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub enum DecimalMark {
    /// `3.14`
    #[default]
    Point,
    /// `3,14`
    Comma,
}

/// An exact decimal number: `mantissa / 10^scale`, in lowest terms.
///
/// Holds 18 significant digits; a longer fraction is cut there. In JSON it is
/// a number, read from a number or from a string.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Decimal {
    mantissa: i64,
    scale: u32,
}

impl Decimal {
    /// The whole number `value`.
    #[must_use]
    pub const fn whole(value: i64) -> Self {
        Self { mantissa: value, scale: 0 }
    }

    /// `mantissa / 10^scale`. The scale is at most 18.
    #[must_use]
    pub fn new(mantissa: i64, scale: u32) -> Self {
        let mut decimal = Self { mantissa, scale: scale.min(DIGITS) };
        while decimal.scale > 0 && decimal.mantissa % 10 == 0 {
            decimal.mantissa /= 10;
            decimal.scale -= 1;
        }
        decimal
    }

    /// Reads a cell: sign, digits, at most one decimal mark, an exponent.
    ///
    /// `None` for anything else, and for magnitudes of 10^18 or more.
    #[must_use]
    pub fn parse(text: &str, mark: DecimalMark) -> Option<Self> {
        let mark = match mark {
            DecimalMark::Point => b'.',
            DecimalMark::Comma => b',',
        };
        let bytes = text.as_bytes();
        let (negative, bytes) = match bytes {
            [b'-', rest @ ..] => (true, rest),
            [b'+', rest @ ..] => (false, rest),
            _ => (false, bytes),
        };
        let exponent_at = bytes.iter().position(|b| matches!(b, b'e' | b'E'));
        let (digits, exponent) = match exponent_at {
            Some(at) => (&bytes[..at], std::str::from_utf8(&bytes[at + 1..]).ok()?.parse::<i32>().ok()?),
            None => (bytes, 0),
        };
        if exponent.unsigned_abs() > DIGITS {
            return None;
        }
        let (mut mantissa, mut scale, mut seen_mark, mut seen_digit) = (0i64, 0i32, false, false);
        for &byte in digits {
            match byte {
                b'0'..=b'9' => {
                    seen_digit = true;
                    let full = mantissa.unsigned_abs() >= 10u64.pow(DIGITS - 1);
                    if full && !seen_mark {
                        return None;
                    }
                    if !full {
                        mantissa = mantissa * 10 + i64::from(byte - b'0');
                        scale += i32::from(seen_mark);
                    }
                }
                _ if byte == mark && !seen_mark => seen_mark = true,
                _ => return None,
            }
        }
        if !seen_digit {
            return None;
        }
        let scale = scale - exponent;
        let mantissa = if negative { -mantissa } else { mantissa };
        if scale >= 0 {
            let scale = u32::try_from(scale).ok()?;
            (scale <= DIGITS).then(|| Self::new(mantissa, scale))
        } else {
            let factor = 10i64.checked_pow(scale.unsigned_abs())?;
            Some(Self::new(mantissa.checked_mul(factor)?, 0))
        }
    }

    /// The integer above the line: `mantissa / 10^scale`.
    #[must_use]
    pub const fn mantissa(self) -> i64 {
        self.mantissa
    }

    /// The power of ten below the line.
    #[must_use]
    pub const fn scale(self) -> u32 {
        self.scale
    }

    /// Whether the number has no fractional part.
    #[must_use]
    pub const fn is_whole(self) -> bool {
        self.scale == 0
    }

    /// The whole-number multiple; `None` where it has too many digits.
    #[must_use]
    pub fn times(self, factor: i64) -> Option<Self> {
        Some(Self::new(self.mantissa.checked_mul(factor)?, self.scale))
    }

    /// The whole part of this share of a count: 0 of a negative share, the count of a share above 1.
    #[must_use]
    pub fn of_count(self, count: u32) -> u32 {
        let part = i128::from(count) * i128::from(self.mantissa) / 10i128.pow(self.scale);
        u32::try_from(part.max(0)).unwrap_or(u32::MAX).min(count)
    }

    /// The difference; `None` where it has too many digits.
    #[must_use]
    pub fn minus(self, other: Self) -> Option<Self> {
        let scale = self.scale.max(other.scale);
        let units = |decimal: Self| decimal.mantissa.checked_mul(10i64.pow(scale - decimal.scale));
        Some(Self::new(units(self)?.checked_sub(units(other)?)?, scale))
    }

    /// Whether the number is `other` a whole number of times; nothing is of zero.
    #[must_use]
    pub fn is_multiple_of(self, other: Self) -> bool {
        let units = |a: Self, b: Self| i128::from(a.mantissa) * 10i128.pow(b.scale);
        other.mantissa != 0 && units(self, other) % units(other, self) == 0
    }

    /// The round numbers, ascending: 1, 2 and 5 times the powers of ten from a millionth on.
    pub fn rounds() -> impl Iterator<Item = Self> {
        (-6..12).flat_map(|exponent: i32| {
            [1, 2, 5].map(|digit: i64| match exponent {
                0.. => Self::whole(digit * 10i64.pow(exponent.unsigned_abs())),
                _ => Self::new(digit, exponent.unsigned_abs()),
            })
        })
    }

    /// The nearest double, for measures and charts, never for a release.
    #[must_use]
    pub fn to_f64(self) -> f64 {
        // Both are below 2^53 in ordinary data, so the quotient is correctly rounded.
        self.mantissa as f64 / 10f64.powi(self.scale.cast_signed())
    }

    /// The decimal that prints as `value` does. `None` where it has too many digits.
    #[must_use]
    pub fn from_f64(value: f64) -> Option<Self> {
        Self::parse(&format!("{value}"), DecimalMark::Point)
    }

    /// The number in a cell's spelling.
    #[must_use]
    pub fn spell(self, mark: DecimalMark) -> String {
        let text = self.to_string();
        match mark {
            DecimalMark::Point => text,
            DecimalMark::Comma => text.replace('.', ","),
        }
    }
}

impl Ord for Decimal {
    fn cmp(&self, other: &Self) -> Ordering {
        let scaled = |a: &Self, b: &Self| i128::from(a.mantissa) * 10i128.pow(b.scale);
        scaled(self, other).cmp(&scaled(other, self))
    }
}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.scale == 0 {
            return write!(f, "{}", self.mantissa);
        }
        let one = 10u64.pow(self.scale);
        let magnitude = self.mantissa.unsigned_abs();
        let sign = if self.mantissa < 0 { "-" } else { "" };
        let width = self.scale as usize;
        write!(f, "{sign}{}.{:0width$}", magnitude / one, magnitude % one)
    }
}

impl FromStr for Decimal {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse(text.trim(), DecimalMark::Point).ok_or("not a decimal number of at most 18 digits")
    }
}

impl Serialize for Decimal {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.scale == 0 {
            serializer.serialize_i64(self.mantissa)
        } else {
            serializer.serialize_f64(self.to_f64())
        }
    }
}

impl<'de> Deserialize<'de> for Decimal {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl de::Visitor<'_> for Visitor {
            type Value = Decimal;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a decimal number, such as 0.5 or \"0.5\"")
            }
            fn visit_str<E: de::Error>(self, text: &str) -> Result<Decimal, E> {
                text.parse().map_err(E::custom)
            }
            fn visit_i64<E: de::Error>(self, value: i64) -> Result<Decimal, E> {
                self.visit_str(&value.to_string())
            }
            fn visit_u64<E: de::Error>(self, value: u64) -> Result<Decimal, E> {
                self.visit_str(&value.to_string())
            }
            fn visit_f64<E: de::Error>(self, value: f64) -> Result<Decimal, E> {
                Decimal::from_f64(value).ok_or_else(|| E::custom("a number of more than 18 digits"))
            }
        }
        deserializer.deserialize_any(Visitor)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn point(text: &str) -> Option<String> {
        Decimal::parse(text, DecimalMark::Point).map(|d| d.to_string())
    }

    #[test]
    fn reads_what_stands_in_cells() {
        assert_eq!(point("12").as_deref(), Some("12"));
        assert_eq!(point("-0.50").as_deref(), Some("-0.5"));
        assert_eq!(point("+.5").as_deref(), Some("0.5"));
        assert_eq!(point("1.5e3").as_deref(), Some("1500"));
        assert_eq!(point("2E-2").as_deref(), Some("0.02"));
        assert_eq!(point("-2.897141157077048").as_deref(), Some("-2.897141157077048"));
        assert_eq!(
            Decimal::parse("3,14", DecimalMark::Comma).map(|d| d.to_string()).as_deref(),
            Some("3.14")
        );
    }

    #[test]
    fn refuses_what_is_no_number() {
        for text in [
            "",
            "-",
            ".",
            "1.2.3",
            "3,14",
            "12a",
            "9-9999",
            "1e",
            "1e99",
            "99999999999999999999",
            "NaN",
            "inf",
        ] {
            assert_eq!(point(text), None, "{text:?}");
        }
    }

    #[test]
    fn orders_across_scales() {
        let read = |text| Decimal::parse(text, DecimalMark::Point).unwrap();
        assert!(read("0.1") < read("0.11"));
        assert!(read("-2") < read("-1.999"));
        assert_eq!(read("1.0"), read("1"));
    }

    #[test]
    fn json_keeps_the_typed_decimal() {
        let tenth: Decimal = serde_json::from_str("0.1").unwrap();
        assert_eq!((tenth.mantissa(), tenth.scale()), (1, 1));
        assert_eq!(serde_json::to_string(&tenth).unwrap(), "0.1");
        assert_eq!(serde_json::from_str::<Decimal>("\"0.1\"").unwrap(), tenth);
    }
}
