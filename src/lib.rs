//! Lazaret: a privacy workbench whose patient files never leave the tab.
#![cfg_attr(not(target_arch = "wasm32"), forbid(unsafe_code))]

pub mod anonymize;
pub mod dp;
pub mod privacy;
pub mod risk;
pub mod seal;
pub mod table;
pub mod utility;
#[cfg(target_arch = "wasm32")]
pub mod wasm;
