//! The primitives that sealing stands on, against vectors that others published, natively and in a browser's worker.
//!
//! Where Lazaret has no call of its own for one, the crate is tried through which it is used: a build of it that
//! miscomputes is seen here.

mod kem;
mod symmetric;
mod vectors;

use lazaret::bytes::Bytes;
use lazaret::seal::aead::SecretKey;
use lazaret::seal::hpke::Kem;
use lazaret::seal::signature::{PublicKey, SigningKey};
use serde::Deserialize;
use vectors::{Hex, cases};
use x25519_dalek::{PublicKey as X25519Public, StaticSecret};

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::{wasm_bindgen_test as test, wasm_bindgen_test_configure};
#[cfg(target_arch = "wasm32")]
wasm_bindgen_test_configure!(run_in_dedicated_worker);

#[derive(Deserialize)]
struct Exchange {
    #[serde(rename = "tcId")]
    id: u32,
    public: Hex,
    private: Hex,
    shared: Hex,
    flags: Vec<String>,
}

/// All of Wycheproof's, also those on the twist, not canonical or of low order, which RFC 7748 computes like any other. Only
/// the result 0, which is no secret, must be noticed by whoever uses it: `Kem::seal` seals nothing for such a key.
#[test]
fn x25519_exchanges_hold_and_a_shared_zero_is_refused() {
    let mut zeros = 0;
    for case in cases!("x25519_test", 518) {
        let Exchange { id, public, private, shared, flags } = case;
        let (public, private): ([u8; 32], [u8; 32]) =
            (public.array().expect("32 bytes"), private.array().expect("32 bytes"));
        let agreed = StaticSecret::from(private).diffie_hellman(&X25519Public::from(public));
        assert_eq!(agreed.as_bytes()[..], shared.0, "case {id}");
        let zero = flags.iter().any(|flag| flag == "ZeroSharedSecret");
        assert_eq!(agreed.was_contributory(), !zero, "case {id}");
        if zero {
            zeros += 1;
            assert!(Kem::X25519.seal(&public, b"", b"secret").is_err(), "case {id}");
        }
    }
    assert_eq!(zeros, 31);
}

#[derive(Deserialize)]
struct Signed {
    #[serde(rename = "tcId")]
    id: u32,
    pk: Hex,
    msg: Hex,
    sig: Hex,
    result: String,
}

/// Ours is the strict verification, which also refuses points of small order. None of Wycheproof's valid signatures has
/// one, so that it takes and refuses exactly what they say; the case after this one has such points.
#[test]
fn ed25519_signatures_are_taken_or_refused_as_published() {
    for Signed { id, pk, msg, sig, result } in cases!("ed25519_test", 151) {
        let key = PublicKey::new(pk.array().expect("32 bytes"));
        let taken = sig.array().is_some_and(|sig| key.verifies(&msg.0, &Bytes(sig)));
        assert_eq!(taken, result == "valid", "case {id}");
    }
}

/// With the neutral element as key and as R, and S = 0, RFC 8032's equation holds for every message: a signature
/// that says nothing. Strict verification refuses it.
#[test]
fn ed25519_signatures_that_suit_every_message_are_refused() {
    let mut neutral = [0; 32];
    neutral[0] = 1;
    let mut signature = [0; 64];
    signature[0] = 1;
    for message in [&b"a grant"[..], b"another"] {
        let lax = ed25519_dalek::VerifyingKey::from_bytes(&neutral).expect("a point");
        let parsed = ed25519_dalek::Signature::from_bytes(&signature);
        assert!(ed25519_dalek::Verifier::verify(&lax, message, &parsed).is_ok());
        assert!(!PublicKey::new(neutral).verifies(message, &Bytes(signature)));
    }
}

/// RFC 8032, section 7.1, test 3.
#[test]
fn ed25519_signs_as_the_standard_says() {
    let bytes = |text: &str| text.parse::<Bytes<32>>().expect("32 bytes").0;
    let key =
        SigningKey::from_seed(&bytes("c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7"));
    let public = bytes("fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025");
    assert_eq!(key.public().to_bytes(), public);
    assert_eq!(
        key.sign(&[0xaf, 0x82]).to_string(),
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac\
         18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"
    );
}

fn secret(bytes: &Hex) -> SecretKey {
    SecretKey::new(bytes.array().expect("32 bytes"))
}
