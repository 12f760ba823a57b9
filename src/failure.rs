//! Errors that people read: which section of the words has their sentences.

use serde::Serialize;

use crate::anonymize::ShareError;
use crate::dp::{AnswerError, EpsilonError};
use crate::recipe::RecipeError;
use crate::seal::{OpenError, SealError};
use crate::table::LoadError;

/// An error whose `kind` has a sentence in `www/words/en.json`, filled from its
/// fields. Holds positions, counts and names of columns, never a cell's value.
pub trait Failure: Serialize + std::error::Error {
    /// The section of the words.
    const SECTION: &'static str;
}

impl Failure for LoadError {
    const SECTION: &'static str = "load-error";
}

impl Failure for RecipeError {
    const SECTION: &'static str = "recipe-error";
}

impl Failure for ShareError {
    const SECTION: &'static str = "share-error";
}

impl Failure for AnswerError {
    const SECTION: &'static str = "answer-error";
}

impl Failure for EpsilonError {
    const SECTION: &'static str = "epsilon-error";
}

impl Failure for SealError {
    const SECTION: &'static str = "seal-error";
}

impl Failure for OpenError {
    const SECTION: &'static str = "open-error";
}
