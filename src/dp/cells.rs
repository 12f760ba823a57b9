//! Rows spread over the cells of a grid, so that ties can be cut apart.

use super::data::Readings;
use super::grid::Grid;

/// Most cuts within one point of the grid.
const MOST_CUTS: u64 = 16;
/// Most cuts in all.
pub(crate) const MOST_CANDIDATES: u64 = 1 << 16;

/// How many rows lie before each cell. Every point of the grid is two cells for
/// each of its cuts, and a cut parts two cells.
///
/// The rows of one point are dealt to its cells in a fixed order. So one row more
/// adds one row to one cell, whatever its value and whatever rows there are:
/// neighbouring tables stay neighbours, with no draw of random numbers. A share
/// of the rows of a point lies on either side of each of its cuts, as if the
/// rows were spread evenly over half a step about the point (the jitter of
/// columns with ties, without its randomness).
pub(crate) struct Cells {
    before: Vec<u64>,
    cells_per_point: u64,
}

impl Cells {
    /// Cuts within each point of a grid: a power of 2, fewer for finer grids.
    pub(crate) fn cuts_per_point(grid: &Grid) -> u64 {
        let most = (MOST_CANDIDATES / (grid.steps() + 1)).clamp(1, MOST_CUTS);
        1 << most.ilog2()
    }

    /// The cells of a column's numbers.
    pub(crate) fn of(readings: Readings<'_>, grid: &Grid) -> Self {
        let mut rows_at = vec![0u64; usize::try_from(grid.steps()).unwrap_or(0) + 1];
        for (value, rows) in readings.numbers() {
            if let Some(point) = usize::try_from(grid.place(value)).ok().and_then(|at| rows_at.get_mut(at)) {
                *point += rows;
            }
        }
        let cells_per_point = 2 * Self::cuts_per_point(grid);
        let order = dealing_order(cells_per_point);
        let mut before = vec![0];
        let mut sum = 0;
        for rows in rows_at {
            let (each, over) = (rows / cells_per_point, rows % cells_per_point);
            for &turn in &order {
                sum += each + u64::from(turn < over);
                before.push(sum);
            }
        }
        Self { before, cells_per_point }
    }

    /// Number of cells.
    pub(crate) fn len(&self) -> usize {
        self.before.len() - 1
    }

    /// Rows in the cells before a cut.
    pub(crate) fn before(&self, cut: usize) -> u64 {
        self.before.get(cut).copied().unwrap_or(0)
    }

    /// The point of the grid that a cut lies within.
    pub(crate) fn point(&self, cut: usize) -> u64 {
        cut as u64 / self.cells_per_point
    }
}

/// When each cell of a point is dealt a row: the middle one first, and then ever
/// finer (van der Corput's sequence).
fn dealing_order(cells: u64) -> Vec<u64> {
    let bits = cells.ilog2();
    (0..cells).map(|cell| (cell ^ (cells / 2)).reverse_bits() >> (64 - bits)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dp::Data;
    use crate::table::{Column, Decimal, Format, Kind};
    use proptest::prelude::*;

    fn cells(values: &[i64]) -> Vec<u64> {
        let texts: Vec<_> = values.iter().map(i64::to_string).collect();
        let column = Column::from_texts("c", texts.iter().map(String::as_str));
        let data = Data::new(values.len(), vec![(&column, Format::plain(Kind::Integer))]);
        let grid = Grid::new(Decimal::whole(0), Decimal::whole(9), Some(Decimal::whole(1))).unwrap();
        let cells = Cells::of(data.numbers("c").unwrap(), &grid);
        (0..cells.len()).map(|cell| cells.before(cell + 1) - cells.before(cell)).collect()
    }

    proptest! {
        #[test]
        fn one_row_more_adds_one_row_to_one_cell(values in prop::collection::vec(-1..11i64, 1..200)) {
            let (more, less) = (cells(&values), cells(&values[1..]));
            let differences: Vec<_> = more.iter().zip(&less).map(|(more, less)| more.abs_diff(*less)).filter(|d| *d > 0).collect();
            prop_assert_eq!(differences, [1]);
            prop_assert!(more.iter().zip(&less).all(|(more, less)| more >= less));
        }
    }

    #[test]
    fn ties_lie_evenly_about_their_point() {
        assert_eq!(cells(&[]), vec![0; 320]);
        let one = cells(&[3]);
        assert_eq!(one.iter().position(|&rows| rows == 1), Some(3 * 32 + 16));
        for rows in [32, 64, 100, 1000] {
            let cells = cells(&vec![3; rows]);
            for part in 1..=32 {
                let before: u64 = cells[..96 + part].iter().sum();
                assert!((before as f64 - rows as f64 * part as f64 / 32.0).abs() <= 3.0, "{rows} {part}");
            }
        }
    }
}
