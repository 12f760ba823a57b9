//! From the models that a recipe asks for to a policy that judges groups.

use super::fixed_intervals::People;
use super::release::unchanged;
use super::{Axis, ShareError, Supplies, population, prepare};
use crate::privacy::{
    AlphaK, BetaLikeness, DeltaDisclosure, Distance, DistinctLDiversity, EarthMover, EntropyLDiversity,
    KAnonymity, Model, ModelRule, Policy, ProbabilisticLDiversity, RecursiveLDiversity, Reference,
    TCloseness, Watched,
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
///
/// # Errors
/// Of what [`ShareError`] says: a model that no group of the file can satisfy,
/// not even all rows together, is refused here, before any method runs.
pub(super) fn compile(
    fitted: Fitted<'_>,
    people: People<'_>,
    supplies: &Supplies,
) -> Result<Policy, ShareError> {
    let Fitted { table, recipe } = fitted;
    let mut policy = Policy::new(people.patients.map(<[u32]>::to_vec)).and(KAnonymity { k: recipe.share.k });
    let mut asked: Vec<(ModelRule, usize)> = Vec::new();
    let mut watched: Vec<Column> = Vec::new();
    for model in &recipe.share.models {
        refuse_unsound(model)?;
        for name in columns(model, fitted)? {
            let known = watched.iter().position(|column| column.name == name);
            let histogram = match (known, table.column(name), recipe.rule(name)) {
                (Some(known), ..) => known,
                (None, Some(column), Some(rule)) => {
                    let column = unchanged(column, rule, people);
                    policy.watch(Watched { codes: column.codes.clone(), values: column.dictionary.len() });
                    watched.push(column);
                    watched.len() - 1
                }
                _ => continue,
            };
            asked.push((model.of(name), histogram));
        }
    }
    let rows: Vec<u32> = (0..u32::try_from(table.rows).unwrap_or(u32::MAX)).collect();
    let references = policy.references(&rows);
    for (model, histogram) in asked {
        let column = watched[histogram].name.clone();
        refuse_uniform(&model, &column, &references[histogram])?;
        let made = judge(model, histogram, &watched[histogram], &references[histogram], fitted, people)?;
        if let Some(model) = made {
            policy.add(model, Some(column));
        }
    }
    for model in &recipe.share.models {
        if let ModelRule::KMap { k } = *model {
            let model = population::k_map(k, fitted, supplies, &mut policy)?;
            policy.add(Box::new(model), None);
        }
    }
    match policy.refuser(&rows) {
        Some((model, column)) => {
            Err(ShareError::PolicyUnreachable { model, column: column.unwrap_or_default() })
        }
        None => Ok(policy),
    }
}

/// The model that judges a watched column; none for what is asked of the whole release.
fn judge(
    model: ModelRule,
    histogram: usize,
    watched: &Column,
    reference: &Reference,
    fitted: Fitted<'_>,
    people: People<'_>,
) -> Result<Option<Box<dyn Model>>, ShareError> {
    let reference = || reference.clone();
    Ok(Some(match model {
        ModelRule::DistinctLDiversity { l, .. } => Box::new(DistinctLDiversity { l, histogram }),
        ModelRule::EntropyLDiversity { l, .. } => Box::new(EntropyLDiversity { l, histogram }),
        ModelRule::RecursiveLDiversity { c, l, .. } => Box::new(RecursiveLDiversity { c, l, histogram }),
        ModelRule::ProbabilisticLDiversity { l, .. } => Box::new(ProbabilisticLDiversity { l, histogram }),
        ModelRule::AlphaK { alpha, .. } => Box::new(AlphaK { alpha, histogram }),
        ModelRule::TCloseness { t, distance, .. } => {
            let ground = ground_distance(distance, watched, &reference(), fitted, people)?;
            Box::new(TCloseness { t, ground, reference: reference(), histogram })
        }
        ModelRule::BetaLikeness { beta, enhanced, .. } => {
            Box::new(BetaLikeness { beta, enhanced, reference: reference(), histogram })
        }
        ModelRule::DeltaDisclosure { delta, .. } => {
            Box::new(DeltaDisclosure { delta, reference: reference(), histogram })
        }
        ModelRule::KMap { .. } | ModelRule::PopulationUniqueness { .. } => return Ok(None),
    }))
}

/// A model must ask for something that protects, and that a table can have.
fn refuse_unsound(model: &ModelRule) -> Result<(), ShareError> {
    match *model {
        ModelRule::DistinctLDiversity { l, .. } if l < 2 => Err(ShareError::LTooSmall { l }),
        _ if !model.is_sound() => Err(ShareError::ModelParameter { model: model.name() }),
        _ => Ok(()),
    }
}

/// A watched column must have two values, and as many as every group is to have.
fn refuse_uniform(model: &ModelRule, column: &str, reference: &Reference) -> Result<(), ShareError> {
    let distinct = reference.counts.iter().filter(|&&count| count > 0).count();
    let distinct = u32::try_from(distinct).unwrap_or(u32::MAX);
    let column = column.to_owned();
    match *model {
        _ if distinct < 2 => Err(ShareError::OneValue { column }),
        ModelRule::DistinctLDiversity { l, .. } if distinct < l => {
            Err(ShareError::LAboveDistinct { column, l, distinct })
        }
        _ => Ok(()),
    }
}

/// The columns of which a model is asked; none where it is asked of the whole release.
pub(super) fn columns<'a>(
    model: &'a ModelRule,
    Fitted { recipe, .. }: Fitted<'a>,
) -> Result<Vec<&'a str>, ShareError> {
    match model.column() {
        _ if model.is_of_the_whole() => Ok(Vec::new()),
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
    people: People<'_>,
) -> Result<EarthMover, ShareError> {
    let (Some(column), Some(rule)) = (table.column(&watched.name), recipe.rule(&watched.name)) else {
        return Ok(EarthMover::Equal);
    };
    Ok(match distance {
        Distance::Equal => EarthMover::Equal,
        Distance::Ordered => {
            let axis = Axis::of_people(0, column, rule, people);
            let level_of = level_of_code(&axis, watched);
            let occurs = |&code: &u32| reference.counts[code as usize] > 0;
            let mut row: Vec<u32> = (0..).take(reference.counts.len()).filter(occurs).collect();
            row.sort_by_key(|&code| level_of[code as usize]);
            EarthMover::Ordered { row }
        }
        Distance::Hierarchical => {
            let axis = prepare::axis(0, column, rule, people)?;
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
