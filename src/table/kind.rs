//! What kind of values a column holds, told from its distinct values.

use serde::{Deserialize, Serialize};

use super::date::{self, DateOrder};
use super::{Column, Decimal, DecimalMark};

/// The kind of a column's values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub enum Kind {
    /// Whole numbers.
    Integer,
    /// Numbers, some with a fraction.
    Real,
    /// Days, with or without a time.
    Date,
    /// Few distinct words or codes.
    Category,
    /// Free text: sentences, or many distinct words.
    Text,
}

impl Kind {
    /// Whether the values lie on a line: integers, reals and dates.
    #[must_use]
    pub const fn is_numeric(self) -> bool {
        matches!(self, Self::Integer | Self::Real | Self::Date)
    }
}

/// How the cells of a column are read: its kind and its spelling.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Format {
    /// What the cells hold.
    pub kind: Kind,
    /// Point or comma in numbers.
    #[serde(default)]
    pub decimal_mark: DecimalMark,
    /// Day or month first in dates of numbers only.
    #[serde(default)]
    pub date_order: DateOrder,
}

/// Share of the rows that must read as a kind for the column to be of it; the
/// rest are typing errors and count as missing.
const ENOUGH: f64 = 0.95;

/// Distinct values that are tried first.
const TRIED: usize = 500;

/// A categorical column has at most this many distinct values, or one in ten rows.
const CATEGORIES: usize = 64;

impl Format {
    /// The format of a kind in its plainest spelling.
    #[must_use]
    pub const fn plain(kind: Kind) -> Self {
        Self { kind, decimal_mark: DecimalMark::Point, date_order: DateOrder::DayFirst }
    }

    /// Tells the format that fits a column.
    #[must_use]
    pub fn guess(column: &Column) -> Self {
        let counts = column.counts();
        let present: u64 = counts[1..].iter().sum();
        let share = |reads: &dyn Fn(&str) -> bool| {
            let fitting: u64 = column
                .dictionary
                .values()
                .filter(|(_, text)| reads(text))
                .map(|(code, _)| counts[code as usize])
                .sum();
            fitting as f64 / present as f64
        };
        // A column of names need not be tried as dates to its last value.
        let promising = |reads: &dyn Fn(&str) -> bool| {
            let tried = column.dictionary.values().take(TRIED);
            present > 0 && tried.filter(|(_, text)| reads(text)).count() * 2 >= column.distinct().min(TRIED)
        };
        let fits = |reads: &dyn Fn(&str) -> bool| promising(reads) && share(reads) >= ENOUGH;

        for mark in [DecimalMark::Point, DecimalMark::Comma] {
            let read = |text: &str| Decimal::parse(text, mark);
            if fits(&|text| read(text).is_some()) {
                let whole =
                    column.dictionary.values().filter_map(|(_, text)| read(text)).all(Decimal::is_whole)
                        && !column.dictionary.values().any(|(_, text)| text.contains(['.', ',']));
                let kind = if whole { Kind::Integer } else { Kind::Real };
                return Self { decimal_mark: mark, ..Self::plain(kind) };
            }
        }
        // Where both orders fit equally the day is first, as in most of the world.
        let by_order = [DateOrder::DayFirst, DateOrder::MonthFirst].map(|order| {
            let reads = |text: &str| date::days(text, order).is_some();
            if promising(&reads) { share(&reads) } else { 0.0 }
        });
        if by_order[0].max(by_order[1]) >= ENOUGH {
            let date_order =
                if by_order[1] > by_order[0] { DateOrder::MonthFirst } else { DateOrder::DayFirst };
            return Self { date_order, ..Self::plain(Kind::Date) };
        }
        let words = share(&|text| text.split_whitespace().count() > 5);
        let few = column.distinct() <= CATEGORIES.max(column.codes.len() / 10);
        let kind = if present == 0 || (few && words < 0.5) { Kind::Category } else { Kind::Text };
        Self::plain(kind)
    }

    /// The position of each code on its line, indexed by code: the number, or
    /// the days since 1970-01-01. `None` where the text does not read as the kind.
    #[must_use]
    pub fn positions(self, column: &Column) -> Vec<Option<f64>> {
        let mut positions = vec![None; column.dictionary.len()];
        for (code, text) in column.dictionary.values() {
            positions[code as usize] = self.position(text);
        }
        positions
    }

    /// The position of one cell on its line, as [`Format::positions`] says.
    #[must_use]
    pub fn position(self, text: &str) -> Option<f64> {
        match self.kind {
            Kind::Integer | Kind::Real => self.decimal(text).map(Decimal::to_f64),
            Kind::Date => date::days(text, self.date_order).map(f64::from),
            Kind::Category | Kind::Text => None,
        }
    }

    /// The positions of the column's distinct values, ascending.
    #[must_use]
    pub fn sorted_positions(self, column: &Column) -> Vec<f64> {
        let mut positions: Vec<f64> = self.positions(column).into_iter().flatten().collect();
        positions.sort_unstable_by(f64::total_cmp);
        positions
    }

    /// The exact number in a cell.
    #[must_use]
    pub fn decimal(self, text: &str) -> Option<Decimal> {
        Decimal::parse(text, self.decimal_mark)
    }

    /// How many rows hold a text that does not read as this format; they are
    /// treated as missing.
    #[must_use]
    pub fn misfits(self, column: &Column) -> u64 {
        if !self.kind.is_numeric() {
            return 0;
        }
        let positions = self.positions(column);
        let misfits: Vec<_> = (1..positions.len()).filter(|&code| positions[code].is_none()).collect();
        // Most columns have none, and rows are many.
        if misfits.is_empty() {
            return 0;
        }
        let counts = column.counts();
        misfits.into_iter().map(|code| counts[code]).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn guess(texts: &[&str]) -> Format {
        Format::guess(&Column::from_texts("c", texts.iter().copied()))
    }

    #[test]
    fn tells_the_kinds_apart() {
        assert_eq!(guess(&["1", "2", "", "-3"]).kind, Kind::Integer);
        assert_eq!(guess(&["1", "2.5"]).kind, Kind::Real);
        assert_eq!(guess(&["1.0", "2.0"]).kind, Kind::Real);
        assert_eq!(guess(&["2020-01-01", "2021-05-05"]).kind, Kind::Date);
        assert_eq!(guess(&["M", "F", "M"]).kind, Kind::Category);
        assert_eq!(guess(&[]).kind, Kind::Category);
        assert_eq!(
            guess(&["Patient was seen at home by the nurse", "No change since the last visit was recorded"])
                .kind,
            Kind::Text
        );
    }

    #[test]
    fn tells_the_spelling() {
        let comma = guess(&["1,5", "2"]);
        assert_eq!((comma.kind, comma.decimal_mark), (Kind::Real, DecimalMark::Comma));
        assert_eq!(guess(&["04/01/2017", "4/13/2017"]).date_order, DateOrder::MonthFirst);
        assert_eq!(guess(&["04/01/2017", "13/4/2017"]).date_order, DateOrder::DayFirst);
    }

    #[test]
    fn one_typing_error_does_not_make_a_column_text() {
        let mut texts = vec!["04/30/2017"; 40];
        texts.push("9-9999");
        let column = Column::from_texts("admitted", texts);
        let format = Format::guess(&column);
        assert_eq!(format.kind, Kind::Date);
        assert_eq!(format.misfits(&column), 1);
    }
}
