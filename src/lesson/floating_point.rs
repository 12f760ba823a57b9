//! The last digits of a noisy number, which can tell all (Mironov 2012).

use serde::Serialize;

use super::source::LessonBits;
use crate::dp::Epsilon;
use crate::dp::noise::{BitsError, DiscreteLaplace};

/// Numbers drawn for each true value, by each way.
pub const DRAWS: u32 = 20_000;
/// Our own numbers lie on a grid of 2^−40.
const GRID_BITS: u32 = 40;
/// What the attacker looks for: numbers that are no multiple of 2^−53.
const FINE: f64 = (1u64 << 53) as f64;

/// How often the attacker finds a telling number, by the true value 0 or 1.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct FloatingPointLesson {
    /// Numbers drawn for each of the four.
    pub draws: u32,
    /// Noise made from `Math.random()` and a logarithm, as in many programs.
    pub naive: [u32; 2],
    /// Noise made of integers, as in this one.
    pub exact: [u32; 2],
    /// A number that the naive way gave for 0, and that it can never give for 1.
    pub telling: Option<f64>,
}

/// Draws both ways at ε around 0 and around 1, and looks at the last digits.
///
/// # Errors
/// When the source of bits fails.
pub fn floating_point(epsilon: Epsilon, bits: &mut LessonBits) -> Result<FloatingPointLesson, BitsError> {
    let noise = DiscreteLaplace::calibrated(1 << GRID_BITS, epsilon).ok_or(BitsError)?;
    let mut lesson = FloatingPointLesson { draws: DRAWS, naive: [0; 2], exact: [0; 2], telling: None };
    for truth in [0u8, 1] {
        for _ in 0..DRAWS {
            let naive = f64::from(truth) + naive(1.0 / epsilon.to_f64(), bits)?;
            if is_finer(naive) {
                lesson.naive[usize::from(truth)] += 1;
                lesson.telling = lesson.telling.or(Some(naive));
            }
            let exact = (i128::from(truth) << GRID_BITS) + noise.sample(bits)?;
            lesson.exact[usize::from(truth)] +=
                u32::from(is_finer(exact as f64 / (1u64 << GRID_BITS) as f64));
        }
    }
    Ok(lesson)
}

/// Laplace noise as a textbook has it: −b·sgn(u)·ln(1 − 2|u|), u in [−½, ½).
fn naive(scale: f64, bits: &mut LessonBits) -> Result<f64, BitsError> {
    let u = bits.unit()? - 0.5;
    Ok(-scale * u.signum() * (1.0 - 2.0 * u.abs()).max(f64::MIN_POSITIVE).ln())
}

/// Whether a number is no multiple of 2^−53. Scaling by a power of 2 is exact.
fn is_finer(number: f64) -> bool {
    (number * FINE).fract() != 0.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_naive_way_leaks_and_ours_does_not() {
        let run = floating_point(Epsilon::ONE, &mut LessonBits::new(Some(1))).unwrap();
        // Numpy's naive way: 26.7 % of 20,000, and none around 1.
        let share = f64::from(run.naive[0]) / f64::from(DRAWS);
        assert!((0.25..0.29).contains(&share), "{share}");
        assert_eq!((run.naive[1], run.exact), (0, [0, 0]));
        assert!(run.telling.is_some_and(is_finer));
    }

    #[test]
    fn finer_is_finer() {
        for (number, finer) in
            [(0.0, false), (1.0 / FINE, false), (0.5 / FINE, true), (0.1, true), (1.1, false)]
        {
            assert_eq!(is_finer(number), finer, "{number}");
        }
    }
}
