//! The columns that the paper's loop takes up, selected by type.

use rand::rngs::Xoshiro256PlusPlus;
use rand::{RngExt, SeedableRng};

use crate::recipe::ColumnRule;
use crate::table::{Kind, Role, Table};

/// Columns of the paper's table, without the row number that it lists as `AGE`.
pub const PAPER_COLUMNS: usize = 11;

/// A column with a number in each row.
#[derive(Clone, Debug, PartialEq)]
pub struct NumericColumn {
    /// The heading.
    pub name: String,
    /// One number a row.
    pub values: Vec<f64>,
    /// Least and greatest value that the quantity can have, as somebody would
    /// declare them who knows the headings alone.
    pub bounds: (f64, f64),
}

/// The first columns of whole numbers with a number in each row, at most `most`.
///
/// pandas gives such columns the type `int64`; one blank cell or one word makes
/// a column something else, which is why the laboratory values of the paper's
/// file are not in its table. Identifiers are left out: a row number is no
/// quantity.
#[must_use]
pub fn numeric_columns(table: &Table, most: usize) -> Vec<NumericColumn> {
    let of = |column| {
        let (rule, _) = ColumnRule::guess(column);
        if rule.format.kind != Kind::Integer || rule.role == Role::Identifier {
            return None;
        }
        let positions = rule.format.positions(column);
        let values: Vec<f64> =
            column.codes.iter().map(|&code| positions[code as usize]).collect::<Option<_>>()?;
        let bounds = bounds(&column.name, &values);
        Some(NumericColumn { name: column.name.clone(), values, bounds })
    };
    table.columns.iter().filter_map(of).take(most).collect()
}

/// Bounds that the heading suggests, or 0 and the first of 1, 2, 5, 10, … that
/// no value exceeds (likewise below 0).
///
/// Looking at the values is harmless in a lesson on a public table alone; for a
/// release, bounds are declared.
fn bounds(name: &str, values: &[f64]) -> (f64, f64) {
    let name = name.to_ascii_lowercase();
    if name == "age" {
        return (0.0, 110.0);
    }
    // Before stays: the paper's heading is "duration of intensive unit stay".
    if name.contains("intensive") || name.contains("icu") {
        return (0.0, 60.0);
    }
    if name.contains("stay") {
        return (0.0, 100.0);
    }
    let least = values.iter().copied().fold(0.0, f64::min);
    let greatest = values.iter().copied().fold(0.0, f64::max);
    let below = if least < 0.0 { -round_above(-least) } else { 0.0 };
    (below, if greatest > 0.0 || below == 0.0 { round_above(greatest) } else { 0.0 })
}

fn round_above(value: f64) -> f64 {
    let mut power = 1.0;
    loop {
        match [1.0, 2.0, 5.0].map(|digit| digit * power).into_iter().find(|round| *round >= value) {
            Some(round) => return round,
            None => power *= 10.0,
        }
    }
}

/// Rows drawn from these, with replacement: a larger table of the same make.
#[must_use]
pub fn resample(columns: &[NumericColumn], rows: usize, seed: u64) -> Vec<NumericColumn> {
    let mut rng = Xoshiro256PlusPlus::seed_from_u64(seed);
    let from = columns.first().map_or(0, |column| column.values.len());
    let drawn: Vec<usize> =
        if from == 0 { Vec::new() } else { (0..rows).map(|_| rng.random_range(0..from)).collect() };
    let of = |column: &NumericColumn| NumericColumn {
        values: drawn.iter().map(|&row| column.values[row]).collect(),
        ..column.clone()
    };
    columns.iter().map(of).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::Column;

    fn table() -> Table {
        let columns = [
            ("SNO", ["1", "2", "3"]),
            ("AGE", ["51", "60", "70"]),
            ("HB", ["12.5", "EMPTY", "9"]),
            ("SMOKING", ["0", "1", "0"]),
            ("GLUCOSE", ["96", "", "110"]),
            ("GENDER", ["M", "F", "M"]),
            ("CHANGE", ["-7", "3", "0"]),
        ];
        let columns = columns.map(|(name, texts)| Column::from_texts(name, texts));
        Table { columns: columns.into(), rows: 3 }
    }

    #[test]
    fn whole_numbers_in_each_row_are_selected() {
        let columns = numeric_columns(&table(), PAPER_COLUMNS);
        let found: Vec<_> = columns.iter().map(|column| (&*column.name, column.bounds)).collect();
        assert_eq!(found, [("AGE", (0.0, 110.0)), ("SMOKING", (0.0, 1.0)), ("CHANGE", (-10.0, 5.0))]);
        assert_eq!(columns[0].values, [51.0, 60.0, 70.0]);
        assert_eq!(numeric_columns(&table(), 1).len(), 1);
    }

    #[test]
    fn bounds_hold_every_value() {
        for (values, expected) in [
            (vec![0.0], (0.0, 1.0)),
            (vec![21.0], (0.0, 50.0)),
            (vec![-3.0, -1.0], (-5.0, 0.0)),
            (vec![1e12 + 1.0], (0.0, 2e12)),
        ] {
            assert_eq!(bounds("x", &values), expected, "{values:?}");
        }
        assert_eq!(bounds("DURATION OF STAY", &[]), (0.0, 100.0));
        assert_eq!(bounds("duration of intensive unit stay", &[]), (0.0, 60.0));
    }

    #[test]
    fn drawn_rows_stay_rows() {
        let columns = numeric_columns(&table(), PAPER_COLUMNS);
        let many = resample(&columns, 1000, 3);
        for row in 0..1000 {
            let of = |columns: &[NumericColumn], row: usize| {
                columns.iter().map(|column| column.values[row]).collect::<Vec<_>>()
            };
            assert!((0..3).any(|from| of(&columns, from) == of(&many, row)));
        }
        assert_eq!(resample(&columns, 1000, 3), many);
        assert!(resample(&[], 10, 3).is_empty());
    }
}
