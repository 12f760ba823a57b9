//! The paper's table, as printed.

use super::cell_noise::standard_error;
use crate::dp::Epsilon;

/// Rows of the paper's file: its first mean, 7879, is that of 1 to 15,757.
pub const ROWS: usize = 15_757;

/// A line of the paper's table.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PublishedMeans {
    /// What the column is; the paper prints `AGE` for the row number too.
    pub name: &'static str,
    /// "Mean Pre-DP Application".
    pub before: f64,
    /// "Mean Post-DP Application".
    pub noisy: f64,
    /// "Mean Post-DP Application with AES Encryption (Hybrid Algorithm)".
    pub hybrid: f64,
}

impl PublishedMeans {
    /// Both differences from the mean before, in standard errors of the noise at ε.
    #[must_use]
    pub fn standardized(&self, epsilon: Epsilon) -> [f64; 2] {
        [self.noisy, self.hybrid].map(|mean| (mean - self.before) / standard_error(epsilon, ROWS))
    }
}

const fn line(name: &'static str, before: f64, noisy: f64, hybrid: f64) -> PublishedMeans {
    PublishedMeans { name, before, noisy, hybrid }
}

/// All twelve lines.
pub const TABLE: [PublishedMeans; 12] = [
    line("row number (printed as AGE)", 7879.00000, 7879.02112, 7878.99625),
    line("AGE", 61.42614, 61.41108, 61.42823),
    line("DURATION OF STAY", 6.41565, 6.60786, 6.33555),
    line("DURATION OF INTENSIVE UNIT STAY", 3.80377, 3.81493, 3.81746),
    line("SMOKING", 0.05032, 0.04940, 0.06394),
    line("ALCOHOL", 0.06479, 0.06746, 0.04392),
    line("DM", 0.32347, 0.32602, 0.32821),
    line("HTN", 0.48587, 0.47603, 0.49212),
    line("CAD", 0.66960, 0.67266, 0.65749),
    line("PRIOR CMP", 0.15447, 0.15250, 0.16359),
    line("CKD", 0.09836, 0.07955, 0.08862),
    line("RAISED CARDIAC ENZYMES", 0.19813, 0.19056, 0.20464),
];

/// What noise moved the means of age and stay by, to which an ε is fitted.
#[must_use]
pub fn differences() -> [f64; 2] {
    [&TABLE[1], &TABLE[2]].map(|line| line.noisy - line.before)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_column_does_not_fit_epsilon_1() {
        for line in &TABLE {
            let strange = line.standardized(Epsilon::ONE).map(|z| z.abs() > 4.0);
            assert_eq!(strange, [line.name == "DURATION OF STAY"; 2], "{line:?}");
        }
        let [first, second] = TABLE[2].standardized(Epsilon::ONE);
        assert!((first - 17.1).abs() < 0.1 && (second + 7.1).abs() < 0.1, "{first}, {second}");
    }

    #[test]
    fn the_first_mean_is_that_of_row_numbers() {
        assert_eq!(TABLE[0].before, (1..=ROWS).sum::<usize>() as f64 / ROWS as f64);
    }
}
