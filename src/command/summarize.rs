//! `lazaret summarize`: a recipe's questions, with a ledger or without.

use std::path::{Path, PathBuf};

use clap::Args;
use serde_json::{Value, json};

use super::ledger::{key_of, locked, stamp};
use super::{Problem, files};
use crate::dp::ledger::{AskError, Content, Head, Ledger, LedgerError, LedgerKey, Stamp};
use crate::dp::{self, Data, SystemBits};

/// What `lazaret summarize` is told.
#[derive(Debug, Args)]
pub(super) struct Summarize {
    file: PathBuf,
    /// What to ask, and at what cost
    #[arg(long)]
    recipe: PathBuf,
    /// The ledger of these patients; opened with the recipe's budget where it is not there yet
    ///
    /// It holds everything that was told about them and a key to test guesses of
    /// the file with: keep it as you keep the file.
    #[arg(long)]
    ledger: Option<PathBuf>,
    /// The key that you sign the ledger with; made where it is not there yet. Without this it is beside the ledger
    #[arg(long, requires = "ledger")]
    ledger_key: Option<PathBuf>,
    /// The file is another version about the same patients: it shares their budget
    #[arg(long, requires = "ledger")]
    same_patients: bool,
    /// Refuse a ledger that lacks what an earlier run printed as its head
    #[arg(long, requires = "ledger")]
    not_before: Option<Head>,
}

impl Summarize {
    pub(super) fn run(&self) -> Result<Value, Problem> {
        let recipe = files::recipe(&self.recipe)?;
        let loaded = files::load(&self.file, recipe.dialect)?;
        let fitted = recipe.fit(&loaded.table)?;
        let Some(path) = &self.ledger else {
            let summary = dp::summarize(fitted, &mut SystemBits::default())?;
            eprintln!(
                "Nothing is remembered of this run: the budget is that of this run alone, and the costs of all runs about the same patients add up. With --ledger they are counted together."
            );
            // Nothing exact stands beside the noisy numbers, not even the number of rows.
            return Ok(json!({ "releases": summary.releases, "budget": summary.budget.state() }));
        };
        let (data, table) = (Data::from(fitted), Content::of(&loaded.table));
        let file = locked(path)?;
        let io = |error: std::io::Error| Problem::io(path, &error);
        let key = key_of(path, self.ledger_key.as_deref())?;
        let by = (&stamp(&key), &key);
        let ledger = match file.read().map_err(io)? {
            Some(text) => self.read(&text, &table, by)?,
            None => self.open(path, &data, recipe.numbers.budget, &table, by)?,
        };
        if ledger.total() != recipe.numbers.budget {
            eprintln!(
                "The recipe's budget is not that of the ledger. The ledger's was fixed when it was opened, and it holds."
            );
        }
        let known = ledger.entries().len() as u64;
        let bits = &mut SystemBits::default();
        let asked = ledger.ask(&data, &table, &recipe.numbers.questions, by, bits, |text| file.keep(text));
        let (ledger, entries) = asked.map_err(|error| match error {
            AskError::Refused(error) => error.into(),
            AskError::Ledger(error) => error.into(),
            AskError::NotKept(error) => io(error),
        })?;
        let before = entries.iter().filter(|&&entry| entry <= known).count();
        if before > 0 {
            eprintln!("{before} of {} questions were paid before and cost nothing.", entries.len());
        }
        let releases = entries.iter().filter_map(|&entry| ledger.entry(entry)?.answer.as_ref());
        Ok(json!({
            "releases": releases.map(|answer| &answer.release).collect::<Vec<_>>(),
            "budget": ledger.budget(),
            "ledger": {
                "id": ledger.id(),
                "head": ledger.head().to_string(),
                "key": key.public().fingerprint(),
                "entries": entries,
                "paid_before": before,
            },
        }))
    }

    fn read(
        &self,
        text: &str,
        table: &Content,
        (stamp, key): (&Stamp, &LedgerKey),
    ) -> Result<Ledger, Problem> {
        let mut ledger = Ledger::parse(text)?;
        self.not_before.as_ref().map_or(Ok(()), |seen| ledger.continues(seen))?;
        if self.same_patients && ledger.know(table) == Err(LedgerError::OtherTable) {
            ledger.append(&ledger.also_for(table, stamp)?.sign(key))?;
        }
        Ok(ledger)
    }

    fn open(
        &self,
        path: &Path,
        data: &Data<'_>,
        total: dp::Loss,
        table: &Content,
        (stamp, key): (&Stamp, &LedgerKey),
    ) -> Result<Ledger, Problem> {
        if self.same_patients || self.not_before.is_some() {
            return Err(Problem::Usage(format!("There is no ledger at {}.", path.display())));
        }
        Ok(Ledger::parse(&Ledger::open(data.unit().clone(), total, table, stamp)?.sign(key))?)
    }
}
