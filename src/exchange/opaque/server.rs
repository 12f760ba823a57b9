//! The end that checks, and never has the password.

use opaque_ke::{
    CredentialFinalization, CredentialRequest, RegistrationRequest, RegistrationUpload, ServerLogin,
    ServerLoginParameters, ServerRegistration, ServerSetup,
};
use zeroize::Zeroizing;

use super::random::OperatingSystem;
use super::{CONTEXT, OpaqueError, Parties, Suite, decode, encode};

/// What a node keeps between the two halves of a log-in: base64, secret, and used once.
pub type Attempt = Zeroizing<String>;

/// The secrets of a node's end: one for all users, and needed as long as they shall log in.
pub struct Server(ServerSetup<Suite>);

impl Server {
    /// New secrets from the operating system's random source.
    ///
    /// # Errors
    /// [`OpaqueError::Random`].
    pub fn generate() -> Result<Self, OpaqueError> {
        Ok(Self(ServerSetup::new(&mut OperatingSystem::new()?)))
    }

    /// Reads what [`Server::to_text`] wrote.
    ///
    /// # Errors
    /// [`OpaqueError::BadMessage`].
    pub fn from_text(text: &str) -> Result<Self, OpaqueError> {
        let bytes = Zeroizing::new(decode(text)?);
        Ok(Self(ServerSetup::deserialize(&bytes)?))
    }

    /// The secrets, in base64, for where they are kept.
    #[must_use]
    pub fn to_text(&self) -> Zeroizing<String> {
        Zeroizing::new(encode(&self.0.serialize()))
    }

    /// Answers the first message of a registration.
    ///
    /// # Errors
    /// [`OpaqueError::BadMessage`].
    pub fn register(&self, parties: Parties<'_>, message: &str) -> Result<String, OpaqueError> {
        let request = RegistrationRequest::deserialize(&decode(message)?)?;
        let answer = ServerRegistration::<Suite>::start(&self.0, request, parties.user.as_bytes())?;
        Ok(encode(&answer.message.serialize()))
    }

    /// Answers the first message of a log-in. Without a record, as for a user whom nobody knows, the answer looks the
    /// same and no password is right.
    ///
    /// # Errors
    /// [`OpaqueError::BadMessage`], [`OpaqueError::Random`].
    pub fn log_in(
        &self,
        parties: Parties<'_>,
        record: Option<&str>,
        message: &str,
    ) -> Result<(Attempt, String), OpaqueError> {
        let request = CredentialRequest::deserialize(&decode(message)?)?;
        let record =
            record.map(|record| Ok::<_, OpaqueError>(ServerRegistration::deserialize(&decode(record)?)?));
        let answer = ServerLogin::start(
            &mut OperatingSystem::new()?,
            &self.0,
            record.transpose()?,
            request,
            parties.user.as_bytes(),
            parameters(parties),
        )?;
        let attempt = Zeroizing::new(encode(&answer.state.serialize()));
        Ok((attempt, encode(&answer.message.serialize())))
    }

    /// Checks the last message of a log-in.
    ///
    /// # Errors
    /// [`OpaqueError::WrongPassword`], [`OpaqueError::BadMessage`].
    pub fn finish(&self, parties: Parties<'_>, attempt: &Attempt, message: &str) -> Result<(), OpaqueError> {
        let state = ServerLogin::<Suite>::deserialize(&Zeroizing::new(decode(attempt)?))?;
        let last = CredentialFinalization::deserialize(&decode(message)?)?;
        state.finish(last, parameters(parties))?;
        Ok(())
    }
}

/// The record to keep of a user: the last message of a registration, once it was read.
///
/// # Errors
/// [`OpaqueError::BadMessage`].
pub fn password_record(message: &str) -> Result<String, OpaqueError> {
    let upload = RegistrationUpload::<Suite>::deserialize(&decode(message)?)?;
    Ok(encode(&ServerRegistration::finish(upload).serialize()))
}

fn parameters<'a>(parties: Parties<'a>) -> ServerLoginParameters<'a, 'a> {
    ServerLoginParameters { context: Some(CONTEXT), identifiers: parties.identifiers() }
}
