//! Trapdoors, and the tokens that they find.

use serde::{Deserialize, Serialize};

use super::{GroupError, SearchKey};
use crate::bytes::{Bytes, hmac_sha256};
use crate::exchange::Salt;

/// How many tokens every file has.
const TOKENS: usize = 64;

/// What a file has in place of a word.
pub type Token = Bytes<16>;

/// What a search sends in place of a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Trapdoor(pub Bytes<32>);

/// The tokens of a file, as an `upload` attaches them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tokens {
    /// The file's own, or zeros where searching is an index look-up.
    pub salt: Salt,
    /// 64 of them, in ascending order.
    pub words: Vec<Token>,
}

impl SearchKey {
    /// The trapdoor of a word, spelled as [`super::words_of_search`] spells it.
    #[must_use]
    pub fn trapdoor(&self, word: &str) -> Trapdoor {
        Trapdoor(Bytes(hmac_sha256(self.0.expose(), &[b"word\0", word.as_bytes()].concat())))
    }

    /// The tokens of a file with these words; random ones fill up, and words beyond the 64th are left out.
    ///
    /// # Errors
    /// [`GroupError::Random`].
    pub fn tokens(&self, words: &[String], salt: Salt) -> Result<Tokens, GroupError> {
        let tokens = words.iter().take(TOKENS).map(|word| Ok(self.trapdoor(word).token(&salt)));
        let random = std::iter::repeat_with(Bytes::random);
        let mut words: Vec<Token> =
            tokens.chain(random).take(TOKENS).collect::<Result<_, _>>().map_err(|_| GroupError::Random)?;
        words.sort_unstable();
        Ok(Tokens { salt, words })
    }
}

impl Trapdoor {
    /// The token of a word in a file with this salt.
    #[must_use]
    pub fn token(&self, salt: &Salt) -> Token {
        Bytes(hmac_sha256(&self.0.0, &salt.0)).first()
    }
}

impl Tokens {
    /// Whether they are as a file's must be: so many, each once, in order.
    #[must_use]
    pub fn are_well_formed(&self) -> bool {
        self.words.len() == TOKENS && self.words.is_sorted_by(|a, b| a < b)
    }

    /// Whether the file has all the words.
    #[must_use]
    pub fn have(&self, trapdoors: &[Trapdoor]) -> bool {
        let has = |token: Token| self.words.binary_search(&token).is_ok();
        trapdoors.iter().all(|trapdoor| has(trapdoor.token(&self.salt)))
    }
}

#[cfg(test)]
mod tests {
    use super::super::{GroupKey, words_of_file, words_of_search};
    use super::*;
    use proptest::prelude::*;
    use std::collections::HashSet;

    #[test]
    fn files_that_share_all_words_share_no_token() {
        let key = GroupKey::generate().unwrap().search();
        let words = words_of_file("Fever 2026", "influenza");
        let [one, other] = [1, 2].map(|salt| key.tokens(&words, Bytes([salt; 16])).unwrap());
        assert!(one.are_well_formed() && other.are_well_formed());
        let one: HashSet<_> = one.words.into_iter().collect();
        assert!(other.words.iter().all(|token| !one.contains(token)));
    }

    #[test]
    fn tokens_are_sixty_four_whatever_the_words() {
        let key = GroupKey::generate().unwrap().search();
        let words: Vec<String> = (0..100).map(|word| word.to_string()).collect();
        for count in [0, 1, 64, 100] {
            let tokens = key.tokens(&words[..count], Bytes([1; 16])).unwrap();
            assert!(tokens.are_well_formed());
            let found = words.iter().filter(|word| tokens.have(&[key.trapdoor(word)])).count();
            assert_eq!(found, count.min(TOKENS));
        }
    }

    #[test]
    fn tokens_in_another_number_or_order_are_refused() {
        let key = GroupKey::generate().unwrap().search();
        let mut tokens = key.tokens(&[], Bytes([1; 16])).unwrap();
        tokens.words.swap(3, 4);
        assert!(!tokens.are_well_formed());
        tokens.words.sort_unstable();
        tokens.words[4] = tokens.words[3];
        assert!(!tokens.are_well_formed());
        tokens.words.remove(4);
        assert!(!tokens.are_well_formed());
    }

    proptest! {
        #[test]
        fn a_file_is_found_by_the_words_it_has_and_no_others(
            name in "[a-e]{1,3}( [a-e]{1,3}){0,3}",
            search in "[a-e]{1,2}( [a-e]{1,2}){0,1}",
        ) {
            let key = GroupKey::generate().unwrap().search();
            let words = words_of_file(&name, "");
            let tokens = key.tokens(&words, Bytes([9; 16])).unwrap();
            let searched = words_of_search(&search);
            let trapdoors: Vec<_> = searched.iter().map(|word| key.trapdoor(word)).collect();
            prop_assert_eq!(tokens.have(&trapdoors), searched.iter().all(|word| words.contains(word)));
        }
    }
}
