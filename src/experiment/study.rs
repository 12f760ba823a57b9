//! The files of the experiment, with roles, hierarchies and splits.

use std::collections::HashMap;

use crate::anonymize::hierarchy::HierarchyRule;
use crate::recipe::{ColumnRule, Recipe, RecipeError};
use crate::table::{Decimal, Dialect, Format, Kind, MISSING, Role, Table};
use crate::utility::classification::{select, stratified_folds};

/// A file to be released, and rows to test on.
#[derive(Clone, Debug)]
pub struct Study {
    /// The name that results have.
    pub name: &'static str,
    /// The column whose value is to be told.
    pub target: &'static str,
    /// The column that nobody should learn.
    pub sensitive: &'static str,
    /// Roles and hierarchies; how rows are shared is the contender's.
    pub recipe: Recipe,
    /// Training rows and test rows, disjoint, for every run.
    pub splits: Vec<(Table, Table)>,
    /// One over the greatest probability with which a sensitive value may be linked to a person.
    pub l: Decimal,
    /// Into how many columns improved slicing cuts: few correlated headings in
    /// each of Heart, of which 14 are alike; three for Adult.
    pub columns: u32,
    /// Whether orders inside buckets are drawn anew: of many rows one order teaches as much as several.
    pub redrawn: bool,
}

const HEART_NUMBERS: [&str; 5] = ["age", "trestbps", "chol", "thalach", "oldpeak"];
const HEART_CATEGORIES: [&str; 7] = ["sex", "fbs", "restecg", "exang", "slope", "ca", "thal"];
const ADULT_NUMBERS: [&str; 3] = ["age", "hours-per-week", "education-num"];
const ADULT_CATEGORIES: [&str; 5] = ["workclass", "marital-status", "race", "sex", "native-country"];

/// Categories in the order of the reference run.
const HEART_ORDER: [(&str, &[&str]); 7] = [
    ("sex", &["1.0", "0.0"]),
    ("fbs", &["1.0", "0.0"]),
    ("restecg", &["1.0", "2.0", "0.0"]),
    ("exang", &["1.0", "0.0"]),
    ("slope", &["2.0", "3.0", "1.0"]),
    ("ca", &["3.0", "2.0", "1.0", "0.0"]),
    ("thal", &["7.0", "6.0", "3.0"]),
];

/// Folds of one repetition.
const FOLDS: usize = 5;

impl Study {
    /// The 297 complete rows of Cleveland, in stratified folds of a fifth that
    /// are drawn `repetitions` times; whether there is a disease is to be told,
    /// and the kind of chest pain to be hidden.
    ///
    /// # Errors
    /// [`RecipeError::ColumnMissing`] for another file.
    pub fn heart(table: &Table, repetitions: u64) -> Result<Self, RecipeError> {
        let (target, sensitive) = ("target", "cp");
        let mut recipe =
            recipe(table, &HEART_NUMBERS, &HEART_CATEGORIES, sensitive, target, &HashMap::new())?;
        for (name, order) in HEART_ORDER {
            if let Some(rule) = recipe.columns.iter_mut().find(|rule| rule.name == name) {
                rule.order = order.iter().map(|value| (*value).to_owned()).collect();
            }
        }
        let table = keep(table, &recipe, |_| true);
        let classes = table.column(target).cloned().unwrap_or_default();
        let mut splits = Vec::new();
        for repetition in 0..repetitions {
            let fold_of = stratified_folds(&classes, FOLDS, repetition);
            let part = |fold: usize| {
                (select(&table, |row| fold_of[row] != fold), select(&table, |row| fold_of[row] == fold))
            };
            splits.extend((0..FOLDS).map(part));
        }
        Ok(Self {
            name: "heart",
            target,
            sensitive,
            recipe,
            splits,
            l: Decimal::new(18, 1),
            columns: 8,
            redrawn: true,
        })
    }

    /// The complete rows of Adult, split as they were published by the column
    /// `split`; whether income is above 50,000 dollars is to be told, and the
    /// occupation to be hidden. `hierarchies` has written ones, by heading.
    ///
    /// # Errors
    /// [`RecipeError::ColumnMissing`] for another file.
    pub fn adult(table: &Table, hierarchies: &HashMap<String, HierarchyRule>) -> Result<Self, RecipeError> {
        let (target, sensitive) = ("income", "occupation");
        let recipe = recipe(table, &ADULT_NUMBERS, &ADULT_CATEGORIES, sensitive, target, hierarchies)?;
        let split = table.column("split").ok_or(RecipeError::ColumnMissing { name: "split".to_owned() })?;
        let complete = |row: usize| table.columns.iter().all(|column| column.codes[row] != MISSING);
        let part = |name: &str| keep(table, &recipe, |row| split.text(row) == name && complete(row));
        let splits = vec![(part("train"), part("test"))];
        Ok(Self {
            name: "adult",
            target,
            sensitive,
            recipe,
            splits,
            l: Decimal::whole(4),
            columns: 3,
            redrawn: false,
        })
    }

    /// The headings of the numbers that others may know.
    pub fn numbers(&self) -> impl Iterator<Item = &ColumnRule> {
        let known = |rule: &&ColumnRule| rule.role.is_quasi_identifier() && rule.format.kind.is_numeric();
        self.recipe.columns.iter().filter(known)
    }
}

/// The columns that the recipe names, in its order, of the rows that belong.
fn keep(table: &Table, recipe: &Recipe, belongs: impl Fn(usize) -> bool) -> Table {
    let columns = recipe.columns.iter().filter_map(|rule| table.column(&rule.name)).cloned();
    select(&Table { columns: columns.collect(), rows: table.rows }, belongs)
}

fn recipe(
    table: &Table,
    numbers: &[&str],
    categories: &[&str],
    sensitive: &str,
    target: &str,
    hierarchies: &HashMap<String, HierarchyRule>,
) -> Result<Recipe, RecipeError> {
    let rule = |name: &str, kind, role| {
        let column = table.column(name).ok_or(RecipeError::ColumnMissing { name: name.to_owned() })?;
        let (guess, _) = ColumnRule::guess(column);
        let mut rule = ColumnRule { format: Format::plain(kind), role, interval: None, ..guess };
        rule.hierarchy =
            hierarchies.get(name).cloned().or_else(|| Some(HierarchyRule::suggest(column, &rule)));
        Ok(rule)
    };
    let known = Role::QuasiIdentifier;
    let columns = numbers.iter().map(|name| rule(name, Kind::Real, known));
    let columns = columns.chain(categories.iter().map(|name| rule(name, Kind::Category, known)));
    let others = [(sensitive, Role::Sensitive), (target, Role::Other)];
    let columns = columns.chain(others.map(|(name, role)| rule(name, Kind::Category, role)));
    let mut recipe = Recipe::starting(&[], Dialect::default());
    recipe.columns = columns.collect::<Result<_, _>>()?;
    Ok(recipe)
}
