//! age files against C2SP's vectors.

use std::collections::BTreeMap;
use std::io::Read;

use base64ct::{Base64, Encoding};
use lazaret::seal::foreign::age::{Opener, Unlock, parse_secret_key};
use lazaret::seal::{ForeignError, Passphrase};
use sha2::{Digest, Sha256};

/// A vector: `key: value` lines, an empty one, and the file.
struct Case {
    fields: Vec<(String, String)>,
    file: Vec<u8>,
}

impl Case {
    fn parse(text: &str) -> Self {
        let bytes = Base64::decode_vec(text).unwrap();
        let end = bytes.windows(2).position(|it| it == b"\n\n").unwrap();
        let fields = std::str::from_utf8(&bytes[..end]).unwrap().lines();
        let fields =
            fields.map(|line| line.split_once(": ").map(|(a, b)| (a.to_owned(), b.to_owned())).unwrap());
        let (fields, mut file) = (fields.collect::<Vec<_>>(), bytes[end + 2..].to_vec());
        if fields.iter().any(|(name, _)| name == "compressed") {
            let mut whole = Vec::new();
            flate2::read::ZlibDecoder::new(&file[..]).read_to_end(&mut whole).unwrap();
            file = whole;
        }
        Self { fields, file }
    }

    fn get(&self, name: &str) -> Option<&str> {
        self.fields.iter().find(|(it, _)| it == name).map(|(_, value)| value.as_str())
    }

    fn unlock(&self) -> Unlock {
        match self.get("identity") {
            Some(key) => Unlock::Key(parse_secret_key(key).unwrap()),
            None => Unlock::Passphrase(
                Passphrase::new(self.get("passphrase").unwrap_or("password").to_owned()).unwrap(),
            ),
        }
    }
}

/// What came out, and how it ended.
fn open(case: &Case, piece: usize) -> (Vec<u8>, Result<(), ForeignError>) {
    let (mut opener, mut out) = (Opener::new(case.unlock()), Vec::new());
    for piece in case.file.chunks(piece) {
        if let Err(error) = opener.push(piece, &mut out) {
            assert_eq!(opener.push(b"", &mut out), Err(ForeignError::Over));
            return (out, Err(error));
        }
    }
    let end = opener.finish(&mut out);
    (out, end)
}

fn cases() -> Vec<(String, Case)> {
    let all: BTreeMap<String, String> = serde_json::from_str(include_str!("vectors/age.json")).unwrap();
    assert_eq!(all.len(), 90);
    all.into_iter().map(|(name, text)| (name, Case::parse(&text))).collect()
}

#[test]
fn every_vector_ends_as_it_must() {
    for (name, case) in cases() {
        let (plaintext, end) = open(&case, usize::MAX);
        let fits = match (case.get("expect").unwrap(), &end) {
            ("success", end) => end.is_ok(),
            ("no match", Err(ForeignError::NotForThisKey { .. } | ForeignError::WrongPassphrase)) => true,
            // A passphrase was given for a stanza of a kind that only looks like scrypt's.
            ("no match", Err(ForeignError::NeedsKey)) => name == "scrypt_uppercase",
            ("HMAC failure", end) => *end == Err(ForeignError::HeaderForged),
            ("payload failure", Err(ForeignError::Tampered { .. })) => true,
            ("header failure", Err(ForeignError::BadHeader | ForeignError::NotAge)) => true,
            ("header failure", Err(ForeignError::Truncated)) => {
                ["empty", "hmac_missing", "stream_no_nonce", "stream_short_nonce"].contains(&&*name)
            }
            ("header failure", Err(ForeignError::UnreasonableCost { log2_n: 23 })) => {
                name == "scrypt_work_factor_23"
            }
            _ => false,
        };
        assert!(fits, "{name}: {end:?}");
        // The reference hands out a chunk that is marked as the last before it sees that it is not; we do not.
        let held_back = ["stream_no_final", "stream_trailing_garbage", "stream_two_final_chunks"];
        let held_back = held_back.iter().any(|it| name.starts_with(it));
        if let Some(hash) = case.get("payload").filter(|_| !held_back) {
            let found: String = Sha256::digest(&plaintext).iter().map(|byte| format!("{byte:02x}")).collect();
            assert_eq!(found, hash, "{name}");
        }
        if !name.starts_with("scrypt") && case.file.len() < 1 << 20 {
            let piece = if case.file.len() < 5_000 { 1 } else { 4096 };
            assert!(open(&case, piece) == (plaintext, end), "{name} in pieces of {piece}");
        }
    }
}

#[test]
fn the_right_key_is_asked_for() {
    let cases: BTreeMap<_, _> = cases().into_iter().collect();
    let open = |name: &str, unlock| Opener::new(unlock).push(&cases[name].file, &mut Vec::new());
    assert_eq!(open("scrypt", cases["x25519"].unlock()), Err(ForeignError::NeedsPassphrase));
    assert_eq!(open("x25519", cases["scrypt"].unlock()), Err(ForeignError::NeedsKey));
    let armoured =
        Opener::new(cases["x25519"].unlock()).push(b"-----BEGIN AGE ENCRYPTED FILE-----\n", &mut Vec::new());
    assert_eq!(armoured, Err(ForeignError::Armoured));
}

#[test]
fn a_key_of_one_wrong_letter_is_refused() {
    let key =
        cases().into_iter().find(|(name, _)| name == "x25519").unwrap().1.get("identity").unwrap().to_owned();
    assert!(parse_secret_key(&format!("# created: today\n\n{key}\n")).is_ok());
    for at in 0..key.len() {
        let mut wrong = key.clone().into_bytes();
        wrong[at] = if wrong[at] == b'Q' { b'P' } else { b'Q' };
        assert!(parse_secret_key(&String::from_utf8(wrong).unwrap()).is_err(), "letter {at}");
    }
    for text in ["", "AGE-SECRET-KEY-1", &key[..key.len() - 1], &key.to_lowercase()] {
        assert!(parse_secret_key(text).is_err(), "{text}");
    }
}
