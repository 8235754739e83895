//! The program in a pseudo-terminal, and what it writes.

use std::error::Error;
use std::io::{Read as _, Write};
use std::path::Path;
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

/// Nothing takes as long on any machine.
const PATIENCE: Duration = Duration::from_secs(60);
/// A frame is one write: when nothing came for so long, it has come whole.
const QUIET: Duration = Duration::from_millis(100);

pub(crate) struct Terminal {
    parser: vt100::Parser,
    output: Receiver<Vec<u8>>,
    input: Box<dyn Write + Send>,
    child: Box<dyn Child + Send + Sync>,
    _master: Box<dyn MasterPty + Send>,
}

impl Terminal {
    /// Starts the program in a terminal of UTF-8 and colours, and nothing else of the surroundings.
    pub(crate) fn start(
        program: &Path,
        (cols, rows): (u16, u16),
        arguments: &[&str],
        data: &Path,
    ) -> Result<Terminal, Box<dyn Error>> {
        let pair = native_pty_system().openpty(PtySize { rows, cols, pixel_width: 0, pixel_height: 0 })?;
        let mut command = CommandBuilder::new(program);
        command.env_clear();
        command.env("TERM", "xterm-256color");
        command.env("LC_ALL", "C.UTF-8");
        command.args(arguments);
        command.arg("--data-dir");
        command.arg(data);
        let child = pair.slave.spawn_command(command)?;
        drop(pair.slave);
        let (sender, output) = channel();
        let mut reader = pair.master.try_clone_reader()?;
        std::thread::spawn(move || {
            let mut buffer = [0; 4096];
            while let Ok(count @ 1..) = reader.read(&mut buffer) {
                if sender.send(buffer[..count].to_vec()).is_err() {
                    break;
                }
            }
        });
        let input = pair.master.take_writer()?;
        let parser = vt100::Parser::new(rows, cols, 0);
        Ok(Terminal { parser, output, input, child, _master: pair.master })
    }

    pub(crate) fn parser(&self) -> &vt100::Parser {
        &self.parser
    }

    pub(crate) fn screen(&self) -> String {
        self.parser.screen().contents()
    }

    pub(crate) fn send(&mut self, keys: &str) -> Result<(), Box<dyn Error>> {
        self.input.write_all(keys.as_bytes())?;
        Ok(self.input.flush()?)
    }

    /// Waits until a text stands on the screen and nothing more comes; gives what was written until then.
    pub(crate) fn until(&mut self, text: &str) -> Result<String, Box<dyn Error>> {
        let end = Instant::now() + PATIENCE;
        let mut written = Vec::new();
        while !self.screen().contains(text) {
            let left = end.saturating_duration_since(Instant::now());
            let bytes = self.output.recv_timeout(left);
            let bytes = bytes.map_err(|_| format!("waited in vain for \"{text}\":\n{}", self.screen()))?;
            self.parser.process(&bytes);
            written.extend(bytes);
        }
        written.extend(self.settle());
        Ok(String::from_utf8(written)?)
    }

    /// Waits until nothing more comes; gives what was written.
    pub(crate) fn settle(&mut self) -> Vec<u8> {
        let mut written = Vec::new();
        while let Ok(bytes) = self.output.recv_timeout(QUIET) {
            self.parser.process(&bytes);
            written.extend(bytes);
        }
        written
    }

    /// Waits for the program to end; gives what it wrote last.
    pub(crate) fn end(mut self) -> Result<String, Box<dyn Error>> {
        self.child.wait()?;
        Ok(String::from_utf8(self.settle())?)
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        let _ = self.child.kill();
    }
}
