//! The file of a ledger: one run at a time, and always the old text or the new.

use std::fs::{File, TryLockError};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

/// A ledger's file, which nobody else may write to meanwhile.
///
/// # Guarantee
/// Between two calls, and whenever the program or the computer dies, the file
/// holds one text that was kept, as a whole: the one kept last, if
/// [`LedgerFile::keep`] came back.
///
/// # Assumptions
/// The file system renames as a whole, keeps what it says it has kept, and knows
/// locks; some network folders do not. The empty lock file stays behind; the lock
/// itself ends with the program, however it ends.
#[derive(Debug)]
pub struct LedgerFile {
    path: PathBuf,
    _lock: File,
}

impl LedgerFile {
    /// Locks the file at a path, whether it is there yet or not.
    ///
    /// # Errors
    /// [`ErrorKind::WouldBlock`] while another run has it; otherwise what the file
    /// system says.
    pub fn lock(path: &Path) -> io::Result<Self> {
        // A link is followed once: renaming would replace it, and leave two ledgers.
        let path = path.canonicalize().unwrap_or_else(|_| path.to_owned());
        let lock = File::options().create(true).truncate(false).write(true).open(with(&path, ".lock"))?;
        match lock.try_lock() {
            Ok(()) => Ok(Self { path, _lock: lock }),
            Err(TryLockError::WouldBlock) => Err(ErrorKind::WouldBlock.into()),
            Err(TryLockError::Error(error)) => Err(error),
        }
    }

    /// The text that was kept last; `None` where there is no file yet.
    ///
    /// # Errors
    /// What the file system says.
    pub fn read(&self) -> io::Result<Option<String>> {
        match std::fs::read(&self.path) {
            // What is no text is no ledger, and will be called so.
            Ok(bytes) => Ok(Some(String::from_utf8_lossy(&bytes).into_owned())),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Replaces the text, and comes back when the new one would outlast a loss of
    /// power. The file is readable by its owner alone.
    ///
    /// # Errors
    /// What the file system says; the old text is there then, or the new one.
    pub fn keep(&self, text: &str) -> io::Result<()> {
        let folder = self.path.parent().filter(|folder| !folder.as_os_str().is_empty());
        let folder = folder.unwrap_or(Path::new("."));
        let mut file = NamedTempFile::new_in(folder)?;
        file.write_all(text.as_bytes())?;
        file.as_file().sync_all()?;
        file.persist(&self.path).map_err(|error| error.error)?;
        // The new name is safe when the folder is.
        #[cfg(unix)]
        File::open(folder)?.sync_all()?;
        Ok(())
    }
}

/// The path with more behind its name.
pub(super) fn with(path: &Path, behind: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(behind);
    name.into()
}
