//! The ZIP around a sealed file: entries that are stored, one behind the other.
//!
//! Written so that any unpacker reads it; read so strictly that every byte of a file is accounted for. No other
//! ZIP file is read.
//!
//! # Citation
//! PKWARE, APPNOTE.TXT 6.3.10 (ZIP File Format Specification), sections 4.3 to 4.5.

mod read;
mod write;

pub use read::{Directory, Entry};
pub use write::ArchiveWriter;

const LOCAL: u32 = 0x0403_4b50;
const DESCRIPTOR: u32 = 0x0807_4b50;
const CENTRAL: u32 = 0x0201_4b50;
const END_64: u32 = 0x0606_4b50;
const LOCATOR_64: u32 = 0x0706_4b50;
const END: u32 = 0x0605_4b50;
/// The extra field that holds 64-bit sizes.
const EXTRA_64: u16 = 1;
/// Bit 3 of the flags: CRC-32 and sizes follow the content.
const STREAMED: u16 = 1 << 3;
/// In a 32-bit field: look into the extra field.
const SATURATED: u32 = u32::MAX;
const SATURATED_16: u16 = u16::MAX;
