//! One question, decision, rule, score, stop, recommendation or citation with everything it says.

use super::{Page, entry, mention, section};
use crate::guideline::{
    Burden, Changes, Choice, DecisionId, EvidenceId, Guideline, Hit, Item, Kind, OptionSet, QuestionId,
    RecommendationId, Rule, ScoreId, ScoreKind, StopId, Tone, formula_text, guard_text,
};
use crate::report::content::{Block, Section};
use crate::report::words::{basis_in_words, burden_id, count, strength_in_words};

type Fields = Vec<(&'static str, String)>;

/// The page of a thing.
pub(super) fn page(guideline: &Guideline, item: Item) -> Page {
    let (mut header, sections) = match item {
        Item::Question(id) => question(guideline, id),
        Item::Decision(id) => decision(guideline, id),
        Item::Rule(id, rule) => one_rule(guideline, id, rule),
        Item::Score(id) => score(guideline, id),
        Item::Stop(id) => stop(guideline, id),
        Item::Recommendation(id) => recommendation(guideline, id),
        Item::Evidence(id) => evidence(guideline, id),
    };
    header.insert(0, ("Written in", item.place(guideline).to_string()));
    let title = mention(guideline, item);
    let mut letters = title.chars();
    let title = letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default();
    (title, header, sections)
}

/// The guard of a rule, or that it is the last.
pub(super) fn guard(guideline: &Guideline, rule: &Rule) -> String {
    rule.guard.as_ref().map_or_else(|| "otherwise".to_owned(), |guard| guard_text(guideline, guard))
}

/// What a rule ends in: the outcome's id, and what it is called.
pub(super) fn then(guideline: &Guideline, id: DecisionId, rule: &Rule) -> Option<String> {
    guideline[id].outcomes.get(rule.then?).map(choice)
}

fn choice(choice: &Choice) -> String {
    if choice.label == choice.id { choice.id.clone() } else { format!("{} ({})", choice.id, choice.label) }
}

fn choices(choices: &[Choice]) -> Vec<Block> {
    let help = |choice: &Choice| choice.help.iter().map(|help| ("", help.clone())).collect();
    choices.iter().map(|one| entry(choice(one), help(one))).collect()
}

fn question(guideline: &Guideline, id: QuestionId) -> (Fields, Vec<Section>) {
    let question = &guideline[id];
    let kind = match &question.kind {
        Kind::YesNo => "yes or no".to_owned(),
        Kind::OneOf(_) => "one of these, without order".to_owned(),
        Kind::Scale(_) => "one of these, in ascending order".to_owned(),
        Kind::AnyOf(_) => "any of these, or none".to_owned(),
        Kind::Number { unit, min, max, decimals } => {
            let unit = if unit.is_empty() { String::new() } else { format!(" {unit}") };
            format!("number from {min} to {max}{unit}, {}", count(usize::from(*decimals), "decimal"))
        }
    };
    let mut fields = vec![
        ("Asks", question.ask.clone()),
        ("Section", guideline.sections[question.section].title.clone()),
        ("Answer", kind),
    ];
    let asks = question.asks_when.as_ref();
    let asks =
        asks.map_or_else(|| "always".to_owned(), |guard| format!("when {}", guard_text(guideline, guard)));
    fields.push(("Asked", asks));
    fields.extend(question.help.iter().map(|help| ("Help", help.clone())));
    let workup = |id: RecommendationId| ("While unknown", mention(guideline, Item::Recommendation(id)));
    fields.extend(question.workup.map(workup));
    let burden = match question.burden {
        Burden::History => "ask, or look it up",
        Burden::Bedside => "examine",
        Burden::Blood => "take blood",
        Burden::Imaging => "scan",
        Burden::Invasive => "needle, scope or knife",
    };
    fields.push(("To find out", format!("{burden} (burden: {})", burden_id(question.burden))));
    let changes = match question.changes {
        Changes::Fixed => "never changes (fixed)",
        Changes::Modifiable => "treatment can change it (modifiable)",
        Changes::Measured => "changes by itself or when measured again (measured)",
    };
    fields.push(("Changes", changes.to_owned()));
    let valid = |days: u32| ("Outdated", format!("after {}", count(days as usize, "day")));
    fields.extend(question.valid_days.map(valid));
    (fields, vec![section("Options", choices(question.kind.options()))])
}

fn decision(guideline: &Guideline, id: DecisionId) -> (Fields, Vec<Section>) {
    let decision = &guideline[id];
    let mut fields = vec![];
    if id == guideline.strategy {
        fields.push(("Role", "the strategy: the headline of every result".to_owned()));
    }
    let hit = match decision.hit {
        Hit::First => "the first rule that holds gives the outcome (first)",
        Hit::Collect => "every rule that holds counts, each on its own (collect)",
    };
    fields.push(("Rules work", hit.to_owned()));
    let when = decision.when.as_ref();
    let when =
        when.map_or_else(|| "always".to_owned(), |guard| format!("when {}", guard_text(guideline, guard)));
    fields.push(("Runs", when));
    if decision.ordered {
        fields.push(("Outcomes", "in ascending order".to_owned()));
    }
    let rules = decision.rules.iter().enumerate().map(|(index, rule)| {
        let mut notes = rule_fields(guideline, id, rule);
        notes.insert(0, ("", rule.place.to_string()));
        entry(format!("{}. {}", index + 1, if_guard(guideline, rule)), notes)
    });
    (fields, vec![section("Outcomes", choices(&decision.outcomes)), section("Rules", rules.collect())])
}

fn if_guard(guideline: &Guideline, rule: &Rule) -> String {
    match &rule.guard {
        Some(guard) => format!("if {}", guard_text(guideline, guard)),
        None => "otherwise".to_owned(),
    }
}

/// What a rule says besides its guard.
fn rule_fields(guideline: &Guideline, id: DecisionId, rule: &Rule) -> Fields {
    let mut fields: Fields = then(guideline, id, rule).map(|then| ("then", then)).into_iter().collect();
    if !rule.because.is_empty() {
        fields.push(("because", rule.because.clone()));
    }
    fields.extend(rule.alert.iter().map(|alert| ("alert", alert.clone())));
    fields.extend(
        rule.strength.map(|strength| ("strength", strength_in_words(guideline, strength).to_owned())),
    );
    fields.extend(rule.basis.map(|basis| ("basis", basis_in_words(basis).to_owned())));
    let recommend =
        rule.recommend.iter().map(|id| format!("{} ({})", guideline[*id].id, guideline[*id].named()));
    let recommend: Vec<String> = recommend.collect();
    if !recommend.is_empty() {
        fields.push(("recommends", recommend.join("; ")));
    }
    if !rule.evidence.is_empty() {
        fields.push(("evidence", citations(guideline, &rule.evidence)));
    }
    fields
}

fn citations(guideline: &Guideline, evidence: &[EvidenceId]) -> String {
    let cite = |id: &EvidenceId| {
        let evidence = &guideline[*id];
        let mark = if evidence.checked { "" } else { " [unverified]" };
        format!("{} ({}){mark}", evidence.id, evidence.citation)
    };
    evidence.iter().map(cite).collect::<Vec<_>>().join("; ")
}

fn one_rule(guideline: &Guideline, id: DecisionId, at: usize) -> (Fields, Vec<Section>) {
    let decision = &guideline[id];
    let Some(rule) = decision.rules.get(at) else { return (vec![], vec![]) };
    let mut fields = vec![("if", guard(guideline, rule))];
    fields.extend(decision.when.as_ref().map(|when| ("and only when", guard_text(guideline, when))));
    if decision.hit == Hit::First && at > 0 {
        let earlier = match at {
            1 => "rule 1 before it does not hold".to_owned(),
            _ => format!("none of the rules 1 to {at} before it holds"),
        };
        fields.push(("and", earlier));
    }
    fields.extend(rule_fields(guideline, id, rule));
    (fields, vec![])
}

fn score(guideline: &Guideline, id: ScoreId) -> (Fields, Vec<Section>) {
    match &guideline[id].kind {
        ScoreKind::Formula(formula) => (vec![("Formula", formula_text(guideline, formula))], vec![]),
        ScoreKind::Points(points) => {
            let line = |(guard, add): &(_, i32)| {
                entry(format!("{add:+} if {}", guard_text(guideline, guard)), vec![])
            };
            (vec![], vec![section("Points", points.iter().map(line).collect())])
        }
    }
}

fn stop(guideline: &Guideline, id: StopId) -> (Fields, Vec<Section>) {
    let stop = &guideline[id];
    let mut fields =
        vec![("Never, if", guard_text(guideline, &stop.guard)), ("because", stop.because.clone())];
    if !stop.evidence.is_empty() {
        fields.push(("evidence", citations(guideline, &stop.evidence)));
    }
    let advice = stop.forbid.iter().map(|id| Item::Recommendation(*id));
    let advice =
        advice.map(|item| entry(mention(guideline, item), vec![("", item.place(guideline).to_string())]));
    let outcomes = stop.forbid_outcome.iter().map(|(decision, set)| outcomes(guideline, *decision, *set));
    (fields, vec![section("Forbids", advice.chain(outcomes).collect())])
}

fn outcomes(guideline: &Guideline, id: DecisionId, set: OptionSet) -> Block {
    let decision = &guideline[id];
    let labels: Vec<String> = set.iter().filter_map(|at| decision.outcomes.get(at)).map(choice).collect();
    entry(
        format!("{} of {}", labels.join(" or "), mention(guideline, Item::Decision(id))),
        vec![("", decision.place.to_string())],
    )
}

fn recommendation(guideline: &Guideline, id: RecommendationId) -> (Fields, Vec<Section>) {
    let recommendation = &guideline[id];
    let tone = match recommendation.tone {
        Tone::Do => "do",
        Tone::Consider => "consider",
        Tone::Avoid => "avoid",
    };
    let mut fields = vec![
        ("Title", recommendation.title.clone()),
        ("Domain", recommendation.domain.clone()),
        ("Tone", tone.to_owned()),
    ];
    if !recommendation.detail.is_empty() {
        fields.push(("Detail", recommendation.detail.clone()));
    }
    let excludes = recommendation.excludes.iter().map(|id| Item::Recommendation(*id));
    let excludes =
        excludes.map(|item| entry(mention(guideline, item), vec![("", item.place(guideline).to_string())]));
    (fields, vec![section("Excludes", excludes.collect())])
}

fn evidence(guideline: &Guideline, id: EvidenceId) -> (Fields, Vec<Section>) {
    let evidence = &guideline[id];
    let status = match evidence.checked {
        true => "checked: the figures were read in the source",
        false => "UNVERIFIED: the figures were not read in the source",
    };
    let mut fields = vec![
        ("Citation", evidence.citation.clone()),
        ("Finding", evidence.finding.clone()),
        ("Grade", evidence.grade.clone()),
        ("Status", status.to_owned()),
    ];
    fields.extend(evidence.pmid.map(|pmid| ("PMID", pmid.to_string())));
    fields.extend(evidence.doi.iter().map(|doi| ("DOI", doi.clone())));
    (fields, vec![])
}
