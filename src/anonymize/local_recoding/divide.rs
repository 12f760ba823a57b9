//! The way down: a block is divided along one column's hierarchy.

use std::collections::BTreeMap;

use super::tuples::Tuples;
use crate::anonymize::{Axis, Ground};

/// A part of a block has at least this many distinct rows, so that joining has a choice.
const PART: usize = 64;

/// Parts of the block, at least two, each of which the policy lets stand; none
/// where no axis divides it.
pub(super) fn divide(block: &[u32], tuples: &Tuples, ground: &Ground) -> Option<Vec<Vec<u32>>> {
    let mut cuts: Vec<(f64, Vec<Vec<u32>>)> = ground
        .axes
        .iter()
        .enumerate()
        .filter_map(|(at, axis)| {
            let parts = branches(block, tuples, at, axis)?;
            let after: f64 = parts.iter().map(|part| loss(part, tuples, at, axis)).sum();
            Some((loss(block, tuples, at, axis) - after, parts))
        })
        .collect();
    // A stable sort keeps the first of equals first.
    cuts.sort_by(|(a, _), (b, _)| b.total_cmp(a));
    let halves = (0..ground.axes.len()).filter_map(|at| halves(block, tuples, at));
    let stands = |part: &Vec<u32>| ground.policy.allows(&tuples.rows_of(part));
    cuts.into_iter().map(|(_, parts)| parts).chain(halves).find(|parts| parts.iter().all(stands))
}

/// NCP of a part on one axis, summed over its rows, were it published as one group.
fn loss(part: &[u32], tuples: &Tuples, at: usize, axis: &Axis) -> f64 {
    let (Some(hierarchy), Some((leaf, height))) = (axis.hierarchy(), lowest_label(part, tuples, at, axis))
    else {
        return 0.0;
    };
    let rows: usize = part.iter().map(|&tuple| tuples.rows(tuple).len()).sum();
    hierarchy.ncp(hierarchy.label(height, leaf)) * rows as f64
}

/// The lowest label above a part, as a leaf below it and its height.
fn lowest_label(part: &[u32], tuples: &Tuples, at: usize, axis: &Axis) -> Option<(u32, usize)> {
    let (hierarchy, leaf) = (axis.hierarchy()?, tuples.levels(*part.first()?)[at]);
    let meet = |height, &tuple: &u32| hierarchy.meet((leaf, height), (tuples.levels(tuple)[at], 0));
    Some((leaf, part.iter().fold(0, meet)))
}

/// The branches below the lowest label above the block; those with too few
/// distinct rows together are one part.
fn branches(block: &[u32], tuples: &Tuples, at: usize, axis: &Axis) -> Option<Vec<Vec<u32>>> {
    let (_, height) = lowest_label(block, tuples, at, axis)?;
    let below = axis.hierarchy()?.height(height.checked_sub(1)?);
    let mut branches: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    for &tuple in block {
        branches.entry(below.of_leaf[tuples.levels(tuple)[at] as usize]).or_default().push(tuple);
    }
    let (mut parts, small): (Vec<_>, Vec<_>) = branches.into_values().partition(|part| part.len() >= PART);
    let mut rest = small.concat();
    if !rest.is_empty() {
        parts.sort_by_key(|part| std::cmp::Reverse(part.len()));
        while rest.len() < PART {
            rest.extend(parts.pop()?);
        }
        rest.sort_unstable();
        parts.push(rest);
    }
    (parts.len() > 1).then_some(parts)
}

/// The block cut at the median of one axis, for columns whose hierarchy does not divide it.
fn halves(block: &[u32], tuples: &Tuples, at: usize) -> Option<Vec<Vec<u32>>> {
    let level = |tuple: u32| tuples.levels(tuple)[at];
    let mut levels: Vec<u32> = block.iter().map(|&tuple| level(tuple)).collect();
    let middle = levels.len() / 2;
    let median = *levels.select_nth_unstable(middle).1;
    let (left, right): (Vec<u32>, Vec<u32>) = block.iter().partition(|&&tuple| level(tuple) < median);
    (left.len() >= PART && right.len() >= PART).then(|| vec![left, right])
}
