//! Sliced tables, measured by code that shares nothing with the method.

mod common;

use std::collections::{BTreeMap, HashMap};

use lazaret::anonymize::slicing::{SlicingAudit, SlicingRule};
use lazaret::anonymize::{Audit, MethodRule, ShareError};
use lazaret::privacy::{Distance, ModelRule};
use lazaret::recipe::{ColumnRule, Recipe};
use lazaret::table::{Column, Decimal, Dialect, Format, Kind, Role, Table};
use proptest::prelude::*;

use common::{load, read, share};

fn golden() -> serde_json::Value {
    serde_json::from_slice::<serde_json::Value>(&read("heart.json")).unwrap()["heart"].take()
}

fn decimal(text: &str) -> Decimal {
    text.parse().unwrap()
}

fn slice(table: &Table, recipe: &mut Recipe, rule: SlicingRule) -> Result<(Table, SlicingAudit), ShareError> {
    recipe.share.method = MethodRule::Slicing(rule);
    let shared = share(table, recipe)?;
    let Some(Audit::Slicing(audit)) = shared.report.audit else { panic!("no audit of slicing") };
    Ok((shared.table, audit))
}

/// The 297 complete rows of Cleveland in the order of the reference; like there
/// the target counts as known.
fn heart() -> (Table, Recipe) {
    let loaded = load(&read("heart_297.csv"));
    let golden = golden();
    let mut recipe = Recipe::starting(&ColumnRule::guess_all(&loaded.table), loaded.dialect);
    recipe.share.k = 2;
    for rule in &mut recipe.columns {
        rule.interval = None;
        rule.role = if rule.name == "cp" { Role::Sensitive } else { Role::QuasiIdentifier };
        if let Some(order) = golden["category_order"].get(&rule.name) {
            rule.format = Format::plain(Kind::Category);
            rule.order = serde_json::from_value(order.clone()).unwrap();
        }
    }
    (loaded.table, recipe)
}

fn plain(l: &str) -> SlicingRule {
    SlicingRule { improved: false, l: decimal(l), semi_sensitive_l: decimal(l), ..SlicingRule::default() }
}

fn sizes(table: &Table) -> Vec<usize> {
    let bucket = table.column("bucket").unwrap();
    let mut sizes: Vec<usize> = bucket
        .counts()
        .into_iter()
        .filter(|&size| size > 0)
        .map(|size| usize::try_from(size).unwrap())
        .collect();
    sizes.sort_unstable();
    sizes
}

#[test]
fn plain_slicing_agrees_with_the_reference_on_heart() {
    let (table, mut recipe) = heart();
    let mut compared = 0;
    for expected in golden()["slicing"].as_array().unwrap() {
        let (l, c) = (expected["l"].to_string(), u32::try_from(expected["c"].as_u64().unwrap()).unwrap());
        let (released, report) = slice(&table, &mut recipe, SlicingRule { c, ..plain(&l) }).unwrap();
        let columns: Vec<Vec<String>> = serde_json::from_value(expected["columns"].clone()).unwrap();
        assert_eq!(report.columns.len(), columns.len());
        assert!(columns.iter().all(|column| report.columns.contains(column)), "{:?}", report.columns);
        assert_eq!(report.buckets, expected["buckets"].as_u64().unwrap());
        let expected_sizes: Vec<usize> = serde_json::from_value(expected["sizes_sorted"].clone()).unwrap();
        assert_eq!(sizes(&released), expected_sizes);
        assert!((report.secrets[0].greatest - expected["max_p"].as_f64().unwrap()).abs() < 1e-12);
        assert_eq!(report.fake_tuples, expected["fake_tuples"].as_u64());
        compared += 1;
    }
    assert_eq!(compared, 2);
}

/// p(t, s) for every row, from texts alone, each row against each bucket.
fn linked_by_brute_force(
    released: &Table,
    own: &[Vec<Vec<String>>],
    columns: &[Vec<String>],
    secret: &str,
) -> Vec<HashMap<String, f64>> {
    let mut buckets: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for row in 0..released.rows {
        buckets.entry(released.column("bucket").unwrap().text(row)).or_default().push(row);
    }
    let cells = |row: usize, column: &[String]| -> Vec<String> {
        let known = column.iter().filter(|name| *name != secret);
        known.map(|name| released.column(name).unwrap().text(row).to_owned()).collect()
    };
    let linked = |row: &Vec<Vec<String>>| {
        let mut weights: HashMap<String, f64> = HashMap::new();
        for rows in buckets.values() {
            let mut degree = 1.0;
            for (column, known) in columns.iter().zip(row) {
                let agree = rows.iter().filter(|&&other| &cells(other, column) == known).count();
                degree *= agree as f64 / rows.len() as f64;
            }
            let at = columns.iter().position(|column| column.iter().any(|name| name == secret)).unwrap();
            let agree: Vec<&usize> =
                rows.iter().filter(|&&other| cells(other, &columns[at]) == row[at]).collect();
            for &&other in &agree {
                let value = released.column(secret).unwrap().text(other).to_owned();
                *weights.entry(value).or_default() += degree / agree.len() as f64;
            }
        }
        let total: f64 = weights.values().sum();
        assert!(total > 0.0, "every row matches its own bucket");
        weights.values_mut().for_each(|weight| *weight /= total);
        weights
    };
    own.iter().map(linked).collect()
}

fn greatest(linked: &[HashMap<String, f64>]) -> f64 {
    linked.iter().flat_map(HashMap::values).copied().fold(0.0, f64::max)
}

/// A table of two to four quasi-identifiers of few values, and a sensitive column.
fn tables() -> impl Strategy<Value = (Table, Recipe)> {
    (2usize..5, 8usize..40).prop_flat_map(|(known, rows)| {
        let columns = prop::collection::vec(prop::collection::vec(0u8..4, rows), known);
        let sensitive = prop::collection::vec(0u8..5, rows);
        (columns, sensitive).prop_map(|(mut columns, sensitive)| {
            columns.push(sensitive);
            let texts = ["a", "b", "c", "d", "e"];
            let column = |(at, codes): (usize, Vec<u8>)| {
                Column::from_texts(&format!("x{at}"), codes.iter().map(|&code| texts[code as usize]))
            };
            let rows = columns[0].len();
            let table = Table { columns: columns.into_iter().enumerate().map(column).collect(), rows };
            let mut recipe = Recipe::starting(&ColumnRule::guess_all(&table), Dialect::default());
            recipe.share.k = 2;
            for rule in &mut recipe.columns {
                rule.format = Format::plain(Kind::Category);
                (rule.role, rule.interval) = (Role::QuasiIdentifier, None);
            }
            recipe.columns.last_mut().unwrap().role = Role::Sensitive;
            (table, recipe)
        })
    })
}

/// What each row has in each column, the secret left out.
fn own_cells(table: &Table, columns: &[Vec<String>], secret: &str) -> Vec<Vec<Vec<String>>> {
    let cells = |row: usize, column: &Vec<String>| {
        let known = column.iter().filter(|name| *name != secret);
        known.map(|name| table.column(name).unwrap().text(row).to_owned()).collect()
    };
    (0..table.rows).map(|row| columns.iter().map(|column| cells(row, column)).collect()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    /// The table that was checked step by step keeps l when it is measured at
    /// once, to the digits of the report; and what buckets hold is unchanged.
    #[test]
    fn a_sliced_table_is_diverse_by_brute_force((table, mut recipe) in tables(), c in 2u32..5, l in 0usize..3, alpha in 1u32..3) {
        let secret = recipe.columns.last().unwrap().name.clone();
        let rule = SlicingRule { c, alpha, ..plain(["1.5", "2", "2.5"][l]) };
        match slice(&table, &mut recipe, rule.clone()) {
            Ok((released, report)) => {
                let own = own_cells(&table, &report.columns, &secret);
                let greatest = greatest(&linked_by_brute_force(&released, &own, &report.columns, &secret));
                prop_assert!(greatest <= 1.0 / rule.l.to_f64() + 1e-8);
                prop_assert!((greatest - report.secrets[0].greatest).abs() < 1e-9);
                for column in &report.columns {
                    // A column with what it holds is a multiset of the original's rows.
                    let sorted = |table: &Table| {
                        let cells = |row| column.iter().map(|name| table.column(name).unwrap().text(row).to_owned()).collect();
                        let mut rows: Vec<Vec<String>> = (0..table.rows).map(cells).collect();
                        rows.sort();
                        rows
                    };
                    prop_assert_eq!(sorted(&released), sorted(&table));
                }
            }
            Err(error) => prop_assert!(matches!(error, ShareError::SlicingInfeasible { .. }), "{error}"),
        }
    }

    #[test]
    fn the_order_of_rows_never_matters((table, mut recipe) in tables(), by in 1usize..7, improved: bool) {
        let rule = SlicingRule { improved, alpha: 2, ..plain("1.6") };
        let mut turned = table.clone();
        for column in &mut turned.columns {
            column.codes.reverse();
            column.codes.rotate_left(by);
        }
        // The columns of every bucket, each by itself: what no permutation changes.
        let content = |outcome: Result<(Table, SlicingAudit), ShareError>| outcome.map(|(released, report)| {
            let bucket = released.column("bucket").unwrap();
            let mut cells: Vec<Vec<Vec<&str>>> = report.columns.iter().map(|column| {
                let mut rows: Vec<Vec<&str>> = (0..released.rows).map(|row| {
                    let texts = column.iter().map(|name| released.column(name).unwrap().text(row));
                    [bucket.text(row)].into_iter().chain(texts).collect()
                }).collect();
                rows.sort_unstable();
                rows
            }).collect();
            cells.sort_unstable();
            format!("{cells:?}")
        });
        prop_assert_eq!(content(slice(&table, &mut recipe, rule.clone())), content(slice(&turned, &mut recipe, rule)));
    }
}

#[test]
fn improved_slicing_hides_values_among_k_and_sensitive_ones_among_others() {
    let (table, mut recipe) = heart();
    recipe.columns.iter_mut().find(|rule| rule.name == "target").unwrap().role = Role::Other;
    let (_, bare) = slice(&table, &mut recipe, SlicingRule { c: 2, ..plain("1.8") }).unwrap();
    assert!((bare.ncp_link - 0.63).abs() < 0.005, "{}", bare.ncp_link);
    for (k, c, alpha) in [(5, 8, 1), (10, 8, 2), (25, 3, 3)] {
        recipe.share.k = k;
        let rule = SlicingRule { improved: true, c, alpha, ..plain("1.8") };
        let (released, report) = slice(&table, &mut recipe, rule).unwrap();
        assert!(report.smallest_region >= u64::from(k) && report.smallest_bucket >= u64::from(k));
        assert!(report.secrets[0].greatest <= 1.0 / 1.8 + 1e-8);
        assert_eq!(report.columns.len(), c as usize);
        assert_eq!(report.columns.last().unwrap().len(), alpha as usize);
        assert!(!report.columns.last().unwrap().contains(&"target".to_owned()));
        assert_eq!(released.rows, 297);
        assert_eq!(released.columns[0].name, "bucket");
        // Marginals of what is not generalized are the file's.
        for name in ["cp", "target"] {
            let sorted = |table: &Table| {
                let column = table.column(name).unwrap();
                let mut texts: Vec<String> = (0..table.rows).map(|row| column.text(row).to_owned()).collect();
                texts.sort();
                texts
            };
            assert_eq!(sorted(&released), sorted(&table));
        }
    }
}

#[test]
fn what_cannot_be_had_is_refused_with_what_can() {
    let (table, mut recipe) = heart();
    // Of the 297 rows 142 have the most frequent pain: 1 / 0.478 = 2.09.
    let refused = slice(&table, &mut recipe, plain("2.1")).unwrap_err();
    let greatest_l = decimal("2.09");
    assert_eq!(refused, ShareError::SlicingInfeasible { column: "cp".into(), l: decimal("2.1"), greatest_l });
    // Just so much collapses to one bucket.
    let (_, report) = slice(&table, &mut recipe, plain("2.09")).unwrap();
    assert!(report.buckets <= 2, "{}", report.buckets);
    let columns = Some(vec![vec!["chol".to_owned(), "cp".to_owned()]]);
    let refused = slice(&table, &mut recipe, SlicingRule { columns, ..plain("1.8") }).unwrap_err();
    assert!(matches!(refused, ShareError::SlicingInfeasible { .. }), "unique values tell all: {refused}");
    for (rule, setting) in [
        (plain("1"), "l"),
        (SlicingRule { c: 1, ..plain("2") }, "c"),
        (SlicingRule { t: Some(decimal("0")), ..plain("2") }, "t"),
    ] {
        let refused = slice(&table, &mut recipe, rule).unwrap_err();
        assert_eq!(refused, ShareError::SlicingSetting { setting: setting.to_owned() });
    }
    recipe.patient = Some("age".into());
    assert_eq!(slice(&table, &mut recipe, plain("1.8")).unwrap_err(), ShareError::SlicingPatients);
    recipe.patient = None;
    recipe.columns.iter_mut().for_each(|rule| rule.role = Role::QuasiIdentifier);
    assert_eq!(slice(&table, &mut recipe, plain("1.8")).unwrap_err(), ShareError::NothingToSlice);
}

#[test]
fn closeness_and_the_recipes_models_bind_buckets_too() {
    let (table, mut recipe) = heart();
    // Numbers as they are spelled, so that texts can be compared.
    recipe.columns.iter_mut().for_each(|rule| rule.format = Format::plain(Kind::Category));
    let buckets = |recipe: &mut Recipe, rule| slice(&table, recipe, rule).unwrap().1.buckets;
    let free = buckets(&mut recipe, plain("1.8"));
    for distance in [Distance::Equal, Distance::Ordered] {
        let close = |t: &str| SlicingRule { t: Some(decimal(t)), distance, ..plain("1.8") };
        assert!(buckets(&mut recipe, close("0.05")) < buckets(&mut recipe, close("0.3")));
        assert_eq!(buckets(&mut recipe, close("1")), free);
        let (released, report) = slice(&table, &mut recipe, close("0.15")).unwrap();
        let own = own_cells(&table, &report.columns, "cp");
        let cp = table.column("cp").unwrap();
        let counts = cp.counts();
        for linked in linked_by_brute_force(&released, &own, &report.columns, "cp") {
            let differences = ["1.0", "2.0", "3.0", "4.0"].map(|value| {
                let code = cp.dictionary.code(value).unwrap();
                linked.get(value).unwrap_or(&0.0) - counts[code as usize] as f64 / 297.0
            });
            let away = match distance {
                Distance::Equal => differences.iter().map(|d| d.abs()).sum::<f64>() / 2.0,
                _ => (1..4).map(|to| differences[..to].iter().sum::<f64>().abs()).sum::<f64>() / 3.0,
            };
            assert!(away <= 0.15 + 1e-8, "{distance:?}: {away}");
        }
    }
    recipe.share.models = vec![ModelRule::DistinctLDiversity { column: None, l: 4 }];
    let (released, report) = slice(&table, &mut recipe, plain("1.8")).unwrap();
    assert!(report.buckets < free);
    assert!(sizes(&released)[0] >= 4);
}

#[test]
fn every_secret_is_hidden_and_columns_may_overlap() {
    let (table, mut recipe) = heart();
    for (name, role) in [("restecg", Role::Sensitive), ("sex", Role::SemiSensitive)] {
        recipe.columns.iter_mut().find(|rule| rule.name == name).unwrap().role = role;
    }
    recipe.share.k = 5;
    let rule = SlicingRule {
        improved: true,
        c: 6,
        semi_sensitive_l: decimal("1.4"),
        overlap: Some(decimal("0.1")),
        ..plain("1.8")
    };
    let (released, report) = slice(&table, &mut recipe, rule).unwrap();
    let secrets: Vec<&str> = report.secrets.iter().map(|secret| secret.column.as_str()).collect();
    assert_eq!(secrets, ["sex", "restecg", "cp"]);
    for secret in &report.secrets {
        assert!(secret.greatest <= 1.0 / secret.l.to_f64() + 1e-8, "{secret:?}");
        let column = report.columns.iter().find(|column| column.contains(&secret.column)).unwrap();
        assert!(column.iter().all(|name| *name == secret.column || name.ends_with(')')), "{column:?}");
    }
    let copies = released.columns.iter().filter(|column| column.name.ends_with(" (2)")).count();
    assert!(copies > 0);
    assert_eq!(released.columns.len(), 1 + table.columns.len() + copies);
}

/// The complete rows of Adult, occupation sensitive: what most people do is
/// done by 13.4 %, so l can be 7.4, and a high l leaves one bucket.
#[test]
fn thirty_thousand_rows_are_sliced() {
    let loaded = load(&read("adult/adult_30162_arx.csv"));
    let mut recipe = Recipe::starting(&ColumnRule::guess_all(&loaded.table), loaded.dialect);
    for rule in &mut recipe.columns {
        rule.role = match rule.name.as_str() {
            "occupation" => Role::Sensitive,
            "salary-class" => Role::Other,
            _ => Role::QuasiIdentifier,
        };
        rule.interval = None;
    }
    recipe.share.k = 10;
    let mut before = u64::MAX;
    for l in ["2", "4", "6"] {
        let rule = SlicingRule { l: decimal(l), ..SlicingRule::default() };
        let (released, report) = slice(&loaded.table, &mut recipe, rule).unwrap();
        assert_eq!(released.rows, 30_162);
        assert!(report.smallest_region >= 10 && report.smallest_bucket >= 10);
        assert!(report.secrets[0].greatest <= 1.0 / decimal(l).to_f64() + 1e-8);
        assert!(report.buckets < before);
        before = report.buckets;
    }
    assert_eq!(before, 1);
    let refused =
        slice(&loaded.table, &mut recipe, SlicingRule { l: decimal("8"), ..SlicingRule::default() });
    let column = "occupation".to_owned();
    let (l, greatest_l) = (decimal("8"), decimal("7.46"));
    assert_eq!(refused.unwrap_err(), ShareError::SlicingInfeasible { column, l, greatest_l });
}

#[test]
fn made_up_rows_and_left_out_rows_are_counted() {
    let (table, mut recipe) = heart();
    let rule = SlicingRule { fakes: Some(decimal("0.2")), ..plain("1.8") };
    let (released, report) = slice(&table, &mut recipe, rule).unwrap();
    assert!(report.made_up > 0 && report.made_up <= 297 / 5, "{}", report.made_up);
    assert_eq!(released.rows as u64, 297 + report.made_up);
    recipe.share.suppression = decimal("0.02");
    recipe.share.method = MethodRule::Slicing(plain("1.8"));
    let shared = share(&table, &recipe).unwrap();
    assert_eq!((shared.report.suppressed, shared.table.rows), (5, 292));
}

#[test]
fn a_kept_target_stays_with_what_foretells_it_and_secrets_do_not() {
    let (table, mut recipe) = heart();
    for rule in recipe.columns.iter_mut().filter(|rule| rule.name == "target") {
        rule.role = Role::Other;
    }
    let target = Some("target".to_owned());
    let columns: Vec<Vec<String>> = recipe.columns.iter().map(|rule| vec![rule.name.clone()]).collect();
    for k in [5, 10, 25] {
        recipe.share.k = k;
        let columns = Some(columns.clone());
        let rule = SlicingRule {
            columns,
            l: decimal("1.8"),
            target: target.clone(),
            keep_target: true,
            ..SlicingRule::default()
        };
        let (released, audit) = slice(&table, &mut recipe, rule).unwrap();
        assert!(audit.buckets > 1 && audit.smallest_stratum >= Some(k.into()), "{audit:?}");
        let text = |name: &str, row| released.column(name).unwrap().text(row).to_owned();
        let (mut strata, mut links) = (BTreeMap::new(), BTreeMap::<String, BTreeMap<String, f64>>::new());
        for row in 0..released.rows {
            *strata.entry((text("bucket", row), text("target", row))).or_insert(0u32) += 1;
            *links.entry(text("bucket", row)).or_default().entry(text("cp", row)).or_default() += 1.0;
        }
        assert!(strata.values().all(|&rows| rows >= k), "k = {k}");
        for values in links.values() {
            let greatest = values.values().copied().fold(0.0, f64::max);
            assert!(greatest / values.values().sum::<f64>() <= 1.0 / 1.8 + 1e-9);
        }
        // Alone in its column nothing of exercise angina is generalized: as many of the ill have it as before.
        let count = |table: &Table| {
            let of = |name: &str, row: usize| table.column(name).unwrap().text(row).to_owned();
            let mut count = BTreeMap::new();
            (0..table.rows)
                .for_each(|row| *count.entry((of("exang", row), of("target", row))).or_insert(0) += 1);
            count
        };
        assert_eq!(count(&released), count(&table), "k = {k}");
    }
    let rule = SlicingRule {
        target: Some("cp".to_owned()),
        keep_target: true,
        l: decimal("1.8"),
        ..SlicingRule::default()
    };
    let refused = slice(&table, &mut recipe, rule).unwrap_err();
    assert_eq!(refused, ShareError::SlicingSetting { setting: "keep_target".to_owned() });
}
