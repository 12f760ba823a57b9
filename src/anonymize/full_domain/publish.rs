//! A transformation carried out.

use super::lattice::Lattice;
use super::search::{Best, Search};
use crate::anonymize::{Audit, Axis, ColumnLoss, FullDomainAudit, Ground, Level, Recoding};
use crate::table::{Column, Dictionary, MISSING};

/// Publishes every column at its height.
pub(super) fn publish(ground: &Ground, heights: &[u16], suppressed: Vec<u32>) -> Recoding {
    let mut recoding = Recoding { suppressed, ..Recoding::default() };
    for (axis, &height) in ground.axes.iter().zip(heights) {
        let (column, ncp) = publish_axis(axis, usize::from(height), &recoding.suppressed);
        recoding.losses.push(ColumnLoss { name: column.name.clone(), ncp });
        recoding.columns.push((axis.place, column));
    }
    recoding
}

/// What the search tells of the transformation that it chose.
pub(super) fn audit(ground: &Ground, lattice: &Lattice, search: &Search, best: &Best) -> Audit {
    let columns = ground.axes.iter().zip(best.heights.iter().zip(&lattice.tops));
    let level = |(axis, (&height, &top)): (&Axis, (&u16, &u16))| Level {
        name: axis.name.clone(),
        height: u32::from(height),
        top: u32::from(top),
    };
    Audit::FullDomain(FullDomainAudit {
        levels: columns.map(level).collect(),
        loss: best.loss,
        gap: search.gap(),
        nodes: lattice.nodes(),
        checked: search.checked(),
    })
}

/// The column, and its penalty averaged over all rows; of a suppressed row nothing is left.
fn publish_axis(axis: &Axis, height: usize, suppressed: &[u32]) -> (Column, f64) {
    let Some(hierarchy) = axis.hierarchy() else { return (Column::default(), 0.0) };
    let mut dictionary = Dictionary::default();
    let labels = &hierarchy.height(height).labels;
    let codes: Vec<u32> =
        labels.iter().map(|label| dictionary.intern(&label.text).unwrap_or(MISSING)).collect();
    let of_leaf = &hierarchy.height(height).of_leaf;
    let label = |level: &u32| of_leaf[*level as usize] as usize;
    let mut rows = vec![0u32; labels.len()];
    axis.levels.iter().for_each(|level| rows[label(level)] += 1);
    suppressed.iter().for_each(|&row| rows[label(&axis.levels[row as usize])] -= 1);
    let mut ncp: Vec<f64> = labels.iter().map(|label| hierarchy.ncp(label)).collect();
    for (level, &label) in (0..).zip(of_leaf) {
        ncp[label as usize] = ncp[label as usize].max(axis.ncp_alone(level));
    }
    let kept = rows.iter().zip(ncp).map(|(&rows, ncp)| f64::from(rows) * ncp);
    let lost = kept.fold(suppressed.len() as f64, |lost, label| lost + label);
    let codes = axis.levels.iter().map(|level| codes[label(level)]).collect();
    let column = Column { name: axis.name.clone(), codes, dictionary };
    (column, lost / axis.levels.len().max(1) as f64)
}
