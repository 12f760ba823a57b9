//! From columns back to a table.

use csv::WriterBuilder;

use super::cells::{Cells, Next};
use super::content::{Header, Read};
use crate::seal::OpenError;

/// How much text is made before it is handed over, in bytes.
const FULL: usize = 256 * 1024;

/// What the rows wait for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// More plaintext of this column, counted among those that are read.
    Needs(usize),
    /// That what was written is taken away.
    Full,
    /// Nothing: all columns are read to their ends.
    Done,
}

/// Puts the columns of a table side by side, as delimited text, however their plaintexts arrive.
pub struct Rows {
    columns: Vec<Column>,
    state: State,
    /// The column whose cell comes next.
    next: usize,
    text: csv::Writer<Vec<u8>>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Headings,
    Cells,
    Ends,
    Padding,
}

struct Column {
    /// Counted from 1.
    number: u32,
    read: Read,
    cells: Cells,
    closed: bool,
}

impl Rows {
    /// Of these columns, by their numbers in the file, counted from 0.
    #[must_use]
    pub fn new(columns: &[u32]) -> Self {
        let column = |&number: &u32| Column {
            number: number + 1,
            read: Read::new(number),
            cells: Cells::default(),
            closed: false,
        };
        Self {
            columns: columns.iter().map(column).collect(),
            state: State::Headings,
            next: 0,
            text: WriterBuilder::new().from_writer(Vec::new()),
        }
    }

    /// Takes plaintext of a column.
    ///
    /// # Errors
    /// [`OpenError::BadColumn`], [`OpenError::BadName`].
    pub fn push(&mut self, column: usize, plaintext: &[u8]) -> Result<(), OpenError> {
        let Some(column) = self.columns.get_mut(column) else { return Ok(()) };
        let content = column.read.take(plaintext)?;
        if self.state == State::Padding {
            column.read.padding(content)
        } else {
            column.cells.push(content);
            Ok(())
        }
    }

    /// Notes that a column's stream is over, and authentic to its end.
    pub fn close(&mut self, column: usize) {
        if let Some(column) = self.columns.get_mut(column) {
            column.closed = true;
        }
    }

    /// Goes on until something is needed.
    ///
    /// # Errors
    /// [`OpenError::BadColumn`], [`OpenError::RowsDiffer`], [`OpenError::MixedContent`].
    pub fn step(&mut self) -> Result<Step, OpenError> {
        loop {
            let step = match self.state {
                State::Headings => self.headings()?,
                State::Cells => self.cell()?,
                State::Ends => self.end()?,
                State::Padding => Some(self.padding()?),
            };
            match step {
                // A column that is over has no more to give.
                Some(Step::Needs(column)) if self.columns[column].closed => {
                    return Err(OpenError::BadColumn { column: self.columns[column].number });
                }
                Some(step) => return Ok(step),
                None => {}
            }
        }
    }

    /// Takes the text away that was made so far.
    pub fn take(&mut self) -> Vec<u8> {
        // A writer into memory cannot fail.
        let text = std::mem::replace(&mut self.text, WriterBuilder::new().from_writer(Vec::new()));
        text.into_inner().unwrap_or_default()
    }

    /// The name of the table, once the columns have begun.
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        self.columns.first()?.read.header().map(Header::file_name)
    }

    fn headings(&mut self) -> Result<Option<Step>, OpenError> {
        if let Some(column) = self.columns.iter().position(|column| column.read.header().is_none()) {
            return Ok(Some(Step::Needs(column)));
        }
        for column in &self.columns {
            match column.read.header() {
                Some(Header::Column { table, name }) if Some(table.as_str()) == self.name() => {
                    let _ = self.text.write_field(name);
                }
                _ => return Err(OpenError::MixedContent { column: column.number }),
            }
        }
        self.end_row();
        self.state = State::Cells;
        Ok(None)
    }

    fn cell(&mut self) -> Result<Option<Step>, OpenError> {
        if self.next == 0 && self.text.get_ref().len() >= FULL {
            return Ok(Some(Step::Full));
        }
        let Some(column) = self.columns.get_mut(self.next) else {
            self.end_row();
            return Ok(None);
        };
        let bad = OpenError::BadColumn { column: column.number };
        let (next, bytes) = column.cells.take().map_err(|_| bad)?;
        match next {
            Next::Cell(cell) => {
                let _ = self.text.write_field(cell);
            }
            Next::More => return Ok(Some(Step::Needs(self.next))),
            Next::End if self.next == 0 => self.state = State::Ends,
            Next::End => return Err(OpenError::RowsDiffer { column: column.number }),
        }
        column.read.cells(bytes);
        self.next += 1;
        Ok(None)
    }

    /// The first column is at its end, where all others must be too.
    fn end(&mut self) -> Result<Option<Step>, OpenError> {
        let Some(column) = self.columns.get_mut(self.next) else {
            for column in &self.columns {
                column.read.padding(column.cells.rest())?;
            }
            self.state = State::Padding;
            return Ok(None);
        };
        let bad = OpenError::BadColumn { column: column.number };
        match column.cells.take().map_err(|_| bad)? {
            (Next::End, bytes) => column.read.cells(bytes),
            (Next::More, _) => return Ok(Some(Step::Needs(self.next))),
            (Next::Cell(_), _) => return Err(OpenError::RowsDiffer { column: column.number }),
        }
        self.next += 1;
        Ok(None)
    }

    fn padding(&self) -> Result<Step, OpenError> {
        if let Some(open) = self.columns.iter().position(|column| !column.closed) {
            return Ok(Step::Needs(open));
        }
        self.columns.iter().try_for_each(|column| column.read.finish())?;
        Ok(Step::Done)
    }

    fn end_row(&mut self) {
        let _ = self.text.write_record(None::<&[u8]>);
        self.next = 0;
    }
}
