//! Membership: telling by the release who is in the table at all.

use serde::{Deserialize, Serialize};

use super::super::Matching;
use super::classes;
use crate::privacy::Groups;
use crate::recipe::ColumnRule;
use crate::table::Table;

/// How a sliced release is cut: which column tells the bucket, and which columns stayed together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Slices {
    /// The released column that numbers the buckets.
    pub bucket: String,
    /// Columns that were permuted together; the attacker knows those that the rules name.
    pub columns: Vec<Vec<String>>,
}

/// How well members are told from others.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Membership {
    /// People who are in the table.
    pub members: u64,
    /// People who are not.
    pub others: u64,
    /// Buckets that a member matches, on average.
    pub mean_buckets_members: f64,
    /// Buckets that another person matches, on average.
    pub mean_buckets_others: f64,
    /// Chance that a member has the greater matching degree of the two, ties
    /// halved: 0.5 tells nothing, 1 all.
    pub auc: f64,
    /// The same in whole percent.
    pub auc_percent: u32,
}

/// Takes a person for a member the likelier, the greater the matching degree with the release:
///
/// `f(t, B) = Πᵢ (rows of B whose i-th slice covers t's) / |B|`, `f(t) = Σ_B f(t, B)`.
///
/// In a grouped release every group is a bucket of one slice, so f(t) counts
/// the groups whose region holds t.
///
/// # Guarantee
/// None: it is one attacker's rule. The area under its curve (AUC) is exact for the people given.
///
/// # Assumptions
/// `members` are rows of the file that was released, `others` rows of the same
/// kind that are not in it. The attacker knows their quasi-identifiers.
///
/// # Utility
/// Slicing hides members among fake tuples that match as well as they do;
/// anatomy, which publishes quasi-identifiers as they are, hides nobody.
///
/// # Errors
/// None: without members or others the AUC is 0.5.
///
/// # Citation
/// Li, T.; Li, N.; Zhang, J.; Molloy, I.: Slicing: a new approach for privacy
/// preserving data publishing, TKDE 24(3), 2012, section 5; Fawcett, T.: An
/// introduction to ROC analysis, 2006, section 7 (AUC as the rank statistic).
#[must_use]
pub fn membership(
    released: &Table,
    members: &Table,
    others: &Table,
    rules: &[&ColumnRule],
    slices: Option<&Slices>,
) -> Membership {
    let degrees = |people: &Table| match slices {
        Some(slices) => {
            let buckets = classes(released, [slices.bucket.as_str()]);
            let known = |slice: &Vec<String>| {
                let of_slice: Vec<&ColumnRule> =
                    rules.iter().filter(|rule| slice.contains(&rule.name)).copied().collect();
                Matching::new(released, people, &of_slice)
            };
            matching_degrees(&buckets, &slices.columns.iter().map(known).collect::<Vec<_>>(), people.rows)
        }
        None => {
            let matching = Matching::new(released, people, rules);
            matching_degrees(&matching.classes.clone(), &[matching], people.rows)
        }
    };
    let (of_members, of_others) = (degrees(members), degrees(others));
    let mean_buckets = |degrees: &[Degree]| {
        degrees.iter().map(|degree| f64::from(degree.buckets)).sum::<f64>() / degrees.len().max(1) as f64
    };
    let auc = auc(&of_members, &of_others);
    Membership {
        members: members.rows as u64,
        others: others.rows as u64,
        mean_buckets_members: mean_buckets(&of_members),
        mean_buckets_others: mean_buckets(&of_others),
        auc,
        auc_percent: super::percent(auc),
    }
}

/// How well a person matches a release.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Degree {
    /// f(t)
    degree: f64,
    /// Buckets with f(t, B) > 0.
    buckets: u32,
}

fn matching_degrees(buckets: &Groups, slices: &[Matching], people: usize) -> Vec<Degree> {
    // In each bucket, how many rows belong to each class of a slice: (bucket, rows) by class.
    let spread = |slice: &Matching| {
        let mut pairs: Vec<(u32, u32)> =
            slice.classes.class_of.iter().copied().zip(buckets.class_of.iter().copied()).collect();
        pairs.sort_unstable();
        let mut of_class = vec![Vec::new(); slice.classes.sizes.len()];
        for same in pairs.chunk_by(|a, b| a == b) {
            of_class[same[0].0 as usize].push((same[0].1 as usize, same.len() as f64));
        }
        of_class
    };
    let spreads: Vec<_> = slices.iter().map(spread).collect();
    let whole: Vec<&[u32]> = slices.iter().map(|slice| &*slice.others.class_of).collect();
    let kinds = Groups::of(&whole, people);
    let mut of_kind: Vec<Option<Degree>> = vec![None; kinds.sizes.len()];
    let mut degrees = Vec::with_capacity(people);
    for person in 0..people {
        let degree = of_kind[kinds.class_of[person] as usize].get_or_insert_with(|| {
            let mut product = vec![1.0; buckets.sizes.len()];
            for (slice, spread) in slices.iter().zip(&spreads) {
                let mut covering = vec![0.0; buckets.sizes.len()];
                for class in slice.candidates(slice.others.class_of[person] as usize) {
                    for &(bucket, rows) in &spread[class] {
                        covering[bucket] += rows;
                    }
                }
                for ((product, covering), &size) in product.iter_mut().zip(covering).zip(&buckets.sizes) {
                    // f_i(t, B) = rows that cover t / |B|
                    *product *= covering / f64::from(size);
                }
            }
            let buckets = product.iter().filter(|&&degree| degree > 0.0).count();
            Degree { degree: product.iter().sum(), buckets: u32::try_from(buckets).unwrap_or(u32::MAX) }
        });
        degrees.push(*degree);
    }
    degrees
}

/// The share of pairs (member, other) in which the member has the greater degree, ties halved.
fn auc(members: &[Degree], others: &[Degree]) -> f64 {
    if members.is_empty() || others.is_empty() {
        return 0.5;
    }
    let mut below: Vec<f64> = others.iter().map(|degree| degree.degree).collect();
    below.sort_unstable_by(f64::total_cmp);
    let wins: f64 = members
        .iter()
        .map(|member| {
            let less = below.partition_point(|&other| other < member.degree);
            let not_more = below.partition_point(|&other| other <= member.degree);
            (less + not_more) as f64 / 2.0
        })
        .sum();
    wins / (members.len() as f64 * others.len() as f64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::Column;

    fn table(columns: &[(&str, &[&str])]) -> Table {
        let made = columns.iter().map(|(name, texts)| Column::from_texts(name, texts.iter().copied()));
        Table { columns: made.collect(), rows: columns[0].1.len() }
    }

    fn rules(table: &Table) -> Vec<ColumnRule> {
        table.columns.iter().map(|column| ColumnRule::guess(column).0).collect()
    }

    #[test]
    fn regions_tell_members_by_the_holes_between_them() {
        let released = table(&[("age", &["[40,44]", "[40,44]", "[60,64]", "[60,64]"])]);
        let members = table(&[("age", &["40", "44", "60", "64"])]);
        let others = table(&[("age", &["41", "50", "51", "52"])]);
        let rules = rules(&members);
        let found = membership(&released, &members, &others, &[&rules[0]], None);
        // Every member matches one group; of the others only the first does.
        assert_eq!((found.mean_buckets_members, found.mean_buckets_others), (1.0, 0.25));
        assert_eq!(found.auc, (4.0 * 3.0 + 4.0 * 0.5) / 16.0);
        assert_eq!(membership(&released, &members, &members, &[&rules[0]], None).auc, 0.5);
    }

    #[test]
    fn slices_multiply_their_shares() {
        let released = table(&[
            ("bucket", &["1", "1", "2", "2"]),
            ("age", &["40", "50", "50", "60"]),
            ("sex", &["F", "M", "F", "F"]),
        ]);
        let slices =
            Slices { bucket: "bucket".into(), columns: vec![vec!["age".into()], vec!["sex".into()]] };
        let one = |age, sex| table(&[("age", &[age]), ("sex", &[sex])]);
        let (member, other) = (one("50", "F"), one("40", "M"));
        let rules = rules(&member);
        let known: Vec<&ColumnRule> = rules.iter().collect();
        let degree = |person: &Table| {
            let buckets = classes(&released, ["bucket"]);
            let matchings: Vec<Matching> =
                known.iter().map(|rule| Matching::new(&released, person, &[rule])).collect();
            matching_degrees(&buckets, &matchings, 1)[0]
        };
        // Bucket 1: 1/2 · 1/2; bucket 2: 1/2 · 1.
        assert_eq!(degree(&member), Degree { degree: 0.75, buckets: 2 });
        assert_eq!(degree(&other), Degree { degree: 0.25, buckets: 1 });
        let found = membership(&released, &member, &other, &known, Some(&slices));
        assert_eq!((found.auc, found.auc_percent), (1.0, 100));
    }
}
