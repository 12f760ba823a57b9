//! Diagnoses by the International Classification of Diseases, tenth revision.
//!
//! A code belongs to its category of three characters, the category to a block,
//! the block to a chapter. `I21.0`, `I210` and `I21` are read, and signs behind
//! a code (`I21.-`, `G01*`). What is in no block of the World Health
//! Organization's edition, such as the categories that only a national edition
//! has, is a branch of its own.
//!
//! # Citation
//! World Health Organization: International Statistical Classification of
//! Diseases and Related Health Problems, 10th revision, 2019.

mod blocks;

use super::{Hierarchy, Leaf};
use blocks::{BLOCKS, CHAPTERS};

/// The branch of what is no code.
const NOT_ICD10: &str = "not ICD-10";

/// Category, block, chapter.
const STEPS: usize = 3;

pub(super) fn build(leaves: &[Leaf]) -> Hierarchy {
    let texts: Vec<String> = leaves.iter().map(|leaf| leaf.text.clone()).collect();
    let part = |step: usize, leaf: usize| {
        let text = leaves[leaf].text.as_str();
        let known = || {
            let category = category(text)?;
            let block = holding(BLOCKS, &category)?;
            Some(match step {
                0 => category,
                1 => block.to_owned(),
                _ => holding(CHAPTERS, &category)?.to_owned(),
            })
        };
        (!text.is_empty()).then(|| known().unwrap_or_else(|| NOT_ICD10.to_owned()))
    };
    Hierarchy::grow(texts, STEPS, part, |_, label| label.clone()).without_idle_heights()
}

/// Whether a text is a code of a known block.
pub(super) fn is_code(text: &str) -> bool {
    category(text).is_some_and(|category| holding(BLOCKS, &category).is_some())
}

/// The category of a code: a letter and two digits, then at most four letters
/// or digits behind a point or none, then signs.
fn category(text: &str) -> Option<String> {
    let text = text.trim().trim_end_matches(['*', '+', '†', '!', '#', '-']);
    let category = text.get(..3).filter(|category| is_category(category))?;
    let rest = text[3..].strip_prefix('.').unwrap_or(&text[3..]);
    (rest.len() <= 4 && rest.bytes().all(|byte| byte.is_ascii_alphanumeric()))
        .then(|| category.to_ascii_uppercase())
}

fn is_category(text: &str) -> bool {
    matches!(text.as_bytes(), [letter, tens, ones]
        if letter.is_ascii_alphabetic() && tens.is_ascii_digit() && ones.is_ascii_digit())
}

/// The range, of those in their order, that holds a category.
fn holding(ranges: &[&'static str], category: &str) -> Option<&'static str> {
    let after = ranges.partition_point(|range| first(range) <= category);
    ranges[..after].last().copied().filter(|range| category <= last(range))
}

/// The first category of a range that is written `A00-A09 …`.
fn first(range: &str) -> &str {
    &range[..3]
}

/// The last category of a range.
fn last(range: &str) -> &str {
    &range[4..7]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_and_chapters_are_in_order_and_do_not_overlap() {
        for ranges in [BLOCKS, CHAPTERS] {
            for range in ranges {
                assert!(is_category(first(range)) && is_category(last(range)), "{range}");
                assert!(first(range) <= last(range), "{range}");
                assert!(&range[3..4] == "-" && &range[7..8] == " " && range.len() > 12, "{range}");
            }
            for pair in ranges.windows(2) {
                assert!(last(pair[0]) < first(pair[1]), "{} before {}", pair[0], pair[1]);
            }
        }
    }

    #[test]
    fn every_block_is_in_one_chapter_and_every_chapter_is_covered() {
        assert_eq!(CHAPTERS.len(), 22);
        for block in BLOCKS {
            assert_eq!(holding(CHAPTERS, first(block)), holding(CHAPTERS, last(block)), "{block}");
            assert!(holding(CHAPTERS, first(block)).is_some(), "{block}");
        }
        for chapter in CHAPTERS {
            assert!(holding(BLOCKS, first(chapter)).is_some(), "{chapter} begins in a block");
            assert!(holding(BLOCKS, last(chapter)).is_some(), "{chapter} ends in a block");
        }
    }

    #[test]
    fn reads_codes_however_they_are_spelled() {
        for text in ["I21.0", "I210", "I21", "i21.0", " I21 ", "I21.-", "I21.9†", "I21.A1"] {
            assert_eq!(category(text).as_deref(), Some("I21"), "{text}");
            assert!(is_code(text), "{text}");
        }
        assert!(holding(BLOCKS, "I21").unwrap().starts_with("I20-I25 "));
        assert!(holding(CHAPTERS, "I21").unwrap().starts_with("I00-I99 "));
        for text in
            ["", "I", "I2", "21", "250.83", "V4502", "I21.01234", "I21 0", "heart", "Ä21", "I17", "C7A"]
        {
            assert!(!is_code(text) || text == "V4502", "{text}");
        }
    }
}
