//! The `lazaret` command: what the page does, for scripts and nightly jobs.
//!
//! JSON on standard output, words on standard error. Exit code 0 when all went
//! well, 1 when the data or a guarantee failed, 2 when the call was wrong.

mod advise;
mod attack;
mod files;
mod foreign;
mod hierarchy;
mod identity;
mod key;
mod ledger;
pub mod ledger_file;
mod measure;
mod open;
mod optimum;
mod proof;
mod recipe;
mod reproduce;
mod risk;
mod seal;
mod share;
mod summarize;
mod supplies;
mod utility;
mod words;

use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use serde_json::{Value, json};

use crate::Failure;
use crate::describe::Description;
use crate::recipe::ColumnRule;
use reproduce::Reproduce;
use supplies::SuppliesArgs;
use words::say;

/// Anonymize a patient file, publish noisy numbers of it, or seal it.
#[derive(Debug, Parser)]
#[command(name = "lazaret", version, about)]
pub struct Cli {
    #[command(subcommand)]
    task: Task,
}

#[derive(Debug, Subcommand)]
enum Task {
    /// Tell what each column of a file seems to be, and why
    Inspect { file: PathBuf },
    /// Measure how easily patients are found by what others know of them
    Risk(risk::RiskTask),
    /// Measure what each privacy model would find in a table, the table itself being what its groups are compared with
    Measure {
        file: PathBuf,
        /// Columns that others may know, separated by commas
        #[arg(long, required = true, value_delimiter = ',')]
        quasi: Vec<String>,
        /// Columns that nobody should learn
        #[arg(long, required = true, value_delimiter = ',')]
        sensitive: Vec<String>,
        /// The column that tells which rows are one patient's
        #[arg(long)]
        patient: Option<String>,
    },
    /// Write a recipe to start from, with the guessed roles
    Recipe {
        file: PathBuf,
        /// Do with every column what a rule of law asks
        #[arg(long)]
        preset: Option<recipe::Preset>,
        /// Where the report on the preset goes, besides its sentences
        #[arg(long, requires = "preset")]
        report: Option<PathBuf>,
    },
    /// Make a key for pseudonyms and moved dates
    ///
    /// Whoever has it can tell who is who; whoever loses it cannot make the same
    /// pseudonyms again. An existing file is not written over.
    Key {
        /// Where the key goes; readable by you alone
        #[arg(long)]
        out: PathBuf,
    },
    /// Make a table that may be shared
    Protect {
        file: PathBuf,
        /// What to do
        #[arg(long)]
        recipe: PathBuf,
        /// Where the released table goes; readable by you alone
        #[arg(long)]
        out: PathBuf,
        /// Where the report goes, besides standard output
        #[arg(long)]
        report: Option<PathBuf>,
        #[command(flatten)]
        supplies: SuppliesArgs,
    },
    /// Show how a column's values grow coarser, and write it as a hierarchy
    Hierarchy(hierarchy::Hierarchy),
    /// Find the full-domain generalization that loses least
    Optimum(optimum::Optimum),
    /// Try an attack on a released table
    #[command(subcommand)]
    Attack(attack::AttackTask),
    /// Measure what a release is still good for, against its original
    Utility {
        original: PathBuf,
        released: PathBuf,
        /// The recipe of the release
        #[arg(long)]
        recipe: PathBuf,
    },
    /// Search for a good setting: try many, and recommend one
    Advise(advise::AdviseTask),
    /// Publish numbers with differentially private noise
    ///
    /// With a ledger, whatever was told about the same patients before counts, the
    /// same question gives the same answer at no cost, and nothing is asked that
    /// the budget has no room for. Without one, each run is for itself, and the
    /// costs of all runs add up.
    Summarize(summarize::Summarize),
    /// Read the ledger of a data set
    #[command(subcommand)]
    Ledger(ledger::LedgerTask),
    /// Make and keep the keys that sign and open sealed files
    #[command(subcommand)]
    Identity(identity::IdentityTask),
    /// Encrypt a file, or a table column by column
    Seal(seal::Seal),
    /// Decrypt a sealed file, or the columns of it that were granted
    Open(open::Open),
    /// Let somebody else read a file that you sealed
    Grant(open::Grant),
    /// Tell whom a sealed file is for, and what else shows of it without a key
    Contents(open::ContentsTask),
    /// Read and write crypt4gh files, which archives of genomes take
    #[command(subcommand)]
    Crypt4gh(foreign::Crypt4ghTask),
    /// Decrypt an age file
    Age(foreign::Age),
    /// Repeat an experiment that the project's claims rest on
    #[command(subcommand)]
    Reproduce(Reproduce),
}

/// Why a task was not done, in a sentence.
#[derive(Debug)]
enum Problem {
    /// The data or a guarantee failed.
    Failed(String),
    /// The call was wrong.
    Usage(String),
}

impl Problem {
    fn usage(path: &Path, error: &io::Error) -> Self {
        Self::Usage(format!("{}: {error}.", path.display()))
    }

    fn io(path: &Path, error: &io::Error) -> Self {
        Self::Failed(format!("{}: {error}.", path.display()))
    }
}

impl<F: Failure> From<F> for Problem {
    fn from(failure: F) -> Self {
        Self::Failed(say(F::SECTION, &failure))
    }
}

/// Does what the command line asks.
#[must_use]
pub fn run() -> ExitCode {
    // A wrong call ends here, with code 2 and clap's own words.
    match Cli::parse().task.run() {
        Ok(answer) => match print(&answer) {
            Ok(()) => ExitCode::SUCCESS,
            Err(_) => ExitCode::FAILURE,
        },
        Err(Problem::Failed(sentence)) => {
            eprintln!("{sentence}");
            ExitCode::FAILURE
        }
        Err(Problem::Usage(sentence)) => {
            eprintln!("{sentence}");
            ExitCode::from(2)
        }
    }
}

fn print(answer: &Value) -> io::Result<()> {
    let mut out = io::stdout().lock();
    serde_json::to_writer_pretty(&mut out, answer)?;
    io::Write::write_all(&mut out, b"\n")
}

impl Task {
    fn run(self) -> Result<Value, Problem> {
        match self {
            Self::Inspect { file } => inspect(&file),
            Self::Risk(task) => task.run(),
            Self::Attack(task) => task.run(),
            Self::Utility { original, released, recipe } => utility::utility(&original, &released, &recipe),
            Self::Advise(task) => task.run(),
            Self::Measure { file, quasi, sensitive, patient } => {
                measure::measure(&file, &quasi, &sensitive, patient.as_ref())
            }
            Self::Recipe { file, preset, report } => recipe::recipe(&file, preset, report.as_deref()),
            Self::Key { out } => key::make(&out),
            Self::Protect { file, recipe, out, report, supplies } => {
                share::share(&file, &recipe, &out, report.as_deref(), &supplies.read()?)
            }
            Self::Hierarchy(hierarchy) => hierarchy.show(),
            Self::Optimum(optimum) => optimum.find(),
            Self::Reproduce(reproduce) => reproduce.run(),
            Self::Summarize(task) => task.run(),
            Self::Ledger(task) => task.run(),
            Self::Identity(task) => task.run(),
            Self::Seal(task) => task.run(),
            Self::Open(task) => task.run(),
            Self::Grant(task) => task.run(),
            Self::Contents(task) => task.run(),
            Self::Crypt4gh(task) => task.run(),
            Self::Age(task) => task.run(),
        }
    }
}

fn inspect(file: &Path) -> Result<Value, Problem> {
    let loaded = files::load(file, None)?;
    let description = Description::of(&loaded, &ColumnRule::guess_all(&loaded.table));
    description.notices.iter().for_each(|notice| eprintln!("{}", say("notice", notice)));
    let mut answer = json!(description);
    for (line, column) in answer["columns"].as_array_mut().into_iter().flatten().zip(&description.columns) {
        line["reason"] = say("reason", &column.reason).into();
    }
    Ok(answer)
}
