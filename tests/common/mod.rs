//! What several test files do alike: reading test data, loading it, sharing it.
#![allow(dead_code, reason = "each test file uses a part")]

use lazaret::anonymize::{ShareError, Shared, Sharing, Supplies};
use lazaret::recipe::{ColumnRule, Recipe};
use lazaret::table::load::Loaded;
use lazaret::table::{Format, Kind, Loader, Role, Table};

/// The bytes of a file in tests/data.
pub fn read(name: &str) -> Vec<u8> {
    std::fs::read(format!("{}/tests/data/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

/// A file as the loader reads it, in a dialect that it guesses.
pub fn load(bytes: &[u8]) -> Loaded {
    let mut loader = Loader::new(bytes.len() as u64, None);
    loader.push(bytes).unwrap();
    loader.finish().unwrap()
}

/// Follows a recipe on a table that it fits.
pub fn share(table: &Table, recipe: &Recipe) -> Result<Shared, ShareError> {
    let fitted = recipe.fit(table).unwrap();
    Sharing::start(fitted, &Supplies::default())?.finish(fitted)
}

/// The 297 complete rows of Cleveland, in the category order and with the
/// quasi-identifiers of the reference.
pub fn heart() -> (Table, Recipe) {
    let loaded = load(&read("heart_297.csv"));
    let golden: serde_json::Value = serde_json::from_slice(&read("heart.json")).unwrap();
    let mut recipe = Recipe::starting(&ColumnRule::guess_all(&loaded.table), loaded.dialect);
    for rule in &mut recipe.columns {
        rule.interval = None;
        rule.role = match rule.name.as_str() {
            "cp" => Role::Sensitive,
            "target" => Role::Other,
            _ => Role::QuasiIdentifier,
        };
        if let Some(order) = golden["heart"]["category_order"].get(&rule.name) {
            rule.format = Format::plain(Kind::Category);
            rule.order = serde_json::from_value(order.clone()).unwrap();
        }
    }
    (loaded.table, recipe)
}
