//! Linkage: a release joined with a second file that has names.

use serde::{Deserialize, Serialize};

use super::super::Matching;
use crate::recipe::ColumnRule;
use crate::table::{MISSING, Table};

/// What joining a release with a second file finds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Linkage {
    /// The columns that both tables have and that were matched on.
    pub columns: Vec<String>,
    /// Rows of the second file.
    pub people: u64,
    /// Those of them that fit at least one released row.
    pub matched: u64,
    /// Those that fit exactly one.
    pub singled_out: u64,
    /// Released rows that a matched person fits, on average; 0 where nobody is matched.
    pub mean_candidates: f64,
    /// People singled out whose one row is theirs; there only where the truth is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub correct: Option<u64>,
    /// Right rows to expect when everyone matched picks one of their candidates
    /// blindly; there only where the truth is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub expected_correct: Option<f64>,
}

/// Joins a released table with a file about known people, on the columns that
/// the rules name: a released cell matches every value that it covers, be it an
/// interval, a set, a label or `*`.
///
/// With `truth`, a column that both tables have, it also counts how many of the
/// matches are right: the released row holds the person's own value of it. Such
/// a column is no part of a real release; it is there to try the attack.
///
/// # Guarantee
/// Whoever holds this file, and nothing else, singles out exactly these people.
///
/// # Assumptions
/// The second file is right: no cell of it is wrong or out of date. Errors make
/// the attack weaker, not stronger. One row is one person.
///
/// # Utility
/// After k-anonymity on the same columns nobody is singled out, and matched
/// people have k candidates or more.
///
/// # Errors
/// None: a column that one of the tables lacks is passed over; without any, every
/// person fits every row. `columns` says which were used.
///
/// # Citation
/// Sweeney, L.: k-anonymity: a model for protecting privacy, 2002, section 2
/// (the linking attack on the governor of Massachusetts).
#[must_use]
pub fn linkage(released: &Table, people: &Table, rules: &[&ColumnRule], truth: Option<&str>) -> Linkage {
    let shared =
        |rule: &&&ColumnRule| released.column(&rule.name).is_some() && people.column(&rule.name).is_some();
    let matching = Matching::new(released, people, rules);
    let truth = truth.and_then(|name| Truth::new(released, people, name));
    let mut found = Linkage {
        columns: rules.iter().filter(shared).map(|rule| rule.name.clone()).collect(),
        people: people.rows as u64,
        matched: 0,
        singled_out: 0,
        mean_candidates: 0.0,
        correct: truth.as_ref().map(|_| 0),
        expected_correct: truth.as_ref().map(|_| 0.0),
    };
    let mut candidates_in_all = 0.0;
    let fitting: Vec<Vec<usize>> =
        (0..matching.others.sizes.len()).map(|other| matching.candidates(other)).collect();
    let rows_of: Vec<u64> = fitting.iter().map(|classes| matching.rows_of(classes)).collect();
    for (person, &other) in matching.others.class_of.iter().enumerate() {
        let candidates = rows_of[other as usize];
        if candidates == 0 {
            continue;
        }
        found.matched += 1;
        found.singled_out += u64::from(candidates == 1);
        candidates_in_all += candidates as f64;
        if let (Some(truth), Some(correct), Some(expected)) =
            (&truth, &mut found.correct, &mut found.expected_correct)
        {
            let own = truth.rows_of(person).iter();
            let right = own
                .filter(|&&row| {
                    fitting[other as usize].binary_search(&(matching.classes.class_of[row] as usize)).is_ok()
                })
                .count();
            *correct += u64::from(candidates == 1 && right == 1);
            *expected += right as f64 / candidates as f64;
        }
    }
    found.mean_candidates = candidates_in_all / found.matched.max(1) as f64;
    found
}

/// Which released rows are whose.
struct Truth {
    /// The released rows that hold each code of the people's column.
    rows_of_code: Vec<Vec<usize>>,
    code_of_person: Vec<u32>,
}

impl Truth {
    fn new(released: &Table, people: &Table, name: &str) -> Option<Self> {
        let (theirs, known) = (released.column(name)?, people.column(name)?);
        let mut rows_of_code = vec![Vec::new(); known.dictionary.len()];
        for row in 0..released.rows {
            if let Some(code) = known.dictionary.code(theirs.text(row)).filter(|&code| code != MISSING) {
                rows_of_code[code as usize].push(row);
            }
        }
        Some(Self { rows_of_code, code_of_person: known.codes.clone() })
    }

    fn rows_of(&self, person: usize) -> &[usize] {
        &self.rows_of_code[self.code_of_person[person] as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::Column;

    #[test]
    fn joins_by_containment_and_checks_by_the_truth() {
        let table = |texts: [[&str; 4]; 3]| Table {
            columns: ["age", "sex", "id"]
                .iter()
                .zip(texts)
                .map(|(name, texts)| Column::from_texts(name, texts))
                .collect(),
            rows: 4,
        };
        let released = table([
            ["[40,50)", "[40,50)", "[50,60)", "70"],
            ["F | M", "F | M", "F", "*"],
            ["a", "b", "c", "d"],
        ]);
        let people = table([["41", "55", "70", "99"], ["F", "F", "M", "F"], ["b", "x", "d", "e"]]);
        let rules: Vec<ColumnRule> =
            people.columns.iter().map(|column| ColumnRule::guess(column).0).collect();
        let found = linkage(&released, &people, &[&rules[0], &rules[1]], Some("id"));
        assert_eq!((found.people, found.matched, found.singled_out), (4, 3, 2));
        assert_eq!(found.mean_candidates, 4.0 / 3.0);
        // b is one of two candidates, x is not in the release, d is found.
        assert_eq!((found.correct, found.expected_correct), (Some(1), Some(1.5)));
        assert_eq!(found.columns, ["age", "sex"]);
        let blind = linkage(&released, &people, &[], None);
        assert_eq!((blind.mean_candidates, blind.correct), (4.0, None));
    }
}
