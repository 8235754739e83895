//! Drives the application without a terminal: strings of keys in, effects and screens out.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use uuid::Uuid;

use crate::engine::Engine;
use crate::guideline::{Answers, Files, answer_in_words, answer_to_value, in_language, load, read_case};
use crate::session::{GuidelineStamp, Holder, Session};
use crate::tui::action::{Action, Effect};
use crate::tui::caps::{Caps, Env};
use crate::tui::key::keys;
use crate::tui::run::meaning;
use crate::tui::state::{Confirm, Locked, Model};
use crate::tui::terminal::Input;
use crate::tui::update::update;
use crate::tui::view;

/// Somebody else has the session.
pub(super) fn elsewhere() -> Locked {
    let since = "2026-11-23T05:01:00+09:00".parse().unwrap();
    Locked::Elsewhere(Some(Holder { pid: 308, host: "ward-7".to_owned(), since }))
}

/// The compiled guideline of a fixture folder.
pub(in crate::tui) fn engine(folder: &str) -> Arc<Engine> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let loaded = load(&Files::read(&path).unwrap()).unwrap();
    Arc::new(Engine::new(Arc::new(loaded.guideline)).unwrap())
}

/// A guideline and everything around it in Korean.
pub(in crate::tui) fn in_korean(folder: &str) -> Arc<Engine> {
    let files = Files::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)).unwrap();
    let guideline = load(&files).unwrap().guideline;
    let (korean, findings) = in_language(&files, &guideline, "ko");
    assert!(findings.0.is_empty());
    Arc::new(Engine::new(Arc::new(guideline)).unwrap().reworded(korean))
}

/// The yardstick, compiled once.
pub(super) fn yardstick() -> Arc<Engine> {
    static ENGINE: std::sync::OnceLock<Arc<Engine>> = std::sync::OnceLock::new();
    ENGINE.get_or_init(|| engine("tests/fixtures/yardstick")).clone()
}

/// The shipped guideline, as it was compiled into the program.
pub(super) fn shipped() -> Arc<Engine> {
    static ENGINE: std::sync::OnceLock<Arc<Engine>> = std::sync::OnceLock::new();
    ENGINE.get_or_init(|| Arc::new(Engine::shipped().unwrap())).clone()
}

/// The answers of a demonstration on the shipped guideline.
pub(super) fn demonstration(name: &str) -> Answers {
    let path = format!("{}/demo/{name}.yaml", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(&path).unwrap();
    read_case(shipped().guideline(), &path, &text).unwrap().answers
}

/// A guideline with every kind of question, stops and evidence, compiled once.
pub(in crate::tui) fn small() -> Arc<Engine> {
    static ENGINE: std::sync::OnceLock<Arc<Engine>> = std::sync::OnceLock::new();
    ENGINE.get_or_init(|| engine("tests/fixtures/screens")).clone()
}

/// What a UTF-8 terminal with colours can do.
pub(in crate::tui) fn caps(variables: &[(&str, &str)]) -> Caps {
    let mut all = BTreeMap::from([("TERM", "xterm"), ("LANG", "C.UTF-8")]);
    all.extend(variables.iter().copied());
    let variables = all.into_iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
    Caps::from_env(&Env { variables, input_is_terminal: true, output_is_terminal: true })
}

/// The application, and what it asked of the outside.
pub(super) struct App {
    pub(super) model: Model,
    pub(super) effects: Vec<Effect>,
}

impl App {
    /// On the start page, without sessions.
    pub(super) fn start(engine: Arc<Engine>, size: (u16, u16)) -> App {
        App::with(engine, size, &caps(&[]))
    }

    pub(super) fn with(engine: Arc<Engine>, size: (u16, u16), caps: &Caps) -> App {
        let now = "2026-11-23T05:13:00+09:00".parse().unwrap();
        App { model: Model::new(engine, caps, size, now, vec![], vec![]), effects: vec![] }
    }

    /// In a new case.
    pub(super) fn case(engine: Arc<Engine>, size: (u16, u16)) -> App {
        let mut app = App::start(engine, size);
        app.open("MDT 14, case 3");
        app
    }

    /// Opens a new case with a label.
    pub(super) fn open(&mut self, label: &str) {
        let session = self.session(label);
        self.act(Action::Opened(Box::new(session), None));
    }

    fn session(&self, label: &str) -> Session {
        let stamp = GuidelineStamp::from(self.model.guideline());
        Session::new(Uuid::from_u128(7), self.model.now, stamp, label)
    }

    /// In a case of the shipped guideline with these answers.
    pub(super) fn answered(answers: &Answers, size: (u16, u16)) -> App {
        let mut app = App::start(shipped(), size);
        let guideline = app.model.engine.guideline();
        let (stamp, now) = (GuidelineStamp::from(guideline), app.model.now);
        let mut session = Session::new(Uuid::from_u128(7), now, stamp, "MDT 14, case 3");
        for (question, answer) in answers.iter() {
            let value = answer_to_value(guideline, question, answer);
            session.answer(&guideline[question].id, Some(value), now).unwrap();
        }
        app.act(Action::Opened(Box::new(session), None));
        app
    }

    /// Types keys; every save succeeds, and a session that is asked for is made.
    pub(super) fn keys(&mut self, text: &str) -> &mut App {
        for key in keys(text) {
            self.act(meaning(&self.model, Input::Key(key)));
        }
        self
    }

    pub(super) fn act(&mut self, action: Action) {
        let now = self.model.now;
        let mut effects = update(&mut self.model, action);
        for effect in &effects {
            match effect {
                Effect::Save => drop(update(&mut self.model, Action::Saved(now))),
                Effect::Create(label, _) => self.open(&label.clone()),
                Effect::Demonstrate(label, _) => {
                    let session = self.session(label);
                    drop(update(&mut self.model, Action::Demonstrated(Box::new(session))));
                }
                Effect::AskToDelete(id, label) => {
                    let ask = Action::Ask(Confirm::Delete(*id, label.clone(), None));
                    drop(update(&mut self.model, ask));
                }
                Effect::Release => self.model.work = None,
                _ => {}
            }
        }
        self.effects.append(&mut effects);
    }

    /// The screen as a buffer, with the cursor.
    pub(super) fn buffer(&self) -> (Buffer, Option<Position>) {
        let (width, height) = self.model.size;
        let area = Rect::new(0, 0, width, height);
        let mut buffer = Buffer::empty(area);
        let cursor = view::render(&self.model, area, &mut buffer);
        (buffer, cursor)
    }

    /// The screen as text.
    pub(super) fn screen(&self) -> String {
        let (buffer, _) = self.buffer();
        let mut text = String::new();
        for y in 0..buffer.area.height {
            let mut line = String::new();
            let mut covered = 0;
            for x in 0..buffer.area.width {
                // The cell after a wide character is covered by it.
                if covered > 0 {
                    covered -= 1;
                    continue;
                }
                let symbol = buffer[(x, y)].symbol();
                covered = crate::tui::text::width(symbol).saturating_sub(1);
                line.push_str(symbol);
            }
            text.push_str(line.trim_end());
            text.push('\n');
        }
        text
    }

    pub(super) fn answers(&self) -> &Answers {
        &self.model.work.as_ref().unwrap().answers
    }

    /// The answers in words, by the text of the question.
    pub(super) fn told(&self) -> Vec<String> {
        let guideline = self.model.guideline();
        let told = self.answers().iter().map(|(question, answer)| {
            format!("{}: {}", guideline[question].ask, answer_in_words(guideline, question, answer))
        });
        told.collect()
    }

    /// The text of the question that has the focus.
    pub(super) fn asked(&self) -> &str {
        let focus = self.model.work.as_ref().unwrap().focus;
        &self.model.guideline()[focus].ask
    }

    /// Goes to the question whose text contains these words.
    pub(super) fn go_to(&mut self, words: &str) -> &mut App {
        let guideline = self.model.engine.guideline();
        let question = guideline.questions.iter().position(|question| question.ask.contains(words)).unwrap();
        let work = self.model.work.as_mut().unwrap();
        work.go_to(guideline, crate::guideline::QuestionId(question));
        self
    }

    pub(super) fn notice(&self) -> &str {
        self.model.notice.as_ref().map_or("", |notice| notice.text.as_str())
    }
}
