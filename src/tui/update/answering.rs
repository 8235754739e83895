//! Answering the question that has the focus.

use std::sync::Arc;

use super::{aside, in_case, moving, refuse};
use crate::guideline::{Answer, Kind, OptionSet, QuestionId, answer_to_value};
use crate::language::say;
use crate::session::Replayed;
use crate::tui::action::{Command, Effect};
use crate::tui::state::{Entry, Model, Page, Pick, Saving, rows};

/// Commands while a question has the focus.
pub(super) fn run(model: &mut Model, command: Command) -> Vec<Effect> {
    match command {
        Command::Yes => choose(model, Answer::YesNo(true)),
        Command::No => choose(model, Answer::YesNo(false)),
        Command::Unknown => minus(model),
        Command::Accept => accept(model),
        Command::Toggle => {
            if let Some(cursor) = model.work.as_ref().and_then(|work| work.cursor) {
                pick(model, cursor)
            } else {
                model.complain(say!(model.guideline(), "Move to an option first, or press its digit."));
                vec![]
            }
        }
        Command::Up => moving::option(model, -1),
        Command::Down => moving::option(model, 1),
        Command::First => moving::option_end(model, false),
        Command::Last => moving::option_end(model, true),
        Command::Erase => erase(model),
        Command::Point => decimal_mark(model, '.'),
        Command::Comma => decimal_mark(model, ','),
        Command::Back => moving::back(model),
        Command::PreviousQuestion => moving::neighbour(model, false),
        Command::NextQuestion => moving::neighbour(model, true),
        Command::PreviousSection => moving::section(model, false),
        Command::NextSection => moving::section(model, true),
        Command::NoneOfThese => none_of_these(model),
        Command::TakeBack => take_back(model),
        Command::NextOutdated => moving::outdated(model),
        command => in_case(model, command),
    }
}

/// A digit: chooses, marks or is typed.
pub(super) fn digit(model: &mut Model, digit: u8) -> Vec<Effect> {
    if let Some(locked) = model.work.as_ref().and_then(|work| work.locked()) {
        return refuse(model, &locked);
    }
    if let Some(text) = typed(model) {
        if text.len() < 12 {
            text.push(char::from(b'0' + digit));
        }
        look_ahead(model);
        return vec![];
    }
    let Some(focus) = model.work.as_ref().map(|work| work.focus) else { return vec![] };
    match crate::tui::state::row_of_digit(model.engine.guideline(), focus, digit) {
        Some(row) => {
            if let Some(work) = &mut model.work {
                work.cursor = Some(row);
            }
            pick(model, row)
        }
        None => {
            model.complain(say!(model.guideline(), "{0} is not on offer here.", digit));
            vec![]
        }
    }
}

/// The text of the number being typed; asking for it begins a new entry, so the old number is replaced.
fn typed(model: &mut Model) -> Option<&mut String> {
    match model.work.as_mut().map(|work| &mut work.entry) {
        Some(Entry::Number { text, touched }) => {
            if !*touched {
                text.clear();
                *touched = true;
            }
            Some(text)
        }
        _ => None,
    }
}

/// The mark before the decimals of a number. It stands as it was typed: a comma may mean something else.
fn decimal_mark(model: &mut Model, mark: char) -> Vec<Effect> {
    if let Some(locked) = model.work.as_ref().and_then(|work| work.locked()) {
        return refuse(model, &locked);
    }
    if let Some(text) = typed(model)
        && !text.is_empty()
        && !text.contains(['.', ','])
    {
        text.push(mark);
        look_ahead(model);
    }
    vec![]
}

/// Takes the last character of the number away; where none is left there is nothing to erase.
fn erase(model: &mut Model) -> Vec<Effect> {
    if let Some(locked) = model.work.as_ref().and_then(|work| work.locked()) {
        return refuse(model, &locked);
    }
    if let Some(Entry::Number { text, touched }) = model.work.as_mut().map(|work| &mut work.entry) {
        *touched |= text.pop().is_some();
        look_ahead(model);
    }
    vec![]
}

fn look_ahead(model: &mut Model) {
    if let Some(work) = &mut model.work {
        work.look_ahead(&model.engine);
    }
}

/// Does what a row offers: answers and moves on, or marks.
pub(super) fn pick(model: &mut Model, row: usize) -> Vec<Effect> {
    let guideline = model.engine.guideline();
    let Some(work) = &mut model.work else { return vec![] };
    match rows(guideline, work.focus).get(row).map(|row| row.pick) {
        Some(Pick::Answer(answer)) => choose(model, answer),
        Some(Pick::Mark(position)) => {
            if let Some(locked) = work.locked() {
                return refuse(model, &locked);
            }
            if let Entry::Marks { yes, unknown, touched } = &mut work.entry {
                let one = OptionSet::one(position);
                (*yes, *unknown) = match (yes.contains(position), unknown.contains(position)) {
                    (true, _) => (yes.minus(one), unknown.with(position)),
                    (_, true) => (*yes, unknown.minus(one)),
                    _ => (yes.with(position), *unknown),
                };
                *touched = true;
            }
            look_ahead(model);
            vec![]
        }
        None => vec![],
    }
}

/// `-`: unknown; where negative numbers are allowed it may also begin one.
fn minus(model: &mut Model) -> Vec<Effect> {
    if let Some(locked) = model.work.as_ref().and_then(|work| work.locked()) {
        return refuse(model, &locked);
    }
    let guideline = model.engine.guideline();
    let negative = model.work.as_ref().is_some_and(|work| {
        matches!(&guideline[work.focus].kind, Kind::Number { min, .. } if *min < crate::guideline::Decimal::ZERO)
    });
    match typed(model) {
        Some(text) if negative && text.is_empty() => {
            text.push('-');
            vec![]
        }
        _ => choose(model, Answer::Unknown),
    }
}

fn accept(model: &mut Model) -> Vec<Effect> {
    let guideline = model.engine.guideline();
    let Some(work) = &model.work else { return vec![] };
    // What stood there and was taken away is not meant any more.
    let given = work.answers.get(work.focus).filter(|_| !work.entry.is_emptied());
    match (&work.entry, work.cursor, work.entry.begun(guideline, work.focus)) {
        (Entry::Number { text, .. }, _, _) if text == "-" => choose(model, Answer::Unknown),
        (_, _, Some(Ok(answer))) => choose(model, answer),
        (_, _, Some(Err(problem))) => {
            model.complain(problem);
            vec![]
        }
        (Entry::Marks { .. }, Some(cursor), None) if answers(model, cursor) => pick(model, cursor),
        (Entry::None, Some(cursor), None) => pick(model, cursor),
        (entry, _, None) => {
            let unknown = model.key(Command::Unknown);
            let text = match (given, entry) {
                (Some(answer), _) => return choose(model, answer),
                (None, Entry::Number { .. }) => {
                    say!(guideline, "Type a number first, or {0} for unknown.", unknown)
                }
                (None, Entry::Marks { .. }) => say!(
                    guideline,
                    "Nothing is marked: a digit marks, 0 is none of them, {0} is unknown.",
                    unknown
                ),
                (None, Entry::None) => {
                    say!(guideline, "Nothing is chosen yet: press an answer's key, or move to it.").to_owned()
                }
            };
            model.complain(text);
            vec![]
        }
    }
}

/// Whether a row of an `any_of` question answers it as a whole.
fn answers(model: &Model, row: usize) -> bool {
    let Some(work) = &model.work else { return false };
    rows(model.guideline(), work.focus).get(row).is_some_and(|row| matches!(row.pick, Pick::Answer(_)))
}

/// Answers the question that has the focus, and moves on.
pub(super) fn choose(model: &mut Model, answer: Answer) -> Vec<Effect> {
    let Some(work) = &model.work else { return vec![] };
    let focus = work.focus;
    if let Some(locked) = work.locked() {
        return refuse(model, &locked);
    }
    let same = work.answers.get(focus) == Some(answer) && work.outdated.get(focus).is_none();
    let effects = give(model, &[(focus, Some(answer))]);
    move_on(model, same);
    effects
}

/// To what is asked next. Where nothing is: stay and say so, and with a second Enter to the final page.
fn move_on(model: &mut Model, nothing_changed: bool) {
    let guideline = model.engine.guideline();
    let Some(work) = &mut model.work else { return };
    match work.next() {
        Some(next) => work.go_to(guideline, next),
        None if nothing_changed => {
            work.enter(guideline);
            model.open_page(Page::Final);
        }
        None => {
            work.enter(guideline);
            // What unknown answers leave open stands with the plan.
            let key = model.key(Command::Final);
            model.say(say!(guideline, "Nothing more to ask. {0}: the final page.", key));
        }
    }
}

/// Gives or takes back answers as one step: in the session, in memory, and (asked for) on disk. On the side only the
/// copy is changed. All answers come through here.
pub(super) fn give(model: &mut Model, answers: &[(QuestionId, Option<Answer>)]) -> Vec<Effect> {
    let guideline = model.engine.guideline();
    let Some(work) = &mut model.work else { return vec![] };
    if let Some(locked) = work.locked() {
        return refuse(model, &locked);
    }
    if work.aside.is_some() {
        work.change_aside(&model.engine, answers);
        return vec![];
    }
    let values = answers.iter().map(|(question, answer)| {
        let value = answer.map(|answer| answer_to_value(guideline, *question, answer));
        (guideline[*question].id.clone(), value)
    });
    let now = work.dated(model.now);
    // Only what is out of date is confirmed: going over other answers with Enter makes them no younger.
    let given = match answers.iter().any(|(question, _)| work.outdated.get(*question).is_some()) {
        true => work.session.answer_or_confirm(values, now),
        false => work.session.answer_together(values, now),
    };
    match given {
        Err(closed) => {
            model.complain(closed.to_string());
            vec![]
        }
        Ok(changes) => {
            for (question, answer) in answers {
                work.answers.set(*question, *answer);
            }
            work.drop_drafts(guideline, answers.iter().map(|(question, _)| *question));
            if changes { changed(model) } else { vec![] }
        }
    }
}

/// After the answers changed: everything that follows from them, and the save.
fn changed(model: &mut Model) -> Vec<Effect> {
    let Some(work) = &mut model.work else { return vec![] };
    work.assess(&model.engine);
    let guideline = model.engine.guideline();
    let strategy = guideline.decisions.get(guideline.strategy.0);
    let outcome = work.assessment.strategy.outcome;
    let id = outcome.and_then(|outcome| Some(strategy?.outcomes.get(outcome)?.id.clone()));
    // A closed session cannot have changed.
    let _ = work.session.set_strategy(id);
    work.saving = Saving::Underway;
    vec![Effect::Save]
}

fn take_back(model: &mut Model) -> Vec<Effect> {
    let Some(work) = &mut model.work else { return vec![] };
    let focus = work.focus;
    let guideline = model.engine.guideline();
    if work.is_draft(guideline, focus) {
        work.drop_drafts(guideline, [focus]);
        model.say(say!(guideline, "What was not recorded is gone."));
        return vec![];
    }
    if work.answers.get(focus).is_none() {
        model.say(say!(guideline, "This question is not answered."));
        return vec![];
    }
    give(model, &[(focus, None)])
}

fn none_of_these(model: &mut Model) -> Vec<Effect> {
    let engine = Arc::clone(&model.engine);
    let guideline = engine.guideline();
    let Some(work) = &model.work else { return vec![] };
    let Some(section) = guideline.sections.get(work.section(guideline)) else { return vec![] };
    if section.none_of_these.is_empty() {
        model.say(say!(guideline, "This section has no \"none of these\"."));
        return vec![];
    }
    let open = work.none_of_these(guideline);
    if open.is_empty() {
        model.say(say!(guideline, "Everything in this section is answered already."));
        return vec![];
    }
    let effects = give(model, &open.iter().map(|(id, answer)| (*id, Some(*answer))).collect::<Vec<_>>());
    let answers = model.work.as_ref().map(|work| &work.answers);
    if answers.is_some_and(|answers| open.iter().any(|(question, _)| answers.get(*question).is_some())) {
        move_on(model, false);
        model.say(say!(
            guideline,
            "{0}: {1} ({2} answered; {3} takes it back).",
            section.title,
            section.none_label,
            open.len(),
            model.key(Command::Undo)
        ));
    }
    effects
}

/// Takes the last step back and shows its question.
pub(super) fn undo(model: &mut Model, again: bool) -> Vec<Effect> {
    let engine = Arc::clone(&model.engine);
    let guideline = engine.guideline();
    let Some(work) = &mut model.work else { return vec![] };
    if let Some(locked) = work.locked() {
        return refuse(model, &locked);
    }
    if work.aside.is_some() {
        aside::undo(model, again);
        return vec![];
    }
    let stamp = work.dated(model.now);
    let undone = if again { work.session.redo(stamp) } else { work.session.undo(stamp) }.unwrap_or_default();
    if undone.is_empty() {
        model.say(if again {
            say!(model.guideline(), "Nothing to give again.")
        } else {
            say!(model.guideline(), "Nothing to take back.")
        });
        return vec![];
    }
    work.answers = Replayed::under(guideline, &work.session).answers;
    let of_guideline = |id: &String| guideline.questions.iter().position(|question| question.id == *id);
    let questions: Vec<QuestionId> = undone.iter().filter_map(of_guideline).map(QuestionId).collect();
    work.drop_drafts(guideline, questions.iter().copied());
    let effects = changed(model);
    let Some(work) = &mut model.work else { return effects };
    if let Some(question) = questions.last() {
        work.focus_on(guideline, *question);
        let text = guideline[*question].ask.clone();
        model.say(match (undone.len(), again) {
            (1, false) => say!(guideline, "Taken back: {0}", text),
            (more, false) => say!(guideline, "Taken back: {0} answers", more),
            (1, true) => say!(guideline, "Given again: {0}", text),
            (more, true) => say!(guideline, "Given again: {0} answers", more),
        });
    }
    effects
}
