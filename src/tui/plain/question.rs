//! A question as it is said: where one is, what is asked, what can be answered; nothing else.

use crate::guideline::{Kind, QuestionId};
use crate::language::say;
use crate::tui::state::{Model, Work};
use crate::tui::view::phrases;

use super::answer::{Offer, offers, told};

/// How many questions are still open and matter.
pub(super) fn left(work: &Work, count: usize) -> usize {
    (0..count).filter(|question| work.is_open(QuestionId(*question))).count()
}

/// The question that has the focus: one short block.
pub(super) fn block(model: &Model, work: &Work) -> Vec<String> {
    let guideline = model.guideline();
    let question = &guideline[work.focus];
    let section = guideline.sections.get(question.section).map_or("", |section| section.title.as_str());
    let left = left(work, guideline.questions.len());
    let place = match (&work.aside, left) {
        (Some(_), 0) => say!(guideline, "What if. {0}, none left.", section),
        (None, 0) => say!(guideline, "{0}, none left.", section),
        (Some(_), _) => say!(guideline, "What if. {0}, up to {1} left.", section, left),
        (None, _) => say!(guideline, "{0}, up to {1} left.", section, left),
    };
    let mut lines = vec![place, question.ask.clone()];
    if let Some(answer) = work.answer_with_age(guideline, work.focus) {
        lines.push(say!(guideline, "Answered: {0}", answer));
    }
    if work.outdated.get(work.focus).is_some() {
        lines.push(
            say!(guideline, "It counts as unknown until you answer it again; the same answer confirms it.")
                .to_owned(),
        );
    }
    // Where nothing can be answered, nothing is asked.
    if work.locked().is_some() {
        return lines;
    }
    // Yes and no are said in one line, with all that can be typed.
    if question.kind != Kind::YesNo {
        let options = offers(guideline, work.focus).into_iter().filter(Offer::is_option);
        lines.extend(options.map(|offer| told(guideline, &offer)));
    }
    lines.push(ways(model, work.focus));
    lines
}

/// What can be typed, in one line.
fn ways(model: &Model, question: QuestionId) -> String {
    let guideline = model.guideline();
    match &guideline[question].kind {
        Kind::YesNo => say!(guideline, "yes: y, no: n, unknown: -, help: ?").to_owned(),
        Kind::OneOf(_) | Kind::Scale(_) => say!(guideline, "unknown: -, help: ?").to_owned(),
        Kind::AnyOf(_) => {
            say!(guideline, "One or several numbers; none of them: 0, unknown: -, help: ?").to_owned()
        }
        Kind::Number { unit, min, max, .. } => {
            let range = say!(guideline, "A number from {0} to {1} {2}", min, max, unit);
            say!(guideline, "{0}; unknown: -, help: ?", range.trim_end())
        }
    }
}

/// Help with the question that has the focus: what it means, how it is found out, and how it is answered.
pub(super) fn hint(model: &Model, work: &Work) -> Vec<String> {
    let guideline = model.guideline();
    let question = &guideline[work.focus];
    let mut lines: Vec<String> = question.help.iter().cloned().collect();
    lines.extend(question.kind.options().iter().filter_map(|option| {
        let help = option.help.as_ref()?;
        Some(say!(guideline, "{0}: {1}", option.label, help))
    }));
    lines.push(say!(guideline, "Finding out: {0}.", phrases::burden(guideline, question.burden)));
    if let Some(workup) = question.workup {
        lines.push(say!(guideline, "While unknown: {0}", guideline[workup].named()));
    }
    lines.push(
        match &question.kind {
            Kind::YesNo => say!(guideline, "Answer with y, n, or - for asked and not known."),
            Kind::OneOf(_) | Kind::Scale(_) => say!(
                guideline,
                "Answer with a number of the list, an answer's words or their beginning, or - for asked and not known."
            ),
            Kind::AnyOf(_) => say!(
                guideline,
                "Answer with numbers of the list and blanks between, or words and commas between; a question mark after one says that it is not known; what you do not name is no. 0 is none of them, - is asked and not known."
            ),
            Kind::Number { .. } => {
                say!(guideline, "Answer with a number, or - for asked and not known.")
            }
        }
        .to_owned(),
    );
    lines.push(
        say!(guideline, "An empty line says the question again, about says all about it, h the commands.")
            .to_owned(),
    );
    lines
}
