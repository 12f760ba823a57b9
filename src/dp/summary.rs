//! All the numbers that a recipe publishes.

use super::{AnswerError, Budget, Data, Release, SystemBits, prepare};
use crate::recipe::Fitted;

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
    let (data, mut budget) = (Data::from(fitted), Budget::new(numbers.budget));
    let prepared = numbers.questions.iter().map(|asked| {
        let prepared = prepare(&data, asked)?;
        prepared.spend(&mut budget)?;
        Ok(prepared)
    });
    let prepared = prepared.collect::<Result<Vec<_>, AnswerError>>()?;
    let releases = prepared.into_iter().map(|prepared| prepared.draw(bits)).collect::<Result<_, _>>()?;
    Ok(Summary { releases, budget })
}
