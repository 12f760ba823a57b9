//! From the models that a recipe asks for to a policy that judges groups.

use super::release::unchanged;
use super::{Axis, ShareError, prepare};
use crate::privacy::{
    Distance, DistinctLDiversity, EarthMover, KAnonymity, ModelRule, Policy, Reference, TCloseness, Watched,
};
use crate::recipe::Fitted;
use crate::table::{Column, Role};

/// Makes the recipe's models ready to judge groups of the file's rows.
///
/// A model without a column is asked of every sensitive and semi-sensitive
/// column; a model may also name a quasi-identifier, which is then held as
/// semi-sensitive ones are: it still forms groups, and its own values must be
/// diverse in them. Values are told apart as finely as they could be released:
/// numbers with intervals by their interval.
pub(super) fn compile(fitted: Fitted<'_>, patients: Option<Vec<u32>>) -> Result<Policy, ShareError> {
    let Fitted { table, recipe } = fitted;
    let mut policy = Policy::new(patients).and(KAnonymity { k: recipe.share.k });
    let mut asked: Vec<(ModelRule, usize)> = Vec::new();
    let mut watched: Vec<Column> = Vec::new();
    for model in &recipe.share.models {
        // These two are asked of the whole release.
        if matches!(model, ModelRule::KMap { .. } | ModelRule::PopulationUniqueness { .. }) {
            continue;
        }
        for name in columns(model, fitted)? {
            let known = watched.iter().position(|column| column.name == name);
            let histogram = match (known, table.column(name), recipe.rule(name)) {
                (Some(known), ..) => known,
                (None, Some(column), Some(rule)) => {
                    let column = unchanged(column, rule);
                    policy.watch(Watched { codes: column.codes.clone(), values: column.dictionary.len() });
                    watched.push(column);
                    watched.len() - 1
                }
                _ => continue,
            };
            asked.push((model.of(name), histogram));
        }
    }
    let references = policy.references(u32::try_from(table.rows).unwrap_or(u32::MAX));
    for (model, histogram) in asked {
        let reference = &references[histogram];
        policy = match model {
            ModelRule::DistinctLDiversity { column, l } => {
                let distinct = reference.counts.iter().filter(|&&count| count > 0).count();
                let distinct = u32::try_from(distinct).unwrap_or(u32::MAX);
                if l < 2 {
                    return Err(ShareError::LTooSmall { l });
                }
                if distinct < l {
                    return Err(ShareError::LAboveDistinct {
                        column: column.unwrap_or_default(),
                        l,
                        distinct,
                    });
                }
                policy.and(DistinctLDiversity { l, histogram })
            }
            ModelRule::TCloseness { t, distance, .. } => {
                let ground = ground_distance(distance, &watched[histogram], reference, fitted)?;
                policy.and(TCloseness { t, ground, reference: reference.clone(), histogram })
            }
            _ => policy,
        };
    }
    Ok(policy)
}

/// The columns of which a model is asked.
fn columns<'a>(model: &'a ModelRule, Fitted { recipe, .. }: Fitted<'a>) -> Result<Vec<&'a str>, ShareError> {
    match model.column() {
        Some(name) => match recipe.rule(name) {
            Some(rule) if rule.role != Role::Identifier => Ok(vec![name]),
            _ => Err(ShareError::ModelColumn { column: name.to_owned() }),
        },
        None => {
            let sensitive: Vec<&str> = recipe.sensitive().collect();
            if sensitive.is_empty() { Err(ShareError::NothingSensitive) } else { Ok(sensitive) }
        }
    }
}

/// Lays out how far the values of a watched column are from each other.
fn ground_distance(
    distance: Distance,
    watched: &Column,
    reference: &Reference,
    Fitted { table, recipe }: Fitted<'_>,
) -> Result<EarthMover, ShareError> {
    let (Some(column), Some(rule)) = (table.column(&watched.name), recipe.rule(&watched.name)) else {
        return Ok(EarthMover::Equal);
    };
    Ok(match distance {
        Distance::Equal => EarthMover::Equal,
        Distance::Ordered => {
            let axis = Axis::new(0, column, rule);
            let level_of = level_of_code(&axis, watched);
            let occurs = |&code: &u32| reference.counts[code as usize] > 0;
            let mut row: Vec<u32> = (0..).take(reference.counts.len()).filter(occurs).collect();
            row.sort_by_key(|&code| level_of[code as usize]);
            EarthMover::Ordered { row }
        }
        Distance::Hierarchical => {
            let axis = prepare::axis(0, column, rule)?;
            let level_of = level_of_code(&axis, watched);
            let Some(hierarchy) = axis.hierarchy() else { return Ok(EarthMover::Equal) };
            let node =
                |height: usize, level: u32| hierarchy.height(height).of_leaf.get(level as usize).copied();
            let nodes = |height| level_of.iter().map(|&level| node(height, level).unwrap_or(0)).collect();
            EarthMover::Hierarchical { nodes: (1..=hierarchy.top()).map(nodes).collect() }
        }
    })
}

/// The level on the axis of each code of the watched column; 0 for a code of no row.
fn level_of_code(axis: &Axis, watched: &Column) -> Vec<u32> {
    let mut level_of = vec![0; watched.dictionary.len()];
    for (&code, &level) in watched.codes.iter().zip(&axis.levels) {
        level_of[code as usize] = level;
    }
    level_of
}
