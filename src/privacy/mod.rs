//! Privacy models: predicates over groups of rows.
//!
//! A method of anonymization forms groups and asks a [`Policy`] whether each
//! may stand; which models the policy holds is none of the method's business.

mod earth_mover;
mod group;
mod groups;
mod k_anonymity;
mod l_diversity;
mod patients;
mod policy;
mod proportion;
mod reference;
mod rule;
mod t_closeness;

pub use earth_mover::EarthMover;
pub use group::{Group, Histogram};
pub use groups::Groups;
pub use k_anonymity::KAnonymity;
pub use l_diversity::DistinctLDiversity;
pub use patients::patients;
pub use policy::{Policy, Watched};
pub use reference::Reference;
pub use rule::{Distance, ModelRule};
pub use t_closeness::TCloseness;

/// A property that every group of a released table must have.
pub trait Model: std::fmt::Debug {
    /// Whether the group has it.
    fn holds(&self, group: &Group) -> bool;
}
