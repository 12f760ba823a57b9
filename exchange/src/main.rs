//! The exchange.

fn main() {}
