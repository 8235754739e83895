//! What goes over the line: the same screen, and few bytes.

use ratatui::buffer::Buffer;
use ratatui::style::Modifier;

use super::driver::{App, engine, small, yardstick};
use crate::engine::Engine;
use crate::tui::action::Action;
use crate::tui::key::keys;
use crate::tui::keymap;
use crate::tui::terminal::Shown;

/// A terminal emulator that the frames of an application are drawn into.
struct Line {
    app: App,
    shown: Shown,
    terminal: vt100::Parser,
}

impl Line {
    fn new(engine: std::sync::Arc<Engine>, (width, height): (u16, u16)) -> Line {
        Line::on(true, engine, (width, height))
    }

    /// On a terminal that erases characters in the middle of a line, or does not.
    fn on(erases: bool, engine: std::sync::Arc<Engine>, (width, height): (u16, u16)) -> Line {
        let app = App::case(engine, (width, height));
        Line { app, shown: Shown::on(erases), terminal: vt100::Parser::new(height, width, 0) }
    }

    /// Draws the present frame; returns how many bytes that took.
    fn draw(&mut self) -> usize {
        let (frame, cursor) = self.app.buffer();
        let bytes = self.shown.show(frame.clone(), cursor);
        self.terminal.process(bytes.as_bytes());
        self.compare(&frame);
        if let Some(cursor) = cursor {
            assert_eq!(self.terminal.screen().cursor_position(), (cursor.y, cursor.x));
        }
        assert_eq!(self.terminal.screen().hide_cursor(), cursor.is_none());
        bytes.len()
    }

    fn compare(&self, frame: &Buffer) {
        for y in 0..frame.area.height {
            let mut x = 0;
            while x < frame.area.width {
                let wanted = frame.cell((x, y)).unwrap();
                let there = self.terminal.screen().cell(y, x).unwrap();
                let symbol = if there.contents().is_empty() { " " } else { there.contents() };
                assert_eq!(symbol, wanted.symbol(), "at {x},{y}:\n{}", self.terminal.screen().contents());
                if symbol != " " {
                    assert_eq!(there.bold(), wanted.modifier.contains(Modifier::BOLD), "at {x},{y}");
                }
                let underlined = wanted.modifier.contains(Modifier::UNDERLINED);
                let reversed = wanted.modifier.contains(Modifier::REVERSED);
                assert_eq!((there.underline(), there.inverse()), (underlined, reversed), "at {x},{y}");
                x += u16::try_from(crate::tui::text::width(wanted.symbol())).unwrap().max(1);
            }
        }
    }

    /// Types one key.
    fn key(&mut self, key: crate::tui::key::Key) -> usize {
        if let Some(action) = self.app.model.keymap.action(self.app.model.mode(), key) {
            self.app.act(action);
        }
        self.draw()
    }
}

#[test]
fn every_frame_arrives_as_it_was_drawn() {
    let walks = [
        "y<Down><Down>1<Enter>pr<Down>e<Esc>f<End>b?<PgDn><Esc>mnote 간<Esc>u-u",
        "<Down><Down>a1<Down>/low<Enter><Tab><Tab><Tab>f<Esc>sc간 전이<Left><Left><Enter>a2u<Ctrl-L>d",
    ];
    for engine in [small(), engine("tests/fixtures/korean"), yardstick()] {
        let sizes = [(80, 24, true), (120, 40, true), (60, 16, false), (60, 40, true), (77, 17, false)];
        for (width, height, erases) in sizes {
            for walk in walks {
                let mut line = Line::on(erases, engine.clone(), (width, height));
                line.draw();
                for key in keys(walk) {
                    line.key(key);
                }
            }
        }
    }
}

#[test]
fn an_unchanged_screen_costs_nothing_and_a_forgotten_one_everything() {
    let mut line = Line::new(yardstick(), (80, 24));
    let first = line.draw();
    assert_eq!(line.draw(), 0);
    line.shown.forget();
    let again = line.draw();
    assert!(again + 10 >= first, "{again} {first}");
    line.app.act(Action::Resize(80, 24));
    assert_eq!(line.draw(), 0);
}

/// The budgets of a slow line, on the yardstick's 25 questions.
#[test]
fn frames_are_small() {
    let mut line = Line::new(yardstick(), (80, 24));
    let first = line.draw();
    assert!(first <= 3_000, "first frame {first}");
    let mut moves = vec![];
    let mut answers = vec![];
    for _ in 0..12 {
        for _ in 0..2 {
            moves.push(line.key(crate::tui::key::Key::Down));
        }
        line.key(crate::tui::key::Key::Up);
        if line.app.model.mode() == keymap::Mode::Number {
            for key in keys("30") {
                line.key(key);
            }
        }
        answers.push(line.key(crate::tui::key::Key::Enter));
    }
    moves.sort_unstable();
    answers.sort_unstable();
    assert!(moves[moves.len() / 2] <= 250, "moves {moves:?}");
    assert!(moves[moves.len() - 1] <= 900, "moves {moves:?}");
    assert!(answers[answers.len() / 2] <= 700, "answers {answers:?}");
}
