//! A guided tour: scenes from cases, each a few steps with a caption, read from a YAML document.
//!
//! What is said of patients stands in that document and in the cases it names. Every step may state what then holds
//! (`expect`, as in cases) and what then stands on the screen (`shows`); a test walks the tour and holds it to both.

use super::{Case, Expect, expected, one_given};
use crate::guideline::document::{Content, Key, Node, parse};
use crate::guideline::findings::{Fields, File, Findings, suggestion, text};
use crate::guideline::{Answer, Answers, DecisionId, Diagnostics, Guideline, Item, QuestionId};

/// A guided tour.
#[derive(Clone, Debug)]
pub struct Tour {
    /// For people.
    pub title: String,
    /// In the order in which they are played; at least one.
    pub scenes: Vec<Scene>,
}

/// A part of the tour that plays in one case.
#[derive(Clone, Debug)]
pub struct Scene {
    /// What it shows.
    pub title: String,
    /// What the case is called.
    pub case: String,
    /// The answers it begins with.
    pub answers: Answers,
    /// At least one.
    pub steps: Vec<TourStep>,
}

/// One press of the presenter's key.
#[derive(Clone, Debug)]
pub struct TourStep {
    /// What the presenter would say.
    pub caption: String,
    /// What is done before it is said.
    pub deed: Option<Deed>,
    /// What then follows from the answers.
    pub expect: Option<Expect>,
    /// Words that then stand on the screen.
    pub shows: Vec<String>,
}

/// What a step does.
#[derive(Clone, Debug, PartialEq)]
pub enum Deed {
    /// Gives answers, one after another.
    Answer(Vec<(QuestionId, Answer)>),
    /// Moves over an option, or types a number, without choosing it.
    PointAt(QuestionId, Answer),
    /// Gives an answer on the side.
    WhatIf(QuestionId, Answer),
    /// Shows a page or panel.
    Open(View),
}

/// What a step can show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum View {
    /// The questionnaire of the case; what was changed on the side is dropped.
    Case,
    /// A question.
    Question(QuestionId),
    /// The decision path, with the cursor on a decision or on the first that is open.
    Path(Option<DecisionId>),
    /// The recommendation, with the cursor on a recommendation or on a question that is to be found out.
    Recommendation(Option<Item>),
    /// Why not another plan, with the cursor on an outcome of the strategy.
    WhyNot(Option<usize>),
    /// What would change the plan, with the cursor on a question.
    WhatChanges(Option<QuestionId>),
    /// Reasons and evidence of what is under the cursor.
    Evidence,
    /// The whole recommendation.
    Final,
    /// The next screenful of a page, or as many as it takes until these words are in sight.
    Further(Option<String>),
}

/// Reads a tour. `case` gives the text of a case by its name; `names` are those there are.
///
/// # Errors
/// Everything that is wrong with it, with its place: names that are none, answers that are none, keys unknown or
/// missing, steps that do two things.
pub fn read_tour(
    guideline: &Guideline,
    name: &str,
    source: &str,
    names: &[&str],
    case: &dyn Fn(&str) -> Option<Case>,
) -> Result<Tour, Diagnostics> {
    let mut findings = Findings::default();
    let file = findings.file(name, source);
    let mut reader = Reader { guideline, findings: &mut findings, file, names, case };
    let tour = match parse(source) {
        Ok((root, problems)) => {
            problems.into_iter().for_each(|problem| reader.findings.malformed(file, problem));
            reader.tour(&root)
        }
        Err(malformed) => {
            reader.findings.malformed(file, malformed);
            None
        }
    };
    match tour {
        Some(tour) if findings.is_clean() => Ok(tour),
        _ => Err(findings.done()),
    }
}

struct Reader<'a> {
    guideline: &'a Guideline,
    findings: &'a mut Findings,
    file: File,
    names: &'a [&'a str],
    case: &'a dyn Fn(&str) -> Option<Case>,
}

impl Reader<'_> {
    fn tour(&mut self, root: &Node) -> Option<Tour> {
        let mut fields = Fields::of(self.findings, self.file, root, "a tour")?;
        let title = fields.text(self.findings, "title");
        fields.require("scenes");
        let nodes = fields.list(self.findings, "scenes");
        fields.done(self.findings);
        let scenes: Vec<Scene> = nodes.iter().filter_map(|node| self.scene(node)).collect();
        if scenes.is_empty() {
            self.error(root, "the tour has no scene", "write `scenes:` and `- scene: What it shows`");
        }
        Some(Tour { title, scenes })
    }

    fn scene(&mut self, node: &Node) -> Option<Scene> {
        let mut fields = Fields::of(self.findings, self.file, node, "a scene")?;
        let title = fields.text(self.findings, "scene");
        let name = fields.require("case");
        let without = fields.list(self.findings, "without");
        fields.require("steps");
        let steps = fields.list(self.findings, "steps");
        fields.done(self.findings);
        let case = self.case(name?);
        let mut answers =
            case.as_ref().map_or_else(|| Answers::none(self.guideline), |case| case.answers.clone());
        for node in without {
            let question = self.question(node);
            if let Some(question) = question
                && answers.set(question, None).is_none()
                && case.is_some()
            {
                self.error(node, "the case does not answer this question", "remove it from `without`");
            }
        }
        let steps: Vec<TourStep> = steps.iter().filter_map(|node| self.step(node)).collect();
        if steps.is_empty() {
            self.error(node, "the scene has no step", "write `steps:` and `- caption: What is said`");
        }
        Some(Scene { title, case: case?.title, answers, steps })
    }

    fn case(&mut self, node: &Node) -> Option<Case> {
        let name = text(self.findings, self.file, node, "case")?;
        let case = (self.case)(&name);
        if case.is_none() {
            let hint = suggestion(&name, self.names.iter().copied());
            self.findings.error(self.file, node.spot, format!("there is no case `{name}`"), hint);
        }
        case
    }

    fn step(&mut self, node: &Node) -> Option<TourStep> {
        let mut fields = Fields::of(self.findings, self.file, node, "a step")?;
        let caption = fields.text(self.findings, "caption");
        let deeds = ["answer", "point_at", "what_if", "open"];
        let written: Vec<(&str, &Node)> =
            deeds.iter().filter_map(|key| Some((*key, fields.get(key)?))).collect();
        let at = fields.get("at");
        let expect = fields.get("expect");
        let shows = fields.list(self.findings, "shows");
        fields.done(self.findings);
        if let [_, (key, second), ..] = written.as_slice() {
            let hint = format!("make `{key}` a step of its own");
            self.error(second, "a step does one thing", &hint);
        }
        let open = written.first().is_some_and(|(key, _)| *key == "open");
        if let (Some(at), false) = (at, open) {
            self.error(at, "`at` says what is opened", "write it beside `open:`, or remove it");
        }
        let deed = written.first().and_then(|(key, node)| self.deed(key, node, at));
        let (guideline, file) = (self.guideline, self.file);
        let expect = expect.and_then(|node| expected(guideline, self.findings, file, node));
        let shows = shows.iter().filter_map(|node| text(self.findings, self.file, node, "shows")).collect();
        Some(TourStep { caption, deed, expect, shows })
    }

    fn deed(&mut self, key: &str, node: &Node, at: Option<&Node>) -> Option<Deed> {
        match key {
            "answer" => {
                let entries = self.entries(node, key);
                let answers: Vec<_> =
                    entries.iter().filter_map(|(key, value)| self.answer(key, value)).collect();
                (!answers.is_empty()).then_some(Deed::Answer(answers))
            }
            "point_at" => {
                self.one_answer(node, key).map(|(question, answer)| Deed::PointAt(question, answer))
            }
            "what_if" => self.one_answer(node, key).map(|(question, answer)| Deed::WhatIf(question, answer)),
            _ => self.view(node, at).map(Deed::Open),
        }
    }

    fn view(&mut self, node: &Node, at: Option<&Node>) -> Option<View> {
        const VIEWS: [&str; 9] = [
            "case",
            "question",
            "path",
            "recommendation",
            "why_not",
            "what_changes",
            "evidence",
            "final",
            "further",
        ];
        let guideline = self.guideline;
        let word = text(self.findings, self.file, node, "open")?;
        if let ("case" | "evidence" | "final", Some(at)) = (word.as_str(), at) {
            self.error(at, &format!("`{word}` has nothing to be at"), "remove `at`");
        }
        Some(match word.as_str() {
            "case" => View::Case,
            "evidence" => View::Evidence,
            "final" => View::Final,
            "further" => View::Further(at.and_then(|at| text(self.findings, self.file, at, "at"))),
            "question" => match at {
                Some(at) => View::Question(self.question(at)?),
                None => {
                    self.error(node, "which question?", "add `at:` with its id");
                    return None;
                }
            },
            "what_changes" => View::WhatChanges(at.and_then(|at| self.question(at))),
            "path" => {
                let ids = guideline.decisions.iter().map(|decision| decision.id.as_str());
                View::Path(at.and_then(|at| self.named(at, "decision", ids)).map(DecisionId))
            }
            "recommendation" => View::Recommendation(at.and_then(|at| self.advice(at))),
            "why_not" => {
                let outcomes = &guideline[guideline.strategy].outcomes;
                let ids = outcomes.iter().map(|outcome| outcome.id.as_str());
                View::WhyNot(at.and_then(|at| self.named(at, "outcome of the strategy", ids)))
            }
            other => {
                let hint = suggestion(other, VIEWS);
                self.findings.error(self.file, node.spot, format!("`{other}` cannot be opened"), hint);
                return None;
            }
        })
    }

    fn question(&mut self, node: &Node) -> Option<QuestionId> {
        let ids = self.guideline.questions.iter().map(|question| question.id.as_str());
        self.named(node, "question", ids).map(QuestionId)
    }

    /// A recommendation, or a question that is to be found out.
    fn advice(&mut self, node: &Node) -> Option<Item> {
        let name = text(self.findings, self.file, node, "at")?;
        let items = Item::find(self.guideline, &name).unwrap_or_default();
        let advice = |item: &Item| matches!(item, Item::Recommendation(_) | Item::Question(_));
        let found = items.into_iter().find(advice);
        if found.is_none() {
            let guideline = self.guideline;
            let recommendations = guideline.recommendations.iter().map(|item| item.id.as_str());
            let known = recommendations.chain(guideline.questions.iter().map(|item| item.id.as_str()));
            let hint = suggestion(&name, known);
            let message = format!("there is no recommendation or question `{name}`");
            self.findings.error(self.file, node.spot, message, hint);
        }
        found
    }

    /// The position of a name.
    fn named<'n>(
        &mut self,
        node: &Node,
        kind: &str,
        ids: impl Iterator<Item = &'n str> + Clone,
    ) -> Option<usize> {
        let name = text(self.findings, self.file, node, "at")?;
        let found = ids.clone().position(|id| id == name);
        if found.is_none() {
            let hint = suggestion(&name, ids);
            self.findings.error(self.file, node.spot, format!("there is no {kind} `{name}`"), hint);
        }
        found
    }

    fn one_answer(&mut self, node: &Node, what: &str) -> Option<(QuestionId, Answer)> {
        let entries = self.entries(node, what);
        if let [_, (second, _), ..] = entries {
            let hint = Some("make it a step of its own".to_owned());
            self.findings.error(self.file, second.spot, format!("`{what}` takes one answer"), hint);
        }
        entries.first().and_then(|(key, value)| self.answer(key, value))
    }

    fn answer(&mut self, key: &Key, value: &Node) -> Option<(QuestionId, Answer)> {
        one_given(self.guideline, self.findings, self.file, key, value)
    }

    fn entries<'n>(&mut self, node: &'n Node, what: &str) -> &'n [(Key, Node)] {
        match &node.value {
            Content::Map(entries) => entries,
            Content::Scalar(..) | Content::List(_) => {
                let message = format!("`{what}` must have keys and values");
                self.error(node, &message, &format!("write `{what}: {{question: answer}}`"));
                &[]
            }
        }
    }

    fn error(&mut self, node: &Node, message: &str, hint: &str) {
        self.findings.error(self.file, node.spot, message, Some(hint.to_owned()));
    }
}
