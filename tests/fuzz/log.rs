//! What the exchange's log is read from.

use base64ct::{Base64, Encoding};
use lazaret::bytes::Bytes;
use lazaret::exchange::log::tiles::{TilePath, entries};
use lazaret::exchange::log::{LedgerProof, NoteKey, Policy, SignedCheckpoint};
use lazaret::exchange::{Act, DirectoryKey, Leaf, Record};
use lazaret::seal::identity::Identity;
use serde_json::json;

use super::{JSON, Target, outcome, target};

const NOTES: &[&[u8]] =
    &["\n\n— ".as_bytes(), b"\n", b"+", b"18446744073709551615", b"==", b"cosignature/v1"];
const PATHS: &[&[u8]] = &[b"tile/", b"entries/", b".p/", b"x999/", b"255", b"256", b"8/", b"0"];
const LOG: &str =
    "arche2025h1.staging.ct.transparency.dev+ba2f06c0+AU0vHmlGCS/PdN8b2OaGmKprLI8HKM+dJ472xgFYh15f";
const WITNESS: &str = "remora.n621.de+da77ade7+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2";

macro_rules! vector {
    ($name:literal) => {
        include_bytes!(concat!("../vectors/tlog/", $name)).to_vec()
    };
}

fn policy() -> Policy {
    let [key, witness] = [LOG, WITNESS].map(|key| key.parse::<NoteKey>().expect("a key"));
    Policy { origin: key.name().to_owned(), key, successors: Vec::new(), witnesses: vec![witness], quorum: 1 }
}

pub fn all(author: &Identity) -> Vec<Target> {
    let (policy, of_proof) = (policy(), policy());
    let record = Record::new(&policy.origin, "ada", 1, Act::Close {}).expect("randomness");
    let entry = record.signed(author);
    let leaf = Leaf::of(&entry.record, &record, &Bytes([1; 16]), &DirectoryKey(Bytes([2; 32])));
    let node = Base64::encode_string(&[3; 32]);
    let proof = json!({
        "type": "lazaret/ledger-proof/v1", "tag": Bytes([4; 16]), "leaf": 1, "proof": [node],
        "entry": { "record": entry.record, "signature": entry.signature, "salt": Bytes([1; 16]) },
        "checkpoint": String::from_utf8(vector!("cosigned")).expect("UTF-8"),
    });
    let owner = author.recipient().verifying_key();
    vec![
        target("checkpoint", vec![vector!("cosigned")], NOTES, move |input| {
            let signed = SignedCheckpoint::parse(&String::from_utf8_lossy(input));
            outcome(signed.and_then(|signed| policy.check(&signed)))
        }),
        target("key of a log", vec![LOG.into(), WITNESS.into()], NOTES, |input| {
            let key = String::from_utf8_lossy(input).parse::<NoteKey>();
            if let Ok(key) = &key {
                assert_eq!(key.to_string().as_bytes(), input);
            }
            outcome(key)
        }),
        target("bundle of entries", vec![vector!("entries")], &[b"\0\0", b"\xff\xff"], |input| {
            outcome(entries(input).ok_or("cut"))
        }),
        target(
            "path of a tile",
            vec![b"tile/0/x001/234.p/8".into(), b"tile/entries/000".into()],
            PATHS,
            |input| {
                let path = TilePath::parse(&String::from_utf8_lossy(input));
                if let Some(path) = &path {
                    assert_eq!(path.to_string().as_bytes(), input);
                }
                outcome(path.map(|path| path.needs()).ok_or("no path"))
            },
        ),
        target("leaf", vec![leaf.to_text().into_bytes()], JSON, |input| {
            outcome(Leaf::parse(input).ok_or("no leaf"))
        }),
        target("proof of a log", vec![proof.to_string().into_bytes()], JSON, move |input| {
            let proof = LedgerProof::parse(input);
            if let Ok(proof) = &proof {
                assert!(proof.verify(&of_proof, &Bytes([0; 32]), &owner).is_err());
            }
            outcome(proof)
        }),
    ]
}
