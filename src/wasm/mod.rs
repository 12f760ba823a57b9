//! The boundary to JavaScript: converts, and decides nothing.

pub mod seal;
pub mod web_crypto;
