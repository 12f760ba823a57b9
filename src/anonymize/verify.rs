//! The finished table, measured anew and held against what was asked.

use std::collections::{HashMap, HashSet};

use super::census::Census;
use super::fixed_intervals::People;
use super::release::{Released, unchanged};
use super::{Axis, ShareError, Supplies, policy, prepare};
use crate::privacy::measure::{Measured, MeasuredColumn, Observed, Patients, measure};
use crate::privacy::{Distance, ModelRule};
use crate::recipe::{Fitted, Recipe};
use crate::risk::population;
use crate::table::Column;

/// What a difference of doubles may be without meaning anything.
const TOLERANCE: f64 = 1e-9;

/// What a release is measured against, laid out before the method runs.
#[derive(Debug)]
pub(super) struct Verification {
    watched: Vec<Watched>,
    census: Option<Census>,
}

/// A watched column of the whole table, as finely as it could be released.
#[derive(Debug)]
struct Watched {
    whole: Column,
    /// Whether it also forms groups: it is then measured by the values that its rows had.
    forms_groups: bool,
    order: Option<Vec<u32>>,
    branches: Option<Vec<Vec<u32>>>,
    recursive_l: Vec<u32>,
}

impl Verification {
    /// Lays out every column that is sensitive or that a model names.
    pub(super) fn new(
        fitted: Fitted<'_>,
        people: People<'_>,
        supplies: &Supplies,
    ) -> Result<Self, ShareError> {
        let Fitted { table, recipe } = fitted;
        let mut names: Vec<&str> = recipe.sensitive().collect();
        for model in &recipe.share.models {
            names.extend(policy::columns(model, fitted)?);
        }
        let (mut seen, mut watched) = (HashSet::new(), Vec::new());
        for name in names.into_iter().filter(|name| seen.insert(*name)) {
            if let (Some(column), Some(rule)) = (table.column(name), recipe.rule(name)) {
                let mut column = Watched {
                    whole: unchanged(column, rule, people),
                    forms_groups: rule.role.is_quasi_identifier(),
                    order: None,
                    branches: None,
                    recursive_l: vec![2, 3],
                };
                column.lay_out(fitted, people)?;
                watched.push(column);
            }
        }
        Ok(Self { watched, census: Census::count(fitted, supplies) })
    }

    /// Measures the released table by its texts, the classes being rows with
    /// the same texts in the `known` columns, and refuses it where it breaks a model.
    pub(super) fn check(
        &self,
        recipe: &Recipe,
        released: &Released,
        known: &[&str],
        patients: Patients<'_>,
    ) -> Result<Measured, ShareError> {
        let values: Vec<Column> = self.watched.iter().map(|watched| watched.values(released)).collect();
        let pairs = self.watched.iter().zip(&values);
        let observed: Vec<Observed> = pairs.map(|(watched, values)| watched.observe(values)).collect();
        let mut measured = measure(&released.table, known.iter().copied(), patients, &observed);
        for model in &recipe.share.models {
            match *model {
                ModelRule::KMap { .. } => {
                    measured.k_map = self.census.as_ref().and_then(|census| census.least(released, known));
                }
                ModelRule::PopulationUniqueness { sampled, .. } => {
                    let known = known.iter().copied();
                    let sizes = population::Sizes::of(&released.table, known, patients.measured);
                    measured.population_uniqueness = Some(sizes.dankar(sampled.to_f64()));
                }
                _ => {}
            }
        }
        for model in &recipe.share.models {
            let asked = |column: &&MeasuredColumn| match model.column() {
                Some(name) => name == column.column,
                None => recipe.sensitive().any(|name| name == column.column),
            };
            let mut asked = measured.columns.iter().filter(asked);
            let column = match (asked.find(|column| !keeps(model, column)), keeps_whole(model, &measured)) {
                (Some(column), _) => column.column.clone(),
                (None, false) => String::new(),
                (None, true) => continue,
            };
            return Err(ShareError::ModelBroken { model: model.name(), column });
        }
        Ok(measured)
    }
}

impl Watched {
    /// Lays out the distances, and notes the l, that models ask for.
    fn lay_out(&mut self, fitted: Fitted<'_>, people: People<'_>) -> Result<(), ShareError> {
        let Fitted { table, recipe } = fitted;
        let name = self.whole.name.clone();
        let (Some(column), Some(rule)) = (table.column(&name), recipe.rule(&name)) else { return Ok(()) };
        for model in &recipe.share.models {
            if model.column().is_some_and(|named| named != name) {
                continue;
            }
            match *model {
                ModelRule::RecursiveLDiversity { l, .. } => self.recursive_l.push(l),
                ModelRule::TCloseness { distance: Distance::Ordered, .. } => {
                    let level_of = self.level_of(&Axis::of_people(0, column, rule, people));
                    let mut codes: Vec<u32> = level_of.keys().copied().collect();
                    codes.sort_unstable_by_key(|code| level_of[code]);
                    self.order = Some(codes);
                }
                ModelRule::TCloseness { distance: Distance::Hierarchical, .. } => {
                    let axis = prepare::axis(0, column, rule, people)?;
                    let level_of = self.level_of(&axis);
                    // A code that no row has is in the first branch, where it adds nothing.
                    let level = |code| level_of.get(&code).map_or(0, |&level| level as usize);
                    let levels: Vec<usize> = (0u32..).take(self.whole.dictionary.len()).map(level).collect();
                    self.branches = axis.hierarchy().map(|hierarchy| {
                        let at = |height| {
                            levels.iter().map(|&level| hierarchy.height(height).of_leaf[level]).collect()
                        };
                        (1..=hierarchy.top()).map(at).collect()
                    });
                }
                _ => {}
            }
        }
        self.recursive_l.sort_unstable();
        self.recursive_l.dedup();
        Ok(())
    }

    /// The level of each code that a row has.
    fn level_of(&self, axis: &Axis) -> HashMap<u32, u32> {
        self.whole.codes.iter().copied().zip(axis.levels.iter().copied()).collect()
    }

    /// The values of the released rows: as they are released, or, where the
    /// column forms groups, as they were.
    fn values(&self, released: &Released) -> Column {
        let shown = released.table.column(&self.whole.name);
        let value = |(row, &origin): (usize, &u32)| match self.whole.codes.get(origin as usize) {
            Some(&code) => code,
            // A row that a method made up was no other: what is shown is its value.
            None => shown.and_then(|shown| self.whole.dictionary.code(shown.text(row))).unwrap_or_default(),
        };
        match shown.filter(|_| !self.forms_groups) {
            Some(column) => column.clone(),
            None => Column {
                codes: released.origin.iter().enumerate().map(value).collect(),
                ..self.whole.clone()
            },
        }
    }

    fn observe<'a>(&'a self, values: &'a Column) -> Observed<'a> {
        Observed {
            values,
            whole: &self.whole,
            order: self.order.clone(),
            branches: self.branches.clone(),
            recursive_l: self.recursive_l.clone(),
        }
    }
}

/// Whether a measured column keeps a model that is asked of it.
fn keeps(model: &ModelRule, column: &MeasuredColumn) -> bool {
    let at_most = |value: f64, limit: f64| value <= limit + TOLERANCE;
    match model {
        ModelRule::DistinctLDiversity { l, .. } => column.distinct_l >= *l,
        ModelRule::EntropyLDiversity { l, .. } => at_most(l.to_f64().ln(), column.entropy_l.ln()),
        ModelRule::RecursiveLDiversity { c, l, .. } => {
            let least = column.recursive.iter().find(|recursive| recursive.l == *l);
            least.and_then(|recursive| recursive.c).is_some_and(|least| least < c.to_f64() + TOLERANCE)
        }
        ModelRule::ProbabilisticLDiversity { l, .. } => at_most(column.greatest_share, 1.0 / l.to_f64()),
        ModelRule::AlphaK { alpha, .. } => at_most(column.greatest_share, alpha.to_f64()),
        ModelRule::TCloseness { t, distance, .. } => {
            let measured = match distance {
                Distance::Equal => Some(column.t),
                Distance::Ordered => column.t_ordered,
                Distance::Hierarchical => column.t_hierarchical,
            };
            measured.is_some_and(|distance| at_most(distance, t.to_f64()))
        }
        ModelRule::BetaLikeness { beta, enhanced, .. } => {
            let measured = if *enhanced { column.enhanced_beta } else { Some(column.beta) };
            measured.is_some_and(|gain| at_most(gain, beta.to_f64()))
        }
        ModelRule::DeltaDisclosure { delta, .. } => column.delta < delta.to_f64(),
        ModelRule::KMap { .. } | ModelRule::PopulationUniqueness { .. } => true,
    }
}

/// Whether the release as a whole keeps a model that is asked of it.
fn keeps_whole(model: &ModelRule, measured: &Measured) -> bool {
    match model {
        ModelRule::KMap { k } => measured.k_map.is_some_and(|people| people >= u64::from(*k)),
        ModelRule::PopulationUniqueness { at_most, .. } => {
            measured.population_uniqueness.is_some_and(|share| share <= at_most.to_f64() + TOLERANCE)
        }
        _ => true,
    }
}
