//! What a sealed file gives to who has its keys.

use std::cell::RefCell;

use js_sys::Uint8Array;
use sha2::Sha256;
use wasm_bindgen::prelude::*;
use web_sys::SubtleCrypto;

use super::column::{Check, OpeningColumn};
use super::{BlobSource, Slot, out_of};
use crate::seal::OpenError;
use crate::seal::container::content::Read;
use crate::seal::container::opener::column_header;
use crate::seal::container::rows::{Rows, Step};
use crate::seal::container::{ColumnKeys, Container, Contents};
use crate::wasm::failure::thrown;

/// A file, or a table of the columns that were granted, being opened.
#[wasm_bindgen]
pub struct OpenContents {
    state: RefCell<Slot<State>>,
}

struct State {
    source: BlobSource,
    contents: Opening,
}

enum Opening {
    File { column: OpeningColumn, read: Read },
    Table { columns: Vec<OpeningColumn>, rows: Rows },
    Software(Contents),
    Ended,
}

impl OpenContents {
    /// Begins to read: in software without `subtle`.
    ///
    /// # Errors
    /// [`OpenError`].
    pub fn start(
        container: &Container,
        keys: &ColumnKeys,
        mut source: BlobSource,
        subtle: Option<SubtleCrypto>,
    ) -> Result<Self, OpenError> {
        let contents = match subtle {
            None => Opening::Software(Contents::open(container, keys, &mut source)?),
            Some(subtle) => {
                let numbers = keys.columns(container.manifest.columns.len());
                let first = numbers.first().copied().ok_or(OpenError::NotGranted { column: 1 })?;
                let header = column_header(container, keys, first, &mut source)?;
                if container.holds_table(first, &header)? {
                    let column = |&number: &u32| {
                        let reading = container.column(keys, number)?;
                        Ok(OpeningColumn::new(reading, subtle.clone(), Check::Here(Sha256::default())))
                    };
                    let columns = numbers.iter().map(column).collect::<Result<_, _>>()?;
                    Opening::Table { columns, rows: Rows::new(&numbers) }
                } else {
                    let reading = container.column(keys, first)?;
                    let column = OpeningColumn::new(reading, subtle, Check::Browser);
                    Opening::File { column, read: Read::new(first) }
                }
            }
        };
        Ok(Self { state: RefCell::new(Slot::Idle(State { source, contents })) })
    }
}

#[wasm_bindgen]
impl OpenContents {
    /// The next bytes of the file, or of the table as comma-separated text; `undefined` at the end, and only then is
    /// it known to be the whole.
    ///
    /// # Errors
    /// An [`OpenError`] as an object; what was given so far must be thrown away.
    pub async fn next(&self) -> Result<Option<Vec<Uint8Array>>, JsValue> {
        let mut state = Slot::take(&self.state, OpenError::Busy, OpenError::Over)?;
        let next = state.next().await;
        self.state.replace(if next.is_ok() { Slot::Idle(state) } else { Slot::Over });
        next.map_err(thrown)
    }
}

impl State {
    async fn next(&mut self) -> Result<Option<Vec<Uint8Array>>, OpenError> {
        match &mut self.contents {
            Opening::Ended => Ok(None),
            Opening::Software(contents) => {
                let mut out = Vec::new();
                if !contents.next(&mut self.source, &mut out)? {
                    self.contents = Opening::Ended;
                }
                Ok(Some(vec![out_of(&out)]))
            }
            Opening::File { column, read } => {
                let (mut plaintext, mut out) = (Vec::new(), Vec::new());
                let more = column.next(&self.source, &mut plaintext).await?;
                for piece in plaintext {
                    pass(read, &piece, &mut out)?;
                }
                if !more {
                    read.finish()?;
                    self.contents = Opening::Ended;
                }
                Ok(Some(out))
            }
            Opening::Table { columns, rows } => loop {
                match rows.step()? {
                    Step::Needs(index) => {
                        let mut plaintext = Vec::new();
                        let column = columns.get_mut(index).ok_or(OpenError::Over)?;
                        let more = column.next(&self.source, &mut plaintext).await?;
                        for piece in plaintext {
                            rows.push(index, &piece.to_vec())?;
                        }
                        if !more {
                            rows.close(index);
                        }
                    }
                    Step::Full => return Ok(Some(vec![out_of(&rows.take())])),
                    Step::Done => {
                        let last = out_of(&rows.take());
                        self.contents = Opening::Ended;
                        return Ok(Some(vec![last]));
                    }
                }
            },
        }
    }
}

/// Hands on what is the file's of a piece of plaintext. Only what is not is looked at here.
fn pass(read: &mut Read, piece: &Uint8Array, out: &mut Vec<Uint8Array>) -> Result<(), OpenError> {
    if read.header().is_none() {
        let bytes = piece.to_vec();
        let content = read.take(&bytes)?;
        out.push(out_of(read.file(content)?));
        return Ok(());
    }
    let length = piece.length();
    let share = u32::try_from(read.pass(length as usize)).unwrap_or(length);
    if share == length {
        out.push(piece.clone());
        return Ok(());
    }
    out.push(piece.subarray(0, share));
    read.padding(&piece.subarray(share, length).to_vec())
}
