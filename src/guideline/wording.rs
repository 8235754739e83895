//! From typed guards and formulas back to the text of the guard language: what an author would have written.

use super::language::{Compare, Form, GuardSyntax, Name, TestSyntax};
use super::{
    Choice, Decimal, Formula, Guard, Guideline, Holds, Interval, Kind, Operator, OptionSet, Quantifier,
    Subject, Test,
};

/// A guard as text that is read as the same guard.
pub fn guard_text(guideline: &Guideline, guard: &Guard) -> String {
    syntax(guideline, guard).to_string()
}

/// A formula as text that is read as the same formula.
pub fn formula_text(guideline: &Guideline, formula: &Formula) -> String {
    formula_within(guideline, formula, 0)
}

/// The id of a question, decision or score.
pub fn subject_id(guideline: &Guideline, subject: Subject) -> &str {
    match subject {
        Subject::Question(question) => &guideline[question].id,
        Subject::Decision(decision) => &guideline[decision].id,
        Subject::Score(score) => &guideline[score].id,
    }
}

fn name(text: impl Into<String>) -> Name {
    Name { text: text.into(), start: 0, width: 0 }
}

fn syntax(guideline: &Guideline, guard: &Guard) -> GuardSyntax {
    match guard {
        // A list of one, as YAML may have it, is that one.
        Guard::All(parts) | Guard::Any(parts) if parts.len() == 1 => syntax(guideline, &parts[0]),
        Guard::All(parts) => GuardSyntax::All(parts.iter().map(|part| syntax(guideline, part)).collect()),
        Guard::Any(parts) => GuardSyntax::Any(parts.iter().map(|part| syntax(guideline, part)).collect()),
        Guard::Not(part) => match syntax(guideline, part) {
            GuardSyntax::Test(TestSyntax { name, form: Form::Is(true, option) }) => {
                GuardSyntax::Test(TestSyntax { name, form: Form::Is(false, option) })
            }
            part => GuardSyntax::Not(Box::new(part)),
        },
        Guard::Test(tested) => test(guideline, tested),
    }
}

fn test(guideline: &Guideline, test: &Test) -> GuardSyntax {
    let on = || name(subject_id(guideline, test.on));
    let single = |form| GuardSyntax::Test(TestSyntax { name: on(), form });
    match &test.holds {
        Holds::In(set) => single(one_of(guideline, test.on, *set)),
        Holds::Has(Quantifier::Any, set) if set.len() == 1 => {
            let option = named(choices(guideline, test.on), *set).pop();
            single(option.map_or(Form::Bare, Form::HasOne))
        }
        Holds::Has(quantifier, set) => {
            single(Form::Has(*quantifier, named(choices(guideline, test.on), *set)))
        }
        Holds::Count(interval) => compared(interval, &|compare, number| single(Form::Count(compare, number))),
        Holds::Within(Interval { from: Some((from, true)), to: Some((to, true)) }) if from != to => {
            single(Form::Between(*from, *to))
        }
        Holds::Within(interval) => {
            compared(interval, &|compare, number| single(Form::Compare(compare, name(number.to_string()))))
        }
    }
}

fn one_of(guideline: &Guideline, on: Subject, set: OptionSet) -> Form {
    let yes_no = matches!(on, Subject::Question(question) if guideline[question].kind == Kind::YesNo);
    if yes_no {
        let both = || ["yes", "no"].map(name).into_iter().enumerate();
        let names: Vec<Name> = both().filter(|(at, _)| set.contains(*at)).map(|(_, name)| name).collect();
        return match (set.len(), set.contains(0), names) {
            (1, true, _) => Form::Bare,
            (1, false, mut names) => names.pop().map_or(Form::Bare, |no| Form::Is(true, no)),
            (_, _, names) => Form::In(names),
        };
    }
    let choices = choices(guideline, on);
    let mut names = named(choices, set);
    let ordered = match on {
        Subject::Question(question) => matches!(guideline[question].kind, Kind::Scale(_)),
        Subject::Decision(decision) => guideline[decision].ordered,
        Subject::Score(_) => false,
    };
    let runs =
        |from: usize, to: usize| ordered && set.len() == to - from && (from..to).all(|at| set.contains(at));
    let (count, all) = (set.len(), choices.len());
    match names.pop() {
        Some(only) if count == 1 => Form::Is(true, only),
        Some(last) if count < all && runs(0, count) => Form::Compare(Compare::AtMost, last),
        Some(last) => {
            names.push(last);
            match count < all && runs(all - count, all) {
                true => Form::Compare(Compare::AtLeast, names.swap_remove(0)),
                false => Form::In(names),
            }
        }
        None => Form::In(names),
    }
}

fn choices(guideline: &Guideline, on: Subject) -> &[Choice] {
    match on {
        Subject::Question(question) => guideline[question].kind.options(),
        Subject::Decision(decision) => &guideline[decision].outcomes,
        Subject::Score(_) => &[],
    }
}

fn named(choices: &[Choice], set: OptionSet) -> Vec<Name> {
    set.iter().filter_map(|at| choices.get(at)).map(|choice| name(&choice.id)).collect()
}

/// An interval as one comparison, or as two where it takes two.
fn compared(interval: &Interval, form: &dyn Fn(Compare, Decimal) -> GuardSyntax) -> GuardSyntax {
    let from =
        interval.from.map(|(end, closed)| (if closed { Compare::AtLeast } else { Compare::More }, end));
    let to = interval.to.map(|(end, closed)| (if closed { Compare::AtMost } else { Compare::Less }, end));
    match (from, to) {
        (Some((Compare::AtLeast, one)), Some((Compare::AtMost, other))) if one == other => {
            form(Compare::Equal, one)
        }
        (Some((compare, end)), None) | (None, Some((compare, end))) => form(compare, end),
        (from, to) => {
            GuardSyntax::All(from.into_iter().chain(to).map(|(compare, end)| form(compare, end)).collect())
        }
    }
}

/// With parentheses where something that binds tighter stands around it.
fn formula_within(guideline: &Guideline, formula: &Formula, around: u8) -> String {
    let binary = |sign: &str, binds: u8, left: &Formula, right: &Formula| {
        let left = formula_within(guideline, left, binds);
        // Operators are read from the left: what stands on the right is set apart.
        let right = formula_within(guideline, right, binds + 1);
        let text = format!("{left} {sign} {right}");
        if binds < around { format!("({text})") } else { text }
    };
    let call = |word: &str, parts: &[&Formula]| {
        let parts: Vec<String> = parts.iter().map(|part| formula_within(guideline, part, 0)).collect();
        format!("{word}({})", parts.join(", "))
    };
    match formula {
        Formula::Number(number) => number.to_string(),
        Formula::Of(subject) => subject_id(guideline, *subject).to_owned(),
        Formula::Sqrt(inner) => call("sqrt", &[inner]),
        Formula::Binary(operator, left, right) => match operator {
            Operator::Add => binary("+", 1, left, right),
            Operator::Subtract => binary("-", 1, left, right),
            Operator::Multiply => binary("*", 2, left, right),
            Operator::Divide => binary("/", 2, left, right),
            Operator::Min => call("min", &[left, right]),
            Operator::Max => call("max", &[left, right]),
        },
    }
}

#[cfg(test)]
mod tests;
