//! The case in a few paragraphs: what is copied, and what stays on the main screen when the program ends.

use super::{board, dropped_in_words, finale, in_three_lines, phrases};
use crate::engine::{Advice, Assessment};
use crate::guideline::{Guideline, Tone};
use crate::language::say;
use crate::tui::state::{Model, Work};

/// The paragraphs, danger before plan before advice. In what-if they are those of the case itself.
pub(in crate::tui) fn brief(model: &Model, work: &Work) -> Vec<String> {
    let guideline = model.guideline();
    let assessment = work.of_case();
    let mut paragraphs: Vec<String> = board::recorded(guideline, work).into_iter().collect();
    let alerts = assessment.alerts.iter();
    paragraphs.extend(alerts.map(|alert| say!(guideline, "ALERT {0}", phrases::alert(guideline, alert))));
    let (status, plan, missing) = in_three_lines(model, assessment, work.to_confirm_of_case().len());
    paragraphs.push(format!("{status}: {plan}"));
    paragraphs.extend((!missing.is_empty()).then_some(missing));
    advice(guideline, assessment, &mut paragraphs);
    paragraphs.extend(dropped_in_words(guideline, work));
    paragraphs.push(finale::origin_in_words(model, work));
    paragraphs.push(guideline.disclaimer.clone());
    paragraphs.into_iter().map(|text| model.theme.text(&text).into_owned()).collect()
}

/// What is certain by its titles, what is withheld, what is to be found out, and how much depends on more.
fn advice(guideline: &Guideline, assessment: &Assessment, paragraphs: &mut Vec<String>) {
    let certain =
        |advice: &&Advice| advice.condition.is_none() && !phrases::only_finds_out(assessment, advice);
    let given: Vec<&Advice> = assessment.recommendations.iter().filter(certain).collect();
    let mut list = |word: &str, titles: Vec<String>| {
        if !titles.is_empty() {
            paragraphs.push(format!("{word}: {}", titles.join("; ")));
        }
    };
    for tone in [Tone::Do, Tone::Consider, Tone::Avoid] {
        let of_tone = given.iter().filter(|advice| advice.tone(guideline) == tone);
        let titles = of_tone.map(|advice| guideline[advice.recommendation].title.clone());
        list(phrases::tone(guideline, tone), titles.collect());
    }
    let withheld = assessment.withheld.iter().map(|withheld| guideline[withheld.recommendation].named());
    list(say!(guideline, "WITHHELD"), withheld.collect());
    let workup = phrases::workups(guideline, &assessment.workup);
    list(say!(guideline, "Find out"), workup.into_iter().map(|(_, text)| text).collect());
    let conditional =
        |advice: &&Advice| advice.condition.is_some() && !phrases::only_finds_out(assessment, advice);
    match assessment.recommendations.iter().filter(conditional).count() + assessment.pending.len() {
        0 => {}
        1 => paragraphs.push(say!(guideline, "1 more waits for open answers.").to_owned()),
        more => paragraphs.push(say!(guideline, "{0} more wait for open answers.", more)),
    }
}
