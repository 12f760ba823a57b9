//! From groups of rows to a table that can be handed over.

use std::collections::HashSet;

use super::fixed_intervals::People;
use super::slicing::Sliced;
use super::{ColumnLoss, Recoding};
use crate::recipe::ColumnRule;
use crate::table::{Column, Dictionary, MISSING, Table};

/// The released table and what each quasi-identifier lost.
pub(super) struct Released {
    pub(super) table: Table,
    pub(super) losses: Vec<ColumnLoss>,
    /// The row of the ground that each released row was.
    pub(super) origin: Vec<u32>,
    /// The buckets and columns, where the table is sliced.
    pub(super) sliced: Option<Box<Sliced>>,
}

/// A column that no group changes: as it was read, or each number put into its
/// interval. Cells that do not read as their kind are left blank, for nobody
/// has looked at them.
pub(super) fn unchanged(column: &Column, rule: &ColumnRule, people: People<'_>) -> Column {
    match rule.interval {
        Some(intervals) if rule.format.kind.is_numeric() => {
            let cuts = intervals.lay(column, rule.format, people);
            relabel(column, |code, _| cuts.of_code(code).map(|at| cuts.text(at)))
        }
        _ if rule.format.kind.is_numeric() => {
            relabel(column, |_, text| rule.format.position(text).map(|_| text))
        }
        _ => column.clone(),
    }
}

fn relabel<'a>(column: &'a Column, label: impl Fn(u32, &'a str) -> Option<&'a str>) -> Column {
    let mut dictionary = Dictionary::default();
    let mut new_codes = vec![MISSING; column.dictionary.len()];
    for (code, text) in column.dictionary.values() {
        if let Some(label) = label(code, text) {
            new_codes[code as usize] = dictionary.intern(label).unwrap_or(MISSING);
        }
    }
    let codes = column.codes.iter().map(|&code| new_codes[code as usize]).collect();
    Column { name: column.name.clone(), codes, dictionary }
}

/// Puts the columns together, leaves the suppressed rows out, and orders the
/// others by what they say, so that their order tells nothing of the file's.
pub(super) fn build(others: Vec<(usize, Column)>, recoding: Recoding, rows: u32) -> Released {
    let mut columns = recoding.columns;
    let recoded: HashSet<usize> = columns.iter().map(|(at, _)| *at).collect();
    columns.extend(others.into_iter().filter(|(at, _)| !recoded.contains(at)));
    columns.sort_by_key(|(at, _)| *at);
    let mut columns: Vec<Column> = columns.into_iter().map(|(_, column)| column).collect();
    if let Some(sliced) = &recoding.sliced {
        // First, so that rows are ordered by their buckets.
        columns.insert(0, sliced.bucket.clone());
    }
    let made_up = recoding.sliced.as_ref().map_or(0, |sliced| sliced.fakes);
    let mut origin: Vec<u32> = (0..rows + made_up).collect();
    origin.retain(|row| recoding.suppressed.binary_search(row).is_err());
    order(&mut columns, &mut origin);
    Released {
        table: Table { columns, rows: origin.len() },
        losses: recoding.losses,
        origin,
        sliced: recoding.sliced,
    }
}

/// Sorts the rows that are kept by their texts, column by column.
fn order(columns: &mut [Column], kept: &mut [u32]) {
    for column in columns.iter_mut() {
        sort_codes(column, kept);
    }
    kept.sort_unstable_by(|&a, &b| {
        let code = |column: &Column, row: u32| column.codes[row as usize];
        columns
            .iter()
            .map(|column| code(column, a).cmp(&code(column, b)))
            .find(|order| order.is_ne())
            .unwrap_or(a.cmp(&b))
    });
    for column in columns {
        column.codes = kept.iter().map(|&row| column.codes[row as usize]).collect();
    }
}

/// Numbers the values anew in the order of their texts, leaving out those that
/// no kept row holds.
fn sort_codes(column: &mut Column, kept: &[u32]) {
    let mut counts = vec![0u64; column.dictionary.len()];
    for &row in kept {
        counts[column.codes[row as usize] as usize] += 1;
    }
    let mut values: Vec<(&str, u32)> = column
        .dictionary
        .values()
        .filter(|&(code, _)| counts[code as usize] > 0)
        .map(|(code, text)| (text, code))
        .collect();
    values.sort_unstable();
    let mut dictionary = Dictionary::default();
    let mut new_codes = vec![MISSING; counts.len()];
    for (text, code) in values {
        new_codes[code as usize] = dictionary.intern(text).unwrap_or(MISSING);
    }
    for code in &mut column.codes {
        *code = new_codes[*code as usize];
    }
    column.dictionary = dictionary;
}
