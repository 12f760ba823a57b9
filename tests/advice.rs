//! A good setting, searched for.

use lazaret::advise::{Advice, AdviceQuestion, AdviceReason, Frontier};
use lazaret::anonymize::Supplies;
use lazaret::recipe::{ColumnRule, Recipe};
use lazaret::table::{Decimal, Dialect, Loader, Table};

fn patients() -> (Table, Recipe) {
    let path = format!("{}/tests/data/synthea_flat.csv", env!("CARGO_MANIFEST_DIR"));
    let bytes = std::fs::read(path).unwrap();
    let mut loader = Loader::new(bytes.len() as u64, None);
    loader.push(&bytes).unwrap();
    let table = loader.finish().unwrap().table;
    let recipe = Recipe::starting(&ColumnRule::guess_all(&table), Dialect::default());
    (table, recipe)
}

fn advise(table: &Table, recipe: &Recipe, question: &AdviceQuestion) -> Advice {
    let mut search = Frontier::start(recipe.fit(table).unwrap(), question, Supplies::default()).unwrap();
    let mut progress = 0.0;
    while progress < 1.0 {
        let next = search.step(1000);
        assert!(next >= progress, "progress does not go back");
        progress = next;
    }
    search.advice()
}

#[test]
fn the_frontier_runs_from_useful_to_safe() {
    let (table, recipe) = patients();
    let advice = advise(&table, &recipe, &AdviceQuestion::default());
    let mut frontier: Vec<(f64, f64)> = advice
        .points
        .iter()
        .filter(|point| point.on_frontier)
        .map(|point| (point.risk_max, point.loss))
        .collect();
    frontier.sort_by(|a, b| a.0.total_cmp(&b.0));
    assert!(frontier.len() >= 5);
    assert!(frontier.windows(2).all(|pair| pair[0].0 < pair[1].0 && pair[0].1 > pair[1].1), "{frontier:?}");
    for point in &advice.points {
        assert!(point.smallest_class >= point.recipe.share.k);
        let better = |(risk, loss): &(f64, f64)| *risk <= point.risk_max && *loss <= point.loss;
        assert!(frontier.iter().any(better), "a point that nothing on the frontier equals");
    }
    let chosen = &advice.points[advice.recommended.unwrap()];
    assert!(chosen.on_frontier && chosen.risk_max <= 0.091);
}

#[test]
fn advice_does_not_depend_on_the_order_of_rows() {
    let (table, recipe) = patients();
    let mut turned = table.clone();
    turned.columns.iter_mut().for_each(|column| column.codes.reverse());
    let sampled = AdviceQuestion { rows_at_most: 200, ..AdviceQuestion::default() };
    let (forth, back) = (advise(&table, &recipe, &sampled), advise(&turned, &recipe, &sampled));
    assert_eq!((forth.rows, forth.recommended, &forth.reason), (back.rows, back.recommended, &back.reason));
    for (a, b) in forth.points.iter().zip(&back.points) {
        assert_eq!((a.smallest_class, a.risk_max), (b.smallest_class, b.risk_max));
        assert!((a.loss - b.loss).abs() < 1e-9);
    }
}

#[test]
fn where_nothing_is_safe_enough_it_says_so() {
    let (table, recipe) = patients();
    let strict = AdviceQuestion { risk_at_most: Decimal::new(1, 3), ..AdviceQuestion::default() };
    let advice = advise(&table, &recipe, &strict);
    assert!(advice.recommended.is_none() && matches!(advice.reason, AdviceReason::NoneSafeEnough { .. }));
}
