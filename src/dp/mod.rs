//! Differential privacy: questions answered with exact noise, within a budget.
//!
//! A question declares everything it needs (column, bounds, bins): nothing is
//! ever read off the data but the answer. The way of a release:
//!
//! ```text
//! Asked ─ questions ─▶ exact integer vector of known sensitivity
//!                        │
//!        Budget ─ spends ε, or refuses
//!                        │
//!    SystemBits ─ discrete Laplace noise on every entry
//!                        ▼
//!                     Release: the value, its error, every parameter
//! ```
//!
//! Everything up to and including the noise is integer arithmetic. Floating
//! point appears only in what is computed from noisy numbers, so no rounding
//! can depend on a patient (Mironov 2012; Casacuberta et al., arXiv
//! 2207.10635).
//!
//! - A new statistic is a file in [`questions`] and a variant of [`Question`].
//! - A new mechanism is a sampler in [`noise`], built from
//!   [`noise::uniform`] and [`noise::bernoulli`].

pub mod accuracy;
mod among;
pub mod answer;
pub mod audit;
mod bins;
mod cells;
mod counts;
pub mod data;
pub mod divide;
pub mod error;
pub mod grid;
mod least_squares;
pub mod ledger;
pub mod loss;
pub mod noise;
mod propagation;
pub(crate) mod query;
pub mod question;
pub mod questions;
pub mod release;
mod second_moments;
pub mod simulation;
pub mod solve;
mod spectrum;
pub mod summary;
pub(crate) mod synthetic;
mod unit;

pub use among::Among;
pub use answer::{Prepared, answer, expected, prepare};
pub use audit::{PrivacyAudit, audit};
pub use bins::{Bins, Margin};
pub use counts::Counts;
pub use data::Data;
pub use divide::{Weighted, divide};
pub use error::AnswerError;
pub use loss::{Budget, BudgetError, BudgetState, Delta, Epsilon, Loss, ParameterError, Rho};
pub use noise::{RandomBits, SecureBits, SystemBits};
pub use query::Expected;
pub use question::{Asked, Bounded, Question};
pub use release::{Estimate, Release, Value};
pub use solve::loss_for;
pub use summary::{Summary, summarize};
pub use unit::Unit;
