//! What to write instead of a test that its subject does not have.

use super::{Is, Named, Resolver};
use crate::guideline::document::Node;
use crate::guideline::language::Name;
use crate::guideline::{Choice, Decimal, Hit, Kind};

impl Resolver<'_> {
    /// What to write instead for a name of this kind.
    pub(super) fn wrong_form<T>(&mut self, node: &Node, named: &Named, name: &Name) -> Option<T> {
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
                ("a choice", format!("write `{id} is {one}` or `{id} in {{{one}, {two}}}`"))
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
                ("a number", format!("write `{id} >= {middle}` or `{id} between {min} and {middle}`"))
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
            Is::Score => ("a score", format!("write `{id} >= 3`")),
        };
        self.error(node, name, format!("`{id}` is {kind} and cannot be tested like this"), Some(hint))
    }
}
