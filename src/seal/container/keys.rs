//! The data set's key, and those of its columns.

use hkdf::Hkdf;
use sha2::Sha256;
use zeroize::Zeroizing;

use crate::bytes::Bytes;
use crate::seal::aead::SecretKey;

/// Tells one data set from any other.
pub type DataSetId = Bytes<16>;

/// What opens all columns of one data set.
#[derive(Clone)]
pub struct DataSetKey {
    id: DataSetId,
    key: SecretKey,
}

impl DataSetKey {
    /// A new data set, from the operating system's random source.
    ///
    /// # Errors
    /// When there is none.
    pub fn generate() -> Result<Self, getrandom::Error> {
        Ok(Self::new(Bytes::random()?, SecretKey::random()?))
    }

    /// The key that a grant gave.
    #[must_use]
    pub fn new(id: DataSetId, key: SecretKey) -> Self {
        Self { id, key }
    }

    /// Which data set it opens.
    #[must_use]
    pub fn id(&self) -> DataSetId {
        self.id
    }

    /// The secret, for a grant of all columns.
    #[must_use]
    pub fn secret(&self) -> &SecretKey {
        &self.key
    }

    /// `key(i) = HKDF-Expand-SHA-256(data set's key, context(i), 32)`.
    ///
    /// # Panics
    /// Never: the key is as long as the hash, and so is what is derived.
    #[must_use]
    pub fn column(&self, column: u32) -> SecretKey {
        let mut derived = Zeroizing::new([0; 32]);
        Hkdf::<Sha256>::from_prk(self.key.expose())
            .expect("the key is as long as the hash")
            .expand(&context(self.id, column), &mut *derived)
            .expect("one block of the hash");
        SecretKey::new(*derived)
    }
}

/// What binds a stream to its place: `"lazaret/v1/column\0" ‖ identifier ‖ u32(i)`.
#[must_use]
pub fn context(id: DataSetId, column: u32) -> Vec<u8> {
    [b"lazaret/v1/column\0", &id.0[..], &column.to_be_bytes()].concat()
}
