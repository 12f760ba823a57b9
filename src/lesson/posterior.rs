//! What an attacker may come to believe, at most.

use serde::Serialize;

/// Releases up to which the curve is drawn.
const MOST_RELEASES: u32 = 20;

/// Bounds on an attacker's belief that somebody is in the table, after
/// 0, 1, 2, … releases.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct PosteriorLesson {
    /// The bounds, by the number of releases, from none.
    pub after: Vec<Belief>,
}

/// The least and the most that may be believed.
#[derive(Clone, Copy, Debug, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Belief {
    /// The releases seen.
    pub releases: u32,
    /// The least probability.
    pub least: f64,
    /// The greatest probability.
    pub most: f64,
}

/// Bounds for a belief of `prior` (0 to 1) before, with every release at ε.
#[must_use]
pub fn posterior(prior: f64, epsilon: f64) -> PosteriorLesson {
    let after = |releases: u32| {
        let loss = epsilon * f64::from(releases);
        Belief { releases, least: believed(prior, -loss), most: believed(prior, loss) }
    };
    PosteriorLesson { after: (0..=MOST_RELEASES).map(after).collect() }
}

/// The belief after evidence of that log-likelihood ratio: p·e^ε / (p·e^ε + 1 − p).
fn believed(prior: f64, loss: f64) -> f64 {
    prior / (prior + (1.0 - prior) * (-loss).exp())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dp::Epsilon;
    use crate::lesson::noise::noise;

    #[test]
    fn bayes_by_hand() {
        // An even prior becomes e/(e+1) at most and 1/(e+1) at least.
        let after = posterior(0.5, 1.0).after;
        let e = std::f64::consts::E;
        assert!((after[0].most - 0.5).abs() < 1e-15 && (after[0].least - 0.5).abs() < 1e-15);
        assert!((after[1].most - e / (e + 1.0)).abs() < 1e-15);
        assert!((after[1].least - 1.0 / (e + 1.0)).abs() < 1e-15);
        // Two releases at ε are one at 2ε.
        assert!((after[2].most - posterior(0.5, 2.0).after[1].most).abs() < 1e-15);
    }

    #[test]
    fn no_answer_of_the_mechanism_tells_more() {
        let (prior, epsilon): (f64, Epsilon) = (0.1, "0.7".parse().unwrap());
        let bound = posterior(prior, epsilon.to_f64()).after[1];
        for one in noise(epsilon).answers {
            let belief = prior * one.with / (prior * one.with + (1.0 - prior) * one.without);
            assert!((bound.least - 1e-12..=bound.most + 1e-12).contains(&belief), "{belief}");
        }
    }
}
