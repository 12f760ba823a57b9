//! HKDF, HMAC and Argon2id.

use hkdf::Hkdf;
use hmac::{Hmac, KeyInit, Mac};
use lazaret::seal::passphrase::{Cost, Passphrase, derive_key};
use serde::Deserialize;
use sha2::{Sha256, Sha512};

use crate::vectors::{Hex, cases};

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

#[derive(Deserialize)]
struct Derivation {
    #[serde(rename = "tcId")]
    id: u32,
    ikm: Hex,
    salt: Hex,
    info: Hex,
    size: usize,
    okm: Hex,
    result: String,
}

/// Invalid are those that ask for more than 255 blocks.
#[test]
fn hkdf_with_sha_256_gives_what_was_published() {
    for Derivation { id, ikm, salt, info, size, okm, result } in cases!("hkdf_sha256_test", 86) {
        let mut out = vec![0; size];
        let expanded = Hkdf::<Sha256>::new(Some(&salt.0), &ikm.0).expand(&info.0, &mut out);
        assert_eq!(expanded.is_ok(), result == "valid", "case {id}");
        assert!(expanded.is_err() || out == okm.0, "case {id}");
    }
}

/// Of Cobblestone.
#[test]
fn hkdf_with_sha_512_gives_what_was_published() {
    for Derivation { id, ikm, salt, info, size, okm, result } in cases!("hkdf_sha512_test", 83) {
        let mut out = vec![0; size];
        let expanded = Hkdf::<Sha512>::new(Some(&salt.0), &ikm.0).expand(&info.0, &mut out);
        assert_eq!(expanded.is_ok(), result == "valid", "case {id}");
        assert!(expanded.is_err() || out == okm.0, "case {id}");
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Authentication {
    #[serde(rename = "tcId")]
    id: u32,
    key: Hex,
    msg: Hex,
    tag: Hex,
    tag_size: usize,
    result: String,
}

#[test]
fn hmac_with_sha_256_takes_and_refuses_as_published() {
    for Authentication { id, key, msg, tag, tag_size, result } in cases!("hmac_sha256_test", 174) {
        let mac = Hmac::<Sha256>::new_from_slice(&key.0).expect("any key").chain_update(&msg.0);
        let taken = tag.0.len() == tag_size / 8 && mac.verify_truncated_left(&tag.0).is_ok();
        assert_eq!(taken, result == "valid", "case {id}");
    }
}

/// RFC 9106, section 5.3: with a secret and associated data, which Lazaret does not use.
#[test]
fn argon2id_gives_the_value_of_the_standard() {
    let params = argon2::ParamsBuilder::new()
        .m_cost(32)
        .t_cost(3)
        .p_cost(4)
        .data(argon2::AssociatedData::new(&[4; 12]).expect("short"))
        .build()
        .expect("parameters");
    let (algorithm, version) = (argon2::Algorithm::Argon2id, argon2::Version::V0x13);
    let argon2 = argon2::Argon2::new_with_secret(&[3; 8], algorithm, version, params).expect("a secret");
    let mut tag = [0; 32];
    argon2.hash_password_into(&[1; 32], &[2; 16], &mut tag).expect("a tag");
    assert_eq!(tag, hex("0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659")[..]);
}

/// OpenSSL's `evpkdf_argon2.txt` and the `argon2` command, as pyca/cryptography's vectors have them: our own call, and
/// the crate where the output is of another length.
#[test]
fn argon2id_gives_the_values_of_openssl_and_of_the_command() {
    let cost = Cost { memory_kib: 32, iterations: 3, parallelism: 4 };
    let passphrase = Passphrase::new("\u{1}".repeat(32)).expect("not empty");
    let key = derive_key(&passphrase, &[2; 16], cost).expect("a key");
    assert_eq!(key.expose()[..], hex("03aab965c12001c9d7d0d2de33192c0494b684bb148196d73c1df1acaf6d0c2e"));
    for (passphrase, salt, (memory, passes, lanes), tag) in [
        (
            &b""[..],
            &[2; 16][..],
            (32, 3, 4),
            "0a34f1abde67086c82e785eaf17c68382259a264f4e61b91cd2763cb75ac189a",
        ),
        (b"password", b"pycasalt", (50, 4, 4), "e469b777841e543f"),
        (b"password", b"pycasalt", (8, 1, 1), "009c7809"),
    ] {
        let tag = hex(tag);
        let params = argon2::Params::new(memory, passes, lanes, Some(tag.len())).expect("parameters");
        let argon2 = argon2::Argon2::new(argon2::Algorithm::Argon2id, argon2::Version::V0x13, params);
        let mut out = vec![0; tag.len()];
        argon2.hash_password_into(passphrase, salt, &mut out).expect("a tag");
        assert_eq!(out, tag);
    }
}

fn hex(text: &str) -> Vec<u8> {
    let Hex(bytes) = serde_json::from_value(text.into()).expect("hexadecimal");
    bytes
}
