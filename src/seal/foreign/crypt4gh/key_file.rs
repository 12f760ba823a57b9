//! Keys as crypt4gh's own tool keeps them.
//!
//! ```text
//! public   32 bytes
//! secret   "c4gh-v1" ‖ kdf ‖ [options, unless kdf is "none"] ‖ cipher ‖ key ‖ [comment]      each u16 length ‖ bytes
//! ```
//!
//! Both in base64 between `-----BEGIN CRYPT4GH … KEY-----` and its end. 32 bytes that stand alone in a file are taken too.

use base64ct::{Base64, Encoding};
use zeroize::Zeroizing;

use super::{ForeignError, SecretKey};

const SECRET: &str = "CRYPT4GH PRIVATE KEY";
const PUBLIC: &str = "CRYPT4GH PUBLIC KEY";
const MAGIC: &[u8] = b"c4gh-v1";
const NONE: &[u8] = b"none";

/// A reader's public key from its file.
///
/// # Errors
/// [`ForeignError::BadKey`].
pub fn parse_public_key(file: &[u8]) -> Result<[u8; 32], ForeignError> {
    unarmoured(file, PUBLIC)?.as_slice().try_into().map_err(|_| ForeignError::BadKey)
}

/// A reader's secret key from its file, which must not be locked with a passphrase.
///
/// # Errors
/// [`ForeignError::BadKey`], [`ForeignError::LockedKey`].
pub fn parse_secret_key(file: &[u8]) -> Result<SecretKey, ForeignError> {
    let bytes = unarmoured(file, SECRET)?;
    let key = if bytes.len() == 32 { &bytes } else { unlocked(&bytes)? };
    key.try_into().map(SecretKey::new).map_err(|_| ForeignError::BadKey)
}

fn unlocked(bytes: &[u8]) -> Result<&[u8], ForeignError> {
    let mut rest = bytes.strip_prefix(MAGIC).ok_or(ForeignError::BadKey)?;
    let mut field = || {
        let (length, after) = rest.split_first_chunk::<2>()?;
        let (field, after) = after.split_at_checked(u16::from_be_bytes(*length).into())?;
        rest = after;
        Some(field)
    };
    let (kdf, cipher) = (field().ok_or(ForeignError::BadKey)?, field().ok_or(ForeignError::BadKey)?);
    if [kdf, cipher] != [NONE; 2] {
        return Err(ForeignError::LockedKey);
    }
    field().ok_or(ForeignError::BadKey)
}

/// The bytes between the lines that say what they are, or those of a bare key.
fn unarmoured(file: &[u8], what: &str) -> Result<Zeroizing<Vec<u8>>, ForeignError> {
    if file.len() == 32 {
        return Ok(Zeroizing::new(file.to_vec()));
    }
    let armour = |text: &str| {
        let inside = text
            .trim()
            .strip_prefix(&format!("-----BEGIN {what}-----"))?
            .strip_suffix(&format!("-----END {what}-----"))?;
        let base64: Zeroizing<String> = Zeroizing::new(inside.split_whitespace().collect());
        Base64::decode_vec(&base64).ok()
    };
    std::str::from_utf8(file).ok().and_then(armour).map(Zeroizing::new).ok_or(ForeignError::BadKey)
}
