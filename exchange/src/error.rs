//! What a node says when it does not do something.

use axum::Json;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use lazaret::seal::OpenError;
use serde::{Deserialize, Serialize};
use serde_json::json;

/// Why a request is refused or fails. Fields hold positions, counts and limits, never anything of a user's data.
#[derive(Clone, Debug, PartialEq, thiserror::Error, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case", rename_all_fields = "snake_case")]
pub enum Problem {
    /// The request is not what the route takes.
    #[error("the request can't be read")]
    BadRequest,
    /// There is no session, or it ended.
    #[error("not logged in")]
    NoSession,
    /// The user may not do that.
    #[error("not allowed")]
    NotAllowed,
    /// There is no such thing, or not for this user.
    #[error("not found")]
    NotFound,
    /// The request is longer than the route takes.
    #[error("the request is too long")]
    BodyTooLarge,
    /// The route is there, but not for this method.
    #[error("not for this method")]
    MethodNotAllowed,
    /// The record is for another log.
    #[error("for another log")]
    AnotherOrigin,
    /// The record is too old, or from the future.
    #[error("{seconds} s off the node's clock")]
    ClockDiffers {
        /// How far, in seconds; positive when the record is ahead.
        seconds: i64,
        /// How far it may be.
        limit: u64,
    },
    /// The record is none, or not signed by its author.
    #[error("not signed by its author")]
    Forged,
    /// Another record with this nonce was taken before.
    #[error("a nonce that was used")]
    Replay,
    /// The attachment is not what the record binds.
    #[error("the attachment is another")]
    AttachmentDiffers,
    /// What is there is not what the record supposes, such as the next version.
    #[error("another state than the record supposes")]
    Conflict,
    /// A name that is no user's, or taken.
    #[error("a name that can't be taken")]
    NameTaken,
    /// The invitation is unknown or used.
    #[error("no valid invitation")]
    NoInvitation,
    /// Name, password or key are not those of a user.
    #[error("log-in failed")]
    LogInFailed,
    /// Too many requests.
    #[error("wait {seconds} s")]
    SlowDown {
        /// Until the next one, in seconds.
        seconds: u64,
    },
    /// More than the request may have.
    #[error("more than {limit} bytes")]
    TooLarge {
        /// In bytes.
        limit: u64,
    },
    /// The user's quota is full.
    #[error("more than {limit} bytes in all")]
    QuotaExceeded {
        /// In bytes.
        limit: u64,
    },
    /// What arrived has another hash than it was announced with.
    #[error("another hash")]
    HashDiffers,
    /// Parts of the upload have not arrived.
    #[error("{missing} parts are missing")]
    PartsMissing {
        /// How many.
        missing: usize,
    },
    /// The upload is no sealed file.
    #[error("not a sealed file: {why}")]
    NotASealedFile {
        /// As the reader of sealed files says it.
        why: OpenError,
    },
    /// The sealed file is not signed by who uploads it.
    #[error("sealed by another")]
    AnotherOwner,
    /// The text is no release of noisy numbers.
    #[error("not a noisy release")]
    NotARelease,
    /// The tail has other grants than the record says.
    #[error("the tail has other grants")]
    GrantsDiffer,
    /// There are no keys to hand out: the demand was written down.
    #[error("there are no keys here")]
    NoKeysHere,
    /// A range behind the end.
    #[error("a range behind the end")]
    BadRange,
    /// The content may be fetched within the hour after a record of it.
    #[error("no download record within the hour")]
    NoDownloadRecord,
    /// This node mirrors another, and takes no records.
    #[error("a mirror takes no records")]
    MirrorOnly,
    /// The database or the store does not answer.
    #[error("the node can't work at the moment")]
    Unavailable,
}

impl Problem {
    /// HTTP's number for it.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        match self {
            Self::BadRequest | Self::ClockDiffers { .. } | Self::AnotherOrigin => StatusCode::BAD_REQUEST,
            Self::NoSession | Self::LogInFailed => StatusCode::UNAUTHORIZED,
            Self::NotAllowed | Self::NoInvitation | Self::NoKeysHere | Self::NoDownloadRecord => {
                StatusCode::FORBIDDEN
            }
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
            Self::Replay | Self::Conflict | Self::NameTaken => StatusCode::CONFLICT,
            Self::SlowDown { .. } => StatusCode::TOO_MANY_REQUESTS,
            Self::BodyTooLarge | Self::TooLarge { .. } | Self::QuotaExceeded { .. } => {
                StatusCode::PAYLOAD_TOO_LARGE
            }
            Self::BadRange => StatusCode::RANGE_NOT_SATISFIABLE,
            Self::Forged
            | Self::AttachmentDiffers
            | Self::HashDiffers
            | Self::PartsMissing { .. }
            | Self::NotASealedFile { .. }
            | Self::AnotherOwner
            | Self::NotARelease
            | Self::GrantsDiffer => StatusCode::UNPROCESSABLE_ENTITY,
            Self::MirrorOnly | Self::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
        }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut response = (self.status(), Json(json!({ "error": self }))).into_response();
        if let Self::SlowDown { seconds } = self {
            response.headers_mut().insert(header::RETRY_AFTER, seconds.into());
        }
        response
    }
}

impl From<sqlx::Error> for Problem {
    fn from(error: sqlx::Error) -> Self {
        tracing::error!(%error, "the database");
        Self::Unavailable
    }
}

impl From<object_store::Error> for Problem {
    fn from(error: object_store::Error) -> Self {
        tracing::error!(%error, "the store");
        Self::Unavailable
    }
}

impl From<getrandom::Error> for Problem {
    fn from(error: getrandom::Error) -> Self {
        tracing::error!(%error, "the random source");
        Self::Unavailable
    }
}

impl From<axum::extract::rejection::JsonRejection> for Problem {
    fn from(rejection: axum::extract::rejection::JsonRejection) -> Self {
        let long = rejection.status() == StatusCode::PAYLOAD_TOO_LARGE;
        if long { Self::BodyTooLarge } else { Self::BadRequest }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_problem_has_a_sentence_on_the_page() {
        // serde names the kinds that it knows when it is given another.
        let unknown =
            serde_json::from_value::<Problem>(json!({ "kind": "unheard-of" })).unwrap_err().to_string();
        let kinds: Vec<&str> = unknown.split('`').skip(3).step_by(2).collect();
        assert!(kinds.len() > 20, "{kinds:?}");
        let words: serde_json::Value =
            serde_json::from_str(include_str!("../../www/words/en.json")).unwrap_or_default();
        for kind in kinds {
            assert!(words["exchange-error"][kind].is_string(), "no sentence for {kind}");
        }
    }
}
