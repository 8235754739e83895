//! The bytes that turn one frame into the next: few enough for slow lines, and nothing that any terminal lacks.
//!
//! ratatui's own writer moves the cursor over every blank between two words, resets all colours at the end of every
//! frame and hides the cursor anew: on a text screen that is half of what it sends. Here unchanged cells are sent
//! again where that is shorter than a move, a blank has no look, the way to the next row is a line feed where that is
//! the shortest, runs of blanks are erased with one sequence, and nothing is sent for an unchanged screen. Only cursor
//! moves, line feeds, `SGR`, clear, erase to the end of the line, and where the terminal is known to have it erasing of
//! characters are used.
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
    /// Whether the terminal erases characters in the middle of a line.
    erases: bool,
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

impl Shown {
    /// Nothing yet, on a terminal that can erase characters in the middle of a line, or cannot.
    pub(crate) fn on(erases: bool) -> Shown {
        Shown { erases, ..Shown::default() }
    }

    /// Forgets what is on the terminal, so that the next frame is a whole one.
    pub(crate) fn forget(&mut self) {
        *self = Shown::on(self.erases);
    }

    /// The bytes that bring the terminal from what it shows to this frame, with the cursor there or hidden.
    pub(crate) fn show(&mut self, next: Buffer, cursor: Option<Position>) -> String {
        let before = self.frame.take().filter(|before| before.area == next.area);
        let mut out = Encoder { erases: self.erases, bytes: String::new(), look: DEFAULT, at: None };
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
    erases: bool,
    bytes: String,
    look: Look,
    /// Where the cursor is, if that is known.
    at: Option<(u16, u16)>,
}

impl Encoder {
    fn row(&mut self, before: &Buffer, next: &Buffer, row: u16) {
        let changed = changed(before, next, row);
        let width = next.area.width;
        let is_changed = |x: u16| changed.get(usize::from(x)) == Some(&true);
        let is_blank = |x: u16| next.cell((x, row)).is_some_and(is_blank);
        let mut x = 0;
        while let Some(first) = (x..width).find(|x| is_changed(*x)) {
            let Some(cell) = next.cell((first, row)) else { break };
            // Blanks go together: from here to the last one of this run that has to be sent.
            let run = (first..width).take_while(|x| is_blank(*x)).count();
            let end = first + u16::try_from(run).unwrap_or(0);
            if let Some(last) = (first..end).rev().find(|x| is_changed(*x)) {
                let after = (end..width).find(|x| is_changed(*x));
                self.reach(next, first, row);
                self.blanks(next, row, last + 1 - first, end == width, after);
                x = last + 1;
                continue;
            }
            self.reach(next, first, row);
            self.look(look(cell));
            self.bytes.push_str(cell.symbol());
            x = first + columns(cell);
            self.at = Some((x, row));
        }
        // A cursor that stands behind the last column is elsewhere in every terminal.
        if self.at.is_some_and(|(x, _)| x >= width) {
            self.at = None;
        }
    }

    /// So many blanks from here on: written, or erased where that is shorter. After the last one the row is blank to its
    /// end, or the cell that has to be sent next is there.
    fn blanks(&mut self, next: &Buffer, row: u16, count: u16, to_the_end: bool, after: Option<u16>) {
        let Some((x, _)) = self.at else { return };
        if !is_plain(self.look) {
            self.look(DEFAULT);
        }
        let erase = match to_the_end {
            true => "\x1b[K".to_owned(),
            false if self.erases => format!("\x1b[{count}X"),
            false => " ".repeat(usize::from(count)),
        };
        // What is erased leaves the cursor where it is.
        let (erased, written) = match after {
            None => (0, 0),
            Some(after) => (self.way(next, row, x, after).len(), self.way(next, row, x + count, after).len()),
        };
        if erase.len() + erased < usize::from(count) + written && erase.starts_with('\x1b') {
            self.bytes.push_str(&erase);
        } else {
            self.bytes.extend(std::iter::repeat_n(' ', usize::from(count)));
            self.at = Some((x + count, row));
        }
    }

    /// Brings the cursor to a cell.
    fn reach(&mut self, next: &Buffer, x: u16, row: u16) {
        let absolute = match x {
            0 => format!("\x1b[{}H", row + 1),
            _ => format!("\x1b[{};{}H", row + 1, x + 1),
        };
        let way = match self.at {
            None => absolute,
            Some((at, line)) if line == row && at <= x => self.way(next, row, at, x),
            // A line feed goes down: the terminal is raw, so nothing is made of it. It never is on the last row.
            Some((at, line)) if line < row => {
                let down = "\n".repeat(usize::from(row - line));
                let straight = match at <= x {
                    true => self.way(next, row, at, x),
                    false => backward(at - x),
                };
                let from_the_left = format!("\r{down}{}", self.way(next, row, 0, x));
                let candidates = [format!("{down}{straight}"), from_the_left, absolute];
                candidates.into_iter().min_by_key(String::len).unwrap_or_default()
            }
            Some(_) => absolute,
        };
        self.bytes.push_str(&way);
        self.at = Some((x, row));
    }

    /// From one column to a later one of the same row: a move, or unchanged cells sent again where they are few and look
    /// alike.
    fn way(&self, next: &Buffer, row: u16, from: u16, to: u16) -> String {
        let forward = match to - from {
            0 => return String::new(),
            1 => "\x1b[C".to_owned(),
            more => format!("\x1b[{more}C"),
        };
        let mut again = String::new();
        for cell in (from..to).map_while(|x| next.cell((x, row))) {
            let alike = look(cell) == self.look || is_blank(cell) && is_plain(self.look);
            if !alike || columns(cell) != 1 || again.len() + cell.symbol().len() > forward.len() {
                return forward;
            }
            again.push_str(cell.symbol());
        }
        again
    }

    fn go_to(&mut self, x: u16, y: u16) {
        // Writing to a string cannot fail.
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

fn backward(columns: u16) -> String {
    match columns {
        few @ ..4 => "\x08".repeat(usize::from(few)),
        more => format!("\x1b[{more}D"),
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
        let blank = is_blank(old) && is_blank(new);
        let differs = !blank && (old.symbol() != new.symbol() || look(old) != look(new));
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

/// Whether nothing is seen of a cell. Its colour and weight do not matter then.
fn is_blank(cell: &Cell) -> bool {
    cell.symbol() == " " && is_plain(look(cell))
}

/// Whether a blank that looks like this is not seen.
fn is_plain(look: Look) -> bool {
    look.background == Color::Reset && !look.modifier.intersects(Modifier::UNDERLINED | Modifier::REVERSED)
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
