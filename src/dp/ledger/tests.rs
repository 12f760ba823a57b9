//! A ledger in the hands of people who change it, and of programs that die.

use super::*;
use crate::dp::noise::bits::SystemBits;
use crate::dp::{Asked, Data, prepare};
use crate::table::{Column, Decimal, Format, Kind, Table};

struct Desk {
    table: Table,
    content: Content,
    key: LedgerKey,
    stamp: Stamp,
}

impl Desk {
    fn new(cells: &[&str]) -> Self {
        let ward = Column::from_texts("WARD", cells.iter().copied());
        let table = Table { rows: cells.len(), columns: vec![ward] };
        let key = LedgerKey::generate().unwrap();
        let stamp = Stamp { time: "2026-11-25T03:30:00Z".into(), writer: key.public() };
        Self { content: Content::of(&table), table, key, stamp }
    }

    fn data(&self, kind: Kind) -> Data<'_> {
        Data::new(self.table.rows, vec![(&self.table.columns[0], Format::plain(kind))])
    }

    fn open(&self, total: &str) -> Ledger {
        let total = serde_json::from_str(total).unwrap();
        let first = Ledger::open(Unit::Row, total, &self.content, &self.stamp).unwrap().sign(&self.key);
        Ledger::parse(&first).unwrap()
    }

    fn ask(&self, ledger: Ledger, questions: &[&str]) -> Result<(Ledger, Vec<u64>), AskError<()>> {
        self.ask_and_keep(ledger, questions, |_| Ok(()))
    }

    fn ask_and_keep(
        &self,
        ledger: Ledger,
        questions: &[&str],
        keep: impl FnMut(&str) -> Result<(), ()>,
    ) -> Result<(Ledger, Vec<u64>), AskError<()>> {
        let questions: Vec<_> = questions.iter().map(|json| asked(json)).collect();
        let bits = &mut SystemBits::default();
        let by = (&self.stamp, &self.key);
        ledger.ask(&self.data(Kind::Category), &self.content, &questions, by, bits, keep)
    }
}

fn asked(json: &str) -> Asked {
    serde_json::from_str(json).unwrap()
}

fn spent(ledger: &Ledger) -> Decimal {
    ledger.budget().spent
}

fn release(ledger: &Ledger, entry: u64) -> &Release {
    &ledger.entry(entry).unwrap().answer.as_ref().unwrap().release
}

const COUNT: &str = r#"{"question":"count","epsilon":0.25}"#;
const WARDS: [&str; 5] = ["A", "A", "B", "", "1.0"];

#[test]
fn what_is_written_is_read_again() {
    let desk = Desk::new(&WARDS);
    let histogram =
        r#"{"question":"histogram","column":"WARD","bins":{"categories":["A","B"]},"epsilon":0.1}"#;
    let (ledger, numbers) = desk.ask(desk.open(r#"{"epsilon":1}"#), &[COUNT, histogram]).unwrap();
    assert_eq!(numbers, [1, 2]);
    let again = Ledger::parse(ledger.text()).unwrap();
    assert_eq!((again.entries(), again.head()), (ledger.entries(), ledger.head()));
    assert_eq!((again.budget(), again.writers()), (ledger.budget(), &[desk.key.public()][..]));
    assert_eq!(spent(&again), Decimal::new(35, 2));
    assert_eq!(again.entries()[0].budget.spent, Decimal::new(25, 2));
    // One opened, two charged, two answered.
    assert_eq!(again.head().number, 5);
    let certificate = again.certificate(1).unwrap();
    assert_eq!(&certificate.release, release(&ledger, 1));
    assert_eq!(certificate.record.number, 4);
    assert_eq!(again.certificate(3), Err(LedgerError::NoAnswer { entry: 3 }));
}

#[test]
fn the_same_question_has_the_same_answer_and_costs_nothing() {
    let desk = Desk::new(&WARDS);
    let (ledger, _) = desk.ask(desk.open(r#"{"epsilon":0.25}"#), &[COUNT]).unwrap();
    let first = release(&ledger, 1).clone();
    let cheaper = r#"{"question":"count","epsilon":0.1}"#;
    let (ledger, numbers) = desk.ask(ledger, &[COUNT, cheaper]).unwrap();
    assert_eq!((numbers, spent(&ledger)), (vec![1, 1], Decimal::new(25, 2)));
    assert_eq!(release(&ledger, 1), &first);
    for dearer in [r#"{"question":"count","epsilon":0.3}"#, r#"{"question":"count","rho":0.001}"#] {
        assert!(matches!(
            desk.ask(Ledger::parse(ledger.text()).unwrap(), &[dearer]),
            Err(AskError::Refused(_))
        ));
    }
}

#[test]
fn all_questions_are_answered_or_none() {
    let desk = Desk::new(&WARDS);
    let ledger = desk.open(r#"{"epsilon":0.3}"#);
    let text = ledger.text().to_owned();
    let prevalence = r#"{"question":"prevalence","column":"WARD","category":"A","epsilon":0.1}"#;
    let refused = desk.ask_and_keep(ledger, &[COUNT, prevalence], |_| panic!("nothing is to be kept"));
    assert!(matches!(refused, Err(AskError::Refused(AnswerError::BudgetSpent { .. }))));
    assert_eq!(spent(&Ledger::parse(&text).unwrap()), Decimal::whole(0));
}

#[test]
fn parts_are_disjoint_in_one_table_read_in_one_way_alone() {
    let desk = Desk::new(&WARDS);
    let of = |ward: &str| {
        asked(&format!(
            r#"{{"question":"count","among":{{"column":"WARD","values":["{ward}"]}},"epsilon":1}}"#
        ))
    };
    let mut ledger = desk.open(r#"{"epsilon":10}"#);
    let other = Desk::new(&["B", "A", "A"]);
    ledger.append(&ledger.also_for(&other.content, &desk.stamp).unwrap().sign(&desk.key)).unwrap();
    let mut pay = |desk: &Desk, kind, ward| {
        let data = desk.data(kind);
        let prepared = prepare(&data, &of(ward)).unwrap();
        ledger
            .append(&ledger.charge(&prepared, &desk.content, &desk.stamp).unwrap().sign(&desk.key))
            .unwrap();
        spent(&ledger)
    };
    assert_eq!(pay(&desk, Kind::Category, "A"), Decimal::whole(1));
    assert_eq!(pay(&desk, Kind::Category, "1.0"), Decimal::whole(1));
    // As a number it is 1: the same patients under another name.
    assert_eq!(pay(&desk, Kind::Real, "1.0"), Decimal::whole(2));
    // In the new version of the table a patient may have changed wards.
    assert_eq!(pay(&other, Kind::Category, "B"), Decimal::whole(3));
    assert_eq!(pay(&other, Kind::Category, "A"), Decimal::whole(3));
}

#[test]
fn parts_of_patients_with_several_rows_are_not_disjoint() {
    let desk = Desk::new(&WARDS);
    let unit = Unit::Patient { column: "ID".into(), rows: 2 };
    let total = serde_json::from_str(r#"{"epsilon":10}"#).unwrap();
    let first = Ledger::open(unit, total, &desk.content, &desk.stamp).unwrap().sign(&desk.key);
    let mut ledger = Ledger::parse(&first).unwrap();
    let data = desk.data(Kind::Category).of_patients(&[0, 1, 1, 2, 3], "ID".into(), 2);
    for ward in ["A", "B"] {
        let json =
            format!(r#"{{"question":"count","among":{{"column":"WARD","values":["{ward}"]}},"epsilon":1}}"#);
        let prepared = prepare(&data, &asked(&json)).unwrap();
        assert_eq!(ledger.find(&prepared, &desk.content), Ok(None));
        ledger
            .append(&ledger.charge(&prepared, &desk.content, &desk.stamp).unwrap().sign(&desk.key))
            .unwrap();
    }
    assert_eq!(spent(&ledger), Decimal::whole(2));
    let rows = prepare(&desk.data(Kind::Category), &asked(COUNT)).map(|_| ());
    assert_eq!(rows, Ok(()));
    assert_eq!(desk.ask(ledger, &[COUNT]).map(|_| ()), Err(AskError::Ledger(LedgerError::OtherUnit)));
}

#[test]
fn another_table_is_told_and_shares_the_budget_when_the_steward_says_so() {
    let (desk, other) = (Desk::new(&WARDS), Desk::new(&["A", "A", "B", "", "2"]));
    let (mut ledger, _) = desk.ask(desk.open(r#"{"epsilon":0.4}"#), &[COUNT]).unwrap();
    let text = ledger.text().to_owned();
    let told = other.ask(Ledger::parse(&text).unwrap(), &[COUNT]).map(|_| ());
    assert_eq!(told, Err(AskError::Ledger(LedgerError::OtherTable)));
    ledger.append(&ledger.also_for(&other.content, &other.stamp).unwrap().sign(&other.key)).unwrap();
    assert_eq!((ledger.tables(), ledger.writers().len()), (2, 2));
    // The answer about the old table is none about the new one, and 0.15 is left.
    assert!(matches!(other.ask(Ledger::parse(ledger.text()).unwrap(), &[COUNT]), Err(AskError::Refused(_))));
    let cheaper = r#"{"question":"count","epsilon":0.15}"#;
    let (ledger, numbers) = other.ask(ledger, &[cheaper]).unwrap();
    assert_eq!((numbers, spent(&ledger)), (vec![2], Decimal::new(4, 1)));
    let twice = ledger.also_for(&other.content, &other.stamp).unwrap().sign(&other.key);
    assert!(matches!(
        Ledger::parse(ledger.text()).unwrap().append(&twice),
        Err(LedgerError::Contradiction { .. })
    ));
}

/// Wherever it dies, asking again gives one answer for one price, and whatever
/// was shown is what stays.
#[test]
fn a_death_at_any_point_loses_nothing_and_spends_once() {
    let desk = Desk::new(&WARDS);
    for (dies_at, after) in [(1, false), (1, true), (2, false), (2, true), (3, false)] {
        let mut kept = desk.open(r#"{"epsilon":0.25}"#).text().to_owned();
        let mut calls = 0;
        let died = desk.ask_and_keep(Ledger::parse(&kept).unwrap(), &[COUNT], |text| {
            calls += 1;
            if calls < dies_at || after {
                text.clone_into(&mut kept);
            }
            if calls == dies_at { Err(()) } else { Ok(()) }
        });
        let shown = died.ok().map(|(ledger, _)| release(&ledger, 1).clone());
        assert_eq!(shown.is_some(), dies_at == 3);
        let was_paid = spent(&Ledger::parse(&kept).unwrap());
        assert_eq!(
            was_paid,
            if (dies_at, after) == (1, false) { Decimal::whole(0) } else { Decimal::new(25, 2) }
        );
        let recorded = Ledger::parse(&kept).unwrap().certificate(1).ok().map(|of| of.release);

        let (ledger, numbers) = desk.ask(Ledger::parse(&kept).unwrap(), &[COUNT]).unwrap();
        assert_eq!((numbers, ledger.entries().len(), spent(&ledger)), (vec![1], 1, Decimal::new(25, 2)));
        for before in [shown, recorded].iter().flatten() {
            assert_eq!(release(&ledger, 1), before, "{dies_at} {after}");
        }
    }
}

#[test]
fn every_change_of_a_file_is_found_where_it_is() {
    let desk = Desk::new(&WARDS);
    let (ledger, _) = desk.ask(desk.open(r#"{"epsilon":1}"#), &[COUNT]).unwrap();
    let lines: Vec<_> = ledger.text().lines().collect();
    for at in 0..lines.len() {
        for byte in 0..lines[at].len() {
            let mut line = lines[at].as_bytes().to_vec();
            line[byte] = if line[byte] == b'0' { b'1' } else { b'0' };
            let changed = String::from_utf8(line).unwrap();
            let mut text = lines.clone();
            text[at] = &changed;
            assert!(Ledger::parse(&text.join("\n")).is_err(), "line {at}, byte {byte}");
        }
    }
    let parse = |lines: &[&str]| Ledger::parse(&lines.join("\n")).map(|_| ());
    let bigger = lines[0].replace(r#""epsilon":1"#, r#""epsilon":9"#);
    assert_eq!(parse(&[&bigger, lines[1]]), Err(LedgerError::BadSignature { record: 1 }));
    assert_eq!(parse(&[lines[0], lines[2]]), Err(LedgerError::ChainBroken { record: 2 }));
    assert_eq!(parse(&[lines[0], lines[1], lines[1]]), Err(LedgerError::ChainBroken { record: 3 }));
    assert_eq!(parse(&[lines[0], "", lines[1]]), Err(LedgerError::Unreadable { record: 2 }));
    assert_eq!(parse(&lines[1..]), Err(LedgerError::NotALedger));
    assert_eq!(parse(&[]), Err(LedgerError::NotALedger));
    let newer = lines[0].replace(r#""version":1"#, r#""version":2"#);
    assert_eq!(parse(&[&newer]), Err(LedgerError::BadSignature { record: 1 }));
    let foreign = r#"{"record":{"event":"opened","version":7},"signature":"00"}"#;
    assert_eq!(parse(&[foreign]), Err(LedgerError::Version { found: 7, expected: 1 }));
}

#[test]
fn a_signed_lie_is_a_contradiction() {
    let desk = Desk::new(&WARDS);
    let ledger = desk.open(r#"{"epsilon":0.2}"#);
    let (data, key) = (desk.data(Kind::Category), &desk.key);
    let too_dear = ledger.charge(&prepare(&data, &asked(COUNT)).unwrap(), &desk.content, &desk.stamp);
    let unheard = prepare(&data, &asked(COUNT)).unwrap().draw(&mut SystemBits::default()).unwrap();
    let unasked = ledger.answer(1, unheard, &desk.stamp);
    let again = Ledger::open(Unit::Row, ledger.total(), &desk.content, &desk.stamp).unwrap().sign(key);
    let mut other = Ledger::parse(ledger.text()).unwrap();
    for line in [too_dear, unasked] {
        let lie = line.unwrap().sign(key);
        assert_eq!(other.append(&lie), Err(LedgerError::Contradiction { record: 2 }));
    }
    assert_eq!(other.append(&again), Err(LedgerError::ChainBroken { record: 2 }));
    assert_eq!(other.text(), ledger.text());
}

#[test]
fn older_copies_and_other_ways_are_known_by_who_saw_more() {
    let desk = Desk::new(&WARDS);
    let opened = desk.open(r#"{"epsilon":1}"#).text().to_owned();
    let ways = ["0.25", "0.5"].map(|epsilon| {
        let question = COUNT.replace("0.25", epsilon);
        desk.ask(Ledger::parse(&opened).unwrap(), &[&question]).unwrap().0
    });
    let seen: Head = ways[0].head().to_string().parse().unwrap();
    assert_eq!(ways[0].continues(&seen), Ok(()));
    assert_eq!(ways[1].continues(&seen), Err(LedgerError::Diverged { record: 3 }));
    let older = Ledger::parse(&opened).unwrap();
    assert_eq!(older.continues(&seen), Err(LedgerError::Older { records: 1, seen: 3 }));
    assert_eq!(ways[0].continues(&older.head()), Ok(()));
}

#[test]
fn a_number_of_too_many_digits_is_not_recorded_as_another() {
    let desk = Desk::new(&WARDS);
    let ledger = desk.open(r#"{"epsilon":1}"#);
    let data = desk.data(Kind::Integer);
    let question = r#"{"question":"count","among":{"column":"WARD","from":"0.123456789012345678","below":1},"epsilon":0.1}"#;
    let prepared = prepare(&data, &asked(question)).unwrap();
    assert_eq!(ledger.charge(&prepared, &desk.content, &desk.stamp).map(|_| ()), Err(LedgerError::NotExact));
}
