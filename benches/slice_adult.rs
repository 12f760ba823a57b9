//! Slices the 30,162 complete training rows of Adult: seconds, buckets and what can be linked.

use std::io::Read;
use std::time::Instant;

use lazaret::anonymize::slicing::SlicingRule;
use lazaret::anonymize::{Audit, MethodRule, Sharing, Supplies};
use lazaret::recipe::{ColumnRule, Recipe};
use lazaret::table::{Column, Decimal, Format, Kind, Loader, MISSING, Role, Table};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/adult/adult_48842_all.csv.gz");
    let mut bytes = Vec::new();
    flate2::read::GzDecoder::new(std::fs::File::open(path)?).read_to_end(&mut bytes)?;
    let mut loader = Loader::new(bytes.len() as u64, None);
    loader.push(&bytes)?;
    let loaded = loader.finish()?;
    let table = training(&loaded.table);
    for (improved, c, alpha) in [(true, 3, 1), (true, 3, 2), (true, 8, 1), (false, 3, 1)] {
        for l in 2..=6 {
            let mut recipe = Recipe::starting(&ColumnRule::guess_all(&table), loaded.dialect);
            recipe.columns.iter_mut().for_each(describe);
            recipe.share.k = if improved { 10 } else { 2 };
            let rule = SlicingRule { improved, c, alpha, l: Decimal::whole(l), ..SlicingRule::default() };
            recipe.share.method = MethodRule::Slicing(rule);
            let fitted = recipe.fit(&table)?;
            let started = Instant::now();
            let mut sharing = Sharing::start(fitted, &Supplies::default())?;
            while sharing.step(200_000) < 1.0 {}
            let sliced = started.elapsed().as_secs_f64();
            let report = sharing.finish(fitted)?.report;
            let Some(Audit::Slicing(slicing)) = report.audit else { continue };
            println!(
                "{{ \"improved\": {improved}, \"c\": {c}, \"alpha\": {alpha}, \"l\": {l}, \"seconds\": {sliced:.3}, \
                 \"with_measuring\": {:.3}, \"buckets\": {}, \"greatest\": {:.6}, \"matching\": {:.2}, \
                 \"region\": {}, \"ncp\": {:.4}, \"ncp_link\": {:.4}, \"columns\": {:?} }}",
                started.elapsed().as_secs_f64(),
                slicing.buckets,
                slicing.secrets[0].greatest,
                slicing.secrets[0].matching_buckets,
                slicing.smallest_region,
                report.ncp,
                slicing.ncp_link,
                slicing.columns,
            );
        }
    }
    Ok(())
}

/// The training rows in which nothing is missing.
fn training(table: &Table) -> Table {
    let complete = |row: &usize| {
        table.columns.iter().all(|column| column.codes[*row] != MISSING && column.text(*row) != "?")
            && table.column("split").is_none_or(|split| split.text(*row) == "train")
    };
    let rows: Vec<usize> = (0..table.rows).filter(complete).collect();
    let take = |column: &Column| Column::from_texts(&column.name, rows.iter().map(|&row| column.text(row)));
    let columns = table.columns.iter().filter(|column| column.name != "split").map(take).collect();
    Table { columns, rows: rows.len() }
}

/// Eight quasi-identifiers, occupation sensitive; income comes along.
fn describe(rule: &mut ColumnRule) {
    rule.role = match rule.name.as_str() {
        "age" | "hours-per-week" | "education-num" | "workclass" | "marital-status" | "race" | "sex"
        | "native-country" => Role::QuasiIdentifier,
        "occupation" => Role::Sensitive,
        "income" | "class" | "salary-class" => Role::Other,
        _ => Role::Identifier,
    };
    rule.interval = None;
    let numeric = matches!(rule.name.as_str(), "age" | "hours-per-week" | "education-num");
    rule.format = Format::plain(if numeric { Kind::Integer } else { Kind::Category });
}
