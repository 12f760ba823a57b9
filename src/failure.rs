//! Errors that people read: which section of the words has their sentences.

use serde::Serialize;

use crate::anonymize::ShareError;
use crate::anonymize::hierarchy::HierarchyCsvError;
use crate::anonymize::identifiers::KeyError;
use crate::dp::ledger::LedgerError;
use crate::dp::{AnswerError, ParameterError};
use crate::hybrid::HybridError;
use crate::recipe::RecipeError;
use crate::seal::identity::{IdentityError, RecipientError};
use crate::seal::{ForeignError, OpenError, SealError};
use crate::table::LoadError;
use crate::utility::classification::ClassificationError;

/// An error whose `kind` has a sentence in `www/words/en.json`, filled from its
/// fields. Holds positions, counts and names of columns, never a cell's value.
pub trait Failure: Serialize + std::error::Error {
    /// The section of the words.
    const SECTION: &'static str;
}

macro_rules! sections {
    ($($error:ty => $section:literal),+ $(,)?) => {
        $(impl Failure for $error {
            const SECTION: &'static str = $section;
        })+
    };
}

sections! {
    LoadError => "load-error",
    RecipeError => "recipe-error",
    ShareError => "share-error",
    HierarchyCsvError => "hierarchy-csv-error",
    KeyError => "key-error",
    ClassificationError => "classification-error",
    AnswerError => "answer-error",
    LedgerError => "ledger-error",
    ParameterError => "parameter-error",
    HybridError => "hybrid-error",
    SealError => "seal-error",
    OpenError => "open-error",
    ForeignError => "foreign-error",
    RecipientError => "recipient-error",
    IdentityError => "identity-error",
}

#[cfg(feature = "exchange")]
sections! {
    crate::exchange::RecordError => "record-error",
    crate::exchange::log::LogError => "log-error",
    crate::exchange::opaque::OpaqueError => "opaque-error",
    crate::exchange::search::GroupError => "group-error",
}
