//! What readers see differently though it decides nothing: texts, reasons, evidence, and how questions are asked.

use super::joint::Joint;
use super::rules;
use crate::guideline::{Choice, Decision, EvidenceId, Guideline, Question, Rule, answer_to_value};

/// Something that readers see differently, though no outcome can change by it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Visible {
    /// What sort of thing: `text of questions`, `evidence of rules` ...
    pub sort: &'static str,
    /// Its id; of a rule its decision and its place in the new version.
    pub id: String,
}

/// All of it, sort by sort. What only one version has is not among it, except citations.
pub(super) fn all(old: &Guideline, new: &Guideline, joint: &Joint) -> Vec<Visible> {
    let mut seen = Seen(Vec::new());
    seen.guideline(old, new);
    for (one, other) in both(&old.questions, &new.questions, |question| &question.id) {
        let texts = |question: &Question| {
            let Question { ask, short, help, .. } = question;
            (ask.clone(), short.clone(), help.clone(), labels(question.kind.options()))
        };
        let asked = |guideline: &Guideline, question: &Question| {
            let section = &guideline.sections[question.section];
            let mut one_key = section.none_of_these.iter();
            let one_key = one_key.find(|(id, _)| guideline[*id].id == question.id);
            let one_key = one_key.map(|&(id, answer)| answer_to_value(guideline, id, answer));
            let of_section = (section.pinned, section.title.clone(), section.none_label.clone());
            (question.burden, question.changes, question.valid_days, one_key, of_section)
        };
        seen.unless(alike_labels(texts(one), texts(other)), "texts of questions", &one.id);
        seen.unless(asked(old, one) == asked(new, other), "how questions are asked", &one.id);
        let apart = joint.asked_apart.iter().any(|&question| joint.guideline[question].id == one.id);
        seen.unless(!apart, "of whom questions are asked", &one.id);
    }
    for (one, other) in both(&old.decisions, &new.decisions, |decision| &decision.id) {
        let alike = one.title == other.title
            && alike_labels(
                (String::new(), String::new(), None, labels(&one.outcomes)),
                (String::new(), String::new(), None, labels(&other.outcomes)),
            );
        seen.unless(alike, "texts of decisions", &one.id);
        seen.rules([old, new], joint, [one, other]);
    }
    for (one, other) in both(&old.recommendations, &new.recommendations, |recommendation| &recommendation.id)
    {
        let alike = (&one.title, &one.detail, &one.domain) == (&other.title, &other.detail, &other.domain);
        seen.unless(alike, "texts of recommendations", &one.id);
    }
    for (one, other) in both(&old.scores, &new.scores, |score| &score.id) {
        let place = |side: usize, guideline: &Guideline| {
            let index = guideline.scores.iter().position(|score| score.id == one.id);
            index.map(|index| joint.sides[side].scores[index])
        };
        seen.unless(one.title == other.title, "texts of scores", &one.id);
        seen.unless(place(0, old) == place(1, new), "values of scores", &one.id);
    }
    for (one, other) in both(&old.stops, &new.stops, |stop| &stop.id) {
        let alike = one.because == other.because && cited(old, &one.evidence) == cited(new, &other.evidence);
        seen.unless(alike, "texts and evidence of stops", &one.id);
    }
    for (one, other) in both(&old.evidence, &new.evidence, |evidence| &evidence.id) {
        let alike = (&one.citation, &one.finding, &one.grade, one.pmid, &one.doi, one.checked)
            == (&other.citation, &other.finding, &other.grade, other.pmid, &other.doi, other.checked);
        seen.unless(alike, "citations", &one.id);
    }
    for (list, others) in [(&new.evidence, &old.evidence), (&old.evidence, &new.evidence)] {
        for evidence in list.iter().filter(|one| !others.iter().any(|other| one.id == other.id)) {
            seen.unless(false, "citations", &evidence.id);
        }
    }
    seen.0
}

struct Seen(Vec<Visible>);

impl Seen {
    fn unless(&mut self, alike: bool, sort: &'static str, id: &str) {
        if !alike {
            self.0.push(Visible { sort, id: id.to_owned() });
        }
    }

    fn guideline(&mut self, old: &Guideline, new: &Guideline) {
        let texts = [
            ("title", &old.title, &new.title),
            ("date", &old.date, &new.date),
            ("licence", &old.licence, &new.licence),
            ("disclaimer", &old.disclaimer, &new.disclaimer),
        ];
        for (key, one, other) in texts {
            self.unless(one == other, "texts of the guideline", key);
        }
        self.unless(old.sources == new.sources, "texts of the guideline", "sources");
        self.unless(old.asking == new.asking, "how questions are asked", "asking");
    }

    fn rules(&mut self, guidelines: [&Guideline; 2], joint: &Joint, decisions: [&Decision; 2]) {
        let place = |side: usize| {
            let id = guidelines[side].decisions.iter().position(|other| std::ptr::eq(other, decisions[side]));
            id.map(|index| &joint.guideline[joint.sides[side].decisions[index]])
        };
        let (Some(one), Some(other)) = (place(0), place(1)) else { return };
        let tests_alike = |i: usize, j: usize| one.rules[i].guard == other.rules[j].guard;
        for pair in rules::pairs(guidelines, decisions, tests_alike) {
            let (Some(i), Some(j)) = pair else { continue };
            let (old_rule, new_rule): (&Rule, &Rule) = (&decisions[0].rules[i], &decisions[1].rules[j]);
            let id = format!("{} rule {}", decisions[1].id, j + 1);
            let evidence =
                cited(guidelines[0], &old_rule.evidence) == cited(guidelines[1], &new_rule.evidence);
            self.unless(old_rule.because == new_rule.because, "reasons of rules", &id);
            self.unless(old_rule.alert == new_rule.alert, "texts of alerts", &id);
            self.unless(evidence, "evidence of rules", &id);
            let strength = (old_rule.strength, old_rule.basis) == (new_rule.strength, new_rule.basis);
            self.unless(strength, "strength and basis of rules", &id);
        }
    }
}

fn both<'a, T>(
    old: &'a [T],
    new: &'a [T],
    id: impl Fn(&T) -> &String,
) -> impl Iterator<Item = (&'a T, &'a T)> {
    new.iter().filter_map(move |item| Some((old.iter().find(|other| id(other) == id(item))?, item)))
}

type Labels = Vec<(String, String, Option<String>)>;

fn labels(choices: &[Choice]) -> Labels {
    choices.iter().map(|choice| (choice.id.clone(), choice.label.clone(), choice.help.clone())).collect()
}

/// Whether texts are alike, options aside that only one of the two has.
fn alike_labels(
    (ask, short, help, labels): (String, String, Option<String>, Labels),
    (other_ask, other_short, other_help, others): (String, String, Option<String>, Labels),
) -> bool {
    let shared = |one: &Labels, other: &Labels| -> Labels {
        let both = |id: &String| other.iter().any(|(another, ..)| id == another);
        let mut shared: Labels = one.iter().filter(|(id, ..)| both(id)).cloned().collect();
        shared.sort();
        shared
    };
    (ask, short, help) == (other_ask, other_short, other_help)
        && shared(&labels, &others) == shared(&others, &labels)
}

fn cited(guideline: &Guideline, evidence: &[EvidenceId]) -> Vec<String> {
    evidence.iter().map(|&id| guideline[id].id.clone()).collect()
}
