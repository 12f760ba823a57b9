//! A search over settings, in steps.

use super::recommendation::recommend;
use super::sample::sample;
use super::settings::{Setting, settings};
use super::{Advice, AdviceQuestion, Point};
use crate::anonymize::{ShareError, Sharing, Supplies};
use crate::recipe::{Fitted, Recipe};
use crate::table::Table;
use crate::utility::certainty_penalty;

/// Runs the recipe with many settings and measures the risk and the loss of
/// each, in steps, so that the search can tell its progress and be cancelled.
///
/// The same file and recipe give the same advice, in whatever order the rows are.
#[derive(Debug)]
pub struct Frontier {
    table: Table,
    recipe: Recipe,
    supplies: Supplies,
    risk_at_most: f64,
    settings: Vec<Setting>,
    next: usize,
    running: Option<Sharing>,
    points: Vec<Point>,
    impossible: u64,
}

impl Frontier {
    /// Begins a search from a recipe, with what its runs need.
    ///
    /// # Errors
    /// [`ShareError::PseudonymKeyMissing`] or [`ShareError::PopulationMissing`]:
    /// then no setting could be tried. A recipe that cannot be met begins a search all the same.
    pub fn start(
        fitted: Fitted<'_>,
        question: &AdviceQuestion,
        supplies: Supplies,
    ) -> Result<Self, ShareError> {
        let Fitted { table, recipe, .. } = fitted;
        let table = sample(table, recipe.patient.as_deref(), question.rows_at_most.max(1));
        if let Err(missing @ (ShareError::PseudonymKeyMissing { .. } | ShareError::PopulationMissing)) =
            Sharing::start(Fitted { table: &table, recipe }, &supplies)
        {
            return Err(missing);
        }
        Ok(Self {
            table,
            recipe: recipe.clone(),
            supplies,
            risk_at_most: question.risk_at_most.to_f64(),
            settings: settings(recipe),
            next: 0,
            running: None,
            points: Vec::new(),
            impossible: 0,
        })
    }

    /// Works until about `budget` rows have been looked at, at least until a
    /// setting is begun or ended; says how far the search is, 0 to 1.
    pub fn step(&mut self, budget: usize) -> f64 {
        let Some((recipe, changes)) = self.settings.get(self.next) else { return 1.0 };
        let Ok(fitted) = recipe.fit(&self.table) else { return self.pass_over() };
        let Some(run) = &mut self.running else {
            return match Sharing::start(fitted, &self.supplies) {
                Ok(run) => {
                    self.running = Some(run);
                    self.progress(0.0)
                }
                Err(_) => self.pass_over(),
            };
        };
        let within = run.step(budget);
        if within < 1.0 {
            return self.progress(within);
        }
        let Some(Ok(shared)) = self.running.take().map(|run| run.finish(fitted)) else {
            return self.pass_over();
        };
        let after = &shared.report.after;
        self.points.push(Point {
            recipe: recipe.clone(),
            changes: changes.clone(),
            smallest_class: after.smallest_class,
            risk_max: after.prosecutor_max,
            risk_mean: after.prosecutor_mean,
            loss: certainty_penalty(&self.table, &shared.table, &self.recipe),
            on_frontier: false,
        });
        self.next += 1;
        self.progress(0.0)
    }

    /// The advice, of all settings that have been tried so far.
    #[must_use]
    pub fn advice(&self) -> Advice {
        let mut points = self.points.clone();
        let (recommended, reason) = recommend(&mut points, self.risk_at_most);
        let rows = self.table.rows as u64;
        Advice { points, impossible: self.impossible, rows, recommended, reason }
    }

    fn pass_over(&mut self) -> f64 {
        self.running = None;
        self.impossible += 1;
        self.next += 1;
        self.progress(0.0)
    }

    fn progress(&self, within: f64) -> f64 {
        (self.next as f64 + within) / self.settings.len().max(1) as f64
    }
}
