//! A decision tree, alone and as a part of a forest.

use rand::rngs::Xoshiro256PlusPlus;
use rand::seq::SliceRandom;

use super::binned::Binned;
use super::{Classifier, Samples};

/// A leaf of a tree that stands alone has at least this many training rows.
const LEAST_IN_LEAF: u32 = 5;

/// Halves the rows again and again where that makes the halves' classes purest
/// by Gini's measure, until a leaf is pure or too small (CART, not pruned).
///
/// # Citation
/// Breiman, Friedman, Olshen, Stone: Classification and Regression Trees, 1984.
#[derive(Clone, Debug)]
pub struct DecisionTree {
    nodes: Vec<Node>,
}

#[derive(Clone, Debug)]
enum Node {
    /// Rows whose coordinate is at most `threshold` go to `left`, others to the node behind it.
    Cut { predictor: usize, coordinate: usize, threshold: f64, left: usize },
    /// The share of each class.
    Leaf(Vec<f64>),
}

/// How a tree grows.
pub(super) struct Growth<'a> {
    /// The least number of rows in a leaf.
    pub(super) least_in_leaf: u32,
    /// Draws this many features for each cut; all are tried where it is missing.
    pub(super) draw: Option<(usize, &'a mut Xoshiro256PlusPlus)>,
}

/// The best cut so far of a node.
struct Best {
    purity: f64,
    feature: usize,
    /// Rows of this bin and below go left.
    bin: usize,
}

impl DecisionTree {
    /// Grows one tree from all rows and all features.
    #[must_use]
    pub fn train(samples: &Samples) -> Self {
        let rows = (0..samples.rows()).collect();
        let growth = Growth { least_in_leaf: LEAST_IN_LEAF, draw: None };
        Self::grow(&Binned::new(samples), samples, rows, growth)
    }

    /// Grows a tree from these rows; one that is named twice counts twice.
    pub(super) fn grow(
        binned: &Binned,
        samples: &Samples,
        mut rows: Vec<usize>,
        mut growth: Growth<'_>,
    ) -> Self {
        let mut nodes = vec![Node::Leaf(Vec::new())];
        let mut open = vec![(0, 0, rows.len())];
        let mut features: Vec<usize> = (0..binned.features.len()).collect();
        let mut histogram = Vec::new();
        while let Some((node, start, end)) = open.pop() {
            let here = &mut rows[start..end];
            let mut counts = vec![0u32; samples.classes];
            here.iter().for_each(|&row| counts[samples.labels[row] as usize] += 1);
            let best = if counts.iter().filter(|&&count| count > 0).count() < 2 {
                None
            } else {
                search(binned, samples, here, &counts, &mut features, &mut growth, &mut histogram)
            };
            if let Some(best) = best {
                let feature = &binned.features[best.feature];
                let middle = start + partition(here, |row| usize::from(feature.bins[row]) <= best.bin);
                let (left, threshold) = (nodes.len(), feature.thresholds[best.bin]);
                let (predictor, coordinate) = (feature.predictor, feature.coordinate);
                nodes[node] = Node::Cut { predictor, coordinate, threshold, left };
                nodes.extend([Node::Leaf(Vec::new()), Node::Leaf(Vec::new())]);
                open.extend([(left + 1, middle, end), (left, start, middle)]);
            } else {
                let all = f64::from(counts.iter().sum::<u32>()).max(1.0);
                nodes[node] = Node::Leaf(counts.iter().map(|&count| f64::from(count) / all).collect());
            }
        }
        Self { nodes }
    }

    /// The share of each class in the leaf of a row.
    pub(super) fn leaf(&self, samples: &Samples, row: usize) -> &[f64] {
        let mut at = 0;
        loop {
            match &self.nodes[at] {
                Node::Leaf(shares) => return shares,
                Node::Cut { predictor, coordinate, threshold, left } => {
                    let right = samples.predictors[*predictor].point(row)[*coordinate] > *threshold;
                    at = left + usize::from(right);
                }
            }
        }
    }
}

impl Classifier for DecisionTree {
    fn probabilities(&self, samples: &Samples) -> Vec<f64> {
        (0..samples.rows()).flat_map(|row| self.leaf(samples, row).iter().copied()).collect()
    }
}

/// The purest allowed cut of a node; of equals the first tried, with the lowest threshold.
fn search(
    binned: &Binned,
    samples: &Samples,
    rows: &[usize],
    counts: &[u32],
    features: &mut [usize],
    growth: &mut Growth<'_>,
    histogram: &mut Vec<u32>,
) -> Option<Best> {
    let most = match &mut growth.draw {
        Some((most, rng)) => {
            features.shuffle(rng);
            *most
        }
        None => features.len(),
    };
    let classes = samples.classes;
    let (mut best, mut tried): (Option<Best>, usize) = (None, 0);
    for &index in features.iter() {
        if tried == most {
            break;
        }
        let feature = &binned.features[index];
        histogram.clear();
        histogram.resize((feature.thresholds.len() + 1) * classes, 0);
        for &row in rows {
            histogram[usize::from(feature.bins[row]) * classes + samples.labels[row] as usize] += 1;
        }
        let mut left = vec![0u32; classes];
        let mut differs = false;
        for bin in 0..feature.thresholds.len() {
            left.iter_mut().zip(&histogram[bin * classes..]).for_each(|(sum, count)| *sum += count);
            let (in_left, in_all) = (left.iter().sum::<u32>(), counts.iter().sum::<u32>());
            if in_left == 0 || in_left == in_all {
                continue;
            }
            // A feature that all rows of the node share is none to choose.
            differs = true;
            if in_left < growth.least_in_leaf || in_all - in_left < growth.least_in_leaf {
                continue;
            }
            // Gini: the sum over both sides of Σ n_c² / n grows as the sides' impurity falls.
            let square = |count: u32| f64::from(count) * f64::from(count);
            let of_left: f64 = left.iter().map(|&count| square(count)).sum();
            let of_right: f64 = left.iter().zip(counts).map(|(&left, &all)| square(all - left)).sum();
            let purity = of_left / f64::from(in_left) + of_right / f64::from(in_all - in_left);
            if best.as_ref().is_none_or(|best| purity > best.purity) {
                best = Some(Best { purity, feature: index, bin });
            }
        }
        tried += usize::from(differs);
    }
    best
}

/// Moves the rows that go left to the front; returns how many they are.
fn partition(rows: &mut [usize], goes_left: impl Fn(usize) -> bool) -> usize {
    let mut front = 0;
    for at in 0..rows.len() {
        if goes_left(rows[at]) {
            rows.swap(front, at);
            front += 1;
        }
    }
    front
}
