//! How a hierarchy is made, as the recipe holds it.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use super::{Height, Hierarchy, Label};

/// How a column's hierarchy is made.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case", rename_all_fields = "snake_case", deny_unknown_fields)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub enum HierarchyRule {
    /// Written out: one line a value, the value first, each further cell one step coarser.
    Table {
        /// The lines, all of one length.
        lines: Vec<Vec<String>>,
    },
    /// The value itself, or nothing of it.
    Suppression,
}

impl HierarchyRule {
    /// The hierarchy over an axis with these leaves, in their order; a missing
    /// value is the empty text, and is its own branch where a table does not list it.
    ///
    /// # Errors
    /// The number (from 0) of the first leaf that a table does not list, and how many there are.
    pub fn build(&self, leaves: &[String]) -> Result<Hierarchy, (usize, usize)> {
        match self {
            Self::Suppression => Ok(suppression(leaves)),
            Self::Table { lines } => table(lines, leaves),
        }
    }
}

fn suppression(leaves: &[String]) -> Hierarchy {
    let all = u32::try_from(leaves.len()).unwrap_or(u32::MAX);
    let steps = [leaves.to_vec(), vec!["*".to_owned(); leaves.len()]];
    Hierarchy::new(steps.iter().map(|texts| height(texts, |_| 1)).map(|h| widen(h, all)).collect(), all)
}

/// At the top of a suppression hierarchy the one label covers all.
fn widen(mut height: Height, all: u32) -> Height {
    if let [only] = &mut height.labels[..] {
        only.leaves = all;
    }
    height
}

fn table(lines: &[Vec<String>], leaves: &[String]) -> Result<Hierarchy, (usize, usize)> {
    let line_of: HashMap<&str, &Vec<String>> =
        lines.iter().filter_map(|line| Some((line.first()?.as_str(), line))).collect();
    let steps = lines.iter().map(Vec::len).max().unwrap_or(1);
    let missing = |leaf: &&String| !leaf.is_empty() && !line_of.contains_key(leaf.as_str());
    if let Some(first) = leaves.iter().position(|leaf| missing(&leaf)) {
        return Err((first, leaves.iter().filter(missing).count()));
    }
    let blank = leaves.iter().any(String::is_empty) && !line_of.contains_key("");
    let all = u32::try_from(line_of.len() + usize::from(blank)).unwrap_or(u32::MAX);
    let heights = (0..steps).map(|step| {
        // Counted over the whole table: a label also covers leaves that no row holds.
        let mut covers: HashMap<&str, u32> = HashMap::new();
        for line in line_of.values() {
            *covers.entry(line[step].as_str()).or_insert(0) += 1;
        }
        let text = |leaf: &String| match line_of.get(leaf.as_str()) {
            Some(line) => line[step].clone(),
            None if step + 1 == steps => "*".to_owned(),
            None => String::new(),
        };
        let texts: Vec<String> = leaves.iter().map(text).collect();
        let made = height(&texts, |text| covers.get(text).copied().unwrap_or(1));
        if step + 1 == steps { widen(made, all) } else { made }
    });
    Ok(Hierarchy::new(heights.collect(), all))
}

fn height(texts: &[String], covers: impl Fn(&str) -> u32) -> Height {
    let mut made = Height::default();
    let mut known: HashMap<&str, u32> = HashMap::new();
    for text in texts {
        let index = *known.entry(text).or_insert_with(|| {
            made.labels.push(Label { text: text.clone(), leaves: covers(text) });
            u32::try_from(made.labels.len() - 1).unwrap_or(u32::MAX)
        });
        made.of_leaf.push(index);
    }
    made
}
