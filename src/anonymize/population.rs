//! The population that a file is a sample of, counted for k-map.

use super::fixed_intervals::People;
use super::release::unchanged;
use super::{ShareError, Supplies};
use crate::privacy::{Groups, KMap, Policy, Watched};
use crate::recipe::Fitted;
use crate::table::{Column, MISSING, Table};

/// Counts for each combination of quasi-identifiers in the file the people of
/// the population table who have it, and watches the combinations.
///
/// Values are compared by their texts, as finely as they could be released.
pub(super) fn k_map(
    k: u32,
    Fitted { table, recipe }: Fitted<'_>,
    supplies: &Supplies,
    policy: &mut Policy,
) -> Result<KMap, ShareError> {
    let population = supplies.population.as_ref().ok_or(ShareError::PopulationMissing)?;
    let both = joined(Fitted { table, recipe }, population)?;
    let codes: Vec<&[u32]> = both.iter().map(|column| &*column.codes).collect();
    let groups = Groups::of(&codes, table.rows + population.rows);
    // Numbered by first appearance, so that the file's combinations come first.
    let (sample, people_in) = groups.class_of.split_at(table.rows);
    let combinations = sample.iter().max().map_or(0, |&last| last as usize + 1);
    let mut people = vec![0u32; combinations];
    for &combination in people_in {
        if let Some(count) = people.get_mut(combination as usize) {
            *count += 1;
        }
    }
    let fitting = people.iter().map(|&count| u64::from(count)).sum();
    if fitting < u64::from(k) {
        return Err(ShareError::PopulationTooSmall { k, people: fitting });
    }
    let histogram = policy.watch(Watched { codes: sample.to_vec(), values: combinations });
    Ok(KMap { k, people, histogram })
}

/// The quasi-identifiers as finely as they could be released, the file's rows
/// first, then the population's, in one dictionary and one set of intervals.
pub(super) fn joined(
    Fitted { table, recipe }: Fitted<'_>,
    population: &Table,
) -> Result<Vec<Column>, ShareError> {
    let mut both = Vec::new();
    for name in recipe.quasi_identifiers() {
        let (Some(sample), Some(rule)) = (table.column(name), recipe.rule(name)) else { continue };
        let lacks = || ShareError::PopulationLacks { column: name.to_owned() };
        let people = population.column(name).ok_or_else(lacks)?;
        let mut joined = sample.clone();
        let mut code_of = vec![MISSING; people.dictionary.len()];
        for (code, text) in people.dictionary.values() {
            code_of[code as usize] = joined.dictionary.intern(text).unwrap_or(MISSING);
        }
        joined.codes.extend(people.codes.iter().map(|&code| code_of[code as usize]));
        both.push(unchanged(&joined, rule, People::default()));
    }
    Ok(both)
}
