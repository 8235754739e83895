//! A pseudo-terminal with the program in it, and an emulator that knows what stands on the screen.

use std::fs::{File, OpenOptions};
use std::io::{Read, Write};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use rustix::process::{Pid, Signal, kill_process};
use rustix::termios::{LocalModes, tcgetattr};

/// Nothing takes as long on any machine; only a failing test waits for it.
const PATIENCE: Duration = Duration::from_secs(30);

/// The program running in a terminal.
pub(crate) struct Program {
    parser: vt100::Parser,
    /// Every byte it wrote.
    pub(crate) written: Vec<u8>,
    output: Receiver<Vec<u8>>,
    /// Tells the thread that reads to end with what comes next, because it keeps the terminal open.
    stop: Arc<AtomicBool>,
    input: Box<dyn Write + Send>,
    master: Option<Box<dyn MasterPty + Send>>,
    child: Box<dyn Child + Send + Sync>,
}

/// Starts the program on its start page with sessions under `data`, and waits for it.
pub(crate) fn start(data: &Path) -> Program {
    let program = Program::run(data, (80, 24), &[], &[]);
    program.until("New case")
}

impl Program {
    /// Starts the program with the yardstick. The environment is only what is said here.
    pub(crate) fn run(data: &Path, size: (u16, u16), env: &[(&str, &str)], arguments: &[&str]) -> Program {
        let guideline = ["--guideline", "tests/fixtures/yardstick"];
        Program::shipped(data, size, env, &[&guideline, arguments].concat())
    }

    /// Starts the program as it is shipped.
    pub(crate) fn shipped(
        data: &Path,
        size: (u16, u16),
        env: &[(&str, &str)],
        arguments: &[&str],
    ) -> Program {
        Program::command(env!("CARGO_BIN_EXE_mcrc"), data, size, env, arguments)
    }

    /// Starts a command that starts the program: what it is told first is the data folder.
    pub(crate) fn command(
        command: &str,
        data: &Path,
        (cols, rows): (u16, u16),
        env: &[(&str, &str)],
        arguments: &[&str],
    ) -> Program {
        let pty =
            native_pty_system().openpty(PtySize { rows, cols, pixel_width: 0, pixel_height: 0 }).unwrap();
        let mut command = CommandBuilder::new(command);
        command.env_clear();
        for (name, value) in [("TERM", "xterm-256color"), ("LANG", "C.UTF-8"), ("HOME", "/nonexistent")] {
            command.env(name, value);
        }
        for (name, value) in env {
            command.env(name, value);
        }
        command.cwd(env!("CARGO_MANIFEST_DIR"));
        command.arg("--data-dir");
        command.arg(data);
        command.args(arguments);
        let child = pty.slave.spawn_command(command).unwrap();
        drop(pty.slave);
        let mut reader = pty.master.try_clone_reader().unwrap();
        let (sender, output) = channel();
        let stop = Arc::new(AtomicBool::new(false));
        let enough = stop.clone();
        std::thread::spawn(move || {
            let mut buffer = [0; 4096];
            while let Ok(count @ 1..) = reader.read(&mut buffer) {
                if sender.send(buffer[..count].to_vec()).is_err() || enough.load(Ordering::SeqCst) {
                    return;
                }
            }
        });
        let input = pty.master.take_writer().unwrap();
        let parser = vt100::Parser::new(rows, cols, 0);
        Program { parser, written: vec![], output, stop, input, master: Some(pty.master), child }
    }

    /// What stands on the screen.
    pub(crate) fn screen(&self) -> String {
        self.parser.screen().contents()
    }

    /// The emulator's screen, for its modes.
    pub(crate) fn modes(&self) -> &vt100::Screen {
        self.parser.screen()
    }

    /// Sends keys as bytes.
    pub(crate) fn send(mut self, keys: &str) -> Program {
        self.input.write_all(keys.as_bytes()).unwrap();
        self.input.flush().unwrap();
        self
    }

    /// Waits until a text stands on the screen.
    pub(crate) fn until(self, text: &str) -> Program {
        let wanted = text.to_owned();
        self.until_screen(&format!("\"{text}\""), move |screen| screen.contains(&wanted))
    }

    /// Waits until the screen is as it should be.
    pub(crate) fn until_screen(mut self, what: &str, wanted: impl Fn(&str) -> bool) -> Program {
        let end = Instant::now() + PATIENCE;
        while !wanted(&self.screen()) {
            match self.output.recv_timeout(end.saturating_duration_since(Instant::now())) {
                Ok(bytes) => self.take(&bytes),
                Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => {
                    panic!("waited in vain for {what}:\n{}", self.screen())
                }
            }
        }
        self
    }

    /// Makes the terminal another size.
    pub(crate) fn resize(mut self, cols: u16, rows: u16) -> Program {
        self.parser.screen_mut().set_size(rows, cols);
        let size = PtySize { rows, cols, pixel_width: 0, pixel_height: 0 };
        self.master.as_ref().unwrap().resize(size).unwrap();
        self
    }

    /// Sends a signal.
    pub(crate) fn signal(self, signal: Signal) -> Program {
        let pid = i32::try_from(self.child.process_id().unwrap()).unwrap();
        kill_process(Pid::from_raw(pid).unwrap(), signal).unwrap();
        self
    }

    /// The process.
    pub(crate) fn pid(&self) -> u32 {
        self.child.process_id().unwrap()
    }

    /// What is written and how much processor time is used while nothing comes for so long. What was under way before
    /// has come to rest.
    pub(crate) fn idle(mut self, time: Duration) -> (usize, Duration) {
        // The diagrams are composed beside the start page; until that is done the processor is in use.
        let end = Instant::now() + PATIENCE;
        let mut before = cpu(self.pid());
        loop {
            while let Ok(bytes) = self.output.recv_timeout(Duration::from_millis(500)) {
                self.take(&bytes);
            }
            let now = cpu(self.pid());
            if now == before || Instant::now() > end {
                break;
            }
            before = now;
        }
        let written = self.written.len();
        if let Ok(bytes) = self.output.recv_timeout(time) {
            self.take(&bytes);
        }
        (self.written.len() - written, cpu(self.pid()) - before)
    }

    /// Whether the terminal hands lines to programs and echoes, as a shell finds it.
    pub(crate) fn is_cooked(&self) -> bool {
        let modes = tcgetattr(self.tty()).unwrap().local_modes;
        modes.contains(LocalModes::ICANON | LocalModes::ECHO | LocalModes::ISIG)
    }

    fn tty(&self) -> File {
        let name = self.master.as_ref().unwrap().tty_name().unwrap();
        OpenOptions::new().read(true).write(true).open(name).unwrap()
    }

    /// Waits for the program to end; gives its exit code. What it wrote until then is on the screen.
    pub(crate) fn end(mut self) -> (u32, Program) {
        let code = self.child.wait().unwrap().exit_code();
        while let Ok(bytes) = self.output.recv_timeout(Duration::from_millis(200)) {
            self.take(&bytes);
        }
        (code, self)
    }

    /// Takes the terminal away, as a dropped connection does; gives the exit code.
    pub(crate) fn unplug(mut self) -> u32 {
        self.stop.store(true, Ordering::SeqCst);
        // Something is written for it, and the thread ends.
        self.input.write_all(b"\x0c").unwrap();
        while self.output.recv_timeout(PATIENCE).is_ok() {}
        drop(self.master.take());
        drop(std::mem::replace(&mut self.input, Box::new(std::io::sink())));
        self.child.wait().unwrap().exit_code()
    }

    fn take(&mut self, bytes: &[u8]) {
        self.parser.process(bytes);
        self.written.extend_from_slice(bytes);
    }
}

/// The processor time a process has used, from `/proc`; the clock ticks a hundred times a second.
pub(crate) fn cpu(pid: u32) -> Duration {
    let text = std::fs::read_to_string(format!("/proc/{pid}/stat")).unwrap();
    // The name stands in parentheses and may hold anything; `utime` and `stime` are the 14th and 15th fields.
    let fields = text.rsplit_once(')').unwrap().1.split_whitespace();
    let ticks: u64 = fields.skip(11).take(2).map(|field| field.parse::<u64>().unwrap()).sum();
    Duration::from_millis(ticks * 10)
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
    }
}
