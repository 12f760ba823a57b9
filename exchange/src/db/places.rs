//! Places in the text of a query, for as many values as there are.

/// Values that one query takes.
pub const AT_ONCE: usize = 256;

/// `$1, $2, …` for so many values.
#[must_use]
pub fn places(values: usize) -> String {
    let places: Vec<String> = (1..=values).map(|place| format!("${place}")).collect();
    places.join(", ")
}
