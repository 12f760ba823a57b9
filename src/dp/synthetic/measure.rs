//! All that is ever learnt of the patients: noisy counts of columns and pairs.

use super::model::{Model, NoisyColumn, NoisyPair};
use super::plan::Plan;
use super::rare::Merge;
use super::records::Records;
use super::tree::{Tree, all_pairs, distance};
use crate::dp::noise::selection::{ScoreSensitivity, exponential, permute_and_flip};
use crate::dp::noise::{BitsError, Noise, RandomBits};

/// The mean magnitude of noise, in standard deviations: √(2/π) for a normal number.
const MAGNITUDE: f64 = 0.797_884_560_802_865;

/// Counts every column with noise.
pub(super) fn columns(
    records: &Records,
    noise: Noise,
    source: &mut dyn RandomBits,
) -> Result<Vec<NoisyColumn>, BitsError> {
    let count = |column| {
        let counts = add_noise(records.marginal(column), noise, source)?;
        let merge = Merge::new(&counts, noise.standard_deviation());
        Ok(NoisyColumn { counts, merge })
    };
    (0..records.sizes().len()).map(count).collect()
}

/// Counts the chosen pairs with noise.
pub(super) fn pairs(
    records: &Records,
    chosen: Vec<[usize; 2]>,
    noise: Noise,
    source: &mut dyn RandomBits,
) -> Result<Vec<NoisyPair>, BitsError> {
    let count = |pair| Ok(NoisyPair { pair, counts: add_noise(records.pair(pair), noise, source)? });
    chosen.into_iter().map(count).collect()
}

fn add_noise(
    mut counts: Vec<i128>,
    noise: Noise,
    source: &mut dyn RandomBits,
) -> Result<Vec<i128>, BitsError> {
    for count in &mut counts {
        *count = count.saturating_add(noise.sample(source)?);
    }
    Ok(counts)
}

/// Chooses a spanning tree of pairs, one after the other, each time a good one
/// among those that close no circle.
///
/// The score of a pair is how far its counts are from those of independent
/// columns, less what noise will add to its table: of two pairs that depend
/// alike the one with fewer cells is better known (McKenna, Mullins, Sheldon,
/// Miklau 2022, AIM, arXiv 2201.12677, Section 3.2).
pub(super) fn choose(
    records: &Records,
    independent: &Model,
    plan: &Plan,
    source: &mut dyn RandomBits,
) -> Result<Vec<[usize; 2]>, BitsError> {
    let score = |pair: [usize; 2]| {
        let counts = records.pair(pair);
        let noise = MAGNITUDE * plan.pairs.standard_deviation() * counts.len() as f64;
        #[expect(clippy::cast_possible_truncation, reason = "beyond its range i128 stops at its ends")]
        let noise = noise as i128;
        distance(&counts, &independent.expected(pair)).saturating_sub(noise)
    };
    let columns = records.sizes().len();
    let scored: Vec<([usize; 2], i128)> = all_pairs(columns).map(|pair| (pair, score(pair))).collect();
    let sensitivity = ScoreSensitivity::General(plan.rows_per_patient);
    let mut tree = Tree::new(columns);
    loop {
        let (pairs, scores): (Vec<[usize; 2]>, Vec<i128>) =
            scored.iter().filter(|(pair, _)| tree.joins(*pair)).copied().unzip();
        if pairs.is_empty() {
            return Ok(tree.pairs);
        }
        // Permute-and-flip chooses better; only the exponential mechanism is cheap in ρ.
        let chosen = if plan.concentrated {
            exponential(&scores, sensitivity, plan.choice, source)?
        } else {
            permute_and_flip(&scores, sensitivity, plan.choice, source)?
        };
        tree.join(pairs[chosen]);
    }
}
