//! Cells of a column, one behind the other.
//!
//! ```text
//! LEB128(length + 1) ‖ bytes      a cell
//! 0x00                            behind the last one
//! ```

/// A cell may have this many bytes; no table that is read here has longer ones.
pub const LONGEST_CELL: usize = 16 << 20;

/// Appends a cell.
pub fn encode(cell: &str, out: &mut Vec<u8>) {
    let mut length = cell.len() as u64 + 1;
    while length >= 0x80 {
        out.push(length.to_le_bytes()[0] | 0x80);
        length >>= 7;
    }
    out.push(length.to_le_bytes()[0]);
    out.extend_from_slice(cell.as_bytes());
}

/// What stands behind the last cell.
pub const END: u8 = 0;

/// The next thing in a column.
#[derive(Debug, PartialEq, Eq)]
pub enum Next<'a> {
    /// A cell.
    Cell(&'a str),
    /// The end; what is left is padding.
    End,
    /// More bytes are needed to tell.
    More,
}

/// What stands there is no cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoCell;

/// Takes the cells of a column apart, however its bytes arrive.
#[derive(Debug, Default)]
pub struct Cells {
    bytes: Vec<u8>,
    at: usize,
}

impl Cells {
    /// Takes the next bytes of the column.
    pub fn push(&mut self, bytes: &[u8]) {
        self.bytes.drain(..self.at);
        self.at = 0;
        self.bytes.extend_from_slice(bytes);
    }

    /// Bytes that were pushed and not yet used.
    #[must_use]
    pub fn rest(&self) -> &[u8] {
        &self.bytes[self.at..]
    }

    /// Takes the next cell, with the number of bytes that it and its length took.
    ///
    /// # Errors
    /// [`NoCell`] for a length beyond [`LONGEST_CELL`] or not in its shortest form, and for what is not UTF-8.
    pub fn take(&mut self) -> Result<(Next<'_>, usize), NoCell> {
        let rest = &self.bytes[self.at..];
        let (mut length, mut digits) = (0_usize, 0);
        loop {
            let Some(&byte) = rest.get(digits) else { return Ok((Next::More, 0)) };
            length |= usize::from(byte & 0x7f) << (7 * digits);
            digits += 1;
            if byte & 0x80 == 0 {
                if byte == 0 && digits > 1 {
                    return Err(NoCell);
                }
                break;
            }
            // Four digits hold 2²⁸.
            if digits == 4 {
                return Err(NoCell);
            }
        }
        let Some(length) = length.checked_sub(1) else {
            self.at += digits;
            return Ok((Next::End, digits));
        };
        if length > LONGEST_CELL {
            return Err(NoCell);
        }
        let Some(cell) = rest.get(digits..digits + length) else { return Ok((Next::More, 0)) };
        let cell = std::str::from_utf8(cell).map_err(|_| NoCell)?;
        self.at += digits + length;
        Ok((Next::Cell(cell), digits + length))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_come_out_as_they_went_in_however_they_arrive() {
        let long = "x".repeat(20_000);
        let cells = ["", "a", "naïve, \"quoted\"\r\n", &"y".repeat(126), &"z".repeat(127), &long];
        let mut bytes = Vec::new();
        cells.iter().for_each(|cell| encode(cell, &mut bytes));
        bytes.push(END);
        bytes.extend_from_slice(&[0; 5]);
        for piece in [1, 3, 1000, bytes.len()] {
            let (mut column, mut found, mut used) = (Cells::default(), Vec::new(), 0);
            let mut pieces = bytes.chunks(piece);
            loop {
                match column.take().unwrap() {
                    (Next::Cell(cell), bytes) => {
                        found.push(cell.to_owned());
                        used += bytes;
                    }
                    (Next::End, bytes) => {
                        used += bytes;
                        break;
                    }
                    (Next::More, _) => column.push(pieces.next().unwrap()),
                }
            }
            assert_eq!(found, cells);
            assert_eq!(used, bytes.len() - 5);
        }
    }

    #[test]
    fn lengths_have_one_spelling_and_a_limit() {
        for bytes in [
            &[0x80, 0][..],
            &[0x81, 0x80, 0],
            &[0xff, 0xff, 0xff, 0xff, 1],
            &[0x82, 0x80, 0x80, 8],
            &[2, 0xff],
        ] {
            let mut cells = Cells::default();
            cells.push(bytes);
            assert_eq!(cells.take(), Err(NoCell), "{bytes:?}");
        }
    }
}
