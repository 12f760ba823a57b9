//! What a release is still good for, in one value.

use serde::{Deserialize, Serialize};

use super::correlation::phi_squared;
use super::discernibility::{average_class_size, discernibility};
use super::distance::{earth_mover, kullback_leibler, total_variation};
use super::pair::Pair;
use super::queries::{QueryError, random_queries};
use crate::privacy::Groups;
use crate::recipe::{ColumnRule, Recipe};
use crate::table::{Role, Table};

/// What is left of a table, measured on the two tables alone: whatever made the
/// release, its numbers compare with any other's.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Usefulness {
    /// Rows of the original that are not in the release.
    pub suppressed: u64,
    /// As [`certainty_penalty`] has it.
    pub ncp: f64,
    /// Discernibility (DM): Σ |G|², and n for each row left out.
    pub discernibility: u64,
    /// Average group size over k (`C_AVG`).
    pub average_class_size: f64,
    /// Every column that both tables have, identifiers aside.
    pub columns: Vec<ColumnUsefulness>,
    /// Change of φ² over pairs of these columns, on average: 0 to 1.
    pub correlation_change: f64,
    /// A thousand random counting queries.
    pub queries: QueryError,
}

/// What is left of a column.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct ColumnUsefulness {
    /// The heading.
    pub name: String,
    /// Normalized certainty penalty over released rows, 0 to 1.
    pub ncp: f64,
    /// Kullback-Leibler divergence in nats; absent where it is infinite, for a
    /// value is nowhere in the release.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub kullback_leibler: Option<f64>,
    /// Total variation, 0 to 1.
    pub total_variation: f64,
    /// Earth mover's distance, 0 to 1: on the line of numbers or of ordered
    /// categories, else where any two values are equally far.
    pub earth_mover: f64,
}

/// Random queries that are asked, and their seed: the same for every release.
const QUERIES: (u32, u64) = (1000, 1);

/// Columns with more classes are left out of the change of φ²: they hardly repeat.
const CLASSES: usize = 256;

/// Compares a release with its original, as the recipe describes the columns.
/// Released sets and intervals are spread evenly over the original's values in them.
#[must_use]
pub fn assess(original: &Table, released: &Table, recipe: &Recipe) -> Usefulness {
    let rules = recipe.columns.iter().filter(|rule| rule.role != Role::Identifier);
    let both = |rule| pair(original, released, rule);
    let pairs: Vec<Pair> = rules.filter_map(both).collect();
    let columns: Vec<ColumnUsefulness> = pairs.iter().map(column).collect();
    let suppressed = original.rows.saturating_sub(released.rows) as u64;
    let codes = recipe.quasi_identifiers().filter_map(|name| Some(&*released.column(name)?.codes));
    let groups = Groups::of(&codes.collect::<Vec<_>>(), released.rows);
    Usefulness {
        suppressed,
        ncp: certainty_penalty(original, released, recipe),
        discernibility: discernibility(&groups.sizes, suppressed),
        average_class_size: average_class_size(&groups.sizes, recipe.share.k),
        columns,
        correlation_change: correlation_change(&pairs),
        queries: random_queries(&pairs, original.rows, QUERIES.0, QUERIES.1),
    }
}

/// Normalized certainty penalty over rows and the recipe's quasi-identifiers
/// (GCP), 0 to 1: a row or a column that was left out counts as 1.
#[must_use]
pub fn certainty_penalty(original: &Table, released: &Table, recipe: &Recipe) -> f64 {
    let rules: Vec<&ColumnRule> =
        recipe.columns.iter().filter(|rule| rule.role.is_quasi_identifier()).collect();
    let loss = |rule: &&ColumnRule| pair(original, released, rule).map_or(1.0, |pair| pair.mean_ncp());
    let mean = rules.iter().map(loss).sum::<f64>() / rules.len().max(1) as f64;
    let suppressed = original.rows.saturating_sub(released.rows);
    (mean * released.rows as f64 + suppressed as f64) / original.rows.max(1) as f64
}

/// The column that a rule names in both tables, if both have it.
fn pair<'a>(original: &'a Table, released: &'a Table, rule: &'a ColumnRule) -> Option<Pair<'a>> {
    Some(Pair::new(original.column(&rule.name)?, released.column(&rule.name)?, rule))
}

fn column(pair: &Pair) -> ColumnUsefulness {
    let (p, q) = (pair.original_shares(), pair.released_shares());
    let total_variation = total_variation(&p, &q);
    ColumnUsefulness {
        name: pair.name.to_owned(),
        ncp: pair.mean_ncp(),
        kullback_leibler: kullback_leibler(&p, &q),
        total_variation,
        earth_mover: pair.positions.as_ref().map_or(total_variation, |line| earth_mover(&p, &q, line)),
    }
}

/// `mean over pairs of |φ²_before − φ²_after|`
fn correlation_change(pairs: &[Pair]) -> f64 {
    let pairs: Vec<&Pair> = pairs.iter().filter(|pair| pair.classes.1 <= CLASSES).collect();
    let spreads: Vec<Vec<Vec<(u32, f64)>>> = pairs.iter().map(|pair| pair.class_spread()).collect();
    let (mut sum, mut compared) = (0.0, 0u32);
    for (at, a) in pairs.iter().enumerate() {
        for (other, b) in pairs.iter().enumerate().skip(at + 1) {
            let width = b.classes.1;
            let (mut before, mut after) = (vec![0.0; a.classes.1 * width], vec![0.0; a.classes.1 * width]);
            let class =
                |pair: &Pair, code: u32| pair.classes.0[pair.rank_of_code[code as usize] as usize] as usize;
            for (&i, &j) in a.original.iter().zip(b.original) {
                before[class(a, i) * width + class(b, j)] += 1.0;
            }
            for (&i, &j) in a.released.iter().zip(b.released) {
                for &(i, of_i) in &spreads[at][i as usize] {
                    for &(j, of_j) in &spreads[other][j as usize] {
                        after[i as usize * width + j as usize] += of_i * of_j;
                    }
                }
            }
            sum += (phi_squared(&before, width) - phi_squared(&after, width)).abs();
            compared += 1;
        }
    }
    sum / f64::from(compared.max(1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::{Column, Dialect};

    fn table(columns: [(&str, [&str; 4]); 2]) -> (Table, Recipe) {
        let columns = columns.map(|(name, texts)| Column::from_texts(name, texts)).to_vec();
        let table = Table { columns, rows: 4 };
        let mut recipe = Recipe::starting(&ColumnRule::guess_all(&table), Dialect::default());
        for rule in &mut recipe.columns {
            (rule.role, rule.interval) = (Role::QuasiIdentifier, None);
        }
        recipe.share.k = 2;
        (table, recipe)
    }

    #[test]
    fn a_table_is_its_own_best_release() {
        let (original, recipe) = table([("age", ["1", "2", "3", "5"]), ("town", ["a", "b", "a", ""])]);
        let found = assess(&original, &original, &recipe);
        assert_eq!((found.ncp, found.suppressed, found.correlation_change), (0.0, 0, 0.0));
        assert_eq!((found.discernibility, found.average_class_size), (4, 0.5));
        assert_eq!((found.queries.median, found.queries.mean, found.queries.queries), (0.0, 0.0, 1000));
        assert!(
            found.columns.iter().all(|column| column.total_variation == 0.0 && column.earth_mover == 0.0)
        );
        assert_eq!(found.columns[0].kullback_leibler, Some(0.0));
    }

    #[test]
    fn sets_are_spread_over_what_they_cover() {
        let (original, recipe) = table([("age", ["1", "2", "3", "5"]), ("town", ["a", "a", "a", "b"])]);
        let (released, _) = table([("age", ["[1,2]", "[1,2]", "[3,5]", "[3,5]"]), ("town", ["*"; 4])]);
        let found = assess(&original, &released, &recipe);
        // Ages: 1 and 2 years of 4. Towns: all lost, and half of each.
        assert_eq!((found.columns[0].ncp, found.columns[1].ncp), (0.375, 1.0));
        assert_eq!(found.ncp, 0.6875);
        assert_eq!((found.columns[0].total_variation, found.columns[0].earth_mover), (0.0, 0.0));
        assert_eq!(found.columns[1].total_variation, 0.25, "half of each instead of three quarters a");
        assert_eq!((found.discernibility, found.average_class_size), (8, 1.0));
        let mut fewer = released.clone();
        fewer.rows = 2;
        fewer.columns.iter_mut().for_each(|column| column.codes.truncate(2));
        let found = assess(&original, &fewer, &recipe);
        assert_eq!((found.suppressed, found.ncp), (2, (2.0 * (0.25 + 1.0) / 2.0 + 2.0) / 4.0));
        assert_eq!(found.columns[0].kullback_leibler, None, "3 and 5 are gone");
    }
}
