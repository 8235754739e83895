//! The screen: raw mode and the alternate screen while it lives, and frames written in one piece.

use std::io;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::channel;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use ratatui::buffer::Buffer;
use ratatui::layout::Position;
use rustix::event::{PollFd, PollFlags, poll};
use rustix::process::{Signal, getpid, kill_current_process_group, kill_process};
use rustix::stdio::{stdin, stdout};
use rustix::termios::{OptionalActions, Termios, tcgetattr, tcgetwinsize, tcsetattr};

use super::difference::Shown;
use super::jobs::nobody_can_continue_it;

/// Alternate screen and bracketed paste on.
const ENTER: &[u8] = b"\x1b[?1049h\x1b[?2004h";
/// Attributes off, bracketed paste off, cursor shown, main screen.
const LEAVE: &[u8] = b"\x1b[0m\x1b[?2004l\x1b[?25h\x1b[?1049l";

/// A terminal that is not read takes nothing: so long, and it is left as it is.
const PATIENCE: Duration = Duration::from_millis(200);

/// The modes that the terminal had before it was taken, while it is in our hands: giving it back twice does no harm, and
/// whoever wants to end the process while another thread gives it back waits for that.
static TAKEN: Mutex<Option<Termios>> = Mutex::new(None);
/// Whoever writes on the terminal: what leaves it comes after a frame and not into the middle of it.
static WRITING: Mutex<()> = Mutex::new(());
/// Whether it was given back only until the process is continued.
static SUSPENDED: AtomicBool = AtomicBool::new(false);
/// Whether others may have written on it since the last frame.
static SPOILT: AtomicBool = AtomicBool::new(false);

/// The terminal as the application's screen. Dropping it gives the terminal back.
pub(crate) struct Screen {
    shown: Shown,
}

impl Screen {
    /// Takes the terminal, which erases characters in the middle of a line, or does not. On an error it is as it was
    /// before.
    pub(crate) fn take(erases: bool) -> io::Result<Screen> {
        enter()?;
        Ok(Screen { shown: Shown::on(erases) })
    }

    /// Draws one frame: the difference to the one before, in one write; nothing where nothing changed.
    pub(crate) fn draw(&mut self, frame: Buffer, cursor: Option<Position>) -> io::Result<()> {
        // On its way into suspension: the screen is somebody else's.
        if taken().is_none() {
            return Ok(());
        }
        if SPOILT.swap(false, Ordering::SeqCst) {
            self.shown.forget();
        }
        send(self.shown.show(frame, cursor).as_bytes())
    }

    /// Forgets what is on the screen, so that the next frame is a whole one.
    ///
    /// # Errors
    /// Only where one is asked for, in builds with debug assertions: so that tests see how the terminal is left.
    pub(crate) fn redraw(&mut self) -> io::Result<()> {
        #[cfg(debug_assertions)]
        fail_if_asked_to()?;
        self.shown.forget();
        Ok(())
    }

    /// Writes a sequence of its own, such as a text for the clipboard.
    pub(crate) fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        send(bytes)
    }

    /// Stops the process and those it was started with, as Ctrl-Z does. The thread that hears signals does the rest.
    pub(crate) fn suspend(&mut self) -> io::Result<()> {
        if !nobody_can_continue_it() {
            leave_until_continued();
            kill_current_process_group(Signal::TSTP)?;
        }
        Ok(())
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        give_back();
    }
}

fn taken() -> MutexGuard<'static, Option<Termios>> {
    TAKEN.lock().unwrap_or_else(PoisonError::into_inner)
}

fn writing() -> MutexGuard<'static, ()> {
    WRITING.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The columns and rows of the terminal.
pub(crate) fn size() -> (u16, u16) {
    match tcgetwinsize(stdout()) {
        Ok(size) if size.ws_col > 0 && size.ws_row > 0 => (size.ws_col, size.ws_row),
        _ => (80, 24),
    }
}

/// Takes the terminal, or takes it again where its modes were changed behind our back.
fn enter() -> io::Result<()> {
    let mut taken = taken();
    let before = match taken.clone() {
        Some(before) => before,
        None => tcgetattr(stdin())?,
    };
    let mut raw = before.clone();
    raw.make_raw();
    *taken = Some(before);
    let entered = tcsetattr(stdin(), OptionalActions::Now, &raw).map_err(io::Error::from);
    drop(taken);
    entered.and_then(|()| send(ENTER)).inspect_err(|_| give_back())
}

/// Gives the terminal back, from any thread, at any time, as often as one likes. The modes first, which no terminal can
/// keep waiting; what is written after them waits in a thread of its own, which ends with the process.
pub(crate) fn give_back() {
    let mut taken = taken();
    if let Some(before) = taken.take() {
        // Nothing can be done about a terminal that is gone.
        let _ = tcsetattr(stdin(), OptionalActions::Now, &before);
        let (written, wait) = channel();
        let write = move || {
            let _one_at_a_time = writing();
            let _ = write_all(LEAVE);
            let _ = written.send(());
        };
        if thread::Builder::new().spawn(write).is_ok() {
            let _ = wait.recv_timeout(PATIENCE);
        }
    }
}

fn leave_until_continued() {
    if taken().is_some() {
        SUSPENDED.store(true, Ordering::SeqCst);
        give_back();
    }
}

/// Gives the terminal back and stops this process, where there is a shell that can continue it.
pub(super) fn stop() {
    if !nobody_can_continue_it() {
        leave_until_continued();
        // Nothing can be done about a process that may not stop itself; it takes the terminal again.
        if kill_process(getpid(), Signal::STOP).is_err() {
            continued();
        }
    }
}

/// Takes the terminal again after the process was stopped, by whatever signal; the next frame is a whole one.
pub(super) fn continued() {
    if !SUSPENDED.swap(false, Ordering::SeqCst) && taken().is_none() {
        return;
    }
    SPOILT.store(true, Ordering::SeqCst);
    // Where it cannot be taken there is nobody to tell.
    let _ = enter();
}

/// Writes on the terminal while it is in our hands. A terminal that is held keeps this waiting, but nobody who wants to
/// give it back meanwhile.
fn send(bytes: &[u8]) -> io::Result<()> {
    let taken = taken();
    if taken.is_none() {
        return Ok(());
    }
    let _one_at_a_time = writing();
    drop(taken);
    write_all(bytes)
}

/// Writes past the buffers and locks of standard output, which a panic or a signal may find held.
fn write_all(mut bytes: &[u8]) -> io::Result<()> {
    let output = stdout();
    while !bytes.is_empty() {
        match rustix::io::write(output, bytes) {
            Ok(written) => bytes = bytes.get(written..).unwrap_or_default(),
            Err(rustix::io::Errno::INTR) => {}
            Err(rustix::io::Errno::AGAIN) => {
                poll(&mut [PollFd::new(&output, PollFlags::OUT)], None)?;
            }
            Err(error) => return Err(error.into()),
        }
    }
    Ok(())
}

/// Fails as the variable says. There is no other way to see a panic or an error in the middle of work.
#[cfg(debug_assertions)]
#[expect(clippy::panic, reason = "a test asks for it")]
fn fail_if_asked_to() -> io::Result<()> {
    match std::env::var("MCRC_TEST_FAIL").as_deref() {
        Ok("panic") => panic!("a test asked for this"),
        Ok("panic beside") => {
            let _ = thread::spawn(|| panic!("a test asked for this")).join();
            Ok(())
        }
        Ok("error") => Err(io::Error::other("a test asked for this")),
        _ => Ok(()),
    }
}

/// From now on a panic gives the terminal back, is told on the main screen, and ends the process with 101, without the
/// image of its memory that an abort would leave: that may hold answers.
pub(crate) fn end_on_panic() {
    let report = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        give_back();
        report(info);
        std::process::exit(101);
    }));
}
