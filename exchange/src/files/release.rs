//! Noisy numbers: only what the workbench saves as such is taken, at the cost that is in it.

use lazaret::dp::{BudgetState, Loss, Release, loss};
use lazaret::exchange::{Act, Record, ReleaseAttachment};
use lazaret::table::Decimal;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{Problem, store};

/// The longest text of a release, in bytes.
const LONGEST: usize = 4 << 20;
/// How far a sum of doubles may be off.
const ROUNDING: f64 = 1e-9;

/// The file `noisy-numbers.json`.
#[derive(Serialize, Deserialize)]
struct Numbers {
    budget: BudgetState,
    releases: Vec<Release>,
}

/// Checks that the numbers are the record's, a release of noisy numbers with nothing else in it, and cost no more than
/// the record says: ε and δ added up, ρ turned into ε at the record's δ.
///
/// # Errors
/// [`Problem::AttachmentDiffers`], [`Problem::NotARelease`].
pub fn check(record: &Record, attachment: &ReleaseAttachment) -> Result<(), Problem> {
    let Act::Release { numbers: hash, epsilon, delta } = &record.act else { return Err(Problem::BadRequest) };
    let text = &attachment.numbers;
    if store::hash(text.as_bytes()) != *hash || text.len() > LONGEST {
        return Err(Problem::AttachmentDiffers);
    }
    let numbers: Value = serde_json::from_str(text).map_err(|_| Problem::NotARelease)?;
    let release: Numbers = Numbers::deserialize(&numbers).map_err(|_| Problem::NotARelease)?;
    let again = serde_json::to_value(&release).map_err(|_| Problem::NotARelease)?;
    if release.releases.is_empty() || !is_contained(&numbers, &again) {
        return Err(Problem::NotARelease);
    }
    let number = |text: &str| text.parse::<Decimal>().map(|number| number.to_f64()).ok();
    let said_epsilon = number(epsilon).ok_or(Problem::BadRequest)?;
    let said_delta: loss::Delta = match delta {
        Some(delta) => delta.parse().map_err(|_| Problem::BadRequest)?,
        None => return within(said_epsilon, cost(&release.releases, None)),
    };
    within(said_epsilon, cost(&release.releases, Some(said_delta)))
}

fn within(said: f64, cost: Option<f64>) -> Result<(), Problem> {
    match cost {
        Some(cost) if cost <= said + ROUNDING => Ok(()),
        _ => Err(Problem::NotARelease),
    }
}

/// The ε of all together, but with probability `delta`; `None` where no such δ will do.
fn cost(releases: &[Release], delta: Option<loss::Delta>) -> Option<f64> {
    let (mut epsilon, mut rho, mut spent_delta) = (0.0, 0.0, 0.0);
    for release in releases {
        match release.asked.loss {
            Loss::Pure { epsilon: one } => epsilon += one.to_f64(),
            Loss::Approximate { epsilon: one, delta } => {
                epsilon += one.to_f64();
                spent_delta += delta.to_f64();
            }
            Loss::Concentrated { rho: one } => rho += one.to_f64(),
        }
    }
    if rho > 0.0 {
        // All of δ is for the conversion.
        return (spent_delta == 0.0).then_some(epsilon + loss::epsilon_of_rho(rho, delta?));
    }
    let covered = spent_delta <= delta.map_or(0.0, loss::Delta::to_f64) * (1.0 + ROUNDING);
    covered.then_some(epsilon)
}

/// Whether all that `found` holds was understood: `again` has every field and text of it. Numbers may be spelled
/// otherwise.
fn is_contained(found: &Value, again: &Value) -> bool {
    match (found, again) {
        (Value::Object(found), Value::Object(again)) => {
            found.iter().all(|(name, value)| match again.get(name) {
                Some(again) => is_contained(value, again),
                None => value.is_null(),
            })
        }
        (Value::Array(found), Value::Array(again)) => {
            found.len() == again.len()
                && found.iter().zip(again).all(|(found, again)| is_contained(found, again))
        }
        (Value::Number(_), Value::Number(_)) => true,
        (found, again) => found == again,
    }
}
