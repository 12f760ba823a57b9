//! `lazaret advise`.

use std::path::PathBuf;

use clap::Args;
use serde_json::{Value, json};

use super::supplies::SuppliesArgs;
use super::words::say;
use super::{Problem, files};
use crate::advise::{Advice, AdviceQuestion, Frontier};
use crate::table::Decimal;

#[derive(Debug, Args)]
pub(super) struct AdviseTask {
    file: PathBuf,
    /// The recipe to start from
    #[arg(long)]
    recipe: PathBuf,
    /// The greatest acceptable chance to find a patient, 0 to 1; 0.091 where it is not given
    #[arg(long)]
    risk: Option<Decimal>,
    /// Try settings on so many rows at the most
    #[arg(long)]
    rows: Option<usize>,
    #[command(flatten)]
    supplies: SuppliesArgs,
    /// Where the recommended recipe goes
    #[arg(long)]
    out: Option<PathBuf>,
}

impl AdviseTask {
    pub(super) fn run(self) -> Result<Value, Problem> {
        let recipe = files::recipe(&self.recipe)?;
        let loaded = files::load(&self.file, recipe.dialect)?;
        let standard = AdviceQuestion::default();
        let question = AdviceQuestion {
            risk_at_most: self.risk.unwrap_or(standard.risk_at_most),
            rows_at_most: self.rows.unwrap_or(standard.rows_at_most),
        };
        let mut search = Frontier::start(recipe.fit(&loaded.table)?, &question, self.supplies.read()?)?;
        while search.step(usize::MAX) < 1.0 {}
        let advice = search.advice();
        if let (Some(out), Some(chosen)) = (&self.out, advice.recommended) {
            let text = format!("{:#}\n", json!(advice.points[chosen].recipe));
            files::write(out, &self.file, |write| write(text.as_bytes()))?;
        }
        Ok(told(&advice))
    }
}

/// The numbers of every point, without its whole recipe, and sentences for the recommended one.
fn told(advice: &Advice) -> Value {
    let mut answer = json!(advice);
    for (point, line) in advice.points.iter().zip(answer["points"].as_array_mut().into_iter().flatten()) {
        line["k"] = point.recipe.share.k.into();
        if let Some(line) = line.as_object_mut() {
            line.remove("recipe");
        }
    }
    let changes = advice.recommended.map(|chosen| &advice.points[chosen].changes);
    let steps = changes.into_iter().flatten().map(|change| say("change", change));
    let sentences: Vec<String> = std::iter::once(say("advice", &advice.reason)).chain(steps).collect();
    answer["sentence"] = sentences.join(" ").into();
    answer
}
