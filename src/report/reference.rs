//! A guideline to look things up in: an overview, and each thing with all it says and what uses it.

mod item;
mod overview;

use super::content::{Block, Section};
use super::text::{Layout, reference};
use crate::guideline::{Guideline, How, Item, Use};

/// Everything a guideline says of one thing, and what uses it, each with its place.
pub fn item_text(guideline: &Guideline, item: Item, layout: Layout) -> String {
    let (title, header, mut sections) = item::page(guideline, item);
    sections.extend(used(guideline, item));
    reference(&title, &header, &sections, layout)
}

/// What there is in a guideline, in the order of its files.
pub fn overview_text(guideline: &Guideline, layout: Layout) -> String {
    let (title, header, sections) = overview::page(guideline);
    reference(&title, &header, &sections, layout)
}

/// A title, what stands under it, and sections.
type Page = (String, Vec<(&'static str, String)>, Vec<Section>);

fn section(title: &str, blocks: Vec<Block>) -> Section {
    Section { title: title.to_owned(), blocks }
}

/// A thing with lines under it.
fn entry(text: impl Into<String>, notes: Vec<(&'static str, String)>) -> Block {
    Block::Item { mark: None, text: text.into(), notes }
}

/// What a thing is called where it is only mentioned: `rule 3 of liver_technical (Liver, technical)`.
fn mention(guideline: &Guideline, item: Item) -> String {
    match item {
        Item::Question(id) => format!("question {} ({})", guideline[id].id, guideline[id].short),
        Item::Decision(id) => format!("decision {} ({})", guideline[id].id, guideline[id].title),
        Item::Rule(id, rule) => {
            let decision = &guideline[id];
            format!("rule {}:{} ({})", decision.id, rule + 1, decision.title)
        }
        Item::Score(id) => format!("score {} ({})", guideline[id].id, guideline[id].title),
        Item::Stop(id) => format!("stop {}", guideline[id].id),
        Item::Recommendation(id) => {
            format!("recommendation {} ({})", guideline[id].id, guideline[id].named())
        }
        Item::Evidence(id) => format!("evidence {} ({})", guideline[id].id, guideline[id].citation),
    }
}

/// What uses a thing, by how it does.
fn used(guideline: &Guideline, item: Item) -> Vec<Section> {
    let uses = item.uses(guideline);
    let (when, tests) = match item {
        Item::Rule(..) => ("Its outcome decides whether these run", "Its outcome is tested by"),
        _ => ("Decides whether these run", "Tested by"),
    };
    let titles = [
        (How::AsksWhen, "Decides whether these are asked"),
        (How::When, when),
        (How::Tests, tests),
        (How::Counts, "Counted in"),
        (How::Gives, "Given by"),
        (How::WorkUp, "Given while one of these is unknown"),
        (How::Cites, "Cited by"),
        (How::Forbids, "Forbidden by"),
        (How::Excludes, "Excluded by"),
    ];
    let of = |how: How| {
        let uses = uses.iter().filter(move |one| one.how == how);
        uses.map(|one| entry(mention(guideline, one.by), notes(guideline, one))).collect()
    };
    let mut sections: Vec<Section> = titles.iter().map(|(how, title)| section(title, of(*how))).collect();
    if uses.is_empty() && !matches!(item, Item::Rule(..) | Item::Stop(_)) {
        sections.push(section("Used by", vec![Block::Text("Nothing uses it.".to_owned())]));
    }
    sections
}

/// Where it is, and what a rule then says.
fn notes(guideline: &Guideline, one: &Use) -> Vec<(&'static str, String)> {
    let mut notes = vec![("", one.by.place(guideline).to_string())];
    if let Item::Rule(id, rule) = one.by
        && let Some(rule) = guideline[id].rules.get(rule)
    {
        notes.push(("if", item::guard(guideline, rule)));
        notes.extend(item::then(guideline, id, rule).map(|then| ("then", then)));
    }
    notes
}
