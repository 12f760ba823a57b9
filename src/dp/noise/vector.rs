//! Noise for a vector of known sensitivity, as a loss asks for it.

use super::bits::{BitsError, RandomBits};
use super::{DiscreteGaussian, DiscreteLaplace};
use crate::dp::loss::Loss;
use crate::dp::release::Mechanism;

/// The most that one row more or less moves an exact vector.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sensitivity {
    /// In the L1 norm.
    pub l1: u64,
    /// In the L2 norm, squared.
    pub squared_l2: u128,
}

impl Sensitivity {
    /// Of a vector of which one row moves one entry, by `step` at most; also of
    /// one whose L1 sensitivity is all that is known.
    #[must_use]
    pub const fn of_one_entry(step: u64) -> Self {
        Self { l1: step, squared_l2: (step as u128) * (step as u128) }
    }

    /// Of so many rows together.
    fn times(self, rows: u64) -> Option<Self> {
        let rows_squared = u128::from(rows) * u128::from(rows);
        Some(Self { l1: self.l1.checked_mul(rows)?, squared_l2: self.squared_l2.checked_mul(rows_squared)? })
    }
}

/// Integer noise, drawn anew for every entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Noise {
    /// For pure ε.
    Laplace(DiscreteLaplace),
    /// For ρ, and for ε and δ.
    Gaussian(DiscreteGaussian),
}

impl Noise {
    /// Noise that keeps a loss, where one patient moves `rows` rows. `None` where
    /// the sensitivity is zero, or too large for the arithmetic.
    #[must_use]
    pub fn calibrated(sensitivity: Sensitivity, loss: Loss, rows: u64) -> Option<Self> {
        let Sensitivity { l1, squared_l2 } = sensitivity.times(rows)?;
        match (loss, loss.rho()) {
            (Loss::Pure { epsilon }, _) => DiscreteLaplace::calibrated(l1, epsilon).map(Self::Laplace),
            (_, rho) => DiscreteGaussian::calibrated(squared_l2, rho?.nano()).map(Self::Gaussian),
        }
    }

    /// One draw.
    ///
    /// # Errors
    /// When the source of bits fails.
    pub fn sample(self, source: &mut (impl RandomBits + ?Sized)) -> Result<i128, BitsError> {
        match self {
            Self::Laplace(noise) => noise.sample(source),
            Self::Gaussian(noise) => noise.sample(source),
        }
    }

    /// The scale: Δ/ε, or the standard deviation σ.
    #[must_use]
    pub fn scale(self) -> f64 {
        match self {
            Self::Laplace(noise) => noise.scale(),
            Self::Gaussian(noise) => noise.standard_deviation(),
        }
    }

    /// The standard deviation.
    #[must_use]
    pub fn standard_deviation(self) -> f64 {
        match self {
            Self::Laplace(noise) => {
                // √(2q)/(1−q) with q = exp(−1/scale)
                let q = (-1.0 / noise.scale()).exp();
                (2.0 * q).sqrt() / -(-1.0 / noise.scale()).exp_m1()
            }
            Self::Gaussian(noise) => noise.standard_deviation(),
        }
    }

    /// What is stated about it.
    #[must_use]
    pub const fn mechanism(self) -> Mechanism {
        match self {
            Self::Laplace(_) => Mechanism::DiscreteLaplace,
            Self::Gaussian(_) => Mechanism::DiscreteGaussian,
        }
    }
}
