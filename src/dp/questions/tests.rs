//! One row more or less moves no exact vector further than its sensitivity.

use proptest::prelude::*;

use crate::dp::noise::Sensitivity;
use crate::dp::{Bins, Bounded, Data, Margin, Question};
use crate::table::date;
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
            "31.12.2020",
            "54.95",
            " ",
        ])
        .prop_map(str::to_owned),
    ]
}

fn decimal() -> impl Strategy<Value = Decimal> {
    (-2000..2000i64, 0..4u32).prop_map(|(mantissa, scale)| Decimal::new(mantissa, scale))
}

/// The columns of the random tables.
const COLUMNS: [&str; 3] = ["c", "d", "e"];

/// A row of a random table.
type Row = [String; 3];

fn row() -> impl Strategy<Value = Row> {
    [cell(), cell(), cell()]
}

fn column() -> impl Strategy<Value = String> {
    prop::sample::select(COLUMNS.map(str::to_owned).to_vec())
}

fn bounded() -> impl Strategy<Value = Bounded> {
    (column(), decimal(), decimal(), prop::option::of(decimal())).prop_map(|(column, a, b, step)| Bounded {
        column,
        lower: a.min(b),
        upper: a.max(b),
        step,
    })
}

/// Two or three different columns of numbers.
fn columns() -> impl Strategy<Value = Vec<Bounded>> {
    (prop::collection::vec(bounded(), 3), 2..=3usize).prop_map(|(columns, many)| {
        let named = columns.into_iter().zip(COLUMNS);
        named.map(|(bounded, column)| Bounded { column: column.to_owned(), ..bounded }).take(many).collect()
    })
}

fn bins() -> impl Strategy<Value = Bins> {
    let edges = prop::collection::btree_set(decimal(), 2..6);
    let days = prop::collection::btree_set(18_000..19_000i32, 2..6);
    let categories = prop::collection::btree_set(cell(), 1..6);
    prop_oneof![
        days.prop_map(|days| Bins::Dates { dates: days.into_iter().map(date::spell).collect() }),
        edges.prop_map(|edges| Bins::Edges { edges: edges.into_iter().collect() }),
        (categories, any::<bool>()).prop_map(|(categories, other)| Bins::Categories {
            categories: categories.into_iter().collect(),
            other
        }),
    ]
}

fn margin() -> impl Strategy<Value = Margin> {
    (column(), bins()).prop_map(|(column, bins)| Margin { column, bins })
}

fn question() -> impl Strategy<Value = Question> {
    prop_oneof![
        Just(Question::Count),
        (bounded(), prop::option::of(0..20u64))
            .prop_map(|(of, public_rows)| Question::Mean { of, public_rows }),
        bounded().prop_map(Question::Sum),
        bounded().prop_map(Question::Moments),
        column().prop_map(|column| Question::Bounds { column }),
        margin().prop_map(Question::Histogram),
        (column(), cell()).prop_map(|(column, category)| Question::Prevalence { column, category }),
        (margin(), margin()).prop_map(|(rows, columns)| Question::Contingency { rows, columns }),
        (margin(), bounded()).prop_map(|(by, of)| Question::Groups { by, of }),
        columns().prop_map(|columns| Question::Covariance { columns }),
        columns().prop_map(|mut columns| Question::LinearRegression {
            target: columns.remove(0),
            predictors: columns
        }),
        (columns(), cell()).prop_map(|(mut predictors, category)| {
            let Bounded { column, .. } = predictors.remove(0);
            Question::LogisticRegression { column, category, predictors }
        }),
        (column(), prop::collection::btree_set(decimal(), 1..6), column(), cell()).prop_map(
            |(time, edges, event, occurred)| Question::Survival {
                time,
                edges: edges.into_iter().collect(),
                event,
                occurred
            }
        ),
    ]
}

fn format() -> impl Strategy<Value = Format> {
    let kinds = vec![Kind::Integer, Kind::Real, Kind::Date, Kind::Category, Kind::Text];
    (prop::sample::select(kinds), any::<bool>()).prop_map(|(kind, comma)| Format {
        decimal_mark: if comma { DecimalMark::Comma } else { DecimalMark::Point },
        ..Format::plain(kind)
    })
}

/// The exact vector of a table.
fn exact(question: &Question, formats: [Format; 3], rows: &[Row]) -> Option<Vec<i128>> {
    let columns: Vec<_> = COLUMNS
        .iter()
        .enumerate()
        .map(|(at, name)| Column::from_texts(name, rows.iter().map(|row| row[at].as_str())))
        .collect();
    let query = question.prepare().ok()?;
    query.vector()?.exact(&Data::new(rows.len(), columns.iter().zip(formats).collect())).ok()
}

/// The exact vector of a table of numbers, each row the same text in every column.
fn exact_of_numbers(question: &Question, cells: &[&str]) -> Option<Vec<i128>> {
    let rows: Vec<_> = cells.iter().map(|&cell| [(); 3].map(|()| cell.to_owned())).collect();
    exact(question, [Format::plain(Kind::Real); 3], &rows)
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
        question in question(), formats in [format(), format(), format()],
        more in prop::collection::vec(row(), 1..12), at in any::<prop::sample::Index>()
    ) {
        let mut less = more.clone();
        less.remove(at.index(more.len()));
        let vectors = (exact(&question, formats, &more), exact(&question, formats, &less));
        // Whether a question is refused must not depend on the row either.
        prop_assert_eq!(vectors.0.is_some(), vectors.1.is_some());
        if let (Some(more), Some(less)) = vectors {
            let (l1, squared_l2) = distance(&more, &less);
            let bound = sensitivity(&question);
            prop_assert!(l1 <= bound.l1 && squared_l2 <= bound.squared_l2, "{:?} {:?}", more, less);
        }
    }

    #[test]
    fn order_does_not_matter(
        question in question(), formats in [format(), format(), format()], rows in prop::collection::vec(row(), 0..12)
    ) {
        let reversed: Vec<_> = rows.iter().rev().cloned().collect();
        prop_assert_eq!(exact(&question, formats, &rows), exact(&question, formats, &reversed));
    }
}

#[test]
fn the_sensitivities_are_reached() {
    for json in [
        r#"{"question":"count"}"#,
        r#"{"question":"mean","column":"c","lower":0,"upper":110}"#,
        r#"{"question":"moments","column":"c","lower":0,"upper":110}"#,
        r#"{"question":"bounds","column":"c"}"#,
        r#"{"question":"sum","column":"c","lower":-20,"upper":33.35}"#,
        r#"{"question":"histogram","column":"c","bins":{"edges":[0,50,110]}}"#,
        r#"{"question":"histogram","column":"c","bins":{"categories":["7"],"other":true}}"#,
        r#"{"question":"prevalence","column":"c","category":"7"}"#,
        r#"{"question":"contingency","rows":{"column":"c","bins":{"edges":[0,50,110]}},"columns":{"column":"d","bins":{"categories":["200"]}}}"#,
        r#"{"question":"survival","time":"c","edges":[10,20],"event":"d","occurred":"1"}"#,
        r#"{"question":"covariance","columns":[{"column":"c","lower":0,"upper":110},{"column":"d","lower":0,"upper":110}]}"#,
        r#"{"question":"linear-regression","target":{"column":"c","lower":0,"upper":110},"predictors":[{"column":"d","lower":-5,"upper":9},{"column":"e","lower":0,"upper":0.5}]}"#,
        r#"{"question":"logistic-regression","column":"c","category":"1","predictors":[{"column":"d","lower":0,"upper":110}]}"#,
        r#"{"question":"groups","by":{"column":"d","bins":{"categories":["200"]}},"of":{"column":"c","lower":0,"upper":110}}"#,
    ] {
        let question: Question = serde_json::from_str(json).unwrap();
        let distance = distance(
            &exact_of_numbers(&question, &["1", "200"]).unwrap(),
            &exact_of_numbers(&question, &["1"]).unwrap(),
        );
        let Sensitivity { l1, squared_l2 } = sensitivity(&question);
        assert_eq!(distance, (l1, squared_l2), "{json}");
    }
}

#[test]
fn values_outside_go_to_the_end_bins_and_missing_ones_to_none() {
    let exact = |json: &str| {
        let cells = ["-5", "0", "10", "20", "20.1", "30", "", "x", "1e17"];
        exact_of_numbers(&serde_json::from_str(json).unwrap(), &cells)
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

#[test]
fn dates_are_counted_in_periods_however_they_are_spelled() {
    let question = |bins: &str| {
        let json = format!(r#"{{"question":"histogram","column":"c","bins":{bins}}}"#);
        serde_json::from_str::<Question>(&json).unwrap()
    };
    let quarters = question(r#"{"dates":["2020-01-01","2020-04-01","2020-07-01"]}"#);
    let cells = ["2019-12-31", "31.03.2020", "2020-04-01", "1 Jul 2020", "1/7/2025", "", "no date"];
    let rows: Vec<_> = cells.iter().map(|&cell| [(); 3].map(|()| cell.to_owned())).collect();
    assert_eq!(exact(&quarters, [Format::plain(Kind::Date); 3], &rows), Some(vec![2, 3]));
    let Question::Histogram(Margin { bins, .. }) = quarters else { panic!() };
    assert_eq!(bins.labels(), ["2020-01-01 to 2020-03-31", "2020-04-01 to 2020-06-30"]);
    for (bins, kind) in [
        (r#"{"dates":["2020-01-01","1.4.2020"]}"#, "not-a-date"),
        (r#"{"dates":["2020-01-01","2020-01-01"]}"#, "edges-not-increasing"),
        (r#"{"dates":["2020-01-01"]}"#, "no-bins"),
    ] {
        let Err(refused) = question(bins).prepare() else { panic!("{bins}") };
        assert_eq!(serde_json::to_value(&refused).unwrap()["kind"], kind, "{bins}");
    }
}
