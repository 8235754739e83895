//! Commands that say something of the case and change nothing, and finding things in it by words.

use std::io::{self, Write};

use super::answer::{offers, told};
use super::commands::{self, Place, Verb};
use super::{Lines, changes, pages};
use crate::guideline::{QuestionId, nearest};
use crate::language::say;
use crate::tui::action::Command;
use crate::tui::state::{Field, Finder, Found, Item, Page, Pick, Purpose, rows};
use crate::tui::view;

/// So many things are listed before the rest is only counted.
const LISTED: usize = 12;

impl<W: Write> Lines<'_, W> {
    /// Says what is asked for.
    pub(super) fn read(&mut self, verb: Verb, rest: &str) -> io::Result<()> {
        match verb {
            Verb::Plan => self.plan(rest),
            Verb::Path => self.path(rest),
            Verb::Why => self.why(false),
            Verb::Pairs => self.why(true),
            Verb::Evidence => self.evidence(rest),
            Verb::About => {
                let focus = self.model.work.as_ref().map(|work| work.focus);
                focus.map_or(Ok(()), |focus| self.about(Item::Question(focus)))
            }
            Verb::Open => self.open_questions(rest.eq_ignore_ascii_case("all")),
            Verb::Answers => self.answers(),
            Verb::Final => self.final_page(),
            Verb::Find => self.find(rest),
            Verb::Choose => self.choose(rest),
            Verb::Go => self.go(rest),
            Verb::Sessions => self.sessions(),
            Verb::Hint => self.hint(),
            Verb::Copy => self.voice.say(say!(
                self.model.guideline(),
                "A terminal's clipboard takes escape sequences, which are never written here. final says the final page, export writes it to a file."
            )),
            _ => self.help(Place::Case),
        }
    }

    pub(super) fn help(&mut self, place: Place) -> io::Result<()> {
        let lines = commands::help(self.model.guideline(), place);
        self.voice.say_all(&lines)?;
        self.voice.say(say!(
            self.model.guideline(),
            "The beginning of a word is enough where nothing else begins so. An empty line says again where you are."
        ))
    }

    /// Reasons and evidence of a thing.
    fn about(&mut self, item: Item) -> io::Result<()> {
        if item == Item::Decision(self.model.guideline().strategy)
            && let Some(work) = &mut self.model.work
        {
            work.find_reasons(&self.model.engine);
        }
        self.model.open_page(Page::Evidence(item));
        let lines = view::page_in_lines(self.model);
        self.settle();
        self.voice.say_all(&lines)
    }

    /// The number that stands after a command, if it is one of so many; otherwise it is said to be none.
    fn number(&mut self, rest: &str, count: usize) -> io::Result<Option<usize>> {
        let number = rest.parse::<usize>().ok().filter(|number| (1..=count).contains(number));
        if number.is_none() {
            let guideline = self.model.engine.guideline();
            self.refuse(&match count {
                0 => say!(guideline, "There is nothing to take \"{0}\" from.", rest),
                count => say!(guideline, "\"{0}\" is no number from 1 to {1}.", rest, count),
            })?;
        }
        Ok(number.map(|number| number - 1))
    }

    fn plan(&mut self, rest: &str) -> io::Result<()> {
        let Some(work) = &self.model.work else { return Ok(()) };
        let items = pages::items(self.model, work);
        if rest.is_empty() || rest.eq_ignore_ascii_case("all") {
            let beside = work.aside.is_some() && rest.is_empty();
            let page = if beside { pages::what_if } else { pages::plan };
            let lines = page(self.model, work);
            return self.voice.say_all(&lines);
        }
        match self.number(rest, items.len())?.and_then(|at| items.get(at)) {
            Some((item, _)) => self.about(*item),
            None => Ok(()),
        }
    }

    fn path(&mut self, rest: &str) -> io::Result<()> {
        let Some(work) = &self.model.work else { return Ok(()) };
        let all = rest.eq_ignore_ascii_case("all");
        let path = pages::path(self.model, work, all);
        if rest.is_empty() || all {
            let guideline = self.model.guideline();
            let left_out = guideline.decisions.len() - path.len();
            let texts = path.into_iter().map(|(_, text)| text);
            // Only the short list has numbers: they are what path takes.
            let mut lines = if all { texts.collect() } else { pages::numbered(guideline, texts) };
            if left_out > 0 {
                lines.push(say!(guideline, "{0} more have no effect here: path all names them.", left_out));
            }
            return self.voice.say_all(&lines);
        }
        match self.number(rest, path.len())?.and_then(|at| path.get(at)) {
            Some((item, _)) => self.about(*item),
            None => Ok(()),
        }
    }

    /// Why not another plan and what would change this one, or the pairs that would.
    fn why(&mut self, pairs: bool) -> io::Result<()> {
        self.command(Command::Reasons)?;
        if pairs {
            self.command(Command::Pairs)?;
        }
        let lines = self.model.work.as_ref().map_or_else(Vec::new, |work| match pairs {
            true => view::pairs_in_lines(self.model, work),
            false => view::reasons_in_lines(self.model, work),
        });
        self.settle();
        self.voice.say_all(&lines)
    }

    fn evidence(&mut self, rest: &str) -> io::Result<()> {
        let Some(work) = &self.model.work else { return Ok(()) };
        let guideline = self.model.engine.guideline();
        let cited = pages::evidence(self.model, work);
        if rest.is_empty() {
            let lines = match cited.is_empty() {
                true => vec![
                    say!(guideline, "No advice is given yet. about says what this question rests on.")
                        .to_owned(),
                ],
                false => {
                    pages::numbered(guideline, cited.iter().map(|(id, _)| pages::citation(guideline, *id)))
                }
            };
            return self.voice.say_all(&lines);
        }
        let Some((id, names)) = self.number(rest, cited.len())?.and_then(|at| cited.get(at)) else {
            return Ok(());
        };
        let lines = view::evidence_in_lines(self.model, *id);
        self.voice.say_all(&lines)?;
        self.voice.say(&say!(self.model.guideline(), "Cited for: {0}", names.join("; ")))
    }

    /// Says a list from which `choose` takes, the first of it in words.
    fn list(&mut self, found: Vec<(Found, String)>, all: bool) -> io::Result<()> {
        let Some(focus) = self.model.work.as_ref().map(|work| work.focus) else { return Ok(()) };
        let guideline = self.model.engine.guideline();
        let shown = if all { found.len() } else { LISTED };
        let mut lines = pages::numbered(guideline, found.iter().take(shown).map(|(_, text)| text.clone()));
        if found.len() > shown {
            lines.push(say!(guideline, "and {0} more", found.len() - shown));
        }
        self.kept.listed = found.into_iter().map(|(found, _)| (found, focus)).collect();
        self.voice.say_all(&lines)
    }

    fn open_questions(&mut self, all: bool) -> io::Result<()> {
        let Some(work) = &self.model.work else { return Ok(()) };
        let guideline = self.model.engine.guideline();
        let open = pages::open(self.model, work);
        if open.is_empty() {
            let missing = changes::plan(guideline, pages::here(work));
            let key = self.model.key(Command::Final);
            self.voice.say(&say!(
                guideline,
                "No question is left that matters. {0}: the final page.",
                key
            ))?;
            return self.voice.say(&missing);
        }
        let list =
            open.into_iter().map(|question| (Found::Question(question), guideline[question].ask.clone()));
        let list: Vec<_> = list.collect();
        let more = !all && list.len() > LISTED;
        self.list(list, all)?;
        if more {
            self.voice.say(say!(self.model.guideline(), "open all names all of them."))
        } else {
            Ok(())
        }
    }

    fn answers(&mut self) -> io::Result<()> {
        let Some(work) = &self.model.work else { return Ok(()) };
        let answers = pages::answers(self.model, work);
        if answers.is_empty() {
            return self.voice.say(say!(self.model.guideline(), "Nothing is answered yet."));
        }
        let list = answers.into_iter().map(|(question, text)| (Found::Question(question), text)).collect();
        self.list(list, true)
    }

    /// The whole recommendation: dangers first, where it comes from last.
    fn final_page(&mut self) -> io::Result<()> {
        let Some(work) = &self.model.work else { return Ok(()) };
        let guideline = self.model.guideline();
        let mut lines = vec![say!(guideline, "Case: {0}", work.session.label())];
        lines.extend(view::board_in_words(guideline, work));
        lines.extend(changes::dangers(guideline, &work.assessment, None));
        lines.push(changes::plan(guideline, pages::here(work)));
        lines.extend(view::final_in_lines(self.model, work));
        self.voice.say_all(&lines)?;
        self.voice.say(say!(
            self.model.guideline(),
            "End of the final page. export writes it to a file, conclude closes the case, an empty line says the question again."
        ))
    }

    /// What contains these words.
    fn find(&mut self, words: &str) -> io::Result<()> {
        if words.is_empty() {
            return self.refuse(say!(self.model.guideline(), "Type find and the words to look for."));
        }
        let found = self.look_for(words, |_| true);
        if found.is_empty() {
            return self.voice.say(say!(self.model.guideline(), "Nothing contains these words."));
        }
        self.list(found, false)?;
        self.voice.say(say!(self.model.guideline(), "choose and a number takes one of them."))
    }

    fn look_for(&self, words: &str, wanted: impl Fn(Found) -> bool) -> Vec<(Found, String)> {
        let guideline = self.model.guideline();
        let mode = self.model.mode();
        let found =
            self.model.look_for(Purpose::Find, mode, words).into_iter().filter(|found| wanted(*found));
        let told = |found| {
            let (kind, text) = view::found_in_words(self.model, mode, found);
            (found, say!(guideline, "{0}: {1}", kind, text))
        };
        found.map(told).collect()
    }

    /// Takes what was listed last, as the finder of the full screen does.
    fn choose(&mut self, rest: &str) -> io::Result<()> {
        if rest.is_empty() {
            let Some(focus) = self.model.work.as_ref().map(|work| work.focus) else { return Ok(()) };
            let mode = self.model.mode();
            let told = |(found, asked): &(Found, QuestionId)| {
                let found = still(*found, *asked, focus);
                let (kind, text) = view::found_in_words(self.model, mode, found);
                say!(self.model.guideline(), "{0}: {1}", kind, text)
            };
            let lines =
                pages::numbered(self.model.guideline(), self.kept.listed.iter().take(LISTED).map(told));
            return match lines.is_empty() {
                true => self.voice.say(say!(self.model.guideline(), "Type find and the words to look for.")),
                false => self.voice.say_all(&lines),
            };
        }
        let Some(at) = self.number(rest, self.kept.listed.len())? else { return Ok(()) };
        let (Some((found, asked)), Some(work)) = (self.kept.listed.get(at).copied(), &self.model.work) else {
            return Ok(());
        };
        match still(found, asked, work.focus) {
            Found::Item(item) => self.about(item),
            Found::Row(row) => {
                let pick = rows(self.model.guideline(), work.focus).get(row).map(|row| row.pick);
                match pick {
                    Some(Pick::Answer(answer)) => self.give(answer),
                    // One of several is no answer yet.
                    _ => self.show(),
                }
            }
            found => self.go_to(found),
        }
    }

    /// Goes to a question that was found; nothing is answered, and nothing is said.
    pub(super) fn focus(&mut self, found: Found) -> io::Result<()> {
        self.model.field = Some(Field::new(Purpose::Find));
        self.model.finder = Some(Finder { over: self.model.mode(), found: vec![found], cursor: 0 });
        self.command(Command::Accept).map(drop)
    }

    /// To a question that was found.
    fn go_to(&mut self, found: Found) -> io::Result<()> {
        self.focus(found)?;
        self.notice()?;
        self.show()?;
        let guideline = self.model.engine.guideline();
        match found {
            Found::OtherRow(question, row) => match offers(guideline, question).get(row) {
                Some(offer) => self.voice.say(&say!(guideline, "Found: {0}", told(guideline, offer))),
                None => Ok(()),
            },
            _ => Ok(()),
        }
    }

    /// To a question by its id, its words, or its number in what was listed last.
    fn go(&mut self, rest: &str) -> io::Result<()> {
        let guideline = self.model.engine.guideline();
        let Some(work) = &self.model.work else { return Ok(()) };
        if rest.is_empty() {
            let section = work.listed(guideline, work.section(guideline));
            let told = |question: &QuestionId| {
                let short = guideline[*question].short.trim_end_matches('?');
                match work.answer_with_age(guideline, *question) {
                    Some(answer) => say!(guideline, "{0}: {1}", short, answer),
                    None => guideline[*question].ask.clone(),
                }
            };
            let list = section.iter().map(|question| (Found::Question(*question), told(question))).collect();
            self.list(list, true)?;
            return self
                .voice
                .say(say!(self.model.guideline(), "go with a number, an id or words goes to a question."));
        }
        let lower = rest.to_lowercase();
        let named = |question: &QuestionId| {
            let question = &guideline[*question];
            [&question.id, &question.short, &question.ask].iter().any(|name| name.to_lowercase() == lower)
        };
        if let Some(question) = (0..guideline.questions.len()).map(QuestionId).find(named) {
            return self.go_to(Found::Question(question));
        }
        if rest.bytes().all(|byte| byte.is_ascii_digit()) {
            return self.choose(rest);
        }
        let found = self.look_for(rest, |found| matches!(found, Found::Question(_)));
        match found.as_slice() {
            [(found, _)] => self.go_to(*found),
            [] => {
                let names =
                    guideline.questions.iter().flat_map(|question| [question.id.as_str(), &question.short]);
                let text = match nearest(rest, names) {
                    Some(near) => say!(guideline, "No question is called \"{0}\". Nearest: {1}.", rest, near),
                    None => say!(
                        guideline,
                        "No question is called \"{0}\". find looks for words everywhere.",
                        rest
                    ),
                };
                self.refuse(&text)
            }
            _ => {
                self.list(found, false)?;
                self.refuse(say!(self.model.guideline(), "choose and a number takes one of them."))
            }
        }
    }
}

/// What was listed, now that perhaps another question is asked: an answer to the one before is only a way back to it.
fn still(found: Found, asked: QuestionId, focus: QuestionId) -> Found {
    match found {
        Found::Row(row) if asked != focus => Found::OtherRow(asked, row),
        Found::OtherRow(question, row) if question == focus => Found::Row(row),
        found => found,
    }
}
