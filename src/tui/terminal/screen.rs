//! The screen: raw mode and the alternate screen while it lives, and frames written in one piece.

use std::io;
use std::sync::atomic::{AtomicBool, Ordering};

use ratatui::buffer::Buffer;
use ratatui::crossterm::terminal;
use ratatui::layout::Position;
use rustix::event::{PollFd, PollFlags, poll};
use rustix::process::{Signal, kill_current_process_group};

use super::difference::Shown;

/// Alternate screen and bracketed paste on.
const ENTER: &[u8] = b"\x1b[?1049h\x1b[?2004h";
/// Attributes off, bracketed paste off, cursor shown, main screen.
const LEAVE: &[u8] = b"\x1b[0m\x1b[?2004l\x1b[?25h\x1b[?1049l";

/// Whether the terminal is in our hands, so that giving it back twice does no harm.
static TAKEN: AtomicBool = AtomicBool::new(false);

/// The terminal as the application's screen. Dropping it gives the terminal back.
pub(crate) struct Screen {
    shown: Shown,
}

impl Screen {
    /// Takes the terminal. On an error it is as it was before.
    pub(crate) fn take() -> io::Result<Screen> {
        restore_on_panic();
        enter()?;
        Ok(Screen { shown: Shown::default() })
    }

    /// The columns and rows.
    pub(crate) fn size(&self) -> (u16, u16) {
        terminal::size().unwrap_or((80, 24))
    }

    /// Draws one frame: the difference to the one before, in one write; nothing where nothing changed.
    pub(crate) fn draw(&mut self, frame: Buffer, cursor: Option<Position>) -> io::Result<()> {
        write_all(self.shown.show(frame, cursor).as_bytes())
    }

    /// Forgets what is on the screen, so that the next frame is a whole one.
    pub(crate) fn redraw(&mut self) {
        self.shown.forget();
    }

    /// Writes a sequence of its own, such as a text for the clipboard.
    pub(crate) fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        write_all(bytes)
    }

    /// Stops the process as Ctrl-Z does, and takes the terminal again when it is continued.
    pub(crate) fn suspend(&mut self) -> io::Result<()> {
        give_back();
        kill_current_process_group(Signal::TSTP)?;
        enter()?;
        self.redraw();
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
