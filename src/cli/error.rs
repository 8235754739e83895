//! What a command can fail with: its kind decides the exit code; a cause and a hint say why and what to do.

use std::fmt;
use std::io::{self, Write};

use crate::engine::TooLarge;
use crate::guideline::Diagnostics;
use crate::session::SessionError;
use crate::shipped::Unusable;
use crate::tui;

/// Why a command failed.
#[derive(Debug)]
pub(super) struct Error {
    kind: Kind,
    message: String,
    cause: Option<String>,
    hint: Option<String>,
}

/// What sort of failure it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// The input is wrong, or a check failed.
    Input,
    /// It was called wrongly.
    Usage,
    /// All that is to be said was said already.
    Told,
    /// Whoever read the output has read enough.
    BrokenPipe,
}

impl Error {
    fn new(kind: Kind, message: impl Into<String>) -> Error {
        Error { kind, message: message.into(), cause: None, hint: None }
    }

    /// The input is wrong.
    pub(super) fn input(message: impl Into<String>) -> Error {
        Error::new(Kind::Input, message)
    }

    /// The program was called wrongly.
    pub(super) fn usage(message: impl Into<String>) -> Error {
        Error::new(Kind::Usage, message)
    }

    /// The input is wrong, and everything was said about it.
    pub(super) fn told() -> Error {
        Error::new(Kind::Told, "")
    }

    /// With what lies behind it.
    pub(super) fn cause(self, cause: impl fmt::Display) -> Error {
        Error { cause: Some(cause.to_string()), ..self }
    }

    /// With what to do.
    pub(super) fn hint(self, hint: impl Into<String>) -> Error {
        Error { hint: Some(hint.into()), ..self }
    }

    /// With what to do, if there is something.
    pub(super) fn maybe_hint(self, hint: Option<String>) -> Error {
        Error { hint, ..self }
    }

    /// The exit code of the process.
    pub(super) fn exit_code(&self) -> u8 {
        match self.kind {
            Kind::BrokenPipe => 0,
            Kind::Input | Kind::Told => 1,
            Kind::Usage => 2,
        }
    }

    /// Tells the reader. Where even that cannot be written there is no one to tell.
    pub(super) fn show(&self, to: &mut dyn Write) {
        if matches!(self.kind, Kind::Told | Kind::BrokenPipe) {
            return;
        }
        // Findings bring their own words.
        let prefix = if self.message.starts_with("error: ") || self.message.starts_with("warning: ") {
            ""
        } else {
            "error: "
        };
        let _ = writeln!(to, "{prefix}{}", self.message);
        if let Some(cause) = &self.cause {
            let _ = writeln!(to, "   | {cause}");
        }
        if let Some(hint) = &self.hint {
            let _ = writeln!(to, "   = {hint}");
        }
    }
}

impl From<io::Error> for Error {
    /// Of writing to standard output: everything else is wrapped where its name is known.
    fn from(error: io::Error) -> Error {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Error::new(Kind::BrokenPipe, ""),
            _ => Error::input("the output cannot be written").cause(error),
        }
    }
}

impl From<Diagnostics> for Error {
    fn from(findings: Diagnostics) -> Error {
        Error::input(findings.to_string())
    }
}

impl From<SessionError> for Error {
    fn from(error: SessionError) -> Error {
        Error::input(error.to_string()).maybe_hint(error.hint())
    }
}

impl From<TooLarge> for Error {
    fn from(error: TooLarge) -> Error {
        Error::input("the guideline is too large to be compiled").cause(error)
    }
}

impl From<Unusable> for Error {
    fn from(error: Unusable) -> Error {
        match error {
            Unusable::Findings(findings) => findings.into(),
            Unusable::TooLarge(error) => error.into(),
        }
    }
}

impl From<tui::Error> for Error {
    fn from(error: tui::Error) -> Error {
        Error::input(error.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(error: Error) -> String {
        let mut text = vec![];
        error.show(&mut text);
        String::from_utf8(text).unwrap()
    }

    #[test]
    fn the_kind_decides_the_exit_code_and_whether_anything_is_said() {
        let pipe = Error::from(io::Error::from(io::ErrorKind::BrokenPipe));
        assert_eq!((pipe.exit_code(), shown(pipe).as_str()), (0, ""));
        assert_eq!((Error::told().exit_code(), shown(Error::told()).as_str()), (1, ""));
        assert_eq!(Error::usage("no").exit_code(), 2);
        let full = Error::from(io::Error::from(io::ErrorKind::StorageFull));
        assert_eq!(full.exit_code(), 1);
        assert_eq!(shown(full), "error: the output cannot be written\n   | no storage space\n");
        let error = Error::input("no such thing").hint("did you mean `thing`?");
        assert_eq!(shown(error), "error: no such thing\n   = did you mean `thing`?\n");
    }
}
