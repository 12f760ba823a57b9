//! The experiment behind `docs/synthetic.md`, small: made-up patients are nearer to
//! the real ones than columns drawn without regard to each other.

use std::process::Command;

use serde_json::Value;

fn path(name: &str) -> String {
    format!("{}/tests/data/{name}", env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn a_spanning_tree_is_nearer_to_the_rows_than_independent_columns() {
    let folder = tempfile::tempdir().unwrap();
    let page = folder.path().join("synthetic.md");
    let output = Command::new(env!("CARGO_BIN_EXE_lazaret"))
        .args(["reproduce", "synthetic", "--quick", "--draws", "1", "--epsilon", "1,3"])
        .args(["--adult", &path("adult/adult_48842_all.csv.gz"), "--stays", &path("dp_baseline_15757.csv")])
        .arg("--markdown")
        .arg(&page)
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let answer: Value = serde_json::from_slice(&output.stdout).unwrap();
    let distance = |study: &str, epsilon: f64, contender: &str, ways: usize| {
        let is = |figures: &&Value| {
            figures["study"] == study && figures["epsilon"] == epsilon && figures["contender"] == contender
        };
        let figures = answer["figures"].as_array().unwrap().iter().find(is).unwrap();
        figures["total_variation"][ways - 1].as_f64().unwrap()
    };
    for (study, epsilon, at_most) in [("adult", 1.0, 0.6), ("adult", 3.0, 0.6), ("stays", 3.0, 0.8)] {
        for ways in [2, 3] {
            let [tree, independent] =
                ["spanning-tree", "independent"].map(|contender| distance(study, epsilon, contender, ways));
            assert!(tree < at_most * independent, "{study} {epsilon} {ways}: {tree} {independent}");
        }
        let columns = distance(study, epsilon, "spanning-tree", 1);
        assert!(columns < 0.01, "{study} {epsilon}: {columns}");
    }
    let page = std::fs::read_to_string(page).unwrap();
    assert!(page.contains("## Adult: 32561 rows of 13 columns, 16281 rows to test on"), "{page}");
}

#[test]
fn without_a_file_the_call_was_wrong() {
    let output =
        Command::new(env!("CARGO_BIN_EXE_lazaret")).args(["reproduce", "synthetic"]).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
}
