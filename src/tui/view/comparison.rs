//! What one assessment says otherwise than another: plans, advice, alerts and work-up that come, go or change.

use super::phrases;
use crate::engine::{Advice, Assessment, WorkUp};
use crate::guideline::{Guideline, RecommendationId, StopId, Tone};
use crate::language::say;
use crate::tui::state::Item;

/// So many possible plans are named where an assessment is told in a few lines; of more, only their number.
pub(in crate::tui) const NAMED: usize = 3;

/// Columns for what advice depends on.
pub(in crate::tui) const LINE: usize = 76;

/// How a thing differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::tui) enum Sign {
    /// It is new.
    Added,
    /// It is gone.
    Dropped,
    /// It stays, but not as it was.
    Changed,
}

impl Sign {
    /// The mark at the start of its line.
    pub(in crate::tui) fn mark(self) -> &'static str {
        match self {
            Sign::Added => "+ ",
            Sign::Dropped => "- ",
            Sign::Changed => "~ ",
        }
    }
}

/// One difference, ready to be shown.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::tui) struct Difference {
    /// How it differs.
    pub(in crate::tui) sign: Sign,
    /// The word that says what it is, such as `do` or `find out`.
    pub(in crate::tui) what: &'static str,
    /// Its title, and what changed about it.
    pub(in crate::tui) text: String,
    /// Whether it is about danger: advice against something, advice withheld, an alert.
    pub(in crate::tui) danger: bool,
    /// What it is about.
    pub(in crate::tui) item: Item,
}

/// What differs, and how much does not.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::tui) struct Comparison {
    /// What differs; within each sign in the order of the guideline.
    pub(in crate::tui) differences: Vec<Difference>,
    /// How many pieces of advice are as they were.
    pub(in crate::tui) same: usize,
    /// How many wait for open answers, now and then.
    pub(in crate::tui) waiting: (usize, usize),
}

/// Where a recommendation stands in an assessment.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Standing<'a> {
    Absent,
    Waiting,
    Given(&'a Advice),
    Withheld(StopId),
}

/// Compares what would be with what is.
pub(in crate::tui) fn compare(guideline: &Guideline, now: &Assessment, then: &Assessment) -> Comparison {
    let mut out = Comparison {
        differences: alerts(guideline, now, then),
        same: 0,
        waiting: (now.pending.len(), then.pending.len()),
    };
    out.differences.extend(plans(guideline, now, then));
    let mut advice = Vec::new();
    for id in (0..guideline.recommendations.len()).map(RecommendationId) {
        let (before, after) = (standing(now, id), standing(then, id));
        match difference(guideline, id, before, after) {
            Some(difference) => advice.push(difference),
            None if matches!(after, Standing::Given(_) | Standing::Withheld(_)) => out.same += 1,
            None => {}
        }
    }
    advice.extend(workup(guideline, now, then));
    advice.sort_by_key(|difference| difference.sign);
    out.differences.extend(advice);
    out
}

fn alerts(guideline: &Guideline, now: &Assessment, then: &Assessment) -> Vec<Difference> {
    let told = |from: &Assessment, other: &Assessment, sign| -> Vec<Difference> {
        let alone = from.alerts.iter().filter(|alert| !other.alerts.contains(alert));
        let difference = |alert: &crate::engine::Alert| Difference {
            sign,
            what: "[!]",
            text: phrases::alert(guideline, alert).to_owned(),
            danger: true,
            item: Item::Decision(alert.decision),
        };
        alone.map(difference).collect()
    };
    let mut all = told(then, now, Sign::Added);
    all.extend(told(now, then, Sign::Dropped));
    all
}

/// Plans that become possible or are ruled out, unless those that are then possible are named anyway.
fn plans(guideline: &Guideline, now: &Assessment, then: &Assessment) -> Vec<Difference> {
    let (before, after) = (now.strategy.possible, then.strategy.possible);
    if after.len() <= NAMED {
        return vec![];
    }
    let told = |sign, what, outcome| Difference {
        sign,
        what: say!(guideline, "plan"),
        text: format!("{}: {what}", phrases::plan(guideline, outcome)),
        danger: false,
        item: Item::Decision(guideline.strategy),
    };
    let possible =
        after.minus(before).iter().map(|outcome| told(Sign::Added, say!(guideline, "possible"), outcome));
    let ruled_out =
        before.minus(after).iter().map(|outcome| told(Sign::Dropped, say!(guideline, "ruled out"), outcome));
    possible.chain(ruled_out).collect()
}

fn standing(assessment: &Assessment, id: RecommendationId) -> Standing<'_> {
    if let Some(withheld) = assessment.withheld.iter().find(|withheld| withheld.recommendation == id) {
        return Standing::Withheld(withheld.stop);
    }
    let given = assessment.recommendations.iter().find(|advice| advice.recommendation == id);
    match given.filter(|advice| !phrases::only_finds_out(assessment, advice)) {
        Some(advice) => Standing::Given(advice),
        None if assessment.pending.contains(&id) => Standing::Waiting,
        None => Standing::Absent,
    }
}

fn difference(
    guideline: &Guideline,
    id: RecommendationId,
    now: Standing<'_>,
    then: Standing<'_>,
) -> Option<Difference> {
    let recommendation = &guideline[id];
    let title = recommendation.title.as_str();
    let with =
        |rest: Option<String>| rest.map_or_else(|| title.to_owned(), |rest| format!("{title}: {rest}"));
    let because = |stop: StopId| Some(guideline[stop].because.clone());
    let withheld = |text, sign, stop| {
        Some(Difference {
            sign,
            what: say!(guideline, "WITHHELD"),
            text,
            danger: true,
            item: Item::Stop(stop),
        })
    };
    let tone = match (then, now) {
        (Standing::Given(advice), _) | (_, Standing::Given(advice)) => advice.tone(guideline),
        _ => recommendation.tone,
    };
    let given = |sign, text| {
        Some(Difference {
            sign,
            what: phrases::tone(guideline, tone),
            text,
            danger: tone == Tone::Avoid,
            item: Item::Recommendation(id),
        })
    };
    use Standing::{Absent, Given, Waiting, Withheld};
    match (now, then) {
        (Absent | Waiting, Absent | Waiting) => None,
        (Withheld(before), Withheld(after)) if before == after => None,
        (Absent | Waiting, Given(advice)) => given(Sign::Added, with(condition(guideline, advice))),
        (Given(_), Absent) => given(Sign::Dropped, title.to_owned()),
        (Given(_), Waiting) => given(Sign::Dropped, say!(guideline, "{0} (waits)", title)),
        (Given(before), Given(after)) => {
            let changed = changes(guideline, before, after)?;
            given(Sign::Changed, with(Some(changed)))
        }
        (Withheld(_), Given(advice)) => {
            let rest = condition(guideline, advice)
                .map_or_else(String::new, |condition| say!(guideline, ", only {0}", condition));
            given(Sign::Changed, with(Some(say!(guideline, "no longer withheld{0}", rest))))
        }
        (Absent | Waiting, Withheld(stop)) => withheld(with(because(stop)), Sign::Added, stop),
        (Given(_) | Withheld(_), Withheld(stop)) => withheld(with(because(stop)), Sign::Changed, stop),
        (Withheld(stop), Absent | Waiting) => withheld(title.to_owned(), Sign::Dropped, stop),
    }
}

/// What is otherwise about advice that stays.
fn changes(guideline: &Guideline, before: &Advice, after: &Advice) -> Option<String> {
    let mut changed = Vec::new();
    match condition(guideline, after) {
        _ if before.condition == after.condition => {}
        None => changed.push(say!(guideline, "certain now").to_owned()),
        Some(condition) => changed.push(say!(guideline, "only {0}", condition)),
    }
    if before.strength != after.strength {
        let letter = |advice: &Advice| {
            advice
                .strength
                .map_or_else(|| say!(guideline, "none").to_owned(), |strength| format!("{strength:?}"))
        };
        changed.push(say!(guideline, "strength {0}, before {1}", letter(after), letter(before)));
    }
    (!changed.is_empty()).then(|| changed.join("; "))
}

/// On what advice depends, in about a line.
fn condition(guideline: &Guideline, advice: &Advice) -> Option<String> {
    phrases::condition(guideline, advice, LINE)
}

fn workup(guideline: &Guideline, now: &Assessment, then: &Assessment) -> Vec<Difference> {
    let find = |assessment: &Assessment, item: &WorkUp| {
        assessment.workup.iter().find(|other| other.question == item.question).cloned()
    };
    let told = |sign, item: &WorkUp| Difference {
        sign,
        what: say!(guideline, "find out"),
        text: phrases::workups(guideline, std::slice::from_ref(item))
            .into_iter()
            .map(|(_, text)| text)
            .collect(),
        danger: false,
        item: Item::Question(item.question),
    };
    let mut all = Vec::new();
    for item in &then.workup {
        match find(now, item) {
            None => all.push(told(Sign::Added, item)),
            Some(before) if before != *item => all.push(told(Sign::Changed, item)),
            Some(_) => {}
        }
    }
    all.extend(
        now.workup.iter().filter(|item| find(then, item).is_none()).map(|item| told(Sign::Dropped, item)),
    );
    all
}
