//! The experiments behind the pages in `docs/`, small: what is reported, and which way it points.

use std::process::Command;

use serde_json::Value;

fn path(name: &str) -> String {
    format!("{}/tests/data/{name}", env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn fixed_intervals_teach_more_than_groups_and_slicing_loses_less() {
    let folder = tempfile::tempdir().unwrap();
    let page = folder.path().join("slicing.md");
    let output = Command::new(env!("CARGO_BIN_EXE_lazaret"))
        .args(["reproduce", "slicing", "--quick", "--k", "25", "--heart", &path("heart_297.csv")])
        .arg("--markdown")
        .arg(&page)
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let answer: Value = serde_json::from_slice(&output.stdout).unwrap();
    let figures = answer["results"]["figures"].as_array().unwrap();
    assert_eq!(figures.len(), 10);
    for figures in figures {
        for accuracy in figures["accuracy"].as_array().unwrap() {
            assert_eq!(accuracy["classifiers"].as_array().unwrap().len(), 5);
            let mean = accuracy["mean"].as_f64().unwrap();
            assert!((0.4..1.0).contains(&mean), "{figures}");
        }
        let loss = figures["ncp_value"].as_f64().unwrap();
        assert!((0.0..=1.0).contains(&loss), "{figures}");
    }
    let verdict = |contender: &str, baseline: &str| {
        let is = |verdict: &&Value| {
            verdict["contender"] == contender
                && verdict["baseline"] == baseline
                && verdict["reading"]["from"] == "quasi-identifiers"
                && verdict["reading"]["redrawn"] == false
        };
        answer["verdicts"].as_array().unwrap().iter().find(is).unwrap_or(&Value::Null).clone()
    };
    let seed = verdict("fixed-intervals", "mondrian");
    assert_eq!(seed["equal_privacy"], false);
    assert!(seed["gain"].as_f64().unwrap() > 0.0, "{seed}");
    assert!(seed["loss_saved"].as_f64().unwrap() > 0.12, "{seed}");
    let honest = verdict("target-slicing", "diverse-mondrian");
    assert_eq!(honest["equal_privacy"], true);
    assert!(honest["gain"].as_f64().unwrap() > 0.0, "{honest}");
    assert!(honest["loss_saved_relative"].as_f64().unwrap() > 0.5, "{honest}");
    let page = std::fs::read_to_string(page).unwrap();
    assert!(page.contains("## Heart: 237 rows to learn from, 60 to test on, 2 splits"), "{page}");
}

#[test]
fn without_a_file_the_call_was_wrong() {
    let output = Command::new(env!("CARGO_BIN_EXE_lazaret")).args(["reproduce", "slicing"]).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn answers_are_as_accurate_as_those_of_other_libraries() {
    let output = Command::new(env!("CARGO_BIN_EXE_lazaret"))
        .args(["reproduce", "accuracy", "--releases", "300", "--table", &path("dp_baseline_15757.csv")])
        .args(["--peers", &path("dp_peers.json")])
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let answer: Value = serde_json::from_slice(&output.stdout).unwrap();
    let mut compared = 0;
    for row in answer["comparisons"].as_array().unwrap() {
        let (library, query) = (row["library"].as_str().unwrap(), row["query"].as_str().unwrap());
        // Where a vector of its own makes the difference, it is no matter of chance.
        let at_most = match (library, query) {
            ("opendp", "mean_unknown_n") | ("smartnoise-sql", "mean") => 0.5,
            ("python-dp (Google C++)" | "smartnoise-sql", "variance") => 0.3,
            ("python-dp (Google C++)", "mean_unknown_n") => 0.95,
            // Two figures of some hundred releases each: four standard errors of both.
            _ => 1.4,
        };
        for errors in row["errors"].as_array().unwrap() {
            let [peer, ours] = ["peer", "ours"].map(|whose| errors[whose].as_f64());
            let (Some(peer), Some(ours)) = (peer, ours) else { continue };
            assert!(
                ours <= at_most * peer + 0.2 * f64::from(u8::from(query.starts_with("quantile"))),
                "{row}"
            );
            compared += 1;
        }
    }
    assert_eq!(compared, 120);
}
