//! Postcodes and other codes by how they begin.
//!
//! A label is the letters that are kept, and stars up to the rule's length:
//! `02139` becomes `021**`. A shorter code is filled up too, so that the stars
//! do not tell its length; blanks at the end of what is kept are left out.

use super::{ANYTHING, Hierarchy, HierarchyError, Leaf};

pub(super) fn build(kept: &[u32], length: u32, leaves: &[Leaf]) -> Result<Hierarchy, HierarchyError> {
    let falling = kept.is_sorted_by(|more, fewer| more > fewer) && kept.last().is_some_and(|&last| last > 0);
    if !falling || kept.first().is_none_or(|&most| most >= length) || length > 64 {
        return Err(HierarchyError::Unsuited);
    }
    let texts: Vec<String> = leaves.iter().map(|leaf| leaf.text.clone()).collect();
    let part = |step: usize, leaf: usize| {
        let text = leaves[leaf].text.as_str();
        (!text.is_empty()).then(|| beginning(text, kept[step] as usize))
    };
    let label = |_: usize, begin: &&str| {
        let stars = (length as usize).saturating_sub(begin.chars().count());
        format!("{begin}{}", ANYTHING.repeat(stars))
    };
    Ok(Hierarchy::grow(texts, kept.len(), part, label).without_idle_heights())
}

/// The first `letters` of a text, without blanks at their end.
fn beginning(text: &str, letters: usize) -> &str {
    let end = text.char_indices().nth(letters).map_or(text.len(), |(at, _)| at);
    text[..end].trim_end()
}
