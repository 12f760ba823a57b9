//! The first paper on a table like its own, through the public functions only.

mod common;

use lazaret::dp::{Asked, Budget, Data, Epsilon, SystemBits, Value, Weighted, answer, divide};
use lazaret::hybrid::cell_noise::CellNoise;
use lazaret::hybrid::column::{NumericColumn, PAPER_COLUMNS, numeric_columns};
use lazaret::hybrid::sealed_column::Vault;
use lazaret::hybrid::{HybridSettings, Weights, reproduce};
use lazaret::table::{Format, Kind, Table};

fn table() -> Table {
    common::load(&common::read("dp_baseline_15757.csv")).table
}

fn columns() -> Vec<NumericColumn> {
    let columns = numeric_columns(&table(), PAPER_COLUMNS);
    assert_eq!(columns.len(), 11);
    assert!(columns.iter().all(|column| column.values.len() == 15_757));
    columns
}

fn mean(values: impl Iterator<Item = f64>) -> f64 {
    let (sum, count) = values.fold((0.0, 0.0), |(sum, count), value| (sum + value, count + 1.0));
    sum / count
}

/// Four standard errors of a mean at ε = 1: 4·√2/√15757.
const FOUR_ERRORS: f64 = 0.0451;

#[test]
fn every_mean_of_the_paper_is_reproduced() {
    let columns = columns();
    let within = (0..200)
        .filter(|&seed| {
            let mut noise = CellNoise::new(Epsilon::ONE, seed);
            columns.iter().all(|column| {
                let noisy = mean(column.values.iter().map(|value| value + noise.draw()));
                (noisy - mean(column.values.iter().copied())).abs() < FOUR_ERRORS
            })
        })
        .count();
    println!("all 11 means within four standard errors in {within} of 200 seeds");
    assert!(within >= 198, "{within}");
}

#[test]
fn encryption_gives_back_every_bit() {
    let columns = columns();
    let vault = Vault::new(&columns).unwrap();
    for column in &columns {
        let sealed = vault.seal(&column.name, &column.values).unwrap();
        let opened = vault.open(&column.name, &sealed).unwrap();
        let same = opened.iter().zip(&column.values).all(|(one, other)| one.to_bits() == other.to_bits());
        assert!(same && opened.len() == column.values.len(), "{}", column.name);
    }
}

#[test]
fn the_hybrid_column_is_the_noisy_column_of_the_same_seed() {
    let settings = HybridSettings {
        epsilon: Epsilon::ONE,
        seed: 5,
        hybrid_seed: 5,
        rows: None,
        weights: Weights::default(),
    };
    let reproduction = reproduce(&table(), &settings).unwrap();
    for column in &reproduction.columns {
        assert_eq!(column.noisy, column.hybrid, "{}", column.name);
        // Every variance grows by 2/ε².
        let (exact, noisy) = (column.before.std.powi(2) + 2.0, column.noisy.std.powi(2));
        assert!((noisy / exact - 1.0).abs() < 0.06, "{}: {noisy} for {exact}", column.name);
        assert!((column.noisy.mean - column.before.mean).abs() < FOUR_ERRORS, "{}", column.name);
    }
    // What one patient's row gives away: ages, stays, days of intensive care and eight flags.
    assert_eq!((reproduction.row_loss, reproduction.correct_loss), (110.0 + 100.0 + 60.0 + 8.0, 11.0));
    let scores = reproduction.scores;
    println!("{scores:?}");
    assert!(scores.privacy < 0.7 && scores.means > 0.85 && scores.spreads < 0.35, "{scores:?}");
}

/// The question about a column, and its weight: half a year or half a day is
/// tolerated as much as a fifth of a per cent of the patients.
fn question(column: &NumericColumn) -> Weighted {
    let (lower, upper) = column.bounds;
    let name = &column.name;
    let (question, tolerated) = if column.bounds == (0.0, 1.0) {
        (serde_json::json!({ "question": "prevalence", "column": name, "category": "1" }), 0.002)
    } else {
        (serde_json::json!({ "question": "mean", "column": name, "lower": lower, "upper": upper }), 0.5)
    };
    let weight = f64::powi((upper - lower) / tolerated, 2);
    Weighted { question: serde_json::from_value(question).unwrap(), weight }
}

/// Eleven questions answered at a total ε of 1, a thousand times.
#[test]
fn a_correct_release_of_all_columns_is_better() {
    let (table, columns) = (table(), columns());
    let questions: Vec<Weighted> = columns.iter().map(question).collect();
    let parts = divide(Epsilon::ONE.into(), &questions, 15_757, 1).unwrap();
    let formats = table.columns.iter().map(|column| (column, Format::plain(Kind::Integer))).collect();
    let data = Data::new(table.rows, formats);
    let mut errors = vec![Vec::new(); columns.len()];
    for _ in 0..1000 {
        let mut budget = Budget::new(Epsilon::ONE.into());
        for (at, (column, &loss)) in columns.iter().zip(&parts).enumerate() {
            let asked = Asked { question: questions[at].question.clone(), among: None, loss };
            let release = answer(&data, &asked, &mut budget, &mut SystemBits::default()).unwrap();
            let Value::Number(number) = release.value else { panic!("one number was asked") };
            errors[at].push((number.value - mean(column.values.iter().copied())).abs());
        }
    }
    for (column, mut errors) in columns.iter().zip(errors) {
        errors.sort_unstable_by(f64::total_cmp);
        println!("{}: 95 % of errors are at most {:.5}", column.name, errors[949]);
        let limit = if column.bounds == (0.0, 1.0) { 0.0022 } else { 0.5 };
        assert!(errors[949] <= limit, "{}: {}", column.name, errors[949]);
    }
}

#[test]
fn the_command_writes_the_page() {
    let folder = tempfile::tempdir().unwrap();
    let page = folder.path().join("hybrid.md");
    let file = format!("{}/tests/data/dp_baseline_15757.csv", env!("CARGO_MANIFEST_DIR"));
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_lazaret"))
        .args(["reproduce", "hybrid", "--rows", "1000", "--file", &file, "--markdown"])
        .arg(&page)
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let answer: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let checks = answer["checks"].as_array().unwrap();
    assert_eq!(checks.len(), 6);
    assert!(checks.iter().all(|check| check["holds"] == true), "{checks:?}");
    assert!(answer["overheads"][0]["noise"].as_f64().unwrap() > 0.0);
    let page = std::fs::read_to_string(page).unwrap();
    assert!(page.contains("| AGE | 110 | 110 | 39 % | 78 % | 92 % | 0.01127 |"), "{page}");
    assert!(page.contains("ε = 0.083 best (95 % interval 0.013 to 0.159)"), "{page}");
}
