//! How rows are shared: the policy that every group must satisfy, and the method.

use serde::{Deserialize, Serialize};

use crate::anonymize::MethodRule;
use crate::privacy::ModelRule;
use crate::table::Decimal;

/// How rows are shared.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Share {
    /// The least number of patients in a group.
    pub k: u32,
    /// What else every group must satisfy.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub models: Vec<ModelRule>,
    /// How groups are formed and published.
    #[serde(default)]
    pub method: MethodRule,
    /// The share of rows, 0 to 1, that may be left out so that the others lose less.
    #[serde(default)]
    #[cfg_attr(target_arch = "wasm32", tsify(type = "number"))]
    pub suppression: Decimal,
    /// The share of patients, between 0 and 1, that is drawn at random before all else; all where it is not given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(target_arch = "wasm32", tsify(optional, type = "number"))]
    pub sample: Option<Decimal>,
}

impl Share {
    /// Groups of five by strict Mondrian, every patient and row kept.
    #[must_use]
    pub fn starting() -> Self {
        Self {
            k: 5,
            models: Vec::new(),
            method: MethodRule::default(),
            suppression: Decimal::whole(0),
            sample: None,
        }
    }
}
