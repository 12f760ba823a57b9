//! The header: the file's key, wrapped for each recipient in a stanza.
//!
//! ```text
//! stanza = "-> " ‖ type ‖ { " " ‖ argument } ‖ "\n" ‖ base64 in lines of 64, the last of which is shorter
//! ```

use base64ct::{Base64Unpadded, Encoding};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use x25519_dalek::{PublicKey, StaticSecret};
use zeroize::Zeroizing;

use super::{ForeignError, SecretKey, Unlock, cipher, derive, open};
use crate::seal::Passphrase;

const VERSION: &str = "age-encryption.org/v1";
/// More than two hundred recipients.
const MOST_BYTES: usize = 64 * 1024;
const COLUMNS: usize = 64;
const FILE_KEY: usize = 16;
const X25519: &str = "X25519";
const SCRYPT: &str = "scrypt";
/// 1 GiB of memory.
const MOST_LOG2_N: u8 = 20;

type FileKey = Zeroizing<Vec<u8>>;

/// A header whose form is right.
pub(super) struct Header<'a> {
    stanzas: Vec<Stanza<'a>>,
    /// What the MAC is over, and it.
    authenticated: &'a str,
    mac: Vec<u8>,
}

struct Stanza<'a> {
    kind: &'a str,
    arguments: Vec<&'a str>,
    body: Vec<u8>,
}

/// The header and what is behind it; nothing, if its end has not come yet.
pub(super) fn parse(bytes: &[u8]) -> Result<Option<(Header<'_>, &[u8])>, ForeignError> {
    let begins = bytes.iter().zip(VERSION.as_bytes()).all(|(a, b)| a == b);
    if !begins {
        return Err(ForeignError::NotAge);
    }
    let mut lines = Lines { bytes, at: 0 };
    if lines.next()?.is_some_and(|line| line != VERSION) {
        return Err(ForeignError::NotAge);
    }
    let mut stanzas = Vec::new();
    loop {
        let start = lines.at;
        let Some(line) = lines.next()? else { return Ok(None) };
        if let Some(mac) = line.strip_prefix("---") {
            let authenticated = lines.text(0, start + 3)?;
            let mac = mac.strip_prefix(' ').and_then(decode).filter(|mac| mac.len() == 32);
            let mac = mac.ok_or(ForeignError::BadHeader)?;
            let known = stanzas.iter().filter(|it: &&Stanza| it.kind == SCRYPT).count();
            // A passphrase stands alone, so that who opens with it knows that who encrypted knew it.
            if stanzas.is_empty() || (known > 0 && stanzas.len() > 1) {
                return Err(ForeignError::BadHeader);
            }
            return Ok(Some((Header { stanzas, authenticated, mac }, &bytes[lines.at..])));
        }
        let mut words = line.strip_prefix("-> ").ok_or(ForeignError::BadHeader)?.split(' ');
        let kind = words.next().unwrap_or_default();
        let arguments: Vec<_> = words.collect();
        let printable = |word: &&str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_graphic());
        if !printable(&kind) || !arguments.iter().all(printable) {
            return Err(ForeignError::BadHeader);
        }
        let mut body = Vec::new();
        loop {
            let Some(line) = lines.next()? else { return Ok(None) };
            let decoded = decode(line).filter(|_| line.len() <= COLUMNS).ok_or(ForeignError::BadHeader)?;
            body.extend(decoded);
            if line.len() < COLUMNS {
                break;
            }
        }
        stanzas.push(Stanza { kind, arguments, body });
    }
}

/// Lines that end with a line feed.
struct Lines<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Lines<'a> {
    fn next(&mut self) -> Result<Option<&'a str>, ForeignError> {
        let Some(length) = self.bytes[self.at..].iter().position(|&byte| byte == b'\n') else {
            return if self.bytes.len() > MOST_BYTES {
                Err(ForeignError::HeaderTooLong { most_bytes: MOST_BYTES })
            } else {
                Ok(None)
            };
        };
        let line = self.text(self.at, self.at + length)?;
        self.at += length + 1;
        Ok(Some(line))
    }

    fn text(&self, from: usize, to: usize) -> Result<&'a str, ForeignError> {
        std::str::from_utf8(&self.bytes[from..to]).map_err(|_| ForeignError::BadHeader)
    }
}

/// Base64 without padding, in its one canonical form.
fn decode(text: &str) -> Option<Vec<u8>> {
    Base64Unpadded::decode_vec(text).ok()
}

impl Header<'_> {
    /// The file's key, by the stanza that opens, once the whole header is known to be the one that was written.
    pub(super) fn file_key(&self, unlock: &Unlock) -> Result<FileKey, ForeignError> {
        let mut found = None;
        for stanza in &self.stanzas {
            let key = match (stanza.kind, unlock) {
                (X25519, Unlock::Key(secret)) => by_x25519(stanza, secret)?,
                (SCRYPT, Unlock::Passphrase(passphrase)) => by_scrypt(stanza, passphrase)?,
                _ => None,
            };
            found = found.or(key);
        }
        let key = found.ok_or_else(|| self.no_match(unlock))?;
        let mac_key = derive(&key, b"", b"header");
        let mac = Hmac::<Sha256>::new_from_slice(mac_key.expose()).map_err(|_| ForeignError::BadHeader)?;
        let verified = mac.chain_update(self.authenticated).verify_slice(&self.mac);
        verified.map(|()| key).map_err(|_| ForeignError::HeaderForged)
    }

    fn no_match(&self, unlock: &Unlock) -> ForeignError {
        let for_passphrase = self.stanzas.iter().any(|stanza| stanza.kind == SCRYPT);
        match unlock {
            Unlock::Passphrase(_) if for_passphrase => ForeignError::WrongPassphrase,
            Unlock::Passphrase(_) => ForeignError::NeedsKey,
            Unlock::Key(_) if for_passphrase => ForeignError::NeedsPassphrase,
            Unlock::Key(_) => {
                ForeignError::NotForThisKey { packets: u32::try_from(self.stanzas.len()).unwrap_or(u32::MAX) }
            }
        }
    }
}

fn by_x25519(stanza: &Stanza, secret: &SecretKey) -> Result<Option<FileKey>, ForeignError> {
    let [share] = stanza.arguments[..] else { return Err(ForeignError::BadHeader) };
    let share: [u8; 32] = decode(share).and_then(|it| it.try_into().ok()).ok_or(ForeignError::BadHeader)?;
    let secret = StaticSecret::from(*secret.expose());
    let agreed = secret.diffie_hellman(&PublicKey::from(share));
    if !agreed.was_contributory() {
        return Err(ForeignError::BadHeader);
    }
    let salt = [share, PublicKey::from(&secret).to_bytes()].concat();
    unwrap(&derive(agreed.as_bytes(), &salt, b"age-encryption.org/v1/X25519"), &stanza.body)
}

fn by_scrypt(stanza: &Stanza, passphrase: &Passphrase) -> Result<Option<FileKey>, ForeignError> {
    let [salt, log2_n] = stanza.arguments[..] else { return Err(ForeignError::BadHeader) };
    let salt = decode(salt).filter(|salt| salt.len() == 16).ok_or(ForeignError::BadHeader)?;
    let plain = log2_n.bytes().all(|digit| digit.is_ascii_digit()) && !log2_n.starts_with('0');
    let log2_n = log2_n.parse::<u8>().ok().filter(|_| plain).ok_or(ForeignError::BadHeader)?;
    if log2_n > MOST_LOG2_N {
        return Err(ForeignError::UnreasonableCost { log2_n });
    }
    let params = scrypt::Params::new(log2_n, 8, 1).map_err(|_| ForeignError::BadHeader)?;
    let mut key = Zeroizing::new([0; 32]);
    let salt = [b"age-encryption.org/v1/scrypt", &salt[..]].concat();
    scrypt::scrypt(passphrase.expose(), &salt, &params, &mut *key).map_err(|_| ForeignError::BadHeader)?;
    unwrap(&SecretKey::new(*key), &stanza.body)
}

/// The file's key, if it is wrapped under this one; nothing, if the stanza is for another.
fn unwrap(key: &SecretKey, body: &[u8]) -> Result<Option<FileKey>, ForeignError> {
    // Longer ones could open under several keys.
    if body.len() != FILE_KEY + super::TAG {
        return Err(ForeignError::BadHeader);
    }
    let mut file_key = Zeroizing::new(Vec::with_capacity(body.len()));
    Ok(open(&cipher(key), [0; 12], body, &mut file_key).then_some(file_key))
}
