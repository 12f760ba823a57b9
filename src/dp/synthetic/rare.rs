//! Bins that hold too few rows to be told from empty ones share a code.

/// Bins below this many standard deviations of the noise are rare.
const DEVIATIONS: f64 = 3.0;

/// What becomes of a column's codes when its rare bins are made one.
///
/// A table of pairs then has fewer cells, each with as much noise as before.
/// Told from noisy counts alone (McKenna, Miklau, Sheldon 2021, Section 3).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Merge {
    /// The new code of each bin.
    pub to: Vec<u32>,
    /// How many new codes there are.
    pub size: usize,
}

impl Merge {
    /// Common bins in their order, then one code for all rare ones.
    pub fn new(noisy: &[i128], deviation: f64) -> Self {
        let is_rare = |&count: &i128| (count as f64) < DEVIATIONS * deviation;
        let rare = noisy.iter().filter(|count| is_rare(count)).count();
        let common = noisy.len() - rare;
        let mut next = 0;
        let to = noisy.iter().map(|count| {
            let code = if is_rare(count) { common } else { next };
            next += usize::from(!is_rare(count));
            u32::try_from(code).unwrap_or(u32::MAX)
        });
        Self { to: to.collect(), size: common + usize::from(rare > 0) }
    }

    /// Sums over the bins of each new code.
    pub fn sums(&self, of_bins: impl IntoIterator<Item = f64>) -> Vec<f64> {
        let mut sums = vec![0.0; self.size];
        self.to.iter().zip(of_bins).for_each(|(&code, of_bin)| sums[code as usize] += of_bin);
        sums
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rare_bins_share_the_last_code() {
        let merge = Merge::new(&[100, -3, 40, 2, 31], 10.0);
        assert_eq!(merge, Merge { to: vec![0, 3, 1, 3, 2], size: 4 });
        assert_eq!(merge.sums([1.0, 2.0, 3.0, 4.0, 5.0]), [1.0, 3.0, 5.0, 6.0]);
        // One rare bin stays itself, and all may be rare.
        assert_eq!(Merge::new(&[0, 100], 10.0).size, 2);
        assert_eq!(Merge::new(&[0, 1, 2], 10.0), Merge { to: vec![0, 0, 0], size: 1 });
        assert_eq!(Merge::new(&[1, 2], 0.0).size, 2);
    }
}
