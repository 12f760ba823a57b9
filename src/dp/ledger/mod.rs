//! The ledger of a data set: all that was told about its patients, and the
//! authority on what may still be told.
//!
//! A ledger is a text of lines that only grows. A line is a record, chained by
//! hash to the line before and signed by its writer (docs/ledger.md has the form
//! to the byte). What a program holds in memory is what the lines say: a record
//! gets in by [`Ledger::append`] alone, whether it was just made or read from a
//! file. The way of a release:
//!
//! ```text
//! find ── answered before? ──▶ the same answer, at no cost
//!   │ paid, but not answered? ──▶ draw
//! afford ▶ charge ▶ append ▶ keep safe ▶ draw ▶ answer ▶ append ▶ keep safe ▶ show
//! ```
//!
//! A program that dies anywhere on the way has spent once at most, and shown
//! nothing that is not recorded.

mod ask;
mod certificate;
mod entry;
mod error;
mod fingerprint;
mod key;
mod record;
#[cfg(test)]
mod tests;

pub use crate::bytes::Bytes;
pub use crate::seal::signature::{PublicKey, Signature};
pub use ask::AskError;
pub use certificate::{Certificate, Odds};
pub use entry::{Answer, Entry, Head};
pub use error::LedgerError;
pub use fingerprint::{Content, Fingerprint};
pub use key::LedgerKey;
pub use record::{Draft, ReadAs, Stamp, VERSION};

use record::{Event, Record};

use super::{Among, AnswerError, Budget, BudgetState, Loss, Prepared, Release, Unit};

/// Everything that was told about a data set.
///
/// # Guarantee
/// All releases that it records are together private with its total loss, for
/// the unit of privacy that it fixes ([`Budget`]). Nothing is charged that does
/// not fit, and no question about the same table is charged twice.
///
/// # Assumptions
/// Every release about these patients is recorded in it, and no older copy is
/// written to: two copies that went separate ways have both spent. Chain and
/// signatures show every change of a line and who wrote it; that the last lines
/// were cut off is seen only by who knows a later [`Head`].
///
/// # Utility
/// What was told once is free.
///
/// # Errors
/// As [`LedgerError`] says; [`AnswerError`] when a question does not fit.
///
/// # Citation
/// Chained records: Schneier, Kelsey 1999, Secure Audit Logs to Support Computer
/// Forensics; signatures: RFC 8032.
#[derive(Debug)]
pub struct Ledger {
    id: Bytes<16>,
    created: String,
    unit: Unit,
    key: Bytes<32>,
    text: String,
    /// Of each line.
    hashes: Vec<Bytes<32>>,
    tables: Vec<Fingerprint>,
    entries: Vec<Entry>,
    budget: Budget,
    writers: Vec<PublicKey>,
}

impl Ledger {
    /// The first line of a new ledger: the unit of privacy and the total are fixed for good.
    ///
    /// # Errors
    /// [`LedgerError::NoRandomness`].
    pub fn open(unit: Unit, total: Loss, table: &Content, stamp: &Stamp) -> Result<Draft, LedgerError> {
        let key = Bytes::random().map_err(|_| LedgerError::NoRandomness)?;
        let table = table.fingerprint(&key);
        let id = Bytes::random().map_err(|_| LedgerError::NoRandomness)?;
        let opened = Event::Opened { version: VERSION, id, unit, total, key, table };
        draft(1, Bytes::ZERO, stamp, opened)
    }

    /// Reads a ledger and verifies every line.
    ///
    /// # Errors
    /// What is wrong, and in which record.
    pub fn parse(text: &str) -> Result<Self, LedgerError> {
        let mut lines = text.lines();
        let mut ledger = Self::begin(lines.next().unwrap_or_default())?;
        lines.try_for_each(|line| ledger.append(line))?;
        Ok(ledger)
    }

    fn begin(line: &str) -> Result<Self, LedgerError> {
        let record = Record::read(line, 1).map_err(|error| match error {
            LedgerError::Unreadable { .. } => other_form(line),
            error => error,
        })?;
        match record.event {
            Event::Opened { version: VERSION, id, unit, total, key, table }
                if record.number == 1 && record.previous == Bytes::ZERO =>
            {
                Ok(Self {
                    id,
                    created: record.time,
                    unit,
                    key,
                    text: format!("{line}\n"),
                    hashes: vec![record::hash(line)],
                    tables: vec![table],
                    entries: Vec::new(),
                    budget: Budget::new(total),
                    writers: vec![record.writer],
                })
            }
            _ => Err(other_form(line)),
        }
    }

    /// Adds a line.
    ///
    /// # Errors
    /// As for [`Ledger::parse`]; nothing is added then.
    pub fn append(&mut self, line: &str) -> Result<(), LedgerError> {
        let number = self.hashes.len() as u64 + 1;
        let record = Record::read(line, number)?;
        if record.number != number || Some(&record.previous) != self.hashes.last() {
            return Err(LedgerError::ChainBroken { record: number });
        }
        let (hash, writer) = (record::hash(line), record.writer);
        let head = Head { number, hash: hash.to_string() };
        self.take(record, head).ok_or(LedgerError::Contradiction { record: number })?;
        self.hashes.push(hash);
        self.text.extend([line, "\n"]);
        if !self.writers.contains(&writer) {
            self.writers.push(writer);
        }
        Ok(())
    }

    /// Does what a record says; `None`, and nothing done, where it contradicts those before.
    fn take(&mut self, record: Record, head: Head) -> Option<()> {
        let Record { time, writer, software, event, .. } = record;
        match event {
            Event::Opened { .. } => None,
            Event::Spent { table, asked, formats } => {
                self.tables.contains(&table).then_some(())?;
                let (frame, among) = self.part(&table, asked.among.as_ref(), &formats);
                self.budget.spend_within(frame, asked.loss, among).ok()?;
                let (number, budget) = (self.entries.len() as u64 + 1, self.budget.state());
                self.entries.push(Entry { number, time, table, asked, formats, budget, answer: None });
                Some(())
            }
            Event::Answered { entry, release } => {
                let unit = self.unit.clone();
                let entry = self.entries.iter_mut().find(|known| known.number == entry)?;
                (entry.answer.is_none() && release.asked == entry.asked && release.unit == unit)
                    .then_some(())?;
                let writer = writer.fingerprint();
                entry.answer = Some(Answer { release, time, head, writer, software });
                Some(())
            }
            Event::SamePatients { table } => (!self.tables.contains(&table)).then(|| self.tables.push(table)),
        }
    }

    /// How a question about some of the patients is charged: as a part only where
    /// one patient has one row, beside the parts of the same table that are
    /// parted by the same column, read alike. In another version of the table, or
    /// read in another way, a patient could be in another part.
    fn part(&self, table: &Fingerprint, among: Option<&Among>, formats: &[ReadAs]) -> (usize, Option<Among>) {
        let Some(among) = among.filter(|_| self.unit.rows() == 1) else { return (0, None) };
        let frame = |table, formats: &[ReadAs]| {
            (table, formats.iter().find(|read| read.column == among.column()).map(|read| read.format))
        };
        let own = frame(*table, formats);
        let same = |entry: &Entry| entry.asked.among.is_some() && frame(entry.table, &entry.formats) == own;
        let first = self.entries.iter().position(same);
        (first.unwrap_or(self.entries.len()), Some(among.clone()))
    }

    /// The entry whose answer is the question's: recorded, or paid and still to be drawn.
    ///
    /// # Errors
    /// [`LedgerError::OtherTable`] and [`LedgerError::OtherUnit`].
    pub fn find(&self, prepared: &Prepared<'_>, table: &Content) -> Result<Option<&Entry>, LedgerError> {
        let table = self.know(table)?;
        if *prepared.unit() != self.unit {
            return Err(LedgerError::OtherUnit);
        }
        let mut same = self.entries.iter().filter(|entry| entry.answers(prepared, &table));
        let paid = same.clone().next();
        Ok(same.find(|entry| entry.answer.is_some()).or(paid))
    }

    /// Whether the budget has room for a question that [`Ledger::find`] does not know.
    ///
    /// # Errors
    /// [`AnswerError::BudgetSpent`] and [`AnswerError::OtherMeasure`].
    pub fn afford(&self, prepared: &Prepared<'_>, table: &Content) -> Result<(), AnswerError> {
        let (asked, table) = (prepared.asked(), table.fingerprint(&self.key));
        let (frame, among) = self.part(&table, asked.among.as_ref(), &entry::formats(prepared));
        Ok(self.budget.check(frame, asked.loss, among)?)
    }

    /// The line that charges such a question. It is to be appended, and the text to
    /// be kept safe, before the noise is drawn.
    ///
    /// # Errors
    /// [`LedgerError::NotExact`].
    pub fn charge(
        &self,
        prepared: &Prepared<'_>,
        table: &Content,
        stamp: &Stamp,
    ) -> Result<Draft, LedgerError> {
        let (table, asked) = (table.fingerprint(&self.key), prepared.asked().clone());
        self.draft(stamp, Event::Spent { table, asked, formats: entry::formats(prepared) })
    }

    /// The line that records the answer of an entry. It is to be appended, and the
    /// text to be kept safe, before the answer is shown.
    ///
    /// # Errors
    /// [`LedgerError::NotExact`].
    pub fn answer(&self, entry: u64, release: Release, stamp: &Stamp) -> Result<Draft, LedgerError> {
        self.draft(stamp, Event::Answered { entry, release })
    }

    /// The line which says that another table, such as a new version of the file,
    /// is about the same patients: they share the budget. Answers about one table
    /// are none about the other.
    ///
    /// # Errors
    /// [`LedgerError::NotExact`].
    pub fn also_for(&self, table: &Content, stamp: &Stamp) -> Result<Draft, LedgerError> {
        self.draft(stamp, Event::SamePatients { table: table.fingerprint(&self.key) })
    }

    fn draft(&self, stamp: &Stamp, event: Event) -> Result<Draft, LedgerError> {
        let previous = self.hashes.last().copied().unwrap_or(Bytes::ZERO);
        draft(self.hashes.len() as u64 + 1, previous, stamp, event)
    }

    /// The fingerprint of a table that the ledger is of.
    ///
    /// # Errors
    /// [`LedgerError::OtherTable`].
    pub fn know(&self, table: &Content) -> Result<Fingerprint, LedgerError> {
        Some(table.fingerprint(&self.key))
            .filter(|table| self.tables.contains(table))
            .ok_or(LedgerError::OtherTable)
    }

    /// Refuses a ledger that does not hold all that was seen before.
    ///
    /// # Errors
    /// [`LedgerError::Older`] and [`LedgerError::Diverged`].
    pub fn continues(&self, seen: &Head) -> Result<(), LedgerError> {
        let records = self.hashes.len() as u64;
        let at = usize::try_from(seen.number).ok().and_then(|number| number.checked_sub(1));
        match at.and_then(|at| self.hashes.get(at)) {
            None => Err(LedgerError::Older { records, seen: seen.number }),
            Some(hash) if hash.to_string() != seen.hash => Err(LedgerError::Diverged { record: seen.number }),
            Some(_) => Ok(()),
        }
    }

    /// The file: one record a line.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The last line.
    #[must_use]
    pub fn head(&self) -> Head {
        let hash = self.hashes.last().map(ToString::to_string).unwrap_or_default();
        Head { number: self.hashes.len() as u64, hash }
    }

    /// What tells one ledger from another; random.
    #[must_use]
    pub const fn id(&self) -> &Bytes<16> {
        &self.id
    }

    /// When it was opened.
    #[must_use]
    pub fn created(&self) -> &str {
        &self.created
    }

    /// Whom its releases protect.
    #[must_use]
    pub const fn unit(&self) -> &Unit {
        &self.unit
    }

    /// May be spent in all.
    #[must_use]
    pub const fn total(&self) -> Loss {
        self.budget.total()
    }

    /// What is spent and left.
    #[must_use]
    pub fn budget(&self) -> BudgetState {
        self.budget.state()
    }

    /// The questions that were paid, in their order.
    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// How many versions of the table it knows.
    #[must_use]
    pub const fn tables(&self) -> usize {
        self.tables.len()
    }

    /// The keys that signed it, in the order of their first line.
    #[must_use]
    pub fn writers(&self) -> &[PublicKey] {
        &self.writers
    }
}

fn draft(number: u64, previous: Bytes<32>, stamp: &Stamp, event: Event) -> Result<Draft, LedgerError> {
    let Stamp { time, writer } = stamp.clone();
    Draft::new(&Record { number, previous, time, writer, software: env!("CARGO_PKG_VERSION").into(), event })
}

/// Why a first line is none: of another version, or of something else.
fn other_form(line: &str) -> LedgerError {
    let json: serde_json::Value = serde_json::from_str(line).unwrap_or_default();
    let record = &json["record"];
    match record["version"].as_u64() {
        Some(found) if record["event"] == "opened" && found != VERSION => {
            LedgerError::Version { found, expected: VERSION }
        }
        _ => LedgerError::NotALedger,
    }
}
