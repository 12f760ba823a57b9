//! What is measured of a table, against values that others computed, and
//! against the models that judge groups.

mod common;

use std::collections::{HashMap, HashSet};

use lazaret::privacy::measure::{Measured, MeasuredColumn, Observed, Patients, measure};
use lazaret::privacy::{
    AlphaK, BetaLikeness, DeltaDisclosure, DistinctLDiversity, EarthMover, EntropyLDiversity, Model, Policy,
    ProbabilisticLDiversity, RecursiveLDiversity, TCloseness, Watched,
};
use lazaret::table::{Column, Decimal, Table};
use proptest::prelude::*;
use serde_json::Value;

use common::read;

fn load(name: &str) -> Table {
    common::load(&read(name)).table
}

/// Adult with its columns generalized to these levels of its hierarchies, rows
/// in classes of fewer than k rows or l occupations left out.
fn generalized(adult: &Table, quasi: &[&str], levels: &[usize], k: usize, l: usize) -> Table {
    let generalize = |(name, &level): (&&str, &usize)| {
        let text = String::from_utf8(read(&format!("adult/hierarchies/adult_hierarchy_{name}.csv"))).unwrap();
        let labels: HashMap<&str, &str> = text
            .lines()
            .map(|line| line.split(';').collect::<Vec<_>>())
            .map(|cells| (cells[0], cells[level]))
            .collect();
        let column = adult.column(name).unwrap();
        let texts: Vec<&str> = (0..adult.rows).map(|row| labels[column.text(row)]).collect();
        Column::from_texts(name, texts)
    };
    let mut columns: Vec<Column> = quasi.iter().zip(levels).map(generalize).collect();
    let key =
        |row: usize, columns: &[Column]| columns.iter().map(|column| column.codes[row]).collect::<Vec<_>>();
    let occupation = adult.column("occupation").unwrap();
    let mut classes: HashMap<Vec<u32>, Vec<u32>> = HashMap::new();
    for row in 0..adult.rows {
        classes.entry(key(row, &columns)).or_default().push(occupation.codes[row]);
    }
    let stands = |class: &Vec<u32>| class.len() >= k && class.iter().collect::<HashSet<_>>().len() >= l;
    let kept: Vec<usize> = (0..adult.rows).filter(|&row| stands(&classes[&key(row, &columns)])).collect();
    columns.push(occupation.clone());
    let keep = |column: &Column| Column::from_texts(&column.name, kept.iter().map(|&row| column.text(row)));
    Table { columns: columns.iter().map(keep).collect(), rows: kept.len() }
}

fn measured(table: &Table, quasi: &[&str], sensitive: &str) -> Measured {
    let observed = [Observed::plain(table.column(sensitive).unwrap())];
    measure(table, quasi.iter().copied(), Patients::default(), &observed)
}

fn near(ours: f64, theirs: &Value, what: &str) {
    let theirs = theirs.as_f64().unwrap();
    assert!((ours - theirs).abs() <= 1e-9 * theirs.abs().max(1.0), "{what}: {ours} instead of {theirs}");
}

#[test]
fn agrees_with_brute_force_on_adult_and_on_outputs_of_arx() {
    let adult = load("adult/adult_30162_arx.csv");
    let golden: Value = serde_json::from_slice(&read("arx.json")).unwrap();
    let mut compared = 0;
    for expected in golden["textbook_metrics_bruteforce"].as_array().unwrap() {
        let quasi: Vec<&str> =
            expected["qi"].as_array().unwrap().iter().map(|name| name.as_str().unwrap()).collect();
        // The optima that ARX found for these policies.
        let table = match expected["file"].as_str().unwrap() {
            "arx/data/adult.csv" => adult.clone(),
            "outs/a4_k5_s0.04.csv" => generalized(&adult, &quasi, &[0, 1, 0, 0], 5, 1),
            "outs/b_k5_l3_s0.04.csv" => generalized(&adult, &quasi, &[0, 3, 0, 1, 2, 1, 1, 0], 5, 3),
            "outs/c_k5_t0.2_s0.csv" => generalized(&adult, &quasi, &[1, 4, 1, 1, 3, 2, 2, 1], 5, 1),
            other => panic!("{other}"),
        };
        assert_eq!(table.rows as u64, expected["rowsUsed"].as_u64().unwrap());
        let measured = measured(&table, &quasi, "occupation");
        assert_eq!(measured.classes, expected["numClasses"].as_u64().unwrap());
        assert_eq!(u64::from(measured.k), expected["k"].as_u64().unwrap());
        let column = &measured.columns[0];
        assert_eq!(u64::from(column.distinct_l), expected["l_distinct"].as_u64().unwrap());
        near(column.entropy_l, &expected["entropy_l_exact"], "entropy");
        near(column.greatest_share, &expected["alpha"], "alpha");
        near(column.t, &expected["t_equal_distance"], "t");
        near(column.beta, &expected["basic_beta"], "beta");
        near(column.delta, &expected["delta_disclosure_log2"], "delta");
        assert_eq!(column.enhanced_beta.is_some(), expected["enhanced_beta_satisfiable"].as_bool().unwrap());
        for recursive in &column.recursive {
            let expected = &expected["recursive_min_c_for_l"][recursive.l.to_string()];
            match recursive.c {
                None => assert!(expected.is_null(), "c for l = {}", recursive.l),
                Some(c) => near(c, expected, "c"),
            }
        }
        compared += 1;
    }
    assert_eq!(compared, 6);
}

/// The limits of every model that a column just keeps, and whether the model
/// keeps a limit that is given.
fn keeps(column: &MeasuredColumn, model: usize, limit: Decimal) -> Option<bool> {
    let limit_f = limit.to_f64();
    let clear = |value: f64, kept: bool| ((value - limit_f).abs() > 1e-9).then_some(kept);
    match model {
        0 => Some(f64::from(column.distinct_l) >= limit_f.floor()),
        1 => clear(column.entropy_l, column.entropy_l > limit_f),
        2 => match column.recursive[0].c {
            None => Some(false),
            Some(c) => clear(c, c < limit_f),
        },
        3 => clear(1.0 / column.greatest_share, 1.0 / column.greatest_share > limit_f),
        4 => clear(column.greatest_share, column.greatest_share < limit_f),
        5 => clear(column.t, column.t < limit_f),
        6 => clear(column.t_ordered?, column.t_ordered? < limit_f),
        7 => clear(column.t_hierarchical?, column.t_hierarchical? < limit_f),
        8 => clear(column.beta, column.beta < limit_f),
        9 => match column.enhanced_beta {
            None => Some(false),
            Some(beta) => clear(beta, beta < limit_f),
        },
        _ => clear(column.delta, column.delta < limit_f),
    }
}

const MODELS: usize = 11;
/// Two branches of the five values under one root.
const BRANCHES: [[u32; 6]; 2] = [[0, 0, 0, 1, 1, 1], [0; 6]];

fn judge(policy: &mut Policy, model: usize, limit: Decimal, rows: &[u32]) -> Box<dyn Model> {
    let histogram = 0;
    let reference = policy.references(rows).swap_remove(0);
    let occurring = (0..6u32).filter(|&code| reference.counts[code as usize] > 0);
    let whole = u32::try_from(limit.mantissa() / 10i64.pow(limit.scale())).unwrap();
    let close = |ground| TCloseness { t: limit, ground, reference: reference.clone(), histogram };
    match model {
        0 => Box::new(DistinctLDiversity { l: whole, histogram }),
        1 => Box::new(EntropyLDiversity { l: limit, histogram }),
        2 => Box::new(RecursiveLDiversity { c: limit, l: 2, histogram }),
        3 => Box::new(ProbabilisticLDiversity { l: limit, histogram }),
        4 => Box::new(AlphaK { alpha: limit, histogram }),
        5 => Box::new(close(EarthMover::Equal)),
        6 => Box::new(close(EarthMover::Ordered { row: occurring.collect() })),
        7 => Box::new(close(EarthMover::Hierarchical { nodes: BRANCHES.map(Vec::from).to_vec() })),
        8 => Box::new(BetaLikeness { beta: limit, enhanced: false, reference, histogram }),
        9 => Box::new(BetaLikeness { beta: limit, enhanced: true, reference, histogram }),
        _ => Box::new(DeltaDisclosure { delta: limit, reference, histogram }),
    }
}

proptest! {
    /// The judges and the measure were written apart; on random classes, of
    /// patients with one or several rows, they say the same.
    #[test]
    fn judges_agree_with_the_measure(
        cells in prop::collection::vec((0u32..3, 1u32..6, 0u32..20), 2..40),
        several in any::<bool>(),
        model in 0..MODELS,
        hundredths in 1i64..400,
    ) {
        let limit = Decimal::new(hundredths, 2);
        let spell = |number: u32| number.to_string();
        let texts: Vec<(String, String)> =
            cells.iter().map(|&(class, value, _)| (spell(class), spell(value))).collect();
        let table = Table {
            columns: vec![
                Column::from_texts("class", texts.iter().map(|(class, _)| class.as_str())),
                Column::from_texts("value", texts.iter().map(|(_, value)| value.as_str())),
            ],
            rows: cells.len(),
        };
        let by_name = lazaret::privacy::patients(&Column::from_texts(
            "patient",
            cells.iter().map(|&(_, _, patient)| spell(patient)).collect::<Vec<_>>().iter().map(String::as_str),
        ));
        let patients = several.then_some(by_name);
        let value = &table.columns[1];
        // In the measure's codes the values come as they first appear.
        let code = |value_text: u32| value.dictionary.code(&value_text.to_string());
        let branch = |height: usize| {
            (0..value.dictionary.len())
                .map(|code| value.dictionary.text(u32::try_from(code).unwrap()).parse().unwrap_or(0))
                .map(|value: usize| BRANCHES[height][value])
                .collect::<Vec<u32>>()
        };
        let observed = Observed {
            order: Some((1..6).filter_map(code).collect()),
            branches: Some(vec![branch(0), branch(1)]),
            ..Observed::plain(value)
        };
        let of = Patients { measured: patients.as_deref(), whole: patients.as_deref() };
        let measured = measure(&table, ["class"], of, &[observed]);

        let mut policy = Policy::new(patients);
        policy.watch(Watched { codes: cells.iter().map(|&(_, value, _)| value).collect(), values: 6 });
        let all: Vec<u32> = (0u32..).take(cells.len()).collect();
        let judge = judge(&mut policy, model, limit, &all);
        policy.add(judge, None);
        let stands = (0..3).all(|class| {
            let rows: Vec<u32> = (0u32..).zip(&cells).filter(|(_, cell)| cell.0 == class).map(|(row, _)| row).collect();
            rows.is_empty() || policy.allows(&rows)
        });
        if let Some(kept) = keeps(&measured.columns[0], model, limit) {
            prop_assert_eq!(stands, kept, "model {}, limit {}, {:?}", model, limit, measured);
        }
    }
}
