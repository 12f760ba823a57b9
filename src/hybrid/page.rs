//! The reproduction as a page of Markdown.

use std::fmt::Write;

use super::checks::Check;
use super::fitted_epsilon::fit_epsilon;
use super::published::{self, TABLE};
use super::reproduction::Reproduction;
use super::scores::PUBLISHED;
use super::statistics::Statistics;
use super::trial::Overhead;
use crate::dp::Epsilon;

const HEAD: &str = include_str!("page/head.md");
const TAIL: &str = include_str!("page/tail.md");

/// The page: the paper's table made anew, what its noise protects, and what it costs.
#[must_use]
pub fn page(reproduction: &Reproduction, checks: &[Check], overheads: &[Overhead]) -> String {
    let mut page = HEAD.to_owned();
    means(&mut page, reproduction);
    protection(&mut page, reproduction);
    check_table(&mut page, checks);
    paper(&mut page);
    scores(&mut page, reproduction);
    overhead(&mut page, overheads);
    page + TAIL
}

fn line(page: &mut String, text: &str) {
    // Writing to a text cannot fail.
    let _ = writeln!(page, "{text}");
}

fn means(page: &mut String, reproduction: &Reproduction) {
    let (epsilon, rows) = (reproduction.settings.epsilon.to_f64(), reproduction.rows);
    line(page, &format!("\n## The table, made anew: {rows} rows, ε = {epsilon}\n"));
    line(page, "| mean of | before | after noise | after encryption and noise (hybrid) |");
    line(page, "| --- | ---: | ---: | ---: |");
    for column in &reproduction.columns {
        let [before, noisy, hybrid] = [column.before, column.noisy, column.hybrid].map(|of| of.mean);
        line(page, &format!("| {} | {before:.5} | {noisy:.5} | {hybrid:.5} |", column.name));
    }
    line(page, "\nThe other six statistics, before → hybrid:\n");
    line(page, "| column | std | min | 25 % | median | 75 % | max |");
    line(page, "| --- | ---: | ---: | ---: | ---: | ---: | ---: |");
    for column in &reproduction.columns {
        let six: [fn(&Statistics) -> f64; 6] =
            [|s| s.std, |s| s.min, |s| s.lower_quartile, |s| s.median, |s| s.upper_quartile, |s| s.max];
        let cells = six.map(|of| format!("{:.2} → {:.2}", of(&column.before), of(&column.hybrid)));
        line(page, &format!("| {} | {} |", column.name, cells.join(" | ")));
    }
}

fn protection(page: &mut String, reproduction: &Reproduction) {
    line(page, include_str!("page/protection.md"));
    line(
        page,
        "| column | range R | loss R·ε | exact value | within 1 | within 2 | noise in the mean | in a correct mean |",
    );
    line(page, "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
    for column in &reproduction.columns {
        let of = column.protection;
        let [exact, one, two] = [of.exact, of.within_one, of.within_two].map(percent);
        line(
            page,
            &format!(
                "| {} | {} | {} | {exact} | {one} | {two} | {:.5} | {:.5} |",
                column.name, of.range, of.loss, of.cell_error, of.correct_error
            ),
        );
    }
    line(
        page,
        &format!(
            "\nA whole row loses {} in the worst case; correct releases of all {} means, each at the same ε, lose {}.",
            reproduction.row_loss,
            reproduction.columns.len(),
            reproduction.correct_loss
        ),
    );
}

fn check_table(page: &mut String, checks: &[Check]) {
    line(page, "\n## Checks\n\n| statement | measured | holds |\n| --- | --- | --- |");
    for Check { statement, measured, holds } in checks {
        line(page, &format!("| {statement} | {measured} | {} |", if *holds { "yes" } else { "no" }));
    }
}

fn paper(page: &mut String) {
    line(page, include_str!("page/published.md"));
    line(page, "| mean of | before | after noise | in standard errors | hybrid | in standard errors |");
    line(page, "| --- | ---: | ---: | ---: | ---: | ---: |");
    for published in &TABLE {
        let [noisy, hybrid] = published.standardized(Epsilon::ONE);
        line(
            page,
            &format!(
                "| {} | {:.5} | {:.5} | {noisy:+.1} | {:.5} | {hybrid:+.1} |",
                published.name, published.before, published.noisy, published.hybrid
            ),
        );
    }
    let fitted = fit_epsilon(published::differences(), published::ROWS);
    line(
        page,
        &format!(
            "\nThe noise in age and stay together fits ε = {:.3} best (95 % interval {:.3} to {:.3}), twelve times the noise of ε = 1; \
             the columns of zeros and ones fit ε = 1. No single ε gives this table.",
            fitted.most_likely, fitted.low, fitted.high
        ),
    );
}

fn scores(page: &mut String, reproduction: &Reproduction) {
    let [privacy, utility, overall] = PUBLISHED.map(percent);
    let (scores, weights) = (reproduction.scores, reproduction.settings.weights);
    line(page, include_str!("page/scores.md"));
    line(page, "| score | the paper | measured | weight |\n| --- | ---: | ---: | ---: |");
    for (name, paper, measured, weight) in [
        ("privacy", &*privacy, scores.privacy, weights.privacy),
        ("utility: means", &*utility, scores.means, weights.means),
        ("utility: standard deviations", "", scores.spreads, weights.spreads),
    ] {
        line(page, &format!("| {name} | {paper} | {} | {weight} |", percent(measured)));
    }
    line(page, &format!("| overall | {overall} | {} | |", percent(scores.overall)));
}

fn overhead(page: &mut String, overheads: &[Overhead]) {
    line(page, include_str!("page/overhead.md"));
    line(
        page,
        "| rows | statistics | encryption | decryption | noise | all, as a multiple of the statistics |",
    );
    line(page, "| ---: | ---: | ---: | ---: | ---: | ---: |");
    for overhead in overheads {
        let [statistics, encryption, decryption, noise] =
            [overhead.statistics, overhead.encryption, overhead.decryption, overhead.noise]
                .map(|seconds| format!("{:.3} ms", 1e3 * seconds));
        line(
            page,
            &format!(
                "| {} | {statistics} | {encryption} | {decryption} | {noise} | {:.1} |",
                overhead.rows,
                overhead.relative()
            ),
        );
    }
}

fn percent(share: f64) -> String {
    format!("{:.0} %", 100.0 * share)
}
