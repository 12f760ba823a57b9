//! Rows that are left out so that the others of their group lose less.

use std::collections::BTreeMap;

use super::{Axis, Ground, Partition, Publish};

/// On an axis where a group has more levels than this, no row is an outlier.
const LEVELS: usize = 256;

/// Leaves rows out, as many as [`Ground::suppression_limit`] lets.
///
/// First goes a group that may not stand, if there is one. Then, of all groups,
/// the rows whose absence saves the rest of their group more than the rows
/// themselves lose, for a row that is left out has lost everything (NCP 1). Rows
/// that are alike on all axes go together, so row order does not matter.
///
/// # Guarantee
/// What is left of a group satisfies the policy. The total loss never grows,
/// but for groups that may not stand. The limit is never exceeded.
///
/// # Assumptions
/// Which rows are missing tells that they were unusual, not who they are.
pub(super) fn leave_out(partition: Partition, ground: &Ground, publish: Publish) -> Partition {
    let mut left = ground.suppression_limit() as usize;
    if left == 0 {
        return partition;
    }
    let mut suppressed = Vec::new();
    let mut groups: Vec<Vec<u32>> = partition.groups().map(<[u32]>::to_vec).collect();
    for group in &mut groups {
        if group.len() <= left && !ground.policy.allows(group) {
            left -= group.len();
            suppressed.append(group);
        }
    }
    let mut open: Vec<usize> = (0..groups.len()).collect();
    while !open.is_empty() && left > 0 {
        let mut found: Vec<(Outlier, usize)> =
            open.iter().filter_map(|&at| Some((outlier(&groups[at], ground, publish)?, at))).collect();
        // A stable sort: of equal gains the first group's comes first.
        found.sort_by(|(a, _), (b, _)| b.gain.total_cmp(&a.gain));
        open.clear();
        for (outlier, at) in found {
            if outlier.rows.len() <= left {
                left -= outlier.rows.len();
                groups[at].retain(|row| !outlier.rows.contains(row));
                suppressed.extend(outlier.rows);
                open.push(at);
            }
        }
        open.sort_unstable();
    }
    let kept = groups.iter().filter(|group| !group.is_empty()).map(Vec::as_slice);
    Partition::new(kept).without(suppressed)
}

/// Rows alike that their group had better do without.
struct Outlier {
    rows: Vec<u32>,
    /// NCP saved by each of the rows.
    gain: f64,
}

/// The rows alike of a group that save most by their absence, if any do.
fn outlier(group: &[u32], ground: &Ground, publish: Publish) -> Option<Outlier> {
    let losses: Vec<AxisLoss> = ground.axes.iter().map(|axis| AxisLoss::of(axis, group, publish)).collect();
    let lost: f64 = losses.iter().map(|loss| loss.ncp).sum();
    let mut alike: BTreeMap<Vec<u32>, Vec<u32>> = BTreeMap::new();
    for &row in group {
        let levels = ground.axes.iter().map(|axis| axis.levels[row as usize]).collect();
        alike.entry(levels).or_default().push(row);
    }
    let mut found: Vec<Outlier> = alike
        .into_iter()
        .map(|(levels, rows)| {
            let saved: f64 =
                losses.iter().zip(levels).map(|(loss, level)| loss.saved(level, rows.len())).sum();
            let (gone, kept) = (rows.len() as f64, (group.len() - rows.len()) as f64);
            // What the others save, less what these lose on top of what they lost already.
            let gain = kept * saved - gone * (ground.axes.len() as f64 - lost);
            Outlier { rows, gain: gain / gone }
        })
        .filter(|outlier| outlier.gain > 0.0 && outlier.rows.len() < group.len())
        .collect();
    found.sort_by(|a, b| b.gain.total_cmp(&a.gain));
    found.into_iter().find(|outlier| {
        let rest: Vec<u32> = group.iter().copied().filter(|row| !outlier.rows.contains(row)).collect();
        ground.policy.would_allow(&rest)
    })
}

/// What a group loses on one axis, and what it would without one of its levels.
struct AxisLoss {
    ncp: f64,
    /// For each level how many rows have it, and the loss without them.
    without: BTreeMap<u32, (usize, f64)>,
}

impl AxisLoss {
    fn of(axis: &Axis, group: &[u32], publish: Publish) -> Self {
        let mut levels = Vec::new();
        axis.occurring(group, &mut levels);
        let ncp = publish.region(axis, &levels).ncp;
        let mut without = BTreeMap::new();
        if (2..=LEVELS).contains(&levels.len()) {
            for &row in group {
                without.entry(axis.levels[row as usize]).or_insert((0, 0.0)).0 += 1;
            }
            for (&level, (_, loss)) in &mut without {
                let others: Vec<u32> = levels.iter().copied().filter(|&other| other != level).collect();
                *loss = publish.region(axis, &others).ncp;
            }
        }
        Self { ncp, without }
    }

    /// What is saved when `rows` rows of this level go; nothing unless they are all that have it.
    fn saved(&self, level: u32, rows: usize) -> f64 {
        match self.without.get(&level) {
            Some(&(all, loss)) if all == rows => self.ncp - loss,
            _ => 0.0,
        }
    }
}
