//! The header: the data's keys, and which of it to keep, encrypted for each reader.

use blake2::{Blake2b512, Digest};
use x25519_dalek::{PublicKey, StaticSecret};
use zeroize::Zeroizing;

use super::{EditList, ForeignError, NONCE, SecretKey, TAG, cipher, decrypt, encrypt, random};

const MAGIC: &[u8; 8] = b"crypt4gh";
const VERSION: u32 = 1;
/// More than two thousand readers.
const MOST_BYTES: usize = 256 * 1024;
/// Magic, version and number of packets.
const START: usize = 16;
const LENGTH: usize = 4;
const X25519_CHACHA20_POLY1305: u32 = 0;
const DATA_KEY: u32 = 0;
const EDIT_LIST: u32 = 1;
const CHACHA20_POLY1305: u32 = 0;

/// What a header says to one of its readers.
#[derive(Default)]
pub(super) struct Header {
    /// At least one, each for some of the segments.
    pub keys: Vec<SecretKey>,
    pub edits: Option<EditList>,
}

/// Reads a header piece by piece; memory is one packet.
pub(super) struct HeaderReader {
    secret: SecretKey,
    pending: Vec<u8>,
    read_bytes: usize,
    /// Known once the header has begun.
    packets: Option<u32>,
    next: u32,
    found: Header,
}

impl HeaderReader {
    pub(super) fn new(secret: SecretKey) -> Self {
        let found = Header::default();
        Self { secret, pending: Vec::new(), read_bytes: 0, packets: None, next: 0, found }
    }

    /// Takes bytes from the front of the input; gives what was found once the header is read.
    pub(super) fn push(&mut self, input: &mut &[u8]) -> Result<Option<Header>, ForeignError> {
        while self.packets != Some(self.next) {
            let wanted = self.wanted()?;
            let (taken, rest) = input.split_at(input.len().min(wanted - self.pending.len()));
            self.pending.extend_from_slice(taken);
            *input = rest;
            if self.pending.len() < wanted {
                return Ok(None);
            }
            if self.packets.is_none() {
                self.start()?;
            } else if wanted > LENGTH {
                let packet = std::mem::take(&mut self.pending);
                self.packet(&packet[LENGTH..])?;
                self.next += 1;
            }
        }
        if self.found.keys.is_empty() {
            return Err(ForeignError::NotForThisKey { packets: self.next });
        }
        Ok(Some(std::mem::take(&mut self.found)))
    }

    /// What a file is that ends here.
    pub(super) fn cut_short(&self) -> ForeignError {
        let begun = self.packets.is_some() || (!self.pending.is_empty() && MAGIC.starts_with(&self.pending));
        if begun || self.pending.starts_with(MAGIC) {
            ForeignError::Truncated
        } else {
            ForeignError::NotCrypt4gh
        }
    }

    /// How many bytes must be pending to go on.
    fn wanted(&mut self) -> Result<usize, ForeignError> {
        if self.packets.is_none() {
            return Ok(START);
        }
        let Some(length) = self.pending.first_chunk::<LENGTH>() else { return Ok(LENGTH) };
        let length = u32::from_le_bytes(*length) as usize;
        if length <= LENGTH {
            return Err(ForeignError::Malformed { packet: self.next });
        }
        if length > MOST_BYTES - self.read_bytes {
            return Err(ForeignError::HeaderTooLong { most_bytes: MOST_BYTES });
        }
        Ok(length)
    }

    fn start(&mut self) -> Result<(), ForeignError> {
        let mut fields = Fields(&self.pending);
        if fields.bytes() != Some(MAGIC) {
            return Err(ForeignError::NotCrypt4gh);
        }
        let version = fields.u32().ok_or(ForeignError::NotCrypt4gh)?;
        if version != VERSION {
            return Err(ForeignError::UnknownVersion { version });
        }
        self.packets = fields.u32();
        self.pending.clear();
        self.read_bytes = START;
        Ok(())
    }

    /// Takes what a packet holds, if it opens with our key; others are for other readers.
    fn packet(&mut self, packet: &[u8]) -> Result<(), ForeignError> {
        self.read_bytes += LENGTH + packet.len();
        let Some(payload) = open(&self.secret, packet) else { return Ok(()) };
        let malformed = ForeignError::Malformed { packet: self.next };
        let mut fields = Fields(&payload);
        match fields.u32() {
            Some(DATA_KEY) => match fields.u32() {
                Some(CHACHA20_POLY1305) => {
                    let key = fields.bytes::<32>().ok_or(malformed)?;
                    self.found.keys.push(SecretKey::new(*key));
                    Ok(())
                }
                Some(method) => Err(ForeignError::UnknownMethod { method }),
                None => Err(malformed),
            },
            Some(EDIT_LIST) if self.found.edits.is_none() => {
                let count = fields.u32().ok_or(malformed.clone())? as usize;
                let (lengths, _padding) = fields.0.as_chunks::<8>();
                let lengths = lengths.get(..count).ok_or(malformed)?;
                let lengths: Vec<u64> = lengths.iter().map(|length| u64::from_le_bytes(*length)).collect();
                self.found.edits = (!lengths.is_empty()).then(|| EditList::of_lengths(&lengths));
                Ok(())
            }
            _ => Err(malformed),
        }
    }
}

/// Takes fields from the front.
struct Fields<'a>(&'a [u8]);

impl<'a> Fields<'a> {
    fn bytes<const N: usize>(&mut self) -> Option<&'a [u8; N]> {
        let (bytes, rest) = self.0.split_first_chunk()?;
        self.0 = rest;
        Some(bytes)
    }

    fn u32(&mut self) -> Option<u32> {
        self.bytes().map(|bytes| u32::from_le_bytes(*bytes))
    }
}

/// `BLAKE2b(X25519(ours, theirs) ‖ reader's key ‖ writer's key)`, of which the first 32 bytes are the key.
fn shared_key(
    ours: &StaticSecret,
    theirs: &PublicKey,
    reader: &PublicKey,
    writer: &PublicKey,
) -> Option<SecretKey> {
    let agreed = ours.diffie_hellman(theirs);
    // As libsodium, we agree on nothing with a key of small order.
    if !agreed.was_contributory() {
        return None;
    }
    let mut hash = Blake2b512::new();
    for part in [agreed.as_bytes(), reader.as_bytes(), writer.as_bytes()] {
        hash.update(part);
    }
    let hash = Zeroizing::new(<[u8; 64]>::from(hash.finalize()));
    hash.first_chunk().copied().map(SecretKey::new)
}

/// What a packet holds, after its length; nothing, if it is not for this reader.
fn open(secret: &SecretKey, packet: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    let mut fields = Fields(packet);
    if fields.u32() != Some(X25519_CHACHA20_POLY1305) {
        return None;
    }
    let writer = PublicKey::from(*fields.bytes::<32>()?);
    let secret = StaticSecret::from(*secret.expose());
    let key = shared_key(&secret, &writer, &PublicKey::from(&secret), &writer)?;
    let mut payload = Zeroizing::new(Vec::with_capacity(fields.0.len()));
    decrypt(&cipher(&key), fields.0, &mut payload).then_some(payload)
}

/// Appends a header that gives each reader the data's key. The writer's own key is made for it and forgotten.
pub(super) fn write(
    readers: &[[u8; 32]],
    data_key: &SecretKey,
    out: &mut Vec<u8>,
) -> Result<(), ForeignError> {
    let packets =
        u32::try_from(readers.len()).map_err(|_| ForeignError::HeaderTooLong { most_bytes: MOST_BYTES })?;
    let length = LENGTH + 4 + 32 + NONCE + 4 + 4 + 32 + TAG;
    if readers.is_empty() {
        return Err(ForeignError::NoRecipient);
    }
    if START + readers.len() * length > MOST_BYTES {
        return Err(ForeignError::HeaderTooLong { most_bytes: MOST_BYTES });
    }
    let secret = StaticSecret::from(random::<32>()?);
    let writer = PublicKey::from(&secret);
    let mut payload = Zeroizing::new(Vec::with_capacity(40));
    payload.extend_from_slice(&DATA_KEY.to_le_bytes());
    payload.extend_from_slice(&CHACHA20_POLY1305.to_le_bytes());
    payload.extend_from_slice(data_key.expose());

    out.extend_from_slice(MAGIC);
    out.extend_from_slice(&VERSION.to_le_bytes());
    out.extend_from_slice(&packets.to_le_bytes());
    for reader in readers {
        let reader = PublicKey::from(*reader);
        let key = shared_key(&secret, &reader, &reader, &writer).ok_or(ForeignError::BadKey)?;
        #[expect(clippy::cast_possible_truncation, reason = "it is 108")]
        out.extend_from_slice(&(length as u32).to_le_bytes());
        out.extend_from_slice(&X25519_CHACHA20_POLY1305.to_le_bytes());
        out.extend_from_slice(writer.as_bytes());
        encrypt(&cipher(&key), &payload, out)?;
    }
    Ok(())
}
