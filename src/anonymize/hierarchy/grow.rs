//! Hierarchies grown from their leaves, so that they are nested by construction.

use std::collections::HashMap;
use std::hash::Hash;

use super::{ANYTHING, Height, Hierarchy, Label};

impl Hierarchy {
    /// Grows a hierarchy over leaves with these texts, which are all different.
    ///
    /// `part(step, leaf)` says what a leaf becomes a part of at each of the
    /// `steps` above the leaves, the lowest first; it is asked for the first
    /// leaf of each label of the step below, and the others go with it. `None`
    /// is the missing value, which has a branch of its own until the top.
    /// `text(step, part)` is the label's text. Where the last step leaves
    /// several labels, [`ANYTHING`] joins them.
    pub(super) fn grow<P: Eq + Hash>(
        leaves: Vec<String>,
        steps: usize,
        part: impl Fn(usize, usize) -> Option<P>,
        text: impl Fn(usize, &P) -> String,
    ) -> Self {
        let all = number(leaves.len());
        let mut first_leaf: Vec<usize> = (0..leaves.len()).collect();
        let own = Height {
            of_leaf: (0..all).collect(),
            labels: leaves.into_iter().map(|text| Label { text, leaves: 1 }).collect(),
        };
        let mut grown = Self::new(vec![own], all);
        for step in 0..steps {
            let mut known: HashMap<Option<P>, u32> = HashMap::new();
            let mut texts = Vec::new();
            let mut first_of_part = Vec::new();
            let parent_of: Vec<u32> = first_leaf
                .iter()
                .map(|&leaf| {
                    let part = part(step, leaf);
                    known.get(&part).copied().unwrap_or_else(|| {
                        texts.push(part.as_ref().map_or_else(String::new, |part| text(step, part)));
                        first_of_part.push(leaf);
                        let new = number(texts.len() - 1);
                        known.insert(part, new);
                        new
                    })
                })
                .collect();
            grown.join(&parent_of, texts);
            first_leaf = first_of_part;
        }
        grown.topped()
    }

    /// Adds [`ANYTHING`] where the last height has several labels, or is the leaves' own.
    fn topped(mut self) -> Self {
        let labels = self.height(self.top()).labels.len();
        if labels > 1 || (labels == 1 && self.top() == 0) {
            self.join(&vec![0; labels], vec![ANYTHING.to_owned()]);
        }
        self
    }

    /// Adds a height, where each label of the last one gets a parent.
    fn join(&mut self, parent_of: &[u32], texts: Vec<String>) {
        let below = self.height(self.top());
        let mut labels: Vec<Label> = texts.into_iter().map(|text| Label { text, leaves: 0 }).collect();
        for (label, &parent) in below.labels.iter().zip(parent_of) {
            labels[parent as usize].leaves += label.leaves;
        }
        let of_leaf = below.of_leaf.iter().map(|&label| parent_of[label as usize]).collect();
        self.heights.push(Height { of_leaf, labels });
    }

    /// Leaves out the heights that join nothing: they would only take from the values.
    pub(super) fn without_idle_heights(mut self) -> Self {
        let mut labels = usize::MAX;
        self.heights
            .retain(|height| std::mem::replace(&mut labels, height.labels.len()) > height.labels.len());
        self.topped()
    }

    /// The same hierarchy without the leaves behind the first `count`; labels go
    /// on counting all leaves below them.
    pub(super) fn over_first(mut self, count: usize) -> Self {
        for height in &mut self.heights {
            height.of_leaf.truncate(count);
            // Labels are in order of first appearance.
            let used = height.of_leaf.iter().max().map_or(0, |&last| last as usize + 1);
            height.labels.truncate(used);
        }
        self
    }
}

/// A number of leaves or labels: a column has less than 2^32 values.
pub(super) fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
