//! Whoever receives a release, and learns from it.

use serde::Serialize;

use super::Study;
use super::release::Release;
use crate::recipe::Fitted;
use crate::table::{Role, Table};
use crate::utility::classification::{ClassifierKind, Encoding, Samples, accuracy};

/// How a release is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Reading {
    /// What the target is told from.
    pub from: From,
    /// Whether the order inside buckets is drawn anew, several times, and all
    /// models vote: every order is as likely as the published one.
    pub redrawn: bool,
}

/// The columns that the target is told from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum From {
    /// Those that methods change: the quasi-identifiers.
    QuasiIdentifiers,
    /// All but the target: the sensitive one too, which most methods leave as it is.
    AllColumns,
}

impl Reading {
    /// In the order in which they are reported.
    pub const ALL: [Self; 4] = [
        Self { from: From::QuasiIdentifiers, redrawn: false },
        Self { from: From::QuasiIdentifiers, redrawn: true },
        Self { from: From::AllColumns, redrawn: false },
        Self { from: From::AllColumns, redrawn: true },
    ];

    /// The accuracy of every classifier that has read the release so, on the
    /// untouched rows; none where the release cannot be read so.
    pub(super) fn learn(
        self,
        study: &Study,
        training: &Table,
        release: &Release,
        test: &Table,
        draws: u64,
    ) -> Option<Vec<f64>> {
        let mut recipe = study.recipe.clone();
        if self.from == From::QuasiIdentifiers {
            let rules = recipe.columns.iter_mut().filter(|rule| rule.name == study.sensitive);
            // The encoding passes over identifiers.
            rules.for_each(|rule| rule.role = Role::Identifier);
        }
        let encoding = Encoding::new(Fitted { table: training, recipe: &recipe }, study.target).ok()?;
        let tables = if self.redrawn {
            let slices = release.slices.as_ref().filter(|_| study.redrawn)?;
            (0..draws).map(|seed| slices.redraw(&release.table, seed)).collect()
        } else {
            vec![release.table.clone()]
        };
        let samples = |table: &Table| encoding.samples(table).ok().filter(|samples| samples.rows() > 0);
        let training: Option<Vec<Samples>> = tables.iter().map(samples).collect();
        Some(vote(&training?, &encoding.samples(test).ok()?))
    }
}

/// The seed of forests; it is the same for all methods.
const SEED: u64 = 1;

/// The accuracy of every classifier when one model for each training set votes.
fn vote(training: &[Samples], test: &Samples) -> Vec<f64> {
    let accuracy_of = |kind: ClassifierKind| {
        let mut sums = vec![0.0; test.rows() * test.classes];
        for samples in training {
            let probabilities = kind.train(samples, SEED).probabilities(test);
            sums.iter_mut().zip(probabilities).for_each(|(sum, probability)| *sum += probability);
        }
        accuracy(&sums, test)
    };
    ClassifierKind::ALL.into_iter().map(accuracy_of).collect()
}
