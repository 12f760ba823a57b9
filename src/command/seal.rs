//! `lazaret seal` and `lazaret open`.

use std::path::Path;

use serde_json::{Value, json};

use super::{Problem, files};
use crate::seal::{OpenError, SealError, SealedFileReader, SealedFileWriter};

pub(super) fn seal(file: &Path, passphrase_file: &Path, out: &Path) -> Result<Value, Problem> {
    let words = files::passphrase(passphrase_file)?.ok_or(SealError::EmptyPassphrase)?;
    let name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let bytes = files::open(file)?.metadata().ok().map(|metadata| metadata.len());
    let mut written = 0;
    files::write(out, file, |write| {
        let mut sealed = Vec::new();
        let mut writer = SealedFileWriter::start(&words, &name, bytes, &mut sealed)?;
        let mut flush = |sealed: &mut Vec<u8>| {
            written += sealed.len() as u64;
            write(sealed)?;
            sealed.clear();
            Ok(())
        };
        files::read_pieces(file, |piece| {
            writer.push(piece, &mut sealed)?;
            flush(&mut sealed)
        })?;
        writer.finish(&mut sealed)?;
        flush(&mut sealed)
    })?;
    Ok(json!({ "name": name, "bytes": written }))
}

pub(super) fn open(file: &Path, passphrase_file: &Path, out: &Path) -> Result<Value, Problem> {
    let words = files::passphrase(passphrase_file)?.ok_or(OpenError::EmptyPassphrase)?;
    let (mut name, mut written) = (String::new(), 0);
    // The file gets its name only when its end has been authenticated.
    files::write(out, file, |write| {
        let mut opened = Vec::new();
        let mut reader = SealedFileReader::new(words);
        let mut flush = |opened: &mut Vec<u8>| {
            written += opened.len() as u64;
            write(opened)?;
            opened.clear();
            Ok(())
        };
        files::read_pieces(file, |piece| {
            reader.push(piece, &mut opened)?;
            flush(&mut opened)
        })?;
        name = reader.finish(&mut opened)?;
        flush(&mut opened)
    })?;
    Ok(json!({ "name": name, "bytes": written }))
}
