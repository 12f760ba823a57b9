//! Normalized certainty penalty: how much of what a cell said is gone.
//!
//! 0 where the value stands untouched, 1 where nothing of it is known.
//!
//! # Citation
//! Xu, J. et al.: Utility-based anonymization using local recoding, KDD 2006,
//! section 2.

/// A number published as an interval: its length over the length of the line.
/// 0 on a line without length.
#[must_use]
pub fn of_interval(length: f64, line: f64) -> f64 {
    if line > 0.0 { (length / line).clamp(0.0, 1.0) } else { 0.0 }
}

/// A category published as a set: 0 for a set of one, else its share of all
/// the column's values.
#[must_use]
pub fn of_set(values: usize, all: usize) -> f64 {
    if values <= 1 { 0.0 } else { values as f64 / all as f64 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_from_untouched_to_gone() {
        assert_eq!((of_set(1, 4), of_set(2, 4), of_set(4, 4)), (0.0, 0.5, 1.0));
        assert_eq!(
            (of_interval(0.0, 10.0), of_interval(5.0, 10.0), of_interval(10.0, 10.0)),
            (0.0, 0.5, 1.0)
        );
        assert_eq!(of_interval(0.0, 0.0), 0.0);
    }
}
