//! One row more or less moves no exact vector further than its sensitivity.

use proptest::prelude::*;

use crate::dp::data::Data;
use crate::dp::question::{Bins, Question};
use crate::table::{Column, Decimal, DecimalMark, Format, Kind};

/// Ordinary, extreme, missing and misfitting cells.
fn cell() -> impl Strategy<Value = String> {
    prop_oneof![
        (-20..150i64).prop_map(|n| n.to_string()),
        (any::<i32>(), 0..9u32).prop_map(|(n, scale)| Decimal::new(n.into(), scale).to_string()),
        prop::sample::select(vec![
            "",
            "M",
            "F",
            "0",
            "110",
            "1.0",
            "1,0",
            "1e17",
            "-1e17",
            "1e-18",
            "999999999999999999",
            "NaN",
            "2020-01-01",
            "54.95",
            " ",
        ])
        .prop_map(str::to_owned),
    ]
}

fn decimal() -> impl Strategy<Value = Decimal> {
    (-2000..2000i64, 0..4u32).prop_map(|(mantissa, scale)| Decimal::new(mantissa, scale))
}

fn question() -> impl Strategy<Value = Question> {
    let column = || "c".to_owned();
    prop_oneof![
        Just(Question::Count),
        (decimal(), decimal(), prop::option::of(decimal())).prop_map(move |(a, b, step)| Question::Mean {
            column: column(),
            lower: a.min(b),
            upper: a.max(b),
            step
        }),
        prop::collection::btree_set(decimal(), 2..6).prop_map(move |edges| Question::Histogram {
            column: column(),
            bins: Bins::Edges { edges: edges.into_iter().collect() }
        }),
        (prop::collection::btree_set(cell(), 1..6), any::<bool>()).prop_map(move |(categories, other)| {
            Question::Histogram {
                column: column(),
                bins: Bins::Categories { categories: categories.into_iter().collect(), other },
            }
        }),
        cell().prop_map(move |category| Question::Prevalence { column: column(), category }),
    ]
}

fn format() -> impl Strategy<Value = Format> {
    let kinds = vec![Kind::Integer, Kind::Real, Kind::Date, Kind::Category, Kind::Text];
    (prop::sample::select(kinds), any::<bool>()).prop_map(|(kind, comma)| Format {
        decimal_mark: if comma { DecimalMark::Comma } else { DecimalMark::Point },
        ..Format::plain(kind)
    })
}

/// The exact vector of a column of texts.
fn exact(question: &Question, format: Format, cells: &[&str]) -> Option<Vec<i128>> {
    let column = Column::from_texts("c", cells.iter().copied());
    question.prepare().ok()?.exact(&Data::new(cells.len(), vec![(&column, format)])).ok()
}

fn distance(a: &[i128], b: &[i128]) -> u128 {
    assert_eq!(a.len(), b.len());
    a.iter().zip(b).map(|(x, y)| x.abs_diff(*y)).sum()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4000))]

    #[test]
    fn neighbours_are_no_further_apart_than_the_sensitivity(
        question in question(), format in format(), cells in prop::collection::vec(cell(), 1..12), row in any::<prop::sample::Index>()
    ) {
        let more: Vec<_> = cells.iter().map(String::as_str).collect();
        let mut less = more.clone();
        less.remove(row.index(more.len()));
        let vectors = (exact(&question, format, &more), exact(&question, format, &less));
        // Whether a question is refused must not depend on the row either.
        prop_assert_eq!(vectors.0.is_some(), vectors.1.is_some());
        if let (Some(more), Some(less)) = vectors {
            let sensitivity = question.prepare().unwrap().sensitivity();
            prop_assert!(distance(&more, &less) <= u128::from(sensitivity), "{:?} {:?}", more, less);
        }
    }

    #[test]
    fn order_does_not_matter(question in question(), format in format(), cells in prop::collection::vec(cell(), 0..12)) {
        let cells: Vec<_> = cells.iter().map(String::as_str).collect();
        let reversed: Vec<_> = cells.iter().rev().copied().collect();
        prop_assert_eq!(exact(&question, format, &cells), exact(&question, format, &reversed));
    }
}

#[test]
fn the_sensitivities_are_reached() {
    let real = Format::plain(Kind::Real);
    for json in [
        r#"{"question":"count"}"#,
        r#"{"question":"mean","column":"c","lower":0,"upper":110}"#,
        r#"{"question":"histogram","column":"c","bins":{"edges":[0,50,110]}}"#,
        r#"{"question":"histogram","column":"c","bins":{"categories":["7"],"other":true}}"#,
        r#"{"question":"prevalence","column":"c","category":"7"}"#,
    ] {
        let question: Question = serde_json::from_str(json).unwrap();
        let distance = distance(
            &exact(&question, real, &["1", "33.35"]).unwrap(),
            &exact(&question, real, &["1"]).unwrap(),
        );
        assert_eq!(distance, u128::from(question.prepare().unwrap().sensitivity()), "{json}");
    }
}

#[test]
fn values_outside_go_to_the_end_bins_and_missing_ones_to_none() {
    let real = Format::plain(Kind::Real);
    let exact = |json: &str| {
        exact(
            &serde_json::from_str(json).unwrap(),
            real,
            &["-5", "0", "10", "20", "20.1", "30", "", "x", "1e17"],
        )
    };
    assert_eq!(
        exact(r#"{"question":"histogram","column":"c","bins":{"edges":[0,10,20]}}"#),
        Some(vec![2, 5])
    );
    assert_eq!(
        exact(
            r#"{"question":"histogram","column":"c","bins":{"categories":["10.0","10","x"],"other":true}}"#
        ),
        Some(vec![1, 0, 0, 6])
    );
}
