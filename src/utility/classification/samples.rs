//! A table as a classifier sees it: each cell a point, each row a class.

/// Rows for a classifier, in an order that depends on their values alone.
#[derive(Clone, Debug, Default)]
pub struct Samples {
    /// What a class is told from.
    pub predictors: Vec<Predictor>,
    /// The class of each row, numbered from 0; [`UNKNOWN`] for one that no training row has.
    pub labels: Vec<u32>,
    /// How many classes there are.
    pub classes: usize,
}

/// The label of a class that was not there to be learnt: no answer is right.
pub const UNKNOWN: u32 = u32::MAX;

/// One column: a code for each row, and the point that a code stands for.
#[derive(Clone, Debug)]
pub struct Predictor {
    /// Whether the points lie on one line; else they are shares of categories.
    pub numeric: bool,
    /// Coordinates of a point: 1 on a line, else one a category.
    pub width: usize,
    /// The code of each row.
    pub codes: Vec<u32>,
    /// Code by code, `width` coordinates each.
    points: Vec<f64>,
}

impl Predictor {
    /// A column whose code `c` stands for `points[c·width..(c + 1)·width]`.
    #[must_use]
    pub fn new(numeric: bool, width: usize, codes: Vec<u32>, points: Vec<f64>) -> Self {
        Self { numeric, width, codes, points }
    }

    /// The point of each code, in the order of codes.
    #[must_use]
    pub fn points(&self) -> impl ExactSizeIterator<Item = &[f64]> {
        self.points.chunks_exact(self.width.max(1))
    }

    /// The point of a row.
    #[must_use]
    pub fn point(&self, row: usize) -> &[f64] {
        let start = self.codes[row] as usize * self.width;
        &self.points[start..start + self.width]
    }

    /// Gives equal points one code, and codes the order of their points.
    fn sort_codes(&mut self) {
        let points: Vec<&[f64]> = self.points().collect();
        let compare = |a: &[f64], b: &[f64]| {
            let pairs = a.iter().zip(b);
            pairs
                .map(|(a, b)| a.total_cmp(b))
                .find(|order| order.is_ne())
                .unwrap_or(std::cmp::Ordering::Equal)
        };
        let mut order: Vec<usize> = (0..points.len()).collect();
        order.sort_by(|&a, &b| compare(points[a], points[b]));
        let (mut sorted, mut new_codes) = (Vec::<f64>::new(), vec![0; points.len()]);
        let mut last: Option<&[f64]> = None;
        let mut count = 0;
        for code in order {
            if last.is_none_or(|last| compare(last, points[code]).is_ne()) {
                sorted.extend_from_slice(points[code]);
                count += 1;
            }
            last = Some(points[code]);
            new_codes[code] = count - 1;
        }
        self.codes.iter_mut().for_each(|code| *code = new_codes[*code as usize]);
        self.points = sorted;
    }
}

impl Samples {
    /// Samples of these columns, put in order.
    #[must_use]
    pub fn new(mut predictors: Vec<Predictor>, labels: &[u32], classes: usize) -> Self {
        predictors.iter_mut().for_each(Predictor::sort_codes);
        let mut order: Vec<usize> = (0..labels.len()).collect();
        order.sort_by(|&a, &b| {
            let codes = predictors.iter().map(|predictor| predictor.codes[a].cmp(&predictor.codes[b]));
            codes.chain([labels[a].cmp(&labels[b])]).find(|o| o.is_ne()).unwrap_or(std::cmp::Ordering::Equal)
        });
        for predictor in &mut predictors {
            predictor.codes = order.iter().map(|&row| predictor.codes[row]).collect();
        }
        Self { predictors, labels: order.iter().map(|&row| labels[row]).collect(), classes }
    }

    /// How many rows there are.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.labels.len()
    }

    /// Whether two rows have the same point in every column.
    #[must_use]
    pub fn alike(&self, a: usize, b: usize) -> bool {
        self.predictors.iter().all(|predictor| predictor.codes[a] == predictor.codes[b])
    }

    /// How many rows have each class.
    #[must_use]
    pub fn class_counts(&self) -> Vec<u64> {
        let mut counts = vec![0; self.classes];
        for &label in &self.labels {
            if let Some(count) = counts.get_mut(label as usize) {
                *count += 1;
            }
        }
        counts
    }
}
