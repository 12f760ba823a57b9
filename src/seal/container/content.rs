//! What is inside a column's stream: whose content it is, the content, and padding.

use serde::{Deserialize, Serialize};

use super::padding::padme;
use crate::seal::{OpenError, SealError};

const LONGEST_HEADER: usize = 65_536;
/// Zero bytes, as many as go into a stream at a time.
static ZEROS: [u8; 256 * 1024] = [0; 256 * 1024];
const LONGEST_NAME: usize = 255;

/// What a stream begins with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Header {
    /// A file as it is.
    File {
        /// Its name.
        name: String,
        /// Its length.
        bytes: u64,
    },
    /// A column of a table.
    Column {
        /// The name of the file that the table came in.
        table: String,
        /// The column's heading.
        name: String,
    },
}

impl Header {
    /// The name of the file that it is, or is from.
    #[must_use]
    pub fn file_name(&self) -> &str {
        match self {
            Self::File { name, .. } => name,
            Self::Column { table, .. } => table,
        }
    }

    fn bytes(&self) -> Result<Vec<u8>, SealError> {
        if !is_portable(self.file_name()) {
            return Err(SealError::BadName);
        }
        let json = serde_json::to_vec(self).unwrap_or_default();
        let length = u32::try_from(json.len()).ok().filter(|_| json.len() <= LONGEST_HEADER);
        let mut bytes =
            length.ok_or(SealError::HeadingTooLong { limit: LONGEST_HEADER })?.to_be_bytes().to_vec();
        bytes.extend_from_slice(&json);
        Ok(bytes)
    }
}

/// Whether a file of this name can be written on any system, into the folder that it is meant for, and is
/// shown as it is: no path, no drive, no control character, none that turns the direction of the text.
fn is_portable(name: &str) -> bool {
    let forbidden = |c: char| {
        matches!(c, '/' | '\\' | ':' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}') || c.is_control()
    };
    !name.is_empty() && name.len() <= LONGEST_NAME && !matches!(name, "." | "..") && !name.contains(forbidden)
}

/// The plaintext of a stream that is being written: what comes before and behind the content.
#[derive(Debug)]
pub struct Written {
    bytes: u64,
    /// What must come for a file.
    expected: Option<u64>,
    content: u64,
}

impl Written {
    /// Begins; gives what goes into the stream before the content.
    ///
    /// # Errors
    /// [`SealError::BadName`], [`SealError::HeadingTooLong`].
    pub fn begin(header: &Header) -> Result<(Self, Vec<u8>), SealError> {
        let bytes = header.bytes()?;
        let expected = match header {
            Header::File { bytes, .. } => Some(*bytes),
            Header::Column { .. } => None,
        };
        Ok((Self { bytes: bytes.len() as u64, expected, content: 0 }, bytes))
    }

    /// Counts content that went into the stream.
    pub fn count(&mut self, bytes: usize) {
        self.content += bytes as u64;
        self.bytes += bytes as u64;
    }

    /// The zero bytes that follow the content, in pieces.
    ///
    /// # Errors
    /// [`SealError::LengthDiffers`] when a file is not as long as was announced.
    pub fn padding(&self) -> Result<impl Iterator<Item = &'static [u8]> + use<>, SealError> {
        match self.expected {
            Some(declared_bytes) if declared_bytes != self.content => {
                Err(SealError::LengthDiffers { declared_bytes, given_bytes: self.content })
            }
            _ => Ok(zeros(padme(self.bytes) - self.bytes)),
        }
    }
}

fn zeros(mut left: u64) -> impl Iterator<Item = &'static [u8]> {
    std::iter::from_fn(move || {
        let here = usize::try_from(left).unwrap_or(usize::MAX).min(ZEROS.len());
        left -= here as u64;
        (here > 0).then(|| &ZEROS[..here])
    })
}

/// The plaintext of a stream that is being read.
#[derive(Debug)]
pub struct Read {
    /// Counted from 1.
    column: u32,
    /// What has come of the header.
    beginning: Vec<u8>,
    header: Option<Header>,
    /// Bytes of the file that are still to come.
    left: u64,
    /// All bytes so far, and those that are not padding.
    bytes: u64,
    meant: u64,
}

impl Read {
    /// Nothing is read yet of this column, counted from 0.
    #[must_use]
    pub fn new(column: u32) -> Self {
        Self { column: column + 1, beginning: Vec::new(), header: None, left: 0, bytes: 0, meant: 0 }
    }

    /// Whose content it is, once that is read.
    #[must_use]
    pub fn header(&self) -> Option<&Header> {
        self.header.as_ref()
    }

    /// Takes the header off the front of `plaintext`; what is left is content, and padding.
    ///
    /// # Errors
    /// [`OpenError::BadColumn`], [`OpenError::BadName`].
    pub fn take<'a>(&mut self, plaintext: &'a [u8]) -> Result<&'a [u8], OpenError> {
        self.bytes += plaintext.len() as u64;
        if self.header.is_some() {
            return Ok(plaintext);
        }
        let before = self.beginning.len();
        self.beginning.extend_from_slice(plaintext);
        let bad = OpenError::BadColumn { column: self.column };
        let Some((length, rest)) = self.beginning.split_first_chunk::<4>() else { return Ok(&[]) };
        let length = u32::from_be_bytes(*length) as usize;
        if length > LONGEST_HEADER {
            return Err(bad);
        }
        let Some(json) = rest.get(..length) else { return Ok(&[]) };
        let header: Header = serde_json::from_slice(json).map_err(|_| bad)?;
        if !is_portable(header.file_name()) {
            return Err(OpenError::BadName);
        }
        if let Header::File { bytes, .. } = header {
            self.left = bytes;
        }
        self.meant = 4 + length as u64;
        self.header = Some(header);
        let taken = 4 + length - before;
        self.beginning = Vec::new();
        Ok(&plaintext[taken..])
    }

    /// The part of `content` that is the file's; the rest must be padding.
    ///
    /// # Errors
    /// [`OpenError::BadColumn`].
    pub fn file<'a>(&mut self, content: &'a [u8]) -> Result<&'a [u8], OpenError> {
        let (content, padding) = content.split_at(self.share(content.len()));
        self.padding(padding)?;
        Ok(content)
    }

    /// How many of the next `bytes`, which come from behind the header and were not taken, are the file's.
    pub fn pass(&mut self, bytes: usize) -> usize {
        self.bytes += bytes as u64;
        self.share(bytes)
    }

    fn share(&mut self, bytes: usize) -> usize {
        let share = usize::try_from(self.left).unwrap_or(usize::MAX).min(bytes);
        self.left -= share as u64;
        self.meant += share as u64;
        share
    }

    /// Notes how many bytes were cells, their end included.
    pub fn cells(&mut self, bytes: usize) {
        self.meant += bytes as u64;
    }

    /// Refuses padding that is none: it could carry a message.
    ///
    /// # Errors
    /// [`OpenError::BadColumn`].
    pub fn padding(&self, padding: &[u8]) -> Result<(), OpenError> {
        if padding.iter().all(|&byte| byte == 0) {
            Ok(())
        } else {
            Err(OpenError::BadColumn { column: self.column })
        }
    }

    /// The stream is over: was it whole, and as long as it must be?
    ///
    /// # Errors
    /// [`OpenError::BadColumn`].
    pub fn finish(&self) -> Result<(), OpenError> {
        let whole = self.header.is_some() && self.left == 0 && self.bytes == padme(self.meant);
        if whole { Ok(()) } else { Err(OpenError::BadColumn { column: self.column }) }
    }
}
