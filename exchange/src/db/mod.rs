//! The database: SQLite or PostgreSQL, by the same SQL.

mod connect;
mod settings;

pub use connect::{Database, Kind, Transaction};
pub use settings::{first as first_setting, get as setting, replace as replace_setting};
