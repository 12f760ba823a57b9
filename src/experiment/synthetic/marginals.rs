//! How far the counts of two tables lie apart.

use crate::dp::synthetic::Records;

/// The total variation distance of two tables, averaged over all sets of `ways`
/// columns: half the sum of |share in one − share in the other| over all cells,
/// from 0 to 1.
pub(super) fn total_variation(a: &Records, b: &Records, ways: usize) -> f64 {
    let sets = sets(a.sizes().len(), ways);
    let distance = |set: &Vec<usize>| {
        let (of_a, of_b) = (shares(a, set), shares(b, set));
        of_a.iter().zip(of_b).map(|(a, b)| (a - b).abs()).sum::<f64>() / 2.0
    };
    sets.iter().map(distance).sum::<f64>() / sets.len().max(1) as f64
}

/// All sets of `ways` columns, each ascending.
fn sets(columns: usize, ways: usize) -> Vec<Vec<usize>> {
    (0..ways).fold(vec![Vec::new()], |sets, _| {
        let longer = |set: Vec<usize>| {
            let next = set.last().map_or(0, |last| last + 1);
            (next..columns).map(move |column| [&set[..], &[column]].concat())
        };
        sets.into_iter().flat_map(longer).collect()
    })
}

/// The share of rows in each cell of some columns.
fn shares(records: &Records, set: &[usize]) -> Vec<f64> {
    let mut cells = vec![0usize; records.rows()];
    let mut size = 1;
    for &column in set {
        for (cell, &code) in cells.iter_mut().zip(records.codes(column)) {
            *cell = *cell * records.sizes()[column] + code as usize;
        }
        size *= records.sizes()[column];
    }
    let mut shares = vec![0.0; size];
    let of_a_row = 1.0 / cells.len().max(1) as f64;
    cells.into_iter().for_each(|cell| shares[cell] += of_a_row);
    shares
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances_are_those_on_paper() {
        let a = Records::new(vec![vec![0, 0, 1, 1], vec![0, 1, 0, 1], vec![0, 0, 1, 1]], vec![2, 2, 2]);
        let b = Records::new(vec![vec![0, 0, 1, 1], vec![0, 0, 1, 1], vec![0, 0, 1, 1]], vec![2, 2, 2]);
        assert_eq!(total_variation(&a, &b, 1), 0.0);
        // Of three pairs two differ: a quarter in each of four cells against a half in two.
        assert!((total_variation(&a, &b, 2) - 2.0 * 0.5 / 3.0).abs() < 1e-12);
        assert!((total_variation(&a, &b, 3) - 0.5).abs() < 1e-12);
        assert_eq!(total_variation(&a, &a, 3), 0.0);
    }
}
