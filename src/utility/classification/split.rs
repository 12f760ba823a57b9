//! Rows set aside for testing, class by class.

use rand::SeedableRng;
use rand::rngs::Xoshiro256PlusPlus;
use rand::seq::SliceRandom;

use crate::table::{Column, Table};

/// Numbers each row with one of `folds` folds, such that every fold has about
/// the same share of each value of `target`. The same seed gives the same folds.
#[must_use]
pub fn stratified_folds(target: &Column, folds: usize, seed: u64) -> Vec<usize> {
    let mut rng = Xoshiro256PlusPlus::seed_from_u64(seed);
    let mut rows: Vec<usize> = (0..target.codes.len()).collect();
    rows.shuffle(&mut rng);
    // Sorted by class and dealt out in turn: sizes differ by one at the most.
    rows.sort_by_key(|&row| target.codes[row]);
    let mut fold_of = vec![0; rows.len()];
    rows.into_iter().enumerate().for_each(|(at, row)| fold_of[row] = at % folds.max(1));
    fold_of
}

/// The rows for which `belongs` holds, as a file of its own.
#[must_use]
pub fn select(table: &Table, belongs: impl Fn(usize) -> bool) -> Table {
    let rows: Vec<usize> = (0..table.rows).filter(|&row| belongs(row)).collect();
    let part = |column: &Column| Column::from_texts(&column.name, rows.iter().map(|&row| column.text(row)));
    Table { columns: table.columns.iter().map(part).collect(), rows: rows.len() }
}
