//! What a run needs besides the file and its recipe.

use super::identifiers::PseudonymKey;

/// What the steward hands in for a run, and no recipe holds: secrets and other files.
#[derive(Debug, Default)]
pub struct Supplies {
    /// What pseudonyms and shifted dates are made with.
    pub pseudonym_key: Option<PseudonymKey>,
}
