//! Everything that could be done to a sealed file, each refused with the right sentence.
#![cfg(not(target_arch = "wasm32"))]

mod sealed;

use lazaret::seal::OpenError;
use sealed::*;

use OpenError as E;
