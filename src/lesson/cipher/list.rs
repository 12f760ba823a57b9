//! The lesson's lists: made-up patients, each entry one block of 16 bytes.

use super::modes::BLOCK;

/// Patients of every list; Ms X is one of them.
pub const PATIENTS: [&str; 8] = ["Mr A", "Ms B", "Mr C", "Ms D", "Ms X", "Mr F", "Ms G", "Mr H"];

/// What each patient has.
pub const DIAGNOSES: [&str; 8] =
    ["influenza", "tuberculosis", "influenza", "HIV", "HIV", "influenza", "tuberculosis", "asthma"];

/// What each patient is to take.
pub const PRESCRIPTIONS: [&str; 8] = [
    "warfarin 10 mg",
    "morphine 10 mg",
    "warfarin 20 mg",
    "heparin  10 mg",
    "morphine 10 mg",
    "warfarin 30 mg",
    "morphine 20 mg",
    "heparin  20 mg",
];

/// Where the first digit of a dose stands in its entry, and the bit that makes 1 a 5, 2 a 6 and 3 a 7.
pub const DOSE: (usize, u8) = (9, 0b100);

/// The entries one after another, each padded with blanks to a block.
#[must_use]
pub fn padded(entries: &[&str]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(entries.len() * BLOCK);
    for entry in entries {
        bytes.extend(entry.bytes().take(BLOCK));
        bytes.resize(bytes.len().next_multiple_of(BLOCK), b' ');
    }
    bytes
}

/// A block as text: what is no printable character is a dot.
#[must_use]
pub fn text(block: &[u8]) -> String {
    let shown = |&byte: &u8| if byte == b' ' || byte.is_ascii_graphic() { char::from(byte) } else { '·' };
    block.iter().map(shown).collect::<String>().trim_end().to_owned()
}

/// Every block of a list as text.
#[must_use]
pub fn texts(list: &[u8]) -> Vec<String> {
    list.chunks(BLOCK).map(text).collect()
}

/// Bytes in hexadecimal.
#[must_use]
pub fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digit = |value: u8| char::from(DIGITS[usize::from(value & 15)]);
    bytes.iter().flat_map(|&byte| [digit(byte >> 4), digit(byte)]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_whole_blocks_and_come_back() {
        for list in [DIAGNOSES, PRESCRIPTIONS] {
            let bytes = padded(&list);
            assert_eq!(bytes.len(), PATIENTS.len() * BLOCK);
            assert_eq!(texts(&bytes), list);
        }
        assert_eq!((text(&[0, 255, b'a', 0x7f]).as_str(), hex(&[0, 0xaf]).as_str()), ("··a·", "00af"));
    }

    #[test]
    fn the_bit_changes_every_dose() {
        let (place, bit) = DOSE;
        for prescription in PRESCRIPTIONS {
            let digit = prescription.as_bytes()[place];
            assert_eq!(digit ^ bit, digit + 4, "{prescription}");
        }
    }
}
