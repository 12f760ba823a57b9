//! Privacy models: predicates over groups of rows.
//!
//! A method of anonymization forms groups and asks a [`Policy`] whether each
//! may stand; which models the policy holds is none of the method's business.

mod groups;
mod k_anonymity;
mod l_diversity;

pub use groups::Groups;
pub use k_anonymity::KAnonymity;
pub use l_diversity::DistinctLDiversity;

/// A property that every group of a released table must have.
pub trait Model {
    /// Whether the group of these rows has it.
    fn holds(&self, rows: &[u32]) -> bool;
}

/// Models that must all hold at once.
#[derive(Default)]
pub struct Policy<'a> {
    models: Vec<Box<dyn Model + 'a>>,
}

impl<'a> Policy<'a> {
    /// Adds a model.
    #[must_use]
    pub fn and(mut self, model: impl Model + 'a) -> Self {
        self.models.push(Box::new(model));
        self
    }
}

impl Model for Policy<'_> {
    fn holds(&self, rows: &[u32]) -> bool {
        self.models.iter().all(|model| model.holds(rows))
    }
}
