//! The full-domain optimum: against values that ARX found, and against trying every transformation.

mod common;

use std::collections::{HashMap, HashSet};

use lazaret::anonymize::full_domain::{Aggregate, FullDomainRule};
use lazaret::anonymize::hierarchy::{HierarchyRule, read_csv};
use lazaret::anonymize::{Audit, FullDomainAudit, MethodRule, ShareError, Shared, Sharing, Supplies};
use lazaret::privacy::{Distance, ModelName, ModelRule};
use lazaret::recipe::{ColumnRule, Recipe, Share};
use lazaret::table::{Column, Decimal, DecimalMark, Dialect, Format, Kind, Role, Table};
use proptest::prelude::*;
use serde_json::Value;

use common::{load, read, share};

fn adult() -> Table {
    load(&read("adult/adult_30162_arx.csv")).table
}

fn golden() -> Value {
    serde_json::from_slice(&read("arx.json")).unwrap()
}

fn decimal(text: &str) -> Decimal {
    Decimal::parse(text, DecimalMark::Point).unwrap()
}

/// A recipe in which the hierarchy of each quasi-identifier is given, and all
/// other columns but the sensitive one are dropped.
fn recipe(
    table: &Table,
    hierarchy: impl Fn(&str) -> Option<Vec<Vec<String>>>,
    sensitive: Option<&str>,
    share: Share,
) -> Recipe {
    let rule = |column: &Column| {
        let lines = hierarchy(&column.name);
        let role = match &lines {
            Some(_) => Role::QuasiIdentifier,
            None if sensitive == Some(column.name.as_str()) => Role::Sensitive,
            None => Role::Identifier,
        };
        ColumnRule {
            format: Format::plain(Kind::Category),
            role,
            treatment: None,
            interval: None,
            hierarchy: lines.map(|lines| HierarchyRule::Table { lines }),
            ..ColumnRule::guess(column).0
        }
    };
    let mut recipe = Recipe::starting(&ColumnRule::guess_all(table), Dialect::default());
    recipe.columns = table.columns.iter().map(rule).collect();
    recipe.share = share;
    recipe
}

fn audit(shared: &Shared) -> &FullDomainAudit {
    let Some(Audit::FullDomain(audit)) = &shared.report.audit else { panic!("another method ran") };
    audit
}

fn heights(shared: &Shared) -> Vec<u64> {
    audit(shared).levels.iter().map(|level| u64::from(level.height)).collect()
}

/// The models that a case of the reference asks for besides k-anonymity.
fn models(config: &Value) -> Vec<ModelRule> {
    let text = |key: &str| config[key].as_str();
    let distinct = text("l").map(|l| ModelRule::DistinctLDiversity { column: None, l: l.parse().unwrap() });
    // Rounding makes ARX refuse l equally frequent values, whose entropy is ln(l) exactly: ask for a trace more.
    let trace_more = |l: &str| decimal(&format!("{l}.0000001"));
    let entropy = text("el").map(|l| ModelRule::EntropyLDiversity { column: None, l: trace_more(l) });
    let close =
        text("t").map(|t| ModelRule::TCloseness { column: None, t: decimal(t), distance: Distance::Equal });
    let like =
        text("bb").map(|beta| ModelRule::BetaLikeness { column: None, beta: decimal(beta), enhanced: false });
    [distinct, entropy, close, like].into_iter().flatten().collect()
}

/// Whether the loss is what is minimized; precomputing it changes nothing.
fn is_loss(config: &Value) -> bool {
    config["metric"].as_str().is_none_or(|metric| metric == "ploss")
}

#[test]
fn finds_the_optima_that_arx_finds_on_adult() {
    let (table, golden) = (adult(), golden());
    let (mut compared, mut ties) = (0, Vec::new());
    for case in golden["own_adult_optima"].as_array().unwrap() {
        let config = &case["config"];
        if !is_loss(config) {
            continue;
        }
        let text = |key: &str| config[key].as_str();
        let known: Vec<&str> = case["qis"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
        let hierarchy = |name: &str| {
            let file = || read(&format!("adult/hierarchies/adult_hierarchy_{name}.csv"));
            known.contains(&name).then(|| read_csv(&file()).unwrap())
        };
        let rule =
            FullDomainRule { factor: decimal(text("gs").unwrap_or("0.5")), ..FullDomainRule::default() };
        let share_rule = Share {
            k: text("k").unwrap().parse().unwrap(),
            models: models(config),
            method: MethodRule::FullDomain(rule),
            suppression: decimal(text("supp").unwrap()),
            sample: None,
        };
        let recipe = recipe(&table, hierarchy, text("sens"), share_rule);
        let shared = share(&table, &recipe).unwrap();
        let name = format!("{} at {}", case["name"].as_str().unwrap(), case["suppressionLimit"]);
        let expected = case["loss"].as_f64().unwrap();
        assert!(
            (audit(&shared).loss - expected).abs() < 1e-9,
            "{name}: {} not {expected}",
            audit(&shared).loss
        );
        assert_eq!(audit(&shared).gap, 0.0, "{name}");
        // Others may lose exactly as little, and each takes the first of them in its own order.
        if heights(&shared) == serde_json::from_value::<Vec<u64>>(case["transformation"].clone()).unwrap() {
            assert_eq!(shared.report.suppressed, case["suppressedRecords"].as_u64().unwrap(), "{name}");
        } else {
            ties.push(name);
        }
        assert_eq!(audit(&shared).nodes, case["searchSpace"].as_u64().unwrap());
        compared += 1;
    }
    assert_eq!(compared, 27);
    assert_eq!(ties, ["b_k5_el3 at 0.0", "gs1_k5 at 1.0"]);
}

/// A table of sixteen columns of six values, with pairs and nothing above them:
/// a lattice that nobody tries whole.
fn wide() -> (Table, Recipe) {
    let names: Vec<String> = (0..16).map(|column| format!("q{column}")).collect();
    let value = |row: usize, column: usize| row * (2 * column + 3) / (column + 1) % 6;
    let column = |(at, name): (usize, &String)| {
        let texts: Vec<String> = (0..240).map(|row| value(row, at).to_string()).collect();
        Column::from_texts(name, texts.iter().map(String::as_str))
    };
    let table = Table { columns: names.iter().enumerate().map(column).collect(), rows: 240 };
    let line = |value: usize| vec![value.to_string(), format!("pair {}", value / 2), "*".to_owned()];
    let share = Share {
        k: 5,
        models: Vec::new(),
        method: MethodRule::FullDomain(FullDomainRule::default()),
        suppression: decimal("0"),
        sample: None,
    };
    let recipe = recipe(&table, |_| Some((0..6).map(line).collect()), None, share);
    (table, recipe)
}

/// Runs some steps, then interrupts.
fn interrupted_after(steps: usize) -> Shared {
    let (table, recipe) = wide();
    let fitted = recipe.fit(&table).unwrap();
    let mut sharing = Sharing::start(fitted, &Supplies::default()).unwrap();
    for _ in 0..steps {
        assert!(sharing.step(1) < 1.0, "the search came to its end");
    }
    assert!(sharing.interrupt());
    assert_eq!(sharing.step(1), 1.0);
    sharing.finish(fitted).unwrap()
}

#[test]
fn an_interrupted_search_releases_the_best_that_it_has_found() {
    let at_once = interrupted_after(0);
    assert_eq!(audit(&at_once).loss, 1.0, "only the top was tried");
    assert_eq!(audit(&at_once).checked, 1);
    let mut losses = vec![audit(&at_once).loss];
    for steps in [20, 200] {
        let shared = interrupted_after(steps);
        assert!(shared.report.after.smallest_class >= 5);
        assert!(audit(&shared).gap > 0.0, "nothing was proved");
        assert!(audit(&shared).checked < 5_000);
        losses.push(audit(&shared).loss);
    }
    assert!(losses[1] < losses[0] && losses[2] <= losses[1], "{losses:?}");
}

/// A small table, a hierarchy for each column, and what is asked.
#[derive(Clone, Debug)]
struct Small {
    /// Rows of three quasi-identifiers and a sensitive value.
    rows: Vec<[u8; 4]>,
    /// For each quasi-identifier: into how many parts its six values fall at each height.
    parts: [Vec<u8>; 3],
    k: u32,
    l: u32,
    suppression: Decimal,
    factor: Decimal,
    aggregate: Aggregate,
    /// The patient of each row in turn; a row is a patient where there are none.
    patients: Vec<u8>,
}

fn small() -> impl Strategy<Value = Small> {
    let values = || prop_oneof![3 => 0u8..2, 1 => 0u8..6];
    let row = (values(), values(), values(), 0u8..3).prop_map(|(a, b, c, s)| [a, b, c, s]);
    let parts = || prop_oneof![Just(vec![]), Just(vec![3]), Just(vec![2]), Just(vec![3, 3])];
    (
        prop::collection::vec(row, 4..40),
        [parts(), parts(), parts()],
        (2u32..5, 1u32..3),
        prop::sample::select(vec!["0", "0.05", "0.25", "1"]),
        prop::sample::select(vec!["0", "0.2", "0.5", "0.8", "1"]),
        prop::sample::select(vec![Aggregate::GeometricMean, Aggregate::ArithmeticMean]),
    )
        .prop_map(|(rows, parts, (k, l), suppression, factor, aggregate)| Small {
            rows,
            parts,
            k,
            l,
            suppression: decimal(suppression),
            factor: decimal(factor),
            aggregate,
            patients: Vec::new(),
        })
}

/// The same of patients who may have several rows.
fn small_with_patients() -> impl Strategy<Value = Small> {
    (small(), prop::collection::vec(0u8..30, 1..40)).prop_map(|(small, patients)| Small { patients, ..small })
}

impl Small {
    /// The label of a value: the value, then the part of six it falls into, then nothing.
    fn label(&self, column: usize, height: usize, value: u8) -> String {
        match height.checked_sub(1).map(|at| self.parts[column].get(at)) {
            None => value.to_string(),
            Some(Some(parts)) => format!("part {} of {parts}", value * parts / 6),
            Some(None) => "*".to_owned(),
        }
    }

    fn table(&self) -> Table {
        let column = |at: usize| {
            let texts: Vec<String> = self.rows.iter().map(|row| row[at].to_string()).collect();
            Column::from_texts(["a", "b", "c", "s"][at], texts.iter().map(String::as_str))
        };
        let patients: Vec<String> = (0..self.rows.len()).map(|row| self.patient(row).to_string()).collect();
        let patients = Column::from_texts("patient", patients.iter().map(String::as_str));
        Table { columns: (0..4).map(column).chain([patients]).collect(), rows: self.rows.len() }
    }

    fn patient(&self, row: usize) -> usize {
        self.patients.get(row % self.patients.len().max(1)).map_or(row, |&patient| usize::from(patient))
    }

    fn recipe(&self) -> Recipe {
        let hierarchy = |name: &str| {
            let column = ["a", "b", "c"].iter().position(|known| *known == name)?;
            let top = self.parts[column].len() + 1;
            let line = |value: u8| (0..=top).map(|height| self.label(column, height, value)).collect();
            Some((0..6).map(line).collect())
        };
        let rule = FullDomainRule { aggregate: self.aggregate, factor: self.factor, checks: None };
        let diverse = (self.l > 1).then_some(ModelRule::DistinctLDiversity { column: None, l: self.l });
        let share = Share {
            k: self.k,
            models: diverse.into_iter().collect(),
            method: MethodRule::FullDomain(rule),
            suppression: self.suppression,
            sample: None,
        };
        let mut recipe = recipe(&self.table(), hierarchy, Some("s"), share);
        recipe.patient = (!self.patients.is_empty()).then(|| "patient".to_owned());
        recipe
    }

    /// The rows of each group of a transformation.
    fn groups(&self, heights: [usize; 3]) -> HashMap<[String; 3], Vec<usize>> {
        let mut groups: HashMap<[String; 3], Vec<usize>> = HashMap::new();
        for (at, row) in self.rows.iter().enumerate() {
            let label = |column: usize| self.label(column, heights[column], row[column]);
            groups.entry([label(0), label(1), label(2)]).or_default().push(at);
        }
        groups
    }

    /// What refuses a group first: it has too few patients, or too few values.
    fn refusal(&self, group: &[usize]) -> Option<ModelName> {
        let patients: HashSet<usize> = group.iter().map(|&row| self.patient(row)).collect();
        let values: HashSet<u8> = group.iter().map(|&row| self.rows[row][3]).collect();
        if patients.len() < self.k as usize {
            Some(ModelName::KAnonymity)
        } else if values.len() < self.l as usize {
            Some(ModelName::DistinctLDiversity)
        } else {
            None
        }
    }

    /// Loss and suppressed rows of a transformation, by the definition; none where it may not be used.
    fn measure(&self, heights: [usize; 3]) -> Option<(f64, usize)> {
        let groups = self.groups(heights);
        let stands = |group: &Vec<usize>| self.refusal(group).is_none();
        let rows = self.rows.len() as f64;
        let suppressed: usize = groups.values().filter(|group| !stands(group)).map(Vec::len).sum();
        if suppressed as f64 > (self.suppression.to_f64() * rows).floor() || suppressed == self.rows.len() {
            return None;
        }
        let factor = self.factor.to_f64();
        let s = (2.0 * factor).min(1.0);
        let g = (2.0 - 2.0 * factor).min(1.0);
        let losses: Vec<f64> = (0..3)
            .map(|column| {
                let mut total = 0.0;
                for group in groups.values() {
                    let label = |value: u8| self.label(column, heights[column], value);
                    let own = label(self.rows[group[0]][column]);
                    let share = (0..6).filter(|&value| label(value) == own).count() as f64 / 6.0;
                    let count = group.len() as f64;
                    total += if stands(group) {
                        g * count * share
                    } else {
                        count * share + s * (count - count * share)
                    };
                }
                let least = g * rows / 6.0;
                (((total - least) / (rows - least)).max(0.0) * 1e10).floor() / 1e10
            })
            .collect();
        let loss = match self.aggregate {
            Aggregate::GeometricMean => losses.iter().map(|x| 1.0 + x).product::<f64>().powf(1.0 / 3.0) - 1.0,
            Aggregate::ArithmeticMean => losses.iter().sum::<f64>() / 3.0,
        };
        Some((loss, suppressed))
    }

    fn transformations(&self) -> impl Iterator<Item = [usize; 3]> + use<> {
        let tops = [0, 1, 2].map(|column| self.parts[column].len() + 1);
        (0..=tops[0])
            .flat_map(move |a| (0..=tops[1]).flat_map(move |b| (0..=tops[2]).map(move |c| [a, b, c])))
    }
}

/// Holds a run against trying every transformation.
fn compare_with_every_transformation(small: &Small) -> Result<(), TestCaseError> {
    let best = small.transformations().filter_map(|heights| small.measure(heights)).map(|(loss, _)| loss);
    let best = best.min_by(f64::total_cmp);
    match share(&small.table(), &small.recipe()) {
        Ok(shared) => {
            let heights: Vec<usize> =
                audit(&shared).levels.iter().map(|level| level.height as usize).collect();
            let heights: [usize; 3] = heights.try_into().unwrap();
            let (loss, suppressed) = small.measure(heights).unwrap();
            prop_assert!((audit(&shared).loss - best.unwrap()).abs() < 1e-9);
            prop_assert!((audit(&shared).loss - loss).abs() < 1e-9);
            prop_assert_eq!(shared.report.suppressed, suppressed as u64);
            prop_assert_eq!(audit(&shared).gap, 0.0);
            // What refused groups of this transformation alone, not of others that were tried.
            let refusals: Vec<ModelName> =
                small.groups(heights).values().filter_map(|group| small.refusal(group)).collect();
            for decided in &shared.report.decided {
                let count = refusals.iter().filter(|&&model| model == decided.model).count();
                prop_assert_eq!(decided.refused, count as u64);
            }
        }
        Err(ShareError::NoTransformation { .. }) => prop_assert_eq!(best, None),
        Err(
            ShareError::LAboveDistinct { .. }
            | ShareError::OneValue { .. }
            | ShareError::KAbovePatients { .. },
        ) => {}
        Err(error) => prop_assert!(false, "{}", error),
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_transformation_loses_less(small in small()) {
        compare_with_every_transformation(&small)?;
    }

    #[test]
    fn no_transformation_of_patients_with_several_rows_loses_less(small in small_with_patients()) {
        compare_with_every_transformation(&small)?;
    }

    #[test]
    fn the_order_of_rows_does_not_matter(small in small(), turn in 1usize..20) {
        let mut turned = small.clone();
        turned.rows.reverse();
        let by = turn % small.rows.len();
        turned.rows.rotate_left(by);
        let texts = |shared: &Shared| -> Vec<Vec<String>> {
            let table = &shared.table;
            (0..table.rows).map(|row| table.columns.iter().map(|column| column.text(row).to_owned()).collect()).collect()
        };
        match (share(&small.table(), &small.recipe()), share(&turned.table(), &turned.recipe())) {
            (Ok(one), Ok(other)) => {
                prop_assert_eq!(&one.report.audit, &other.report.audit);
                prop_assert_eq!(texts(&one), texts(&other));
            }
            (one, other) => prop_assert_eq!(one.err(), other.err()),
        }
    }
}
