//! `lazaret crypt4gh` and `lazaret age`, by the command alone.

use std::path::PathBuf;
use std::process::{Command, Output};

use serde_json::Value;

fn data(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(name)
}

fn run(folder: &tempfile::TempDir, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_lazaret")).args(arguments).current_dir(folder).output().unwrap()
}

fn done(output: &Output) -> Value {
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn a_crypt4gh_file_is_written_and_opened_with_a_warning() {
    let folder = tempfile::tempdir().unwrap();
    let [table, public, secret, other] =
        ["heart_297.csv", "crypt4gh/reader.pub", "crypt4gh/reader.sec", "crypt4gh/other.sec"]
            .map(|name| data(name).display().to_string());
    done(&run(&folder, &["crypt4gh", "write", &table, "--to", &public, "--out", "heart.c4gh"]));
    let open =
        |key: &str| run(&folder, &["crypt4gh", "open", "heart.c4gh", "--key", key, "--out", "heart.csv"]);
    let refused = open(&other);
    assert_eq!(refused.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&refused.stderr).contains("This file is not for your key"));
    assert!(!folder.path().join("heart.csv").exists());

    let opened = open(&secret);
    assert_eq!(done(&opened)["warnings"][0]["kind"], "segments-not-bound");
    assert!(String::from_utf8_lossy(&opened.stderr).contains("does not protect the parts' order"));
    assert_eq!(std::fs::read(folder.path().join("heart.csv")).unwrap(), std::fs::read(table).unwrap());
}

#[test]
fn an_age_file_opens_with_its_passphrase() {
    use base64ct::{Base64, Encoding};
    let folder = tempfile::tempdir().unwrap();
    let cases: Value = serde_json::from_str(include_str!("vectors/age.json")).unwrap();
    let case = Base64::decode_vec(cases["scrypt"].as_str().unwrap()).unwrap();
    let start = case.windows(2).position(|it| it == b"\n\n").unwrap() + 2;
    std::fs::write(folder.path().join("file.age"), &case[start..]).unwrap();
    std::fs::write(folder.path().join("words"), "password\n").unwrap();
    let opened = run(&folder, &["age", "file.age", "--passphrase-file", "words", "--out", "opened"]);
    assert_eq!(
        done(&opened)["bytes"].as_u64(),
        Some(std::fs::read(folder.path().join("opened")).unwrap().len() as u64)
    );
    std::fs::write(folder.path().join("words"), "passwords\n").unwrap();
    let refused = run(&folder, &["age", "file.age", "--passphrase-file", "words", "--out", "again"]);
    assert_eq!(refused.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&refused.stderr).contains("The passphrase does not open this age file"));
}
