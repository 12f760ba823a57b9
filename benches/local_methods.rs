//! Loss and time of the methods that form groups, on a table whose columns are
//! all quasi-identifiers: `local_methods FILE HIERARCHIES [TIMES]`.
//!
//! `HIERARCHIES` is a folder of files in ARX's form, named `…_COLUMN.csv`; a
//! column without one has its values or nothing. With `TIMES` the table is
//! repeated, each cell drawn anew from its column with probability 0.15.

use std::error::Error;
use std::path::Path;
use std::time::Instant;

use lazaret::anonymize::hierarchy::{HierarchyRule, read_csv};
use lazaret::anonymize::{MethodRule, Sharing, Supplies};
use lazaret::recipe::{ColumnRule, Recipe};
use lazaret::table::{Loader, Role, Table};
use rand::rngs::Xoshiro256PlusPlus;
use rand::{Rng, SeedableRng};
use serde_json::json;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().collect();
    let [_, file, hierarchies, times @ ..] = &arguments[..] else { return Err("which file?".into()) };
    let bytes = std::fs::read(file)?;
    let mut loader = Loader::new(bytes.len() as u64, None);
    loader.push(&bytes)?;
    let loaded = loader.finish()?;
    let mut recipe = Recipe::starting(&ColumnRule::guess_all(&loaded.table), loaded.dialect);
    for rule in &mut recipe.columns {
        rule.role = Role::QuasiIdentifier;
        rule.interval = None;
        rule.hierarchy = hierarchy(Path::new(hierarchies), &rule.name)?;
    }
    let times = times.first().map_or(Ok(1), |times| times.parse())?;
    let table = repeat(&loaded.table, times);
    let sets_and_labels =
        |kind: &str| ["sets", "labels"].map(|publish| json!({ "kind": kind, "publish": publish }));
    let mut methods = sets_and_labels("mondrian").to_vec();
    methods.push(json!({ "kind": "mondrian", "relaxed": true }));
    methods.push(json!({ "kind": "microaggregation" }));
    if times == 1 {
        methods.extend(sets_and_labels("local-recoding"));
    }
    for k in [5, 10, 50] {
        for method in &methods {
            recipe.share.k = k;
            recipe.share.method = serde_json::from_value::<MethodRule>(method.clone())?;
            let fitted = recipe.fit(&table)?;
            let mut sharing = Sharing::start(fitted, &Supplies::default())?;
            let started = Instant::now();
            while sharing.step(1 << 20) < 1.0 {}
            let seconds = started.elapsed().as_secs_f64();
            let report = sharing.finish(fitted)?.report;
            println!(
                "{method} k={k}: NCP {:.4}, {seconds:.2} s, {} groups, {} of {} rows left out",
                report.ncp, report.after.classes, report.suppressed, table.rows
            );
        }
    }
    Ok(())
}

fn hierarchy(folder: &Path, column: &str) -> Result<Option<HierarchyRule>, Box<dyn Error>> {
    let end = format!("_{column}.csv");
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.to_string_lossy().ends_with(&end) {
            return Ok(Some(HierarchyRule::Table { lines: read_csv(&std::fs::read(path)?)? }));
        }
    }
    Ok(None)
}

fn repeat(table: &Table, times: usize) -> Table {
    let mut source = Xoshiro256PlusPlus::seed_from_u64(0);
    let mut repeated = table.clone();
    for column in repeated.columns.iter_mut().filter(|_| times > 1) {
        let cells = column.codes.clone();
        let mut draw = |code: u32| {
            let (redrawn, at) = (source.next_u32() % 100 < 15, source.next_u32() as usize);
            if redrawn { cells[at % cells.len()] } else { code }
        };
        column.codes = (0..times).flat_map(|_| &cells).map(|&code| draw(code)).collect();
    }
    repeated.rows *= times;
    repeated
}
