//! Column generalization: what the values of one column are published as.

use super::super::mondrian::{Mondrian, MondrianRule};
use super::super::{Axis, Ground, Method, ShareError};
use super::limit::{Limit, Within};
use crate::privacy::{KAnonymity, Policy, Watched};
use crate::table::{Column, Decimal, Dictionary, MISSING};

/// A quasi-identifier as it is published in one column of the sliced table.
#[derive(Clone, Debug)]
pub(super) struct Published {
    /// A text for each row, before any permutation.
    pub(super) column: Column,
    /// Normalized certainty penalty, averaged over rows.
    pub(super) ncp: f64,
}

/// Every value by itself.
pub(super) fn as_they_are(axis: &Axis) -> Published {
    let mut dictionary = Dictionary::default();
    let levels = u32::try_from(axis.len()).unwrap_or(u32::MAX);
    let regions = (0..levels).map(|level| axis.region(&[level]));
    let of_level: Vec<(u32, f64)> =
        regions.map(|region| (dictionary.intern(&region.label).unwrap_or(MISSING), region.ncp)).collect();
    let codes: Vec<u32> = axis.levels.iter().map(|&level| of_level[level as usize].0).collect();
    let lost: f64 = axis.levels.iter().map(|&level| of_level[level as usize].1).sum();
    let ncp = lost / codes.len().max(1) as f64;
    Published { column: Column { name: axis.name.clone(), codes, dictionary }, ncp }
}

/// Regions of at least `k` rows, cut by Mondrian on these axes alone; in each
/// the `secrets` that stand in the same column stay within their limits.
///
/// # Errors
/// None that the policy has not had before.
pub(super) fn regions(
    axes: Vec<Axis>,
    rows: u32,
    k: u32,
    secrets: Vec<(Watched, Limit)>,
) -> Result<Vec<Published>, ShareError> {
    let mut policy = Policy::new(None).and(KAnonymity { k });
    for (watched, limit) in secrets {
        let histogram = policy.watch(watched);
        policy = policy.and(Within { limit, histogram });
    }
    let ground = Ground { rows, axes, others: Vec::new(), policy, suppression: Decimal::whole(0) };
    let mut mondrian = Box::new(Mondrian::new(MondrianRule::default(), &ground));
    while mondrian.step(&ground, usize::MAX) < 1.0 {}
    let recoding = mondrian.finish(&ground)?;
    let published = recoding.columns.into_iter().zip(recoding.losses);
    Ok(published.map(|((_, column), loss)| Published { column, ncp: loss.ncp }).collect())
}

/// For each row the lowest level of the values that are published alike with its own.
pub(super) fn lowest_levels(axis: &Axis, published: &Column) -> Vec<u32> {
    let mut lowest = vec![u32::MAX; published.dictionary.len()];
    for (&code, &level) in published.codes.iter().zip(&axis.levels) {
        let known = &mut lowest[code as usize];
        *known = level.min(*known);
    }
    published.codes.iter().map(|&code| lowest[code as usize]).collect()
}
