//! The texts of a guideline that can be translated, each with the key that a translation is found by.

use std::collections::HashSet;

use super::super::{Choice, Guideline, Kind};

/// What a text is of; texts of one kind are counted together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// Title and disclaimer of the guideline.
    Head,
    /// A page of the questionnaire.
    Section,
    /// What the key for "none of these" is called.
    NoneLabel,
    /// What stands after a number.
    Unit,
    /// The heading of recommendations.
    Domain,
    /// A question as it is read.
    Question,
    /// Its name in lists.
    Short,
    /// An option of a question.
    Option,
    /// The help of a question, an option or an outcome.
    Help,
    /// The title of a decision.
    Decision,
    /// An outcome of a decision.
    Outcome,
    /// Why a rule holds.
    Reason,
    /// What a rule tells.
    Alert,
    /// The title of a recommendation.
    Recommendation,
    /// Its detail.
    Detail,
    /// The title of a score.
    Score,
    /// Why a stop forbids.
    Stop,
}

impl Part {
    /// All kinds, in the order in which they are told.
    pub const ALL: [Part; 17] = [
        Part::Question,
        Part::Short,
        Part::Option,
        Part::Section,
        Part::NoneLabel,
        Part::Unit,
        Part::Decision,
        Part::Outcome,
        Part::Recommendation,
        Part::Domain,
        Part::Stop,
        Part::Alert,
        Part::Score,
        Part::Head,
        Part::Detail,
        Part::Help,
        Part::Reason,
    ];

    /// In words, for a number of them.
    pub fn plural(self) -> &'static str {
        match self {
            Part::Head => "texts of the guideline itself",
            Part::Section => "section titles",
            Part::NoneLabel => "labels for none",
            Part::Unit => "units",
            Part::Domain => "domains",
            Part::Question => "questions",
            Part::Short => "short names",
            Part::Option => "options",
            Part::Help => "help texts",
            Part::Decision => "decision titles",
            Part::Outcome => "outcomes",
            Part::Reason => "reasons",
            Part::Alert => "alerts",
            Part::Recommendation => "recommendation titles",
            Part::Detail => "details",
            Part::Score => "scores",
            Part::Stop => "stops",
        }
    }
}

/// What a translation is found by: keys from the top of the file with points between them; in a list also the text
/// itself, since what stands there has no id of its own.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Key {
    pub(super) path: String,
    pub(super) listed: Option<String>,
}

impl Key {
    /// The last key: `ask`, `because`.
    pub(super) fn field(&self) -> &str {
        self.path.rsplit('.').next().unwrap_or(&self.path)
    }
}

/// A text of the guideline.
pub(super) struct Text {
    pub(super) key: Key,
    pub(super) part: Part,
    pub(super) text: String,
}

/// Without line breaks and doubled spaces: how a text is folded in its file says nothing.
pub(super) fn plain(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// All texts with their keys, each once, in the order in which a translation has them.
pub(super) fn texts(guideline: &Guideline) -> Vec<Text> {
    let (mut all, mut seen) = (Vec::new(), HashSet::new());
    // The walk is one for reading and for replacing; a copy costs less than a second walk to keep in step.
    each_text(&mut guideline.clone(), &mut |key, part, text| {
        if seen.insert(key.clone()) {
            all.push(Text { key, part, text: text.clone() });
        }
    });
    all
}

/// Shows every text that can be translated to `see`, which may replace it.
pub(super) fn each_text(guideline: &mut Guideline, see: &mut dyn FnMut(Key, Part, &mut String)) {
    let mut walk = Walk { see };
    walk.at("guideline.title".to_owned(), Part::Head, &mut guideline.title);
    walk.at("guideline.disclaimer".to_owned(), Part::Head, &mut guideline.disclaimer);
    for section in &mut guideline.sections {
        walk.listed("sections", Part::Section, &mut section.title);
    }
    for section in guideline.sections.iter_mut().filter(|section| !section.none_of_these.is_empty()) {
        walk.listed("none_labels", Part::NoneLabel, &mut section.none_label);
    }
    for question in &mut guideline.questions {
        if let Kind::Number { unit, .. } = &mut question.kind {
            walk.listed("units", Part::Unit, unit);
        }
    }
    for recommendation in &mut guideline.recommendations {
        walk.listed("domains", Part::Domain, &mut recommendation.domain);
    }
    for question in &mut guideline.questions {
        let path = format!("questions.{}", question.id);
        let derived = question.short == short_of(&question.ask);
        walk.at(format!("{path}.ask"), Part::Question, &mut question.ask);
        match derived {
            true => question.short = short_of(&question.ask).to_owned(),
            false => walk.at(format!("{path}.short"), Part::Short, &mut question.short),
        }
        if let Some(help) = &mut question.help {
            walk.at(format!("{path}.help"), Part::Help, help);
        }
        if let Kind::OneOf(options) | Kind::Scale(options) | Kind::AnyOf(options) = &mut question.kind {
            walk.choices(&format!("{path}.options"), Part::Option, options);
        }
    }
    for decision in &mut guideline.decisions {
        let path = format!("decisions.{}", decision.id);
        walk.at(format!("{path}.title"), Part::Decision, &mut decision.title);
        walk.choices(&format!("{path}.outcomes"), Part::Outcome, &mut decision.outcomes);
        for rule in &mut decision.rules {
            walk.listed(&format!("{path}.because"), Part::Reason, &mut rule.because);
        }
        for rule in &mut decision.rules {
            if let Some(alert) = &mut rule.alert {
                walk.listed(&format!("{path}.alerts"), Part::Alert, alert);
            }
        }
    }
    for recommendation in &mut guideline.recommendations {
        let path = format!("recommendations.{}", recommendation.id);
        walk.at(format!("{path}.title"), Part::Recommendation, &mut recommendation.title);
        walk.at(format!("{path}.detail"), Part::Detail, &mut recommendation.detail);
    }
    for score in &mut guideline.scores {
        walk.at(format!("scores.{}.title", score.id), Part::Score, &mut score.title);
    }
    for stop in &mut guideline.stops {
        walk.at(format!("stops.{}.because", stop.id), Part::Stop, &mut stop.because);
    }
}

/// The name of a question that has no shorter one.
fn short_of(ask: &str) -> &str {
    ask.trim_end_matches(['?', '？'])
}

struct Walk<'a> {
    see: &'a mut dyn FnMut(Key, Part, &mut String),
}

impl Walk<'_> {
    fn at(&mut self, path: String, part: Part, text: &mut String) {
        if !text.trim().is_empty() {
            (self.see)(Key { path, listed: None }, part, text);
        }
    }

    fn listed(&mut self, path: &str, part: Part, text: &mut String) {
        if !text.trim().is_empty() {
            let key = Key { path: path.to_owned(), listed: Some(plain(text)) };
            (self.see)(key, part, text);
        }
    }

    fn choices(&mut self, path: &str, part: Part, choices: &mut [Choice]) {
        for choice in choices {
            self.at(format!("{path}.{}.label", choice.id), part, &mut choice.label);
            if let Some(help) = &mut choice.help {
                self.at(format!("{path}.{}.help", choice.id), Part::Help, help);
            }
        }
    }
}
