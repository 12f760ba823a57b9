//! The order inside buckets, drawn anew by whoever receives a sliced table.

use std::collections::BTreeMap;

use rand::SeedableRng;
use rand::rngs::Xoshiro256PlusPlus;
use rand::seq::SliceRandom;

use crate::table::Table;

/// How a released table is sliced.
#[derive(Clone, Debug, Default)]
pub(super) struct Slices {
    /// The column that numbers the buckets.
    pub(super) bucket: String,
    /// The headings of each column, and the heading within whose equal values
    /// it was permuted, if there is one.
    pub(super) columns: Vec<(Vec<String>, Option<String>)>,
}

impl Slices {
    /// Permutes every column anew inside every bucket: what is published of a
    /// bucket are the values of each column and not which belong together, so
    /// every order is as likely as the published one.
    pub(super) fn redraw(&self, table: &Table, seed: u64) -> Table {
        let mut rng = Xoshiro256PlusPlus::seed_from_u64(seed);
        let mut redrawn = table.clone();
        for (headings, within) in &self.columns {
            let mut together: BTreeMap<Vec<u32>, Vec<usize>> = BTreeMap::new();
            let keys: Vec<&[u32]> = std::iter::once(&self.bucket)
                .chain(within)
                .filter_map(|name| table.column(name))
                .map(|column| &*column.codes)
                .collect();
            for row in 0..table.rows {
                together.entry(keys.iter().map(|codes| codes[row]).collect()).or_default().push(row);
            }
            let mut source: Vec<usize> = (0..table.rows).collect();
            for rows in together.values() {
                let mut drawn = rows.clone();
                drawn.shuffle(&mut rng);
                rows.iter().zip(drawn).for_each(|(&row, from)| source[row] = from);
            }
            for column in redrawn.columns.iter_mut().filter(|column| headings.contains(&column.name)) {
                column.codes = source.iter().map(|&from| column.codes[from]).collect();
            }
        }
        redrawn
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::Column;

    #[test]
    fn values_change_places_only_where_they_may() {
        let column = |name: &str, text: fn(usize) -> String| {
            let texts: Vec<String> = (0..60).map(text).collect();
            Column::from_texts(name, texts.iter().map(String::as_str))
        };
        let table = Table {
            columns: vec![
                column("bucket", |row| (row / 20).to_string()),
                column("a", |row| row.to_string()),
                column("b", |row| (row % 2).to_string()),
                column("c", |row| row.to_string()),
            ],
            rows: 60,
        };
        let one = |name: &str| vec![name.to_owned()];
        let columns = vec![(one("a"), Some("b".to_owned())), (one("c"), None)];
        let slices = Slices { bucket: "bucket".to_owned(), columns };
        let redrawn = slices.redraw(&table, 1);
        let number =
            |table: &Table, column: usize, row| table.columns[column].text(row).parse::<usize>().unwrap();
        let mut moved = 0;
        for row in 0..60 {
            let (a, c) = (number(&redrawn, 1, row), number(&redrawn, 3, row));
            assert_eq!((a / 20, a % 2, c / 20), (row / 20, row % 2, row / 20));
            moved += usize::from(a != row) + usize::from(c % 2 != row % 2);
        }
        assert!(moved > 60, "{moved}");
        assert_eq!(redrawn.columns[2].codes, table.columns[2].codes);
        assert_ne!(redrawn.columns[1].codes, slices.redraw(&table, 2).columns[1].codes);
    }
}
