//! Noisy numbers: only what the workbench saves as such is taken, at the cost that is in it.

use lazaret::dp::{Among, Budget, BudgetState, Delta, Epsilon, Loss, Release, Rho, loss};
use lazaret::exchange::{Act, Record, ReleaseAttachment};
use lazaret::table::Decimal;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{Problem, store};

/// The longest text of a release, in bytes.
const LONGEST: usize = 4 << 20;
/// The most releases in a text, and the most values that their parts name: each is held against each.
const MOST: usize = 1000;
/// How far a sum of doubles may be off.
const ROUNDING: f64 = 1e-9;

/// The file `noisy-numbers.json`.
#[derive(Serialize, Deserialize)]
struct Numbers {
    budget: BudgetState,
    releases: Vec<Release>,
}

/// Checks that the numbers are the record's, a release of noisy numbers with nothing else in it, and cost no more than
/// the record says, counted as the workbench does.
///
/// # Errors
/// [`Problem::AttachmentDiffers`], [`Problem::NotARelease`].
pub async fn check(record: &Record, attachment: ReleaseAttachment) -> Result<(), Problem> {
    let Act::Release { numbers, epsilon, delta } = &record.act else { return Err(Problem::BadRequest) };
    let text = attachment.numbers;
    if store::hash(text.as_bytes()) != *numbers || text.len() > LONGEST {
        return Err(Problem::AttachmentDiffers);
    }
    let said: Decimal = epsilon.parse().map_err(|_| Problem::BadRequest)?;
    let delta = delta.as_ref().map(|delta| delta.parse()).transpose().map_err(|_| Problem::BadRequest)?;
    // Reading and counting take a moment, in which others are answered.
    let cost = move || cost(&read(&text)?, delta).ok_or(Problem::NotARelease);
    let cost = tokio::task::spawn_blocking(cost).await.map_err(|_| Problem::Unavailable)??;
    if cost <= said.to_f64() + ROUNDING { Ok(()) } else { Err(Problem::NotARelease) }
}

fn read(text: &str) -> Result<Vec<Release>, Problem> {
    let found: Value = serde_json::from_str(text).map_err(|_| Problem::NotARelease)?;
    let numbers = Numbers::deserialize(&found).map_err(|_| Problem::NotARelease)?;
    let again = serde_json::to_value(&numbers).map_err(|_| Problem::NotARelease)?;
    let values = |release: &Release| match &release.asked.among {
        Some(Among::Values { values, .. }) => values.len(),
        _ => 0,
    };
    let is_countable = (1..=MOST).contains(&numbers.releases.len())
        && numbers.releases.iter().map(values).sum::<usize>() <= MOST;
    if is_countable && is_contained(&found, &again) {
        Ok(numbers.releases)
    } else {
        Err(Problem::NotARelease)
    }
}

/// The ε of all together, but with probability `delta`, by the measure that counts least; `None` where none can.
fn cost(releases: &[Release], delta: Option<Delta>) -> Option<f64> {
    let most = Decimal::whole(1000);
    let epsilon = Epsilon::try_from(most).ok()?;
    let Some(delta) = delta else { return spent(releases, Loss::Pure { epsilon }) };
    let approximate = spent(releases, Loss::Approximate { epsilon, delta });
    let rho = spent(releases, Loss::Concentrated { rho: Rho::try_from(most).ok()? });
    let concentrated = rho.map(|rho| loss::epsilon_of_rho(rho, delta));
    [approximate, concentrated].into_iter().flatten().min_by(f64::total_cmp)
}

/// What a budget of this total has spent after the releases; `None` where it refuses one.
fn spent(releases: &[Release], total: Loss) -> Option<f64> {
    let mut budget = Budget::new(total);
    for release in releases {
        // A patient with several rows may be in several parts.
        let among = release.asked.among.clone().filter(|_| release.unit.rows() == 1);
        budget.spend(release.asked.loss, among).ok()?;
    }
    Some(budget.state().spent.to_f64())
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
