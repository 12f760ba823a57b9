//! Intersection: two releases of the same people, laid over each other.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use super::super::Matching;
use super::histograms;
use crate::recipe::ColumnRule;
use crate::table::Table;

/// What two releases of the same people give away together.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Intersection {
    /// The sensitive column.
    pub column: String,
    /// People who fit rows of both releases and share a value there.
    pub people: u64,
    /// Those whose value the first release alone gives away.
    pub disclosed_by_first: u64,
    /// The same for the second release.
    pub disclosed_by_second: u64,
    /// Those whose value is the only one that both releases leave.
    pub disclosed_by_both: u64,
    /// Different values that remain for a person, on average: in the first release,
    pub mean_values_first: f64,
    /// in the second,
    pub mean_values_second: f64,
    /// and in both.
    pub mean_values_both: f64,
}

/// Finds each known person's candidate values in either release, and keeps
/// those that are in both.
///
/// # Guarantee
/// The person's value is among those that remain, if the person is in both releases.
///
/// # Assumptions
/// The attacker knows the people's quasi-identifiers and that they are in both
/// releases, and the sensitive value is the same in both. `people` holds the
/// quasi-identifiers as they were.
///
/// # Utility
/// Neither k-anonymity nor l-diversity survives a second, independently made
/// release: that is what this shows. Differential privacy does.
///
/// # Errors
/// None: where a table lacks the sensitive column nobody is counted.
///
/// # Citation
/// Ganta, S.; Kasiviswanathan, S.; Smith, A.: Composition attacks and auxiliary
/// information in data privacy, KDD 2008, section 3.
#[must_use]
pub fn intersection(
    first: &Table,
    second: &Table,
    people: &Table,
    rules: &[&ColumnRule],
    sensitive: &str,
) -> Intersection {
    let mut numbers = HashMap::new();
    let (first, second) = (
        Candidates::new(first, people, rules, sensitive, &mut numbers),
        Candidates::new(second, people, rules, sensitive, &mut numbers),
    );
    let mut found = Intersection {
        column: sensitive.to_owned(),
        people: 0,
        disclosed_by_first: 0,
        disclosed_by_second: 0,
        disclosed_by_both: 0,
        mean_values_first: 0.0,
        mean_values_second: 0.0,
        mean_values_both: 0.0,
    };
    for person in 0..people.rows {
        let (in_first, in_second) = (first.values(person), second.values(person));
        let both = in_first.iter().filter(|value| in_second.binary_search(value).is_ok()).count();
        if both == 0 {
            // Not in both releases.
            continue;
        }
        found.people += 1;
        for (values, mean, disclosed) in [
            (in_first.len(), &mut found.mean_values_first, &mut found.disclosed_by_first),
            (in_second.len(), &mut found.mean_values_second, &mut found.disclosed_by_second),
            (both, &mut found.mean_values_both, &mut found.disclosed_by_both),
        ] {
            *mean += values as f64;
            *disclosed += u64::from(values == 1);
        }
    }
    for mean in [&mut found.mean_values_first, &mut found.mean_values_second, &mut found.mean_values_both] {
        *mean /= found.people.max(1) as f64;
    }
    found
}

/// The sensitive values that a release leaves for each class of people, numbered and sorted.
struct Candidates {
    class_of: Vec<u32>,
    values: Vec<Vec<u32>>,
}

impl Candidates {
    fn new(
        released: &Table,
        people: &Table,
        rules: &[&ColumnRule],
        sensitive: &str,
        numbers: &mut HashMap<String, u32>,
    ) -> Self {
        let matching = Matching::new(released, people, rules);
        let mut values = vec![Vec::new(); matching.others.sizes.len()];
        if let Some(column) = released.column(sensitive) {
            // One numbering for both releases.
            let mut number = |code: u32| {
                let next = u32::try_from(numbers.len()).unwrap_or(u32::MAX);
                *numbers.entry(column.dictionary.text(code).to_owned()).or_insert(next)
            };
            let of_class: Vec<Vec<u32>> = histograms(&matching.classes, column)
                .iter()
                .map(|histogram| histogram.iter().map(|&(code, _)| number(code)).collect())
                .collect();
            for (person, values) in values.iter_mut().enumerate() {
                *values =
                    matching.candidates(person).iter().flat_map(|&class| of_class[class].clone()).collect();
                values.sort_unstable();
                values.dedup();
            }
        }
        Self { class_of: matching.others.class_of, values }
    }

    fn values(&self, person: usize) -> &[u32] {
        &self.values[self.class_of[person] as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::Column;

    fn table(ages: [&str; 4], ills: [&str; 4]) -> Table {
        Table { columns: vec![Column::from_texts("age", ages), Column::from_texts("ill", ills)], rows: 4 }
    }

    #[test]
    fn two_safe_releases_disclose_together() {
        // The ages 1, 2, 3, 4 with flu, gout, flu, asthma.
        let first = table(["[1,2]", "[1,2]", "[3,4]", "[3,4]"], ["flu", "gout", "flu", "asthma"]);
        let second = table(["[2,3]", "[2,3]", "<2", ">=4"], ["gout", "flu", "flu", "asthma"]);
        let mut second_wide = second.clone();
        second_wide.columns[0] = Column::from_texts("age", ["[2,3]", "[2,3]", "1 | 4", "1 | 4"]);
        let people = table(["1", "2", "3", "4"], ["", "", "", ""]);
        let (age, _) = ColumnRule::guess(&people.columns[0]);
        let found = intersection(&first, &second, &people, &[&age], "ill");
        assert_eq!(found.people, 4);
        assert_eq!((found.disclosed_by_first, found.disclosed_by_second), (0, 2));
        // 1: flu; 2: flu or gout; 3: flu; 4: asthma.
        assert_eq!(found.disclosed_by_both, 3);
        assert_eq!(
            (found.mean_values_first, found.mean_values_second, found.mean_values_both),
            (2.0, 1.5, 1.25)
        );
    }
}
