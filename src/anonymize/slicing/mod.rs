//! Slicing: a table cut into columns and buckets, permuted inside them.

mod attribute;
mod audit;
mod buckets;
mod columns;
mod generalization;
mod layout;
mod limit;
mod medoids;
mod permutation;
mod posterior;
mod publish;
mod rule;
mod strata;
mod suppression;

pub use audit::{LinkedSecret, SlicingAudit};
pub use publish::Sliced;
pub use rule::SlicingRule;

use super::{Ground, Method, Recoding, ShareError};
use crate::dp::SystemBits;
use crate::privacy::Distance;
use crate::recipe::Fitted;
use crate::table::{Decimal, Role};
use crate::utility::correlation;
use attribute::{Attribute, Secret};
use layout::{Layout, Plan};

/// l-diverse slicing and its improved form, in steps.
///
/// Headings are divided into columns, so that those in one column correlate
/// ([`SlicingRule::c`], [`SlicingRule::alpha`]); rows are divided into buckets
/// as Mondrian does, by what is published of them; inside each bucket every column is permuted by itself.
/// What stands in one column stays together; what links columns is lost but for
/// the bucket. The improved form also generalizes each column until each of its
/// values stands for k rows.
///
/// # Guarantee
/// Who knows all quasi-identifiers of a person in the table links a sensitive
/// value to the person with probability p(t, s) ≤ 1/l at most, where buckets
/// that match the person count by how well they match. With `t`, all that can
/// be linked to a person is no farther than t from the whole table. Every
/// bucket satisfies the recipe's policy, k rows among it. In the improved form
/// every value of a column is shared by k rows, so nobody is singled out by one
/// column, and in a sensitive column these rows are diverse. Where a target is
/// kept ([`SlicingRule::keep_target`]), it is shared by k rows of a bucket or by
/// none, and the bound on links holds in every bucket by itself; how well the
/// target can be told is not bounded, as it is not by groups of k.
///
/// # Assumptions
/// Each row is a person. Others know quasi-identifiers, and no heading that is
/// marked as other. Which rows form a bucket depends on the rows alone and
/// never on their order; permutations come from the system's random source.
/// Where columns overlap, copies of a heading could be joined again, which p
/// does not count. The k of a column is not the k of all quasi-identifiers
/// together that Mondrian gives: it is another adversary's.
///
/// # Utility
/// Values keep their precision, and what correlates keeps its correlation. Where
/// quasi-identifiers are unique, a row matches its own bucket only, and the size
/// of buckets is governed by l; where l is high and the sensitive values are
/// skewed, one bucket is left.
///
/// # Errors
/// Where the most frequent sensitive value has more than 1/l of the rows, no
/// slicing will do: [`ShareError::SlicingInfeasible`] names the greatest l.
///
/// # Citation
/// Li, T.; Li, N.; Zhang, J.; Molloy, I.: Slicing: a new approach for privacy
/// preserving data publishing, TKDE 24(3), 2012. The check is exact but
/// incremental; the improved form is attribute-focused
/// l-diverse slicing with fixed intervals and k in every column.
#[derive(Debug)]
pub struct Slicing {
    rule: SlicingRule,
    k: u32,
    attributes: Vec<Attribute>,
    secrets: Vec<Secret>,
    stage: Stage,
}

#[derive(Debug)]
enum Stage {
    /// φ² of pairs of headings, from the class of each row in each.
    Correlate {
        classes: Vec<(Vec<u32>, usize)>,
        phi: Vec<Vec<f64>>,
        next: usize,
    },
    Split(Box<Layout>),
    Failed(ShareError),
}

/// Less than this is no difference of correlations.
const ROUNDING: f64 = 1e-12;

/// The part of a run that is told as progress before rows are divided.
const CORRELATING: f64 = 0.2;

impl Slicing {
    /// Prepares a run.
    ///
    /// # Errors
    /// [`ShareError::SlicingSetting`], [`ShareError::NothingToSlice`],
    /// [`ShareError::SlicingPatients`], or [`ShareError::SliceUnknown`].
    pub fn new(rule: SlicingRule, ground: &Ground, fitted: Fitted<'_>) -> Result<Self, ShareError> {
        rule.check()?;
        if ground.policy.patients().is_some() {
            return Err(ShareError::SlicingPatients);
        }
        let attributes = attribute::attributes(ground, fitted);
        let l = |role: Role| if role == Role::SemiSensitive { rule.semi_sensitive_l } else { rule.l };
        let secrets = attribute::secrets(ground, &attributes, fitted, l);
        if secrets.is_empty() {
            return Err(ShareError::NothingToSlice);
        }
        let correlates = rule.columns.is_none() || rule.overlap.is_some();
        let classes = if correlates { attribute::classes(&attributes, fitted) } else { Vec::new() };
        let phi = vec![vec![1.0; attributes.len()]; attributes.len()];
        let stage = Stage::Correlate { classes, phi, next: 0 };
        Ok(Self { rule, k: fitted.recipe.share.k, attributes, secrets, stage })
    }

    /// How well each sensitive heading is to be hidden.
    pub(super) fn limits(&self) -> Vec<(String, Decimal)> {
        let limit = |secret: &Secret| (self.attributes[secret.attribute].name.clone(), secret.l);
        self.secrets.iter().map(limit).collect()
    }
}

impl Method for Slicing {
    fn step(&mut self, ground: &Ground, budget: usize) -> f64 {
        match &mut self.stage {
            Stage::Failed(_) => 1.0,
            Stage::Split(layout) => {
                let progress =
                    layout.buckets.step(ground, layout.strata.as_ref(), &mut layout.checks, budget);
                if progress < 1.0 { CORRELATING + progress * (1.0 - CORRELATING) } else { 1.0 }
            }
            Stage::Correlate { classes, phi, next } => {
                let last = (*next + budget / (ground.rows as usize + 1) + 1).min(pairs(classes.len()));
                for (i, j) in (*next..last).map(pair) {
                    let class = |at: usize| (&*classes[at].0, classes[at].1);
                    // What is equal but for the order of a sum is equal.
                    phi[i][j] = (correlation::of_rows(class(i), class(j)) / ROUNDING).round() * ROUNDING;
                    phi[j][i] = phi[i][j];
                }
                *next = last;
                if last < pairs(classes.len()) {
                    return CORRELATING * last as f64 / pairs(classes.len()) as f64;
                }
                let Self { rule, k, attributes, secrets, .. } = self;
                let plan = Plan { ground, rule, k: *k, attributes, secrets };
                let phi = std::mem::take(phi);
                self.stage = match plan.lay_out(&phi) {
                    Ok(layout) => Stage::Split(Box::new(layout)),
                    Err(error) => Stage::Failed(error),
                };
                CORRELATING
            }
        }
    }

    fn finish(mut self: Box<Self>, ground: &Ground) -> Result<Recoding, ShareError> {
        while self.step(ground, usize::MAX) < 1.0 {}
        let limits = self.limits();
        match self.stage {
            Stage::Split(layout) => {
                let mut recoding = layout
                    .publish(ground, &self.attributes, self.rule.fakes, &mut SystemBits::default())
                    .map_err(|_| ShareError::RandomSourceFailed)?;
                if let Some(sliced) = &mut recoding.sliced {
                    sliced.limits = limits;
                    sliced.kept_target = self.rule.target.filter(|_| self.rule.keep_target);
                    sliced.t = self.rule.t.filter(|_| self.rule.distance == Distance::Equal);
                    sliced.k = if self.rule.improved { self.k } else { 1 };
                }
                Ok(recoding)
            }
            Stage::Failed(error) => Err(error),
            Stage::Correlate { .. } => Ok(Recoding::default()),
        }
    }
}

/// How many pairs of different things there are among `n`.
const fn pairs(n: usize) -> usize {
    n * n.saturating_sub(1) / 2
}

/// The pair with that number: (1, 0), (2, 0), (2, 1), (3, 0) and so on.
fn pair(number: usize) -> (usize, usize) {
    let mut i = 1;
    while pairs(i + 1) <= number {
        i += 1;
    }
    (i, number - pairs(i))
}
