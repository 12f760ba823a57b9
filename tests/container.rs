//! Sealed files: what goes in comes out, for those it is for.
#![cfg(not(target_arch = "wasm32"))]

mod sealed;

use lazaret::seal::container::{Container, GrantRequest, Header, PART, padme};
use lazaret::seal::hpke::Kem;
use lazaret::seal::signature::SigningKey;
use lazaret::seal::{OpenError, SealError};
use proptest::prelude::*;
use sealed::*;

const CHUNK: usize = 16 * 1024;
const TABLE: [&[&str]; 4] =
    [&["AGE", "naïve, \"quoted\"", ""], &["40", "", "a\nb"], &["41", "x, \"y\"", "ü"], &["", "z", " "]];

#[test]
fn a_file_opens_for_a_passphrase_and_for_identities() {
    let (owner, reader) = (identity(1), identity(2));
    let passphrase = words("correct horse");
    let x25519 = GrantRequest {
        to: lazaret::seal::container::To::Recipient(reader.recipient(), Kem::X25519),
        ..to(&owner)
    };
    let sealed = seal_file(&owner, b"%PDF", &[to(&owner), x25519, to_words(&passphrase)]);
    let expected = Ok(("scan.pdf".to_owned(), b"%PDF".to_vec()));
    assert_eq!(open_as(&owner, &sealed), expected);
    assert_eq!(open_as(&reader, &sealed), expected);
    assert_eq!(open_with_words("correct horse", &sealed), expected);
    assert_eq!(open_with_words("correct house", &sealed), Err(OpenError::WrongPassphrase));
}

#[test]
fn lengths_at_every_border_come_back() {
    let owner = identity(1);
    let borders = [0, 1, CHUNK - 60, CHUNK, CHUNK + 1, 5 * CHUNK, (1 << 20) - 56, PART, PART + 9];
    for length in borders {
        let bytes = content(length);
        let sealed = seal_file(&owner, &bytes, &[to(&owner)]);
        let (_, opened) = open_as(&owner, &sealed).expect("opens");
        assert!(opened == bytes, "{length} bytes");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn a_cut_of_the_input_anywhere_changes_nothing(length in 0..70_000_usize, cuts in prop::collection::vec(0..70_000_usize, 0..5)) {
        let bytes = content(length);
        let mut cuts: Vec<_> = cuts.into_iter().map(|cut| cut.min(length)).collect();
        cuts.sort_unstable();
        let ends = cuts.iter().copied().chain([length]);
        let starts = [0].into_iter().chain(cuts.iter().copied());
        let pieces: Vec<_> = starts.zip(ends).map(|(start, end)| &bytes[start..end]).collect();
        let owner = identity(1);
        let sealed = seal_pieces(owner.signing_key().clone(), &pieces, &[to(&owner)]).expect("seals");
        prop_assert!(open_as(&owner, &sealed).expect("opens").1 == bytes);
    }

    #[test]
    fn any_cells_come_back(rows in prop::collection::vec(prop::collection::vec(".{0,40}", 3), 1..30)) {
        let rows: Vec<Vec<&str>> = rows.iter().map(|row| row.iter().map(String::as_str).collect()).collect();
        let rows: Vec<&[&str]> = rows.iter().map(Vec::as_slice).collect();
        let owner = identity(1);
        let sealed = seal_table(&owner, &rows, &[to(&owner)]).expect("seals");
        let (_, text) = open_as(&owner, &sealed).expect("opens");
        // The reader takes one byte order mark off; a cell may begin with another.
        let text = ["\u{feff}".as_bytes(), &text].concat();
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(&text[..]);
        let records: Vec<Vec<String>> =
            reader.records().map(|it| it.expect("a row").iter().map(str::to_owned).collect()).collect();
        prop_assert_eq!(records, rows);
    }
}

#[test]
fn a_table_opens_whole_for_its_owner_and_in_part_for_others() {
    let (owner, reader) = (identity(1), identity(2));
    let sealed = seal_table(&owner, &TABLE, &[to(&owner), some(&reader, &[0, 2])]).expect("seals");
    let text = |rows: &str| Ok(("cohort.csv".to_owned(), rows.as_bytes().to_vec()));
    let whole = "AGE,\"naïve, \"\"quoted\"\"\",\n40,,\"a\nb\"\n41,\"x, \"\"y\"\"\",ü\n,z, \n";
    assert_eq!(open_as(&owner, &sealed), text(whole));
    assert_eq!(open_as(&reader, &sealed), text("AGE,\n40,\"a\nb\"\n41,ü\n, \n"));
    let keys = Container::read(&mut &sealed[..]).expect("read").unlock(&reader, &today()).expect("unlocked");
    assert_eq!(keys.columns(3), [0, 2]);
}

#[test]
fn grants_add_up_and_are_added_without_touching_the_body() {
    let (owner, reader, other) = (identity(1), identity(2), identity(3));
    let sealed = seal_table(&owner, &TABLE, &[to(&owner), some(&reader, &[2])]).expect("seals");
    let container = Container::read(&mut &sealed[..]).expect("read");
    let keys = container.unlock(&owner, &today()).expect("the owner's");
    let more = GrantRequest { purpose: Some("a study".to_owned()), ..some(&reader, &[0]) };
    let add =
        |container: &Container, who: &SigningKey, grant| container.grant(&keys, who, &[grant], &today());
    let (keep, tail) = add(&container, owner.signing_key(), more).expect("granted");
    let keep = usize::try_from(keep).expect("small");
    let granted = [&sealed[..keep], &tail].concat();
    let opened = open_as(&reader, &granted).expect("opens").1;
    assert_eq!(String::from_utf8(opened), Ok("AGE,\n40,\"a\nb\"\n41,ü\n, \n".to_owned()));
    assert_eq!(open_as(&owner, &granted), open_as(&owner, &sealed));
    let purpose = &Container::read(&mut &granted[..]).expect("read").grants[2].body.purpose;
    assert_eq!(purpose.as_deref(), Some("a study"));

    assert_eq!(add(&container, other.signing_key(), to(&other)), Err(SealError::NotTheOwner));
    let part = container.unlock(&reader, &today()).expect("part");
    let granting = container.grant(&part, owner.signing_key(), &[to(&other)], &today());
    assert_eq!(granting, Err(SealError::NotAllColumns));
    assert_eq!(
        add(&container, owner.signing_key(), some(&other, &[3])),
        Err(SealError::NoSuchColumn { columns: 3 })
    );
    assert_eq!(
        add(&container, owner.signing_key(), some(&other, &[1, 0])),
        Err(SealError::NoSuchColumn { columns: 3 })
    );
    assert_eq!(add(&container, owner.signing_key(), some(&other, &[])), Err(SealError::NoColumns));
}

#[test]
fn who_it_is_not_for_learns_whom_it_is_for() {
    let (owner, reader, stranger) = (identity(1), identity(2), identity(3));
    let passphrase = words("correct horse");
    let sealed = seal_file(&owner, b"", &[to(&owner), to(&reader)]);
    let words = |it: &lazaret::seal::identity::Identity| it.recipient().fingerprint().words();
    let mut recipients = vec![words(&owner), words(&reader)];
    recipients.sort_unstable();
    assert_eq!(
        open_as(&stranger, &sealed),
        Err(OpenError::NotForYou { recipients: recipients.clone(), yours: words(&stranger) })
    );
    assert_eq!(open_with_words("correct horse", &sealed), Err(OpenError::NoPassphrase { recipients }));
    let for_words = seal_file(&owner, b"", &[to_words(&passphrase)]);
    assert_eq!(open_as(&stranger, &for_words), Err(OpenError::OnlyPassphrase));
}

#[test]
fn a_grant_ends_with_its_last_day() {
    let (owner, reader) = (identity(1), identity(2));
    let until = |last: &str| GrantRequest { expires: Some(day(last)), ..to(&reader) };
    let sealed = seal_file(&owner, b"x", &[until("2026-11-24"), until("2026-11-25")]);
    let container = Container::read(&mut &sealed[..]).expect("read");
    assert!(container.unlock(&reader, &today()).is_ok());
    let late = container.unlock(&reader, &day("2026-11-26"));
    assert_eq!(late.err(), Some(OpenError::Expired { expired: today() }));
}

#[test]
fn rows_and_names_that_no_reader_would_take_are_not_sealed() {
    let owner = identity(1);
    let seal = |rows: &[&[&str]]| seal_table(&owner, rows, &[to(&owner)]).err();
    assert_eq!(seal(&[&["a", "b"], &["1"]]), Some(SealError::RowWidth { row: 1, expected: 2, found: 1 }));
    assert_eq!(
        seal(&[&["a"], &["1"], &["1", "2"]]),
        Some(SealError::RowWidth { row: 2, expected: 1, found: 2 })
    );
    assert_eq!(seal(&[&[]]), Some(SealError::NoColumns));
    let long = "x".repeat((16 << 20) + 1);
    assert_eq!(seal(&[&["a"], &[&long]]), Some(SealError::CellTooLong { row: 1, column: 1 }));
    assert!(matches!(seal(&[&[&long]]), Some(SealError::HeadingTooLong { .. })));
    assert_eq!(seal_pieces(owner.signing_key().clone(), &[b""], &[]), Err(SealError::NoGrant));

    let started = |name: &str| {
        let owner = owner.signing_key().clone();
        lazaret::seal::container::FileWriter::start(owner, name, 0, &mut Vec::new()).err()
    };
    let long = "é".repeat(128);
    for bad in ["", ".", "..", "../a", "a/b", "a\\b", "C:a", "a\0", "a\n", "a\u{202e}vsc.exe", &long] {
        assert_eq!(started(bad), Some(SealError::BadName), "{bad:?}");
    }
    for good in ["a", "cohort 2024.csv", "Übersicht (final).csv", ".hidden", "a..b", &long[..254]] {
        assert_eq!(started(good), None, "{good:?}");
    }
}

#[test]
fn a_file_of_another_length_than_announced_is_not_finished() {
    let owner = identity(1);
    for given in [3, 5] {
        let mut out = Vec::new();
        let key = owner.signing_key().clone();
        let mut writer = lazaret::seal::container::FileWriter::start(key, "a", 4, &mut out).expect("starts");
        writer.push(&content(given), &mut out).expect("seals");
        let finished = writer.finish(&[to(&owner)], &today(), &mut out);
        let given_bytes = given as u64;
        assert_eq!(finished, Err(SealError::LengthDiffers { declared_bytes: 4, given_bytes }));
    }
}

#[test]
fn two_files_share_no_key_and_no_byte_of_a_stream() {
    let owner = identity(1);
    let [one, other] = [(); 2].map(|()| seal_file(&owner, &[0; 1000], &[to(&owner)]));
    let ids = [&one, &other].map(|it| Container::read(&mut &it[..]).expect("read").manifest.data_set);
    assert_ne!(ids[0], ids[1]);
    assert_ne!(one[100..140], other[100..140]);
}

/// What is inside shows only in steps.
#[test]
fn the_length_of_a_stream_is_that_of_its_padded_content() {
    let owner = identity(1);
    for length in [0, 100, 5000, 100_000] {
        let sealed = seal_file(&owner, &content(length), &[to(&owner)]);
        let manifest = Container::read(&mut &sealed[..]).expect("read").manifest;
        let header = Header::File { name: "scan.pdf".to_owned(), bytes: length as u64 };
        let json = serde_json::to_vec(&header).expect("JSON").len();
        let plaintext = padme((4 + json + length) as u64);
        assert_eq!(manifest.columns[0].bytes, 56 + plaintext + 16 * (plaintext / CHUNK as u64 + 1));
    }
}

/// Any unpacker takes it apart.
#[test]
fn it_is_a_zip_file() {
    let owner = identity(1);
    let sealed = seal_table(&owner, &TABLE, &[to(&owner)]).expect("seals");
    let file = tempfile::NamedTempFile::new().expect("a file");
    std::fs::write(file.path(), sealed).expect("written");
    let script = "import sys, zipfile\nz = zipfile.ZipFile(sys.argv[1])\nassert z.testzip() is None\nprint(*z.namelist())";
    let output = std::process::Command::new("python3").args(["-c", script]).arg(file.path()).output();
    let output = output.expect("python3 runs");
    assert_eq!(
        String::from_utf8_lossy(&output.stdout).trim(),
        "columns/0000.c256 columns/0001.c256 columns/0002.c256 manifest.json manifest.sig grants/0000.json"
    );
}
