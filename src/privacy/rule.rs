//! The privacy models as the steward asks for them: the words of the policy.

use serde::{Deserialize, Serialize};

use crate::table::Decimal;

/// What every group must satisfy besides its size. Without `column` it is asked
/// of every sensitive and semi-sensitive column.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "model", rename_all = "kebab-case", rename_all_fields = "snake_case", deny_unknown_fields)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub enum ModelRule {
    /// At least `l` different values in a group.
    DistinctLDiversity {
        /// The column; every sensitive one where it is left out.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(target_arch = "wasm32", tsify(optional))]
        column: Option<String>,
        /// The least number of different values.
        l: u32,
    },
    /// Entropy of a group's values at least ln(l).
    EntropyLDiversity {
        /// As above.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(target_arch = "wasm32", tsify(optional))]
        column: Option<String>,
        /// e to the least entropy; need not be whole.
        #[cfg_attr(target_arch = "wasm32", tsify(type = "number"))]
        l: Decimal,
    },
    /// The most frequent value is rarer than `c` times the `l`-th and all after it together.
    RecursiveLDiversity {
        /// As above.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(target_arch = "wasm32", tsify(optional))]
        column: Option<String>,
        /// The factor.
        #[cfg_attr(target_arch = "wasm32", tsify(type = "number"))]
        c: Decimal,
        /// The place from which values are summed.
        l: u32,
    },
    /// No value has more than 1/l of a group.
    ProbabilisticLDiversity {
        /// As above.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(target_arch = "wasm32", tsify(optional))]
        column: Option<String>,
        /// One over the greatest share; need not be whole.
        #[cfg_attr(target_arch = "wasm32", tsify(type = "number"))]
        l: Decimal,
    },
    /// No value has more than `alpha` of a group: the second half of (α,k)-anonymity.
    AlphaK {
        /// As above.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(target_arch = "wasm32", tsify(optional))]
        column: Option<String>,
        /// The greatest share, 0 to 1.
        #[cfg_attr(target_arch = "wasm32", tsify(type = "number"))]
        alpha: Decimal,
    },
    /// A group's distribution is no farther than `t` from the whole table's.
    TCloseness {
        /// As above.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(target_arch = "wasm32", tsify(optional))]
        column: Option<String>,
        /// The greatest distance, 0 to 1.
        #[cfg_attr(target_arch = "wasm32", tsify(type = "number"))]
        t: Decimal,
        /// How far values are from each other.
        #[serde(default)]
        distance: Distance,
    },
    /// No value's share in a group exceeds its share in the table by more than a factor.
    BetaLikeness {
        /// As above.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(target_arch = "wasm32", tsify(optional))]
        column: Option<String>,
        /// The greatest relative gain.
        #[cfg_attr(target_arch = "wasm32", tsify(type = "number"))]
        beta: Decimal,
        /// Whether the gain is also held below -ln of the table's share.
        #[serde(default)]
        enhanced: bool,
    },
    /// Every occurring value's share is within a factor of its share in the table: |log2(q/p)| < delta.
    DeltaDisclosure {
        /// As above.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(target_arch = "wasm32", tsify(optional))]
        column: Option<String>,
        /// The bound on the logarithm to base 2.
        #[cfg_attr(target_arch = "wasm32", tsify(type = "number"))]
        delta: Decimal,
    },
    /// Every group fits at least `k` people of a population table.
    KMap {
        /// The least number of people.
        k: u32,
    },
    /// The expected share of rows that are unique in the population is at most so much.
    PopulationUniqueness {
        /// The greatest share, 0 to 1.
        #[cfg_attr(target_arch = "wasm32", tsify(type = "number"))]
        at_most: Decimal,
        /// The share of the population that is in the file, above 0 and below 1.
        #[cfg_attr(target_arch = "wasm32", tsify(type = "number"))]
        sampled: Decimal,
    },
}

/// The name of a model, without what it asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[allow(missing_docs)]
pub enum ModelName {
    KAnonymity,
    DistinctLDiversity,
    EntropyLDiversity,
    RecursiveLDiversity,
    ProbabilisticLDiversity,
    AlphaK,
    TCloseness,
    BetaLikeness,
    DeltaDisclosure,
    KMap,
    PopulationUniqueness,
}

impl ModelRule {
    /// Its name.
    #[must_use]
    pub fn name(&self) -> ModelName {
        match self {
            Self::DistinctLDiversity { .. } => ModelName::DistinctLDiversity,
            Self::EntropyLDiversity { .. } => ModelName::EntropyLDiversity,
            Self::RecursiveLDiversity { .. } => ModelName::RecursiveLDiversity,
            Self::ProbabilisticLDiversity { .. } => ModelName::ProbabilisticLDiversity,
            Self::AlphaK { .. } => ModelName::AlphaK,
            Self::TCloseness { .. } => ModelName::TCloseness,
            Self::BetaLikeness { .. } => ModelName::BetaLikeness,
            Self::DeltaDisclosure { .. } => ModelName::DeltaDisclosure,
            Self::KMap { .. } => ModelName::KMap,
            Self::PopulationUniqueness { .. } => ModelName::PopulationUniqueness,
        }
    }

    /// Whether its numbers ask for something that protects, and that a table can have.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        let (zero, one) = (Decimal::whole(0), Decimal::whole(1));
        let share = |share: Decimal| zero < share && share < one;
        match *self {
            Self::DistinctLDiversity { l, .. } => l >= 2,
            Self::EntropyLDiversity { l, .. } | Self::ProbabilisticLDiversity { l, .. } => l > one,
            Self::RecursiveLDiversity { c, l, .. } => c > zero && l >= 2,
            Self::AlphaK { alpha: limit, .. } | Self::TCloseness { t: limit, .. } => share(limit),
            Self::BetaLikeness { beta: limit, .. } | Self::DeltaDisclosure { delta: limit, .. } => {
                limit > zero
            }
            Self::KMap { k } => k >= 2,
            Self::PopulationUniqueness { at_most, sampled } => {
                zero <= at_most && at_most < one && share(sampled)
            }
        }
    }

    /// Whether it is asked of the release as a whole, not of a column.
    #[must_use]
    pub fn is_of_the_whole(&self) -> bool {
        matches!(self, Self::KMap { .. } | Self::PopulationUniqueness { .. })
    }

    /// The column that the model names.
    #[must_use]
    pub fn column(&self) -> Option<&str> {
        match self {
            Self::DistinctLDiversity { column, .. }
            | Self::EntropyLDiversity { column, .. }
            | Self::RecursiveLDiversity { column, .. }
            | Self::ProbabilisticLDiversity { column, .. }
            | Self::AlphaK { column, .. }
            | Self::TCloseness { column, .. }
            | Self::BetaLikeness { column, .. }
            | Self::DeltaDisclosure { column, .. } => column.as_deref(),
            Self::KMap { .. } | Self::PopulationUniqueness { .. } => None,
        }
    }

    /// The same model, asked of one column.
    #[must_use]
    pub fn of(&self, name: &str) -> Self {
        let mut model = self.clone();
        match &mut model {
            Self::DistinctLDiversity { column, .. }
            | Self::EntropyLDiversity { column, .. }
            | Self::RecursiveLDiversity { column, .. }
            | Self::ProbabilisticLDiversity { column, .. }
            | Self::AlphaK { column, .. }
            | Self::TCloseness { column, .. }
            | Self::BetaLikeness { column, .. }
            | Self::DeltaDisclosure { column, .. } => *column = Some(name.to_owned()),
            Self::KMap { .. } | Self::PopulationUniqueness { .. } => {}
        }
        model
    }
}

/// The ground distance between two values of a sensitive column.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub enum Distance {
    /// Any two values are equally far.
    #[default]
    Equal,
    /// Values stand in a row; neighbours are near.
    Ordered,
    /// Values of one branch of the column's hierarchy are near.
    Hierarchical,
}
