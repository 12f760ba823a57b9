//! Attribute partition: which headings form a column of the sliced table.

use super::attribute::Attribute;
use super::rule::SlicingRule;
use super::{ShareError, medoids};
use crate::table::Role;

/// A column of the sliced table: headings whose values stay together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Slice {
    /// Numbers of attributes, each in the one slice to which it belongs.
    pub(super) attributes: Vec<usize>,
    /// Attributes of other slices that are published here again.
    pub(super) copies: Vec<usize>,
}

impl Slice {
    fn of(attributes: Vec<usize>) -> Self {
        Self { attributes, copies: Vec::new() }
    }

    /// Its attributes, the copies last.
    pub(super) fn members(&self) -> impl Iterator<Item = usize> {
        self.attributes.iter().chain(&self.copies).copied()
    }
}

/// Divides attributes by how strongly they correlate (`phi`, φ² of all pairs).
///
/// A sensitive attribute has a column of its own with the `alpha - 1`
/// quasi-identifiers that correlate most with it, passing over the target and
/// those with which it would not be `diverse`; a semi-sensitive one stays
/// alone. All others form the rest of the `c` columns, clustered around medoids
/// by the distance `1 - φ²`. The sensitive columns come last.
pub(super) fn by_correlation(
    attributes: &[Attribute],
    phi: &[Vec<f64>],
    rule: &SlicingRule,
    diverse: impl Fn(&[usize]) -> bool,
) -> Vec<Slice> {
    let mut sensitive: Vec<Slice> = Vec::new();
    let mut rest: Vec<usize> =
        (0..attributes.len()).filter(|&at| !attributes[at].role.is_sensitive()).collect();
    for (at, attribute) in
        attributes.iter().enumerate().filter(|(_, attribute)| attribute.role.is_sensitive())
    {
        let mut column = vec![at];
        if attribute.role == Role::Sensitive {
            let may_join = |&other: &usize| {
                attributes[other].role == Role::QuasiIdentifier
                    && rule.target.as_ref() != Some(&attributes[other].name)
            };
            let mut ranked: Vec<usize> = rest.iter().copied().filter(may_join).collect();
            // A stable sort keeps the first of equals first.
            ranked.sort_by(|&a, &b| phi[at][b].total_cmp(&phi[at][a]));
            for other in ranked {
                if column.len() < rule.alpha as usize && diverse(&[&column[..], &[other]].concat()) {
                    column.push(other);
                }
            }
        }
        rest.retain(|other| !column.contains(other));
        sensitive.push(Slice::of(column));
    }
    let distances: Vec<Vec<f64>> =
        rest.iter().map(|&a| rest.iter().map(|&b| 1.0 - phi[a][b]).collect()).collect();
    let clusters = (rule.c as usize).saturating_sub(sensitive.len()).max(1);
    let clusters = medoids::cluster(&distances, clusters);
    let named = |cluster: Vec<usize>| Slice::of(cluster.into_iter().map(|x| rest[x]).collect());
    clusters.into_iter().map(named).chain(sensitive).collect()
}

/// The columns that the steward named; what is not named forms one more, first.
///
/// # Errors
/// [`ShareError::SliceUnknown`] for a heading that is not released.
pub(super) fn by_hand(attributes: &[Attribute], named: &[Vec<String>]) -> Result<Vec<Slice>, ShareError> {
    let mut taken = vec![false; attributes.len()];
    let mut slices = vec![Slice::default()];
    for names in named {
        let mut slice = Slice::default();
        for name in names {
            let Some(at) = attributes.iter().position(|attribute| attribute.name == *name) else {
                return Err(ShareError::SliceUnknown { column: name.clone() });
            };
            if !std::mem::replace(&mut taken[at], true) {
                slice.attributes.push(at);
            } else if !slice.members().any(|member| member == at) && !attributes[at].role.is_sensitive() {
                slice.copies.push(at);
            }
        }
        slices.push(slice);
    }
    slices[0].attributes = (0..attributes.len()).filter(|&at| !taken[at]).collect();
    slices.retain(|slice| slice.members().next().is_some());
    Ok(slices)
}

/// Publishes a quasi-identifier again in every other column with whose
/// attributes its mean correlation is at least `least`, where that stays
/// `diverse`; a semi-sensitive column stays alone.
///
/// # Citation
/// Widodo; Budiardjo, E.; Wibowo, W.: Privacy preserving data publishing with
/// multiple sensitive attributes based on overlapped slicing, Information 10(12), 2019.
pub(super) fn overlap(
    slices: &mut [Slice],
    attributes: &[Attribute],
    phi: &[Vec<f64>],
    least: f64,
    diverse: impl Fn(&[usize]) -> bool,
) {
    let known = |&at: &usize| attributes[at].role == Role::QuasiIdentifier;
    for at in (0..attributes.len()).filter(known) {
        let alone =
            |slice: &Slice| slice.attributes.iter().any(|&at| attributes[at].role == Role::SemiSensitive);
        for slice in slices.iter_mut().filter(|slice| !alone(slice)) {
            let there = &slice.attributes;
            let mean = there.iter().map(|&other| phi[at][other]).sum::<f64>() / there.len().max(1) as f64;
            let members: Vec<usize> = slice.members().chain([at]).collect();
            if !there.is_empty() && !there.contains(&at) && mean >= least && diverse(&members) {
                slice.copies.push(at);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn attributes() -> Vec<Attribute> {
        let roles = [
            ("age", Role::QuasiIdentifier),
            ("sex", Role::QuasiIdentifier),
            ("income", Role::Other),
            ("illness", Role::Sensitive),
            ("religion", Role::SemiSensitive),
        ];
        let attribute = |(place, (name, role)): (usize, (&str, Role))| Attribute {
            name: name.to_owned(),
            place,
            role,
            axis: role.is_quasi_identifier().then_some(place.min(2)),
        };
        roles.into_iter().enumerate().map(attribute).collect()
    }

    /// Illness correlates with income, then sex, then age; sex with age.
    fn phi() -> Vec<Vec<f64>> {
        vec![
            vec![1.0, 0.4, 0.0, 0.1, 0.0],
            vec![0.4, 1.0, 0.1, 0.2, 0.0],
            vec![0.0, 0.1, 1.0, 0.9, 0.0],
            vec![0.1, 0.2, 0.9, 1.0, 0.0],
            vec![0.0, 0.0, 0.0, 0.0, 1.0],
        ]
    }

    fn lists(slices: &[Slice]) -> Vec<Vec<usize>> {
        slices.iter().map(|slice| slice.members().collect()).collect()
    }

    #[test]
    fn a_sensitive_column_takes_those_who_correlate_and_may_join() {
        let divide = |alpha, target: Option<&str>, diverse: fn(&[usize]) -> bool| {
            let rule =
                SlicingRule { c: 4, alpha, target: target.map(str::to_owned), ..SlicingRule::default() };
            lists(&by_correlation(&attributes(), &phi(), &rule, diverse))
        };
        assert_eq!(divide(1, None, |_| true), [vec![0, 1], vec![2], vec![3], vec![4]]);
        assert_eq!(divide(2, None, |_| true), [vec![0], vec![2], vec![3, 1], vec![4]]);
        assert_eq!(divide(2, Some("sex"), |_| true), [vec![1], vec![2], vec![3, 0], vec![4]]);
        assert_eq!(divide(2, None, |column| !column.contains(&1)), [vec![1], vec![2], vec![3, 0], vec![4]]);
    }

    #[test]
    fn columns_by_hand_are_taken_as_they_are() {
        let named = |lists: &[&[&str]]| -> Vec<Vec<String>> {
            lists.iter().map(|list| list.iter().map(|&name| name.to_owned()).collect()).collect()
        };
        let slices = by_hand(&attributes(), &named(&[&["age", "sex"], &["sex", "illness"]])).unwrap();
        assert_eq!(lists(&slices), [vec![2, 4], vec![0, 1], vec![3, 1]]);
        assert_eq!(slices[2].copies, [1]);
        let unknown = by_hand(&attributes(), &named(&[&["name"]]));
        assert_eq!(unknown, Err(ShareError::SliceUnknown { column: "name".into() }));
    }

    #[test]
    fn overlapping_columns_share_what_correlates() {
        let mut slices = [Slice::of(vec![0]), Slice::of(vec![1, 2]), Slice::of(vec![3])];
        overlap(&mut slices, &attributes(), &phi(), 0.2, |_| true);
        assert_eq!(lists(&slices), [vec![0, 1], vec![1, 2, 0], vec![3, 1]]);
    }
}
