//! What an attacker gains from a table: one file per attacker.

mod prosecutor;

pub use prosecutor::{ClassSize, Risk, SensitiveRisk, prosecutor};
