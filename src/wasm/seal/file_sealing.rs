//! Sealing a file as it is.

use std::cell::RefCell;

use js_sys::Uint8Array;
use wasm_bindgen::prelude::*;
use web_sys::SubtleCrypto;

use super::column::{Hashing, SealingColumn};
use super::parts::Parts;
use super::wish::{GrantWish, with_requests};
use super::{Slot, out_of};
use crate::seal::SealError;
use crate::seal::container::{ContainerWriter, Header};
use crate::seal::signature::SigningKey;
use crate::wasm::failure::{take_all, thrown};

/// A file being sealed.
#[wasm_bindgen]
pub struct FileSealing {
    state: RefCell<Slot<State>>,
}

struct State {
    container: ContainerWriter,
    header: Header,
    subtle: Option<SubtleCrypto>,
    column: Option<SealingColumn>,
}

impl FileSealing {
    /// Begins a file that `owner` signs: in software without `subtle`.
    ///
    /// # Errors
    /// [`SealError::Random`].
    pub fn start(
        owner: SigningKey,
        name: &str,
        bytes: u64,
        subtle: Option<SubtleCrypto>,
    ) -> Result<Self, SealError> {
        let header = Header::File { name: name.to_owned(), bytes };
        let state = State { container: ContainerWriter::new(owner)?, header, subtle, column: None };
        Ok(Self { state: RefCell::new(Slot::Idle(state)) })
    }

    fn take(&self) -> Result<State, JsValue> {
        Slot::take(&self.state, SealError::Busy, SealError::Over)
    }
}

#[wasm_bindgen]
impl FileSealing {
    /// Seals the next bytes of the file; gives the next pieces of the sealed file. Best 1 to 4 MiB at a time.
    ///
    /// # Errors
    /// A [`SealError`] as an object; the sealing is then over.
    pub async fn push(&self, chunk: Vec<u8>) -> Result<Vec<Uint8Array>, JsValue> {
        let (mut state, mut out) = (self.take()?, Vec::new());
        let sealed = state.push(&chunk, &mut out).await;
        self.state.replace(if sealed.is_ok() { Slot::Idle(state) } else { Slot::Over });
        sealed.map(|()| out).map_err(thrown)
    }

    /// Ends the file, for those whom [`GrantWish`]es name; gives its last pieces. `today` is `YYYY-MM-DD`.
    ///
    /// # Errors
    /// A [`SealError`] or [`crate::seal::identity::RecipientError`] as an object; the file is then not complete.
    pub async fn finish(
        &self,
        #[wasm_bindgen(unchecked_param_type = "GrantWish[]")] wishes: JsValue,
        today: String,
    ) -> Result<Vec<Uint8Array>, JsValue> {
        let (mut state, mut out) = (self.take()?, Vec::new());
        self.state.replace(Slot::Over);
        let (wishes, today): (Vec<GrantWish>, _) = (take_all(wishes)?, super::day(&today)?);
        state.push(&[], &mut out).await.map_err(thrown)?;
        let State { mut container, column: Some(column), .. } = state else {
            return Err(thrown(SealError::Over));
        };
        let digest = column.finish(&mut out).await.map_err(thrown)?;
        out.push(out_of(&container.end(digest)));
        let last = with_requests(&wishes, |grants| container.finish(grants, &today))?;
        out.push(out_of(&last));
        Ok(out)
    }
}

impl State {
    async fn push(&mut self, bytes: &[u8], out: &mut Vec<Uint8Array>) -> Result<(), SealError> {
        if self.column.is_none() {
            out.push(out_of(&self.container.begin()?));
            let cipher = self.subtle.clone().map(|it| (it.clone(), Hashing::Browser(Parts::new(it))));
            let column = SealingColumn::start(&self.container, 0, &self.header, cipher, out).await?;
            self.column = Some(column);
        }
        match &mut self.column {
            Some(column) => column.push(bytes, out).await,
            None => Err(SealError::Over),
        }
    }
}
