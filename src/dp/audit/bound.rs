//! From releases of two neighbouring tables to a lower bound on ε.

/// The confidence of a bound is 1 less this: once in a million audits of a
/// faithful mechanism the bound is above its ε.
pub const CONFIDENCE: f64 = 1e-6;

/// Thresholds that are tried as events.
const THRESHOLDS: usize = 200;

/// A lower bound on the ε of a mechanism, from releases of two neighbouring
/// tables, each a vector of numbers, where ε may fail with probability `delta`.
/// The confidence is shared by so many `tests`.
///
/// Half of the releases chooses an event: a side of a threshold on the line
/// through the two means. The other half counts it. With p and q the event's
/// probabilities, (ε, δ)-differential privacy asks p ≤ e^ε·q + δ, so that
///
/// ```text
/// ε ≥ ln((p − δ)/q)
/// ```
///
/// where p is replaced by its lower and q by its upper confidence limit.
#[must_use]
pub fn epsilon_lower_bound(without: &[Vec<f64>], with: &[Vec<f64>], delta: f64, tests: usize) -> f64 {
    let length = without.iter().chain(with).map(Vec::len).min().unwrap_or(0);
    let (chosen_without, counted_without) = without.split_at(without.len() / 2);
    let (chosen_with, counted_with) = with.split_at(with.len() / 2);
    let direction: Vec<f64> =
        (0..length).map(|entry| standardized(chosen_without, chosen_with, entry)).collect();
    let project = |releases: &[Vec<f64>]| {
        let mut line: Vec<f64> = releases.iter().map(|release| dot(release, &direction)).collect();
        line.sort_unstable_by(f64::total_cmp);
        line
    };
    let chosen = [project(chosen_without), project(chosen_with)];
    let counted = [project(counted_without), project(counted_with)];
    let failure = (CONFIDENCE / tests.max(1) as f64 / 2.0).max(f64::MIN_POSITIVE);
    let bound = |lines: &[Vec<f64>; 2], event: Event| {
        let [p, q] = [event.likely, 1 - event.likely].map(|which| event.share(&lines[which]));
        let n = lines.iter().map(Vec::len).min().unwrap_or(0);
        ((limit(p, n, failure, Side::Lower) - delta) / limit(q, n, failure, Side::Upper)).max(1.0).ln()
    };
    let best = events(&chosen).max_by(|a, b| bound(&chosen, *a).total_cmp(&bound(&chosen, *b)));
    best.map_or(0.0, |event| bound(&counted, event))
}

/// An event that is likelier for one of the tables.
#[derive(Clone, Copy)]
struct Event {
    threshold: f64,
    above: bool,
    /// 0 or 1: the table for which it is likelier.
    likely: usize,
}

impl Event {
    /// The share of a sorted line that lies in the event.
    fn share(self, line: &[f64]) -> f64 {
        let below = line.partition_point(|&x| x < self.threshold) as f64 / line.len().max(1) as f64;
        if self.above { 1.0 - below } else { below }
    }
}

/// The events that are tried: both sides of evenly spread quantiles, for both tables.
fn events(lines: &[Vec<f64>; 2]) -> impl Iterator<Item = Event> {
    let spread = |line: &[f64]| {
        let at = |i: usize| line.get(i * line.len().saturating_sub(1) / THRESHOLDS).copied();
        (0..=THRESHOLDS).filter_map(at).collect::<Vec<_>>()
    };
    let thresholds: Vec<f64> = lines.iter().flat_map(|line| spread(line)).collect();
    thresholds.into_iter().flat_map(|threshold| {
        [(true, 0), (true, 1), (false, 0), (false, 1)].map(|(above, likely)| Event {
            threshold,
            above,
            likely,
        })
    })
}

/// How far the means of an entry lie apart, over its variance: the direction in
/// which a normal attacker tells the tables apart best.
fn standardized(without: &[Vec<f64>], with: &[Vec<f64>], entry: usize) -> f64 {
    let mean = |releases: &[Vec<f64>]| {
        releases.iter().map(|release| release[entry]).sum::<f64>() / releases.len().max(1) as f64
    };
    let [a, b] = [mean(without), mean(with)];
    let squares = without.iter().map(|release| (release[entry] - a).powi(2)).sum::<f64>();
    let variance = squares / without.len().max(1) as f64;
    // An entry that never varies tells the tables apart at once, if it differs.
    if variance > 0.0 { (b - a) / variance } else { (b - a) * 1e6 }
}

fn dot(release: &[f64], direction: &[f64]) -> f64 {
    release.iter().zip(direction).map(|(x, d)| x * d).sum()
}

#[derive(Clone, Copy, PartialEq)]
enum Side {
    Lower,
    Upper,
}

/// A confidence limit of a probability of which a share was seen in n trials: the
/// furthest p with n·KL(share‖p) ≤ ln(1/failure) (Chernoff 1952).
fn limit(share: f64, n: usize, failure: f64, side: Side) -> f64 {
    let most = -failure.ln() / n.max(1) as f64;
    let (mut near, mut far) = (share, if side == Side::Lower { 0.0 } else { 1.0 });
    for _ in 0..60 {
        let middle = f64::midpoint(near, far);
        if divergence(share, middle) <= most { near = middle } else { far = middle }
    }
    far
}

/// KL(a‖b) of two coins.
fn divergence(a: f64, b: f64) -> f64 {
    let term = |x: f64, y: f64| if x <= 0.0 { 0.0 } else { x * (x / y).ln() };
    term(a, b) + term(1.0 - a, 1.0 - b)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_hold_what_they_say() {
        for (share, n) in [(0.0, 1000), (0.5, 1000), (1.0, 1000), (0.01, 100_000)] {
            let [lower, upper] = [Side::Lower, Side::Upper].map(|side| limit(share, n, 1e-6, side));
            assert!(lower <= share && share <= upper);
            // About a normal interval of 4.7 standard errors, and a little wider.
            let error = 4.7 * (share * (1.0 - share) / n as f64).sqrt();
            assert!(
                upper - share >= 0.9 * error && upper - share <= 1.15 * error + 20.0 / n as f64,
                "{share} {upper}"
            );
        }
        // No trial in n: 1 − failure^(1/n).
        assert!((limit(0.0, 100, 1e-6, Side::Upper) - (1.0 - 1e-6f64.powf(0.01))).abs() < 1e-9);
    }

    #[test]
    fn what_one_table_alone_can_show_is_found() {
        let constant = |x: f64| vec![vec![x]; 20_000];
        assert!(epsilon_lower_bound(&constant(0.0), &constant(1.0), 0.0, 1) > 6.0);
        assert_eq!(epsilon_lower_bound(&constant(0.0), &constant(0.0), 0.0, 1), 0.0);
        assert_eq!(epsilon_lower_bound(&[], &[], 0.0, 1), 0.0);
    }
}
