//! The figures of other libraries, as a file has them.

use std::collections::BTreeMap;

use serde::Deserialize;

/// The figures, and what they are figures of.
#[derive(Clone, Debug, Deserialize)]
pub struct Peers {
    /// How and when they were measured.
    pub about: String,
    /// The exact answers.
    pub truth: Truth,
    /// A row for each library and question.
    pub peers: Vec<Peer>,
}

/// The exact answers about the column.
#[derive(Clone, Debug, Deserialize)]
pub struct Truth {
    /// Of rows.
    pub count: f64,
    /// Of the column.
    pub sum: f64,
    /// Of the column.
    pub mean: f64,
    /// Of the column, with n − 1 below the line.
    pub var: f64,
    /// The first quartile.
    pub q25: f64,
    /// The median.
    pub q50: f64,
    /// The third quartile.
    pub q75: f64,
    /// Rows in each ten years.
    pub hist: Vec<f64>,
}

/// A library's errors at one question.
#[derive(Clone, Debug, Deserialize)]
pub struct Peer {
    /// Its name.
    pub library: String,
    /// The question.
    pub query: String,
    /// What its ε protects.
    pub neighbours: String,
    /// Root mean square error by ε.
    pub rmse: BTreeMap<String, f64>,
}

/// The file is no table of figures.
#[derive(Debug, thiserror::Error)]
#[error("not a file of peers' figures: {0}")]
pub struct PeersError(#[from] serde_json::Error);

impl Peers {
    /// Reads the file.
    ///
    /// # Errors
    /// When it has another form.
    pub fn parse(json: &str) -> Result<Self, PeersError> {
        Ok(serde_json::from_str(json)?)
    }
}
