//! The words of a text, spelled in one way.

/// The words by which a file is found: its whole name, the name's words, and those of the keywords; each once.
#[must_use]
pub fn words_of_file(name: &str, keywords: &str) -> Vec<String> {
    let mut words = Vec::new();
    let whole = spelled(name).trim().to_owned();
    let all = [vec![whole], words_of_search(name), words_of_search(keywords)].concat();
    for word in all {
        if !word.is_empty() && !words.contains(&word) {
            words.push(word);
        }
    }
    words
}

/// The words that are searched for: NFKC, lowercase, split at all that is neither letter nor digit.
#[must_use]
pub fn words_of_search(text: &str) -> Vec<String> {
    let text = spelled(text);
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

fn spelled(text: &str) -> String {
    nfkc(text).to_lowercase()
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
    fn a_file_is_found_by_its_whole_name_too() {
        let words = words_of_file("Fever 2026", "influenza, FEVER");
        assert_eq!(words, ["fever 2026", "fever", "2026", "influenza"]);
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
