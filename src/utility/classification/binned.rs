//! Coordinates cut into bins, so that a tree counts instead of sorting.

use super::Samples;

/// A feature has at most this many bins. One with fewer different values is
/// cut exactly, between every two of them.
const BINS: usize = 256;

/// All coordinates of all rows as bins, coordinate by coordinate.
pub(super) struct Binned {
    pub(super) features: Vec<Feature>,
}

/// One coordinate that is not the same in all rows.
pub(super) struct Feature {
    /// Where it comes from.
    pub(super) predictor: usize,
    pub(super) coordinate: usize,
    /// Bin `b` ends at `thresholds[b]`, halfway to the next value; the last bin has no end.
    pub(super) thresholds: Vec<f64>,
    /// The bin of each row.
    pub(super) bins: Vec<u8>,
}

impl Binned {
    pub(super) fn new(samples: &Samples) -> Self {
        let mut features = Vec::new();
        for (index, predictor) in samples.predictors.iter().enumerate() {
            for coordinate in 0..predictor.width {
                let of_code: Vec<f64> = predictor.points().map(|point| point[coordinate]).collect();
                let mut values: Vec<f64> =
                    predictor.codes.iter().map(|&code| of_code[code as usize]).collect();
                values.sort_unstable_by(f64::total_cmp);
                let thresholds = thresholds(&values);
                if thresholds.is_empty() {
                    continue;
                }
                let bin = |value: f64| thresholds.partition_point(|&threshold| threshold < value);
                let bins: Vec<u8> =
                    of_code.iter().map(|&value| u8::try_from(bin(value)).unwrap_or(u8::MAX)).collect();
                let bins = predictor.codes.iter().map(|&code| bins[code as usize]).collect();
                features.push(Feature { predictor: index, coordinate, thresholds, bins });
            }
        }
        Self { features }
    }
}

/// Halfway between neighbouring values (ascending); where these are too many,
/// between such that all bins hold about equally many rows.
fn thresholds(values: &[f64]) -> Vec<f64> {
    let mut distinct = values.to_vec();
    distinct.dedup();
    if distinct.len() > BINS {
        distinct = (0..BINS).filter_map(|bin| values.get(values.len() * bin / BINS).copied()).collect();
        distinct.dedup();
    }
    distinct.windows(2).map(|pair| f64::midpoint(pair[0], pair[1])).collect()
}
