//! Saved sessions under both versions: which of them would come to something else.

use std::collections::BTreeMap;

use super::super::super::error::Error;
use super::super::super::sessions::shortest;
use crate::engine::{Assessment, Engine};
use crate::guideline::{Guideline, RecommendationId};
use crate::session::{Entry, Outdated, Replayed, Session, Status, Store, surroundings};

/// What became of the saved sessions.
pub(super) struct Replays {
    /// How many are of this guideline and could be read.
    pub(super) read: usize,
    /// Files of sessions that could not be read, of whatever guideline.
    pub(super) unreadable: usize,
    /// Those that would come to something else.
    pub(super) changed: Vec<Replay>,
}

/// A session that would come to something else.
pub(super) struct Replay {
    /// As much of its id as names it without doubt.
    pub(super) id: String,
    /// What it is called; may be empty.
    pub(super) label: String,
    pub(super) closed: bool,
    /// The strategies possible under the old version and the new one, where they differ: id and label.
    pub(super) strategies: Option<[Vec<(String, String)>; 2]>,
    /// Recommendations by id, with what each version does with them, where that differs.
    pub(super) advice: Vec<(String, [&'static str; 2])>,
    /// Questions whose answers only the old version understands.
    pub(super) left_out: Vec<String>,
}

/// Assesses every session of either guideline's id under both.
pub(super) fn replay(store: &Store, engines: &[Engine; 2]) -> Result<Replays, Error> {
    let listed = store.list()?;
    let length = shortest(&listed.iter().map(|listed| listed.id).collect::<Vec<_>>());
    let mut replays = Replays { read: 0, unreadable: 0, changed: Vec::new() };
    for listed in listed {
        let Entry::Session(summary) = listed.entry else {
            replays.unreadable += 1;
            continue;
        };
        if engines.iter().all(|engine| engine.guideline().id != summary.guideline.id) {
            continue;
        }
        let Ok(session) = store.load(&listed.id.to_string()) else {
            replays.unreadable += 1;
            continue;
        };
        replays.read += 1;
        replays.changed.extend(compared(&session, engines, listed.id.to_string()[..length].to_string()));
    }
    Ok(replays)
}

fn compared(session: &Session, engines: &[Engine; 2], id: String) -> Option<Replay> {
    let sides = [0, 1].map(|side: usize| {
        let guideline = engines[side].guideline();
        let replayed = Replayed::under(guideline, session);
        let outdated = Outdated::when_opened(guideline, session, surroundings::now());
        let assessment = engines[side].assess(&outdated.as_unknown(&replayed.answers));
        let left_out: Vec<String> = replayed.left_out.into_iter().map(|left| left.question).collect();
        (strategies(guideline, &assessment), advice(guideline, &assessment), left_out)
    });
    let [(old_plans, old_advice, old_left_out), (new_plans, new_advice, new_left_out)] = sides;
    let ids = |plans: &[(String, String)]| plans.iter().map(|(id, _)| id.clone()).collect::<Vec<_>>();
    let same_plans = {
        let (mut one, mut other) = (ids(&old_plans), ids(&new_plans));
        one.sort();
        other.sort();
        one == other
    };
    let all = old_advice.keys().chain(new_advice.keys().filter(|id| !old_advice.contains_key(*id)));
    let state =
        |advice: &BTreeMap<String, &'static str>, id: &String| advice.get(id).copied().unwrap_or(NOT_GIVEN);
    let mut advice: Vec<(String, [&'static str; 2])> = all
        .map(|id| (id.clone(), [state(&old_advice, id), state(&new_advice, id)]))
        .filter(|(_, [old, new])| old != new)
        .collect();
    advice.sort();
    if same_plans && advice.is_empty() {
        return None;
    }
    Some(Replay {
        id,
        label: session.label().to_owned(),
        closed: session.status() == Status::Closed,
        strategies: (!same_plans).then_some([old_plans, new_plans]),
        advice,
        left_out: new_left_out.into_iter().filter(|id| !old_left_out.contains(id)).collect(),
    })
}

const NOT_GIVEN: &str = "not given";

fn strategies(guideline: &Guideline, assessment: &Assessment) -> Vec<(String, String)> {
    let outcomes = &guideline[guideline.strategy].outcomes;
    let named = assessment.strategy.possible.iter().filter_map(|position| outcomes.get(position));
    named.map(|outcome| (outcome.id.clone(), outcome.label.clone())).collect()
}

/// What is done with each recommendation, those left aside that are not given and not pending.
fn advice(guideline: &Guideline, assessment: &Assessment) -> BTreeMap<String, &'static str> {
    let id = |id: RecommendationId| guideline[id].id.clone();
    let given = assessment.recommendations.iter().map(|advice| {
        (id(advice.recommendation), if advice.condition.is_some() { "conditional" } else { "given" })
    });
    let withheld = assessment.withheld.iter().map(|withheld| (id(withheld.recommendation), "withheld"));
    let pending = assessment.pending.iter().map(|&pending| (id(pending), "pending"));
    pending.chain(withheld).chain(given).collect()
}
