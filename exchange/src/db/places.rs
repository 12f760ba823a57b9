//! Places in the text of a query, for as many values as there are.

/// Values that one query looks for, or rows that it writes.
pub const AT_ONCE: usize = 256;

/// `$1, $2, …` for so many values.
#[must_use]
pub fn places(values: usize) -> String {
    from(1, values)
}

/// `($1, $2), ($3, $4), …` for so many rows of so many columns.
#[must_use]
pub fn rows(rows: usize, columns: usize) -> String {
    let rows: Vec<String> = (0..rows).map(|row| format!("({})", from(row * columns + 1, columns))).collect();
    rows.join(", ")
}

fn from(first: usize, places: usize) -> String {
    let places: Vec<String> = (first..first + places).map(|place| format!("${place}")).collect();
    places.join(", ")
}

#[cfg(test)]
mod tests {
    #[test]
    fn places_are_numbered_through_all_rows() {
        assert_eq!(super::places(3), "$1, $2, $3");
        assert_eq!(super::rows(2, 2), "($1, $2), ($3, $4)");
    }
}
