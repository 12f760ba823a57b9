//! A node of the exchange. docs/exchange.md says what it stores and answers.
//!
//! ```text
//! request ─▶ accounts (who?) ─▶ limits ─▶ journal (append: rules, salt, leaf, apply) ─▶ db
//!                                      ├▶ files (catalogue, search, contents)        ─▶ db, store
//!                                      └▶ log, mirror, operator, page
//! ```

pub mod accounts;
pub mod backup;
mod clock;
mod config;
pub mod db;
mod error;
pub mod events;
pub mod files;
pub mod journal;
pub mod limits;
pub mod log;
pub mod mirror;
mod openapi;
pub mod operator;
pub mod page;
pub mod search;
mod serve;
mod state;
pub mod store;
pub mod testing;
mod tls;

pub use clock::Clock;
pub use config::{Config, Registration, S3, Search};
pub use error::Problem;
pub use serve::{router, serve};
pub use state::State;
