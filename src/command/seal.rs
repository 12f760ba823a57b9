//! `lazaret seal` and `lazaret open`.

use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

use serde_json::{Value, json};

use super::{Problem, files};
use crate::seal::container::{Container, Contents, Day, FileSource, FileWriter, GrantRequest, To};
use crate::seal::signature::SigningKey;
use crate::seal::{Cost, OpenError, SealError};
use crate::table::date;

pub(super) fn seal(file: &Path, passphrase_file: &Path, out: &Path) -> Result<Value, Problem> {
    let words = files::passphrase(passphrase_file)?.ok_or(SealError::EmptyPassphrase)?;
    let name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let bytes = files::open(file)?.metadata().map_err(|error| Problem::io(file, &error))?.len();
    let grant = GrantRequest {
        to: To::Passphrase(&words, Cost::default()),
        columns: None,
        purpose: None,
        expires: None,
    };
    let owner = SigningKey::generate().map_err(|_| SealError::Random)?;
    let mut written = 0;
    files::write(out, file, |write| {
        let mut sealed = Vec::new();
        let mut writer = FileWriter::start(owner, &name, bytes, &mut sealed)?;
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
        writer.finish(&[grant], &today(), &mut sealed)?;
        flush(&mut sealed)
    })?;
    Ok(json!({ "name": name, "bytes": written }))
}

pub(super) fn open(file: &Path, passphrase_file: &Path, out: &Path) -> Result<Value, Problem> {
    let words = files::passphrase(passphrase_file)?.ok_or(OpenError::EmptyPassphrase)?;
    let mut source = FileSource::new(files::open(file)?).map_err(|error| Problem::io(file, &error))?;
    let container = Container::read(&mut source)?;
    let keys = container.unlock_with_words(&words, &today())?;
    let mut contents = Contents::open(&container, &keys, &mut source)?;
    let mut written = 0;
    // The file gets its name only when its end has been authenticated.
    files::write(out, file, |write| {
        let (mut opened, mut more) = (Vec::new(), true);
        while more {
            more = match &mut contents {
                Contents::File(file) => file.next(&mut source, &mut opened)?,
                Contents::Table(table) => table.next(&mut source, &mut opened)?,
            };
            written += opened.len() as u64;
            write(&opened)?;
            opened.clear();
        }
        Ok(())
    })?;
    let name = match &contents {
        Contents::File(file) => file.name(),
        Contents::Table(table) => table.name().unwrap_or_default(),
    };
    Ok(json!({ "name": name, "bytes": written }))
}

/// The day that it is, by this computer's clock.
fn today() -> Day {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    let days = i32::try_from(seconds / 86_400).unwrap_or(i32::MAX);
    Day::parse(&date::spell(days)).unwrap_or_default()
}
