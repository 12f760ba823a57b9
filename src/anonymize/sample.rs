//! A random part of the patients, so that nobody knows who is in the release.

use serde::{Deserialize, Serialize};

use super::ShareError;
use crate::dp::noise::bits::{BitsError, RandomBits};
use crate::dp::noise::uniform::below;
use crate::recipe::Fitted;
use crate::table::{Decimal, Table};

/// How much of a file was drawn, before anything else was done to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Drawn {
    /// Patients that were drawn; rows, where every row is a patient.
    pub patients: u64,
    /// Patients of the file.
    pub of_patients: u64,
    /// Rows that were drawn: all of the drawn patients.
    pub rows: u64,
    /// Rows of the file.
    pub of_rows: u64,
}

/// The drawn rows of a file, and how many they are.
#[derive(Clone, Debug)]
pub(super) struct Sample {
    pub(super) table: Table,
    pub(super) drawn: Drawn,
}

impl Sample {
    /// Draws the whole part of `share` times the patients, with all their rows.
    ///
    /// # Guarantee
    /// Every set of that many patients is equally likely, whatever their rows
    /// hold. Who looks for a patient among the released rows finds them with a
    /// probability of at most share / k, over the draws: they must have been drawn
    /// in the first place.
    ///
    /// # Assumptions
    /// Nobody knows who was drawn, nor can tell from a group's size in the file.
    /// The draw is made once: releases of several draws hold more patients together.
    ///
    /// # Utility
    /// Means and shares keep their expectation; their standard errors grow by
    /// about `1/√share`. Groups of k take more of the detail of fewer patients.
    ///
    /// # Errors
    /// [`ShareError::SampleShare`] where the share is not between 0 and 1, and
    /// [`ShareError::RandomSourceFailed`].
    ///
    /// # Citation
    /// Fan, C.; Muller, M.; Rezucha, I.: Development of sampling plans by using
    /// sequential (item by item) selection techniques, JASA 57 (1962); as
    /// Algorithm S in Knuth, D.: The Art of Computer Programming 2, §3.4.2.
    /// Hundepool, A. et al.: Statistical Disclosure Control, Wiley 2012, §3.3
    /// (sampling as a protection).
    pub(super) fn draw(
        fitted: Fitted<'_>,
        share: Decimal,
        bits: &mut (impl RandomBits + ?Sized),
    ) -> Result<Self, ShareError> {
        if share <= Decimal::whole(0) || share >= Decimal::whole(1) {
            return Err(ShareError::SampleShare { share });
        }
        let table = fitted.table;
        // The loader holds at most 2^32 - 1 rows.
        let rows = 0..u32::try_from(table.rows).unwrap_or(u32::MAX);
        let patients = fitted.patients();
        let of_patients = match &patients {
            Some(patients) => patients.iter().max().map_or(0, |&last| last + 1),
            None => rows.end,
        };
        let wanted = share.of_count(of_patients);
        let chosen = choose(wanted, of_patients, bits).map_err(|_| ShareError::RandomSourceFailed)?;
        let patient = |row: u32| patients.as_ref().map_or(row, |patients| patients[row as usize]);
        let kept: Vec<u32> = rows.filter(|&row| chosen[patient(row) as usize]).collect();
        let drawn = Drawn {
            patients: u64::from(wanted),
            of_patients: u64::from(of_patients),
            rows: kept.len() as u64,
            of_rows: table.rows as u64,
        };
        Ok(Self { table: table.of_rows(&kept), drawn })
    }
}

/// Which of `all` are among the `wanted` ones, every choice equally likely.
fn choose(wanted: u32, all: u32, bits: &mut (impl RandomBits + ?Sized)) -> Result<Vec<bool>, BitsError> {
    let mut missing = u128::from(wanted);
    let mut choice = |left: u32| {
        // Pr[chosen | the choices before] = missing / left
        let chosen = below(u128::from(left), bits)? < missing;
        missing -= u128::from(chosen);
        Ok(chosen)
    };
    (1..=all).rev().map(&mut choice).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dp::noise::bits::chosen::{SeededBits, every_string};
    use crate::recipe::{ColumnRule, Recipe};
    use crate::table::{Column, Dialect};

    #[test]
    fn every_choice_is_equally_likely() {
        let (decided, undecided) = every_string(16, |bits| choose(2, 5, bits));
        assert_eq!(decided.len(), 10);
        for (choice, mass) in decided {
            assert_eq!(choice.iter().filter(|&&chosen| chosen).count(), 2);
            assert!(mass <= 0.1 + 1e-12 && 0.1 <= mass + undecided + 1e-12, "{choice:?}: {mass}");
        }
        assert!(undecided < 0.1);
    }

    fn visits(rows: u32, patients: u32) -> Table {
        let column = |name: &str, text: &dyn Fn(u32) -> String| {
            let texts: Vec<String> = (0..rows).map(text).collect();
            Column::from_texts(name, texts.iter().map(String::as_str))
        };
        let columns = vec![
            column("patient", &|row| format!("p{}", row % patients)),
            column("visit", &|row| format!("v{row}")),
        ];
        Table { columns, rows: rows as usize }
    }

    fn recipe(table: &Table, patient: Option<&str>) -> Recipe {
        let mut recipe = Recipe::starting(&ColumnRule::guess_all(table), Dialect::default());
        recipe.patient = patient.map(str::to_owned);
        recipe
    }

    #[test]
    fn patients_are_drawn_with_all_their_rows() {
        let table = visits(40, 10);
        let recipe = recipe(&table, Some("patient"));
        let fitted = recipe.fit(&table).unwrap();
        let mut times = [0; 10];
        let mut bits = SeededBits::new(7);
        for _ in 0..1000 {
            let Sample { table: kept, drawn } = Sample::draw(fitted, Decimal::new(35, 2), &mut bits).unwrap();
            assert_eq!(drawn, Drawn { patients: 3, of_patients: 10, rows: 12, of_rows: 40 });
            assert_eq!((kept.rows, kept.columns[0].distinct(), kept.columns[1].distinct()), (12, 3, 12));
            for row in 0..kept.rows {
                let number = |column: usize| kept.columns[column].text(row)[1..].parse::<usize>().unwrap();
                assert_eq!(number(0), number(1) % 10, "the row is one of the file");
                times[number(0)] += 1;
            }
        }
        // 4 rows times 300 draws, with a standard deviation of 4 · √(1000 · 0.3 · 0.7) = 58.
        assert!(times.iter().all(|&rows: &i32| rows.abs_diff(1200) < 5 * 58), "{times:?}");
    }

    #[test]
    fn without_patients_rows_are_drawn() {
        let table = visits(40, 10);
        let recipe = recipe(&table, None);
        let fitted = recipe.fit(&table).unwrap();
        let drawn = Sample::draw(fitted, Decimal::new(5, 1), &mut SeededBits::new(1)).unwrap().drawn;
        assert_eq!(drawn, Drawn { patients: 20, of_patients: 40, rows: 20, of_rows: 40 });
    }

    #[test]
    fn a_share_lies_between_none_and_all() {
        let table = visits(40, 10);
        let recipe = recipe(&table, None);
        for share in [Decimal::whole(0), Decimal::whole(1), Decimal::new(-5, 1), Decimal::whole(60)] {
            let drawn = Sample::draw(recipe.fit(&table).unwrap(), share, &mut SeededBits::new(1));
            assert_eq!(drawn.unwrap_err(), ShareError::SampleShare { share });
        }
    }
}
