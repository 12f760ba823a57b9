//! One file per method of anonymization, all over integer codes.

mod axis;
pub mod fixed_intervals;
pub mod mondrian;
mod release;
mod share;
mod warnings;

pub use axis::{Axis, Region};
pub use share::{ColumnLoss, ShareError, ShareReport, Shared, Sharing};
pub use warnings::ShareWarning;
