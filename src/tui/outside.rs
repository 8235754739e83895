//! What the application asks of the disk: sessions and reports. The screen is asked elsewhere.

use std::fs::{self, DirBuilder, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::PathBuf;

use uuid::Uuid;

use super::action::{Action, Effect};
use super::state::{Confirm, Locked, Model};
use crate::guideline::{Answers, Guideline, answer_to_value};
use crate::language::say;
use crate::session::{Access, GuidelineStamp, Lock, Session, SessionError, Store, surroundings};

/// The folder of sessions, and the right to change the one that is open.
pub(super) struct Outside {
    /// `None`: nothing at all is kept.
    store: Option<Store>,
    lock: Option<Lock>,
    /// Whether the case that is open is a demonstration, which is kept nowhere.
    demonstration: bool,
}

impl Outside {
    /// Works with these sessions.
    pub(super) fn new(store: Store) -> Outside {
        Outside { store: Some(store), lock: None, demonstration: false }
    }

    /// Keeps nothing: what is saved is forgotten, and there is nothing to open.
    pub(super) fn nowhere() -> Outside {
        Outside { store: None, lock: None, demonstration: false }
    }

    /// Where the case that is open is kept; `None`: nowhere.
    fn kept(&self) -> Option<&Store> {
        self.store.as_ref().filter(|_| !self.demonstration)
    }

    /// Carries out an effect on the disk; `None` if it is not one.
    pub(super) fn carry_out(&mut self, model: &mut Model, effect: &Effect) -> Option<Vec<Action>> {
        let actions = match effect {
            Effect::Save => self.save(model),
            Effect::List => {
                vec![match self.store.as_ref().map(|store| store.make().and_then(|()| store.list())) {
                    Some(Ok(sessions)) => Action::Listed(sessions),
                    Some(Err(error)) => Action::Failed(told(&error)),
                    None => Action::Listed(vec![]),
                }]
            }
            Effect::Open(id) => vec![self.open(model, *id)],
            Effect::Create(label, answers) => self.create(model, label, answers),
            Effect::Demonstrate(label, answers) => {
                (self.lock, self.demonstration) = (None, true);
                vec![match begun(model, label, answers) {
                    Ok(session) => Action::Demonstrated(Box::new(session)),
                    Err(action) => action,
                }]
            }
            Effect::LookAgain => self.look_again(model).into_iter().collect(),
            Effect::Release => {
                (self.lock, self.demonstration) = (None, false);
                model.work = None;
                vec![]
            }
            Effect::AskToDelete(id, label) => {
                let report = self.store.as_ref().map(|store| store.report(*id));
                let report = report.filter(|report| report.exists());
                vec![Action::Ask(Confirm::Delete(*id, label.clone(), report))]
            }
            Effect::Delete(id) => {
                let deleted = self.store.as_ref().map(|store| store.delete(&id.to_string(), model.now));
                vec![match deleted {
                    Some(Ok(deleted)) => Action::Done(match deleted.beside.len() {
                        0 => say!(model.guideline(), "Deleted.").to_owned(),
                        1 => say!(model.guideline(), "Deleted, with 1 file beside it.").to_owned(),
                        more => say!(model.guideline(), "Deleted, with {0} files beside it.", more),
                    }),
                    Some(Err(error)) => Action::Failed(told(&error)),
                    None => Action::Failed(nothing_kept(model.guideline())),
                }]
            }
            Effect::Export(text) => vec![match self.export(model, text) {
                Ok(path) => Action::Done(say!(model.guideline(), "Written to {0}", path.display())),
                Err(error) => {
                    Action::Failed(say!(model.guideline(), "The report could not be written: {0}", error))
                }
            }],
            Effect::Copy(_) | Effect::Suspend | Effect::Redraw | Effect::Quit(_) => return None,
        };
        Some(actions)
    }

    fn save(&mut self, model: &mut Model) -> Vec<Action> {
        let Some(work) = &mut model.work else {
            return vec![Action::Failed(say!(model.guideline(), "Nothing to save.").to_owned())];
        };
        let Some(store) = self.kept() else { return vec![Action::Saved(model.now)] };
        match store.save(&mut work.session) {
            Ok(()) => vec![Action::Saved(model.now)],
            Err(SessionError::Overtaken { label, .. }) => {
                // From here on it is another session, of which nobody knows yet: there is nothing to wait for.
                if let Ok(Access::Write(lock)) = store.lock(work.session.id(), model.now) {
                    self.lock = Some(lock);
                }
                let text = say!(
                    model.guideline(),
                    "Somebody else changed this case: yours is saved as \"{0}\".",
                    label
                );
                vec![Action::Saved(model.now), Action::Done(text)]
            }
            Err(error) => vec![Action::NotSaved(told(&error))],
        }
    }

    fn open(&mut self, model: &Model, id: Uuid) -> Action {
        (self.lock, self.demonstration) = (None, false);
        let Some(store) = &self.store else { return Action::Failed(nothing_kept(model.guideline())) };
        match store.open_session(&id.to_string(), model.now) {
            Ok(opened) => {
                let wanted = &opened.session.guideline().id;
                if *wanted != model.guideline().id {
                    let text = say!(
                        model.guideline(),
                        "This case belongs to guideline {0}. Open it with: mcrc open {1}",
                        wanted,
                        id
                    );
                    return Action::Failed(text);
                }
                Action::Opened(Box::new(opened.session), self.hold(opened.access))
            }
            Err(error) => Action::Failed(told(&error)),
        }
    }

    /// Keeps the right to change what was opened, or says why there is none.
    fn hold(&mut self, access: Access) -> Option<Locked> {
        match access {
            Access::Write(lock) => {
                self.lock = Some(lock);
                None
            }
            Access::Held(holder) => Some(Locked::Elsewhere(holder)),
            Access::Unwritable(folder) => Some(Locked::Unwritable(folder.display().to_string())),
        }
    }

    /// Says that nobody else has the session any more, if that is so. What was read before is not to be gone on with.
    fn look_again(&self, model: &Model) -> Option<Action> {
        let id = model.work.as_ref()?.session.id();
        match self.kept()?.lock(id, model.now) {
            Ok(Access::Write(_)) => Some(Action::Free),
            _ => None,
        }
    }

    /// A new session is on disk before it is shown; if that fails it is shown all the same, as not saved.
    fn create(&mut self, model: &Model, label: &str, answers: &Answers) -> Vec<Action> {
        let now = model.now;
        (self.lock, self.demonstration) = (None, false);
        let mut session = match begun(model, label, answers) {
            Ok(session) => session,
            Err(action) => return vec![action],
        };
        let Some(store) = &self.store else { return vec![Action::Opened(Box::new(session), None)] };
        let saved = match store.make().and_then(|()| store.lock(session.id(), now)) {
            Ok(access) => {
                let saved = store.save(&mut session).map_err(|error| told(&error));
                match self.hold(access) {
                    Some(locked) => Err(model.locked_in_words(&locked)),
                    None => saved,
                }
            }
            Err(error) => Err(told(&error)),
        };
        let opened = Action::Opened(Box::new(session), None);
        match saved {
            Ok(()) => vec![opened],
            Err(reason) => vec![opened, Action::NotSaved(reason)],
        }
    }

    /// Writes a report into the folder beside the sessions, for its owner only.
    fn export(&self, model: &Model, text: &str) -> io::Result<PathBuf> {
        let Some(work) = &model.work else { return Err(io::Error::other("no case is open")) };
        let Some(store) = self.kept() else { return Err(io::Error::other(nothing_kept(model.guideline()))) };
        DirBuilder::new().recursive(true).mode(0o700).create(store.reports())?;
        let path = store.report(work.session.id());
        let unfinished = path.with_extension("md.part");
        let _ = fs::remove_file(&unfinished);
        let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&unfinished)?;
        file.write_all(text.as_bytes())?;
        fs::rename(&unfinished, &path)?;
        Ok(path)
    }
}

/// A new session with answers, on no disk yet.
fn begun(model: &Model, label: &str, answers: &Answers) -> Result<Session, Action> {
    let guideline = model.guideline();
    let now = model.now;
    let mut session = Session::new(surroundings::new_id(), now, GuidelineStamp::from(guideline), label);
    let values = answers.iter().map(|(question, answer)| {
        (guideline[question].id.clone(), Some(answer_to_value(guideline, question, answer)))
    });
    session.answer_together(values, now).map_err(|closed| Action::Failed(closed.to_string()))?;
    let outcome = model.engine.assess(answers).strategy.outcome;
    let strategy = guideline.decisions.get(guideline.strategy.0);
    // It was made just now and is open.
    let _ = session.set_strategy(outcome.and_then(|at| Some(strategy?.outcomes.get(at)?.id.clone())));
    Ok(session)
}

/// What is said where something would have to be on disk.
fn nothing_kept(guideline: &Guideline) -> String {
    say!(guideline, "nothing of a demonstration is on disk").to_owned()
}

/// An error with what to do about it.
fn told(error: &SessionError) -> String {
    match error.hint() {
        Some(hint) => format!("{error} ({hint})"),
        None => error.to_string(),
    }
}
