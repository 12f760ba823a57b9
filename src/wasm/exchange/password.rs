//! The browser's end of OPAQUE.

use wasm_bindgen::prelude::*;
use zeroize::Zeroizing;

use crate::exchange::opaque::{LoggingIn, OpaqueError, Parties, Registering};
use crate::seal::Cost;
use crate::seal::passphrase::{LEAST_BITS, strength};
use crate::wasm::failure::thrown;

/// A registration that was begun: [`finish`](Self::finish) ends it.
#[wasm_bindgen]
pub struct PasswordRegistration {
    begun: Option<Registering>,
    message: String,
}

/// A log-in that was begun: [`finish`](Self::finish) ends it.
#[wasm_bindgen]
pub struct PasswordLogIn {
    begun: Option<LoggingIn>,
    message: String,
}

#[wasm_bindgen]
impl PasswordRegistration {
    /// Begins, with a password that is hard to guess.
    ///
    /// # Errors
    /// An [`OpaqueError`] as an object.
    pub fn start(password: String) -> Result<Self, JsValue> {
        let password = Zeroizing::new(password);
        let (bits, at_least) = (strength(&password), LEAST_BITS);
        if bits < at_least {
            return Err(thrown(OpaqueError::WeakPassword { bits, at_least }));
        }
        let (begun, message) = Registering::start(password).map_err(thrown)?;
        Ok(Self { begun: Some(begun), message })
    }

    /// The first message for the node.
    #[must_use]
    #[wasm_bindgen(getter)]
    pub fn message(&self) -> String {
        self.message.clone()
    }

    /// Ends; gives the last message for the node. Takes a quarter to half a second.
    ///
    /// # Errors
    /// An [`OpaqueError`] as an object.
    pub fn finish(&mut self, user: &str, origin: &str, answer: &str) -> Result<String, JsValue> {
        let begun = self.begun.take().ok_or_else(|| thrown(OpaqueError::BadMessage))?;
        begun.finish(Parties { user, origin }, answer, Cost::default()).map_err(thrown)
    }
}

#[wasm_bindgen]
impl PasswordLogIn {
    /// Begins.
    ///
    /// # Errors
    /// An [`OpaqueError`] as an object.
    pub fn start(password: String) -> Result<Self, JsValue> {
        let (begun, message) = LoggingIn::start(Zeroizing::new(password)).map_err(thrown)?;
        Ok(Self { begun: Some(begun), message })
    }

    /// The first message for the node.
    #[must_use]
    #[wasm_bindgen(getter)]
    pub fn message(&self) -> String {
        self.message.clone()
    }

    /// Ends, sure of the node; gives the last message for it. Takes a quarter to half a second.
    ///
    /// # Errors
    /// An [`OpaqueError`] as an object.
    pub fn finish(&mut self, user: &str, origin: &str, answer: &str) -> Result<String, JsValue> {
        let begun = self.begun.take().ok_or_else(|| thrown(OpaqueError::BadMessage))?;
        begun.finish(Parties { user, origin }, answer, Cost::default()).map_err(thrown)
    }
}
