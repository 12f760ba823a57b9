//! What becomes of cells that point at a person: one file a treatment.

mod key;

pub use key::{KeyError, PseudonymKey};
