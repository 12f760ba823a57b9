//! An audit of a mechanism: what an attacker who counts could prove about ε.

mod bound;
mod neighbours;
#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

use super::data::Data;
use super::error::AnswerError;
use super::loss::{Delta, Loss, epsilon_of_rho};
use super::noise::{Noise, RandomBits};
use super::query::{Promise, Query, VectorQuery};
use super::question::Asked;
use super::release::Value;

pub use bound::{CONFIDENCE, epsilon_lower_bound};
use neighbours::Neighbours;

/// The δ at which the ε of a concentrated release is stated.
const DELTA_OF_RHO: f64 = 1e-6;

/// What an audit found.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct PrivacyAudit {
    /// The ε that is claimed, and for ρ the one that holds but with probability δ.
    pub claimed: f64,
    /// The δ that is claimed, 0 for pure ε.
    pub delta: f64,
    /// The largest ε that the releases prove, with a confidence of 99.9999 %; 0
    /// when they prove nothing. Above the claim the mechanism is broken.
    pub found: f64,
    /// How many releases were drawn of each table.
    pub releases: usize,
    /// How many pairs of neighbouring tables were tried.
    pub pairs: usize,
}

impl PrivacyAudit {
    /// Whether the releases contradict the claim.
    #[must_use]
    pub fn is_broken(&self) -> bool {
        self.found > self.claimed
    }
}

/// Draws many releases of small neighbouring tables that are built from the
/// question's declarations alone, and tells how large the ε is that they prove.
///
/// No patient's data takes part, so an audit costs nothing.
///
/// # Guarantee
/// A mechanism that keeps its claim is found broken with a probability of at
/// most 10^−6 for each audit. A mechanism that is not found broken may still be
/// broken: an audit can prove a leak, never its absence.
///
/// # Errors
/// What [`prepare`](super::prepare) would refuse in the declarations; a failing
/// source of bits.
///
/// # Citation
/// Ding, Wang, Wang, Zhang, Kifer 2018, arXiv 1805.10559 (events chosen on one
/// half of the releases, tested on the other); Bichsel et al. 2021, DP-Sniper.
pub fn audit(
    asked: &Asked,
    rows_per_patient: u64,
    releases: usize,
    source: &mut dyn RandomBits,
) -> Result<PrivacyAudit, AnswerError> {
    let promise = Promise { loss: asked.loss, rows: rows_per_patient.max(1) };
    audit_promise(asked, promise, promise, releases, source)
}

/// [`audit`] of a claim, on a mechanism that keeps another promise: the tests
/// break it on purpose.
fn audit_promise(
    asked: &Asked,
    claimed: Promise,
    kept: Promise,
    releases: usize,
    source: &mut dyn RandomBits,
) -> Result<PrivacyAudit, AnswerError> {
    let query = asked.question.prepare()?;
    query.check(kept)?;
    let (epsilon, delta) = claim(claimed.loss);
    let pairs = neighbours::of(&asked.question, query.as_ref(), claimed.rows);
    let mut found = 0.0f64;
    for pair in &pairs {
        let [without, with] =
            [false, true].map(|with| draws(query.as_ref(), pair, with, kept, releases, source));
        found = found.max(epsilon_lower_bound(&without?, &with?, delta, pairs.len()));
    }
    Ok(PrivacyAudit { claimed: epsilon, delta, found, releases, pairs: pairs.len() })
}

/// The ε and δ that a loss claims.
fn claim(loss: Loss) -> (f64, f64) {
    match loss {
        Loss::Pure { epsilon } => (epsilon.to_f64(), 0.0),
        Loss::Approximate { epsilon, delta } => (epsilon.to_f64(), delta.to_f64()),
        Loss::Concentrated { rho } => {
            let epsilon =
                "1e-6".parse::<Delta>().map_or(f64::INFINITY, |delta| epsilon_of_rho(rho.to_f64(), delta));
            (epsilon, DELTA_OF_RHO)
        }
    }
}

/// What each of many releases shows: the noisy vector, where there is one, for
/// all that is told is computed of it; else the numbers of the answer.
fn draws(
    query: &dyn Query,
    pair: &Neighbours,
    with: bool,
    promise: Promise,
    releases: usize,
    source: &mut dyn RandomBits,
) -> Result<Vec<Vec<f64>>, AnswerError> {
    let data = pair.data(with);
    if let Some(vector) = query.vector() {
        return noisy_vectors(vector, &data, promise, releases, source);
    }
    (0..releases).map(|_| Ok(numbers(&query.draw(&data, promise, source)?.value))).collect()
}

fn noisy_vectors(
    query: &dyn VectorQuery,
    data: &Data<'_>,
    Promise { loss, rows }: Promise,
    releases: usize,
    source: &mut dyn RandomBits,
) -> Result<Vec<Vec<f64>>, AnswerError> {
    let noise = Noise::calibrated(query.sensitivity(), loss, rows).ok_or(AnswerError::NoiseTooWide)?;
    let exact = query.exact(data)?;
    let noisy = |source: &mut dyn RandomBits| {
        exact.iter().map(|&entry| Ok(entry.saturating_add(noise.sample(source)?) as f64)).collect()
    };
    (0..releases).map(|_| noisy(source)).collect()
}

/// The numbers of an answer, in their order; of text, how much there is.
fn numbers(value: &Value) -> Vec<f64> {
    match value {
        Value::Number(number) => vec![number.value],
        Value::Numbers { numbers } | Value::Bins { bins: numbers } => {
            let mut all = vec![numbers.len() as f64];
            all.extend(numbers.iter().map(|number| number.value));
            all
        }
        Value::Table { cells, .. } => cells.iter().flatten().map(|cell| cell.value).collect(),
        Value::Curve { points } => points.iter().map(|point| point.survival.value).collect(),
        Value::Rows { csv, rows, .. } => {
            // How often each line occurs tells more than the lines in their order.
            let first = csv.lines().nth(1).unwrap_or_default();
            let alike = csv.lines().skip(1).filter(|line| *line == first).count();
            vec![*rows as f64, alike as f64]
        }
    }
}
