//! What hierarchies are built over: the levels of an axis.

use crate::table::Decimal;

/// One level of an axis.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leaf {
    /// The published text; empty for the missing value. No two leaves share one.
    pub text: String,
    /// Where it lies on the line of its column.
    pub place: Place,
}

/// Where a leaf lies on the line of its column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Nowhere: the missing value.
    Missing,
    /// Nowhere: a category.
    Word,
    /// A number.
    Number(Decimal),
    /// From `lower` on and below `upper`, or without end; calendar years for dates.
    Between {
        /// The lower border, which belongs to the leaf.
        lower: Option<Decimal>,
        /// The upper border.
        upper: Option<Decimal>,
    },
    /// A day, counted from 1970-01-01.
    Day(i32),
}
