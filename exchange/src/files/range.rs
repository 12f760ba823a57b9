//! One range of bytes, as RFC 9110 §14 has it.

use std::ops::Range;

use axum::http::{HeaderMap, header};

use crate::Problem;

/// The range that is asked for, of `length` bytes; `None` for all of them, also where several ranges are asked for.
///
/// # Errors
/// [`Problem::BadRange`] when nothing of it is there.
pub(super) fn asked(headers: &HeaderMap, length: u64) -> Result<Option<Range<u64>>, Problem> {
    let Some(range) = headers.get(header::RANGE).and_then(|range| range.to_str().ok()) else {
        return Ok(None);
    };
    let bounds = range.strip_prefix("bytes=").and_then(|range| range.split_once('-'));
    let bounds = bounds.map(|(first, last)| (first.trim(), last.trim()));
    let range = match bounds {
        Some(("", last)) => last.parse().ok().map(|last: u64| length.saturating_sub(last)..length),
        Some((first, "")) => first.parse().ok().map(|first| first..length),
        Some((first, last)) => match (first.parse::<u64>(), last.parse::<u64>()) {
            (Ok(first), Ok(last)) if first <= last => Some(first..last.saturating_add(1).min(length)),
            _ => None,
        },
        None => None,
    };
    match range {
        Some(range) if range.start >= range.end => Err(Problem::BadRange),
        range => Ok(range),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_within_what_is_there() {
        let ask = |range: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::RANGE, range.parse().unwrap());
            asked(&headers, 10)
        };
        assert_eq!(asked(&HeaderMap::new(), 10), Ok(None));
        for (range, found) in
            [("bytes=0-0", 0..1), ("bytes=3-99", 3..10), ("bytes=4-", 4..10), ("bytes=-3", 7..10)]
        {
            assert_eq!(ask(range), Ok(Some(found)), "{range}");
        }
        for range in ["bytes=10-", "bytes=12-20", "bytes=-0"] {
            assert_eq!(ask(range), Err(Problem::BadRange), "{range}");
        }
        for range in ["rows=1-2", "bytes=1-2,4-5", "bytes=x-", "bytes=3-1", "bytes"] {
            assert_eq!(ask(range), Ok(None), "{range}");
        }
    }
}
