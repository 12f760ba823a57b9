//! Sealing, against vectors that others made and against everything that could be done to a file.
#![cfg(not(target_arch = "wasm32"))]

mod vectors;

use lazaret::seal::aead::{Aead, SecretKey};
use lazaret::seal::cobblestone::{CHUNK, HEADER, Opener, SALT, SEALED_CHUNK, Sealer, StreamError, StreamKey};
use lazaret::seal::passphrase::{KeyError, derive_key};
use lazaret::seal::sealed_file::Salts;
use lazaret::seal::{Cost, OpenError, Passphrase, SealError, SealedFileReader, SealedFileWriter};
use proptest::prelude::*;
use sha2::{Digest, Sha512};
use vectors::{AeadCase, StreamCase, aeads, hex, streams};

/// The cheapest that Argon2id allows: these tests are about the file.
const CHEAP: Cost = Cost { memory_kib: 8, iterations: 1, parallelism: 1 };
const HEAD: usize = 96;

fn words(text: &str) -> Passphrase {
    Passphrase::new(text.to_owned()).expect("not empty")
}

fn salts(seed: u8) -> Salts {
    Salts { passphrase: [seed; 16], stream: [seed ^ 0x55; 24] }
}

fn content(length: usize) -> Vec<u8> {
    (0..length).map(|i| u8::try_from(i * 7 % 251).expect("below 251")).collect()
}

fn seal_as(name: &str, bytes: Option<u64>, pieces: &[&[u8]], seed: u8) -> Vec<u8> {
    let mut out = Vec::new();
    let mut writer =
        SealedFileWriter::start_with(&words("correct horse"), name, bytes, CHEAP, &salts(seed), &mut out)
            .expect("starts");
    for piece in pieces {
        writer.push(piece, &mut out).expect("seals");
    }
    writer.finish(&mut out).expect("ends");
    out
}

/// With its length inside, and without.
fn seal(plaintext: &[u8]) -> [Vec<u8>; 2] {
    let length = plaintext.len() as u64;
    [seal_as("cohort.csv", Some(length), &[plaintext], 1), seal_as("cohort.csv", None, &[plaintext], 1)]
}

fn open_with<'a>(
    passphrase: &str,
    pieces: impl IntoIterator<Item = &'a [u8]>,
) -> Result<(String, Vec<u8>), OpenError> {
    let mut out = Vec::new();
    let mut reader = SealedFileReader::new(words(passphrase));
    for piece in pieces {
        if let Err(error) = reader.push(piece, &mut out) {
            // Having failed, it keeps failing, and gives nothing more.
            let given = out.len();
            assert_eq!(reader.push(piece, &mut out), Err(error.clone()));
            assert_eq!(reader.finish(&mut out), Err(error.clone()));
            assert_eq!(out.len(), given);
            return Err(error);
        }
    }
    let name = reader.finish(&mut out)?;
    Ok((name, out))
}

fn open(sealed: &[u8]) -> Result<(String, Vec<u8>), OpenError> {
    open_with("correct horse", [sealed])
}

// --- vectors ------------------------------------------------------------------------------------------------

/// Everything the stream gave before it ended or failed, and which of the two.
fn open_stream(case: &StreamCase, piece: usize) -> (Vec<u8>, Result<(), StreamError>) {
    let sealed = case.sealed();
    let mut out = Vec::new();
    let result = (|| {
        let truncated = StreamError::Truncated { chunk: 0 };
        let (header, body) = sealed.split_first_chunk::<HEADER>().ok_or(truncated)?;
        let key: [u8; 32] = hex(&case.key).try_into().map_err(|_| StreamError::WrongKey)?;
        let key = StreamKey::from_header(&SecretKey::new(key), header, &hex(&case.ctx))?;
        assert_eq!(Some(&key.key().expose()[..]), case.aead_key.as_deref().map(hex).as_deref());
        assert_eq!(Some(&key.nonce(0)[..]), case.base_nonce.as_deref().map(hex).as_deref());
        let mut opener = Opener::new(key);
        for piece in body.chunks(piece) {
            opener.push(piece, &mut out)?;
        }
        opener.finish(&mut out)
    })();
    (out, result)
}

#[test]
fn all_cobblestone_vectors_hold_however_the_input_is_cut() {
    for case in streams() {
        for piece in [1, 4099, SEALED_CHUNK - 1, SEALED_CHUNK, SEALED_CHUNK + 1, usize::MAX] {
            let (plaintext, result) = open_stream(&case, piece);
            assert_eq!(result.is_ok(), case.result == "valid", "case {}: {result:?}", case.tc_id);
            // An invalid stream gives no more than its authentic beginning.
            assert_eq!(plaintext.len(), case.msg_length.unwrap_or(0), "case {}", case.tc_id);
            if let Some(digest) = &case.msg_sha512 {
                assert_eq!(Sha512::digest(&plaintext)[..], hex(digest)[..], "case {}", case.tc_id);
            }
        }
    }
}

#[test]
fn sealing_again_gives_the_bytes_of_the_vectors() {
    let mut sealed_again = 0;
    for case in streams().iter().filter(|case| case.result == "valid") {
        let (plaintext, _) = open_stream(case, usize::MAX);
        let original = case.sealed();
        let salt: [u8; SALT] = original[..SALT].try_into().expect("a salt");
        let key = SecretKey::new(hex(&case.key).try_into().expect("a key"));
        for piece in [1000, CHUNK, usize::MAX] {
            let (stream, commitment) = StreamKey::derive(&key, &salt, &hex(&case.ctx));
            let mut out = [&salt[..], &commitment].concat();
            let mut sealer = Sealer::new(stream);
            for piece in plaintext.chunks(piece) {
                sealer.push(piece, &mut out).expect("short enough");
            }
            sealer.finish(&mut out);
            assert!(out == original, "case {}", case.tc_id);
        }
        sealed_again += 1;
    }
    assert_eq!(sealed_again, 10);
}

#[test]
fn aes_gcm_vectors_hold() {
    let cases = aeads();
    println!("{} AES-256-GCM vectors", cases.len());
    assert_eq!(cases.len(), 66);
    for AeadCase { tc_id, key, iv, aad, msg, ct, tag, result } in &cases {
        let aead = Aead::new(&SecretKey::new(hex(key).try_into().expect("256 bits")));
        let nonce = hex(iv).try_into().expect("96 bits");
        let sealed = [hex(ct), hex(tag)].concat();
        let mut out = b"before".to_vec();
        let opened = aead.open(&nonce, &hex(aad), &sealed, &mut out);
        if result == "valid" {
            assert_eq!((opened, &out[6..]), (Ok(()), &hex(msg)[..]), "case {tc_id}");
            let mut again = Vec::new();
            aead.seal(&nonce, &hex(aad), &hex(msg), &mut again);
            assert_eq!(again, sealed, "case {tc_id}");
        } else {
            assert!(opened.is_err(), "case {tc_id}");
            assert_eq!(out, b"before", "case {tc_id}");
        }
    }
}

#[test]
fn argon2id_gives_the_values_of_rfc_9106() {
    // RFC 9106 §5.3, with a secret and associated data, which a sealed file does not use.
    let params = argon2::ParamsBuilder::new()
        .m_cost(32)
        .t_cost(3)
        .p_cost(4)
        .data(argon2::AssociatedData::new(&[4; 12]).expect("short"))
        .build()
        .expect("parameters");
    let argon2 =
        argon2::Argon2::new_with_secret(&[3; 8], argon2::Algorithm::Argon2id, argon2::Version::V0x13, params);
    let mut tag = [0; 32];
    argon2.expect("a secret").hash_password_into(&[1; 32], &[2; 16], &mut tag).expect("a tag");
    assert_eq!(tag[..], hex("0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659"));

    // The same without them: OpenSSL's evpkdf_argon2.txt, also in pyca/cryptography's vectors (COUNT = 2).
    let cost = Cost { memory_kib: 32, iterations: 3, parallelism: 4 };
    let key = derive_key(&words(&"\u{1}".repeat(32)), &[2; 16], cost).expect("a key");
    assert_eq!(key.expose()[..], hex("03aab965c12001c9d7d0d2de33192c0494b684bb148196d73c1df1acaf6d0c2e"));
}

/// Made by pyca/cryptography 48 from the layout's description alone: the layout may not change unnoticed.
#[test]
fn a_file_made_by_another_program_opens_and_is_made_again() {
    let foreign = hex(
        "4c415a415245541a00000001000000400000000200000001000102030405060708090a0b0c0d0e0f6465666768696a6b\
         6c6d6e6f707172737475767778797a7ba36a717c95dad3cae52746e76835fa939a8c9556045c2a07a478eb7ccb3ad3f5\
         6cf259f8fc132e6a01019bb3af68097e5eacb43a58fb195bd4be2fd3dbc46931b96a24e9f1c9da8f3ecc18a55c865ef4\
         bf28b4643ca3692a645edd",
    );
    let mut out = Vec::new();
    let mut reader = SealedFileReader::new(words("pässword"));
    reader.push(&foreign, &mut out).expect("authentic");
    assert_eq!(reader.finish(&mut out).as_deref(), Ok("a.csv"));
    assert_eq!(out, b"id,age\n1,30\n");

    let salts = Salts {
        passphrase: std::array::from_fn(|i| u8::try_from(i).expect("small")),
        stream: std::array::from_fn(|i| u8::try_from(100 + i).expect("small")),
    };
    let cost = Cost { memory_kib: 64, iterations: 2, parallelism: 1 };
    let mut again = Vec::new();
    let mut writer =
        SealedFileWriter::start_with(&words("pässword"), "a.csv", Some(12), cost, &salts, &mut again)
            .expect("starts");
    writer.push(&out, &mut again).expect("seals");
    writer.finish(&mut again).expect("ends");
    assert_eq!(again, foreign);
}

// --- round trips --------------------------------------------------------------------------------------------

#[test]
fn what_was_sealed_opens_at_every_border_of_a_chunk() {
    // Without a length inside, the prelude is 4 bytes and {"name":"cohort.csv"}.
    let prelude = 4 + br#"{"name":"cohort.csv"}"#.len();
    for near in [0, CHUNK - prelude, CHUNK, 2 * CHUNK - prelude, 2 * CHUNK, 3 * CHUNK] {
        for length in near.saturating_sub(2)..near + 3 {
            let plaintext = content(length);
            for sealed in seal(&plaintext) {
                assert!(open(&sealed) == Ok(("cohort.csv".to_owned(), plaintext.clone())), "{length} bytes");
            }
            let [_, unsized_] = seal(&plaintext);
            assert_eq!(unsized_.len(), HEAD + prelude + length + 16 * ((prelude + length) / CHUNK + 1));
        }
    }
}

#[test]
fn a_cut_of_the_input_at_any_byte_changes_nothing() {
    let plaintext = content(2 * CHUNK + 100);
    let [sealed, _] = seal(&plaintext);
    let borders = |around: usize| around.saturating_sub(3)..around + 4;
    for at in (0..200).chain(borders(HEAD + SEALED_CHUNK)).chain(borders(HEAD + 2 * SEALED_CHUNK)) {
        let (first, second) = sealed.split_at(at);
        assert!(
            open_with("correct horse", [first, second]).is_ok_and(|(_, opened)| opened == plaintext),
            "{at}"
        );
    }
    for at in (0..200).chain(borders(CHUNK)).chain(borders(2 * CHUNK)) {
        let (first, second) = plaintext.split_at(at);
        let length = Some(plaintext.len() as u64);
        assert!(seal_as("cohort.csv", length, &[first, &[], second], 1) == sealed, "{at}");
    }
    assert!(open_with("correct horse", sealed.chunks(1)).is_ok_and(|(_, opened)| opened == plaintext));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn any_bytes_in_any_pieces_come_back(
        plaintext in proptest::collection::vec(any::<u8>(), 0..3 * CHUNK),
        writes in 1..2 * CHUNK,
        reads in 1..2 * SEALED_CHUNK,
        name in "[a-zé日 .-]{3,40}",
    ) {
        let pieces: Vec<&[u8]> = plaintext.chunks(writes).collect();
        let sealed = seal_as(&name, None, &pieces, 3);
        prop_assert_eq!(open_with("correct horse", sealed.chunks(reads)), Ok((name, plaintext)));
    }
}

#[test]
fn the_name_is_known_with_the_first_chunk() {
    let [sealed, _] = seal(&content(40_000));
    let (mut reader, mut out) = (SealedFileReader::new(words("correct horse")), Vec::new());
    reader.push(&sealed[..HEAD + SEALED_CHUNK - 1], &mut out).expect("authentic so far");
    assert_eq!((reader.name(), out.len()), (None, 0));
    reader.push(&sealed[HEAD + SEALED_CHUNK - 1..=HEAD + SEALED_CHUNK], &mut out).expect("authentic so far");
    assert_eq!(reader.name(), Some("cohort.csv"));
    assert_eq!(out, content(40_000)[..out.len()]);
}

#[test]
fn two_files_under_one_passphrase_share_no_salt() {
    let sealed = [(); 2].map(|()| {
        let mut out = Vec::new();
        SealedFileWriter::start(&words("correct horse"), "a", None, &mut out).expect("starts");
        out
    });
    assert_eq!(sealed[0][..24], sealed[1][..24]);
    assert_ne!(sealed[0][24..40], sealed[1][24..40]);
    assert_ne!(sealed[0][40..64], sealed[1][40..64]);
}

// --- attacks ------------------------------------------------------------------------------------------------

#[test]
fn every_flipped_bit_of_a_short_file_is_refused() {
    let [sealed, unsized_] = seal(b"id,age\n1,30\n");
    for sealed in [sealed, unsized_] {
        for at in 0..sealed.len() {
            for bit in 0..8 {
                let mut changed = sealed.clone();
                changed[at] ^= 1 << bit;
                let error = open(&changed).expect_err("a changed file");
                match at {
                    0..8 => assert_eq!(error, OpenError::NotSealed),
                    8..12 => assert!(matches!(error, OpenError::UnknownVersion { .. })),
                    12..24 => assert!(
                        matches!(error, OpenError::UnreasonableCost { .. } | OpenError::WrongPassphrase),
                        "{error:?}"
                    ),
                    24..HEAD => assert_eq!(error, OpenError::WrongPassphrase),
                    _ => assert_eq!(error, OpenError::Tampered { chunk: 0 }),
                }
            }
        }
    }
}

#[test]
fn every_flipped_byte_of_a_longer_file_is_refused() {
    let [sealed, _] = seal(&content(2 * CHUNK));
    for at in (HEAD..sealed.len()).step_by(97).chain([HEAD + SEALED_CHUNK - 1, HEAD + SEALED_CHUNK]) {
        let mut changed = sealed.clone();
        changed[at] ^= 0xff;
        let chunk = ((at - HEAD) / SEALED_CHUNK) as u64;
        assert_eq!(open(&changed), Err(OpenError::Tampered { chunk }));
    }
}

#[test]
fn a_file_cut_at_any_length_is_refused() {
    for (sealed, says_length) in seal(&content(CHUNK + 50)).iter().zip([true, false]) {
        for length in 0..sealed.len() {
            let error = open(&sealed[..length]).expect_err("a cut file");
            let found_bytes = length as u64;
            // From the second chunk on, a file that says how long it is is known to be cut.
            let body = length.saturating_sub(HEAD);
            let expected = match length {
                0..8 => OpenError::NotSealed,
                _ if body % SEALED_CHUNK < 16 => OpenError::Truncated { found_bytes },
                _ if says_length && body >= SEALED_CHUNK => OpenError::Truncated { found_bytes },
                _ => OpenError::Tampered { chunk: (body / SEALED_CHUNK) as u64 },
            };
            assert_eq!(error, expected, "{length} bytes");
        }
    }
}

#[test]
fn a_lengthened_file_is_refused() {
    let [sealed, unsized_] = seal(&content(CHUNK + 50));
    for more in [1, 15, 16, 17, 1000, SEALED_CHUNK, 3 * SEALED_CHUNK] {
        let lengthened = |sealed: &[u8]| [sealed, &vec![0x5a; more]].concat();
        let expected_bytes = sealed.len() as u64;
        assert_eq!(open(&lengthened(&sealed)), Err(OpenError::TrailingData { expected_bytes }), "{more}");
        assert_eq!(open(&lengthened(&unsized_)), Err(OpenError::Tampered { chunk: 1 }), "{more}");
    }
    // The last chunk twice, and the whole stream twice.
    for sealed in [sealed, unsized_] {
        open(&[&sealed[..], &sealed[HEAD + SEALED_CHUNK..]].concat()).expect_err("a chunk too many");
        open(&[&sealed[..], &sealed[HEAD..]].concat()).expect_err("twice");
    }
}

#[test]
fn chunks_in_another_order_or_of_another_file_are_refused() {
    let plaintext = content(4 * CHUNK);
    for (sealed, other) in seal(&plaintext).into_iter().zip([
        seal_as("cohort.csv", Some(plaintext.len() as u64), &[&plaintext], 2),
        seal_as("cohort.csv", None, &[&plaintext], 2),
    ]) {
        let chunk = |file: &[u8], index: usize| {
            let start = HEAD + index * SEALED_CHUNK;
            file[start..file.len().min(start + SEALED_CHUNK)].to_vec()
        };
        let rebuilt = |chunks: &[Vec<u8>]| [&sealed[..HEAD], &chunks.concat()].concat();
        let all: Vec<_> = (0..5).map(|index| chunk(&sealed, index)).collect();
        assert!(open(&rebuilt(&all)).is_ok());

        for (a, b) in [(0, 1), (1, 2), (0, 3), (3, 4)] {
            let mut swapped = all.clone();
            swapped.swap(a, b);
            assert_eq!(open(&rebuilt(&swapped)), Err(OpenError::Tampered { chunk: a as u64 }));
        }
        for index in 0..5 {
            let (mut foreign, mut dropped, mut doubled) = (all.clone(), all.clone(), all.clone());
            foreign[index] = chunk(&other, index);
            dropped.remove(index);
            doubled.insert(index, all[index].clone());
            open(&rebuilt(&foreign)).expect_err("a chunk of another file");
            open(&rebuilt(&dropped)).expect_err("a chunk missing");
            open(&rebuilt(&doubled)).expect_err("a chunk twice");
        }
        // The head of one file before the stream of another.
        open(&[&other[..HEAD], &sealed[HEAD..]].concat()).expect_err("another head");
        assert_eq!(open(&[&other[..40], &sealed[40..]].concat()), Err(OpenError::WrongPassphrase));
    }
}

#[test]
fn another_passphrase_is_refused_before_any_chunk() {
    let [sealed, _] = seal(b"id,age\n1,30\n");
    for wrong in ["correct horse ", "Correct horse", "x"] {
        assert_eq!(open_with(wrong, [&sealed[..HEAD]]), Err(OpenError::WrongPassphrase));
    }
    assert!(Passphrase::new(String::new()).is_none());
}

#[test]
fn a_file_that_asks_for_too_much_is_refused_before_the_memory_is_taken() {
    let [sealed, _] = seal(b"");
    for (at, word) in [(12, u32::MAX), (12, 1024 * 1024 + 1), (12, 7), (16, 65), (16, 0), (20, 17), (20, 0)] {
        let mut greedy = sealed.clone();
        greedy[at..at + 4].copy_from_slice(&word.to_be_bytes());
        assert!(matches!(open(&greedy), Err(OpenError::UnreasonableCost { .. })));
    }
    let greedy = Cost { memory_kib: u32::MAX, ..CHEAP };
    assert!(matches!(derive_key(&words("x"), &[0; 16], greedy), Err(KeyError::Unreasonable)));
    let started = SealedFileWriter::start_with(&words("x"), "a", None, greedy, &salts(1), &mut Vec::new());
    assert_eq!(started.err(), Some(SealError::UnreasonableCost));
}

#[test]
fn other_files_are_not_sealed_files() {
    for other in [&b""[..], b"LAZARET", b"id,age\n1,30\n", b"PK\x03\x04", &[0; 5000]] {
        assert_eq!(open(other), Err(OpenError::NotSealed));
    }
    let mut later = seal(b"")[0].clone();
    later[8..12].copy_from_slice(&7_u32.to_be_bytes());
    assert_eq!(open(&later), Err(OpenError::UnknownVersion { version: 7 }));
}

#[test]
fn a_name_that_could_lead_elsewhere_is_refused() {
    let started = |name: &str| {
        SealedFileWriter::start_with(&words("x"), name, None, CHEAP, &salts(1), &mut Vec::new()).err()
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
    for given in [3, 5] {
        let mut out = Vec::new();
        let mut writer = SealedFileWriter::start_with(&words("x"), "a", Some(4), CHEAP, &salts(1), &mut out)
            .expect("starts");
        writer.push(&content(given), &mut out).expect("seals");
        let given_bytes = given as u64;
        assert_eq!(writer.finish(&mut out), Err(SealError::LengthDiffers { declared_bytes: 4, given_bytes }));
    }
}

/// What another program could put inside, authentic as a stream but not as a file.
#[test]
fn an_authentic_stream_with_a_bad_beginning_is_refused() {
    let header = [&b"LAZARET\x1a"[..], &[0, 0, 0, 1, 0, 0, 0, 8, 0, 0, 0, 1, 0, 0, 0, 1], &[9; 16]].concat();
    let key = derive_key(&words("correct horse"), &[9; 16], CHEAP).expect("a key");
    let forge = |plaintext: &[u8]| {
        let (stream, commitment) = StreamKey::derive(&key, &[8; SALT], &header);
        let mut out = [&header[..], &[8; SALT], &commitment].concat();
        let mut sealer = Sealer::new(stream);
        sealer.push(plaintext, &mut out).expect("short");
        sealer.finish(&mut out);
        open(&out)
    };
    let with = |json: &str, rest: &[u8]| {
        let length = u32::try_from(json.len()).expect("short");
        forge(&[&length.to_be_bytes()[..], json.as_bytes(), rest].concat())
    };
    assert_eq!(with(r#"{"name":"a","later":[1]}"#, b"xy"), Ok(("a".to_owned(), b"xy".to_vec())));
    assert_eq!(with(r#"{"name":"a","bytes":2}"#, b"xy"), Ok(("a".to_owned(), b"xy".to_vec())));
    assert_eq!(with(r#"{"name":"../a"}"#, b""), Err(OpenError::BadName));
    for bad in ["", "{}", "[]", "null", r#"{"name":1}"#, r#"{"name":"a","bytes":-1}"#, r#"{"name":"a"} x"#] {
        assert_eq!(with(bad, b""), Err(OpenError::BadPrelude), "{bad}");
    }
    for short in [&b""[..], &[0], &[0, 0, 0], &[0, 0, 0, 9, b'{'], &[0xff; 20], &[0xff; 40_000]] {
        assert_eq!(forge(short), Err(OpenError::BadPrelude), "{} bytes", short.len());
    }
    let too_long = format!("{}{}", r#"{"name":"a"}"#, " ".repeat(5000));
    assert_eq!(with(&too_long, b""), Err(OpenError::BadPrelude));
    // Authentic, but not as long as it says.
    assert!(matches!(with(r#"{"name":"a","bytes":3}"#, b"xy"), Err(OpenError::Truncated { .. })));
    assert!(matches!(with(r#"{"name":"a","bytes":1}"#, b"xy"), Err(OpenError::TrailingData { .. })));
    let all = format!(r#"{{"name":"a","bytes":{}}}"#, u64::MAX);
    assert!(matches!(with(&all, b"xy"), Err(OpenError::Truncated { .. })));
}

#[test]
fn errors_cross_as_the_page_expects_them() {
    let json = |error| serde_json::to_value(error).expect("JSON");
    assert_eq!(json(OpenError::Tampered { chunk: 3 }), serde_json::json!({"kind": "tampered", "chunk": 3}));
    assert_eq!(
        json(OpenError::UnreasonableCost { memory_kib: 1, iterations: 2, parallelism: 3 }),
        serde_json::json!({"kind": "unreasonable-cost", "memory_kib": 1, "iterations": 2, "parallelism": 3})
    );
}
