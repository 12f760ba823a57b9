//! Reads a released text by what one column holds.

use super::Cover;
use super::labels::{Labels, labels};
use crate::recipe::ColumnRule;
use crate::table::{Column, DecimalMark, Kind, date};
use crate::utility::ncp;

/// What is published of a value that may also be missing.
const OR_MISSING: &str = " or missing";

/// Reads released texts by what one column holds.
pub(super) struct Reader<'a> {
    rule: &'a ColumnRule,
    pub(super) rank_of_code: Vec<u32>,
    pub(super) ranks: u32,
    line: Line,
    /// What each label of the column's intervals and hierarchy covers.
    labels: Labels,
}

/// The values of the column without the missing one: rank `i + 1` is the `i`-th.
enum Line {
    Numbers(Vec<f64>),
    Categories(Vec<(usize, String)>),
}

impl<'a> Reader<'a> {
    pub(super) fn new(other: &Column, rule: &'a ColumnRule) -> Self {
        let (line, places): (Line, Vec<Option<usize>>) = if rule.format.kind.is_numeric() {
            let positions = rule.format.positions(other);
            let mut numbers: Vec<f64> = positions.iter().flatten().copied().collect();
            numbers.sort_unstable_by(f64::total_cmp);
            numbers.dedup();
            let place = |position: f64| numbers.partition_point(|&number| number < position);
            let places = positions.iter().map(|position| position.map(place)).collect();
            (Line::Numbers(numbers), places)
        } else {
            let key = |text: &str| (listed_at(rule, text), text.to_owned());
            let mut keys: Vec<_> = other.dictionary.values().map(|(_, text)| key(text)).collect();
            keys.sort_unstable();
            let present = other.dictionary.values().map(|(_, text)| keys.binary_search(&key(text)).ok());
            let places = std::iter::once(None).chain(present).collect();
            (Line::Categories(keys), places)
        };
        let rank_of_code: Vec<u32> = places.into_iter().map(|place| place.map_or(0, rank)).collect();
        let ranks = rank(line.len());
        let labels = labels(other, rule, &rank_of_code);
        Self { rule, rank_of_code, ranks, line, labels }
    }

    pub(super) fn read(&self, text: &str) -> Cover {
        let cover = match text {
            "*" => Cover { ncp: 1.0, ..Cover::new(vec![(0, self.ranks)]) },
            _ => match &self.line {
                Line::Numbers(numbers) => self.read_number(text, numbers),
                Line::Categories(keys) => self.read_category(text, keys),
            },
        };
        // A text may read in several ways; it covers what any of them does.
        let widened = |cover: Cover, ranges: &[(u32, u32)], ncp: f64| {
            let both = Cover::new([cover.ranges.as_slice(), ranges].concat());
            if both.ranges == cover.ranges { cover } else { Cover { ncp, ..both } }
        };
        let cover = match self.labels.get(text) {
            Some((ranges, ncp)) => widened(cover, ranges, *ncp),
            None => cover,
        };
        match text.strip_suffix(OR_MISSING) {
            // Not even whether there is a value is known any more.
            Some(value) => widened(cover, &[self.read(value).ranges.as_slice(), &[(0, 1)]].concat(), 1.0),
            None => cover,
        }
    }

    fn read_category(&self, text: &str, keys: &[(usize, String)]) -> Cover {
        let key = |text: &str| (listed_at(self.rule, text), text.to_owned());
        let one =
            |text: &str| keys.binary_search(&key(text)).ok().map(|place| (rank(place), rank(place) + 1));
        // A value may itself hold a bar: it is then read both ways, so that it covers its own row.
        let mut ranges: Vec<(u32, u32)> =
            one(text).into_iter().chain(text.split(" | ").filter_map(one)).collect();
        if let Some((first, last)) = text.split_once(" … ") {
            let start = keys.partition_point(|known| *known < key(first));
            let end = keys.partition_point(|known| *known <= key(last));
            ranges.push((rank(start), rank(end)));
        }
        let cover = Cover::new(ranges);
        Cover { ncp: ncp::of_set(cover.len(), keys.len()), ..cover }
    }

    fn read_number(&self, text: &str, numbers: &[f64]) -> Cover {
        let Some(span) = self.span(text) else { return Cover::default() };
        let start = numbers.partition_point(|&number| number < span.low);
        let end =
            numbers.partition_point(|&number| number < span.high || (span.closed && number <= span.high));
        let (first, last) = (numbers.first().copied().unwrap_or(0.0), numbers.last().copied().unwrap_or(0.0));
        let length = span.high.min(last) - span.low.max(first);
        let one = span.low == span.high;
        let ncp = if one { 0.0 } else { ncp::of_interval(length, last - first) };
        Cover { ncp, ..Cover::new(vec![(rank(start), rank(end.max(start)))]) }
    }

    /// The numbers that a text stands for; `None` where it is neither a number nor an interval.
    fn span(&self, text: &str) -> Option<Span> {
        let border = |text: &str| self.border(text);
        if let Some(high) = text.strip_prefix('<') {
            return Some(Span { low: f64::NEG_INFINITY, high: border(high)?, closed: false });
        }
        if let Some(low) = text.strip_prefix(">=") {
            return Some(Span { low: border(low)?, high: f64::INFINITY, closed: true });
        }
        if let Some(inner) = text.strip_prefix('[') {
            let closed = text.ends_with(']');
            let (low, high) = inner.strip_suffix([')', ']'])?.split_once(self.comma())?;
            return Some(Span { low: border(low)?, high: border(high)?, closed });
        }
        let number = self.rule.format.position(text)?;
        Some(Span { low: number, high: number, closed: true })
    }

    /// A border of an interval: a number, a date, or the first day of a year.
    fn border(&self, text: &str) -> Option<f64> {
        if self.rule.format.kind != Kind::Date {
            return self.rule.format.position(text);
        }
        let first_day = || date::days(&format!("{text}-01-01"), self.rule.format.date_order);
        self.rule.format.position(text).or_else(|| first_day().map(f64::from))
    }

    fn comma(&self) -> char {
        match self.rule.format.decimal_mark {
            DecimalMark::Point => ',',
            DecimalMark::Comma => ';',
        }
    }
}

/// An interval of numbers.
struct Span {
    low: f64,
    high: f64,
    closed: bool,
}

impl Line {
    fn len(&self) -> usize {
        match self {
            Self::Numbers(numbers) => numbers.len(),
            Self::Categories(keys) => keys.len(),
        }
    }
}

fn rank(place: usize) -> u32 {
    u32::try_from(place + 1).unwrap_or(u32::MAX)
}

fn listed_at(rule: &ColumnRule, text: &str) -> usize {
    rule.order.iter().position(|listed| listed == text).unwrap_or(usize::MAX)
}
