//! Releases about a whole hospital table, through the public functions only.

use lazaret::dp::{Asked, Budget, Data, Epsilon, SystemBits, Value, answer, prepare};
use lazaret::table::{Column, Format, Kind};

const TABLE: &str = include_str!("data/dp_baseline_15757.csv");

fn column(name: &str) -> Column {
    let mut lines = TABLE.lines();
    let at = lines.next().unwrap().split(',').position(|heading| heading == name).unwrap();
    Column::from_texts(name, lines.map(|line| line.split(',').nth(at).unwrap()))
}

/// Root mean square error of 1000 releases of ε = 1, and the share of them
/// whose 95 % error holds the exact answer.
fn accuracy(json: &str, column: &Column, exact: f64) -> (f64, f64) {
    let asked: Asked = serde_json::from_str(json).unwrap();
    let data = Data::new(column.codes.len(), vec![(column, Format::plain(Kind::Integer))]);
    let mut budget = Budget::new("1000".parse::<Epsilon>().unwrap().into());
    let mut bits = SystemBits::default();
    let (mut squares, mut held) = (0.0, 0.0);
    for _ in 0..1000 {
        let release = answer(&data, &asked, &mut budget, &mut bits).unwrap();
        let Value::Number(number) = release.value else { panic!("one number was asked") };
        squares += (number.value - exact).powi(2);
        held += f64::from(u8::from((number.value - exact).abs() <= number.error_95));
    }
    assert!(answer(&data, &asked, &mut budget, &mut bits).is_err(), "the budget is spent");
    ((squares / 1000.0f64).sqrt(), held / 1000.0)
}

#[test]
fn the_mean_age_is_as_accurate_as_the_theory_says() {
    let ages = column("AGE");
    let sum: f64 = ages.codes.iter().map(|&code| ages.dictionary.text(code).parse::<f64>().unwrap()).sum();
    let n = ages.codes.len() as f64;
    let json = r#"{"question":"mean","column":"AGE","lower":0,"upper":110,"epsilon":1}"#;
    let (rmse, held) = accuracy(json, &ages, sum / n);
    let p = sum / n / 110.0;
    let theory = 2f64.sqrt() * 110.0 / n * (p * p + (1.0 - p) * (1.0 - p)).sqrt();
    println!("mean of AGE: RMSE {rmse:.5}, theory {theory:.5}, held {held}");
    assert!(rmse <= 0.009 && rmse > 0.8 * theory, "{rmse}, {theory}");
    assert!(held > 0.92, "{held}");
}

#[test]
fn the_prevalence_of_smoking_is_as_accurate_as_the_theory_says() {
    let smoking = column("SMOKING");
    let n = smoking.codes.len() as f64;
    let p = smoking.counts()[smoking.dictionary.code("1").unwrap() as usize] as f64 / n;
    let json = r#"{"question":"prevalence","column":"SMOKING","category":"1","epsilon":1}"#;
    let (rmse, held) = accuracy(json, &smoking, p);
    // The deviation of the discrete Laplace distribution, √(2q)/(1−q).
    let q = (-1f64).exp();
    let theory = (2.0 * q).sqrt() / (1.0 - q) / n * (p * p + (1.0 - p) * (1.0 - p)).sqrt();
    println!("prevalence of SMOKING: RMSE {rmse:.3e}, theory {theory:.3e}, held {held}");
    assert!((0.8 * theory..1.3 * theory).contains(&rmse), "{rmse}, {theory}");
    assert!(held > 0.92, "{held}");
}

/// Root mean square errors of the numbers of 2000 releases of ε = 1 about AGE,
/// and the shares of them whose 95 % error holds the exact number.
fn accuracy_of_numbers<const N: usize>(json: &str, exact: [f64; N]) -> [(f64, f64); N] {
    let ages = column("AGE");
    let asked: Asked = serde_json::from_str(json).unwrap();
    let data = Data::new(ages.codes.len(), vec![(&ages, Format::plain(Kind::Integer))]);
    let mut bits = SystemBits::default();
    let mut sums = [(0.0, 0.0); N];
    for _ in 0..2000 {
        let release = prepare(&data, &asked).unwrap().draw(&mut bits).unwrap();
        let numbers = match release.value {
            Value::Number(number) => vec![number],
            Value::Numbers { numbers } => numbers,
            other => panic!("{other:?}"),
        };
        for ((number, exact), sum) in numbers.iter().zip(exact).zip(&mut sums) {
            sum.0 += (number.value - exact).powi(2) / 2000.0;
            sum.1 += f64::from(u8::from((number.value - exact).abs() <= number.error_95)) / 2000.0;
        }
    }
    sums.map(|(square, held)| (square.sqrt(), held))
}

#[test]
fn count_mean_and_variance_from_one_vector_are_as_accurate_as_the_theory_says() {
    let ages = column("AGE");
    let values = ages.codes.iter().map(|&code| ages.dictionary.text(code).parse::<f64>().unwrap());
    let (n, sum, squares) =
        values.fold((0.0, 0.0, 0.0), |(n, sum, squares), x| (n + 1.0, sum + x, squares + x * x));
    let (mean, variance) = (sum / n, squares / n - (sum / n).powi(2));
    let json = r#"{"question":"moments","column":"AGE","lower":0,"upper":110,"step":1,"epsilon":1}"#;
    let errors = accuracy_of_numbers(json, [n, mean, variance, variance.sqrt()]);
    println!("count, mean, variance, standard deviation of AGE: RMSE and share held {errors:.5?}");
    // Four standard errors of an RMSE of Laplace noise, √5/2/√2000 of it, above the theory:
    // √6, 0.00706, 0.473 and 0.473/(2·13.03).
    for ((rmse, held), theory) in errors.into_iter().zip([6f64.sqrt(), 0.00706, 0.473, 0.01815]) {
        assert!((0.9 * theory..1.1 * theory).contains(&rmse), "{rmse}, {theory}");
        assert!(held > 0.93, "{held}");
    }
}

#[test]
fn the_sum_of_ages_has_the_noise_of_one_age() {
    let json = r#"{"question":"sum","column":"AGE","lower":0,"upper":110,"step":1,"epsilon":1}"#;
    let [(rmse, held)] = accuracy_of_numbers(json, [967_892.0]);
    println!("sum of AGE: RMSE {rmse:.1}, held {held}");
    assert!((140.0..171.2).contains(&rmse), "√2·110 = 155.6, not {rmse}");
    assert!(held > 0.93, "{held}");
}
