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
        "Peers: {about} Ours: {releases} releases each, drawn when this page was made by\n`lazaret reproduce accuracy`.\n"
    );
    for (title, which) in [
        ("Ours is as accurate or better", true),
        ("Ours is less accurate, or no question of ours makes that promise", false),
    ] {
        let rows: Vec<&Comparison> =
            comparisons.iter().filter(|row| is_at_least_as_good(row) == which).collect();
        if rows.is_empty() {
            continue;
        }
        let _ = writeln!(
            page,
            "## {title}\n\n| question | library | what its ε hides | our answer | ε | its error | ours |"
        );
        page.push_str("| --- | --- | --- | --- | --- | --- | --- |\n");
        for row in rows {
            for errors in &row.errors {
                let _ = writeln!(
                    page,
                    "| {} | {} | {} | {} | {} | {} | {} |",
                    row.query,
                    row.library,
                    row.neighbours,
                    row.ours.unwrap_or("none"),
                    errors.epsilon,
                    number(errors.peer),
                    errors.ours.map_or_else(|| "–".to_owned(), number),
                );
            }
        }
        page.push('\n');
    }
    let _ = writeln!(
        page,
        "A peer's figure is that of 200 releases: differences within {:.0} % are none.",
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
