//! One row more or less moves no exact vector further than its sensitivity.

use proptest::prelude::*;

use crate::dp::noise::Sensitivity;
use crate::dp::{Bins, Bounded, Data, Margin, Question};
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

fn bounded() -> impl Strategy<Value = Bounded> {
    (decimal(), decimal(), prop::option::of(decimal())).prop_map(|(a, b, step)| Bounded {
        column: "c".to_owned(),
        lower: a.min(b),
        upper: a.max(b),
        step,
    })
}

fn bins() -> impl Strategy<Value = Bins> {
    let edges = prop::collection::btree_set(decimal(), 2..6);
    let categories = prop::collection::btree_set(cell(), 1..6);
    prop_oneof![
        edges.prop_map(|edges| Bins::Edges { edges: edges.into_iter().collect() }),
        (categories, any::<bool>()).prop_map(|(categories, other)| Bins::Categories {
            categories: categories.into_iter().collect(),
            other
        }),
    ]
}

fn question() -> impl Strategy<Value = Question> {
    let column = || "c".to_owned();
    prop_oneof![
        Just(Question::Count),
        bounded().prop_map(Question::Mean),
        bins().prop_map(move |bins| Question::Histogram(Margin { column: column(), bins })),
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
    let query = question.prepare().ok()?;
    query.vector()?.exact(&Data::new(cells.len(), vec![(&column, format)])).ok()
}

/// The distance of two vectors in the L1 norm, and in the L2 norm, squared.
fn distance(a: &[i128], b: &[i128]) -> (u64, u128) {
    assert_eq!(a.len(), b.len());
    let differences = || a.iter().zip(b).map(|(x, y)| x.abs_diff(*y));
    (differences().sum::<u128>().try_into().unwrap(), differences().map(|d| d * d).sum())
}

fn sensitivity(question: &Question) -> Sensitivity {
    question.prepare().unwrap().vector().unwrap().sensitivity()
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
            let (l1, squared_l2) = distance(&more, &less);
            let bound = sensitivity(&question);
            prop_assert!(l1 <= bound.l1 && squared_l2 <= bound.squared_l2, "{:?} {:?}", more, less);
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
        assert_eq!(distance.0, sensitivity(&question).l1, "{json}");
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
