//! k-anonymity.

use super::{Group, Merging, Model, ModelName};

/// Every group has at least `k` patients.
///
/// # Guarantee
/// Who knows a person's quasi-identifiers, and that the person is in the
/// table, finds at least `k` patients that fit: the prosecutor risk is at most 1/k.
///
/// # Assumptions
/// The quasi-identifiers are all that an attacker knows. One row is one
/// person, or the recipe names the column that tells persons apart.
///
/// # Utility
/// The larger `k`, the coarser the quasi-identifiers.
///
/// # Errors
/// It says nothing of what a group's rows have in common: where all share one
/// sensitive value, that value is known ([`super::DistinctLDiversity`]).
///
/// # Citation
/// Samarati, P.; Sweeney, L.: Protecting privacy when disclosing information:
/// k-anonymity and its enforcement through generalization and suppression, 1998.
#[derive(Clone, Copy, Debug)]
pub struct KAnonymity {
    /// The least number of patients in a group.
    pub k: u32,
}

impl Model for KAnonymity {
    fn name(&self) -> ModelName {
        ModelName::KAnonymity
    }

    fn holds(&self, group: &Group) -> bool {
        group.size >= self.k
    }

    fn merging(&self) -> Merging {
        Merging::KeptByOne
    }
}
