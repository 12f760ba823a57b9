//! Cell suppression: values stand as they are, but for a few that are hidden.

use serde::{Deserialize, Serialize};

use super::audit::{CellSuppressionAudit, SuppressedCells};
use super::local_recoding::{LocalRecoding, LocalRecodingRule};
use super::{Audit, Axis, Ground, Method, Publish, Recoding, ShareError};

/// Suppression of cells, in steps.
///
/// Replaces single cells by `*`, and leaves all others as they are (or in their
/// fixed intervals). This is local recoding where every column has two steps
/// only: the value, and nothing of it. Each group of rows keeps the columns in
/// which its rows agree.
///
/// # Guarantee
/// Rows that are published alike, with `*` equal to `*` alone, form groups that
/// satisfy the policy, if the whole table does.
///
/// # Assumptions
/// As of [`LocalRecoding`]: that a cell is hidden tells that fewer rows than the
/// policy asks for agreed in it.
///
/// # Utility
/// What is released is true to the letter and needs no hierarchy. It costs much
/// in columns of many values, which is why fixed intervals first help. Finding
/// the fewest cells is NP-hard (Meyerson & Williams); this is a heuristic
/// without a bound. Software that lets `*` match any value hides fewer cells,
/// for a weaker promise.
///
/// # Errors
/// None.
///
/// # Citation
/// Meyerson, A.; Williams, R.: On the complexity of optimal k-anonymity, PODS
/// 2004. Hundepool, A. et al.: Statistical Disclosure Control, Wiley 2012, on
/// local suppression.
#[derive(Debug)]
pub struct CellSuppression(Box<LocalRecoding>);

/// Nothing is to be chosen about cell suppression.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct CellSuppressionRule {}

impl CellSuppression {
    /// Begins on a ground whose axes have the hierarchy of suppression.
    #[must_use]
    pub fn new(ground: &Ground) -> Self {
        Self(Box::new(LocalRecoding::new(LocalRecodingRule { publish: Publish::Labels }, ground)))
    }
}

impl Method for CellSuppression {
    fn step(&mut self, ground: &Ground, budget: usize) -> f64 {
        self.0.step(ground, budget)
    }

    fn finish(self: Box<Self>, ground: &Ground) -> Result<Recoding, ShareError> {
        let mut recoding = self.0.finish(ground)?;
        recoding.audit = Some(Audit::CellSuppression(suppressed(ground, &recoding)));
        Ok(recoding)
    }
}

/// Cells of released rows that no longer say their value.
fn suppressed(ground: &Ground, recoding: &Recoding) -> CellSuppressionAudit {
    let of_axis = |axis: &Axis| {
        let texts = axis.texts();
        let published = recoding.columns.iter().find(|(place, _)| *place == axis.place);
        let hidden = |row: &u32| {
            let own = &texts[axis.levels[*row as usize] as usize];
            published.is_some_and(|(_, column)| column.text(*row as usize) != own)
        };
        let released = (0..ground.rows).filter(|row| recoding.suppressed.binary_search(row).is_err());
        SuppressedCells { column: axis.name.clone(), cells: released.filter(hidden).count() as u64 }
    };
    CellSuppressionAudit { columns: ground.axes.iter().map(of_axis).collect() }
}
