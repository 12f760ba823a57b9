//! Every decision of the steward as one value: what a run needs, and all it needs.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};

use crate::anonymize::fixed_intervals::Intervals;
use crate::dp::{Asked, Bins, Epsilon, Question};
use crate::table::roles::{self, Meaning, Reason};
use crate::table::{Column, Decimal, Dialect, Format, Kind, Role, Table};

/// The version of the recipe's form that this program writes and reads.
pub const VERSION: u32 = 1;

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
    /// How rows are shared.
    pub share: Share,
    /// Which numbers are published.
    pub numbers: Numbers,
}

/// What a column is, and how it is released.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct ColumnRule {
    /// The heading.
    pub name: String,
    /// How its cells read.
    pub format: Format,
    /// What it could tell about a person.
    pub role: Role,
    /// The intervals into which its numbers are put.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub interval: Option<Intervals>,
    /// Categories in their order; those not named follow by alphabet.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub order: Vec<String>,
}

/// How rows are shared: the policy that every group must satisfy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Share {
    /// The least number of rows in a group.
    pub k: u32,
    /// The least number of different values of each sensitive column in a group.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub l: Option<u32>,
}

/// Which numbers are published, and what all of them may cost together.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Numbers {
    /// The privacy loss that the file's patients may suffer in all.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "number"))]
    pub budget: Epsilon,
    /// What is asked, each with its share of the budget.
    pub questions: Vec<Asked>,
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

    /// A recipe to start from: the roles that the columns suggest, public
    /// intervals, k = 5, and a few questions whose bounds are common knowledge.
    #[must_use]
    pub fn starting(guesses: &[(ColumnRule, Reason)], dialect: Dialect) -> Self {
        let mut questions = vec![Question::Count];
        let is_age = |reason| matches!(reason, Reason::Heading { meaning: Meaning::Age });
        if let Some((rule, _)) =
            guesses.iter().find(|(rule, reason)| rule.format.kind == Kind::Integer && is_age(*reason))
        {
            // The bounds of a human life are no secret of the file's.
            let (name, lower, upper) = (rule.name.clone(), Decimal::whole(0), Decimal::whole(110));
            questions.push(Question::Mean { column: name.clone(), lower, upper, step: None });
            let edges = (0..=11).map(|decade| Decimal::whole(10 * decade)).collect();
            questions.push(Question::Histogram { column: name, bins: Bins::Edges { edges } });
        }
        let ask = |question| Asked { question, epsilon: Epsilon::QUARTER };
        Self {
            version: VERSION,
            dialect: Some(dialect),
            columns: guesses.iter().map(|(rule, _)| rule.clone()).collect(),
            share: Share { k: 5, l: None },
            numbers: Numbers { budget: Epsilon::ONE, questions: questions.into_iter().map(ask).collect() },
        }
    }

    /// Pairs the recipe with a file that it fits: the same columns, of the same kinds.
    ///
    /// A column that the recipe does not know is refused: it could be a name.
    ///
    /// # Errors
    /// As [`RecipeError`] says.
    pub fn fit<'a>(&'a self, table: &'a Table) -> Result<Fitted<'a>, RecipeError> {
        let mut named = HashSet::new();
        for rule in &self.columns {
            let name = rule.name.clone();
            if !named.insert(rule.name.as_str()) {
                return Err(RecipeError::ColumnTwice { name });
            }
            let Some(column) = table.column(&name) else { return Err(RecipeError::ColumnMissing { name }) };
            if rule.interval.is_some_and(|interval| !interval.are_sound(rule.format.kind)) {
                return Err(RecipeError::Interval { name });
            }
            let (misfits, rows) = (rule.format.misfits(column), table.rows as u64);
            if rule.role != Role::Identifier && misfits as f64 > MISFITS * rows as f64 {
                return Err(RecipeError::KindChanged { name, expected: rule.format.kind, misfits, rows });
            }
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

    /// The names of the columns of a role.
    pub fn names(&self, role: Role) -> impl Iterator<Item = &str> {
        self.columns.iter().filter(move |rule| rule.role == role).map(|rule| rule.name.as_str())
    }
}

impl ColumnRule {
    /// The rules that a file's columns suggest, and why their roles were guessed.
    #[must_use]
    pub fn guess_all(table: &Table) -> Vec<(Self, Reason)> {
        table.columns.iter().map(Self::guess).collect()
    }

    /// The rule that a column suggests, and why its role was guessed.
    #[must_use]
    pub fn guess(column: &Column) -> (Self, Reason) {
        let format = Format::guess(column);
        let (role, reason) = roles::guess(column, format);
        let interval = match (role, reason) {
            (Role::QuasiIdentifier, Reason::Heading { meaning: Meaning::Age })
                if format.kind.is_numeric() =>
            {
                Some(every(5))
            }
            (Role::QuasiIdentifier, _) => suggest_interval(column, format),
            _ => None,
        };
        (Self { name: column.name.clone(), format, role, interval, order: Vec::new() }, reason)
    }
}

/// Intervals of a whole width from 0.
fn every(width: i64) -> Intervals {
    Intervals { origin: Decimal::whole(0), width: Decimal::whole(width), bottom: None, top: None }
}

/// A round width (1, 2 or 5 times a power of ten) that cuts the middle nine
/// tenths of a column into twenty intervals at the most; single years for dates
/// that lie close together, five years otherwise. Only the width depends on the data.
fn suggest_interval(column: &Column, format: Format) -> Option<Intervals> {
    let positions = format.sorted_positions(column);
    let at = |twentieth: usize| positions.get(positions.len() * twentieth / 20).copied();
    let spread = at(19)? - at(1)?;
    match format.kind {
        Kind::Date => Some(every(if spread > 20.0 * 365.25 { 5 } else { 1 })),
        Kind::Integer | Kind::Real => {
            let rounds = (-6..12).flat_map(|exponent| [1, 2, 5].map(|digit| (digit, exponent)));
            let width = rounds
                .map(|(digit, exponent): (i64, i32)| match exponent {
                    0.. => Decimal::whole(digit * 10i64.pow(exponent.unsigned_abs())),
                    _ => Decimal::new(digit, exponent.unsigned_abs()),
                })
                .find(|width| {
                    spread / width.to_f64() <= 20.0 && (format.kind == Kind::Real || width.is_whole())
                })?;
            Some(Intervals { width, ..every(1) })
        }
        Kind::Category | Kind::Text => None,
    }
}
