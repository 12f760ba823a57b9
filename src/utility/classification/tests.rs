use super::*;
use crate::anonymize::Supplies;
use crate::recipe::{ColumnRule, Recipe};
use crate::table::{Column, Dialect, Kind, Role, Table};

/// A table of columns, given as rows of texts.
fn table(names: &[&str], rows: &[Vec<String>]) -> Table {
    let column = |at: usize| Column::from_texts(names[at], rows.iter().map(|row| row[at].as_str()));
    Table { columns: (0..names.len()).map(column).collect(), rows: rows.len() }
}

fn recipe(table: &Table) -> Recipe {
    let mut recipe = Recipe::starting(&ColumnRule::guess_all(table), Dialect::default());
    for rule in &mut recipe.columns {
        (rule.role, rule.interval) = (Role::QuasiIdentifier, None);
    }
    recipe
}

/// Repeatable numbers from 0 to 1.
fn random(seed: u64) -> impl FnMut() -> f64 {
    use rand::{RngExt, SeedableRng};
    let mut rng = rand::rngs::Xoshiro256PlusPlus::seed_from_u64(seed);
    move || rng.random()
}

/// Rows of a number, two categories and a class that `tell` decides.
fn rows(n: usize, seed: u64, tell: impl Fn(f64, usize, usize, f64) -> bool) -> Table {
    let mut draw = random(seed);
    let row = |_| {
        let (x, a, b, noise) = (draw(), draw(), draw(), draw());
        let (a, b) = (usize::from(a < 0.5), usize::from(b < 0.5));
        let class = if tell(x, a, b, noise) { "yes" } else { "no" };
        vec![format!("{:.3}", x * 100.0), ["p", "q"][a].into(), ["r", "s"][b].into(), class.into()]
    };
    table(&["x", "a", "b", "class"], &(0..n).map(row).collect::<Vec<_>>())
}

fn scores(original: &Table, released: &Table, test: &Table) -> Classification {
    compare(recipe(original).fit(original).unwrap(), released, test, "class", 1).unwrap()
}

#[test]
fn what_can_be_separated_is_learnt_by_all() {
    let tell = |_, a, _, _| a == 1;
    let (original, test) = (rows(300, 1, tell), rows(100, 2, tell));
    let result = scores(&original, &original, &test);
    assert!(result.scores.iter().all(|score| score.original == 1.0), "{result:?}");
    assert_eq!((result.scores.len(), result.original, result.released, result.test_rows), (5, 1.0, 1.0, 100));
}

#[test]
fn whoever_learns_from_nothing_names_the_most_frequent_class() {
    let tell = |x, _, _, _| x < 0.7;
    let (original, test) = (rows(300, 3, tell), rows(200, 4, tell));
    let mut blank = original.clone();
    for column in &mut blank.columns[..3] {
        *column = Column::from_texts(&column.name, vec!["*"; original.rows]);
    }
    let result = scores(&original, &blank, &test);
    let share = (0..200).filter(|&row| test.columns[3].text(row) == "yes").count() as f64 / 200.0;
    assert_eq!(result.majority, share);
    assert!(result.scores.iter().all(|score| score.released == share), "{result:?}");
    assert!(result.scores.iter().all(|score| score.original > 0.9), "{result:?}");
}

#[test]
fn only_those_that_see_columns_together_learn_an_exclusive_or() {
    let tell = |_, a, b, _| a != b;
    let (original, test) = (rows(400, 5, tell), rows(200, 6, tell));
    for score in scores(&original, &original, &test).scores {
        let alone = [ClassifierKind::NaiveBayes, ClassifierKind::LogisticRegression];
        if alone.contains(&score.classifier) {
            assert!(score.original < 0.8, "{score:?}");
        } else {
            // A greedy tree may begin with the number, which tells nothing.
            let tree = score.classifier == ClassifierKind::DecisionTree;
            assert!(score.original > if tree { 0.8 } else { 0.99 }, "{score:?}");
        }
    }
}

/// Accuracy and mean squared error of the probabilities (Brier's score) on
/// every fifth row of Heart after training on the others, beside scikit-learn
/// 1.9.1: `LogisticRegression(C=2)` (with two classes it counts one vector of
/// weights where ours has two halves), `CategoricalNB` on the same bins,
/// `KNeighborsClassifier(15)`; trees of either break ties by chance.
#[test]
fn agrees_with_scikit_learn_on_heart() {
    let bytes = std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/heart_297.csv")).unwrap();
    let mut loader = crate::table::Loader::new(0, None);
    loader.push(&bytes).unwrap();
    let heart = loader.finish().unwrap().table;
    let mut recipe = recipe(&heart);
    for rule in &mut recipe.columns {
        let numeric = ["age", "trestbps", "chol", "thalach", "oldpeak"].contains(&rule.name.as_str());
        rule.format = crate::table::Format::plain(if numeric { Kind::Real } else { Kind::Category });
    }
    let training = select(&heart, |row| row % 5 != 0);
    let encoding = Encoding::new(recipe.fit(&training).unwrap(), "target").unwrap();
    let test = encoding.samples(&select(&heart, |row| row % 5 == 0)).unwrap();
    let training = encoding.samples(&training).unwrap();
    for (kind, expected_accuracy, expected_brier, within) in [
        (ClassifierKind::LogisticRegression, 53, 0.087_017_198, 1e-6),
        (ClassifierKind::NaiveBayes, 53, 0.094_590_177, 1e-9),
        (ClassifierKind::NearestNeighbours, 51, 0.091_481_481, 1e-9),
        (ClassifierKind::DecisionTree, 45, 0.176, 0.02),
        (ClassifierKind::RandomForest, 53, 0.100, 0.01),
    ] {
        let probabilities = kind.train(&training, 1).probabilities(&test);
        let error = |(given, label): (&[f64], &u32)| (given[1] - f64::from(*label)).powi(2);
        let brier = probabilities.chunks(2).zip(&test.labels).map(error).sum::<f64>() / 60.0;
        assert!((brier - expected_brier).abs() < within, "{kind:?}: {brier}");
        let right = accuracy(&probabilities, &test) * 60.0;
        let slack = if within > 1e-3 { 2.1 } else { 1e-9 };
        assert!((right - f64::from(expected_accuracy)).abs() < slack, "{kind:?}: {right}");
    }
}

#[test]
fn neither_repetition_nor_the_order_of_rows_changes_a_figure() {
    let tell = |x, a, _, noise| (x + a as f64 + noise) < 1.2;
    let (original, test) = (rows(200, 7, tell), rows(100, 8, tell));
    let expected = scores(&original, &original, &test);
    let turned = select_in(&original, (0..200).map(|row| (row * 77 + 5) % 200));
    assert_eq!(scores(&original, &original, &test), expected);
    assert_eq!(scores(&turned, &turned, &test), expected);
}

fn select_in(table: &Table, rows: impl Iterator<Item = usize> + Clone) -> Table {
    let column = |column: &Column| Column::from_texts(&column.name, rows.clone().map(|row| column.text(row)));
    Table { columns: table.columns.iter().map(column).collect(), rows: table.rows }
}

#[test]
fn published_cells_are_middles_and_shares() {
    let texts = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
    let names = ["x", "c", "class"];
    let cells = [["0", "a", "n"], ["10", "b", "y"], ["20", "c", "n"], ["40", "d", "y"]];
    let original = table(&names, &cells.map(|row| texts(&row)));
    let mut recipe = recipe(&original);
    recipe.columns[1].hierarchy = Some(crate::anonymize::hierarchy::HierarchyRule::Table {
        lines: ["a;early;*", "b;early;*", "c;late;*", "d;late;*"]
            .map(|line| line.split(';').map(str::to_owned).collect())
            .to_vec(),
    });
    let encoding = Encoding::new(recipe.fit(&original).unwrap(), "class").unwrap();
    for (x, at) in [("20", 0.5), ("[10,30)", 0.5), ("[0,10]", 0.125), ("<20", 0.25), (">=20", 0.75)] {
        let samples = encoding.samples(&table(&names, &[texts(&[x, "a", "n"])])).unwrap();
        assert_eq!(samples.predictors[0].point(0), [at], "{x}");
    }
    for (c, shares) in [
        ("b", [0.0, 1.0, 0.0, 0.0]),
        ("a | d", [0.5, 0.0, 0.0, 0.5]),
        ("b … d", [0.0, 1.0 / 3.0, 1.0 / 3.0, 1.0 / 3.0]),
        ("late", [0.0, 0.0, 0.5, 0.5]),
        ("late or missing", [0.0, 0.0, 0.5, 0.5]),
        ("*", [0.25; 4]),
        ("", [0.25; 4]),
        ("unheard of", [0.0; 4]),
    ] {
        let samples = encoding.samples(&table(&names, &[texts(&["0", c, "n"])])).unwrap();
        assert_eq!(samples.predictors[1].point(0), shares, "{c}");
    }
    let cells = [texts(&["0", "a", "n"]), texts(&["20", "a", "n"]), texts(&["", "a", "n"])];
    let samples = encoding.samples(&table(&names, &cells)).unwrap();
    let mut points: Vec<f64> = (0..3).map(|row| samples.predictors[0].point(row)[0]).collect();
    points.sort_unstable_by(f64::total_cmp);
    assert_eq!(points, [0.0, 0.25, 0.5], "a blank is the mean of the others");
}

#[test]
fn naive_bayes_is_bayes_rule() {
    // Class 0: a, a, b; class 1: b. P(0) = 3/4, P(a|0) = 3/5, P(a|1) = 1/3, P(b|0) = 2/5, P(b|1) = 2/3.
    let points = vec![1.0, 0.0, 0.0, 1.0, 0.5, 0.5];
    let predictor = |codes| Predictor::new(false, 2, codes, points.clone());
    let training = Samples::new(vec![predictor(vec![0, 0, 1, 1])], &[0, 0, 0, 1], 2);
    let model = NaiveBayes::train(&training);
    let ask = |code| model.probabilities(&Samples::new(vec![predictor(vec![code])], &[0], 2));
    let expected = |likely: f64, unlikely: f64| 0.75 * likely / (0.75 * likely + 0.25 * unlikely);
    assert!((ask(0)[0] - expected(0.6, 1.0 / 3.0)).abs() < 1e-12);
    assert!((ask(1)[0] - expected(0.4, 2.0 / 3.0)).abs() < 1e-12);
    // A set of both: half a count each, so P(a|0) = 2.5 / 4 of two rows.
    let training = Samples::new(vec![predictor(vec![0, 2, 1])], &[0, 0, 1], 2);
    let half = NaiveBayes::train(&training).probabilities(&Samples::new(vec![predictor(vec![0])], &[0], 2));
    let (zero, one) = (2.0 / 3.0 * 2.5 / 4.0, 1.0 / 3.0 / 3.0);
    assert!((half[0] - zero / (zero + one)).abs() < 1e-12);
}

#[test]
fn equally_far_neighbours_share_the_votes_that_are_left() {
    // 10 rows of class 0 at 0, then 10 of each class at 1: 5 votes are left for 20 equals.
    let points = vec![0.0, 1.0];
    let predictor = |codes| Predictor::new(true, 1, codes, points.clone());
    let codes = [vec![0; 10], vec![1; 20]].concat();
    let labels = [vec![0; 20], vec![1; 10]].concat();
    let model = NearestNeighbours::train(&Samples::new(vec![predictor(codes)], &labels, 2));
    let near = model.probabilities(&Samples::new(vec![predictor(vec![0])], &[0], 2));
    assert!((near[0] - 12.5 / 15.0).abs() < 1e-12, "{near:?}");
}

#[test]
fn folds_are_disjoint_and_have_every_class_alike() {
    let target = Column::from_texts("class", (0..100).map(|row| if row % 4 == 0 { "a" } else { "b" }));
    let folds = stratified_folds(&target, 5, 9);
    assert_eq!(folds, stratified_folds(&target, 5, 9));
    assert_ne!(folds, stratified_folds(&target, 5, 10));
    for fold in 0..5 {
        let of_class =
            |class| (0..100).filter(|&row| folds[row] == fold && target.text(row) == class).count();
        assert_eq!((of_class("a"), of_class("b")), (5, 15));
    }
}

#[test]
fn a_release_is_tested_on_rows_that_were_set_aside() {
    let original = rows(600, 11, |x, a, _, noise| x + 0.2 * a as f64 + 0.2 * noise < 0.7);
    let mut recipe = recipe(&original);
    recipe.columns[3].role = Role::Other;
    let (shared, result) =
        hold_out(recipe.fit(&original).unwrap(), "class", &Supplies::default(), Settings::default()).unwrap();
    assert_eq!((shared.report.rows, result.test_rows), (400, 200));
    assert!(result.original > 0.85 && result.released > result.majority, "{result:?}");
}

#[test]
fn what_cannot_be_classified_is_refused() {
    let original = rows(60, 12, |x, _, _, _| x < 0.5);
    let recipe = recipe(&original);
    let fitted = recipe.fit(&original).unwrap();
    let refused =
        |released: &Table, target: &str| compare(fitted, released, &original, target, 1).unwrap_err();
    let missing = ClassificationError::TargetMissing { column: "y".into() };
    assert_eq!(refused(&original, "y"), missing);
    let many = ClassificationError::Classes { column: "x".into(), classes: 60, limit: 50 };
    assert_eq!(refused(&original, "x"), many);
    let mut coarse = original.clone();
    coarse.columns[3] = Column::from_texts("class", vec!["no | yes"; 60]);
    let unreadable = ClassificationError::TargetCoarse { column: "class".into(), readable: 0, rows: 60 };
    assert_eq!(refused(&coarse, "class"), unreadable);
}
