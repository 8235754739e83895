//! Records the program as it runs, for the README: the guided tour as an asciicast and in pictures, and the screen of a
//! case. The release binary runs in a pseudo-terminal of a fixed size; the same program gives the same files.
//!
//! `cargo build --release && cargo run --example record` writes `docs/tour.cast`, `docs/tour-*.svg` and
//! `docs/screen.svg`; another binary can be named: `cargo run --example record -- target/debug/mcrc`.

mod picture;
mod terminal;

use std::error::Error;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use terminal::Terminal;

/// The tour is recorded at the size that every terminal has.
const TOUR: (u16, u16) = (80, 24);
/// The picture of a case has room for all three parts.
const CASE: (u16, u16) = (112, 32);
/// Seconds that a step of the tour stands, whatever its caption, and more for each of its words.
const STANDS: f64 = 3.0;
const A_WORD: f64 = 0.25;
/// Steps of the tour that have a picture: a text on the screen by which they are known, and the name of the file.
const PICTURES: [(&str, &str); 3] = [
    ("OPEN, waits on MMR", "tour-unknown"),
    ("WHAT IF - nothing is saved", "tour-what-if"),
    ("WHY NOT", "tour-why-not"),
];

fn main() -> Result<(), Box<dyn Error>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let program = std::env::args_os().nth(1).map_or_else(|| root.join("target/release/mcrc"), PathBuf::from);
    let (program, docs) = (std::path::absolute(program)?, root.join("docs"));
    tour(&program, &docs)?;
    let screen = case(&program)?;
    std::fs::write(docs.join("screen.svg"), screen)?;
    Ok(())
}

/// Plays the tour by key and writes what the terminal was sent, with times of its own making: the machine's would be
/// others on every run.
fn tour(program: &Path, docs: &Path) -> Result<(), Box<dyn Error>> {
    let data = tempfile::tempdir()?;
    let mut terminal = Terminal::start(program, TOUR, &["demo"], data.path())?;
    let (columns, rows) = TOUR;
    let mut cast = format!(
        "{{\"version\": 2, \"width\": {columns}, \"height\": {rows}, \"title\": \"mcrc: the guided tour\", \
         \"env\": {{\"TERM\": \"xterm-256color\"}}}}\n"
    );
    let (mut time, mut step) = (0.0, 1);
    let mut pictures = PICTURES.to_vec();
    let steps = loop {
        let bytes = terminal.until(&format!("TOUR {step}/"))?;
        let _ = writeln!(cast, "[{time:.2}, \"o\", {}]", serde_json::to_string(&bytes)?);
        let screen = terminal.screen();
        if let Some(at) = pictures.iter().position(|(words, _)| screen.contains(words)) {
            let (_, name) = pictures.remove(at);
            let label = format!("The guided tour: {}", caption(&screen));
            std::fs::write(docs.join(format!("{name}.svg")), picture::svg(terminal.parser(), &label))?;
        }
        time += STANDS + A_WORD * caption(&screen).split_whitespace().count() as f64;
        let of = screen.split_once(&format!("TOUR {step}/")).and_then(|(_, rest)| rest.split_once(' '));
        if of.is_some_and(|(of, _)| of == step.to_string()) {
            break step;
        }
        step += 1;
        terminal.send(" ")?;
    };
    terminal.send("q")?;
    let bytes = terminal.end()?;
    let _ = writeln!(cast, "[{time:.2}, \"o\", {}]", serde_json::to_string(&bytes)?);
    std::fs::write(docs.join("tour.cast"), cast)?;
    match pictures.first() {
        Some((words, _)) => Err(format!("none of the {steps} steps shows \"{words}\"").into()),
        None => Ok(()),
    }
}

/// The last two lines of the screen, where the caption stands.
fn caption(screen: &str) -> String {
    let lines: Vec<&str> = screen.lines().map(str::trim).collect();
    lines.get(lines.len().saturating_sub(2)..).unwrap_or_default().join(" ").trim().to_owned()
}

/// A demonstration in the application, with another number typed and not accepted: what it would change is shown.
fn case(program: &Path) -> Result<String, Box<dyn Error>> {
    const QUESTION: &str = "> Remnant volume";
    let data = tempfile::tempdir()?;
    let mut terminal = Terminal::start(program, CASE, &["demo", "two-stage-hepatectomy"], data.path())?;
    terminal.until("DECISION PATH")?;
    let mut questions = 0;
    while !terminal.screen().contains(QUESTION) {
        questions += 1;
        if questions > 200 {
            return Err(format!("no question looks like \"{QUESTION}\"").into());
        }
        terminal.send("l")?;
        terminal.settle();
    }
    terminal.send("32")?;
    terminal.until("-> ")?;
    let label = "mcrc in a terminal: questionnaire, decision path and recommendation";
    let svg = picture::svg(terminal.parser(), label);
    // The one thing on the screen that is different every time is when the case was saved.
    let clock = svg.find("saved ").map(|at| at + "saved ".len()..at + "saved 00:00".len());
    Ok(match clock {
        Some(clock) if svg.is_char_boundary(clock.end) => {
            format!("{}05:13{}", &svg[..clock.start], &svg[clock.end..])
        }
        _ => svg,
    })
}
