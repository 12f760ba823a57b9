//! What can be asked, and what must be declared to ask it.

use serde::{Deserialize, Serialize};

use super::among::Among;
use super::bins::Margin;
use super::error::AnswerError;
use super::loss::Loss;
use super::query::Query;
use super::questions::{
    Bounds, Categories, Contingency, Count, Covariance, Groups, Histogram, LinearRegression,
    LogisticRegression, Mean, MeanOfKnownRows, Moments, Prevalence, Quantiles, Sum, Survival, Synthetic,
};
use crate::table::Decimal;

/// A question about a table. All it holds is declared, nothing is measured.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "question", rename_all = "kebab-case", rename_all_fields = "snake_case")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub enum Question {
    /// How many rows there are.
    Count,
    /// The share of a value among the rows that have one.
    Prevalence {
        /// Name of the column.
        column: String,
        /// The value whose share is asked.
        category: String,
    },
    /// The sum of a column of numbers.
    Sum(Bounded),
    /// The mean of a column of numbers.
    Mean {
        /// The column and its bounds.
        #[serde(flatten)]
        of: Bounded,
        /// How many rows hold a number, where that is public anyway: the mean is
        /// then less noisy.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(target_arch = "wasm32", tsify(optional))]
        public_rows: Option<u64>,
    },
    /// Count, mean, variance and standard deviation of a column of numbers, from
    /// one noisy vector.
    Moments(Bounded),
    /// Several quantiles of a column of numbers.
    Quantiles {
        /// The column and its bounds.
        #[serde(flatten)]
        of: Bounded,
        /// Increasing, each above 0 and below 1: 0.5 for the median.
        #[cfg_attr(target_arch = "wasm32", tsify(type = "number[]"))]
        probabilities: Vec<Decimal>,
    },
    /// Bounds that hold nearly all of a column of numbers, for use as declared
    /// bounds of later questions.
    Bounds {
        /// Name of the column.
        column: String,
    },
    /// How many rows fall in each bin.
    Histogram(Margin),
    /// How many rows fall in each pair of bins of two columns.
    Contingency {
        /// The bins of the table's rows.
        rows: Margin,
        /// The bins of the table's columns.
        columns: Margin,
    },
    /// Count and mean of a column of numbers in each of several groups.
    Groups {
        /// The groups.
        by: Margin,
        /// The column and its bounds.
        of: Bounded,
    },
    /// Covariances and correlations of columns of numbers.
    Covariance {
        /// Two columns or more, with their bounds.
        columns: Vec<Bounded>,
    },
    /// A linear regression by least squares.
    LinearRegression {
        /// The column that is explained.
        target: Bounded,
        /// The columns that explain it.
        predictors: Vec<Bounded>,
    },
    /// A logistic regression.
    LogisticRegression {
        /// Name of the column that is explained.
        column: String,
        /// The value of it whose odds are explained.
        category: String,
        /// The columns that explain it.
        predictors: Vec<Bounded>,
    },
    /// The Kaplan–Meier estimate of survival.
    Survival {
        /// The column of times until the event or the end of observation.
        time: String,
        /// Increasing ends of intervals, the first above the least time.
        #[cfg_attr(target_arch = "wasm32", tsify(type = "number[]"))]
        edges: Vec<Decimal>,
        /// The column that tells whether the event happened.
        event: String,
        /// The value of it that says so.
        occurred: String,
    },
    /// The values of a column that enough patients share, and how many have each:
    /// for values that nobody can declare.
    Categories {
        /// Name of the column.
        column: String,
    },
    /// Made-up patients that resemble the real ones in the columns named.
    Synthetic {
        /// The columns, with the bins that they are cut into.
        columns: Vec<Margin>,
        /// How many to make; about as many as there are where it is left out.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(target_arch = "wasm32", tsify(optional))]
        rows: Option<u64>,
    },
}

/// A column of numbers and what its numbers can be.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Bounded {
    /// Name of the column.
    pub column: String,
    /// Least value that the quantity can have, in the unit of the column.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "number"))]
    pub lower: Decimal,
    /// Greatest value that the quantity can have, in the unit of the column.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "number"))]
    pub upper: Decimal,
    /// Values are rounded to multiples of it above the lower bound; told
    /// from the bounds if it is left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(target_arch = "wasm32", tsify(type = "number", optional))]
    pub step: Option<Decimal>,
}

/// A question, about whom, and what may be spent on it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(type = "Question & Loss & { among?: Among }"))]
pub struct Asked {
    /// What is asked.
    #[serde(flatten)]
    pub question: Question,
    /// The patients it is about; all of them where it is left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub among: Option<Among>,
    /// What is spent on it.
    #[serde(flatten)]
    pub loss: Loss,
}

impl Question {
    /// Checks the declarations.
    pub(crate) fn prepare(&self) -> Result<Box<dyn Query>, AnswerError> {
        Ok(match self.clone() {
            Self::Count => Box::new(Count),
            Self::Prevalence { column, category } => Box::new(Prevalence::new(column, category)?),
            Self::Sum(of) => Box::new(Sum::new(of)?),
            Self::Mean { of, public_rows: None } => Box::new(Mean::new(of)?),
            Self::Mean { of, public_rows: Some(rows) } => Box::new(MeanOfKnownRows::new(of, rows)?),
            Self::Moments(of) => Box::new(Moments::new(&of)?),
            Self::Quantiles { of, probabilities } => Box::new(Quantiles::new(&of, probabilities)?),
            Self::Bounds { column } => Box::new(Bounds::new(column)),
            Self::Histogram(of) => Box::new(Histogram::new(of)?),
            Self::Contingency { rows, columns } => Box::new(Contingency::new(rows, columns)?),
            Self::Groups { by, of } => Box::new(Groups::new(by, of)?),
            Self::Covariance { columns } => Box::new(Covariance::new(columns)?),
            Self::LinearRegression { target, predictors } => {
                Box::new(LinearRegression::new(target, predictors)?)
            }
            Self::LogisticRegression { column, category, predictors } => {
                Box::new(LogisticRegression::new(column, category, predictors)?)
            }
            Self::Survival { time, edges, event, occurred } => {
                Box::new(Survival::new(time, edges, event, occurred)?)
            }
            Self::Categories { column } => Box::new(Categories::new(column)),
            Self::Synthetic { columns, rows } => Box::new(Synthetic::new(columns, rows)?),
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
            r#"{"question":"histogram","column":"ADMITTED","bins":{"dates":["2020-01-01","2021-01-01"]},"epsilon":1}"#,
            r#"{"question":"prevalence","column":"SMOKING","category":"1","epsilon":1}"#,
            r#"{"question":"quantiles","column":"AGE","lower":0,"upper":110,"probabilities":[0.25,0.5],"epsilon":1}"#,
            r#"{"question":"mean","column":"AGE","lower":0,"upper":110,"among":{"column":"SEX","values":["F"]},"rho":0.1}"#,
            r#"{"question":"categories","column":"DRUG","epsilon":1,"delta":1e-6}"#,
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
            r#"{"question":"mode","column":"AGE","epsilon":1}"#,
            r#"{"question":"mean","column":"AGE","epsilon":1}"#,
            r#"{"question":"histogram","column":"AGE","bins":{},"epsilon":1}"#,
        ] {
            assert!(serde_json::from_str::<Asked>(json).is_err(), "{json}");
        }
    }
}
