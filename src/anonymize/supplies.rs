//! What a run needs besides the file and its recipe.

use super::identifiers::PseudonymKey;
use crate::table::Table;

/// What the steward hands in for a run, and no recipe holds: secrets and other files.
#[derive(Debug, Default)]
pub struct Supplies {
    /// What pseudonyms and shifted dates are made with.
    pub pseudonym_key: Option<PseudonymKey>,
    /// Everybody who may be in the file, with the quasi-identifiers under the same headings: what k-map counts.
    pub population: Option<Table>,
}
