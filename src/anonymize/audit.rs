//! How a method came to its result: what it alone can tell, for the report.

use serde::{Deserialize, Serialize};

use super::slicing::SlicingAudit;

/// What a method tells of its run, besides what every release is measured by.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub enum Audit {
    /// Of full-domain generalization.
    FullDomain(FullDomainAudit),
    /// Of slicing, measured on the released table.
    Slicing(SlicingAudit),
    /// Of cell suppression.
    CellSuppression(CellSuppressionAudit),
}

/// How many cells were hidden.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct CellSuppressionAudit {
    /// For each quasi-identifier.
    pub columns: Vec<SuppressedCells>,
}

/// How many cells of a column were hidden.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct SuppressedCells {
    /// The quasi-identifier.
    pub column: String,
    /// Released cells that say nothing; those of rows that are left out do not count.
    pub cells: u64,
}

/// Which transformation full-domain generalization chose, and how sure it is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct FullDomainAudit {
    /// The height to which each quasi-identifier is generalized.
    pub levels: Vec<Level>,
    /// The loss that was minimized, 0 to 1.
    pub loss: f64,
    /// How much smaller the least loss could still be; 0 where the search came to its end.
    pub gap: f64,
    /// Transformations in the lattice; 2^53 where there are more.
    pub nodes: u64,
    /// Transformations whose groups were formed.
    pub checked: u64,
}

/// The height to which a quasi-identifier is generalized.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Level {
    /// The quasi-identifier.
    pub name: String,
    /// 0 where values stand as they are.
    pub height: u32,
    /// The height at which nothing is left of them.
    pub top: u32,
}
