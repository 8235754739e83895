//! Sections and questions.

use super::{Loader, Source, id, no_id};
use crate::guideline::case::{read_answer, value_of};
use crate::guideline::document::{Content, Node};
use crate::guideline::findings::{Fields, File, items, known_or, text};
use crate::guideline::resolve::{Is, Named, Resolver, Scope, circle};
use crate::guideline::{
    Burden, Changes, Choice, Decimal, Guard, Kind, OptionSet, Question, QuestionId, RecommendationId,
    Section, Subject,
};

/// A question whose `asks_when` is still to be resolved.
pub(super) struct Read<'a> {
    question: Question,
    asks_when: Option<&'a Node>,
    file: File,
}

impl Loader {
    /// All sections and their questions.
    pub(super) fn questions<'a>(&mut self, source: &'a Source) -> Option<(Vec<Section>, Vec<Read<'a>>)> {
        let file = source.file;
        let mut sections = Vec::new();
        let mut questions: Vec<Read<'a>> = Vec::new();
        for node in items(&mut self.findings, file, &source.root, "questions.yaml") {
            if let Content::Map(entries) = &node.value
                && let Some((key, _)) = entries.iter().find(|(key, _)| key.text == "id")
                && !entries.iter().any(|(key, _)| key.text == "section")
            {
                let hint =
                    "write `- section: Title` and `questions:` above, and the questions further to the right";
                self.findings.error(file, key.spot, "a question outside of a section", Some(hint.to_owned()));
                self.names.incomplete = true;
                continue;
            }
            let Some(mut fields) = Fields::of(&mut self.findings, file, node, "a section") else { continue };
            let title = fields.text(&mut self.findings, "section");
            let pinned = fields.flag(&mut self.findings, "pinned");
            let none = fields.get("none_of_these");
            let none_label = fields.optional(&mut self.findings, "none_label");
            let list = fields.require("questions");
            fields.done(&mut self.findings);
            let first = questions.len();
            let before = self.findings.errors();
            for node in list.map_or(&[][..], |list| items(&mut self.findings, file, list, "questions")) {
                if let Some(read) = self.question(file, node, sections.len(), questions.len()) {
                    questions.push(read);
                }
            }
            let own: Vec<QuestionId> = (first..questions.len()).map(QuestionId).collect();
            // Which questions there are is certain only where all of them could be read.
            let none = none.filter(|_| self.findings.errors() == before);
            let none_of_these =
                none.map_or_else(Vec::new, |none| self.none_of_these(file, none, &questions[first..], first));
            let none_label = none_label.unwrap_or_else(|| "none of these".to_owned());
            sections.push(Section { title, pinned, none_of_these, none_label, questions: own });
        }
        if questions.is_empty() {
            if self.findings.is_clean() {
                let hint = "write sections, each with `section: Title` and `questions:`".to_owned();
                self.findings.error(file, source.root.spot, "there is no question", Some(hint));
            }
            return None;
        }
        Some((sections, questions))
    }

    fn question<'a>(
        &mut self,
        file: File,
        node: &'a Node,
        section: usize,
        position: usize,
    ) -> Option<Read<'a>> {
        let findings = &mut self.findings;
        let mut fields = Fields::of(findings, file, node, "a question")?;
        let Some(id_node) = fields.require("id") else {
            fields.incomplete(findings);
            // What it would have been called may be tested anywhere.
            self.names.incomplete = true;
            return None;
        };
        let name = id(findings, file, id_node, "id");
        let ask = fields.text(findings, "ask");
        let short =
            fields.optional(findings, "short").unwrap_or_else(|| ask.trim_end_matches('?').to_owned());
        let kind = self.kind(&mut fields);
        let findings = &mut self.findings;
        let asks_when = fields.get("asks_when");
        let help = fields.optional(findings, "help");
        let workup = fields.get("workup");
        let burden = fields.one_of(
            findings,
            "burden",
            &[
                ("history", Burden::History),
                ("bedside", Burden::Bedside),
                ("blood", Burden::Blood),
                ("imaging", Burden::Imaging),
                ("invasive", Burden::Invasive),
            ],
        );
        let changes = fields.one_of(
            findings,
            "changes",
            &[
                ("fixed", Changes::Fixed),
                ("modifiable", Changes::Modifiable),
                ("measured", Changes::Measured),
            ],
        );
        let days = fields.get("valid_days");
        let valid_days = days.and_then(|node| self.whole(file, node, "valid_days"));
        if let (Some(node), Some(Changes::Fixed)) = (days, changes) {
            let message = "an answer that is `fixed` never changes, yet it is outdated after some days";
            let hint = Some("take `valid_days:` out, or write `changes: measured`".to_owned());
            self.findings.warning(file, node.spot, message, hint);
        }
        fields.done(&mut self.findings);
        if let (Some(name), None) = (&name, &kind) {
            self.names.broken.insert(name.clone());
        }
        let workup = workup.and_then(|node| self.recommendation(file, node));
        self.names.incomplete |= name.is_none();
        let (name, kind) = (name?, kind?);
        let subject = Subject::Question(QuestionId(position));
        let place = self.findings.place(file, id_node.spot);
        if !self.names.add(Named { id: name.clone(), subject, is: Is::Question(kind.clone()) }, place.clone())
        {
            self.taken(file, id_node.spot, &name);
            // The question was meant to have another name, which is not known.
            self.names.incomplete = true;
            return None;
        }
        let question = Question {
            id: name,
            ask,
            short,
            kind,
            asks_when: None,
            help,
            workup: workup.map(RecommendationId),
            burden: burden.unwrap_or_default(),
            changes: changes.unwrap_or_default(),
            valid_days,
            section,
            place,
        };
        Some(Read { question, asks_when, file })
    }

    fn whole(&mut self, file: File, node: &Node, what: &str) -> Option<u32> {
        let text = text(&mut self.findings, file, node, what)?;
        let number = text.parse().ok();
        if number.is_none() {
            let hint = Some(format!("write digits only, such as `{what}: 2`"));
            self.findings.error(file, node.spot, format!("`{what}:` must be a whole number"), hint);
        }
        number
    }

    fn kind(&mut self, fields: &mut Fields) -> Option<Kind> {
        let file = fields.file;
        let word = fields.one_of(
            &mut self.findings,
            "kind",
            &[("yes_no", 0), ("one_of", 1), ("scale", 2), ("any_of", 3), ("number", 4)],
        );
        let (options, unit) = (fields.get("options"), fields.get("unit"));
        let (range, decimals) = (fields.get("range"), fields.get("decimals"));
        let Some(word) = word else {
            fields.demand("kind");
            return None;
        };
        for (node, key, fits) in [
            (options, "options", (1..=3).contains(&word)),
            (unit, "unit", word == 4),
            (range, "range", word == 4),
            (decimals, "decimals", word == 4),
        ] {
            if let (Some(node), false) = (node, fits) {
                let hint = match key {
                    "options" => "remove it, or write `kind: one_of`, `kind: scale` or `kind: any_of`",
                    _ => "remove it, or write `kind: number`",
                };
                let message = format!("a question of this kind has no `{key}:`");
                self.findings.error(file, node.spot, message, Some(hint.to_owned()));
            }
        }
        match word {
            0 => Some(Kind::YesNo),
            4 => {
                let unit =
                    unit.and_then(|unit| text(&mut self.findings, file, unit, "unit")).unwrap_or_default();
                let decimals = decimals.map_or(Some(0), |node| self.whole(file, node, "decimals"))?;
                let Some(range) = range else {
                    fields.demand("range");
                    return None;
                };
                if decimals > u32::from(Decimal::PLACES) {
                    let (most, place) = (Decimal::PLACES, fields.get("decimals").unwrap_or(range).spot);
                    let hint = Some(format!("write a number from 0 to {most}, such as `decimals: 1`"));
                    self.findings.error(file, place, format!("a number has at most {most} decimals"), hint);
                    return None;
                }
                self.number(file, range, unit, decimals)
            }
            _ => {
                let Some(options) = options else {
                    fields.demand("options");
                    return None;
                };
                let before = self.findings.errors();
                let choices = self.choices(file, options, "options", word == 2);
                if self.findings.errors() > before {
                    return None;
                }
                if choices.is_empty() || choices.len() > OptionSet::CAPACITY {
                    let message = format!("a choice has 1 to {} options", OptionSet::CAPACITY);
                    let hint = match choices.is_empty() {
                        true => "write them, such as `options: [left, right]`",
                        false => "group them into fewer options, or into two questions",
                    };
                    self.findings.error(file, options.spot, message, Some(hint.to_owned()));
                    return None;
                }
                Some(match word {
                    1 => Kind::OneOf(choices),
                    2 => Kind::Scale(choices),
                    _ => Kind::AnyOf(choices),
                })
            }
        }
    }

    fn number(&mut self, file: File, range: &Node, unit: String, decimals: u32) -> Option<Kind> {
        let decimals = u8::try_from(decimals).unwrap_or(Decimal::PLACES);
        let before = self.findings.errors();
        let nodes = items(&mut self.findings, file, range, "range");
        if self.findings.errors() > before {
            return None;
        }
        let ends: Vec<Option<Decimal>> = nodes
            .iter()
            .map(|node| if let Content::Scalar(text, _) = &node.value { text.parse().ok() } else { None })
            .collect();
        let hint = match ends.as_slice() {
            [Some(min), Some(max)] if min < max && min.on_grid(decimals) && max.on_grid(decimals) => {
                return Some(Kind::Number { unit, min: *min, max: *max, decimals });
            }
            [Some(min), Some(max)] if min > max => format!("write `range: [{max}, {min}]`"),
            [Some(min), Some(max)] if min < max => {
                format!("`decimals: {decimals}` is too coarse for its ends; round them, or raise `decimals:`")
            }
            [Some(_), Some(_), Some(_)] => {
                let ends: Vec<&str> = nodes.iter().filter_map(Node::scalar).collect();
                format!(
                    "a comma separates numbers; write a decimal point: `range: [{}.{}, {}]`",
                    ends[0], ends[1], ends[2]
                )
            }
            [Some(_), Some(_), Some(_), Some(_)] => {
                let ends: Vec<&str> = nodes.iter().filter_map(Node::scalar).collect();
                format!(
                    "a comma separates numbers; write decimal points: `range: [{}.{}, {}.{}]`",
                    ends[0], ends[1], ends[2], ends[3]
                )
            }
            _ => "write two numbers without a unit, such as `range: [1, 100]`".to_owned(),
        };
        self.findings.error(file, range.spot, "`range:` must be [smallest, largest]", Some(hint));
        None
    }

    /// Options or outcomes: ids, or maps of `id`, `label` and `help`.
    pub(super) fn choices(&mut self, file: File, list: &Node, what: &str, numeric: bool) -> Vec<Choice> {
        let mut choices: Vec<Choice> = Vec::new();
        for node in items(&mut self.findings, file, list, what) {
            let Some(choice) = self.choice(file, node, what, numeric) else { continue };
            if choices.iter().any(|other| other.id == choice.id) {
                let hint = Some("remove one, or give it another id".to_owned());
                self.findings.error(file, node.spot, format!("`{}` stands here twice", choice.id), hint);
                continue;
            }
            choices.push(choice);
        }
        choices
    }

    fn choice(&mut self, file: File, node: &Node, what: &str, numeric: bool) -> Option<Choice> {
        if let Content::Scalar(..) = node.value {
            let id = self.option_id(file, node, what, numeric)?;
            let label = id.replace('_', " ");
            return Some(Choice { id, label, help: None });
        }
        let mut fields = Fields::of(&mut self.findings, file, node, "an option")?;
        let Some(id_node) = fields.require("id") else {
            fields.incomplete(&mut self.findings);
            return None;
        };
        let label = fields.optional(&mut self.findings, "label");
        let help = fields.optional(&mut self.findings, "help");
        fields.done(&mut self.findings);
        let id = self.option_id(file, id_node, what, numeric)?;
        Some(Choice { label: label.unwrap_or_else(|| id.replace('_', " ")), id, help })
    }

    fn option_id(&mut self, file: File, node: &Node, what: &str, numeric: bool) -> Option<String> {
        let id = text(&mut self.findings, file, node, what)?;
        let number = id.chars().all(|c| c.is_ascii_digit());
        let problem = match () {
            () if number && numeric => None,
            () if number => {
                let hint = "write `kind: scale` if the options have an order, or a word such as `three`";
                Some(("only options of a scale may be numbers", Some(hint.to_owned())))
            }
            () if id == "yes" || id == "no" => {
                let hint = "write `kind: yes_no` without `options:` if they are all there is, or choose another word";
                Some(("other readers of YAML take this word for something else", Some(hint.to_owned())))
            }
            () => no_id(&id, ["and", "or", "not"].contains(&id.as_str())),
        };
        match problem {
            Some((problem, hint)) => {
                self.findings.error(file, node.spot, format!("`{id}` cannot be an id: {problem}"), hint);
                None
            }
            None => Some(id),
        }
    }

    fn none_of_these(
        &mut self,
        file: File,
        node: &Node,
        questions: &[Read],
        first: usize,
    ) -> Vec<(QuestionId, crate::guideline::Answer)> {
        let mut answers = Vec::new();
        let Content::Map(entries) = &node.value else {
            let hint = Some("write `none_of_these: {question: answer}`".to_owned());
            self.findings.error(file, node.spot, "`none_of_these` must have keys and values", hint);
            return answers;
        };
        for (key, value) in entries {
            let Some(position) = questions.iter().position(|read| read.question.id == key.text) else {
                let known = questions.iter().map(|read| read.question.id.as_str());
                let hint = known_or(&key.text, known, "it answers questions of its own section");
                self.findings.error(
                    file,
                    key.spot,
                    format!("this section has no question `{}`", key.text),
                    hint,
                );
                continue;
            };
            let question = &questions[position].question;
            match read_answer(question, &value_of(value)) {
                Ok(answer) => answers.push((QuestionId(first + position), answer)),
                Err(wrong) => self.findings.error(file, value.spot, wrong.message, wrong.hint),
            }
        }
        answers
    }

    /// Resolves under which condition each question is asked, once all questions are known.
    pub(super) fn asks_when(&mut self, read: Vec<Read>) -> Vec<Question> {
        let guards: Vec<Option<Guard>> = read
            .iter()
            .map(|read| {
                let node = read.asks_when?;
                let (names, findings) = (&mut self.names, &mut self.findings);
                Resolver { names, findings, file: read.file, scope: Scope::Questions }.guard(node)
            })
            .collect();
        if let Some(question) = circle(&guards)
            && let Some(node) = read[question.0].asks_when
        {
            let message = format!("whether `{}` applies depends on itself", read[question.0].question.id);
            let hint = "test other questions, none of which depends on this one".to_owned();
            self.findings.error(read[question.0].file, node.spot, message, Some(hint));
        }
        let with = |(read, asks_when): (Read, Option<Guard>)| Question { asks_when, ..read.question };
        read.into_iter().zip(guards).map(with).collect()
    }
}
