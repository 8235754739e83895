//! Where this process stands among the jobs of its terminal: whose group has the terminal, and whether a shell is there
//! that can continue it once it is stopped.
//!
//! System calls give 0 for a group or session that is led from outside of a container (`docker exec`, `unshare`), and
//! rustix's `Pid` cannot hold that. So Linux's `/proc` is asked, for numbers that nothing is done with but to compare them.

/// A session: its number, and its terminal, which has one number inside and outside, and serves no two sessions.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Session(i32, i32);

/// Where this process stands.
struct Standing {
    group: i32,
    session: Session,
    /// None if the parent is not to be seen from here.
    session_of_parent: Option<Session>,
    /// The group that has the terminal; none where there is no terminal.
    foreground: Option<i32>,
}

/// Whether no shell with job control is there that could continue this process once it is stopped: none put its group
/// apart (`ssh -t host mcrc`, a terminal that runs nothing else), or it is gone. The kernel does not stop such a process
/// by Ctrl-Z either. Where nothing is known, nobody can.
pub(super) fn nobody_can_continue_it() -> bool {
    standing().is_none_or(|standing| standing.is_final())
}

/// Whether the terminal would refuse to be read: another group of processes has it, and no shell is left that could
/// give it back. (Where there is one, reading stops this process until it does.)
pub(super) fn terminal_is_refused() -> bool {
    standing().is_some_and(|standing| {
        standing.foreground.is_some_and(|group| group != standing.group) && standing.is_final()
    })
}

impl Standing {
    fn is_final(&self) -> bool {
        self.group == self.session.0 || self.session_of_parent != Some(self.session)
    }
}

#[cfg(target_os = "linux")]
fn standing() -> Option<Standing> {
    let [parent, group, session, terminal, foreground] = look_up("self")?;
    let of_parent = look_up(&parent.to_string());
    Some(Standing {
        group,
        session: Session(session, terminal),
        session_of_parent: of_parent.map(|[_, _, session, terminal, _]| Session(session, terminal)),
        foreground: (foreground >= 0).then_some(foreground),
    })
}

/// Parent, group, session, terminal, and the group that has the terminal.
#[cfg(target_os = "linux")]
fn look_up(process: &str) -> Option<[i32; 5]> {
    let line = std::fs::read(format!("/proc/{process}/stat")).ok()?;
    // `pid (name) state parent ...`: the name may hold anything, even what is no text.
    let after = line.iter().rposition(|&byte| byte == b')')? + 1;
    let mut numbers = str::from_utf8(line.get(after..)?).ok()?.split_whitespace().skip(1).map(str::parse);
    let mut next = || numbers.next()?.ok();
    Some([next()?, next()?, next()?, next()?, next()?])
}

/// Elsewhere there are no containers of this kind.
#[cfg(not(target_os = "linux"))]
fn standing() -> Option<Standing> {
    use rustix::process::{Pid, getpgrp, getppid, getsid};
    let session_of = |process| getsid(process).ok().map(|session| Session(session.as_raw_pid(), 0));
    Some(Standing {
        group: getpgrp().as_raw_pid(),
        session: session_of(None)?,
        session_of_parent: getppid().and_then(|parent| session_of(Some(parent))),
        foreground: rustix::termios::tcgetpgrp(rustix::stdio::stdin()).ok().map(Pid::as_raw_pid),
    })
}
