//! The boundary to JavaScript: converts, and decides nothing.

pub mod advise;
pub mod attack;
pub mod audit;
pub mod classify;
mod failure;
pub mod hybrid;
pub mod keyring;
pub mod ledger;
pub mod lesson;
pub mod load;
pub mod pseudonym_key;
pub mod seal;
pub mod share;
pub mod web_crypto;
pub mod workbench;

use wasm_bindgen::prelude::*;

/// Runs once, when the module is instantiated: a panic is printed where the
/// reader of the console finds it, without any value of the table.
#[wasm_bindgen(start)]
pub fn start() {
    console_error_panic_hook::set_once();
}
