//! Signals that end or stop the process: the terminal is given back first, and taken again when it is continued.
//! Nothing needs saving, every answer is on disk.
//!
//! Heard before the terminal is taken, so that there is no moment in which a signal would leave it taken.

use std::io::{self, PipeReader, Write};
use std::process;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::thread;

use signal_hook::consts::{
    SIGALRM, SIGCONT, SIGHUP, SIGINT, SIGPROF, SIGQUIT, SIGTERM, SIGTSTP, SIGUSR1, SIGUSR2, SIGVTALRM,
    SIGWINCH, SIGXCPU, SIGXFSZ,
};
use signal_hook::iterator::Signals;

use super::screen::{continued, give_back, stop};

/// What ends a process that does not hear it: asked for by people, by shells, and by limits.
const ENDS: [i32; 10] =
    [SIGTERM, SIGINT, SIGQUIT, SIGHUP, SIGUSR1, SIGUSR2, SIGALRM, SIGVTALRM, SIGPROF, SIGXCPU];

/// From now on a signal that ends the process gives the terminal back and ends it with 128 + the signal; SIGTSTP gives it back and stops the process, SIGCONT takes it again. What is returned can be read when the screen has
/// to be looked at again: after SIGCONT and SIGWINCH.
pub(crate) fn heed_signals() -> io::Result<PipeReader> {
    let mut signals = Signals::new(ENDS.into_iter().chain([SIGTSTP, SIGCONT, SIGWINCH]))?;
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

/// From now on a file that has reached its limit is an error of whoever writes it, as a full disk is, and no end of the
/// process.
pub(crate) fn survive_limits_of_files() {
    // Where it cannot be heard, it ends the process as it always did.
    let _ = signal_hook::flag::register(SIGXFSZ, Arc::new(AtomicBool::new(false)));
}
