//! What is left of a release, against the reference's numbers.

mod common;

use lazaret::anonymize::{Sharing, Supplies};
use lazaret::privacy::ModelRule;
use lazaret::recipe::Recipe;
use lazaret::table::Table;
use lazaret::utility::assess;
use serde_json::Value;

use common::read;

/// The rows and the recipe of the reference, and its values.
fn heart() -> (Table, Recipe, Value) {
    let (table, recipe) = common::heart();
    (table, recipe, serde_json::from_slice(&read("heart.json")).unwrap())
}

fn release(table: &Table, recipe: &Recipe) -> Table {
    let fitted = recipe.fit(table).unwrap();
    Sharing::start(fitted, &Supplies::default()).unwrap().finish(fitted).unwrap().table
}

#[test]
fn agrees_with_the_reference_on_heart() {
    let (table, mut recipe, golden) = heart();
    let mut compared = 0;
    for expected in golden["heart"]["mondrian"].as_array().unwrap() {
        recipe.share.models = match expected["div"].as_str() {
            None => Vec::new(),
            Some("distinct") => {
                let l = u32::try_from(expected["l"].as_u64().unwrap()).unwrap();
                vec![ModelRule::DistinctLDiversity { column: None, l }]
            }
            Some(_) => continue,
        };
        recipe.share.k = u32::try_from(expected["k"].as_u64().unwrap()).unwrap();
        let found = assess(&table, &release(&table, &recipe), &recipe);
        let near = |found: f64, expected: &Value| (found - expected.as_f64().unwrap()).abs() < 1e-12;
        assert!(near(found.ncp, &expected["GCP"]), "{found:?}");
        assert!(near(found.discernibility as f64, &expected["DM"]), "{found:?}");
        assert!(near(found.average_class_size, &expected["CAVG"]), "{found:?}");
        for (name, loss) in expected["per_attribute"].as_object().unwrap() {
            let column = found.columns.iter().find(|column| column.name == *name).unwrap();
            assert!(near(column.ncp, loss), "{column:?}");
        }
        compared += 1;
    }
    assert_eq!(compared, 4);
}

#[test]
fn coarser_releases_are_less_useful() {
    let (table, mut recipe, _) = heart();
    let [fine, coarse] = [5, 50].map(|k| {
        recipe.share.k = k;
        assess(&table, &release(&table, &recipe), &recipe)
    });
    assert!(fine.ncp < coarse.ncp && fine.discernibility < coarse.discernibility);
    assert!(fine.queries.mean < coarse.queries.mean, "{:?} {:?}", fine.queries, coarse.queries);
    assert!(fine.correlation_change < coarse.correlation_change);
    // What is released as it is has lost nothing.
    for name in ["cp", "target"] {
        let column = coarse.columns.iter().find(|column| column.name == name).unwrap();
        assert_eq!((column.ncp, column.kullback_leibler), (0.0, Some(0.0)));
        assert_eq!((column.total_variation, column.earth_mover), (0.0, 0.0));
    }
}

#[test]
fn the_order_of_rows_does_not_matter() {
    let (table, recipe, _) = heart();
    let released = release(&table, &recipe);
    let mut turned = table.clone();
    turned.columns.iter_mut().for_each(|column| column.codes.reverse());
    let (a, b) = (assess(&table, &released, &recipe), assess(&turned, &released, &recipe));
    assert!((a.correlation_change - b.correlation_change).abs() < 1e-12);
    assert!((a.queries.mean - b.queries.mean).abs() < 1e-12);
}
