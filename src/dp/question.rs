//! What can be asked, and what must be declared to ask it.

use serde::{Deserialize, Serialize};

use super::data::Data;
use super::epsilon::Epsilon;
use super::error::AnswerError;
use super::noise::discrete_laplace::DiscreteLaplace;
use super::questions::{Count, Histogram, Mean, Prevalence};
use super::release::{Missing, Value};
use crate::table::Decimal;

/// A question about a table. All it holds is declared, nothing is measured.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "question", rename_all = "kebab-case", rename_all_fields = "snake_case")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub enum Question {
    /// How many rows there are.
    Count,
    /// The mean of a column of numbers.
    Mean {
        /// Name of the column.
        column: String,
        /// Least value that the quantity can have, in the unit of the column.
        #[cfg_attr(target_arch = "wasm32", tsify(type = "number"))]
        lower: Decimal,
        /// Greatest value that the quantity can have, in the unit of the column.
        #[cfg_attr(target_arch = "wasm32", tsify(type = "number"))]
        upper: Decimal,
        /// Values are rounded to multiples of it above the lower bound; told
        /// from the bounds if it is left out.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(target_arch = "wasm32", tsify(type = "number", optional))]
        step: Option<Decimal>,
    },
    /// How many rows fall in each bin.
    Histogram {
        /// Name of the column.
        column: String,
        /// The bins, disjoint by construction.
        bins: Bins,
    },
    /// The share of a value among the rows that have one.
    Prevalence {
        /// Name of the column.
        column: String,
        /// The value whose share is asked.
        category: String,
    },
}

/// The bins of a histogram.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(untagged)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub enum Bins {
    /// Intervals of a column of numbers.
    Edges {
        /// k + 1 increasing edges of k intervals, closed below and open above,
        /// the last one closed. A value outside goes to the nearest interval,
        /// as bounded values go to the nearest bound.
        #[cfg_attr(target_arch = "wasm32", tsify(type = "number[]"))]
        edges: Vec<Decimal>,
    },
    /// Values of any column.
    Categories {
        /// Declared, never read off the data: that a value occurs at all may
        /// be what a patient would hide.
        categories: Vec<String>,
        /// Whether a last bin counts the values that were not declared.
        #[serde(default)]
        #[cfg_attr(target_arch = "wasm32", tsify(optional))]
        other: bool,
    },
}

/// A question and what may be spent on it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(type = "Question & { epsilon: number }"))]
pub struct Asked {
    /// What is asked.
    #[serde(flatten)]
    pub question: Question,
    /// What is spent on it.
    pub epsilon: Epsilon,
}

/// A question whose declarations make sense: what every statistic must state.
pub(crate) trait Query {
    /// The most that one row more or less moves the exact vector, in the L1
    /// norm.
    fn sensitivity(&self) -> u64;

    /// What becomes of cells without a value.
    fn missing(&self) -> Missing;

    /// The question with nothing left to defaults.
    fn complete(&self) -> Question;

    /// The vector that noise is added to. Refuses by the schema, never by the
    /// cells.
    fn exact(&self, data: &Data<'_>) -> Result<Vec<i128>, AnswerError>;

    /// The answer and its 95 % error, from the noisy vector alone.
    fn conclude(&self, noisy: &[i128], noise: DiscreteLaplace) -> (Value, f64);

    /// The 95 % error to expect at worst in a table of about `rows` rows.
    fn expected_error(&self, rows: u64, noise: DiscreteLaplace) -> f64;

    /// How far answers about tables of about `rows` rows can lie apart.
    fn range(&self, rows: u64) -> f64;
}

impl Question {
    /// Checks the declarations.
    pub(crate) fn prepare(&self) -> Result<Box<dyn Query>, AnswerError> {
        Ok(match self.clone() {
            Self::Count => Box::new(Count),
            Self::Mean { column, lower, upper, step } => Box::new(Mean::new(column, lower, upper, step)?),
            Self::Histogram { column, bins } => Box::new(Histogram::new(column, bins)?),
            Self::Prevalence { column, category } => Box::new(Prevalence::new(column, category)?),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_is_flat_and_plain() {
        for json in [
            r#"{"question":"count","epsilon":0.1}"#,
            r#"{"question":"mean","column":"AGE","lower":0,"upper":110,"step":0.5,"epsilon":1}"#,
            r#"{"question":"mean","column":"AGE","lower":0,"upper":110,"epsilon":1}"#,
            r#"{"question":"histogram","column":"AGE","bins":{"edges":[0,10.5,110]},"epsilon":0.25}"#,
            r#"{"question":"histogram","column":"SEX","bins":{"categories":["M","F"],"other":true},"epsilon":0.25}"#,
            r#"{"question":"prevalence","column":"SMOKING","category":"1","epsilon":1}"#,
        ] {
            let asked: Asked = serde_json::from_str(json).unwrap();
            assert_eq!(serde_json::to_string(&asked).unwrap(), json);
        }
    }

    #[test]
    fn json_that_makes_no_sense_is_refused() {
        for json in [
            r#"{"question":"count"}"#,
            r#"{"question":"count","epsilon":0}"#,
            r#"{"question":"variance","column":"AGE","epsilon":1}"#,
            r#"{"question":"mean","column":"AGE","epsilon":1}"#,
            r#"{"question":"histogram","column":"AGE","bins":{},"epsilon":1}"#,
        ] {
            assert!(serde_json::from_str::<Asked>(json).is_err(), "{json}");
        }
    }
}
