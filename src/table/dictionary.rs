//! The distinct values of a column, each stored once and known by a code.

use foldhash::fast::FixedState;
use hashbrown::HashTable;
use std::hash::BuildHasher;

/// The code of a missing value, in every column.
pub const MISSING: u32 = 0;

/// Distinct texts in order of first appearance, one behind the other.
///
/// Code 0 is the missing value, spelled as the empty text.
#[derive(Clone, Debug)]
pub struct Dictionary {
    texts: String,
    ends: Vec<u32>,
    index: HashTable<u32>,
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
        slice(&self.texts, &self.ends, code)
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
        let hash = self.hasher.hash_one(text.as_bytes());
        self.index.find(hash, |&code| self.text(code) == text).copied()
    }

    /// The code of a text, new or seen before.
    ///
    /// `None` when the distinct texts of the column pass 4 GiB.
    pub fn intern(&mut self, text: &str) -> Option<u32> {
        if text.is_empty() {
            return Some(MISSING);
        }
        let hash = self.hasher.hash_one(text.as_bytes());
        let Self { texts, ends, index, hasher } = self;
        if let Some(&code) = index.find(hash, |&code| slice(texts, ends, code) == text) {
            return Some(code);
        }
        let code = u32::try_from(ends.len()).ok()?;
        let end = u32::try_from(texts.len() + text.len()).ok()?;
        texts.push_str(text);
        ends.push(end);
        index.insert_unique(hash, code, |&code| hasher.hash_one(slice(texts, ends, code).as_bytes()));
        Some(code)
    }

    /// Frees what only interning needs room for.
    pub fn shrink(&mut self) {
        self.texts.shrink_to_fit();
        self.ends.shrink_to_fit();
    }
}

fn slice<'a>(texts: &'a str, ends: &[u32], code: u32) -> &'a str {
    let code = code as usize;
    let start = if code == 0 { 0 } else { ends[code - 1] as usize };
    &texts[start..ends[code] as usize]
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
