//! Draws the picture of the README from the program's own output: runs the release binary in a pseudo-terminal, opens
//! a demonstration, presses a few keys and writes what then stands on the screen as SVG.
//!
//! `cargo build --release && cargo run --example picture > docs/screen.svg`

use std::error::Error;
use std::fmt::Write as _;
use std::io::{Read as _, Write as _};
use std::sync::mpsc;
use std::time::Duration;

use portable_pty::{CommandBuilder, PtySize, native_pty_system};

const COLUMNS: u16 = 112;
const ROWS: u16 = 32;

fn main() -> Result<(), Box<dyn Error>> {
    let screen = screen("two-stage-hepatectomy", &["\u{1b}[A", "\u{1b}[A", "\u{1b}[A"])?;
    let mut out = std::io::stdout().lock();
    out.write_all(svg(&screen).as_bytes())?;
    Ok(())
}

/// The screen after a demonstration was opened and the keys were pressed.
fn screen(demo: &str, keys: &[&str]) -> Result<vt100::Parser, Box<dyn Error>> {
    let data = tempfile::tempdir()?;
    let size = PtySize { rows: ROWS, cols: COLUMNS, pixel_width: 0, pixel_height: 0 };
    let pair = native_pty_system().openpty(size)?;
    let mut command = CommandBuilder::new(concat!(env!("CARGO_MANIFEST_DIR"), "/target/release/mcrc"));
    command.args(["demo", demo, "--data-dir"]);
    command.arg(data.path());
    command.env("TERM", "xterm-256color");
    command.env("LC_ALL", "C.UTF-8");
    let mut child = pair.slave.spawn_command(command)?;
    drop(pair.slave);
    let (sender, receiver) = mpsc::channel();
    let mut reader = pair.master.try_clone_reader()?;
    std::thread::spawn(move || {
        let mut buffer = [0; 4096];
        while let Ok(count @ 1..) = reader.read(&mut buffer) {
            if sender.send(buffer[..count].to_vec()).is_err() {
                break;
            }
        }
    });
    let mut parser = vt100::Parser::new(ROWS, COLUMNS, 0);
    let mut writer = pair.master.take_writer()?;
    // The screen has settled when nothing came for a while; composing the guideline takes a moment.
    let mut settle = |patience: u64| {
        while let Ok(bytes) = receiver.recv_timeout(Duration::from_millis(patience)) {
            parser.process(&bytes);
        }
    };
    settle(2500);
    for key in keys {
        writer.write_all(key.as_bytes())?;
        writer.flush()?;
        settle(600);
    }
    child.kill()?;
    Ok(parser)
}

/// The cells of a screen as SVG text, one element for each run of equal style.
fn svg(parser: &vt100::Parser) -> String {
    let (cell, line, margin) = (8.4, 18.0, 14.0);
    let (width, height) = (f64::from(COLUMNS) * cell + 2.0 * margin, f64::from(ROWS) * line + 2.0 * margin);
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width:.0} {height:.0}\" role=\"img\" \
         aria-label=\"mcrc in a terminal: questionnaire, decision path and recommendation\">\n\
         <rect width=\"100%\" height=\"100%\" rx=\"8\" fill=\"#fbfaf7\"/>\n\
         <g font-family=\"ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace\" font-size=\"14\" \
         xml:space=\"preserve\">\n"
    );
    for row in 0..ROWS {
        let mut column = 0;
        while column < COLUMNS {
            let style = |column: u16| {
                parser.screen().cell(row, column).map(|cell| (cell.bold(), cell.inverse(), cell.fgcolor()))
            };
            let start = column;
            let mut text = String::new();
            while column < COLUMNS && style(column) == style(start) {
                let cell = parser.screen().cell(row, column);
                text.push_str(cell.map(vt100::Cell::contents).filter(|text| !text.is_empty()).unwrap_or(" "));
                column += 1;
            }
            if text.trim().is_empty() {
                continue;
            }
            let (bold, _, colour) = style(start).unwrap_or_default();
            let fill = match colour {
                vt100::Color::Idx(1 | 9) => "#a8201a",
                vt100::Color::Idx(2 | 10) => "#1d6b3a",
                vt100::Color::Idx(5 | 13) => "#8a1c7c",
                vt100::Color::Idx(6 | 14) => "#0b6e7f",
                _ => "#22252a",
            };
            let weight = if bold { " font-weight=\"700\"" } else { "" };
            let (x, y) = (margin + f64::from(start) * cell, margin + f64::from(row) * line + 14.0);
            let length = (column - start) as f64 * cell;
            let text = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
            let _ = writeln!(
                out,
                "<text x=\"{x:.1}\" y=\"{y:.1}\" fill=\"{fill}\"{weight} textLength=\"{length:.1}\">{text}</text>"
            );
        }
    }
    out.push_str("</g>\n</svg>\n");
    out
}
