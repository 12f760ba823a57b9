//! Rows that may be shared: intervals, groups, and the check of the result.

use serde::{Deserialize, Serialize};

use super::mondrian::{Mondrian, Partition};
use super::release::{self, unchanged};
use super::{Axis, ShareWarning};
use crate::privacy::{DistinctLDiversity, KAnonymity, Policy};
use crate::recipe::{Fitted, Share};
use crate::risk::{self, Risk};
use crate::table::{Column, Role, Table};

/// Why rows cannot be shared as the recipe asks.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case", rename_all_fields = "snake_case")]
#[non_exhaustive]
#[allow(missing_docs)]
pub enum ShareError {
    #[error("k = {k} protects nobody")]
    KTooSmall { k: u32 },
    #[error("k = {k}, but only {rows} rows")]
    KAboveRows { k: u32, rows: u64 },
    #[error("l = {l} protects nobody")]
    LTooSmall { l: u32 },
    #[error("l = {l}, but no sensitive column")]
    NothingSensitive { l: u32 },
    #[error("l = {l}, but {column:?} has {distinct} values")]
    LAboveDistinct { column: String, l: u32, distinct: u32 },
    #[error("every column is an identifier")]
    NothingToRelease,
    #[error("the result has a group of {smallest_class}, not {k}")]
    GuaranteeFailed { k: u32, smallest_class: u32 },
}

/// How much of a column was lost.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct ColumnLoss {
    /// The quasi-identifier.
    pub name: String,
    /// Normalized certainty penalty, averaged over rows: 0 untouched, 1 all lost.
    pub ncp: f64,
}

/// What was done, what it protects, and what it cost.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct ShareReport {
    /// Rows released.
    pub rows: u64,
    /// The least group size that was asked for.
    pub k: u32,
    /// The least diversity that was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub l: Option<u32>,
    /// The prosecutor's chances on the file as it was read.
    pub before: Risk,
    /// The same, measured on the released table itself.
    pub after: Risk,
    /// Loss averaged over rows and quasi-identifiers (GCP), 0 to 1.
    pub ncp: f64,
    /// Loss of each quasi-identifier.
    pub columns: Vec<ColumnLoss>,
    /// Columns that are not in the release.
    pub dropped: Vec<String>,
    /// Columns that are.
    pub released: Vec<String>,
    /// What the reader should weigh.
    pub warnings: Vec<ShareWarning>,
}

/// A table that may leave, and the report on it.
#[derive(Clone, Debug)]
pub struct Shared {
    /// Rows in an order that depends on their values alone.
    pub table: Table,
    /// What was done.
    pub report: ShareReport,
}

/// A run that forms groups, in steps.
#[derive(Debug)]
pub struct Sharing {
    share: Share,
    /// The quasi-identifiers, with their place in the file.
    axes: Vec<(usize, Axis)>,
    /// All other released columns, with their place in the file.
    others: Vec<(usize, Column)>,
    /// Which of `others` must be diverse.
    sensitive: Vec<usize>,
    partition: Partition,
}

impl Sharing {
    /// Checks that the policy can be met, and makes the quasi-identifiers ready.
    ///
    /// # Errors
    /// As [`ShareError`] says.
    pub fn start(Fitted { table, recipe }: Fitted<'_>) -> Result<Self, ShareError> {
        let (k, rows) = (recipe.share.k, table.rows as u64);
        if k < 2 {
            return Err(ShareError::KTooSmall { k });
        }
        if u64::from(k) > rows {
            return Err(ShareError::KAboveRows { k, rows });
        }
        let (mut axes, mut others, mut sensitive) = (Vec::new(), Vec::new(), Vec::new());
        for (at, column) in table.columns.iter().enumerate() {
            let Some(rule) = recipe.rule(&column.name) else { continue };
            match rule.role {
                Role::Identifier => {}
                Role::QuasiIdentifier => axes.push((at, Axis::new(column, rule))),
                Role::Sensitive | Role::Other => {
                    let released = unchanged(column, rule);
                    if let Some(l) = recipe.share.l.filter(|_| rule.role == Role::Sensitive) {
                        sensitive.push(others.len());
                        refuse_uniform(&released, l)?;
                    }
                    others.push((at, released));
                }
            }
        }
        if let Some(l) = recipe.share.l.filter(|_| sensitive.is_empty()) {
            return Err(ShareError::NothingSensitive { l });
        }
        if axes.is_empty() && others.is_empty() {
            return Err(ShareError::NothingToRelease);
        }
        // The loader holds at most 2^32 - 1 rows.
        let partition = Partition::whole(u32::try_from(rows).unwrap_or(u32::MAX));
        Ok(Self { share: recipe.share, axes, others, sensitive, partition })
    }

    /// Works until about `budget` rows have been looked at; says how far the
    /// run is, 0 to 1.
    pub fn step(&mut self, budget: usize) -> f64 {
        let mut policy = Policy::default().and(KAnonymity { k: self.share.k });
        if let Some(l) = self.share.l {
            for &at in &self.sensitive {
                policy = policy.and(DistinctLDiversity { l, codes: &self.others[at].1.codes });
            }
        }
        let axes: Vec<&Axis> = self.axes.iter().map(|(_, axis)| axis).collect();
        let mut mondrian = Mondrian::new(&axes, policy, std::mem::take(&mut self.partition));
        mondrian.step(budget);
        self.partition = mondrian.into_state();
        self.partition.progress()
    }

    /// Makes the released table, and measures it by its own text alone.
    ///
    /// # Errors
    /// [`ShareError::GuaranteeFailed`] where the measured table breaks the
    /// policy; nothing is released then.
    pub fn finish(mut self, fitted: Fitted<'_>) -> Result<Shared, ShareError> {
        while self.step(usize::MAX) < 1.0 {}
        let Fitted { table, recipe } = fitted;
        let released = release::build(table, &self.axes, self.others, &self.partition);
        let (quasi, sensitive) = (|| recipe.names(Role::QuasiIdentifier), || recipe.names(Role::Sensitive));
        let after = risk::prosecutor(&released.table, quasi(), sensitive());
        let k = recipe.share.k;
        let diverse = |l| after.sensitive.iter().all(|column| column.least_distinct >= l);
        if after.smallest_class < k || recipe.share.l.is_some_and(|l| !diverse(l)) {
            return Err(ShareError::GuaranteeFailed { k, smallest_class: after.smallest_class });
        }
        let columns = released.losses;
        let report = ShareReport {
            rows: released.table.rows as u64,
            k,
            l: recipe.share.l,
            before: risk::prosecutor(table, quasi(), sensitive()),
            ncp: columns.iter().fold(0.0, |sum, column| sum + column.ncp) / columns.len().max(1) as f64,
            columns,
            dropped: recipe.names(Role::Identifier).map(str::to_owned).collect(),
            released: released.table.columns.iter().map(|column| column.name.clone()).collect(),
            warnings: super::warnings::weigh(fitted, &after),
            after,
        };
        Ok(Shared { table: released.table, report })
    }
}

/// A sensitive column must have as many values as every group is to have.
fn refuse_uniform(column: &Column, l: u32) -> Result<(), ShareError> {
    if l < 2 {
        return Err(ShareError::LTooSmall { l });
    }
    let distinct = column.counts().iter().filter(|&&count| count > 0).count();
    let distinct = u32::try_from(distinct).unwrap_or(u32::MAX);
    if distinct < l {
        return Err(ShareError::LAboveDistinct { column: column.name.clone(), l, distinct });
    }
    Ok(())
}
