//! From groups of rows to a table that can be handed over.

use super::mondrian::Partition;
use super::{Axis, ColumnLoss};
use crate::recipe::ColumnRule;
use crate::table::{Column, Dictionary, MISSING, Table};

/// The released table and what each quasi-identifier lost.
pub(super) struct Released {
    pub(super) table: Table,
    pub(super) losses: Vec<ColumnLoss>,
}

/// A column that no group changes: as it was read, or each number put into its
/// interval. Cells that do not read as their kind are left blank, for nobody
/// has looked at them.
pub(super) fn unchanged(column: &Column, rule: &ColumnRule) -> Column {
    relabel(column, |text| match rule.interval {
        Some(cuts) if rule.format.kind.is_numeric() => cuts
            .interval(text, rule.format)
            .map(|interval| cuts.label(interval, interval, rule.format.decimal_mark)),
        _ if rule.format.kind.is_numeric() => rule.format.position(text).map(|_| text.to_owned()),
        _ => Some(text.to_owned()),
    })
}

fn relabel(column: &Column, label: impl Fn(&str) -> Option<String>) -> Column {
    let mut dictionary = Dictionary::default();
    let mut new_codes = vec![MISSING; column.dictionary.len()];
    for (code, text) in column.dictionary.values() {
        if let Some(label) = label(text) {
            new_codes[code as usize] = dictionary.intern(&label).unwrap_or(MISSING);
        }
    }
    let codes = column.codes.iter().map(|&code| new_codes[code as usize]).collect();
    Column { name: column.name.clone(), codes, dictionary }
}

/// Publishes every group's region, and orders the rows by what they say, so
/// that their order tells nothing of the file's.
pub(super) fn build(
    table: &Table,
    axes: &[(usize, Axis)],
    others: Vec<(usize, Column)>,
    partition: &Partition,
) -> Released {
    let (mut columns, mut losses) = (others, Vec::new());
    for (at, axis) in axes {
        let (column, ncp) = publish(&table.columns[*at].name, axis, partition, table.rows);
        losses.push(ColumnLoss { name: column.name.clone(), ncp });
        columns.push((*at, column));
    }
    columns.sort_by_key(|(at, _)| *at);
    let mut columns: Vec<Column> = columns.into_iter().map(|(_, column)| column).collect();
    order(&mut columns, table.rows);
    Released { table: Table { columns, rows: table.rows }, losses }
}

fn publish(name: &str, axis: &Axis, partition: &Partition, rows: usize) -> (Column, f64) {
    let mut dictionary = Dictionary::default();
    let (mut codes, mut lost, mut levels) = (vec![MISSING; rows], 0.0, Vec::new());
    for group in partition.groups() {
        levels.clear();
        levels.extend(group.iter().map(|&row| axis.levels[row as usize]));
        levels.sort_unstable();
        levels.dedup();
        let region = axis.region(&levels);
        let code = dictionary.intern(&region.label).unwrap_or(MISSING);
        for &row in group {
            codes[row as usize] = code;
        }
        lost += region.ncp * group.len() as f64;
    }
    (Column { name: name.to_owned(), codes, dictionary }, lost / rows.max(1) as f64)
}

/// Sorts rows by their texts, column by column.
fn order(columns: &mut [Column], rows: usize) {
    for column in columns.iter_mut() {
        sort_codes(column);
    }
    let mut by_value: Vec<u32> = (0..rows).map(|row| u32::try_from(row).unwrap_or(u32::MAX)).collect();
    by_value.sort_unstable_by(|&a, &b| {
        let code = |column: &Column, row: u32| column.codes[row as usize];
        columns
            .iter()
            .map(|column| code(column, a).cmp(&code(column, b)))
            .find(|order| order.is_ne())
            .unwrap_or(a.cmp(&b))
    });
    for column in columns {
        column.codes = by_value.iter().map(|&row| column.codes[row as usize]).collect();
    }
}

/// Numbers the values anew in the order of their texts, leaving out those that
/// no row holds.
fn sort_codes(column: &mut Column) {
    let counts = column.counts();
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
