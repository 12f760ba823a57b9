//! Privacy models: predicates over groups of rows.
//!
//! A method of anonymization forms groups and asks a [`Policy`] whether each
//! may stand; which models the policy holds is none of the method's business.

mod alpha_k;
mod beta_likeness;
mod delta_disclosure;
mod distinct_l_diversity;
mod earth_mover;
mod entropy_l_diversity;
mod group;
mod groups;
mod k_anonymity;
mod k_map;
pub mod measure;
mod merging;
mod patients;
mod policy;
mod probabilistic_l_diversity;
mod proportion;
mod recursive_l_diversity;
mod reference;
mod rule;
mod t_closeness;

pub use alpha_k::AlphaK;
pub use beta_likeness::BetaLikeness;
pub use delta_disclosure::DeltaDisclosure;
pub use distinct_l_diversity::DistinctLDiversity;
pub use earth_mover::EarthMover;
pub use entropy_l_diversity::EntropyLDiversity;
use group::greatest;
pub use group::{Group, Histogram};
pub use groups::Groups;
pub use k_anonymity::KAnonymity;
pub use k_map::KMap;
pub use merging::Merging;
pub use patients::patients;
pub use policy::{Decided, Policy, Watched};
pub use probabilistic_l_diversity::ProbabilisticLDiversity;
pub use recursive_l_diversity::RecursiveLDiversity;
pub use reference::Reference;
pub use rule::{Distance, ModelName, ModelRule};
pub use t_closeness::TCloseness;

/// A property that every group of a released table must have.
pub trait Model: std::fmt::Debug {
    /// Its name.
    fn name(&self) -> ModelName;

    /// Whether the group has it.
    fn holds(&self, group: &Group) -> bool;

    /// What remains of it when groups become one.
    fn merging(&self) -> Merging {
        Merging::Unknown
    }
}
