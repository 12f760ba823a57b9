//! The recovery words: an identity's root as 24 words of BIP-39's English list.

use bip39::{Language, Mnemonic};
use zeroize::Zeroizing;

use super::IdentityError;
use crate::seal::aead::{KEY, SecretKey};

const COUNT: usize = 24;
/// So many letters tell any two words of the list apart.
const ENOUGH_LETTERS: usize = 4;

/// The words of a root, separated by blanks. The last one carries eight bits of checksum.
#[must_use]
pub fn recovery_words(root: &SecretKey) -> Zeroizing<String> {
    let mut words = Zeroizing::new(String::with_capacity(9 * COUNT));
    // 32 bytes are always 24 words.
    if let Ok(mnemonic) = Mnemonic::from_entropy_in(Language::English, root.expose()) {
        for word in mnemonic.words() {
            if !words.is_empty() {
                words.push(' ');
            }
            words.push_str(word);
        }
    }
    words
}

/// The root of words as people type them: in capitals, numbered, with commas or line breaks; the first four letters
/// of a word are enough.
///
/// # Errors
/// [`IdentityError::WordCount`], [`IdentityError::UnknownWord`], [`IdentityError::WrongChecksum`].
pub fn root_of_words(text: &str) -> Result<SecretKey, IdentityError> {
    let typed = || text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
    let found = typed().count();
    if found != COUNT {
        return Err(IdentityError::WordCount { found, expected: COUNT });
    }
    let mut words = Zeroizing::new(String::with_capacity(9 * COUNT));
    for (number, word) in (1..).zip(typed()) {
        words.push_str(listed(word).ok_or(IdentityError::UnknownWord { number })?);
        words.push(' ');
    }
    let mnemonic =
        Mnemonic::parse_in_normalized(Language::English, &words).map_err(|_| IdentityError::WrongChecksum)?;
    let (entropy, _) = mnemonic.to_entropy_array();
    let entropy = Zeroizing::new(entropy);
    entropy.first_chunk::<KEY>().copied().map(SecretKey::new).ok_or(IdentityError::WrongChecksum)
}

/// Whether the words at some places, counted from 1, are these: for a person who wrote them down and types some again.
///
/// # Errors
/// [`IdentityError::WordDiffers`] with the first that is not.
pub fn confirm_words(root: &SecretKey, typed: &[(usize, &str)]) -> Result<(), IdentityError> {
    let words = recovery_words(root);
    for &(number, word) in typed {
        let right = number.checked_sub(1).and_then(|place| words.split(' ').nth(place));
        if right.is_none() || listed(word.trim()) != right {
            return Err(IdentityError::WordDiffers { number });
        }
    }
    Ok(())
}

/// The word of the list that was typed, or begun.
fn listed(typed: &str) -> Option<&'static str> {
    let typed = Zeroizing::new(typed.to_lowercase());
    let list = Language::English.word_list();
    let exact = || list.iter().find(|word| **word == typed.as_str());
    let begun = || list.iter().find(|word| typed.len() >= ENOUGH_LETTERS && word.starts_with(typed.as_str()));
    exact().or_else(begun).copied()
}
