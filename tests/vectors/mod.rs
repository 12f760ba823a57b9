//! Reads the vectors of C2SP Wycheproof, natively and in wasm.

use serde::Deserialize;
use std::io::Read;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct File<T> {
    number_of_tests: usize,
    test_groups: Vec<Group<T>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Group<T> {
    #[serde(default)]
    key_size: usize,
    #[serde(default)]
    iv_size: usize,
    #[serde(default)]
    tag_size: usize,
    tests: Vec<T>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct StreamCase {
    pub tc_id: u32,
    pub key: String,
    pub ctx: String,
    /// Hex of zlib.
    ct: String,
    pub aead_key: Option<String>,
    pub base_nonce: Option<String>,
    /// Of the plaintext, or of the authentic beginning of an invalid stream.
    pub msg_length: Option<usize>,
    pub msg_sha512: Option<String>,
    pub result: String,
}

impl StreamCase {
    pub fn sealed(&self) -> Vec<u8> {
        let mut sealed = Vec::new();
        flate2::read::ZlibDecoder::new(&hex(&self.ct)[..]).read_to_end(&mut sealed).expect("zlib");
        sealed
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AeadCase {
    pub tc_id: u32,
    pub key: String,
    pub iv: String,
    pub aad: String,
    pub msg: String,
    pub ct: String,
    pub tag: String,
    pub result: String,
}

/// All 35 of them.
pub fn streams() -> Vec<StreamCase> {
    let file: File<StreamCase> =
        serde_json::from_str(include_str!("c2sp_chunked_encryption_aes_256_gcm_test.json")).expect("vectors");
    let cases: Vec<_> = file.test_groups.into_iter().flat_map(|group| group.tests).collect();
    assert_eq!((cases.len(), file.number_of_tests), (35, 35));
    cases
}

/// Those of AES-256 with a 96-bit nonce and a 128-bit tag.
pub fn aeads() -> Vec<AeadCase> {
    let file: File<AeadCase> = serde_json::from_str(include_str!("aes_gcm_test.json")).expect("vectors");
    assert_eq!(file.number_of_tests, 316);
    file.test_groups
        .into_iter()
        .filter(|group| (group.key_size, group.iv_size, group.tag_size) == (256, 96, 128))
        .flat_map(|group| group.tests)
        .collect()
}

pub fn hex(text: &str) -> Vec<u8> {
    text.as_bytes()
        .chunks(2)
        .map(|pair| u8::from_str_radix(std::str::from_utf8(pair).expect("ASCII"), 16).expect("hex"))
        .collect()
}
