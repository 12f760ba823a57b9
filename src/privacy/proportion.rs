//! Comparing a proportion with a limit that somebody typed.

use std::cmp::Ordering;

use crate::table::Decimal;

/// What a difference of doubles may be without meaning anything.
pub(super) const TOLERANCE: f64 = 1e-9;

/// How `part / whole` stands to `limit`, in whole numbers: a proportion of
/// exactly the limit is never refused for the rounding of a double.
///
/// Any part is more than every limit of no whole.
pub(super) fn compare(part: i128, whole: i128, limit: Decimal) -> Ordering {
    if whole == 0 {
        return Ordering::Greater;
    }
    // part · 10^scale against whole · mantissa
    let left = part.checked_mul(10i128.pow(limit.scale()));
    let right = whole.checked_mul(i128::from(limit.mantissa()));
    match (left, right) {
        (Some(left), Some(right)) => left.cmp(&right),
        _ => {
            let difference = part as f64 / whole as f64 - limit.to_f64();
            if difference.abs() <= TOLERANCE { Ordering::Equal } else { difference.total_cmp(&0.0) }
        }
    }
}

/// Whether `part / whole` ≤ `limit`.
pub(super) fn at_most(part: i128, whole: i128, limit: Decimal) -> bool {
    compare(part, whole, limit).is_le()
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
        assert_eq!(compare(0, 0, Decimal::whole(3)), Ordering::Greater);
    }
}
