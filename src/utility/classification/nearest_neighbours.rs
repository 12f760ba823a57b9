//! The vote of the nearest training rows.

use super::{Classifier, Samples};

/// How many neighbours vote.
const NEIGHBOURS: u8 = 15;

/// Lets the 15 nearest training rows vote, nearest by Euclid's distance over
/// all coordinates. Of rows that are equally far at the border, each has an
/// equal share of the votes that are left, so no order of rows matters.
///
/// Training rows that are alike are met once: time grows with distinct test
/// rows times distinct training rows.
///
/// # Citation
/// Cover, Hart: Nearest neighbor pattern classification, 1967.
#[derive(Clone, Debug)]
pub struct NearestNeighbours {
    training: Samples,
    /// Each distinct row by the first that has its points, with the votes of all, class by class.
    distinct: Vec<(usize, Vec<f64>)>,
}

impl NearestNeighbours {
    /// Remembers the training rows.
    #[must_use]
    pub fn train(samples: &Samples) -> Self {
        let mut distinct: Vec<(usize, Vec<f64>)> = Vec::new();
        for (row, &label) in samples.labels.iter().enumerate() {
            if distinct.last().is_none_or(|(first, _)| !samples.alike(*first, row)) {
                distinct.push((row, vec![0.0; samples.classes]));
            }
            if let Some((_, votes)) = distinct.last_mut() {
                votes[label as usize] += 1.0;
            }
        }
        Self { training: samples.clone(), distinct }
    }

    /// The squared distance of a row to every distinct training row.
    fn measure(&self, samples: &Samples, row: usize, distances: &mut [f64]) {
        distances.fill(0.0);
        for (here, there) in samples.predictors.iter().zip(&self.training.predictors) {
            let point = here.point(row);
            let square = |other: &[f64]| point.iter().zip(other).map(|(a, b)| (a - b) * (a - b)).sum();
            let of_code: Vec<f64> = there.points().map(square).collect();
            for (distance, (first, _)) in distances.iter_mut().zip(&self.distinct) {
                *distance += of_code[there.codes[*first] as usize];
            }
        }
    }

    fn vote(&self, distances: &[f64], order: &mut Vec<usize>) -> Vec<f64> {
        let nearer = |a: &usize, b: &usize| distances[*a].total_cmp(&distances[*b]).then(a.cmp(b));
        order.clear();
        order.extend(0..distances.len());
        // Every distinct row has a vote at least, so the first 15 are enough but for ties.
        let enough = usize::from(NEIGHBOURS) - 1;
        if let Some(last) = (enough < order.len()).then(|| *order.select_nth_unstable_by(enough, nearer).1) {
            order.clear();
            order.extend((0..distances.len()).filter(|&row| distances[row] <= distances[last]));
        }
        order.sort_unstable_by(nearer);
        let (mut votes, mut left) = (vec![0.0; self.training.classes], f64::from(NEIGHBOURS));
        for equals in order.chunk_by(|&a, &b| distances[a] == distances[b]) {
            let weight: f64 = equals.iter().flat_map(|&at| &self.distinct[at].1).sum();
            let share = (left / weight).min(1.0);
            for (vote, class) in equals.iter().flat_map(|&at| self.distinct[at].1.iter().zip(0..)) {
                votes[class] += share * vote;
            }
            left -= share * weight;
            if left <= 0.0 {
                break;
            }
        }
        let all: f64 = votes.iter().sum();
        votes.into_iter().map(|vote| vote / all).collect()
    }
}

impl Classifier for NearestNeighbours {
    fn probabilities(&self, samples: &Samples) -> Vec<f64> {
        let (mut distances, mut order) = (vec![0.0; self.distinct.len()], Vec::new());
        let mut probabilities: Vec<f64> = Vec::with_capacity(samples.rows() * samples.classes);
        for row in 0..samples.rows() {
            if row > 0 && samples.alike(row - 1, row) {
                probabilities.extend_from_within(probabilities.len() - samples.classes..);
            } else {
                self.measure(samples, row, &mut distances);
                probabilities.extend(self.vote(&distances, &mut order));
            }
        }
        probabilities
    }
}
