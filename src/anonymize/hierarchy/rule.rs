//! How a hierarchy is made, as the recipe holds it.

use serde::{Deserialize, Serialize};

use super::{
    DateStep, Group, Hierarchy, HierarchyCsvError, Leaf, dates, icd10, prefixes, ranges, table, tree,
};
use crate::table::{Decimal, DecimalMark};

/// How a column's hierarchy is made.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case", rename_all_fields = "snake_case", deny_unknown_fields)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub enum HierarchyRule {
    /// Written out: one line a value, the value first, each further cell one step coarser.
    Table {
        /// The lines, all of one length.
        lines: Vec<Vec<String>>,
    },
    /// Numbers in ranges that grow: `[40,45)`, `[40,50)`, `[40,60)`.
    Ranges {
        /// A border of all ranges. As the widths it is stated, not read from the column.
        #[cfg_attr(target_arch = "wasm32", tsify(type = "number"))]
        origin: Decimal,
        /// The width at each step, each a multiple of the one before.
        #[cfg_attr(target_arch = "wasm32", tsify(type = "number[]"))]
        widths: Vec<Decimal>,
        /// All below is one range.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(target_arch = "wasm32", tsify(type = "number", optional))]
        bottom: Option<Decimal>,
        /// All from here on is one range.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(target_arch = "wasm32", tsify(type = "number", optional))]
        top: Option<Decimal>,
    },
    /// Days to longer stretches of the calendar: `2017-04`, `2017-Q2`, `2017`, `2010s`.
    Dates {
        /// From short to long.
        steps: Vec<DateStep>,
    },
    /// Codes by how they begin: `02139`, `021**`, `02***`, `0****`.
    Prefixes {
        /// How many letters are kept at each step, from many to few.
        kept: Vec<u32>,
        /// Stars fill a label up to so many letters, so that it does not tell how long the code was.
        length: u32,
    },
    /// Diagnoses by the World Health Organization's ICD-10: code, category, block, chapter.
    Icd10,
    /// Values in named groups, and groups in groups.
    Tree {
        /// The widest groups.
        groups: Vec<Group>,
        /// The name of the group of all values that no group names.
        other: String,
    },
    /// The value itself, or nothing of it.
    Suppression,
}

/// Why a hierarchy cannot be built over some leaves.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum HierarchyError {
    /// A written hierarchy does not list a leaf.
    #[error("{leaves} leaves are not listed")]
    Lacks {
        /// The first of them, from 0.
        leaf: usize,
        /// How many there are.
        leaves: usize,
    },
    /// A leaf is an interval that lies in several ranges.
    #[error("{leaves} leaves lie across a border")]
    CutsIntervals {
        /// The first of them, from 0.
        leaf: usize,
        /// How many there are.
        leaves: usize,
    },
    /// The lines of a written hierarchy are none.
    #[error(transparent)]
    Table(HierarchyCsvError),
    /// The rule contradicts itself, or is made for another kind of column.
    #[error("the rule does not suit the column")]
    Unsuited,
}

impl HierarchyRule {
    /// The hierarchy over the levels of an axis, whose numbers are spelled with
    /// `mark`. A missing value is a branch of its own until the top, unless a
    /// written hierarchy lists the empty text.
    ///
    /// # Errors
    /// As [`HierarchyError`] says.
    pub fn build(&self, leaves: &[Leaf], mark: DecimalMark) -> Result<Hierarchy, HierarchyError> {
        Ok(self.build_whole(leaves, mark)?.over_first(leaves.len()))
    }

    /// As [`HierarchyRule::build`], and behind the leaves those that the rule
    /// names and no row holds.
    ///
    /// # Errors
    /// As [`HierarchyError`] says.
    pub fn build_whole(&self, leaves: &[Leaf], mark: DecimalMark) -> Result<Hierarchy, HierarchyError> {
        match self {
            Self::Table { lines } => table::build(lines, leaves),
            Self::Ranges { origin, widths, bottom, top } => {
                ranges::build(*origin, widths, (*bottom, *top), leaves, mark)
            }
            Self::Dates { steps } => dates::build(steps, leaves),
            Self::Prefixes { kept, length } => prefixes::build(kept, *length, leaves),
            Self::Icd10 => Ok(icd10::build(leaves)),
            Self::Tree { groups, other } => tree::build(groups, other, leaves),
            Self::Suppression => Ok(table::suppression(leaves)),
        }
    }
}
