//! Many trees, each from other rows and other features.

use rand::rngs::Xoshiro256PlusPlus;
use rand::{RngExt, SeedableRng};

use super::binned::Binned;
use super::decision_tree::{DecisionTree, Growth};
use super::{Classifier, Samples};

/// How many trees vote.
const TREES: usize = 100;

/// Averages the answers of 100 trees that are grown to pure leaves, each from
/// a bootstrap sample of the rows, each cut chosen from √features drawn anew.
///
/// The same seed gives the same forest.
///
/// # Citation
/// Breiman: Random forests, Machine Learning 45, 2001.
#[derive(Clone, Debug)]
pub struct RandomForest {
    trees: Vec<DecisionTree>,
}

impl RandomForest {
    /// Grows the forest.
    #[must_use]
    pub fn train(samples: &Samples, seed: u64) -> Self {
        let mut rng = Xoshiro256PlusPlus::seed_from_u64(seed);
        let binned = Binned::new(samples);
        let draw = binned.features.len().isqrt().max(1);
        let tree = |_| {
            let rows = (0..samples.rows()).map(|_| rng.random_range(0..samples.rows())).collect();
            DecisionTree::grow(
                &binned,
                samples,
                rows,
                Growth { least_in_leaf: 1, draw: Some((draw, &mut rng)) },
            )
        };
        Self { trees: (0..TREES).map(tree).collect() }
    }
}

impl Classifier for RandomForest {
    fn probabilities(&self, samples: &Samples) -> Vec<f64> {
        let mut probabilities = vec![0.0; samples.rows() * samples.classes];
        for tree in &self.trees {
            for (row, sums) in probabilities.chunks_exact_mut(samples.classes).enumerate() {
                let leaf = tree.leaf(samples, row);
                sums.iter_mut().zip(leaf).for_each(|(sum, share)| *sum += share / TREES as f64);
            }
        }
        probabilities
    }
}
