//! Phrases that more than one panel uses.

use crate::engine::{
    Advice, Assessment, Fact, State, Status, Value, WhyNot, WorkUp, fact_in_words, value_in_words,
};
use crate::guideline::{
    Answers, Burden, Changes, Decision, Guideline, Kind, OptionSet, Question, Strength, Subject, Tone,
    answer_in_words,
};
use crate::language::say;
use crate::report;
use crate::tui::text::width;

use super::comparison::NAMED;

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

/// `A`, `A or B`, `A, B or C`.
fn listed(names: &[&str], last: &str) -> String {
    match names {
        [before @ .., end] if !before.is_empty() => format!("{} {last} {end}", before.join(", ")),
        names => names.concat(),
    }
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
        // What it waits on is named.
        Status::AwaitingWorkup if report::is_undecided(assessment) => String::new(),
        Status::AwaitingWorkup => match assessment.workup.len() {
            1 => say!(guideline, "1 unknown answer keeps it open.").to_owned(),
            more => say!(guideline, "{0} unknown answers keep it open.", more),
        },
        Status::Final => String::new(),
    }
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

/// Labels of outcomes.
pub(in crate::tui) fn outcomes(decision: &Decision, set: OptionSet) -> Vec<&str> {
    set.iter().filter_map(|outcome| Some(decision.outcomes.get(outcome)?.label.as_str())).collect()
}

/// The state of a decision in a few words.
pub(in crate::tui) fn state(guideline: &Guideline, decision: &Decision, state: &State) -> String {
    match state {
        State::Skipped { .. } => say!(guideline, "does not apply").to_owned(),
        State::Decided { outcome, .. } => {
            decision.outcomes.get(*outcome).map_or_else(String::new, |choice| choice.label.clone())
        }
        State::Open { possible, skippable } => {
            let mut names = outcomes(decision, *possible);
            if *skippable {
                names.push(say!(guideline, "does not apply"));
            }
            // The count comes first: names that are cut are not to be read as the outcome.
            match names.as_slice() {
                few if few.len() <= NAMED => {
                    say!(guideline, "{0} possible: {1}", few.len(), listed(few, say!(guideline, "or")))
                }
                more => say!(guideline, "{0} possible", more.len()),
            }
        }
        State::Collected(rules) => {
            let holding = rules.iter().filter(|rule| **rule == Some(true)).count();
            match (holding, rules.iter().any(Option::is_none)) {
                (0, true) => say!(guideline, "none so far").to_owned(),
                (0, false) => say!(guideline, "none").to_owned(),
                (1, _) => say!(guideline, "1 applies").to_owned(),
                (more, _) => say!(guideline, "{0} apply", more),
            }
        }
    }
}

/// Facts where there is little room: an option says what was asked, but for yes, no, and what other questions have too.
pub(in crate::tui) fn brief(guideline: &Guideline, facts: &[Fact]) -> String {
    let elsewhere = |question: &Question, value: &str| {
        let others = guideline.questions.iter().filter(|other| other.id != question.id);
        others.flat_map(|other| other.kind.options()).any(|option| option.label == value)
    };
    let brief = |fact: &Fact| match fact.on {
        Subject::Question(id) if matches!(guideline[id].kind, Kind::OneOf(_) | Kind::AnyOf(_)) => {
            let value = value_in_words(guideline, fact);
            if elsewhere(&guideline[id], &value) { fact_in_words(guideline, fact) } else { value }
        }
        _ => fact_in_words(guideline, fact),
    };
    facts.iter().map(brief).collect::<Vec<_>>().join(", ")
}

/// On which unknown answers advice depends: `if MMR: deficient; or if ...`.
pub(in crate::tui) fn condition(guideline: &Guideline, advice: &Advice) -> Option<String> {
    let alternatives = advice.condition.as_ref()?;
    let phrases: Vec<String> = alternatives
        .iter()
        .map(|all| {
            let facts: Vec<String> = all.iter().map(|fact| fact_in_words(guideline, fact)).collect();
            say!(guideline, "if {0}", facts.join(say!(guideline, " and ")))
        })
        .collect();
    Some(phrases.join(say!(guideline, "; or ")))
}

/// Whether it is only the way to find out an unknown answer, which stands with the work-up.
pub(in crate::tui) fn only_finds_out(advice: &Advice) -> bool {
    advice.from.is_empty() && !advice.finds_out.is_empty()
}

/// What finds out an unknown answer: `Liver volumetry (decides)`.
pub(in crate::tui) fn workup(guideline: &Guideline, workup: &WorkUp) -> String {
    let question = &guideline[workup.question];
    let how = question.workup.map_or(&question.ask, |id| &guideline[id].title);
    format!(
        "{how} ({})",
        if workup.decisive { say!(guideline, "decides") } else { say!(guideline, "refines") }
    )
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
        let name = guideline[question].short.trim_end_matches('?');
        return format!("{name}: {}", answer_in_words(guideline, question, answer));
    }
    fact_in_words(guideline, fact)
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
