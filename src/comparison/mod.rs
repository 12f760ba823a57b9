//! How accurate noisy answers are beside those of other libraries, on the same table.

mod ours;
mod page;
mod peers;

use serde::Serialize;

use crate::dp::AnswerError;
use crate::table::Column;

pub use page::page;
pub use peers::{Peers, PeersError};

/// What a peer's row of figures is compared with.
#[derive(Clone, Debug, Serialize)]
pub struct Comparison {
    /// The peer and its version.
    pub library: String,
    /// What was asked, in the peer's words.
    pub query: String,
    /// What its ε protects.
    pub neighbours: String,
    /// How we answer the same under the same promise; `None` where we do not.
    pub ours: Option<&'static str>,
    /// One for each ε.
    pub errors: Vec<Errors>,
}

/// The errors of a peer and of us at one ε.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Errors {
    /// What both spend.
    pub epsilon: f64,
    /// Root mean square error of the peer, as recorded.
    pub peer: f64,
    /// Ours, as measured now.
    pub ours: Option<f64>,
}

/// The standard error of a peer's root mean square error of 200 releases is
/// about 8 % for Laplace noise: what is within two of them is no difference.
pub const MEASURED_WITHIN: f64 = 0.16;

/// The ε that are compared.
const EPSILONS: [&str; 4] = ["0.1", "0.5", "1.0", "2.0"];

/// Measures our errors on the peers' column, each of so many releases.
///
/// # Errors
/// What a question refuses; a failing source of bits.
pub fn compare(peers: &Peers, column: &Column, releases: usize) -> Result<Vec<Comparison>, AnswerError> {
    peers
        .peers
        .iter()
        .map(|peer| {
            let answer = ours::answer_to(&peer.query, &peer.neighbours);
            let errors = EPSILONS.into_iter().filter_map(|epsilon| Some((epsilon, *peer.rmse.get(epsilon)?)));
            let errors = errors.map(|(epsilon, peer)| {
                let ours = answer
                    .as_ref()
                    .map(|answer| answer.error(epsilon, column, &peers.truth, releases))
                    .transpose()?;
                Ok(Errors { epsilon: epsilon.parse().unwrap_or(f64::NAN), peer, ours })
            });
            Ok(Comparison {
                library: peer.library.clone(),
                query: peer.query.clone(),
                neighbours: peer.neighbours.clone(),
                ours: answer.as_ref().map(|answer| answer.words),
                errors: errors.collect::<Result<_, AnswerError>>()?,
            })
        })
        .collect()
}
