//! Two people and a sealed table, by the command alone: what one seals, the other opens as far as it was granted.

use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

/// A folder with a table, and two identities that know each other's recipient files.
struct Folder(tempfile::TempDir);

impl Folder {
    fn new() -> Self {
        let folder = Self(tempfile::tempdir().unwrap());
        let table = format!("{}/tests/data/heart_297.csv", env!("CARGO_MANIFEST_DIR"));
        std::fs::copy(table, folder.path("heart.csv")).unwrap();
        folder.write("owner.words", b"river stone lamp coffee orbit maple\n");
        folder.write("reader.words", b"seven other words for the second one\n");
        for who in ["owner", "reader"] {
            let [words, id, kit, recipient] =
                [".words", ".id", ".kit", ".recipient"].map(|end| format!("{who}{end}"));
            folder.json(&[
                "identity",
                "new",
                "--name",
                who,
                "--passphrase-file",
                &words,
                "--out",
                &id,
                "--words-out",
                &kit,
            ]);
            folder.json(&["identity", "recipient", &id, "--out", &recipient]);
        }
        folder
    }

    fn path(&self, name: &str) -> std::path::PathBuf {
        Path::new(self.0.path()).join(name)
    }

    fn write(&self, name: &str, bytes: &[u8]) {
        std::fs::write(self.path(name), bytes).unwrap();
    }

    fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path(name)).unwrap()
    }

    fn run(&self, arguments: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_lazaret"))
            .args(arguments)
            .current_dir(self.0.path())
            .output()
            .unwrap()
    }

    fn json(&self, arguments: &[&str]) -> Value {
        let output = self.run(arguments);
        assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
        serde_json::from_slice(&output.stdout).unwrap()
    }

    fn refused(&self, arguments: &[&str], code: i32) -> String {
        let output = self.run(arguments);
        assert_eq!(output.status.code(), Some(code), "{output:?}");
        String::from_utf8(output.stderr).unwrap()
    }
}

const OWNER: [&str; 4] = ["--identity", "owner.id", "--identity-passphrase-file", "owner.words"];
const READER: [&str; 4] = ["--identity", "reader.id", "--identity-passphrase-file", "reader.words"];

fn with<'a>(task: &[&'a str], who: &[&'a str], more: &[&'a str]) -> Vec<&'a str> {
    [task, who, more].concat()
}

#[test]
fn a_reader_gets_the_columns_that_were_granted_and_learns_of_no_other() {
    let folder = Folder::new();
    let granted = [
        "--to",
        "reader.recipient",
        "--columns",
        "target,age",
        "--expires",
        "2999-12-31",
        "--out",
        "heart.lz",
    ];
    folder.json(&with(&["seal", "heart.csv", "--by-column"], &OWNER, &granted));
    folder.json(&with(&["open", "heart.lz"], &OWNER, &["--out", "all.csv"]));
    assert_eq!(folder.read("all.csv"), folder.read("heart.csv"));
    let opened = folder.json(&with(&["open", "heart.lz"], &READER, &["--out", "some.csv"]));
    assert_eq!(
        (&opened["columns"], &opened["of_columns"]),
        (&serde_json::json!(["age", "target"]), &14.into())
    );
    assert!(folder.read("some.csv").starts_with("age,target\n63.0,healthy\n"));
    folder.json(&with(&["open", "heart.lz"], &READER, &["--columns", "target", "--out", "one.csv"]));
    assert!(folder.read("one.csv").starts_with("target\nhealthy\n"));
    let sentence =
        folder.refused(&with(&["open", "heart.lz"], &READER, &["--columns", "chol", "--out", "no.csv"]), 2);
    assert!(sentence.contains("No column “chol” was granted"), "{sentence}");

    // Neither the file nor what shows of it names a column.
    let contents = folder.json(&["contents", "heart.lz"]);
    assert_eq!(contents["grants"][1]["columns"], serde_json::json!([0, 13]));
    let bytes = std::fs::read(folder.path("heart.lz")).unwrap();
    for name in ["heart.csv", "trestbps", "target", "healthy"] {
        assert!(!bytes.windows(name.len()).any(|window| window == name.as_bytes()), "{name}");
        assert!(!contents.to_string().contains(name), "{name}");
    }
}

#[test]
fn only_the_owner_adds_readers() {
    let folder = Folder::new();
    folder.json(&with(&["seal", "heart.csv", "--by-column"], &OWNER, &["--out", "heart.lz"]));
    let sentence = folder.refused(&with(&["open", "heart.lz"], &READER, &["--out", "no.csv"]), 1);
    let words = |who: &str| folder.json(&["identity", "show", &format!("{who}.recipient")])["words"].clone();
    for who in ["owner", "reader"] {
        assert!(sentence.contains(words(who).as_str().unwrap()), "{sentence}");
    }
    folder.write("other.words", b"for a colleague without any keys\n");
    let to = [
        "--to",
        "reader.recipient",
        "--passphrase-file",
        "other.words",
        "--purpose",
        "a study",
        "--out",
        "more.lz",
    ];
    let answer = folder.json(&with(&["grant", "heart.lz"], &OWNER, &to));
    assert_eq!(answer["grants"], 3);
    folder.json(&with(&["open", "more.lz"], &READER, &["--out", "reader.csv"]));
    folder.json(&["open", "more.lz", "--passphrase-file", "other.words", "--out", "other.csv"]);
    assert_eq!(folder.read("reader.csv"), folder.read("other.csv"));
    let [before, after] = ["heart.lz", "more.lz"].map(|name| std::fs::read(folder.path(name)).unwrap());
    let body = before.windows(15).position(|window| window == b"grants/0000.json"[..15].as_ref()).unwrap();
    assert_eq!(before[..body], after[..body]);

    let granting = with(&["grant", "more.lz"], &READER, &["--to", "owner.recipient", "--out", "no.lz"]);
    assert!(folder.refused(&granting, 1).contains("Only who sealed a file can add readers"));
    folder.json(&["seal", "heart.csv", "--passphrase-file", "other.words", "--out", "plain.lz"]);
    let opening = with(&["open", "plain.lz"], &OWNER, &["--out", "no.csv"]);
    assert!(folder.refused(&opening, 1).contains("sealed for a passphrase"));
    let late = ["--to", "reader.recipient", "--expires", "2020-01-01", "--out", "late.lz"];
    folder.json(&with(&["grant", "heart.lz"], &OWNER, &late));
    let sentence = folder.refused(&with(&["open", "late.lz"], &READER, &["--out", "no.csv"]), 1);
    assert!(sentence.contains("until 2020-01-01"), "{sentence}");
}

#[test]
fn an_identity_comes_back_from_its_words_and_from_shares() {
    let folder = Folder::new();
    let shares = ["--threshold", "2", "--out", "one", "--out", "two", "--out", "three"];
    folder.json(&with(&["identity", "shares"], &OWNER, &shares));
    let again = ["--name", "owner", "--passphrase-file", "reader.words", "--out"];
    let original = folder.json(&["identity", "show", "owner.id"]);
    let recover = ["identity", "recover"];
    let words = folder.json(&with(&recover, &again, &["words.id", "--words-file", "owner.kit"]));
    let shares = folder.json(&with(&recover, &again, &["shares.id", "--share", "three", "--share", "one"]));
    assert_eq!((&words, &shares), (&original, &original));
    folder.refused(&with(&recover, &again, &["no.id", "--share", "one"]), 1);
    // A file that may be the only copy of another identity is not written over.
    folder.refused(&with(&recover, &again, &["owner.id", "--words-file", "owner.kit"]), 2);
    folder.write("weak.words", b"summer2026\n");
    let weak = ["--name", "x", "--passphrase-file", "weak.words", "--out", "no.id", "--words-out", "no.kit"];
    folder.refused(&with(&["identity", "new"], &weak, &[]), 1);
    assert!(!folder.path("no.kit").exists());
}

#[test]
fn a_table_that_is_none_is_sealed_as_a_file_alone() {
    let folder = Folder::new();
    folder.write("ragged.csv", b"a,b\n1,2\n3\n");
    let by_column = with(&["seal", "ragged.csv", "--by-column"], &OWNER, &["--out", "no.lz"]);
    assert!(folder.refused(&by_column, 1).contains("row 2 has 1 cell"));
    folder.json(&with(&["seal", "ragged.csv"], &OWNER, &["--out", "ragged.lz"]));
    folder.json(&with(&["open", "ragged.lz"], &OWNER, &["--out", "again.csv"]));
    assert_eq!(folder.read("again.csv"), folder.read("ragged.csv"));
}
