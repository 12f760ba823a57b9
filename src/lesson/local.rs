//! Noise on each patient against noise on the count.

use serde::Serialize;

use super::law::Law;
use super::releases::{RELEASES, draw};
use super::source::LessonBits;
use super::ward::Ward;
use crate::dp::Epsilon;
use crate::dp::noise::{BitsError, RandomizedResponse};

/// 100 answers to the same question, made in two ways at the same ε.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct LocalLesson {
    /// The true count.
    pub truth: u32,
    /// Every patient answers with a coin of her own; the coins' bias is taken off.
    pub local: Vec<f64>,
    /// The ward adds noise to the count.
    pub central: Vec<f64>,
    /// Standard deviation on paper of the first way.
    pub local_error: f64,
    /// Standard deviation on paper of the second.
    pub central_error: f64,
}

/// Runs both ways 100 times for a ward of `patients`.
///
/// # Errors
/// When the source of bits fails.
pub fn local(epsilon: Epsilon, patients: usize, bits: &mut LessonBits) -> Result<LocalLesson, BitsError> {
    let ward = Ward::of(patients);
    let (n, truth) = (patients as f64, ward.ill());
    let response = RandomizedResponse::new(2, epsilon).ok_or(BitsError)?;
    let (mut local, mut central) = (Vec::new(), Vec::new());
    for _ in 0..RELEASES {
        let mut answers = [0, 0];
        for &ill in &ward.diabetes {
            answers[response.answer(usize::from(ill), bits)?] += 1;
        }
        local.extend(response.shares(&answers).map(|shares| n * shares[1].share));
        central.push(f64::from(truth) + f64::from(draw(epsilon, bits)?));
    }
    // Warner 1965: a wrong answer comes with f = 1/(e^ε + 1).
    let lie = 1.0 / (epsilon.to_f64().exp() + 1.0);
    Ok(LocalLesson {
        truth,
        local,
        central,
        local_error: (n * lie * (1.0 - lie)).sqrt() / (1.0 - 2.0 * lie),
        central_error: Law::of_scale(1.0 / epsilon.to_f64()).deviation(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_ways_are_unbiased_and_as_far_off_as_on_paper() {
        let run = local(Epsilon::ONE, 400, &mut LessonBits::new(Some(2))).unwrap();
        let truth = f64::from(run.truth);
        for (answers, error) in [(&run.local, run.local_error), (&run.central, run.central_error)] {
            let mean = answers.iter().sum::<f64>() / 100.0;
            let deviation = (answers.iter().map(|one| (one - truth).powi(2)).sum::<f64>() / 100.0).sqrt();
            assert!((mean - truth).abs() < 0.4 * error, "{mean} {truth} ± {error}");
            assert!((0.7..1.35).contains(&(deviation / error)), "{deviation} {error}");
        }
        assert!(run.local_error > 10.0 * run.central_error);
    }
}
