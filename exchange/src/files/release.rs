//! Noisy numbers: only what the workbench saves as such is taken, at the cost that is in it.

use lazaret::dp::{Among, Budget, BudgetState, Delta, Epsilon, Loss, Release, Rho, loss};
use lazaret::exchange::{Act, Record, ReleaseAttachment};
use lazaret::table::Decimal;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::turns::turn;
use crate::{Problem, State, store};

/// The longest text of a release, in bytes.
const LONGEST: usize = 4 << 20;
/// The most releases in a text.
const MOST: usize = 1000;
/// The most of them that are about parts of the patients, and the most values that those name: with each that is charged,
/// all are held against each other again. So many take a second or two.
const MOST_PARTED: usize = 500;
/// The most bytes in the names of parts, which are compared as often.
const LONGEST_NAMES: usize = 64 << 10;
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
pub async fn check(state: &State, record: &Record, attachment: ReleaseAttachment) -> Result<(), Problem> {
    let Act::Release { numbers, epsilon, delta } = &record.act else { return Err(Problem::BadRequest) };
    let text = attachment.numbers;
    if store::hash(text.as_bytes()) != *numbers || text.len() > LONGEST {
        return Err(Problem::AttachmentDiffers);
    }
    let said: Decimal = epsilon.parse().map_err(|_| Problem::BadRequest)?;
    let delta = delta.as_ref().map(|delta| delta.parse()).transpose().map_err(|_| Problem::BadRequest)?;
    // Reading and counting take a moment, in which others are answered: all but one thread are theirs.
    let turn = turn(&state.turns.releases).await?;
    let cost = move || {
        let _turn = turn;
        cost(&read(&text)?, delta).ok_or(Problem::NotARelease)
    };
    let cost = tokio::task::spawn_blocking(cost).await.map_err(|_| Problem::Unavailable)??;
    if cost <= said.to_f64() + ROUNDING { Ok(()) } else { Err(Problem::NotARelease) }
}

fn read(text: &str) -> Result<Vec<Release>, Problem> {
    let found: Value = serde_json::from_str(text).map_err(|_| Problem::NotARelease)?;
    let numbers = Numbers::deserialize(&found).map_err(|_| Problem::NotARelease)?;
    let again = serde_json::to_value(&numbers).map_err(|_| Problem::NotARelease)?;
    if is_countable(&numbers.releases) && is_contained(&found, &again) {
        Ok(numbers.releases)
    } else {
        Err(Problem::NotARelease)
    }
}

/// Whether it takes no more than a moment to count what they cost.
fn is_countable(releases: &[Release]) -> bool {
    let parts: Vec<&Among> = releases.iter().filter_map(|release| release.asked.among.as_ref()).collect();
    let named = parts.iter().flat_map(|part| match part {
        Among::Values { values, .. } => &values[..],
        Among::Interval { .. } => &[],
    });
    let names = named.clone().map(String::len).chain(parts.iter().map(|part| part.column().len()));
    (1..=MOST).contains(&releases.len())
        && parts.len() <= MOST_PARTED
        && named.count() <= MOST_PARTED
        && names.sum::<usize>() <= LONGEST_NAMES
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
