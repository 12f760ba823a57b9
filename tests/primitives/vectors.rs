//! Reads the vectors of `tests/vectors/` for single primitives.

use std::io::Read;

use serde::de::{Deserialize, DeserializeOwned, Deserializer};

/// Bytes that a vector spells as hexadecimal digits.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Hex(pub Vec<u8>);

impl Hex {
    /// `None` where there are other than `N`.
    pub fn array<const N: usize>(&self) -> Option<[u8; N]> {
        self.0.as_slice().try_into().ok()
    }
}

impl std::fmt::Debug for Hex {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl<'de> Deserialize<'de> for Hex {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let byte =
            |pair: &[u8]| std::str::from_utf8(pair).ok().and_then(|pair| u8::from_str_radix(pair, 16).ok());
        let bytes: Option<Vec<u8>> = text.as_bytes().chunks(2).map(byte).collect();
        bytes.map(Self).ok_or_else(|| serde::de::Error::custom("not hexadecimal"))
    }
}

/// All cases of a file that was compressed; `count` are known to be in it.
pub fn unzip<T: DeserializeOwned>(gzip: &[u8], count: usize) -> Vec<T> {
    let mut json = String::new();
    flate2::read::GzDecoder::new(gzip).read_to_string(&mut json).expect("gzip");
    let cases: Vec<T> = serde_json::from_str(&json).expect("vectors");
    assert_eq!(cases.len(), count);
    cases
}

/// Includes and reads a file of `tests/vectors/`.
macro_rules! cases {
    ($name:literal, $count:literal) => {
        crate::vectors::unzip(include_bytes!(concat!("../vectors/", $name, ".json.gz")), $count)
    };
}

pub(crate) use cases;
