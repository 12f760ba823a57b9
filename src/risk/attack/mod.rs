//! Attacks that run on a released table: one file per attack.

mod background_knowledge;
mod homogeneity;
mod intersection;
mod linkage;
mod membership;
mod similarity;
mod skewness;

use serde::{Deserialize, Serialize};

pub use background_knowledge::{BackgroundKnowledge, background_knowledge};
pub use homogeneity::{Homogeneity, homogeneity};
pub use intersection::{Intersection, intersection};
pub use linkage::{Linkage, linkage};
pub use membership::{Membership, Slices, membership};
pub use similarity::{Nearness, Similarity, similarity};
pub use skewness::{Skewness, skewness};

use crate::privacy::Groups;
use crate::recipe::{ColumnRule, Recipe};
use crate::table::{Column, Table};

/// What an attack found. Each kind has a sentence, filled from the numbers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub enum Attack {
    /// A second file with names, joined with the release.
    Linkage(Linkage),
    /// Classes with one sensitive value.
    Homogeneity(Homogeneity),
    /// Classes with one value left, once some are ruled out.
    BackgroundKnowledge(BackgroundKnowledge),
    /// Classes that make a value much likelier.
    Skewness(Skewness),
    /// Classes whose values differ, and yet are much alike.
    Similarity(Similarity),
    /// Telling who is in the table at all.
    Membership(Membership),
    /// Two releases of the same people, laid over each other.
    Intersection(Intersection),
}

/// What several attacks found.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Attacks {
    /// In the order in which they were tried.
    pub findings: Vec<Attack>,
}

/// Tries all attacks that need nothing but a grouped release, on each of its sensitive
/// columns: homogeneity, background knowledge of one value, skewness and similarity.
#[must_use]
pub fn on_release(released: &Table, recipe: &Recipe) -> Attacks {
    let quasi: Vec<&str> = recipe.quasi_identifiers().collect();
    let is_released = |rule: &&ColumnRule| rule.role.is_sensitive() && released.column(&rule.name).is_some();
    let mut findings = Vec::new();
    for rule in recipe.columns.iter().filter(is_released) {
        // A semi-sensitive column is not known where it is sought.
        let known: Vec<&str> = quasi.iter().copied().filter(|name| *name != rule.name).collect();
        findings.extend([
            Attack::Homogeneity(homogeneity(released, &known, &rule.name)),
            Attack::BackgroundKnowledge(background_knowledge(released, &known, &rule.name, 1)),
            Attack::Skewness(skewness(released, &known, &rule.name)),
            Attack::Similarity(similarity(released, &known, rule)),
        ]);
    }
    Attacks { findings }
}

/// The classes of a table on the columns of these names; those that it lacks are passed over.
fn classes<'a>(table: &Table, names: impl IntoIterator<Item = &'a str>) -> Groups {
    let codes: Vec<&[u32]> = names.into_iter().filter_map(|name| Some(&*table.column(name)?.codes)).collect();
    Groups::of(&codes, table.rows)
}

/// For every class how often each value of a column occurs in it, values in
/// the order of their codes.
fn histograms(groups: &Groups, column: &Column) -> Vec<Vec<(u32, u32)>> {
    let mut pairs: Vec<(u32, u32)> =
        groups.class_of.iter().copied().zip(column.codes.iter().copied()).collect();
    pairs.sort_unstable();
    let mut histograms = vec![Vec::new(); groups.sizes.len()];
    for same in pairs.chunk_by(|a, b| a == b) {
        let (class, code) = same[0];
        histograms[class as usize].push((code, u32::try_from(same.len()).unwrap_or(u32::MAX)));
    }
    histograms
}

/// Rows in all the classes that a predicate holds for.
fn rows_where(groups: &Groups, holds: impl Fn(usize) -> bool) -> u64 {
    groups.sizes.iter().enumerate().filter(|&(class, _)| holds(class)).map(|(_, &size)| u64::from(size)).sum()
}

/// A share as a whole number of percent, for sentences.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
fn percent(share: f64) -> u32 {
    (100.0 * share).round() as u32
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::Role;

    /// Eight patients in two classes of four.
    pub(super) fn ward() -> Table {
        let column = |name, texts: [&str; 8]| Column::from_texts(name, texts);
        Table {
            columns: vec![
                column(
                    "age",
                    ["[40,50)"; 4].into_iter().chain(["[50,60)"; 4]).collect::<Vec<_>>().try_into().unwrap(),
                ),
                column("illness", ["flu", "flu", "flu", "flu", "flu", "gout", "gout", "asthma"]),
                column("cost", ["100", "101", "102", "103", "0", "500", "900", "1000"]),
            ],
            rows: 8,
        }
    }

    #[test]
    fn every_sensitive_column_is_tried() {
        let ward = ward();
        let mut recipe = Recipe::starting(&ColumnRule::guess_all(&ward), crate::table::Dialect::default());
        for (rule, role) in
            recipe.columns.iter_mut().zip([Role::QuasiIdentifier, Role::Sensitive, Role::Sensitive])
        {
            rule.role = role;
        }
        let found = on_release(&ward, &recipe).findings;
        assert_eq!(found.len(), 8);
        assert_eq!(found[0], Attack::Homogeneity(homogeneity(&ward, &["age"], "illness")));
        assert!(
            matches!(&found[7], Attack::Similarity(found) if found.column == "cost" && found.disclosed == 4)
        );
    }

    #[test]
    fn histograms_count_each_class() {
        let ward = ward();
        let groups = classes(&ward, ["age"]);
        assert_eq!(histograms(&groups, &ward.columns[1]), [vec![(1, 4)], vec![(1, 1), (2, 2), (3, 1)]]);
    }
}
