//! ML-KEM-768, and HPKE with X25519 and X-Wing.

use hpke::aead::{Aead, AesGcm256, ChaCha20Poly1305};
use hpke::kdf::HkdfSha256;
use hpke::kem::{X25519HkdfSha256, XWing};
use hpke::{Deserializable, Kem as HpkeKem, OpModeR, setup_receiver};
use lazaret::seal::hpke::Kem;
use ml_kem::kem::{Decapsulate, KeyExport, TryKeyInit};
use ml_kem::{FromSeed, MlKem768, ml_kem_768};
use serde::Deserialize;
use sha2::{Digest, Sha256};

use crate::secret;
use crate::vectors::{Hex, cases};

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Generation {
    #[serde(rename = "tcId")]
    id: u32,
    seed: Hex,
    ek_sha256: Hex,
}

#[test]
fn ml_kem_seeds_give_the_published_keys() {
    for Generation { id, seed, ek_sha256 } in cases!("mlkem_768_keygen_seed_test", 100) {
        let (_, public) = MlKem768::from_seed(&seed.array::<64>().expect("64 bytes").into());
        assert_eq!(Sha256::digest(public.to_bytes())[..], ek_sha256.0, "case {id}");
    }
}

#[derive(Deserialize)]
struct Decapsulation {
    #[serde(rename = "tcId")]
    id: u32,
    seed: Hex,
    c: Hex,
    #[serde(rename = "K")]
    k: Hex,
    result: String,
}

/// Invalid are seeds and ciphertexts of another length. Valid are also ciphertexts that nobody encapsulated: they give a
/// secret that only the key's owner could compute (FIPS 203, implicit rejection).
#[test]
fn ml_kem_decapsulates_as_published() {
    for Decapsulation { id, seed, c, k, result } in cases!("mlkem_768_test", 79) {
        let shared = seed.array::<64>().zip(c.array::<1088>()).map(|(seed, c)| {
            let (private, _) = MlKem768::from_seed(&seed.into());
            private.decapsulate(&c.into()).to_vec()
        });
        assert_eq!(shared, (result == "valid").then_some(k.0), "case {id}");
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Encapsulation {
    #[serde(rename = "tcId")]
    id: u32,
    m: Hex,
    ek: Hex,
    c_sha256: Hex,
    #[serde(rename = "K")]
    k: Hex,
    result: String,
}

/// Invalid are keys of another length, or with a coefficient that is not below the modulus.
#[test]
fn ml_kem_encapsulates_as_published() {
    for Encapsulation { id, m, ek, c_sha256, k, result } in cases!("mlkem_768_encaps_test", 47) {
        let public = ml_kem_768::EncapsulationKey::new_from_slice(&ek.0);
        assert_eq!(public.is_ok(), result == "valid", "case {id}");
        if let Ok(public) = public {
            let (c, shared) = public.encapsulate_deterministic(&m.array::<32>().expect("32 bytes").into());
            assert_eq!(Sha256::digest(c)[..], c_sha256.0, "case {id}");
            assert_eq!(shared[..], k.0, "case {id}");
        }
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Suite {
    #[serde(rename = "kem_id")]
    kem: u16,
    info: Hex,
    sk_rm: Hex,
    pk_rm: Hex,
    enc: Hex,
    encryptions: Vec<Encryption>,
    exports: Vec<Export>,
}

#[derive(Deserialize)]
struct Encryption {
    aad: Hex,
    ct: Hex,
    pt: Hex,
}

#[derive(Deserialize)]
struct Export {
    exporter_context: Hex,
    #[serde(rename = "L")]
    length: usize,
    exported_value: Hex,
}

fn suites() -> [Suite; 2] {
    serde_json::from_str(include_str!("../vectors/hpke_test.json")).expect("two suites")
}

/// Lazaret's own calls have neither associated data nor a second message, as the vectors have, so that the crate is asked
/// with Lazaret's types; its public keys are our own call's.
fn receive<A: Aead, K: HpkeKem>(suite: &Suite) {
    let private = K::PrivateKey::from_bytes(&suite.sk_rm.0).expect("a private key");
    let encapsulated = K::EncappedKey::from_bytes(&suite.enc.0).expect("an encapsulated key");
    let mut context =
        setup_receiver::<A, HkdfSha256, K>(&OpModeR::Base, &private, &encapsulated, &suite.info.0)
            .expect("a context");
    for Encryption { aad, ct, pt } in &suite.encryptions {
        assert_eq!(context.open(&ct.0, &aad.0).as_ref(), Ok(&pt.0));
    }
    for Export { exporter_context, length, exported_value } in &suite.exports {
        let mut out = vec![0; *length];
        context.export(&exporter_context.0, &mut out).expect("short");
        assert_eq!(out, exported_value.0);
    }
}

/// RFC 9180, appendix A, for the suite that Lazaret uses.
#[test]
fn hpke_with_x25519_opens_what_the_standard_sealed() {
    let [suite, _] = suites();
    assert_eq!(suite.kem, 0x0020);
    assert_eq!(Kem::X25519.public_key(&secret(&suite.sk_rm)), suite.pk_rm.0);
    receive::<AesGcm256, X25519HkdfSha256>(&suite);
}

/// draft-ietf-hpke-pq has X-Wing with ChaCha20-Poly1305; the key schedule and the KEM are ours.
#[test]
fn hpke_with_x_wing_opens_what_the_draft_sealed() {
    let [_, suite] = suites();
    assert_eq!(suite.kem, 0x647a);
    assert_eq!(Kem::XWing.public_key(&secret(&suite.sk_rm)), suite.pk_rm.0);
    receive::<ChaCha20Poly1305, XWing>(&suite);
}
