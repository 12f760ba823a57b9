//! `lazaret attack`: tries an attack on a released table.

use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use serde_json::{Value, json};

use super::risk::{guess_rules, names};
use super::words::say;
use super::{Problem, files};
use crate::recipe::{ColumnRule, Recipe};
use crate::risk::attack::{self, Attack, Slices};
use crate::table::{Role, Table};

#[derive(Debug, Subcommand)]
pub(super) enum AttackTask {
    /// Join the release with a second file about known people
    Linkage {
        released: PathBuf,
        /// The file about known people
        #[arg(long)]
        against: PathBuf,
        #[command(flatten)]
        known: Known,
        /// A column of both files that tells which row is whose, to check the matches by
        #[arg(long)]
        truth: Option<String>,
    },
    /// Find groups whose rows share one sensitive value
    Homogeneity {
        released: PathBuf,
        #[command(flatten)]
        target: Target,
    },
    /// Find groups that leave one value when some are ruled out
    BackgroundKnowledge {
        released: PathBuf,
        #[command(flatten)]
        target: Target,
        /// How many values can be ruled out
        #[arg(long, default_value_t = 1)]
        ruled_out: u32,
    },
    /// Find groups that make a value much likelier
    Skewness {
        released: PathBuf,
        #[command(flatten)]
        target: Target,
    },
    /// Find groups whose values differ but are much alike
    Similarity {
        released: PathBuf,
        #[command(flatten)]
        target: Target,
        /// A recipe that knows the hierarchies of the sensitive columns
        #[arg(long)]
        recipe: Option<PathBuf>,
    },
    /// Tell people who are in the table from others
    Membership {
        released: PathBuf,
        /// Rows that were released
        #[arg(long)]
        members: PathBuf,
        /// Rows of the same kind that were not
        #[arg(long)]
        others: PathBuf,
        #[command(flatten)]
        known: Known,
        /// In a sliced release the column that numbers the buckets
        #[arg(long, requires = "slices")]
        bucket: Option<String>,
        /// Columns that were permuted together, such as “age,sex;town”
        #[arg(long, requires = "bucket")]
        slices: Option<String>,
    },
    /// Lay two releases of the same people over each other
    Intersection {
        released: PathBuf,
        second: PathBuf,
        /// The file about known people
        #[arg(long)]
        against: PathBuf,
        #[command(flatten)]
        known: Known,
        /// The column that nobody should learn
        #[arg(long)]
        sensitive: String,
    },
}

/// What the attacker knows of people.
#[derive(Debug, Args)]
pub(super) struct Known {
    /// Columns to match on, separated by commas; all that the files share where none is named
    #[arg(long, value_delimiter = ',')]
    columns: Vec<String>,
    /// The recipe of the release, for its hierarchies and orders
    #[arg(long)]
    recipe: Option<PathBuf>,
}

/// What the attacker knows of a release, and what is sought.
#[derive(Debug, Args)]
pub(super) struct Target {
    /// Columns that others may know, separated by commas
    #[arg(long, required = true, value_delimiter = ',')]
    quasi: Vec<String>,
    /// Columns that nobody should learn
    #[arg(long, required = true, value_delimiter = ',')]
    sensitive: Vec<String>,
}

impl AttackTask {
    pub(super) fn run(self) -> Result<Value, Problem> {
        let attacks = match self {
            Self::Linkage { released, against, known, truth } => {
                let (release, people) = (load(&released)?, load(&against)?);
                let rules = known.rules((&released, &release), (&against, &people), truth.as_ref())?;
                if let Some(truth) = &truth {
                    files::know_columns(&released, &release, [truth])?;
                    files::know_columns(&against, &people, [truth])?;
                }
                let rules: Vec<&ColumnRule> = rules.iter().collect();
                vec![Attack::Linkage(attack::linkage(&release, &people, &rules, truth.as_deref()))]
            }
            Self::Homogeneity { released, target } => target
                .try_each(&released, |table, quasi, sensitive| {
                    Attack::Homogeneity(attack::homogeneity(table, quasi, sensitive))
                })?,
            Self::BackgroundKnowledge { released, target, ruled_out } => {
                target.try_each(&released, |table, quasi, sensitive| {
                    Attack::BackgroundKnowledge(attack::background_knowledge(
                        table, quasi, sensitive, ruled_out,
                    ))
                })?
            }
            Self::Skewness { released, target } => target
                .try_each(&released, |table, quasi, sensitive| {
                    Attack::Skewness(attack::skewness(table, quasi, sensitive))
                })?,
            Self::Similarity { released, target, recipe } => {
                let recipe = recipe.as_deref().map(files::recipe).transpose()?;
                target.try_each(&released, |table, quasi, sensitive| {
                    let rule = rules(recipe.as_ref(), table, &[sensitive.to_owned()]).pop();
                    let guess = || ColumnRule::guess(&crate::table::Column::from_texts(sensitive, [])).0;
                    Attack::Similarity(attack::similarity(table, quasi, &rule.unwrap_or_else(guess)))
                })?
            }
            Self::Membership { released, members, others, known, bucket, slices } => {
                let (release, inside, outside) = (load(&released)?, load(&members)?, load(&others)?);
                let rules = known.rules((&released, &release), (&members, &inside), bucket.as_ref())?;
                files::know_columns(&others, &outside, rules.iter().map(|rule| &rule.name))?;
                let slices = bucket.zip(slices).map(|(bucket, slices)| {
                    let slice = |names: &str| names.split(',').map(|name| name.trim().to_owned()).collect();
                    Slices { bucket, columns: slices.split(';').map(slice).collect() }
                });
                if let Some(slices) = &slices {
                    files::know_columns(
                        &released,
                        &release,
                        slices.columns.iter().flatten().chain([&slices.bucket]),
                    )?;
                }
                let rules: Vec<&ColumnRule> = rules.iter().collect();
                vec![Attack::Membership(attack::membership(
                    &release,
                    &inside,
                    &outside,
                    &rules,
                    slices.as_ref(),
                ))]
            }
            Self::Intersection { released, second, against, known, sensitive } => {
                let (first, other, people) = (load(&released)?, load(&second)?, load(&against)?);
                let rules = known.rules((&released, &first), (&against, &people), Some(&sensitive))?;
                files::know_columns(
                    &second,
                    &other,
                    rules.iter().map(|rule| &rule.name).chain([&sensitive]),
                )?;
                files::know_columns(&released, &first, [&sensitive])?;
                let rules: Vec<&ColumnRule> = rules.iter().collect();
                vec![Attack::Intersection(attack::intersection(&first, &other, &people, &rules, &sensitive))]
            }
        };
        Ok(json!({ "findings": attacks.iter().map(told).collect::<Vec<_>>() }))
    }
}

/// The numbers with their sentence.
fn told(attack: &Attack) -> Value {
    let mut finding = json!(attack);
    finding["sentence"] = say("attack", attack).into();
    finding
}

impl Target {
    /// Tries an attack on each sensitive column.
    fn try_each(
        &self,
        released: &Path,
        attack: impl Fn(&Table, &[&str], &str) -> Attack,
    ) -> Result<Vec<Attack>, Problem> {
        let table = load(released)?;
        files::know_columns(released, &table, self.quasi.iter().chain(&self.sensitive))?;
        let quasi = names(&self.quasi);
        Ok(self.sensitive.iter().map(|sensitive| attack(&table, &quasi, sensitive)).collect())
    }
}

impl Known {
    /// How the columns that both files have read; without `columns` all but `left_out`.
    fn rules(
        &self,
        (release_path, release): (&Path, &Table),
        (people_path, people): (&Path, &Table),
        left_out: Option<&String>,
    ) -> Result<Vec<ColumnRule>, Problem> {
        let recipe = self.recipe.as_deref().map(files::recipe).transpose()?;
        files::know_columns(release_path, release, &self.columns)?;
        files::know_columns(people_path, people, &self.columns)?;
        let is_known = |name: &&String| {
            recipe.as_ref().is_none_or(|recipe| recipe.quasi_identifiers().any(|quasi| quasi == *name))
        };
        let shared = people.columns.iter().map(|column| &column.name);
        let shared = shared.filter(|name| release.column(name).is_some() && Some(*name) != left_out);
        let columns: Vec<String> = match self.columns.is_empty() {
            true => shared.filter(is_known).cloned().collect(),
            false => self.columns.clone(),
        };
        if columns.is_empty() {
            let (released, people) = (release_path.display(), people_path.display());
            return Err(Problem::Usage(format!(
                "{released} and {people} have no column in common to match on. Name columns with --columns."
            )));
        }
        Ok(rules(recipe.as_ref(), people, &columns))
    }
}

/// The rules of some columns: the recipe's where it has them, else as they suggest themselves.
fn rules(recipe: Option<&Recipe>, table: &Table, columns: &[String]) -> Vec<ColumnRule> {
    let of_recipe = |name: &str| recipe?.rule(name).filter(|rule| rule.role != Role::Identifier).cloned();
    let guessed = guess_rules(table, columns);
    guessed.into_iter().map(|guess| of_recipe(&guess.name).unwrap_or(guess)).collect()
}

fn load(path: &Path) -> Result<Table, Problem> {
    Ok(files::load(path, None)?.table)
}
