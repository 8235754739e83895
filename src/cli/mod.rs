//! The command line: arguments, one file for each subcommand, and the way out.
//!
//! A subcommand reads what it needs, writes its output to the `Output` it is given and returns an `Error` or an
//! exit code; it prints nothing itself, and ends the process nowhere. Output goes to standard output and messages to
//! standard error, so that one can be kept without the other.
//!
//! Exit codes: 0 done, 1 the input is wrong or a check failed, 2 wrong usage, 128+n ended by signal n.

mod application;
mod choice;
mod clean;
mod demo;
mod doctor;
mod error;
mod eval;
mod guideline;
mod manual;
mod output;
mod sessions;
mod table;

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};

use crate::language::{Chosen, Language};
use crate::session::Store;
use crate::session::surroundings::{Places, open_regular};
use crate::tui::keys_as_file;
use clean::messages;
use error::Error;
use output::Output;

/// Triage assistant for metastatic colorectal cancer, for discussion by a tumour board.
#[derive(Debug, Parser)]
#[command(
    name = "mcrc",
    version,
    about,
    after_help = "Without a command the application opens: sessions, a new case, demonstrations.",
    disable_help_subcommand = true
)]
struct Arguments {
    #[command(flatten)]
    global: Global,
    #[command(subcommand)]
    command: Option<Command>,
}

/// What holds for every command.
#[derive(Args, Debug)]
struct Global {
    /// The guideline: a folder, or the id of one that `mcrc guideline list` shows
    #[arg(long, global = true, value_name = "DIR|ID")]
    guideline: Option<String>,
    /// Keep sessions under this folder instead of the platform's
    #[arg(long, global = true, value_name = "DIR")]
    data_dir: Option<PathBuf>,
    /// Numbered questions, one a line, instead of a screen
    #[arg(long, global = true)]
    plain: bool,
    /// The language of questions, advice and screens, instead of that of the locale: `en`, `ko`, or the code of another
    /// that the guideline is translated into; screens then are in English
    #[arg(long, global = true, value_parser = choice::code, value_name = "LANGUAGE")]
    lang: Option<String>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Open a session in the application
    Open(application::Open),
    /// Begin a new session, empty or filled from a case file
    New(application::New),
    /// Assess case files and print what follows
    Eval(eval::Eval),
    /// List, show or delete saved sessions
    #[command(subcommand)]
    Sessions(sessions::Sessions),
    /// Write, check, test and list guidelines
    #[command(subcommand)]
    Guideline(guideline::Guidelines),
    /// Play the guided tour, list the demonstration cases, or open one
    Demo(demo::Demo),
    /// Say what was found out about this machine, and from what
    Doctor,
    /// Print the keys of the application, as a file to change them with
    Keys {
        /// The standard keys, whatever a file of your own gives
        #[arg(long)]
        standard: bool,
    },
    /// Print a script that completes commands in a shell
    Completions(manual::Completions),
    /// Print the manual page
    Man,
}

impl Global {
    /// The platform's folders, or those that were named.
    fn places(&self) -> Result<Places, Error> {
        Places::find(self.data_dir.clone()).ok_or_else(|| {
            Error::input("there is no home folder to keep sessions in").hint("name a folder with --data-dir")
        })
    }

    /// The language, and why.
    fn language(&self) -> Chosen {
        let unicode = crate::tui::caps::Caps::from_env(&crate::tui::caps::Env::of_process()).unicode;
        let named = self.lang.as_deref();
        let spoken = named.map(|code| Language::spoken(code).unwrap_or_default());
        let mut chosen = Language::choose(spoken, unicode, |name| std::env::var(name).ok());
        if let Some(code) = named.filter(|code| Language::spoken(code).is_none()) {
            chosen.why = format!("--lang {code} is for the texts of guidelines");
        }
        chosen
    }

    /// The user's own keys, if there is a file of them: its name and its text.
    fn keys(&self) -> Result<Option<(String, String)>, Error> {
        let path = self.places()?.keys();
        match open_regular(&path).and_then(std::io::read_to_string) {
            Ok(text) => Ok(Some((path.display().to_string(), text))),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(Error::input(format!("{} cannot be read", path.display())).cause(error)),
        }
    }

    /// The sessions, to be read.
    fn saved(&self) -> Result<Store, Error> {
        Ok(Store::at(&self.places()?.data))
    }

    /// The folder of sessions, made if it is missing.
    fn store(&self) -> Result<Store, Error> {
        Ok(Store::open(&self.places()?.data)?)
    }
}

/// Runs the program with the arguments, output and errors of the process.
pub fn run() -> ExitCode {
    crate::tui::end_on_panic();
    crate::tui::survive_limits_of_files();
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => {
            // Help and version go to standard output and are no error; an error repeats what was typed. Nothing can be
            // done if even this fails.
            let _ = match error.use_stderr() {
                true => write!(messages(), "{}", error.render()),
                false => error.print(),
            };
            return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2));
        }
    };
    let mut output = Output::standard();
    let result = dispatch(arguments, &mut output).and_then(|code| {
        output.flush()?;
        Ok(code)
    });
    ExitCode::from(result.unwrap_or_else(|error| {
        // What was found out before the error still belongs to the reader.
        let _ = output.flush();
        error.show(&mut messages());
        error.exit_code()
    }))
}

fn dispatch(arguments: Arguments, output: &mut Output) -> Result<u8, Error> {
    let Arguments { global, command } = arguments;
    if let Some(warning) = global.language().warning {
        // Standard error may be gone; what was asked for is done all the same.
        let _ = writeln!(messages(), "warning: {warning}");
    }
    match command {
        None => application::home(&global),
        Some(Command::Open(open)) => open.run(&global),
        Some(Command::New(new)) => new.run(&global),
        Some(Command::Eval(eval)) => eval.run(&global, output),
        Some(Command::Sessions(sessions)) => sessions.run(&global, output),
        Some(Command::Guideline(guideline)) => guideline.run(&global, output),
        Some(Command::Demo(demo)) => demo.run(&global, output),
        Some(Command::Doctor) => doctor::run(&global, output),
        Some(Command::Keys { standard }) => keys(&global, standard, output),
        Some(Command::Completions(completions)) => completions.run(output),
        Some(Command::Man) => manual::man(output),
    }
}

/// Prints the keys that are in force, or the standard ones.
fn keys(global: &Global, standard: bool, output: &mut Output) -> Result<u8, Error> {
    let own = if standard { None } else { global.keys()? };
    let own = own.as_ref().map(|(name, text)| (name.as_str(), text.as_str()));
    let keys = keys_as_file(own).or_else(|_| {
        let name = own.map_or("", |(name, _)| name);
        let _ = writeln!(
            messages(),
            "warning: {name} has mistakes, so the standard keys are in force; `mcrc doctor` shows them"
        );
        keys_as_file(None)
    });
    output.write_all(keys?.as_bytes())?;
    Ok(0)
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn the_arguments_are_consistent() {
        super::Arguments::command().debug_assert();
    }
}
