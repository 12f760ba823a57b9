//! Attacks on real releases, and what a released cell may stand for.

mod common;

use lazaret::anonymize::{Sharing, Supplies};
use lazaret::published::Coverage;
use lazaret::recipe::{ColumnRule, Recipe};
use lazaret::risk::attack::{homogeneity, linkage, membership};
use lazaret::table::{Column, Format, Kind, Role, Table};

fn load(name: &str) -> Table {
    common::load(&common::read(name)).table
}

/// The table with a column that numbers its rows, and a recipe that releases
/// it: no release of patients would, but it tells which row became which.
fn numbered(name: &str) -> (Table, Recipe) {
    let mut table = load(name);
    let numbers: Vec<String> = (0..table.rows).map(|row| row.to_string()).collect();
    table.columns.push(Column::from_texts("row", numbers.iter().map(String::as_str)));
    let mut recipe = Recipe::starting(&ColumnRule::guess_all(&table), lazaret::table::Dialect::default());
    let rule = recipe.columns.last_mut().unwrap();
    (rule.role, rule.interval, rule.format) = (Role::Other, None, Format::plain(Kind::Integer));
    (table, recipe)
}

fn release(table: &Table, recipe: &Recipe) -> Table {
    let fitted = recipe.fit(table).unwrap();
    Sharing::start(fitted, &Supplies::default()).unwrap().finish(fitted).unwrap().table
}

fn quasi_identifiers(recipe: &Recipe) -> Vec<&ColumnRule> {
    recipe.columns.iter().filter(|rule| rule.role.is_quasi_identifier()).collect()
}

#[test]
fn every_row_is_covered_by_its_own_released_row() {
    for name in ["synthea_flat.csv", "hdhi_sample.csv", "heart_297.csv"] {
        let (table, mut recipe) = numbered(name);
        for k in [2, 5, 40] {
            recipe.share.k = k;
            let released = release(&table, &recipe);
            let rows = released.column("row").unwrap();
            for rule in quasi_identifiers(&recipe) {
                let (theirs, own) = (released.column(&rule.name).unwrap(), table.column(&rule.name).unwrap());
                let coverage = Coverage::new(theirs, own, rule);
                for row in 0..released.rows {
                    let origin: usize = rows.text(row).parse().unwrap();
                    let covered = coverage.covers(theirs.codes[row], own.codes[origin]);
                    assert!(covered, "{name}: {:?} covers {:?}", theirs.text(row), own.text(origin));
                }
            }
        }
    }
}

#[test]
fn linkage_finds_everyone_in_the_file_and_nobody_in_the_release() {
    let (table, recipe) = numbered("synthea_flat.csv");
    let rules = quasi_identifiers(&recipe);
    let raw = linkage(&table, &table, &rules, Some("row"));
    assert!(raw.singled_out > 400, "{raw:?}");
    assert_eq!(raw.correct, Some(raw.singled_out));
    let found = linkage(&release(&table, &recipe), &table, &rules, Some("row"));
    assert_eq!((found.matched, found.singled_out, found.correct), (515, 0, Some(0)));
    assert!(found.mean_candidates >= 5.0);
    // Everyone's own row is among the candidates: one in k at the most is right.
    let expected = found.expected_correct.unwrap();
    assert!(expected > 0.0 && expected <= 515.0 / 5.0, "{expected}");
}

#[test]
fn homogeneity_agrees_with_the_report() {
    let (table, mut recipe) = numbered("heart_297.csv");
    for rule in &mut recipe.columns {
        if rule.name == "target" {
            rule.role = Role::Sensitive;
        }
    }
    let fitted = recipe.fit(&table).unwrap();
    let shared = Sharing::start(fitted, &Supplies::default()).unwrap().finish(fitted).unwrap();
    let quasi: Vec<&str> = recipe.quasi_identifiers().collect();
    let risk = shared.report.after.sensitive.iter().find(|risk| risk.column == "target").unwrap();
    assert_eq!(homogeneity(&shared.table, &quasi, "target").disclosed, risk.rows_homogeneous);
}

#[test]
fn members_match_and_the_held_out_match_less() {
    let (table, recipe) = numbered("synthea_flat.csv");
    let every = |keep: usize| {
        let rows: Vec<usize> = (0..table.rows).filter(|row| row % 2 == keep).collect();
        let column =
            |column: &Column| Column::from_texts(&column.name, rows.iter().map(|&row| column.text(row)));
        Table { columns: table.columns.iter().map(column).collect(), rows: rows.len() }
    };
    let (members, others) = (every(0), every(1));
    let found = membership(&release(&members, &recipe), &members, &others, &quasi_identifiers(&recipe), None);
    assert!(found.mean_buckets_members >= 1.0, "{found:?}");
    assert!(found.mean_buckets_others < found.mean_buckets_members && found.auc > 0.5, "{found:?}");
}
