//! A difference for programs: one JSON document. Rules are counted from 1; numbers of combinations are texts, since
//! they are larger than most programs read exactly.

use serde_json::{Map, Value, json};

use super::Found;
use super::sessions::Replay;
use crate::engine::{Affected, Class, Compared, Of, Says, Verdict, What, fact_in_words};
use crate::guideline::{Answers, Guideline, answer_to_value};
use crate::report::condition_value;

/// The document of a difference, on one line.
pub(super) fn document(found: &Found) -> Value {
    let Found { old, new, difference, replays } = found;
    let version = |guideline: &Guideline| json!({"id": guideline.id, "version": guideline.version, "digest": guideline.digest});
    let listed = |listed: &crate::engine::Listed| {
        let (what, how) = match &listed.what {
            What::Added => ("added", Value::Null),
            What::Removed => ("removed", Value::Null),
            What::Changed(how) => ("changed", json!(how)),
        };
        json!({"part": listed.part, "id": listed.id, "what": what, "how": how})
    };
    let sessions = replays.map(|replays| {
        json!({
            "read": replays.read,
            "unreadable": replays.unreadable,
            "changed": replays.changed.iter().map(session).collect::<Vec<_>>(),
        })
    });
    json!({
        "old": version(old),
        "new": version(new),
        "nobody_affected": difference.is_nobody(),
        "compared": difference.compared.iter().map(|one| compared(&difference.joint, one)).collect::<Vec<_>>(),
        "listed": difference.listed.iter().map(listed).collect::<Vec<_>>(),
        "visible":
            difference.visible.iter().map(|one| json!({"sort": one.sort, "id": one.id})).collect::<Vec<_>>(),
        "sessions": sessions,
    })
}

fn compared(joint: &Guideline, compared: &Compared) -> Value {
    let line = |rule: Option<usize>| rule.map(|rule| rule + 1);
    let (of, rule) = match compared.of {
        Of::Strategy => ("strategy", Value::Null),
        Of::Decision => ("decision", Value::Null),
        Of::Rule(old, new) => ("rule", json!({"old": line(old), "new": line(new)})),
        Of::Recommendation => ("recommendation", Value::Null),
    };
    let (verdict, changes) = match &compared.verdict {
        Verdict::Same => ("same", &[][..]),
        Verdict::Changed(changes) => ("changed", changes.as_slice()),
        Verdict::Unproven => ("unproven", &[][..]),
    };
    json!({
        "of": of,
        "id": compared.id,
        "rule": rule,
        "title": compared.title,
        "rewritten": compared.rewritten,
        "verdict": verdict,
        "changes": changes.iter().map(|change| affected(joint, change)).collect::<Vec<_>>(),
    })
}

fn affected(joint: &Guideline, change: &Affected) -> Value {
    json!({
        "patients": format!("{:032x}", change.patients),
        "from": says(&change.from),
        "to": says(&change.to),
        "exact": change.exact,
        "share": {
            "affected": change.share.affected.to_string(),
            "of": change.share.of.to_string(),
            "fraction": change.share.fraction(),
        },
        "common": change.common.iter().map(|fact| condition_value(joint, fact)).collect::<Vec<_>>(),
        "classes": change.classes.iter().map(|one| class(joint, one)).collect::<Vec<_>>(),
        "in_no_class": change.rest.to_string(),
    })
}

fn says(says: &Says) -> Value {
    let plain = |word: &str| json!({"says": word});
    match says {
        Says::Outcome { id, label } => json!({"says": "outcome", "id": id, "label": label}),
        Says::Skipped => plain("skipped"),
        Says::Gap => plain("no_rule"),
        Says::Given => plain("given"),
        Says::NotGiven => plain("not_given"),
        Says::Withheld => plain("withheld"),
        Says::Holds => plain("holds"),
        Says::DoesNotHold => plain("does_not_hold"),
    }
}

fn class(joint: &Guideline, class: &Class) -> Value {
    json!({
        "if": class.facts.iter().map(|fact| condition_value(joint, fact)).collect::<Vec<_>>(),
        "words": class.facts.iter().map(|fact| fact_in_words(joint, fact)).collect::<Vec<_>>().join("; "),
        "witness": {"answers": answers(joint, &class.witness)},
        "without_alert": class.without_alert,
    })
}

/// Answers as a case file gives them.
pub(super) fn answers(joint: &Guideline, answers: &Answers) -> Value {
    let given = answers
        .iter()
        .map(|(question, answer)| (joint[question].id.clone(), answer_to_value(joint, question, answer)));
    Value::Object(given.collect::<Map<String, Value>>())
}

fn session(replay: &Replay) -> Value {
    let ids = |plans: &[(String, String)]| plans.iter().map(|(id, _)| id.clone()).collect::<Vec<_>>();
    let strategies = replay.strategies.as_ref();
    json!({
        "id": replay.id,
        "label": replay.label,
        "status": if replay.closed { "closed" } else { "open" },
        "strategy": strategies.map(|[old, new]| json!({"old": ids(old), "new": ids(new)})),
        "recommendations": replay.advice.iter()
            .map(|(id, [old, new])| json!({"id": id, "old": old, "new": new})).collect::<Vec<_>>(),
        "left_out": replay.left_out,
    })
}
