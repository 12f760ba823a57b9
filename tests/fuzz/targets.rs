//! What is fuzzed: a parser, inputs that it takes, and what to try on them.
//!
//! What stands behind a signature or a tag is sealed anew after each change: else only the check would be tried.

#[cfg(feature = "exchange")]
#[path = "log.rs"]
mod log;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use base64ct::{Base64, Encoding};
use blake2::{Blake2b512, Digest};
use chacha20poly1305::aead::{AeadInOut, KeyInit};
use chacha20poly1305::{ChaCha20Poly1305, Key, Nonce};
use lazaret::dp::Unit;
use lazaret::dp::ledger::{Ledger, LedgerKey, Stamp};
use lazaret::recipe::Recipe;
use lazaret::seal::aead::SecretKey;
use lazaret::seal::container::archive::Directory;
use lazaret::seal::container::content::Read;
use lazaret::seal::container::rows::{Rows, Step};
use lazaret::seal::container::{Container, Day, Grant, Manifest};
use lazaret::seal::foreign::{age, crypt4gh};
use lazaret::seal::identity::{Identity, IdentityFile, Recipient, Share, root_of_words};
use lazaret::seal::{ForeignError, OpenError};
use lazaret::table::Loader;
use serde_json::{Value, json};
use sha2::Sha256;
use x25519_dalek::{PublicKey, StaticSecret};

use crate::common::heart;
use crate::sealed::*;

/// One parser.
pub struct Target {
    pub name: &'static str,
    /// Inputs that it takes.
    pub seeds: Vec<Vec<u8>>,
    /// What its format is made of.
    pub words: &'static [&'static [u8]],
    pub run: Run,
}

/// What becomes of an input; begins with `Ok` where it is taken.
pub type Run = Box<dyn Fn(&[u8]) -> String>;

fn target(
    name: &'static str,
    seeds: Vec<Vec<u8>>,
    words: &'static [&'static [u8]],
    run: impl Fn(&[u8]) -> String + 'static,
) -> Target {
    Target { name, seeds, words, run: Box::new(run) }
}

fn outcome<T, E: std::fmt::Debug>(result: Result<T, E>) -> String {
    match result {
        Ok(_) => "Ok".to_owned(),
        Err(error) => format!("{error:?}"),
    }
}

/// Outputs of other magnitudes are other outcomes.
fn sized<E: std::fmt::Debug>(result: Result<Vec<u8>, E>) -> String {
    result.map_or_else(
        |error| format!("{error:?}"),
        |bytes| format!("Ok {}", "x".repeat(bytes.len().checked_ilog2().map_or(0, |it| it as usize + 1))),
    )
}

macro_rules! data {
    ($name:literal) => {
        include_bytes!(concat!("../data/", $name)).to_vec()
    };
}

/// All of them.
pub fn all() -> Vec<Target> {
    let mut all = sealed_files();
    all.extend(identities());
    all.extend(crypt4gh_files());
    all.extend(age_files());
    all.extend(others());
    #[cfg(feature = "exchange")]
    all.extend(log::all(&OWNER));
    all
}

static OWNER: LazyLock<Identity> = LazyLock::new(|| identity(1));

const ZIP: &[&[u8]] = &[
    b"PK\x03\x04",
    b"PK\x01\x02",
    b"PK\x05\x06",
    b"PK\x06\x06",
    b"PK\x06\x07",
    b"PK\x07\x08",
    b"\x01\0\x10\0",
];
const JSON: &[&[u8]] =
    &[b"\"columns\":[]", b"\"parts\":[]", b"\"bytes\":0", b"\"to\":{}", b"{}", b"[0]", b"9999-12-31"];
const CELLS: &[&[u8]] =
    &[b"\x80\x80\x80\x80\x08", b"\x81\x80\x80\x08", b"\x01", b"{\"file\":{\"name\":\"a\",\"bytes\":1}}"];

fn sealed_files() -> Vec<Target> {
    let files = || {
        vec![
            data!("sealed/table.lz"),
            data!("sealed/table_with_descriptors.lz"),
            data!("sealed/empty_table.lz"),
        ]
    };
    let today = || day("2026-11-26");
    let reader = identity(2);
    let (manifest, manifest_json) = manifest();
    let grant_file: Value = serde_json::from_slice(&grant_json()).expect("JSON");
    let body = grant_file["body"].as_str().expect("a body").as_bytes().to_vec();
    let column =
        [&35_u32.to_be_bytes()[..], br#"{"column":{"table":"t","name":"n"}}"#, b"\x02a\x01\x04\xc3\xa4b\0"]
            .concat();
    let column = [&column[..], &vec![0; padding(column.len())]].concat();
    let file = [&32_u32.to_be_bytes()[..], br#"{"file":{"name":"a","bytes":40}}"#, &[7; 40]].concat();
    let file = [&file[..], &vec![0; padding(file.len())]].concat();
    vec![
        target("archive", files(), ZIP, |input| outcome(Directory::read(&mut &*input))),
        target("sealed file", files(), ZIP, move |input| {
            let keys = Container::read(&mut &*input).and_then(|it| it.unlock(&reader, &today()));
            outcome(keys.and_then(|keys| contents(input, &keys)))
        }),
        target("manifest", vec![manifest_json], JSON, move |input| {
            let signature = OWNER.sign(&[b"lazaret/v1/manifest\0", input].concat());
            outcome(Manifest::read(input, &signature.0))
        }),
        target("grant", vec![grant_json()], JSON, {
            let manifest = manifest.clone();
            move |input| outcome(Grant::read(input, 0, &manifest))
        }),
        target("body of a grant", vec![body], JSON, move |input| {
            let body = String::from_utf8_lossy(input);
            outcome(
                Grant::read(&signed(&body), 0, &manifest).map(|grant| grant.has_expired(&day("2026-11-26"))),
            )
        }),
        target("day", vec![b"2026-11-25".to_vec()], &[], |input| {
            outcome(Day::parse(&String::from_utf8_lossy(input)).ok_or("no day"))
        }),
        target("column", vec![column], CELLS, |input| {
            let pieces: Vec<_> = [1, 16, input.len().max(1)].map(|piece| sized(rows(input, piece))).into();
            assert!(pieces.iter().all(|it| *it == pieces[0]), "{pieces:?}");
            pieces[0].clone()
        }),
        target("file in a stream", vec![file], CELLS, |input| {
            let pieces: Vec<_> = [1, 16, input.len().max(1)].map(|piece| sized(bytes(input, piece))).into();
            assert!(pieces.iter().all(|it| *it == pieces[0]), "{pieces:?}");
            pieces[0].clone()
        }),
        target("recipient", vec![data!("sealed/reader.recipient.json")], JSON, |input| {
            let read = Recipient::parse(&String::from_utf8_lossy(input));
            if let Ok(recipient) = &read {
                assert_eq!(Recipient::parse(&recipient.to_text()).as_ref(), Ok(recipient));
            }
            outcome(read)
        }),
    ]
}

fn padding(length: usize) -> usize {
    let length = length as u64;
    usize::try_from(lazaret::seal::container::padme(length) - length).expect("small")
}

/// Of the first golden file, which the first identity signed.
fn manifest() -> (Manifest, Vec<u8>) {
    let sealed = data!("sealed/table.lz");
    let find = |what: &[u8]| sealed.windows(what.len()).position(|it| it == what).expect("there");
    let (at, end) = (find(b"manifest.json") + 13, find(b"manifest.sig") - 30);
    (Container::read(&mut &sealed[..]).expect("read").manifest, sealed[at..end].to_vec())
}

fn signed(body: &str) -> Vec<u8> {
    let (encapsulated, ciphertext) = ([1; 32], [2; 48]);
    let hash = Sha256::digest(body);
    let message = [b"lazaret/v1/grant-signature\0", &hash[..], &encapsulated, &ciphertext].concat();
    let signature = OWNER.sign(&message);
    let file = json!({
        "body": body,
        "encapsulated": Base64::encode_string(&encapsulated),
        "sealed": Base64::encode_string(&ciphertext),
        "signature": Base64::encode_string(&signature.0),
    });
    serde_json::to_vec(&file).expect("JSON")
}

/// A grant of another's keys, which opens for nobody.
fn grant_json() -> Vec<u8> {
    let body = json!({
        "type": "lazaret/grant/v1",
        "manifest": manifest().0.hash,
        "columns": [0, 1],
        "to": { "recipient": { "fingerprint": identity(2).recipient().fingerprint(), "kem": "x25519" } },
        "purpose": "a study of readmissions",
        "issued": "2026-11-25",
        "expires": "2027-05-31",
    });
    signed(&body.to_string())
}

fn rows(plaintext: &[u8], piece: usize) -> Result<Vec<u8>, OpenError> {
    let (mut rows, mut pieces, mut text) = (Rows::new(&[0]), plaintext.chunks(piece), Vec::new());
    loop {
        match rows.step()? {
            Step::Needs(column) => match pieces.next() {
                Some(piece) => rows.push(column, piece)?,
                None => rows.close(column),
            },
            Step::Full => text.extend(rows.take()),
            Step::Done => {
                text.extend(rows.take());
                return Ok(text);
            }
        }
    }
}

fn bytes(plaintext: &[u8], piece: usize) -> Result<Vec<u8>, OpenError> {
    let (mut read, mut bytes) = (Read::new(0), Vec::new());
    for piece in plaintext.chunks(piece) {
        let content = read.take(piece)?;
        bytes.extend_from_slice(read.file(content)?);
    }
    read.finish().map(|()| bytes)
}

const UNLOCKERS: &[&[u8]] =
    &[b"\"unlockers\":[]", b"\"passkey\":", b"\"passphrase\":", b"\"threshold\":0", b"255", b"="];

fn identities() -> Vec<Target> {
    let share = [data!("sealed/reader.share-1.json"), data!("sealed/reader.share-2.json")];
    let other = String::from_utf8(data!("sealed/reader.share-3.json")).expect("UTF-8");
    vec![
        target("identity", vec![data!("sealed/reader.identity.json")], UNLOCKERS, |input| {
            let read = IdentityFile::parse(&String::from_utf8_lossy(input));
            if let Ok(file) = &read {
                assert_eq!(IdentityFile::parse(&file.to_text()).map(|it| it.to_text()), Ok(file.to_text()));
            }
            outcome(read.map(|file| file.unlockers()))
        }),
        target("share", share.to_vec(), UNLOCKERS, move |input| {
            outcome(Share::combine(&[&*String::from_utf8_lossy(input), &other], ""))
        }),
        target(
            "recovery words",
            vec![data!("sealed/reader.words.txt")],
            &[b"zoo", b"aban", b"ABANDON"],
            |input| outcome(root_of_words(&String::from_utf8_lossy(input))),
        ),
    ]
}

const PACKETS: &[&[u8]] =
    &[b"crypt4gh", b"\x01\0\0\0", b"\x6c\0\0\0", b"\0\0\x01\0\0\0\0\0", b"\xff\xff\0\0\0\0\0\0"];
const ARMOUR: &[&[u8]] =
    &[b"-----BEGIN CRYPT4GH PRIVATE KEY-----", b"-----END CRYPT4GH PUBLIC KEY-----", b"c4gh-v1"];

fn crypt4gh_files() -> Vec<Target> {
    let reader = crypt4gh::parse_secret_key(&data!("crypt4gh/reader.sec")).expect("a key");
    let edits =
        [&1_u32.to_le_bytes()[..], &2_u32.to_le_bytes(), &3_u64.to_le_bytes(), &7_u64.to_le_bytes()].concat();
    let key = [&[0; 8][..], &[9; 32]].concat();
    vec![
        target(
            "crypt4gh",
            vec![data!("crypt4gh/two_readers.c4gh"), data!("crypt4gh/edited.c4gh")],
            PACKETS,
            {
                let reader = reader.clone();
                move |input| sized(decrypted(&reader, input))
            },
        ),
        target("packet of crypt4gh", vec![edits, key], PACKETS, move |input| {
            let packets = [data_key().as_slice(), input].map(|payload| packet(&reader, payload)).concat();
            let header = [b"crypt4gh\x01\0\0\0\x02\0\0\0", &packets[..]].concat();
            let segment = encrypted(&[9; 32], &[5; 100]);
            sized(decrypted(&reader, &[header, segment].concat()))
        }),
        target(
            "keys of crypt4gh",
            vec![data!("crypt4gh/reader.sec"), data!("crypt4gh/reader.pub"), vec![7; 32]],
            ARMOUR,
            |input| {
                let (secret, public) = (crypt4gh::parse_secret_key(input), crypt4gh::parse_public_key(input));
                if public.is_ok() { "Ok".to_owned() } else { outcome(secret) }
            },
        ),
    ]
}

fn decrypted(reader: &SecretKey, file: &[u8]) -> Result<Vec<u8>, ForeignError> {
    let (mut opener, mut out) = (crypt4gh::Opener::new(reader.clone()), Vec::new());
    opener.push(file, &mut out)?;
    opener.finish(&mut out)?;
    Ok(out)
}

fn data_key() -> Vec<u8> {
    [&[0; 8][..], &[9; 32]].concat()
}

/// A packet of a crypt4gh header for this reader, from a writer whose key is always the same.
fn packet(reader: &SecretKey, payload: &[u8]) -> Vec<u8> {
    let (secret, reader) =
        (StaticSecret::from([3; 32]), PublicKey::from(&StaticSecret::from(*reader.expose())));
    let writer = PublicKey::from(&secret);
    let agreed = secret.diffie_hellman(&reader);
    let hash = Blake2b512::new()
        .chain_update(agreed.as_bytes())
        .chain_update(reader.as_bytes())
        .chain_update(writer.as_bytes())
        .finalize();
    let sealed = encrypted(hash.first_chunk().expect("64 bytes"), payload);
    let length = u32::try_from(40 + sealed.len()).expect("short");
    [&length.to_le_bytes()[..], &[0; 4], writer.as_bytes(), &sealed].concat()
}

fn encrypted(key: &[u8; 32], plaintext: &[u8]) -> Vec<u8> {
    let mut sealed = plaintext.to_vec();
    let cipher = ChaCha20Poly1305::new(&Key::from(*key));
    let tag = cipher.encrypt_inout_detached(&Nonce::from([4; 12]), b"", sealed.as_mut_slice().into());
    [&[4; 12], &sealed[..], &tag.expect("short")].concat()
}

const STANZAS: &[&[u8]] =
    &[b"-> X25519 ", b"-> scrypt AAAAAAAAAAAAAAAAAAAAAA 1\n", b"-> a\n\n", b"--- ", b"\n---"];

fn age_files() -> Vec<Target> {
    let cases: BTreeMap<String, String> =
        serde_json::from_slice(include_bytes!("../vectors/age.json")).expect("JSON");
    let case = |name: &str| {
        let case = Base64::decode_vec(&cases[name]).expect("base64");
        let end = case.windows(2).position(|it| it == b"\n\n").expect("an empty line");
        let fields = String::from_utf8(case[..end].to_vec()).expect("UTF-8");
        let key = fields.lines().find_map(|line| line.strip_prefix("identity: ")).map(str::to_owned);
        (key, case[end + 2..].to_vec())
    };
    let (key, file) = case("x25519");
    let key = key.expect("a key");
    let secret = age::parse_secret_key(&key).expect("a key");
    let seeds = vec![file, case("x25519_grease").1, case("x25519_multiple_recipients").1];
    vec![
        target("age", seeds, STANZAS, move |input| {
            let (mut opener, mut out) = (age::Opener::new(age::Unlock::Key(secret.clone())), Vec::new());
            sized(opener.push(input, &mut out).and_then(|()| opener.finish(&mut out)).map(|()| out))
        }),
        target("key of age", vec![key.into_bytes()], &[b"AGE-SECRET-KEY-1", b"#"], |input| {
            outcome(age::parse_secret_key(&String::from_utf8_lossy(input)))
        }),
    ]
}

const TABLE: &[&[u8]] = &[b";", b"\t", b"\"\"", b"NA", b"1,5", b"2020-02-30", b"\r"];

fn others() -> Vec<Target> {
    let (table, recipe) = heart();
    let ledger = {
        let content = lazaret::dp::ledger::Content::of(&table);
        let key = LedgerKey::generate().expect("randomness");
        let stamp = Stamp { time: "2026-11-25T03:30:00Z".into(), writer: key.public() };
        let total = serde_json::from_str(r#"{"epsilon":1}"#).expect("a loss");
        Ledger::open(Unit::Row, total, &content, &stamp).expect("opened").sign(&key)
    };
    vec![
        target("ledger", vec![ledger.into_bytes()], JSON, |input| {
            outcome(Ledger::parse(&String::from_utf8_lossy(input)))
        }),
        target("recipe", vec![serde_json::to_vec(&recipe).expect("JSON")], JSON, |input| {
            outcome(Recipe::parse(&String::from_utf8_lossy(input)))
        }),
        target("table", vec![b"name;size\r\n\"a\"\"\";1,5\r\nb;NA\r\n".to_vec()], TABLE, |input| {
            let mut loader = Loader::new(0, None);
            outcome(loader.push(input).and_then(|()| loader.finish()))
        }),
    ]
}
