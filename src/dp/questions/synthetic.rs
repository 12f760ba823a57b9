use std::collections::HashSet;

use crate::dp::accuracy;
use crate::dp::bins::Margin;
use crate::dp::data::Data;
use crate::dp::error::AnswerError;
use crate::dp::noise::{Noise, RandomBits};
use crate::dp::query::{Drawn, Expected, Needed, Promise, Query};
use crate::dp::question::Question;
use crate::dp::release::{MeasuredTable, Mechanism, Missing, Value};
use crate::dp::synthetic::{Cells, Model, Plan, Records, fit};

/// Most columns: all their pairs are counted.
const MOST_COLUMNS: usize = 100;

/// Most cells of all pairs of columns together.
const MOST_CELLS: u64 = 1 << 20;

/// Most rows that are made.
const MOST_ROWS: u64 = 1_000_000;

/// Made-up patients that resemble the real ones in the columns named.
///
/// # Guarantee
/// The loss of the question: see [`fit`]. Rows are drawn from noisy counts alone,
/// so more of them tell no more.
///
/// # Assumptions
/// The bins are declared, not looked up.
///
/// # Utility
/// Counts of each column and of the pairs that depend most on each other are
/// right but for noise. Three columns together follow from the pairs; a
/// dependence that only shows in three is lost. Numbers and dates are drawn
/// evenly from their bin. Up to a million rows are made where their number is not
/// declared.
///
/// # Errors
/// No column, a column named twice, too many of them; bins that make no sense,
/// or that make too many cells; too many rows; edges on a column that holds no
/// numbers.
///
/// # Citation
/// McKenna, Miklau, Sheldon 2021, Winning the NIST Contest, arXiv 2108.04978.
pub struct Synthetic {
    columns: Vec<Margin>,
    rows: Option<u64>,
}

impl Synthetic {
    pub(crate) fn new(columns: Vec<Margin>, rows: Option<u64>) -> Result<Self, AnswerError> {
        if !(1..=MOST_COLUMNS).contains(&columns.len()) {
            return Err(AnswerError::ColumnsOutOfRange { columns: columns.len(), at_most: MOST_COLUMNS });
        }
        let mut names = HashSet::new();
        for Margin { column, bins } in &columns {
            if !names.insert(column) {
                return Err(AnswerError::ColumnRepeated { column: column.clone() });
            }
            bins.check()?;
        }
        if let Some(rows @ MOST_ROWS..) = rows.filter(|&rows| rows > MOST_ROWS) {
            return Err(AnswerError::TooManyRows { rows, at_most: MOST_ROWS });
        }
        let synthetic = Self { columns, rows };
        match synthetic.cells() {
            0..=MOST_CELLS => Ok(synthetic),
            cells => Err(AnswerError::TooManyCells { cells, at_most: MOST_CELLS }),
        }
    }

    /// Codes of each column: its bins, and one for cells that no bin holds.
    fn sizes(&self) -> Vec<usize> {
        self.columns.iter().map(|margin| margin.bins.len() + 1).collect()
    }

    /// Cells of all pairs of columns together: ((Σs)² − Σs²)/2.
    fn cells(&self) -> u64 {
        let sizes = self.sizes();
        let (sum, squares) = sizes
            .iter()
            .fold((0, 0), |(sum, squares), &size| (sum + size as u64, squares + (size * size) as u64));
        (sum * sum - squares) / 2
    }

    fn plan(&self, Promise { loss, rows }: Promise) -> Result<Plan, AnswerError> {
        Plan::new(loss, self.columns.len(), rows).ok_or(AnswerError::NoiseTooWide)
    }

    /// The rows that take part; the last code of a column is for cells of no bin.
    pub(crate) fn records(&self, data: &Data<'_>) -> Result<Records, AnswerError> {
        let codes = |Margin { column, bins }: &Margin| {
            let code = |bin: Option<usize>| u32::try_from(bin.unwrap_or(bins.len())).unwrap_or(u32::MAX);
            Ok(data.column(column)?.bins(bins).map(code).collect())
        };
        let columns = self.columns.iter().map(codes).collect::<Result<_, AnswerError>>()?;
        Ok(Records::new(columns, self.sizes()))
    }

    /// Made-up rows as comma-separated values, and how many they are.
    pub(crate) fn write(
        &self,
        model: &Model,
        source: &mut dyn RandomBits,
    ) -> Result<(String, u64), AnswerError> {
        let rows = self.rows.unwrap_or_else(|| model.rows()).min(MOST_ROWS);
        let columns = model.sample(usize::try_from(rows).unwrap_or(usize::MAX), source)?;
        let cells: Vec<Cells> = self.columns.iter().map(|margin| Cells::new(&margin.bins)).collect();
        let mut writer = csv::Writer::from_writer(Vec::new());
        // Writing to memory cannot fail.
        let _ = writer.write_record(self.columns.iter().map(|margin| &margin.column));
        for row in 0..usize::try_from(rows).unwrap_or(usize::MAX) {
            for (codes, cells) in columns.iter().zip(&cells) {
                let _ = writer.write_field(cells.draw(codes[row] as usize, source)?);
            }
            let _ = writer.write_record(None::<&[u8]>);
        }
        let csv = writer.into_inner().ok().and_then(|bytes| String::from_utf8(bytes).ok());
        Ok((csv.unwrap_or_default(), rows))
    }

    /// What was counted, with the error of each count before the tables were fitted to each other.
    fn measured(&self, model: &Model, plan: &Plan) -> Vec<MeasuredTable> {
        let table = |columns: &[usize], noise: Noise| MeasuredTable {
            columns: columns.iter().map(|&at| self.columns[at].column.clone()).collect(),
            scale: noise.scale(),
            error_95: accuracy::half_width(noise),
        };
        let columns = (0..self.columns.len()).map(|at| table(&[at], plan.columns));
        columns.chain(model.pairs().map(|pair| table(&pair, plan.pairs))).collect()
    }
}

impl Query for Synthetic {
    fn complete(&self) -> Question {
        Question::Synthetic { columns: self.columns.clone(), rows: self.rows }
    }

    fn needs(&self) -> Vec<Needed> {
        self.columns.iter().map(Margin::needed).collect()
    }

    fn missing(&self) -> Missing {
        Missing::Counted
    }

    fn check(&self, promise: Promise) -> Result<(), AnswerError> {
        self.plan(promise).map(|_| ())
    }

    fn draw(
        &self,
        data: &Data<'_>,
        promise: Promise,
        source: &mut dyn RandomBits,
    ) -> Result<Drawn, AnswerError> {
        let plan = self.plan(promise)?;
        let model = fit(&self.records(data)?, &plan, source)?;
        let (csv, rows) = self.write(&model, source)?;
        Ok(Drawn {
            value: Value::Rows { csv, rows, measured: self.measured(&model, &plan) },
            mechanism: Mechanism::Marginals,
            sensitivity: plan.sensitivity(self.columns.len()),
            scale: plan.columns.scale(),
        })
    }

    fn expected(&self, rows: u64, promise: Promise) -> Result<Vec<Expected>, AnswerError> {
        let error_95 = accuracy::half_width(self.plan(promise)?.columns);
        let expected = |Margin { column, bins }: &Margin| Expected {
            label: column.clone(),
            error_95,
            // The range of a bin is an even share of the rows.
            range: rows as f64 / bins.len() as f64,
        };
        Ok(self.columns.iter().map(expected).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dp::noise::bits::chosen::SeededBits;
    use crate::dp::{Asked, Release, prepare};
    use crate::table::{Column, Format, Kind};

    const AGE: &str = r#"{"column":"age","bins":{"edges":[0,50,110]}}"#;
    const SEX: &str = r#"{"column":"sex","bins":{"categories":["M","F"]}}"#;

    fn ask(columns: &str, loss: &str, rows_per_patient: u64) -> Result<Release, AnswerError> {
        let rows = 200;
        let texts = |of: [&'static str; 4]| (0..rows).map(move |row| of[row % 4]);
        let age = Column::from_texts("age", texts(["20", "61", "62.5", ""]));
        let sex = Column::from_texts("sex", texts(["M", "F", "F", "unknown"]));
        let data =
            Data::new(rows, vec![(&age, Format::plain(Kind::Real)), (&sex, Format::plain(Kind::Category))]);
        let patients: Vec<u32> = (0..200).collect();
        let data = data.of_patients(&patients, "patient".to_owned(), rows_per_patient);
        let asked = format!(r#"{{"question":"synthetic","columns":[{columns}],{loss}}}"#);
        let asked: Asked = serde_json::from_str(&asked).unwrap();
        prepare(&data, &asked)?.draw_from(&mut SeededBits::new(1))
    }

    #[test]
    fn made_up_patients_have_declared_values_and_the_counts_of_the_real_ones() {
        let release = ask(&format!("{AGE},{SEX}"), r#""epsilon":1000"#, 1).unwrap();
        let Value::Rows { csv, rows, measured } = &release.value else { panic!("{release:?}") };
        let mut lines = csv.lines();
        assert_eq!((lines.next(), *rows), (Some("age,sex"), 200));
        let (mut young, mut old, mut missing) = (0, 0, 0);
        for line in lines {
            match line.split_once(',').unwrap() {
                ("", "") => missing += 1,
                (age, "M") if (0..50).contains(&age.parse::<i32>().unwrap()) => young += 1,
                (age, "F") if (50..=110).contains(&age.parse::<i32>().unwrap()) => old += 1,
                other => panic!("{other:?}"),
            }
        }
        assert_eq!((young, old, missing), (50, 100, 50));
        let columns: Vec<usize> = measured.iter().map(|table| table.columns.len()).collect();
        assert_eq!(columns, [1, 1, 2]);
        assert_eq!((release.mechanism, release.sensitivity), (Mechanism::Marginals, 2.0));
    }

    #[test]
    fn a_declared_number_of_rows_is_made_and_costs_the_same() {
        let release = ask(SEX, r#""epsilon":1,"rows":7"#, 3).unwrap();
        let Value::Rows { csv, rows: 7, .. } = &release.value else { panic!("{release:?}") };
        assert_eq!(csv.lines().count(), 8);
        // Three rows a patient, over 9/20 of ε.
        assert!((release.scale - 3.0 / 0.45).abs() < 1e-12 && release.sensitivity == 3.0);
    }

    #[test]
    fn what_makes_no_sense_is_refused() {
        let many = (0..4000).map(|at| at.to_string()).collect::<Vec<_>>().join(",");
        let wide = |column: &str| format!(r#"{{"column":"{column}","bins":{{"edges":[{many}]}}}}"#);
        for (columns, loss, kind) in [
            (String::new(), r#""epsilon":1"#, "columns-out-of-range"),
            (format!("{SEX},{SEX}"), r#""epsilon":1"#, "column-repeated"),
            (format!("{},{}", wide("age"), wide("sex")), r#""epsilon":1"#, "too-many-cells"),
            (SEX.to_owned(), r#""epsilon":1,"rows":1000001"#, "too-many-rows"),
            (r#"{"column":"age","bins":{"edges":[1]}}"#.to_owned(), r#""epsilon":1"#, "no-bins"),
            (r#"{"column":"sex","bins":{"edges":[1,2]}}"#.to_owned(), r#""epsilon":1"#, "not-numeric"),
            (SEX.to_owned(), r#""epsilon":0.000000001"#, "noise-too-wide"),
        ] {
            let refused = ask(&columns, loss, 1).unwrap_err();
            assert_eq!(serde_json::to_value(&refused).unwrap()["kind"], kind);
        }
    }
}
