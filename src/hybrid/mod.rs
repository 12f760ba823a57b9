//! The first paper's hybrid algorithm, AES and then noise on every cell:
//! reproduced, measured and explained.
//!
//! ```text
//! table ─▶ columns of numbers ─ JSON, AES-256-GCM ─▶ {ciphertext, nonce}
//!                                                        │ opened again
//!     statistics ◀─ Laplace noise of scale 1/ε on every cell
//! ```
//!
//! **A reproduction, not a privacy guarantee.** The noise is seeded and drawn
//! in floating point, the "sensitivity 1" of the paper is that of a column of
//! zeros and ones and of no other, and the bounds of columns are looked up.
//! Nothing in this room makes a [`Release`](crate::dp::Release), and nothing in
//! it reads one:
//!
//! ```compile_fail
//! fn publish(reproduction: lazaret::hybrid::Reproduction) -> lazaret::dp::Release {
//!     reproduction.into()
//! }
//! ```
//!
//! # Citation
//! Susmitha, Srineeharika, Kandula, Kannaiah, Bulla: Privacy-Preserving Data
//! Sharing in Decentralized Systems.

pub mod cell_noise;
#[cfg(feature = "command")]
pub mod checks;
pub mod column;
pub mod error;
pub mod fitted_epsilon;
#[cfg(feature = "command")]
mod page;
pub mod protection;
pub mod published;
pub mod recovery;
pub mod reproduction;
pub mod scores;
pub mod sealed_column;
pub mod statistics;
pub mod trial;

pub use error::HybridError;
#[cfg(feature = "command")]
pub use page::page;
pub use reproduction::{HybridSettings, Reproduction, reproduce};
pub use scores::{Scores, Weights};
pub use trial::Trial;
