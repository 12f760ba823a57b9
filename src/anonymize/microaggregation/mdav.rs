//! Maximum distance to average vector: groups of k to 2k - 1 patients.

use std::collections::HashSet;

use super::space::Space;

/// Divides rows into groups; of rows equally near or far the first is taken.
///
/// Each group has `k` patients or more, if the rows have; each row is a
/// patient, unless `patients` tells whose it is.
pub(super) fn groups(rows: &[u32], k: usize, space: &Space, patients: Option<&[u32]>) -> Vec<Vec<u32>> {
    let people = |rows: &[u32]| match patients {
        Some(patients) => rows.iter().map(|&row| patients[row as usize]).collect::<HashSet<_>>().len(),
        None => rows.len(),
    };
    let mut free = rows.to_vec();
    let mut groups = Vec::new();
    while people(&free) >= 3 * k {
        let first = space.point(space.farthest(&space.centroid(&free), &free));
        groups.push(take_nearest(first, &mut free, k, space, patients));
        let second = space.point(space.farthest(first, &free));
        groups.push(take_nearest(second, &mut free, k, space, patients));
    }
    while people(&free) >= 2 * k {
        let first = space.point(space.farthest(&space.centroid(&free), &free));
        groups.push(take_nearest(first, &mut free, k, space, patients));
    }
    groups.push(free);
    groups
}

/// Takes the rows nearest to a point, until they are of `k` patients.
fn take_nearest(
    point: &[f64],
    free: &mut Vec<u32>,
    k: usize,
    space: &Space,
    patients: Option<&[u32]>,
) -> Vec<u32> {
    // Distances are not negative: their bits sort as they do.
    let distance = |&row: &u32| space.distance(point, space.point(row)).to_bits();
    let mut nearest: Vec<(u64, usize)> = free.iter().map(distance).zip(0..).collect();
    let taken = if let Some(patients) = patients {
        nearest.sort_unstable();
        let mut met = HashSet::new();
        let last = nearest.iter().position(|&(_, at)| {
            met.insert(patients[free[at] as usize]);
            met.len() == k
        });
        last.map_or(nearest.len(), |last| last + 1)
    } else {
        nearest.select_nth_unstable(k - 1);
        k
    };
    let mut is_taken = vec![false; free.len()];
    nearest[..taken].iter().for_each(|&(_, at)| is_taken[at] = true);
    let mut places = is_taken.into_iter();
    free.extract_if(.., |_| places.next().unwrap_or(false)).collect()
}
