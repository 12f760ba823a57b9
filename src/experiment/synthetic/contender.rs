//! What makes up patients.

use serde::Serialize;

use super::Study;
use super::bits::SeededBits;
use crate::dp::noise::Noise;
use crate::dp::synthetic::{Plan, Records, fit, fit_independent, one_entry_each};
use crate::dp::{AnswerError, Loss};
use crate::table::{Loader, Table};

/// A way to make up patients.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Contender {
    /// Every column by itself; all of the loss goes into columns.
    Independent,
    /// The question `synthetic`: columns, and the pairs of a spanning tree.
    SpanningTree,
}

impl Contender {
    /// In the order in which they are reported.
    pub const ALL: [Self; 2] = [Self::Independent, Self::SpanningTree];

    /// The name on the page.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Independent => "independent columns",
            Self::SpanningTree => "spanning tree",
        }
    }

    /// Patients made up from records: the table, read as whoever receives it would.
    ///
    /// # Errors
    /// [`AnswerError::NoiseTooWide`] for a loss that cannot be divided.
    pub(super) fn make(
        self,
        study: &Study,
        records: &Records,
        loss: Loss,
        seed: u64,
    ) -> Result<Table, AnswerError> {
        let (columns, mut source) = (records.sizes().len(), SeededBits::new(seed));
        let model = match self {
            Self::Independent => {
                let noise = Noise::calibrated(one_entry_each(columns as u64), loss, 1);
                fit_independent(records, noise.ok_or(AnswerError::NoiseTooWide)?, &mut source)?
            }
            Self::SpanningTree => {
                let plan = Plan::new(loss, columns, 1).ok_or(AnswerError::NoiseTooWide)?;
                fit(records, &plan, &mut source)?
            }
        };
        let (csv, _) = study.question.write(&model, &mut source)?;
        let mut loader = Loader::new(csv.len() as u64, None);
        // What was just written can be read.
        let _ = loader.push(csv.as_bytes());
        Ok(loader.finish().map(|loaded| loaded.table).unwrap_or_default())
    }
}
