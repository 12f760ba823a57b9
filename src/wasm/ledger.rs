//! The ledger of the loaded table. The page keeps its text safe between paying
//! and drawing, and signs each record with a key that stays in the browser.

use serde::{Deserialize, Serialize};
use tsify::Ts;
use wasm_bindgen::prelude::*;

use super::failure::{give, take, thrown};
use super::workbench::Workbench;
use crate::dp::ledger::{
    Bytes, Certificate, Content, Draft, Entry, Head, Ledger, LedgerError, LedgerKey, PublicKey, Stamp,
};
use crate::dp::{self, Asked, BudgetState, Loss, Release, SystemBits, Unit};
use crate::recipe::Recipe;

/// What the worker knows of the table's ledger.
#[derive(Default)]
pub(super) struct Desk {
    content: Option<Content>,
    ledger: Option<Ledger>,
    /// Waits for its signature.
    draft: Option<Draft>,
}

/// What the page shows of a ledger.
#[derive(Serialize, Deserialize, tsify::Tsify)]
pub struct LedgerState {
    /// Tells it from others.
    pub id: String,
    /// When it was opened.
    pub created: String,
    /// Whom its releases protect.
    pub unit: Unit,
    /// May be spent in all.
    pub total: Loss,
    /// What is spent and left.
    pub budget: BudgetState,
    /// The last line.
    pub head: Head,
    /// How many versions of the table it knows.
    pub tables: usize,
    /// Fingerprints of the keys that signed it.
    pub writers: Vec<String>,
    /// The questions that were paid.
    pub entries: Vec<LedgerEntry>,
}

/// A question of a ledger.
#[derive(Serialize, Deserialize, tsify::Tsify)]
pub struct LedgerEntry {
    /// From 1.
    pub number: u64,
    /// When it was paid.
    pub time: String,
    /// The question and its loss.
    pub asked: Asked,
    /// Whether it was asked about the table that is loaded.
    pub of_this_table: bool,
    /// The answer, once it is recorded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[tsify(optional)]
    pub release: Option<Release>,
}

/// Who writes, and when, as the page says it: the time as RFC 3339 has it, and
/// the 32 bytes of the public key.
fn stamp(time: String, writer: &[u8]) -> Result<Stamp, JsValue> {
    let writer = writer.try_into().map_err(|_| thrown(LedgerError::NotAKey))?;
    Ok(Stamp { time, writer: PublicKey::new(writer) })
}

/// A ledger that holds the line that was seen before.
fn read(text: &str, seen: Option<String>) -> Result<Ledger, JsValue> {
    let ledger = Ledger::parse(text).map_err(thrown)?;
    if let Some(seen) = seen.and_then(|seen| seen.parse::<Head>().ok()) {
        ledger.continues(&seen).map_err(thrown)?;
    }
    Ok(ledger)
}

impl Workbench {
    fn content(&mut self) -> Content {
        let table = &self.loaded().table;
        let content = self.desk.content.clone().unwrap_or_else(|| Content::of(table));
        self.desk.content.insert(content).clone()
    }

    fn held(&self) -> Result<&Ledger, JsValue> {
        self.desk.ledger.as_ref().ok_or_else(|| JsError::new("there is no ledger").into())
    }

    /// Keeps a draft, and gives what is to be signed.
    fn propose(&mut self, draft: Draft) -> Vec<u8> {
        self.desk.draft.insert(draft).message()
    }
}

#[wasm_bindgen]
impl Workbench {
    /// Takes a ledger if it is of the loaded table and holds the line that was seen
    /// before; says whether it is of the table.
    ///
    /// # Errors
    /// A [`LedgerError`] as an object.
    pub fn use_ledger(&mut self, text: &str, seen: Option<String>) -> Result<bool, JsValue> {
        let (ledger, content) = (read(text, seen)?, self.content());
        let known = ledger.know(&content).is_ok();
        if known {
            self.desk.ledger = Some(ledger);
        }
        Ok(known)
    }

    /// Begins a ledger for the loaded table; gives the message to sign.
    ///
    /// # Errors
    /// A [`crate::recipe::RecipeError`] or [`LedgerError`] as an object.
    pub fn open_ledger(
        &mut self,
        recipe: Ts<Recipe>,
        total: Ts<Loss>,
        time: String,
        writer: &[u8],
    ) -> Result<Vec<u8>, JsValue> {
        let (recipe, content) = (take(recipe)?, self.content());
        if self.desk.ledger.is_some() {
            return Err(JsError::new("the table has a ledger").into());
        }
        let data = self.data(&recipe)?;
        let (unit, total) = (data.unit().clone(), take(total)?);
        let draft = Ledger::open(unit, total, &content, &stamp(time, writer)?).map_err(thrown)?;
        Ok(self.propose(draft))
    }

    /// Takes a ledger of another version of the table; gives the message to sign
    /// which says that both are about the same patients.
    ///
    /// # Errors
    /// A [`LedgerError`] as an object.
    pub fn same_patients(
        &mut self,
        text: &str,
        seen: Option<String>,
        time: String,
        writer: &[u8],
    ) -> Result<Vec<u8>, JsValue> {
        let (ledger, content) = (read(text, seen)?, self.content());
        let draft = ledger.also_for(&content, &stamp(time, writer)?).map_err(thrown)?;
        self.desk.ledger = Some(ledger);
        Ok(self.propose(draft))
    }

    /// The number of a question's entry. With it the message to sign where the
    /// question is new: signed, and the text kept safe, it is paid.
    ///
    /// # Errors
    /// A [`crate::recipe::RecipeError`], [`crate::dp::AnswerError`] or [`LedgerError`] as an object.
    #[wasm_bindgen(unchecked_return_type = "{ entry: number; message?: Uint8Array }")]
    pub fn pay(
        &mut self,
        recipe: Ts<Recipe>,
        asked: Ts<Asked>,
        time: String,
        writer: &[u8],
    ) -> Result<JsValue, JsValue> {
        let (recipe, asked, content) = (take(recipe)?, take(asked)?, self.content());
        let stamp = stamp(time, writer)?;
        let data = self.data(&recipe)?;
        let prepared = dp::prepare(&data, &asked).map_err(thrown)?;
        let ledger = self.held()?;
        let found = ledger.find(&prepared, &content).map_err(thrown)?.map(|entry| entry.number);
        let paid = js_sys::Object::new();
        let set = |name: &str, value: JsValue| js_sys::Reflect::set(&paid, &name.into(), &value);
        if let Some(number) = found {
            set("entry", (number as f64).into())?;
            return Ok(paid.into());
        }
        ledger.afford(&prepared, &content).map_err(thrown)?;
        let draft = ledger.charge(&prepared, &content, &stamp).map_err(thrown)?;
        set("entry", (ledger.entries().len() as f64 + 1.0).into())?;
        let message = self.propose(draft);
        set("message", js_sys::Uint8Array::from(&message[..]).into())?;
        Ok(paid.into())
    }

    /// Draws the answer of a paid entry; gives the message to sign which records it,
    /// or none where it was answered before. Nothing is to be shown before the
    /// record is kept safe.
    ///
    /// # Errors
    /// As for [`Workbench::pay`].
    pub fn draw(
        &mut self,
        recipe: Ts<Recipe>,
        entry: u32,
        time: String,
        writer: &[u8],
    ) -> Result<Option<Vec<u8>>, JsValue> {
        let (recipe, stamp) = (take(recipe)?, stamp(time, writer)?);
        let entry = u64::from(entry);
        let none = || thrown(LedgerError::NoAnswer { entry });
        let paid = self.held()?.entry(entry).ok_or_else(none)?;
        if paid.answer.is_some() {
            return Ok(None);
        }
        let asked = paid.asked.clone();
        let data = self.data(&recipe)?;
        let prepared = dp::prepare(&data, &asked).map_err(thrown)?;
        let release = prepared.draw(&mut SystemBits::default()).map_err(thrown)?;
        let draft = self.held()?.answer(entry, release, &stamp).map_err(thrown)?;
        Ok(Some(self.propose(draft)))
    }

    /// Adds the record whose message was signed.
    ///
    /// # Errors
    /// A [`LedgerError`] as an object.
    pub fn add_signed(&mut self, signature: &[u8]) -> Result<(), JsValue> {
        let Some(draft) = self.desk.draft.take() else {
            return Err(JsError::new("there is nothing to sign").into());
        };
        let signature = signature.try_into().map_err(|_| thrown(LedgerError::NotAKey))?;
        let line = draft.signed(&Bytes(signature));
        match &mut self.desk.ledger {
            Some(ledger) => ledger.append(&line).map_err(thrown)?,
            None => self.desk.ledger = Some(Ledger::parse(&line).map_err(thrown)?),
        }
        Ok(())
    }

    /// The ledger as its file has it.
    ///
    /// # Errors
    /// Without a ledger.
    pub fn ledger_text(&self) -> Result<String, JsValue> {
        Ok(self.held()?.text().to_owned())
    }

    /// What the page shows of the ledger.
    ///
    /// # Errors
    /// Without a ledger.
    pub fn ledger(&mut self) -> Result<Ts<LedgerState>, JsValue> {
        let content = self.content();
        let ledger = self.held()?;
        let table = ledger.know(&content).ok();
        let entry = |entry: &Entry| LedgerEntry {
            number: entry.number,
            time: entry.time.clone(),
            asked: entry.asked.clone(),
            of_this_table: Some(entry.table) == table,
            release: entry.answer.as_ref().map(|answer| answer.release.clone()),
        };
        give(&LedgerState {
            id: ledger.id().to_string(),
            created: ledger.created().to_owned(),
            unit: ledger.unit().clone(),
            total: ledger.total(),
            budget: ledger.budget(),
            head: ledger.head(),
            tables: ledger.tables(),
            writers: ledger.writers().iter().map(PublicKey::fingerprint).collect(),
            entries: ledger.entries().iter().map(entry).collect(),
        })
    }

    /// The certificate of an entry.
    ///
    /// # Errors
    /// [`LedgerError::NoAnswer`] as an object.
    pub fn certificate(&self, entry: u32) -> Result<Ts<Certificate>, JsValue> {
        give(&self.held()?.certificate(entry.into()).map_err(thrown)?)
    }
}

/// The id of a ledger whose every line was verified.
///
/// # Errors
/// A [`LedgerError`] as an object.
#[wasm_bindgen]
pub fn ledger_id(text: &str) -> Result<String, JsValue> {
    Ok(Ledger::parse(text).map_err(thrown)?.id().to_string())
}

/// A key that ends with the tab, for browsers that can keep none.
#[wasm_bindgen]
pub struct TabKey(LedgerKey);

#[wasm_bindgen]
impl TabKey {
    /// A new key.
    ///
    /// # Errors
    /// [`LedgerError::NoRandomness`] as an object.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Result<Self, JsValue> {
        LedgerKey::generate().map(Self).map_err(thrown)
    }

    /// The 32 bytes of the public key.
    #[must_use]
    pub fn public(&self) -> Vec<u8> {
        self.0.public().to_bytes().to_vec()
    }

    /// The 64 bytes of a signature.
    #[must_use]
    pub fn sign(&self, message: &[u8]) -> Vec<u8> {
        self.0.sign(message).0.to_vec()
    }
}
