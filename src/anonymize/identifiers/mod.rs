//! What becomes of cells that point at a person: one file a treatment.
//!
//! Treatments come before everything else: groups are formed on treated cells,
//! and an identifier that is not treated never leaves.

mod key;
mod mask;
mod pseudonym;
mod shift_dates;
mod treatment;
mod warnings;
mod zip_prefix;

pub use key::{KeyError, PseudonymKey};
pub use mask::Mask;
pub use pseudonym::Pseudonym;
pub use shift_dates::ShiftDates;
pub use treatment::Treatment;
pub use zip_prefix::is_zip_code;

pub(super) use treatment::treat;
pub(super) use warnings::weigh;
