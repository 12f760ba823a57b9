//! What an attacker gains from a table: one file per attacker.

mod added_columns;
pub mod attack;
mod column_sets;
mod journalist;
mod matching;
pub mod population;
mod prosecutor;
mod refinement;
mod report;
mod sliced;

pub use added_columns::{AddedColumn, added_columns};
pub use column_sets::{ColumnSet, column_sets};
pub use journalist::{Journalist, journalist};
pub use matching::Matching;
pub use prosecutor::{ClassSize, Risk, SensitiveRisk, prosecutor};
pub use report::{RiskReport, SmallClasses, report};
pub use sliced::{Linked, SliceHeadings, SlicedTable, Slices, linked, slices};
