//! Every decision of the steward as one value: what a run needs, and all it needs.

mod column;
mod safe_harbor;
mod share;

use std::collections::HashSet;

use serde::{Deserialize, Serialize};

use crate::anonymize::identifiers::Treatment;
use crate::dp::{Asked, Bins, Bounded, Epsilon, Loss, Margin, Question};
use crate::privacy;
use crate::table::roles::{Meaning, Reason};
use crate::table::{Decimal, Dialect, Kind, Role, Table};

pub use column::ColumnRule;
pub use safe_harbor::{SafeHarbor, SafeHarborAction, SafeHarborCaveat, SafeHarborColumn, SafeHarborMatches};
pub use share::Share;

/// The version of the recipe's form that this program writes and reads.
pub const VERSION: u32 = 3;

/// What to do with a file, from reading it to handing its release over.
///
/// Holds no patient's data: names of columns, and what the steward typed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Recipe {
    /// The form of this recipe.
    pub version: u32,
    /// How the file is cut into cells; guessed where it is not given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub dialect: Option<Dialect>,
    /// One rule for each column of the file.
    pub columns: Vec<ColumnRule>,
    /// The column that tells which rows are one patient's; without it every row is a patient.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub patient: Option<String>,
    /// How rows are shared.
    pub share: Share,
    /// Which numbers are published.
    pub numbers: Numbers,
}

/// Which numbers are published, and what all of them may cost together.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Numbers {
    /// The privacy loss that the file's patients may suffer in all.
    pub budget: Loss,
    /// The most rows of one patient that take part, the first ones of the file,
    /// where the recipe names the column that tells patients apart.
    #[serde(default = "one_row", skip_serializing_if = "is_one_row")]
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub rows_per_patient: u64,
    /// What is asked, each with its share of the budget.
    pub questions: Vec<Asked>,
}

fn one_row() -> u64 {
    1
}

fn is_one_row(rows: &u64) -> bool {
    *rows == 1
}

/// Why a recipe cannot be followed on a file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case", rename_all_fields = "snake_case")]
#[non_exhaustive]
#[allow(missing_docs)]
pub enum RecipeError {
    #[error("not a recipe: line {line}, column {column}")]
    Syntax { line: usize, column: usize, problem: String },
    #[error("version {found} instead of {expected}")]
    Version { found: u64, expected: u32 },
    #[error("the file has no column {name:?}")]
    ColumnMissing { name: String },
    #[error("the recipe does not know column {name:?}")]
    ColumnUnknown { name: String },
    #[error("the recipe names column {name:?} twice")]
    ColumnTwice { name: String },
    #[error("{misfits} of {rows} cells of {name:?} do not read as {expected:?}")]
    KindChanged { name: String, expected: Kind, misfits: u64, rows: u64 },
    #[error("the intervals of {name:?} cannot cut")]
    Interval { name: String },
    #[error("the treatment of {name:?} does not suit it")]
    Treatment { name: String },
    #[error("the dates of {name:?} are moved by other limits than those before")]
    ShiftsDiffer { name: String },
}

/// A recipe and a file that it fits. Only [`Recipe::fit`] makes one, so whatever
/// takes it may rely on a rule for every column.
#[derive(Clone, Copy, Debug)]
pub struct Fitted<'a> {
    /// The file.
    pub table: &'a Table,
    /// What to do with it.
    pub recipe: &'a Recipe,
}

impl Fitted<'_> {
    /// The number of each row's patient, from 0, where the recipe names the column that tells.
    #[must_use]
    pub fn patients(&self) -> Option<Vec<u32>> {
        self.table.column(self.recipe.patient.as_ref()?).map(privacy::patients)
    }
}

/// Share of a column's cells that may fail to read before the recipe is
/// refused: next month's file is then another kind of file.
const MISFITS: f64 = 0.05;

impl Recipe {
    /// Reads a recipe.
    ///
    /// # Errors
    /// [`RecipeError::Version`] for another form, [`RecipeError::Syntax`] for anything that is none.
    pub fn parse(json: &str) -> Result<Self, RecipeError> {
        let syntax = |error: serde_json::Error| RecipeError::Syntax {
            line: error.line(),
            column: error.column(),
            problem: error.to_string(),
        };
        let value: serde_json::Value = serde_json::from_str(json).map_err(syntax)?;
        match value.get("version").and_then(serde_json::Value::as_u64) {
            Some(found) if found != u64::from(VERSION) => {
                Err(RecipeError::Version { found, expected: VERSION })
            }
            // From the text again, for the position of a mistake.
            _ => serde_json::from_str(json).map_err(syntax),
        }
    }

    /// A recipe to start from: the roles that the columns suggest, the patient's
    /// column where patients have several rows, public intervals, k = 5, and a few questions whose bounds are common knowledge.
    #[must_use]
    pub fn starting(guesses: &[(ColumnRule, Reason)], dialect: Dialect) -> Self {
        let mut questions = vec![Question::Count];
        let is_age = |reason| matches!(reason, Reason::Heading { meaning: Meaning::Age });
        if let Some((rule, _)) =
            guesses.iter().find(|(rule, reason)| rule.format.kind == Kind::Integer && is_age(*reason))
        {
            // The bounds of a human life are no secret of the file's.
            let (name, lower, upper) = (rule.name.clone(), Decimal::whole(0), Decimal::whole(110));
            questions.push(Question::Mean {
                of: Bounded { column: name.clone(), lower, upper, step: None },
                public_rows: None,
            });
            let edges = (0..=11).map(|decade| Decimal::whole(10 * decade)).collect();
            questions.push(Question::Histogram(Margin { column: name, bins: Bins::Edges { edges } }));
        }
        let ask = |question| Asked { question, among: None, loss: Epsilon::QUARTER.into() };
        Self {
            version: VERSION,
            dialect: Some(dialect),
            columns: guesses.iter().map(|(rule, _)| rule.clone()).collect(),
            patient: guesses
                .iter()
                .find(|(_, reason)| matches!(reason, Reason::SeveralRows { .. }))
                .map(|(rule, _)| rule.name.clone()),
            share: Share::starting(),
            numbers: Numbers {
                budget: Epsilon::ONE.into(),
                rows_per_patient: 1,
                questions: questions.into_iter().map(ask).collect(),
            },
        }
    }

    /// Pairs the recipe with a file that it fits: the same columns, of the same kinds.
    ///
    /// A column that the recipe does not know is refused: it could be a name.
    ///
    /// # Errors
    /// As [`RecipeError`] says.
    pub fn fit<'a>(&'a self, table: &'a Table) -> Result<Fitted<'a>, RecipeError> {
        let (mut named, mut days) = (HashSet::new(), None);
        for rule in &self.columns {
            let name = rule.name.clone();
            if !named.insert(rule.name.as_str()) {
                return Err(RecipeError::ColumnTwice { name });
            }
            let Some(column) = table.column(&name) else { return Err(RecipeError::ColumnMissing { name }) };
            if rule.interval.is_some_and(|interval| !interval.are_sound(rule.format.kind)) {
                return Err(RecipeError::Interval { name });
            }
            if rule.treatment.as_ref().is_some_and(|treatment| !treatment.suits(rule)) {
                return Err(RecipeError::Treatment { name });
            }
            if let Some(Treatment::ShiftDates(shift)) = rule.treatment
                && *days.get_or_insert(shift.days) != shift.days
            {
                return Err(RecipeError::ShiftsDiffer { name });
            }
            let (misfits, rows) = (rule.format.misfits(column), table.rows as u64);
            if rule.role != Role::Identifier && misfits as f64 > MISFITS * rows as f64 {
                return Err(RecipeError::KindChanged { name, expected: rule.format.kind, misfits, rows });
            }
        }
        if let Some(name) = self.patient.as_ref().filter(|name| !named.contains(name.as_str())) {
            return Err(RecipeError::ColumnMissing { name: name.clone() });
        }
        match table.columns.iter().find(|column| !named.contains(column.name.as_str())) {
            Some(column) => Err(RecipeError::ColumnUnknown { name: column.name.clone() }),
            None => Ok(Fitted { table, recipe: self }),
        }
    }

    /// The rule for a column.
    #[must_use]
    pub fn rule(&self, name: &str) -> Option<&ColumnRule> {
        self.columns.iter().find(|rule| rule.name == name)
    }

    /// The names of the columns that others may know: quasi-identifiers, the
    /// semi-sensitive ones among them.
    pub fn quasi_identifiers(&self) -> impl Iterator<Item = &str> {
        let known = |rule: &&ColumnRule| rule.role.is_quasi_identifier();
        self.columns.iter().filter(known).map(|rule| rule.name.as_str())
    }

    /// The names of the columns that nobody should learn, the semi-sensitive ones among them.
    pub fn sensitive(&self) -> impl Iterator<Item = &str> {
        let hidden = |rule: &&ColumnRule| rule.role.is_sensitive();
        self.columns.iter().filter(hidden).map(|rule| rule.name.as_str())
    }

    /// The names of the columns of a role.
    pub fn names(&self, role: Role) -> impl Iterator<Item = &str> {
        self.columns.iter().filter(move |rule| rule.role == role).map(|rule| rule.name.as_str())
    }
}
