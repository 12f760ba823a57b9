//! Many questions of which only the few above a threshold cost anything.

use super::DiscreteLaplace;
use super::bits::{BitsError, RandomBits};
use super::selection::ScoreSensitivity;
use crate::dp::loss::Epsilon;

/// The sparse vector technique: which of a stream of integer answers are above a
/// threshold, until a number c of them were.
///
/// # Guarantee
/// ε-differential privacy of all verdicts together, however many answers were
/// below, and however the questions were chosen in the light of the verdicts. ε
/// is split into ε₁ for the threshold and ε₂ for the answers:
///
/// - the threshold gets discrete Laplace noise of scale Δ/ε₁, once;
/// - every answer gets fresh noise of scale 2cΔ/ε₂, or cΔ/ε₂ where one row moves
///   all answers in the same direction;
/// - nothing but the verdicts leaves, and after c hits nothing leaves at all.
///
/// For shift the threshold's noise by Δ, at a price of exp(ε₁): then whoever was
/// below is still below. Shift each hit's noise by 2Δ, at exp(ε₂/c): then
/// whoever was above is still above. The shifts are whole numbers, so the proof
/// holds on the integers.
///
/// # Assumptions
/// Δ bounds what one row moves any answer; the bits are uniform and independent;
/// time is not observed.
///
/// # Utility
/// ε₁ : ε₂ is near 1 : (2c)^(2/3), where the variance of answer minus threshold
/// is least. A verdict is wrong only where the answer is within some scales of
/// the threshold.
///
/// # Errors
/// No hits, a sensitivity of zero or too large for the noise, or an ε of one
/// billionth, which cannot be split, is refused.
///
/// # Citation
/// Lyu, Su, Li 2017, arXiv 1603.01699, Algorithm 7 without numeric answers, and
/// §4.2; Dwork, Roth 2014, Algorithm 2. Other published variants, which reuse an
/// answer's noise or forget c, are not private.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SparseVector {
    threshold_noise: DiscreteLaplace,
    answer_noise: DiscreteLaplace,
    hits: u16,
}

/// A threshold with its noise, and how many hits are left. Not `Clone`: a second
/// stream needs a second ε.
#[derive(Debug)]
pub struct AboveThreshold {
    threshold: i128,
    answer_noise: DiscreteLaplace,
    left: u16,
}

impl SparseVector {
    /// Verdicts until `hits` answers were above, for ε in all. `None` where that
    /// cannot be calibrated.
    #[must_use]
    pub fn calibrated(sensitivity: ScoreSensitivity, hits: u16, epsilon: Epsilon) -> Option<Self> {
        let (delta, directions) = match sensitivity {
            ScoreSensitivity::General(delta) => (delta, 2),
            ScoreSensitivity::Monotonic(delta) => (delta, 1),
        };
        // ε₂/ε₁, the cube root of (2c)², rounded up.
        let moves = u64::from(hits) * directions;
        let ratio = (1u64..).find(|root| root.pow(3) >= moves.pow(2))?;
        let first = Epsilon::from_nano((epsilon.nano() / (1 + ratio)).max(1))?;
        let second = Epsilon::from_nano(epsilon.nano() - first.nano())?;
        (hits > 0).then_some(Self {
            threshold_noise: DiscreteLaplace::calibrated(delta, first)?,
            answer_noise: DiscreteLaplace::calibrated(delta.checked_mul(moves)?, second)?,
            hits,
        })
    }

    /// Adds noise to the threshold; answers may follow.
    ///
    /// # Errors
    /// When the source of bits fails.
    pub fn begin(
        self,
        threshold: i128,
        source: &mut (impl RandomBits + ?Sized),
    ) -> Result<AboveThreshold, BitsError> {
        let threshold = threshold.saturating_add(self.threshold_noise.sample(source)?);
        Ok(AboveThreshold { threshold, answer_noise: self.answer_noise, left: self.hits })
    }
}

impl AboveThreshold {
    /// Whether the answer is above the threshold, both with noise. `None` after
    /// the last hit.
    ///
    /// # Errors
    /// When the source of bits fails.
    pub fn is_above(
        &mut self,
        answer: i128,
        source: &mut (impl RandomBits + ?Sized),
    ) -> Result<Option<bool>, BitsError> {
        if self.left == 0 {
            return Ok(None);
        }
        let above = answer.saturating_add(self.answer_noise.sample(source)?) >= self.threshold;
        self.left -= u16::from(above);
        Ok(Some(above))
    }
}

#[cfg(test)]
mod tests {
    use super::ScoreSensitivity::{General, Monotonic};
    use super::*;
    use crate::dp::noise::bits::chosen::{SeededBits, every_string};

    fn epsilon(text: &str) -> Epsilon {
        text.parse().unwrap()
    }

    /// P(x) of discrete Laplace noise.
    fn probability(noise: DiscreteLaplace, x: i128) -> f64 {
        let q = (-1.0 / noise.scale()).exp();
        (1.0 - q) / (1.0 + q) * q.powf(x.unsigned_abs() as f64)
    }

    /// Probability of a run of verdicts: Σ over the threshold's noise of the
    /// product over the answers.
    fn exact(vector: SparseVector, threshold: i128, answers: &[i128], verdicts: &[bool]) -> f64 {
        let noises = || -400..=400i128;
        let above = |gap: i128| -> f64 {
            noises().filter(|&x| x >= gap).map(|x| probability(vector.answer_noise, x)).sum()
        };
        let of_threshold = |x: i128| {
            let runs = answers.iter().zip(verdicts).map(|(answer, &verdict)| {
                let above = above(threshold + x - answer);
                if verdict { above } else { 1.0 - above }
            });
            probability(vector.threshold_noise, x) * runs.product::<f64>()
        };
        (-60..=60).map(of_threshold).sum()
    }

    fn run(
        vector: SparseVector,
        threshold: i128,
        answers: &[i128],
        source: &mut (impl RandomBits + ?Sized),
    ) -> Result<Vec<bool>, BitsError> {
        let mut stream = vector.begin(threshold, source)?;
        let mut verdicts = Vec::new();
        for &answer in answers {
            let Some(verdict) = stream.is_above(answer, source)? else { break };
            verdicts.push(verdict);
        }
        Ok(verdicts)
    }

    #[test]
    fn every_bit_string_gives_the_first_verdict_its_share() {
        for (sensitivity, spent, answer) in
            [(Monotonic(1), "8", 1), (General(1), "12", 0), (General(1), "12", -1)]
        {
            let vector = SparseVector::calibrated(sensitivity, 1, epsilon(spent)).unwrap();
            let (decided, undecided) = every_string(20, |source| run(vector, 0, &[answer], source));
            let exact = exact(vector, 0, &[answer], &[true]);
            let mass = decided.get(&vec![true]).copied().unwrap_or(0.0);
            assert!(undecided < 0.4, "{spent}, {answer}: {undecided}");
            assert!(mass <= exact + 1e-9 && exact <= mass + undecided + 1e-9, "{spent}: {mass} {exact}");
        }
    }

    #[test]
    fn runs_fit_their_probabilities_and_keep_the_loss() {
        let (answers, neighbour) = ([0, 2, 1], [1, 1, 2]);
        let vector = SparseVector::calibrated(General(1), 2, epsilon("1")).unwrap();
        let (rounds, mut source) = (100_000, SeededBits::new(4));
        let mut seen = std::collections::BTreeMap::<Vec<bool>, f64>::new();
        for _ in 0..rounds {
            *seen.entry(run(vector, 1, &answers, &mut source).unwrap()).or_insert(0.0) += 1.0;
        }
        // Two hits end a run: of eight runs of three, those that begin so are one.
        assert_eq!(seen.len(), 7);
        let mut statistic = 0.0;
        for (verdicts, seen) in seen {
            let [here, there] = [answers, neighbour].map(|answers| exact(vector, 1, &answers, &verdicts));
            assert!((here / there).ln().abs() <= 1.0, "{verdicts:?}: {here} {there}");
            let expected = here * f64::from(rounds);
            statistic += (seen - expected).powi(2) / expected;
        }
        // Six degrees of freedom: exceeded once in 10^6 times.
        assert!(statistic < 38.3, "{statistic}");
    }

    #[test]
    fn the_split_spends_all_and_the_stream_stops() {
        // (2·4)^(2/3) = 4: a fifth for the threshold.
        let vector = SparseVector::calibrated(General(3), 4, epsilon("1")).unwrap();
        assert_eq!(Some(vector.threshold_noise), DiscreteLaplace::new(15, 1));
        assert_eq!(Some(vector.answer_noise), DiscreteLaplace::new(30, 1));
        let mut source = SeededBits::new(1);
        let verdicts =
            run(vector, -1000, &[i128::MAX, 1000, i128::MIN, 1000, 1000, 1000], &mut source).unwrap();
        assert_eq!(verdicts, [true, true, false, true, true]);
    }

    #[test]
    fn what_cannot_be_calibrated_is_refused() {
        let one = epsilon("1");
        assert_eq!(SparseVector::calibrated(General(0), 1, one), None);
        assert_eq!(SparseVector::calibrated(General(1), 0, one), None);
        assert_eq!(SparseVector::calibrated(General(u64::MAX), 9, one), None);
        assert_eq!(SparseVector::calibrated(General(1), 1, epsilon("1e-9")), None);
        assert!(SparseVector::calibrated(Monotonic(1), u16::MAX, epsilon("2e-9")).is_some());
    }
}
