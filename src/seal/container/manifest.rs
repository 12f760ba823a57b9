//! The manifest: what the owner signed.

use serde::{Deserialize, Serialize};

use super::{ColumnDigest, DataSetId, MOST_COLUMNS, PART};
use crate::bytes::Bytes;
use crate::seal::OpenError;
use crate::seal::signature::{PublicKey, Signature, SigningKey};

const TYPE: &str = "lazaret/manifest/v";
const VERSION: u32 = 1;

/// What a data set consists of, without a name in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Manifest {
    /// Tells the data set from any other.
    pub data_set: DataSetId,
    /// Whose signature vouches for it.
    pub owner: PublicKey,
    /// Its columns' entries.
    pub columns: Vec<ManifestColumn>,
    /// SHA-256 of the manifest as it was signed: what grants refer to.
    pub hash: Bytes<32>,
}

/// An entry as the manifest knows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ManifestColumn {
    /// Bytes of the entry.
    pub bytes: u64,
    /// SHA-256 of each of its parts, in their order.
    pub parts: Vec<Bytes<32>>,
}

impl From<ColumnDigest> for ManifestColumn {
    fn from(digest: ColumnDigest) -> Self {
        Self { bytes: digest.bytes, parts: digest.parts }
    }
}

#[derive(Serialize, Deserialize)]
struct File {
    r#type: String,
    data_set: DataSetId,
    owner: PublicKey,
    columns: Vec<ManifestColumn>,
}

impl Manifest {
    /// The manifest of what was written, its JSON and its signature.
    #[must_use]
    pub fn sign(
        data_set: DataSetId,
        columns: Vec<ManifestColumn>,
        owner: &SigningKey,
    ) -> (Self, Vec<u8>, Signature) {
        let file = File { r#type: format!("{TYPE}{VERSION}"), data_set, owner: owner.public(), columns };
        let json = serde_json::to_vec(&file).unwrap_or_default();
        let signature = owner.sign(&message(&json));
        let hash = Bytes::sha256(&json);
        (Self { data_set, owner: file.owner, columns: file.columns, hash }, json, signature)
    }

    /// Reads a manifest and verifies that its owner signed it.
    ///
    /// # Errors
    /// [`OpenError::BadManifest`], [`OpenError::UnknownVersion`], [`OpenError::ManifestForged`].
    pub fn read(json: &[u8], signature: &[u8]) -> Result<Self, OpenError> {
        #[derive(Deserialize)]
        struct Kind {
            r#type: String,
        }
        let kind: Kind = serde_json::from_slice(json).map_err(|_| OpenError::BadManifest)?;
        let version = kind.r#type.strip_prefix(TYPE).and_then(|version| version.parse::<u32>().ok());
        match version {
            Some(VERSION) => {}
            Some(version) => return Err(OpenError::UnknownVersion { version }),
            None => return Err(OpenError::BadManifest),
        }
        let file: File = serde_json::from_slice(json).map_err(|_| OpenError::BadManifest)?;
        let signature = signature.try_into().map(Bytes).map_err(|_| OpenError::ManifestForged)?;
        if !file.owner.verifies(&message(json), &signature) {
            return Err(OpenError::ManifestForged);
        }
        let whole = |it: &ManifestColumn| it.bytes.div_ceil(PART as u64) == it.parts.len() as u64;
        if !(1..=MOST_COLUMNS).contains(&file.columns.len()) || !file.columns.iter().all(whole) {
            return Err(OpenError::BadManifest);
        }
        let hash = Bytes::sha256(json);
        Ok(Self { data_set: file.data_set, owner: file.owner, columns: file.columns, hash })
    }
}

fn message(json: &[u8]) -> Vec<u8> {
    [b"lazaret/v1/manifest\0", json].concat()
}
