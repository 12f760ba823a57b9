//! The journalist: does not know whether a person is in the table, but holds a
//! list of the population that the table was drawn from.

use serde::{Deserialize, Serialize};

use super::Matching;
use crate::recipe::ColumnRule;
use crate::table::Table;

/// The journalist's and the marketer's chances.
///
/// With f_j the rows of class j and F_j the people of the population who fit it:
/// the journalist's risk is `max_j 1 / F_j`, and the marketer, who matches every
/// row with someone, is right for `Σ_j f_j / F_j` rows of n.
///
/// # Citation
/// El Emam, K.; Dankar, F.: Protecting privacy using k-anonymity, JAMIA 15(5),
/// 2008 (journalist); Dankar, F.; El Emam, K.: A method for evaluating marketer
/// re-identification risk, PAIS 2010.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Journalist {
    /// People in the population's table.
    pub population: u64,
    /// People who fit the class that fewest fit.
    pub fewest_people: u64,
    /// Chance to pick the right one of them, 0 to 1.
    pub journalist_max: f64,
    /// The same, averaged over rows; this is also the marketer's share of rows.
    pub journalist_mean: f64,
    /// Rows of classes that more rows than people fit: the table is then no
    /// sample of this population. They count as if only their own people fitted.
    pub rows_beyond_population: u64,
}

/// Measures the chances of someone with a list of the whole population, on the
/// columns that the rules name. Released cells match all that they cover.
#[must_use]
pub fn journalist(table: &Table, population: &Table, rules: &[&ColumnRule]) -> Journalist {
    let matching = Matching::new(table, population, rules);
    let mut people = vec![0u64; matching.classes.sizes.len()];
    for (other, &size) in matching.others.sizes.iter().enumerate() {
        for class in matching.candidates(other) {
            people[class] += u64::from(size);
        }
    }
    let (mut fewest, mut expected, mut beyond) = (u64::MAX, 0.0, 0);
    for (people, &rows) in people.into_iter().zip(&matching.classes.sizes) {
        let rows = u64::from(rows);
        beyond += if people < rows { rows } else { 0 };
        // f_j ≤ F_j wherever the table is a sample of the population.
        let people = people.max(rows);
        fewest = fewest.min(people);
        expected += rows as f64 / people as f64;
    }
    let fewest_people = if table.rows == 0 { 0 } else { fewest };
    Journalist {
        population: population.rows as u64,
        fewest_people,
        journalist_max: 1.0 / fewest_people.max(1) as f64,
        journalist_mean: expected / table.rows.max(1) as f64,
        rows_beyond_population: beyond,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::Column;

    #[test]
    fn people_outside_the_table_hide_those_inside() {
        let table = |ages: &[&str]| Table {
            columns: vec![Column::from_texts("age", ages.iter().copied())],
            rows: ages.len(),
        };
        let population = table(&["40", "41", "42", "43", "60", "61", "62", "63"]);
        let (rule, _) = ColumnRule::guess(&population.columns[0]);
        let found = journalist(&table(&["[40,42)", "[40,42)", "[60,70)"]), &population, &[&rule]);
        assert_eq!((found.population, found.fewest_people, found.journalist_max), (8, 2, 0.5));
        assert_eq!(found.journalist_mean, (2.0 / 2.0 + 1.0 / 4.0) / 3.0);
        assert_eq!(found.rows_beyond_population, 0);
        let strangers = journalist(&table(&["99", "40"]), &population, &[&rule]);
        assert_eq!((strangers.journalist_max, strangers.rows_beyond_population), (1.0, 1));
        let own = journalist(&population, &population, &[&rule]);
        assert_eq!((own.journalist_max, own.journalist_mean), (1.0, 1.0), "a table is its own population");
    }
}
