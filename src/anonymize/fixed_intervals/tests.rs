//! Fixed intervals against the reference values, and what guards them.

use super::*;
use crate::table::{Column, DecimalMark};

fn decimal(text: &str) -> Decimal {
    text.parse().unwrap()
}

fn lay(intervals: Intervals, values: &[&str], kind: Kind, people: People<'_>) -> Vec<String> {
    let column = Column::from_texts("c", values.iter().copied());
    let cuts = intervals.lay(&column, Format::plain(kind), people);
    column.codes.iter().map(|&code| cuts.of_code(code).map_or("", |at| cuts.text(at)).to_owned()).collect()
}

fn golden() -> serde_json::Value {
    let file = include_bytes!("../../../tests/data/heart.json");
    serde_json::from_slice::<serde_json::Value>(file).unwrap()["heart"]["fixed_interval"].clone()
}

fn heart(name: &str) -> Vec<String> {
    let mut reader = csv::Reader::from_reader(&include_bytes!("../../../tests/data/heart_297.csv")[..]);
    let at = reader.headers().unwrap().iter().position(|heading| heading == name).unwrap();
    reader.records().map(|row| row.unwrap()[at].to_owned()).collect()
}

#[test]
fn counts_and_means_agree_with_the_reference() {
    let golden = golden();
    for (name, expected) in golden.as_object().unwrap() {
        let texts = heart(name);
        let column = Column::from_texts(name, texts.iter().map(String::as_str));
        let count = u32::try_from(expected["m"].as_u64().unwrap()).unwrap();
        let equal = Intervals { publish: Representative::Mean, ..Intervals::into_equal(count) };
        let cuts = equal.lay(&column, Format::plain(Kind::Real), People::default());
        let (lo, hi) = (expected["lo"].as_f64().unwrap(), expected["hi"].as_f64().unwrap());
        let width = expected["width"].as_f64().unwrap();
        let mut occurring = 0;
        let counts = expected["counts"].as_array().unwrap().iter().zip(expected["means"].as_array().unwrap());
        for (index, (rows, mean)) in counts.enumerate() {
            let (rows, begin) = (rows.as_u64().unwrap(), lo + index as f64 * width);
            if rows == 0 {
                continue;
            }
            let held = column.codes.iter().filter(|&&code| cuts.of_code(code) == Some(occurring)).count();
            assert_eq!(held as u64, rows, "{name} {index}");
            assert!((cuts.begin(occurring) - begin).abs() < 1e-12, "{name} {index}");
            let published: f64 = cuts.text(occurring).parse().unwrap();
            // Two persons' mean tells either the other's value.
            let expected = if rows < 3 { begin + width / 2.0 } else { mean.as_f64().unwrap() };
            // The reference adds doubles, we add exactly: the last place of a double may differ.
            assert!((published - expected).abs() <= 2.0 * f64::EPSILON * expected, "{name} {index}");
            occurring += 1;
        }
        assert_eq!(cuts.len(), occurring);
        assert!((cuts.end(cuts.len() - 1) - hi).abs() < 1e-12);
    }
    assert_eq!(golden.as_object().unwrap().len(), 5);
}

#[test]
fn the_last_of_a_number_of_intervals_is_closed() {
    let thirds = lay(Intervals::into_equal(3), &["0", "1", "2", "3", ""], Kind::Integer, People::default());
    assert_eq!(thirds, ["[0,1)", "[1,2)", "[2,3]", "[2,3]", ""]);
    let between =
        Intervals { bottom: Some(decimal("0")), top: Some(decimal("100")), ..Intervals::into_equal(4) };
    assert!(!between.tell_extremes());
    assert_eq!(
        lay(between, &["-3", "30", "100"], Kind::Integer, People::default()),
        ["<0", "[25,50)", ">=100"]
    );
    assert_eq!(lay(Intervals::into_equal(5), &["7", "7"], Kind::Integer, People::default()), ["[7,7.2)"; 2]);
}

#[test]
fn small_intervals_are_merged_from_the_left() {
    let merge = |merge_below| Intervals { merge_below: Some(merge_below), ..Intervals::every(decimal("10")) };
    let values = ["1", "12", "13", "44", "45", "46", "58", "71"];
    let merged = lay(merge(3), &values, Kind::Integer, People::default());
    assert_eq!(merged, ["[0,20)", "[0,20)", "[0,20)", "[40,80)", "[40,80)", "[40,80)", "[40,80)", "[40,80)"]);
    assert_eq!(lay(merge(9), &values, Kind::Integer, People::default()), ["[0,80)"; 8]);
    assert_eq!(lay(merge(1), &["1", "44"], Kind::Integer, People::default()), ["[0,10)", "[40,50)"]);
    let one_patient = People { k: 0, patients: Some(&[0, 0, 0, 0, 0, 1, 2, 3]) };
    let merged = lay(merge(2), &values, Kind::Integer, one_patient);
    assert_eq!(merged[..6], ["[0,50)"; 6], "rows of one patient are one member");
    assert_eq!(merged[6..], ["[50,80)"; 2]);
}

#[test]
fn a_lone_persons_value_is_never_published() {
    let mean = Intervals { publish: Representative::Mean, ..Intervals::every(decimal("10")) };
    let publish = |values: &[&str], people| lay(mean, values, Kind::Integer, people).remove(0);
    assert_eq!(publish(&["41", "42", "46"], People::default()), "43");
    assert_eq!(publish(&["41", "42"], People::default()), "45");
    assert_eq!(publish(&["41", "42", "46"], People { k: 4, patients: None }), "45");
    let patients = |patients| People { k: 2, patients: Some(patients) };
    assert_eq!(publish(&["41", "42", "46"], patients(&[0, 0, 1])), "45", "two people");
    assert_eq!(
        publish(&["41", "41", "42", "46"], patients(&[0, 0, 1, 2])),
        "45",
        "half of it is one person's"
    );
    assert_eq!(publish(&["41", "41", "42", "46", "42"], patients(&[0, 0, 1, 2, 3])), "42.4");
    let open = Intervals { top: Some(decimal("40")), publish: Representative::Midpoint, ..mean };
    assert_eq!(lay(open, &["41", "33"], Kind::Integer, People::default()), [">=40", "35"]);
}

#[test]
fn numbers_are_spelled_as_the_column_spells_them() {
    let column = Column::from_texts("c", ["1,5", "1,6", "1,8"]);
    let format = Format { decimal_mark: DecimalMark::Comma, ..Format::plain(Kind::Real) };
    let text = |publish| {
        let intervals = Intervals { publish, ..Intervals::every(decimal("0.5")) };
        intervals.lay(&column, format, People::default()).text(0).to_owned()
    };
    assert_eq!(text(Representative::Label), "[1,5;2)");
    assert_eq!(text(Representative::Midpoint), "1,75");
    assert_eq!(text(Representative::Mean), "1,6333333333333333");
}

#[test]
fn dates_are_cut_by_years() {
    let decades = Intervals { origin: Some(decimal("1900")), ..Intervals::every(decimal("10")) };
    assert_eq!(lay(decades, &["1941-05-13"], Kind::Date, People::default()), ["[1940,1950)"]);
    assert!(decades.are_sound(Kind::Date));
    assert!(!Intervals { width: Some(decimal("0.5")), ..decades }.are_sound(Kind::Date));
    assert!(!Intervals { publish: Representative::Mean, ..decades }.are_sound(Kind::Date));
    let three = Intervals::into_equal(3);
    assert_eq!(
        lay(three, &["1941-05-13", "1950-12-31", "1950-01-01"], Kind::Date, People::default()),
        ["[1941,1945)", "[1949,1953)", "[1949,1953)"]
    );
}

#[test]
fn only_what_can_cut_is_sound() {
    let five = Intervals::every(decimal("5"));
    assert!(five.are_sound(Kind::Integer) && Intervals::into_equal(10).are_sound(Kind::Real));
    assert!(!five.tell_extremes() && Intervals::into_equal(10).tell_extremes());
    for unsound in [
        Intervals { width: Some(decimal("0")), ..five },
        Intervals { count: Some(3), ..five },
        Intervals { width: None, ..five },
        Intervals { bottom: Some(decimal("9")), top: Some(decimal("9")), ..five },
        Intervals::into_equal(0),
        Intervals::into_equal(1_000_000),
        Intervals { origin: Some(decimal("9")), top: Some(decimal("3")), ..Intervals::into_equal(3) },
    ] {
        assert!(!unsound.are_sound(Kind::Integer), "{unsound:?}");
        assert_eq!(lay(unsound, &["7", "8"], Kind::Integer, People::default()), [""; 2], "{unsound:?}");
    }
    assert!(!five.are_sound(Kind::Category));
}

#[test]
fn recipes_keep_their_form() {
    let five: Intervals = serde_json::from_str(r#"{"origin":0,"width":5,"top":90}"#).unwrap();
    assert_eq!(five, Intervals { top: Some(decimal("90")), ..Intervals::every(decimal("5")) });
    assert_eq!(serde_json::to_string(&five).unwrap(), r#"{"origin":0,"width":5,"top":90}"#);
}
