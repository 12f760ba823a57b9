//! How hard a passphrase is to guess, estimated low.

use std::ops::RangeInclusive;

use bip39::Language;
use zeroize::Zeroizing;

/// A new passphrase should have so many bits. At the default [`Cost`](super::Cost) a guess takes a fifth of a second of
/// a processor and 64 MiB: 2⁵⁰ of them are seven hundred years of ten thousand processors.
pub const LEAST_BITS: u32 = 50;

/// What people choose first, and choose again for work.
const COMMON: &str = "password passwort passphrase qwerty qwertz azerty asdf asdfgh letmein iloveyou admin administrator \
    master monkey dragon sunshine princess football login changeme geheim secret hello hallo hospital \
    clinic klinik doctor patient patients lazaret january february march april june july august \
    september october november december monday tuesday wednesday thursday friday saturday sunday spring \
    summer autumn winter";
const YEARS: RangeInclusive<u32> = 1900..=2050;

/// Bits of a passphrase, estimated low: a guesser is taken to know that people join words, names, dates and rows of keys.
///
/// | part | bits |
/// | --- | --- |
/// | a word of BIP-39's list | log₂ 2048 = 11 |
/// | another word | 4.7 for its first letter, 2 for each more: a little below the 2.3 that Shannon found for English |
/// | a word that people choose first | 5 |
/// | digits | 3.3 each, but a year 7 and a date 15 in all |
/// | other signs | 4 each, but one blank, dash or the like between words none |
/// | what came before, repeats its neighbour or stands beside it | none |
/// | capitals | 1 in all |
///
/// It knows no dictionary beyond that (the lists of zxcvbn, which does, are 389 KB compressed): a title or a name from the
/// news may be worth less than it says. Random letters are worth more.
///
/// # Citation
/// Shannon, Prediction and entropy of printed English, Bell System Technical Journal 30 (1951).
#[must_use]
pub fn strength(passphrase: &str) -> u32 {
    let tokens = tokens(passphrase);
    let mut bits = 0.0;
    for (place, token) in tokens.iter().enumerate() {
        bits += if tokens[..place].contains(token) { 0.0 } else { guess(token) };
    }
    if passphrase.chars().any(char::is_uppercase) {
        bits += 1.0;
    }
    // Never negative, and far below 2³².
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let floor = bits as u32;
    floor
}

#[derive(Clone, Copy, PartialEq)]
enum Class {
    Letters,
    Digits,
    Other,
}

impl Class {
    fn of(c: char) -> Self {
        match c {
            _ if c.is_alphabetic() => Self::Letters,
            _ if c.is_numeric() => Self::Digits,
            _ => Self::Other,
        }
    }
}

/// Runs of one class in lower case; a capital after a small letter begins another word.
fn tokens(text: &str) -> Vec<Zeroizing<String>> {
    let mut tokens: Vec<Zeroizing<String>> = Vec::new();
    let mut before: Option<char> = None;
    for c in text.chars() {
        let goes_on = before.is_some_and(|before| {
            Class::of(before) == Class::of(c) && !(before.is_lowercase() && c.is_uppercase())
        });
        if !goes_on {
            tokens.push(Zeroizing::default());
        }
        if let Some(token) = tokens.last_mut() {
            token.extend(c.to_lowercase());
        }
        before = Some(c);
    }
    tokens
}

fn guess(token: &str) -> f64 {
    let length = token.chars().count();
    let new = new_characters(token);
    match token.chars().next().map(Class::of) {
        Some(Class::Letters) if is_common(token) => 5.0,
        Some(Class::Letters) if Language::English.word_list().binary_search(&token).is_ok() => 11.0,
        Some(Class::Letters) => f64::from(new).mul_add(2.0, 2.7),
        Some(Class::Digits) if length == 4 && token.parse().is_ok_and(|year| YEARS.contains(&year)) => 7.0,
        Some(Class::Digits) => {
            let bits = 3.3 * f64::from(new);
            if length == 6 || length == 8 { bits.min(15.0) } else { bits }
        }
        Some(Class::Other) if matches!(token, " " | "-" | "_" | "." | ",") => 0.0,
        Some(Class::Other) => 4.0 * f64::from(new),
        None => 0.0,
    }
}

fn is_common(word: &str) -> bool {
    COMMON.split(' ').any(|common| common == word)
}

/// Characters that do not repeat the one before, nor stand beside it in the alphabet, among the digits or on a keyboard.
fn new_characters(token: &str) -> u32 {
    const ROWS: [&str; 4] = ["qwertyuiop", "qwertzuiop", "asdfghjkl", "yxcvbnm"];
    let beside = |a: char, b: char| {
        let pair: String = [a, b].iter().collect();
        let back: String = [b, a].iter().collect();
        u32::from(a).abs_diff(u32::from(b)) <= 1
            || ROWS.iter().any(|row| row.contains(&pair) || row.contains(&back))
    };
    let mut count = 0;
    let mut before = None;
    for c in token.chars() {
        count += u32::from(!before.is_some_and(|before| beside(before, c)));
        before = Some(c);
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::seal::passphrase::suggest;

    #[test]
    fn suggestions_have_the_bits_that_they_were_drawn_with() {
        for _ in 0..100 {
            let suggestion = suggest().unwrap();
            let words: std::collections::HashSet<_> = suggestion.split('-').collect();
            if words.len() == 7 && !words.iter().any(|word| is_common(word)) {
                assert_eq!(strength(&suggestion), 77);
            }
        }
    }

    #[test]
    fn what_people_choose_is_weak() {
        for weak in [
            "",
            "password",
            "Password123!",
            "Summer2026!",
            "qwertyuiop",
            "1234567890",
            "aaaaaaaaaaaaaaaaaaaaaa",
            "abcdefghijklmnopqrstuvwxyz",
            "hospital-hospital-hospital",
            "Klinik2025Klinik2025",
            "14081979",
            "correct horse battery",
            "letmein letmein 2020",
            "Geheim!Geheim!Geheim!",
            "passwordpassword",
            // Those of twelve letters or more among the four thousand that leaked most often, by the list of SecLists.
            "123qweasdzxc",
            "1qaz2wsx3edc",
            "q1w2e3r4t5y6",
            "1q2w3e4r5t6y",
            "qazwsxedcrfv",
            "123456qwerty",
            "qwerty123456",
            "Mailcreated5240",
            "Sojdlg123aljg",
        ] {
            assert!(strength(weak) < LEAST_BITS, "{weak}: {}", strength(weak));
        }
    }

    #[test]
    fn what_a_machine_chose_is_not() {
        for strong in [
            "correct horse battery staple garden",
            "x7$Kq9!mPv2&tL5#",
            "V8mQzR4tKw9pXc2LhN6b",
            "Ein Uhu frisst nachts keine Lampenschirme",
            "кот сидит на зелёной крыше дома",
        ] {
            assert!(strength(strong) >= LEAST_BITS, "{strong}: {}", strength(strong));
        }
    }

    #[test]
    fn more_is_never_weaker() {
        for text in ["correct horse", "x7$Kq9", "2024-05-31", "zzz"] {
            let whole = strength(text);
            for (end, _) in text.char_indices() {
                // A word may be in the list where what it begins with is not: it then counts fewer bits.
                assert!(strength(&text[..end]) <= whole + 8, "{text} to {end}");
            }
        }
    }
}
