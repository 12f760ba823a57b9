//! Finds the full-domain optimum of Adult, k = 5, nine quasi-identifiers: what ARX's figures are set beside.
//!
//! One line of JSON for each limit of suppression, and one for the table 33
//! times over, each cell drawn anew from its column with probability 0.15.

use std::error::Error;
use std::path::PathBuf;
use std::time::Instant;

use lazaret::anonymize::full_domain::FullDomainRule;
use lazaret::anonymize::hierarchy::{HierarchyRule, read_csv};
use lazaret::anonymize::{Audit, MethodRule, Sharing, Supplies};
use lazaret::recipe::{ColumnRule, Recipe, Share};
use lazaret::table::{Column, Decimal, Dialect, Format, Kind, Loader, Role, Table};
use rand::rngs::Xoshiro256PlusPlus;
use rand::{RngExt, SeedableRng};

/// Runs of the small table, of which the median counts.
const ROUNDS: usize = 7;

fn main() -> Result<(), Box<dyn Error>> {
    let folder = PathBuf::from(std::env::args().nth(1).ok_or("which folder?")?);
    let bytes = std::fs::read(folder.join("adult_30162_arx.csv"))?;
    let mut loader = Loader::new(bytes.len() as u64, None);
    loader.push(&bytes)?;
    let adult = loader.finish()?.table;
    let mut recipe = Recipe::starting(&ColumnRule::guess_all(&adult), Dialect::default());
    for rule in &mut recipe.columns {
        let file = folder.join(format!("hierarchies/adult_hierarchy_{}.csv", rule.name));
        (rule.role, rule.format, rule.interval) =
            (Role::QuasiIdentifier, Format::plain(Kind::Category), None);
        rule.hierarchy = Some(HierarchyRule::Table { lines: read_csv(&std::fs::read(file)?)? });
    }
    let method = || MethodRule::FullDomain(FullDomainRule::default());
    for suppression in [Decimal::whole(0), Decimal::new(4, 2), Decimal::whole(1)] {
        recipe.share = Share { method: method(), suppression, ..Share::starting() };
        measure(&adult, &recipe, ROUNDS)?;
    }
    recipe.share.suppression = Decimal::new(4, 2);
    measure(&drawn_anew(adult, 33), &recipe, 1)
}

/// Prints the median of some runs.
fn measure(table: &Table, recipe: &Recipe, rounds: usize) -> Result<(), Box<dyn Error>> {
    let mut runs = Vec::new();
    for _ in 0..rounds {
        let fitted = recipe.fit(table)?;
        let started = Instant::now();
        let mut sharing = Sharing::start(fitted, &Supplies::default())?;
        while sharing.step(usize::MAX) < 1.0 {}
        let seconds = started.elapsed().as_secs_f64();
        let Some(Audit::FullDomain(audit)) = sharing.finish(fitted)?.report.audit else { continue };
        runs.push((seconds, audit.loss, audit.checked));
    }
    runs.sort_by(|(a, ..), (b, ..)| a.total_cmp(b));
    let (seconds, loss, checked) = runs[runs.len() / 2];
    let (rows, suppression) = (table.rows, recipe.share.suppression.to_f64());
    println!(
        r#"{{ "rows": {rows}, "suppression": {suppression}, "seconds": {seconds}, "checked": {checked}, "loss": {loss}, "memory": {} }}"#,
        peak_memory().unwrap_or(0)
    );
    Ok(())
}

/// The most bytes that this process has had in memory.
fn peak_memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    Some(line.trim().strip_suffix("kB")?.trim().parse::<u64>().ok()? * 1024)
}

/// A table so many times over, each cell drawn anew from its column with probability 0.15.
fn drawn_anew(table: Table, times: usize) -> Table {
    let mut random = Xoshiro256PlusPlus::seed_from_u64(33);
    let rows = table.rows;
    let columns = table.columns.into_iter().map(|Column { name, codes, dictionary }| {
        let draw =
            |&code: &u32| if random.random_bool(0.15) { codes[random.random_range(0..rows)] } else { code };
        let drawn = (0..times).flat_map(|_| &codes).map(draw).collect();
        Column { name, codes: drawn, dictionary }
    });
    Table { columns: columns.collect(), rows: rows * times }
}
