//! How things look: the 16 named colours on the user's own background, or none.
//!
//! A colour only repeats what a word or a mark says. No blue or yellow text (unreadable on dark or light
//! backgrounds), no bright on bright. Without colours only bold, underline and reverse are used, on `Color::Reset`.

use ratatui::style::{Color, Modifier, Style};

use super::caps::Caps;
use super::text;

/// What a piece of text is, which decides how it looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    /// Running text.
    Plain,
    /// Titles, the headline, marks of the cursor.
    Strong,
    /// A title of the panel that has the focus.
    Focused,
    /// Decided, saved.
    Good,
    /// What would be, if the option under the cursor were chosen.
    Preview,
    /// To avoid, withheld, not saved.
    Danger,
    /// Alerts.
    Alert,
    /// What is said of the program, not by it.
    Caption,
}

/// The look of a terminal: colours or none, lines or ASCII.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Theme {
    colour: bool,
    unicode: bool,
    /// Characters of which lines are made.
    pub(crate) lines: Lines,
}

/// Characters of which lines are made. All other marks are ASCII everywhere: symbols beyond box lines are missing in
/// some fonts and two columns wide in others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Lines {
    /// A rule.
    pub(crate) horizontal: &'static str,
    /// Between columns.
    pub(crate) vertical: &'static str,
    /// A rule above a column's line.
    pub(crate) down: &'static str,
    /// A rule that starts at a column's line.
    pub(crate) right: &'static str,
}

impl Theme {
    /// The look for what the terminal can show.
    pub(crate) fn new(caps: &Caps) -> Theme {
        let lines = if caps.unicode {
            Lines { horizontal: "\u{2500}", vertical: "\u{2502}", down: "\u{252c}", right: "\u{251c}" }
        } else {
            Lines { horizontal: "-", vertical: "|", down: "+", right: "+" }
        };
        Theme { colour: caps.colour, unicode: caps.unicode, lines }
    }

    /// Whether text beyond ASCII can be shown.
    pub(crate) fn is_unicode(&self) -> bool {
        self.unicode
    }

    /// How text of a role looks.
    pub(crate) fn style(&self, role: Role) -> Style {
        let style = Style::new();
        match (role, self.colour) {
            (Role::Plain, _) | (Role::Good, false) => style,
            (Role::Strong, _) | (Role::Preview, false) => style.add_modifier(Modifier::BOLD),
            (Role::Focused, _) => style.add_modifier(Modifier::BOLD | Modifier::UNDERLINED),
            (Role::Good, true) => style.fg(Color::Green),
            (Role::Preview, true) => style.fg(Color::Cyan).add_modifier(Modifier::BOLD),
            (Role::Danger, true) => style.fg(Color::Magenta).add_modifier(Modifier::BOLD),
            (Role::Danger, false) => style.add_modifier(Modifier::BOLD),
            (Role::Alert, true) => style.fg(Color::Black).bg(Color::Yellow),
            (Role::Alert, false) | (Role::Caption, _) => style.add_modifier(Modifier::REVERSED),
        }
    }

    /// The text as this terminal can draw it. Measure and wrap only what came through here.
    pub(crate) fn text<'a>(&self, text: &'a str) -> std::borrow::Cow<'a, str> {
        text::drawable(text, self.unicode)
    }

    /// The drawable text in lines of at most so many columns.
    pub(crate) fn wrap(&self, text: &str, columns: usize) -> Vec<String> {
        text::wrap(&self.text(text), columns)
    }

    /// The drawable text in lines that hang under the first, which starts with `first`.
    pub(crate) fn wrap_hanging(&self, first: &str, text: &str, columns: usize) -> Vec<String> {
        text::wrap_hanging(&self.text(first), &self.text(text), columns)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::caps::Env;

    const ROLES: [Role; 8] = [
        Role::Plain,
        Role::Strong,
        Role::Focused,
        Role::Good,
        Role::Preview,
        Role::Danger,
        Role::Alert,
        Role::Caption,
    ];

    fn theme(variables: &[(&str, &str)]) -> Theme {
        let variables = variables.iter().map(|(name, value)| (name.to_string(), value.to_string()));
        Theme::new(&Caps::from_env(&Env { variables: variables.collect(), ..Env::default() }))
    }

    #[test]
    fn without_colours_no_style_names_one() {
        for role in ROLES {
            let style = theme(&[("TERM", "xterm"), ("NO_COLOR", "1")]).style(role);
            assert_eq!((style.fg, style.bg), (None, None), "{role:?}");
        }
    }

    #[test]
    fn no_blue_or_yellow_or_bright_text() {
        for role in ROLES {
            let style = theme(&[("TERM", "xterm")]).style(role);
            let allowed =
                [None, Some(Color::Black), Some(Color::Green), Some(Color::Cyan), Some(Color::Magenta)];
            assert!(allowed.contains(&style.fg), "{role:?}");
        }
    }

    #[test]
    fn ascii_terminals_get_ascii_lines() {
        let lines = theme(&[("LC_ALL", "C")]).lines;
        assert!(
            [lines.horizontal, lines.vertical, lines.down, lines.right].iter().all(|line| line.is_ascii())
        );
    }
}
