//! From a question to a release.

use super::budget::Budget;
use super::data::Data;
use super::error::AnswerError;
use super::noise::bits::{RandomBits, SecureBits};
use super::noise::discrete_laplace::DiscreteLaplace;
use super::question::{Asked, Query};
use super::release::{Mechanism, Neighbours, Release};

/// Answers a question with noise and spends its ε.
///
/// # Guarantee
/// The release is ε-differentially private for tables that differ by one row:
/// the exact vector is integer, its L1 sensitivity is bounded by the
/// declarations, and discrete Laplace noise of scale Δ/ε is added to every
/// entry before anything else is computed.
///
/// # Assumptions
/// Those of [`DiscreteLaplace`], [`Budget`], [`Data`] and of the question. Asking
/// again gives new noise and costs again: keep the release.
///
/// # Utility
/// Stated in [`Release::error_95`], and before spending by [`expected_error`].
///
/// # Errors
/// Whatever is wrong with the declarations or the schema is refused before
/// anything is spent, as is a question that costs more than is left. If the
/// source of bits fails the ε stays spent.
///
/// # Citation
/// Dwork, McSherry, Nissim, Smith: Calibrating Noise to Sensitivity in Private
/// Data Analysis (2006), Proposition 1.
pub fn answer(
    data: &Data<'_>,
    asked: &Asked,
    budget: &mut Budget,
    bits: &mut impl SecureBits,
) -> Result<Release, AnswerError> {
    answer_from(data, asked, budget, bits)
}

/// [`answer`] from any bits.
fn answer_from(
    data: &Data<'_>,
    asked: &Asked,
    budget: &mut Budget,
    bits: &mut impl RandomBits,
) -> Result<Release, AnswerError> {
    let (query, noise) = prepare(asked)?;
    let mut vector = query.exact(data)?;
    budget.spend(asked.epsilon)?;
    for entry in &mut vector {
        *entry = entry.saturating_add(noise.sample(bits)?);
    }
    let (value, error_95) = query.conclude(&vector, noise);
    Ok(Release {
        asked: Asked { question: query.complete(), epsilon: asked.epsilon },
        value,
        error_95,
        mechanism: Mechanism::DiscreteLaplace,
        sensitivity: query.sensitivity(),
        scale: noise.scale(),
        neighbours: Neighbours::AddOrRemoveOneRow,
        missing: query.missing(),
    })
}

/// The [`Release::error_95`] to expect at worst, from the declarations and
/// about how many rows there are; the data is not looked at and nothing is
/// spent. In the unit of the answer.
///
/// # Errors
/// What [`answer`] would refuse in the declarations.
pub fn expected_error(asked: &Asked, approximate_rows: u64) -> Result<f64, AnswerError> {
    let (query, noise) = prepare(asked)?;
    Ok(query.expected_error(approximate_rows, noise))
}

/// Whether the expected error is half of what the answer can range over, or
/// more: the release would say nothing but noise. The range of a histogram's
/// bin is an even share of the rows.
///
/// # Errors
/// What [`answer`] would refuse in the declarations.
pub fn is_hopeless(asked: &Asked, approximate_rows: u64) -> Result<bool, AnswerError> {
    let (query, noise) = prepare(asked)?;
    Ok(query.expected_error(approximate_rows, noise) >= query.range(approximate_rows) / 2.0)
}

fn prepare(asked: &Asked) -> Result<(Box<dyn Query>, DiscreteLaplace), AnswerError> {
    let query = asked.question.prepare()?;
    let noise = DiscreteLaplace::calibrated(query.sensitivity(), asked.epsilon);
    Ok((query, noise.expect("every sensitivity is from 1 to 2^40")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dp::noise::bits::chosen::SeededBits;
    use crate::dp::noise::bits::{BitsError, SystemBits};
    use crate::dp::release::Value;
    use crate::table::{Column, Decimal, Format, Kind};

    const QUESTIONS: [&str; 6] = [
        r#"{"question":"count","epsilon":0.5}"#,
        r#"{"question":"mean","column":"age","lower":0,"upper":110,"epsilon":0.5}"#,
        r#"{"question":"histogram","column":"age","bins":{"edges":[0,50,110]},"epsilon":0.5}"#,
        r#"{"question":"histogram","column":"sex","bins":{"categories":["M","F"]},"epsilon":0.5}"#,
        r#"{"question":"prevalence","column":"sex","category":"F","epsilon":0.5}"#,
        r#"{"question":"prevalence","column":"age","category":"62","epsilon":0.5}"#,
    ];

    fn asked(json: &str) -> Asked {
        serde_json::from_str(json).unwrap()
    }

    fn budget(total: &str) -> Budget {
        Budget::new(total.parse().unwrap())
    }

    fn columns(rows: &[[&str; 2]]) -> [(Column, Format); 2] {
        [("age", Kind::Integer), ("sex", Kind::Category)]
            .into_iter()
            .enumerate()
            .map(|(at, (name, kind))| {
                (Column::from_texts(name, rows.iter().map(|row| row[at])), Format::plain(kind))
            })
            .collect::<Vec<_>>()
            .try_into()
            .unwrap()
    }

    fn release(rows: &[[&str; 2]], json: &str, bits: &mut impl RandomBits) -> Result<Release, AnswerError> {
        let columns = columns(rows);
        let data = Data::new(rows.len(), columns.iter().map(|(column, format)| (column, *format)).collect());
        answer_from(&data, &asked(json), &mut budget("1"), bits)
    }

    const ROWS: [[&str; 2]; 4] = [["61", "M"], ["62.0", "F"], ["", "F"], ["old", ""]];

    #[test]
    fn the_same_bits_give_the_same_release() {
        for question in QUESTIONS {
            let give = |seed| release(&ROWS, question, &mut SeededBits::new(seed)).unwrap();
            assert_eq!(give(1), give(1));
            assert!((2..20).any(|seed| give(seed).value != give(1).value), "{question}");
            let json = serde_json::to_string(&give(1)).unwrap();
            assert_eq!(serde_json::from_str::<Release>(&json).unwrap(), give(1));
        }
    }

    #[test]
    fn a_release_states_what_made_it() {
        let mean = release(&ROWS, QUESTIONS[1], &mut SystemBits::default()).unwrap();
        let json = serde_json::to_value(&mean).unwrap();
        assert_eq!(json["question"], "mean");
        assert_eq!(json["step"], 0.1);
        assert_eq!(json["epsilon"], 0.5);
        assert_eq!(json["mechanism"], "discrete-laplace");
        assert_eq!(json["sensitivity"], 1100);
        assert_eq!(json["scale"], 2200.0);
        assert_eq!(json["neighbours"], "add-or-remove-one-row");
        assert_eq!(json["missing"], "contributes-nothing");
    }

    #[test]
    fn without_noise_the_answers_are_exact() {
        // At ε = 1000 noise of counts is zero but with probability 2e−434.
        let exact = |json: &str| {
            let json = json.replace("0.5}", "1000}");
            let columns = columns(&ROWS);
            let data = Data::new(4, columns.iter().map(|(column, format)| (column, *format)).collect());
            answer(&data, &asked(&json), &mut budget("1000"), &mut SystemBits::default()).unwrap().value
        };
        assert_eq!(exact(QUESTIONS[0]), Value::Number(4.0));
        let Value::Number(mean) = exact(QUESTIONS[1]) else { panic!() };
        assert!((mean - 61.5).abs() < 2.0, "{mean}");
        let bins = |value| match value {
            Value::Bins(bins) => bins.into_iter().map(|bin| (bin.label, bin.value)).collect::<Vec<_>>(),
            Value::Number(_) => panic!(),
        };
        assert_eq!(bins(exact(QUESTIONS[2])), [("[0, 50)".into(), 0.0), ("[50, 110]".into(), 2.0)]);
        assert_eq!(bins(exact(QUESTIONS[3])), [("M".into(), 1.0), ("F".into(), 2.0)]);
        assert_eq!(exact(QUESTIONS[4]), Value::Number(2.0 / 3.0));
        assert_eq!(exact(QUESTIONS[5]), Value::Number(0.5));
    }

    #[test]
    fn bad_questions_are_refused_and_cost_nothing() {
        let kinds = [
            (r#"{"question":"mean","column":"age","lower":110,"upper":0,"epsilon":1}"#, "bounds-reversed"),
            (
                r#"{"question":"mean","column":"age","lower":0,"upper":9,"step":0,"epsilon":1}"#,
                "step-not-positive",
            ),
            (r#"{"question":"mean","column":"weight","lower":0,"upper":9,"epsilon":1}"#, "no-column"),
            (r#"{"question":"mean","column":"sex","lower":0,"upper":9,"epsilon":1}"#, "not-numeric"),
            (r#"{"question":"histogram","column":"sex","bins":{"edges":[0,1]},"epsilon":1}"#, "not-numeric"),
            (r#"{"question":"histogram","column":"age","bins":{"edges":[0]},"epsilon":1}"#, "no-bins"),
            (r#"{"question":"histogram","column":"age","bins":{"edges":[]},"epsilon":1}"#, "no-bins"),
            (
                r#"{"question":"histogram","column":"age","bins":{"edges":[0,1,1]},"epsilon":1}"#,
                "edges-not-increasing",
            ),
            (
                r#"{"question":"histogram","column":"sex","bins":{"categories":["M","M"]},"epsilon":1}"#,
                "category-repeated",
            ),
            (
                r#"{"question":"histogram","column":"sex","bins":{"categories":[""]},"epsilon":1}"#,
                "category-empty",
            ),
            (r#"{"question":"prevalence","column":"sex","category":"","epsilon":1}"#, "category-empty"),
            (r#"{"question":"count","epsilon":1.000000001}"#, "budget-spent"),
        ];
        let columns = columns(&ROWS);
        let data = Data::new(4, columns.iter().map(|(column, format)| (column, *format)).collect());
        let mut budget = budget("1");
        for (json, kind) in kinds {
            let refused = answer(&data, &asked(json), &mut budget, &mut SystemBits::default()).unwrap_err();
            assert_eq!(serde_json::to_value(&refused).unwrap()["kind"], kind, "{json}");
        }
        assert_eq!(budget.spent(), Decimal::whole(0));
    }

    #[test]
    fn a_failing_source_costs_and_releases_nothing() {
        struct Failing;
        impl RandomBits for Failing {
            fn bits(&mut self, _: u32) -> Result<u128, BitsError> {
                Err(BitsError)
            }
        }
        let mut budget = budget("1");
        let result = answer_from(&Data::new(3, vec![]), &asked(QUESTIONS[0]), &mut budget, &mut Failing);
        assert_eq!(result, Err(AnswerError::RandomSourceFailed));
        assert_eq!(budget.spent(), Decimal::new(5, 1));
    }

    #[test]
    fn no_table_is_too_poor_to_be_asked() {
        for rows in
            [&[][..], &[["", ""]], &[["", ""], ["", ""]], &[["x", ""]], &[["61", "M"]], &[["1e17", "?"]]]
        {
            for question in QUESTIONS {
                let release = release(rows, question, &mut SystemBits::default()).unwrap();
                assert!(release.error_95.is_finite());
                if let (Value::Number(mean), "mean") = (&release.value, &question[13..17]) {
                    assert!((0.0..=110.0).contains(mean), "{mean}");
                }
            }
        }
    }

    #[test]
    fn errors_are_told_before_spending() {
        let mean = asked(QUESTIONS[1]);
        let expected = expected_error(&mean, 1000).unwrap();
        // 110·ln(20)/(0.5·1000) = 0.659
        assert!((expected - 0.659).abs() < 0.001, "{expected}");
        assert!(!is_hopeless(&mean, 1000).unwrap());
        assert!(is_hopeless(&mean, 10).unwrap());
        assert!(!is_hopeless(&asked(QUESTIONS[0]), 100).unwrap());
        for question in QUESTIONS {
            assert!(is_hopeless(&asked(question), 0).unwrap());
            assert!(!is_hopeless(&asked(question), 1_000_000).unwrap());
        }
        let reversed = r#"{"question":"mean","column":"age","lower":1,"upper":0,"epsilon":1}"#;
        assert!(expected_error(&asked(reversed), 10).is_err());
    }

    /// A lower bound for ε, from how often two neighbouring tables give a
    /// count of at most 10; 4.5 standard errors on the safe side.
    fn audited_epsilon(noise: DiscreteLaplace) -> f64 {
        let (draws, mut bits) = (200_000, SeededBits::new(11));
        let mut share = |rows: i128| {
            let below = (0..draws).filter(|_| rows + noise.sample(&mut bits).unwrap() <= 10).count();
            below as f64 / f64::from(draws)
        };
        let [without, with] = [share(10), share(11)];
        let error = |p: f64| 4.5 * (p * (1.0 - p) / f64::from(draws)).sqrt();
        ((without - error(without)) / (with + error(with))).ln()
    }

    #[test]
    fn an_audit_finds_no_more_than_the_claimed_epsilon_and_finds_broken_noise() {
        for claimed in ["0.1", "1", "2"] {
            let epsilon: crate::dp::Epsilon = claimed.parse().unwrap();
            let found = audited_epsilon(DiscreteLaplace::calibrated(1, epsilon).unwrap());
            assert!(found <= epsilon.to_f64() && found > epsilon.to_f64() - 0.1, "{claimed}: {found}");
            // Noise for half the sensitivity.
            let broken = DiscreteLaplace::new(500_000_000, u128::from(epsilon.nano())).unwrap();
            let found = audited_epsilon(broken);
            assert!(found > epsilon.to_f64(), "{claimed}: {found}");
        }
    }
}
