//! What to write instead of a test that its subject does not have.

use super::{Is, Named, Resolver};
use crate::guideline::document::Node;
use crate::guideline::language::Name;
use crate::guideline::{Choice, Decimal, Hit, Kind};

/// What others call the keys that join guards. None of them is near enough to be taken for a misspelt one: `and` is
/// no `any`.
pub(super) fn junction(key: &str) -> Option<String> {
    Some(match key.to_lowercase().as_str() {
        "and" | "both" | "every" | "each" | "all_of" | "allof" => "write `all:`".to_owned(),
        "or" | "either" | "some" | "one_of" | "any_of" | "anyof" => "write `any:`".to_owned(),
        "none" | "neither" | "nor" | "none_of" | "noneof" => {
            "write `not:`, and below it `any:` over the list: none of them holds".to_owned()
        }
        _ => return None,
    })
}

/// What to write for everybody, or everybody else.
pub(super) fn always(name: &str) -> Option<String> {
    let words = ["true", "always", "everybody", "everyone", "else", "default", "all", "any", "yes"];
    words.contains(&name.to_lowercase().as_str()).then(|| {
        "for everybody else the last rule is `- otherwise: outcome`, without `if:`; elsewhere leave the key out"
            .to_owned()
    })
}

impl Resolver<'_> {
    /// What to write where the name of an option stands alone: the second part of `ct is abscess or air`.
    pub(super) fn option_of(&self, option: &str) -> Option<String> {
        let has = |choices: &[Choice]| choices.iter().any(|choice| choice.id == option);
        let named = self.names.all.iter().filter(|named| super::visible(named.subject, self.scope));
        let tests: Vec<(&str, &str)> = named
            .filter_map(|named| match &named.is {
                Is::Question(Kind::OneOf(choices) | Kind::Scale(choices)) if has(choices) => {
                    Some((&*named.id, "is"))
                }
                Is::Question(Kind::AnyOf(choices)) if has(choices) => Some((&*named.id, "has")),
                Is::Decision { outcomes, hit: Hit::First, .. } if has(outcomes) => Some((&*named.id, "is")),
                _ => None,
            })
            .collect();
        let (id, verb) = tests.first()?;
        let others = match tests.len() {
            1 => String::new(),
            _ => format!(
                "; others with such an option: {}",
                tests[1..].iter().take(4).map(|(id, _)| *id).collect::<Vec<_>>().join(", ")
            ),
        };
        Some(format!("it is an option of `{id}`: write `{id} {verb} {option}`{others}"))
    }

    /// What to write instead for a name of this kind.
    pub(super) fn wrong_form<T>(&mut self, node: &Node, named: &Named, name: &Name) -> Option<T> {
        self.not_unknown(node, name)?;
        let id = &named.id;
        let pair = |choices: &[Choice]| {
            let option = |index: usize| choices.get(index).map_or("option", |choice| &choice.id).to_owned();
            match choices.iter().position(|choice| choice.id == name.text) {
                Some(meant) => (option(meant), option(if meant == 0 { 1.min(choices.len() - 1) } else { 0 })),
                None => (option(0), option(1.min(choices.len().saturating_sub(1)))),
            }
        };
        let (kind, hint) = match &named.is {
            Is::Question(Kind::YesNo) => ("a yes/no question", format!("write `{id}` or `{id} is no`")),
            Is::Question(Kind::OneOf(choices)) => {
                let (one, two) = pair(choices);
                let hint =
                    format!("write `{id} is {one}` or `{id} in {{{one}, {two}}}`; only a scale compares");
                ("a choice", hint)
            }
            Is::Question(Kind::Scale(choices)) => {
                let (one, two) = pair(choices);
                ("a scale", format!("write `{id} is {one}` or `{id} >= {two}`"))
            }
            Is::Question(Kind::AnyOf(choices)) => {
                let (one, two) = pair(choices);
                ("a multiple choice", format!("write `{id} has {one}` or `{id} has any {{{one}, {two}}}`"))
            }
            Is::Question(Kind::Number { min, max, .. }) => {
                let middle = Decimal::from_f64((min.to_f64() + max.to_f64()) / 2.0).unwrap_or(*max).floor(0);
                let hint = match name.text.parse::<Decimal>() {
                    Ok(number) => format!("write `{id} = {number}`"),
                    Err(_) => format!("write `{id} >= {middle}` or `{id} between {min} and {middle}`"),
                };
                ("a number", hint)
            }
            Is::Decision { hit: Hit::Collect, .. } => (
                "a decision that collects",
                "guards cannot test it; test the answers that its rules test".to_owned(),
            ),
            Is::Decision { ordered: false, outcomes, .. } => {
                let (one, _) = pair(outcomes);
                ("a decision", format!("write `{id} is {one}`; `<` and `>` need `ordered: true` in it"))
            }
            Is::Decision { outcomes, .. } => {
                let (one, two) = pair(outcomes);
                ("a decision", format!("write `{id} is {one}` or `{id} >= {two}`"))
            }
            Is::Score => {
                let hint = match name.text.parse::<Decimal>() {
                    Ok(number) => format!("write `{id} = {number}`, or `{id} >= {number}`"),
                    Err(_) => format!("write `{id} >= 3`"),
                };
                ("a score", hint)
            }
        };
        self.error(node, name, format!("`{id}` is {kind} and cannot be tested like this"), Some(hint))
    }

    /// What to write instead of `is` for a question with several answers.
    pub(super) fn is_of_several<T>(
        &mut self,
        node: &Node,
        named: &Named,
        choices: &[Choice],
        (positive, option): (bool, &Name),
    ) -> Option<T> {
        let known = choices.iter().any(|choice| choice.id == option.text);
        if option.text == "none" && !known {
            let id = &named.id;
            let hint = match positive {
                true => format!(
                    "for no option at all write `count({id}) = 0`; for none of some `{id} has none {{{}}}`",
                    some(choices)
                ),
                false => format!(
                    "for any option at all write `count({id}) > 0`; for one of some `{id} has any {{{}}}`",
                    some(choices)
                ),
            };
            let message = format!("`{id}` is a multiple choice and cannot be tested like this");
            return self.error(node, option, message, Some(hint));
        }
        if known && !positive {
            let hint = format!("write `{} has none {{{}}}`", named.id, option.text);
            let message = format!("`{}` is a multiple choice and cannot be tested like this", named.id);
            return self.error(node, option, message, Some(hint));
        }
        self.wrong_form(node, named, option)
    }

    /// What to write instead of `has none` without options.
    pub(super) fn has_none<T>(
        &mut self,
        node: &Node,
        named: &Named,
        choices: &[Choice],
        option: &Name,
    ) -> Option<T> {
        let id = &named.id;
        let hint = format!(
            "for none of some write `{id} has none {{{}}}`; for no option at all `count({id}) = 0`",
            some(choices)
        );
        self.error(node, option, format!("`{id}` has no option `none`"), Some(hint))
    }
}

/// Two options, as an example.
fn some(choices: &[Choice]) -> String {
    choices.iter().take(2).map(|choice| choice.id.as_str()).collect::<Vec<_>>().join(", ")
}
