//! The bytes that turn one frame into the next: few enough for slow lines, and nothing that any terminal lacks.
//!
//! ratatui's own writer moves the cursor over every blank between two words, resets all colours at the end of every
//! frame and hides the cursor anew: on a text screen that is half of what it sends. Here unchanged cells are sent
//! again where that is shorter than a move, the end of a line is erased with one sequence, and nothing is sent for
//! an unchanged screen. Only cursor moves, `SGR`, erase to the end of the line and clear are used.
//!
//! Pure; a test draws whole sessions through it into a terminal emulator.

use std::fmt::Write;

use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Position;
use ratatui::style::{Color, Modifier};
use unicode_width::UnicodeWidthStr;

/// What is on the terminal: the last frame, and what the terminal was told to do next.
#[derive(Debug, Default)]
pub(crate) struct Shown {
    frame: Option<Buffer>,
    cursor: Option<Position>,
    cursor_is_hidden: bool,
}

/// How a cell looks.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Look {
    foreground: Color,
    background: Color,
    modifier: Modifier,
}

const DEFAULT: Look =
    Look { foreground: Color::Reset, background: Color::Reset, modifier: Modifier::empty() };

/// The cheapest move is four bytes; so many unchanged bytes are as well sent again.
const BRIDGE: usize = 4;

impl Shown {
    /// Forgets what is on the terminal, so that the next frame is a whole one.
    pub(crate) fn forget(&mut self) {
        *self = Shown::default();
    }

    /// The bytes that bring the terminal from what it shows to this frame, with the cursor there or hidden.
    pub(crate) fn show(&mut self, next: Buffer, cursor: Option<Position>) -> String {
        let before = self.frame.take().filter(|before| before.area == next.area);
        let mut out = Encoder { bytes: String::new(), look: DEFAULT, at: None };
        let blank;
        let before = match &before {
            Some(before) => before,
            None => {
                out.bytes.push_str("\x1b[m\x1b[2J");
                blank = Buffer::empty(next.area);
                &blank
            }
        };
        if !self.cursor_is_hidden {
            out.bytes.push_str("\x1b[?25l");
            self.cursor_is_hidden = true;
            self.cursor = None;
        }
        for row in 0..next.area.height {
            out.row(before, &next, row);
        }
        out.look(DEFAULT);
        if let Some(position) = cursor {
            // Drawing leaves the cursor anywhere.
            if out.at.is_some() || self.cursor != cursor {
                out.go_to(position.x, position.y);
            }
            out.bytes.push_str("\x1b[?25h");
            self.cursor_is_hidden = false;
        }
        self.cursor = cursor;
        self.frame = Some(next);
        out.bytes
    }
}

struct Encoder {
    bytes: String,
    look: Look,
    /// Where the cursor is, if that is known.
    at: Option<(u16, u16)>,
}

impl Encoder {
    fn row(&mut self, before: &Buffer, next: &Buffer, row: u16) {
        let cells = |buffer: &Buffer, x: u16| buffer.cell((x, row)).cloned().unwrap_or_default();
        let changed = changed(before, next, row);
        let width = next.area.width;
        // From here on the row is blank; if it was not, it is erased in one go.
        let blank_from = (0..width).rev().take_while(|x| is_blank(&cells(next, *x))).last().unwrap_or(width);
        let to_erase = changed.iter().skip(usize::from(blank_from)).filter(|changed| **changed).count();
        let end = if to_erase > 3 { blank_from } else { width };
        let mut x = 0;
        while x < end {
            let cell = cells(next, x);
            let wide = columns(&cell);
            if changed.get(usize::from(x)) == Some(&true) {
                self.reach(next, x, row);
                self.look(look(&cell));
                self.bytes.push_str(cell.symbol());
                self.at = Some((x + wide, row));
            }
            x += wide;
        }
        if end < width {
            let first = (blank_from..width)
                .find(|x| changed.get(usize::from(*x)) == Some(&true))
                .unwrap_or(blank_from);
            self.reach(next, first, row);
            self.look(DEFAULT);
            self.bytes.push_str("\x1b[K");
        }
        // A cursor that stands behind the last column is elsewhere in every terminal.
        if self.at.is_some_and(|(x, _)| x >= width) {
            self.at = None;
        }
    }

    /// Brings the cursor to a cell: by sending unchanged cells again where they are few and look alike.
    fn reach(&mut self, next: &Buffer, x: u16, row: u16) {
        match self.at {
            Some((at, line)) if line == row && at == x => {}
            Some((at, line)) if line == row && at < x => {
                let between: Vec<&Cell> = (at..x).filter_map(|x| next.cell((x, row))).collect();
                let alike = between.iter().all(|cell| look(cell) == self.look && columns(cell) == 1);
                let bytes: usize = between.iter().map(|cell| cell.symbol().len()).sum();
                if alike && bytes <= BRIDGE {
                    between.iter().for_each(|cell| self.bytes.push_str(cell.symbol()));
                } else {
                    self.forward(x - at);
                }
            }
            _ => self.go_to(x, row),
        }
        self.at = Some((x, row));
    }

    fn forward(&mut self, columns: u16) {
        // Writing to a string cannot fail.
        let _ = match columns {
            1 => write!(self.bytes, "\x1b[C"),
            more => write!(self.bytes, "\x1b[{more}C"),
        };
    }

    fn go_to(&mut self, x: u16, y: u16) {
        let _ = match x {
            0 => write!(self.bytes, "\x1b[{}H", y + 1),
            _ => write!(self.bytes, "\x1b[{};{}H", y + 1, x + 1),
        };
    }

    fn look(&mut self, look: Look) {
        if look == self.look {
            return;
        }
        if look == DEFAULT {
            self.bytes.push_str("\x1b[m");
        } else {
            let reset = (self.look != DEFAULT).then(|| "0".to_owned());
            let codes: Vec<String> = reset.into_iter().chain(codes(look)).collect();
            let _ = write!(self.bytes, "\x1b[{}m", codes.join(";"));
        }
        self.look = look;
    }
}

/// Which cells of a row have to be sent. Where a wide character goes or comes, both of its columns.
fn changed(before: &Buffer, next: &Buffer, row: u16) -> Vec<bool> {
    let width = next.area.width;
    let mut changed = vec![false; usize::from(width)];
    let mut x = 0;
    let mut spoilt = 0;
    while x < width {
        let (Some(old), Some(new)) = (before.cell((x, row)), next.cell((x, row))) else { break };
        let differs = old.symbol() != new.symbol() || look(old) != look(new);
        if differs || spoilt > x {
            if let Some(cell) = changed.get_mut(usize::from(x)) {
                *cell = true;
            }
            // What stood under the rest of a wide character is not known any more.
            let wide =
                (x..x + columns(new)).filter_map(|x| before.cell((x, row)).map(|cell| x + columns(cell)));
            spoilt = wide.max().unwrap_or(0).max(spoilt);
        }
        x += columns(new);
    }
    changed
}

fn columns(cell: &Cell) -> u16 {
    u16::try_from(cell.symbol().width()).unwrap_or(1).max(1)
}

fn is_blank(cell: &Cell) -> bool {
    cell.symbol() == " " && look(cell) == DEFAULT
}

fn look(cell: &Cell) -> Look {
    Look { foreground: cell.fg, background: cell.bg, modifier: cell.modifier }
}

/// The codes of a look, after a reset.
fn codes(look: Look) -> Vec<String> {
    let modifiers = [(Modifier::BOLD, 1), (Modifier::UNDERLINED, 4), (Modifier::REVERSED, 7)];
    let mut codes: Vec<String> = modifiers
        .iter()
        .filter(|(modifier, _)| look.modifier.contains(*modifier))
        .map(|(_, code)| code.to_string())
        .collect();
    codes.extend(named(look.foreground).map(|colour| (30 + colour).to_string()));
    codes.extend(named(look.background).map(|colour| (40 + colour).to_string()));
    codes
}

/// The number of a colour; the theme names only these.
fn named(colour: Color) -> Option<u8> {
    match colour {
        Color::Black => Some(0),
        Color::Red => Some(1),
        Color::Green => Some(2),
        Color::Yellow => Some(3),
        Color::Blue => Some(4),
        Color::Magenta => Some(5),
        Color::Cyan => Some(6),
        _ => None,
    }
}
