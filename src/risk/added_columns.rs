//! Uniqueness as columns are added, the one that identifies most first.

use serde::{Deserialize, Serialize};

use super::refinement::{Refinement, Scratch};
use crate::table::{Column, Table};

/// What is told apart once a column is known besides those before it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct AddedColumn {
    /// The column.
    pub name: String,
    /// Classes of rows alike in it and all columns before it.
    pub classes: u64,
    /// Rows of a patient who is alone in a class.
    pub unique_rows: u64,
    /// The same over all rows, 0 to 1.
    pub unique_share: f64,
}

/// Adds the columns one by one, each time the one that leaves the most rows
/// unique; of equals the one with the most classes, then the first.
#[must_use]
pub fn added_columns(table: &Table, patients: Option<&[u32]>, names: &[&str]) -> Vec<AddedColumn> {
    let mut left: Vec<&Column> = names.iter().filter_map(|name| table.column(name)).collect();
    let (mut classes, mut scratch, mut added) = (Refinement::of(table.rows), Scratch::default(), Vec::new());
    while !left.is_empty() {
        let measure = |(at, column): (usize, &&Column)| {
            let finer = classes.by(&column.codes, column.dictionary.len(), &mut scratch);
            (finer.alone(table.rows, patients), finer.classes, std::cmp::Reverse(at), finer)
        };
        let best = left
            .iter()
            .enumerate()
            .map(measure)
            .max_by_key(|&(unique, classes, at, _)| (unique, classes, at));
        let Some((unique_rows, count, at, finer)) = best else { break };
        let name = left.remove(at.0).name.clone();
        let unique_share = unique_rows as f64 / table.rows.max(1) as f64;
        added.push(AddedColumn { name, classes: count, unique_rows, unique_share });
        classes = finer;
    }
    added
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_most_identifying_column_comes_first() {
        let column = |name, texts: [&str; 4]| Column::from_texts(name, texts);
        let table = Table {
            columns: vec![
                column("sex", ["F", "F", "M", "M"]),
                column("age", ["1", "2", "3", "3"]),
                column("town", ["a", "a", "a", "b"]),
            ],
            rows: 4,
        };
        let added = added_columns(&table, None, &["sex", "age", "town"]);
        let told: Vec<(&str, u64, u64)> =
            added.iter().map(|step| (step.name.as_str(), step.unique_rows, step.classes)).collect();
        assert_eq!(told, [("age", 2, 3), ("town", 4, 4), ("sex", 4, 4)]);
        let patients = [0, 1, 2, 2];
        assert_eq!(added_columns(&table, Some(&patients), &["age"])[0].unique_rows, 4);
    }
}
