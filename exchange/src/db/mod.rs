//! The database: SQLite or PostgreSQL, by the same SQL.

mod connect;
mod settings;

pub use connect::{Database, Kind, Transaction};
pub use settings::{get as setting, replace as replace_setting, set as put_setting};
