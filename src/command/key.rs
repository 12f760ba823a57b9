//! `lazaret key`, and the file that it makes.

use std::io::{ErrorKind, Read};
use std::path::Path;

use serde_json::{Value, json};
use zeroize::Zeroizing;

use super::{Problem, files};
use crate::anonymize::identifiers::PseudonymKey;

/// Makes a key. A file that is there already may be the only copy of another.
pub(super) fn make(out: &Path) -> Result<Value, Problem> {
    let key = PseudonymKey::generate()?;
    files::write_new(out, |write| {
        write(key.to_text().as_bytes())?;
        write(b"\n")
    })?;
    Ok(json!({ "fingerprint": key.fingerprint() }))
}

pub(super) fn read(path: &Path) -> Result<PseudonymKey, Problem> {
    let mut text = Zeroizing::new(String::new());
    match files::open(path)?.read_to_string(&mut text) {
        // What is no text is no key either.
        Err(error) if error.kind() != ErrorKind::InvalidData => Err(Problem::io(path, &error)),
        _ => Ok(PseudonymKey::parse(&text)?),
    }
}
