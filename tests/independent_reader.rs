//! Lazaret and the independent reader of tests/reader/ open each other's files, and refuse the same.
//!
//! tests/reader/golden.py made the files of tests/data/sealed, and says what is in them.
#![cfg(not(target_arch = "wasm32"))]

mod sealed;

use std::path::{Path, PathBuf};

use lazaret::bytes::Bytes;
use lazaret::seal::OpenError;
use lazaret::seal::aead::SecretKey;
use lazaret::seal::container::{Container, GrantRequest, PART, To};
use lazaret::seal::hpke::Kem;
use lazaret::seal::identity::{Identity, IdentityFile, Recipient, Share, recovery_words, root_of_words};
use sealed::*;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

macro_rules! golden {
    ($name:literal) => {
        include_bytes!(concat!("data/sealed/", $name)).as_slice()
    };
}

type Opened = Result<(String, Vec<u8>), OpenError>;

fn text(name: &str, rows: &str) -> Opened {
    Ok((name.to_owned(), rows.replace("z*", &"z".repeat(200)).into_bytes()))
}

#[test]
fn a_table_opens_for_each_as_far_as_it_was_granted() {
    let whole = "AGE,\"naïve, \"\"quoted\"\"\",\n40,,\"a\nb\"\n41,\"x, \"\"y\"\"\",ü\n,z*, \n";
    let last = "\"\"\n\"a\nb\"\nü\n \n";
    for file in [golden!("table.lz"), golden!("table_with_descriptors.lz")] {
        assert_eq!(open_as(&identity(1), file), text("cohort.csv", whole));
        // Two grants, of which one ends on this day.
        assert_eq!(open_as(&reader(), file), text("cohort.csv", whole));
        assert_eq!(open_with_words("Grüße aus Ålesund", file), text("cohort.csv", last));
        assert_eq!(open_with_words("Grüße aus Alesund", file), Err(OpenError::WrongPassphrase));

        let container = Container::read(&mut &file[..]).expect("read");
        let later = container.unlock(&reader(), &day("2026-11-27")).expect("the other grant");
        assert_eq!(later.columns(3), [0, 2]);
        let purposes: Vec<_> = container.grants.iter().map(|grant| grant.body.purpose.as_deref()).collect();
        assert_eq!(purposes, [None, Some("a study of readmissions"), None, None]);
    }
}

#[test]
fn a_file_and_an_empty_table_open() {
    let pdf = [&b"%PDF"[..], &[0; 20_000]].concat();
    assert_eq!(open_as(&reader(), golden!("file.lz")), Ok(("scan.pdf".to_owned(), pdf)));
    assert_eq!(open_as(&reader(), golden!("empty_table.lz")), text("empty.csv", "AGE\n"));
}

/// What the independent reader says of a file.
#[derive(Deserialize)]
struct Verdict {
    what: String,
    file: PathBuf,
    passphrase: Option<String>,
    /// Nothing, if it refuses the file.
    opened: Option<Expected>,
}

#[derive(Debug, PartialEq, Deserialize)]
#[serde(untagged)]
enum Expected {
    File { name: String, bytes: Vec<u8> },
    Table { name: String, rows: Vec<Vec<String>> },
}

/// LAZARET_ODD_FILES is how many are damaged at random; those that are odd on purpose are always tried.
#[test]
fn both_readers_take_and_refuse_the_same() {
    let count = std::env::var("LAZARET_ODD_FILES").unwrap_or_else(|_| "200".to_owned());
    let folder = tempfile::tempdir().expect("a folder");
    python(&["-m", "reader.odd", &folder.path().to_string_lossy(), &count]);
    let verdicts = std::fs::read(folder.path().join("verdicts.json")).expect("written");
    let verdicts: Vec<Verdict> = serde_json::from_slice(&verdicts).expect("verdicts");
    let reader = reader();
    let apart: Vec<String> =
        verdicts.iter().filter_map(|verdict| apart(verdict, folder.path(), &reader)).collect();
    assert!(
        apart.is_empty(),
        "of {} files, these are read in two ways:\n{}",
        verdicts.len(),
        apart.join("\n")
    );
    assert!(verdicts.iter().filter(|it| it.opened.is_some()).count() > 50);
}

/// What Lazaret says, if it is not what the independent reader says.
fn apart(verdict: &Verdict, folder: &Path, reader: &Identity) -> Option<String> {
    let sealed = std::fs::read(folder.join(&verdict.file)).expect("written");
    let unlocked = Container::read(&mut &sealed[..]).and_then(|container| match &verdict.passphrase {
        Some(passphrase) => container.unlock_with_words(&words(passphrase), &today()),
        None => container.unlock(reader, &today()),
    });
    let opened = unlocked.and_then(|keys| contents(&sealed, &keys));
    let agree = match (&verdict.opened, &opened) {
        (None, opened) => opened.is_err(),
        (Some(_), Err(_)) => false,
        (Some(Expected::File { name, bytes }), Ok(opened)) => (name, bytes) == (&opened.0, &opened.1),
        (Some(Expected::Table { name, rows }), Ok(opened)) => {
            *name == opened.0 && *rows == rows_of(&opened.1)
        }
    };
    (!agree).then(|| format!("{}: {:?}, and Lazaret {:?}", verdict.what, verdict.opened, opened))
}

fn rows_of(text: &[u8]) -> Vec<Vec<String>> {
    // The reader takes one byte order mark off; a cell may begin with another.
    let text = ["\u{feff}".as_bytes(), text].concat();
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(&text[..]);
    reader.records().map(|it| it.expect("a row").iter().map(str::to_owned).collect()).collect()
}

/// A file for the independent reader to open, and what it must find.
struct Asked<'a> {
    sealed: Vec<u8>,
    root: u8,
    passphrase: Option<&'a str>,
    on: &'a str,
    expected: Option<Expected>,
}

#[test]
fn the_independent_reader_opens_what_lazaret_sealed() {
    let (owner, reader, other) = (identity(1), identity(2), identity(3));
    let passphrase = words("Grüße aus Ålesund");
    let table: &[&[&str]] =
        &[&["AGE", "naïve, \"quoted\"", ""], &["40", "", "a\nb"], &["41", "x, \"y\"", "ü"], &["", "z", " "]];
    let grants = [
        to(&owner),
        GrantRequest {
            expires: Some(today()),
            purpose: Some("a study".to_owned()),
            ..some(&reader, &[0, 2])
        },
        to_words(&passphrase),
    ];
    let sealed = seal_table(&owner, table, &grants).expect("seals");
    let container = Container::read(&mut &sealed[..]).expect("read");
    let keys = container.unlock(&owner, &today()).expect("the owner's");
    let more = [GrantRequest { columns: Some(vec![1]), ..x25519(&other) }];
    let (keep, tail) = container.grant(&keys, owner.signing_key(), &more, &today()).expect("granted");
    let granted = [&sealed[..usize::try_from(keep).expect("small")], &tail].concat();

    let part = |columns: &[usize]| Expected::Table {
        name: "cohort.csv".to_owned(),
        rows: table.iter().map(|row| columns.iter().map(|&it| row[it].to_owned()).collect()).collect(),
    };
    let file = |bytes: &[u8]| Some(Expected::File { name: "scan.pdf".to_owned(), bytes: bytes.to_vec() });
    let of_table =
        |root, on, expected| Asked { sealed: granted.clone(), root, passphrase: None, on, expected };
    let of_file = |bytes: &[u8]| Asked {
        sealed: seal_file(&owner, bytes, &[x25519(&reader)]),
        ..of_table(2, "2026-11-25", file(bytes))
    };
    let empty = seal_table(&owner, &table[..1], &[to(&reader)]).expect("seals");
    let asked = [
        of_table(1, "2026-11-25", Some(part(&[0, 1, 2]))),
        of_table(2, "2026-11-25", Some(part(&[0, 2]))),
        of_table(2, "2026-11-26", None),
        of_table(3, "2026-11-25", Some(part(&[1]))),
        of_table(4, "2026-11-25", None),
        Asked {
            passphrase: Some("Grüße aus Ålesund"), ..of_table(0, "2026-11-25", Some(part(&[0, 1, 2])))
        },
        Asked { passphrase: Some("Grüße aus Alesund"), ..of_table(0, "2026-11-25", None) },
        Asked {
            sealed: empty,
            ..of_table(
                2,
                "2026-11-25",
                Some(Expected::Table {
                    name: "cohort.csv".to_owned(),
                    rows: vec![table[0].iter().map(|&name| name.to_owned()).collect()],
                }),
            )
        },
        of_file(b""),
        of_file(b"%PDF"),
        of_file(&content(PART + 9)),
    ];
    let folder = tempfile::tempdir().expect("a folder");
    let question = |(number, it): (usize, &Asked)| {
        let file = folder.path().join(format!("{number}.lz"));
        std::fs::write(&file, &it.sealed).expect("written");
        json!({ "file": file, "on": it.on, "root": Bytes([it.root; 32]), "passphrase": it.passphrase })
    };
    let questions: Vec<_> = asked.iter().enumerate().map(question).collect();
    let found: Vec<Option<Expected>> = ask(&questions);
    for (number, (found, it)) in found.iter().zip(&asked).enumerate() {
        assert!(*found == it.expected, "file {number} is not what was sealed");
    }
    assert_eq!(found.len(), asked.len());
}

#[test]
fn identities_of_the_independent_reader_are_read() {
    let passphrase = words("correct horse");
    let file = IdentityFile::parse(text_of(golden!("reader.identity.json"))).expect("an identity");
    let expected = *reader().root().expose();
    let is_the_reader = |identity: &Identity| *identity.root().expose() == expected;
    assert!(is_the_reader(&file.unlock_with_passphrase(&passphrase).expect("unlocked")));
    let recipient = Recipient::parse(text_of(golden!("reader.recipient.json"))).expect("a recipient");
    assert_eq!(recipient.fingerprint(), reader().recipient().fingerprint());
    assert_eq!((recipient.name(), &recipient), ("Dr. Ågren", file.recipient()));
    let root = root_of_words(text_of(golden!("reader.words.txt"))).expect("words");
    assert_eq!(*root.expose(), expected);
    let shares =
        [golden!("reader.share-1.json"), golden!("reader.share-2.json"), golden!("reader.share-3.json")]
            .map(text_of);
    for chosen in [[0, 1], [2, 0], [1, 2]] {
        assert!(is_the_reader(&Share::combine(&chosen.map(|it| shares[it]), "").expect("combined")));
    }
}

#[test]
fn the_independent_reader_reads_identities_of_lazaret() {
    let identity = identity(9);
    let (passphrase, output) = ("Grüße: fJ2 hD7 pS4 yC9 gV6 bN1", SecretKey::new([6; 32]));
    let mut file = IdentityFile::of(&identity);
    file.add_passphrase(&identity, &words("another: qW8 zK3 vB6 nT1 xR5 mL9"), CHEAP).expect("added");
    file.add_passphrase(&identity, &words(passphrase), CHEAP).expect("added");
    file.add_passkey(&identity, b"credential", &[5; 32], &output).expect("added");
    let shares = Share::make(&identity, 2, 3).expect("shares");
    let shares: Vec<String> = shares.iter().map(|share| share.to_text().to_string()).collect();
    let found: Vec<Bytes<32>> = ask(&[
        json!({ "identity": file.to_text(), "passphrase": passphrase }),
        json!({ "identity": file.to_text(), "passkey": Bytes(*output.expose()) }),
        json!({ "words": recovery_words(identity.root()).as_str() }),
        json!({ "shares": shares[1..] }),
    ]);
    assert_eq!(found, [Bytes([9; 32]); 4]);
}

fn text_of(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).expect("UTF-8")
}

/// What the independent reader answers.
fn ask<T: DeserializeOwned>(questions: &[Value]) -> Vec<T> {
    let mut file = tempfile::NamedTempFile::new().expect("a file");
    serde_json::to_writer(&mut file, questions).expect("written");
    serde_json::from_str(&python(&["-m", "reader.judge", &file.path().to_string_lossy()])).expect("answers")
}

/// A grant of everything, by X25519.
fn x25519(identity: &Identity) -> GrantRequest<'_> {
    grant(To::Recipient(identity.recipient(), Kem::X25519))
}

/// Runs the independent reader, and gives what it prints.
fn python(arguments: &[&str]) -> String {
    let output = interpreter().args(arguments).output().expect("runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("UTF-8")
}

fn reader() -> Identity {
    identity(2)
}
