//! The end that has the password.

use opaque_ke::{
    ClientLogin, ClientLoginFinishParameters, ClientRegistration, ClientRegistrationFinishParameters,
    CredentialResponse, RegistrationResponse,
};
use zeroize::Zeroizing;

use super::random::OperatingSystem;
use super::{CONTEXT, OpaqueError, Parties, Stretch, Suite, decode, encode};
use crate::seal::Cost;

/// A registration that was begun. Wiped when dropped.
pub struct Registering {
    state: ClientRegistration<Suite>,
    password: Zeroizing<String>,
}

/// A log-in that was begun. Wiped when dropped.
pub struct LoggingIn {
    state: ClientLogin<Suite>,
    password: Zeroizing<String>,
}

impl Registering {
    /// Begins; gives the message for [`super::Server::register`].
    ///
    /// # Errors
    /// [`OpaqueError::Random`].
    pub fn start(password: Zeroizing<String>) -> Result<(Self, String), OpaqueError> {
        let begun = ClientRegistration::start(&mut OperatingSystem::new()?, password.as_bytes())?;
        Ok((Self { state: begun.state, password }, encode(&begun.message.serialize())))
    }

    /// Ends; gives the message for [`super::password_record`]. Each later guess at the password costs `cost`.
    ///
    /// # Errors
    /// [`OpaqueError`].
    pub fn finish(self, parties: Parties<'_>, answer: &str, cost: Cost) -> Result<String, OpaqueError> {
        let stretch = Stretch(cost);
        let ended = self.state.finish(
            &mut OperatingSystem::new()?,
            self.password.as_bytes(),
            RegistrationResponse::deserialize(&decode(answer)?)?,
            ClientRegistrationFinishParameters::new(parties.identifiers(), Some(&stretch)),
        )?;
        Ok(encode(&ended.message.serialize()))
    }
}

impl LoggingIn {
    /// Begins; gives the message for [`super::Server::log_in`].
    ///
    /// # Errors
    /// [`OpaqueError::Random`].
    pub fn start(password: Zeroizing<String>) -> Result<(Self, String), OpaqueError> {
        let begun = ClientLogin::start(&mut OperatingSystem::new()?, password.as_bytes())?;
        Ok((Self { state: begun.state, password }, encode(&begun.message.serialize())))
    }

    /// Ends, sure of the server; gives the message for [`super::Server::finish`]. `cost` is that of the registration.
    ///
    /// # Errors
    /// [`OpaqueError`]; of a wrong password it is this end that learns first.
    pub fn finish(self, parties: Parties<'_>, answer: &str, cost: Cost) -> Result<String, OpaqueError> {
        let stretch = Stretch(cost);
        let ended = self.state.finish(
            &mut OperatingSystem::new()?,
            self.password.as_bytes(),
            CredentialResponse::deserialize(&decode(answer)?)?,
            ClientLoginFinishParameters::new(Some(CONTEXT), parties.identifiers(), Some(&stretch)),
        )?;
        Ok(encode(&ended.message.serialize()))
    }
}
