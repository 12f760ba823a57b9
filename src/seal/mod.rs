//! AES-256-GCM streams, keys and the container.

/// The first bytes of a sealed file.
pub const MAGIC: &[u8] = b"lazaret";
