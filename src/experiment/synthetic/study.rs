//! The files of the experiment, with what is declared about them and splits.

use crate::dp::questions::Synthetic;
use crate::dp::synthetic::Records;
use crate::dp::{AnswerError, Bins, Data, Margin};
use crate::recipe::{ColumnRule, Recipe, RecipeError};
use crate::table::{Dialect, Format, Kind, Role, Table};
use crate::utility::classification::{select, stratified_folds};

/// A file that patients are made up from, and rows to test on.
pub struct Study {
    /// The name that results have.
    pub name: &'static str,
    /// The column whose value is to be told from the others.
    pub target: &'static str,
    /// Rows that patients are made up from.
    pub training: Table,
    /// Rows that nobody touches.
    pub test: Table,
    pub(super) question: Synthetic,
    pub(super) recipe: Recipe,
}

/// One part in so many of a file without a split of its own is set aside.
const FOLDS: usize = 3;

impl Study {
    /// Adult, split as it was published by the column `split`: whether income is
    /// above 50,000 dollars is to be told. The weight of a row is no property of a
    /// person, and the number of years at school is told by the school.
    ///
    /// # Errors
    /// [`RecipeError::ColumnMissing`] for another file.
    pub fn adult(table: &Table) -> Result<Self, RecipeError> {
        let split = table.column("split").ok_or(RecipeError::ColumnMissing { name: "split".to_owned() })?;
        let part = |name: &str| select(table, |row| split.text(row) == name);
        Self::new("adult", "income", include_str!("adult.json"), part("train"), part("test"))
    }

    /// The made-up hospital stays: whether the heart is diseased is to be told. A
    /// third is set aside.
    ///
    /// # Errors
    /// [`RecipeError::ColumnMissing`] for another file.
    pub fn stays(table: &Table) -> Result<Self, RecipeError> {
        let target = table.column("CAD").ok_or(RecipeError::ColumnMissing { name: "CAD".to_owned() })?;
        let fold_of = stratified_folds(target, FOLDS, 1);
        let part = |belongs: fn(usize) -> bool| select(table, |row| belongs(fold_of[row]));
        let (training, test) = (part(|fold| fold > 0), part(|fold| fold == 0));
        Self::new("stays", "CAD", include_str!("stays.json"), training, test)
    }

    /// `declared` are the columns with their bins, as in the question.
    fn new(
        name: &'static str,
        target: &'static str,
        declared: &str,
        training: Table,
        test: Table,
    ) -> Result<Self, RecipeError> {
        let margins: Vec<Margin> = serde_json::from_str(declared).unwrap_or_default();
        let rule = |Margin { column, bins }: &Margin| {
            let of = training.column(column);
            let of = of.ok_or_else(|| RecipeError::ColumnMissing { name: column.clone() })?;
            let kind = if matches!(bins, Bins::Edges { .. }) { Kind::Real } else { Kind::Category };
            let role = if column == target { Role::Other } else { Role::QuasiIdentifier };
            let (guess, _) = ColumnRule::guess(of);
            Ok(ColumnRule { format: Format::plain(kind), role, interval: None, ..guess })
        };
        let mut recipe = Recipe::starting(&[], Dialect::default());
        recipe.columns = margins.iter().map(rule).collect::<Result<_, RecipeError>>()?;
        let question = Synthetic::new(margins, None)
            .map_err(|_| RecipeError::ColumnMissing { name: target.to_owned() })?;
        Ok(Self { name, target, training, test, question, recipe })
    }

    /// A table with the columns of the file, as bins.
    ///
    /// # Errors
    /// [`AnswerError::NoColumn`] for another table.
    pub(super) fn records(&self, table: &Table) -> Result<Records, AnswerError> {
        let rules = self.recipe.columns.iter();
        let columns = rules.filter_map(|rule| Some((table.column(&rule.name)?, rule.format))).collect();
        self.question.records(&Data::new(table.rows, columns))
    }
}
