//! How often a noisy cell gives its value away.

use serde::{Deserialize, Serialize};

use crate::dp::Epsilon;

/// The share of cells whose value the best guess names.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Recovery {
    /// By who knows how common each value is, and sees no cell.
    pub before: f64,
    /// By who sees the noisy cells too.
    pub after: f64,
}

impl Recovery {
    /// The share of what was uncertain that stays so: 1 − (after − before)/(1 − before),
    /// from 0 to 1; 1 where nothing was.
    #[must_use]
    pub fn hidden(self) -> f64 {
        let uncertain = 1.0 - self.before;
        if uncertain <= 0.0 { 1.0 } else { ((1.0 - self.after) / uncertain).clamp(0.0, 1.0) }
    }

    /// Counts the hits of the guess v that is most probable after a noisy cell
    /// y, that with the greatest ln p(v) − ε·|y − v|; `noisy[row]` is of
    /// `values[row]`.
    ///
    /// # Utility
    /// No attacker who knows the shares p(v) of the values and nothing of the
    /// person guesses better on average. Who knows more can.
    #[must_use]
    pub fn of(values: &[f64], noisy: &[f64], epsilon: Epsilon) -> Self {
        let guesses = Guesses::new(values, epsilon.to_f64());
        let hits = values.iter().zip(noisy).filter(|(value, cell)| guesses.best(**cell) == **value).count();
        let rows = values.len().max(1) as f64;
        Self { before: guesses.commonest as f64 / rows, after: hits as f64 / rows }
    }
}

/// The best guess after each noisy cell, by two passes over the sorted values:
/// those below a cell y are weighed by ln p(v) + ε·v, those above by ln p(v) − ε·v.
struct Guesses {
    epsilon: f64,
    /// Distinct, ascending.
    values: Vec<f64>,
    /// The best of the values up to each, and its weight.
    from_below: Vec<(f64, f64)>,
    /// The best of the values from each on, and its weight.
    from_above: Vec<(f64, f64)>,
    commonest: usize,
}

impl Guesses {
    fn new(values: &[f64], epsilon: f64) -> Self {
        let mut sorted = values.to_vec();
        sorted.sort_unstable_by(f64::total_cmp);
        let groups: Vec<(f64, usize)> =
            sorted.chunk_by(|one, other| one == other).map(|group| (group[0], group.len())).collect();
        let better = |best: &mut Option<(f64, f64)>, value: f64, weight: f64| {
            if best.is_none_or(|(_, most)| weight > most) {
                *best = Some((value, weight));
            }
            *best
        };
        // Counts weigh as shares do.
        let weight = |count: usize| (count as f64).ln();
        let upwards = groups
            .iter()
            .scan(None, |best, &(value, count)| better(best, value, weight(count) + epsilon * value));
        let downwards = groups
            .iter()
            .rev()
            .scan(None, |best, &(value, count)| better(best, value, weight(count) - epsilon * value));
        let mut from_above: Vec<_> = downwards.collect();
        from_above.reverse();
        Self {
            epsilon,
            from_below: upwards.collect(),
            from_above,
            commonest: groups.iter().map(|&(_, count)| count).max().unwrap_or(0),
            values: groups.into_iter().map(|(value, _)| value).collect(),
        }
    }

    fn best(&self, cell: f64) -> f64 {
        let above = self.values.partition_point(|&value| value <= cell);
        let shift = self.epsilon * cell;
        let below = above.checked_sub(1).and_then(|at| self.from_below.get(at));
        match (below, self.from_above.get(above)) {
            (Some((below, low)), Some((above, high))) => {
                if low - shift >= high + shift {
                    *below
                } else {
                    *above
                }
            }
            (Some((value, _)), None) | (None, Some((value, _))) => *value,
            (None, None) => 0.0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::cell_noise::CellNoise;
    use super::*;

    #[test]
    fn guesses_are_the_best_of_all() {
        let values: Vec<f64> = [(0.0, 50), (1.0, 3), (4.0, 1), (7.0, 30), (8.0, 2)]
            .into_iter()
            .flat_map(|(value, count)| std::iter::repeat_n(value, count))
            .collect();
        for epsilon in [0.1, 0.7, 1.0, 3.0] {
            let guesses = Guesses::new(&values, epsilon);
            for tenth in -50..150 {
                let cell = f64::from(tenth) / 10.0 + 0.01;
                let score = |guess: f64| {
                    let count = values.iter().filter(|&&value| value == guess).count() as f64;
                    count.ln() - epsilon * (cell - guess).abs()
                };
                let most = values.iter().map(|&value| score(value)).fold(f64::MIN, f64::max);
                assert!((score(guesses.best(cell)) - most).abs() < 1e-9, "{epsilon}, {cell}");
            }
        }
    }

    #[test]
    fn a_fair_flag_is_guessed_as_the_theory_says() {
        let values: Vec<f64> = (0..40_000).map(|row| f64::from(row % 2)).collect();
        let noisy = CellNoise::new(Epsilon::ONE, 9).add_to(&values);
        let recovery = Recovery::of(&values, &noisy, Epsilon::ONE);
        assert_eq!(recovery.before, 0.5);
        assert!((recovery.after - (1.0 - 0.5 * (-0.5f64).exp())).abs() < 0.01, "{recovery:?}");
        assert!((recovery.hidden() - (-0.5f64).exp()).abs() < 0.02, "{recovery:?}");
    }

    #[test]
    fn without_noise_nothing_is_hidden_and_without_a_choice_everything() {
        let values = [1.0, 2.0, 2.0, 3.0];
        let huge: Epsilon = "1000".parse().unwrap();
        assert_eq!(Recovery::of(&values, &values, huge), Recovery { before: 0.5, after: 1.0 });
        assert_eq!(Recovery::of(&values, &values, huge).hidden(), 0.0);
        assert_eq!(Recovery::of(&[5.0; 3], &[4.0, 5.0, 6.0], Epsilon::ONE).hidden(), 1.0);
        assert_eq!(Recovery::of(&[], &[], Epsilon::ONE).after, 0.0);
    }
}
