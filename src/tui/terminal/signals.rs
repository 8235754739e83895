//! Signals that end or stop the process: the terminal is given back first, and taken again when it is continued.
//! Nothing needs saving, every answer is on disk.

use std::io::{self, PipeReader, Write};
use std::process;
use std::thread;

use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGWINCH};
use signal_hook::iterator::Signals;

use super::screen::{continued, give_back, stop};

/// From now on SIGTERM, SIGINT, SIGQUIT and SIGHUP give the terminal back and end the process with 128 + the signal;
/// SIGTSTP gives it back and stops the process, SIGCONT takes it again. What is returned can be read when the screen has
/// to be looked at again: after SIGCONT and SIGWINCH.
pub(crate) fn heed_signals() -> io::Result<PipeReader> {
    let mut signals = Signals::new([SIGTERM, SIGINT, SIGQUIT, SIGHUP, SIGTSTP, SIGCONT, SIGWINCH])?;
    let (changed, mut change) = io::pipe()?;
    thread::Builder::new().name("signals".to_owned()).spawn(move || {
        for signal in signals.forever() {
            match signal {
                SIGTSTP => stop(),
                SIGCONT | SIGWINCH => {
                    if signal == SIGCONT {
                        continued();
                    }
                    // Nobody reads it any more when the program is about to end.
                    let _ = change.write_all(&[1]);
                }
                ends => {
                    give_back();
                    process::exit(128 + ends);
                }
            }
        }
    })?;
    Ok(changed)
}
