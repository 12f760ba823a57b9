//! Sealing a table, each column for itself.

use std::cell::RefCell;

use js_sys::{Array, Object, Reflect, Uint8Array};
use wasm_bindgen::prelude::*;
use web_sys::SubtleCrypto;

use super::column::{Hashing, SealingColumn};
use super::wish::{GrantWish, with_requests};
use super::{Slot, out_of};
use crate::seal::SealError;
use crate::seal::container::writer::{check_cell, check_headings, check_width};
use crate::seal::container::{ContainerWriter, Digester, Header, cells};
use crate::seal::signature::SigningKey;
use crate::table::cells::{CellReader, headings};
use crate::table::records::Record;
use crate::table::{Dialect, LoadError};
use crate::wasm::failure::{take_all, thrown};

/// How much of a column is gathered before it goes to the cipher, in bytes.
const PIECE: usize = 64 * 1024;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = r"
/** Sealed bytes of a column, counted from 0. */
export type ColumnPiece = [column: number, bytes: Uint8Array];

/** What is still missing of a sealed table: in the file, each column stands in its frame, then comes the tail. */
export interface SealedTable {
  pieces: ColumnPiece[];
  frames: [before: Uint8Array, behind: Uint8Array][];
  tail: Uint8Array;
}
";

/// A table being sealed.
///
/// Its columns grow side by side, and stand one behind the other in the sealed file: each call gives pieces with the
/// number of their column, and the page keeps each column's for itself.
#[wasm_bindgen]
pub struct TableSealing {
    state: RefCell<Slot<State>>,
}

struct State {
    reader: Option<CellReader>,
    rows: Gathered,
    table: String,
    container: ContainerWriter,
    subtle: Option<SubtleCrypto>,
    columns: Vec<SealingColumn>,
}

/// Cells that wait for the cipher, column by column.
#[derive(Default)]
struct Gathered {
    headings: Vec<String>,
    columns: Vec<Vec<u8>>,
    rows: u64,
}

/// What a table can fail at: to be read, or to be sealed.
enum TableError {
    Load(LoadError),
    Seal(SealError),
}

impl From<LoadError> for TableError {
    fn from(error: LoadError) -> Self {
        Self::Load(error)
    }
}

impl From<SealError> for TableError {
    fn from(error: SealError) -> Self {
        Self::Seal(error)
    }
}

impl From<TableError> for JsValue {
    fn from(error: TableError) -> Self {
        match error {
            TableError::Load(error) => thrown(error),
            TableError::Seal(error) => thrown(error),
        }
    }
}

impl TableSealing {
    /// Begins a table that `owner` signs: in software without `subtle`.
    ///
    /// # Errors
    /// [`SealError::Random`].
    pub fn start(
        owner: SigningKey,
        name: &str,
        dialect: Option<Dialect>,
        subtle: Option<SubtleCrypto>,
    ) -> Result<Self, SealError> {
        let state = State {
            reader: Some(CellReader::new(dialect)),
            rows: Gathered::default(),
            table: name.to_owned(),
            container: ContainerWriter::new(owner)?,
            subtle,
            columns: Vec::new(),
        };
        Ok(Self { state: RefCell::new(Slot::Idle(state)) })
    }

    fn take(&self) -> Result<State, JsValue> {
        Slot::take(&self.state, SealError::Busy, SealError::Over)
    }
}

#[wasm_bindgen]
impl TableSealing {
    /// Seals the next bytes of the table's text; gives the next pieces of its columns.
    ///
    /// # Errors
    /// A [`LoadError`] or [`SealError`] as an object; the sealing is then over.
    #[wasm_bindgen(unchecked_return_type = "ColumnPiece[]")]
    pub async fn push(&self, chunk: Vec<u8>) -> Result<Array, JsValue> {
        let (mut state, out) = (self.take()?, Array::new());
        let sealed = state.push(&chunk, &out).await;
        self.state.replace(if sealed.is_ok() { Slot::Idle(state) } else { Slot::Over });
        sealed.map(|()| out).map_err(JsValue::from)
    }

    /// The names of the columns, once they were read.
    #[must_use]
    pub fn headings(&self) -> Vec<String> {
        match &*self.state.borrow() {
            Slot::Idle(state) => state.rows.headings.clone(),
            Slot::Busy | Slot::Over => Vec::new(),
        }
    }

    /// Ends the table, for those whom [`GrantWish`]es name. `today` is `YYYY-MM-DD`.
    ///
    /// # Errors
    /// A [`LoadError`], [`SealError`] or [`crate::seal::identity::RecipientError`] as an object.
    #[wasm_bindgen(unchecked_return_type = "SealedTable")]
    pub async fn finish(
        &self,
        #[wasm_bindgen(unchecked_param_type = "GrantWish[]")] wishes: JsValue,
        today: String,
    ) -> Result<Object, JsValue> {
        let mut state = self.take()?;
        self.state.replace(Slot::Over);
        let (wishes, today): (Vec<GrantWish>, _) = (take_all(wishes)?, super::day(&today)?);
        let (pieces, frames) = (Array::new(), Array::new());
        state.end(&pieces).await?;
        let mut container = state.container;
        for (index, column) in (0..).zip(state.columns) {
            let mut out = Vec::new();
            let before = container.begin().map_err(thrown)?;
            let behind = container.end(column.finish(&mut out).await.map_err(thrown)?);
            hand_out(index, out, &pieces);
            frames.push(&Array::of2(&out_of(&before), &out_of(&behind)));
        }
        let tail = with_requests(&wishes, |grants| container.finish(grants, &today))?;
        let sealed = Object::new();
        for (name, value) in [("pieces", &pieces), ("frames", &frames)] {
            Reflect::set(&sealed, &name.into(), value)?;
        }
        Reflect::set(&sealed, &"tail".into(), &out_of(&tail))?;
        Ok(sealed)
    }
}

impl State {
    async fn push(&mut self, bytes: &[u8], out: &Array) -> Result<(), TableError> {
        if let Some(reader) = &mut self.reader {
            reader.push(bytes, &mut |dialect, row| self.rows.add(dialect, row))?;
        }
        Ok(self.seal(PIECE, out).await?)
    }

    /// The table's text is over: takes its last row, and puts the end behind each column's cells.
    async fn end(&mut self, out: &Array) -> Result<(), TableError> {
        if let Some(reader) = self.reader.take() {
            reader.finish(&mut |dialect, row| self.rows.add(dialect, row))?;
        }
        self.rows.columns.iter_mut().for_each(|cells| cells.push(cells::END));
        Ok(self.seal(1, out).await?)
    }

    /// Gives the cipher what was gathered of each column, if it is at least so much.
    async fn seal(&mut self, least: usize, out: &Array) -> Result<(), SealError> {
        for (index, gathered) in (0..).zip(&mut self.rows.columns) {
            let mut sealed = Vec::new();
            if self.columns.len() == index as usize {
                let name = self.rows.headings[index as usize].clone();
                let header = Header::Column { table: self.table.clone(), name };
                let cipher = self.subtle.clone().map(|it| (it, Hashing::Here(Digester::default())));
                let started =
                    SealingColumn::start(&self.container, index, &header, cipher, &mut sealed).await?;
                self.columns.push(started);
            }
            if gathered.len() >= least {
                self.columns[index as usize].push(gathered, &mut sealed).await?;
                gathered.clear();
            }
            hand_out(index, sealed, out);
        }
        Ok(())
    }
}

impl Gathered {
    fn add(&mut self, dialect: Dialect, row: Record) -> Result<(), TableError> {
        if self.headings.is_empty() {
            self.headings = headings(dialect, row);
            check_headings(&self.headings)?;
            self.columns = vec![Vec::new(); self.headings.len()];
            if dialect.header {
                return Ok(());
            }
        }
        self.rows += 1;
        check_width(self.rows, self.columns.len(), row.len())?;
        for (index, (cell, column)) in row.cells().zip(&mut self.columns).enumerate() {
            check_cell(self.rows, index, cell)?;
            cells::encode(cell, column);
        }
        Ok(())
    }
}

fn hand_out(column: u32, bytes: Vec<Uint8Array>, out: &Array) {
    for bytes in bytes.iter().filter(|bytes| bytes.length() > 0) {
        out.push(&Array::of2(&column.into(), bytes));
    }
}
