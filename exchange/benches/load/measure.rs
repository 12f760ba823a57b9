//! How many requests in how long, and how long the slowest took.

use std::fmt;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use futures_util::{StreamExt, stream};

use crate::Failed;

/// What was measured of one kind of request.
pub struct Measured {
    requests: usize,
    took: Duration,
    p99: Duration,
    bytes: u64,
}

/// Sends `requests` requests, `at_once` at a time. `request` gives the bytes that it moved.
///
/// # Errors
/// The first request's that fails.
pub async fn measure<R>(
    requests: usize,
    at_once: usize,
    request: impl Fn(usize) -> R,
) -> Result<Measured, Failed>
where
    R: Future<Output = Result<u64, Failed>>,
{
    let timed = |number| {
        let sent = request(number);
        async {
            let began = Instant::now();
            Ok::<_, Failed>((sent.await?, began.elapsed()))
        }
    };
    let began = Instant::now();
    let all: Vec<_> = stream::iter(0..requests).map(timed).buffer_unordered(at_once).collect().await;
    let took = began.elapsed();
    let mut times = Vec::new();
    let mut bytes = 0;
    for one in all {
        let (moved, time) = one?;
        bytes += moved;
        times.push(time);
    }
    times.sort_unstable();
    let p99 = times[(times.len() * 99).div_ceil(100) - 1];
    Ok(Measured { requests, took, p99, bytes })
}

/// All that was measured, as a table in Markdown.
#[derive(Default)]
pub struct Table(Vec<(String, String, Measured)>);

impl Table {
    /// Adds a line, and says it at once.
    pub fn row(&mut self, on: &str, what: &str, measured: Measured) {
        eprintln!("{}", line(on, what, &measured));
        self.0.push((on.to_owned(), what.to_owned(), measured));
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "| what | on | requests | a second | p99 | MB/s |\n| --- | --- | --- | --- | --- | --- |"
        )?;
        self.0.iter().try_for_each(|(on, what, measured)| writeln!(f, "{}", line(on, what, measured)))
    }
}

fn line(on: &str, what: &str, measured: &Measured) -> String {
    let Measured { requests, took, p99, bytes } = measured;
    let seconds = took.as_secs_f64();
    let rate = *requests as f64 / seconds;
    let moved = match bytes {
        0 => String::new(),
        _ => format!("{:.0}", *bytes as f64 / 1e6 / seconds),
    };
    format!("| {what} | {on} | {requests} | {rate:.1} | {:.1} ms | {moved} |", p99.as_secs_f64() * 1000.0)
}

/// A folder that is gone at the end.
pub struct Folder(PathBuf);

impl Folder {
    /// In the folder for temporary files.
    pub fn new() -> Result<Self, Failed> {
        let path = std::env::temp_dir().join(format!("lazaret-load-{}", std::process::id()));
        std::fs::create_dir(&path)?;
        Ok(Self(path))
    }

    pub fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
