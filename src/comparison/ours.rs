//! Which of our questions answers what a peer was asked, under the same promise.

use crate::dp::{AnswerError, Asked, Data, Epsilon, Release, SystemBits, Value, prepare};
use crate::table::{Column, Decimal, Format, Kind};

use super::peers::Truth;

/// How we answer.
pub(super) struct Answer {
    /// In words, for the page.
    pub words: &'static str,
    /// The question as JSON, without its loss.
    question: &'static str,
    /// Whether the peer hides a change of one row among a public number of rows.
    /// To add and to remove a row each cost us half of its ε.
    change_one: bool,
    /// The numbers of a release that the truth is compared with.
    read: fn(&Value) -> Vec<f64>,
    truth: fn(&Truth) -> Vec<f64>,
}

/// Our answer to a peer's question; `None` where no promise of ours is the same.
pub(super) fn answer_to(query: &str, neighbours: &str) -> Option<Answer> {
    let change_one = neighbours.contains("n public");
    let answer = |words, question, read: fn(&Value) -> Vec<f64>, truth: fn(&Truth) -> Vec<f64>| {
        Some(Answer { words, question, change_one, read, truth })
    };
    match query {
        // That library's count is cut off at the exact number of rows, which is no secret then.
        "count" if neighbours.contains("count_nonzero") => None,
        "count" => answer("count", r#"{"question":"count""#, first, |truth| vec![truth.count]),
        "sum" => answer(
            "sum",
            r#"{"question":"sum","column":"AGE","lower":0,"upper":110,"step":1"#,
            first,
            |truth| vec![truth.sum],
        ),
        "mean" if change_one => answer(
            "mean, the number of rows public",
            r#"{"question":"mean","column":"AGE","lower":0,"upper":110,"step":1,"public_rows":15757"#,
            first,
            |truth| vec![truth.mean],
        ),
        "mean" | "mean_unknown_n" | "mean_unknown_n_centred" => answer(
            "mean, from the same vector as the variance",
            r#"{"question":"moments","column":"AGE","lower":0,"upper":110,"step":1"#,
            |value| named(value, "mean"),
            |truth| vec![truth.mean],
        ),
        "variance" => answer(
            "variance, from the same vector as the mean",
            r#"{"question":"moments","column":"AGE","lower":0,"upper":110,"step":1"#,
            |value| named(value, "variance"),
            |truth| vec![truth.var],
        ),
        "quantile_0.25" => answer("quantile", QUARTER, first, |truth| vec![truth.q25]),
        "quantile_0.5" | "quantile_0.5_sized" => answer("quantile", HALF, first, |truth| vec![truth.q50]),
        "quantile_0.75" => answer("quantile", THREE_QUARTERS, first, |truth| vec![truth.q75]),
        "histogram_11" if neighbours.contains("Truncated") => {
            answer("histogram, negative counts raised to 0", HISTOGRAM, raised, |truth| truth.hist.clone())
        }
        "histogram_11" => answer("histogram", HISTOGRAM, bins, |truth| truth.hist.clone()),
        _ => None,
    }
}

const QUARTER: &str =
    r#"{"question":"quantiles","column":"AGE","lower":0,"upper":110,"step":1,"probabilities":[0.25]"#;
const HALF: &str =
    r#"{"question":"quantiles","column":"AGE","lower":0,"upper":110,"step":1,"probabilities":[0.5]"#;
const THREE_QUARTERS: &str =
    r#"{"question":"quantiles","column":"AGE","lower":0,"upper":110,"step":1,"probabilities":[0.75]"#;
const HISTOGRAM: &str =
    r#"{"question":"histogram","column":"AGE","bins":{"edges":[0,10,20,30,40,50,60,70,80,90,100,110]}"#;

impl Answer {
    /// Root mean square error over releases, and over the numbers of each.
    pub(super) fn error(
        &self,
        epsilon: &str,
        column: &Column,
        truth: &Truth,
        releases: usize,
    ) -> Result<f64, AnswerError> {
        let data = Data::new(column.codes.len(), vec![(column, Format::plain(Kind::Integer))]);
        let asked = self.asked(epsilon);
        let (mut bits, truth) = (SystemBits::default(), (self.truth)(truth));
        let (mut squares, mut numbers) = (0.0, 0usize);
        for _ in 0..releases {
            let Release { value, .. } = prepare(&data, &asked)?.draw(&mut bits)?;
            for (noisy, exact) in (self.read)(&value).iter().zip(&truth) {
                squares += (noisy - exact).powi(2);
                numbers += 1;
            }
        }
        Ok((squares / numbers.max(1) as f64).sqrt())
    }

    fn asked(&self, epsilon: &str) -> Asked {
        let epsilon: Epsilon = epsilon.parse().expect("the compared ε are decimals");
        let nano = if self.change_one { epsilon.nano() / 2 } else { epsilon.nano() };
        let epsilon = Epsilon::from_nano(nano).map_or(Decimal::whole(1), Decimal::from);
        serde_json::from_str(&format!("{},\"epsilon\":{epsilon}}}", self.question))
            .expect("the question is written out")
    }
}

fn first(value: &Value) -> Vec<f64> {
    match value {
        Value::Number(number) => vec![number.value],
        Value::Numbers { numbers } => numbers.first().map(|number| number.value).into_iter().collect(),
        _ => Vec::new(),
    }
}

fn named(value: &Value, label: &str) -> Vec<f64> {
    match value {
        Value::Numbers { numbers } => {
            numbers.iter().filter(|number| number.label == label).map(|number| number.value).collect()
        }
        _ => Vec::new(),
    }
}

fn bins(value: &Value) -> Vec<f64> {
    match value {
        Value::Bins { bins } => bins.iter().map(|bin| bin.value).collect(),
        _ => Vec::new(),
    }
}

fn raised(value: &Value) -> Vec<f64> {
    bins(value).into_iter().map(|count| count.max(0.0)).collect()
}
