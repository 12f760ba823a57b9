//! Questions answered by way of a ledger.

use super::{Content, Entry, Ledger, LedgerError, LedgerKey, Stamp};
use crate::dp::{AnswerError, Asked, Data, SecureBits, prepare};

/// Why questions were not answered by way of a ledger.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum AskError<E> {
    /// One of the questions is refused, or the budget is too small for all.
    #[error(transparent)]
    Refused(AnswerError),
    /// The ledger is not this table's.
    #[error(transparent)]
    Ledger(LedgerError),
    /// The ledger could not be kept safe.
    #[error("the ledger was not kept")]
    NotKept(E),
}

impl<E> From<AnswerError> for AskError<E> {
    fn from(error: AnswerError) -> Self {
        Self::Refused(error)
    }
}

impl<E> From<LedgerError> for AskError<E> {
    fn from(error: LedgerError) -> Self {
        Self::Ledger(error)
    }
}

impl Ledger {
    /// Answers all of some questions, or none; those that were answered before at
    /// no cost. Gives the numbers of their entries, all of them answered.
    ///
    /// `keep` is given the ledger's text twice at most, and is to come back only
    /// when the text is safe: once with the costs before noise is drawn, once
    /// with the answers before they are shown. After a failure the ledger is gone;
    /// it is to be read again from where it was kept last.
    ///
    /// # Errors
    /// As [`AskError`] says. What was not kept is not spent.
    pub fn ask<E>(
        mut self,
        data: &Data<'_>,
        table: &Content,
        questions: &[Asked],
        (stamp, key): (&Stamp, &LedgerKey),
        bits: &mut impl SecureBits,
        mut keep: impl FnMut(&str) -> Result<(), E>,
    ) -> Result<(Self, Vec<u64>), AskError<E>> {
        let before = self.head();
        let charged: Result<Vec<u64>, AskError<E>> =
            questions.iter().map(|asked| self.pay(data, table, asked, stamp, key)).collect();
        let charged = charged?;
        if self.head() != before {
            keep(&self.text).map_err(AskError::NotKept)?;
        }
        let paid = self.head();
        for &entry in &charged {
            if let Some(asked) =
                self.entry(entry).filter(|entry| entry.answer.is_none()).map(|entry| &entry.asked)
            {
                let release = prepare(data, asked)?.draw(bits)?;
                self.append(&self.answer(entry, release, stamp)?.sign(key))?;
            }
        }
        if self.head() != paid {
            keep(&self.text).map_err(AskError::NotKept)?;
        }
        Ok((self, charged))
    }

    /// The entry of a question: the one that it has, or a new one that it pays.
    fn pay<E>(
        &mut self,
        data: &Data<'_>,
        table: &Content,
        asked: &Asked,
        stamp: &Stamp,
        key: &LedgerKey,
    ) -> Result<u64, AskError<E>> {
        let prepared = prepare(data, asked)?;
        if let Some(entry) = self.find(&prepared, table)? {
            return Ok(entry.number);
        }
        self.afford(&prepared, table)?;
        self.append(&self.charge(&prepared, table, stamp)?.sign(key))?;
        Ok(self.entries.len() as u64)
    }

    /// The entry of a number, from 1.
    #[must_use]
    pub fn entry(&self, number: u64) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.number == number)
    }
}
