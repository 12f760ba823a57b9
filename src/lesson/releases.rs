//! A hundred releases of the same count, as they might have come out.

use serde::Serialize;

use super::law::Law;
use super::source::LessonBits;
use super::ward::Ward;
use crate::dp::Epsilon;
use crate::dp::noise::{BitsError, DiscreteLaplace};

/// Releases in one run, so that a share is a number out of 100.
pub const RELEASES: usize = 100;
/// Noise beyond it is cut off: every count here then fits, with room for sums.
const FURTHEST: i128 = 1_000_000_000;
/// Patients on the ward.
const PATIENTS: usize = 80;

/// One run of 100 hypothetical releases.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct ReleasesLesson {
    /// The true count.
    pub truth: i32,
    /// The noisy counts, in the order drawn.
    pub answers: Vec<i32>,
    /// How many of them are within the margin.
    pub within: u32,
    /// How many of 100 are within it on paper.
    pub expected: f64,
}

/// Draws 100 releases at ε and counts those within ± `margin` of the truth.
///
/// # Errors
/// When the source of bits fails.
pub fn releases(epsilon: Epsilon, margin: u32, bits: &mut LessonBits) -> Result<ReleasesLesson, BitsError> {
    let truth = Ward::of(PATIENTS).ill().cast_signed();
    let answers = (0..RELEASES).map(|_| Ok(truth + draw(epsilon, bits)?)).collect::<Result<Vec<_>, _>>()?;
    let within = answers.iter().filter(|&&answer| answer.abs_diff(truth) <= margin).count();
    let law = Law::of_scale(1.0 / epsilon.to_f64());
    #[expect(clippy::cast_possible_truncation)]
    let within = within as u32;
    Ok(ReleasesLesson { truth, answers, within, expected: RELEASES as f64 * law.within(margin) })
}

/// The noise of one count at ε, from the sampler that releases use.
///
/// # Errors
/// When the source of bits fails.
pub fn draw(epsilon: Epsilon, bits: &mut LessonBits) -> Result<i32, BitsError> {
    let noise = DiscreteLaplace::calibrated(1, epsilon).ok_or(BitsError)?.sample(bits)?;
    Ok(i32::try_from(noise.clamp(-FURTHEST, FURTHEST)).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_many_are_within_as_on_paper() {
        let epsilon: Epsilon = "0.5".parse().unwrap();
        let (mut within, mut expected) = (0, 0.0);
        for seed in 0..100 {
            let run = releases(epsilon, 3, &mut LessonBits::new(Some(seed))).unwrap();
            assert_eq!(run.answers.len(), RELEASES);
            within += run.within;
            expected += run.expected;
        }
        // 10,000 draws: the standard deviation of the count is at most 50.
        assert!((f64::from(within) - expected).abs() < 200.0, "{within} {expected}");
    }

    #[test]
    fn a_seed_repeats_a_run() {
        let run = |seed| releases(Epsilon::ONE, 1, &mut LessonBits::new(seed)).unwrap();
        assert_eq!(run(Some(3)), run(Some(3)));
        assert_ne!(run(Some(3)), run(Some(4)));
    }
}
