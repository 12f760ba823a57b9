//! How much of a distribution must be moved, and how far, to make it another.

use super::{Histogram, Reference};

/// The ground distance between the values of a column, 0 to 1, laid out for
/// the earth mover's distance in its closed forms.
///
/// # Citation
/// Li, N.; Li, T.; Venkatasubramanian, S.: t-closeness: privacy beyond
/// k-anonymity and l-diversity, ICDE 2007, section 4.
#[derive(Clone, Debug)]
pub enum EarthMover {
    /// Any two values are 1 apart.
    Equal,
    /// Values stand in a row, and the ends are 1 apart.
    Ordered {
        /// The codes in their order, each that occurs once.
        row: Vec<u32>,
    },
    /// Two values are as far apart as their lowest common node is high.
    Hierarchical {
        /// For each height from 1 on the node above each code. At the last height there is one node.
        nodes: Vec<Vec<u32>>,
    },
}

impl EarthMover {
    /// The distance of a group's values from the whole table's, as part of a whole.
    #[must_use]
    pub fn distance(&self, group: &Histogram, reference: &Reference) -> (i128, i128) {
        let (all, n) = (reference.total, group.iter().map(|&(_, count)| i128::from(count)).sum::<i128>());
        // q - p = count / n - counts[code] / all, in units of 1 / (n · all)
        let unit = n * all;
        let surplus =
            |code: u32, count: u32| i128::from(count) * all - i128::from(reference.counts[code as usize]) * n;
        let dense = || {
            let mut surpluses: Vec<i128> =
                reference.counts.iter().map(|&count| -i128::from(count) * n).collect();
            for &(code, count) in group {
                surpluses[code as usize] = surplus(code, count);
            }
            surpluses
        };
        match self {
            // 1/2 · Σ |q - p| = Σ max(q - p, 0), and only values of the group have too much
            Self::Equal => (group.iter().map(|&(code, count)| surplus(code, count).max(0)).sum(), unit),
            // 1/(m - 1) · Σ_i |Σ_{j ≤ i} (q_j - p_j)|
            Self::Ordered { row } => {
                let (surpluses, mut carried, mut work) = (dense(), 0, 0);
                for &code in row {
                    carried += surpluses[code as usize];
                    work += carried.abs();
                }
                (work, (row.len() as i128 - 1).max(1) * unit)
            }
            // Σ over nodes of height / greatest height · min(surplus of the
            // children that have too much, lack of those that have too little)
            Self::Hierarchical { nodes } => {
                let (mut work, mut below) = (0, dense());
                let mut below_of: Vec<usize> = (0..below.len()).collect();
                for (height, node_of) in (1..).zip(nodes) {
                    let (much, little, sums) = gather(&below, &below_of, node_of);
                    work += height
                        * much.iter().zip(little).map(|(&much, little)| much.min(little)).sum::<i128>();
                    below = sums;
                    below_of = node_of.iter().map(|&node| node as usize).collect();
                }
                (work, (nodes.len() as i128).max(1) * unit)
            }
        }
    }
}

/// For each node what its children have too much, what they lack, and the difference.
fn gather(below: &[i128], below_of: &[usize], node_of: &[u32]) -> (Vec<i128>, Vec<i128>, Vec<i128>) {
    let nodes = node_of.iter().max().map_or(0, |&last| last as usize + 1);
    let (mut much, mut little, mut met) = (vec![0; nodes], vec![0; nodes], vec![false; below.len()]);
    for (&child, &node) in below_of.iter().zip(node_of) {
        if std::mem::replace(&mut met[child], true) {
            continue;
        }
        match below[child] {
            surplus if surplus > 0 => much[node as usize] += surplus,
            lack => little[node as usize] -= lack,
        }
    }
    let sums = much.iter().zip(&little).map(|(much, little)| much - little).collect();
    (much, little, sums)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn distance(ground: &EarthMover, group: &[u32], whole: &[u32]) -> f64 {
        let histogram = |counts: &[u32]| -> Histogram {
            (0..).zip(counts.iter().copied()).filter(|&(_, count)| count > 0).collect()
        };
        let reference = Reference::new(&histogram(whole), whole.len(), whole.iter().sum());
        let (part, whole) = ground.distance(&histogram(group), &reference);
        part as f64 / whole as f64
    }

    /// Salaries 3k to 11k: the example of the paper's section 4.1.
    #[test]
    fn orders_as_the_paper_does() {
        let row = EarthMover::Ordered { row: (0..9).collect() };
        let all = [1; 9];
        let low = distance(&row, &[1, 1, 1, 0, 0, 0, 0, 0, 0], &all);
        let spread = distance(&row, &[0, 0, 0, 1, 0, 1, 0, 0, 1], &all);
        assert!((low - 0.375).abs() < 1e-12, "{low}");
        assert!((spread - 1.0 / 6.0).abs() < 1e-3, "{spread}");
    }

    #[test]
    fn branches_are_nearer_within_than_across() {
        // Two branches of two leaves under one root.
        let tree = EarthMover::Hierarchical { nodes: vec![vec![0, 0, 1, 1], vec![0; 4]] };
        assert_eq!(distance(&tree, &[1, 0, 0, 0], &[0, 1, 0, 0]), 0.5);
        assert_eq!(distance(&tree, &[1, 0, 0, 0], &[0, 0, 1, 0]), 1.0);
        assert_eq!(distance(&tree, &[1, 0, 1, 0], &[1, 1, 1, 1]), 0.25);
        let flat = EarthMover::Hierarchical { nodes: vec![vec![0; 4]] };
        for q in [[1, 2, 0, 0], [0, 0, 5, 1]] {
            let all = [3, 3, 3, 4];
            assert_eq!(distance(&flat, &q, &all), distance(&EarthMover::Equal, &q, &all));
        }
    }
}
