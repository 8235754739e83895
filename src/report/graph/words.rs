//! Guards and branches in the words of a guideline's labels, short enough for a box.

use crate::engine::{Branch, Fact, Step, Value, value_in_words};
use crate::guideline::{
    Guard, Guideline, Holds, Interval, Kind, OptionSet, Quantifier, QuestionId, Subject, Test,
};

/// The name of what is tested.
pub(super) fn subject(guideline: &Guideline, on: Subject) -> &str {
    let name = match on {
        Subject::Question(question) => &guideline[question].short,
        Subject::Decision(decision) => &guideline[decision].title,
        Subject::Score(score) => &guideline[score].title,
    };
    name.trim_end_matches('?')
}

/// The question and the option that a step tests, if it is one of an `any_of` question.
pub(super) fn member<'g>(guideline: &'g Guideline, step: &Step) -> Option<(&'g str, &'g str)> {
    let (Subject::Question(question), Some(option)) = (step.on, step.option) else { return None };
    let option = guideline[question].kind.options().get(option)?;
    Some((subject(guideline, step.on), &option.label))
}

/// Whether a branch is that of an option which is chosen.
pub(super) fn is_chosen(branch: &Branch) -> bool {
    matches!(branch.values.as_slice(), [Value::Chosen { yes, .. }] if !yes.is_empty())
}

/// What a step asks: `Fitness`, `Sites: liver`.
pub(super) fn step(guideline: &Guideline, step: &Step) -> String {
    match member(guideline, step) {
        Some((name, option)) => format!("{name}: {option}"),
        None => subject(guideline, step.on).to_owned(),
    }
}

/// The values of a branch: `fit or frail`, `at least 30 %`, `yes`.
pub(super) fn branch(guideline: &Guideline, step: &Step, branch: &Branch) -> String {
    let words = |value: &Value| match value {
        Value::Chosen { yes, .. } if !yes.is_empty() => "yes".to_owned(),
        Value::Chosen { .. } => "no".to_owned(),
        _ => value_in_words(guideline, &Fact { on: step.on, is: value.clone() }),
    };
    branch.values.iter().map(words).collect::<Vec<_>>().join(" or ")
}

/// A step and one of its branches as a statement, and its opposite: `Fitness: fit`, `Fitness: other than fit`.
pub(super) fn statement(guideline: &Guideline, tested: &Step, at: usize) -> (String, String) {
    let name = step(guideline, tested);
    let side = |at: usize| tested.branches.get(at).map(|one| (one.width, branch(guideline, tested, one)));
    let (Some((width, mut words)), Some((other_width, mut other))) = (side(at), side(1 - at)) else {
        return (name.clone(), name);
    };
    // The side that is said in fewer words says both; runs of numbers are short already.
    let options = matches!(tested.branches[at].values.as_slice(), [Value::Options(_)]);
    if options && words.len() > other.len() + 4 && width > other_width {
        words = negated(&other);
    } else if options && other.len() > words.len() + 4 && other_width > width {
        other = negated(&words);
    }
    (format!("{name}: {words}"), format!("{name}: {other}"))
}

/// A label may begin with "not" itself: "other than" reads well before any.
fn negated(words: &str) -> String {
    format!("other than {words}")
}

/// A guard as lines: its parts one a line, joined by AND or OR, while "or" joins answers; what is nested stands in parentheses.
pub(super) fn guard_lines(guideline: &Guideline, guard: &Guard) -> Vec<String> {
    let (parts, join) = match guard {
        Guard::All(parts) => (parts, "AND"),
        Guard::Any(parts) => (parts, "OR"),
        other => return vec![inner(guideline, other, false)],
    };
    let parts = flat(parts, matches!(guard, Guard::All(_)));
    if let [only] = parts.as_slice() {
        return guard_lines(guideline, only);
    }
    let line = |(index, part): (usize, &&Guard)| match index {
        0 => inner(guideline, part, true),
        _ => format!("{join} {}", inner(guideline, part, true)),
    };
    parts.iter().enumerate().map(line).collect()
}

/// The parts, with those of parts that join them the same way.
fn flat<'g>(parts: &'g [Guard], all: bool) -> Vec<&'g Guard> {
    let own = |part: &'g Guard| match part {
        Guard::All(inner) if all || inner.len() == 1 => flat(inner, all),
        Guard::Any(inner) if !all || inner.len() == 1 => flat(inner, all),
        other => vec![other],
    };
    parts.iter().flat_map(own).collect()
}

fn inner(guideline: &Guideline, guard: &Guard, nested: bool) -> String {
    match guard {
        Guard::All(parts) | Guard::Any(parts) => {
            let parts = flat(parts, matches!(guard, Guard::All(_)));
            if let [only] = parts.as_slice() {
                return inner(guideline, only, nested);
            }
            let join = if matches!(guard, Guard::All(_)) { " AND " } else { " OR " };
            let parts: Vec<String> = parts.iter().map(|part| inner(guideline, part, true)).collect();
            let joined = parts.join(join);
            if nested { format!("({joined})") } else { joined }
        }
        Guard::Not(part) => match &**part {
            Guard::Test(tested) => test(guideline, tested, true),
            other => format!("not {}", inner(guideline, other, true)),
        },
        Guard::Test(tested) => test(guideline, tested, false),
    }
}

fn test(guideline: &Guideline, test: &Test, opposite: bool) -> String {
    let name = subject(guideline, test.on);
    let unit = unit(guideline, test.on);
    let words = match &test.holds {
        Holds::In(set) => return format!("{name}: {}", chosen(guideline, test.on, *set, opposite)),
        Holds::Has(quantifier, set) => {
            let labels = labels(guideline, test.on);
            let join = |between: &str| named(&labels, *set, between);
            match quantifier {
                Quantifier::Any if opposite => return format!("{name}: without {}", join(" or ")),
                Quantifier::Any => join(" or "),
                Quantifier::All => join(" and "),
                Quantifier::None => format!("without {}", join(" or ")),
                Quantifier::Only => format!("only {}", join(" or ")),
            }
        }
        Holds::Count(interval) => {
            let words = format!("number of {name}: {}", interval_in_words(interval, ""));
            return if opposite { format!("not ({words})") } else { words };
        }
        Holds::Within(interval) => interval_in_words(interval, &unit),
    };
    if opposite { format!("not ({name}: {words})") } else { format!("{name}: {words}") }
}

fn chosen(guideline: &Guideline, on: Subject, set: OptionSet, opposite: bool) -> String {
    let labels = labels(guideline, on);
    let yes_no = matches!(on, Subject::Question(question) if guideline[question].kind == Kind::YesNo);
    if yes_no && opposite && set.len() == 1 {
        // A question that does not apply is neither: only there "not yes" is more than "no".
        let applies = matches!(on, Subject::Question(question) if guideline[question].asks_when.is_none());
        let other = if set.contains(0) { "no" } else { "yes" };
        return if applies { other.to_owned() } else { negated(&named(&labels, set, "")) };
    }
    let ordered = match on {
        Subject::Question(question) => matches!(guideline[question].kind, Kind::Scale(_)),
        Subject::Decision(decision) => guideline[decision].ordered,
        Subject::Score(_) => false,
    };
    let first = set.iter().next().unwrap_or_default();
    let last = set.iter().last().unwrap_or_default();
    let run = set.len() == last + 1 - first;
    let words = match () {
        () if ordered && run && set.len() > 1 && last + 1 == labels.len() => {
            format!("at least {}", labels.get(first).copied().unwrap_or_default())
        }
        () if ordered && run && set.len() > 1 && first == 0 => {
            format!("at most {}", labels.get(last).copied().unwrap_or_default())
        }
        () => named(&labels, set, " or "),
    };
    if opposite { negated(&words) } else { words }
}

fn named(labels: &[&str], set: OptionSet, between: &str) -> String {
    let names: Vec<&str> = set.iter().filter_map(|position| labels.get(position).copied()).collect();
    names.join(between)
}

fn labels(guideline: &Guideline, on: Subject) -> Vec<&str> {
    match on {
        Subject::Question(question) => match &guideline[question].kind {
            Kind::YesNo => vec!["yes", "no"],
            other => other.options().iter().map(|option| option.label.as_str()).collect(),
        },
        Subject::Decision(decision) => {
            guideline[decision].outcomes.iter().map(|outcome| outcome.label.as_str()).collect()
        }
        Subject::Score(_) => Vec::new(),
    }
}

fn unit(guideline: &Guideline, on: Subject) -> String {
    let of = |question: QuestionId| match &guideline[question].kind {
        Kind::Number { unit, .. } if !unit.is_empty() => format!(" {unit}"),
        _ => String::new(),
    };
    match on {
        Subject::Question(question) => of(question),
        Subject::Decision(_) | Subject::Score(_) => String::new(),
    }
}

fn interval_in_words(interval: &Interval, unit: &str) -> String {
    match (interval.from, interval.to) {
        (Some((from, true)), Some((to, true))) if from == to => format!("{from}{unit}"),
        (Some((from, _)), Some((to, _))) => format!("{from} to {to}{unit}"),
        (Some((from, true)), None) => format!("at least {from}{unit}"),
        (Some((from, false)), None) => format!("over {from}{unit}"),
        (None, Some((to, true))) => format!("at most {to}{unit}"),
        (None, Some((to, false))) => format!("under {to}{unit}"),
        (None, None) => "any".to_owned(),
    }
}
