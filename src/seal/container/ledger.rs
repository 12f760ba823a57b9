//! The proof that a sealed file was entered in an exchange's log, as its last entry.

use super::archive::ArchiveWriter;
use super::{Container, LEDGER};

impl Container {
    /// Puts a proof into the file, in the place of another: the bytes that replace the file from some place to its end.
    /// Readers refuse one that is longer than [`LONGEST_PROOF`](super::LONGEST_PROOF).
    #[must_use]
    pub fn prove(&self, proof: &[u8]) -> (u64, Vec<u8>) {
        let mut archive = ArchiveWriter::behind(&self.directory.entries, self.directory.at);
        let mut out = archive.add(LEDGER, proof);
        out.extend(archive.finish());
        (self.directory.at, out)
    }
}
