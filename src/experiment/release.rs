//! Training rows released by a contender, and what the release costs.

use super::contender::INTERVALS;
use super::datafly::datafly;
use super::figures::mean;
use super::slices::Slices;
use super::{Contender, From, Reading, Study};
use crate::anonymize::slicing::SlicingAudit;
use crate::anonymize::{Audit, ShareError, Sharing, Supplies};
use crate::privacy::Groups;
use crate::recipe::Fitted;
use crate::table::Table;
use crate::utility::classification::{select, stratified_folds};

/// Of the training rows one in three is set aside to choose by.
const INNER_FOLDS: usize = 3;

/// A release and what was measured of it.
#[derive(Clone, Debug)]
pub(super) struct Release {
    pub(super) table: Table,
    pub(super) ncp_value: f64,
    pub(super) ncp_link: f64,
    /// The greatest probability with which a sensitive value can be linked to a person.
    pub(super) greatest_link: f64,
    pub(super) smallest_group: u64,
    pub(super) suppressed: u64,
    /// How it is sliced, if it is.
    pub(super) slices: Option<Slices>,
}

impl Release {
    /// Lets a contender release the training rows. What it leaves open is chosen
    /// by what is learnt of a third of these very rows, set aside.
    ///
    /// # Errors
    /// [`ShareError`] where it cannot give what is asked.
    pub(super) fn of(
        contender: Contender,
        study: &Study,
        training: &Table,
        k: u32,
    ) -> Result<Self, ShareError> {
        let target = training.column(study.target).filter(|_| contender == Contender::TargetSlicing);
        let Some(target) = target else { return Self::with(contender, study, training, k, false) };
        let fold_of = stratified_folds(target, INNER_FOLDS, 1);
        let (inner, aside) =
            (select(training, |row| fold_of[row] > 0), select(training, |row| fold_of[row] == 0));
        let reading = Reading { from: From::QuasiIdentifiers, redrawn: false };
        let score = |alone_each| {
            let release = Self::with(contender, study, &inner, k, alone_each).ok()?;
            Some(mean(&reading.learn(study, &inner, &release, &aside, 1)?))
        };
        let alone_each = score(true) > score(false);
        Self::with(contender, study, training, k, alone_each)
    }

    fn with(
        contender: Contender,
        study: &Study,
        training: &Table,
        k: u32,
        alone_each: bool,
    ) -> Result<Self, ShareError> {
        let Some(recipe) = contender.recipe(study, k, alone_each) else {
            let (table, suppressed, ncp) = if contender == Contender::Datafly {
                let released = datafly(Fitted { table: training, recipe: &study.recipe }, k)?;
                (released.table, released.suppressed as u64, released.ncp)
            } else {
                (training.clone(), 0, 0.0)
            };
            return Ok(Self::grouped(study, table, suppressed, ncp));
        };
        let fitted = Fitted { table: training, recipe: &recipe };
        let shared = Sharing::start(fitted, &Supplies::default())?.finish(fitted)?;
        let ncp =
            if contender == Contender::FixedIntervals { loss_of_intervals(study) } else { shared.report.ncp };
        let release = Self::grouped(study, shared.table, shared.report.suppressed, ncp);
        Ok(match &shared.report.audit {
            Some(Audit::Slicing(audit)) => release.sliced(contender, study, audit),
            _ => release,
        })
    }

    /// Measures a sliced release by its audit: links between columns are those of a bucket.
    fn sliced(self, contender: Contender, study: &Study, audit: &SlicingAudit) -> Self {
        let within = |headings: &Vec<String>| {
            let hides = headings.iter().any(|heading| heading == study.sensitive);
            (contender == Contender::TargetSlicing && !hides).then(|| study.target.to_owned())
        };
        let columns = audit.columns.iter().map(|headings| (headings.clone(), within(headings)));
        Self {
            ncp_link: audit.ncp_link,
            greatest_link: audit.secrets.iter().map(|secret| secret.greatest).fold(0.0, f64::max),
            smallest_group: audit.smallest_stratum.unwrap_or(audit.smallest_bucket),
            slices: Some(Slices { bucket: "bucket".to_owned(), columns: columns.collect() }),
            ..self
        }
    }

    /// Measures a release whose groups are the rows that are alike by all
    /// quasi-identifiers: who knows one value knows no more of the others than is published.
    fn grouped(study: &Study, table: Table, suppressed: u64, ncp: f64) -> Self {
        let known = study.recipe.quasi_identifiers().filter_map(|name| table.column(name));
        let codes: Vec<&[u32]> = known.map(|column| column.codes.as_slice()).collect();
        let groups = Groups::of(&codes, table.rows);
        let secret = table.column(study.sensitive).map_or(&[][..], |column| &column.codes);
        let pairs = Groups::of(&[&groups.class_of, secret], table.rows);
        let share = |row: usize| {
            let together = f64::from(pairs.sizes[pairs.class_of[row] as usize]);
            together / f64::from(groups.sizes[groups.class_of[row] as usize])
        };
        let greatest_link = (0..table.rows).map(share).fold(0.0, f64::max);
        let smallest_group = groups.sizes.iter().copied().min().unwrap_or(0).into();
        Self { table, ncp_value: ncp, ncp_link: ncp, greatest_link, smallest_group, suppressed, slices: None }
    }
}

/// One interval of its line for each number, nothing for the others, averaged over quasi-identifiers.
fn loss_of_intervals(study: &Study) -> f64 {
    let lost = study.numbers().count() as f64 / f64::from(INTERVALS);
    lost / study.recipe.quasi_identifiers().count().max(1) as f64
}
