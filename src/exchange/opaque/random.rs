//! The operating system's random source, in the traits that opaque-ke speaks.

use opaque_ke::rand::{CryptoRng, Error, RngCore};

use super::OpaqueError;

pub(super) struct OperatingSystem(());

impl OperatingSystem {
    /// Asks the source once: one that has answered goes on answering, and [`RngCore`] has no words for one that does not.
    pub(super) fn new() -> Result<Self, OpaqueError> {
        getrandom::fill(&mut [0]).map_err(|_| OpaqueError::Random)?;
        Ok(Self(()))
    }
}

impl RngCore for OperatingSystem {
    fn next_u32(&mut self) -> u32 {
        let mut bytes = [0; 4];
        self.fill_bytes(&mut bytes);
        u32::from_le_bytes(bytes)
    }

    fn next_u64(&mut self) -> u64 {
        let mut bytes = [0; 8];
        self.fill_bytes(&mut bytes);
        u64::from_le_bytes(bytes)
    }

    fn fill_bytes(&mut self, bytes: &mut [u8]) {
        getrandom::fill(bytes).expect("the source has answered before");
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Error> {
        self.fill_bytes(bytes);
        Ok(())
    }
}

impl CryptoRng for OperatingSystem {}
