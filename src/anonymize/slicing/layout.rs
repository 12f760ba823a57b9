//! A table cut into columns, ready to be split into buckets.

use super::super::{Ground, ShareError};
use super::attribute::{Attribute, Secret};
use super::buckets::Buckets;
use super::columns::{self, Slice};
use super::generalization::{self, Published};
use super::limit::Limit;
use super::posterior::Posterior;
use super::rule::SlicingRule;
use super::strata::Strata;
use super::suppression;
use crate::privacy::{Groups, Watched};
use crate::table::Decimal;

/// What a layout is made of.
pub(super) struct Plan<'a> {
    pub(super) ground: &'a Ground,
    pub(super) rule: &'a SlicingRule,
    pub(super) k: u32,
    pub(super) attributes: &'a [Attribute],
    pub(super) secrets: &'a [Secret],
}

/// The columns, what is published in them, and the buckets in the making.
#[derive(Debug)]
pub(super) struct Layout {
    pub(super) slices: Vec<Slice>,
    /// For each slice its quasi-identifiers, with the numbers of their attributes.
    pub(super) published: Vec<Vec<(usize, Published)>>,
    /// One for each secret.
    pub(super) checks: Vec<Posterior>,
    pub(super) buckets: Buckets,
    /// The target that is kept, if one is.
    pub(super) strata: Option<Strata>,
    /// Rows that are left out, ascending.
    pub(super) suppressed: Vec<u32>,
}

impl Plan<'_> {
    /// Divides the headings, generalizes each column where that is asked for,
    /// and checks that one bucket of all rows would do.
    pub(super) fn lay_out(&self, phi: &[Vec<f64>]) -> Result<Layout, ShareError> {
        let (ground, rule) = (self.ground, self.rule);
        let diverse = |column: &[usize]| rule.improved || self.is_diverse(column);
        let mut slices = match &rule.columns {
            Some(named) => columns::by_hand(self.attributes, named)?,
            None => columns::by_correlation(self.attributes, phi, rule, diverse),
        };
        if let Some(least) = rule.overlap {
            columns::overlap(&mut slices, self.attributes, phi, least.to_f64(), diverse);
        }
        let published: Vec<Vec<(usize, Published)>> =
            slices.iter().map(|slice| self.publish(slice)).collect::<Result<_, _>>()?;
        let (rows, suppressed) = suppression::leave_out(ground, &keys(&published, None, ground.rows));
        let mut checks = Vec::new();
        for secret in self.secrets {
            checks.push(self.check(secret, &slices, &published, &rows)?);
        }
        let strata = if rule.keep_target { Some(self.strata(&slices, &rows)?) } else { None };
        let buckets = Buckets::new(rows, self.levels(&slices, &published));
        Ok(Layout { slices, published, checks, buckets, strata, suppressed })
    }

    /// The target of each row, where it is to be kept.
    ///
    /// # Errors
    /// [`ShareError::SlicingSetting`] where there is no such heading, fewer than k
    /// rows have one of its values, or a secret is known or not alone in its column.
    fn strata(&self, slices: &[Slice], rows: &[u32]) -> Result<Strata, ShareError> {
        let setting = || ShareError::SlicingSetting { setting: "keep_target".to_owned() };
        let named = |attribute: &&Attribute| Some(&attribute.name) == self.rule.target.as_ref();
        let target = self.attributes.iter().find(named).ok_or_else(setting)?;
        let axis = target.axis.map(|axis| &self.ground.axes[axis].levels);
        let other = self.ground.others.iter().find(|(place, _)| *place == target.place);
        let of_row = axis.or(other.map(|(_, column)| &column.codes)).ok_or_else(setting)?.clone();
        let is_secret = |at: &usize| self.attributes[*at].role.is_sensitive();
        let whole: Vec<bool> = slices.iter().map(|slice| slice.members().any(|at| is_secret(&at))).collect();
        let apart = slices.iter().zip(&whole).all(|(slice, hides)| {
            !hides
                || (slice.members().count() == 1
                    && slice.members().all(|at| self.attributes[at].axis.is_none()))
        });
        let secrets = self.secrets.iter().map(|secret| (secret.levels.clone(), self.limit(secret))).collect();
        let strata = Strata { of_row, k: self.k, secrets, whole };
        if apart && strata.allow(rows) { Ok(strata) } else { Err(setting()) }
    }

    /// The bound on what may be linked to a secret.
    pub(super) fn limit(&self, secret: &Secret) -> Limit {
        let mut table = vec![0.0; secret.values];
        for &level in &secret.levels {
            table[level as usize] += 1.0 / secret.levels.len() as f64;
        }
        let t = self.rule.t.map(|t| (t.to_f64(), self.rule.distance));
        Limit { l: secret.l.to_f64(), t, table }
    }

    /// Whether the secrets of a column keep their limits among the rows that
    /// share its quasi-identifiers.
    fn is_diverse(&self, column: &[usize]) -> bool {
        let known = column.iter().filter_map(|&at| {
            let secret = self.attributes[at].role.is_sensitive();
            self.attributes[at].axis.filter(|_| !secret).map(|axis| &*self.ground.axes[axis].levels)
        });
        let groups = Groups::of(&known.collect::<Vec<&[u32]>>(), self.ground.rows as usize);
        self.secrets.iter().filter(|secret| column.contains(&secret.attribute)).all(|secret| {
            let limit = self.limit(secret);
            let mut weights = vec![vec![0.0; secret.values]; groups.sizes.len()];
            for (&group, &level) in groups.class_of.iter().zip(&secret.levels) {
                weights[group as usize][level as usize] += 1.0;
            }
            weights.iter().all(|weights| limit.holds(weights))
        })
    }

    /// What a column's quasi-identifiers are published as.
    fn publish(&self, slice: &Slice) -> Result<Vec<(usize, Published)>, ShareError> {
        let axis = |&at: &usize| self.attributes[at].axis.map(|axis| &self.ground.axes[axis]);
        let known: Vec<usize> = slice.members().filter(|at| axis(at).is_some()).collect();
        let axes = known.iter().filter_map(axis);
        let published = if !self.rule.improved {
            axes.map(generalization::as_they_are).collect()
        } else if known.is_empty() {
            Vec::new()
        } else {
            let beside = |secret: &&Secret| {
                slice.attributes.contains(&secret.attribute) && !known.contains(&secret.attribute)
            };
            let watched = |secret: &Secret| {
                let watched = Watched { codes: secret.levels.clone(), values: secret.values };
                (watched, self.limit(secret))
            };
            let secrets = self.secrets.iter().filter(beside).map(watched).collect();
            generalization::regions(axes.cloned().collect(), self.ground.rows, self.k, secrets)?
        };
        Ok(known.into_iter().zip(published).collect())
    }

    /// The check of one secret over one bucket of all rows.
    ///
    /// # Errors
    /// [`ShareError::SlicingInfeasible`] where not even one bucket will do.
    fn check(
        &self,
        secret: &Secret,
        slices: &[Slice],
        published: &[Vec<(usize, Published)>],
        rows: &[u32],
    ) -> Result<Posterior, ShareError> {
        let attribute = &self.attributes[secret.attribute];
        let own = slices.iter().position(|slice| slice.attributes.contains(&secret.attribute)).unwrap_or(0);
        let mut known = keys(published, Some(secret.attribute), self.ground.rows);
        let last = match known.iter().position(|(slice, _)| *slice == own) {
            Some(at) => known.remove(at),
            // Nothing is known of its own column: all rows agree there.
            None => (own, vec![0; self.ground.rows as usize]),
        };
        known.push(last);
        // Of a semi-sensitive heading what is published is to be hidden.
        let as_published = published[own].iter().find(|(at, _)| *at == secret.attribute);
        let levels = match (attribute.axis, as_published) {
            (Some(axis), Some((_, published))) => {
                generalization::lowest_levels(&self.ground.axes[axis], &published.column)
            }
            _ => secret.levels.clone(),
        };
        let secret = &Secret { levels, ..secret.clone() };
        let column = attribute.name.clone();
        let distinct = u32::try_from(secret.values).unwrap_or(u32::MAX);
        let check = Posterior::new(known, secret.levels.clone(), self.limit(secret), rows)
            .ok_or(ShareError::SlicingTooFine { column: column.clone(), distinct })?;
        if check.holds() {
            return Ok(check);
        }
        // Two digits, rounded down.
        #[allow(clippy::cast_possible_truncation)]
        let greatest_l = Decimal::new((100.0 / check.greatest()) as i64, 2);
        Err(if greatest_l < secret.l {
            ShareError::SlicingInfeasible { column, l: secret.l, greatest_l }
        } else {
            ShareError::SlicingFarFromTable { column }
        })
    }

    /// The level of each row on each axis, as far as it is published.
    fn levels(&self, slices: &[Slice], published: &[Vec<(usize, Published)>]) -> Vec<Vec<u32>> {
        let level = |(number, axis)| {
            let belongs = |&at: &usize| self.attributes[at].axis == Some(number);
            let published = slices.iter().zip(published).find_map(|(slice, published)| {
                let at = slice.attributes.iter().copied().find(belongs)?;
                published.iter().find(|(other, _)| *other == at)
            });
            published.map_or_else(Vec::new, |(_, published)| {
                generalization::lowest_levels(axis, &published.column)
            })
        };
        self.ground.axes.iter().enumerate().map(level).collect()
    }
}

/// For each slice of which something but the `hidden` heading is known, its
/// number and which rows are published alike.
fn keys(published: &[Vec<(usize, Published)>], hidden: Option<usize>, rows: u32) -> Vec<(usize, Vec<u32>)> {
    let key = |(slice, published): (usize, &Vec<(usize, Published)>)| {
        let known = published.iter().filter(|(at, _)| Some(*at) != hidden);
        let codes: Vec<&[u32]> = known.map(|(_, published)| &*published.column.codes).collect();
        (!codes.is_empty()).then(|| (slice, Groups::of(&codes, rows as usize).class_of))
    };
    published.iter().enumerate().filter_map(key).collect()
}
