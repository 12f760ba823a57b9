//! What a release is still good for: one file per measure.

pub mod classification;
pub mod correlation;
pub mod ncp;
