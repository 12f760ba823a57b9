//! The distinct values of a column, each stored once and known by a code.

use hashbrown::HashTable;
use std::ops::Range;

/// The code of a missing value, in every column.
pub const MISSING: u32 = 0;

/// Distinct texts in order of first appearance, one behind the other.
///
/// Code 0 is the missing value, spelled as the empty text.
#[derive(Clone, Debug)]
pub struct Dictionary {
    texts: String,
    ends: Vec<u32>,
    /// Codes, each beside the hash of its text, so that few texts need to be compared.
    index: HashTable<(u32, u32)>,
}

impl Default for Dictionary {
    fn default() -> Self {
        Self { texts: String::new(), ends: vec![0], index: HashTable::new() }
    }
}

impl Dictionary {
    /// How many codes there are, the missing one included.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether no value has been seen but the missing one.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 1
    }

    /// The text of a code.
    ///
    /// # Panics
    /// When the code is not one of this dictionary's.
    #[must_use]
    pub fn text(&self, code: u32) -> &str {
        &self.texts[self.range(code)]
    }

    /// All codes with their texts, the missing one left out.
    pub fn values(&self) -> impl Iterator<Item = (u32, &str)> {
        (1..).take(self.ends.len() - 1).map(|code| (code, self.text(code)))
    }

    /// The code of a text that has been seen. The empty text is [`MISSING`].
    #[must_use]
    pub fn code(&self, text: &str) -> Option<u32> {
        if text.is_empty() {
            return Some(MISSING);
        }
        self.find(hash(text.as_bytes()), text)
    }

    /// The code of a text, new or seen before.
    ///
    /// `None` when the distinct texts of the column pass 4 GiB.
    pub fn intern(&mut self, text: &str) -> Option<u32> {
        if text.is_empty() {
            return Some(MISSING);
        }
        let hash = hash(text.as_bytes());
        if let Some(code) = self.find(hash, text) {
            return Some(code);
        }
        let code = u32::try_from(self.ends.len()).ok()?;
        let end = u32::try_from(self.texts.len() + text.len()).ok()?;
        self.texts.push_str(text);
        self.ends.push(end);
        self.index.insert_unique(spread(hash), (hash, code), |&(hash, _)| spread(hash));
        Some(code)
    }

    #[inline]
    fn find(&self, hash: u32, text: &str) -> Option<u32> {
        // As bytes: cutting a text would look for the borders of its letters.
        let (texts, text) = (self.texts.as_bytes(), text.as_bytes());
        let same = |&(other, code): &(u32, u32)| other == hash && same(&texts[self.range(code)], text);
        self.index.find(spread(hash), same).map(|&(_, code)| code)
    }

    #[inline]
    fn range(&self, code: u32) -> Range<usize> {
        let code = code as usize;
        let start = if code == 0 { 0 } else { self.ends[code - 1] as usize };
        start..self.ends[code] as usize
    }

    /// Frees what only interning needs room for.
    pub fn shrink(&mut self) {
        self.texts.shrink_to_fit();
        self.ends.shrink_to_fit();
    }
}

/// A multiplicative hash by words of eight bytes: on wasm, which has no wide
/// multiplication, it takes half the time of one made for other machines.
#[inline]
fn hash(text: &[u8]) -> u32 {
    let mix = |hash: u64, word: u64| (hash.rotate_left(29) ^ word).wrapping_mul(GOLDEN);
    let (words, rest) = text.as_chunks::<8>();
    let hash = words.iter().fold(text.len() as u64, |hash, word| mix(hash, u64::from_le_bytes(*word)));
    let last = rest.iter().fold(0, |last, &byte| last << 8 | u64::from(byte));
    u32::try_from(mix(hash, last) >> 32).unwrap_or_default()
}

/// Whether two texts are the same, by words: the system's comparison goes by bytes there.
#[inline]
fn same(a: &[u8], b: &[u8]) -> bool {
    if a.len() != b.len() {
        return false;
    }
    let ((words, rest), (other_words, other_rest)) = (a.as_chunks::<8>(), b.as_chunks::<8>());
    words.iter().zip(other_words).all(|(a, b)| u64::from_le_bytes(*a) == u64::from_le_bytes(*b))
        && rest.iter().zip(other_rest).all(|(a, b)| a == b)
}

/// 2^64 divided by the golden ratio (Knuth's multiplicative hashing).
const GOLDEN: u64 = 0x9e37_79b9_7f4a_7c15;

/// A hash of 64 bits from one of 32: the table looks at both ends.
fn spread(hash: u32) -> u64 {
    u64::from(hash).wrapping_mul(GOLDEN)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_follow_first_appearance() {
        let mut dictionary = Dictionary::default();
        let codes: Vec<_> = ["b", "a", "", "b", "ä"].iter().map(|t| dictionary.intern(t).unwrap()).collect();
        assert_eq!(codes, [1, 2, MISSING, 1, 3]);
        assert_eq!(dictionary.text(3), "ä");
        assert_eq!(dictionary.text(MISSING), "");
        assert_eq!(dictionary.code("a"), Some(2));
        assert_eq!(dictionary.code("c"), None);
        assert_eq!(dictionary.values().map(|(_, text)| text).collect::<Vec<_>>(), ["b", "a", "ä"]);
    }

    #[test]
    fn ten_thousand_values_keep_their_codes() {
        let mut dictionary = Dictionary::default();
        for i in 0..10_000 {
            dictionary.intern(&i.to_string());
        }
        for i in 0..10_000u32 {
            assert_eq!(dictionary.code(&i.to_string()), Some(i + 1));
        }
    }
}
