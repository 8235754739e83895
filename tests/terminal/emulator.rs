//! A pseudo-terminal with the program in it, and an emulator that knows what stands on the screen.

use std::fs::{File, OpenOptions};
use std::io::{Read, Write};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use rustix::process::{Pid, Signal, kill_process};
use rustix::termios::{Action, LocalModes, tcflow, tcgetattr};

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

/// The program under test.
pub(crate) const BINARY: &str = env!("CARGO_BIN_EXE_mcrc");

/// What lies between the terminal and the program.
#[derive(Clone, Copy)]
pub(crate) struct Link {
    /// How long everything takes, each way.
    pub(crate) delay: Duration,
    /// How many bytes of output pass at once,
    pub(crate) at_once: usize,
    /// and how long nothing does afterwards.
    pub(crate) pause: Duration,
}

impl Default for Link {
    fn default() -> Link {
        Link { delay: Duration::ZERO, at_once: 4096, pause: Duration::ZERO }
    }
}

impl Link {
    /// What arrives, each part when it is due.
    fn later(self, arriving: Receiver<(Instant, Vec<u8>)>) -> Receiver<Vec<u8>> {
        let (sender, due) = channel();
        std::thread::spawn(move || {
            for (at, bytes) in arriving {
                std::thread::sleep(at.saturating_duration_since(Instant::now()));
                if sender.send(bytes).is_err() {
                    return;
                }
            }
        });
        due
    }

    /// The way in.
    fn input(self, writer: Box<dyn Write + Send>) -> Box<dyn Write + Send> {
        if self.delay.is_zero() {
            return writer;
        }
        let (sender, arriving) = channel();
        let due = self.later(arriving);
        std::thread::spawn(move || {
            let mut writer = writer;
            for bytes in due {
                if writer.write_all(&bytes).is_err() {
                    return;
                }
            }
        });
        Box::new(Late { sender, delay: self.delay })
    }
}

/// What is typed at the far end of a link.
struct Late {
    sender: Sender<(Instant, Vec<u8>)>,
    delay: Duration,
}

impl Write for Late {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let sent = self.sender.send((Instant::now() + self.delay, bytes.to_vec()));
        sent.map(|()| bytes.len()).map_err(|_| std::io::ErrorKind::BrokenPipe.into())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
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
        let folder = data.to_str().unwrap();
        let command = [&[BINARY, "--data-dir", folder], arguments].concat();
        Program::command(&command, size, env, Link::default())
    }

    /// Starts a command at the other end of a link.
    pub(crate) fn command(
        arguments: &[&str],
        (cols, rows): (u16, u16),
        env: &[(&str, &str)],
        link: Link,
    ) -> Program {
        let pty =
            native_pty_system().openpty(PtySize { rows, cols, pixel_width: 0, pixel_height: 0 }).unwrap();
        let mut command = CommandBuilder::new(arguments[0]);
        command.env_clear();
        for (name, value) in [("TERM", "xterm-256color"), ("LANG", "C.UTF-8"), ("HOME", "/nonexistent")] {
            command.env(name, value);
        }
        for (name, value) in env {
            command.env(name, value);
        }
        command.cwd(env!("CARGO_MANIFEST_DIR"));
        command.args(&arguments[1..]);
        let child = pty.slave.spawn_command(command).unwrap();
        drop(pty.slave);
        let mut reader = pty.master.try_clone_reader().unwrap();
        let (sender, arriving) = channel();
        let stop = Arc::new(AtomicBool::new(false));
        let enough = stop.clone();
        std::thread::spawn(move || {
            let mut buffer = vec![0; link.at_once];
            while let Ok(count @ 1..) = reader.read(&mut buffer) {
                let due = Instant::now() + link.delay;
                if sender.send((due, buffer[..count].to_vec())).is_err() || enough.load(Ordering::SeqCst) {
                    return;
                }
                std::thread::sleep(link.pause);
            }
        });
        let output = link.later(arriving);
        let input = link.input(pty.master.take_writer().unwrap());
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

    /// Writes on the screen past the program, as `wall` does.
    pub(crate) fn wall(self, text: &str) -> Program {
        self.tty().write_all(text.as_bytes()).unwrap();
        self
    }

    /// Holds what the program writes, as a terminal does that is not read, or lets it pass again.
    pub(crate) fn hold(self, held: bool) -> Program {
        tcflow(self.tty(), if held { Action::OOff } else { Action::OOn }).unwrap();
        self
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

/// The processor time that all threads of a process have used; nothing if there is no such process any more.
pub(crate) fn cpu(pid: u32) -> Duration {
    let Ok(threads) = std::fs::read_dir(format!("/proc/{pid}/task")) else { return Duration::ZERO };
    let used = threads.filter_map(|thread| {
        let text = std::fs::read_to_string(thread.ok()?.path().join("schedstat")).ok()?;
        text.split_whitespace().next()?.parse::<u64>().ok()
    });
    Duration::from_nanos(used.sum())
}

/// The state of a process as `ps` shows it: `T` is stopped, `Z` has ended; `None`: there is none.
pub(crate) fn state(pid: u32) -> Option<char> {
    let text = std::fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    // The name stands in parentheses and may hold anything.
    text.rsplit_once(')')?.1.trim_start().chars().next()
}

/// The program that works on a data folder, whoever started it.
pub(crate) fn program_on(data: &Path) -> Option<u32> {
    let folder = data.to_str()?;
    std::fs::read_dir("/proc").ok()?.find_map(|entry| {
        let pid = entry.ok()?.file_name().to_str()?.parse::<u32>().ok()?;
        let line = std::fs::read_to_string(format!("/proc/{pid}/cmdline")).ok()?;
        let mut words = line.split('\0');
        (words.next() == Some(BINARY) && words.any(|word| word == folder)).then_some(pid)
    })
}

/// Waits until something is so.
pub(crate) fn wait_until(what: &str, so: impl Fn() -> bool) {
    let end = Instant::now() + PATIENCE;
    while !so() {
        assert!(Instant::now() < end, "waited in vain for {what}");
        std::thread::sleep(Duration::from_millis(5));
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
    }
}
