//! Signals that end the process: the terminal is given back first. Nothing needs saving, every answer is on disk.

use std::io;
use std::process;
use std::thread;

use signal_hook::consts::{SIGHUP, SIGINT, SIGQUIT, SIGTERM};
use signal_hook::iterator::Signals;

use super::screen::give_back;

/// From now on SIGTERM, SIGINT, SIGQUIT and SIGHUP give the terminal back and end the process with 128 + the signal.
pub(crate) fn end_on_signals() -> io::Result<()> {
    let mut signals = Signals::new([SIGTERM, SIGINT, SIGQUIT, SIGHUP])?;
    thread::Builder::new().name("signals".to_owned()).spawn(move || {
        if let Some(signal) = signals.forever().next() {
            give_back();
            process::exit(128 + signal);
        }
    })?;
    Ok(())
}
