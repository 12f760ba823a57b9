//! Second thoughts: tuples move to clusters where they lose less.

use super::clusters::Cluster;
use super::span::Spans;
use super::tuples::Tuples;
use crate::privacy::Policy;

/// So many times every tuple is looked at; later passes find little.
const PASSES: usize = 3;

/// Moves single tuples between clusters, as long as both still may stand and
/// the total loss falls.
pub(super) fn move_tuples(clusters: &mut [Cluster], tuples: &Tuples, measure: &Spans, policy: &Policy) {
    if clusters.len() < 2 {
        return;
    }
    for _ in 0..PASSES {
        let mut moved = false;
        for from in 0..clusters.len() {
            for tuple in clusters[from].tuples.clone() {
                let Some((rest, single)) = apart(&clusters[from], tuple, tuples, measure) else { continue };
                let saved = clusters[from].loss() - rest.loss();
                let others =
                    clusters.iter().enumerate().filter(|&(at, _)| at != from).map(|(_, cluster)| cluster);
                let Some(found) = single.nearest(others, measure, saved - LEAST) else { continue };
                let to = found + usize::from(found >= from);
                let mut grown = clusters[to].clone();
                grown.join(single, measure);
                if rest.stands(tuples, policy) && grown.stands(tuples, policy) {
                    (clusters[from], clusters[to], moved) = (rest, grown, true);
                }
            }
        }
        if !moved {
            break;
        }
    }
}

/// What is saved must be more than what rounding may pretend.
const LEAST: f64 = 1e-9;

/// A cluster without one of its tuples, and the tuple; none where it has no other.
fn apart(cluster: &Cluster, tuple: u32, tuples: &Tuples, measure: &Spans) -> Option<(Cluster, Cluster)> {
    let rest: Vec<u32> = cluster.tuples.iter().copied().filter(|&other| other != tuple).collect();
    (!rest.is_empty()).then(|| (Cluster::of(&rest, tuples, measure), Cluster::of(&[tuple], tuples, measure)))
}
