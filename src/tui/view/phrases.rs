//! Phrases that more than one panel uses.

use crate::engine::{Advice, Alert, Assessment, Fact, State, Status, Value, WhyNot, WorkUp, fact_in_words};
use crate::guideline::{
    Answer, Answers, Burden, Changes, Decision, DecisionId, Guideline, QuestionId, Strength, Subject, Tone,
    answer_in_words,
};
use crate::language::say;
use crate::report::{self, listed};
use crate::tui::text::width;

use super::comparison::NAMED;

/// The text of an alert.
pub(in crate::tui) fn alert<'g>(guideline: &'g Guideline, alert: &Alert) -> &'g str {
    let rule = guideline[alert.decision].rules.get(alert.rule);
    rule.and_then(|rule| rule.alert.as_deref()).unwrap_or_default()
}

/// The title of the recommendation: how far it has come is part of it, as far as it fits.
pub(in crate::tui) fn title(guideline: &Guideline, assessment: &Assessment, room: usize) -> String {
    let status = status_and_alerts(guideline, assessment);
    let more = match (waits(guideline, assessment), assessment.status) {
        (Some(waits), _) => format!(", {waits}"),
        (None, Status::Settled) => format!("; {}", refining(guideline, assessment)),
        (None, _) => String::new(),
    };
    let long = say!(guideline, "RECOMMENDATION ({0}{1})", status, more);
    if width(&long) <= room { long } else { say!(guideline, "RECOMMENDATION ({0})", status) }
}

/// How far an assessment has come, in a word that stands by itself. While unknown answers leave the plan open, no
/// word says or implies that it is settled.
fn status(guideline: &Guideline, assessment: &Assessment) -> &'static str {
    match assessment.status {
        _ if report::is_undecided(assessment) => say!(guideline, "OPEN"),
        Status::Provisional => say!(guideline, "PROVISIONAL"),
        Status::Settled => say!(guideline, "SETTLED"),
        Status::AwaitingWorkup => say!(guideline, "AWAITING WORK-UP"),
        Status::Final => say!(guideline, "FINAL"),
    }
}

/// The status; beside a final one, how many alerts stand against taking it as it is.
pub(in crate::tui) fn status_and_alerts(guideline: &Guideline, assessment: &Assessment) -> String {
    let status = status(guideline, assessment);
    match (assessment.status, assessment.alerts.len()) {
        (Status::Final, 1) => say!(guideline, "{0}, 1 alert", status),
        (Status::Final, 2..) => say!(guideline, "{0}, {1} alerts", status, assessment.alerts.len()),
        _ => status.to_owned(),
    }
}

/// On which unknown answers the plan waits, where it does and nothing is left to ask about it: `waits on MMR`.
pub(in crate::tui) fn waits(guideline: &Guideline, assessment: &Assessment) -> Option<String> {
    let names = report::waits_on(guideline, assessment);
    match names.as_slice() {
        [] => None,
        names if names.len() > NAMED => {
            let more = names.len() - (NAMED - 1);
            Some(say!(guideline, "waits on {0} and {1} more", names[..NAMED - 1].join(", "), more))
        }
        names => Some(say!(guideline, "waits on {0}", listed(names, say!(guideline, "and")))),
    }
}

/// The status, with how many answers are to be confirmed.
pub(in crate::tui) fn status_and_outdated(
    guideline: &Guideline,
    assessment: &Assessment,
    outdated: usize,
) -> String {
    let outdated = if outdated > 0 { say!(guideline, ", {0} OUT OF DATE", outdated) } else { String::new() };
    format!("{}{outdated}", status_and_alerts(guideline, assessment))
}

/// The status, with how many answers are to be confirmed and what the plan waits on.
pub(in crate::tui) fn full_status(guideline: &Guideline, assessment: &Assessment, outdated: usize) -> String {
    let waits = waits(guideline, assessment).map_or_else(String::new, |waits| format!(", {waits}"));
    format!("{}{waits}", status_and_outdated(guideline, assessment, outdated))
}

/// What keeps it from being final, beyond what its title says; empty where nothing does.
pub(in crate::tui) fn what_is_missing(
    guideline: &Guideline,
    assessment: &Assessment,
    outdated: usize,
    title: &str,
) -> String {
    let outdated = match outdated {
        0 => String::new(),
        1 => say!(guideline, "1 answer is out of date. ").to_owned(),
        more => say!(guideline, "{0} answers are out of date. ", more),
    };
    let mut waits = waits(guideline, assessment).filter(|waits| !title.contains(waits.as_str()));
    if let Some(first) = waits.as_mut().and_then(|waits| waits.get_mut(..1)) {
        first.make_ascii_uppercase();
    }
    let waits = waits.map_or_else(String::new, |waits| format!("{waits}. "));
    let text = format!("{outdated}{waits}{}", what_is_open(guideline, assessment));
    text.trim_end().to_owned()
}

fn what_is_open(guideline: &Guideline, assessment: &Assessment) -> String {
    match assessment.status {
        Status::Provisional => match assessment.decisive.len() {
            1 => say!(guideline, "1 answer can still change the plan.").to_owned(),
            more => say!(guideline, "{0} answers can still change the plan.", more),
        },
        Status::Settled => format!("{}.", refining(guideline, assessment)),
        Status::AwaitingWorkup => unknowns(guideline, assessment),
        Status::Final => String::new(),
    }
}

/// What the unknown answers are good for, where nothing is left to ask: `2 unknown answers decide the plan, 11 refine the
/// advice.`
fn unknowns(guideline: &Guideline, assessment: &Assessment) -> String {
    let deciding = match assessment.decisive.len() {
        0 => None,
        1 => Some(say!(guideline, "1 unknown answer decides the plan").to_owned()),
        more => Some(say!(guideline, "{0} unknown answers decide the plan", more)),
    };
    let refining = match (assessment.refining.len(), deciding.is_some()) {
        (0, _) => None,
        (1, false) => Some(say!(guideline, "1 unknown answer refines the advice").to_owned()),
        (more, false) => Some(say!(guideline, "{0} unknown answers refine the advice", more)),
        (1, true) => Some(say!(guideline, "1 refines the advice").to_owned()),
        (more, true) => Some(say!(guideline, "{0} refine the advice", more)),
    };
    let told: Vec<String> = deciding.into_iter().chain(refining).collect();
    format!("{}.", told.join(", "))
}

fn refining(guideline: &Guideline, assessment: &Assessment) -> String {
    match assessment.refining.len() {
        1 => say!(guideline, "1 answer would refine the advice").to_owned(),
        more => say!(guideline, "{0} answers would refine the advice", more),
    }
}

/// The plan in a line: its title, or how many are possible.
pub(in crate::tui) fn headline(guideline: &Guideline, assessment: &Assessment) -> String {
    match assessment.strategy.outcome {
        Some(outcome) => plan(guideline, outcome).to_owned(),
        None => say!(guideline, "{0} strategies possible", assessment.strategy.possible.len()),
    }
}

/// The title of a plan.
pub(in crate::tui) fn plan(guideline: &Guideline, outcome: usize) -> &str {
    let decision = guideline.decisions.get(guideline.strategy.0);
    decision.and_then(|decision| decision.outcomes.get(outcome)).map_or("", |choice| choice.label.as_str())
}

/// The tests of a decision in words, that which decided it first, for where there is little room: what its own rule tests
/// before what other rules needed, and what few decisions test before what many do. A question is told with its short name
/// and as it was answered.
pub(in crate::tui) fn reasons(
    guideline: &Guideline,
    answers: &Answers,
    id: DecisionId,
    state: &State,
) -> Vec<String> {
    let State::Decided { rule, tests, .. } = state else { return Vec::new() };
    let guard = rule.and_then(|rule| guideline[id].rules.get(rule)?.guard.as_ref());
    let common = |on: Subject| {
        let guards = |decision: &Decision| {
            decision.rules.iter().filter_map(|rule| rule.guard.as_ref()).any(|guard| guard.tests(on))
        };
        guideline.decisions.iter().filter(|decision| guards(decision)).count()
    };
    let mut facts: Vec<&Fact> = tests.iter().collect();
    facts.sort_by_cached_key(|fact| match guard {
        Some(guard) if guard.tests(fact.on) => common(fact.on),
        _ => usize::MAX,
    });
    let in_words = |fact: &Fact| match fact.on {
        Subject::Question(question) => match answers.get(question) {
            Some(answer) => named(guideline, question, answer),
            None => fact_in_words(guideline, fact),
        },
        _ => fact_in_words(guideline, fact),
    };
    let mut told: Vec<String> = facts.into_iter().map(in_words).collect();
    told.dedup();
    told
}

/// As many of these, whole, as fit into so many columns; `..` stands for the others. `None` where none does.
pub(in crate::tui) fn as_many_as_fit(parts: &[String], columns: usize) -> Option<String> {
    (1..=parts.len()).rev().find_map(|count| {
        let rest = if count < parts.len() { ", .." } else { "" };
        let text = format!("{}{rest}", parts.get(..count)?.join(", "));
        (width(&text) <= columns).then_some(text)
    })
}

/// The unknown answers in these ways, by their short names.
fn depends_on(guideline: &Guideline, ways: &[Vec<Fact>]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for fact in ways.iter().flatten() {
        let name = match fact.on {
            Subject::Question(id) => &guideline[id].short,
            Subject::Decision(id) => &guideline[id].title,
            Subject::Score(id) => &guideline[id].title,
        };
        let name = name.trim_end_matches('?');
        if !names.iter().any(|known| known == name) {
            names.push(name.to_owned());
        }
    }
    names
}

/// On what advice depends that is not certain, in a line of so many columns: the one way in which it comes to hold where
/// that fits (`if MMR: deficient`), else the questions (`if MMR, RAS, ..`).
pub(in crate::tui) fn condition(guideline: &Guideline, advice: &Advice, columns: usize) -> Option<String> {
    let ways = advice.condition.as_ref()?;
    if ways.is_empty() {
        return Some(say!(guideline, "if open answers allow it").to_owned());
    }
    if let (way, None) = report::ways_in_words(guideline, ways, 1) {
        let whole = say!(guideline, "if {0}", way.concat());
        if width(&whole) <= columns {
            return Some(whole);
        }
    }
    let names = depends_on(guideline, ways);
    let room = columns.saturating_sub(width(&say!(guideline, "if {0}", "")));
    let names = as_many_as_fit(&names, room).unwrap_or_else(|| names.join(", "));
    Some(say!(guideline, "if {0}", names))
}

/// Whether it is only the way to find out an unknown answer, which stands with the work-up.
pub(in crate::tui) fn only_finds_out(assessment: &Assessment, advice: &Advice) -> bool {
    let stands_there = || assessment.workup.iter().any(|item| item.by == Some(advice.recommendation));
    advice.from.is_empty() && !advice.finds_out.is_empty() && stands_there()
}

/// What finds out unknown answers, each with its questions: `Molecular profile: MMR (decides), RAS, HER2 (refines)`.
pub(in crate::tui) fn workups(guideline: &Guideline, workup: &[WorkUp]) -> Vec<(QuestionId, String)> {
    let mut groups: Vec<Vec<&WorkUp>> = Vec::new();
    for item in workup {
        let how = item.by;
        let same =
            |group: &&mut Vec<&WorkUp>| how.is_some() && group.first().is_some_and(|first| first.by == how);
        match groups.iter_mut().find(same) {
            Some(group) => group.push(item),
            None => groups.push(vec![item]),
        }
    }
    let matters = |decisive| if decisive { say!(guideline, "decides") } else { say!(guideline, "refines") };
    let told = |group: &[&WorkUp]| {
        let first = group.first()?;
        let Some(id) = first.by else {
            let ask = &guideline[first.question].ask;
            return Some((first.question, format!("{ask} ({})", matters(first.decisive))));
        };
        let names = |decisive: bool| {
            let of = group.iter().filter(|item| item.decisive == decisive);
            let names: Vec<&str> =
                of.map(|item| guideline[item.question].short.trim_end_matches('?')).collect();
            (!names.is_empty()).then(|| format!("{} ({})", names.join(", "), matters(decisive)))
        };
        let names: Vec<String> = [true, false].into_iter().filter_map(names).collect();
        Some((first.question, format!("{}: {}", guideline[id].title, names.join(", "))))
    };
    groups.iter().filter_map(|group| told(group)).collect()
}

/// The given answers that rule a plan out.
pub(in crate::tui) fn ruled_out(guideline: &Guideline, answers: &Answers, why: &WhyNot) -> String {
    let given: Vec<String> = why.because.iter().map(|fact| given(guideline, answers, fact)).collect();
    match given.as_slice() {
        [] => say!(guideline, "never in this guideline").to_owned(),
        given => say!(guideline, "ruled out by {0}", given.join("; ")),
    }
}

/// A fact as the clinician answered it: the number, not the range in which it makes no difference.
fn given(guideline: &Guideline, answers: &Answers, fact: &Fact) -> String {
    if let (Subject::Question(question), Value::Range(..)) = (fact.on, &fact.is)
        && let Some(answer) = answers.get(question)
    {
        return named(guideline, question, answer);
    }
    fact_in_words(guideline, fact)
}

/// An answer with the short name of its question.
fn named(guideline: &Guideline, question: QuestionId, answer: Answer) -> String {
    let name = guideline[question].short.trim_end_matches('?');
    format!("{name}: {}", answer_in_words(guideline, question, answer))
}

/// The first word of a line of advice.
pub(in crate::tui) fn tone(guideline: &Guideline, tone: Tone) -> &'static str {
    match tone {
        Tone::Do => say!(guideline, "do"),
        Tone::Consider => say!(guideline, "consider"),
        Tone::Avoid => say!(guideline, "AVOID"),
    }
}

/// How strongly, in words.
pub(in crate::tui) fn strength(guideline: &Guideline, strength: Strength) -> &'static str {
    match strength {
        Strength::A => say!(guideline, "A, strong for"),
        Strength::B => say!(guideline, "B, conditional for"),
        Strength::C => say!(guideline, "C, equal options"),
        Strength::D => say!(guideline, "D, against"),
        Strength::X => say!(guideline, "X, contraindicated"),
    }
}

/// Whether an answer can change, in words.
pub(in crate::tui) fn changes(guideline: &Guideline, changes: Changes) -> &'static str {
    match changes {
        Changes::Modifiable => say!(guideline, "Modifiable"),
        Changes::Measured => say!(guideline, "May change by itself or when measured again"),
        Changes::Fixed => say!(guideline, "Fixed, unless the answer is wrong"),
    }
}

/// What finding out costs the patient, in words.
pub(in crate::tui) fn burden(guideline: &Guideline, burden: Burden) -> &'static str {
    match burden {
        Burden::History => say!(guideline, "history"),
        Burden::Bedside => say!(guideline, "bedside"),
        Burden::Blood => say!(guideline, "blood"),
        Burden::Imaging => say!(guideline, "imaging"),
        Burden::Invasive => say!(guideline, "invasive"),
    }
}
