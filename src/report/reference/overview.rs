//! What there is in a guideline: counts, and every id with what it is called.

use super::{Page, entry, section};
use crate::guideline::{DecisionId, Evidence, Guideline, Hit, Recommendation};
use crate::report::content::Block;
use crate::report::words::{count, origin_in_words, tone_word};

/// The page.
pub(super) fn page(guideline: &Guideline) -> Page {
    let title = format!("{} ({} {})", guideline.title, guideline.id, guideline.version);
    let rules = guideline.decisions.iter().map(|decision| decision.rules.len()).sum();
    let counts = [
        count(guideline.questions.len(), "question"),
        count(guideline.decisions.len(), "decision"),
        count(rules, "rule"),
        count(guideline.scores.len(), "score"),
        count(guideline.recommendations.len(), "recommendation"),
        count(guideline.stops.len(), "stop"),
        count(guideline.evidence.len(), "citation"),
    ];
    let mut header = vec![
        ("Dated", guideline.date.clone()),
        ("Origin", origin_in_words(guideline)),
        ("Digest", guideline.digest.clone()),
        ("Licence", guideline.licence.clone()),
        ("Sources", guideline.sources.join("; ")),
        ("Disclaimer", guideline.disclaimer.clone()),
        ("Holds", counts.join(", ")),
        ("Strategy", guideline[guideline.strategy].id.clone()),
    ];
    header.retain(|(_, value)| !value.is_empty());
    let mut questions = Vec::new();
    for page in &guideline.sections {
        let pinned = if page.pinned { " (asked first)" } else { "" };
        questions.push(Block::Heading(format!("{}{pinned}", page.title)));
        questions.extend(page.questions.iter().map(|id| line(&guideline[*id].id, &guideline[*id].short)));
    }
    let sections = vec![
        section("Questions", questions),
        section("Decisions, in the order of the path", decisions(guideline)),
        section("Scores", guideline.scores.iter().map(|score| line(&score.id, &score.title)).collect()),
        section("Recommendations", recommendations(guideline)),
        section("Stops", guideline.stops.iter().map(|stop| line(&stop.id, &stop.because)).collect()),
        section("Evidence", guideline.evidence.iter().map(evidence).collect()),
    ];
    (title, header, sections)
}

fn line(id: &str, words: &str) -> Block {
    entry(format!("{id}: {words}"), vec![])
}

fn decisions(guideline: &Guideline) -> Vec<Block> {
    let about = |(at, decision): (usize, &crate::guideline::Decision)| {
        let rules = count(decision.rules.len(), "rule");
        let size = match decision.hit {
            Hit::First => format!("{rules}, {}", count(decision.outcomes.len(), "outcome")),
            Hit::Collect => format!("{rules}, each on its own"),
        };
        let strategy = if DecisionId(at) == guideline.strategy { ", THE STRATEGY" } else { "" };
        entry(format!("{}: {} ({size}{strategy})", decision.id, decision.title), vec![])
    };
    guideline.decisions.iter().enumerate().map(about).collect()
}

/// By domain, in the order in which the guideline first names each.
fn recommendations(guideline: &Guideline) -> Vec<Block> {
    let mut domains: Vec<(&str, Vec<&Recommendation>)> = Vec::new();
    for recommendation in &guideline.recommendations {
        match domains.iter_mut().find(|(domain, _)| *domain == recommendation.domain) {
            Some((_, list)) => list.push(recommendation),
            None => domains.push((&recommendation.domain, vec![recommendation])),
        }
    }
    let mut blocks = Vec::new();
    for (domain, list) in domains {
        blocks.push(Block::Heading(domain.to_owned()));
        let block = |one: &&Recommendation| Block::Item {
            mark: Some(tone_word(guideline, one.tone, false)),
            text: format!("{}: {}", one.id, one.title),
            notes: vec![],
        };
        blocks.extend(list.iter().map(block));
    }
    blocks
}

fn evidence(one: &Evidence) -> Block {
    let mark = if one.checked { "" } else { " [unverified]" };
    line(&one.id, &format!("{}{mark}", one.citation))
}
