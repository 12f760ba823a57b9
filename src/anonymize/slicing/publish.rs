//! The sliced table: columns permuted inside buckets.

use std::collections::HashSet;

use super::super::{ColumnLoss, Ground, Recoding};
use super::attribute::Attribute;
use super::layout::Layout;
use super::permutation::{permuted, pick};
use super::posterior::{Bucket, Posterior};
use super::strata::Strata;
use crate::dp::noise::bits::{BitsError, RandomBits};
use crate::risk::SliceHeadings;
use crate::table::{Column, Decimal, Dictionary, MISSING, Table};

/// What a sliced table has besides its cells.
#[derive(Clone, Debug, Default)]
pub struct Sliced {
    /// The bucket of each published row, made-up rows last.
    pub bucket: Column,
    /// The columns, by the headings that they are published with.
    pub columns: Vec<SliceHeadings>,
    /// The cells of the rows that are kept, before any permutation: the same
    /// headings, the bucket's first.
    pub own: Table,
    /// Made-up rows.
    pub fakes: u32,
    /// How well each sensitive heading was to be hidden.
    pub limits: Vec<(String, Decimal)>,
    /// The greatest distance from the whole table that was asked for, where all values are equally far.
    pub t: Option<Decimal>,
    /// The least number of rows that were to share a value of a column.
    pub k: u32,
    /// The target within whose values rows changed places.
    pub kept_target: Option<String>,
}

/// The source of every published row, for each slice.
struct Sources {
    of_slice: Vec<Vec<u32>>,
    fakes: u32,
}

impl Layout {
    /// Permutes every column but the first inside every bucket, adds made-up
    /// rows where the checks allow them, and puts the columns together.
    pub(super) fn publish(
        mut self,
        ground: &Ground,
        attributes: &[Attribute],
        fakes: Option<Decimal>,
        bits: &mut impl RandomBits,
    ) -> Result<Recoding, BitsError> {
        let (mut bucket, losses) = (self.number_buckets(ground, attributes), self.losses(attributes));
        let sources = self.draw(ground, fakes, &mut bucket.codes, bits)?;
        let mut recoding = Recoding { losses, suppressed: self.suppressed.clone(), ..Recoding::default() };
        let mut sliced = Sliced { fakes: sources.fakes, ..Sliced::default() };
        let kept: Vec<u32> =
            (0..ground.rows).filter(|row| self.suppressed.binary_search(row).is_err()).collect();
        let take = |column: &Column, rows: &[u32]| Column {
            name: column.name.clone(),
            codes: rows.iter().map(|&row| column.codes[row as usize]).collect(),
            dictionary: column.dictionary.clone(),
        };
        sliced.own = Table { columns: vec![take(&bucket, &kept)], rows: kept.len() };
        let behind = attributes.iter().map(|attribute| attribute.place + 1).max().unwrap_or(0);
        let mut names: HashSet<String> = attributes.iter().map(|attribute| attribute.name.clone()).collect();
        names.insert(bucket.name.clone());
        for (at, slice) in self.slices.iter().enumerate() {
            let mut headings = SliceHeadings::default();
            for (number, member) in slice.members().enumerate() {
                let attribute = &attributes[member];
                let known = self.published[at].iter().find(|(other, _)| *other == member);
                let other = ground.others.iter().find(|(place, _)| *place == attribute.place);
                let Some(column) = known.map(|(_, known)| &known.column).or(other.map(|(_, column)| column))
                else {
                    continue;
                };
                let mut column = column.clone();
                let mut place = attribute.place;
                if number >= slice.attributes.len() {
                    column.name = unique(&attribute.name, &names);
                    names.insert(column.name.clone());
                    place = behind + recoding.columns.len();
                }
                let list = if known.is_some() { &mut headings.known } else { &mut headings.hidden };
                list.push(column.name.clone());
                sliced.own.columns.push(take(&column, &kept));
                recoding.columns.push((place, take(&column, &sources.of_slice[at])));
            }
            sliced.columns.push(headings);
        }
        sliced.bucket = bucket;
        recoding.sliced = Some(Box::new(sliced));
        Ok(recoding)
    }

    /// The bucket of each row, numbered in the order of the partition, which
    /// depends on published values alone; equally many digits, so that texts
    /// sort as numbers do.
    fn number_buckets(&self, ground: &Ground, attributes: &[Attribute]) -> Column {
        let names = attributes.iter().map(|attribute| attribute.name.clone()).collect();
        let digits = self.buckets.groups().count().to_string().len();
        let (mut codes, mut dictionary) = (vec![MISSING; ground.rows as usize], Dictionary::default());
        for (number, bucket) in (1..).zip(self.buckets.groups()) {
            let number: u32 = number;
            let code = dictionary.intern(&format!("{number:0digits$}")).unwrap_or(MISSING);
            bucket.iter().for_each(|&row| codes[row as usize] = code);
        }
        Column { name: unique("bucket", &names), codes, dictionary }
    }

    fn losses(&self, attributes: &[Attribute]) -> Vec<ColumnLoss> {
        let lost = |(at, attribute): (usize, &Attribute)| {
            let holds = |slice: usize| self.slices[slice].attributes.contains(&at);
            let slice = (0..self.slices.len()).find(|&slice| holds(slice))?;
            let (_, published) = self.published[slice].iter().find(|(other, _)| *other == at)?;
            Some(ColumnLoss { name: attribute.name.clone(), ncp: published.ncp })
        };
        attributes.iter().enumerate().filter_map(lost).collect()
    }

    fn draw(
        &mut self,
        ground: &Ground,
        share: Option<Decimal>,
        bucket_of: &mut Vec<u32>,
        bits: &mut impl RandomBits,
    ) -> Result<Sources, BitsError> {
        let mut sources = Sources { of_slice: vec![(0..ground.rows).collect(); self.slices.len()], fakes: 0 };
        let (mut rows_met, mut asked) = (0.0, 0);
        for bucket in self.buckets.groups() {
            for (slice, of_row) in sources.of_slice.iter_mut().enumerate() {
                for rows in exchanging(self.strata.as_ref(), slice, bucket) {
                    for (source, &row) in permuted(&rows, bits)?.into_iter().zip(&rows) {
                        of_row[row as usize] = source;
                    }
                }
            }
            // As many as the share asks of all buckets so far, less those asked before.
            rows_met += bucket.len() as f64;
            #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
            let due = (rows_met * share.map_or(0.0, Decimal::to_f64)).floor() as usize;
            let made_up = make_up(bucket, due - asked, self.slices.len(), bits)?;
            asked = due;
            if made_up.is_empty() || !allow(&mut self.checks, bucket, &made_up) {
                continue;
            }
            for fake in made_up {
                sources.of_slice.iter_mut().zip(fake).for_each(|(of_row, source)| of_row.push(source));
                bucket_of.push(bucket_of[bucket[0] as usize]);
                sources.fakes += 1;
            }
        }
        Ok(sources)
    }
}

/// The rows of a bucket that exchange what they have in a slice: none in the
/// first, for the others move against it; where a target is kept, as it says.
fn exchanging(strata: Option<&Strata>, slice: usize, bucket: &[u32]) -> Vec<Vec<u32>> {
    match strata {
        Some(strata) => strata.exchanging(slice, bucket),
        None if slice == 0 => Vec::new(),
        None => vec![bucket.to_vec()],
    }
}

/// Rows drawn column by column from a bucket.
fn make_up(
    bucket: &[u32],
    count: usize,
    slices: usize,
    bits: &mut impl RandomBits,
) -> Result<Vec<Vec<u32>>, BitsError> {
    let mut source = || Ok(bucket[pick(bucket.len(), bits)?]);
    (0..count).map(|_| (0..slices).map(|_| source()).collect()).collect()
}

/// Whether all checks hold with the made-up rows, which then count.
fn allow(checks: &mut [Posterior], rows: &[u32], fakes: &[Vec<u32>]) -> bool {
    let (bare, none) = (Bucket { rows, fakes: &[] }, Bucket { rows: &[], fakes: &[] });
    let allowed = checks.iter_mut().all(|check| check.allows(bare, [Bucket { rows, fakes }, none]));
    if allowed {
        checks.iter_mut().for_each(Posterior::replace);
    }
    allowed
}

/// The name, or the first of "name (2)", "name (3)" and so on that is not taken.
fn unique(name: &str, taken: &HashSet<String>) -> String {
    let numbered = (2..).map(|number: u32| format!("{name} ({number})"));
    std::iter::once(name.to_owned()).chain(numbered).find(|name| !taken.contains(name)).unwrap_or_default()
}
