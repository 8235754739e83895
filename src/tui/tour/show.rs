//! The tour on the terminal: at the presenter's pace, or by itself.

use std::io;
use std::time::{Duration, Instant};

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::caption;
use super::player::{Player, Says};
use crate::tui::caps::Caps;
use crate::tui::key::Key;
use crate::tui::run::{carry_out, meaning, on_screen as elsewhere};
use crate::tui::terminal::{Input, Reader, Screen, end_when_terminal_is_gone, heed_signals, size};
use crate::tui::update::update;

/// Ended by Ctrl-C.
const INTERRUPTED: u8 = 130;

/// What a key does to the tour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Press {
    Forward,
    Back,
    Scene(usize),
    TakeOver,
    Keys,
    Leave(u8),
    Suspend,
    Redraw,
    /// A key without a meaning says what the keys are.
    Other,
}

/// What a key means while the tour has the keyboard. Where it plays by itself, every key that is not for the terminal
/// ends it.
pub(super) fn press(key: Key, by_itself: bool) -> Press {
    match key {
        Key::Ctrl('c') => Press::Leave(INTERRUPTED),
        Key::Ctrl('z') => Press::Suspend,
        Key::Ctrl('l') => Press::Redraw,
        _ if by_itself => Press::Leave(0),
        Key::Char(' ' | 'n' | 'l') | Key::Enter | Key::Right | Key::PageDown => Press::Forward,
        Key::Char('b' | 'p' | 'h') | Key::Backspace | Key::Left | Key::PageUp => Press::Back,
        Key::Char(c) if c.is_ascii_digit() && c != '0' => {
            Press::Scene(c.to_digit(10).map_or(0, |digit| digit as usize - 1))
        }
        Key::Char('x') => Press::TakeOver,
        Key::Char('?') | Key::F1 => Press::Keys,
        Key::Char('q') | Key::Esc => Press::Leave(0),
        _ => Press::Other,
    }
}

/// Plays the tour until it is left; returns the exit code. With a pace it plays by itself.
pub(super) fn on_screen(
    player: &mut Player,
    caps: &Caps,
    pace: Option<Duration>,
    once: bool,
) -> io::Result<u8> {
    let resized = heed_signals()?;
    let mut screen = Screen::take(caps.erases)?;
    end_when_terminal_is_gone()?;
    let mut reader = Reader::new(caps.escape_delay, resized);
    player.resize(size());
    draw(player, pace.is_some(), &mut screen)?;
    let mut due = pace.map(|pace| Instant::now() + pace);
    loop {
        let inputs = match due {
            Some(due) => reader.next_until(due)?,
            None => reader.next()?,
        };
        if let (true, Some(pace)) = (inputs.is_empty(), pace) {
            if !player.forward() {
                if once {
                    return Ok(0);
                }
                player.jump(0);
            }
            due = Some(Instant::now() + pace);
        }
        for input in inputs {
            if let Some(code) = take(player, caps, pace.is_some(), &mut screen, input)? {
                return Ok(code);
            }
        }
        draw(player, pace.is_some(), &mut screen)?;
    }
}

/// What an input does; the exit code if it ends the tour.
fn take(
    player: &mut Player,
    caps: &Caps,
    by_itself: bool,
    screen: &mut Screen,
    input: Input,
) -> io::Result<Option<u8>> {
    match input {
        Input::Resize(columns, rows) => player.resize((columns, rows)),
        input if player.taken_over => return application(player, caps, screen, input),
        Input::Paste(_) => {}
        Input::Key(key) => match press(key, by_itself) {
            Press::Forward => {
                player.forward();
            }
            Press::Back => player.back(),
            Press::Scene(scene) => player.jump(scene),
            Press::TakeOver => player.hand_over(),
            Press::Keys | Press::Other => player.says = Says::Keys,
            Press::Leave(code) => return Ok(Some(code)),
            Press::Suspend => screen.suspend()?,
            Press::Redraw => screen.redraw()?,
        },
    }
    Ok(None)
}

/// The presenter's own keys. Quitting the application brings the tour back; Ctrl-C twice ends both.
fn application(
    player: &mut Player,
    caps: &Caps,
    screen: &mut Screen,
    input: Input,
) -> io::Result<Option<u8>> {
    let stage = &mut player.stage;
    let action = meaning(&stage.model, input);
    let effects = update(&mut stage.model, action);
    let code = carry_out(&mut stage.model, &mut stage.outside, effects, &mut |model, effect| {
        elsewhere(model, screen, caps, effect)
    })?;
    match code {
        Some(INTERRUPTED) => Ok(Some(INTERRUPTED)),
        Some(_) => {
            player.take_back();
            Ok(None)
        }
        None => Ok(None),
    }
}

fn draw(player: &Player, by_itself: bool, screen: &mut Screen) -> io::Result<()> {
    let (columns, rows) = player.size();
    let mut frame = Buffer::empty(Rect::new(0, 0, columns, rows));
    let cursor = caption::draw(player, by_itself, &mut frame);
    screen.draw(frame, cursor)
}
