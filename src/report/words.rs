//! The words that stand for states, tones, strengths and origins on every page.

use crate::engine::{Advice, Assessment, Fact, Status, fact_in_words};
use crate::guideline::{Basis, Burden, Guideline, Origin, QuestionId, Rule, Strength, Tone};
use crate::language::{phrase, say};

/// So many of the ways in which advice comes to hold are told where not all of it is asked for.
pub const WAYS: usize = 3;

/// The status in a word or two that cannot be overlooked: `PROVISIONAL`.
pub fn status_word(status: Status) -> &'static str {
    match status {
        Status::Provisional => phrase!("PROVISIONAL"),
        Status::Settled => phrase!("STRATEGY SETTLED"),
        Status::AwaitingWorkup => phrase!("AWAITING WORK-UP"),
        Status::Final => phrase!("FINAL"),
    }
}

/// Whether several plans are possible although nothing unanswered can change that: unknown answers decide it. No
/// page then says that anything is settled.
pub fn is_undecided(assessment: &Assessment) -> bool {
    let waits = matches!(assessment.status, Status::Settled | Status::AwaitingWorkup);
    waits && assessment.strategy.outcome.is_none() && !assessment.decisive.is_empty()
}

/// The unknown answers that decide the plan, by their short names, where it [waits on them](is_undecided).
pub fn waits_on<'g>(guideline: &'g Guideline, assessment: &Assessment) -> Vec<&'g str> {
    let name = |question: &QuestionId| guideline[*question].short.trim_end_matches('?');
    let decisive = assessment.decisive.iter().filter(|_| is_undecided(assessment));
    decisive.map(name).collect()
}

/// The status in plain words: `PROVISIONAL - 3 unanswered questions can still change the plan`.
pub fn status_in_words(guideline: &Guideline, assessment: &Assessment) -> String {
    let unknown = |question: &QuestionId| assessment.workup.iter().any(|item| item.question == *question);
    let decisive = assessment.decisive.iter().filter(|question| !unknown(question)).count();
    let refining = assessment.refining.iter().filter(|question| !unknown(question)).count();
    let waiting = assessment.workup.len();
    let rest = match assessment.status {
        Status::Provisional => match decisive {
            1 => say!(guideline, "1 unanswered question can still change the plan").to_owned(),
            more => say!(guideline, "{0} unanswered questions can still change the plan", more),
        },
        Status::Settled => match refining {
            1 => say!(guideline, "1 unanswered question would refine the advice").to_owned(),
            more => say!(guideline, "{0} unanswered questions would refine the advice", more),
        },
        Status::AwaitingWorkup if is_undecided(assessment) => match assessment.decisive.len() {
            1 => say!(guideline, "nothing more to ask; 1 unknown answer decides the plan").to_owned(),
            more => say!(guideline, "nothing more to ask; {0} unknown answers decide the plan", more),
        },
        Status::AwaitingWorkup => match (assessment.strategy.outcome.is_some(), waiting) {
            (true, 1) => {
                say!(guideline, "nothing more to ask; 1 unknown answer leaves the advice open").to_owned()
            }
            (true, more) => {
                say!(guideline, "nothing more to ask; {0} unknown answers leave the advice open", more)
            }
            (false, 1) => {
                say!(guideline, "nothing more to ask; 1 unknown answer leaves the plan open").to_owned()
            }
            (false, more) => {
                say!(guideline, "nothing more to ask; {0} unknown answers leave the plan open", more)
            }
        },
        Status::Final if assessment.strategy.possible.is_empty() => {
            say!(guideline, "no rule of this guideline covers the case").to_owned()
        }
        Status::Final => say!(guideline, "no open answer can change this advice").to_owned(),
    };
    let word = match waits_on(guideline, assessment).as_slice() {
        [] => say!(guideline, status_word(assessment.status)).to_owned(),
        names => say!(guideline, "OPEN, waits on {0}", names.join(", ")),
    };
    format!("{word} - {rest}")
}

/// A plan by the id of the strategy's outcome; what is no such id is words already.
pub fn plan_in_words(guideline: &Guideline, id: &str) -> String {
    let strategy = guideline.decisions.get(guideline.strategy.0);
    let outcome = strategy.and_then(|strategy| strategy.outcomes.iter().find(|outcome| outcome.id == id));
    outcome.map_or_else(|| id.replace('_', " "), |outcome| outcome.label.clone())
}

/// Advice, what is certain first.
pub fn certain_first(advice: &[Advice]) -> impl Iterator<Item = &Advice> {
    let (certain, open): (Vec<&Advice>, Vec<&Advice>) =
        advice.iter().partition(|advice| advice.condition.is_none());
    certain.into_iter().chain(open)
}

/// The ways in which advice comes to hold that is not certain, each in words: so many at most, and then how many more
/// there are.
pub fn ways_in_words(
    guideline: &Guideline,
    ways: &[Vec<Fact>],
    most: usize,
) -> (Vec<String>, Option<String>) {
    let in_words = |facts: &Vec<Fact>| {
        let facts: Vec<String> = facts.iter().map(|fact| fact_in_words(guideline, fact)).collect();
        facts.join(say!(guideline, ", and "))
    };
    let told = match ways {
        [] => vec![say!(guideline, "answers that are not known yet allow it").to_owned()],
        ways => ways.iter().take(most).map(in_words).collect(),
    };
    let more = match ways.len().saturating_sub(most) {
        0 => None,
        1 => Some(say!(guideline, "and 1 more way").to_owned()),
        more => Some(say!(guideline, "and {0} more ways", more)),
    };
    (told, more)
}

/// A number with its noun: `1 unanswered question`, `3 unanswered questions`.
pub(super) fn count(number: usize, noun: &str) -> String {
    format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
}

/// `DO`, `CONSIDER`, `AVOID`, and `DO IF` where that depends on what is not known.
pub(super) fn tone_word(guideline: &Guideline, tone: Tone, conditional: bool) -> &'static str {
    match (tone, conditional) {
        (Tone::Do, false) => say!(guideline, "DO"),
        (Tone::Do, true) => say!(guideline, "DO IF"),
        (Tone::Consider, false) => say!(guideline, "CONSIDER"),
        (Tone::Consider, true) => say!(guideline, "CONSIDER IF"),
        (Tone::Avoid, false) => say!(guideline, "AVOID"),
        (Tone::Avoid, true) => say!(guideline, "AVOID IF"),
    }
}

/// A strength with what it means: `A (strong)`.
pub(super) fn strength_in_words(guideline: &Guideline, strength: Strength) -> &'static str {
    match strength {
        Strength::A => say!(guideline, "A (strong)"),
        Strength::B => say!(guideline, "B (conditional)"),
        Strength::C => say!(guideline, "C (equal options)"),
        Strength::D => say!(guideline, "D (against)"),
        Strength::X => say!(guideline, "X (contraindicated)"),
    }
}

/// A strength as files write it.
pub(super) fn strength_id(strength: Strength) -> &'static str {
    match strength {
        Strength::A => "A",
        Strength::B => "B",
        Strength::C => "C",
        Strength::D => "D",
        Strength::X => "X",
    }
}

/// What a rule rests on, in words.
pub(super) fn basis_in_words(basis: Basis) -> &'static str {
    match basis {
        Basis::Guideline => phrase!("published guideline"),
        Basis::Trial => phrase!("randomised trial"),
        Basis::Consensus => phrase!("consensus"),
        Basis::Observational => phrase!("observational"),
        Basis::Expert => phrase!("expert choice of the authors"),
    }
}

/// What a rule rests on: `randomised trial`, `expert choice of the authors`, and whether no source of it has been checked.
/// Empty where the guideline does not say.
pub fn grounds(guideline: &Guideline, rule: &Rule) -> String {
    let basis = rule.basis.map(|basis| say!(guideline, basis_in_words(basis)));
    let unverified = !rule.evidence.is_empty() && rule.evidence.iter().all(|id| !guideline[*id].checked);
    let unverified = unverified.then_some(say!(guideline, "ONLY UNVERIFIED SOURCES"));
    basis.into_iter().chain(unverified).collect::<Vec<_>>().join("; ")
}

/// A burden as files write it.
pub(super) fn burden_id(burden: Burden) -> &'static str {
    match burden {
        Burden::History => phrase!("history"),
        Burden::Bedside => phrase!("bedside"),
        Burden::Blood => phrase!("blood"),
        Burden::Imaging => phrase!("imaging"),
        Burden::Invasive => phrase!("invasive"),
    }
}

/// Where a guideline came from.
pub(super) fn origin_in_words(guideline: &Guideline) -> String {
    match &guideline.origin {
        Origin::Embedded => say!(guideline, "shipped with the program").to_owned(),
        Origin::Folder(folder) => say!(guideline, "from the folder {0}", folder.display()),
    }
}

/// Enough of a digest to tell two texts apart at a glance.
pub(super) fn short_digest(digest: &str) -> &str {
    let end = digest.char_indices().nth("sha256:".len() + 12).map_or(digest.len(), |(end, _)| end);
    &digest[..end]
}
