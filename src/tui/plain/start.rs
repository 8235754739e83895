//! The start page: saved sessions, a new case and its label, demonstrations.

use std::io::{self, Write};

use super::commands::{self, Place, Typed, Verb};
use super::{Lines, pages};
use crate::guideline::nearest;
use crate::language::say;
use crate::session::Entry;
use crate::tui::action::{Action, Command, Effect};
use crate::tui::state::{HomeItem, Model};
use crate::tui::view;

/// So many lines of the list are said unasked.
const LATEST: usize = 6;

impl<W: Write> Lines<'_, W> {
    /// The guideline, and the first lines of the list.
    pub(super) fn start_page(&mut self) -> io::Result<()> {
        let title = self.model.guideline().title.clone();
        self.voice.say(&title)?;
        self.say_list(LATEST)
    }

    /// The list, or its first lines and how many more there are.
    fn say_list(&mut self, most: usize) -> io::Result<()> {
        let guideline = self.model.guideline();
        let items = self.model.home_items();
        let sessions = items.iter().filter(|item| !matches!(item, HomeItem::Demo(_))).count();
        let shown = if items.len() <= most { items.len() } else { sessions.min(most) };
        let texts = items.iter().take(shown).map(|item| item_in_words(self.model, *item));
        let mut lines = pages::numbered(guideline, texts);
        if items.is_empty() {
            lines.push(say!(guideline, "Nothing contains these words.").to_owned());
        }
        if items.len() > shown {
            lines.push(say!(
                guideline,
                "{0} more, sessions and demonstrations: list says them.",
                items.len() - shown
            ));
        }
        self.voice.say_all(&lines)
    }

    /// The saved sessions, while a case is open.
    pub(super) fn sessions(&mut self) -> io::Result<()> {
        self.carry_out(vec![Effect::List])?;
        self.notice()?;
        self.say_list(usize::MAX)?;
        self.voice.say(say!(
            self.model.guideline(),
            "open with a number or a label leaves this case, which is saved, and opens that."
        ))
    }

    /// Does what a line says on the start page; returns the exit code if it ends the program.
    pub(super) fn hear_at_start(&mut self, line: &str) -> io::Result<Option<u8>> {
        let guideline = self.model.engine.guideline();
        if line.is_empty() {
            self.start_page()?;
            return Ok(None);
        }
        let begun = commands::abbreviated(Place::Start, line);
        let typed = match (commands::exact(Place::Start, line), begun.as_slice()) {
            (Some(typed), _) => typed,
            (None, [(typed, _)]) => *typed,
            _ if line.bytes().all(|byte| byte.is_ascii_digit()) => Typed { verb: Verb::Open, rest: line },
            _ => {
                let near = commands::near(Place::Start, line);
                let shown: String = line.chars().take(40).collect();
                self.refuse(&match near {
                    Some(near) => say!(
                        guideline,
                        "\"{0}\" is no command. Nearest: {1}. Type a number of the list, new, open and a label, or h.",
                        shown,
                        near
                    ),
                    None => say!(
                        guideline,
                        "\"{0}\" is no command. Type a number of the list, new, open and a label, or h.",
                        shown
                    ),
                })?;
                return Ok(None);
            }
        };
        match typed.verb {
            Verb::Quit => return self.quit(),
            Verb::Help => self.help(Place::Start)?,
            Verb::Hint => {
                self.voice.say(say!(
                    guideline,
                    "Type a number of the list to open it, new for a new case, open and a label, list for all, h for every command."
                ))?;
                // What stands below the list of the full screen.
                self.voice.say(&guideline.disclaimer)?;
            }
            Verb::Sessions => {
                self.model.home.filter.clear();
                self.carry_out(vec![Effect::List])?;
                self.notice()?;
                self.say_list(usize::MAX)?;
            }
            Verb::Find => {
                self.model.home.filter = typed.rest.to_owned();
                self.model.home.cursor = 0;
                self.say_list(usize::MAX)?;
            }
            Verb::New => {
                self.command(Command::NewCase)?;
                match typed.rest {
                    "" => self.ask_for_label()?,
                    label => return self.name_new_case(label),
                }
            }
            Verb::Delete => {
                if let Some(position) = self.position(typed.rest)? {
                    self.model.home.cursor = position;
                    self.command(Command::Delete)?;
                    self.notice()?;
                    self.ask()?;
                }
            }
            _ => {
                if let Some(position) = self.position(typed.rest)? {
                    return self.open_at(position);
                }
            }
        }
        Ok(None)
    }

    /// The line of the list that a number, a label, an id or the only beginning of one means.
    fn position(&mut self, text: &str) -> io::Result<Option<usize>> {
        let guideline = self.model.engine.guideline();
        let items = self.model.home_items();
        if text.is_empty() {
            self.refuse(say!(guideline, "Type a number of the list or a label after it."))?;
            return Ok(None);
        }
        if let Ok(number) = text.parse::<usize>() {
            if (1..=items.len()).contains(&number) {
                return Ok(Some(number - 1));
            }
            self.refuse(&say!(guideline, "\"{0}\" is no number from 1 to {1}.", text, items.len()))?;
            return Ok(None);
        }
        let lower = text.to_lowercase();
        let names: Vec<[String; 2]> = items.iter().map(|item| names(self.model, *item)).collect();
        let places = |fits: &dyn Fn(&str) -> bool| -> Vec<usize> {
            let all = names.iter().enumerate();
            all.filter(|(_, names)| names.iter().any(|name| fits(&name.to_lowercase())))
                .map(|(at, _)| at)
                .collect()
        };
        let same = places(&|name| name == lower);
        let found = if same.is_empty() { places(&|name| name.starts_with(&lower)) } else { same };
        match found.as_slice() {
            [position] => return Ok(Some(*position)),
            [] => {
                let near = nearest(text, names.iter().flatten().map(String::as_str));
                self.refuse(&match near {
                    Some(near) => say!(guideline, "Nothing is called \"{0}\". Nearest: {1}.", text, near),
                    None => say!(guideline, "Nothing is called \"{0}\". list says what there is.", text),
                })?;
            }
            several => {
                let told = |at: &usize| {
                    let item = items.get(*at).map(|item| item_in_words(self.model, *item));
                    say!(guideline, "{0}. {1}", at + 1, item.unwrap_or_default())
                };
                let several: Vec<String> = several.iter().map(told).collect();
                self.refuse(&say!(
                    guideline,
                    "\"{0}\" may be any of these: {1}. Type a number.",
                    text,
                    several.join("; ")
                ))?;
            }
        }
        Ok(None)
    }

    /// Opens a line of the list.
    fn open_at(&mut self, position: usize) -> io::Result<Option<u8>> {
        self.model.home.cursor = position;
        let code = self.command(Command::Accept)?;
        if self.model.field.is_some() {
            self.ask_for_label()?;
        } else if self.model.work.is_some() {
            self.kept.listed.clear();
            self.case_opened()?;
        } else {
            self.notice()?;
        }
        Ok(code)
    }

    /// Leaves the case for another one.
    pub(super) fn open_other(&mut self, text: &str) -> io::Result<Option<u8>> {
        self.model.home.filter.clear();
        self.carry_out(vec![Effect::List])?;
        let Some(position) = self.position(text)? else { return Ok(None) };
        let wanted = self.model.home_items().get(position).copied();
        let id = match wanted {
            Some(HomeItem::Session(index)) => self.model.home.sessions.get(index).map(|listed| listed.id),
            _ => None,
        };
        if id.is_some() && id == self.model.work.as_ref().map(|work| work.session.id()) {
            self.voice.say(say!(self.model.guideline(), "This case is open."))?;
            return Ok(None);
        }
        let code = self.command(Command::StartPage)?;
        self.notice()?;
        if code.is_some() {
            return Ok(code);
        }
        // Leaving the case may have changed the order of the list.
        let sessions = &self.model.home.sessions;
        let moved = |item: &HomeItem| match (item, id) {
            (HomeItem::Session(index), Some(id)) => {
                sessions.get(*index).is_some_and(|listed| listed.id == id)
            }
            (item, None) => Some(*item) == wanted,
            _ => false,
        };
        match self.model.home_items().iter().position(moved) {
            Some(position) => {
                let code = self.open_at(position)?;
                if self.model.work.is_none() {
                    self.start_page()?;
                }
                Ok(code)
            }
            None => self.start_page().map(|()| None),
        }
    }

    fn ask_for_label(&mut self) -> io::Result<()> {
        let guideline = self.model.engine.guideline();
        self.voice.say(say!(guideline, "Label of the new case"))?;
        self.voice.say(view::label_help(guideline))?;
        self.voice.say(say!(guideline, "An empty line gives it a number, cancel begins no case."))
    }

    /// The label of a new case was typed: whatever it is, it is a label and no command.
    pub(super) fn name_new_case(&mut self, label: &str) -> io::Result<Option<u8>> {
        if label == "cancel" {
            let code = self.command(Command::Cancel)?;
            self.start_page()?;
            return Ok(code);
        }
        if !label.is_empty() {
            self.act(Action::Paste(label.to_owned()))?;
        }
        let code = self.command(Command::Accept)?;
        self.kept.listed.clear();
        if self.model.work.is_some() {
            self.case_opened()?
        } else {
            self.notice().map(drop)?
        }
        Ok(code)
    }
}

/// A line of the list.
fn item_in_words(model: &Model, item: HomeItem) -> String {
    let guideline = model.guideline();
    match item {
        HomeItem::New => say!(guideline, "New case").to_owned(),
        HomeItem::Session(index) => view::session_in_words(model, index),
        HomeItem::Demo(index) => model.home.demos.get(index).map_or_else(String::new, |(name, case)| {
            let title = if case.title.is_empty() { name } else { &case.title };
            say!(guideline, "Demonstration: {0}", title)
        }),
    }
}

/// What a line of the list can be opened by, beside its number: label and id, or title and name.
fn names(model: &Model, item: HomeItem) -> [String; 2] {
    match item {
        HomeItem::New => [say!(model.guideline(), "New case").to_owned(), "new".to_owned()],
        HomeItem::Session(index) => model.home.sessions.get(index).map_or_else(Default::default, |listed| {
            let label = match &listed.entry {
                Entry::Session(summary) => summary.label.clone(),
                Entry::Unusable(_) => listed.id.to_string(),
            };
            [label, listed.id.to_string()]
        }),
        HomeItem::Demo(index) => {
            let demo = model.home.demos.get(index);
            demo.map_or_else(Default::default, |(name, case)| [case.title.clone(), name.clone()])
        }
    }
}
