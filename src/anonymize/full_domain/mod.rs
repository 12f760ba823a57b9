//! Full-domain generalization: one height for each column, the best of all.

mod candidates;
mod check;
mod descent;
mod groups;
mod lattice;
mod loss;
mod publish;
mod search;
mod store;
#[cfg(test)]
mod tests;
mod tuple;

use serde::{Deserialize, Serialize};

use super::hierarchy::Hierarchy;
use super::{Ground, Method, Recoding, ShareError};
use crate::table::Decimal;
use check::On;
use lattice::Lattice;
use loss::Loss;
use search::Search;

pub use loss::Aggregate;

/// How a transformation's loss is measured, and how long the best is sought.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct FullDomainRule {
    /// How the losses of columns become one.
    #[serde(default)]
    pub aggregate: Aggregate,
    /// ARX's generalization/suppression factor, 0 to 1: below 1/2 suppressed rows
    /// cost less than their cells, above it generalized cells do.
    #[serde(default = "balanced")]
    #[cfg_attr(target_arch = "wasm32", tsify(type = "number"))]
    pub factor: Decimal,
    /// The most transformations that are tried; the best of them is taken then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub checks: Option<u64>,
}

fn balanced() -> Decimal {
    Decimal::new(5, 1)
}

impl Default for FullDomainRule {
    fn default() -> Self {
        Self { aggregate: Aggregate::default(), factor: balanced(), checks: None }
    }
}

/// Full-domain generalization with suppression, in steps: of all ways to give
/// every column one height of its hierarchy, and to leave out the rows of the
/// groups that the policy refuses, the one that loses least.
///
/// # Guarantee
/// Every group of the rows that are kept satisfies the policy; no more rows are
/// left out than the limit allows. When the search was not cut short, no
/// transformation loses less; else the report tells how much less one could lose.
///
/// # Assumptions
/// Labels are nested, as every hierarchy's are: what is under one label stays
/// together at every greater height. Only the multiset of rows matters, never their order.
///
/// # Utility
/// A column has labels of one height only, which is easy to analyse and loses
/// more than a method that treats every group by itself.
///
/// # Errors
/// [`ShareError::NoTransformation`] where even the coarsest groups may not stand.
///
/// # Citation
/// Samarati, P.: Protecting respondents' identities in microdata release, IEEE
/// TKDE 13(6), 2001 (the lattice). Kohlmayer, F. et al.: Flash: efficient, stable
/// and optimal k-anonymity, PASSAT 2012 (paths through it, roll-up).
#[derive(Debug)]
pub struct FullDomain {
    rule: FullDomainRule,
    lattice: Lattice,
    loss: Loss,
    search: Search,
}

impl FullDomain {
    /// Lays out the lattice, and tries its top.
    #[must_use]
    pub fn new(rule: FullDomainRule, ground: &Ground) -> Self {
        let hierarchies = hierarchies(ground);
        let lattice = Lattice::new(&hierarchies);
        let factor = rule.factor.to_f64().clamp(0.0, 1.0);
        let loss = Loss::new(rule.aggregate, factor, &ground.axes, &hierarchies);
        let search = Search::new(ground, &lattice, &loss);
        Self { rule, lattice, loss, search }
    }
}

/// The hierarchy of every axis, as preparation has raised it.
fn hierarchies(ground: &Ground) -> Vec<&Hierarchy> {
    ground.axes.iter().filter_map(super::Axis::hierarchy).collect()
}

impl Method for FullDomain {
    fn step(&mut self, ground: &Ground, budget: usize) -> f64 {
        let on = On { ground, lattice: &self.lattice, loss: &self.loss };
        self.search.step(&on, budget, self.rule.checks.unwrap_or(u64::MAX));
        self.search.progress()
    }

    fn interrupt(&mut self) -> bool {
        let found = self.search.best().is_some();
        if found {
            self.search.end();
        }
        found
    }

    fn finish(mut self: Box<Self>, ground: &Ground) -> Result<Recoding, ShareError> {
        let Some(best) = self.search.best().cloned() else {
            return Err(ShareError::NoTransformation { limit: ground.suppression_limit() });
        };
        let on = On { ground, lattice: &self.lattice, loss: &self.loss };
        let suppressed = self.search.suppressed(&on, &best.heights);
        Ok(Recoding {
            audit: Some(publish::audit(ground, &self.lattice, &self.search, &best)),
            ..publish::publish(ground, &best.heights, suppressed)
        })
    }
}
