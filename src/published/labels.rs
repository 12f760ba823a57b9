//! What the labels of a column's intervals and of its hierarchy cover.

use std::collections::HashMap;

use crate::anonymize::Axis;
use crate::anonymize::hierarchy::HierarchyRule;
use crate::recipe::ColumnRule;
use crate::table::{Column, MISSING};

/// For each label the ranges of ranks below it, unsorted, and its penalty.
pub(super) type Labels = HashMap<String, (Vec<(u32, u32)>, f64)>;

/// The labels of the column's intervals, which may be numbers that stand for
/// them, and those of its hierarchy; none where it has neither.
pub(super) fn labels(other: &Column, rule: &ColumnRule, rank_of_code: &[u32]) -> Labels {
    let mut labels = Labels::new();
    let mut add = |text: &str, ncp: f64, code: u32| {
        let rank = rank_of_code[code as usize];
        labels.entry(text.to_owned()).or_insert((Vec::new(), ncp)).0.push((rank, rank + 1));
    };
    if rule.interval.is_some() {
        let codes = codes(other);
        let axis = axis(other, rule, &codes);
        for (&code, &level) in codes.iter().zip(&axis.levels) {
            let region = axis.region(&[level]);
            add(&region.label, region.ncp, code);
        }
    }
    if let Some(rule_of_labels) = &rule.hierarchy
        && let Some((codes, axis)) = raised(other, rule, rule_of_labels)
        && let Some(hierarchy) = axis.hierarchy()
    {
        for height in 1..=hierarchy.top() {
            for (&code, &leaf) in codes.iter().zip(&axis.levels) {
                let label = hierarchy.label(height, leaf);
                add(&label.text, hierarchy.ncp(label), code);
            }
        }
    }
    labels
}

/// The codes of the column, once each, the missing one where it occurs.
fn codes(other: &Column) -> Vec<u32> {
    let missing = other.codes.contains(&MISSING).then_some(MISSING);
    missing.into_iter().chain(other.dictionary.values().map(|(code, _)| code)).collect()
}

fn axis(other: &Column, rule: &ColumnRule, codes: &[u32]) -> Axis {
    let texts = codes.iter().map(|&code| other.dictionary.text(code));
    Axis::new(0, &Column::from_texts(&other.name, texts), rule)
}

/// The codes of the column and their axis with its hierarchy. Those
/// that a written hierarchy does not list are left out: they have no label.
fn raised(other: &Column, rule: &ColumnRule, hierarchy: &HierarchyRule) -> Option<(Vec<u32>, Axis)> {
    let mut codes = codes(other);
    let lay = |codes: &[u32]| axis(other, rule, codes);
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
