//! `mcrc completions` and `mcrc man`: made from the definition of the arguments, so that they cannot be out of date.

use std::io::Write;

use clap::CommandFactory;
use clap_complete::Shell;

use super::Arguments;
use super::error::Error;
use super::output::Output;

/// Print a script that completes commands and options.
#[derive(clap::Args, Debug)]
pub(super) struct Completions {
    /// For which shell
    shell: Shell,
}

impl Completions {
    pub(super) fn run(&self, output: &mut Output) -> Result<u8, Error> {
        let mut script = vec![];
        clap_complete::generate(self.shell, &mut Arguments::command(), "mcrc", &mut script);
        output.write_all(&script)?;
        Ok(0)
    }
}

/// The manual page, in the format of `man`: one page with every command.
pub(super) fn man(output: &mut Output) -> Result<u8, Error> {
    let mut command = Arguments::command();
    command.build();
    let manual = clap_mangen::Man::new(command.clone());
    let mut page = vec![];
    manual.render_title(&mut page)?;
    manual.render_name_section(&mut page)?;
    manual.render_synopsis_section(&mut page)?;
    manual.render_description_section(&mut page)?;
    manual.render_extra_section(&mut page)?;
    manual.render_options_section(&mut page)?;
    page.extend_from_slice(b".SH COMMANDS\n");
    for subcommand in command.get_subcommands() {
        write_command(&mut page, subcommand.clone())?;
    }
    page.extend_from_slice(ENDINGS.as_bytes());
    output.write_all(&page)?;
    Ok(0)
}

const ENDINGS: &str = ".SH EXIT STATUS\n0 done; 1 the input is wrong, or a check failed; 2 wrong usage; 128+n ended by \
                       signal n\n";

/// A part for a command, and one for each of its own. Options that every command has stand at the head of the page.
fn write_command(page: &mut Vec<u8>, command: clap::Command) -> Result<(), Error> {
    let name = command.get_bin_name().unwrap_or(command.get_name()).to_owned();
    let shown = |argument: &clap::Arg| {
        !argument.is_global_set() && !matches!(argument.get_action(), clap::ArgAction::Help)
    };
    let has_options = command.get_arguments().any(shown);
    let command = command.mut_args(|argument| match shown(&argument) {
        true => argument,
        false => argument.hide(true),
    });
    page.extend(format!(".SS \"{name}\"\n").bytes());
    let manual = clap_mangen::Man::new(command.clone());
    let mut part = vec![];
    manual.render_description_section(&mut part)?;
    if has_options {
        manual.render_synopsis_section(&mut part)?;
        manual.render_options_section(&mut part)?;
    }
    let part = String::from_utf8_lossy(&part).into_owned();
    // The headings of a page of its own are paragraphs of this one.
    for line in part.lines().filter(|line| !line.starts_with(".ie ") && !line.starts_with(".el ")) {
        let line = if line.starts_with(".SH ") { ".PP" } else { line };
        page.extend(format!("{line}\n").bytes());
    }
    command.get_subcommands().try_for_each(|own| write_command(page, own.clone()))
}
