//! A difference for reading: who is affected first, then what else is different.

use std::collections::HashMap;
use std::io::Write;

use super::super::super::error::Error;
use super::super::super::output::Output;
use super::super::{as_case, plural};
use super::Found;
use super::sessions::{Replay, Replays};
use crate::engine::{
    Affected, Class, Compared, Fact, Of, Says, Value, Verdict, Visible, What, fact_in_words, value_in_words,
};
use crate::guideline::{Guideline, OptionSet, Subject};

/// Writes a difference; `all` names also what is only counted otherwise, and `lines` lists classes of patients even
/// where they say little.
pub(super) fn write(found: &Found, all: bool, lines: bool, output: &mut Output) -> Result<(), Error> {
    let Found { old, new, difference, replays } = found;
    let same_text = if old.digest == new.digest { " (the same text)" } else { "" };
    writeln!(output, "{} {} -> {} {}{same_text}", old.id, old.version, new.id, new.version)?;
    listed(found, output)?;
    let mut writer = Writer { joint: &difference.joint, numbers: HashMap::new(), lines, output };
    for (heading, of) in HEADINGS {
        let changed = |compared: &&Compared| of(compared.of) && compared.verdict != Verdict::Same;
        let changed: Vec<&Compared> = difference.compared.iter().filter(changed).collect();
        if !changed.is_empty() {
            writeln!(writer.output, "\n{heading}")?;
            changed.into_iter().try_for_each(|compared| writer.compared(compared))?;
        }
    }
    let described = difference.compared.iter().any(|one| matches!(one.verdict, Verdict::Changed(_)));
    writeln!(output, "\n{}", verdict(found))?;
    if described {
        writeln!(
            output,
            "Shares count combinations of the answers that guards tell apart, of the questions that matter, each \
             combination once: they are not shares of patients."
        )?;
        if (&old.id, &old.version) == (&new.id, &new.version) {
            writeln!(output, "Both are version {}: raise `version` where advice may change.", new.version)?;
        }
    }
    visible(&difference.visible, all, output)?;
    replays.map_or(Ok(()), |replays| sessions(found, replays, output))
}

/// The largest part of the affected combinations that may be in no line, if lines are to be shown.
const FEW: f64 = 0.5;

/// A heading, and what stands under it.
type Heading = (&'static str, fn(Of) -> bool);

const HEADINGS: [Heading; 3] = [
    ("STRATEGY", |of| of == Of::Strategy),
    ("DECISIONS", |of| matches!(of, Of::Decision | Of::Rule(..))),
    ("RECOMMENDATIONS", |of| of == Of::Recommendation),
];

fn listed(found: &Found, output: &mut Output) -> Result<(), Error> {
    let listed = &found.difference.listed;
    if listed.is_empty() {
        return Ok(());
    }
    writeln!(output, "\nADDED, REMOVED, CHANGED")?;
    for one in listed {
        let (sign, how) = match &one.what {
            What::Added => ('+', String::new()),
            What::Removed => ('-', String::new()),
            What::Changed(how) => ('~', format!(": {how}")),
        };
        writeln!(output, "  {sign} {} {}{how}", one.part, one.id)?;
    }
    let unseen = |one: &crate::engine::Listed| {
        matches!(one.part, "question" | "option") && matches!(one.what, What::Added | What::Removed)
    };
    if listed.iter().any(unseen) {
        writeln!(
            output,
            "  A version does not see a question or an option that it does not have; all patients are compared."
        )?;
    }
    Ok(())
}

/// What was found on the whole, in a sentence or two.
fn verdict(found: &Found) -> String {
    let compared = &found.difference.compared;
    if found.difference.is_nobody() {
        return "No patient is affected: every outcome, alert and recommendation is the same for all answers."
            .to_owned();
    }
    let count = |wanted: fn(&Verdict) -> bool| compared.iter().filter(|one| wanted(&one.verdict)).count();
    let same = count(|verdict| *verdict == Verdict::Same);
    let mut text = format!(
        "Of {} decisions, rules and recommendations {} differ for some patient and {same} are proved the same for all.",
        compared.len(),
        count(|verdict| matches!(verdict, Verdict::Changed(_)))
    );
    let unproven = count(|verdict| *verdict == Verdict::Unproven);
    if unproven > 0 {
        text.push_str(&format!(" {unproven} could not be compared within the effort, and may differ."));
    }
    text
}

struct Writer<'a> {
    joint: &'a Guideline,
    /// Patients that were written, with their number: the same patients are written once.
    numbers: HashMap<u128, usize>,
    lines: bool,
    output: &'a mut Output,
}

impl Writer<'_> {
    fn compared(&mut self, compared: &Compared) -> Result<(), Error> {
        let place = match compared.of {
            Of::Rule(old, new) => rule(old, new),
            _ => String::new(),
        };
        let own = if compared.rewritten { "  (its own rules changed)" } else { "" };
        writeln!(self.output, "  `{}`{place} {}{own}", compared.id, compared.title)?;
        match &compared.verdict {
            Verdict::Same => Ok(()),
            Verdict::Unproven => {
                writeln!(self.output, "    unproven: too large to compare within the effort; it may differ")?;
                Ok(())
            }
            Verdict::Changed(changes) => changes.iter().try_for_each(|change| self.affected(change)),
        }
    }

    fn affected(&mut self, change: &Affected) -> Result<(), Error> {
        let at_most = if change.exact { "" } else { "at most " };
        let (moved, share) = (moved(&change.from, &change.to), percent(change.share.fraction()));
        write!(self.output, "    {moved}: {at_most}{share} of combinations")?;
        let next = self.numbers.len() + 1;
        if let Some(number) = self.numbers.get(&change.patients) {
            writeln!(self.output, ", the patients of [{number}]")?;
            return Ok(());
        }
        self.numbers.insert(change.patients, next);
        writeln!(self.output, "  [{next}]")?;
        self.patients(change)
    }

    fn patients(&mut self, change: &Affected) -> Result<(), Error> {
        let words =
            |facts: Vec<&Fact>| facts.into_iter().map(|fact| self.fact(fact)).collect::<Vec<_>>().join("; ");
        let special =
            |class: &Class| words(class.facts.iter().filter(|fact| !change.common.contains(fact)).collect());
        let common = words(change.common.iter().collect());
        let rest = change.rest.share_of(&change.share.affected);
        // Lines that leave out most patients say little about them.
        let listed = if rest > FEW && !self.lines { &change.classes[..0] } else { &change.classes };
        let lines: Vec<String> = listed.iter().map(special).collect();
        if !common.is_empty() {
            writeln!(self.output, "      all of them: {common}")?;
        } else if lines.iter().any(String::is_empty) {
            writeln!(self.output, "      every patient")?;
        }
        let alert = |class: &Class| if class.without_alert { "" } else { "  (an alert shows)" };
        let shown = if listed.is_empty() { 1 } else { listed.len() };
        for (index, class) in change.classes.iter().take(shown).enumerate() {
            if let Some(line) = lines.get(index).filter(|line| !line.is_empty()) {
                writeln!(self.output, "      - {line}")?;
            }
            // Which numbers a formula takes to come to that is not worked out.
            let formula = class.facts.iter().find_map(|fact| match fact.on {
                Subject::Score(score) => Some(&self.joint[score].title),
                Subject::Question(_) | Subject::Decision(_) => None,
            });
            match formula {
                Some(title) => writeln!(self.output, "        no example: {title} is a formula")?,
                None => writeln!(
                    self.output,
                    "        e.g. {}{}",
                    as_case(self.joint, &class.witness),
                    alert(class)
                )?,
            }
        }
        match (listed.is_empty(), change.rest.is_zero()) {
            (true, _) => {
                writeln!(self.output, "      - in too many ways to list; --lines N lists the N widest")?
            }
            (false, true) => {}
            (false, false) => writeln!(self.output, "      - and more: {} of them", percent(rest))?,
        }
        Ok(())
    }

    /// A fact in words; of all options but one, the one that is not.
    fn fact(&self, fact: &Fact) -> String {
        if let (Subject::Question(question), Value::Options(set)) = (fact.on, &fact.is) {
            let options = self.joint[question].kind.options();
            let others = OptionSet::first(options.len()).minus(*set);
            if options.len() > 2 && others.len() == 1 {
                let other = Fact { on: fact.on, is: Value::Options(others) };
                let (name, value) = (&self.joint[question].short, value_in_words(self.joint, &other));
                return format!("{}: not {value}", name.trim_end_matches('?'));
            }
        }
        fact_in_words(self.joint, fact)
    }
}

fn rule(old: Option<usize>, new: Option<usize>) -> String {
    match (old, new) {
        (Some(old), Some(new)) if old == new => format!(" rule {}", new + 1),
        (Some(old), Some(new)) => format!(" rule {} (was {})", new + 1, old + 1),
        (None, Some(new)) => format!(" rule {} (added)", new + 1),
        (Some(old), None) => format!(" rule {} (removed)", old + 1),
        (None, None) => String::new(),
    }
}

fn moved(from: &Says, to: &Says) -> String {
    match (from, to) {
        (Says::DoesNotHold, Says::Holds) => "holds now".to_owned(),
        (Says::Holds, Says::DoesNotHold) => "no longer holds".to_owned(),
        (Says::NotGiven, Says::Given) => "given now".to_owned(),
        (Says::Given, Says::NotGiven) => "no longer given".to_owned(),
        _ => format!("{} -> {}", words(from), words(to)),
    }
}

fn words(says: &Says) -> &str {
    match says {
        Says::Outcome { label, .. } => label,
        Says::Skipped => "not applicable",
        Says::Gap => "no rule (a gap)",
        Says::Given => "given",
        Says::NotGiven => "not given",
        Says::Withheld => "withheld by a stop",
        Says::Holds => "holds",
        Says::DoesNotHold => "does not hold",
    }
}

/// A share in percent; never 0 for somebody, nor 100 for less than everybody.
fn percent(fraction: f64) -> String {
    let percent = fraction * 100.0;
    match percent {
        0.0 => "0 %".to_owned(),
        100.0.. => "100 %".to_owned(),
        99.5.. => "over 99 %".to_owned(),
        9.95.. => format!("{percent:.0} %"),
        0.995.. => format!("{percent:.1} %"),
        0.0995.. => format!("{percent:.2} %"),
        0.00995.. => format!("{percent:.3} %"),
        0.0001.. => format!("{percent:.4} %"),
        _ => "under 0.0001 %".to_owned(),
    }
}

fn visible(visible: &[Visible], all: bool, output: &mut Output) -> Result<(), Error> {
    if visible.is_empty() {
        return Ok(());
    }
    writeln!(output, "\nOTHERWISE VISIBLE, with no effect on any outcome")?;
    let mut sorts: Vec<&str> = visible.iter().map(|one| one.sort).collect();
    let mut seen = std::collections::HashSet::new();
    sorts.retain(|sort| seen.insert(*sort));
    for sort in sorts {
        let ids: Vec<&str> =
            visible.iter().filter(|one| one.sort == sort).map(|one| one.id.as_str()).collect();
        let named = if all { format!(" ({})", ids.join(", ")) } else { String::new() };
        writeln!(output, "  {sort}: {}{named}", ids.len())?;
    }
    if !all {
        writeln!(output, "  --text names them")?;
    }
    Ok(())
}

fn sessions(found: &Found, replays: &Replays, output: &mut Output) -> Result<(), Error> {
    writeln!(output, "\nSESSIONS")?;
    writeln!(
        output,
        "  {} saved {} of `{}`, {} would change",
        replays.read,
        plural("session", replays.read),
        found.new.id,
        replays.changed.len()
    )?;
    if replays.unreadable > 0 {
        let files = plural("file", replays.unreadable);
        writeln!(output, "  {} {files} in the folder of sessions cannot be read", replays.unreadable)?;
    }
    replays.changed.iter().try_for_each(|replay| session(replay, output))
}

fn session(replay: &Replay, output: &mut Output) -> Result<(), Error> {
    writeln!(output, "  {}  {}{}", replay.id, replay.label, if replay.closed { "  (closed)" } else { "" })?;
    if let Some([old, new]) = &replay.strategies {
        let plans = |plans: &[(String, String)]| match plans {
            [] => "none".to_owned(),
            plans => plans.iter().map(|(_, label)| label.as_str()).collect::<Vec<_>>().join(", or "),
        };
        writeln!(output, "      strategy: {} -> {}", plans(old), plans(new))?;
    }
    for (id, [old, new]) in &replay.advice {
        writeln!(output, "      {id}: {old} -> {new}")?;
    }
    for id in &replay.left_out {
        writeln!(output, "      the answer to `{id}` does not fit the new version and is left out")?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::percent;

    #[test]
    fn a_share_is_never_rounded_to_nobody_or_everybody() {
        let shown = [0.0, 1e-9, 0.00025, 0.0123, 0.25, 0.9999, 1.0].map(percent);
        assert_eq!(shown, ["0 %", "under 0.0001 %", "0.025 %", "1.2 %", "25 %", "over 99 %", "100 %"]);
    }
}
