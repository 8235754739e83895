//! The screen: raw mode and the alternate screen while it lives, and frames written in one piece.

use std::io;
use std::sync::atomic::{AtomicBool, Ordering};

use ratatui::buffer::Buffer;
use ratatui::crossterm::terminal;
use ratatui::layout::Position;
use rustix::event::{PollFd, PollFlags, poll};
use rustix::process::{Signal, getpgrp, getpid, getppid, getsid, kill_current_process_group, kill_process};

use super::difference::Shown;

/// Alternate screen and bracketed paste on.
const ENTER: &[u8] = b"\x1b[?1049h\x1b[?2004h";
/// Attributes off, bracketed paste off, cursor shown, main screen.
const LEAVE: &[u8] = b"\x1b[0m\x1b[?2004l\x1b[?25h\x1b[?1049l";

/// Whether the terminal is in our hands, so that giving it back twice does no harm.
static TAKEN: AtomicBool = AtomicBool::new(false);
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
        restore_on_panic();
        enter()?;
        Ok(Screen { shown: Shown::on(erases) })
    }

    /// The columns and rows.
    pub(crate) fn size(&self) -> (u16, u16) {
        terminal::size().unwrap_or((80, 24))
    }

    /// Draws one frame: the difference to the one before, in one write; nothing where nothing changed.
    pub(crate) fn draw(&mut self, frame: Buffer, cursor: Option<Position>) -> io::Result<()> {
        // On its way into suspension: the screen is somebody else's.
        if !TAKEN.load(Ordering::SeqCst) {
            return Ok(());
        }
        if SPOILT.swap(false, Ordering::SeqCst) {
            self.shown.forget();
        }
        write_all(self.shown.show(frame, cursor).as_bytes())
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
        write_all(bytes)
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

fn enter() -> io::Result<()> {
    TAKEN.store(true, Ordering::SeqCst);
    terminal::enable_raw_mode().and_then(|()| write_all(ENTER)).inspect_err(|_| give_back())
}

/// Gives the terminal back, from any thread, at any time, as often as one likes.
pub(crate) fn give_back() {
    if TAKEN.swap(false, Ordering::SeqCst) {
        // Nothing can be done about a terminal that is gone.
        let _ = write_all(LEAVE);
        let _ = terminal::disable_raw_mode();
    }
}

fn leave_until_continued() {
    if TAKEN.load(Ordering::SeqCst) {
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
    let suspended = SUSPENDED.swap(false, Ordering::SeqCst);
    if !suspended && !TAKEN.load(Ordering::SeqCst) {
        return;
    }
    // Stopped without warning: the shell has set its own modes since, and those set here count as set.
    if !suspended {
        let _ = terminal::disable_raw_mode();
    }
    SPOILT.store(true, Ordering::SeqCst);
    // Where it cannot be taken there is nobody to tell.
    let _ = enter();
}

/// Whether no shell with job control is there that could continue this process once it is stopped: none put its group
/// apart (`ssh -t host mcrc`, a terminal that runs nothing else), or it is gone. The kernel does not stop such a process
/// by Ctrl-Z either.
pub(super) fn nobody_can_continue_it() -> bool {
    let Ok(session) = getsid(None) else { return true };
    let of_parent = getppid().and_then(|parent| getsid(Some(parent)).ok());
    getpgrp() == session || of_parent != Some(session)
}

/// Writes past the buffers and locks of standard output, which a panic or a signal may find held.
fn write_all(mut bytes: &[u8]) -> io::Result<()> {
    let output = rustix::stdio::stdout();
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
        Ok("error") => Err(io::Error::other("a test asked for this")),
        _ => Ok(()),
    }
}

fn restore_on_panic() {
    static ONCE: std::sync::Once = std::sync::Once::new();
    ONCE.call_once(|| {
        let report = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |info| {
            give_back();
            report(info);
        }));
    });
}
