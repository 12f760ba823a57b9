//! One file per method of anonymization, all over integer codes.

mod audit;
mod axis;
pub mod cell_suppression;
mod census;
mod content_order;
pub mod fixed_intervals;
pub mod full_domain;
mod ground;
pub mod hierarchy;
pub mod identifiers;
pub mod local_recoding;
mod method;
pub mod microaggregation;
pub mod mondrian;
mod outliers;
mod partition;
mod policy;
mod population;
mod prepare;
mod release;
mod sample;
mod share;
pub mod slicing;
mod supplies;
mod verify;
mod warnings;

pub use audit::{Audit, CellSuppressionAudit, FullDomainAudit, Level, SuppressedCells};
pub use axis::{Axis, Region};
pub use ground::Ground;
pub use method::{Method, MethodRule, Recoding};
pub use partition::{Partition, Publish};
pub use sample::Drawn;
pub use share::{ColumnLoss, ShareError, ShareReport, Shared, Sharing};
pub use supplies::Supplies;
pub use warnings::ShareWarning;
