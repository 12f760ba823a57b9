//! A policy made ready to judge groups of one table.

use std::cell::{Cell, RefCell};

use serde::{Deserialize, Serialize};

use super::{Group, Histogram, Merging, Model, ModelName, Reference};

/// Models that must all hold at once, with the columns that they watch.
///
/// Every method asks [`Policy::allows`] (for rows) or [`Policy::judges`] (for
/// counts it keeps itself); which models there are is none of its business.
#[derive(Debug, Default)]
pub struct Policy {
    models: Vec<Judge>,
    /// The watched columns, in the order of a group's histograms.
    watched: Vec<Watched>,
    /// The patient of each row, numbered from 0; none where each row is a patient.
    patients: Option<Vec<u32>>,
    tally: RefCell<Tally>,
}

#[derive(Debug)]
struct Judge {
    model: Box<dyn Model>,
    /// The column that it judges, where it judges one.
    column: Option<String>,
    refused: Cell<u64>,
}

/// How many groups a model refused while a method looked for better ones. A
/// group that several models refuse counts for the first of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Decided {
    /// The model.
    pub model: ModelName,
    /// The column that it judged.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub column: Option<String>,
    /// The groups.
    pub refused: u64,
}

/// A column whose values models count.
#[derive(Clone, Debug)]
pub struct Watched {
    /// The code of each row.
    pub codes: Vec<u32>,
    /// How many codes there are; every code is below it.
    pub values: usize,
}

/// Scratch for counting, so that no group costs an allocation.
#[derive(Debug, Default)]
struct Tally {
    histograms: Vec<Histogram>,
    /// For each code its place in the histogram, valid where the stamp is the group's.
    places: Vec<(u32, u32)>,
    /// For each patient the stamp of the group that met them last.
    met: Vec<u32>,
    stamp: u32,
}

impl Policy {
    /// A policy over a table whose rows belong to these patients.
    #[must_use]
    pub fn new(patients: Option<Vec<u32>>) -> Self {
        Self { patients, ..Self::default() }
    }

    /// Adds a model.
    #[must_use]
    pub fn and(mut self, model: impl Model + 'static) -> Self {
        self.add(Box::new(model), None);
        self
    }

    /// Adds a model that judges a column.
    pub fn add(&mut self, model: Box<dyn Model>, column: Option<String>) {
        self.models.push(Judge { model, column, refused: Cell::new(0) });
    }

    /// Adds a column to be counted; the number of its histogram.
    pub fn watch(&mut self, column: Watched) -> usize {
        self.watched.push(column);
        self.watched.len() - 1
    }

    /// The columns that a group's histograms count.
    #[must_use]
    pub fn watched(&self) -> &[Watched] {
        &self.watched
    }

    /// The patient of each row, where rows are not patients.
    #[must_use]
    pub fn patients(&self) -> Option<&[u32]> {
        self.patients.as_deref()
    }

    /// Whether the group may stand. No refusal is noted: for methods that only look.
    #[must_use]
    pub fn holds(&self, group: &Group) -> bool {
        self.refusing(group).is_none()
    }

    /// Whether the group may stand. The first model that refuses it is noted.
    #[must_use]
    pub fn judges(&self, group: &Group) -> bool {
        let refusing = self.refusing(group);
        if let Some(judge) = refusing {
            judge.refused.set(judge.refused.get() + 1);
        }
        refusing.is_none()
    }

    fn refusing(&self, group: &Group) -> Option<&Judge> {
        self.models.iter().find(|judge| !judge.model.holds(group))
    }

    /// The first model that refuses the group of these rows, with its column; nothing is noted.
    #[must_use]
    pub fn refuser(&self, rows: &[u32]) -> Option<(ModelName, Option<String>)> {
        let refusing = self.count(rows, |group| self.refusing(group));
        refusing.map(|judge| (judge.model.name(), judge.column.clone()))
    }

    /// Whether every model whose property outlasts any merging lets the group
    /// stand. No refusal is noted.
    #[must_use]
    pub fn judges_lasting(&self, group: &Group) -> bool {
        let lasting = |judge: &&Judge| judge.model.merging() == Merging::KeptByOne;
        self.models.iter().filter(lasting).all(|judge| judge.model.holds(group))
    }

    /// What remains of the whole policy when groups become one.
    #[must_use]
    pub fn merging(&self) -> Merging {
        self.models.iter().map(|judge| judge.model.merging()).min().unwrap_or(Merging::KeptByOne)
    }

    /// Whether the group of these rows may stand.
    #[must_use]
    pub fn allows(&self, rows: &[u32]) -> bool {
        self.count(rows, |group| self.judges(group))
    }

    /// The same, for methods that only look: no refusal is noted.
    #[must_use]
    pub fn would_allow(&self, rows: &[u32]) -> bool {
        self.count(rows, |group| self.holds(group))
    }

    /// Counts the patients of these rows and their values of the watched columns.
    pub fn count<T>(&self, rows: &[u32], ask: impl FnOnce(&Group) -> T) -> T {
        if self.watched.is_empty() && self.patients.is_none() {
            let size = u32::try_from(rows.len()).unwrap_or(u32::MAX);
            return ask(&Group { size, histograms: &[] });
        }
        let mut tally = self.tally.borrow_mut();
        let size = tally.count_patients(rows, self.patients.as_deref());
        tally.count_values(rows, &self.watched, self.patients.as_deref());
        ask(&Group { size, histograms: &tally.histograms })
    }

    /// What groups are compared with: all rows, one reference for each watched column.
    #[must_use]
    pub fn references(&self, rows: &[u32]) -> Vec<Reference> {
        self.count(rows, |whole| {
            let of = |(histogram, column): (&Histogram, &Watched)| {
                Reference::new(histogram, column.values, whole.size)
            };
            whole.histograms.iter().zip(&self.watched).map(of).collect()
        })
    }

    /// How many groups each model refused, in the order in which models were added.
    pub fn refusals(&self) -> impl Iterator<Item = u64> {
        self.models.iter().map(|judge| judge.refused.get())
    }

    /// The same, with the models' names.
    #[must_use]
    pub fn decided(&self) -> Vec<Decided> {
        let decided = |judge: &Judge| Decided {
            model: judge.model.name(),
            column: judge.column.clone(),
            refused: judge.refused.get(),
        };
        self.models.iter().map(decided).collect()
    }
}

impl Tally {
    fn next_stamp(&mut self) -> u32 {
        self.stamp = self.stamp.wrapping_add(1);
        if self.stamp == 0 {
            // Stamps of four billion groups ago must not be taken for this one's.
            self.places.fill((0, 0));
            self.met.fill(0);
            self.stamp = 1;
        }
        self.stamp
    }

    fn count_patients(&mut self, rows: &[u32], patients: Option<&[u32]>) -> u32 {
        let Some(patients) = patients else { return u32::try_from(rows.len()).unwrap_or(u32::MAX) };
        self.met.resize(patients.len(), 0);
        let stamp = self.next_stamp();
        let mut count = 0;
        for &row in rows {
            let met = &mut self.met[patients[row as usize] as usize];
            count += u32::from(*met != stamp);
            *met = stamp;
        }
        count
    }

    /// A patient counts once for each value that any of the patient's rows has.
    fn count_values(&mut self, rows: &[u32], watched: &[Watched], patients: Option<&[u32]>) {
        self.histograms.resize_with(watched.len(), Vec::new);
        for (at, column) in watched.iter().enumerate() {
            let stamp = self.next_stamp();
            if self.places.len() < column.values {
                self.places.resize(column.values, (0, 0));
            }
            let histogram = &mut self.histograms[at];
            histogram.clear();
            let mut count = |code: u32| {
                let place = &mut self.places[code as usize];
                if place.0 == stamp {
                    histogram[place.1 as usize].1 += 1;
                } else {
                    *place = (stamp, u32::try_from(histogram.len()).unwrap_or(u32::MAX));
                    histogram.push((code, 1));
                }
            };
            match patients {
                None => rows.iter().for_each(|&row| count(column.codes[row as usize])),
                Some(patients) => {
                    let pair = |&row: &u32| (patients[row as usize], column.codes[row as usize]);
                    let mut pairs: Vec<(u32, u32)> = rows.iter().map(pair).collect();
                    pairs.sort_unstable();
                    pairs.dedup();
                    pairs.into_iter().for_each(|(_, code)| count(code));
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{DistinctLDiversity, KAnonymity};
    use super::*;

    fn illnesses() -> Watched {
        Watched { codes: vec![1, 1, 2, 2, 2], values: 3 }
    }

    #[test]
    fn the_first_model_that_refuses_is_noted() {
        let mut policy = Policy::new(None);
        let histogram = policy.watch(illnesses());
        let policy = policy.and(KAnonymity { k: 2 }).and(DistinctLDiversity { l: 2, histogram });
        assert!(policy.allows(&[0, 1, 2]));
        assert!(!policy.allows(&[0, 1]));
        assert!(!policy.allows(&[3]));
        assert_eq!(policy.refusals().collect::<Vec<_>>(), [1, 1]);
    }

    #[test]
    fn a_patient_with_several_rows_counts_once() {
        let patients = vec![0, 0, 0, 1, 2];
        let mut policy = Policy::new(Some(patients));
        let histogram = policy.watch(illnesses());
        let policy = policy.and(KAnonymity { k: 2 }).and(DistinctLDiversity { l: 2, histogram });
        assert!(!policy.allows(&[0, 1, 2]), "three rows of one patient");
        assert!(policy.allows(&[0, 1, 3]));
        assert!(!policy.allows(&[3, 4]), "two patients with one illness");
    }
}
