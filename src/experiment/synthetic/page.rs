//! The results as a page of Markdown.

use std::fmt::Write;

use super::run::StudyRows;
use super::{Contender, Figures, Results};

const HEAD: &str = include_str!("page/head.md");
const TAIL: &str = include_str!("page/tail.md");

/// The page: what was compared, all figures, and how to read them.
#[must_use]
pub fn page(results: &Results) -> String {
    let mut page = HEAD.to_owned();
    // Writing to a text cannot fail.
    for study in &results.studies {
        let _ = heading(&mut page, study);
        for figures in results.figures.iter().filter(|figures| figures.study == study.study) {
            let _ = row(&mut page, figures);
        }
        let _ = writeln!(page, "\n{}", verdict(results, study));
    }
    page + TAIL
}

fn heading(page: &mut String, study: &StudyRows) -> std::fmt::Result {
    let StudyRows { training, test, columns, target, .. } = study;
    let name = match study.study {
        "adult" => "Adult",
        _ => "Made-up hospital stays",
    };
    writeln!(page, "\n## {name}: {training} rows of {columns} columns, {test} rows to test on\n")?;
    writeln!(
        page,
        "| ε | patients | 1 column | 2 columns | 3 columns | accuracy of `{target}` |\n| ---: | --- | ---: | ---: | ---: | ---: |"
    )?;
    let [one, two, three] = study.total_variation;
    writeln!(
        page,
        "| | real, untouched | {one:.4} | {two:.4} | {three:.4} | {}, by the most frequent class {} |",
        accuracy(study.accuracy),
        accuracy(study.majority)
    )
}

fn row(page: &mut String, figures: &Figures) -> std::fmt::Result {
    let ([one, two, three], name) = (figures.total_variation, figures.contender.title());
    writeln!(
        page,
        "| {} | {name} | {one:.4} | {two:.4} | {three:.4} | {} |",
        figures.epsilon.to_f64(),
        accuracy(figures.accuracy)
    )
}

fn accuracy(accuracy: Option<f64>) -> String {
    accuracy.map_or_else(|| "not tried".to_owned(), |accuracy| format!("{accuracy:.3}"))
}

/// From which ε on the tree is nearer to the real rows, in pairs and in triples.
fn verdict(results: &Results, study: &StudyRows) -> String {
    let of = |contender: Contender| {
        let belongs =
            move |figures: &&Figures| figures.study == study.study && figures.contender == contender;
        results.figures.iter().filter(belongs)
    };
    let pairs = || of(Contender::SpanningTree).zip(of(Contender::Independent));
    let better = |at: usize| {
        let wins = pairs().filter(|(tree, other)| tree.total_variation[at] < other.total_variation[at]);
        let epsilons: Vec<String> = wins.map(|(tree, _)| tree.epsilon.to_f64().to_string()).collect();
        if epsilons.is_empty() { "no ε tried".to_owned() } else { format!("ε = {}", epsilons.join(", ")) }
    };
    let learns = pairs().filter(|(tree, other)| tree.accuracy > other.accuracy).count();
    let learnt = format!("; classifiers learn more of it at {learns} of {} ε", pairs().count());
    format!(
        "The spanning tree is nearer to the real rows than independent columns in pairs at {}, and in triples at {}{}.",
        better(1),
        better(2),
        if study.accuracy.is_some() { &learnt } else { "" }
    )
}
