//! What an attacker gains from a table: one file per attacker.

pub mod attack;
mod matching;
mod prosecutor;

pub use matching::Matching;
pub use prosecutor::{ClassSize, Risk, SensitiveRisk, prosecutor};
