//! `mcrc doctor`: what the program found out about the machine it runs on, and from what.

use std::io::Write;
use std::path::Path;

use rustix::fs::Access;

use super::error::Error;
use super::output::Output;
use super::{Global, choice};
use crate::guideline::{Guideline, Origin};
use crate::session::surroundings::{Places, now, this_host};
use crate::session::{Entry, Store};
use crate::tui::caps::{Caps, Env};
use crate::tui::check_keys;

/// What was found, line by line, and what of it keeps the program from working.
#[derive(Default)]
struct Found {
    rows: Vec<Vec<String>>,
    problems: Vec<String>,
}

impl Found {
    fn heading(&mut self, title: &str) {
        if !self.rows.is_empty() {
            self.rows.push(vec![]);
        }
        self.rows.push(vec![title.to_owned()]);
    }

    fn line(&mut self, name: &str, value: impl Into<String>) {
        self.rows.push(vec![format!("  {name}"), value.into()]);
    }

    fn problem(&mut self, text: String) {
        self.problems.push(text);
    }
}

/// Prints what was found. Exit code 1: something of it keeps the program from working as it should.
pub(super) fn run(global: &Global, output: &mut Output) -> Result<u8, Error> {
    let mut found = Found::default();
    program(&mut found);
    terminal(&mut found, global);
    places(&mut found, global);
    guidelines(&mut found, global);
    output.wrapped_table(&found.rows)?;
    if found.problems.is_empty() {
        return Ok(0);
    }
    writeln!(output)?;
    for problem in &found.problems {
        output.paragraph("! ", problem)?;
    }
    Ok(1)
}

fn program(found: &mut Found) {
    found.heading("Program");
    found.line("version", env!("CARGO_PKG_VERSION"));
    found.line("machine", format!("{} ({} {})", this_host(), std::env::consts::OS, std::env::consts::ARCH));
    found.line("clock", now().to_string());
}

fn terminal(found: &mut Found, global: &Global) {
    let mut env = Env::of_process();
    // What is asked is how the application would look, wherever this list goes.
    let redirected = !(env.input_is_terminal && env.output_is_terminal);
    (env.input_is_terminal, env.output_is_terminal) = (true, true);
    let caps = Caps::from_env(&env);
    found.heading("Terminal");
    for (name, why) in &caps.why {
        match (*name, global.plain) {
            ("screen", true) => found.line(name, "numbered questions, one a line (--plain)"),
            _ => found.line(name, why.clone()),
        }
    }
    let chosen = global.language();
    found.line("language", format!("{} ({})", chosen.language.code(), chosen.why));
    if let Some(warning) = chosen.warning {
        found.problem(warning);
    }
    match rustix::termios::tcgetwinsize(std::io::stdout()) {
        Ok(size) if size.ws_col > 0 => {
            let (columns, rows) = (size.ws_col, size.ws_row);
            let small = if columns < 60 || rows < 16 { ", too small: 60x16 is needed" } else { "" };
            found.line("size", format!("{columns}x{rows}{small}"));
        }
        _ => found.line("size", "not known: this output is no terminal"),
    }
    if redirected {
        found.line("here", "input or output is no terminal: the application would ask line by line");
    }
}

fn places(found: &mut Found, global: &Global) {
    found.heading("Places");
    let Some(places) = Places::find(global.data_dir.clone()) else {
        found.problem("there is no home folder: name one for sessions with --data-dir".to_owned());
        return;
    };
    let from = if global.data_dir.is_some() { "--data-dir" } else { "the platform's folder" };
    found.line("sessions", format!("{} ({from})", places.data.join("sessions").display()));
    sessions(found, &places);
    found.line("own guidelines", folder(&places.guidelines(), "none"));
    found.line("own keys", folder(&places.keys(), "none; `mcrc keys` prints those in force"));
    match global.keys() {
        Ok(Some((name, text))) => {
            if let Err(wrong) = check_keys(&name, &text) {
                found.problem(format!("standard keys are used: {name} is wrong\n{wrong}"));
            }
        }
        Ok(None) => {}
        Err(error) => {
            let mut text = vec![];
            error.show(&mut text);
            found.problem(String::from_utf8_lossy(&text).trim_end().to_owned());
        }
    }
}

/// How many sessions there are, and whether one more can be written. Nothing is made or changed.
fn sessions(found: &mut Found, places: &Places) {
    let folder = places.data.join("sessions");
    let existing = folder.ancestors().find(|path| path.exists()).unwrap_or(Path::new("/"));
    let writable = rustix::fs::access(existing, Access::WRITE_OK).is_ok();
    if !existing.is_dir() || !writable {
        found.problem(format!(
            "nothing can be saved: {} cannot be written to; name another folder with --data-dir",
            existing.display()
        ));
    }
    if !folder.is_dir() {
        found.line("", "not there yet: made with the first session");
        return;
    }
    let listed = Store::at(&places.data).list();
    match listed {
        Ok(listed) => {
            let unusable = listed.iter().filter(|listed| matches!(listed.entry, Entry::Unusable(_))).count();
            let sessions = listed.len() - unusable;
            let noun = if sessions == 1 { "session" } else { "sessions" };
            found.line(
                "",
                format!("{sessions} {noun}, {}", if writable { "writable" } else { "NOT writable" }),
            );
            for listed in &listed {
                if let Entry::Unusable(problem) = &listed.entry {
                    found.problem(format!("{}: {problem}", listed.path.display()));
                }
            }
        }
        Err(error) => found.problem(error.to_string()),
    }
}

fn folder(path: &Path, missing: &str) -> String {
    let path_text = path.display();
    if path.exists() { path_text.to_string() } else { format!("{path_text} ({missing})") }
}

fn guidelines(found: &mut Found, global: &Global) {
    found.heading("Guidelines");
    for (id, guideline) in choice::all(global) {
        match guideline {
            Ok(guideline) => found.line(&id, in_words(&guideline)),
            Err(problem) => {
                found.line(&id, "cannot be used");
                let first = problem.to_string().lines().take(2).collect::<Vec<_>>().join(" ");
                found.problem(format!("guideline {id}: {first}; mcrc guideline check {id} shows all"));
            }
        }
    }
}

fn in_words(guideline: &Guideline) -> String {
    let from = match &guideline.origin {
        Origin::Embedded => "in the program".to_owned(),
        Origin::Folder(folder) => folder.display().to_string(),
    };
    format!("{} {} ({from})", guideline.version, guideline.digest)
}
