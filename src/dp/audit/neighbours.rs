//! Small neighbouring tables, built from a question's declarations alone.

use crate::dp::bins::{Bins, Margin};
use crate::dp::data::Data;
use crate::dp::query::{Holds, Query};
use crate::dp::question::{Bounded, Question};
use crate::table::{Column, Format, Kind};

/// Rows of the smaller table; few, so that one more shows.
const ROWS: usize = 6;

/// A table, and the same with one patient more.
pub(super) struct Neighbours {
    without: Vec<Column>,
    with: Vec<Column>,
    formats: Vec<Format>,
    rows: [usize; 2],
}

impl Neighbours {
    /// One of the two tables.
    pub(super) fn data(&self, with: bool) -> Data<'_> {
        let columns = if with { &self.with } else { &self.without };
        Data::new(self.rows[usize::from(with)], columns.iter().zip(self.formats.iter().copied()).collect())
    }
}

/// Pairs whose additional patient, of so many rows, lies at one end of every
/// column, at the other, or at both by turns.
pub(super) fn of(question: &Question, query: &dyn Query, rows_per_patient: u64) -> Vec<Neighbours> {
    let columns: Vec<(String, Holds, [String; 2])> = query
        .needs()
        .into_iter()
        .map(|needed| {
            let ends = ends(question, &needed.column);
            (needed.column, needed.holds, ends)
        })
        .collect();
    let told = matches!(question, Question::Categories { .. });
    let more = usize::try_from(rows_per_patient).unwrap_or(1).clamp(1, 100);
    let pairs: [fn(usize) -> usize; 4] = [|_| 0, |_| 1, |column| column % 2, |column| (column + 1) % 2];
    let distinct = match columns.len() {
        0 => 1,
        1 => 2,
        _ => pairs.len(),
    };
    pairs[..distinct]
        .iter()
        .map(|end_of| {
            let table = |rows: usize| {
                let column = |(at, (name, _, ends)): (usize, &(String, Holds, [String; 2]))| {
                    // The first rows lie at both ends by turns; the others are the patient's.
                    let end = |row: usize| if row < ROWS { (row + at * (row / 2)) % 2 } else { end_of(at) };
                    // Where values are told, a patient is known by values that nobody else has.
                    let unheard_of = |row: usize| told && row >= ROWS;
                    let text =
                        |row| if unheard_of(row) { format!("new {row}") } else { ends[end(row)].clone() };
                    let texts: Vec<String> = (0..rows).map(text).collect();
                    Column::from_texts(name, texts.iter().map(String::as_str))
                };
                columns.iter().enumerate().map(column).collect::<Vec<_>>()
            };
            let kind = |holds| match holds {
                Holds::Numbers => Kind::Real,
                Holds::Dates => Kind::Date,
                Holds::Anything => Kind::Category,
            };
            Neighbours {
                without: table(ROWS),
                with: table(ROWS + more),
                formats: columns.iter().map(|(_, holds, _)| Format::plain(kind(*holds))).collect(),
                rows: [ROWS, ROWS + more],
            }
        })
        .collect()
}

/// Two values of a column that a question tells apart as far as it can.
fn ends(question: &Question, column: &str) -> [String; 2] {
    let bounded = |of: &Bounded| (of.column == column).then(|| [of.lower.to_string(), of.upper.to_string()]);
    let margin = |of: &Margin| (of.column == column).then(|| ends_of_bins(&of.bins));
    let found = match question {
        Question::Sum(of)
        | Question::Mean { of, .. }
        | Question::Moments(of)
        | Question::Quantiles { of, .. } => bounded(of),
        Question::Histogram(of) => margin(of),
        Question::Contingency { rows, columns } => margin(rows).or_else(|| margin(columns)),
        Question::Groups { by, of } => margin(by).or_else(|| bounded(of)),
        Question::Covariance { columns } => columns.iter().find_map(bounded),
        Question::LinearRegression { target, predictors } => {
            bounded(target).or_else(|| predictors.iter().find_map(bounded))
        }
        Question::LogisticRegression { column: explained, category, predictors } => (explained == column)
            .then(|| [category.clone(), another(category)])
            .or_else(|| predictors.iter().find_map(bounded)),
        Question::Prevalence { category, .. } => Some([category.clone(), another(category)]),
        Question::Survival { time, edges, occurred, .. } if time == column => {
            let end = |edge: Option<&crate::table::Decimal>| {
                edge.map_or_else(|| occurred.clone(), ToString::to_string)
            };
            Some([end(edges.first()), end(edges.last())])
        }
        Question::Survival { occurred, .. } => Some([occurred.clone(), another(occurred)]),
        Question::Synthetic { columns, .. } => columns.iter().find_map(margin),
        Question::Count | Question::Bounds { .. } | Question::Categories { .. } => None,
    };
    found.unwrap_or_else(|| ["1".to_owned(), "1000".to_owned()])
}

/// A text that is not the category.
fn another(category: &str) -> String {
    if category == "0" { "1".to_owned() } else { "0".to_owned() }
}

fn ends_of_bins(bins: &Bins) -> [String; 2] {
    match bins {
        Bins::Edges { edges } => {
            [edges.first(), edges.last()].map(|edge| edge.map_or_else(String::new, ToString::to_string))
        }
        Bins::Dates { dates } => [dates.first(), dates.last()].map(|date| date.cloned().unwrap_or_default()),
        Bins::Categories { categories, .. } => {
            [categories.first(), categories.last()].map(|category| category.cloned().unwrap_or_default())
        }
    }
}
