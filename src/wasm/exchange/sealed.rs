//! Sealed files on their way to the exchange and back.

use js_sys::Uint8Array;
use wasm_bindgen::prelude::*;

use crate::exchange::log::LogError;
use crate::seal::container::{AdoptError, Container, GrantRequest, To};
use crate::seal::hpke::Kem;
use crate::wasm::failure::{take_all, thrown};
use crate::wasm::keyring::Keyring;
use crate::wasm::seal::{
    GrantWish, GrantedEnd, SealedFile, UnlockedColumns, day, out_of, whole, with_requests,
};

#[wasm_bindgen]
impl Keyring {
    /// Takes over a file that was sealed for the unlocked identity, by whomever: gives the end that replaces its own
    /// from the manifest on, with a grant for the identity alone.
    ///
    /// # Errors
    /// A [`crate::seal::identity::IdentityError`], [`crate::seal::OpenError`] or [`crate::seal::SealError`] as an
    /// object.
    pub fn adopt(&self, file: &SealedFile, today: &str) -> Result<GrantedEnd, JsValue> {
        let (identity, today) = (self.held()?, day(today)?);
        let keys = file.container.unlock(identity, &today).map_err(thrown)?;
        let to = To::Recipient(identity.recipient(), Kem::XWing);
        let own = GrantRequest { to, columns: None, purpose: None, expires: None };
        let mut source = file.source.clone();
        let adopted = file.container.adopt(&mut source, &keys, identity.signing_key(), &[own], &today);
        let (keep, bytes) = adopted.map_err(|error| match error {
            AdoptError::Open(error) => thrown(error),
            AdoptError::Seal(error) => thrown(error),
        })?;
        Ok(GrantedEnd::new(keep, bytes))
    }

    /// Makes a reader's tail from the owner's own, whose file has `keep` bytes before it and a manifest with this
    /// SHA-256: a node can't have the keys of another file granted.
    ///
    /// # Errors
    /// As [`Keyring::adopt`], a [`crate::seal::identity::RecipientError`], and [`LogError::AnotherManifest`].
    pub fn tail_for(
        &self,
        keep: f64,
        tail: &[u8],
        manifest: &str,
        #[wasm_bindgen(unchecked_param_type = "GrantWish[]")] wishes: JsValue,
        today: &str,
    ) -> Result<Uint8Array, JsValue> {
        let (owner, today) = (self.held()?, day(today)?);
        let wishes: Vec<GrantWish> = take_all(wishes)?;
        let keep = whole(keep);
        let container = Container::read_tail(keep, tail).map_err(thrown)?;
        if container.manifest.hash.to_string() != manifest {
            return Err(thrown(LogError::AnotherManifest));
        }
        let keys = container.unlock(owner, &today).map_err(thrown)?;
        let (at, end) =
            with_requests(&wishes, |grants| container.tail_for(&keys, owner.signing_key(), grants, &today))?;
        let kept = usize::try_from(at - keep).unwrap_or(tail.len());
        Ok(out_of(&[&tail[..kept], &end].concat()))
    }
}

#[wasm_bindgen]
impl UnlockedColumns {
    /// The keys, for the workbench to open with: they are in its hands then.
    #[must_use]
    pub fn bytes(&self) -> Uint8Array {
        out_of(&self.keys.to_bytes())
    }
}

#[wasm_bindgen]
impl SealedFile {
    /// SHA-256 of the manifest, in hexadecimal digits.
    #[must_use]
    pub fn manifest(&self) -> String {
        self.container.manifest.hash.to_string()
    }
}
