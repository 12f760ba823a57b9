//! The results as a page of Markdown.

mod summary;

use std::fmt::Write;

use super::contender::Protection;
use super::verdict::{ACCURACY_GAIN, LOSS_REDUCTION};
use super::{Contender, Figures, From, Reading, Results, Verdict};

const HEAD: &str = include_str!("page/head.md");
const TAIL: &str = include_str!("page/tail.md");

/// The page: what was compared, all figures, and where the claim holds.
#[must_use]
pub fn page(results: &Results, verdicts: &[Verdict]) -> String {
    let mut page = HEAD.to_owned();
    methods(&mut page);
    for study in &results.studies {
        let (training, test) = (study.training, study.test);
        let splits =
            if study.splits == 1 { "split once".to_owned() } else { format!("{} splits", study.splits) };
        line(
            &mut page,
            &format!(
                "\n## {}: {training} rows to learn from, {test} to test on, {splits}\n",
                name(study.study)
            ),
        );
        figures(&mut page, results, study.study);
        line(&mut page, &format!("\n### In short, on {}\n", name(study.study)));
        summary::lines(verdicts, study.study).for_each(|text| line(&mut page, &text));
        line(&mut page, &format!("\n### Where the claim holds on {}\n", name(study.study)));
        claims(&mut page, verdicts, study.study);
    }
    page + TAIL
}

fn line(page: &mut String, text: &str) {
    // Writing to a text cannot fail.
    let _ = writeln!(page, "{text}");
}

fn name(study: &str) -> String {
    let mut letters = study.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

fn methods(page: &mut String) {
    line(page, "\n| method | what it protects from |\n| --- | --- |");
    for contender in Contender::ALL {
        let protects = match contender.protection() {
            Protection::Nothing => "nothing",
            Protection::Group => "everyone is one of k by all quasi-identifiers together",
            Protection::DiverseGroup => {
                "everyone is one of k by all quasi-identifiers together, and no sensitive value is linked to anyone with more than 1/l"
            }
            Protection::Link => "no sensitive value is linked to anyone with more than 1/l",
            Protection::DiverseColumns => {
                "everyone is one of k in each column and in each bucket, and no sensitive value is linked to anyone with more than 1/l"
            }
        };
        line(page, &format!("| {} | {protects} |", contender.title()));
    }
}

fn figures(page: &mut String, results: &Results, study: &str) {
    line(
        page,
        "| method | k | from quasi-identifiers | drawn anew | from all columns | drawn anew | NCP value | NCP link | max p(s) | smallest group |\n\
         | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
    );
    for figures in results.figures.iter().filter(|figures| figures.study == study) {
        let k = figures.k.map_or_else(String::new, |k| k.to_string());
        if figures.accuracy.is_empty() {
            line(page, &format!("| {} | {k} | refused | | | | | | | |", figures.contender.title()));
            continue;
        }
        let cells = Reading::ALL.map(|reading| accuracy(figures, reading)).join(" | ");
        line(
            page,
            &format!(
                "| {} | {k} | {cells} | {:.3} | {:.3} | {:.2} | {} |",
                figures.contender.title(),
                figures.ncp_value,
                figures.ncp_link,
                figures.greatest_link,
                figures.smallest_group
            ),
        );
    }
}

fn accuracy(figures: &Figures, reading: Reading) -> String {
    let Some(accuracy) = figures.by(reading) else { return String::new() };
    let error = accuracy.standard_error.map_or_else(String::new, |error| format!(" ± {error:.3}"));
    format!("{:.3}{error}", accuracy.mean)
}

/// One row for each method, reading and baseline; one cell for each k.
fn claims(page: &mut String, verdicts: &[Verdict], study: &str) {
    let of_study: Vec<&Verdict> = verdicts.iter().filter(|verdict| verdict.study == study).collect();
    line(
        page,
        "| method | told from | against | privacy | gain in accuracy, NCP saved in points | +13 % accuracy holds at | −12 points NCP hold at |",
    );
    line(page, "| --- | --- | --- | --- | --- | --- | --- |");
    let same = |a: &&Verdict, b: &&Verdict| {
        (a.contender, a.reading, a.baseline) == (b.contender, b.reading, b.baseline)
    };
    let mut sorted = of_study;
    sorted.sort_by_key(|verdict| {
        let place = |contender| Contender::ALL.iter().position(|other| *other == contender);
        let reading = Reading::ALL.iter().position(|other| *other == verdict.reading);
        (place(verdict.contender), reading, place(verdict.baseline), verdict.k)
    });
    for together in sorted.chunk_by(same) {
        let first = together[0];
        let from = match first.reading.from {
            From::QuasiIdentifiers => "quasi-identifiers",
            From::AllColumns => "all columns",
        };
        let drawn = if first.reading.redrawn { ", drawn anew" } else { "" };
        let privacy = if first.equal_privacy { "equal" } else { "unequal" };
        let cells: Vec<String> = together
            .iter()
            .map(|verdict| {
                let (gain, saved) = (100.0 * verdict.gain, 100.0 * verdict.loss_saved);
                format!("k = {}: {gain:+.1} %, {saved:+.0}", verdict.k)
            })
            .collect();
        let holds = |at: fn(&Verdict) -> bool| {
            let k: Vec<String> =
                together.iter().filter(|verdict| at(verdict)).map(|verdict| verdict.k.to_string()).collect();
            if k.is_empty() { "no k".to_owned() } else { format!("k = {}", k.join(", ")) }
        };
        line(
            page,
            &format!(
                "| {} | {from}{drawn} | {} | {privacy} | {} | {} | {} |",
                first.contender.title(),
                first.baseline.title(),
                cells.join("; "),
                holds(|verdict| verdict.gain >= ACCURACY_GAIN),
                holds(|verdict| verdict.loss_saved >= LOSS_REDUCTION),
            ),
        );
    }
}
