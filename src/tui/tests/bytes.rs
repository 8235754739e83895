//! What goes over the line: the same screen, and few bytes.

use ratatui::buffer::Buffer;
use ratatui::style::Modifier;

use super::driver::{App, demonstration, engine, shipped, small, yardstick};
use crate::engine::Engine;
use crate::guideline::{Answer, Kind, QuestionId};
use crate::tui::action::Action;
use crate::tui::key::{Key, keys};
use crate::tui::keymap;
use crate::tui::state::rows;
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
    fn key(&mut self, key: Key) -> usize {
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
            moves.push(line.key(Key::Down));
        }
        line.key(Key::Up);
        if line.app.model.mode() == keymap::Mode::Number {
            for key in keys("30") {
                line.key(key);
            }
        }
        answers.push(line.key(Key::Enter));
    }
    moves.sort_unstable();
    answers.sort_unstable();
    assert!(moves[moves.len() / 2] <= 250, "moves {moves:?}");
    assert!(moves[moves.len() - 1] <= 900, "moves {moves:?}");
    assert!(answers[answers.len() / 2] <= 700, "answers {answers:?}");
}

/// The keys that answer a question as a case does.
fn keys_of(engine: &Engine, question: QuestionId, answer: Answer) -> String {
    match answer {
        Answer::Unknown => "-".to_owned(),
        Answer::YesNo(yes) => if yes { "y" } else { "n" }.to_owned(),
        Answer::Option(option) => rows(engine.guideline(), question)[option].key.unwrap().to_string(),
        Answer::AnyOf { yes, .. } if yes.is_empty() => "0".to_owned(),
        Answer::AnyOf { yes, .. } => {
            yes.iter().map(|option| (option + 1).to_string()).collect::<String>() + "<Enter>"
        }
        Answer::Number(number) => format!("{number}<Enter>"),
    }
}

/// Every demonstration from its first question to its last, on each two moves over the answers and then the answer: the
/// budgets of the design hold for the median of all.
#[test]
fn the_demonstrations_keep_to_the_budgets() {
    let engine = shipped();
    let (mut moves, mut answers) = (vec![], vec![]);
    for entry in std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/demo")).unwrap() {
        let path = entry.unwrap().path();
        let Some(name) = path.file_name().unwrap().to_str().unwrap().strip_suffix(".yaml") else { continue };
        let case = demonstration(name);
        let mut line = Line::new(engine.clone(), (80, 24));
        let first = line.draw();
        assert!(first <= 3_000, "first frame {first}");
        while let Some(question) = line.app.model.work.as_ref().unwrap().assessment.next_question {
            let answer = case.get(question).unwrap_or(Answer::Unknown);
            // Where a number is typed, moving leads to another question.
            if !matches!(engine.guideline()[question].kind, Kind::Number { .. }) {
                moves.extend([line.key(Key::Down), line.key(Key::Down)]);
            }
            let keys = keys(&keys_of(&engine, question, answer));
            answers.push(keys.into_iter().map(|key| line.key(key)).sum::<usize>());
        }
    }
    moves.sort_unstable();
    answers.sort_unstable();
    let of_100 = |costs: &[usize], part: usize| costs[costs.len() * part / 100];
    println!(
        "moves: median {}, 95 of 100 {}; next question: median {}, 90 of 100 {}, most {}",
        of_100(&moves, 50),
        of_100(&moves, 95),
        of_100(&answers, 50),
        of_100(&answers, 90),
        answers[answers.len() - 1]
    );
    assert!(of_100(&moves, 50) <= 250 && of_100(&moves, 95) <= 900, "moves {moves:?}");
    assert!(of_100(&answers, 50) <= 700, "answers {answers:?}");
}
