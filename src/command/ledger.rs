//! `lazaret ledger`, and the key that a ledger is signed with.

use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use clap::Subcommand;
use serde_json::{Value, json};
use time::OffsetDateTime;
use zeroize::Zeroizing;

use super::ledger_file::{LedgerFile, with};
use super::words::say;
use super::{Problem, files};
use crate::dp::Unit;
use crate::dp::ledger::{Entry, Head, Ledger, LedgerError, LedgerKey, Stamp};

/// What `lazaret ledger` does.
#[derive(Debug, Subcommand)]
pub(super) enum LedgerTask {
    /// Verify every line, and tell what was asked and what is left
    Show {
        ledger: PathBuf,
        /// Refuse a ledger that lacks what an earlier run printed as its head
        #[arg(long)]
        not_before: Option<Head>,
    },
    /// Write the certificate of one release, which may be published along with it
    Certificate {
        ledger: PathBuf,
        /// Number of the entry, as `lazaret ledger show` counts them
        entry: u64,
    },
}

impl LedgerTask {
    pub(super) fn run(&self) -> Result<Value, Problem> {
        match self {
            Self::Show { ledger, not_before } => {
                let ledger = read(ledger)?;
                not_before.as_ref().map_or(Ok(()), |seen| ledger.continues(seen))?;
                Ok(show(&ledger))
            }
            Self::Certificate { ledger, entry } => certificate(&read(ledger)?, *entry),
        }
    }
}

fn read(path: &Path) -> Result<Ledger, Problem> {
    let mut bytes = Vec::new();
    files::open(path)?.read_to_end(&mut bytes).map_err(|error| Problem::io(path, &error))?;
    Ok(Ledger::parse(&String::from_utf8_lossy(&bytes))?)
}

fn show(ledger: &Ledger) -> Value {
    let entry = |entry: &Entry| {
        json!({
            "entry": entry.number,
            "paid": entry.time,
            "answered": entry.answer.as_ref().map(|answer| &answer.time),
            "asked": entry.asked,
            "release": entry.answer.as_ref().map(|answer| &answer.release),
            "left": entry.budget.left,
        })
    };
    json!({
        "id": ledger.id(),
        "created": ledger.created(),
        "unit": ledger.unit(),
        "total": ledger.total(),
        "budget": ledger.budget(),
        "tables": ledger.tables(),
        "writers": ledger.writers().iter().map(|writer| writer.fingerprint()).collect::<Vec<_>>(),
        "head": ledger.head().to_string(),
        "entries": ledger.entries().iter().map(entry).collect::<Vec<_>>(),
    })
}

fn certificate(ledger: &Ledger, entry: u64) -> Result<Value, Problem> {
    let certificate = ledger.certificate(entry)?;
    let protected = match &certificate.release.unit {
        Unit::Row => json!({ "kind": "row" }),
        Unit::Patient { column, rows } => json!({ "kind": "patient", "column": column, "rows": rows }),
    };
    let mut answer = json!(certificate);
    answer["statement"] = json!({
        "protected": say("protected", &protected),
        "odds": say("odds", &certificate.odds),
        "odds_of_the_whole_budget": say("odds", &certificate.total_odds),
    });
    Ok(answer)
}

/// Takes a ledger for this run alone.
pub(super) fn locked(path: &Path) -> Result<LedgerFile, Problem> {
    LedgerFile::lock(path).map_err(|error| match error.kind() {
        ErrorKind::WouldBlock => Problem::Failed(format!(
            "{} is in use by another run, so nothing was asked and nothing spent. Wait until it has ended.",
            path.display()
        )),
        _ => Problem::usage(path, &error),
    })
}

/// The key to sign a ledger with, made on first use.
pub(super) fn key_of(ledger: &Path, key: Option<&Path>) -> Result<LedgerKey, Problem> {
    let path = key.map_or_else(|| with(ledger, ".key"), Path::to_owned);
    if !path.exists() {
        let key = LedgerKey::generate()?;
        files::write_new(&path, |write| {
            write(key.to_text().as_bytes())?;
            write(b"\n")
        })?;
        return Ok(key);
    }
    let mut text = Zeroizing::new(String::new());
    match files::open(&path)?.read_to_string(&mut text) {
        Err(error) if error.kind() == ErrorKind::InvalidData => Err(LedgerError::NotAKey.into()),
        Err(error) => Err(Problem::io(&path, &error)),
        Ok(_) => Ok(LedgerKey::parse(&text)?),
    }
}

/// The key's owner, now.
pub(super) fn stamp(key: &LedgerKey) -> Stamp {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    let now =
        i64::try_from(seconds).ok().and_then(|seconds| OffsetDateTime::from_unix_timestamp(seconds).ok());
    Stamp { time: rfc3339(now.unwrap_or(OffsetDateTime::UNIX_EPOCH)), writer: key.public() }
}

fn rfc3339(time: OffsetDateTime) -> String {
    let (date, (hour, minute, second)) = (time.date(), time.to_hms());
    let (year, month, day) = date.to_calendar_date();
    format!("{year:04}-{:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z", u8::from(month))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_written_as_the_standard_says() {
        let time = OffsetDateTime::from_unix_timestamp(1_234_567_890).unwrap();
        assert_eq!(rfc3339(time), "2009-02-13T23:31:30Z");
    }
}
