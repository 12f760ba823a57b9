//! The privacy parameters ε, ρ and δ, as exactly as they were typed.

use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::table::Decimal;

/// Units of ε and ρ: each is a whole number of billionths.
pub(crate) const NANO: u64 = 1_000_000_000;
/// Decimals of a billionth.
const DECIMALS: u32 = 9;
/// The largest ε and ρ, in billionths. Far below it nothing is hidden any more.
const LARGEST: u64 = 1000 * NANO;
/// Decimals of δ.
const DELTA_DECIMALS: u32 = 18;
/// The largest δ, in units of 10^−18: a thousandth. With it one patient in a
/// thousand might be given away whole.
const LARGEST_DELTA: u64 = 1_000_000_000_000_000;

/// Why a number is no privacy parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case", rename_all_fields = "snake_case")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub enum ParameterError {
    /// The text is not a decimal number.
    #[error("the parameter is not a decimal number")]
    NotANumber,
    /// Zero or negative.
    #[error("the parameter is not positive")]
    NotPositive,
    /// Positive, but below the smallest.
    #[error("the parameter is below {at_least}")]
    TooSmall {
        /// The smallest.
        #[cfg_attr(target_arch = "wasm32", tsify(type = "number"))]
        at_least: Decimal,
    },
    /// Above the largest.
    #[error("the parameter is above {at_most}")]
    TooLarge {
        /// The largest.
        #[cfg_attr(target_arch = "wasm32", tsify(type = "number"))]
        at_most: Decimal,
    },
    /// More decimals than are kept.
    #[error("the parameter has more than {at_most} decimals")]
    TooManyDecimals {
        /// Decimals that are kept.
        at_most: u32,
    },
}

macro_rules! parameter {
    ($(#[$documentation:meta])* $name:ident, $decimals:ident, $largest:ident, $(#[$unit:meta])* $units:ident) => {
        $(#[$documentation])*
        ///
        /// Held as an integer, so that sums and comparisons are those on paper:
        /// ten times 0.1 is 1. In JSON it is a number.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "Decimal", into = "Decimal")]
        pub struct $name(u64);

        impl $name {
            $(#[$unit])*
            #[must_use]
            pub const fn $units(self) -> u64 {
                self.0
            }

            /// As a double, for accuracy statements and charts only.
            #[must_use]
            pub fn to_f64(self) -> f64 {
                Decimal::from(self).to_f64()
            }
        }

        impl TryFrom<Decimal> for $name {
            type Error = ParameterError;

            fn try_from(decimal: Decimal) -> Result<Self, ParameterError> {
                units(decimal, $decimals, $largest).map(Self)
            }
        }

        impl From<$name> for Decimal {
            fn from(parameter: $name) -> Self {
                decimal(parameter.0, $decimals)
            }
        }

        impl FromStr for $name {
            type Err = ParameterError;

            fn from_str(text: &str) -> Result<Self, ParameterError> {
                text.parse::<Decimal>().map_err(|_| ParameterError::NotANumber)?.try_into()
            }
        }
    };
}

parameter! {
    /// A bound ε on the privacy loss: an exact decimal from 0.000000001 to 1000.
    Epsilon, DECIMALS, LARGEST,
    /// ε in billionths.
    nano
}

parameter! {
    /// The ρ of zero-concentrated differential privacy: an exact decimal from
    /// 0.000000001 to 1000 (Bun, Steinke 2016, arXiv 1605.02065).
    Rho, DECIMALS, LARGEST,
    /// ρ in billionths.
    nano
}

parameter! {
    /// The probability δ that the bound ε fails: an exact decimal from 10^−18 to
    /// 0.001.
    Delta, DELTA_DECIMALS, LARGEST_DELTA,
    /// δ in units of 10^−18.
    atto
}

impl Epsilon {
    /// ε = 1.
    pub const ONE: Self = Self(NANO);
    /// ε = 1/4.
    pub const QUARTER: Self = Self(NANO / 4);

    /// ε of so many billionths; `None` outside its range.
    #[must_use]
    pub fn from_nano(nano: u64) -> Option<Self> {
        (1..=LARGEST).contains(&nano).then_some(Self(nano))
    }
}

impl Rho {
    /// ρ of so many billionths; `None` outside its range.
    #[must_use]
    pub fn from_nano(nano: u64) -> Option<Self> {
        (1..=LARGEST).contains(&nano).then_some(Self(nano))
    }
}

/// A parameter in its units.
fn units(parameter: Decimal, decimals: u32, largest: u64) -> Result<u64, ParameterError> {
    if parameter <= Decimal::whole(0) {
        return Err(ParameterError::NotPositive);
    }
    if parameter < decimal(1, decimals) {
        return Err(ParameterError::TooSmall { at_least: decimal(1, decimals) });
    }
    if parameter > decimal(largest, decimals) {
        return Err(ParameterError::TooLarge { at_most: decimal(largest, decimals) });
    }
    let finer = decimals.checked_sub(parameter.scale()).and_then(|finer| 10u64.checked_pow(finer));
    finer
        .and_then(|factor| u64::try_from(parameter.mantissa()).ok()?.checked_mul(factor))
        .ok_or(ParameterError::TooManyDecimals { at_most: decimals })
}

/// Units as a decimal.
fn decimal(units: u64, decimals: u32) -> Decimal {
    Decimal::new(i64::try_from(units).unwrap_or(i64::MAX), decimals)
}

/// Billionths as a decimal.
pub(crate) fn from_nano(nano: u64) -> Decimal {
    decimal(nano, DECIMALS)
}

/// Units of 10^−18 as a decimal.
pub(crate) fn from_atto(atto: u64) -> Decimal {
    decimal(atto, DELTA_DECIMALS)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Epsilon, ParameterError> {
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
            assert_eq!(read(text), Err(ParameterError::NotANumber), "{text}");
        }
        for text in ["0", "-0", "0.000", "-1", "-1e-12"] {
            assert_eq!(read(text), Err(ParameterError::NotPositive), "{text}");
        }
        assert_eq!(read("1e-12"), Err(ParameterError::TooSmall { at_least: from_nano(1) }));
        assert_eq!(read("1e6"), Err(ParameterError::TooLarge { at_most: Decimal::whole(1000) }));
        assert_eq!(read("1000.000000001"), Err(ParameterError::TooLarge { at_most: Decimal::whole(1000) }));
        assert_eq!(read("0.1234567891"), Err(ParameterError::TooManyDecimals { at_most: 9 }));
    }

    #[test]
    fn deltas_are_small() {
        assert_eq!("1e-6".parse().map(Delta::atto), Ok(1_000_000_000_000));
        assert_eq!("1e-18".parse().map(Delta::atto), Ok(1));
        assert!(matches!("0.01".parse::<Delta>(), Err(ParameterError::TooLarge { .. })));
        assert_eq!("0".parse::<Delta>(), Err(ParameterError::NotPositive));
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
