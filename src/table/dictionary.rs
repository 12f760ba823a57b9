//! The distinct values of a column, each stored once and known by a code.

use foldhash::fast::FixedState;
use hashbrown::HashTable;
use std::hash::BuildHasher;
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
    hasher: FixedState,
}

impl Default for Dictionary {
    fn default() -> Self {
        // Collisions can only slow a load down, so a fixed seed is enough.
        Self { texts: String::new(), ends: vec![0], index: HashTable::new(), hasher: FixedState::default() }
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
        self.find(self.hash(text), text)
    }

    /// The code of a text, new or seen before.
    ///
    /// `None` when the distinct texts of the column pass 4 GiB.
    pub fn intern(&mut self, text: &str) -> Option<u32> {
        if text.is_empty() {
            return Some(MISSING);
        }
        let hash = self.hash(text);
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

    fn hash(&self, text: &str) -> u32 {
        // Half of it tells as many texts apart as there are codes.
        u32::try_from(self.hasher.hash_one(text.as_bytes()) >> 32).unwrap_or_default()
    }

    #[inline]
    fn find(&self, hash: u32, text: &str) -> Option<u32> {
        // As bytes: cutting a text would look for the borders of its letters.
        let (texts, text) = (self.texts.as_bytes(), text.as_bytes());
        let same = |&(other, code): &(u32, u32)| other == hash && texts[self.range(code)] == *text;
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

/// A hash of 64 bits from one of 32: the table looks at both ends (Knuth's multiplicative hashing).
fn spread(hash: u32) -> u64 {
    u64::from(hash).wrapping_mul(0x9e37_79b9_7f4a_7c15)
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
