//! `mcrc sessions`: the saved cases.

use std::collections::BTreeMap;
use std::io::{BufRead, IsTerminal, Write};

use uuid::Uuid;

use super::clean::messages;
use super::error::Error;
use super::output::Output;
use super::{Global, choice, eval};
use crate::guideline::Guideline;
use crate::report::{Report, plan_in_words};
use crate::session::{Entry, Outdated, Replayed, Status, Store, Summary, surroundings};

/// List, show or delete saved sessions.
#[derive(Debug, clap::Subcommand)]
pub(super) enum Sessions {
    /// List them, the last changed first
    List,
    /// Print what a session comes to
    Show {
        /// Its label, its id, or an unambiguous beginning of its id
        session: String,
        /// How to print it
        #[arg(long, value_enum, default_value_t)]
        format: eval::Format,
    },
    /// Delete one for good
    Delete {
        /// Its label, its id, or an unambiguous beginning of its id
        session: String,
        /// Do not ask
        #[arg(long)]
        yes: bool,
    },
}

impl Sessions {
    pub(super) fn run(&self, global: &Global, output: &mut Output) -> Result<u8, Error> {
        let store = global.saved()?;
        match self {
            Sessions::List => list(global, &store, output),
            Sessions::Show { session, format } => show(global, &store, session, *format, output),
            Sessions::Delete { session, yes } => delete(&store, session, *yes, output),
        }
    }
}

fn list(global: &Global, store: &Store, output: &mut Output) -> Result<u8, Error> {
    let listed = store.list()?;
    if listed.is_empty() {
        let _ = writeln!(messages(), "there are no sessions in {}", store.folder().display());
        return Ok(0);
    }
    let length = shortest(&listed.iter().map(|listed| listed.id).collect::<Vec<_>>());
    let mut words: BTreeMap<String, Option<Guideline>> = BTreeMap::new();
    let mut plan = |summary: &Summary| {
        let stamp = &summary.guideline;
        let known = &*words.entry(stamp.id.clone()).or_insert_with(|| choice::words(global, stamp));
        let named = |id: &str| match known {
            Some(guideline) => plan_in_words(guideline, id),
            None => id.replace('_', " "),
        };
        match (&summary.overridden, &summary.strategy) {
            (Some(decided), _) => format!("board: {}", named(&decided.strategy)),
            (None, Some(id)) => named(id),
            (None, None) => "-".to_string(),
        }
    };
    let rows: Vec<Vec<String>> = listed
        .iter()
        .map(|listed| {
            let id = listed.id.to_string()[..length].to_string();
            match &listed.entry {
                Entry::Session(summary) => vec![
                    id,
                    summary.updated.date_and_clock(),
                    match summary.status {
                        Status::Open => "open".to_string(),
                        Status::Closed => "closed".to_string(),
                    },
                    format!("{} {}", summary.guideline.id, summary.guideline.version),
                    plan(summary),
                    summary.label.clone(),
                ],
                Entry::Unusable(problem) => vec![id, problem.to_string()],
            }
        })
        .collect();
    // Problems are sentences: beside the sessions they would push every column aside.
    let (sessions, unusable): (Vec<_>, Vec<_>) = rows.into_iter().partition(|row| row.len() > 2);
    output.table(&sessions)?;
    output.table(&unusable)?;
    Ok(0)
}

/// How many characters of an id name it without doubt: at least 8.
pub(super) fn shortest(ids: &[Uuid]) -> usize {
    let mut texts: Vec<String> = ids.iter().map(Uuid::to_string).collect();
    texts.sort_unstable();
    let same = |one: &str, other: &str| one.bytes().zip(other.bytes()).take_while(|(a, b)| a == b).count();
    texts.windows(2).map(|pair| same(&pair[0], &pair[1]) + 1).max().unwrap_or(0).clamp(8, 36)
}

fn show(
    global: &Global,
    store: &Store,
    name: &str,
    format: eval::Format,
    output: &mut Output,
) -> Result<u8, Error> {
    let session = store.load(name)?;
    let engine = choice::engine(global, Some(session.guideline()))?;
    choice::warn_of_errors(&engine);
    let guideline = engine.guideline();
    let mut stderr = messages();
    let (was, is) = (session.guideline(), guideline);
    if was.digest != is.digest {
        let _ = writeln!(
            stderr,
            "warning: worked on with guideline {} {}; this is what its answers come to under {} {}{}",
            was.id,
            was.version,
            is.id,
            is.version,
            if (&was.id, &was.version) == (&is.id, &is.version) { ", whose text differs" } else { "" }
        );
    }
    if let Some(conclusion) = session.conclusion().filter(|_| session.status() == Status::Closed) {
        let at = conclusion.at.date_and_clock();
        let _ = writeln!(
            stderr,
            "note: closed {at}; what was concluded then stands in {}",
            store.path(session.id()).display()
        );
    }
    let Replayed { answers, left_out } = Replayed::under(guideline, &session);
    for left_out in left_out {
        let _ = writeln!(
            stderr,
            "warning: the answer to `{}` is left out: {}",
            left_out.question, left_out.reason
        );
    }
    let outdated = Outdated::when_opened(guideline, &session, surroundings::now());
    if !outdated.is_empty() && session.status() == Status::Open {
        let (answers, count) = match outdated.len() {
            1 => ("1 answer is".to_string(), "counts"),
            more => (format!("{more} answers are"), "count"),
        };
        let _ = writeln!(stderr, "warning: {answers} out of date and {count} as unknown until confirmed");
    }
    let counted = outdated.as_unknown(&answers);
    let assessment = engine.assess_with_reasons(&counted);
    let report = Report::new(guideline, session.label(), &assessment)
        .with_answers(&counted)
        .with_outdated(&outdated)
        .with_override(session.overridden());
    eval::write_report(output, &report, format)?;
    if !session.notes().is_empty() {
        match format {
            eval::Format::Text => writeln!(output, "\nNOTES\n{}", session.notes())?,
            eval::Format::Markdown => writeln!(output, "\n## Notes\n\n{}", session.notes())?,
            eval::Format::Json => {}
        }
    }
    Ok(0)
}

fn delete(store: &Store, name: &str, yes: bool, output: &mut Output) -> Result<u8, Error> {
    let id = store.find(name)?;
    if !yes && !confirmed(store, id)? {
        writeln!(output, "nothing was deleted")?;
        return Ok(0);
    }
    let deleted = store.delete(&id.to_string(), surroundings::now())?;
    writeln!(output, "deleted {id}")?;
    for path in deleted.beside {
        writeln!(output, "and {}", path.display())?;
    }
    Ok(0)
}

/// Asks on the terminal. Anything but a clear yes is a no.
fn confirmed(store: &Store, id: Uuid) -> Result<bool, Error> {
    if !std::io::stdin().is_terminal() {
        return Err(Error::usage("there is no terminal to ask on whether the session is to be deleted")
            .hint("say so with --yes"));
    }
    let what = match store.load(&id.to_string()) {
        Ok(session) => {
            let label = if session.label().is_empty() { "without a label" } else { session.label() };
            let answers = match session.answers().len() {
                1 => "1 answer".to_string(),
                count => format!("{count} answers"),
            };
            format!("{label}, {answers}, changed {}", session.updated().date_and_clock())
        }
        Err(error) => error.to_string(),
    };
    let mut stderr = messages();
    let report = Some(store.report(id)).filter(|report| report.exists());
    let report = report.map_or_else(String::new, |report| format!(", with its report {}", report.display()));
    let _ = write!(stderr, "Delete session {id} ({what}) for good{report}? [y/N] ");
    let _ = stderr.flush();
    let mut answer = String::new();
    let read = std::io::stdin().lock().read_line(&mut answer);
    read.map_err(|error| Error::input("the answer cannot be read").cause(error))?;
    Ok(matches!(answer.trim().to_lowercase().as_str(), "y" | "yes"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_shortened_as_far_as_they_stay_apart() {
        let ids = |texts: &[&str]| texts.iter().map(|text| text.parse().unwrap()).collect::<Vec<Uuid>>();
        assert_eq!(shortest(&[]), 8);
        assert_eq!(shortest(&ids(&["01900000-0000-7000-8000-000000000000"])), 8);
        let close = ids(&["01900000-0000-7000-8000-000000000000", "01900000-0001-7000-8000-000000000000"]);
        assert_eq!(shortest(&close), 13);
    }
}
