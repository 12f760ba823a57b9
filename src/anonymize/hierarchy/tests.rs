//! What every kind of hierarchy promises, and what each publishes.

use std::collections::HashMap;

use proptest::prelude::*;

use super::*;
use crate::anonymize::Axis;
use crate::anonymize::fixed_intervals::Intervals;
use crate::recipe::ColumnRule;
use crate::table::{Column, Decimal, DecimalMark, Format, Kind};

fn rule(kind: Kind) -> ColumnRule {
    let column = Column::from_texts("c", ["a"]);
    ColumnRule { format: Format::plain(kind), ..ColumnRule::guess(&column).0 }
}

fn axis(values: &[&str], rule: &ColumnRule) -> Axis {
    Axis::new(0, &Column::from_texts("c", values.iter().copied()), rule)
}

fn build(values: &[&str], kind: Kind, hierarchy: &HierarchyRule) -> Result<Hierarchy, HierarchyError> {
    hierarchy.build(&axis(values, &rule(kind)).leaves(), DecimalMark::Point)
}

/// The labels of a value, from its own to the top.
fn labels(hierarchy: &Hierarchy, value: &str) -> Vec<String> {
    let leaf = hierarchy.height(0).labels.iter().position(|label| label.text == value).unwrap();
    let leaf = u32::try_from(leaf).unwrap();
    (0..=hierarchy.top()).map(|height| hierarchy.label(height, leaf).text.clone()).collect()
}

/// Leaves below one label, told apart by text, stay together; the top has one
/// label; a label counts at least the leaves that are below it.
fn is_nested(hierarchy: &Hierarchy) {
    let leaves = hierarchy.height(0).of_leaf.len();
    for height in 0..=hierarchy.top() {
        let step = hierarchy.height(height);
        assert_eq!(step.of_leaf.len(), leaves);
        let mut below: HashMap<&str, u32> = HashMap::new();
        let mut parent: HashMap<&str, &str> = HashMap::new();
        for leaf in 0..u32::try_from(leaves).unwrap() {
            let text = hierarchy.label(height, leaf).text.as_str();
            *below.entry(text).or_default() += 1;
            if height < hierarchy.top() {
                let above = hierarchy.label(height + 1, leaf).text.as_str();
                assert_eq!(*parent.entry(text).or_insert(above), above, "{text} has one parent");
            }
        }
        assert_eq!(below.len(), step.labels.len(), "labels have different texts, and each covers a leaf");
        assert!(step.labels.iter().all(|label| label.leaves >= below[label.text.as_str()]));
        assert!(step.labels.iter().map(|label| label.leaves).sum::<u32>() <= hierarchy.leaves());
    }
    if leaves > 0 {
        let top = &hierarchy.height(hierarchy.top()).labels;
        assert_eq!((top.len(), top[0].leaves), (1, hierarchy.leaves()));
    }
}

/// Exported and read again, it is the same hierarchy.
fn survives_export(hierarchy: &Hierarchy, leaves: &[Leaf]) {
    let lines = read_csv(&write_csv(hierarchy)).unwrap();
    let again = HierarchyRule::Table { lines }.build(leaves, DecimalMark::Point).unwrap();
    assert_eq!(&again, hierarchy);
}

fn number(text: &str) -> Decimal {
    text.parse().unwrap()
}

fn ranges(widths: &[&str]) -> HierarchyRule {
    let widths = widths.iter().map(|width| number(width)).collect();
    HierarchyRule::Ranges { origin: number("0"), widths, bottom: Some(number("18")), top: Some(number("90")) }
}

#[test]
fn numbers_grow_into_ranges() {
    let ages =
        build(&["17", "", "41", "49.5", "63", "95", "101"], Kind::Real, &ranges(&["5", "10", "40"])).unwrap();
    assert_eq!(labels(&ages, "41"), ["41", "[40,45)", "[40,50)", "[40,80)", "*"]);
    assert_eq!(labels(&ages, "17"), ["17", "<18", "<18", "<18", "*"]);
    assert_eq!(labels(&ages, "101"), ["101", ">=90", ">=90", ">=90", "*"]);
    assert_eq!(labels(&ages, ""), ["", "", "", "", "*"]);
    is_nested(&ages);
    for unsound in [&["5", "12"][..], &["10", "5"], &["5", "5"], &["0"], &["-5"], &[]] {
        assert_eq!(
            build(&["17"], Kind::Real, &ranges(unsound)),
            Err(HierarchyError::Unsuited),
            "{unsound:?}"
        );
    }
    assert_eq!(build(&["a"], Kind::Category, &ranges(&["5"])), Err(HierarchyError::Unsuited));
}

#[test]
fn ranges_are_built_over_intervals_and_never_cut_one() {
    let codes = |intervals| Intervals { bottom: Some(number("18")), top: Some(number("90")), ..intervals };
    let over = |width: &str, widths: &[&str]| {
        let interval = Some(codes(Intervals::every(number(width))));
        let axis =
            axis(&["3", "19", "41", "44", "47", "52", "97"], &ColumnRule { interval, ..rule(Kind::Integer) });
        ranges(widths).build(&axis.leaves(), DecimalMark::Point)
    };
    let ages = over("5", &["10", "20"]).unwrap();
    assert_eq!(labels(&ages, "[40,45)"), ["[40,45)", "[40,50)", "[40,60)", "*"]);
    assert_eq!(labels(&ages, "<18"), ["<18", "<18", "<18", "*"]);
    assert_eq!(over("7", &["10"]), Err(HierarchyError::CutsIntervals { leaf: 1, leaves: 3 }));
}

#[test]
fn days_grow_into_stretches_of_the_calendar() {
    let steps = vec![DateStep::Month, DateStep::Quarter, DateStep::Year, DateStep::Decade];
    let days = ["2017-04-13", "2017-04-14", "2017-06-01", "2017-12-31", "2012-01-01", "1999-01-01", ""];
    let built = build(&days, Kind::Date, &HierarchyRule::Dates { steps }).unwrap();
    assert_eq!(labels(&built, "2017-04-13"), ["2017-04-13", "2017-04", "2017-Q2", "2017", "2010s", "*"]);
    assert_eq!(labels(&built, "1999-01-01"), ["1999-01-01", "1999-01", "1999-Q1", "1999", "1990s", "*"]);
    is_nested(&built);
    let backwards = HierarchyRule::Dates { steps: vec![DateStep::Year, DateStep::Month] };
    assert_eq!(build(&days, Kind::Date, &backwards), Err(HierarchyError::Unsuited));
}

#[test]
fn codes_are_cut_from_behind() {
    let rule = HierarchyRule::Prefixes { kept: vec![3, 2, 1], length: 5 };
    let built = build(
        &["02139", "02141", "02", "01234", "0213", "94110", "LA4 1AB", "Äöü12", "Äö"],
        Kind::Category,
        &rule,
    )
    .unwrap();
    assert_eq!(labels(&built, "02139"), ["02139", "021**", "02***", "0****", "*"]);
    assert_eq!(labels(&built, "02"), ["02", "02***", "02***", "0****", "*"]);
    assert_eq!(labels(&built, "Äöü12"), ["Äöü12", "Äöü**", "Äö***", "Ä****", "*"]);
    is_nested(&built);
    for kept in [vec![], vec![1, 2], vec![2, 0], vec![5]] {
        let rule = HierarchyRule::Prefixes { kept, length: 5 };
        assert_eq!(build(&["a"], Kind::Category, &rule), Err(HierarchyError::Unsuited));
    }
}

#[test]
fn diagnoses_grow_into_categories_blocks_and_chapters() {
    let codes = ["I21.0", "I210", "I21", "I22.9", "I63", "E11.9", "unknown", ""];
    let built = build(&codes, Kind::Category, &HierarchyRule::Icd10).unwrap();
    let circulatory = "I00-I99 Diseases of the circulatory system";
    assert_eq!(
        labels(&built, "I21.0"),
        ["I21.0", "I21", "I20-I25 Ischaemic heart diseases", circulatory, "*"]
    );
    assert_eq!(labels(&built, "I210")[1..], labels(&built, "I21.0")[1..]);
    assert_eq!(labels(&built, "I63")[3], circulatory);
    assert_eq!(labels(&built, "unknown")[1..], ["not ICD-10", "not ICD-10", "not ICD-10", "*"]);
    is_nested(&built);
}

fn leaf_group(name: &str, values: &[&str]) -> Group {
    let values = values.iter().map(|value| (*value).to_owned()).collect();
    Group { name: name.to_owned(), groups: Vec::new(), values }
}

#[test]
fn groups_are_edited_by_hand() {
    let alone = leaf_group("alone", &["divorced", "widowed"]);
    let adult = Group { name: "adult".into(), groups: vec![alone], values: vec!["married".into()] };
    let tree = |groups| HierarchyRule::Tree { groups, other: "other".into() };
    let marital = tree(vec![adult.clone(), leaf_group("young", &["single"])]);
    let built = build(&["divorced", "married", "single", "unclear", ""], Kind::Category, &marital).unwrap();
    assert_eq!(labels(&built, "divorced"), ["divorced", "alone", "adult", "*"]);
    assert_eq!(labels(&built, "married"), ["married", "adult", "adult", "*"]);
    assert_eq!(labels(&built, "unclear"), ["unclear", "other", "other", "*"]);
    is_nested(&built);
    // "widowed" counts, though no row holds it.
    assert_eq!((built.leaves(), built.label(2, 1).leaves), (6, 3));
    for groups in [
        vec![adult.clone(), leaf_group("adult", &["x"])],
        vec![adult, leaf_group("x", &["married"])],
        vec![leaf_group("single", &["divorced"])],
        vec![leaf_group("", &["divorced"])],
    ] {
        assert_eq!(build(&["single"], Kind::Category, &tree(groups)), Err(HierarchyError::Unsuited));
    }
}

fn table(lines: &[&[&str]]) -> HierarchyRule {
    let lines = lines.iter().map(|line| line.iter().map(|&cell| cell.to_owned()).collect()).collect();
    HierarchyRule::Table { lines }
}

#[test]
fn written_hierarchies_are_checked_line_by_line() {
    let refused = |lines: &[&[&str]]| match build(&["a"], Kind::Category, &table(lines)) {
        Err(HierarchyError::Table(error)) => error,
        other => panic!("{other:?}"),
    };
    assert_eq!(
        refused(&[&["a", "x", "1"], &["b", "y", "1"], &["c", "x", "2"]]),
        HierarchyCsvError::NotNested { line: 3, first: 1 }
    );
    assert_eq!(refused(&[&["a", "*"], &["b", ""]]), HierarchyCsvError::BlankLabel { line: 2 });
    assert_eq!(refused(&[&["a", "*"], &["a", "*"]]), HierarchyCsvError::ValueTwice { line: 2, first: 1 });
    assert_eq!(
        refused(&[&["a", "*"], &["b"]]),
        HierarchyCsvError::UnevenLine { line: 2, cells: 1, expected: 2 }
    );
    assert_eq!(refused(&[]), HierarchyCsvError::Empty);
    assert_eq!(refused(&[&[]]), HierarchyCsvError::Empty);
    assert_eq!(
        build(&["b", "a", "c", "d"], Kind::Category, &table(&[&["a", "*"]])),
        Err(HierarchyError::Lacks { leaf: 1, leaves: 3 })
    );
}

#[test]
fn a_written_hierarchy_of_several_tops_gets_one_more() {
    let two =
        build(&["a", "b", "c"], Kind::Category, &table(&[&["a", "x"], &["b", "x"], &["c", "y"]])).unwrap();
    assert_eq!(labels(&two, "a"), ["a", "x", "*"]);
    is_nested(&two);
    let any = build(&["a", ""], Kind::Category, &table(&[&["a", "x", "any"], &["b", "y", "any"]])).unwrap();
    assert_eq!(labels(&any, ""), ["", "", "any"]);
    assert_eq!(any.leaves(), 3);
    is_nested(&any);
}

#[test]
fn the_hierarchies_of_adult_import() {
    let folder = format!("{}/tests/data/adult/hierarchies", env!("CARGO_MANIFEST_DIR"));
    let mut read = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|extension| extension != "csv") {
            continue;
        }
        let lines = read_csv(&std::fs::read(&path).unwrap()).unwrap();
        let values: Vec<&str> = lines.iter().map(|line| line[0].as_str()).collect();
        let rule = HierarchyRule::Table { lines: lines.clone() };
        let built = build(&values[1..], Kind::Category, &rule).unwrap();
        assert_eq!(built.leaves() as usize, lines.len());
        assert_eq!(built.top() + 1, lines[0].len(), "no step is added or left out: {path:?}");
        is_nested(&built);
        read += 1;
    }
    assert_eq!(read, 9);
}

fn suggest(values: &[&str], heading: &str) -> (ColumnRule, HierarchyRule) {
    let column = Column::from_texts(heading, values.iter().copied());
    let (rule, _) = ColumnRule::guess(&column);
    let hierarchy = HierarchyRule::suggest(&column, &rule);
    (rule, hierarchy)
}

#[test]
fn a_column_suggests_what_a_steward_would_expect() {
    let ages: Vec<String> = (20..90).map(|age| age.to_string()).collect();
    let ages: Vec<&str> = ages.iter().map(String::as_str).collect();
    let widths = |rule: HierarchyRule| match rule {
        HierarchyRule::Ranges { widths, .. } => widths.into_iter().map(Decimal::to_f64).collect::<Vec<_>>(),
        other => panic!("{other:?}"),
    };
    let (mut rule, hierarchy) = suggest(&ages, "age");
    assert_eq!(widths(hierarchy), [10.0, 20.0, 100.0], "over intervals of five");
    rule.interval = None;
    let column = Column::from_texts("age", ages.iter().copied());
    assert_eq!(widths(HierarchyRule::suggest(&column, &rule)), [5.0, 10.0, 20.0, 100.0]);
    assert_eq!(suggest(&["0", "1", "1"], "smoker").1, HierarchyRule::Suppression);
    let zip = suggest(&["02139", "10001", "94110"], "ZIP");
    assert_eq!(
        (zip.0.format.kind, zip.1),
        (Kind::Category, HierarchyRule::Prefixes { kept: vec![3, 2, 1], length: 5 })
    );
    assert_eq!(suggest(&["I21.0", "E11", "J45", "n/a"], "diag_1").1, HierarchyRule::Icd10);
    let born = Column::from_texts("born", ["1941-05-13", "2006-09-06", "1990-01-01"]);
    let birth = HierarchyRule::suggest(&born, &ColumnRule { interval: None, ..ColumnRule::guess(&born).0 });
    assert_eq!(
        birth,
        HierarchyRule::Dates { steps: vec![DateStep::Month, DateStep::Year, DateStep::Decade] }
    );
    let HierarchyRule::Tree { groups, .. } = suggest(&["d", "a", "b", "c", "e", "f"], "ward").1 else {
        panic!()
    };
    let names: Vec<&str> = groups.iter().map(|group| group.name.as_str()).collect();
    assert_eq!(names, ["a | b", "c | d", "e | f"]);
}

/// A column of any kind.
fn any_column() -> impl Strategy<Value = (Kind, Vec<String>)> {
    let cells = |pattern: &'static str| prop::collection::vec(pattern, 1..60);
    prop_oneof![
        cells("|-?[0-9]{1,3}").prop_map(|cells| (Kind::Integer, cells)),
        cells("|-?[0-9]{1,2}[.][0-9]{1,3}").prop_map(|cells| (Kind::Real, cells)),
        cells("|(19|20)[0-9]{2}-(0[1-9]|1[0-2])-[0-2][1-8]").prop_map(|cells| (Kind::Date, cells)),
        cells("|[a-h]{1,2}").prop_map(|cells| (Kind::Category, cells)),
        cells("|[0-9]{3,5}[a-z]?").prop_map(|cells| (Kind::Text, cells)),
        cells("|[A-Z][0-9]{2}[.]?[0-9]?").prop_map(|cells| (Kind::Category, cells)),
        cells("|[ -~ä-ü]{1,6}").prop_map(|cells| (Kind::Text, cells)),
    ]
}

proptest! {
    #[test]
    fn every_suggestion_is_nested_and_survives_export(
        (kind, cells) in any_column(),
        heading in prop_oneof![Just("c"), Just("age"), Just("zip"), Just("diagnosis")],
        width in prop_oneof![Just(None), Just(Some(5)), Just(Some(7))],
    ) {
        let cells: Vec<&str> = cells.iter().map(|cell| cell.trim()).collect();
        let column = Column::from_texts(heading, cells.iter().copied());
        let interval = width.map(|width| Intervals::every(Decimal::whole(width)));
        let rule = ColumnRule { interval, ..rule(kind) };
        let axis = Axis::new(0, &column, &rule);
        let suggested = HierarchyRule::suggest(&column, &rule);
        let built = suggested.build(&axis.leaves(), DecimalMark::Point).unwrap();
        is_nested(&built);
        survives_export(&built, &axis.leaves());
        let reversed = Column::from_texts(heading, cells.iter().rev().copied());
        prop_assert_eq!(HierarchyRule::suggest(&reversed, &rule), suggested, "row order does not matter");
    }
}

#[test]
fn the_preview_counts_rows_and_the_export_keeps_what_no_row_holds() {
    let column = Column::from_texts("c", ["a", "b", "a", ""]);
    let hierarchy = Some(table(&[&["c", "x", "*"], &["a", "x", "*"], &["b", "y", "*"]]));
    let mut rule = ColumnRule { hierarchy, ..rule(Kind::Category) };
    let shown = preview(&column, &rule).unwrap();
    let labels = |height: usize| {
        let examples = shown.heights[height].examples.iter();
        examples.map(|label| (label.text.as_str(), label.rows, label.values)).collect::<Vec<_>>()
    };
    assert_eq!(labels(0), [("", 1, 1), ("a", 2, 1), ("b", 1, 1)]);
    assert_eq!(labels(1), [("", 1, 1), ("x", 2, 2), ("y", 1, 1)]);
    assert_eq!(labels(2), [("*", 4, 4)]);
    let csv = export(&column, &rule).unwrap();
    assert_eq!(String::from_utf8(csv.clone()).unwrap(), ";;*\na;x;*\nb;y;*\nc;x;*\n");
    rule.hierarchy = Some(HierarchyRule::Table { lines: read_csv(&csv).unwrap() });
    assert_eq!(preview(&column, &rule).unwrap().heights, shown.heights);
}

#[test]
fn a_hierarchy_is_read_whatever_stands_between_its_cells() {
    for text in ["a;x, y;*\nb;z;*", "a\tx, y\t*\nb\tz\t*\n", "\u{feff}a,\"x, y\",*\r\nb,z,*\r\n"] {
        assert_eq!(read_csv(text.as_bytes()).unwrap(), [["a", "x, y", "*"], ["b", "z", "*"]], "{text}");
    }
    assert_eq!(read_csv(b""), Err(HierarchyCsvError::Empty));
    assert_eq!(read_csv(b"a;\xff"), Err(HierarchyCsvError::Unreadable { line: 1 }));
}
