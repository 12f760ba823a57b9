//! Declared bins: what a cell is counted as.

use std::collections::{HashMap, HashSet};

use serde::{Deserialize, Serialize};

use super::data::{Key, Readings};
use super::error::AnswerError;
use super::query::{Holds, Needed};
use crate::table::Decimal;
use crate::table::date::{self, DateOrder};

/// Most bins of one column.
pub(crate) const MOST_BINS: usize = 4096;

/// The bins of a column, disjoint by construction.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(untagged)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub enum Bins {
    /// Intervals of a column of numbers.
    Edges {
        /// k + 1 increasing edges of k intervals, closed below and open above,
        /// the last one closed. A value outside goes to the nearest interval,
        /// as bounded values go to the nearest bound.
        #[cfg_attr(target_arch = "wasm32", tsify(type = "number[]"))]
        edges: Vec<Decimal>,
    },
    /// Periods of a column of dates.
    Dates {
        /// k + 1 increasing days of k periods, as in `2020-12-31`; each period
        /// ends before the next begins. A date outside goes to the nearest
        /// period.
        dates: Vec<String>,
    },
    /// Values of any column.
    Categories {
        /// Declared, never read off the data: that a value occurs at all may
        /// be what a patient would hide.
        categories: Vec<String>,
        /// Whether a last bin counts the values that were not declared.
        #[serde(default)]
        #[cfg_attr(target_arch = "wasm32", tsify(optional))]
        other: bool,
    },
}

/// A column and its bins.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Margin {
    /// Name of the column.
    pub column: String,
    /// The bins of its values.
    pub bins: Bins,
}

impl Margin {
    /// What a question needs of the column.
    pub(crate) fn needed(&self) -> Needed {
        let holds = match self.bins {
            Bins::Edges { .. } => Holds::Numbers,
            Bins::Dates { .. } => Holds::Dates,
            Bins::Categories { .. } => Holds::Anything,
        };
        Needed { column: self.column.clone(), holds }
    }
}

impl Bins {
    /// Checks the declarations.
    ///
    /// # Errors
    /// No bin or too many, edges that do not increase or are no dates, a category
    /// that is empty or declared twice.
    pub(crate) fn check(&self) -> Result<(), AnswerError> {
        match self {
            Self::Edges { edges } => check_increasing(edges)?,
            Self::Dates { dates } => {
                let unreadable = |position| AnswerError::NotADate { position };
                let days =
                    dates.iter().zip(1..).map(|(date, position)| day(date).ok_or(unreadable(position)));
                check_increasing(&days.collect::<Result<Vec<_>, _>>()?)?;
            }
            Self::Categories { categories, .. } => {
                let mut seen = HashSet::new();
                for (at, category) in categories.iter().enumerate() {
                    if category.is_empty() {
                        return Err(AnswerError::CategoryEmpty { position: at + 1 });
                    }
                    if !seen.insert(category) {
                        return Err(AnswerError::CategoryRepeated { position: at + 1 });
                    }
                }
            }
        }
        match self.len() {
            0 => Err(AnswerError::NoBins),
            1..=MOST_BINS => Ok(()),
            bins => Err(AnswerError::TooManyBins { bins, at_most: MOST_BINS }),
        }
    }

    /// Number of bins.
    pub(crate) fn len(&self) -> usize {
        match self {
            Self::Edges { edges } => edges.len().saturating_sub(1),
            Self::Dates { dates } => dates.len().saturating_sub(1),
            Self::Categories { categories, other } => categories.len() + usize::from(*other),
        }
    }

    /// The category, the interval such as `[0, 10)`, or the period such as
    /// `2020-01-01 to 2020-12-31`; `other` for the rest.
    pub(crate) fn labels(&self) -> Vec<String> {
        match self {
            Self::Edges { edges } => {
                let interval = |pair: &[Decimal]| format!("[{}, {})", pair[0], pair[1]);
                let mut labels: Vec<_> = edges.windows(2).map(interval).collect();
                if let Some(last) = labels.last_mut() {
                    last.pop();
                    last.push(']');
                }
                labels
            }
            Self::Dates { dates } => {
                let last_day = |next: &str| day(next).map_or_else(String::new, |day| date::spell(day - 1));
                dates.windows(2).map(|pair| format!("{} to {}", pair[0], last_day(&pair[1]))).collect()
            }
            Self::Categories { categories, other } => {
                categories.iter().cloned().chain(other.then(|| "other".to_owned())).collect()
            }
        }
    }

    /// The bin of each code of a column; `None` for missing cells, misfits and
    /// values of no bin.
    pub(crate) fn by_code(&self, readings: Readings<'_>) -> Vec<Option<usize>> {
        match self {
            Self::Edges { edges } => {
                readings.by_code(|key| key.number().map(|number| interval(edges, &number)))
            }
            Self::Dates { dates } => {
                let days: Vec<_> = dates.iter().filter_map(|date| day(date)).collect();
                readings.by_code(|key| match key {
                    Key::Day(day) => Some(interval(&days, &day)),
                    Key::Number(_) | Key::Text(_) => None,
                })
            }
            Self::Categories { categories, other } => {
                // Of two spellings of one number the first is the bin.
                let mut bins = HashMap::new();
                for (bin, category) in categories.iter().enumerate() {
                    bins.entry(readings.key(category)).or_insert(bin);
                }
                let rest = other.then_some(categories.len());
                readings.by_code(|key| bins.get(&key).copied().or(rest))
            }
        }
    }
}

/// The interval that holds a value, or the nearest one.
fn interval<T: PartialOrd>(edges: &[T], value: &T) -> usize {
    // Of the edges only the inner ones divide.
    edges[1..edges.len() - 1].partition_point(|edge| edge <= value)
}

/// Refuses edges of which one is not above the one before it.
pub(crate) fn check_increasing<T: PartialOrd>(edges: &[T]) -> Result<(), AnswerError> {
    match edges.windows(2).position(|pair| pair[0] >= pair[1]) {
        Some(at) => Err(AnswerError::EdgesNotIncreasing { position: at + 2 }),
        None => Ok(()),
    }
}

/// Days since 1970-01-01 of a date spelled as `2020-12-31`, and in no other way.
pub(crate) fn day(text: &str) -> Option<i32> {
    date::days(text, DateOrder::DayFirst).filter(|&day| date::spell(day) == text)
}
