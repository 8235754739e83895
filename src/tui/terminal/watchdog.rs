//! Ends the process when its terminal is gone although nobody told it (hang-up ignored, orphaned).
//!
//! Without it the reader would spin on a dead terminal. The thread sleeps in `poll` until the kernel reports the
//! hang-up: no timer, nothing while all is well.

use std::io;
use std::process;
use std::thread;

use rustix::event::{PollFd, PollFlags, poll};

/// Ended by a hang-up, as a shell reports it.
pub(super) const HANG_UP: i32 = 128 + signal_hook::consts::SIGHUP;

/// From now on the process ends when standard input hangs up.
pub(crate) fn end_when_terminal_is_gone() -> io::Result<()> {
    thread::Builder::new().name("watchdog".to_owned()).spawn(|| {
        let input = rustix::stdio::stdin();
        loop {
            // No event is asked for: hang-up and error are reported always, and nothing else is.
            let mut watched = [PollFd::new(&input, PollFlags::empty())];
            match poll(&mut watched, None) {
                Ok(_) => {
                    let gone = PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL;
                    if watched.iter().any(|fd| fd.revents().intersects(gone)) {
                        process::exit(HANG_UP);
                    }
                }
                Err(rustix::io::Errno::INTR) => {}
                Err(_) => return,
            }
        }
    })?;
    Ok(())
}
