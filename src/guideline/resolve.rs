//! From guard syntax to typed guards: names looked up, options found, types and ranges checked.

mod instead;
mod names;

use names::visible;
pub(crate) use names::{Is, Named, Names, Scope};

use super::document::{Content, Node};
use super::findings::{Fields, File, Findings, inside, items, known_or};
use super::language::{
    Compare, Form, FormulaSyntax, GuardSyntax, Name, TestSyntax, parse_formula, parse_guard,
};
use super::{
    Choice, Decimal, DecisionId, Formula, Guard, Hit, Holds, Interval, Kind, OptionSet, Quantifier,
    QuestionId, Subject, Test,
};

/// Turns guards into typed ones, reporting to the findings.
pub(crate) struct Resolver<'a> {
    pub(crate) names: &'a mut Names,
    pub(crate) findings: &'a mut Findings,
    pub(crate) file: File,
    pub(crate) scope: Scope,
}

impl Resolver<'_> {
    /// A guard from its node: a text, or `all:`, `any:`, `not:` over such. `None` if it has an error.
    pub(crate) fn guard(&mut self, node: &Node) -> Option<Guard> {
        match &node.value {
            Content::Scalar(text, _) => match parse_guard(text) {
                Ok((syntax, unclear)) => {
                    let guard = self.syntax(node, &syntax)?;
                    if let Some(unclear) = unclear {
                        let spot = inside(node, unclear.start, unclear.width);
                        self.findings.warning(self.file, spot, unclear.message, unclear.hint);
                    }
                    Some(guard)
                }
                Err(error) => {
                    self.findings.syntax(self.file, node, error);
                    None
                }
            },
            Content::Map(entries)
                if entries.iter().all(|(key, value)| key.text.contains(' ') && value.is_empty()) =>
            {
                let hint = "write it without the braces around it; a guard that begins with `{` needs quotes";
                self.findings.error(self.file, node.spot, "a guard in braces", Some(hint.to_owned()));
                None
            }
            Content::Map(entries) if entries.len() == 1 => {
                let mut fields = Fields::of(self.findings, self.file, node, "a guard")?;
                let (all, any, not) = (fields.get("all"), fields.get("any"), fields.get("not"));
                fields.done_or(self.findings, instead::junction);
                match (all, any, not) {
                    (Some(list), ..) => self.parts(list, "all").map(Guard::All),
                    (_, Some(list), _) => self.parts(list, "any").map(Guard::Any),
                    (.., Some(part)) => self.not(part).map(|part| Guard::Not(Box::new(part))),
                    _ => None,
                }
            }
            Content::Map(entries)
                if entries.len() > 1
                    && entries.iter().all(|(key, _)| ["all", "any", "not"].contains(&key.text.as_str())) =>
            {
                let (one, two) = (&entries[0].0.text, &entries[1].0.text);
                let hint = format!(
                    "put one into the other: `{one}:` over a list, and in it `- {two}:` over its own"
                );
                self.findings.error(
                    self.file,
                    node.spot,
                    format!("`{one}:` and `{two}:` side by side"),
                    Some(hint),
                );
                None
            }
            _ => {
                let hint = "write a guard, or one of `all:`, `any:`, `not:` with a list of guards".to_owned();
                self.findings.error(self.file, node.spot, "this is not a guard", Some(hint));
                None
            }
        }
    }

    /// What stands below `not:`: one guard. Of several some would take it for "none of them" and some for "not all".
    fn not(&mut self, node: &Node) -> Option<Guard> {
        match &node.value {
            Content::List(items) if items.len() == 1 => self.guard(&items[0]),
            Content::List(items) if items.len() > 1 => {
                let hint = "write `not:` and below it `any:` over the list, if none of them may hold; \
                            `all:`, if they must not hold all at once";
                let message = "`not:` takes one guard, not several";
                self.findings.error(self.file, node.spot, message, Some(hint.to_owned()));
                None
            }
            Content::List(_) => self.parts(node, "not").map(Guard::All),
            _ => self.guard(node),
        }
    }

    fn parts(&mut self, node: &Node, what: &str) -> Option<Vec<Guard>> {
        let items = items(self.findings, self.file, node, what);
        if items.is_empty() {
            if matches!(node.value, Content::List(_)) {
                let hint = Some(format!("write `{what}: [guard, guard]`"));
                self.findings.error(
                    self.file,
                    node.spot,
                    format!("`{what}:` needs at least one guard"),
                    hint,
                );
            }
            return None;
        }
        let parts: Vec<Option<Guard>> = items.iter().map(|item| self.guard(item)).collect();
        parts.into_iter().collect()
    }

    fn syntax(&mut self, node: &Node, syntax: &GuardSyntax) -> Option<Guard> {
        match syntax {
            GuardSyntax::All(parts) | GuardSyntax::Any(parts) => {
                let parts: Vec<Option<Guard>> = parts.iter().map(|part| self.syntax(node, part)).collect();
                let parts: Option<Vec<Guard>> = parts.into_iter().collect();
                parts.map(if matches!(syntax, GuardSyntax::All(_)) { Guard::All } else { Guard::Any })
            }
            GuardSyntax::Not(part) => self.syntax(node, part).map(|part| Guard::Not(Box::new(part))),
            GuardSyntax::Test(test) => self.test(node, test),
        }
    }

    fn error<T>(&mut self, node: &Node, name: &Name, message: String, hint: Option<String>) -> Option<T> {
        let spot = inside(node, name.start, name.width);
        self.findings.error(self.file, spot, message, hint);
        None
    }

    fn named(&mut self, node: &Node, name: &Name) -> Option<Named> {
        let Some(named) = self.names.get(&name.text).cloned() else {
            if self.names.incomplete || self.names.broken.contains(&name.text) {
                return None;
            }
            let hint = self.option_of(&name.text).or_else(|| instead::always(&name.text)).or_else(|| {
                known_or(&name.text, self.names.in_scope(self.scope), "write it into questions.yaml first")
            });
            return self.error(
                node,
                name,
                format!("there is no question, decision or score `{}`", name.text),
                hint,
            );
        };
        if visible(named.subject, self.scope) {
            if self.names.broken.contains(&name.text) {
                return None;
            }
            self.names.used.insert(named.subject);
            return Some(named);
        }
        let (message, hint) = match (named.subject, self.scope) {
            (Subject::Decision(DecisionId(decision)), Scope::Decisions(before)) if decision == before => (
                format!("`{}` is this decision itself", name.text),
                "a guard tests questions, scores and the decisions above its own",
            ),
            (Subject::Decision(_), Scope::Decisions(_)) => (
                format!("`{}` is a later decision", name.text),
                "a guard tests only decisions above its own; move that decision, or its file, above this one",
            ),
            (_, Scope::Scores(_)) => (
                format!("`{}` cannot be tested here", name.text),
                "a score tests questions and the scores above it",
            ),
            _ => (format!("`{}` cannot be tested here", name.text), "`asks_when` tests questions only"),
        };
        self.error(node, name, message, Some(hint.to_owned()))
    }

    fn test(&mut self, node: &Node, test: &TestSyntax) -> Option<Guard> {
        let name = &test.name;
        let named = self.named(node, name)?;
        let spot = inside(node, name.start, name.width);
        let place = self.findings.place(self.file, spot);
        let guard = |holds| Guard::Test(Test { on: named.subject, holds, place });
        match (&test.form, &named.is) {
            (Form::Bare, Is::Question(Kind::YesNo)) => Some(guard(Holds::In(OptionSet::one(0)))),
            (Form::In(options), Is::Question(Kind::AnyOf(_))) => {
                let names: Vec<&str> = options.iter().map(|option| option.text.as_str()).collect();
                let hint = format!("write `{} has any {{{}}}`", named.id, names.join(", "));
                let message = format!("`{}` is a multiple choice and cannot be tested like this", named.id);
                self.error(node, name, message, Some(hint))
            }
            (Form::Is(positive, option), Is::Question(Kind::AnyOf(choices))) => {
                self.is_of_several(node, &named, choices, (*positive, option))
            }
            (Form::HasOne(option), Is::Question(Kind::AnyOf(choices)))
                if option.text == "none" && !choices.iter().any(|choice| choice.id == "none") =>
            {
                self.has_none(node, &named, choices, option)
            }
            (Form::Is(positive, option), is) => {
                let set = OptionSet::one(self.option(node, &named, is, option)?);
                let test = guard(Holds::In(set));
                Some(if *positive { test } else { Guard::Not(Box::new(test)) })
            }
            (Form::In(options), is) => Some(guard(Holds::In(self.options(node, &named, is, options)?))),
            (Form::HasOne(option), Is::Question(Kind::AnyOf(choices))) => {
                let set = OptionSet::one(self.choice(node, &named.id, choices, option)?);
                Some(guard(Holds::Has(Quantifier::Any, set)))
            }
            (Form::Has(quantifier, options), Is::Question(Kind::AnyOf(choices))) => {
                let found: Vec<Option<usize>> =
                    options.iter().map(|option| self.choice(node, &named.id, choices, option)).collect();
                let set: Option<OptionSet> = found.into_iter().collect();
                Some(guard(Holds::Has(*quantifier, set?)))
            }
            (Form::Count(compare, number), Is::Question(Kind::AnyOf(choices))) => {
                let interval = interval(*compare, *number);
                let counts = (0..=choices.len()).map(|count| interval.contains(Decimal::whole(count as i64)));
                let hint = format!("it has {0} options; compare with a number from 0 to {0}", choices.len());
                self.decides(node, name, counts, &hint)?;
                Some(guard(Holds::Count(interval)))
            }
            (Form::Compare(compare, operand), Is::Question(Kind::Scale(choices))) => {
                let position = self.choice(node, &named.id, choices, operand)?;
                Some(guard(Holds::In(self.compared(node, operand, *compare, position, choices.len())?)))
            }
            (Form::Compare(compare, operand), Is::Decision { outcomes, ordered: true, hit: Hit::First }) => {
                let position = self.choice(node, &named.id, outcomes, operand)?;
                Some(guard(Holds::In(self.compared(node, operand, *compare, position, outcomes.len())?)))
            }
            (Form::Compare(compare, operand), Is::Question(Kind::Number { .. }) | Is::Score) => {
                let Ok(number) = operand.text.parse::<Decimal>() else {
                    let message = format!("`{}` is a number, and `{}` is not one", named.id, operand.text);
                    let hint = "write digits without a unit, such as `3` or `2.5`".to_owned();
                    return self.error(node, operand, message, Some(hint));
                };
                let interval = interval(*compare, number);
                self.in_range(node, operand, &named.is, &interval)?;
                Some(guard(Holds::Within(interval)))
            }
            (Form::Between(from, to), Is::Question(Kind::Number { .. }) | Is::Score) => {
                if from > to {
                    let hint = Some(format!("write `between {to} and {from}`"));
                    return self.error(node, name, format!("nothing lies between {from} and {to}"), hint);
                }
                let interval = Interval { from: Some((*from, true)), to: Some((*to, true)) };
                self.in_range(node, name, &named.is, &interval)?;
                Some(guard(Holds::Within(interval)))
            }
            (form, _) => self.wrong_form(node, &named, form.operand().unwrap_or(name)),
        }
    }

    fn options(&mut self, node: &Node, named: &Named, is: &Is, options: &[Name]) -> Option<OptionSet> {
        let found: Vec<Option<usize>> =
            options.iter().map(|option| self.option(node, named, is, option)).collect();
        found.into_iter().collect()
    }

    fn option(&mut self, node: &Node, named: &Named, is: &Is, option: &Name) -> Option<usize> {
        match is {
            Is::Question(Kind::YesNo) => match option.text.as_str() {
                "yes" => Some(0),
                "no" => Some(1),
                _ => self.not_unknown(node, option).and_then(|()| {
                    let message = format!("`{}` is a yes/no question and has no `{}`", named.id, option.text);
                    self.error(node, option, message, Some(format!("write `{0}` or `{0} is no`", named.id)))
                }),
            },
            Is::Question(Kind::OneOf(choices) | Kind::Scale(choices)) => {
                self.choice(node, &named.id, choices, option)
            }
            Is::Decision { hit: Hit::First, outcomes, .. } => self.choice(node, &named.id, outcomes, option),
            _ => self.wrong_form(node, named, option),
        }
    }

    /// Refuses `unknown` where it is no option, with the reason.
    fn not_unknown(&mut self, node: &Node, option: &Name) -> Option<()> {
        if option.text != "unknown" {
            return Some(());
        }
        let hint = "what an unknown answer means follows from the rules: it leaves every branch open. \
                    Give the question a `workup:` instead";
        self.error(node, option, "a guard cannot test for `unknown`".to_owned(), Some(hint.to_owned()))
    }

    fn choice(&mut self, node: &Node, id: &str, choices: &[Choice], option: &Name) -> Option<usize> {
        let found = choices.iter().position(|choice| choice.id == option.text);
        if found.is_none() {
            self.not_unknown(node, option)?;
            let hint = known_or(&option.text, choices.iter().map(|choice| choice.id.as_str()), "it has none");
            return self.error(node, option, format!("`{id}` has no option `{}`", option.text), hint);
        }
        found
    }

    fn compared(
        &mut self,
        node: &Node,
        operand: &Name,
        compare: Compare,
        position: usize,
        count: usize,
    ) -> Option<OptionSet> {
        let interval = interval(compare, Decimal::whole(position as i64));
        let inside = |other: &usize| interval.contains(Decimal::whole(*other as i64));
        let hint = "compare with another option, or remove the test";
        self.decides(node, operand, (0..count).map(|other| inside(&other)), hint)?;
        Some((0..count).filter(inside).collect())
    }

    fn in_range(&mut self, node: &Node, name: &Name, is: &Is, interval: &Interval) -> Option<()> {
        let Is::Question(Kind::Number { min, max, unit, decimals }) = is else { return Some(()) };
        let step = Decimal::step(*decimals);
        let near = [interval.from, interval.to].into_iter().flatten().flat_map(|(end, _)| {
            let (low, high) = (end.floor(*decimals), end.ceil(*decimals));
            [low - step, low, high, high + step]
        });
        let values = near.filter(|value| min <= value && value <= max).chain([*min, *max]);
        let range = format!("{min} to {max} {unit}");
        let ends = [interval.from, interval.to];
        let between = |(end, _): &&(Decimal, bool)| min < end && end < max && !end.on_grid(*decimals);
        let hint = match ends.iter().flatten().find(between) {
            Some((end, _)) => {
                let grid = match decimals {
                    0 => "whole numbers".to_owned(),
                    1 => "numbers with 1 decimal".to_owned(),
                    more => format!("numbers with {more} decimals"),
                };
                format!(
                    "it takes {grid} (`decimals: {decimals}`), none of which is {end}; round it, or raise `decimals:`"
                )
            }
            None => {
                format!("its range is {}; choose a threshold inside, or remove the test", range.trim_end())
            }
        };
        self.decides(node, name, values.map(|value| interval.contains(value)), &hint)
    }

    /// Refuses a comparison that is true, or false, for every value.
    fn decides(
        &mut self,
        node: &Node,
        name: &Name,
        values: impl Iterator<Item = bool>,
        hint: &str,
    ) -> Option<()> {
        let values: Vec<bool> = values.collect();
        for (always, word) in [(true, "true"), (false, "false")] {
            if values.iter().all(|&value| value == always) {
                return self.error(node, name, format!("this test is always {word}"), Some(hint.to_owned()));
            }
        }
        Some(())
    }

    /// A score's formula from its node.
    pub(crate) fn formula(&mut self, node: &Node) -> Option<Formula> {
        let text = super::findings::text(self.findings, self.file, node, "formula")?;
        match parse_formula(&text) {
            Ok(syntax) => self.formula_syntax(node, &syntax),
            Err(error) => {
                self.findings.syntax(self.file, node, error);
                None
            }
        }
    }

    fn formula_syntax(&mut self, node: &Node, syntax: &FormulaSyntax) -> Option<Formula> {
        match syntax {
            FormulaSyntax::Number(number) => Some(Formula::Number(*number)),
            FormulaSyntax::Sqrt(inner) => Some(Formula::Sqrt(Box::new(self.formula_syntax(node, inner)?))),
            FormulaSyntax::Binary(operator, left, right) => {
                let (left, right) = (self.formula_syntax(node, left), self.formula_syntax(node, right));
                Some(Formula::Binary(*operator, Box::new(left?), Box::new(right?)))
            }
            FormulaSyntax::Name(name) => {
                let named = self.named(node, name)?;
                match named.is {
                    Is::Question(Kind::Number { .. }) | Is::Score => Some(Formula::Of(named.subject)),
                    _ => {
                        let message = format!("`{}` is no number", named.id);
                        self.error(
                            node,
                            name,
                            message,
                            Some("a formula takes number questions and scores".to_owned()),
                        )
                    }
                }
            }
        }
    }
}

fn interval(compare: Compare, number: Decimal) -> Interval {
    let (from, to) = match compare {
        Compare::Less => (None, Some((number, false))),
        Compare::AtMost => (None, Some((number, true))),
        Compare::More => (Some((number, false)), None),
        Compare::AtLeast => (Some((number, true)), None),
        Compare::Equal => (Some((number, true)), Some((number, true))),
    };
    Interval { from, to }
}

/// The questions whose answers decide whether a question applies form no circle; returns one that does.
pub(crate) fn circle(asks_when: &[Option<Guard>]) -> Option<QuestionId> {
    fn tested(guard: &Guard, found: &mut Vec<usize>) {
        match guard {
            Guard::All(parts) | Guard::Any(parts) => parts.iter().for_each(|part| tested(part, found)),
            Guard::Not(part) => tested(part, found),
            Guard::Test(Test { on: Subject::Question(question), .. }) => found.push(question.0),
            Guard::Test(_) => {}
        }
    }
    (0..asks_when.len()).map(QuestionId).find(|start| {
        let (mut seen, mut open) = (vec![false; asks_when.len()], vec![start.0]);
        while let Some(question) = open.pop() {
            let mut next = Vec::new();
            asks_when[question].iter().for_each(|guard| tested(guard, &mut next));
            if next.contains(&start.0) {
                return true;
            }
            open.extend(next.into_iter().filter(|&other| !std::mem::replace(&mut seen[other], true)));
        }
        false
    })
}
