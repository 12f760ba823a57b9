//! What every method works on: a table made ready to form groups.

use super::Axis;
use crate::privacy::Policy;
use crate::table::{Column, Decimal};

/// A table laid out for a method of anonymization.
#[derive(Debug)]
pub struct Ground {
    /// How many rows there are.
    pub rows: u32,
    /// The quasi-identifiers.
    pub axes: Vec<Axis>,
    /// All other released columns, with their place in the file.
    pub others: Vec<(usize, Column)>,
    /// What every group must satisfy.
    pub policy: Policy,
    /// The share of rows, 0 to 1, that may be left out.
    pub suppression: Decimal,
}

impl Ground {
    /// How many rows may be left out: the whole part of the limit times the rows.
    #[must_use]
    pub fn suppression_limit(&self) -> u32 {
        self.suppression.of_count(self.rows)
    }
}
