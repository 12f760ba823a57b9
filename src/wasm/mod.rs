//! The boundary to JavaScript: converts, and decides nothing.
//!
//! Two modules are built from it, one for each room of the page: without the feature `shell` the workbench's, which
//! sees tables; with it the exchange's, which has keys and never a table.

#[cfg(not(feature = "shell"))]
pub mod advise;
#[cfg(not(feature = "shell"))]
pub mod attack;
#[cfg(not(feature = "shell"))]
pub mod audit;
#[cfg(not(feature = "shell"))]
pub mod classify;
#[cfg(feature = "shell")]
pub mod exchange;
mod failure;
#[cfg(not(feature = "shell"))]
pub mod hybrid;
pub mod keyring;
#[cfg(not(feature = "shell"))]
pub mod ledger;
#[cfg(not(feature = "shell"))]
pub mod lesson;
#[cfg(not(feature = "shell"))]
pub mod load;
#[cfg(not(feature = "shell"))]
pub mod pseudonym_key;
pub mod seal;
#[cfg(not(feature = "shell"))]
pub mod share;
pub mod web_crypto;
#[cfg(not(feature = "shell"))]
pub mod workbench;

use wasm_bindgen::prelude::*;

/// Runs once, when the module is instantiated: a panic is printed where the
/// reader of the console finds it, without any value of the table.
#[wasm_bindgen(start)]
pub fn start() {
    console_error_panic_hook::set_once();
}
