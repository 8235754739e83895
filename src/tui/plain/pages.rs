//! What is said only when it is asked for: plan, path, evidence, what is open, what is answered.

use crate::engine::State;
use crate::guideline::{Answer, EvidenceId, Guideline, QuestionId, answer_in_words};
use crate::language::say;
use crate::report::certain_first;
use crate::tui::state::{Changed, Item, Model, Work};
use crate::tui::view::comparison::LINE;
use crate::tui::view::{self, phrases};

use super::changes;

/// The assessment that is worked on, as [`changes`] compares it.
pub(super) fn here(work: &Work) -> changes::State<'_> {
    changes::State { assessment: &work.assessment, outdated: work.to_confirm.len() }
}

/// That of the case itself, whatever stands on the side.
fn of_case(work: &Work) -> changes::State<'_> {
    changes::State { assessment: work.of_case(), outdated: work.to_confirm_of_case().len() }
}

/// Numbered lines.
pub(super) fn numbered(guideline: &Guideline, lines: impl IntoIterator<Item = String>) -> Vec<String> {
    (1usize..).zip(lines).map(|(number, line)| say!(guideline, "{0}. {1}", number, line)).collect()
}

/// What the recommendation consists of, with the words for each part.
pub(super) fn items(model: &Model, work: &Work) -> Vec<(Item, String)> {
    let guideline = model.guideline();
    let assessment = &work.assessment;
    let mut items = vec![];
    if assessment.strategy.outcome.is_some() {
        items.push((Item::Decision(guideline.strategy), say!(guideline, "reasons of the plan").to_owned()));
    }
    let advised = certain_first(&assessment.recommendations);
    for advice in advised.filter(|advice| !phrases::only_finds_out(assessment, advice)) {
        let recommendation = &guideline[advice.recommendation];
        let tone = phrases::tone(guideline, advice.tone(guideline));
        let text = match phrases::condition(guideline, advice, LINE) {
            None => say!(guideline, "{0} {1}", tone, recommendation.title),
            Some(condition) => {
                say!(guideline, "{0} {1}, only {2}", tone, recommendation.title, condition)
            }
        };
        items.push((Item::Recommendation(advice.recommendation), text));
    }
    for withheld in &assessment.withheld {
        let name = guideline[withheld.recommendation].named();
        items.push((Item::Stop(withheld.stop), say!(guideline, "withheld {0}", name)));
    }
    for (question, how) in phrases::workups(guideline, &assessment.workup) {
        items.push((Item::Question(question), say!(guideline, "find out {0}", how)));
    }
    items
}

/// The recommendation: dangers, status and plan, what keeps it open, and its parts, numbered.
pub(super) fn plan(model: &Model, work: &Work) -> Vec<String> {
    let guideline = model.guideline();
    let assessment = &work.assessment;
    let mut lines: Vec<String> = view::board_in_words(guideline, work).into_iter().collect();
    lines.extend(changes::dangers(guideline, assessment, None));
    let plan = changes::plan(guideline, here(work));
    let missing = phrases::what_is_missing(guideline, assessment, work.to_confirm.len(), &plan);
    lines.extend([plan, missing]);
    lines.extend(numbered(guideline, items(model, work).into_iter().map(|(_, text)| text)));
    match assessment.pending.len() {
        0 => {}
        1 => lines.push(say!(guideline, "1 more waits for open answers.").to_owned()),
        more => lines.push(say!(guideline, "{0} more wait for open answers.", more)),
    }
    lines
}

/// What-if beside the case: both plans, what was changed, and what differs.
pub(super) fn what_if(model: &Model, work: &Work) -> Vec<String> {
    let guideline = model.guideline();
    let mut lines = vec![
        say!(guideline, "What if: {0}", changes::plan(guideline, here(work))),
        say!(guideline, "In the case: {0}", changes::plan(guideline, of_case(work))),
    ];
    let changed = work.changed_aside();
    if changed.is_empty() {
        lines.push(
            say!(guideline, "No answer is changed yet. Change one to see what would differ.").to_owned(),
        );
        return lines;
    }
    lines.extend(changed.iter().map(|changed| changed_aside(guideline, changed)));
    let told = changes::told(guideline, of_case(work), here(work));
    // The plans were told first.
    let plan = changes::plan(guideline, here(work));
    let mut differences: Vec<String> = told.into_iter().filter(|line| *line != plan).collect();
    if differences.is_empty() {
        differences.push(say!(guideline, "No advice differs. {0}", "").trim_end().to_owned());
    }
    lines.extend(differences);
    lines
}

/// An answer that was changed on the side, beside that of the case.
pub(super) fn changed_aside(guideline: &Guideline, changed: &Changed) -> String {
    let words = |answer: Option<Answer>| match answer {
        Some(answer) => answer_in_words(guideline, changed.question, answer),
        None => say!(guideline, "not answered").to_owned(),
    };
    let name = guideline[changed.question].short.trim_end_matches('?');
    say!(guideline, "{0}: {1} (in the case: {2})", name, words(changed.then), words(changed.now))
}

/// The decisions of the path with their words: those that are steps of it, or all.
pub(super) fn path(model: &Model, work: &Work, all: bool) -> Vec<(Item, String)> {
    let states = work.assessment.decisions.iter();
    let lines = view::path_in_lines(model, work).into_iter().zip(states);
    lines
        .filter(|(_, state)| all || view::is_step(&work.assessment, &state.state))
        .map(|(line, state)| (Item::Decision(state.decision), line))
        .collect()
}

/// The evidence on which the plan, the advice and the stops rest, each entry once, with what it is cited for.
pub(super) fn evidence(model: &Model, work: &Work) -> Vec<(EvidenceId, Vec<String>)> {
    let guideline = model.guideline();
    let assessment = &work.assessment;
    let mut cited: Vec<(EvidenceId, Vec<String>)> = vec![];
    let mut cite = |ids: &[EvidenceId], what: String| {
        for id in ids {
            match cited.iter_mut().find(|(known, _)| known == id) {
                Some((_, names)) if names.contains(&what) => {}
                Some((_, names)) => names.push(what.clone()),
                None => cited.push((*id, vec![what.clone()])),
            }
        }
    };
    let strategy = assessment.decisions.get(guideline.strategy.0).map(|decision| &decision.state);
    if let Some(State::Decided { rule: Some(rule), .. }) = strategy
        && let Some(rule) = guideline[guideline.strategy].rules.get(*rule)
    {
        cite(&rule.evidence, phrases::headline(guideline, assessment));
    }
    for advice in &assessment.recommendations {
        for (decision, rule) in &advice.from {
            if let Some(rule) = guideline[*decision].rules.get(*rule) {
                cite(&rule.evidence, guideline[advice.recommendation].named());
            }
        }
    }
    for withheld in &assessment.withheld {
        let what = say!(guideline, "withheld {0}", guideline[withheld.recommendation].named());
        cite(&guideline[withheld.stop].evidence, what);
    }
    cited
}

/// An entry of the evidence in the list.
pub(super) fn citation(guideline: &Guideline, id: EvidenceId) -> String {
    let evidence = &guideline[id];
    match evidence.checked {
        true => evidence.citation.clone(),
        false => say!(guideline, "{0} UNVERIFIED", evidence.citation),
    }
}

/// The questions that are open and matter, the next one first.
pub(super) fn open(model: &Model, work: &Work) -> Vec<QuestionId> {
    let count = model.guideline().questions.len();
    let mattering = work.to_confirm.iter().chain(&work.assessment.decisive).chain(&work.assessment.refining);
    let mut open: Vec<QuestionId> = vec![];
    for question in mattering.copied().chain((0..count).map(QuestionId)) {
        if work.is_open(question) && !open.contains(&question) {
            open.push(question);
        }
    }
    open
}

/// What is answered, with the age of what is out of date.
pub(super) fn answers(model: &Model, work: &Work) -> Vec<(QuestionId, String)> {
    let guideline = model.guideline();
    let told = |question: QuestionId| {
        let answer = work.answer_with_age(guideline, question).unwrap_or_default();
        let short = guideline[question].short.trim_end_matches('?');
        match work.assessment.dormant.contains(&question) {
            true => say!(guideline, "{0}: {1} (no effect)", short, answer),
            false => say!(guideline, "{0}: {1}", short, answer),
        }
    };
    work.answers.iter().map(|(question, _)| (question, told(question))).collect()
}
