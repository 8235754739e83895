//! Phrases that more than one panel uses.

use crate::engine::{Advice, Assessment, Fact, State, Status, fact_in_words, value_in_words};
use crate::guideline::{Basis, Burden, Decision, Guideline, Kind, OptionSet, Strength, Subject, Tone};
use crate::tui::state::Work;

/// The title of the recommendation: how far it has come is part of it.
pub(super) fn title(assessment: &Assessment, width: usize) -> String {
    let long = match assessment.status {
        Status::Provisional => "RECOMMENDATION (PROVISIONAL)".to_owned(),
        Status::Settled => format!("RECOMMENDATION (SETTLED; {})", refining(assessment)),
        Status::AwaitingWorkup => "RECOMMENDATION (AWAITING WORK-UP)".to_owned(),
        Status::Final => "RECOMMENDATION (FINAL)".to_owned(),
    };
    if assessment.status == Status::Settled && long.len() > width {
        return "RECOMMENDATION (SETTLED)".to_owned();
    }
    long
}

/// What keeps it from being final; empty where nothing does.
pub(super) fn what_is_missing(work: &Work) -> String {
    let outdated = match work.to_confirm.len() {
        0 => String::new(),
        1 => "1 answer is out of date. ".to_owned(),
        more => format!("{more} answers are out of date. "),
    };
    let text = format!("{outdated}{}", what_is_open(&work.assessment));
    text.trim_end().to_owned()
}

fn what_is_open(assessment: &Assessment) -> String {
    match assessment.status {
        Status::Provisional => match assessment.decisive.len() {
            1 => "1 answer can still change the plan.".to_owned(),
            more => format!("{more} answers can still change the plan."),
        },
        Status::Settled => format!("{}.", refining(assessment)),
        Status::AwaitingWorkup => match assessment.workup.len() {
            1 => "1 unknown answer keeps it open.".to_owned(),
            more => format!("{more} unknown answers keep it open."),
        },
        Status::Final => String::new(),
    }
}

fn refining(assessment: &Assessment) -> String {
    match assessment.refining.len() {
        1 => "1 answer would refine the advice".to_owned(),
        more => format!("{more} answers would refine the advice"),
    }
}

/// The plan in a line: its title, or how many are possible.
pub(super) fn headline(guideline: &Guideline, assessment: &Assessment) -> String {
    let outcomes = guideline.decisions.get(guideline.strategy.0).map(|decision| &decision.outcomes);
    match assessment.strategy.outcome {
        Some(outcome) => outcomes
            .and_then(|outcomes| outcomes.get(outcome))
            .map_or_else(String::new, |choice| choice.label.clone()),
        None => format!("{} strategies possible", assessment.strategy.possible.len()),
    }
}

/// Labels of outcomes.
pub(super) fn outcomes(decision: &Decision, set: OptionSet) -> Vec<&str> {
    set.iter().filter_map(|outcome| Some(decision.outcomes.get(outcome)?.label.as_str())).collect()
}

/// The state of a decision in a few words.
pub(super) fn state(decision: &Decision, state: &State) -> String {
    match state {
        State::Skipped { .. } => "does not apply".to_owned(),
        State::Decided { outcome, .. } => {
            decision.outcomes.get(*outcome).map_or_else(String::new, |choice| choice.label.clone())
        }
        State::Open { possible, skippable } => {
            let mut names = outcomes(decision, *possible);
            if *skippable {
                names.push("does not apply");
            }
            match names.as_slice() {
                [one, other] => format!("{one} or {other}?"),
                more => format!("{} possible", more.len()),
            }
        }
        State::Collected(rules) => {
            let holding = rules.iter().filter(|rule| **rule == Some(true)).count();
            match (holding, rules.iter().any(Option::is_none)) {
                (0, true) => "none so far".to_owned(),
                (0, false) => "none".to_owned(),
                (1, _) => "1 applies".to_owned(),
                (more, _) => format!("{more} apply"),
            }
        }
    }
}

/// Facts in one phrase.
pub(super) fn facts(guideline: &Guideline, facts: &[Fact]) -> String {
    facts.iter().map(|fact| fact_in_words(guideline, fact)).collect::<Vec<_>>().join(", ")
}

/// Facts where there is little room: an option says what was asked, yes and no do not.
pub(super) fn brief(guideline: &Guideline, facts: &[Fact]) -> String {
    let brief = |fact: &Fact| match fact.on {
        Subject::Question(question)
            if matches!(guideline[question].kind, Kind::OneOf(_) | Kind::AnyOf(_)) =>
        {
            value_in_words(guideline, fact)
        }
        _ => fact_in_words(guideline, fact),
    };
    facts.iter().map(brief).collect::<Vec<_>>().join(", ")
}

/// On which unknown answers advice depends: `if MMR: deficient; or if ...`.
pub(super) fn condition(guideline: &Guideline, advice: &Advice) -> Option<String> {
    let alternatives = advice.condition.as_ref()?;
    let phrases: Vec<String> = alternatives
        .iter()
        .map(|all| {
            let facts: Vec<String> = all.iter().map(|fact| fact_in_words(guideline, fact)).collect();
            format!("if {}", facts.join(" and "))
        })
        .collect();
    Some(phrases.join("; or "))
}

/// The first word of a line of advice.
pub(super) fn tone(tone: Tone) -> &'static str {
    match tone {
        Tone::Do => "do",
        Tone::Consider => "consider",
        Tone::Avoid => "AVOID",
    }
}

/// How strongly, in words.
pub(super) fn strength(strength: Strength) -> &'static str {
    match strength {
        Strength::A => "A, strong for",
        Strength::B => "B, conditional for",
        Strength::C => "C, equal options",
        Strength::D => "D, against",
        Strength::X => "X, contraindicated",
    }
}

/// What a rule rests on, in words.
pub(super) fn basis(basis: Basis) -> &'static str {
    match basis {
        Basis::Guideline => "published guideline",
        Basis::Trial => "randomised trial",
        Basis::Consensus => "consensus",
        Basis::Observational => "observational",
        Basis::Expert => "choice of this guideline's authors",
    }
}

/// What finding out costs the patient, in words.
pub(super) fn burden(burden: Burden) -> &'static str {
    match burden {
        Burden::History => "history",
        Burden::Bedside => "bedside",
        Burden::Blood => "blood",
        Burden::Imaging => "imaging",
        Burden::Invasive => "invasive",
    }
}
