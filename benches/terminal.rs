//! What the application costs a line and a machine, measured from a pseudo-terminal as a user has it, beside `dialog` and
//! `whiptail` where these are installed.
//!
//! `cargo bench --bench terminal` prints a table; the budgets stand beside the figures. Bytes are the same in every
//! run; times and memory are those of the machine. A frame is what arrives until the line is quiet for a moment.

#![allow(clippy::print_stdout, clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

use std::io::{Read, Write};
use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use mcrc::engine::Engine;
use mcrc::guideline::{Answer, Answers, Files, Kind, OptionSet, load, read_case};
use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

/// A frame is complete when the line was quiet for so long.
const QUIET: Duration = Duration::from_millis(120);
/// How often a start is timed; the median is told.
const STARTS: usize = 9;

/// A program in a terminal of 80x24.
struct Line {
    output: Receiver<(Instant, Vec<u8>)>,
    input: Box<dyn Write + Send>,
    child: Box<dyn Child + Send + Sync>,
    started: Instant,
    screen: vt100::Parser,
    _master: Box<dyn MasterPty + Send>,
}

/// What one key, or the start, cost.
#[derive(Clone, Copy, Default)]
struct Cost {
    bytes: usize,
    writes: usize,
    first: Duration,
    last: Duration,
}

impl Line {
    fn start(command: &str, arguments: &[&str]) -> Line {
        let size = PtySize { rows: 24, cols: 80, pixel_width: 0, pixel_height: 0 };
        let pty = native_pty_system().openpty(size).unwrap();
        let mut builder = CommandBuilder::new(command);
        builder.env_clear();
        for (name, value) in [("TERM", "xterm-256color"), ("LANG", "C.UTF-8"), ("HOME", "/nonexistent")] {
            builder.env(name, value);
        }
        builder.env("PATH", std::env::var("PATH").unwrap_or_default());
        builder.cwd(env!("CARGO_MANIFEST_DIR"));
        builder.args(arguments);
        let mut reader = pty.master.try_clone_reader().unwrap();
        let (sender, output) = channel();
        let started = Instant::now();
        let child = pty.slave.spawn_command(builder).unwrap();
        drop(pty.slave);
        std::thread::spawn(move || {
            let mut buffer = [0; 65_536];
            while let Ok(count @ 1..) = reader.read(&mut buffer) {
                if sender.send((Instant::now(), buffer[..count].to_vec())).is_err() {
                    return;
                }
            }
        });
        let input = pty.master.take_writer().unwrap();
        let screen = vt100::Parser::new(24, 80, 0);
        Line { output, input, child, started, screen, _master: pty.master }
    }

    /// What arrives until the line is quiet; the first of it may take its time.
    fn frame(&mut self, since: Instant) -> Cost {
        let mut cost = Cost::default();
        let mut patience = Duration::from_secs(5);
        while let Ok((at, bytes)) = self.output.recv_timeout(patience) {
            if cost.bytes == 0 {
                cost.first = at - since;
            }
            cost.bytes += bytes.len();
            self.screen.process(&bytes);
            cost.writes += 1;
            cost.last = at - since;
            patience = QUIET;
        }
        cost
    }

    fn key(&mut self, keys: &str) -> Cost {
        let since = Instant::now();
        self.input.write_all(keys.as_bytes()).unwrap();
        self.input.flush().unwrap();
        self.frame(since)
    }

    /// A number of a line of `/proc/PID/status`, in KiB.
    fn memory(&self, name: &str) -> usize {
        let Some(pid) = self.child.process_id() else { return 0 };
        let status = std::fs::read_to_string(format!("/proc/{pid}/status")).unwrap_or_default();
        let line = status.lines().find(|line| line.starts_with(name)).unwrap_or_default();
        line.split_whitespace().nth(1).and_then(|text| text.parse().ok()).unwrap_or(0)
    }

    /// Ticks of the processor that the program has used so far.
    fn ticks(&self) -> u64 {
        let Some(pid) = self.child.process_id() else { return 0 };
        let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
        let fields: Vec<&str> = stat.rsplit(')').next().unwrap_or_default().split_whitespace().collect();
        let field = |index: usize| fields.get(index).and_then(|text| text.parse::<u64>().ok()).unwrap_or(0);
        field(11) + field(12)
    }
}

impl Drop for Line {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn median<T: Ord + Copy + Default>(mut values: Vec<T>) -> T {
    values.sort_unstable();
    values.get(values.len() / 2).copied().unwrap_or_default()
}

fn largest<T: Ord + Copy + Default>(values: &[T]) -> T {
    values.iter().copied().max().unwrap_or_default()
}

fn ms(time: Duration) -> String {
    format!("{:.1} ms", time.as_secs_f64() * 1e3)
}

fn say(what: &str, figure: impl std::fmt::Display, budget: &str) {
    println!("  {what:<44} {figure:>22}   {budget}");
}

fn main() {
    let mcrc = env!("CARGO_BIN_EXE_mcrc");
    let data = tempfile::tempdir().unwrap();
    let data = data.path().to_str().unwrap().to_owned();
    let shipped = Engine::shipped().unwrap();
    println!("\nmcrc, shipped guideline, 80x24: two resectable liver metastases");
    let new = ["--data-dir", &data, "new"];
    starts(mcrc, &new, "25 ms; dialog 10-12 ms");
    let name = concat!(env!("CARGO_MANIFEST_DIR"), "/demo/resectable-liver.yaml");
    let demo = read_case(shipped.guideline(), name, &std::fs::read_to_string(name).unwrap()).unwrap();
    case(mcrc, &new, &keys_of(&shipped, &demo.answers));
    println!("\nmcrc, yardstick of 25 questions: everything is unknown");
    let folder = "tests/fixtures/yardstick";
    let yardstick = load(&Files::read(Path::new(folder)).unwrap()).unwrap().guideline;
    let yardstick = Engine::new(Arc::new(yardstick)).unwrap();
    let new = ["--data-dir", &data, "--guideline", folder, "new"];
    starts(mcrc, &new, "");
    case(mcrc, &new, &keys_of(&yardstick, &Answers::none(yardstick.guideline())));
    process(mcrc, &data);
    let menu = [
        "1",
        "liver",
        "2",
        "lung",
        "3",
        "peritoneum",
        "4",
        "ovary",
        "5",
        "nodes",
        "6",
        "brain",
        "7",
        "bone",
        "8",
        "adrenal",
    ];
    let dialog: Vec<&str> =
        ["--menu", "Where are the metastases?", "20", "60", "10"].into_iter().chain(menu).collect();
    peer("dialog", &dialog);
    peer("whiptail", &dialog);
}

/// The first frame: when it begins, when it is complete, how large it is.
fn starts(command: &str, arguments: &[&str], budget: &str) {
    let costs: Vec<Cost> = (0..STARTS)
        .map(|_| {
            let mut line = Line::start(command, arguments);
            line.frame(line.started)
        })
        .collect();
    say("start to first byte, median", ms(median(costs.iter().map(|cost| cost.first).collect())), "");
    say(
        "start to first stable frame, median",
        ms(median(costs.iter().map(|cost| cost.last).collect())),
        budget,
    );
    say(
        "first frame, bytes",
        largest(&costs.iter().map(|cost| cost.bytes).collect::<Vec<_>>()),
        "3,000; dialog 3,928",
    );
}

/// The keys of each answer, in the order in which the questions come, and whether it has options to move over first:
/// where a number is typed, moving leads to another question.
fn keys_of(engine: &Engine, case: &Answers) -> Vec<(String, bool)> {
    let mut answers = Answers::none(engine.guideline());
    let mut keys = vec![];
    let digits = |set: OptionSet| set.iter().map(|option| (option + 1).to_string()).collect::<String>();
    while let Some(question) = engine.assess(&answers).next_question {
        let answer = case.get(question).unwrap_or(Answer::Unknown);
        answers.set(question, Some(answer));
        let moves = !matches!(engine.guideline()[question].kind, Kind::Number { .. });
        let text = match answer {
            Answer::Unknown => "-".to_owned(),
            Answer::YesNo(yes) => if yes { "y" } else { "n" }.to_owned(),
            Answer::Option(option) => {
                // A scale of digits has them as keys.
                let options = engine.guideline()[question].kind.options();
                let by_id = options.iter().all(|option| option.id.parse::<u8>().is_ok());
                if by_id { options[option].id.clone() } else { (option + 1).to_string() }
            }
            Answer::AnyOf { yes, .. } if yes.is_empty() => "0".to_owned(),
            Answer::AnyOf { yes, .. } => format!("{}\r", digits(yes)),
            Answer::Number(number) => format!("{number}\r"),
        };
        keys.push((text, moves));
    }
    keys
}

/// Walks a case to its end: on each question two moves, then the answer.
fn case(command: &str, arguments: &[&str], keys: &[(String, bool)]) {
    let mut line = Line::start(command, arguments);
    line.frame(line.started);
    let (mut moves, mut answers) = (vec![], vec![]);
    for (keys, over_options) in keys {
        if *over_options {
            moves.push(line.key("\x1b[B"));
            moves.push(line.key("\x1b[B"));
        }
        let mut cost = Cost::default();
        for key in keys.chars() {
            let one = line.key(&key.to_string());
            cost = Cost { bytes: cost.bytes + one.bytes, writes: cost.writes.max(one.writes), ..one };
        }
        answers.push(cost);
    }
    let screen = line.screen.screen().contents();
    assert!(screen.contains("Nothing more to ask"), "the keys are not those of the case:\n{screen}");
    say("questions answered", answers.len(), "");
    let bytes = |costs: &[Cost]| costs.iter().map(|cost| cost.bytes).collect::<Vec<_>>();
    let last = |costs: &[Cost]| costs.iter().map(|cost| cost.last).collect::<Vec<_>>();
    let p95 = |mut values: Vec<usize>| {
        values.sort_unstable();
        values.get(values.len() * 95 / 100).copied().unwrap_or(0)
    };
    say("a move with preview, bytes, median", median(bytes(&moves)), "250");
    say("a move with preview, bytes, 95 of 100", p95(bytes(&moves)), "900");
    say("next question, bytes, median", median(bytes(&answers)), "700; dialog 1,532");
    say("next question, bytes, most", largest(&bytes(&answers)), "");
    say("key to last byte of a move, median", ms(median(last(&moves))), "2 ms");
    say("key to last byte of an answer, median", ms(median(last(&answers))), "");
    say("key to last byte of an answer, most", ms(largest(&last(&answers))), "");
    let split = moves.iter().chain(&answers).filter(|cost| cost.writes > 1).count();
    say(
        "frames that arrived in more than one piece",
        format!("{split} of {}", moves.len() + answers.len()),
        "0",
    );
    let ticks = line.ticks();
    let idle = line.output.recv_timeout(Duration::from_secs(2)).map_or(0, |(_, bytes)| bytes.len());
    say("idle for two seconds", format!("{idle} bytes, {} ticks", line.ticks() - ticks), "0, 0");
    say("resident memory, MiB", format!("{:.1}", line.memory("VmRSS") as f64 / 1024.0), "12");
    say("resident memory at its peak, MiB", format!("{:.1}", line.memory("VmHWM") as f64 / 1024.0), "");
}

/// A case as a process: `eval` of a demonstration.
fn process(command: &str, data: &str) {
    println!("\nmcrc eval of a demonstration, as a process");
    let case = Path::new(env!("CARGO_MANIFEST_DIR")).join("demo/resectable-liver.yaml");
    let times = (0..STARTS).map(|_| {
        let started = Instant::now();
        let mut eval = std::process::Command::new(command);
        eval.args(["--data-dir", data, "eval", "--format", "json"]).arg(&case);
        eval.output().unwrap();
        started.elapsed()
    });
    say("start to end, median", ms(median(times.collect())), "15 ms; ZEN 3, dsntk 5, on 42 rules");
    let size = std::fs::metadata(command).map_or(0, |file| file.len());
    say("the program, MB", format!("{:.1}", size as f64 / 1e6), "6");
}

/// A menu of eight lines in another program, if it is installed.
fn peer(name: &str, arguments: &[&str]) {
    if std::process::Command::new(name).arg("--version").output().is_err() {
        println!("\n{name} is not installed");
        return;
    }
    println!("\n{name}, a menu of eight lines, 80x24");
    starts(name, arguments, "");
    let mut line = Line::start(name, arguments);
    line.frame(line.started);
    // curses programs put the arrows into the mode that sends this.
    let moves: Vec<Cost> = (0..7).map(|_| line.key("\x1bOB")).collect();
    say("a move, bytes, median", median(moves.iter().map(|cost| cost.bytes).collect::<Vec<_>>()), "");
    say("key to last byte of a move, median", ms(median(moves.iter().map(|cost| cost.last).collect())), "");
    say("resident memory, MiB", format!("{:.1}", line.memory("VmRSS") as f64 / 1024.0), "");
}
