//! Questions about several columns, on the heart patients: against plain
//! statistics, and over many draws of the noise.

use crate::dp::noise::bits::chosen::SeededBits;
use crate::dp::{Asked, Data, Estimate, Value, expected, prepare};
use crate::table::{Column, Format, Kind};

/// Age, highest pulse, ST depression, angina by exercise, and disease or none.
const COLUMNS: [(&str, usize, Kind); 5] = [
    ("age", 0, Kind::Real),
    ("pulse", 3, Kind::Real),
    ("depression", 4, Kind::Real),
    ("angina", 8, Kind::Real),
    ("disease", 13, Kind::Category),
];

const COVARIANCE: &str = r#""question":"covariance","columns":[
    {"column":"age","lower":20,"upper":90},{"column":"pulse","lower":60,"upper":220},{"column":"depression","lower":0,"upper":7}]"#;
const LINEAR: &str = r#""question":"linear-regression","target":{"column":"pulse","lower":60,"upper":220},"predictors":[
    {"column":"age","lower":20,"upper":90},{"column":"depression","lower":0,"upper":7}]"#;
const LOGISTIC: &str = r#""question":"logistic-regression","column":"disease","category":"disease","predictors":[
    {"column":"age","lower":20,"upper":90},{"column":"depression","lower":0,"upper":7},{"column":"angina","lower":0,"upper":1,"step":1}]"#;
const GROUPS: &str = r#""question":"groups","by":{"column":"disease","bins":{"categories":["disease","healthy"]}},"of":{"column":"age","lower":20,"upper":90}"#;
const CONTINGENCY: &str = r#""question":"contingency","rows":{"column":"disease","bins":{"categories":["disease","healthy"]}},"columns":{"column":"age","bins":{"edges":[20,50,60,90]}}"#;
const ALL: [&str; 5] = [COVARIANCE, LINEAR, LOGISTIC, GROUPS, CONTINGENCY];

const NO_NOISE: &str = r#""epsilon":1000"#;

fn asked(question: &str, loss: &str) -> Asked {
    serde_json::from_str(&format!("{{{question},{loss}}}")).unwrap()
}

fn heart() -> Vec<[String; 5]> {
    csv::Reader::from_reader(&include_bytes!("../../../tests/data/heart_297.csv")[..])
        .records()
        .map(|row| row.map(|row| COLUMNS.map(|(_, at, _)| row[at].to_owned())).unwrap())
        .collect()
}

fn release(rows: &[[String; 5]], question: &str, loss: &str, seed: u64) -> Value {
    let columns: Vec<_> = (0..COLUMNS.len())
        .map(|at| Column::from_texts(COLUMNS[at].0, rows.iter().map(|row| row[at].as_str())))
        .collect();
    let formats = COLUMNS.map(|(_, _, kind)| Format::plain(kind));
    let data = Data::new(rows.len(), columns.iter().zip(formats).collect());
    prepare(&data, &asked(question, loss)).unwrap().draw_from(&mut SeededBits::new(seed)).unwrap().value
}

/// All numbers of an answer, row by row.
fn estimates(value: Value) -> Vec<Estimate> {
    match value {
        Value::Numbers { numbers } => numbers,
        Value::Table { cells, .. } => cells.concat(),
        other => panic!("{other:?}"),
    }
}

/// The table as numbers; disease is 1.
fn numbers() -> Vec<[f64; 5]> {
    heart()
        .iter()
        .map(|row| {
            [0, 1, 2, 3, 4].map(|at| row[at].parse().unwrap_or(f64::from(u8::from(row[at] == "disease"))))
        })
        .collect()
}

fn covariance(rows: &[[f64; 5]], i: usize, j: usize) -> f64 {
    let n = rows.len() as f64;
    let mean = |at: usize| rows.iter().map(|row| row[at]).sum::<f64>() / n;
    rows.iter().map(|row| (row[i] - mean(i)) * (row[j] - mean(j))).sum::<f64>() / n
}

/// Solves a·x = b, where a is positive definite.
fn solve(mut a: Vec<Vec<f64>>, mut b: Vec<f64>) -> Vec<f64> {
    let n = b.len();
    for p in 0..n {
        let pivot = a[p].clone();
        for row in (0..n).filter(|&row| row != p) {
            let factor = a[row][p] / pivot[p];
            a[row].iter_mut().zip(&pivot).for_each(|(entry, above)| *entry -= factor * above);
            b[row] -= factor * b[p];
        }
    }
    (0..n).map(|p| b[p] / a[p][p]).collect()
}

/// Σ w·x·xᵀ and Σ w·x·z over the rows, where x begins with 1.
fn normal_equations(
    rows: &[[f64; 5]],
    predictors: &[usize],
    weigh: impl Fn(&[f64], &[f64; 5]) -> (f64, f64),
) -> (Vec<Vec<f64>>, Vec<f64>) {
    let k = predictors.len() + 1;
    let (mut a, mut b) = (vec![vec![0.0; k]; k], vec![0.0; k]);
    for row in rows {
        let x: Vec<_> = std::iter::once(1.0).chain(predictors.iter().map(|&at| row[at])).collect();
        let (w, wz) = weigh(&x, row);
        for i in 0..k {
            b[i] += x[i] * wz;
            (0..k).for_each(|j| a[i][j] += w * x[i] * x[j]);
        }
    }
    (a, b)
}

#[test]
fn without_noise_covariances_are_those_of_the_table() {
    let (rows, value) = (numbers(), release(&heart(), COVARIANCE, NO_NOISE, 1));
    let pairs = [(0, 1, 35.0 * 80.0), (0, 2, 35.0 * 3.5), (1, 2, 80.0 * 3.5)];
    for ((i, j, halves), [found, correlation]) in pairs.into_iter().zip(estimates(value).as_chunks().0) {
        let exact = covariance(&rows, i, j);
        assert!((found.value - exact).abs() < 3e-4 * halves, "{found:?} {exact}");
        let exact = exact / (covariance(&rows, i, i) * covariance(&rows, j, j)).sqrt();
        assert!((correlation.value - exact).abs() < 0.003, "{correlation:?} {exact}");
        let sampling_95 = 1.96 * (1.0 - exact * exact) / 297f64.sqrt();
        assert!((correlation.sampling_95.unwrap() - sampling_95).abs() < 0.001);
    }
}

#[test]
fn without_noise_a_linear_regression_is_that_of_the_table() {
    let rows = numbers();
    let (a, b) = normal_equations(&rows, &[0, 2], |_, row| (1.0, row[1]));
    let exact = solve(a.clone(), b);
    let residual = |row: &[f64; 5]| row[1] - exact[0] - exact[1] * row[0] - exact[2] * row[2];
    let variance = rows.iter().map(|row| residual(row).powi(2)).sum::<f64>() / 297.0;
    for (at, found) in estimates(release(&heart(), LINEAR, NO_NOISE, 1)).iter().enumerate() {
        assert!((found.value / exact[at] - 1.0).abs() < 0.005, "{found:?} {exact:?}");
        let unit = (0..3).map(|i| f64::from(u8::from(i == at))).collect();
        let sampling_95 = 1.96 * (variance * solve(a.clone(), unit)[at]).sqrt();
        assert!((found.sampling_95.unwrap() / sampling_95 - 1.0).abs() < 0.005, "{found:?} {sampling_95}");
    }
}

/// The maximum of the likelihood, by Newton's method, and the standard errors.
fn maximum_likelihood(rows: &[[f64; 5]], predictors: &[usize]) -> Vec<(f64, f64)> {
    let mut coefficients = vec![0.0; predictors.len() + 1];
    for _ in 0..30 {
        let (information, score) = normal_equations(rows, predictors, |x, row| {
            let p = 1.0 / (1.0 + (-x.iter().zip(&coefficients).map(|(x, c)| x * c).sum::<f64>()).exp());
            (p * (1.0 - p), row[4] - p)
        });
        solve(information, score).iter().zip(&mut coefficients).for_each(|(step, c)| *c += step);
    }
    let (information, _) = normal_equations(rows, predictors, |x, _| {
        let p = 1.0 / (1.0 + (-x.iter().zip(&coefficients).map(|(x, c)| x * c).sum::<f64>()).exp());
        (p * (1.0 - p), 0.0)
    });
    let unit = |at: usize| (0..coefficients.len()).map(|i| f64::from(u8::from(i == at))).collect();
    let error = |at| solve(information.clone(), unit(at))[at].sqrt();
    coefficients.iter().enumerate().map(|(at, &c)| (c, error(at))).collect()
}

#[test]
fn without_noise_a_logistic_regression_is_near_the_maximum_of_the_likelihood() {
    let exact = maximum_likelihood(&numbers(), &[0, 2, 3]);
    let found = estimates(release(&heart(), LOGISTIC, NO_NOISE, 1));
    for ((exact, error), [log_odds, ratio]) in exact.iter().zip(found.as_chunks().0) {
        assert!((log_odds.value / exact - 1.0).abs() < 0.2, "{log_odds:?} {exact}");
        // No further off than what is left open by the patients sampled, which is about the same.
        assert!((log_odds.value - exact).abs() < 1.1 * error, "{log_odds:?} {exact} {error}");
        assert!((log_odds.sampling_95.unwrap() / (1.96 * error) - 1.0).abs() < 0.25, "{log_odds:?} {error}");
        assert!((ratio.value - log_odds.value.exp()).abs() < 1e-12);
    }
}

#[test]
fn groups_and_pairs_of_bins_are_those_of_the_table() {
    let rows = numbers();
    let group = |disease: f64| rows.iter().filter(move |row| row[4] == disease);
    let found = estimates(release(&heart(), GROUPS, NO_NOISE, 1));
    for (disease, [count, mean]) in [1.0, 0.0].into_iter().zip(found.as_chunks().0) {
        let exact = group(disease).count() as f64;
        assert!((count.value - exact).abs() < 0.1, "{count:?} {exact}");
        let exact = group(disease).map(|row| row[0]).sum::<f64>() / exact;
        assert!((mean.value - exact).abs() < 0.01, "{mean:?} {exact}");
    }
    let within =
        |disease, from: f64, below: f64| group(disease).filter(move |row| from <= row[0] && row[0] < below);
    let exact = [1.0, 0.0].map(|disease| {
        [(0.0, 50.0), (50.0, 60.0), (60.0, 200.0)]
            .map(|(from, below)| within(disease, from, below).count() as f64)
    });
    let found = estimates(release(&heart(), CONTINGENCY, NO_NOISE, 1));
    assert_eq!(found.iter().map(|count| count.value).collect::<Vec<_>>(), exact.concat());
}

#[test]
fn the_errors_stated_hold() {
    for (question, losses, draws) in [
        (COVARIANCE, [r#""epsilon":3"#, r#""epsilon":30"#, r#""rho":5"#], 60),
        (LINEAR, [r#""epsilon":10"#, r#""epsilon":100"#, r#""rho":20"#], 150),
        (LOGISTIC, [r#""epsilon":10"#, r#""epsilon":100"#, r#""rho":20"#], 15),
        (GROUPS, [r#""epsilon":0.1"#, r#""epsilon":1"#, r#""rho":0.1"#], 100),
    ] {
        let exact = estimates(release(&heart(), question, NO_NOISE, 1));
        for loss in losses {
            let mut covered = 0;
            for seed in 0..draws {
                let found = estimates(release(&heart(), question, loss, seed));
                let holds = |(found, exact): &(&Estimate, &Estimate)| {
                    (found.value - exact.value).abs() <= found.error_95
                };
                covered += found.iter().zip(&exact).filter(holds).count();
            }
            let all = exact.len() as f64 * draws as f64;
            // The numbers of one draw hang together: as if there were so many draws.
            let error = 3.0 * (0.95 * 0.05 / draws as f64).sqrt();
            assert!(covered as f64 / all > 0.95 - error, "{question} {loss}: {covered} of {all}");
        }
    }
}

#[test]
fn no_table_is_too_poor_to_be_asked_about_several_columns() {
    let row = |cells: [&str; 5]| cells.map(str::to_owned);
    let extreme = row(["1e17", "-1e17", "999999999999999999", "7", "disease"]);
    for rows in [
        vec![],
        vec![row([""; 5])],
        vec![row(["61", "150", "2.3", "1", "disease"])],
        vec![row(["61", "150", "", "1", "healthy"]); 5],
        vec![row(["old", "150", "2", "1", "?"]); 3],
        vec![extreme.clone()],
        vec![extreme; 100],
    ] {
        for question in ALL {
            for loss in [NO_NOISE, r#""epsilon":1e-6"#, r#""rho":0.5"#] {
                for estimate in estimates(release(&rows, question, loss, 7)) {
                    assert!(
                        estimate.value.is_finite() && estimate.error_95.is_finite(),
                        "{question} {estimate:?}"
                    );
                    assert!(estimate.error_95 >= 0.0 && estimate.sampling_95.is_none_or(|s| s >= 0.0));
                }
            }
        }
    }
}

#[test]
fn errors_are_told_before_spending() {
    for question in ALL {
        for loss in [r#""epsilon":0.5"#, r#""rho":0.1"#] {
            let asked = asked(question, loss);
            let hopeless =
                |rows| expected(&asked, rows, 1).unwrap().iter().any(|number| number.is_hopeless());
            assert!(hopeless(0) && hopeless(5), "{question}");
            assert!(!hopeless(1_000_000), "{question} {:?}", expected(&asked, 1_000_000, 1));
        }
    }
}

#[test]
fn what_cannot_be_asked_is_refused() {
    let age = r#"{"column":"age","lower":20,"upper":90}"#;
    let many = (0..21).map(|at| age.replace("age", &at.to_string())).collect::<Vec<_>>().join(",");
    let bins = (0..100).map(|edge| edge.to_string()).collect::<Vec<_>>().join(",");
    let bins = format!(r#"{{"column":"age","bins":{{"edges":[{bins}]}}}}"#);
    for (question, kind) in [
        (format!(r#""question":"covariance","columns":[{age}]"#), "too-few-columns"),
        (format!(r#""question":"covariance","columns":[{many}]"#), "too-many-columns"),
        (format!(r#""question":"covariance","columns":[{age},{age}]"#), "column-repeated"),
        (format!(r#""question":"linear-regression","target":{age},"predictors":[]"#), "too-few-columns"),
        (
            format!(r#""question":"logistic-regression","column":"age","category":"1","predictors":[{age}]"#),
            "column-repeated",
        ),
        (
            format!(
                r#""question":"logistic-regression","column":"disease","category":"","predictors":[{age}]"#
            ),
            "category-empty",
        ),
        (format!(r#""question":"contingency","rows":{bins},"columns":{bins}"#), "too-many-bins"),
        (
            r#""question":"survival","time":"age","edges":[],"event":"disease","occurred":"1""#.to_owned(),
            "no-bins",
        ),
        (
            r#""question":"survival","time":"age","edges":[2,1],"event":"disease","occurred":"1""#.to_owned(),
            "edges-not-increasing",
        ),
    ] {
        let refused = expected(&asked(&question, r#""epsilon":1"#), 10, 1).unwrap_err();
        assert_eq!(serde_json::to_value(&refused).unwrap()["kind"], kind, "{question}");
    }
}
