use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::dp::accuracy;
use crate::dp::data::Data;
use crate::dp::error::AnswerError;
use crate::dp::loss::{Delta, Epsilon, Loss};
use crate::dp::noise::{DiscreteLaplace, Noise, RandomBits};
use crate::dp::query::{Drawn, Expected, Needed, Promise, Query};
use crate::dp::question::Question;
use crate::dp::release::{Estimate, Mechanism, Missing, Value};

/// The values of a column that enough patients share, with how many rows have
/// each, the most frequent first.
///
/// Noise is added to the count of every value that occurs, and only values whose
/// noisy count reaches a threshold are told: one patient's own value then stays
/// hidden but with probability δ.
///
/// # Guarantee
/// (ε, δ)-differential privacy. A patient of at most m rows moves the counts by m
/// in the L1 norm, so noise of scale m/ε keeps ε on the values that others have
/// too. Values that only this patient has have counts c₁ + c₂ + … ≤ m, and any
/// of them is told with probability at most
///
/// ```text
/// Σ P(cᵢ + Z ≥ t) = Σ q^(t − cᵢ)/(1 + q) ≤ max(m·q^(−1), q^(−m)) · q^t/(1 + q),   q = exp(−ε/m)
/// ```
///
/// for the sum is convex in the counts, and so largest where all are 1 or one is
/// m. The threshold t is the least integer for which this is at most δ, so the
/// two parts together keep (ε, δ). Values that nobody has are never looked at.
///
/// # Assumptions
/// That a value occurs at all is hidden by δ, not by ε: δ is to be far below one
/// over the number of patients.
///
/// # Utility
/// t = 1 + ln(1/2δ)/ε for one row per patient: 15 at ε = 1 and δ = 10^−6. Rarer
/// values are seldom told; those told just above t look more frequent than they
/// are. Where the values can be declared, a histogram shows all of them, with
/// pure ε.
///
/// # Errors
/// A loss that is not an ε with a δ.
///
/// # Citation
/// Korolova, Kenthapadi, Mishra, Ntoulas 2009, doi 10.1145/1526709.1526733; for
/// several rows of a patient: Wilson et al. 2020, arXiv 1909.01917, Theorem 2.
pub struct Categories {
    column: String,
}

impl Categories {
    pub(crate) fn new(column: String) -> Self {
        Self { column }
    }
}

impl Query for Categories {
    fn complete(&self) -> Question {
        Question::Categories { column: self.column.clone() }
    }

    fn needs(&self) -> Vec<Needed> {
        vec![Needed::any(&self.column)]
    }

    fn missing(&self) -> Missing {
        Missing::ContributesNothing
    }

    fn check(&self, promise: Promise) -> Result<(), AnswerError> {
        mechanism(promise).map(|_| ())
    }

    fn draw(
        &self,
        data: &Data<'_>,
        promise: Promise,
        source: &mut dyn RandomBits,
    ) -> Result<Drawn, AnswerError> {
        let (noise, threshold) = mechanism(promise)?;
        let readings = data.column(&self.column)?;
        let mut counts = BTreeMap::<String, i128>::new();
        for (text, rows) in readings.texts() {
            *counts.entry(readings.spelling(text)).or_default() += i128::from(rows);
        }
        let mut told = Vec::new();
        for (text, count) in counts {
            let noisy = count.saturating_add(noise.sample(source)?);
            if noisy >= threshold {
                told.push((noisy, text));
            }
        }
        told.sort_unstable_by(|(a, this), (b, that)| (Reverse(a), this).cmp(&(Reverse(b), that)));
        let error_95 = accuracy::half_width(Noise::Laplace(noise));
        let bin = |(count, text): (i128, String)| Estimate::new(count as f64, error_95).labelled(text);
        Ok(Drawn {
            value: Value::Bins { bins: told.into_iter().map(bin).collect() },
            mechanism: Mechanism::StabilityThreshold,
            sensitivity: promise.rows as f64,
            scale: noise.scale(),
        })
    }

    fn expected(&self, rows: u64, promise: Promise) -> Result<Vec<Expected>, AnswerError> {
        let (noise, _) = mechanism(promise)?;
        let error_95 = accuracy::half_width(Noise::Laplace(noise));
        Ok(vec![Expected { label: String::new(), error_95, range: rows as f64 }])
    }
}

/// The noise of every count, and the least noisy count that is told.
fn mechanism(Promise { loss, rows }: Promise) -> Result<(DiscreteLaplace, i128), AnswerError> {
    let Loss::Approximate { epsilon, delta } = loss else { return Err(AnswerError::LossDoesNotSuit) };
    let noise = DiscreteLaplace::calibrated(rows, epsilon).ok_or(AnswerError::NoiseTooWide)?;
    Ok((noise, threshold(epsilon, delta, rows)))
}

/// The least t with max(m·q^(−1), q^(−m)) · q^t/(1 + q) ≤ δ, or one more.
fn threshold(epsilon: Epsilon, delta: Delta, rows: u64) -> i128 {
    let (epsilon, m) = (epsilon.to_f64(), rows as f64);
    let exponent = epsilon / m;
    let own = (m.ln() + exponent).max(epsilon);
    let t = (own - delta.to_f64().ln() - (-exponent).exp().ln_1p()) / exponent;
    // Rounded up, with a margin for the double's own rounding.
    #[expect(clippy::cast_possible_truncation)]
    let least = (t * (1.0 + 1e-9)).ceil() as i128;
    least
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dp::noise::bits::chosen::SeededBits;
    use crate::table::{Column, Format, Kind};

    /// All ways to split a patient's rows over values, each count at most `most`.
    fn splits(rows: u64, most: u64) -> Vec<Vec<u64>> {
        if rows == 0 {
            return vec![vec![]];
        }
        (1..=most.min(rows))
            .flat_map(|first| {
                splits(rows - first, first).into_iter().map(move |rest| [vec![first], rest].concat())
            })
            .collect()
    }

    #[test]
    fn own_values_are_told_with_probability_delta_at_most() {
        for epsilon in ["0.01", "0.5", "1", "10"] {
            for delta in ["0.001", "1e-6", "1e-12"] {
                for rows in 1..=7 {
                    let (epsilon, delta): (Epsilon, Delta) =
                        (epsilon.parse().unwrap(), delta.parse().unwrap());
                    let q = (-epsilon.to_f64() / rows as f64).exp();
                    let told = |t: i128, counts: &Vec<u64>| {
                        counts.iter().map(|&c| q.powf(t as f64 - c as f64) / (1.0 + q)).sum::<f64>()
                    };
                    let worst =
                        |t| splits(rows, rows).iter().map(|counts| told(t, counts)).fold(0.0, f64::max);
                    let t = threshold(epsilon, delta, rows);
                    assert!(worst(t) <= delta.to_f64() * (1.0 + 1e-12), "{epsilon:?} {delta:?} {rows}: {t}");
                    assert!(
                        worst(t - 1) > delta.to_f64() * (1.0 - 1e-6),
                        "{epsilon:?} {delta:?} {rows}: {t}"
                    );
                }
            }
        }
    }

    fn told(texts: &[String], loss: &str, seed: u64) -> Result<Vec<(String, f64)>, AnswerError> {
        let column = Column::from_texts("drug", texts.iter().map(String::as_str));
        let data = Data::new(texts.len(), vec![(&column, Format::plain(Kind::Category))]);
        let json = format!(r#"{{"question":"categories","column":"drug",{loss}}}"#);
        let prepared = crate::dp::prepare(&data, &serde_json::from_str(&json).unwrap())?;
        let Value::Bins { bins } = prepared.draw_from(&mut SeededBits::new(seed))?.value else { panic!() };
        Ok(bins.into_iter().map(|bin| (bin.label, bin.value)).collect())
    }

    #[test]
    fn frequent_values_are_told_in_order_and_rare_ones_are_not() {
        let many = [("b", 300), ("a", 200), ("", 500), ("rare", 1), ("c", 100)];
        let texts: Vec<_> = many.iter().flat_map(|&(text, rows)| vec![text.to_owned(); rows]).collect();
        for seed in 0..200 {
            let told = told(&texts, r#""epsilon":1,"delta":1e-6"#, seed).unwrap();
            assert_eq!(told.iter().map(|(text, _)| text.as_str()).collect::<Vec<_>>(), ["b", "a", "c"]);
            assert!(
                told.iter()
                    .zip([300.0, 200.0, 100.0])
                    .all(|((_, count), exact)| (count - exact).abs() < 20.0)
            );
        }
    }

    #[test]
    fn a_value_of_one_patient_is_told_as_seldom_as_promised() {
        let texts: Vec<_> = (0..1000).map(|row| row.to_string()).collect();
        let seen: usize =
            (0..200).map(|seed| told(&texts, r#""epsilon":1,"delta":0.001"#, seed).unwrap().len()).sum();
        // 200,000 values, of which 0.1 % at most and, as t is an integer, more than 0.03 %.
        assert!((60..=260).contains(&seen), "{seen}");
    }

    #[test]
    fn other_losses_are_refused() {
        for loss in [r#""epsilon":1"#, r#""rho":1"#] {
            assert_eq!(told(&[], loss, 1), Err(AnswerError::LossDoesNotSuit));
        }
        assert_eq!(told(&[], r#""epsilon":1,"delta":1e-6"#, 1), Ok(vec![]));
    }
}
