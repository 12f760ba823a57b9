//! Comparing a proportion with a limit that somebody typed.

use crate::table::Decimal;

/// What a difference of doubles may be without meaning anything.
pub(super) const TOLERANCE: f64 = 1e-9;

/// Whether `part / whole` ≤ `limit`, in whole numbers: a proportion of exactly
/// the limit is never refused for the rounding of a double.
pub(super) fn at_most(part: i128, whole: i128, limit: Decimal) -> bool {
    // part · 10^scale ≤ whole · mantissa
    let left = part.checked_mul(10i128.pow(limit.scale()));
    let right = whole.checked_mul(i128::from(limit.mantissa()));
    match (left, right) {
        (Some(left), Some(right)) => left <= right,
        _ => part as f64 <= (limit.to_f64() + TOLERANCE) * whole as f64,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_proportion_of_the_limit_is_not_above_it() {
        let third = Decimal::new(333_333_333_333_333_333, 18);
        assert!(at_most(1, 5, Decimal::new(2, 1)));
        assert!(!at_most(1, 3, third));
        assert!(at_most(1 << 100, 1 << 101, Decimal::new(5, 1)), "too large for whole numbers");
        assert!(!at_most(1, 5, Decimal::whole(-1)));
    }
}
