//! The methods that are compared, each with settings fixed beforehand.

use serde::Serialize;

use super::Study;
use crate::anonymize::MethodRule;
use crate::anonymize::fixed_intervals::Intervals;
use crate::anonymize::full_domain::FullDomainRule;
use crate::anonymize::slicing::SlicingRule;
use crate::privacy::ModelRule;
use crate::recipe::{Recipe, Share};
use crate::table::{Decimal, Role};

/// A method with its settings, but for k.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Contender {
    /// The training rows as they are.
    Original,
    /// Five intervals for each number, and nothing else.
    FixedIntervals,
    /// Strict Mondrian with k.
    Mondrian,
    /// Strict Mondrian with k, no sensitive value having more than 1/l of a group.
    DiverseMondrian,
    /// One height of its hierarchy for each column, the best of all; at most one row in 25 is left out.
    FullDomain,
    /// One height of its hierarchy for each column, found greedily; at most one row in 50 is left out.
    Datafly,
    /// Slicing into the sensitive column and all others, which is bucketization.
    Anatomy,
    /// Slicing without generalization into as many columns as the improved form has.
    PlainSlicing,
    /// Ten intervals for each number, k in every column and bucket, and l.
    ImprovedSlicing,
    /// The same, but values change places only among rows of the same target; and
    /// with every heading alone, where that does better on training rows set aside.
    TargetSlicing,
}

/// What a release protects from, so that only likes are called alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Protection {
    /// Nothing.
    Nothing,
    /// Everyone is one of k by all quasi-identifiers together.
    Group,
    /// The same, and no sensitive value is linked to anyone with more than 1/l.
    DiverseGroup,
    /// No sensitive value is linked to anyone with more than 1/l.
    Link,
    /// The same, and everyone is one of k in every column and in every bucket.
    DiverseColumns,
}

/// Intervals of the method of fixed intervals alone, as the second paper has them.
pub const INTERVALS: u32 = 5;

/// Intervals of numbers before they are sliced.
const SLICED_INTERVALS: u32 = 10;

impl Contender {
    /// In the order in which they are reported.
    pub const ALL: [Self; 10] = [
        Self::Original,
        Self::FixedIntervals,
        Self::Mondrian,
        Self::DiverseMondrian,
        Self::FullDomain,
        Self::Datafly,
        Self::Anatomy,
        Self::PlainSlicing,
        Self::ImprovedSlicing,
        Self::TargetSlicing,
    ];

    /// Its name for people.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Original => "original",
            Self::FixedIntervals => "fixed intervals alone, m = 5",
            Self::Mondrian => "Mondrian, k",
            Self::DiverseMondrian => "Mondrian, k and l",
            Self::FullDomain => "full-domain optimum, k",
            Self::Datafly => "Datafly-like, k",
            Self::Anatomy => "bucketization, l",
            Self::PlainSlicing => "plain slicing, l",
            Self::ImprovedSlicing => "improved slicing, k and l",
            Self::TargetSlicing => "improved slicing that keeps the target, k and l",
        }
    }

    /// What it protects from.
    #[must_use]
    pub fn protection(self) -> Protection {
        match self {
            Self::Original | Self::FixedIntervals => Protection::Nothing,
            Self::Mondrian | Self::FullDomain | Self::Datafly => Protection::Group,
            Self::DiverseMondrian => Protection::DiverseGroup,
            Self::Anatomy | Self::PlainSlicing => Protection::Link,
            Self::ImprovedSlicing | Self::TargetSlicing => Protection::DiverseColumns,
        }
    }

    /// Whether it is one of the second paper's, whose gains are claimed.
    #[must_use]
    pub fn is_claimed(self) -> bool {
        matches!(self, Self::FixedIntervals | Self::ImprovedSlicing | Self::TargetSlicing)
    }

    /// Whether it is one that the second paper's are measured by.
    #[must_use]
    pub fn is_baseline(self) -> bool {
        !self.is_claimed() && self != Self::Original
    }

    /// Whether it takes a group size.
    #[must_use]
    pub fn has_k(self) -> bool {
        !matches!(self.protection(), Protection::Nothing | Protection::Link)
    }

    /// The recipe by which it releases rows of a study; none for what no recipe
    /// does. Where the target is kept, every heading can be a column `alone_each`.
    #[must_use]
    pub fn recipe(self, study: &Study, k: u32, alone_each: bool) -> Option<Recipe> {
        let mut recipe = study.recipe.clone();
        recipe.share = Share { k, ..Share::starting() };
        let diverse = || vec![ModelRule::ProbabilisticLDiversity { column: None, l: study.l }];
        let rule = || SlicingRule {
            c: study.columns,
            l: study.l,
            target: Some(study.target.to_owned()),
            ..SlicingRule::default()
        };
        let slicing = |rule: &SlicingRule| MethodRule::Slicing(rule.clone());
        match self {
            Self::Original | Self::Datafly => return None,
            Self::FixedIntervals => {
                cut(&mut recipe, INTERVALS);
                recipe.columns.iter_mut().for_each(|rule| rule.role = Role::Other);
            }
            Self::Anatomy => recipe.share.method = slicing(&SlicingRule { improved: false, c: 2, ..rule() }),
            Self::PlainSlicing => recipe.share.method = slicing(&SlicingRule { improved: false, ..rule() }),
            Self::ImprovedSlicing => {
                cut(&mut recipe, SLICED_INTERVALS);
                recipe.share.method = slicing(&rule());
            }
            Self::TargetSlicing => {
                cut(&mut recipe, SLICED_INTERVALS);
                let alone = || recipe.columns.iter().map(|rule| vec![rule.name.clone()]).collect();
                let (columns, keep_target) = (alone_each.then(alone), true);
                recipe.share.method = slicing(&SlicingRule { columns, keep_target, ..rule() });
            }
            Self::Mondrian => recipe.share.method = MethodRule::default(),
            Self::DiverseMondrian => recipe.share.models = diverse(),
            Self::FullDomain => {
                recipe.share.method = MethodRule::FullDomain(FullDomainRule::default());
                recipe.share.suppression = Decimal::new(4, 2);
            }
        }
        Some(recipe)
    }
}

/// Puts every number that others may know into `count` intervals of equal
/// width from its least to its greatest value.
fn cut(recipe: &mut Recipe, count: u32) {
    for rule in &mut recipe.columns {
        if rule.role.is_quasi_identifier() && rule.format.kind.is_numeric() {
            rule.interval = Some(Intervals::into_equal(count));
            // Its ranges would lie across these intervals.
            rule.hierarchy = None;
        }
    }
}
