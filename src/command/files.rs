//! Reading and writing whole files, so that a failure leaves none behind half.

use std::fs::File;
use std::io::{Read, Write};
use std::path::Path;

use tempfile::NamedTempFile;

use super::Problem;
use crate::recipe::Recipe;
use crate::seal::Passphrase;
use crate::table::load::{Loaded, Loader};
use crate::table::{Dialect, Table};

/// Bytes that are read at a time.
const PIECE: usize = 1 << 20;

pub(super) fn open(path: &Path) -> Result<File, Problem> {
    let file = File::open(path).map_err(|error| Problem::usage(path, &error))?;
    match file.metadata() {
        Ok(metadata) if metadata.is_dir() => Err(Problem::Usage(format!("{} is a folder.", path.display()))),
        _ => Ok(file),
    }
}

/// Gives a file's bytes to `use_piece`, a piece at a time.
pub(super) fn read_pieces(
    path: &Path,
    use_piece: impl FnMut(&[u8]) -> Result<(), Problem>,
) -> Result<(), Problem> {
    pieces(path, open(path)?, use_piece)
}

/// Gives the bytes of an open file, or of a part of it, to `use_piece`; `path` is what it is called.
pub(super) fn pieces(
    path: &Path,
    mut bytes: impl Read,
    mut use_piece: impl FnMut(&[u8]) -> Result<(), Problem>,
) -> Result<(), Problem> {
    let mut piece = vec![0; PIECE];
    loop {
        match bytes.read(&mut piece).map_err(|error| Problem::io(path, &error))? {
            0 => return Ok(()),
            read => use_piece(&piece[..read])?,
        }
    }
}

pub(super) fn load(path: &Path, dialect: Option<Dialect>) -> Result<Loaded, Problem> {
    let bytes = open(path)?.metadata().map_or(0, |metadata| metadata.len());
    let mut loader = Loader::new(bytes, dialect);
    read_pieces(path, |piece| Ok(loader.push(piece)?))?;
    Ok(loader.finish()?)
}

/// Refuses names that are no columns of the file.
pub(super) fn know_columns<'a>(
    path: &Path,
    table: &Table,
    names: impl IntoIterator<Item = &'a String>,
) -> Result<(), Problem> {
    match names.into_iter().find(|name| table.column(name).is_none()) {
        Some(name) => Err(Problem::Usage(format!(
            "{} has no column “{name}”. `lazaret inspect` lists the columns.",
            path.display()
        ))),
        None => Ok(()),
    }
}

pub(super) fn recipe(path: &Path) -> Result<Recipe, Problem> {
    let mut json = String::new();
    open(path)?.read_to_string(&mut json).map_err(|error| Problem::io(path, &error))?;
    Ok(Recipe::parse(&json)?)
}

/// The passphrase in a file, without the line end that editors add.
pub(super) fn passphrase(path: &Path) -> Result<Option<Passphrase>, Problem> {
    let mut text = String::new();
    open(path)?.read_to_string(&mut text).map_err(|error| Problem::io(path, &error))?;
    text.truncate(text.trim_end_matches(['\r', '\n']).len());
    Ok(Passphrase::new(text))
}

/// Writes a file that must not be there yet; readable by its owner alone.
pub(super) fn write_new(
    path: &Path,
    fill: impl FnOnce(&mut dyn FnMut(&[u8]) -> Result<(), Problem>) -> Result<(), Problem>,
) -> Result<(), Problem> {
    let mut file = beside(path)?;
    fill(&mut |bytes| file.write_all(bytes).map_err(|error| Problem::io(path, &error)))?;
    file.persist_noclobber(path).map(|_| ()).map_err(|error| Problem::usage(path, &error.error))
}

/// A temporary file in the folder of a path.
fn beside(path: &Path) -> Result<NamedTempFile, Problem> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    NamedTempFile::new_in(folder).map_err(|error| Problem::usage(path, &error))
}

/// Writes a file under another name, which becomes its own when all is written.
pub(super) fn write(
    path: &Path,
    not_over: &Path,
    fill: impl FnOnce(&mut dyn FnMut(&[u8]) -> Result<(), Problem>) -> Result<(), Problem>,
) -> Result<(), Problem> {
    if let (Ok(to), Ok(from)) = (path.canonicalize(), not_over.canonicalize())
        && to == from
    {
        return Err(Problem::Usage(format!("{} would be overwritten by its own result.", path.display())));
    }
    let mut file = beside(path)?;
    fill(&mut |bytes| file.write_all(bytes).map_err(|error| Problem::io(path, &error)))?;
    file.persist(path).map(|_| ()).map_err(|error| Problem::io(path, &error.error))
}
