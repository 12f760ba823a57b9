//! What the steward decides about slicing.

use serde::{Deserialize, Serialize};

use super::super::ShareError;
use crate::privacy::Distance;
use crate::table::Decimal;

/// How a table is sliced.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct SlicingRule {
    /// Whether the values of a column are generalized until each stands for k
    /// rows, and in a sensitive column for diverse ones.
    pub improved: bool,
    /// The columns by hand, as headings; those not named form one more. A
    /// heading named again is published again. Found by correlation where left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub columns: Option<Vec<Vec<String>>>,
    /// How many columns there are, the sensitive ones among them; at least one is not.
    pub c: u32,
    /// How many headings a sensitive column has: the sensitive one, and those
    /// quasi-identifiers that correlate with it most.
    pub alpha: u32,
    /// A heading that is to be predicted, and so never joins a sensitive column.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub target: Option<String>,
    /// Whether values change places only among rows of a bucket that have the
    /// same target, of which there are k in a bucket or none: what foretells the
    /// target is kept then. Secrets still change places in the whole bucket.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub keep_target: bool,
    /// One over the greatest probability with which a sensitive value may be linked to a person; above 1.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "number"))]
    pub l: Decimal,
    /// The same for semi-sensitive headings.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "number"))]
    pub semi_sensitive_l: Decimal,
    /// The greatest distance between what can be linked to a person and the whole table, above 0, at most 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(target_arch = "wasm32", tsify(type = "number", optional))]
    pub t: Option<Decimal>,
    /// How far values are from each other, for `t`; equal or ordered.
    pub distance: Distance,
    /// The mean correlation, 0 to 1, from which on a quasi-identifier is
    /// published in another column too; in one column only where it is left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(target_arch = "wasm32", tsify(type = "number", optional))]
    pub overlap: Option<Decimal>,
    /// Made-up rows, as a share of the real ones, 0 to 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(target_arch = "wasm32", tsify(type = "number", optional))]
    pub fakes: Option<Decimal>,
}

impl Default for SlicingRule {
    /// Improved l-diverse slicing into three columns, l = 2.
    fn default() -> Self {
        Self {
            improved: true,
            columns: None,
            c: 3,
            alpha: 1,
            target: None,
            keep_target: false,
            l: Decimal::whole(2),
            semi_sensitive_l: Decimal::whole(2),
            t: None,
            distance: Distance::Equal,
            overlap: None,
            fakes: None,
        }
    }
}

impl SlicingRule {
    /// Refuses numbers that mean nothing.
    pub(super) fn check(&self) -> Result<(), ShareError> {
        let (zero, one) = (Decimal::whole(0), Decimal::whole(1));
        let share = |number: Option<Decimal>| number.is_none_or(|number| zero < number && number <= one);
        let settings = [
            ("c", self.c >= 2),
            ("alpha", self.alpha >= 1),
            ("keep_target", !self.keep_target || (self.target.is_some() && self.fakes.is_none())),
            ("l", self.l > one),
            ("semi_sensitive_l", self.semi_sensitive_l > one),
            ("t", share(self.t)),
            ("distance", self.t.is_none() || self.distance != Distance::Hierarchical),
            ("overlap", share(self.overlap)),
            ("fakes", share(self.fakes)),
        ];
        match settings.iter().find(|(_, sound)| !sound) {
            Some((setting, _)) => Err(ShareError::SlicingSetting { setting: (*setting).to_owned() }),
            None => Ok(()),
        }
    }
}
