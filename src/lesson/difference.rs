//! The difference attack: the count with Ms X less the count without her.

use serde::Serialize;

use super::releases::{RELEASES, draw};
use super::source::LessonBits;
use super::ward::Ward;
use crate::dp::Epsilon;
use crate::dp::noise::BitsError;

/// Patients on the ward.
const PATIENTS: usize = 80;

/// One attack in full, and 100 more.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct DifferenceLesson {
    /// The true count of everybody with diabetes, Ms X among them.
    pub with: i32,
    /// The true count of everybody but Ms X.
    pub without: i32,
    /// Both counts with noise.
    pub noisy_with: i32,
    /// Both counts with noise.
    pub noisy_without: i32,
    /// The noisy differences of 100 attacks.
    pub attacks: Vec<Attempt>,
    /// Of the 100, those in which the attacker was right.
    pub right: u32,
    /// The most that may be right of 100, on paper: e^2ε/(e^2ε+1).
    pub most: f64,
}

/// One of the 100 attacks. Ms X has diabetes in every second of them.
#[derive(Clone, Copy, Debug, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Attempt {
    /// Noisy count with her less noisy count without.
    pub difference: i32,
    /// Whether she has diabetes.
    pub ill: bool,
}

impl Attempt {
    /// The attacker says “ill” from a difference of 1 on, as the exact counts would have it.
    fn right(self) -> bool {
        (self.difference >= 1) == self.ill
    }
}

/// Attacks with both counts at ε.
///
/// # Errors
/// When the source of bits fails.
pub fn difference(epsilon: Epsilon, bits: &mut LessonBits) -> Result<DifferenceLesson, BitsError> {
    let with = Ward::of(PATIENTS).ill().cast_signed();
    let without = with - 1;
    let (noisy_with, noisy_without) = (with + draw(epsilon, bits)?, without + draw(epsilon, bits)?);
    let mut attempt = |ill| {
        let difference = i32::from(ill) + draw(epsilon, bits)? - draw(epsilon, bits)?;
        Ok(Attempt { difference, ill })
    };
    let attacks = (0..RELEASES).map(|at| attempt(at % 2 == 0)).collect::<Result<Vec<_>, _>>()?;
    let right = attacks.iter().map(|attack| u32::from(attack.right())).sum();
    // Both answers together cost 2ε; half of the attacks are on somebody who is ill.
    let most = RELEASES as f64 / (1.0 + (-2.0 * epsilon.to_f64()).exp());
    Ok(DifferenceLesson { with, without, noisy_with, noisy_without, attacks, right, most })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mean_right(epsilon: &str) -> (f64, f64) {
        let epsilon = epsilon.parse().unwrap();
        let runs = (0..50).map(|seed| difference(epsilon, &mut LessonBits::new(Some(seed))).unwrap());
        let runs: Vec<_> = runs.collect();
        (runs.iter().map(|run| f64::from(run.right)).sum::<f64>() / 50.0, runs[0].most)
    }

    #[test]
    fn little_noise_gives_her_away_and_much_does_not() {
        let (right, most) = mean_right("5");
        assert!(right > 95.0 && right <= most, "{right} of {most}");
        let (right, most) = mean_right("0.1");
        // Near a guess: the standard deviation of the mean is 0.7.
        assert!((45.0..=most + 3.0).contains(&right), "{right} of {most}");
    }

    #[test]
    fn the_exact_counts_differ_by_her() {
        let run = difference(Epsilon::ONE, &mut LessonBits::new(Some(1))).unwrap();
        assert_eq!(run.with - run.without, 1);
    }
}
