//! Exact randomness: from the system's bits to noise, with integers alone.
//!
//! Every sampler's probabilities are the ones on paper, because no floating
//! point number takes part (Mironov 2012; Haney et al., arXiv 2207.13793).

pub mod bernoulli;
pub mod bits;
pub mod discrete_gaussian;
pub mod discrete_laplace;
pub mod randomized_response;
pub mod selection;
pub mod sparse_vector;
pub mod uniform;
mod vector;

pub use bits::{BitsError, RandomBits, SecureBits, SystemBits};
pub use discrete_gaussian::DiscreteGaussian;
pub use discrete_laplace::DiscreteLaplace;
pub use randomized_response::{EstimatedShare, RandomizedResponse};
pub use selection::ScoreSensitivity;
pub use sparse_vector::{AboveThreshold, SparseVector};
pub use vector::{Noise, Sensitivity};

/// The greatest common divisor, by which ratios are reduced.
const fn gcd(a: u128, b: u128) -> u128 {
    if b == 0 { a } else { gcd(b, a % b) }
}
