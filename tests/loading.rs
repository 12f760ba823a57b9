//! Files as they come, and what must not change how they are read.

use lazaret::recipe::{ColumnRule, Recipe};
use lazaret::table::load::Loaded;
use lazaret::table::{Dialect, Encoding, Kind, LoadError, Loader, Notice, Role};
use proptest::prelude::*;

fn load_in_pieces<'a>(pieces: impl IntoIterator<Item = &'a [u8]>) -> Result<Loaded, LoadError> {
    let mut loader = Loader::new(0, None);
    for piece in pieces {
        loader.push(piece)?;
    }
    loader.finish()
}

/// All that can be seen of a loaded file; a column is its name and its texts.
type Seen = (Dialect, Vec<Notice>, Vec<(String, Vec<String>)>);

fn seen(loaded: &Loaded) -> Seen {
    let columns = loaded.table.columns.iter().map(|column| {
        let texts = (0..loaded.table.rows).map(|row| column.text(row).to_owned()).collect();
        (column.name.clone(), texts)
    });
    (loaded.dialect, loaded.notices.clone(), columns.collect())
}

const AWKWARD: &str = "\u{feff}name;größe;note\r\n\"Müller; \"\"Ann\"\"\";1,5;\"two\r\nlines\"\r\n\r\n日本語;2,25;NA\r\nshort\r\nlong;1;2;3\r\n\"\";?;\"end\"";

#[test]
fn splitting_at_every_byte_changes_nothing() {
    let bytes = AWKWARD.as_bytes();
    let whole = seen(&load_in_pieces([bytes]).unwrap());
    assert_eq!(whole.0, Dialect { delimiter: ';', encoding: Encoding::Utf8, header: true });
    assert_eq!(whole.2[0].1, ["Müller; \"Ann\"", "日本語", "short", ""]);
    assert_eq!(whole.2[2].1, ["two\r\nlines", "", "", "end"]);
    for at in 0..=bytes.len() {
        let (a, b) = bytes.split_at(at);
        assert_eq!(seen(&load_in_pieces([a, b]).unwrap()), whole, "split at {at}");
    }
    assert_eq!(seen(&load_in_pieces(bytes.chunks(1)).unwrap()), whole, "byte by byte");
}

#[test]
fn splitting_a_windows_1252_file_changes_nothing() {
    let bytes = b"name;n\nM\xfcller;1\n\x80;2\n\"a;\xe9\";3";
    let whole = seen(&load_in_pieces([&bytes[..]]).unwrap());
    assert_eq!(whole.2[0].1, ["Müller", "€", "a;é"]);
    for at in 0..=bytes.len() {
        let (a, b) = bytes.split_at(at);
        assert_eq!(seen(&load_in_pieces([a, b]).unwrap()), whole, "split at {at}");
    }
}

#[test]
fn splitting_changes_nothing_around_the_end_of_the_sample() {
    let mut text = String::from("a,b\n");
    while text.len() < 70_000 {
        text.push_str("\"x\ny\",ä\n");
    }
    let bytes = text.as_bytes();
    let whole = seen(&load_in_pieces([bytes]).unwrap());
    for at in 65_500..65_600 {
        let (a, b) = bytes.split_at(at);
        assert_eq!(seen(&load_in_pieces([a, b]).unwrap()), whole, "split at {at}");
    }
}

proptest! {
    /// Whatever a file holds, reading it ends in a table or an error, and how it
    /// is cut makes no difference.
    #[test]
    fn any_bytes_are_read_or_refused(
        bytes in prop::collection::vec(prop::sample::select(b",;\"\n\r\t a1.\xe4\xc3\xa4-".to_vec()), 0..200),
        cut in 0usize..200,
    ) {
        let (a, b) = bytes.split_at(cut.min(bytes.len()));
        let whole = load_in_pieces([&bytes[..]]).map(|loaded| seen(&loaded));
        prop_assert_eq!(load_in_pieces([a, b]).map(|loaded| seen(&loaded)), whole);
    }

    /// Quoting and escaping give every cell back.
    #[test]
    fn written_cells_read_back(cells in prop::collection::vec("[a-z \",;\nä]{0,8}x", 6..60)) {
        let mut text = String::from("one,two,three\n");
        for row in cells.chunks_exact(3) {
            let quoted: Vec<String> = row.iter().map(|cell| format!("\"{}\"", cell.replace('"', "\"\""))).collect();
            text.push_str(&quoted.join(","));
            text.push('\n');
        }
        let mut loader = Loader::new(0, Some(Dialect::default()));
        loader.push(text.as_bytes()).unwrap();
        let loaded = loader.finish().unwrap();
        for (row, expected) in cells.chunks_exact(3).enumerate() {
            for (column, cell) in loaded.table.columns.iter().zip(expected) {
                prop_assert_eq!(column.text(row), cell.trim());
            }
        }
    }
}

fn data(name: &str) -> Vec<u8> {
    std::fs::read(format!("{}/tests/data/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

#[test]
fn the_dirty_admissions_table_is_understood() {
    let mut loader = Loader::new(0, None);
    loader.push(&data("hdhi_sample.csv")).unwrap();
    let loaded = loader.finish().unwrap();
    assert_eq!((loaded.table.rows, loaded.table.columns.len()), (300, 56));
    assert_eq!(loaded.table.columns[0].name, "SNO", "the byte order mark is gone");
    assert!(loaded.table.column("SMOKING").is_some(), "its heading ends in a blank");
    let recipe = Recipe::starting(&ColumnRule::guess_all(&loaded.table), loaded.dialect);
    let rule = |name: &str| recipe.rule(name).unwrap();
    assert_eq!((rule("D.O.A").format.kind, rule("D.O.A").role), (Kind::Date, Role::QuasiIdentifier));
    assert_eq!(rule("AGE").format.kind, Kind::Integer);
    assert_eq!(rule("HB").format.kind, Kind::Real, "EMPTY is a missing value");
    assert_eq!(rule("OUTCOME").role, Role::Sensitive);
    assert_eq!(rule("RURAL").role, Role::QuasiIdentifier);
}
