//! The screen: raw mode and the alternate screen while it lives, and frames written in one piece.

use std::cell::RefCell;
use std::io::{self, Write};
use std::rc::Rc;
use std::sync::atomic::{AtomicBool, Ordering};

use ratatui::Terminal;
use ratatui::backend::CrosstermBackend;
use ratatui::crossterm::{style, terminal};
use ratatui::layout::Rect;
use rustix::event::{PollFd, PollFlags, poll};
use rustix::process::{Signal, kill_current_process_group};

/// Alternate screen and bracketed paste on.
const ENTER: &[u8] = b"\x1b[?1049h\x1b[?2004h";
/// Attributes off, bracketed paste off, cursor shown, main screen.
const LEAVE: &[u8] = b"\x1b[0m\x1b[?2004l\x1b[?25h\x1b[?1049l";

/// Whether the terminal is in our hands, so that giving it back twice does no harm.
static TAKEN: AtomicBool = AtomicBool::new(false);

/// The terminal as the application's screen. Dropping it gives the terminal back.
pub(crate) struct Screen {
    terminal: Terminal<CrosstermBackend<Frames>>,
    frames: Frames,
}

impl Screen {
    /// Takes the terminal. On an error it is as it was before.
    pub(crate) fn take() -> io::Result<Screen> {
        restore_on_panic();
        // Whether to use colours is the theme's decision alone; crossterm's own would also drop reverse video.
        style::force_color_output(true);
        enter()?;
        let frames = Frames(Rc::new(RefCell::new(Vec::with_capacity(64 * 1024))));
        match Terminal::new(CrosstermBackend::new(frames.clone())) {
            Ok(terminal) => Ok(Screen { terminal, frames }),
            Err(error) => {
                give_back();
                Err(error)
            }
        }
    }

    /// The columns and rows.
    pub(crate) fn size(&self) -> (u16, u16) {
        self.terminal.size().map_or((80, 24), |size| (size.width, size.height))
    }

    /// Draws one frame: the difference to the one before, in one write.
    pub(crate) fn draw(&mut self, render: impl FnOnce(&mut ratatui::Frame<'_>)) -> io::Result<()> {
        self.terminal.draw(render)?;
        self.frames.send()
    }

    /// Forgets what is on the screen, so that the next frame is a whole one. (`Terminal::clear` would ask the
    /// terminal where its cursor is.)
    pub(crate) fn redraw(&mut self) -> io::Result<()> {
        let (columns, rows) = self.size();
        self.terminal.resize(Rect::new(0, 0, columns, rows))
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
        self.redraw()
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        give_back();
    }
}

/// Gathers a frame. Flushing does nothing, because ratatui flushes several times a frame.
#[derive(Clone)]
struct Frames(Rc<RefCell<Vec<u8>>>);

impl Frames {
    /// Writes the frame in one piece.
    fn send(&self) -> io::Result<()> {
        let mut frame = self.0.borrow_mut();
        let sent = write_all(&frame);
        frame.clear();
        sent
    }
}

impl Write for Frames {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
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
