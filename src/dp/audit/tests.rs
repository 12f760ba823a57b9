//! Every question audited: as it is, and broken on purpose.

use super::*;
use crate::dp::noise::bits::chosen::SeededBits;

/// A question to audit.
struct Audited {
    /// As JSON, without its loss.
    question: &'static str,
    /// The share of the claim that the audit proves at least.
    proves: f64,
    /// Releases of each table; several pairs make more than 100,000 of all.
    releases: usize,
}

const fn vector(question: &'static str) -> Audited {
    Audited { question, proves: 0.7, releases: 100_000 }
}

/// Choices are told only by what is chosen: less can be proved.
const fn choice(question: &'static str, releases: usize) -> Audited {
    Audited { question, proves: 0.0, releases }
}

const QUESTIONS: [Audited; 16] = [
    vector(r#"{"question":"count""#),
    vector(r#"{"question":"prevalence","column":"a","category":"x""#),
    vector(r#"{"question":"sum","column":"a","lower":0,"upper":110,"step":1"#),
    vector(r#"{"question":"mean","column":"a","lower":0,"upper":110,"step":1"#),
    vector(r#"{"question":"mean","column":"a","lower":0,"upper":110,"step":1,"public_rows":6"#),
    vector(r#"{"question":"moments","column":"a","lower":0,"upper":110,"step":1"#),
    vector(r#"{"question":"histogram","column":"a","bins":{"categories":["x","y"],"other":true}"#),
    vector(
        r#"{"question":"contingency","rows":{"column":"a","bins":{"categories":["x","y"]}},"columns":{"column":"b","bins":{"edges":[0,1,2]}}"#,
    ),
    vector(
        r#"{"question":"groups","by":{"column":"a","bins":{"categories":["x","y"]}},"of":{"column":"b","lower":0,"upper":9,"step":1}"#,
    ),
    vector(r#"{"question":"survival","time":"a","edges":[1,2,3],"event":"b","occurred":"1""#),
    Audited {
        proves: 0.3,
        ..vector(
            r#"{"question":"covariance","columns":[{"column":"a","lower":0,"upper":9,"step":1},{"column":"b","lower":0,"upper":9,"step":1}]"#,
        )
    },
    Audited {
        proves: 0.3,
        ..vector(
            r#"{"question":"linear-regression","target":{"column":"a","lower":0,"upper":9,"step":1},"predictors":[{"column":"b","lower":0,"upper":9,"step":1}]"#,
        )
    },
    Audited {
        proves: 0.3,
        ..vector(
            r#"{"question":"logistic-regression","column":"a","category":"x","predictors":[{"column":"b","lower":0,"upper":9,"step":1}]"#,
        )
    },
    choice(
        r#"{"question":"quantiles","column":"a","lower":0,"upper":10,"step":5,"probabilities":[0.25,0.5]"#,
        50_000,
    ),
    choice(r#"{"question":"bounds","column":"a""#, 50_000),
    choice(
        r#"{"question":"synthetic","columns":[{"column":"a","bins":{"categories":["x","y"]}},{"column":"b","bins":{"categories":["u","v"]}}]"#,
        20_000,
    ),
];

/// The question whose answer needs a δ; the largest, so that failures show.
const CATEGORIES: &str = r#"{"question":"categories","column":"a""#;

fn asked(question: &str, loss: &str) -> Asked {
    serde_json::from_str(&format!("{question},{loss}}}")).unwrap()
}

#[test]
fn no_question_tells_more_than_it_claims() {
    for (seed, Audited { question, proves, releases }) in QUESTIONS.into_iter().enumerate() {
        let asked = asked(question, r#""epsilon":1"#);
        let audit = audit(&asked, 1, releases, &mut SeededBits::new(seed as u64)).unwrap();
        assert!(audit.releases * audit.pairs * 2 >= 100_000);
        assert!(!audit.is_broken(), "{question}: {audit:?}");
        // It comes close, so that it could fail.
        assert!(audit.found >= proves * audit.claimed, "{question}: {audit:?}");
    }
}

#[test]
fn patients_with_several_rows_and_other_losses_keep_their_claim() {
    for (loss, rows, proves) in
        [(r#""epsilon":0.5"#, 3, 0.7), (r#""rho":0.1"#, 1, 0.1), (r#""epsilon":1,"delta":1e-6"#, 2, 0.1)]
    {
        for Audited { question, .. } in &QUESTIONS[..4] {
            let audit = audit(&asked(question, loss), rows, 50_000, &mut SeededBits::new(rows)).unwrap();
            assert!(
                !audit.is_broken() && audit.found > proves * audit.claimed,
                "{question}, {loss}: {audit:?}"
            );
        }
    }
}

#[test]
fn rare_values_are_told_no_more_often_than_delta() {
    for rows in [1, 2] {
        let asked = asked(CATEGORIES, r#""epsilon":1,"delta":0.001"#);
        let audit = audit(&asked, rows, 100_000, &mut SeededBits::new(rows)).unwrap();
        assert!(!audit.is_broken(), "{audit:?}");
    }
}

/// The audit of a claim, of a mechanism that keeps another promise.
fn assert_found(question: &str, [claimed, kept]: [(&str, u64); 2]) {
    let [claimed, kept] = [claimed, kept].map(|(loss, rows)| (asked(question, loss), rows));
    let [promise, broken] = [&claimed, &kept].map(|(asked, rows)| Promise { loss: asked.loss, rows: *rows });
    let audit = audit_promise(&claimed.0, promise, broken, 20_000, &mut SeededBits::new(7)).unwrap();
    assert!(audit.is_broken(), "{question}: {audit:?}");
}

#[test]
fn noise_for_a_far_larger_loss_is_found() {
    for Audited { question, proves, .. } in QUESTIONS {
        // The less an audit proves of a question, the worse it must be broken to show.
        let kept = if proves > 0.5 { r#""epsilon":1.5"# } else { r#""epsilon":40"# };
        assert_found(question, [(r#""epsilon":0.5"#, 1), (kept, 1)]);
    }
    assert_found(QUESTIONS[0].question, [(r#""rho":0.02"#, 1), (r#""rho":2"#, 1)]);
}

#[test]
fn noise_for_fewer_rows_of_a_patient_is_found() {
    assert_found(QUESTIONS[0].question, [(r#""epsilon":0.5"#, 3), (r#""epsilon":0.5"#, 1)]);
    let loss = r#""epsilon":0.5,"delta":0.001"#;
    assert_found(CATEGORIES, [(loss, 40), (loss, 1)]);
}
