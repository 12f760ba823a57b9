//! Rows that may be shared: intervals, groups, and the check of the result.

use serde::{Deserialize, Serialize};

use super::identifiers::{PseudonymKey, Treatment};
use super::sample::{Drawn, Sample};
use super::slicing::SlicingAudit;
use super::verify::Verification;
use super::{Audit, Ground, Method, ShareWarning, Supplies, identifiers, prepare, release, warnings};
use crate::dp::SystemBits;
use crate::privacy::measure::{Measured, Patients};
use crate::privacy::{Decided, ModelName, ModelRule};
use crate::recipe::{ColumnRule, Fitted};
use crate::risk::{self, Risk};
use crate::table::{Decimal, Table};

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
    #[error("k = {k}, but only {patients} patients in {rows} rows")]
    KAbovePatients { k: u32, patients: u64, rows: u64 },
    #[error("a share of {share:?} of the patients cannot be drawn")]
    SampleShare { share: Decimal },
    #[error("l = {l} protects nobody")]
    LTooSmall { l: u32 },
    #[error("a model of sensitive columns, but no sensitive column")]
    NothingSensitive,
    #[error("a model names {column:?}, which is not released")]
    ModelColumn { column: String },
    #[error("l = {l}, but {column:?} has {distinct} values")]
    LAboveDistinct { column: String, l: u32, distinct: u32 },
    #[error("every row has the same value of {column:?}")]
    OneValue { column: String },
    #[error("{model:?} asks for what protects nobody, or cannot be")]
    ModelParameter { model: ModelName },
    #[error("not even all rows together satisfy {model:?} on {column:?}")]
    PolicyUnreachable { model: ModelName, column: String },
    #[error("k-map without a population table")]
    PopulationMissing,
    #[error("the population table lacks column {column:?}")]
    PopulationLacks { column: String },
    #[error("k-map of {k}, but only {people} people")]
    PopulationTooSmall { k: u32, people: u64 },
    #[error("the release breaks {model:?} on {column:?}")]
    ModelBroken { model: ModelName, column: String },
    #[error("the hierarchy of {column:?} lacks {values} values, first in row {first_row}")]
    HierarchyLacks { column: String, values: u64, first_row: u64 },
    #[error("no key for {column:?}")]
    PseudonymKeyMissing { column: String },
    #[error("{values} pseudonyms of {column:?} with {characters} characters are taken")]
    PseudonymsCollide { column: String, values: u64, characters: u32 },
    #[error("the mask of {column:?} keeps all of at most {longest} characters")]
    MaskKeepsAll { column: String, longest: u64 },
    #[error("even the coarsest groups break the policy, with at most {limit} rows left out")]
    NoTransformation { limit: u32 },
    #[error("the hierarchy of {column:?} cuts {intervals} intervals, first in row {first_row}")]
    HierarchyCutsIntervals { column: String, intervals: u64, first_row: u64 },
    #[error("in the hierarchy of {column:?}, lines {first} and {line} share a label, but not the next one")]
    HierarchyNotNested { column: String, line: u64, first: u64 },
    #[error("line {line} of the hierarchy of {column:?} is not one of a hierarchy")]
    HierarchyBroken { column: String, line: u64 },
    #[error("the hierarchy of {column:?} is for another kind of column")]
    HierarchyUnsuited { column: String },
    #[error("no sensitive column to slice for")]
    NothingToSlice,
    #[error("{setting:?} of slicing is out of range")]
    SlicingSetting { setting: String },
    #[error("slicing does not serve several rows a patient")]
    SlicingPatients,
    #[error("a column of slices is to hold {column:?}, which is not released")]
    SliceUnknown { column: String },
    #[error("l = {l} for {column:?}, but at most {greatest_l} can be had")]
    SlicingInfeasible { column: String, l: Decimal, greatest_l: Decimal },
    #[error("{column:?} in its column is farther from the table than t")]
    SlicingFarFromTable { column: String },
    #[error("{column:?} has {distinct} values")]
    SlicingTooFine { column: String, distinct: u32 },
    #[error("the source of random numbers failed")]
    RandomSourceFailed,
    #[error("the sliced table does not hide {column:?} as asked")]
    SlicingFailed { column: String },
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
    /// Rows left out, so that the others lose less.
    pub suppressed: u64,
    /// How much of the file was drawn, where the recipe asks for a part: everything else tells of that part alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub drawn: Option<Drawn>,
    /// The least group size that was asked for.
    pub k: u32,
    /// What else was asked of every group.
    pub models: Vec<ModelRule>,
    /// Which model refused how many of the groups that the method would have formed.
    pub decided: Vec<Decided>,
    /// The prosecutor's chances on the file as it was read.
    pub before: Risk,
    /// The same, measured on the released table itself.
    pub after: Risk,
    /// What the released table keeps of every model, measured by its texts alone.
    pub measured: Measured,
    /// Loss averaged over rows and quasi-identifiers (GCP), 0 to 1.
    pub ncp: f64,
    /// Loss of each quasi-identifier.
    pub columns: Vec<ColumnLoss>,
    /// Which key pseudonyms and moved dates were made with: its fingerprint, which tells nothing else of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub key_fingerprint: Option<String>,
    /// Columns that are not in the release.
    pub dropped: Vec<String>,
    /// Columns that are.
    pub released: Vec<String>,
    /// What only the method can tell of its run.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub audit: Option<Audit>,
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

/// A run of the recipe's method, in steps.
#[derive(Debug)]
pub struct Sharing {
    /// What was drawn of the file, where not all of it is used.
    sample: Option<Sample>,
    ground: Ground,
    method: Box<dyn Method>,
    verification: Verification,
    key_fingerprint: Option<String>,
}

impl Sharing {
    /// Draws the patients if not all are wanted, checks that the policy can be
    /// met, and makes the quasi-identifiers ready.
    ///
    /// # Errors
    /// As [`ShareError`] says.
    pub fn start(fitted: Fitted<'_>, supplies: &Supplies) -> Result<Self, ShareError> {
        let draw = |share| Sample::draw(fitted, share, &mut SystemBits::default());
        let sample = fitted.recipe.share.sample.map(draw).transpose()?;
        let fitted = Fitted { table: table_of(fitted, sample.as_ref()), ..fitted };
        let (ground, treated, verification) = prepare::ground(fitted, supplies)?;
        let method = fitted.recipe.share.method.start(&ground, Fitted { table: &treated, ..fitted })?;
        let takes_key = |rule: &ColumnRule| rule.treatment.as_ref().is_some_and(Treatment::needs_key);
        let key = supplies.pseudonym_key.as_ref().filter(|_| fitted.recipe.columns.iter().any(takes_key));
        let key_fingerprint = key.map(PseudonymKey::fingerprint);
        drop(treated);
        Ok(Self { sample, ground, method, verification, key_fingerprint })
    }

    /// Works until about `budget` rows have been looked at; says how far the
    /// run is, 0 to 1.
    pub fn step(&mut self, budget: usize) -> f64 {
        self.method.step(&self.ground, budget)
    }

    /// Asks the run to end with what it has found so far; says whether it can.
    pub fn interrupt(&mut self) -> bool {
        self.method.interrupt()
    }

    /// Makes the released table, and measures it by its own text alone.
    ///
    /// # Errors
    /// [`ShareError::GuaranteeFailed`] where the measured table breaks the
    /// policy; nothing is released then.
    pub fn finish(mut self, fitted: Fitted<'_>) -> Result<Shared, ShareError> {
        while self.step(usize::MAX) < 1.0 {}
        let fitted = Fitted { table: table_of(fitted, self.sample.as_ref()), ..fitted };
        let Fitted { table, recipe } = fitted;
        let mut recoding = self.method.finish(&self.ground)?;
        let audit = recoding.audit.take();
        let suppressed = recoding.suppressed.len() as u64;
        let released = release::build(self.ground.others, recoding, self.ground.rows);
        let sliced = released.sliced.as_deref();
        let sliced =
            sliced.map(|sliced| SlicingAudit::measure(fitted, &released.table, sliced)).transpose()?;
        let audit = sliced.map(Audit::Slicing).or(audit);
        let (quasi, sensitive) = (|| recipe.quasi_identifiers(), || recipe.sensitive());
        let patients = self.ground.policy.patients();
        let kept: Option<Vec<u32>> =
            patients.map(|patients| released.origin.iter().map(|&row| patients[row as usize]).collect());
        // Of a sliced table others know a person's bucket at best.
        let bucket = released.sliced.as_ref().map(|sliced| sliced.bucket.name.as_str());
        let known: Vec<&str> = quasi().filter(|_| bucket.is_none()).chain(bucket).collect();
        let after = risk::prosecutor(&released.table, kept.as_deref(), known.iter().copied(), sensitive());
        let k = recipe.share.k;
        if after.smallest_class < k {
            return Err(ShareError::GuaranteeFailed { k, smallest_class: after.smallest_class });
        }
        let patients_of = Patients { measured: kept.as_deref(), whole: patients };
        let measured = self.verification.check(recipe, &released, &known, patients_of)?;
        let columns = released.losses;
        let dropped = recipe.columns.iter().filter(|rule| !rule.is_released());
        let mut warnings = warnings::weigh(fitted, &after);
        warnings.extend(identifiers::weigh(recipe, &released.table, kept.as_deref()));
        let report = ShareReport {
            rows: released.table.rows as u64,
            suppressed,
            drawn: self.sample.as_ref().map(|sample| sample.drawn),
            k,
            models: recipe.share.models.clone(),
            decided: self.ground.policy.decided(),
            before: risk::prosecutor(table, patients, quasi(), sensitive()),
            ncp: columns.iter().fold(0.0, |sum, column| sum + column.ncp) / columns.len().max(1) as f64,
            columns,
            key_fingerprint: self.key_fingerprint,
            dropped: dropped.map(|rule| rule.name.clone()).collect(),
            released: released.table.columns.iter().map(|column| column.name.clone()).collect(),
            audit,
            warnings,
            after,
            measured,
        };
        Ok(Shared { table: released.table, report })
    }
}

/// The rows that are used: those that were drawn, else the file's.
fn table_of<'a>(fitted: Fitted<'a>, sample: Option<&'a Sample>) -> &'a Table {
    sample.map_or(fitted.table, |sample| &sample.table)
}
