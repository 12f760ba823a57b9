//! The command, called as a script calls it.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

fn data(name: &str) -> String {
    format!("{}/tests/data/{name}", env!("CARGO_MANIFEST_DIR"))
}

fn lazaret(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_lazaret")).args(arguments).current_dir(folder).output().unwrap()
}

fn json(output: &Output) -> Value {
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

fn refused(output: &Output, code: i32) -> String {
    assert_eq!(output.status.code(), Some(code), "{output:?}");
    assert!(output.stdout.is_empty(), "nothing stands on standard output");
    String::from_utf8(output.stderr.clone()).unwrap()
}

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().unwrap()
}

/// A recipe for the sample patients, written into the folder.
fn recipe(folder: &Path, change: impl FnOnce(&mut Value)) -> PathBuf {
    let mut recipe = json(&lazaret(folder, &["recipe", &data("synthea_flat.csv")]));
    change(&mut recipe);
    let path = folder.join("recipe.json");
    std::fs::write(&path, recipe.to_string()).unwrap();
    path
}

#[test]
fn inspect_names_what_each_column_is() {
    let answer = json(&lazaret(folder().path(), &["inspect", &data("synthea_flat.csv")]));
    assert_eq!(answer["rows"], 515);
    let column = |name: &str| {
        answer["columns"].as_array().unwrap().iter().find(|column| column["name"] == name).unwrap().clone()
    };
    assert_eq!(column("SSN")["role"], "identifier");
    assert_eq!(column("SSN")["kind"], "text");
    assert_eq!(column("BIRTHDATE")["kind"], "date");
    assert_eq!(column("BIRTHDATE")["role"], "quasi-identifier");
    assert_eq!(column("CONDITION")["role"], "sensitive");
    assert_eq!(column("MARITAL")["missing"], 165);
    assert_eq!(column("CONDITION")["distinct"], 43);
    assert_eq!(column("ZIP")["reason"], "The heading says that this is a postcode.");
}

#[test]
fn risk_measures_the_chosen_columns() {
    let file = data("synthea_flat.csv");
    let arguments = ["risk", &file, "--quasi", "AGE,GENDER,ZIP", "--sensitive", "CONDITION"];
    let answer = json(&lazaret(folder().path(), &arguments));
    assert_eq!((&answer["rows"], &answer["classes"]), (&515.into(), &475.into()));
    assert_eq!((&answer["smallest_class"], &answer["unique_rows"]), (&1.into(), &447.into()));
    assert_eq!(answer["prosecutor_max"], 1.0);
    assert_eq!(answer["prosecutor_mean"], 475.0 / 515.0);
    let sentence = refused(&lazaret(folder().path(), &["risk", &file, "--quasi", "AGE,SHOE"]), 2);
    assert!(sentence.contains("no column “SHOE”"), "{sentence}");
}

#[test]
fn risk_tells_which_columns_identify_and_who_else_fits() {
    let file = data("synthea_flat.csv");
    let arguments = ["risk", &file, "--quasi", "AGE,GENDER,ZIP", "--population", &file];
    let answer = json(&lazaret(folder().path(), &arguments));
    // The file is its own population: the journalist knows as much as the prosecutor.
    assert_eq!(answer["journalist"]["journalist_max"], 1.0);
    let near = |value: &Value, expected: f64| (value.as_f64().unwrap() - expected).abs() < 1e-12;
    assert!(near(&answer["marketer"], 475.0 / 515.0));
    assert_eq!(answer["small_classes"][0]["rows"], 447);
    assert_eq!(answer["column_sets"].as_array().unwrap().len(), 7);
    let added = answer["added_columns"].as_array().unwrap();
    assert_eq!((added.len(), &added[2]["unique_rows"]), (3, &447.into()));
}

#[test]
fn risk_estimates_who_is_unique_in_the_population() {
    let (folder, file) = (folder(), data("heart_297.csv"));
    let estimated = |sampled: &str| {
        let arguments = ["risk", &file, "--quasi", "age,sex,trestbps", "--sampled", sampled];
        let answer = json(&lazaret(folder.path(), &arguments));
        assert_eq!(answer["unique_rows"], 233);
        answer["population_uniqueness"].clone()
    };
    let of_a_tenth = estimated("0.1");
    let share = |estimates: &Value, name: &str| estimates[name].as_f64().unwrap();
    for name in ["pitman", "zayatz"] {
        assert!((0.1..233.0 / 297.0).contains(&share(&of_a_tenth, name)), "{of_a_tenth}");
    }
    // Of a small sample Pitman's estimate is the better one, of a large one Zayatz's.
    assert_eq!(of_a_tenth["dankar"], of_a_tenth["pitman"]);
    let of_half = estimated("0.5");
    assert_eq!(of_half["dankar"], of_half["zayatz"]);
    assert!(share(&of_half, "zayatz") > share(&of_a_tenth, "zayatz"));
    let output = lazaret(folder.path(), &["risk", &file, "--quasi", "age", "--sampled", "1"]);
    assert!(refused(&output, 2).contains("--sampled"));
}

#[test]
fn measure_tells_what_each_model_would_find() {
    let folder = folder();
    // One class has three rows of two illnesses, the other two of one.
    std::fs::write(folder.path().join("ward.csv"), "age,illness\n40,flu\n40,flu\n40,gout\n50,flu\n50,flu\n")
        .unwrap();
    let arguments = ["measure", "ward.csv", "--quasi", "age", "--sensitive", "illness"];
    let answer = json(&lazaret(folder.path(), &arguments));
    assert_eq!((&answer["classes"], &answer["k"]), (&2.into(), &2.into()));
    let column = &answer["columns"][0];
    assert_eq!(column["distinct_l"], 1);
    let near = |name: &str, value: f64| (column[name].as_f64().unwrap() - value).abs() < 1e-12;
    assert!(near("entropy_l", 1.0) && near("greatest_share", 1.0), "{column}");
    // Flu has 4/5 of all; of 50-year-olds everyone, gout 1/3 of 40-year-olds and 1/5 of all.
    assert!(near("t", 0.2) && near("beta", 2.0 / 3.0), "{column}");
    assert!(near("delta", (5.0f64 / 3.0).log2()), "{column}");
    let output =
        lazaret(folder.path(), &["measure", "ward.csv", "--quasi", "name", "--sensitive", "illness"]);
    assert!(refused(&output, 2).contains("name"));
}

#[test]
fn attacks_run_on_a_release() {
    let folder = folder();
    recipe(folder.path(), |_| {});
    let file = data("synthea_flat.csv");
    json(&lazaret(folder.path(), &["protect", &file, "--recipe", "recipe.json", "--out", "out.csv"]));
    let finding = |arguments: &[&str]| {
        let answer = json(&lazaret(folder.path(), &[&["attack"], arguments].concat()));
        let finding = answer["findings"][0].clone();
        assert_eq!(finding["kind"], arguments[0]);
        let sentence = finding["sentence"].as_str().unwrap();
        assert!(sentence.ends_with('.') && !sentence.contains(['{', '}']), "{sentence}");
        finding
    };
    let known = ["--recipe", "recipe.json"];
    let link =
        |release: &str| finding(&[&["linkage", release, "--against", &file], known.as_slice()].concat());
    let (before, after) = (link(&file), link("out.csv"));
    assert!(before["singled_out"].as_u64().unwrap() > 400);
    assert_eq!((&after["matched"], &after["singled_out"]), (&515.into(), &0.into()));
    let target = ["out.csv", "--quasi", "AGE,GENDER,ZIP", "--sensitive", "CONDITION"];
    for attack in ["homogeneity", "background-knowledge", "skewness", "similarity"] {
        assert_eq!(finding(&[&[attack], target.as_slice()].concat())["rows"], 515);
    }
    let columns = ["--columns", "AGE,GENDER,ZIP"];
    let against_itself = ["membership", "out.csv", "--members", &file, "--others", &file];
    assert_eq!(finding(&[against_itself.as_slice(), &columns].concat())["auc"], 0.5);
    let twice = ["intersection", "out.csv", "out.csv", "--against", &file, "--sensitive", "CONDITION"];
    let found = finding(&[twice.as_slice(), &columns].concat());
    assert_eq!(found["mean_values_both"], found["mean_values_first"]);
    let nothing = ["attack", "linkage", "out.csv", "--against", &file, "--columns", "SHOE"];
    assert!(refused(&lazaret(folder.path(), &nothing), 2).contains("no column “SHOE”"));
}

#[test]
fn utility_and_advice_answer_in_numbers() {
    let folder = folder();
    recipe(folder.path(), |_| {});
    let file = data("synthea_flat.csv");
    let with = ["--recipe", "recipe.json"];
    let run = |arguments: &[&str]| json(&lazaret(folder.path(), &[arguments, &with].concat()));
    run(&["protect", &file, "--out", "out.csv"]);
    let utility = run(&["utility", &file, "out.csv"]);
    assert_eq!(utility["suppressed"], 0);
    assert!((0.01..0.5).contains(&utility["ncp"].as_f64().unwrap()));
    let advice = run(&["advise", &file, "--out", "better.json"]);
    let chosen = &advice["points"][usize::try_from(advice["recommended"].as_u64().unwrap()).unwrap()];
    assert!(chosen["risk_max"].as_f64().unwrap() <= 0.091);
    assert!(advice["sentence"].as_str().unwrap().starts_with("Recommended: groups of"));
    let answer =
        json(&lazaret(folder.path(), &["protect", &file, "--recipe", "better.json", "--out", "better.csv"]));
    assert_eq!(answer["after"]["smallest_class"], chosen["smallest_class"]);
}

#[test]
fn protect_repeats_a_recipe() {
    let folder = folder();
    recipe(folder.path(), |_| {});
    let file = data("synthea_flat.csv");
    let arguments =
        ["protect", &file, "--recipe", "recipe.json", "--out", "out.csv", "--report", "report.json"];
    let answer = json(&lazaret(folder.path(), &arguments));
    assert!(answer["after"]["smallest_class"].as_u64().unwrap() >= 5);
    assert_eq!(answer["before"]["rows"], 515);
    assert!(answer["after"]["prosecutor_max"].as_f64().unwrap() <= 0.2);
    assert!((0.0..1.0).contains(&answer["ncp"].as_f64().unwrap()));
    let report = std::fs::read(folder.path().join("report.json")).unwrap();
    assert_eq!(serde_json::from_slice::<Value>(&report).unwrap(), answer);
    let first = std::fs::read(folder.path().join("out.csv")).unwrap();
    json(&lazaret(folder.path(), &arguments));
    assert_eq!(std::fs::read(folder.path().join("out.csv")).unwrap(), first);
    let again = json(&lazaret(folder.path(), &["inspect", "out.csv"]));
    assert!(again["columns"].as_array().unwrap().iter().all(|column| column["name"] != "SSN"));
}

#[test]
fn a_recipe_that_does_not_fit_releases_nothing() {
    let folder = folder();
    recipe(folder.path(), |recipe| recipe["columns"][1]["name"] = "SURNAME".into());
    let file = data("synthea_flat.csv");
    let protect = ["protect", &file, "--recipe", "recipe.json", "--out", "out.csv"];
    assert!(refused(&lazaret(folder.path(), &protect), 1).contains("SURNAME"));
    recipe(folder.path(), |recipe| recipe["share"]["k"] = 516.into());
    assert!(refused(&lazaret(folder.path(), &protect), 1).contains("only 515 rows"));
    assert!(!folder.path().join("out.csv").exists());
    std::fs::write(folder.path().join("recipe.json"), "{ \"version\": 9 }").unwrap();
    assert!(refused(&lazaret(folder.path(), &protect), 1).contains("version 9"));
}

#[test]
fn optimum_tells_the_height_of_each_column() {
    let (file, hierarchies) = (data("adult/adult_30162_arx.csv"), data("adult/hierarchies"));
    let optimum = |quasi: &str| {
        let named = ["--quasi", quasi, "--hierarchies", &hierarchies];
        let asked = ["--k", "5", "--suppression", "0.04"];
        lazaret(folder().path(), &[&["optimum", &file][..], &named, &asked].concat())
    };
    let answer = json(&optimum("sex,age,race,marital-status"));
    // As ARX 3.9.2 found it.
    assert_eq!(answer["levels"].to_string(), r#"{"sex":0,"age":1,"race":0,"marital-status":0}"#);
    assert!((answer["loss"].as_f64().unwrap() - 0.025_383_343_5).abs() < 1e-9);
    assert_eq!((&answer["suppressed_rows"], &answer["nodes"]), (&470.into(), &60.into()));
    assert!(answer["checked"].as_u64().unwrap() < 60 && answer["seconds"].is_f64());

    assert!(refused(&optimum("sex,height"), 2).contains("no column “height”"));
    let nowhere = ["optimum", &file, "--quasi", "sex", "--hierarchies", "."];
    assert!(refused(&lazaret(folder().path(), &nowhere), 2).contains("no hierarchy for “sex”"));
}

#[test]
fn summarize_states_each_answer_and_its_error() {
    let folder = folder();
    recipe(folder.path(), |_| {});
    let arguments = ["summarize", &data("synthea_flat.csv"), "--recipe", "recipe.json"];
    let answer = json(&lazaret(folder.path(), &arguments));
    let releases = answer["releases"].as_array().unwrap();
    let questions: Vec<&str> = releases.iter().map(|release| release["question"].as_str().unwrap()).collect();
    assert_eq!(questions, ["count", "mean", "histogram"]);
    for release in releases {
        assert!(release["epsilon"].as_f64().unwrap() > 0.0);
        let value = &release["value"];
        let first = if value["form"] == "bins" { &value["bins"][0] } else { value };
        assert!(first["error_95"].as_f64().unwrap() > 0.0);
        assert!(first["value"].is_f64());
    }
    assert_eq!((&releases[0]["column"], &releases[1]["column"]), (&Value::Null, &"AGE".into()));
    // The chance that the noise alone is this far off is e^(-0.25 · 200) < 10^-21.
    assert!((releases[0]["value"]["value"].as_f64().unwrap() - 515.0).abs() < 200.0);
    assert!(!answer.to_string().contains("\"rows\""), "no exact number stands beside the noisy ones");
}

#[test]
fn a_spent_budget_refuses_before_any_noise() {
    let folder = folder();
    recipe(folder.path(), |recipe| recipe["numbers"]["budget"]["epsilon"] = 0.7.into());
    let arguments = ["summarize", &data("synthea_flat.csv"), "--recipe", "recipe.json"];
    let sentence = refused(&lazaret(folder.path(), &arguments), 1);
    assert!(sentence.contains("only 0.2 of the privacy budget is left"), "{sentence}");
    recipe(folder.path(), |recipe| recipe["numbers"]["questions"][0]["epsilon"] = 0.into());
    refused(&lazaret(folder.path(), &arguments), 1);
}

#[test]
fn what_is_sealed_opens_with_its_passphrase_only() {
    let folder = folder();
    let write = |name: &str, bytes: &[u8]| std::fs::write(folder.path().join(name), bytes).unwrap();
    write("right", b"correct horse battery staple\r\n");
    write("wrong", b"correct horse battery stable\n");
    write("empty", b"\n");
    let file = data("synthea_flat.csv");
    let run = |arguments: &[&str]| lazaret(folder.path(), arguments);
    json(&run(&["seal", &file, "--passphrase-file", "right", "--out", "sealed.lz"]));
    let answer = json(&run(&["open", "sealed.lz", "--passphrase-file", "right", "--out", "opened.csv"]));
    assert_eq!(answer["name"], "synthea_flat.csv");
    assert_eq!(std::fs::read(folder.path().join("opened.csv")).unwrap(), std::fs::read(&file).unwrap());
    let sentence = refused(&run(&["open", "sealed.lz", "--passphrase-file", "wrong", "--out", "no.csv"]), 1);
    assert!(sentence.contains("passphrase does not open"), "{sentence}");
    let mut sealed = std::fs::read(folder.path().join("sealed.lz")).unwrap();
    let middle = sealed.len() / 2;
    sealed[middle] ^= 1;
    write("sealed.lz", &sealed);
    refused(&run(&["open", "sealed.lz", "--passphrase-file", "right", "--out", "no.csv"]), 1);
    assert!(!folder.path().join("no.csv").exists(), "nothing unauthenticated is left behind");
    refused(&run(&["seal", &file, "--passphrase-file", "empty", "--out", "no.lz"]), 1);
    refused(&run(&["inspect", "sealed.lz"]), 1);
}

#[test]
fn a_wrong_call_is_told_apart_from_wrong_data() {
    let folder = folder();
    std::fs::write(folder.path().join("empty.csv"), "").unwrap();
    std::fs::write(folder.path().join("recipe.json"), "{}").unwrap();
    let run = |arguments: &[&str]| lazaret(folder.path(), arguments);
    assert!(refused(&run(&["inspect", "empty.csv"]), 1).contains("empty"));
    refused(&run(&["inspect", "missing.csv"]), 2);
    refused(&run(&["inspect"]), 2);
    refused(&run(&["polish", "empty.csv"]), 2);
    refused(&run(&["protect", "recipe.json", "--recipe", "recipe.json", "--out", "recipe.json"]), 1);
    assert_eq!(std::fs::read(folder.path().join("recipe.json")).unwrap(), b"{}");
}

#[test]
fn hierarchy_writes_what_the_column_suggests_and_reads_it_again() {
    let folder = folder();
    let file = data("synthea_flat.csv");
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let shown =
        json(&lazaret(folder.path(), &["hierarchy", &file, "--column", "ZIP", "--out", &path("zip.csv")]));
    assert_eq!(shown["rule"]["kind"], "prefixes");
    let heights = shown["heights"].as_array().unwrap();
    assert_eq!(
        heights.last().unwrap()["examples"][0],
        serde_json::json!({ "text": "*", "rows": 515, "values": heights[0]["labels"] })
    );
    let again =
        json(&lazaret(folder.path(), &["hierarchy", &file, "--column", "ZIP", "--import", &path("zip.csv")]));
    assert_eq!(again["heights"], shown["heights"]);
    std::fs::write(folder.path().join("broken.csv"), "a;x;1\nb;x;2\n").unwrap();
    let refusal = refused(
        &lazaret(folder.path(), &["hierarchy", &file, "--column", "ZIP", "--import", &path("broken.csv")]),
        1,
    );
    assert!(refusal.starts_with("Lines 1 and 2 of the hierarchy share a label"), "{refusal}");
    refused(&lazaret(folder.path(), &["hierarchy", &file, "--column", "TOWN"]), 2);
}

#[test]
fn pseudonyms_are_the_same_next_month_with_the_same_key() {
    let folder = folder();
    let run = |arguments: &[&str]| lazaret(folder.path(), arguments);
    let key = json(&run(&["key", "--out", "key.txt"]));
    let line = std::fs::read_to_string(folder.path().join("key.txt")).unwrap();
    assert!(line.starts_with("lazaret-pseudonym-key-1:") && line.len() == 24 + 64 + 1 + 16 + 1);
    refused(&run(&["key", "--out", "key.txt"]), 2);
    assert_eq!(std::fs::read_to_string(folder.path().join("key.txt")).unwrap(), line, "the old key is kept");
    recipe(folder.path(), |recipe| {
        for rule in recipe["columns"].as_array_mut().unwrap() {
            if rule["name"] == "SSN" {
                rule["treatment"] = serde_json::json!({ "kind": "pseudonym" });
            }
            if rule["name"] == "BIRTHDATE" {
                rule["treatment"] = serde_json::json!({ "kind": "shift-dates", "days": 30 });
            }
        }
    });
    let file = data("synthea_flat.csv");
    let protect = |out: &str, key: &str| {
        run(&["protect", &file, "--recipe", "recipe.json", "--out", out, "--pseudonym-key", key])
    };
    let report = json(&protect("one.csv", "key.txt"));
    assert_eq!(report["key_fingerprint"], key["fingerprint"]);
    json(&protect("two.csv", "key.txt"));
    json(&run(&["key", "--out", "other.txt"]));
    json(&protect("three.csv", "other.txt"));
    let read = |name: &str| std::fs::read_to_string(folder.path().join(name)).unwrap();
    assert_eq!(read("one.csv"), read("two.csv"));
    assert_ne!(read("one.csv"), read("three.csv"));
    let secret = &line[24..88];
    let raw = std::fs::read_to_string(&file).unwrap();
    let numbers: Vec<&str> = raw.lines().skip(1).filter_map(|row| row.split(',').nth(2)).collect();
    for text in [read("one.csv"), report.to_string(), read("recipe.json")] {
        assert!(!text.contains(secret) && !numbers.iter().any(|number| text.contains(number)));
    }
    let sentence = refused(&run(&["protect", &file, "--recipe", "recipe.json", "--out", "no.csv"]), 1);
    assert!(sentence.contains("“SSN”") && sentence.contains("key"), "{sentence}");
    assert!(refused(&protect("no.csv", "recipe.json"), 1).contains("not a key"));
    assert!(!folder.path().join("no.csv").exists());
}

#[test]
fn safe_harbor_names_the_kind_of_each_column() {
    let folder = folder();
    let file = data("synthea_flat.csv");
    let output =
        lazaret(folder.path(), &["recipe", &file, "--preset", "safe-harbor", "--report", "report.json"]);
    let sentences = String::from_utf8(output.stderr.clone()).unwrap();
    let recipe = json(&output);
    for sentence in [
        "“SSN” was taken for social security numbers (G) and is left out.",
        "“CONDITION” matches none of the 18 kinds",
        "you know of no way to find a person",
        "not k-anonymity",
    ] {
        assert!(sentences.contains(sentence), "{sentence} in {sentences}");
    }
    let report: Value =
        serde_json::from_slice(&std::fs::read(folder.path().join("report.json")).unwrap()).unwrap();
    let columns = |kind: &str| {
        let kinds = report["kinds"].as_array().unwrap();
        assert_eq!(kinds.len(), 18);
        kinds.iter().find(|of| of["kind"] == kind).unwrap()["columns"].clone()
    };
    assert_eq!(columns("names"), serde_json::json!(["FIRST", "LAST"]));
    assert_eq!(columns("places"), serde_json::json!(["CITY", "COUNTY", "ZIP"]));
    assert_eq!(columns("dates"), serde_json::json!(["BIRTHDATE", "AGE"]));
    assert_eq!(columns("fax-numbers"), serde_json::json!([]));
    std::fs::write(folder.path().join("recipe.json"), recipe.to_string()).unwrap();
    let report =
        json(&lazaret(folder.path(), &["protect", &file, "--recipe", "recipe.json", "--out", "out.csv"]));
    assert_eq!(report["dropped"], serde_json::json!(["FIRST", "LAST", "SSN", "CITY", "COUNTY", "ZIP"]));
    let released = std::fs::read_to_string(folder.path().join("out.csv")).unwrap();
    assert!(!released.contains("-0") && !released.contains("-1"), "no day or month is left");
}
