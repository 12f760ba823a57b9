//! Cutting a stream into chunks.

use super::{CHUNK, MAX_CHUNKS, SEALED_CHUNK, TooLong};

/// A chunk on its way through the cipher: plaintext when sealing, ciphertext and tag when opening.
pub struct Chunk<'a> {
    /// Counted from 0; gives the nonce.
    pub index: u64,
    /// The bytes to seal or to open.
    pub bytes: &'a [u8],
}

/// Cuts a stream, arriving in pieces of any size, into full chunks and a last, shorter one.
///
/// Knows no cipher, so that the same cutting serves software and WebCrypto. A full chunk is never the last, so
/// each can go as soon as it is there. Input is copied only at the borders of pieces.
pub struct Chunks {
    full: usize,
    pending: Vec<u8>,
    next: u64,
}

impl Chunks {
    /// Cuts plaintext, for sealing.
    #[must_use]
    pub fn of_plaintext() -> Self {
        Self { full: CHUNK, pending: Vec::new(), next: 0 }
    }

    /// Cuts the sealed stream that follows the header, for opening.
    #[must_use]
    pub fn of_sealed() -> Self {
        Self { full: SEALED_CHUNK, pending: Vec::new(), next: 0 }
    }

    /// The next full chunk, taken from the front of `input`; `None` when all of `input` is used up.
    ///
    /// # Errors
    /// [`TooLong`].
    pub fn next<'a, 'i: 'a>(&'a mut self, input: &mut &'i [u8]) -> Result<Option<Chunk<'a>>, TooLong> {
        if self.pending.len() == self.full {
            // It went out with the call before.
            self.pending.clear();
        }
        if self.pending.is_empty()
            && let Some((chunk, rest)) = input.split_at_checked(self.full)
        {
            *input = rest;
            return Ok(Some(Chunk { index: self.count()?, bytes: chunk }));
        }
        let (taken, rest) = input.split_at(input.len().min(self.full - self.pending.len()));
        self.pending.extend_from_slice(taken);
        *input = rest;
        if self.pending.len() < self.full {
            return Ok(None);
        }
        Ok(Some(Chunk { index: self.count()?, bytes: &self.pending }))
    }

    /// The last chunk: what is left, possibly nothing.
    #[must_use]
    pub fn last(&mut self) -> Chunk<'_> {
        if self.pending.len() == self.full {
            self.pending.clear();
        }
        Chunk { index: self.next, bytes: &self.pending }
    }

    /// A full chunk is followed by another, which must have a number too.
    fn count(&mut self) -> Result<u64, TooLong> {
        let index = self.next;
        if index >= MAX_CHUNKS - 1 {
            return Err(TooLong);
        }
        self.next += 1;
        Ok(index)
    }
}

#[cfg(test)]
mod tests {
    use super::super::{KEY, NONCE, SALT, SecretKey, StreamKey};
    use super::*;

    #[test]
    fn the_counter_ends_before_it_could_repeat_a_nonce() {
        let mut chunks = Chunks { next: MAX_CHUNKS - 2, ..Chunks::of_plaintext() };
        let input = vec![0; 2 * CHUNK];
        let mut rest = &input[..];
        assert_eq!(chunks.next(&mut rest).map(|chunk| chunk.map(|it| it.index)), Ok(Some(MAX_CHUNKS - 2)));
        assert_eq!(chunks.last().index, MAX_CHUNKS - 1);
        assert!(matches!(chunks.next(&mut rest), Err(TooLong)));

        let (key, _) = StreamKey::derive(&SecretKey::new([1; KEY]), &[2; SALT], b"");
        assert_eq!(key.nonce(MAX_CHUNKS - 1)[..NONCE - 5], key.nonce(0)[..NONCE - 5]);
    }
}
