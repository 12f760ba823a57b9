//! What the paper's numbers must look like if its description is right.

use serde::Serialize;

use super::cell_noise::{CellNoise, standard_error};
use super::column::NumericColumn;
use super::error::HybridError;
use super::fitted_epsilon::fit_epsilon;
use super::published;
use super::reproduction::Reproduction;
use super::sealed_column::Vault;
use super::statistics::mean;
use crate::dp::{self, Asked, Bounded, Epsilon, Loss, Question, Weighted};
use crate::table::Decimal;

/// A statement that was checked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Check {
    /// What should be so.
    pub statement: String,
    /// What was found.
    pub measured: String,
    /// Whether it is so.
    pub holds: bool,
}

fn check(statement: &str, measured: String, holds: bool) -> Check {
    Check { statement: statement.to_owned(), measured, holds }
}

/// Runs every check; `same_seed` is a reproduction whose two seeds are one.
///
/// # Errors
/// As for [`Vault`].
pub fn checks(
    columns: &[NumericColumn],
    same_seed: &Reproduction,
    seeds: u64,
) -> Result<Vec<Check>, HybridError> {
    let epsilon = same_seed.settings.epsilon;
    Ok(vec![
        means(columns, epsilon, seeds),
        bits(columns)?,
        draws(same_seed),
        variances(same_seed, epsilon),
        fitted(),
        correct_release(columns),
    ])
}

fn means(columns: &[NumericColumn], epsilon: Epsilon, seeds: u64) -> Check {
    let exact: Vec<f64> = columns.iter().map(|column| mean(&column.values)).collect();
    let held = (0..seeds).filter(|&seed| {
        let mut noise = CellNoise::new(epsilon, seed);
        columns.iter().zip(&exact).all(|(column, exact)| {
            let limit = 4.0 * standard_error(epsilon, column.values.len());
            (mean(&noise.add_to(&column.values)) - exact).abs() < limit
        })
    });
    let held = held.count();
    check(
        "Every noisy mean lies within four standard errors, 4·√(2/n)/ε, of the mean, in 99 % of the seeds",
        format!("{held} of {seeds} seeds"),
        held as f64 >= 0.99 * seeds as f64,
    )
}

fn bits(columns: &[NumericColumn]) -> Result<Check, HybridError> {
    let vault = Vault::new(columns)?;
    let mut same = 0;
    for column in columns {
        let opened = vault.open(&column.name, &vault.seal(&column.name, &column.values)?)?;
        let bits = |values: &[f64]| values.iter().map(|value| value.to_bits()).collect::<Vec<_>>();
        same += usize::from(bits(&opened) == bits(&column.values));
    }
    Ok(check(
        "A column that was encrypted and decrypted is the same to the bit",
        format!("{same} of {} columns", columns.len()),
        same == columns.len(),
    ))
}

fn draws(same_seed: &Reproduction) -> Check {
    let same = same_seed.columns.iter().filter(|column| column.noisy == column.hybrid).count();
    check(
        "Noise of the same seed gives the same statistics with and without encryption",
        format!("{same} of {} columns", same_seed.columns.len()),
        same == same_seed.columns.len(),
    )
}

fn variances(reproduction: &Reproduction, epsilon: Epsilon) -> Check {
    let added = 2.0 / epsilon.to_f64().powi(2);
    let most = reproduction
        .columns
        .iter()
        .map(|column| (column.noisy.std.powi(2) / (column.before.std.powi(2) + added) - 1.0).abs())
        .fold(0.0, f64::max);
    check(
        "Every variance grows by 2/ε², within 6 %",
        format!("off by at most {:.1} %", 100.0 * most),
        most < 0.06,
    )
}

fn fitted() -> Check {
    let fitted = fit_epsilon(published::differences(), published::ROWS);
    check(
        "The ε that the paper does not state, fitted to its means of age and stay, is below 1",
        format!("{:.3}, 95 % interval {:.3} to {:.3}", fitted.most_likely, fitted.low, fitted.high),
        fitted.high < 1.0,
    )
}

/// Half a year or half a day is tolerated as much as a fifth of a per cent of the patients.
fn correct_release(columns: &[NumericColumn]) -> Check {
    let rows = columns.first().map_or(0, |column| column.values.len()) as u64;
    let questions: Vec<Weighted> = columns.iter().filter_map(weighted).collect();
    let parts = dp::divide(Epsilon::ONE.into(), &questions, rows, 1).unwrap_or_default();
    let error = |(Weighted { question, .. }, &loss): (&Weighted, &Loss)| {
        let asked = Asked { question: question.clone(), among: None, loss };
        let expected = dp::expected(&asked, rows, 1).unwrap_or_default();
        expected.first().map_or(f64::INFINITY, |expected| expected.error_95)
    };
    let all = questions.iter().zip(&parts);
    let prevalences = all.filter(|(weighted, _)| matches!(weighted.question, Question::Prevalence { .. }));
    let most = prevalences.map(error).fold(0.0, f64::max);
    check(
        "A correct release of all columns at ε = 1 in total has a 95 % error of at most 0.0022 in every column of zeros and ones",
        format!("at most {most:.4}"),
        most <= 0.0022 && parts.len() == columns.len(),
    )
}

/// The question that a column's mean answers; `None` for bounds with too many digits.
fn weighted(column: &NumericColumn) -> Option<Weighted> {
    let (lower, upper) = column.bounds;
    let name = column.name.clone();
    let (question, tolerated) = if column.bounds == (0.0, 1.0) {
        (Question::Prevalence { column: name, category: "1".to_owned() }, 0.002)
    } else {
        let (lower, upper) = (Decimal::from_f64(lower)?, Decimal::from_f64(upper)?);
        let of = Bounded { column: name, lower, upper, step: None };
        (Question::Mean { of, public_rows: None }, 0.5)
    };
    Some(Weighted { question, weight: ((upper - lower) / tolerated).powi(2) })
}
