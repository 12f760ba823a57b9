//! C2SP tlog-tiles: where tiles and entry bundles are, and what a bundle is made of.

use tlog_tiles::Tile;

/// 2⁸ hashes or entries fill one.
const HEIGHT: u8 = 8;
/// More than 2⁶⁴ entries have.
const LEVELS: u8 = 8;
/// How many entries fill a bundle.
pub const WIDTH: u64 = 1 << HEIGHT;

/// A tile of hashes, or a bundle of entries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TilePath {
    /// The level of the hashes; nothing for entries.
    pub level: Option<u8>,
    /// Its number on the level, from 0.
    pub index: u64,
    /// How many it holds: 1 to 256.
    pub width: u32,
}

impl TilePath {
    /// Reads what follows `/log/`.
    #[must_use]
    pub fn parse(path: &str) -> Option<Self> {
        let rest = path.strip_prefix("tile/")?;
        let (level, place) = rest.split_once('/')?;
        // The library panics at levels and widths that no tile has.
        let level = if level == "entries" {
            None
        } else {
            Some(level.parse().ok().filter(|level: &u8| *level < LEVELS)?)
        };
        if place.rsplit_once(".p/").is_some_and(|(_, width)| width.parse() == Ok(0)) {
            return None;
        }
        let name = level.map_or_else(|| "data".to_owned(), |level| level.to_string());
        let tile = Tile::from_path(&format!("tile/{HEIGHT}/{name}/{place}")).ok()?;
        let path = Self { level, index: tile.level_index(), width: tile.width() };
        (path.to_string() == format!("tile/{rest}")).then_some(path)
    }

    /// How many entries a log must have for it to be there.
    #[must_use]
    pub fn needs(&self) -> Option<u64> {
        let last = self.index.checked_mul(WIDTH)?.checked_add(self.width.into())?;
        last.checked_mul(1 << (HEIGHT * self.level.unwrap_or(0)))
    }
}

impl std::fmt::Display for TilePath {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let tile = Tile::new(HEIGHT, self.level.unwrap_or(0), self.index, self.width, self.level.is_none());
        let path = tile.path();
        let path = path.strip_prefix(&format!("tile/{HEIGHT}/")).unwrap_or_default();
        match path.strip_prefix("data/") {
            Some(entries) => write!(f, "tile/entries/{entries}"),
            None => write!(f, "tile/{path}"),
        }
    }
}

/// The bundles that hold the entries from `seen` up to `size`, in order; the first may begin before.
#[must_use]
pub fn bundles(seen: u64, size: u64) -> Vec<TilePath> {
    let width = |index: u64| u32::try_from((size - index * WIDTH).min(WIDTH)).unwrap_or_default();
    let indexes = if seen < size { seen / WIDTH..size.div_ceil(WIDTH) } else { 0..0 };
    indexes.map(|index| TilePath { level: None, index, width: width(index) }).collect()
}

/// Entries as a bundle: the length of each in two bytes, big-endian, and the entry.
#[must_use]
pub fn bundle<'a>(entries: impl IntoIterator<Item = &'a [u8]>) -> Vec<u8> {
    let mut bundle = Vec::new();
    for entry in entries {
        bundle.extend(u16::try_from(entry.len()).unwrap_or(u16::MAX).to_be_bytes());
        bundle.extend(entry);
    }
    bundle
}

/// The entries of a bundle; nothing if it is cut or has bytes left over.
#[must_use]
pub fn entries(mut bundle: &[u8]) -> Option<Vec<&[u8]>> {
    let mut entries = Vec::new();
    while !bundle.is_empty() {
        let (length, rest) = bundle.split_first_chunk()?;
        let (entry, rest) = rest.split_at_checked(u16::from_be_bytes(*length).into())?;
        entries.push(entry);
        bundle = rest;
    }
    Some(entries)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_those_of_the_standard() {
        for path in [
            "tile/0/000",
            "tile/0/x001/x234/067.p/8",
            "tile/2/000.p/255",
            "tile/entries/x001/234",
            "tile/entries/000.p/1",
        ] {
            assert_eq!(TilePath::parse(path).unwrap().to_string(), path);
        }
        let found = TilePath::parse("tile/1/x001/234.p/3").unwrap();
        assert_eq!(found, TilePath { level: Some(1), index: 1234, width: 3 });
        assert_eq!(found.needs(), Some((1234 * 256 + 3) * 256));
        for path in [
            "",
            "tile",
            "tile/0",
            "tile/8/000",
            "tile/64/000",
            "tile/255/000",
            "tile/0/000.p/0",
            "tile/0/000.p/00",
            "tile/0/000.p/256",
            "tile/00/000",
            "tile/0/0",
            "tile/0/x000/000",
            "tile/data/000",
            "tile/entries/000.p/+1",
            "tile/0/x999/x999/x999/x999/x999/x999/x999/999",
            "entries/000",
            "tile/0/../000",
            "tile/-1/000",
        ] {
            assert_eq!(TilePath::parse(path), None, "{path}");
        }
        let far = TilePath::parse("tile/7/x018/x446/x744/x073/x709/x551/615").unwrap();
        assert_eq!(far.needs(), None);
    }

    #[test]
    fn bundles_are_read_as_they_were_written() {
        let long = vec![7; 65_535];
        let written = bundle([b"one".as_slice(), b"", &long]);
        assert_eq!(entries(&written).unwrap(), [b"one".as_slice(), b"", &long]);
        assert_eq!(entries(b""), Some(Vec::new()));
        for cut in [1, 4, written.len() - 1] {
            assert_eq!(entries(&written[..cut]), None);
        }
    }

    #[test]
    fn what_is_missing_is_asked_for() {
        let paths = |seen, size| bundles(seen, size).iter().map(ToString::to_string).collect::<Vec<_>>();
        assert_eq!(paths(0, 3), ["tile/entries/000.p/3"]);
        assert_eq!(paths(255, 513), ["tile/entries/000", "tile/entries/001", "tile/entries/002.p/1"]);
        assert_eq!(paths(256, 512), ["tile/entries/001"]);
        assert!(paths(5, 5).is_empty() && paths(6, 5).is_empty());
    }
}
