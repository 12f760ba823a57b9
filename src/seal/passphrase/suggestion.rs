//! Passphrases that nobody chose.

use bip39::Language;
use zeroize::Zeroizing;

const WORDS: usize = 7;
/// The list has 2¹¹ words.
const MASK: u16 = 0x7ff;

/// Seven words of BIP-39's English list, joined by `-`, from the operating system's random source.
///
/// # Guarantee
/// Each of the 2⁷⁷ passphrases is equally likely.
///
/// # Errors
/// When there is no randomness.
pub fn suggest() -> Result<Zeroizing<String>, getrandom::Error> {
    let mut random = Zeroizing::new([0; 2 * WORDS]);
    getrandom::fill(&mut *random)?;
    let list = Language::English.word_list();
    // Room for the longest words, so that no copy is left behind.
    let mut passphrase = Zeroizing::new(String::with_capacity(9 * WORDS));
    for &[high, low] in random.as_chunks::<2>().0 {
        if !passphrase.is_empty() {
            passphrase.push('-');
        }
        passphrase.push_str(list[usize::from(u16::from_be_bytes([high, low]) & MASK)]);
    }
    Ok(passphrase)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn suggestions_are_seven_words_of_the_list_and_differ() {
        let list = Language::English.word_list();
        let mut seen = HashSet::new();
        for _ in 0..600 {
            let passphrase = suggest().unwrap();
            let words: Vec<_> = passphrase.split('-').collect();
            assert_eq!(words.len(), WORDS);
            seen.extend(words.iter().map(|word| list.binary_search(word).unwrap()));
        }
        // 4200 draws leave out 13 % of 2048 words: with all bits in use, far more than half are seen.
        assert!(seen.len() > 1600, "{}", seen.len());
    }
}
