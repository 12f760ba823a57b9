//! Secrets solved from counts (Dinur, Nissim 2003).

use serde::Serialize;

use super::law::Law;
use super::source::LessonBits;
use crate::dp::noise::{BitsError, DiscreteLaplace, RandomBits};

/// Patients, each with a secret that is yes or no.
const PATIENTS: usize = 100;
/// The same as a number of bits.
const BITS: u32 = 100;
/// Scales of the noise at which the curve is drawn.
const SCALES: [f64; 11] = [0.0, 0.5, 1.0, 2.0, 3.0, 5.0, 8.0, 12.0, 20.0, 30.0, 50.0];
/// Attacks averaged for a point of the curve.
const ATTACKS: u32 = 4;

/// One attack in full, and how others fare.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct ReconstructionLesson {
    /// Each patient's secret.
    pub secrets: Vec<bool>,
    /// What the attacker says that it is.
    pub solved: Vec<bool>,
    /// How many of the 100 are right.
    pub right: u32,
    /// The same at other noise.
    pub curve: Vec<Recovered>,
}

/// How many secrets an attack recovers.
#[derive(Clone, Copy, Debug, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Recovered {
    /// Scale of the noise on every count, which is 1/ε.
    pub scale: f64,
    /// Right of 100; 50 is guessing.
    pub right: f64,
}

/// Asks for the counts of `questions` random groups, each with noise of
/// `scale`, and solves for the secrets, which are fair coins.
///
/// # Errors
/// When the source of bits fails.
pub fn reconstruction(
    questions: u32,
    scale: f64,
    bits: &mut LessonBits,
) -> Result<ReconstructionLesson, BitsError> {
    let groups = (0..questions).map(|_| bits.bits(BITS)).collect::<Result<Vec<u128>, _>>()?;
    let secrets = bits.bits(BITS)?;
    let survey = Survey { normal: normal(&groups), groups, secrets };
    let solved = survey.attack(scale, 1, bits)?[0];
    let curve = SCALES.into_iter().map(|scale| {
        let right: u32 =
            survey.attack(scale, ATTACKS, bits)?.into_iter().map(|solved| survey.right(solved)).sum();
        Ok(Recovered { scale, right: f64::from(right) / f64::from(ATTACKS) })
    });
    let curve = curve.collect::<Result<_, _>>()?;
    let each = |mask: u128| (0..PATIENTS).map(|patient| has(mask, patient)).collect();
    Ok(ReconstructionLesson {
        secrets: each(secrets),
        solved: each(solved),
        right: survey.right(solved),
        curve,
    })
}

/// Which groups were asked about, and the secrets; bit j stands for patient j.
struct Survey {
    groups: Vec<u128>,
    secrets: u128,
    /// AᵀA of the groups' membership matrix A.
    normal: Vec<[f64; PATIENTS]>,
}

impl Survey {
    fn right(&self, solved: u128) -> u32 {
        BITS - (solved ^ self.secrets).count_ones()
    }

    /// The secrets as `attacks` attackers solve them, each from answers of its own.
    ///
    /// Least squares, drawn towards ½ where the noise leaves a secret open:
    /// (AᵀA + λI) z = Aᵀ(answers − ½A·1), the secret being yes when z > 0. With
    /// λ = 4σ² it is the best linear estimate, a secret's variance being ¼.
    fn attack(&self, scale: f64, attacks: u32, bits: &mut LessonBits) -> Result<Vec<u128>, BitsError> {
        let noise = tenths(scale).and_then(|tenths| DiscreteLaplace::new(tenths, 10));
        let variance = noise.map_or(0.0, |noise| Law::of_scale(noise.scale()).deviation().powi(2));
        let factor = cholesky(&self.normal, 4.0 * variance + 1e-6);
        let attack = |_| {
            let mut right_side = [0.0; PATIENTS];
            for &group in &self.groups {
                let noise = noise.map_or(Ok(0), |noise| noise.sample(bits))? as f64;
                let answer = f64::from((group & self.secrets).count_ones()) + noise;
                let centred = answer - f64::from(group.count_ones()) / 2.0;
                (0..PATIENTS)
                    .filter(|&patient| has(group, patient))
                    .for_each(|patient| right_side[patient] += centred);
            }
            let solution = solve(&factor, right_side);
            Ok((0..PATIENTS).filter(|&patient| solution[patient] > 0.0).map(|patient| 1 << patient).sum())
        };
        (0..attacks).map(attack).collect()
    }
}

fn has(mask: u128, patient: usize) -> bool {
    mask >> patient & 1 == 1
}

/// A scale in tenths; `None` for no noise at all.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
fn tenths(scale: f64) -> Option<u128> {
    (scale >= 0.05).then(|| (scale * 10.0).round() as u128)
}

/// AᵀA: how many groups hold both of two patients.
fn normal(groups: &[u128]) -> Vec<[f64; PATIENTS]> {
    let mut normal = vec![[0.0; PATIENTS]; PATIENTS];
    for &group in groups {
        for (patient, row) in normal.iter_mut().enumerate().filter(|&(patient, _)| has(group, patient)) {
            (0..=patient).filter(|&other| has(group, other)).for_each(|other| row[other] += 1.0);
        }
    }
    normal
}

/// The lower triangle L with L·Lᵀ = `matrix` + `ridge`·I.
fn cholesky(matrix: &[[f64; PATIENTS]], ridge: f64) -> Vec<[f64; PATIENTS]> {
    let mut factor = vec![[0.0; PATIENTS]; PATIENTS];
    for row in 0..PATIENTS {
        for column in 0..=row {
            let dot: f64 = (0..column).map(|k| factor[row][k] * factor[column][k]).sum();
            let rest = matrix[row][column] - dot;
            factor[row][column] = if row == column {
                (rest + ridge).max(f64::MIN_POSITIVE).sqrt()
            } else {
                rest / factor[column][column]
            };
        }
    }
    factor
}

/// Solves L·Lᵀ·z = `side`: forwards, then backwards.
fn solve(factor: &[[f64; PATIENTS]], mut side: [f64; PATIENTS]) -> [f64; PATIENTS] {
    for row in 0..PATIENTS {
        let known: f64 = (0..row).map(|k| factor[row][k] * side[k]).sum();
        side[row] = (side[row] - known) / factor[row][row];
    }
    for row in (0..PATIENTS).rev() {
        let known: f64 = (row + 1..PATIENTS).map(|k| factor[k][row] * side[k]).sum();
        side[row] = (side[row] - known) / factor[row][row];
    }
    side
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(questions: u32, scale: f64) -> ReconstructionLesson {
        reconstruction(questions, scale, &mut LessonBits::new(Some(7))).unwrap()
    }

    #[test]
    fn exact_counts_give_everybody_away() {
        let exact = run(200, 0.0);
        assert_eq!((exact.right, &exact.solved), (100, &exact.secrets));
        assert!(run(400, 1.0).right >= 98);
    }

    #[test]
    fn much_noise_or_few_questions_leave_guessing() {
        // 100 guesses have standard deviation 5.
        assert!(run(100, 50.0).right.abs_diff(50) < 20);
        assert!(run(5, 0.0).right < 80);
    }

    #[test]
    fn the_more_noise_the_less_is_recovered() {
        let curve = run(400, 1.0).curve;
        assert!((curve[0].right - 100.0).abs() < 1e-9);
        assert!(curve[3].right > curve[7].right && curve[7].right > curve[10].right, "{curve:?}");
        assert!(curve[10].right < 75.0);
    }

    #[test]
    fn the_solver_solves() {
        let groups: Vec<u128> = (0..150).map(|_| LessonBits::new(None).bits(100).unwrap()).collect();
        let matrix = normal(&groups);
        let entry = |row: usize, column: usize| {
            matrix[row.max(column)][row.min(column)] + if row == column { 2.0 } else { 0.0 }
        };
        let mut side = [0.0; PATIENTS];
        (0..PATIENTS).for_each(|row| side[row] = (0..PATIENTS).map(|k| entry(row, k) * k as f64).sum());
        let solution = solve(&cholesky(&matrix, 2.0), side);
        assert!((0..PATIENTS).all(|k| (solution[k] - k as f64).abs() < 1e-6));
    }
}
