//! Reads keys: blocks until something comes, then takes all that is pending, so that a burst costs one frame.

use std::io::{self, PipeReader, Read};
use std::process;
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};

use super::Input;
use super::decoder::Decoder;
use super::jobs::terminal_is_refused;
use super::screen::{give_back, size};
use super::watchdog::HANG_UP;

/// So many inputs are not waited for: whoever sends without end is shown something meanwhile.
const MANY: usize = 1000;

/// The one reader of the terminal.
pub(crate) struct Reader {
    decoder: Decoder,
    escape_delay: Duration,
    /// Readable when the size has changed, or may have.
    resized: PipeReader,
}

/// What there is to take; neither where the time has passed.
struct Ready {
    bytes: bool,
    resized: bool,
}

impl Reader {
    /// A reader that waits so long for the rest of a key after a lone Escape.
    pub(crate) fn new(escape_delay: Duration, resized: PipeReader) -> Reader {
        Reader { decoder: Decoder::default(), escape_delay, resized }
    }

    /// Blocks until there is something; then everything that is pending.
    pub(crate) fn next(&mut self) -> io::Result<Vec<Input>> {
        self.read(None)
    }

    /// Blocks until there is something, but no longer than until then; nothing if nothing came.
    pub(crate) fn next_until(&mut self, then: Instant) -> io::Result<Vec<Input>> {
        self.read(Some(then))
    }

    fn read(&mut self, until: Option<Instant>) -> io::Result<Vec<Input>> {
        let mut inputs = Vec::new();
        loop {
            // What is certain is shown first; for the rest of what was begun there is time afterwards.
            let patience = match inputs.is_empty() {
                false => Some(Duration::ZERO),
                true => self
                    .decoder
                    .patience(self.escape_delay)
                    .or(until.map(|until| until.saturating_duration_since(Instant::now()))),
            };
            let ready = self.wait(patience)?;
            // Before the keys: a key is not lost because the screen was too small before.
            if ready.resized {
                inputs.push(self.resized()?);
            }
            if ready.bytes {
                self.take_bytes(&mut inputs)?;
            } else if !ready.resized {
                if inputs.is_empty() {
                    self.decoder.give_up(&mut inputs);
                }
                if !inputs.is_empty() || until.is_some_and(|until| until <= Instant::now()) {
                    return Ok(inputs);
                }
            }
            if inputs.len() >= MANY {
                return Ok(inputs);
            }
        }
    }

    /// Takes what has come. A terminal that has nothing although it said so is gone.
    fn take_bytes(&mut self, inputs: &mut Vec<Input>) -> io::Result<()> {
        if terminal_is_refused() {
            leave();
        }
        let mut bytes = [0; 4096];
        match rustix::io::read(rustix::stdio::stdin(), &mut bytes) {
            Ok(0) | Err(rustix::io::Errno::IO) => leave(),
            Ok(count) => self.decoder.push(bytes.get(..count).unwrap_or_default(), inputs),
            Err(rustix::io::Errno::INTR | rustix::io::Errno::AGAIN) => {}
            Err(error) => return Err(error.into()),
        }
        Ok(())
    }

    /// The size now; several changes at once are one.
    fn resized(&mut self) -> io::Result<Input> {
        let _ = self.resized.read(&mut [0; 256])?;
        let (columns, rows) = size();
        Ok(Input::Resize(columns, rows))
    }

    /// Waits for bytes or a change of the size, and no longer than so long.
    fn wait(&self, patience: Option<Duration>) -> io::Result<Ready> {
        let due = patience.map(|patience| Instant::now() + patience);
        let input = rustix::stdio::stdin();
        loop {
            let left = due.map(|due| due.saturating_duration_since(Instant::now()));
            let left = left.map(Timespec::try_from).transpose().map_err(io::Error::other)?;
            let mut watched = [PollFd::new(&input, PollFlags::IN), PollFd::new(&self.resized, PollFlags::IN)];
            match poll(&mut watched, left.as_ref()) {
                Ok(_) => {
                    let [bytes, resized] = watched.map(|fd| fd.revents());
                    if bytes.intersects(PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL) {
                        leave();
                    }
                    return Ok(Ready {
                        bytes: bytes.contains(PollFlags::IN),
                        resized: resized.contains(PollFlags::IN),
                    });
                }
                Err(rustix::io::Errno::INTR) => {}
                Err(error) => return Err(error.into()),
            }
        }
    }
}

/// Whoever has the terminal now, if anyone, is not to be left with the other screen and without a cursor.
fn leave() -> ! {
    give_back();
    process::exit(HANG_UP)
}
