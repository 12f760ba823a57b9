//! The people of a population table, by the texts of their quasi-identifiers.

use std::collections::{HashMap, HashSet};

use super::release::Released;
use super::{Supplies, population};
use crate::privacy::ModelRule;
use crate::recipe::Fitted;
use crate::table::Column;

/// How many people of the population have the quasi-identifiers of each row,
/// for the check of a release; counted apart from what k-map judges by.
#[derive(Debug)]
pub(super) struct Census {
    people_with: HashMap<Vec<String>, u64>,
    /// The quasi-identifiers, the file's rows first.
    columns: Vec<Column>,
    rows: usize,
}

impl Census {
    /// Counts the population, where the recipe asks for k-map.
    pub(super) fn count(fitted: Fitted<'_>, supplies: &Supplies) -> Option<Self> {
        if !fitted.recipe.share.models.iter().any(|model| matches!(model, ModelRule::KMap { .. })) {
            return None;
        }
        let (rows, population) = (fitted.table.rows, supplies.population.as_ref()?);
        let columns = population::joined(fitted, population).ok()?;
        let mut people_with = HashMap::new();
        for row in rows..rows + population.rows {
            *people_with.entry(texts(&columns, row)).or_insert(0) += 1;
        }
        Some(Self { people_with, columns, rows })
    }

    /// The least number of people who agree with a row of one released class
    /// in every quasi-identifier.
    pub(super) fn least(&self, released: &Released, known: &[&str]) -> Option<u64> {
        let published: Vec<&Column> = known.iter().filter_map(|name| released.table.column(name)).collect();
        let mut fitting: HashMap<Vec<u32>, HashSet<Vec<String>>> = HashMap::new();
        for (row, &origin) in
            released.origin.iter().enumerate().filter(|(_, origin)| (**origin as usize) < self.rows)
        {
            let class = published.iter().map(|column| column.codes[row]).collect();
            fitting.entry(class).or_default().insert(texts(&self.columns, origin as usize));
        }
        let of_class =
            |class: &HashSet<Vec<String>>| class.iter().filter_map(|texts| self.people_with.get(texts)).sum();
        fitting.values().map(of_class).min()
    }
}

fn texts(columns: &[Column], row: usize) -> Vec<String> {
    columns.iter().map(|column| column.text(row).to_owned()).collect()
}
