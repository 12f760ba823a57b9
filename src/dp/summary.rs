//! All the numbers that a recipe publishes.

use super::{AnswerError, Asked, Budget, Data, Release, SystemBits, answer, expected_error};
use crate::recipe::Fitted;
use crate::table::Decimal;

/// What a recipe's questions were answered, and what that cost.
#[derive(Debug)]
pub struct Summary {
    /// One for each question, in the recipe's order.
    pub releases: Vec<Release>,
    /// The recipe's budget, the questions' costs taken from it.
    pub budget: Budget,
}

/// Answers every question of a recipe, or none.
///
/// # Errors
/// As [`AnswerError`] says: also when the questions together cost more than
/// the recipe's budget. No noise is drawn then.
pub fn summarize(fitted: Fitted<'_>, bits: &mut SystemBits) -> Result<Summary, AnswerError> {
    let numbers = &fitted.recipe.numbers;
    let mut rehearsal = Budget::new(numbers.budget);
    for asked in &numbers.questions {
        expected_error(asked, 1)?;
        rehearsal.spend(asked.epsilon)?;
    }
    let (data, mut budget) = (Data::from(fitted), Budget::new(numbers.budget));
    let ask = |asked: &Asked| answer(&data, asked, &mut budget, bits);
    let releases = numbers.questions.iter().map(ask).collect::<Result<_, _>>()?;
    Ok(Summary { releases, budget })
}

impl<'a> From<Fitted<'a>> for Data<'a> {
    /// The columns of a file, read as the recipe says.
    fn from(Fitted { table, recipe }: Fitted<'a>) -> Self {
        let columns = table.columns.iter();
        let formats = columns.filter_map(|column| Some((column, recipe.rule(&column.name)?.format)));
        Self::new(table.rows, formats.collect())
    }
}

/// The state of a budget, for the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct BudgetState {
    /// May be spent in all.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "number"))]
    pub total: Decimal,
    /// Has been spent.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "number"))]
    pub spent: Decimal,
    /// Is left to spend.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "number"))]
    pub left: Decimal,
}

impl From<&Budget> for BudgetState {
    fn from(budget: &Budget) -> Self {
        Self { total: budget.total().into(), spent: budget.spent(), left: budget.left() }
    }
}
