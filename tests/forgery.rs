//! What could be done to a sealed file on its way, and what its reader says to it: each attack of the table is refused,
//! with the error whose sentence tells what happened. No attacker here has a key, unless the attack says so.
#![cfg(not(target_arch = "wasm32"))]

mod sealed;

use lazaret::seal::OpenError as E;
use lazaret::seal::container::archive::{ArchiveWriter, Directory};
use lazaret::seal::container::{Container, GrantRequest, To};
use lazaret::seal::hpke::Kem;
use lazaret::seal::signature::SigningKey;
use sealed::*;

type Entries = Vec<(String, Vec<u8>)>;

const TABLE: [&[&str]; 4] =
    [&["AGE", "DIAGNOSIS", "WARD"], &["40", "J18", "4"], &["41", "I21", "4"], &["42", "C50", "7"]];

/// A file of three columns: all for its owner, one for a reader, all for a passphrase.
fn table() -> Vec<u8> {
    let passphrase = words("correct horse");
    let (owner, reader) = (identity(1), identity(2));
    let grants = [to(&owner), until(some(&reader, &[0]), "2026-12-31"), to_words(&passphrase)];
    seal_table(&owner, &TABLE, &grants).expect("seals")
}

fn until<'a>(grant: GrantRequest<'a>, last: &str) -> GrantRequest<'a> {
    GrantRequest { expires: Some(day(last)), ..grant }
}

/// The entries of a file, in their order.
fn unpack(file: &[u8]) -> Entries {
    let directory = Directory::read(&mut &file[..]).expect("a directory");
    let content = |start: u64, bytes: u64| {
        let start = usize::try_from(start).expect("small");
        file[start..start + usize::try_from(bytes).expect("small")].to_vec()
    };
    directory.entries.into_iter().map(|entry| (entry.name, content(entry.start, entry.bytes))).collect()
}

/// A file of these entries, with a good directory.
fn pack(entries: &Entries) -> Vec<u8> {
    let mut archive = ArchiveWriter::default();
    let mut out = Vec::new();
    for (name, content) in entries {
        out.extend(archive.add(name, content));
    }
    out.extend(archive.finish());
    out
}

fn at(entries: &Entries, name: &str) -> usize {
    entries.iter().position(|(it, _)| it == name).expect("an entry of this name")
}

/// The file with one entry changed.
fn change(file: &[u8], name: &str, change: impl FnOnce(&mut Vec<u8>)) -> Vec<u8> {
    let mut entries = unpack(file);
    let index = at(&entries, name);
    change(&mut entries[index].1);
    pack(&entries)
}

fn entry(file: &[u8], name: &str) -> Vec<u8> {
    let entries = unpack(file);
    entries[at(&entries, name)].1.clone()
}

/// One entry's text with a part replaced.
fn edit(file: &[u8], name: &str, from: &str, to: &str) -> Vec<u8> {
    change(file, name, |content| {
        let text = String::from_utf8(content.clone()).expect("text");
        assert!(text.contains(from), "{text}");
        *content = text.replacen(from, to, 1).into_bytes();
    })
}

fn flip(file: &[u8], name: &str, place: usize) -> Vec<u8> {
    change(file, name, |content| content[place] ^= 1)
}

/// Signs a manifest anew, as whoever.
fn resign(file: &[u8], signer: &SigningKey) -> Vec<u8> {
    let manifest = entry(file, "manifest.json");
    let signature = signer.sign(&[b"lazaret/v1/manifest\0", &manifest[..]].concat());
    change(file, "manifest.sig", |content| *content = signature.0.to_vec())
}

/// What the owner and then the reader with one column gets.
fn read(file: &[u8]) -> [Result<(), E>; 2] {
    [identity(1), identity(2)].map(|who| open_as(&who, file).map(|_| ()))
}

fn local_header(file: &[u8], name: &str) -> usize {
    file.windows(name.len()).position(|window| window == name.as_bytes()).expect("there") - 30
}

fn central_header(file: &[u8], name: &str) -> usize {
    file.windows(name.len()).rposition(|window| window == name.as_bytes()).expect("there") - 46
}

fn poke(file: &[u8], place: usize, bytes: &[u8]) -> Vec<u8> {
    let mut file = file.to_vec();
    file[place..place + bytes.len()].copy_from_slice(bytes);
    file
}

const FIRST: &str = "columns/0000.c256";

#[test]
fn every_attack_is_refused_with_the_right_words() {
    let (file, other) = (table(), table());
    let owner = identity(1);
    let attacker = SigningKey::generate().expect("a key");
    let packed = pack(&unpack(&file));
    assert_eq!(read(&packed), [Ok(()), Ok(())]);
    let swap = |a: &str, b: &str| {
        let mut entries = unpack(&file);
        let (a, b) = (at(&entries, a), at(&entries, b));
        let content = std::mem::take(&mut entries[a].1);
        entries[a].1 = std::mem::replace(&mut entries[b].1, content);
        pack(&entries)
    };
    let from_other = |name: &str| change(&file, name, |content| *content = entry(&other, name));
    let drop = |name: &str| {
        let mut entries = unpack(&file);
        entries.remove(at(&entries, name));
        pack(&entries)
    };
    let insert = |index: usize, name: &str, content: &[u8]| {
        let mut entries = unpack(&file);
        entries.insert(index, (name.to_owned(), content.to_vec()));
        pack(&entries)
    };
    let with_proofs = |proofs: &[&[u8]]| {
        let mut entries = unpack(&file);
        entries.extend(proofs.iter().map(|proof| ("ledger.json".to_owned(), proof.to_vec())));
        pack(&entries)
    };
    let length = file.len();
    let end = length - 22;
    let differs = |column| E::ColumnDiffers { column, part: Some(0) };
    let truncated = |found: usize| E::Truncated { found_bytes: found as u64 };

    let attacks: Vec<(&str, Vec<u8>, E)> = vec![
        // Bytes of the streams.
        ("a bit of a stream's salt", flip(&file, FIRST, 0), E::WrongKey { column: 1 }),
        ("a bit of a stream's commitment", flip(&file, FIRST, 30), E::WrongKey { column: 1 }),
        ("a bit of a stream's ciphertext", flip(&file, FIRST, 60), differs(1)),
        (
            "a bit of a stream's last tag",
            change(&file, FIRST, |it| *it.last_mut().expect("bytes") ^= 1),
            differs(1),
        ),
        (
            "a stream cut by a byte",
            change(&file, FIRST, |it| it.truncate(it.len() - 1)),
            E::ColumnDiffers { column: 1, part: None },
        ),
        (
            "a stream lengthened by a byte",
            change(&file, FIRST, |it| it.push(0)),
            E::ColumnDiffers { column: 1, part: None },
        ),
        ("an empty stream", change(&file, FIRST, Vec::clear), E::ColumnDiffers { column: 1, part: None }),
        // Streams that are somewhere else than they were.
        ("two columns exchanged", swap("columns/0000.c256", "columns/0002.c256"), E::WrongKey { column: 1 }),
        (
            "a column twice",
            change(&file, "columns/0002.c256", |it| *it = entry(&file, FIRST)),
            E::WrongKey { column: 3 },
        ),
        ("a column of another file", from_other("columns/0002.c256"), E::WrongKey { column: 3 }),
        ("a column dropped", drop("columns/0002.c256"), E::ColumnCount { expected: 3, found: 2 }),
        (
            "a column added",
            insert(3, "columns/0003.c256", &entry(&file, FIRST)),
            E::ColumnCount { expected: 3, found: 4 },
        ),
        ("the first column dropped", drop(FIRST), E::UnexpectedEntry { entry: 1 }),
        // The manifest.
        ("a bit of the manifest", edit(&file, "manifest.json", "\"parts\"", "\"Parts\""), E::BadManifest),
        (
            "another size in the manifest",
            edit(&file, "manifest.json", "\"bytes\":", "\"bytes\":1"),
            E::ManifestForged,
        ),
        ("a blank in the manifest", change(&file, "manifest.json", |it| it.push(b' ')), E::ManifestForged),
        ("a bit of the signature", flip(&file, "manifest.sig", 3), E::ManifestForged),
        ("a signature cut short", change(&file, "manifest.sig", |it| it.truncate(63)), E::ManifestForged),
        (
            "a signature too long",
            change(&file, "manifest.sig", |it| it.push(0)),
            E::EntryTooLong { entry: 5, limit: 64 },
        ),
        ("a signature of zeros", change(&file, "manifest.sig", |it| it.fill(0)), E::ManifestForged),
        ("the manifest of another file", from_other("manifest.json"), E::ManifestForged),
        (
            "manifest and signature of another file",
            {
                let it = change(&file, "manifest.json", |it| *it = entry(&other, "manifest.json"));
                change(&it, "manifest.sig", |it| *it = entry(&other, "manifest.sig"))
            },
            E::GrantOfAnother { grant: 1 },
        ),
        ("the manifest signed by the attacker", resign(&file, &attacker), E::ManifestForged),
        (
            "the manifest made the attacker's own",
            {
                let hex = |key: &SigningKey| key.public().to_string();
                resign(&edit(&file, "manifest.json", &hex(owner.signing_key()), &hex(&attacker)), &attacker)
            },
            E::GrantForged { grant: 1 },
        ),
        (
            "a manifest of a later version",
            edit(&file, "manifest.json", "manifest/v1", "manifest/v7"),
            E::UnknownVersion { version: 7 },
        ),
        (
            "another thing than a manifest",
            change(&file, "manifest.json", |it| *it = b"[1, 2]".to_vec()),
            E::BadManifest,
        ),
        (
            "a manifest that nests without end",
            change(&file, "manifest.json", |it| *it = vec![b'['; 100_000]),
            E::BadManifest,
        ),
        (
            "a manifest that is too long",
            change(&file, "manifest.json", |it| it.resize(17 << 20, b' ')),
            E::EntryTooLong { entry: 4, limit: 16 << 20 },
        ),
        ("the manifest dropped", drop("manifest.json"), E::MissingEntry { name: "manifest.json".to_owned() }),
        ("the signature dropped", drop("manifest.sig"), E::MissingEntry { name: "manifest.sig".to_owned() }),
        (
            "the manifest before the columns",
            {
                let mut entries = unpack(&file);
                entries.swap(0, 3);
                pack(&entries)
            },
            E::UnexpectedEntry { entry: 2 },
        ),
        // Grants.
        (
            "a grant widened to another column",
            edit(&file, "grants/0001.json", "[0]", "[0,1]"),
            E::GrantForged { grant: 2 },
        ),
        (
            "a grant for another column",
            edit(&file, "grants/0001.json", "[0]", "[1]"),
            E::GrantForged { grant: 2 },
        ),
        (
            "a grant widened to all columns",
            edit(&file, "grants/0001.json", "\\\"columns\\\":[0],", ""),
            E::GrantForged { grant: 2 },
        ),
        (
            "a grant's last day put off",
            edit(&file, "grants/0001.json", "2026-12-31", "2036-12-31"),
            E::GrantForged { grant: 2 },
        ),
        (
            "a grant's last day taken away",
            edit(&file, "grants/0001.json", "\\\"expires\\\"", "\\\"expired\\\""),
            E::GrantForged { grant: 2 },
        ),
        (
            "a grant for another reader",
            {
                let [from, to] = [2, 3].map(|seed| identity(seed).recipient().fingerprint().to_string());
                edit(&file, "grants/0001.json", &from, &to)
            },
            E::GrantForged { grant: 2 },
        ),
        (
            "the keys of another grant",
            {
                let grant = |name: &str| {
                    serde_json::from_slice::<serde_json::Value>(&entry(&file, name)).expect("JSON")
                };
                let mut mixed = grant("grants/0001.json");
                mixed["sealed"] = grant("grants/0000.json")["sealed"].clone();
                change(&file, "grants/0001.json", |it| *it = mixed.to_string().into_bytes())
            },
            E::GrantForged { grant: 2 },
        ),
        (
            "a cheaper passphrase",
            edit(&file, "grants/0002.json", "\\\"iterations\\\":1", "\\\"iterations\\\":2"),
            E::GrantForged { grant: 3 },
        ),
        ("a grant of another file", from_other("grants/0001.json"), E::GrantOfAnother { grant: 2 }),
        (
            "a grant that is no JSON",
            change(&file, "grants/0001.json", |it| it.truncate(100)),
            E::BadGrant { grant: 2 },
        ),
        (
            "a grant without a signature",
            edit(&file, "grants/0001.json", "\"signature\"", "\"Signature\""),
            E::BadGrant { grant: 2 },
        ),
        (
            "a signature that is no base64",
            edit(&file, "grants/0001.json", "\"signature\":\"", "\"signature\":\"-"),
            E::BadGrant { grant: 2 },
        ),
        (
            "a grant that is too long",
            change(&file, "grants/0001.json", |it| it.resize(3 << 20, b' ')),
            E::EntryTooLong { entry: 7, limit: 2 << 20 },
        ),
        (
            "a grant dropped, the others renumbered",
            {
                let mut entries = unpack(&file);
                entries.remove(at(&entries, "grants/0000.json"));
                pack(&entries)
            },
            E::UnexpectedEntry { entry: 6 },
        ),
        // The proof of a ledger, which nobody signed.
        ("a proof twice", with_proofs(&[b"{}", b"{}"]), E::UnexpectedEntry { entry: 9 }),
        ("a proof before the grants", insert(5, "ledger.json", b"{}"), E::UnexpectedEntry { entry: 6 }),
        ("a proof before the manifest", insert(3, "ledger.json", b"{}"), E::UnexpectedEntry { entry: 4 }),
        (
            "a proof that is too long",
            with_proofs(&[&vec![b' '; 262_145]]),
            E::EntryTooLong { entry: 9, limit: 262_144 },
        ),
        (
            "a proof in the place of the grants",
            insert(5, "ledger.json/", b"{}"),
            E::UnexpectedEntry { entry: 6 },
        ),
        // Tricks with ZIP.
        ("a name twice", insert(5, "manifest.json", b"{}"), E::UnexpectedEntry { entry: 6 }),
        ("a name that leads elsewhere", insert(8, "../../escaped", b"x"), E::UnexpectedEntry { entry: 9 }),
        ("an entry that no one knows", insert(8, "notes.txt", b"x"), E::UnexpectedEntry { entry: 9 }),
        (
            "a name with a zero byte",
            insert(8, "grants/0003.json\0.txt", b"x"),
            E::UnexpectedEntry { entry: 9 },
        ),
        ("a name that is too long", insert(8, &"n".repeat(65), b"x"), E::BadEntry { entry: 9 }),
        (
            "an entry said to be compressed",
            poke(&file, central_header(&file, FIRST) + 10, &[8, 0]),
            E::BadEntry { entry: 1 },
        ),
        (
            "compressed, says its own header alone",
            poke(&file, local_header(&file, FIRST) + 8, &[8, 0]),
            E::BadEntry { entry: 1 },
        ),
        (
            "an entry said to be encrypted by ZIP",
            poke(&file, central_header(&file, FIRST) + 8, &[9, 0]),
            E::BadEntry { entry: 1 },
        ),
        (
            "another name in its own header",
            poke(&file, local_header(&file, FIRST) + 30, b"columns/0001"),
            E::BadEntry { entry: 1 },
        ),
        (
            "a size of four gibibytes",
            poke(&file, central_header(&file, FIRST) + 20, &[0xfe, 0xff, 0xff, 0xff, 0xfe, 0xff, 0xff, 0xff]),
            E::BadEntry { entry: 1 },
        ),
        (
            "a compressed size that differs",
            poke(&file, central_header(&file, FIRST) + 20, &[1, 0, 0, 0]),
            E::BadEntry { entry: 1 },
        ),
        (
            "a descriptor that differs",
            {
                let size = entry(&file, FIRST).len();
                poke(&file, local_header(&file, FIRST) + 30 + FIRST.len() + 20 + size + 8, &[1])
            },
            E::BadEntry { entry: 1 },
        ),
        (
            "entries that overlap",
            {
                let second = central_header(&file, "columns/0001.c256");
                poke(&file, second + 42, &file[central_header(&file, FIRST) + 42..][..4])
            },
            E::StrayBytes { at: 0 },
        ),
        (
            "an entry's comment",
            poke(&file, central_header(&file, FIRST) + 32, &[1, 0]),
            E::BadEntry { entry: 1 },
        ),
        ("a file's comment", [&poke(&file, end + 20, &[1, 0])[..], b"x"].concat(), truncated(length + 1)),
        ("bytes in front", [b"MZ", &file[..]].concat(), E::NotSealed),
        ("bytes behind", [&file[..], b"x"].concat(), truncated(length + 1)),
        ("another archive behind", [&file[..], &other[..]].concat(), E::BadDirectory),
        (
            "bytes between entries and directory",
            {
                let at = central_header(&file, FIRST);
                let moved = u32::try_from(at + 4).expect("small").to_le_bytes();
                let longer = [&file[..at], b"more", &file[at..]].concat();
                poke(&longer, end + 4 + 16, &moved)
            },
            E::StrayBytes { at: central_header(&file, FIRST) as u64 },
        ),
        (
            "more entries counted than there are",
            poke(&poke(&file, end + 8, &[9, 0]), end + 10, &[9, 0]),
            E::BadDirectory,
        ),
        ("a second disk", poke(&file, end + 4, &[1, 0]), E::BadDirectory),
        ("a directory beyond the end", poke(&file, end + 16, &[0xff, 0xff, 0xff, 0x7f]), E::BadDirectory),
        ("a directory that is too long", poke(&file, end + 12, &[0xff, 0xff, 0xff, 0x7f]), E::BadDirectory),
        ("ZIP64 that is not there", poke(&file, end + 16, &[0xff; 4]), E::BadDirectory),
        // The file as a whole.
        ("an empty file", Vec::new(), E::NotSealed),
        ("another kind of file", b"id,age\n1,30\n".to_vec(), E::NotSealed),
        ("an empty ZIP", b"PK\x05\x06\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0".to_vec(), E::NotSealed),
        ("the file cut in its middle", file[..length / 2].to_vec(), truncated(length / 2)),
        ("the file without its last byte", file[..length - 1].to_vec(), truncated(length - 1)),
    ];
    println!("{} attacks", attacks.len());
    assert!(attacks.len() >= 40);
    let mut wrong = Vec::new();
    for (attack, file, expected) in attacks {
        let [owner, reader] = read(&file);
        // A reader of one column never touches the third, but is told what else is the matter with the file.
        let unread = reader == Ok(()) && matches!(expected, E::WrongKey { column: 3 });
        if owner != Err(expected.clone()) || !(unread || reader == Err(expected.clone())) {
            wrong.push(format!("{attack}: {owner:?}, {reader:?} instead of {expected:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A short file with one cheap grant, to be tried at every byte.
fn short() -> Vec<u8> {
    let owner = identity(1);
    seal_file(&owner, b"x", &[grant(To::Recipient(owner.recipient(), Kem::X25519))])
}

/// Whatever bit is turned, nothing else is read than was sealed. ZIP has remarks that mean nothing to a reader:
/// versions, times and attributes of entries.
#[test]
fn no_bit_changes_what_is_read() {
    let (file, owner) = (short(), identity(1));
    let expected = open_as(&owner, &file);
    let remarks: Vec<usize> = unpack(&file)
        .iter()
        .flat_map(|(name, _)| {
            let (local, central) = (local_header(&file, name), central_header(&file, name));
            let local = [4..6, 10..14].into_iter().flatten().map(move |it| local + it);
            let central = [4..8, 12..16, 36..42].into_iter().flatten().map(move |it| central + it);
            local.chain(central)
        })
        .collect();
    for place in 0..file.len() {
        let opened = open_as(&owner, &poke(&file, place, &[file[place] ^ (1 << (place % 8))]));
        if remarks.contains(&place) {
            assert_eq!(opened, expected, "byte {place}");
        } else {
            assert!(opened.is_err(), "byte {place} was changed and nobody noticed");
        }
    }
}

#[test]
fn a_file_cut_at_any_length_is_refused() {
    let (file, owner) = (short(), identity(1));
    for length in 0..file.len() {
        assert!(open_as(&owner, &file[..length]).is_err(), "{length} bytes");
    }
}

/// Nobody signs a proof, and no proof keeps a file from opening. Who grants more keeps it where it was.
#[test]
fn a_proof_comes_and_goes_without_touching_what_is_sealed() {
    let (file, owner) = (table(), identity(1));
    let expected = open_as(&owner, &file);
    let replaced = |file: &[u8], (keep, tail): (u64, Vec<u8>)| {
        [&file[..usize::try_from(keep).expect("small")], &tail].concat()
    };
    let read = |file: &[u8]| Container::read(&mut &file[..]).expect("reads");
    let proven = replaced(&file, read(&file).prove(b"{\"leaf\": 3}"));
    let other = replaced(&proven, read(&proven).prove(b"not even JSON"));
    for (file, proof) in [(&proven, &b"{\"leaf\": 3}"[..]), (&other, b"not even JSON")] {
        assert_eq!(read(file).ledger.as_deref(), Some(proof));
        assert_eq!(open_as(&owner, file), expected);
    }
    let container = read(&proven);
    let keys = container.unlock(&owner, &today()).expect("the owner's");
    let added = container.grant(&keys, owner.signing_key(), &[to(&identity(3))], &today()).expect("granted");
    let granted = replaced(&proven, added);
    assert_eq!(read(&granted).ledger, container.ledger);
    assert_eq!(open_as(&identity(3), &granted), expected);
}
