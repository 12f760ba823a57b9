//! The comparison as a page of the documentation.

use std::fmt::Write;

use super::{Comparison, Errors, MEASURED_WITHIN};

/// Writes the comparison down. `about` says how the peers were measured.
#[must_use]
pub fn page(comparisons: &[Comparison], about: &str, releases: usize) -> String {
    let mut page = String::from(
        "# Accuracy beside other libraries\n\n\
         Root mean square errors of noisy answers about one column of 15,757 made-up ages, bounds 0 to 110, each library\n\
         at the same ε and with the same promise. Where a peer hides the change of one row among a public number of rows,\n\
         we answer at half its ε, because for us a changed row is one removed and one added.\n\n",
    );
    let _ = writeln!(
        page,
        "Peers: {about}\nOurs: {releases} releases each, drawn when this page was made by `lazaret reproduce accuracy`.\n"
    );
    page.push_str("Each cell has the peer's error, and ours.\n\n");
    for (title, which) in [
        ("Ours is as small, or smaller", true),
        ("Ours is larger, or no question of ours makes that promise", false),
    ] {
        let rows: Vec<&Comparison> =
            comparisons.iter().filter(|row| is_at_least_as_good(row) == which).collect();
        if rows.is_empty() {
            continue;
        }
        let _ = writeln!(page, "## {title}\n");
        page.push_str("| question | library | what its ε hides | our answer | ε = 0.1 | 0.5 | 1 | 2 |\n");
        page.push_str("| --- | --- | --- | --- | --- | --- | --- | --- |\n");
        for row in rows {
            let Comparison { query, library, neighbours, ours, errors } = row;
            let ours = ours.unwrap_or("none");
            let _ = write!(page, "| {query} | {library} | {neighbours} | {ours} |");
            for Errors { peer, ours, .. } in errors {
                let ours = ours.map_or_else(|| "–".to_owned(), number);
                let _ = write!(page, " {} · {ours} |", number(*peer));
            }
            page.push('\n');
        }
        page.push('\n');
    }
    let _ = writeln!(
        page,
        "A peer's figure is that of 200 releases: differences within {:.0} % are none. No mechanism with pure ε answers a\n\
         count with a smaller error than discrete Laplace noise, which has 14.14, 2.80, 1.36 and 0.60 in theory: where a\n\
         figure is below, it was luck, or the count was cut off at the exact number of rows.",
        MEASURED_WITHIN * 100.0
    );
    page
}

/// Whether no figure of ours is worse than the peer's by more than chance.
#[must_use]
pub fn is_at_least_as_good(row: &Comparison) -> bool {
    row.errors.iter().all(|Errors { peer, ours, .. }| {
        ours.is_some_and(|ours| ours <= peer * (1.0 + MEASURED_WITHIN) + 1e-9)
    })
}

fn number(error: f64) -> String {
    let digits: usize = if error >= 100.0 {
        0
    } else if error >= 1.0 {
        2
    } else {
        4
    };
    format!("{error:.digits$}")
}
