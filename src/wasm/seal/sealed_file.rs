//! A sealed file before and after it is unlocked.

use serde::{Deserialize, Serialize};
use tsify::{Ts, Tsify};
use wasm_bindgen::prelude::*;
use web_sys::Blob;
use zeroize::Zeroizing;

use super::contents::OpenContents;
use super::wish::{GrantWish, with_requests};
use super::{BlobSource, out_of};
use crate::seal::container::opener::headers;
use crate::seal::container::{Addressee, ColumnKeys, Container, Header};
use crate::seal::hpke::Kem;
use crate::seal::identity::Identity;
use crate::seal::{OpenError, Passphrase};
use crate::wasm::failure::{give, thrown};
use crate::wasm::web_crypto::subtle;

/// What shows of a sealed file without a key.
#[derive(Serialize, Deserialize, Tsify)]
pub struct Inspection {
    /// Tells the data set from any other, in hexadecimal digits.
    pub data_set: String,
    /// The Ed25519 key that signed it, in hexadecimal digits.
    pub owner: String,
    /// The size of each column's entry, in bytes.
    pub columns: Vec<u64>,
    /// Whom it was granted to.
    pub grants: Vec<InspectedGrant>,
}

/// A grant as everybody sees it.
#[derive(Serialize, Deserialize, Tsify)]
pub struct InspectedGrant {
    /// The recipient; without one it is for a passphrase.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[tsify(optional)]
    pub recipient: Option<InspectedRecipient>,
    /// Which columns, counted from 0; all without it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[tsify(optional)]
    pub columns: Option<Vec<u32>>,
    /// What for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[tsify(optional)]
    pub purpose: Option<String>,
    /// When it was made.
    pub issued: String,
    /// The last day on which it may be used.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[tsify(optional)]
    pub expires: Option<String>,
    /// Whether that day is over.
    pub expired: bool,
}

/// Whom a grant is for.
#[derive(Serialize, Deserialize, Tsify)]
pub struct InspectedRecipient {
    /// 64 hexadecimal digits.
    pub fingerprint: String,
    /// Its eight words.
    pub words: String,
    /// How it is sealed.
    pub kem: Kem,
}

/// What a key opens.
#[derive(Serialize, Deserialize, Tsify)]
pub struct Opened {
    /// The name of the file inside, or of the table's.
    pub name: String,
    /// The columns that can be read; none for a file that was sealed as one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[tsify(optional)]
    pub columns: Option<Vec<OpenedColumn>>,
    /// Whether all of it can be read, and be granted to others by its owner.
    pub whole: bool,
}

/// A column that a key opens.
#[derive(Serialize, Deserialize, Tsify)]
pub struct OpenedColumn {
    /// Its place in the sealed file, counted from 0.
    pub number: u32,
    /// Its heading.
    pub name: String,
}

/// A sealed file whose signatures were found good.
#[wasm_bindgen]
pub struct SealedFile {
    pub(in crate::wasm) container: Container,
    pub(in crate::wasm) source: BlobSource,
}

/// The keys of some of its columns, or of all.
#[wasm_bindgen]
pub struct UnlockedColumns {
    pub(in crate::wasm) keys: ColumnKeys,
}

/// The bytes that replace the end of a file to which a grant was added.
#[wasm_bindgen]
pub struct GrantedEnd {
    /// How many bytes of the file stay.
    pub keep: f64,
    bytes: Vec<u8>,
}

impl GrantedEnd {
    pub(in crate::wasm) fn new(keep: u64, bytes: Vec<u8>) -> Self {
        #[allow(clippy::cast_precision_loss)]
        let keep = keep as f64;
        Self { keep, bytes }
    }
}

#[wasm_bindgen]
impl GrantedEnd {
    /// What follows them.
    #[must_use]
    #[wasm_bindgen(getter)]
    pub fn bytes(&self) -> js_sys::Uint8Array {
        out_of(&self.bytes)
    }
}

impl SealedFile {
    /// Unlocks with an identity.
    ///
    /// # Errors
    /// As [`Container::unlock`], as an object.
    pub fn unlock_as(&self, identity: &Identity, today: &str) -> Result<UnlockedColumns, JsValue> {
        let keys = self.container.unlock(identity, &super::day(today)?).map_err(thrown)?;
        Ok(UnlockedColumns { keys })
    }

    /// Adds grants as the owner.
    ///
    /// # Errors
    /// As [`Container::grant`], as an object.
    pub fn grant_as(
        &self,
        owner: &Identity,
        wishes: &[GrantWish],
        today: &str,
    ) -> Result<GrantedEnd, JsValue> {
        let today = super::day(today)?;
        let keys = self.container.unlock(owner, &today).map_err(thrown)?;
        let (keep, bytes) =
            with_requests(wishes, |grants| self.container.grant(&keys, owner.signing_key(), grants, &today))?;
        Ok(GrantedEnd::new(keep, bytes))
    }
}

#[wasm_bindgen]
impl SealedFile {
    /// Reads all but the columns, and verifies the owner's signatures.
    ///
    /// # Errors
    /// An [`OpenError`] as an object.
    pub fn read(file: Blob) -> Result<SealedFile, JsValue> {
        let mut source = BlobSource(file);
        let container = Container::read(&mut source).map_err(thrown)?;
        Ok(Self { container, source })
    }

    /// What shows without a key. `today` is `YYYY-MM-DD`.
    ///
    /// # Errors
    /// When `today` is no day.
    pub fn inspection(&self, today: &str) -> Result<Ts<Inspection>, JsValue> {
        let today = super::day(today)?;
        let manifest = &self.container.manifest;
        give(&Inspection {
            data_set: manifest.data_set.to_string(),
            owner: manifest.owner.to_string(),
            columns: manifest.columns.iter().map(|column| column.bytes).collect(),
            grants: self
                .container
                .grants
                .iter()
                .map(|grant| InspectedGrant {
                    recipient: match &grant.body.to {
                        Addressee::Recipient { fingerprint, kem } => Some(InspectedRecipient {
                            fingerprint: fingerprint.to_string(),
                            words: fingerprint.words(),
                            kem: *kem,
                        }),
                        Addressee::Passphrase { .. } => None,
                    },
                    columns: grant.body.columns.clone(),
                    purpose: grant.body.purpose.clone(),
                    issued: grant.body.issued.to_string(),
                    expires: grant.body.expires.as_ref().map(ToString::to_string),
                    expired: grant.has_expired(&today),
                })
                .collect(),
        })
    }

    /// Tries a passphrase, which takes some tenths of a second.
    ///
    /// # Errors
    /// An [`OpenError`] as an object.
    pub fn unlock_with_words(&self, passphrase: String, today: &str) -> Result<UnlockedColumns, JsValue> {
        let words = Passphrase::new(passphrase).ok_or_else(|| thrown(OpenError::EmptyPassphrase))?;
        let keys = self.container.unlock_with_words(&words, &super::day(today)?).map_err(thrown)?;
        Ok(UnlockedColumns { keys })
    }

    /// Takes the keys that the exchange's shell unlocked, as [`UnlockedColumns::bytes`] gave them.
    ///
    /// # Errors
    /// [`OpenError::NotKeys`] as an object.
    pub fn unlock_with_keys(&self, bytes: Vec<u8>) -> Result<UnlockedColumns, JsValue> {
        let keys = ColumnKeys::from_bytes(self.container.manifest.data_set, &Zeroizing::new(bytes));
        keys.map(|keys| UnlockedColumns { keys }).ok_or_else(|| thrown(OpenError::NotKeys))
    }

    /// What these keys open: names, read from the columns' beginnings.
    ///
    /// # Errors
    /// An [`OpenError`] as an object.
    pub fn opened(&self, unlocked: &UnlockedColumns) -> Result<Ts<Opened>, JsValue> {
        let (mut source, keys) = (self.source.clone(), &unlocked.keys);
        let (mut file, mut columns) = (String::new(), Vec::new());
        for (number, header) in headers(&self.container, keys, &mut source).map_err(thrown)? {
            match header {
                Header::File { name, .. } => file = name,
                Header::Column { table, name } => {
                    file = table;
                    columns.push(OpenedColumn { number, name });
                }
            }
        }
        let columns = (!columns.is_empty()).then_some(columns);
        give(&Opened { name: file, columns, whole: matches!(keys, ColumnKeys::All(_)) })
    }

    /// Begins to read what these keys open.
    ///
    /// # Errors
    /// An [`OpenError`] as an object.
    pub fn open(&self, unlocked: &UnlockedColumns) -> Result<OpenContents, JsValue> {
        OpenContents::start(&self.container, &unlocked.keys, self.source.clone(), subtle()).map_err(thrown)
    }
}
