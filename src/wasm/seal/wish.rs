//! Whom a file is sealed for, as the page says it.

use serde::{Deserialize, Serialize};
use tsify::Tsify;
use wasm_bindgen::JsValue;
use zeroize::Zeroize;

use crate::seal::container::{Day, GrantRequest, To};
use crate::seal::hpke::Kem;
use crate::seal::identity::Recipient;
use crate::seal::{Cost, Passphrase, SealError};
use crate::wasm::failure::thrown;

/// A grant that the page wishes for.
#[derive(Serialize, Deserialize, Tsify)]
pub struct GrantWish {
    /// Whom it is for.
    pub to: WishedReader,
    /// Which columns, counted from 0, ascending; all without it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[tsify(optional)]
    pub columns: Option<Vec<u32>>,
    /// What for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[tsify(optional)]
    pub purpose: Option<String>,
    /// The last day on which it may be used.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[tsify(optional)]
    pub expires: Option<Day>,
}

/// Whom a grant is for.
#[derive(Serialize, Deserialize, Tsify)]
#[serde(rename_all = "kebab-case")]
pub enum WishedReader {
    /// Whoever knows these words.
    Passphrase(String),
    /// Who has the keys of this recipient.
    Recipient {
        /// The recipient's file.
        file: String,
        /// How it is sealed.
        kem: Kem,
    },
}

impl Drop for WishedReader {
    fn drop(&mut self) {
        if let Self::Passphrase(words) = self {
            words.zeroize();
        }
    }
}

enum Reader {
    Words(Passphrase),
    Recipient(Box<Recipient>, Kem),
}

/// Lets `make` have the requests of some wishes.
///
/// # Errors
/// A [`crate::seal::identity::RecipientError`] or what `make` says, as an object.
pub(in crate::wasm) fn with_requests<T>(
    wishes: &[GrantWish],
    make: impl FnOnce(&[GrantRequest]) -> Result<T, SealError>,
) -> Result<T, JsValue> {
    let readers = wishes.iter().map(|wish| match &wish.to {
        WishedReader::Passphrase(words) => Passphrase::new(words.clone())
            .map(Reader::Words)
            .ok_or_else(|| thrown(SealError::EmptyPassphrase)),
        WishedReader::Recipient { file, kem } => Recipient::parse(file)
            .map(|recipient| Reader::Recipient(Box::new(recipient), *kem))
            .map_err(thrown),
    });
    let readers: Vec<_> = readers.collect::<Result<_, _>>()?;
    let requests: Vec<_> = wishes
        .iter()
        .zip(&readers)
        .map(|(wish, reader)| GrantRequest {
            to: match reader {
                Reader::Words(words) => To::Passphrase(words, Cost::default()),
                Reader::Recipient(recipient, kem) => To::Recipient(recipient, *kem),
            },
            columns: wish.columns.clone(),
            purpose: wish.purpose.clone(),
            expires: wish.expires.clone(),
        })
        .collect();
    make(&requests).map_err(thrown)
}
