//! Every method with every model: a release that keeps the policy, or a sentence.

use std::collections::{BTreeSet, HashMap};

use lazaret::anonymize::{ShareError, ShareWarning, Shared, Sharing, Supplies};
use lazaret::recipe::{ColumnRule, Recipe};
use lazaret::table::{Column, Dialect, Role, Table};
use serde_json::{Value, json};

const METHODS: [&str; 10] = [
    r#"{"kind": "mondrian"}"#,
    r#"{"kind": "mondrian", "relaxed": true}"#,
    r#"{"kind": "mondrian", "publish": "labels"}"#,
    r#"{"kind": "full-domain"}"#,
    r#"{"kind": "local-recoding"}"#,
    r#"{"kind": "local-recoding", "publish": "sets"}"#,
    r#"{"kind": "microaggregation"}"#,
    r#"{"kind": "cell-suppression"}"#,
    r#"{"kind": "slicing"}"#,
    r#"{"kind": "slicing", "improved": false}"#,
];

fn share(table: &Table, recipe: &Recipe) -> Result<Shared, ShareError> {
    let fitted = recipe.fit(table).unwrap();
    let supplies = Supplies { population: Some(table.clone()), ..Supplies::default() };
    Sharing::start(fitted, &supplies)?.finish(fitted)
}

#[test]
fn every_method_keeps_every_model() {
    for (patients, semi_sensitive) in [(false, false), (false, true), (true, false), (true, true)] {
        let (table, mut recipe) = ward(120);
        recipe.patient = patients.then(|| "patient".to_owned());
        if semi_sensitive {
            recipe.columns[3].role = Role::SemiSensitive;
        }
        for (method, suppression, models) in settings() {
            let what = format!("{method}, {suppression}, {models:?}, patients {patients}");
            recipe.share.method = serde_json::from_str(method).unwrap();
            recipe.share.suppression = suppression.parse().unwrap();
            recipe.share.models =
                models.iter().map(|model| serde_json::from_value(model.clone()).unwrap()).collect();
            let shared = share(&table, &recipe);
            if patients && method.contains("slicing") {
                assert_eq!(shared.unwrap_err(), ShareError::SlicingPatients);
                continue;
            }
            let released = shared.unwrap_or_else(|error| panic!("{what}: {error}")).table;
            assert!(released.rows >= 114, "{what}");
            let classes = classes(&released, method, &["age", "sex", "town"]);
            let people = |rows: &Vec<usize>| {
                rows.iter().map(|&row| released.column("patient").unwrap().text(row)).collect::<BTreeSet<_>>()
            };
            let size = |rows: &Vec<usize>| if patients { people(rows).len() } else { rows.len() };
            assert!(classes.values().all(|rows| size(rows) >= 5), "{what}");
            let illness = |table: &Table, rows: &[usize]| shares(table.column("illness").unwrap(), rows);
            let whole = illness(&table, &(0..table.rows).collect::<Vec<_>>());
            for rows in classes.values().filter(|_| !patients) {
                let class = illness(&released, rows);
                assert!(models.iter().all(|model| keeps(model, &class, &whole)), "{what}: {class:?}");
            }
        }
    }
}

/// The rows of each class by the texts of the quasi-identifiers; of a sliced
/// table by its first column, the bucket.
fn classes(table: &Table, method: &str, quasi: &[&str]) -> HashMap<Vec<String>, Vec<usize>> {
    let bucket = [table.columns[0].name.as_str()];
    let known = if method.contains("slicing") { &bucket } else { quasi };
    let mut classes: HashMap<_, Vec<usize>> = HashMap::new();
    for row in 0..table.rows {
        let key = known.iter().map(|name| table.column(name).unwrap().text(row).to_owned()).collect();
        classes.entry(key).or_default().push(row);
    }
    classes
}

/// The share of these rows that each value has.
fn shares(column: &Column, rows: &[usize]) -> HashMap<String, f64> {
    let mut shares = HashMap::new();
    rows.iter().for_each(|&row| {
        *shares.entry(column.text(row).to_owned()).or_insert(0.0) += 1.0 / rows.len() as f64
    });
    shares
}

/// The definitions, but for those that need an order, a hierarchy, or more than a class.
fn keeps(model: &Value, class: &HashMap<String, f64>, whole: &HashMap<String, f64>) -> bool {
    let number = |name: &str| model[name].as_f64().unwrap_or(0.0);
    let greatest = class.values().copied().fold(0.0, f64::max);
    let gains = || class.iter().map(|(value, share)| share / whole[value]);
    let within = |value: f64, limit: f64| value <= limit + 1e-9;
    match model["model"].as_str().unwrap() {
        "distinct-l-diversity" => class.len() as f64 >= number("l"),
        "entropy-l-diversity" => within(number("l").ln(), -class.values().map(|p| p * p.ln()).sum::<f64>()),
        "probabilistic-l-diversity" => within(greatest, 1.0 / number("l")),
        "alpha-k" => within(greatest, number("alpha")),
        "t-closeness" if model["distance"].is_null() => {
            let apart = |(value, q): (&String, &f64)| (class.get(value).unwrap_or(&0.0) - q).abs();
            within(whole.iter().map(apart).sum::<f64>() / 2.0, number("t"))
        }
        "beta-likeness" => gains().all(|gain| within(gain - 1.0, number("beta"))),
        "delta-disclosure" => gains().all(|gain| within(gain.log2().abs(), number("delta"))),
        _ => true,
    }
}

/// Every method with every model and with none, without and with suppression.
fn settings() -> impl Iterator<Item = (&'static str, &'static str, Vec<Value>)> {
    METHODS.into_iter().flat_map(|method| {
        ["0", "0.05"].into_iter().flat_map(move |suppression| {
            models().into_iter().map(move |models| (method, suppression, models))
        })
    })
}

fn models() -> Vec<Vec<Value>> {
    let all = [
        json!({ "model": "distinct-l-diversity", "l": 2 }),
        json!({ "model": "entropy-l-diversity", "l": 1.5 }),
        json!({ "model": "recursive-l-diversity", "c": 3, "l": 2 }),
        json!({ "model": "probabilistic-l-diversity", "l": 1.5 }),
        json!({ "model": "alpha-k", "alpha": 0.6 }),
        json!({ "model": "t-closeness", "t": 0.4 }),
        json!({ "model": "t-closeness", "t": 0.3, "distance": "ordered" }),
        json!({ "model": "t-closeness", "t": 0.4, "distance": "hierarchical" }),
        json!({ "model": "beta-likeness", "beta": 1.5, "enhanced": false }),
        json!({ "model": "beta-likeness", "beta": 1.5, "enhanced": true }),
        json!({ "model": "delta-disclosure", "delta": 1.5 }),
        json!({ "model": "k-map", "k": 8 }),
        json!({ "model": "population-uniqueness", "at_most": 0.05, "sampled": 0.1 }),
        // limits that only the whole table keeps
        json!({ "model": "t-closeness", "t": 0.000001 }),
        json!({ "model": "distinct-l-diversity", "l": 4 }),
        json!({ "model": "delta-disclosure", "delta": 0.000001 }),
        json!({ "model": "beta-likeness", "beta": 0.000001, "enhanced": true }),
    ];
    all.into_iter().map(|model| vec![model]).chain([vec![]]).collect()
}

/// A ward's visits: three patients of four have one row, the fourth has two.
fn ward(rows: usize) -> (Table, Recipe) {
    let spell = |of: &dyn Fn(usize) -> String| (0..rows).map(of).collect::<Vec<_>>();
    let columns = [
        ("patient", spell(&|row| (row - row / 5).to_string())),
        ("age", spell(&|row| (20 + row * 37 % 61).to_string())),
        ("sex", spell(&|row| ["F", "M", "M"][row * 7 % 3].to_owned())),
        ("town", spell(&|row| format!("town {}", row * row % 7))),
        ("illness", spell(&|row| ["flu", "asthma", "gout", "flu", "angina"][row * 11 % 5].to_owned())),
    ];
    let column =
        |(name, texts): &(&str, Vec<String>)| Column::from_texts(name, texts.iter().map(String::as_str));
    let table = Table { columns: columns.iter().map(column).collect(), rows };
    let mut recipe = Recipe::starting(&ColumnRule::guess_all(&table), Dialect::default());
    let roles =
        [Role::Other, Role::QuasiIdentifier, Role::QuasiIdentifier, Role::QuasiIdentifier, Role::Sensitive];
    for (rule, role) in recipe.columns.iter_mut().zip(roles) {
        rule.role = role;
    }
    (table, recipe)
}

#[test]
fn a_column_with_a_value_for_each_row_is_grouped_by_every_method() {
    let rows = 40_000;
    let spread = |row: usize| row * 7919 % 1_000_003;
    let numbers: Vec<String> = (0..rows).map(|row| spread(row).to_string()).collect();
    let streets: Vec<String> = (0..rows).map(|row| format!("street {}", spread(row))).collect();
    for values in [numbers, streets] {
        let table = Table {
            columns: vec![
                Column::from_texts("value", values.iter().map(String::as_str)),
                Column::from_texts("sex", (0..rows).map(|row| ["F", "M"][row * row % 7 % 2])),
                Column::from_texts("illness", (0..rows).map(|row| ["flu", "asthma", "gout"][row * 11 % 3])),
            ],
            rows,
        };
        let mut recipe = Recipe::starting(&ColumnRule::guess_all(&table), Dialect::default());
        for (rule, role) in
            recipe.columns.iter_mut().zip([Role::QuasiIdentifier, Role::QuasiIdentifier, Role::Sensitive])
        {
            rule.role = role;
            rule.treatment = None;
        }
        recipe.share.suppression = "0.05".parse().unwrap();
        for method in METHODS {
            recipe.share.method = serde_json::from_str(method).unwrap();
            let Shared { table: released, report } = share(&table, &recipe).unwrap();
            assert!(released.rows >= 38_000, "{method}");
            assert!(
                classes(&released, method, &["value", "sex"]).values().all(|rows| rows.len() >= 5),
                "{method}"
            );
            let told = ShareWarning::OneValuePerRow { column: "value".into(), distinct: rows as u64 };
            assert!(report.warnings.contains(&told), "{method}");
        }
    }
}
