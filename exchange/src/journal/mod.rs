//! The journal: all records that were taken, in one order, and what follows from them.
//!
//! ```text
//! Submission ─ read, verify ▶ Record ─ check (attachment) ▶ ─ rules ▶ leaf, salt ─ apply ▶ tables
//!                                                          └──── one transaction ────┘
//! ```
//!
//! # Guarantee
//! What was acknowledged is in the journal and in the log, and both databases have it on disk. Two nodes on one
//! database never give one number to two entries.

mod append;
mod apply;
mod check;
mod page;
mod replay;
pub(crate) mod routes;
mod rules;
mod submission;
mod users;

pub use append::{Append, append};
pub(crate) use page::fitting;
pub use replay::{Entry, replay};
pub use routes::routes;
pub use submission::{Receipt, Submission};
pub use users::{User, UserState, is_name};
