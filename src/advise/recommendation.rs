//! Which of the settings that were tried to take, and why.

use serde::{Deserialize, Serialize};

use super::Point;

/// Why a setting is recommended, or none.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case", rename_all_fields = "snake_case")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[allow(missing_docs)]
pub enum AdviceReason {
    /// The bend of the frontier: more safety costs much more, and less of it saves little.
    Knee { smallest_class: u32, risk_percent: u32, loss_percent: u32, limit_percent: u32 },
    /// The most useful of those whose risk is acceptable.
    LeastLoss { smallest_class: u32, risk_percent: u32, loss_percent: u32, limit_percent: u32 },
    /// No setting brings the risk down to what is acceptable.
    NoneSafeEnough { limit_percent: u32, least_percent: u32 },
    /// No setting can be met on this file at all.
    NothingPossible,
}

/// Marks the points on the frontier, and chooses one with a risk of `limit` at the most.
///
/// Of the acceptable points on the frontier it is the one farthest below the
/// straight line from the most useful to the safest, both axes scaled to that
/// line's ends (the knee); where none lies below it, the most useful one.
///
/// # Citation
/// Satopää, V. et al.: Finding a "kneedle" in a haystack, ICDCS workshops 2011, section 3.
pub(super) fn recommend(points: &mut [Point], limit: f64) -> (Option<usize>, AdviceReason) {
    mark_frontier(points);
    let Some(least) = points.iter().map(|point| point.risk_max).min_by(f64::total_cmp) else {
        return (None, AdviceReason::NothingPossible);
    };
    let acceptable = |&at: &usize| points[at].on_frontier && points[at].risk_max <= limit;
    let mut frontier: Vec<usize> = (0..points.len()).filter(acceptable).collect();
    frontier.sort_by(|&a, &b| points[a].loss.total_cmp(&points[b].loss));
    let (Some(&useful), Some(&safe)) = (frontier.first(), frontier.last()) else {
        return (
            None,
            AdviceReason::NoneSafeEnough { limit_percent: percent(limit), least_percent: percent(least) },
        );
    };
    let scaled = |at: usize| {
        let (from, to) = (&points[useful], &points[safe]);
        let x = (points[at].loss - from.loss) / (to.loss - from.loss);
        let y = (points[at].risk_max - to.risk_max) / (from.risk_max - to.risk_max);
        // How far below the line from (0, 1) to (1, 0).
        1.0 - x - y
    };
    let between = frontier.iter().copied().filter(|&at| at != useful && at != safe);
    let knee = between
        .filter(|&at| scaled(at) > 1e-9)
        // Of equals the most useful, which comes first.
        .reduce(|best, at| if scaled(at) > scaled(best) { at } else { best });
    let chosen = knee.unwrap_or(useful);
    let (smallest_class, risk_percent) = (points[chosen].smallest_class, percent(points[chosen].risk_max));
    let (loss_percent, limit_percent) = (percent(points[chosen].loss), percent(limit));
    let reason = if knee.is_some() {
        AdviceReason::Knee { smallest_class, risk_percent, loss_percent, limit_percent }
    } else {
        AdviceReason::LeastLoss { smallest_class, risk_percent, loss_percent, limit_percent }
    };
    (Some(chosen), reason)
}

/// A point is on the frontier where no other is better in one and as good in
/// the other; of equals the first.
fn mark_frontier(points: &mut [Point]) {
    let values: Vec<(f64, f64)> = points.iter().map(|point| (point.risk_max, point.loss)).collect();
    for (at, point) in points.iter_mut().enumerate() {
        let (risk, loss) = values[at];
        let beaten = values
            .iter()
            .enumerate()
            .any(|(other, &(r, l))| r <= risk && l <= loss && (r < risk || l < loss || other < at));
        point.on_frontier = !beaten;
    }
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
fn percent(share: f64) -> u32 {
    (100.0 * share).round() as u32
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::recipe::Recipe;
    use crate::table::Dialect;

    fn points(values: &[(f64, f64)]) -> Vec<Point> {
        let recipe = Recipe::starting(&[], Dialect::default());
        let point = |&(risk_max, loss): &(f64, f64)| Point {
            recipe: recipe.clone(),
            changes: Vec::new(),
            smallest_class: 5,
            risk_max,
            risk_mean: risk_max,
            loss,
            on_frontier: false,
        };
        values.iter().map(point).collect()
    }

    #[test]
    fn the_knee_of_the_frontier_is_taken() {
        let mut tried =
            points(&[(0.5, 0.05), (0.09, 0.1), (0.05, 0.12), (0.04, 0.5), (0.05, 0.3), (0.02, 0.9)]);
        let (chosen, reason) = recommend(&mut tried, 0.1);
        assert_eq!(chosen, Some(2));
        let (smallest_class, risk_percent, loss_percent, limit_percent) = (5, 5, 12, 10);
        assert_eq!(reason, AdviceReason::Knee { smallest_class, risk_percent, loss_percent, limit_percent });
        let on: Vec<bool> = tried.iter().map(|point| point.on_frontier).collect();
        assert_eq!(on, [true, true, true, true, false, true]);
    }

    #[test]
    fn without_a_knee_the_most_useful_is_taken() {
        let mut bulging = points(&[(0.09, 0.1), (0.08, 0.5), (0.01, 0.6)]);
        let (chosen, reason) = recommend(&mut bulging, 0.1);
        assert!(chosen == Some(0) && matches!(reason, AdviceReason::LeastLoss { .. }));
        assert_eq!(recommend(&mut points(&[(0.09, 0.1), (0.09, 0.1)]), 0.1).0, Some(0));
    }

    #[test]
    fn none_is_taken_where_none_is_safe_enough() {
        let (chosen, reason) = recommend(&mut points(&[(0.5, 0.1), (0.2, 0.3)]), 0.1);
        assert_eq!(
            (chosen, reason),
            (None, AdviceReason::NoneSafeEnough { limit_percent: 10, least_percent: 20 })
        );
        assert_eq!(recommend(&mut [], 0.1), (None, AdviceReason::NothingPossible));
    }
}
