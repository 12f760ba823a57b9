//! Identifiers, moved dates and patients with several rows, seen from outside:
//! the released table is read by code that shares nothing with the treatments.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use lazaret::anonymize::identifiers::{Mask, Pseudonym, PseudonymKey, ShiftDates, Treatment};
use lazaret::anonymize::{ShareError, ShareWarning, Shared, Sharing, Supplies};
use lazaret::recipe::{ColumnRule, Recipe, RecipeError};
use lazaret::table::{Column, Decimal, Dialect, Role, Table, date};
use proptest::prelude::*;

/// A made-up visit: patient, age, sex, days since 2020-01-01 of admission and discharge.
type Visit = (u8, u8, bool, i32, i32);

const JANUARY: i32 = 18_262;

fn record_number(patient: u8) -> String {
    format!("MRN-ü{patient:03}")
}

fn table(visits: &[Visit]) -> Table {
    let column = |name: &str, texts: Vec<String>| Column::from_texts(name, texts.iter().map(String::as_str));
    let day = |days: i32| date::spell(JANUARY + days);
    let columns = vec![
        column("patient id", visits.iter().map(|visit| record_number(visit.0)).collect()),
        column("age", visits.iter().map(|visit| visit.1.to_string()).collect()),
        column("sex", visits.iter().map(|visit| if visit.2 { "F" } else { "M" }.to_owned()).collect()),
        column("admission date", visits.iter().map(|visit| day(visit.3)).collect()),
        column("discharge date", visits.iter().map(|visit| day(visit.3 + visit.4)).collect()),
    ];
    Table { columns, rows: visits.len() }
}

/// A recipe for the visits: age and sex are known, dates are released, the patient is named.
fn recipe(table: &Table, k: u32) -> Recipe {
    let mut recipe = Recipe::starting(&ColumnRule::guess_all(table), Dialect::default());
    recipe.patient = Some("patient id".into());
    recipe.share.k = k;
    for rule in &mut recipe.columns {
        rule.interval = None;
        rule.role = match rule.name.as_str() {
            "patient id" => Role::Identifier,
            "age" | "sex" => Role::QuasiIdentifier,
            _ => Role::Other,
        };
    }
    recipe
}

fn rule<'a>(recipe: &'a mut Recipe, name: &str) -> &'a mut ColumnRule {
    recipe.columns.iter_mut().find(|rule| rule.name == name).unwrap()
}

#[allow(clippy::needless_update, reason = "other supplies are none of these tests' business")]
fn key(byte: u8) -> Supplies {
    Supplies { pseudonym_key: Some(PseudonymKey::new([byte; 32])), ..Supplies::default() }
}

fn share(table: &Table, recipe: &Recipe, supplies: &Supplies) -> Result<Shared, ShareError> {
    let fitted = recipe.fit(table).unwrap();
    Sharing::start(fitted, supplies)?.finish(fitted)
}

fn rows(table: &Table) -> Vec<Vec<String>> {
    let row = |row| table.columns.iter().map(|column| column.text(row).to_owned()).collect();
    (0..table.rows).map(row).collect()
}

/// 40 patients with one to four visits.
fn visits() -> Vec<Visit> {
    let mut visits = Vec::new();
    for patient in 0..40u8 {
        for visit in 0..=patient % 4 {
            let days = i32::from(patient) * 7 + i32::from(visit) * 31;
            visits.push((patient, 30 + patient % 20, patient % 3 == 0, days, i32::from(visit) + 1));
        }
    }
    visits
}

fn with_everything(table: &Table) -> Recipe {
    let mut recipe = recipe(table, 3);
    rule(&mut recipe, "patient id").treatment = Some(Treatment::Pseudonym(Pseudonym::default()));
    for name in ["admission date", "discharge date"] {
        rule(&mut recipe, name).treatment = Some(Treatment::ShiftDates(ShiftDates { days: 100 }));
    }
    recipe
}

#[test]
fn no_key_and_no_record_number_leaves() {
    let table = table(&visits());
    let recipe = with_everything(&table);
    let supplies = key(0xab);
    let shared = share(&table, &recipe, &supplies).unwrap();
    let report = serde_json::to_string(&shared.report).unwrap();
    let out = format!("{:?}{report}{}", rows(&shared.table), serde_json::to_string(&recipe).unwrap());
    let line = supplies.pseudonym_key.as_ref().unwrap().to_text();
    for secret in ["MRN-", "abababab", &line] {
        assert!(!out.contains(secret), "{secret}");
    }
    assert!(!format!("{supplies:?}").contains("ab, ab") && !format!("{supplies:?}").contains("171"));
    let pseudonyms: BTreeSet<&str> =
        (0..shared.table.rows).map(|row| shared.table.columns[0].text(row)).collect();
    assert_eq!(pseudonyms.len(), 40);
    assert!(shared.report.dropped.is_empty());
    assert_eq!(
        share(&table, &recipe, &Supplies::default()).unwrap_err(),
        ShareError::PseudonymKeyMissing { column: "patient id".into() }
    );
}

#[test]
fn next_month_knows_the_same_patients() {
    let (january, mut february) = (visits(), visits());
    february.reverse();
    february.truncate(50);
    february.iter_mut().for_each(|visit| visit.3 += 31);
    let release = |visits: &[Visit], byte| {
        let table = table(visits);
        rows(&share(&table, &with_everything(&table), &key(byte)).unwrap().table)
    };
    let names = |rows: &[Vec<String>]| rows.iter().map(|row| row[0].clone()).collect::<BTreeSet<_>>();
    let (first, second) = (release(&january, 1), release(&february, 1));
    assert!(names(&second).is_subset(&names(&first)));
    assert!(names(&release(&february, 2)).is_disjoint(&names(&first)), "another key, other names");
    // February's dates are January's, 31 days later: also when they are moved.
    let admissions = |rows: &[Vec<String>]| {
        let mut of = BTreeMap::<String, BTreeSet<i32>>::new();
        for row in rows {
            of.entry(row[0].clone()).or_default().insert(date::days(&row[3], Default::default()).unwrap());
        }
        of
    };
    let (first, second) = (admissions(&first), admissions(&second));
    for (name, days) in &second {
        assert!(days.iter().all(|day| first[name].contains(&(day - 31))), "{name}");
    }
}

#[test]
fn a_mask_that_points_at_one_patient_is_counted() {
    let table = table(&visits());
    let mut recipe = recipe(&table, 3);
    rule(&mut recipe, "patient id").treatment = Some(Treatment::Mask(Mask { keep_first: 4, keep_last: 2 }));
    let shared = share(&table, &recipe, &Supplies::default()).unwrap();
    assert!(
        rows(&shared.table).iter().all(|row| row[0].starts_with("MRN-**") && row[0].chars().count() == 8)
    );
    let warned = ShareWarning::MaskedAlone { column: "patient id".into(), values: 40 };
    assert!(shared.report.warnings.contains(&warned), "{:?}", shared.report.warnings);
    rule(&mut recipe, "patient id").treatment = Some(Treatment::Mask(Mask { keep_first: 8, keep_last: 0 }));
    assert_eq!(
        share(&table, &recipe, &Supplies::default()).unwrap_err(),
        ShareError::MaskKeepsAll { column: "patient id".into(), longest: 8 }
    );
}

#[test]
fn visits_linked_by_a_pseudonym_are_counted() {
    // Ages that grow from visit to visit, so that a patient's rows fall into several groups.
    let visits: Vec<Visit> = (0..24u8)
        .flat_map(|patient| {
            (0..3u8).map(move |visit| (patient, 20 + patient + 15 * visit * (patient % 3), true, 0, 1))
        })
        .collect();
    let table = table(&visits);
    let mut recipe = with_everything(&table);
    let shared = share(&table, &recipe, &key(1)).unwrap();
    let mut groups = HashMap::<String, Vec<String>>::new();
    for row in rows(&shared.table) {
        groups.entry(row[0].clone()).or_default().push(row[1].clone());
    }
    let mut patterns = HashMap::<Vec<String>, u64>::new();
    for mut pattern in groups.into_values() {
        pattern.sort();
        *patterns.entry(pattern).or_default() += 1;
    }
    let patients = patterns.into_values().filter(|&patients| patients < 3).sum();
    assert!(patients > 0);
    let warned = ShareWarning::Linkable { column: "patient id".into(), patients, k: 3 };
    assert!(shared.report.warnings.contains(&warned), "{:?}", shared.report.warnings);
    rule(&mut recipe, "patient id").treatment = None;
    let warnings = share(&table, &recipe, &key(1)).unwrap().report.warnings;
    assert!(!warnings.iter().any(|warning| matches!(warning, ShareWarning::Linkable { .. })));
}

#[test]
fn a_date_left_behind_is_warned_of() {
    let table = table(&visits());
    let mut recipe = with_everything(&table);
    rule(&mut recipe, "discharge date").treatment = None;
    let warned = ShareWarning::DateNotShifted { column: "discharge date".into() };
    assert!(share(&table, &recipe, &key(1)).unwrap().report.warnings.contains(&warned));
    let limit = Treatment::ShiftDates(ShiftDates { days: 99 });
    rule(&mut recipe, "discharge date").treatment = Some(limit);
    let refused = recipe.fit(&table).unwrap_err();
    assert_eq!(refused, RecipeError::ShiftsDiffer { name: "discharge date".into() });
}

#[test]
fn treatments_that_do_not_suit_are_refused() {
    let table = table(&visits());
    let pseudonym = |characters| Treatment::Pseudonym(Pseudonym { namespace: None, characters });
    for (name, treatment) in [
        ("age", Treatment::Drop),
        ("age", Treatment::Mask(Mask { keep_first: 1, keep_last: 0 })),
        ("age", pseudonym(16)),
        ("age", Treatment::ShiftDates(ShiftDates { days: 9 })),
        ("patient id", pseudonym(7)),
        ("patient id", pseudonym(52)),
        ("admission date", Treatment::ShiftDates(ShiftDates { days: 0 })),
        ("admission date", Treatment::ShiftDates(ShiftDates { days: u32::MAX })),
    ] {
        let mut recipe = recipe(&table, 3);
        rule(&mut recipe, name).treatment = Some(treatment.clone());
        let refused = recipe.fit(&table).unwrap_err();
        assert_eq!(refused, RecipeError::Treatment { name: name.into() }, "{treatment:?}");
    }
}

#[test]
fn a_recipe_with_treatments_survives_its_file() {
    let recipe = with_everything(&table(&visits()));
    assert_eq!(Recipe::parse(&serde_json::to_string(&recipe).unwrap()).unwrap(), recipe);
}

#[test]
fn dates_without_a_patient_column_keep_their_stay() {
    let table = table(&visits());
    let mut recipe = with_everything(&table);
    rule(&mut recipe, "patient id").treatment = None;
    recipe.patient = None;
    let released = share(&table, &recipe, &key(1)).unwrap().table;
    let mut stays: Vec<i32> = rows(&released).iter().map(|row| stay(&row[2], &row[3])).collect();
    let mut expected: Vec<i32> = visits().iter().map(|visit| visit.4).collect();
    stays.sort_unstable();
    expected.sort_unstable();
    assert_eq!(stays, expected);
}

fn stay(admitted: &str, discharged: &str) -> i32 {
    date::days(discharged, Default::default()).unwrap() - date::days(admitted, Default::default()).unwrap()
}

#[test]
fn a_file_of_fewer_patients_than_k_is_refused() {
    let visits: Vec<Visit> = (0..30).map(|visit| (visit % 4, 40, true, 0, 1)).collect();
    let table = table(&visits);
    assert_eq!(
        share(&table, &recipe(&table, 5), &key(1)).unwrap_err(),
        ShareError::KAbovePatients { k: 5, patients: 4, rows: 30 }
    );
    assert_eq!(share(&table, &recipe(&table, 4), &key(1)).unwrap().report.after.smallest_class, 4);
}

prop_compose! {
    fn any_visits()(visits in prop::collection::vec((0u8..30, 20u8..60, any::<bool>(), 0i32..400, 0i32..30), 20..90))
        -> Vec<Visit> { visits }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn every_group_has_k_patients(visits in any_visits(), k in 2u32..5) {
        let table = table(&visits);
        let mut recipe = recipe(&table, k);
        rule(&mut recipe, "patient id").treatment = Some(Treatment::Pseudonym(Pseudonym::default()));
        recipe.share.suppression = Decimal::whole(0);
        let before: BTreeSet<u8> = visits.iter().map(|visit| visit.0).collect();
        match share(&table, &recipe, &key(3)) {
            Err(error) => {
                let expected = ShareError::KAbovePatients { k, patients: before.len() as u64, rows: visits.len() as u64 };
                prop_assert_eq!(error, expected);
                prop_assert!(before.len() < k as usize);
            }
            Ok(shared) => {
                let mut groups = HashMap::<(String, String), BTreeSet<String>>::new();
                for mut row in rows(&shared.table) {
                    let name = row.remove(0);
                    groups.entry((row[0].clone(), row[1].clone())).or_default().insert(name);
                }
                prop_assert!(groups.values().all(|patients| patients.len() >= k as usize));
                let smallest = groups.values().map(BTreeSet::len).min().unwrap();
                prop_assert_eq!(shared.report.after.smallest_class as usize, smallest);
                prop_assert_eq!(shared.report.before.patients, before.len() as u64);
                prop_assert_eq!(shared.report.after.patients, before.len() as u64);
                prop_assert_eq!(shared.report.after.rows, visits.len() as u64);
            }
        }
    }

    #[test]
    fn the_order_of_rows_changes_nothing(visits in any_visits(), turn in 1usize..20) {
        let release = |visits: &[Visit]| {
            let table = table(visits);
            let shared = share(&table, &with_everything(&table), &key(3)).unwrap();
            (rows(&shared.table), serde_json::to_string(&shared.report).unwrap())
        };
        let mut turned = visits.clone();
        turned.reverse();
        turned.rotate_left(turn);
        prop_assert_eq!(release(&visits), release(&turned));
    }

    #[test]
    fn days_between_the_dates_of_a_patient_are_kept(visits in any_visits()) {
        let table = table(&visits);
        let released = share(&table, &with_everything(&table), &key(4)).unwrap().table;
        // Per patient the multiset of (days since the first admission, stay).
        let mut expected = HashMap::<String, Vec<(i32, i32)>>::new();
        for visit in &visits {
            expected.entry(visit.0.to_string()).or_default().push((visit.3, visit.4));
        }
        let mut found = HashMap::<String, Vec<(i32, i32)>>::new();
        for row in rows(&released) {
            let days = date::days(&row[3], Default::default()).unwrap();
            found.entry(row[0].clone()).or_default().push((days, stay(&row[3], &row[4])));
        }
        let shapes = |of: HashMap<String, Vec<(i32, i32)>>| {
            let mut shapes: Vec<Vec<(i32, i32)>> = of
                .into_values()
                .map(|mut visits| {
                    visits.sort_unstable();
                    let first = visits[0].0;
                    visits.iter().map(|&(days, stay)| (days - first, stay)).collect()
                })
                .collect();
            shapes.sort();
            shapes
        };
        prop_assert_eq!(shapes(found), shapes(expected));
    }
}
