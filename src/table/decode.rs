//! Windows-1252 to text.

use std::borrow::Cow;

/// Bytes 0x80 to 0x9f; the five that the code page leaves open stay control
/// characters, as browsers read them (WHATWG Encoding, index windows-1252).
const HIGH: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}',
    '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

/// Reads bytes as Windows-1252. Every byte is a letter, so this never fails.
pub(super) fn windows_1252(bytes: &[u8]) -> Cow<'_, str> {
    match std::str::from_utf8(bytes) {
        Ok(text) if bytes.is_ascii() => Cow::Borrowed(text),
        _ => Cow::Owned(bytes.iter().map(|&byte| letter(byte)).collect()),
    }
}

fn letter(byte: u8) -> char {
    match byte {
        0x80..=0x9f => HIGH[usize::from(byte - 0x80)],
        _ => char::from(byte),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_western_letters() {
        assert_eq!(windows_1252(b"Gr\xf6\xdfe"), "Größe");
        assert_eq!(windows_1252(b"\x80 5"), "€ 5");
        assert_eq!(windows_1252(b"plain"), "plain");
    }
}
