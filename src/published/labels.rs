//! What the labels of a column's hierarchy cover.

use std::collections::HashMap;

use crate::anonymize::Axis;
use crate::anonymize::hierarchy::HierarchyRule;
use crate::recipe::ColumnRule;
use crate::table::{Column, MISSING};

/// For each label the ranges of ranks below it, unsorted, and its penalty.
pub(super) type Labels = HashMap<String, (Vec<(u32, u32)>, f64)>;

/// The labels of the column's hierarchy; none where it has no hierarchy.
pub(super) fn labels(other: &Column, rule: &ColumnRule, rank_of_code: &[u32]) -> Labels {
    let mut labels = Labels::new();
    let Some(hierarchy) = &rule.hierarchy else { return labels };
    let Some((codes, axis)) = raised(other, rule, hierarchy) else { return labels };
    let Some(hierarchy) = axis.hierarchy() else { return labels };
    for height in 1..=hierarchy.top() {
        for (&code, &leaf) in codes.iter().zip(&axis.levels) {
            let label = hierarchy.label(height, leaf);
            let rank = rank_of_code[code as usize];
            let entry =
                labels.entry(label.text.clone()).or_insert_with(|| (Vec::new(), hierarchy.ncp(label)));
            entry.0.push((rank, rank + 1));
        }
    }
    labels
}

/// The codes of the column, once each, and their axis with its hierarchy. Those
/// that a written hierarchy does not list are left out: they have no label.
fn raised(other: &Column, rule: &ColumnRule, hierarchy: &HierarchyRule) -> Option<(Vec<u32>, Axis)> {
    let missing = other.codes.contains(&MISSING).then_some(MISSING);
    let mut codes: Vec<u32> =
        missing.into_iter().chain(other.dictionary.values().map(|(code, _)| code)).collect();
    let lay = |codes: &[u32]| {
        let texts = codes.iter().map(|&code| other.dictionary.text(code));
        Axis::new(0, &Column::from_texts(&other.name, texts), rule)
    };
    let mut axis = lay(&codes);
    if axis.raise(hierarchy).is_err()
        && let HierarchyRule::Table { lines } = hierarchy
    {
        let texts = axis.texts();
        let is_first = |text: &str| lines.iter().any(|line| line.first().is_some_and(|value| value == text));
        let listed: Vec<bool> = texts.iter().map(|text| text.is_empty() || is_first(text)).collect();
        let mut levels = axis.levels.iter();
        codes.retain(|_| levels.next().is_some_and(|&level| listed[level as usize]));
        axis = lay(&codes);
        axis.raise(hierarchy).ok()?;
    }
    axis.hierarchy()?;
    Some((codes, axis))
}
