//! Values in named groups, and groups in groups: small categories, edited by hand.

use std::collections::{HashMap, HashSet};

use serde::{Deserialize, Serialize};

use super::{Hierarchy, HierarchyError, Leaf};

/// A group of values, or of groups, or of both.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Group {
    /// What is published in place of its values; no other group has this name.
    pub name: String,
    /// The groups inside.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub groups: Vec<Group>,
    /// The values that stand in it directly; no other group has them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub values: Vec<String>,
}

/// The groups that a value stands in, the widest first.
type Path<'a> = Vec<&'a str>;

/// The hierarchy of the groups over the leaves, and behind them the values that
/// are no leaf; a value that stands in fewer
/// groups than another keeps its narrowest group's name longer.
pub(super) fn build(groups: &[Group], other: &str, leaves: &[Leaf]) -> Result<Hierarchy, HierarchyError> {
    let (mut paths, mut names) = (Vec::new(), HashSet::new());
    for group in groups {
        walk(group, &mut Vec::new(), &mut paths, &mut names)?;
    }
    let path_of: HashMap<&str, &Path<'_>> = paths.iter().map(|(value, path)| (*value, path)).collect();
    let present: HashSet<&str> = leaves.iter().map(|leaf| leaf.text.as_str()).collect();
    // A group of one value may be called as the value is.
    let confused =
        |leaf: &&str| names.contains(leaf) && path_of.get(leaf).is_none_or(|path| !path.contains(leaf));
    if path_of.len() < paths.len() || other.is_empty() || present.iter().any(confused) {
        return Err(HierarchyError::Unsuited);
    }
    let mut values: Vec<String> = leaves.iter().map(|leaf| leaf.text.clone()).collect();
    values.extend(
        paths.iter().map(|(value, _)| *value).filter(|value| !present.contains(value)).map(str::to_owned),
    );
    let rest = vec![other];
    let path = |value: &str| path_of.get(value).map_or(&rest, |path| *path);
    let path_of_leaf: Vec<&Path<'_>> = values.iter().map(|value| path(value)).collect();
    let missing = leaves.iter().position(|leaf| leaf.text.is_empty());
    let depth = paths.iter().map(|(_, path)| path.len()).max().unwrap_or(1);
    let part = |step: usize, leaf: usize| {
        let path = path_of_leaf[leaf];
        (Some(leaf) != missing).then(|| path[path.len().min(depth - step) - 1])
    };
    Ok(Hierarchy::grow(values, depth, part, |_, name| (*name).to_owned()).without_idle_heights())
}

fn walk<'a>(
    group: &'a Group,
    above: &mut Path<'a>,
    paths: &mut Vec<(&'a str, Path<'a>)>,
    names: &mut HashSet<&'a str>,
) -> Result<(), HierarchyError> {
    if group.name.is_empty() || !names.insert(&group.name) {
        return Err(HierarchyError::Unsuited);
    }
    above.push(&group.name);
    paths.extend(group.values.iter().map(|value| (value.as_str(), above.clone())));
    for inner in &group.groups {
        walk(inner, above, paths, names)?;
    }
    above.pop();
    Ok(())
}
