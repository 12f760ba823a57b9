//! Days that grow to months, quarters, years and decades.

use serde::{Deserialize, Serialize};

use super::{Hierarchy, HierarchyError, Leaf, Place};
use crate::table::date;

/// A stretch of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub enum DateStep {
    /// `2017-04`
    Month,
    /// `2017-Q2`
    Quarter,
    /// `2017`
    Year,
    /// `2010s`
    Decade,
}

impl DateStep {
    /// The label of a month of a year; months count from 0.
    fn label(self, year: i32, month: i32) -> String {
        match self {
            Self::Month => format!("{year:04}-{:02}", month + 1),
            Self::Quarter => format!("{year:04}-Q{}", month / 3 + 1),
            Self::Year => format!("{year:04}"),
            Self::Decade => format!("{:03}0s", year.div_euclid(10)),
        }
    }

    /// The months that a stretch has.
    const fn months(self) -> i32 {
        match self {
            Self::Month => 1,
            Self::Quarter => 3,
            Self::Year => 12,
            Self::Decade => 120,
        }
    }
}

pub(super) fn build(steps: &[DateStep], leaves: &[Leaf]) -> Result<Hierarchy, HierarchyError> {
    if steps.is_empty() || !steps.is_sorted_by(|short, long| short < long) {
        return Err(HierarchyError::Unsuited);
    }
    // Months since the year 0; none for the missing value.
    let months: Vec<Option<i32>> = leaves
        .iter()
        .map(|leaf| match leaf.place {
            Place::Missing => Ok(None),
            Place::Day(days) => Ok(Some(date::year_of(days) * 12 + date::month_of(days) - 1)),
            _ => Err(HierarchyError::Unsuited),
        })
        .collect::<Result<_, _>>()?;
    let texts = leaves.iter().map(|leaf| leaf.text.clone()).collect();
    let part = |step: usize, leaf: usize| months[leaf].map(|months| months.div_euclid(steps[step].months()));
    let text = |step: usize, part: &i32| {
        let first = part * steps[step].months();
        steps[step].label(first.div_euclid(12), first.rem_euclid(12))
    };
    Ok(Hierarchy::grow(texts, steps.len(), part, text).without_idle_heights())
}
