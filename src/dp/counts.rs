//! How many rows hold each value, counted once for all questions.

use std::cell::OnceCell;
use std::rc::Rc;

/// For each column of a table, how many rows hold each code: counted when it is
/// first asked for, and kept for the questions that follow.
///
/// Clones share what was counted. So one table's counts serve every [`Data`](super::Data)
/// of all its rows, however its columns are read.
#[derive(Clone, Debug)]
pub struct Counts(Rc<[OnceCell<Vec<u64>>]>);

impl Counts {
    /// Those of a table of so many columns, of which nothing is counted yet.
    #[must_use]
    pub fn of_columns(columns: usize) -> Self {
        Self((0..columns).map(|_| OnceCell::new()).collect())
    }

    /// Column by column.
    pub(crate) fn columns(&self) -> impl Iterator<Item = &OnceCell<Vec<u64>>> {
        self.0.iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dp::{Among, Data};
    use crate::recipe::{ColumnRule, Recipe};
    use crate::table::Loader;

    #[test]
    fn a_file_is_counted_once_and_its_parts_on_their_own() {
        let mut loader = Loader::new(1000, None);
        loader.push(b"sex,age\nf,61\nm,7\nf,61\nf,58\n").unwrap();
        let loaded = loader.finish().unwrap();
        let recipe = Recipe::starting(&ColumnRule::guess_all(&loaded.table), loaded.dialect);
        let counts = Counts::of_columns(2);
        let whole = || Data::of_file(recipe.fit(&loaded.table).unwrap(), &counts);
        let texts =
            |data: &Data<'_>| data.column("age").unwrap().texts().map(|(_, rows)| rows).collect::<Vec<_>>();
        let counted =
            || counts.columns().map(|column| column.get().map(|counts| counts.as_ptr())).collect::<Vec<_>>();
        assert_eq!(counted(), [None, None]);
        assert_eq!(texts(&whole()), [2, 1, 1]);
        let once = counted();
        assert!(once[0].is_none() && once[1].is_some());
        let women = Among::Values { column: "sex".into(), values: vec!["f".into()] };
        assert_eq!(texts(&whole().among(&women).unwrap()), [2, 1]);
        assert_eq!(texts(&whole()), [2, 1, 1]);
        assert_eq!(texts(&whole().of_patients(&[0, 1, 0, 2], "sex".into(), 1)), [1, 1, 1]);
        assert_eq!(counted(), once);
    }
}
