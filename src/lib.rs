#![doc = include_str!("../README.md")]
#![cfg_attr(not(target_arch = "wasm32"), forbid(unsafe_code))]

pub mod advise;
pub mod anonymize;
pub mod bytes;
#[cfg(feature = "command")]
pub mod command;
#[cfg(feature = "command")]
pub mod comparison;
pub mod describe;
pub mod dp;
#[cfg(feature = "exchange")]
pub mod exchange;
#[cfg(feature = "command")]
pub mod experiment;
mod failure;
pub mod hybrid;
pub mod lesson;
pub mod privacy;
pub mod published;
pub mod recipe;
pub mod risk;
pub mod seal;
pub mod table;
pub mod utility;
#[cfg(target_arch = "wasm32")]
pub mod wasm;

pub use failure::Failure;
