//! The stages of the pipeline one by one, for whoever has a clock.

use serde::Serialize;

use super::cell_noise::CellNoise;
use super::column::NumericColumn;
use super::error::HybridError;
use super::sealed_column::{SealedColumn, Vault};
use super::statistics::Statistics;
use crate::dp::Epsilon;

/// Rows that overheads are measured at.
pub const ROWS: [usize; 5] = [1_000, 10_000, 100_000, 1_000_000, 10_000_000];

/// A column of made-up ages on its way through the pipeline.
///
/// Each method does one stage, and is timed by its caller: the core has no clock.
pub struct Trial {
    vault: Vault,
    values: Vec<f64>,
    sealed: Option<SealedColumn>,
    opened: Vec<f64>,
}

const NAME: &str = "AGE";

impl Trial {
    /// A column of so many rows.
    ///
    /// # Errors
    /// [`HybridError::RandomSourceFailed`].
    pub fn new(rows: usize) -> Result<Self, HybridError> {
        let values = (0..rows).map(|row| (row % 111) as f64).collect();
        let column = NumericColumn { name: NAME.to_owned(), values: Vec::new(), bounds: (0.0, 110.0) };
        Ok(Self { vault: Vault::new(&[column])?, values, sealed: None, opened: Vec::new() })
    }

    /// The statistics without any protection.
    #[must_use]
    pub fn summarize(&self) -> Statistics {
        Statistics::of(self.values.clone())
    }

    /// Serializes and encrypts the column.
    ///
    /// # Errors
    /// As for [`Vault::seal`].
    pub fn encrypt(&mut self) -> Result<(), HybridError> {
        self.sealed = Some(self.vault.seal(NAME, &self.values)?);
        Ok(())
    }

    /// Decrypts and reads what was encrypted; nothing if nothing was.
    ///
    /// # Errors
    /// As for [`Vault::open`].
    pub fn decrypt(&mut self) -> Result<(), HybridError> {
        if let Some(sealed) = &self.sealed {
            self.opened = self.vault.open(NAME, sealed)?;
        }
        Ok(())
    }

    /// Puts noise of ε = 1 on every opened cell.
    pub fn add_noise(&mut self) {
        self.opened = CellNoise::new(Epsilon::ONE, 1).add_to(&self.opened);
    }
}

/// What the stages took at a number of rows, in seconds.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Overhead {
    /// Of the column.
    pub rows: usize,
    /// The statistics alone.
    pub statistics: f64,
    /// JSON and AES-256-GCM.
    pub encryption: f64,
    /// Both again.
    pub decryption: f64,
    /// One draw for each cell.
    pub noise: f64,
}

impl Overhead {
    /// The time of everything as a multiple of that without protection.
    #[must_use]
    pub fn relative(&self) -> f64 {
        let all = self.statistics + self.encryption + self.decryption + self.noise;
        all / self.statistics.max(f64::MIN_POSITIVE)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_stages_do_what_is_timed() {
        let mut trial = Trial::new(1000).unwrap();
        assert_eq!(trial.summarize().max, 110.0);
        trial.decrypt().unwrap();
        assert!(trial.opened.is_empty());
        trial.encrypt().unwrap();
        trial.decrypt().unwrap();
        assert_eq!(trial.opened, trial.values);
        trial.add_noise();
        assert!(trial.opened.iter().zip(&trial.values).all(|(noisy, value)| noisy != value));
    }

    #[test]
    fn the_overhead_is_relative_to_no_protection() {
        let overhead = Overhead { rows: 1, statistics: 2.0, encryption: 3.0, decryption: 4.0, noise: 1.0 };
        assert_eq!(overhead.relative(), 5.0);
    }
}
