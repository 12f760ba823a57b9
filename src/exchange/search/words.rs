//! The words of a text, spelled in one way.

use std::collections::HashSet;

/// The words by which a file is found: those of its name and of the keywords, each once.
#[must_use]
pub fn words_of_file(name: &str, keywords: &str) -> Vec<String> {
    let mut seen = HashSet::new();
    [name, keywords].into_iter().flat_map(words_of_search).filter(|word| seen.insert(word.clone())).collect()
}

/// The words that are searched for: NFKC, lowercase, split at all that is neither letter nor digit.
#[must_use]
pub fn words_of_search(text: &str) -> Vec<String> {
    let text = nfkc(text).to_lowercase();
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

#[cfg(not(target_arch = "wasm32"))]
fn nfkc(text: &str) -> String {
    unicode_normalization::UnicodeNormalization::nfkc(text).collect()
}

/// The browser's own: its tables would be a third of the page's module.
#[cfg(target_arch = "wasm32")]
fn nfkc(text: &str) -> String {
    js_sys::JsString::from(text).normalize("NFKC").into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn words_are_letters_and_digits_in_one_spelling() {
        assert_eq!(words_of_search("Grippe-Fälle, 2026 (Q1)"), ["grippe", "fälle", "2026", "q1"]);
        // One accent in two spellings, a ligature, digits of another width.
        assert_eq!(words_of_search("Fa\u{308}lle ﬁeber １２"), ["fälle", "fieber", "12"]);
        assert_eq!(words_of_search(" -- "), Vec::<String>::new());
    }

    #[test]
    fn a_file_has_the_words_of_its_name_and_keywords_each_once() {
        let words = words_of_file("Fever 2026", "influenza, FEVER");
        assert_eq!(words, ["fever", "2026", "influenza"]);
        assert_eq!(words_of_file("fever", ""), ["fever"]);
    }

    proptest! {
        #[test]
        fn spelling_a_word_again_changes_nothing(text in "\\PC{0,40}") {
            for word in words_of_search(&text) {
                prop_assert!(!word.contains(char::is_whitespace));
                let again = words_of_search(&word);
                prop_assert_eq!(again.concat(), word);
            }
        }
    }
}
