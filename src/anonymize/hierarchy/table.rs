//! Hierarchies that are written out: one line a value.

use std::collections::{HashMap, HashSet};

use super::grow::number;
use super::{ANYTHING, Hierarchy, HierarchyCsvError, HierarchyError, Leaf};

/// Checks that the lines are a hierarchy: of one length, each value once, no
/// label empty (it would be read as a missing value), and nested: what shares a
/// label shares the next one.
pub(super) fn check(lines: &[Vec<String>]) -> Result<(), HierarchyCsvError> {
    let Some(expected) = lines.first().map(Vec::len).filter(|&cells| cells > 0) else {
        return Err(HierarchyCsvError::Empty);
    };
    let mut line_of: HashMap<&str, u64> = HashMap::new();
    let mut parents: Vec<HashMap<&str, (&str, u64)>> = vec![HashMap::new(); expected - 1];
    for (at, line) in (1..).zip(lines) {
        if line.len() != expected {
            return Err(HierarchyCsvError::UnevenLine { line: at, cells: line.len(), expected });
        }
        if let Some(first) = line_of.insert(&line[0], at) {
            return Err(HierarchyCsvError::ValueTwice { line: at, first });
        }
        if !line[0].is_empty() && line.iter().any(String::is_empty) {
            return Err(HierarchyCsvError::BlankLabel { line: at });
        }
        for (step, parents) in parents.iter_mut().enumerate().skip(1) {
            let &mut (parent, first) = parents.entry(&line[step]).or_insert((&line[step + 1], at));
            if parent != line[step + 1] {
                return Err(HierarchyCsvError::NotNested { line: at, first });
            }
        }
    }
    Ok(())
}

/// The hierarchy of these lines over the leaves, and behind them the values that
/// are no leaf. A missing value that no line lists is a branch of its own.
pub(super) fn build(lines: &[Vec<String>], leaves: &[Leaf]) -> Result<Hierarchy, HierarchyError> {
    check(lines).map_err(HierarchyError::Table)?;
    let line_of: HashMap<&str, u32> =
        lines.iter().enumerate().map(|(at, line)| (line[0].as_str(), number(at))).collect();
    let lacks = |leaf: &&Leaf| !leaf.text.is_empty() && !line_of.contains_key(leaf.text.as_str());
    if let Some(leaf) = leaves.iter().position(|leaf| lacks(&leaf)) {
        return Err(HierarchyError::Lacks { leaf, leaves: leaves.iter().filter(lacks).count() });
    }
    let missing = lines.len();
    let at = |leaf: &Leaf| line_of.get(leaf.text.as_str()).map_or(missing, |&line| line as usize);
    let mut line_of_leaf: Vec<usize> = leaves.iter().map(at).collect();
    let present: HashSet<usize> = line_of_leaf.iter().copied().collect();
    line_of_leaf.extend((0..lines.len()).filter(|line| !present.contains(line)));
    let cell = |leaf: usize, step: usize| lines.get(line_of_leaf[leaf]).map(|line| line[step].as_str());
    let values = (0..line_of_leaf.len()).map(|leaf| cell(leaf, 0).unwrap_or_default().to_owned()).collect();
    let steps = lines[0].len() - 1;
    // One label for all is the top already: the missing value joins it there.
    let one_top = lines.iter().all(|line| line[steps] == lines[0][steps]);
    let top = |step: usize| (one_top && step == steps).then(|| lines[0][steps].as_str());
    let part = |step: usize, leaf: usize| cell(leaf, step + 1).or_else(|| top(step + 1));
    Ok(Hierarchy::grow(values, steps, part, |_, text| (*text).to_owned()))
}

/// The value itself, or nothing of it.
pub(super) fn suppression(leaves: &[Leaf]) -> Hierarchy {
    let texts = leaves.iter().map(|leaf| leaf.text.clone()).collect();
    Hierarchy::grow(texts, 0, |_, _| None::<()>, |_, ()| ANYTHING.to_owned())
}
