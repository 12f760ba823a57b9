//! Which columns identify most: every set of a few of them, measured.

use serde::{Deserialize, Serialize};

use super::refinement::{Refinement, Scratch};
use crate::table::{Column, Table};

/// How well a set of columns tells rows apart.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct ColumnSet {
    /// The columns.
    pub columns: Vec<String>,
    /// Different combinations of values over rows, 0 to 1.
    pub distinction: f64,
    /// Share of all pairs of rows that differ in at least one of the columns, 0 to 1.
    pub separation: f64,
    /// Rows of a patient who alone has the combination.
    pub unique_rows: u64,
}

/// Sets that are measured at the most: then the largest sets are left out.
const SETS: usize = 1100;

/// Cells that are looked at at the most: on large tables there are fewer sets.
const CELLS: usize = 300_000_000;

/// Measures the sets of some columns, small ones first and in the order of the
/// names given: all of them up to ten columns, fewer to a set with more columns.
///
/// Sets with the same first columns share the work that these cost, and rows
/// that a set tells from all others are looked at no more.
///
/// # Citation
/// Motwani, R.; Xu, Y.: Efficient algorithms for masking and finding
/// quasi-identifiers, SDM 2007, section 2 (distinction and separation).
#[must_use]
pub fn column_sets(table: &Table, patients: Option<&[u32]>, names: &[&str]) -> Vec<ColumnSet> {
    let columns: Vec<&Column> = names.iter().filter_map(|name| table.column(name)).collect();
    let mut measured = Vec::new();
    let mut walk = Walk {
        table,
        patients,
        columns: &columns,
        most: most(columns.len(), SETS.min(CELLS / table.rows.max(1))),
        measured: &mut measured,
    };
    walk.add(&Refinement::of(table.rows), &mut Vec::new(), &mut Scratch::default());
    measured.sort_by(|(a, _), (b, _)| (a.len(), a).cmp(&(b.len(), b)));
    measured.into_iter().map(|(_, set)| set).collect()
}

/// The greatest size such that all sets up to it are `at_most`; at least 1.
fn most(columns: usize, at_most: usize) -> usize {
    let (mut sets, mut of_size, mut size) = (0, 1, 0);
    while size < columns {
        of_size = of_size * (columns - size) / (size + 1);
        sets += of_size;
        if sets > at_most && size > 0 {
            break;
        }
        size += 1;
    }
    size
}

struct Walk<'a> {
    table: &'a Table,
    patients: Option<&'a [u32]>,
    columns: &'a [&'a Column],
    most: usize,
    /// Sets with the places of their columns.
    measured: &'a mut Vec<(Vec<usize>, ColumnSet)>,
}

impl Walk<'_> {
    /// Adds every column behind the last one of the set, and goes on from there.
    fn add(&mut self, classes: &Refinement, set: &mut Vec<usize>, scratch: &mut Scratch) {
        let rows = self.table.rows;
        let pairs = rows as f64 * rows.saturating_sub(1) as f64 / 2.0;
        for at in set.last().map_or(0, |last| last + 1)..self.columns.len() {
            let column = self.columns[at];
            let finer = classes.by(&column.codes, column.dictionary.len(), scratch);
            set.push(at);
            let measured = ColumnSet {
                columns: set.iter().map(|&at| self.columns[at].name.clone()).collect(),
                distinction: finer.classes as f64 / rows.max(1) as f64,
                separation: if pairs > 0.0 { 1.0 - finer.alike_pairs() as f64 / pairs } else { 0.0 },
                unique_rows: finer.alone(rows, self.patients),
            };
            self.measured.push((set.clone(), measured));
            if set.len() < self.most {
                self.add(&finer, set, scratch);
            }
            set.pop();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets_grow_only_as_large_as_they_stay_few() {
        assert_eq!([1, 9, 10, 11, 24, 2000].map(|columns| most(columns, SETS)), [1, 9, 10, 5, 2, 1]);
    }

    #[test]
    fn agrees_with_arx_on_every_set() {
        let path = |name| format!("{}/tests/data/{name}", env!("CARGO_MANIFEST_DIR"));
        let bytes = std::fs::read(path("adult/adult_30162_arx.csv")).unwrap();
        let mut loader = crate::table::Loader::new(bytes.len() as u64, None);
        loader.push(&bytes).unwrap();
        let table = loader.finish().unwrap().table;
        let golden: serde_json::Value =
            serde_json::from_slice(&std::fs::read(path("arx.json")).unwrap()).unwrap();
        let mut compared = 0;
        for case in golden["own_risk"].as_array().unwrap() {
            let Some(expected) = case["attributeRisks"].as_array() else { continue };
            let names: Vec<&str> =
                case["config"]["qis"].as_array().unwrap().iter().map(|name| name.as_str().unwrap()).collect();
            let found = column_sets(&table, None, &names);
            assert_eq!(found.len(), (1 << names.len()) - 1);
            for set in expected {
                let mut columns: Vec<&str> =
                    set["identifier"].as_array().unwrap().iter().map(|name| name.as_str().unwrap()).collect();
                columns.sort_by_key(|name| names.iter().position(|known| known == name));
                let same = found.iter().find(|found| found.columns == columns).unwrap();
                for (found, name) in [(same.distinction, "distinction"), (same.separation, "separation")] {
                    let expected = set[name].as_f64().unwrap();
                    assert!((found - expected).abs() < 1e-12, "{columns:?}: {name} {found} {expected}");
                }
                compared += 1;
            }
        }
        assert!(compared > 50, "{compared} sets compared");
    }
}
