//! The prosecutor of a sliced table: knows a person's quasi-identifiers, and
//! links through buckets what stands in different columns.

use std::collections::{BTreeMap, HashMap, HashSet};

use foldhash::fast::FixedState;

use crate::table::Table;

/// The headings of one column of a sliced table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SliceHeadings {
    /// Those that others may know.
    pub known: Vec<String>,
    /// All others.
    pub hidden: Vec<String>,
}

impl SliceHeadings {
    /// All of them.
    pub fn all(&self) -> impl Iterator<Item = &String> {
        self.known.iter().chain(&self.hidden)
    }
}

/// A sliced table as it was released, beside the rows that it was made of.
#[derive(Clone, Copy, Debug)]
pub struct SlicedTable<'a> {
    /// What was released.
    pub released: &'a Table,
    /// The same headings with what each row had before columns were permuted.
    pub own: &'a Table,
    /// The heading of the bucket.
    pub bucket: &'a str,
    /// The columns.
    pub columns: &'a [SliceHeadings],
}

/// What buckets and columns are like.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slices {
    /// How many buckets there are.
    pub buckets: u64,
    /// Rows of the smallest.
    pub smallest_bucket: u64,
    /// Rows of the largest.
    pub largest_bucket: u64,
    /// The fewest rows that share what is known of them in a column.
    pub smallest_region: u64,
    /// Values of columns that a bucket should have and has not, or has too rarely.
    pub lost_cells: u64,
    /// Different combinations of what is known that can be joined in a bucket
    /// and are no row's; `None` where more than a million would have to be looked at.
    pub fake_tuples: Option<u64>,
}

/// What can be linked to rows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Linked {
    /// max p(t, s) over all rows and values.
    pub greatest: f64,
    /// The greatest total variation distance of p(t, ·) from how the secret is
    /// distributed among all rows, 0 to 1.
    pub distance: f64,
    /// Buckets that match a row, on average.
    pub matching_buckets: f64,
}

/// Combinations that are looked at to count fake tuples.
const MOST_TUPLES: usize = 1_000_000;

type Map<K, V> = HashMap<K, V, FixedState>;

/// Values of several headings, numbered alike in both tables.
struct Numbered {
    released: Vec<u32>,
    own: Vec<u32>,
}

/// A code of the rows' own table that the released one does not have.
const ABSENT: u32 = u32::MAX;

impl SlicedTable<'_> {
    fn number<'s>(&self, headings: impl IntoIterator<Item = &'s str>) -> Numbered {
        let (mut released, mut own) = (vec![Vec::new(); self.released.rows], vec![Vec::new(); self.own.rows]);
        for heading in headings {
            let (Some(theirs), Some(ours)) = (self.released.column(heading), self.own.column(heading)) else {
                continue;
            };
            released.iter_mut().zip(&theirs.codes).for_each(|(tuple, &code)| tuple.push(code));
            let translated: Vec<u32> = (0..ours.dictionary.len())
                .map(|code| ours.dictionary.text(u32::try_from(code).unwrap_or(ABSENT)))
                .map(|text| theirs.dictionary.code(text).unwrap_or(ABSENT))
                .collect();
            own.iter_mut().zip(&ours.codes).for_each(|(tuple, &code)| tuple.push(translated[code as usize]));
        }
        let mut numbers: Map<Vec<u32>, u32> = Map::default();
        let mut number = |tuple: Vec<u32>| {
            let next = u32::try_from(numbers.len()).unwrap_or(ABSENT);
            *numbers.entry(tuple).or_insert(next)
        };
        Numbered {
            released: released.into_iter().map(&mut number).collect(),
            own: own.into_iter().map(&mut number).collect(),
        }
    }

    fn buckets(&self) -> Numbered {
        self.number([self.bucket])
    }

    /// What is known in each column of which something is, but for the secret.
    fn known(&self, secret: &str) -> Vec<(usize, Numbered)> {
        let known = |(at, headings): (usize, &SliceHeadings)| {
            let known: Vec<&str> =
                headings.known.iter().map(String::as_str).filter(|heading| *heading != secret).collect();
            (!known.is_empty()).then(|| (at, self.number(known)))
        };
        self.columns.iter().enumerate().filter_map(known).collect()
    }
}

/// Counts buckets and regions, checks that permutations lost nothing, and
/// counts the tuples that could be joined and are nobody's.
#[must_use]
pub fn slices(table: &SlicedTable) -> Slices {
    let bucket = table.buckets();
    let mut sizes: BTreeMap<u32, u64> = BTreeMap::new();
    bucket.released.iter().for_each(|&bucket| *sizes.entry(bucket).or_insert(0) += 1);
    let mut lost_cells = 0;
    for headings in table.columns {
        let values = table.number(headings.all().map(String::as_str));
        let mut there: Map<(u32, u32), u64> = Map::default();
        for (&bucket, &value) in bucket.released.iter().zip(&values.released) {
            *there.entry((bucket, value)).or_insert(0) += 1;
        }
        for (&bucket, &value) in bucket.own.iter().zip(&values.own) {
            match there.get_mut(&(bucket, value)) {
                Some(left) if *left > 0 => *left -= 1,
                _ => lost_cells += 1,
            }
        }
    }
    let known = table.known("");
    let smallest_region = known.iter().filter_map(|(_, values)| {
        let mut counts: Map<u32, u64> = Map::default();
        values.own.iter().for_each(|&value| *counts.entry(value).or_insert(0) += 1);
        counts.into_values().min()
    });
    Slices {
        buckets: sizes.len() as u64,
        smallest_bucket: sizes.values().copied().min().unwrap_or(0),
        largest_bucket: sizes.values().copied().max().unwrap_or(0),
        smallest_region: smallest_region.min().unwrap_or(table.own.rows as u64),
        lost_cells,
        fake_tuples: fake_tuples(&bucket.released, &known, table.own.rows),
    }
}

fn fake_tuples(bucket: &[u32], known: &[(usize, Numbered)], rows: usize) -> Option<u64> {
    let mut in_bucket: BTreeMap<u32, Vec<HashSet<u32>>> = BTreeMap::new();
    for (row, &bucket) in bucket.iter().enumerate() {
        let values = in_bucket.entry(bucket).or_insert_with(|| vec![HashSet::new(); known.len()]);
        values.iter_mut().zip(known).for_each(|(values, (_, column))| {
            values.insert(column.released[row]);
        });
    }
    let combinations = |values: &Vec<HashSet<u32>>| {
        values.iter().try_fold(1usize, |product, values| product.checked_mul(values.len()))
    };
    let all = in_bucket.values().try_fold(0usize, |sum, values| sum.checked_add(combinations(values)?));
    all.filter(|&all| all <= MOST_TUPLES)?;
    let mut tuples: HashSet<Vec<u32>, FixedState> = HashSet::default();
    for values in in_bucket.values() {
        let mut joined = vec![Vec::new()];
        for values in values {
            joined = joined
                .iter()
                .flat_map(|tuple| values.iter().map(move |&value| [&tuple[..], &[value]].concat()))
                .collect();
        }
        tuples.extend(joined);
    }
    for row in 0..rows {
        tuples.remove(&known.iter().map(|(_, column)| column.own[row]).collect::<Vec<u32>>());
    }
    Some(tuples.len() as u64)
}

/// The probabilities with which values of a secret heading are linked to rows:
///
/// `p(t, s) = Σ_B p(t, B) · D(t, B)[s]`, `p(t, B) = f(t, B) / Σ_B f(t, B)`,
///
/// with `f(t, B)` the product over columns of the share of the bucket's rows
/// that agree with what is known of `t`, and `D(t, B)` the distribution of the
/// secret among those that agree in its own column.
///
/// # Citation
/// Li, T. et al.: Slicing: a new approach for privacy preserving data
/// publishing, TKDE 24(3), 2012, definitions 5 to 8.
#[must_use]
pub fn linked(table: &SlicedTable, secret: &str) -> Linked {
    let bucket = table.buckets();
    let own = table.columns.iter().position(|headings| headings.all().any(|heading| heading == secret));
    let value = table.number([secret]);
    let known = table.known(secret);
    let mut size: Map<u32, f64> = Map::default();
    bucket.released.iter().for_each(|&bucket| *size.entry(bucket).or_insert(0.0) += 1.0);
    // How many rows of a bucket agree, in each column; where in the own one, with which secrets.
    let mut agree: Vec<Map<u32, BTreeMap<u32, f64>>> = vec![Map::default(); known.len()];
    let mut beside: Map<(u32, u32), BTreeMap<u32, f64>> = Map::default();
    let of_own = known.iter().position(|(at, _)| Some(*at) == own);
    for (row, &bucket) in bucket.released.iter().enumerate() {
        for (agree, (_, column)) in agree.iter_mut().zip(&known) {
            *agree.entry(column.released[row]).or_default().entry(bucket).or_insert(0.0) += 1.0;
        }
        let key = of_own.map_or(0, |at| known[at].1.released[row]);
        *beside.entry((bucket, key)).or_default().entry(value.released[row]).or_insert(0.0) += 1.0;
    }
    let every_bucket: BTreeMap<u32, f64> = size.iter().map(|(&bucket, &size)| (bucket, size)).collect();
    let mut overall: Map<u32, f64> = Map::default();
    let row_share = 1.0 / table.own.rows.max(1) as f64;
    value.own.iter().for_each(|&value| *overall.entry(value).or_insert(0.0) += row_share);
    let none = BTreeMap::new();
    let mut seen: Map<Vec<u32>, u64> = Map::default();
    let (mut greatest, mut distance, mut matches) = (0.0f64, 0.0f64, 0);
    for row in 0..table.own.rows {
        let tuple: Vec<u32> = known.iter().map(|(_, column)| column.own[row]).collect();
        if let Some(matching) = seen.get(&tuple) {
            matches += matching;
            continue;
        }
        let counts: Vec<&BTreeMap<u32, f64>> =
            agree.iter().zip(&tuple).map(|(agree, value)| agree.get(value).unwrap_or(&none)).collect();
        let fewest = counts.iter().copied().min_by_key(|counts| counts.len()).unwrap_or(&every_bucket);
        let (mut total, mut of_value, mut matching, mut away) = (0.0, Map::<u32, f64>::default(), 0, 0.0);
        for bucket in fewest.keys() {
            let shares = counts.iter().map(|counts| Some(counts.get(bucket)? / size[bucket]));
            let Some(degree) = shares.product::<Option<f64>>() else { continue };
            matching += 1;
            total += degree;
            let secrets = &beside[&(*bucket, of_own.map_or(0, |at| tuple[at]))];
            let all: f64 = secrets.values().sum();
            for (&secret, count) in secrets {
                *of_value.entry(secret).or_insert(0.0) += degree * count / all;
            }
        }
        // A row that matches nothing would be a fault: nothing is promised of it.
        if matching == 0 {
            (greatest, distance) = (1.0, 1.0);
        }
        for (value, share) in &overall {
            let linked = of_value.get(value).map_or(0.0, |weight| weight / total);
            greatest = greatest.max(linked);
            away += (linked - share).abs() / 2.0;
        }
        distance = distance.max(away);
        matches += matching;
        seen.insert(tuple, matching);
    }
    Linked { greatest, distance, matching_buckets: matches as f64 / table.own.rows.max(1) as f64 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::Column;

    /// Table 1(f) of the slicing paper: columns (age, sex) and (zip, disease).
    fn paper() -> (Table, Table, Vec<SliceHeadings>) {
        let headings = |known: &[&str], hidden: &[&str]| SliceHeadings {
            known: known.iter().map(|&name| name.to_owned()).collect(),
            hidden: hidden.iter().map(|&name| name.to_owned()).collect(),
        };
        let columns = vec![headings(&["age", "sex"], &[]), headings(&["zip"], &["disease"])];
        let table = |zips: [&str; 8], diseases: [&str; 8]| Table {
            columns: vec![
                Column::from_texts("bucket", ["1", "1", "1", "1", "2", "2", "2", "2"]),
                Column::from_texts("age", ["22", "22", "33", "52", "54", "60", "60", "64"]),
                Column::from_texts("sex", ["M", "F", "F", "F", "M", "M", "M", "F"]),
                Column::from_texts("zip", zips),
                Column::from_texts("disease", diseases),
            ],
            rows: 8,
        };
        let own = table(
            ["47906", "47906", "47905", "47905", "47302", "47302", "47304", "47304"],
            ["dyspepsia", "flu", "flu", "bronchitis", "flu", "dyspepsia", "dyspepsia", "gastritis"],
        );
        let released = table(
            ["47905", "47906", "47905", "47906", "47304", "47302", "47302", "47304"],
            ["flu", "dyspepsia", "bronchitis", "flu", "gastritis", "flu", "dyspepsia", "dyspepsia"],
        );
        (released, own, columns)
    }

    #[test]
    fn agrees_with_the_paper() {
        let (released, own, columns) = paper();
        let table = SlicedTable { released: &released, own: &own, bucket: "bucket", columns: &columns };
        // The paper's 2-diverse example: t1 = (22, M, 47906) has dyspepsia or flu, each with 1/2.
        let linked = linked(&table, "disease");
        assert_eq!((linked.greatest, linked.matching_buckets), (0.5, 1.0));
        // Flu 1/2, bronchitis 1/2 for 47905; overall dyspepsia 3/8, flu 3/8, bronchitis 1/8,
        // gastritis 1/8: (3/8 + 1/8 + 3/8 + 1/8) / 2.
        assert_eq!(linked.distance, 0.5);
        let slices = slices(&table);
        assert_eq!((slices.buckets, slices.smallest_bucket, slices.largest_bucket), (2, 4, 4));
        assert_eq!((slices.smallest_region, slices.lost_cells), (1, 0));
        // 4 · 2 and 3 · 2 combinations, eight rows of which two pairs are in both.
        assert_eq!(slices.fake_tuples, Some(4 * 2 + 3 * 2 - 8));
    }

    #[test]
    fn what_a_bucket_lost_is_noticed() {
        let (mut released, own, columns) = paper();
        let disease = released.columns.last_mut().unwrap();
        disease.codes.swap(0, 4);
        let table = SlicedTable { released: &released, own: &own, bucket: "bucket", columns: &columns };
        assert_eq!(slices(&table).lost_cells, 2);
    }
}
