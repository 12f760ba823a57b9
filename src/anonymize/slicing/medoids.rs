//! Partitioning around medoids: clusters of things whose distances are known.

/// Less than this is rounding, not a shorter distance.
const ROUNDING: f64 = 1e-12;

/// Divides things into `k` clusters (1 to their number), each around the thing
/// that is nearest to all of it: PAM, with BUILD and best-improvement swaps.
///
/// `distances` is symmetric, `n x n`. Ties go to the lowest index, so the same
/// distances always give the same clusters. Clusters and what is in them are in
/// ascending order.
///
/// # Citation
/// Kaufman, L.; Rousseeuw, P.: Finding Groups in Data, 1990, chapter 2. Chosen
/// for attributes by Li, T. et al.: Slicing, TKDE 24(3), 2012, section 4.1.
#[must_use]
pub(super) fn cluster(distances: &[Vec<f64>], k: usize) -> Vec<Vec<usize>> {
    let n = distances.len();
    // Σ_x min_m d(x, m)
    let cost = |medoids: &[usize]| -> f64 {
        distances.iter().map(|to| medoids.iter().map(|&m| to[m]).fold(f64::MAX, f64::min)).sum()
    };
    let cheapest = |tries: &mut dyn Iterator<Item = Vec<usize>>| {
        let mut best: Option<(f64, Vec<usize>)> = None;
        for medoids in tries {
            let cost = cost(&medoids);
            if best.as_ref().is_none_or(|(least, _)| cost < least - ROUNDING) {
                best = Some((cost, medoids));
            }
        }
        best
    };
    let others = |medoids: &[usize]| {
        let medoids = medoids.to_vec();
        (0..n).filter(move |x| !medoids.contains(x))
    };
    let mut medoids = Vec::new();
    while medoids.len() < k.min(n) {
        let with = |x| [&medoids[..], &[x]].concat();
        let Some((_, grown)) = cheapest(&mut others(&medoids).map(with)) else { break };
        medoids = grown;
    }
    loop {
        let swap = |(at, x): (usize, usize)| {
            let mut swapped = medoids.clone();
            swapped[at] = x;
            swapped
        };
        let swaps = (0..medoids.len()).flat_map(|at| others(&medoids).map(move |x| (at, x)));
        match cheapest(&mut swaps.map(swap)) {
            Some((less, swapped)) if less < cost(&medoids) - ROUNDING => medoids = swapped,
            _ => break,
        }
    }
    let mut clusters = vec![Vec::new(); medoids.len()];
    for (x, to) in distances.iter().enumerate() {
        let nearest = (0..medoids.len()).reduce(|a, b| if to[medoids[b]] < to[medoids[a]] { b } else { a });
        clusters[nearest.unwrap_or(0)].push(x);
    }
    clusters.sort();
    clusters
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbours_on_a_line_are_one_cluster() {
        let points = [0.0, 1.0, 2.0, 10.0, 11.0, 30.0];
        let distances: Vec<Vec<f64>> =
            points.iter().map(|a: &f64| points.iter().map(|b| (a - b).abs()).collect()).collect();
        assert_eq!(cluster(&distances, 3), [vec![0, 1, 2], vec![3, 4], vec![5]]);
        assert_eq!(cluster(&distances, 1), [vec![0, 1, 2, 3, 4, 5]]);
        assert_eq!(cluster(&distances, 9).len(), 6);
        assert!(cluster(&[], 2).is_empty());
    }

    #[test]
    fn agrees_with_the_reference_on_heart() {
        let path = format!("{}/tests/data/heart.json", env!("CARGO_MANIFEST_DIR"));
        let golden: serde_json::Value = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
        let heart = &golden["heart"];
        let names: Vec<String> = serde_json::from_value(heart["phi2_bins10"]["names"].clone()).unwrap();
        let phi: Vec<Vec<f64>> = serde_json::from_value(heart["phi2_bins10"]["matrix"].clone()).unwrap();
        let distances = |of: &[usize]| -> Vec<Vec<f64>> {
            of.iter().map(|&i| of.iter().map(|&j| 1.0 - phi[i][j]).collect()).collect()
        };
        let named = |clusters: Vec<Vec<usize>>, of: &[usize]| -> Vec<Vec<&String>> {
            clusters.into_iter().map(|cluster| cluster.into_iter().map(|x| &names[of[x]]).collect()).collect()
        };
        let all: Vec<usize> = (0..names.len()).collect();
        let without_cp: Vec<usize> = all.iter().copied().filter(|&x| names[x] != "cp").collect();
        let mut compared = 0;
        for (section, of, sensitive) in [("pam_all", all, 0), ("partition_alpha1", without_cp, 1)] {
            for (columns, expected) in heart[section].as_object().unwrap() {
                let mut expected: Vec<Vec<String>> = serde_json::from_value(expected.clone()).unwrap();
                expected.retain(|column| sensitive == 0 || column != &["cp"]);
                let found =
                    named(cluster(&distances(&of), columns.parse::<usize>().unwrap() - sensitive), &of);
                assert_eq!(found.len(), expected.len());
                assert!(
                    expected.iter().all(|column| found.contains(&column.iter().collect())),
                    "{section} {columns}"
                );
                compared += 1;
            }
        }
        assert_eq!(compared, 6);
    }
}
