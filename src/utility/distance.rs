//! How far a column's distribution in the release is from the original one.

/// Kullback-Leibler divergence of the release `q` from the original `p`, in nats:
/// `Σ p ln(p / q)`. `None` (infinite) where a value that occurs is nowhere in the release.
///
/// # Citation
/// Kullback, S.; Leibler, R.: On information and sufficiency, 1951.
#[must_use]
pub fn kullback_leibler(p: &[f64], q: &[f64]) -> Option<f64> {
    let terms = p.iter().zip(q).filter(|(p, _)| **p > 0.0);
    // Rounding may leave a trace below zero.
    terms.map(|(&p, &q)| (q > 0.0).then(|| p * (p / q).ln())).sum::<Option<f64>>().map(|sum| sum.max(0.0))
}

/// Total variation: `½ Σ |p − q|`, 0 to 1. It is also the earth mover's distance
/// where any two values are equally far.
#[must_use]
pub fn total_variation(p: &[f64], q: &[f64]) -> f64 {
    p.iter().zip(q).map(|(p, q)| (p - q).abs()).sum::<f64>() / 2.0
}

/// Earth mover's distance on a line, over its length: 0 to 1. `positions` ascend.
///
/// `Σ |F_p − F_q| (xᵢ₊₁ − xᵢ) / (x_m − x₁)` with the cumulative distributions F.
///
/// # Citation
/// Li, N.; Li, T.; Venkatasubramanian, S.: t-closeness, ICDE 2007, section 5.1
/// (there with equal steps).
#[must_use]
pub fn earth_mover(p: &[f64], q: &[f64], positions: &[f64]) -> f64 {
    let (Some(first), Some(last)) = (positions.first(), positions.last()) else { return 0.0 };
    let (mut moved, mut work) = (0.0f64, 0.0);
    for ((p, q), step) in p.iter().zip(q).zip(positions.windows(2)) {
        moved += p - q;
        work += moved.abs() * (step[1] - step[0]);
    }
    if last > first { work / (last - first) } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances_by_hand() {
        let (p, q) = ([0.5, 0.5, 0.0], [0.25, 0.5, 0.25]);
        assert_eq!(total_variation(&p, &q), 0.25);
        assert_eq!(kullback_leibler(&p, &q), Some(0.5 * 2f64.ln()));
        assert_eq!(kullback_leibler(&q, &p), None);
        // A quarter goes from one end to the other.
        assert_eq!(earth_mover(&p, &q, &[0.0, 1.0, 2.0]), 0.25);
        assert_eq!(earth_mover(&p, &q, &[0.0, 9.0, 10.0]), 0.25);
        assert_eq!(earth_mover(&[1.0, 0.0, 0.0], &[0.0, 1.0, 0.0], &[0.0, 9.0, 10.0]), 0.9);
        assert_eq!(earth_mover(&[], &[], &[]), 0.0);
    }

    #[test]
    fn the_same_distribution_is_at_no_distance() {
        let p = [0.1, 0.2, 0.7];
        assert_eq!((kullback_leibler(&p, &p), total_variation(&p, &p)), (Some(0.0), 0.0));
        assert_eq!(earth_mover(&p, &p, &[1.0, 2.0, 5.0]), 0.0);
    }
}
