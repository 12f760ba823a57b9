//! The database: SQLite or PostgreSQL, by the same SQL.

mod connect;
mod patience;
mod places;
mod settings;

pub use connect::{Database, Kind, Transaction};
pub use patience::in_time;
pub use places::{AT_ONCE, places, rows};
pub use settings::{first as first_setting, get as setting, replace as replace_setting};
