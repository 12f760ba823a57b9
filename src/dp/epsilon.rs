//! The privacy parameter ε, as exactly as it was typed.

use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::table::Decimal;

/// Units of ε: an ε is a whole number of billionths.
pub(crate) const NANO: u64 = 1_000_000_000;
/// Decimals of a billionth.
const DECIMALS: u32 = 9;
/// The largest ε, in billionths. Far below it nothing is hidden any more.
const LARGEST: u64 = 1000 * NANO;

/// A privacy parameter: an exact decimal from 0.000000001 to 1000.
///
/// Held in billionths, so that sums and comparisons are those on paper: ten
/// times 0.1 is 1. In JSON it is a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "Decimal", into = "Decimal")]
pub struct Epsilon(u64);

/// Why a number is no ε.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case", rename_all_fields = "snake_case")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub enum EpsilonError {
    /// The text is not a decimal number.
    #[error("epsilon is not a decimal number")]
    NotANumber,
    /// Zero or negative.
    #[error("epsilon is not positive")]
    NotPositive,
    /// Positive, but below the smallest ε.
    #[error("epsilon is below {at_least}")]
    TooSmall {
        /// The smallest ε.
        #[cfg_attr(target_arch = "wasm32", tsify(type = "number"))]
        at_least: Decimal,
    },
    /// Above the largest ε.
    #[error("epsilon is above {at_most}")]
    TooLarge {
        /// The largest ε.
        #[cfg_attr(target_arch = "wasm32", tsify(type = "number"))]
        at_most: Decimal,
    },
    /// More decimals than are kept.
    #[error("epsilon has more than {at_most} decimals")]
    TooManyDecimals {
        /// Decimals that are kept.
        at_most: u32,
    },
}

impl Epsilon {
    /// ε = 1.
    pub const ONE: Self = Self(NANO);
    /// ε = 1/4.
    pub const QUARTER: Self = Self(NANO / 4);

    /// ε in billionths.
    #[must_use]
    pub const fn nano(self) -> u64 {
        self.0
    }

    /// ε as a double, for accuracy statements and charts only.
    #[must_use]
    pub fn to_f64(self) -> f64 {
        to_decimal(self.0).to_f64()
    }
}

impl TryFrom<Decimal> for Epsilon {
    type Error = EpsilonError;

    fn try_from(decimal: Decimal) -> Result<Self, EpsilonError> {
        if decimal <= Decimal::whole(0) {
            return Err(EpsilonError::NotPositive);
        }
        if decimal < to_decimal(1) {
            return Err(EpsilonError::TooSmall { at_least: to_decimal(1) });
        }
        if decimal > to_decimal(LARGEST) {
            return Err(EpsilonError::TooLarge { at_most: to_decimal(LARGEST) });
        }
        to_nano(decimal).map(Self).ok_or(EpsilonError::TooManyDecimals { at_most: DECIMALS })
    }
}

impl From<Epsilon> for Decimal {
    fn from(epsilon: Epsilon) -> Self {
        to_decimal(epsilon.0)
    }
}

impl FromStr for Epsilon {
    type Err = EpsilonError;

    fn from_str(text: &str) -> Result<Self, EpsilonError> {
        text.parse::<Decimal>().map_err(|_| EpsilonError::NotANumber)?.try_into()
    }
}

/// Billionths as a decimal.
pub(crate) fn to_decimal(nano: u64) -> Decimal {
    Decimal::new(i64::try_from(nano).unwrap_or(i64::MAX), DECIMALS)
}

/// A decimal in billionths; `None` if it is negative or has a finer part.
pub(crate) fn to_nano(decimal: Decimal) -> Option<u64> {
    let finer = DECIMALS.checked_sub(decimal.scale())?;
    u64::try_from(decimal.mantissa()).ok()?.checked_mul(10u64.checked_pow(finer)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Epsilon, EpsilonError> {
        text.parse()
    }

    #[test]
    fn keeps_the_typed_decimal() {
        for (text, nano) in
            [("0.1", 100_000_000), ("1", NANO), ("1e-9", 1), ("1000", LARGEST), (" 2.50", 2_500_000_000)]
        {
            assert_eq!(read(text).map(Epsilon::nano), Ok(nano), "{text}");
        }
    }

    #[test]
    fn refuses_what_is_no_epsilon() {
        for text in ["NaN", "inf", "", "one", "0,1", "1e400"] {
            assert_eq!(read(text), Err(EpsilonError::NotANumber), "{text}");
        }
        for text in ["0", "-0", "0.000", "-1", "-1e-12"] {
            assert_eq!(read(text), Err(EpsilonError::NotPositive), "{text}");
        }
        assert_eq!(read("1e-12"), Err(EpsilonError::TooSmall { at_least: to_decimal(1) }));
        assert_eq!(read("1e6"), Err(EpsilonError::TooLarge { at_most: Decimal::whole(1000) }));
        assert_eq!(read("1000.000000001"), Err(EpsilonError::TooLarge { at_most: Decimal::whole(1000) }));
        assert_eq!(read("0.1234567891"), Err(EpsilonError::TooManyDecimals { at_most: 9 }));
    }

    #[test]
    fn json_is_a_number() {
        for text in ["0.1", "1", "0.000000001", "999.999999999"] {
            let epsilon: Epsilon = serde_json::from_str(text).unwrap();
            assert_eq!(read(text), Ok(epsilon));
            let json = serde_json::to_string(&epsilon).unwrap();
            assert_eq!(serde_json::from_str::<Epsilon>(&json).unwrap(), epsilon);
        }
        for text in ["0", "-1", "1e-12", "1e6", "null", "\"NaN\"", "1e300"] {
            assert!(serde_json::from_str::<Epsilon>(text).is_err(), "{text}");
        }
    }
}
