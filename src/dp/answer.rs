//! From a question to a release.

use super::data::Data;
use super::error::AnswerError;
use super::loss::Budget;
use super::noise::{RandomBits, SecureBits};
use super::query::{Expected, Holds, Promise, Query};
use super::question::Asked;
use super::release::Release;
use super::unit::Unit;
use crate::table::Format;

/// A question that is fit to be answered about a table: all that can be refused
/// was, and nothing is spent yet.
pub struct Prepared<'a> {
    asked: Asked,
    query: Box<dyn Query>,
    data: Data<'a>,
}

/// Checks a question against a table's columns, never against its cells.
///
/// # Errors
/// Whatever is wrong with the declarations or the schema, or a loss that the
/// question's mechanism cannot keep.
pub fn prepare<'a>(data: &Data<'a>, asked: &Asked) -> Result<Prepared<'a>, AnswerError> {
    let query = asked.question.prepare()?;
    for needed in query.needs() {
        match needed.holds {
            Holds::Anything => data.column(&needed.column)?,
            Holds::Numbers => data.numbers(&needed.column)?,
            Holds::Dates => data.dates(&needed.column)?,
        };
    }
    query.check(Promise { loss: asked.loss, rows: data.unit().rows() })?;
    let among = match &asked.among {
        None => None,
        Some(among) => Some(among.clone().canonical(data.column(among.column())?)),
    };
    let data = among.as_ref().map_or_else(|| Ok(data.clone()), |among| data.among(among))?;
    let asked = Asked { question: query.complete(), among, loss: asked.loss };
    Ok(Prepared { asked, query, data })
}

impl Prepared<'_> {
    /// The question with nothing left to defaults.
    #[must_use]
    pub const fn asked(&self) -> &Asked {
        &self.asked
    }

    /// Whom the release protects.
    #[must_use]
    pub const fn unit(&self) -> &Unit {
        self.data.unit()
    }

    /// How the columns that decide the answer are read, in the order of the question.
    pub fn formats(&self) -> impl Iterator<Item = (&str, Format)> {
        let needed = self.query.needs().into_iter().map(|needed| needed.column);
        let among = self.asked.among.iter().map(|among| among.column().to_owned());
        needed.chain(among).filter_map(|column| self.data.format(&column))
    }

    /// Spends the loss on a budget. A part of the patients is charged as such only
    /// where one patient has one row, and so is in one part alone.
    ///
    /// # Errors
    /// When less is left; nothing is spent then.
    pub fn spend(&self, budget: &mut Budget) -> Result<(), AnswerError> {
        let among = self.asked.among.clone().filter(|_| self.data.unit().rows() == 1);
        Ok(budget.spend(self.asked.loss, among)?)
    }

    /// Draws the noise. To be called once the loss is spent, and the spending
    /// kept safe.
    ///
    /// # Guarantee
    /// The release keeps the question's loss for tables that differ by one unit
    /// of privacy: what noise is added to is an integer, its sensitivity is
    /// bounded by the declarations, and nothing else is computed of it before.
    ///
    /// # Assumptions
    /// Those of the mechanism, of [`Budget`], [`Data`] and of the question. Drawing
    /// again gives new noise and costs again: keep the release.
    ///
    /// # Utility
    /// Stated beside every number, and before spending by [`expected`].
    ///
    /// # Errors
    /// Only if the source of bits fails; the loss stays spent.
    ///
    /// # Citation
    /// Dwork, McSherry, Nissim, Smith: Calibrating Noise to Sensitivity in Private
    /// Data Analysis (2006), Proposition 1.
    pub fn draw(self, bits: &mut impl SecureBits) -> Result<Release, AnswerError> {
        self.draw_from(bits)
    }

    /// [`Prepared::draw`] from any bits.
    pub(crate) fn draw_from(self, bits: &mut dyn RandomBits) -> Result<Release, AnswerError> {
        let Self { asked, query, data } = self;
        let unit = data.unit().clone();
        let drawn = query.draw(&data, Promise { loss: asked.loss, rows: unit.rows() }, bits)?;
        Ok(Release {
            asked,
            value: drawn.value,
            mechanism: drawn.mechanism,
            sensitivity: drawn.sensitivity,
            scale: drawn.scale,
            unit,
            missing: query.missing(),
        })
    }
}

/// Answers a question with noise and spends its loss.
///
/// # Errors
/// As [`prepare`], [`Prepared::spend`] and [`Prepared::draw`] say, in this order: a
/// question that is refused costs nothing.
pub fn answer(
    data: &Data<'_>,
    asked: &Asked,
    budget: &mut Budget,
    bits: &mut impl SecureBits,
) -> Result<Release, AnswerError> {
    let prepared = prepare(data, asked)?;
    prepared.spend(budget)?;
    prepared.draw(bits)
}

/// The errors to expect at worst, from the declarations, about how many rows
/// there are, and how many rows of one patient take part; the data is not looked
/// at and nothing is spent.
///
/// # Errors
/// What [`prepare`] would refuse in the declarations.
pub fn expected(
    asked: &Asked,
    approximate_rows: u64,
    rows_per_patient: u64,
) -> Result<Vec<Expected>, AnswerError> {
    let promise = Promise { loss: asked.loss, rows: rows_per_patient.max(1) };
    let query = asked.question.prepare()?;
    query.check(promise)?;
    query.expected(approximate_rows, promise)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dp::noise::BitsError;
    use crate::dp::noise::DiscreteLaplace;
    use crate::dp::noise::bits::chosen::SeededBits;
    use crate::dp::release::Value;
    use crate::dp::{Epsilon, SystemBits};
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
        Budget::new(total.parse::<Epsilon>().unwrap().into())
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
        prepare(&data, &asked(json))?.draw_from(bits)
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
        assert_eq!(json["sensitivity"], 1100.0);
        assert_eq!(json["scale"], 2200.0);
        assert_eq!(json["unit"], "row");
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
        let number = |value| match value {
            Value::Number(estimate) => estimate.value,
            other => panic!("{other:?}"),
        };
        let bins = |value| match value {
            Value::Bins { bins } => bins.into_iter().map(|bin| (bin.label, bin.value)).collect::<Vec<_>>(),
            other => panic!("{other:?}"),
        };
        assert_eq!(number(exact(QUESTIONS[0])), 4.0);
        let mean = number(exact(QUESTIONS[1]));
        assert!((mean - 61.5).abs() < 2.0, "{mean}");
        assert_eq!(bins(exact(QUESTIONS[2])), [("[0, 50)".into(), 0.0), ("[50, 110]".into(), 2.0)]);
        assert_eq!(bins(exact(QUESTIONS[3])), [("M".into(), 1.0), ("F".into(), 2.0)]);
        assert_eq!(number(exact(QUESTIONS[4])), 2.0 / 3.0);
        assert_eq!(number(exact(QUESTIONS[5])), 0.5);
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
        assert_eq!(budget.state().spent, Decimal::whole(0));
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
        let data = Data::new(3, vec![]);
        let prepared = prepare(&data, &asked(QUESTIONS[0])).unwrap();
        prepared.spend(&mut budget).unwrap();
        assert_eq!(prepared.draw_from(&mut Failing), Err(AnswerError::RandomSourceFailed));
        assert_eq!(budget.state().spent, Decimal::new(5, 1));
    }

    #[test]
    fn no_table_is_too_poor_to_be_asked() {
        for rows in
            [&[][..], &[["", ""]], &[["", ""], ["", ""]], &[["x", ""]], &[["61", "M"]], &[["1e17", "?"]]]
        {
            for question in QUESTIONS {
                let release = release(rows, question, &mut SystemBits::default()).unwrap();
                match &release.value {
                    Value::Number(number) => assert!(number.error_95.is_finite() && number.value.is_finite()),
                    Value::Bins { bins } => assert!(bins.iter().all(|bin| bin.error_95.is_finite())),
                    other => panic!("{other:?}"),
                }
                if let (Value::Number(mean), "mean") = (&release.value, &question[13..17]) {
                    assert!((0.0..=110.0).contains(&mean.value), "{mean:?}");
                }
            }
        }
    }

    #[test]
    fn errors_are_told_before_spending() {
        let expected = |json: &str, rows| expected(&asked(json), rows, 1).unwrap().remove(0);
        let mean = expected(QUESTIONS[1], 1000);
        // 110·ln(20)/(0.5·1000) = 0.659
        assert!((mean.error_95 - 0.659).abs() < 0.001, "{mean:?}");
        assert!(!mean.is_hopeless());
        assert!(expected(QUESTIONS[1], 10).is_hopeless());
        assert!(!expected(QUESTIONS[0], 100).is_hopeless());
        for question in QUESTIONS {
            assert!(expected(question, 0).is_hopeless());
            assert!(!expected(question, 1_000_000).is_hopeless());
        }
        let reversed = r#"{"question":"mean","column":"age","lower":1,"upper":0,"epsilon":1}"#;
        assert!(super::expected(&asked(reversed), 10, 1).is_err());
    }

    #[test]
    fn a_patient_with_several_rows_is_hidden_whole() {
        let patients = Column::from_texts("patient", ["a", "b", "a", "a", "", "c", "a", ""]);
        let numbers = crate::privacy::patients(&patients);
        let columns = || vec![(&patients, Format::plain(Kind::Category))];
        let data = Data::new(8, columns()).of_patients(&numbers, "patient".into(), 2);
        // Two of a's four rows, and all others: rows without a patient are patients of their own.
        assert_eq!(data.kept().collect::<Vec<_>>(), [0, 1, 2, 4, 5, 7]);
        let release =
            prepare(&data, &asked(QUESTIONS[0])).unwrap().draw_from(&mut SeededBits::new(1)).unwrap();
        assert_eq!((release.sensitivity, release.scale), (2.0, 4.0));
        let json = serde_json::to_value(&release).unwrap();
        assert_eq!(json["unit"], serde_json::json!({ "patient": { "column": "patient", "rows": 2 } }));
    }

    #[test]
    fn parts_of_the_patients_are_asked_apart() {
        let columns = columns(&ROWS);
        let data = Data::new(4, columns.iter().map(|(column, format)| (column, *format)).collect());
        let count = |among: &str| {
            let json = format!(r#"{{"question":"count","among":{among},"epsilon":1000}}"#);
            let release = prepare(&data, &asked(&json))?.draw_from(&mut SeededBits::new(1))?;
            let Value::Number(count) = release.value else { panic!() };
            Ok((count.value, serde_json::to_value(release.asked.among).unwrap()))
        };
        assert_eq!(count(r#"{"column":"sex","values":["F"]}"#).unwrap().0, 2.0);
        // One spelling for one number.
        let (rows, among) = count(r#"{"column":"age","values":["62","61.00","62.0"]}"#).unwrap();
        assert_eq!((rows, &among["values"]), (2.0, &serde_json::json!(["61", "62"])));
        assert_eq!(count(r#"{"column":"age","from":61,"below":62}"#).unwrap().0, 1.0);
        let refused = count(r#"{"column":"sex","from":61,"below":62}"#);
        assert_eq!(refused, Err(AnswerError::NotNumeric { column: "sex".into() }));
    }

    #[test]
    fn gaussian_noise_is_drawn_for_rho_and_for_a_delta() {
        let columns = columns(&ROWS);
        let data = Data::new(4, columns.iter().map(|(column, format)| (column, *format)).collect());
        for loss in [r#""rho":0.5"#, r#""epsilon":1,"delta":1e-6"#] {
            let json = QUESTIONS[0].replace(r#""epsilon":0.5"#, loss);
            let release = prepare(&data, &asked(&json)).unwrap().draw_from(&mut SeededBits::new(1)).unwrap();
            assert_eq!(release.mechanism, crate::dp::release::Mechanism::DiscreteGaussian);
        }
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
