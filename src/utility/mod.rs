//! What a release is still good for: one file per measure.

pub mod classification;
pub mod correlation;
pub mod discernibility;
pub mod distance;
mod linkage;
pub mod ncp;
mod pair;
mod queries;
mod usefulness;

pub use linkage::ncp_link;
pub use queries::QueryError;
pub use usefulness::{ColumnUsefulness, Usefulness, assess, certainty_penalty};
