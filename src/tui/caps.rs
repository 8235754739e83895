//! What the terminal can show, told from the environment alone.
//!
//! Nothing is asked of the terminal: a question costs a round trip, and some never answer.

use std::collections::BTreeMap;
use std::io::IsTerminal;
use std::time::Duration;

/// The part of the process's surroundings that decides how the program looks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Env {
    /// Environment variables.
    pub variables: BTreeMap<String, String>,
    /// Whether standard input is a terminal.
    pub input_is_terminal: bool,
    /// Whether standard output is a terminal.
    pub output_is_terminal: bool,
}

impl Env {
    /// The surroundings of this process; variables that are not UTF-8 are left out.
    pub fn of_process() -> Env {
        let text = |(name, value): (std::ffi::OsString, std::ffi::OsString)| {
            Some((name.into_string().ok()?, value.into_string().ok()?))
        };
        Env {
            variables: std::env::vars_os().filter_map(text).collect(),
            input_is_terminal: std::io::stdin().is_terminal(),
            output_is_terminal: std::io::stdout().is_terminal(),
        }
    }

    /// A variable that is set to something.
    fn get(&self, name: &str) -> Option<&str> {
        self.variables.get(name).map(String::as_str).filter(|value| !value.is_empty())
    }
}

/// What the program will use, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Caps {
    /// Text and lines beyond ASCII.
    pub unicode: bool,
    /// The 16 named colours.
    pub colour: bool,
    /// No full screen: numbered questions, one a line.
    pub plain: bool,
    /// How long to wait for the rest of a key after a lone Escape.
    pub escape_delay: Duration,
    /// Characters can be erased in the middle of a line.
    pub erases: bool,
    /// Inside tmux, where copying needs a wrapper.
    pub tmux: bool,
    /// One line for each finding: what was detected, and from what.
    pub why: Vec<(&'static str, String)>,
}

impl Caps {
    /// Tells from the environment what to use.
    pub fn from_env(env: &Env) -> Caps {
        let term = env.get("TERM").unwrap_or("");
        let (unicode, why_unicode) = unicode(env, term);
        let (colour, why_colour) = colour(env, term);
        let (plain, why_plain) = plain(env, term);
        let (escape_delay, why_delay) = match env.get("SSH_CONNECTION") {
            Some(_) => (Duration::from_millis(150), "150 ms (SSH_CONNECTION is set)"),
            None => (Duration::from_millis(50), "50 ms (no SSH_CONNECTION)"),
        };
        let tmux = env.get("TMUX").is_some();
        let erases = erases(term, tmux);
        let why = vec![
            ("screen", why_plain),
            ("characters", why_unicode),
            ("colours", why_colour),
            (
                "erasing",
                format!("{} (TERM={term})", if erases { "anywhere" } else { "to the end of a line" }),
            ),
            ("Escape waits", why_delay.to_owned()),
            ("clipboard", format!("OSC 52{}", if tmux { ", wrapped for tmux (TMUX is set)" } else { "" })),
        ];
        Caps { unicode, colour, plain, escape_delay, erases, tmux, why }
    }
}

fn unicode(env: &Env, term: &str) -> (bool, String) {
    if matches!(term, "vt100" | "vt102" | "vt220") {
        return (false, format!("ASCII (TERM={term})"));
    }
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].iter().find_map(|name| Some((name, env.get(name)?)));
    match locale {
        Some((name, value)) => {
            let lower = value.to_ascii_lowercase();
            let utf8 = lower.contains("utf-8") || lower.contains("utf8");
            (utf8, format!("{} ({name}={value})", if utf8 { "UTF-8" } else { "ASCII" }))
        }
        None => (false, "ASCII (LC_ALL, LC_CTYPE and LANG are not set)".to_owned()),
    }
}

fn colour(env: &Env, term: &str) -> (bool, String) {
    if env.get("CLICOLOR_FORCE").is_some_and(|value| value != "0") {
        return (true, "16 (CLICOLOR_FORCE)".to_owned());
    }
    if env.get("NO_COLOR").is_some() {
        return (false, "none (NO_COLOR)".to_owned());
    }
    if env.get("CLICOLOR") == Some("0") {
        return (false, "none (CLICOLOR=0)".to_owned());
    }
    if matches!(term, "" | "dumb" | "vt100" | "vt102" | "vt220" | "ansi-m") || term.ends_with("-m") {
        return (false, format!("none (TERM={term})"));
    }
    (true, format!("16 (TERM={term})"))
}

/// Whether the terminal is known to erase characters in the middle of a line (`ECH`), which saves sending blanks.
fn erases(term: &str, tmux: bool) -> bool {
    const KNOWN: [&str; 10] =
        ["xterm", "linux", "rxvt", "tmux", "konsole", "putty", "alacritty", "foot", "vte", "gnome"];
    tmux || KNOWN.iter().any(|known| term.starts_with(known))
}

fn plain(env: &Env, term: &str) -> (bool, String) {
    let why = if !env.input_is_terminal {
        "standard input is not a terminal"
    } else if !env.output_is_terminal {
        "standard output is not a terminal"
    } else if matches!(term, "" | "dumb") {
        "TERM is dumb or not set"
    } else {
        return (false, "full screen".to_owned());
    };
    (true, format!("one line at a time ({why})"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn caps(variables: &[(&str, &str)]) -> Caps {
        let mut env = Env { input_is_terminal: true, output_is_terminal: true, ..Env::default() };
        env.variables.insert("TERM".to_owned(), "xterm-256color".to_owned());
        env.variables.insert("LANG".to_owned(), "ko_KR.UTF-8".to_owned());
        env.variables.extend(variables.iter().map(|(name, value)| (name.to_string(), value.to_string())));
        Caps::from_env(&env)
    }

    #[test]
    fn the_strongest_locale_variable_that_is_set_decides() {
        assert!(caps(&[]).unicode);
        assert!(caps(&[("LC_ALL", "")]).unicode);
        assert!(!caps(&[("LC_ALL", "C")]).unicode);
        assert!(!caps(&[("LC_CTYPE", "ko_KR.eucKR")]).unicode);
        assert!(caps(&[("LC_ALL", "en_US.utf8"), ("LC_CTYPE", "C")]).unicode);
        assert!(!caps(&[("TERM", "vt100")]).unicode);
    }

    #[test]
    fn colours_follow_force_then_no_color_then_terminal() {
        assert!(caps(&[]).colour);
        assert!(caps(&[("NO_COLOR", "")]).colour);
        assert!(!caps(&[("NO_COLOR", "1")]).colour);
        assert!(caps(&[("NO_COLOR", "1"), ("CLICOLOR_FORCE", "1")]).colour);
        assert!(!caps(&[("CLICOLOR", "0")]).colour);
        assert!(!caps(&[("TERM", "vt100")]).colour);
    }

    #[test]
    fn no_terminal_or_a_dumb_one_gets_lines() {
        assert!(!caps(&[]).plain);
        assert!(caps(&[("TERM", "dumb")]).plain);
        assert!(caps(&[("TERM", "")]).plain);
        assert!(Caps::from_env(&Env::default()).plain);
    }

    #[test]
    fn characters_are_erased_only_where_the_terminal_is_known_to_do_so() {
        assert!(caps(&[]).erases);
        assert!(caps(&[("TERM", "linux")]).erases);
        assert!(!caps(&[("TERM", "vt100")]).erases);
        assert!(!caps(&[("TERM", "screen")]).erases);
        assert!(caps(&[("TERM", "screen"), ("TMUX", "/tmp/tmux,1,0")]).erases);
    }

    #[test]
    fn escape_waits_longer_over_ssh() {
        assert_eq!(caps(&[]).escape_delay.as_millis(), 50);
        assert_eq!(caps(&[("SSH_CONNECTION", "10.0.0.1 5 10.0.0.2 22")]).escape_delay.as_millis(), 150);
    }
}
