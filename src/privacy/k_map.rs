//! k-map.

use super::{Group, Merging, Model, ModelName};

/// Every group fits at least `k` people of a population table.
///
/// # Guarantee
/// Who knows a person's quasi-identifiers, but not whether the person is in
/// the released table, finds at least `k` people in the population that fit.
///
/// # Assumptions
/// The population table has the quasi-identifiers, under the same headings and
/// in the same form, of everybody who may be in the file.
///
/// # Utility
/// Milder than k-anonymity of the same `k` where the file is a small sample.
///
/// # Errors
/// Counted are the people who agree with a row of the group in every
/// quasi-identifier, as finely as it could be released. People who only fit
/// what the group publishes are not counted: there are at least `k`, mostly more.
///
/// # Citation
/// Sweeney, L.: Computational disclosure control, PhD thesis, MIT, 2001, section 4.3.
#[derive(Clone, Debug)]
pub struct KMap {
    /// The least number of people.
    pub k: u32,
    /// For each combination of quasi-identifiers, by its code, the people who have it.
    pub people: Vec<u32>,
    /// Which of the group's histograms counts the combinations.
    pub histogram: usize,
}

impl Model for KMap {
    fn name(&self) -> ModelName {
        ModelName::KMap
    }

    fn holds(&self, group: &Group) -> bool {
        let combinations = &group.histograms[self.histogram];
        let people = combinations.iter().map(|&(code, _)| u64::from(self.people[code as usize]));
        people.sum::<u64>() >= u64::from(self.k)
    }

    fn merging(&self) -> Merging {
        Merging::KeptByOne
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_of_all_combinations_are_counted_once() {
        let group = Group { size: 9, histograms: &[vec![(0, 5), (2, 4)]] };
        let model = |k| KMap { k, people: vec![3, 100, 4], histogram: 0 };
        assert!(model(7).holds(&group) && !model(8).holds(&group));
    }
}
