//! Ledgers in files: asked again, spent, changed, and with programs killed on the way.

use std::path::Path;
use std::process::{Command, Output};

use lazaret::command::ledger_file::LedgerFile;
use lazaret::dp::ledger::{Content, Ledger, LedgerKey, Stamp};
use lazaret::dp::{Asked, Data, SystemBits};
use lazaret::table::{Column, Format, Kind, Table};
use serde_json::{Value, json};

const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/synthea_flat.csv");
const ASK: [&str; 6] = ["summarize", FILE, "--recipe", "recipe.json", "--ledger", "ledger.jsonl"];

fn lazaret(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_lazaret")).args(arguments).current_dir(folder).output().unwrap()
}

fn given(output: &Output) -> Value {
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

fn refused(output: &Output, code: i32) -> String {
    assert_eq!((output.status.code(), &output.stdout[..]), (Some(code), &b""[..]), "{output:?}");
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// A folder with a recipe that asks three questions at ε = 0.25 each.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let recipe = given(&lazaret(folder.path(), &["recipe", FILE]));
    std::fs::write(folder.path().join("recipe.json"), recipe.to_string()).unwrap();
    folder
}

fn change(folder: &Path, change: impl FnOnce(&mut Value)) {
    let path = folder.join("recipe.json");
    let mut recipe = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
    change(&mut recipe);
    std::fs::write(path, recipe.to_string()).unwrap();
}

#[test]
fn the_same_questions_give_the_same_answers_until_the_budget_is_spent() {
    let folder = folder();
    let first = given(&lazaret(folder.path(), &ASK));
    let second = given(&lazaret(folder.path(), &ASK));
    assert_eq!(first["releases"], second["releases"]);
    assert_eq!((&first["budget"]["left"], &second["budget"]["left"]), (&json!(0.25), &json!(0.25)));
    assert_eq!((&first["ledger"]["paid_before"], &second["ledger"]["paid_before"]), (&json!(0), &json!(3)));
    assert_eq!(first["ledger"]["head"], second["ledger"]["head"]);

    change(folder.path(), |recipe| recipe["numbers"]["questions"][0]["epsilon"] = 0.5.into());
    let sentence = refused(&lazaret(folder.path(), &ASK), 1);
    assert!(sentence.contains("only 0.25 of the privacy budget is left"), "{sentence}");
    let shown = given(&lazaret(folder.path(), &["ledger", "show", "ledger.jsonl"]));
    assert_eq!(shown["entries"].as_array().unwrap().len(), 3);
    assert_eq!((&shown["head"], &shown["writers"][0]), (&first["ledger"]["head"], &first["ledger"]["key"]));
    assert_eq!(shown["entries"][1]["release"], first["releases"][1]);
}

#[test]
fn a_certificate_states_who_is_protected_and_how_far() {
    let folder = folder();
    let answer = given(&lazaret(folder.path(), &ASK));
    let certificate = given(&lazaret(folder.path(), &["ledger", "certificate", "ledger.jsonl", "2"]));
    assert_eq!(certificate["release"], answer["releases"][1]);
    assert_eq!(certificate["budget"]["spent"], 0.5);
    // e^0.25 = 1.2840, rounded up.
    let odds = certificate["statement"]["odds"].as_str().unwrap();
    assert!(odds.contains("at most 1.29 times"), "{odds}");
    assert!(certificate["statement"]["protected"].as_str().unwrap().starts_with("Every row"));
    let ledger = std::fs::read_to_string(folder.path().join("ledger.jsonl")).unwrap();
    let opened: Value = serde_json::from_str(ledger.lines().next().unwrap()).unwrap();
    for secret in ["key", "table"] {
        assert!(!certificate.to_string().contains(opened["record"][secret].as_str().unwrap()), "{secret}");
    }
    let sentence = refused(&lazaret(folder.path(), &["ledger", "certificate", "ledger.jsonl", "9"]), 1);
    assert!(sentence.contains("Entry 9 of the ledger has no answer"), "{sentence}");
}

#[test]
fn a_new_version_of_the_file_shares_the_budget_when_told_so() {
    let folder = folder();
    given(&lazaret(folder.path(), &ASK));
    let text = std::fs::read_to_string(FILE).unwrap();
    let (shorter, _) = text.trim_end().rsplit_once('\n').unwrap();
    std::fs::write(folder.path().join("newer.csv"), shorter).unwrap();
    change(folder.path(), |recipe| {
        recipe["numbers"]["questions"] = json!([{ "question": "count", "epsilon": 0.25 }]);
    });
    let newer = ["summarize", "newer.csv", "--recipe", "recipe.json", "--ledger", "ledger.jsonl"];
    let sentence = refused(&lazaret(folder.path(), &newer), 1);
    assert!(sentence.contains("ledger is of another table"), "{sentence}");
    let answer = given(&lazaret(folder.path(), &[&newer[..], &["--same-patients"]].concat()));
    assert_eq!((&answer["budget"]["left"], &answer["ledger"]["paid_before"]), (&json!(0), &json!(0)));
    // Once said is said for good.
    assert_eq!(given(&lazaret(folder.path(), &newer))["releases"], answer["releases"]);
}

#[test]
fn changed_and_older_ledgers_are_refused() {
    let folder = folder();
    let head = given(&lazaret(folder.path(), &ASK))["ledger"]["head"].as_str().unwrap().to_owned();
    let path = folder.path().join("ledger.jsonl");
    let text = std::fs::read_to_string(&path).unwrap();
    std::fs::write(&path, text.replacen(r#""epsilon":1"#, r#""epsilon":8"#, 1)).unwrap();
    for arguments in [&ASK[..], &["ledger", "show", "ledger.jsonl"]] {
        let sentence = refused(&lazaret(folder.path(), arguments), 1);
        assert!(sentence.contains("Line 1 of the ledger was changed"), "{sentence}");
    }
    let older: String = text.lines().take(4).map(|line| format!("{line}\n")).collect();
    std::fs::write(&path, &older).unwrap();
    let sentence = refused(&lazaret(folder.path(), &[&ASK[..], &["--not-before", &head]].concat()), 1);
    assert!(sentence.contains("7 were seen before"), "{sentence}");
    assert_eq!(std::fs::read_to_string(&path).unwrap(), older);
    std::fs::write(&path, text).unwrap();
    given(&lazaret(folder.path(), &[&ASK[..], &["--not-before", &head]].concat()));
}

#[test]
fn another_key_goes_on_under_its_own_name() {
    let folder = folder();
    given(&lazaret(folder.path(), &ASK));
    change(folder.path(), |recipe| {
        recipe["numbers"]["questions"] =
            json!([{ "question": "prevalence", "column": "GENDER", "category": "F", "epsilon": 0.1 }]);
    });
    given(&lazaret(folder.path(), &[&ASK[..], &["--ledger-key", "mine.key"]].concat()));
    let shown = given(&lazaret(folder.path(), &["ledger", "show", "ledger.jsonl"]));
    assert_eq!(shown["writers"].as_array().unwrap().len(), 2);
    let sentence =
        refused(&lazaret(folder.path(), &[&ASK[..], &["--ledger-key", "recipe.json"]].concat()), 1);
    assert!(sentence.contains("not the key of a ledger"), "{sentence}");
    #[cfg(unix)]
    for name in ["ledger.jsonl", "ledger.jsonl.key", "mine.key"] {
        use std::os::unix::fs::PermissionsExt;
        let mode = std::fs::metadata(folder.path().join(name)).unwrap().permissions().mode();
        assert_eq!(mode & 0o077, 0, "{name}");
    }
}

#[test]
fn two_runs_do_not_spend_at_once() {
    let folder = folder();
    let held = LedgerFile::lock(&folder.path().join("ledger.jsonl")).unwrap();
    let sentence = refused(&lazaret(folder.path(), &ASK), 1);
    assert!(sentence.contains("in use by another run"), "{sentence}");
    drop(held);
    given(&lazaret(folder.path(), &ASK));
}

#[test]
fn without_a_ledger_the_reader_is_told_that_nothing_is_remembered() {
    let output = lazaret(folder().path(), &ASK[..4]);
    given(&output);
    assert!(String::from_utf8_lossy(&output.stderr).contains("Nothing is remembered of this run"));
}

/// The point at which [`killed_on_the_way`] dies, set by the test that starts it.
const DIES_AT: &str = "LEDGER_TEST_DIES_AT";
/// The ledger that it writes to.
const PATH: &str = "LEDGER_TEST_PATH";

fn ask(path: &Path, mut at: impl FnMut(&str)) -> (u64, f64) {
    let ward = Column::from_texts("WARD", ["A", "B", "B"]);
    let table = Table { rows: 3, columns: vec![ward] };
    let data = Data::new(3, vec![(&table.columns[0], Format::plain(Kind::Category))]);
    let content = Content::of(&table);
    let key = LedgerKey::generate().unwrap();
    let stamp = Stamp { time: "2026-11-25T03:30:00Z".into(), writer: key.public() };
    let question: Asked = serde_json::from_str(r#"{"question":"count","epsilon":0.01}"#).unwrap();
    let file = LedgerFile::lock(path).unwrap();
    let text = file.read().unwrap().unwrap_or_else(|| {
        let total = serde_json::from_str(r#"{"epsilon":0.01}"#).unwrap();
        Ledger::open(data.unit().clone(), total, &content, &stamp).unwrap().sign(&key)
    });
    let ledger = Ledger::parse(&text).unwrap();
    let mut times = 0;
    let keep = |text: &str| {
        times += 1;
        at(&format!("before {times}"));
        let kept = file.keep(text);
        at(&format!("after {times}"));
        kept
    };
    let bits = &mut SystemBits::default();
    let (ledger, entries) = ledger.ask(&data, &content, &[question], (&stamp, &key), bits, keep).unwrap();
    let release = &ledger.entry(entries[0]).unwrap().answer.as_ref().unwrap().release;
    (
        ledger.entries().len() as u64,
        serde_json::to_value(release).unwrap()["value"]["value"].as_f64().unwrap(),
    )
}

/// Run by [`a_killed_program_loses_nothing_and_spends_once`] in a process of its own.
#[test]
#[ignore = "kills itself"]
fn killed_on_the_way() {
    let [point, path] = [DIES_AT, PATH].map(|name| std::env::var(name).unwrap());
    ask(Path::new(&path), |here| {
        if here == point {
            let own = std::process::id().to_string();
            Command::new("kill").args(["-9", &own]).status().unwrap();
        }
    });
}

#[cfg(unix)]
#[test]
fn a_killed_program_loses_nothing_and_spends_once() {
    use std::os::unix::process::ExitStatusExt;
    // The noise at ε = 0.01 tells two draws apart but once in two hundred.
    for (point, lines) in [("before 1", 0), ("after 1", 2), ("before 2", 2), ("after 2", 3)] {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("ledger.jsonl");
        let died = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "killed_on_the_way", "--ignored"])
            .envs([(DIES_AT, point), (PATH, path.to_str().unwrap())])
            .output()
            .unwrap();
        assert_eq!(died.status.signal(), Some(9), "{point}: {died:?}");
        let text = std::fs::read_to_string(&path).unwrap_or_default();
        assert_eq!(text.lines().count(), lines, "{point}");
        let (entries, answer) = ask(&path, |_| ());
        assert_eq!(entries, 1, "{point}");
        if let Some(recorded) = Ledger::parse(&text).ok().and_then(|ledger| ledger.certificate(1).ok()) {
            let recorded = serde_json::to_value(recorded.release).unwrap();
            assert_eq!(recorded["value"]["value"], answer, "{point}");
        }
        assert_eq!(ask(&path, |_| panic!("nothing is left to keep")), (1, answer));
    }
}
