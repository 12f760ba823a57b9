//! Rows that are shared, measured by code that shares nothing with the method.

mod common;

use std::collections::HashMap;

use lazaret::anonymize::{ShareError, Shared, Sharing, Supplies};
use lazaret::privacy::{Distance, ModelName, ModelRule};
use lazaret::recipe::{ColumnRule, Recipe, RecipeError};
use lazaret::table::csv::CsvWriter;
use lazaret::table::{Decimal, Dialect, Role, Table};

use common::{heart, load, read, share};

fn diverse(l: u32) -> ModelRule {
    ModelRule::DistinctLDiversity { column: None, l }
}

fn texts(table: &Table) -> Vec<Vec<String>> {
    (0..table.rows)
        .map(|row| table.columns.iter().map(|column| column.text(row).to_owned()).collect())
        .collect()
}

/// Classes of a table by its texts alone.
fn classes(table: &Table, names: &[&str]) -> HashMap<Vec<String>, usize> {
    let mut classes = HashMap::new();
    for row in 0..table.rows {
        let key = names.iter().map(|name| table.column(name).unwrap().text(row).to_owned()).collect();
        *classes.entry(key).or_insert(0) += 1;
    }
    classes
}

#[test]
fn mondrian_agrees_with_the_reference_on_heart() {
    let (table, mut recipe) = heart();
    let golden: serde_json::Value = serde_json::from_slice(&read("heart.json")).unwrap();
    let mut compared = 0;
    for expected in golden["heart"]["mondrian"].as_array().unwrap() {
        let l = || Decimal::from_f64(expected["l"].as_f64().unwrap()).unwrap();
        recipe.share.models = match expected["div"].as_str() {
            None => vec![],
            Some("distinct") => vec![diverse(u32::try_from(l().mantissa()).unwrap())],
            Some("entropy") => vec![ModelRule::EntropyLDiversity { column: None, l: l() }],
            Some("prob") => vec![ModelRule::ProbabilisticLDiversity { column: None, l: l() }],
            Some(other) => panic!("{other}"),
        };
        recipe.share.k = u32::try_from(expected["k"].as_u64().unwrap()).unwrap();
        let report = share(&table, &recipe).unwrap().report;
        assert_eq!(report.after.classes, expected["classes"].as_u64().unwrap(), "k = {}", recipe.share.k);
        assert_eq!(u64::from(report.after.smallest_class), expected["min"].as_u64().unwrap());
        assert!((report.ncp - expected["GCP"].as_f64().unwrap()).abs() < 1e-12, "k = {}", recipe.share.k);
        for column in &report.columns {
            let loss = expected["per_attribute"][&column.name].as_f64().unwrap();
            assert!((column.ncp - loss).abs() < 1e-12, "{} at k = {}", column.name, recipe.share.k);
        }
        compared += 1;
    }
    assert!(compared >= 6, "{compared} runs compared");
}

#[test]
fn the_measure_agrees_with_pycanon_on_heart() {
    let (table, recipe) = heart();
    let golden: serde_json::Value = serde_json::from_slice(&read("heart.json")).unwrap();
    let pycanon = |name: &str| golden["heart"]["pycanon_on_heart_mondrian_k5"][name].as_f64().unwrap();
    let measured = share(&table, &recipe).unwrap().report.measured;
    let column = &measured.columns[0];
    let pairs = [
        (f64::from(measured.k), pycanon("k")),
        (f64::from(column.distinct_l), pycanon("l_cp")),
        (column.entropy_l, pycanon("entropy_l_cp")),
        (column.t, pycanon("t_cp")),
        (column.beta, pycanon("basic_beta")),
        // pyCANON takes the natural logarithm.
        (column.delta * std::f64::consts::LN_2, pycanon("delta")),
    ];
    for (ours, theirs) in pairs {
        assert!((ours - theirs).abs() < 1e-9, "{pairs:?}");
    }
}

#[test]
fn permuted_rows_give_the_same_release() {
    let (table, mut recipe) = heart();
    recipe.share.models = vec![diverse(2)];
    let released = texts(&share(&table, &recipe).unwrap().table);
    let mut permuted = table.clone();
    for column in &mut permuted.columns {
        column.codes.reverse();
        column.codes.rotate_left(100);
    }
    assert_eq!(texts(&share(&permuted, &recipe).unwrap().table), released);
}

#[test]
fn the_release_satisfies_its_policy_and_changes_nothing_else() {
    for name in ["synthea_flat.csv", "hdhi_sample.csv"] {
        let loaded = load(&read(name));
        let recipe = Recipe::starting(&ColumnRule::guess_all(&loaded.table), loaded.dialect);
        let shared = share(&loaded.table, &recipe).unwrap();
        let quasi: Vec<&str> = recipe.names(Role::QuasiIdentifier).collect();
        assert!(!quasi.is_empty());
        let classes = classes(&shared.table, &quasi);
        assert!(classes.values().all(|&size| size >= 5), "{name}");
        assert_eq!(classes.values().sum::<usize>(), loaded.table.rows);
        assert_eq!(classes.len() as u64, shared.report.after.classes);
        for identifier in recipe.names(Role::Identifier) {
            assert!(shared.table.column(identifier).is_none(), "{identifier} is gone");
        }
        for rule in recipe.columns.iter().filter(|rule| {
            rule.role == Role::Sensitive && rule.format.misfits(loaded.table.column(&rule.name).unwrap()) == 0
        }) {
            let sorted = |table: &Table| {
                let column = table.column(&rule.name).unwrap();
                let mut texts: Vec<String> = (0..table.rows).map(|row| column.text(row).to_owned()).collect();
                texts.sort();
                texts
            };
            assert_eq!(sorted(&shared.table), sorted(&loaded.table), "{}", rule.name);
        }
    }
}

#[test]
fn no_identifier_of_the_samples_is_missed() {
    for (name, identifiers) in
        [("synthea_flat.csv", ["FIRST", "LAST", "SSN"].as_slice()), ("hdhi_sample.csv", &["SNO", "MRD No."])]
    {
        let loaded = load(&read(name));
        let recipe = Recipe::starting(&ColumnRule::guess_all(&loaded.table), loaded.dialect);
        let found: Vec<&str> = recipe.names(Role::Identifier).collect();
        assert_eq!(found, identifiers, "{name}");
    }
}

#[test]
fn diversity_is_reached_where_it_is_asked_for() {
    let (table, mut recipe) = heart();
    for l in 2..=4 {
        recipe.share.models = vec![diverse(l)];
        let shared = share(&table, &recipe).unwrap();
        assert!(shared.report.after.sensitive[0].least_distinct >= l);
    }
    recipe.share.models = vec![diverse(5)];
    assert_eq!(
        share(&table, &recipe).unwrap_err(),
        ShareError::LAboveDistinct { column: "cp".into(), l: 5, distinct: 4 }
    );
}

#[test]
fn policies_that_cannot_be_met_are_refused() {
    let (table, mut recipe) = heart();
    recipe.share.k = 298;
    assert_eq!(share(&table, &recipe).unwrap_err(), ShareError::KAboveRows { k: 298, rows: 297 });
    recipe.share.k = 1;
    assert_eq!(share(&table, &recipe).unwrap_err(), ShareError::KTooSmall { k: 1 });
    recipe.share.k = 5;
    recipe.columns.iter_mut().for_each(|rule| rule.role = Role::Identifier);
    assert_eq!(share(&table, &recipe).unwrap_err(), ShareError::NothingToRelease);
}

#[test]
fn next_months_file_must_be_the_same_kind_of_file() {
    let month = load(b"id,age,sex\n1,40,F\n2,41,M\n3,42,F\n");
    let recipe = Recipe::starting(&ColumnRule::guess_all(&month.table), month.dialect);
    let refused = |bytes: &[u8]| recipe.fit(&load(bytes).table).unwrap_err();
    assert_eq!(refused(b"id,sex\n1,F\n"), RecipeError::ColumnMissing { name: "age".into() });
    assert_eq!(refused(b"id,age,sex,name\n1,40,F,Ann\n"), RecipeError::ColumnUnknown { name: "name".into() });
    assert!(matches!(refused(b"id,age,sex\n1,forty,F\n"), RecipeError::KindChanged { .. }));
    let json = serde_json::to_string(&recipe).unwrap();
    assert_eq!(Recipe::parse(&json).unwrap(), recipe);
    assert!(matches!(
        Recipe::parse(&json.replace("\"version\":3", "\"version\":7")),
        Err(RecipeError::Version { found: 7, .. })
    ));
    assert!(matches!(Recipe::parse("{"), Err(RecipeError::Syntax { line: 1, .. })));
}

#[test]
fn missing_values_are_alike_only_to_missing_values() {
    let loaded = load(b"age,sex\n40,F\n,F\n41,F\n,F\n42,F\n43,F\n,F\n44,F\n");
    let mut recipe = Recipe::starting(&ColumnRule::guess_all(&loaded.table), Dialect::default());
    recipe.share.k = 3;
    let shared = share(&loaded.table, &recipe).unwrap();
    let ages: Vec<String> = texts(&shared.table).into_iter().map(|mut row| row.remove(0)).collect();
    assert_eq!(ages, ["", "", "", "[40,45)", "[40,45)", "[40,45)", "[40,45)", "[40,45)"]);
    let csv: Vec<u8> = CsvWriter::new(&shared.table, Dialect::default()).flatten().collect();
    assert!(csv.starts_with(b"age,sex\n,F\n"));
}

#[test]
fn closeness_is_reached_with_every_distance() {
    let (table, mut recipe) = heart();
    let mut classes = Vec::new();
    for distance in [Distance::Equal, Distance::Ordered, Distance::Hierarchical] {
        recipe.share.models = vec![ModelRule::TCloseness { column: None, t: Decimal::new(3, 1), distance }];
        classes.push(share(&table, &recipe).unwrap().report.after.classes);
    }
    // Values in a row are nearer than values of which each is as far as any
    // other; without a hierarchy there is one branch, which is the equal distance.
    assert!(classes[0] > 1 && classes[1] > classes[0], "{classes:?}");
    assert_eq!(classes[2], classes[0]);
}

/// Every model that watches a column, at a limit that Heart's groups can keep.
fn every_model() -> Vec<ModelRule> {
    let decimal = |text: &str| text.parse::<Decimal>().unwrap();
    let column = None::<String>;
    vec![
        diverse(2),
        ModelRule::EntropyLDiversity { column: column.clone(), l: decimal("2") },
        ModelRule::RecursiveLDiversity { column: column.clone(), c: decimal("3"), l: 2 },
        ModelRule::ProbabilisticLDiversity { column: column.clone(), l: decimal("1.5") },
        ModelRule::AlphaK { column: column.clone(), alpha: decimal("0.6") },
        ModelRule::TCloseness { column: column.clone(), t: decimal("0.3"), distance: Distance::Equal },
        ModelRule::TCloseness { column: column.clone(), t: decimal("0.2"), distance: Distance::Ordered },
        ModelRule::TCloseness { column: column.clone(), t: decimal("0.3"), distance: Distance::Hierarchical },
        ModelRule::BetaLikeness { column: column.clone(), beta: decimal("1.5"), enhanced: false },
        ModelRule::BetaLikeness { column: column.clone(), beta: decimal("1.5"), enhanced: true },
        ModelRule::DeltaDisclosure { column, delta: decimal("1.5") },
    ]
}

#[test]
fn every_model_is_kept_alone_and_together() {
    let (table, mut recipe) = heart();
    for model in every_model() {
        recipe.share.models = vec![model.clone()];
        let report = share(&table, &recipe).unwrap().report;
        assert!(report.after.classes > 1, "{model:?}");
        assert_eq!(report.decided.len(), 2, "k and the model");
        assert!(report.decided[1].refused > 0, "{model:?} decided nothing: choose another limit");
    }
    recipe.share.models = every_model();
    let report = share(&table, &recipe).unwrap().report;
    assert_eq!(report.decided.len(), 12);
    let column = &report.measured.columns[0];
    assert!(column.distinct_l >= 2 && column.entropy_l >= 2.0 - 1e-9 && column.greatest_share <= 0.6);
    assert!(column.t <= 0.3 && column.t_ordered.unwrap() <= 0.2 && column.delta < 1.5);
    assert!(column.enhanced_beta.unwrap() <= 1.5 && column.recursive[0].c.unwrap() < 3.0);
}

#[test]
fn quasi_identifiers_are_held_as_semi_sensitive_where_a_model_names_them() {
    let (table, mut recipe) = heart();
    recipe.share.models = vec![ModelRule::DistinctLDiversity { column: Some("ca".into()), l: 3 }];
    let named = share(&table, &recipe).unwrap();
    let measured = |shared: &Shared, name: &str| {
        shared.report.measured.columns.iter().find(|column| column.column == name).cloned().unwrap()
    };
    assert!(measured(&named, "ca").distinct_l >= 3);
    // As a role it is asked of without a name, besides the sensitive column.
    recipe
        .columns
        .iter_mut()
        .filter(|rule| rule.name == "ca")
        .for_each(|rule| rule.role = Role::SemiSensitive);
    recipe.share.models = vec![diverse(3)];
    let by_role = share(&table, &recipe).unwrap();
    assert!(measured(&by_role, "ca").distinct_l >= 3 && measured(&by_role, "cp").distinct_l >= 3);
}

#[test]
fn k_map_counts_the_people_of_the_population() {
    let (table, mut recipe) = heart();
    recipe.columns.iter_mut().for_each(|rule| {
        rule.role = if ["sex", "fbs", "exang"].contains(&rule.name.as_str()) {
            Role::QuasiIdentifier
        } else {
            Role::Other
        };
    });
    recipe.share.models = vec![ModelRule::KMap { k: 40 }];
    assert_eq!(share(&table, &recipe).unwrap_err(), ShareError::PopulationMissing);
    let fitted = recipe.fit(&table).unwrap();
    let with = |population: Table| {
        let supplies = Supplies { population: Some(population), ..Supplies::default() };
        Sharing::start(fitted, &supplies).and_then(|sharing| sharing.finish(fitted))
    };
    // The file as its own population: k-map is k-anonymity.
    let shared = with(table.clone()).unwrap();
    assert!(shared.report.measured.k_map.unwrap() >= 40 && shared.report.after.smallest_class >= 40);
    let mut doubled = table.clone();
    doubled.columns.iter_mut().for_each(|column| column.codes.extend_from_within(..));
    doubled.rows *= 2;
    let shared = with(doubled).unwrap();
    assert!(shared.report.measured.k_map.unwrap() >= 40 && shared.report.after.smallest_class < 40);
    assert_eq!(with(Table::default()).unwrap_err(), ShareError::PopulationLacks { column: "sex".into() });
}

#[test]
fn bad_models_are_refused_with_a_sentence() {
    let (table, mut recipe) = heart();
    let mut refused = |model: ModelRule| {
        recipe.share.models = vec![model];
        share(&table, &recipe).unwrap_err()
    };
    let decimal = |text: &str| text.parse::<Decimal>().unwrap();
    let close = |t| ModelRule::TCloseness { column: None, t: decimal(t), distance: Distance::Equal };
    for t in ["0", "-0.1", "1"] {
        assert_eq!(refused(close(t)), ShareError::ModelParameter { model: ModelName::TCloseness });
    }
    for alpha in ["0", "1", "1.5"] {
        let model = ModelRule::AlphaK { column: None, alpha: decimal(alpha) };
        assert_eq!(refused(model), ShareError::ModelParameter { model: ModelName::AlphaK });
    }
    let beta = ModelRule::BetaLikeness { column: None, beta: decimal("0"), enhanced: true };
    assert_eq!(refused(beta), ShareError::ModelParameter { model: ModelName::BetaLikeness });
    let delta = ModelRule::DeltaDisclosure { column: None, delta: decimal("-1") };
    assert_eq!(refused(delta), ShareError::ModelParameter { model: ModelName::DeltaDisclosure });
    // 47.8 % of Heart have one kind of chest pain.
    let unreachable =
        ShareError::PolicyUnreachable { model: ModelName::ProbabilisticLDiversity, column: "cp".into() };
    assert_eq!(refused(ModelRule::ProbabilisticLDiversity { column: None, l: decimal("2.1") }), unreachable);
    let entropy = ModelRule::EntropyLDiversity { column: None, l: decimal("3.9") };
    assert!(matches!(
        refused(entropy),
        ShareError::PolicyUnreachable { model: ModelName::EntropyLDiversity, .. }
    ));
    let unknown = ModelRule::DistinctLDiversity { column: Some("name".into()), l: 2 };
    assert_eq!(refused(unknown), ShareError::ModelColumn { column: "name".into() });
    recipe.columns.iter_mut().filter(|rule| rule.name == "ca").for_each(|rule| rule.role = Role::Identifier);
    recipe.share.models = vec![ModelRule::DistinctLDiversity { column: Some("ca".into()), l: 2 }];
    assert_eq!(share(&table, &recipe).unwrap_err(), ShareError::ModelColumn { column: "ca".into() });
}

#[test]
fn a_sensitive_column_with_one_value_is_refused() {
    let loaded = load(b"age,illness\n40,flu\n41,flu\n42,flu\n43,flu\n44,flu\n45,flu\n");
    let mut recipe = Recipe::starting(&ColumnRule::guess_all(&loaded.table), loaded.dialect);
    recipe.columns[1].role = Role::Sensitive;
    recipe.share.k = 2;
    recipe.share.models = vec![diverse(2)];
    assert_eq!(share(&loaded.table, &recipe).unwrap_err(), ShareError::OneValue { column: "illness".into() });
}

#[test]
fn drawn_rows_keep_the_policy() {
    let (table, mut recipe) = heart();
    recipe.share.k = 3;
    recipe.share.sample = Some(Decimal::new(5, 1));
    let known: Vec<&str> = recipe.quasi_identifiers().collect();
    let drawn = |recipe: &Recipe| {
        let Shared { table: released, report } = share(&table, recipe).unwrap();
        let drawn = serde_json::to_value(report.drawn).unwrap();
        let counts = serde_json::json!({ "patients": 148, "of_patients": 297, "rows": 148, "of_rows": 297 });
        assert_eq!((released.rows, drawn), (148, counts));
        assert_eq!(report.before.rows, 148, "the report is on the rows that were drawn");
        assert!(classes(&released, &known).into_values().all(|size| size >= 3));
        let in_file = classes(&table, &["cp", "target"]);
        for (values, count) in classes(&released, &["cp", "target"]) {
            assert!(count <= in_file[&values], "no row is made up");
        }
        texts(&released)
    };
    assert_ne!(drawn(&recipe), drawn(&recipe), "two draws of a half of 297 rows agree");
}

#[test]
fn the_drawn_patients_must_suffice() {
    let (table, mut recipe) = heart();
    (recipe.share.k, recipe.share.sample) = (100, Some(Decimal::new(3, 1)));
    assert_eq!(share(&table, &recipe).unwrap_err(), ShareError::KAboveRows { k: 100, rows: 89 });
    let rows: String = (0..60).map(|row| format!("p{},{}\n", row % 20, row % 7)).collect();
    let table = load(format!("patient,age\n{rows}").as_bytes()).table;
    let mut recipe = Recipe::starting(&ColumnRule::guess_all(&table), Dialect::default());
    recipe.patient = Some("patient".to_owned());
    (recipe.share.k, recipe.share.sample) = (5, Some(Decimal::new(24, 2)));
    assert_eq!(
        share(&table, &recipe).unwrap_err(),
        ShareError::KAbovePatients { k: 5, patients: 4, rows: 12 }
    );
    recipe.share.sample = Some(Decimal::new(25, 2));
    assert_eq!(share(&table, &recipe).unwrap().table.rows, 15);
    recipe.share.sample = Some(Decimal::whole(1));
    let refused = ShareError::SampleShare { share: Decimal::whole(1) };
    assert_eq!(share(&table, &recipe).unwrap_err(), refused);
}
