//! Sealed files for tests, and their opening.
#![allow(dead_code, reason = "each test file uses a part")]

use std::path::{Path, PathBuf};
use std::process::Command;

use lazaret::seal::aead::SecretKey;
use lazaret::seal::container::{
    ColumnKeys, Container, Contents, Day, FileWriter, GrantRequest, TableWriter, To,
};
use lazaret::seal::hpke::Kem;
use lazaret::seal::identity::Identity;
use lazaret::seal::signature::SigningKey;
use lazaret::seal::{Cost, OpenError, Passphrase, SealError};

/// The cheapest that Argon2id allows: these tests are about the file.
pub const CHEAP: Cost = Cost { memory_kib: 8, iterations: 1, parallelism: 1 };

pub fn words(text: &str) -> Passphrase {
    Passphrase::new(text.to_owned()).expect("not empty")
}

pub fn day(text: &str) -> Day {
    Day::parse(text).expect("a day")
}

pub fn today() -> Day {
    day("2026-11-25")
}

/// An identity that is the same in each run.
pub fn identity(seed: u8) -> Identity {
    Identity::from_root(SecretKey::new([seed; 32]), &format!("Person {seed}"))
}

pub fn content(length: usize) -> Vec<u8> {
    (0..length).map(|i| u8::try_from(i * 7 % 251).expect("below 251")).collect()
}

/// A grant of everything, without a last day.
pub fn grant(to: To<'_>) -> GrantRequest<'_> {
    GrantRequest { to, columns: None, purpose: None, expires: None }
}

pub fn to_words(words: &Passphrase) -> GrantRequest<'_> {
    grant(To::Passphrase(words, CHEAP))
}

pub fn to(identity: &Identity) -> GrantRequest<'_> {
    grant(To::Recipient(identity.recipient(), Kem::XWing))
}

/// Some columns, for an identity.
pub fn some<'a>(identity: &'a Identity, columns: &[u32]) -> GrantRequest<'a> {
    GrantRequest { columns: Some(columns.to_vec()), ..to(identity) }
}

/// A file, in the pieces given.
pub fn seal_pieces(
    owner: SigningKey,
    pieces: &[&[u8]],
    grants: &[GrantRequest],
) -> Result<Vec<u8>, SealError> {
    let bytes = pieces.iter().map(|piece| piece.len() as u64).sum();
    let mut out = Vec::new();
    let mut writer = FileWriter::start(owner, "scan.pdf", bytes, &mut out)?;
    for piece in pieces {
        writer.push(piece, &mut out)?;
    }
    writer.finish(grants, &today(), &mut out)?;
    Ok(out)
}

pub fn seal_file(owner: &Identity, bytes: &[u8], grants: &[GrantRequest]) -> Vec<u8> {
    seal_pieces(owner.signing_key().clone(), &[bytes], grants).expect("seals")
}

/// A table under this name, from a row of headings and rows.
pub fn seal_table(owner: &Identity, rows: &[&[&str]], grants: &[GrantRequest]) -> Result<Vec<u8>, SealError> {
    let headings: Vec<String> = rows[0].iter().map(|&name| name.to_owned()).collect();
    let mut columns = Vec::new();
    let mut writer = TableWriter::start(owner.signing_key().clone(), "cohort.csv", &headings, &mut columns)?;
    for row in &rows[1..] {
        writer.row(row.iter().copied(), &mut columns)?;
    }
    let mut sealed = writer.finish(&mut columns)?;
    let mut out = Vec::new();
    for (bytes, digest) in columns.into_iter().zip(sealed.digests) {
        out.extend(sealed.container.begin()?);
        out.extend(bytes);
        out.extend(sealed.container.end(digest));
    }
    out.extend(sealed.container.finish(grants, &today())?);
    Ok(out)
}

/// What is inside, and its name.
pub fn contents(sealed: &[u8], keys: &ColumnKeys) -> Result<(String, Vec<u8>), OpenError> {
    let mut source = sealed;
    let container = Container::read(&mut source)?;
    let mut contents = Contents::open(&container, keys, &mut source)?;
    let mut out = Vec::new();
    while contents.next(&mut source, &mut out)? {}
    Ok((contents.name().to_owned(), out))
}

/// Opens as somebody, on the day after sealing.
pub fn open_as(identity: &Identity, sealed: &[u8]) -> Result<(String, Vec<u8>), OpenError> {
    let keys = Container::read(&mut &sealed[..])?.unlock(identity, &day("2026-11-26"))?;
    contents(sealed, &keys)
}

pub fn open_with_words(passphrase: &str, sealed: &[u8]) -> Result<(String, Vec<u8>), OpenError> {
    let keys = Container::read(&mut &sealed[..])?.unlock_with_words(&words(passphrase), &today())?;
    contents(sealed, &keys)
}

/// The Python that has the independent reader's one dependency, where that reader is.
pub fn interpreter() -> Command {
    let cache = std::env::var_os("LAZARET_CACHE").map(PathBuf::from).or_else(|| {
        let cache = std::env::var_os("XDG_CACHE_HOME").map(PathBuf::from);
        cache
            .or_else(|| Some(PathBuf::from(std::env::var_os("HOME")?).join(".cache")))
            .map(|it| it.join("lazaret"))
    });
    let python = cache.expect("a home").join("reader/bin/python");
    assert!(python.exists(), "{} is missing: scripts/setup.sh test installs it", python.display());
    let mut interpreter = Command::new(python);
    interpreter.arg("-B").env("PYTHONPATH", Path::new(env!("CARGO_MANIFEST_DIR")).join("tests"));
    interpreter
}
