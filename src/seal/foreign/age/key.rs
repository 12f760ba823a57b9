//! Secret keys as age keeps them: `AGE-SECRET-KEY-1…`, in Bech32 (BIP-173).

use zeroize::Zeroizing;

use super::{ForeignError, SecretKey};

const PREFIX: &str = "AGE-SECRET-KEY-";
const ALPHABET: &[u8; 32] = b"QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L";
const CHECKSUM: usize = 6;

/// The secret key of a key file: its first line that is no comment.
///
/// # Errors
/// [`ForeignError::BadKey`].
pub fn parse_secret_key(file: &str) -> Result<SecretKey, ForeignError> {
    let line = file.lines().map(str::trim).find(|line| !line.is_empty() && !line.starts_with('#'));
    line.and_then(bech32).ok_or(ForeignError::BadKey)
}

fn bech32(text: &str) -> Option<SecretKey> {
    let digits = text.strip_prefix(PREFIX)?.strip_prefix('1')?;
    let digits = digits.bytes().map(|it| ALPHABET.iter().position(|letter| *letter == it)?.try_into().ok());
    let digits: Zeroizing<Vec<u8>> = Zeroizing::new(digits.collect::<Option<_>>()?);
    let prefix = PREFIX.bytes().map(|byte| byte.to_ascii_lowercase());
    let prefix = prefix.clone().map(|byte| byte >> 5).chain([0]).chain(prefix.map(|byte| byte & 31));
    let checked = prefix.chain(digits.iter().copied()).fold(1, step) == 1;
    let data = &digits[..digits.len().checked_sub(CHECKSUM)?];
    // 52 digits of 5 bits are 32 bytes and 4 bits, which are zero.
    if !checked || data.len() != 52 || data[51] & 15 != 0 {
        return None;
    }
    let (mut key, mut bits, mut held) = (Zeroizing::new([0; 32]), 0_u32, 0);
    let mut bytes = key.iter_mut();
    for digit in data {
        bits = bits << 5 | u32::from(*digit);
        held += 5;
        if held >= 8 {
            held -= 8;
            *bytes.next()? = (bits >> held).to_le_bytes()[0];
        }
    }
    Some(SecretKey::new(*key))
}

/// One step of Bech32's checksum.
fn step(sum: u32, digit: u8) -> u32 {
    const GENERATORS: [u32; 5] = [0x3b6a_57b2, 0x2650_8e6d, 0x1ea1_19fa, 0x3d42_33dd, 0x2a14_62b3];
    let shifted = (sum & 0x01ff_ffff) << 5 ^ u32::from(digit);
    let taps = GENERATORS.iter().enumerate().filter(|(bit, _)| sum >> 25 >> bit & 1 == 1);
    taps.fold(shifted, |sum, (_, generator)| sum ^ generator)
}
