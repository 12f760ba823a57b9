//! Every node of a lattice, against the values that ARX gives for it.

use serde_json::Value;

use super::check::{On, checker};
use super::lattice::Lattice;
use super::loss::{Aggregate, Loss};
use crate::anonymize::hierarchy::{HierarchyRule, read_csv};
use crate::anonymize::{Axis, Ground};
use crate::privacy::{KAnonymity, Policy};
use crate::recipe::ColumnRule;
use crate::table::{Decimal, Format, Kind, Loader, Role, Table};

fn read(name: &str) -> Vec<u8> {
    std::fs::read(format!("{}/tests/data/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

fn adult() -> Table {
    let bytes = read("adult/adult_30162_arx.csv");
    let mut loader = Loader::new(bytes.len() as u64, None);
    loader.push(&bytes).unwrap();
    loader.finish().unwrap().table
}

/// These columns of a table, and k; every row may be suppressed, so that the
/// loss of every transformation is told.
fn ground(table: &Table, names: &[&str], k: u32) -> Ground {
    let axis = |(place, name): (usize, &&str)| {
        let lines = read_csv(&read(&format!("adult/hierarchies/adult_hierarchy_{name}.csv"))).unwrap();
        let hierarchy = HierarchyRule::Table { lines };
        let column = table.column(name).unwrap();
        let mut rule = ColumnRule::guess(column).0;
        (rule.format, rule.role, rule.interval) =
            (Format::plain(Kind::Category), Role::QuasiIdentifier, None);
        let mut axis = Axis::new(place, column, &rule);
        axis.raise(&hierarchy).unwrap();
        axis
    };
    Ground {
        rows: u32::try_from(table.rows).unwrap(),
        axes: names.iter().enumerate().map(axis).collect(),
        others: Vec::new(),
        policy: Policy::new(None).and(KAnonymity { k }),
        suppression: Decimal::whole(1),
    }
}

#[test]
fn measures_every_node_as_arx_does() {
    let golden: Value = serde_json::from_slice(&read("arx.json")).unwrap();
    let table = adult();
    let mut compared = 0;
    for case in golden["own_full_lattice_4qi"].as_array().unwrap() {
        let aggregate = match case["metric"].as_str() {
            Some("loss gs=0.5 geometric mean") => Aggregate::GeometricMean,
            Some("loss gs=0.5 arithmetic mean") => Aggregate::ArithmeticMean,
            _ => continue,
        };
        let names: Vec<&str> = case["qis"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
        let ground = ground(&table, &names, u32::try_from(case["k"].as_u64().unwrap()).unwrap());
        let hierarchies = super::hierarchies(&ground);
        let lattice = Lattice::new(&hierarchies);
        let loss = Loss::new(aggregate, 0.5, &ground.axes, &hierarchies);
        let mut checker = checker(&ground, &lattice);
        let on = On { ground: &ground, lattice: &lattice, loss: &loss };
        let all_may_go = case["suppressionLimit"] == 1.0;
        for node in case["nodes"].as_array().unwrap() {
            let heights: Vec<u16> = serde_json::from_value(node["t"].clone()).unwrap();
            let check = checker.check(&on, &heights, f64::INFINITY);
            let expected = node["lossLow"].as_f64().unwrap();
            assert!((check.loss - expected).abs() < 1e-9, "{heights:?}: {} not {expected}", check.loss);
            assert!(loss.at_least(&heights, check.lasting) <= check.loss, "{heights:?}: the bound is none");
            assert_eq!(node["anonymous"] == "ANONYMOUS", all_may_go || check.lasting == 0, "{heights:?}");
            let suppressed = checker.suppressed(&on, &heights).len() as u64;
            assert_eq!(u64::from(check.lasting), suppressed);
            // On output ARX counts a table that is generalized to nothing as suppressed.
            let nothing_left = heights[..] == lattice.tops[..];
            let expected = if nothing_left { 0 } else { node["suppressed"].as_u64().unwrap() };
            assert_eq!(suppressed, expected, "{heights:?}");
            compared += 1;
        }
    }
    assert_eq!(compared, 120);
}
