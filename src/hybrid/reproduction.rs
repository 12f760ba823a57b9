//! The whole pipeline on a table, and what it did to each column.

use serde::{Deserialize, Serialize};

use super::cell_noise::CellNoise;
use super::column::{NumericColumn, PAPER_COLUMNS, numeric_columns, resample};
use super::error::HybridError;
use super::protection::Protection;
use super::recovery::Recovery;
use super::scores::{Scores, Weights};
use super::sealed_column::Vault;
use super::statistics::Statistics;
use crate::dp::Epsilon;
use crate::table::Table;

/// Draws rows: the same whatever the noise, and never from its stream.
const ROWS_SEED: u64 = u64::MAX;

/// How the paper's pipeline is run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct HybridSettings {
    /// The noise on every cell has the scale 1/ε.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "number"))]
    pub epsilon: Epsilon,
    /// Of the noise alone.
    pub seed: u64,
    /// Of the noise after encryption. The same as `seed` shows what encryption changes: nothing.
    pub hybrid_seed: u64,
    /// Rows to draw from the table, with replacement; its own where not given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub rows: Option<u32>,
    /// What counts in the overall score.
    pub weights: Weights,
}

/// A column before, after noise, and after encryption and noise.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct ReproducedColumn {
    /// The heading.
    pub name: String,
    /// Of the values as they are.
    pub before: Statistics,
    /// With noise on every cell.
    pub noisy: Statistics,
    /// Sealed, opened, and with noise on every cell.
    pub hybrid: Statistics,
    /// What that noise hides, and what a correct release gives.
    pub protection: Protection,
    /// How often the noisy cells give their values away.
    pub recovery: Recovery,
}

/// The paper's table, made anew: a simulation, and no release.
///
/// It holds exact statistics of the table beside noisy ones, so it is for public
/// or made-up tables alone.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Reproduction {
    /// How it was made.
    pub settings: HybridSettings,
    /// Rows of each column.
    pub rows: usize,
    /// In the order of the table.
    pub columns: Vec<ReproducedColumn>,
    /// Privacy loss of one row in the worst case: Σ R·ε over the columns.
    pub row_loss: f64,
    /// The same for correct releases of every mean, each at ε.
    pub correct_loss: f64,
    /// In the place of the paper's 90, 80 and 85 %.
    pub scores: Scores,
}

/// Runs the paper's pipeline on the whole numbers of a table.
///
/// # Guarantee
/// None: see [`crate::hybrid`].
///
/// # Errors
/// [`HybridError::NoNumbers`] for a table without such a column, and
/// [`HybridError::RandomSourceFailed`] where no key can be drawn.
pub fn reproduce(table: &Table, settings: &HybridSettings) -> Result<Reproduction, HybridError> {
    let mut columns = numeric_columns(table, PAPER_COLUMNS);
    if columns.is_empty() {
        return Err(HybridError::NoNumbers);
    }
    if let Some(rows) = settings.rows {
        columns = resample(&columns, rows.max(1) as usize, ROWS_SEED);
    }
    let vault = Vault::new(&columns)?;
    let mut noise = CellNoise::new(settings.epsilon, settings.seed);
    let mut hybrid_noise = CellNoise::new(settings.epsilon, settings.hybrid_seed);
    let rows = columns[0].values.len();
    let columns = columns
        .iter()
        .map(|column| {
            let noisy = noise.add_to(&column.values);
            let opened = vault.open(&column.name, &vault.seal(&column.name, &column.values)?)?;
            Ok(judge(column, noisy, hybrid_noise.add_to(&opened), settings.epsilon))
        })
        .collect::<Result<Vec<_>, HybridError>>()?;
    Ok(Reproduction {
        settings: settings.clone(),
        rows,
        row_loss: columns.iter().map(|column| column.protection.loss).sum(),
        correct_loss: columns.len() as f64 * settings.epsilon.to_f64(),
        scores: Scores::of(&columns, settings.weights),
        columns,
    })
}

fn judge(column: &NumericColumn, noisy: Vec<f64>, hybrid: Vec<f64>, epsilon: Epsilon) -> ReproducedColumn {
    let before = Statistics::of(column.values.clone());
    ReproducedColumn {
        name: column.name.clone(),
        protection: Protection::of(column.bounds, before.mean, column.values.len(), epsilon),
        recovery: Recovery::of(&column.values, &hybrid, epsilon),
        before,
        noisy: Statistics::of(noisy),
        hybrid: Statistics::of(hybrid),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::Column;

    fn settings(hybrid_seed: u64, rows: Option<u32>) -> HybridSettings {
        HybridSettings { epsilon: Epsilon::ONE, seed: 1, hybrid_seed, rows, weights: Weights::default() }
    }

    fn table() -> Table {
        let ages: Vec<String> = (0..400).map(|row| (20 + row * 7 % 60).to_string()).collect();
        let smoking: Vec<&str> = (0..400).map(|row| if row % 10 == 0 { "1" } else { "0" }).collect();
        Table {
            columns: vec![
                Column::from_texts("AGE", ages.iter().map(String::as_str)),
                Column::from_texts("SMOKING", smoking),
            ],
            rows: 400,
        }
    }

    #[test]
    fn encryption_changes_nothing() {
        let same = reproduce(&table(), &settings(1, None)).unwrap();
        assert!(same.columns.iter().all(|column| column.noisy == column.hybrid));
        let other = reproduce(&table(), &settings(2, None)).unwrap();
        assert!(other.columns.iter().all(|column| column.noisy.mean != column.hybrid.mean));
        assert_eq!(other.columns[0].noisy, same.columns[0].noisy);
    }

    #[test]
    fn a_row_loses_its_ranges() {
        let reproduction = reproduce(&table(), &settings(2, Some(5000))).unwrap();
        assert_eq!((reproduction.rows, reproduction.row_loss, reproduction.correct_loss), (5000, 111.0, 2.0));
        let Scores { privacy, means, spreads, overall } = reproduction.scores;
        for score in [privacy, means, spreads, overall] {
            assert!((0.0..=1.0).contains(&score), "{:?}", reproduction.scores);
        }
        // Means survive; the spread of a flag does not.
        assert!(means > 0.8 && spreads < 0.6, "{:?}", reproduction.scores);
    }

    #[test]
    fn a_table_without_numbers_is_refused() {
        let words = Table { columns: vec![Column::from_texts("SEX", ["M", "F"])], rows: 2 };
        for table in [Table::default(), words] {
            assert_eq!(reproduce(&table, &settings(1, None)).unwrap_err(), HybridError::NoNumbers);
        }
        assert_eq!(reproduce(&self::table(), &settings(1, Some(0))).unwrap().rows, 1);
    }
}
