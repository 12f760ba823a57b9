//! What every statistic must state.

use super::data::Data;
use super::error::AnswerError;
use super::loss::Loss;
use super::noise::{Noise, RandomBits, Sensitivity};
use super::question::Question;
use super::release::{Mechanism, Missing, Value};

/// What a release must keep: the loss, where one patient moves so many rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Promise {
    pub loss: Loss,
    pub rows: u64,
}

/// A column that a question needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Needed {
    pub column: String,
    pub holds: Holds,
}

/// What a needed column must hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Holds {
    Anything,
    Numbers,
    Dates,
}

impl Needed {
    pub(crate) fn numbers(column: &str) -> Self {
        Self { column: column.to_owned(), holds: Holds::Numbers }
    }

    pub(crate) fn any(column: &str) -> Self {
        Self { column: column.to_owned(), holds: Holds::Anything }
    }
}

/// What a mechanism gave.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Drawn {
    pub value: Value,
    pub mechanism: Mechanism,
    pub sensitivity: f64,
    pub scale: f64,
}

/// The error to expect of one number of an answer.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Expected {
    /// What the number is; empty where the question says it.
    pub label: String,
    /// The half-width to expect at worst, in the unit of the number.
    pub error_95: f64,
    /// How far answers about tables of this size can lie apart, in the unit of
    /// the number.
    pub range: f64,
}

impl Expected {
    /// Whether the error is half of what the answer can range over, or more:
    /// the number would say nothing but noise.
    #[must_use]
    pub fn is_hopeless(&self) -> bool {
        self.error_95 >= self.range / 2.0
    }
}

/// A question whose declarations make sense.
pub(crate) trait Query {
    /// The question with nothing left to defaults.
    fn complete(&self) -> Question;

    /// The columns that it needs.
    fn needs(&self) -> Vec<Needed>;

    /// What becomes of cells without a value.
    fn missing(&self) -> Missing;

    /// Whether a loss can be kept by this question's mechanism: refuses by the
    /// declarations alone.
    fn check(&self, promise: Promise) -> Result<(), AnswerError>;

    /// The answer, with noise that keeps the promise. The data has the columns
    /// that it needs; only the source of bits may fail.
    fn draw(
        &self,
        data: &Data<'_>,
        promise: Promise,
        source: &mut dyn RandomBits,
    ) -> Result<Drawn, AnswerError>;

    /// The errors to expect in a table of about `rows` rows, from the
    /// declarations alone.
    fn expected(&self, rows: u64, promise: Promise) -> Result<Vec<Expected>, AnswerError>;

    /// The vector that noise is added to, for questions that have one.
    fn vector(&self) -> Option<&dyn VectorQuery> {
        None
    }
}

/// A question that is answered by one integer vector with noise on every entry.
pub(crate) trait VectorQuery {
    /// As in [`Query`].
    fn complete(&self) -> Question;

    /// As in [`Query`].
    fn needs(&self) -> Vec<Needed>;

    /// As in [`Query`].
    fn missing(&self) -> Missing;

    /// The most that one row more or less moves the exact vector.
    fn sensitivity(&self) -> Sensitivity;

    /// The vector that noise is added to. Refuses by the schema, never by the
    /// cells.
    fn exact(&self, data: &Data<'_>) -> Result<Vec<i128>, AnswerError>;

    /// The answer and its errors, from the noisy vector alone.
    fn conclude(&self, noisy: &[i128], noise: Noise) -> Value;

    /// As in [`Query`].
    fn expected(&self, rows: u64, noise: Noise) -> Vec<Expected>;
}

impl<Q: VectorQuery> Query for Q {
    fn complete(&self) -> Question {
        VectorQuery::complete(self)
    }

    fn needs(&self) -> Vec<Needed> {
        VectorQuery::needs(self)
    }

    fn missing(&self) -> Missing {
        VectorQuery::missing(self)
    }

    fn check(&self, promise: Promise) -> Result<(), AnswerError> {
        noise(self, promise).map(|_| ())
    }

    fn draw(
        &self,
        data: &Data<'_>,
        promise: Promise,
        source: &mut dyn RandomBits,
    ) -> Result<Drawn, AnswerError> {
        let noise = noise(self, promise)?;
        let mut vector = self.exact(data)?;
        for entry in &mut vector {
            *entry = entry.saturating_add(noise.sample(source)?);
        }
        let Sensitivity { l1, squared_l2 } = self.sensitivity();
        let sensitivity = match noise {
            Noise::Laplace(_) => l1 as f64,
            Noise::Gaussian(_) => (squared_l2 as f64).sqrt(),
        };
        Ok(Drawn {
            value: self.conclude(&vector, noise),
            mechanism: noise.mechanism(),
            sensitivity: sensitivity * promise.rows as f64,
            scale: noise.scale(),
        })
    }

    fn expected(&self, rows: u64, promise: Promise) -> Result<Vec<Expected>, AnswerError> {
        Ok(VectorQuery::expected(self, rows, noise(self, promise)?))
    }

    fn vector(&self) -> Option<&dyn VectorQuery> {
        Some(self)
    }
}

fn noise(query: &(impl VectorQuery + ?Sized), Promise { loss, rows }: Promise) -> Result<Noise, AnswerError> {
    Noise::calibrated(query.sensitivity(), loss, rows).ok_or(AnswerError::NoiseTooWide)
}
