//! The database: SQLite or PostgreSQL, by the same SQL.

mod connect;
mod settings;

pub use connect::{Database, Kind, Transaction};
pub use settings::{get as setting, set as put_setting};
