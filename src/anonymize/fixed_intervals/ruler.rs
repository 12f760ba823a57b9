//! Equal intervals on a number line, cut exactly.

use crate::table::{Decimal, DecimalMark};

/// An interval of a number line: an index, or beyond the bottom or top code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Interval {
    /// All below the bottom code.
    Bottom,
    /// The interval that begins at `origin + index·width`.
    At(i64),
    /// All from the top code on.
    Top,
}

/// Intervals `[origin + i·width, origin + (i+1)·width)`, where the width may be
/// a fraction that no decimal writes: a span cut into equal parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ruler {
    origin: Decimal,
    span: Decimal,
    /// Into how many parts the span is cut.
    parts: i64,
    bottom: Option<Decimal>,
    top: Option<Decimal>,
    /// Digits behind the point of the numbers that are cut.
    digits: u32,
    /// Whether the last part of the span holds its upper border too.
    closed: bool,
}

/// A decimal as a whole number of `10^-scale`.
fn units(decimal: Decimal, scale: u32) -> Option<i128> {
    i128::from(decimal.mantissa()).checked_mul(10i128.checked_pow(scale.checked_sub(decimal.scale())?)?)
}

/// `units` of `10^-scale`, in as few digits as it needs.
fn decimal(mut units: i128, mut scale: u32) -> Option<Decimal> {
    while scale > 0 && units % 10 == 0 {
        units /= 10;
        scale -= 1;
    }
    Some(Decimal::new(i64::try_from(units).ok()?, scale))
}

impl Ruler {
    /// Intervals of one width, which is more than zero.
    #[must_use]
    pub const fn new(origin: Decimal, width: Decimal, bottom: Option<Decimal>, top: Option<Decimal>) -> Self {
        Self { origin, span: width, parts: 1, bottom, top, digits: 0, closed: false }
    }

    /// A span from `origin`, more than zero, in equal parts, the last of which
    /// holds its upper border too; for numbers with so many digits behind the point.
    #[must_use]
    pub const fn cut(self, parts: i64, digits: u32) -> Self {
        Self { parts, digits, closed: true, ..self }
    }

    /// The interval that holds a number; `None` beyond what can be counted.
    #[must_use]
    pub fn interval(&self, value: Decimal) -> Option<Interval> {
        Some(if self.bottom.is_some_and(|bottom| value < bottom) {
            Interval::Bottom
        } else if self.top.is_some_and(|top| value >= top) {
            Interval::Top
        } else {
            Interval::At(self.index(value)?)
        })
    }

    /// `floor((value - origin) / width)`, whatever the codes say.
    #[must_use]
    pub fn index(&self, value: Decimal) -> Option<i64> {
        let scale = value.scale().max(self.origin.scale()).max(self.span.scale());
        let from_origin = units(value, scale)? - units(self.origin, scale)?;
        let index = from_origin.checked_mul(self.parts.into())?.div_euclid(units(self.span, scale)?);
        let last = i128::from(self.parts - 1);
        let on_last_border = self.closed && from_origin == units(self.span, scale)?;
        i64::try_from(if on_last_border { last } else { index }).ok()
    }

    /// The lower border of an interval; none below the bottom code.
    #[must_use]
    pub fn lower(&self, interval: Interval) -> Option<Decimal> {
        match interval {
            Interval::Bottom => None,
            Interval::At(index) => {
                let border = self.border(index)?;
                Some(self.bottom.map_or(border, |bottom| bottom.max(border)))
            }
            Interval::Top => self.top,
        }
    }

    /// The upper border of an interval; none from the top code on.
    #[must_use]
    pub fn upper(&self, interval: Interval) -> Option<Decimal> {
        match interval {
            Interval::Bottom => self.bottom,
            Interval::At(index) => {
                let border = self.border(index.checked_add(1)?)?;
                Some(self.top.map_or(border, |top| top.min(border)))
            }
            Interval::Top => None,
        }
    }

    /// `origin + index·span/parts`. Where no decimal writes it, it is rounded up
    /// to the digits of the numbers, which brings none of them to the other side.
    #[must_use]
    pub fn border(&self, index: i64) -> Option<Decimal> {
        let scale = self.digits.max(self.origin.scale()).max(self.span.scale());
        let parts = i128::from(self.parts);
        // The border, `parts` times.
        let times = units(self.origin, scale)?
            .checked_mul(parts)?
            .checked_add(i128::from(index).checked_mul(units(self.span, scale)?)?)?;
        let exact = (0..3u32).find_map(|more| {
            let times = times.checked_mul(10i128.pow(more))?;
            (times % parts == 0).then(|| decimal(times / parts, scale + more))?
        });
        exact.or_else(|| decimal(times.div_euclid(parts) + i128::from(times % parts != 0), scale))
    }

    /// The lower border of an interval for measuring; an open end is taken one
    /// width beyond its code.
    #[must_use]
    pub fn begin(&self, interval: Interval) -> f64 {
        match interval {
            Interval::Bottom => self.bottom.map_or(0.0, Decimal::to_f64) - self.width(),
            _ => self.lower(interval).map_or(0.0, Decimal::to_f64),
        }
    }

    /// The upper border of an interval for measuring, as [`Ruler::begin`].
    #[must_use]
    pub fn end(&self, interval: Interval) -> f64 {
        match interval {
            Interval::Top => self.top.map_or(0.0, Decimal::to_f64) + self.width(),
            _ => self.upper(interval).map_or(0.0, Decimal::to_f64),
        }
    }

    fn width(&self) -> f64 {
        self.span.to_f64() / self.parts as f64
    }

    /// Whether an interval holds its upper border too.
    #[must_use]
    pub fn is_closed(&self, interval: Interval) -> bool {
        self.closed && self.top.is_none() && interval == Interval::At(self.parts - 1)
    }

    /// The published name of the union of two intervals and all between them:
    /// `[40,50)`, `<18`, `>=90`, or `*` for the whole line.
    #[must_use]
    pub fn label(&self, first: Interval, last: Interval, mark: DecimalMark) -> String {
        let spell = |decimal: Decimal| decimal.spell(mark);
        let end = if self.is_closed(last) { ']' } else { ')' };
        match (self.lower(first), self.upper(last)) {
            (Some(lower), Some(upper)) => format!("[{}{}{}{end}", spell(lower), comma(mark), spell(upper)),
            (Some(lower), None) => format!(">={}", spell(lower)),
            (None, Some(upper)) => format!("<{}", spell(upper)),
            (None, None) => "*".to_owned(),
        }
    }
}

/// What stands between two numbers: no comma where numbers hold one.
pub(in crate::anonymize) const fn comma(mark: DecimalMark) -> char {
    match mark {
        DecimalMark::Point => ',',
        DecimalMark::Comma => ';',
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    fn label(ruler: Ruler, text: &str) -> String {
        let interval = ruler.interval(read(text)).unwrap();
        ruler.label(interval, interval, DecimalMark::Point)
    }

    #[test]
    fn every_value_has_the_interval_that_holds_it() {
        let ages = Ruler::new(read("0"), read("5"), Some(read("18")), Some(read("90")));
        for (text, expected) in [
            ("17", "<18"),
            ("18", "[18,20)"),
            ("20", "[20,25)"),
            ("24.99", "[20,25)"),
            ("89", "[85,90)"),
            ("90", ">=90"),
        ] {
            assert_eq!(label(ages, text), expected);
        }
        assert_eq!(ages.label(Interval::Bottom, Interval::Top, DecimalMark::Point), "*");
    }

    #[test]
    fn borders_are_exact_decimals() {
        let tenths = Ruler::new(read("0"), read("0.1"), None, None);
        for i in -50i64..50 {
            assert_eq!(tenths.interval(Decimal::new(i, 1)), Some(Interval::At(i)));
        }
        assert_eq!(label(tenths, "0.3"), "[0.3,0.4)");
        let interval = tenths.interval(read("0.35")).unwrap();
        assert_eq!(tenths.label(interval, interval, DecimalMark::Comma), "[0,3;0,4)");
    }

    /// Thirds have no decimal: the published borders must still tell the truth.
    #[test]
    fn published_borders_hold_their_values_even_where_no_decimal_writes_them() {
        for parts in 1..40 {
            let ruler = Ruler::new(read("-1.5"), read("6.2"), None, None).cut(parts, 1);
            for tenths in -15..=47 {
                let value = Decimal::new(tenths, 1);
                let interval = ruler.interval(value).unwrap();
                assert!(ruler.lower(interval).unwrap() <= value, "{value} in {parts}");
                let upper = ruler.upper(interval).unwrap();
                assert!(value < upper || (ruler.is_closed(interval) && value == upper), "{value} in {parts}");
            }
            assert_eq!(ruler.interval(read("4.7")), Some(Interval::At(parts - 1)), "the last one is closed");
        }
    }

    #[test]
    fn numbers_beyond_counting_have_no_interval() {
        let fine = Ruler::new(read("0"), Decimal::new(1, 18), None, None);
        assert_eq!(fine.interval(Decimal::whole(999_999_999_999_999_999)), None);
    }
}
