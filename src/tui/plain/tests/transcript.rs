//! Runs line mode on typed lines, with a folder of sessions of its own, and keeps what is typed and said.

use std::cell::RefCell;
use std::io::{self, Write};
use std::path::PathBuf;
use std::rc::Rc;
use std::sync::Arc;

use crate::engine::Engine;
use crate::guideline::{Answers, Case};
use crate::session::{Moment, Store};
use crate::tui::outside::Outside;
use crate::tui::plain::{Kept, Lines, Voice, input};
use crate::tui::state::Model;
use crate::tui::tests::caps;

fn columns_80() -> usize {
    80
}

pub(super) fn columns_40() -> usize {
    40
}

fn at_dawn() -> Moment {
    "2026-11-23T05:13:00+09:00".parse().unwrap()
}

/// What was typed and said so far.
#[derive(Clone, Default)]
struct Paper(Rc<RefCell<Vec<u8>>>);

impl Write for Paper {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// A session in line mode.
pub(super) struct Transcript {
    folder: tempfile::TempDir,
    model: Model,
    outside: Outside,
    paper: Paper,
    /// What was said alone.
    said: Paper,
    columns: fn() -> usize,
    kept: Kept,
}

impl Transcript {
    /// On the start page, with demonstrations: name and title.
    pub(super) fn begin(engine: Arc<Engine>, demos: &[(&str, &str)]) -> Transcript {
        Transcript::on(engine, demos, &[], columns_80)
    }

    pub(super) fn on(
        engine: Arc<Engine>,
        demos: &[(&str, &str)],
        variables: &[(&str, &str)],
        columns: fn() -> usize,
    ) -> Transcript {
        let folder = tempfile::tempdir().unwrap();
        let demos = demos
            .iter()
            .map(|(name, title)| {
                let answers = Answers::none(engine.guideline());
                let title = (*title).to_owned();
                ((*name).to_owned(), Case { title, source: None, claim: None, answers, expect: None })
            })
            .collect();
        let model = Model::new(engine, &caps(variables), (80, 24), at_dawn(), demos, vec![]);
        let outside = Outside::new(Store::open(folder.path()).unwrap());
        let (paper, said) = (Paper::default(), Paper::default());
        let mut told = Transcript { folder, model, outside, paper, said, columns, kept: Kept::default() };
        told.with(|lines| lines.begin().map(|()| None));
        told
    }

    fn with(&mut self, act: impl FnOnce(&mut Lines<'_, Both>) -> io::Result<Option<u8>>) -> Option<u8> {
        let both = Both(self.paper.clone(), self.said.clone());
        let voice = Voice::new(both, self.model.theme.is_unicode(), self.columns);
        let mut lines = Lines::new(&mut self.model, &mut self.outside, voice, at_dawn);
        lines.kept = std::mem::take(&mut self.kept);
        let code = act(&mut lines).unwrap();
        self.kept = std::mem::take(&mut lines.kept);
        code
    }

    /// Types lines; none but the last may end the program.
    pub(super) fn hear(&mut self, typed: &[&str]) {
        for (index, line) in typed.iter().enumerate() {
            let code = self.bytes(format!("{line}\n").as_bytes());
            assert!(code.is_none() || index + 1 == typed.len(), "{line} ended it: {}", self.text());
        }
    }

    /// Types bytes, to the end of a line.
    pub(super) fn bytes(&mut self, mut bytes: &[u8]) -> Option<u8> {
        let shown = String::from_utf8_lossy(bytes).chars().take(60).collect::<String>();
        writeln!(self.paper, "> {}", shown.trim_end().replace('\u{1b}', "ESC")).unwrap();
        let line = input::next(&mut bytes).unwrap();
        self.with(|lines| lines.hear(&line))
    }

    /// Nothing is typed any more.
    pub(super) fn end(&mut self) -> Option<u8> {
        self.bytes(b"")
    }

    /// What was said, with what differs from run to run left out.
    pub(super) fn text(&self) -> String {
        let text = String::from_utf8(self.paper.0.borrow().clone()).unwrap();
        let folder = self.folder.path().display().to_string();
        let mut told = String::new();
        for line in text.replace(&folder, "DATA").lines() {
            let line = line.split("mcrc open ").next().unwrap_or_default().trim_end();
            let line = if line.contains("/reports/") { "DATA/reports/ID.md" } else { line };
            told.push_str(line);
            told.push('\n');
        }
        told
    }

    /// What was said alone.
    pub(super) fn said(&self) -> String {
        String::from_utf8(self.said.0.borrow().clone()).unwrap()
    }

    fn files(&self, folder: &str) -> Vec<String> {
        let Ok(files) = std::fs::read_dir(self.folder.path().join(folder)) else { return vec![] };
        let files = files.map(|file| file.unwrap().path());
        let wanted = |path: &PathBuf| path.extension().is_some_and(|end| end == "yaml" || end == "md");
        files.filter(wanted).map(|path| std::fs::read_to_string(path).unwrap()).collect()
    }

    /// The sessions on disk.
    pub(super) fn sessions(&self) -> Vec<String> {
        self.files("sessions")
    }

    /// The reports on disk.
    pub(super) fn reports(&self) -> Vec<String> {
        self.files("reports")
    }

    /// Somebody else changes the only session.
    pub(super) fn overtake(&self) {
        let mut files = std::fs::read_dir(self.folder.path().join("sessions")).unwrap();
        let path = files
            .find_map(|file| Some(file.unwrap().path()).filter(|path| path.extension().unwrap() == "yaml"));
        let text = std::fs::read_to_string(path.as_ref().unwrap()).unwrap();
        std::fs::write(path.unwrap(), text.replace("revision: ", "revision: 9")).unwrap();
    }

    /// From now on nothing can be written.
    pub(super) fn break_disk(&self) {
        std::fs::remove_dir_all(self.folder.path().join("sessions")).unwrap();
        std::fs::write(self.folder.path().join("sessions"), "in the way").unwrap();
    }
}

/// On both papers.
pub(super) struct Both(Paper, Paper);

impl Write for Both {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.1.write_all(bytes)?;
        self.0.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
