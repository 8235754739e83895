//! Keys given otherwise in a file of the user's own: `command: key`, or a list of keys.
//!
//! What is not named keeps its keys. Everything that would make the keyboard dangerous is refused: a key with two
//! meanings, a digit, `y` or `n` for anything but an answer, a command that text being typed would swallow.

use std::borrow::Cow;

use super::names::NAMES;
use super::{BINDINGS, Binding, Command, Key, Keymap, Mode, Pattern};
use crate::guideline::document::{Content, Node, Spot, parse};
use crate::guideline::findings::{File, Findings, suggestion};
use crate::guideline::{Diagnostics, nearest};

/// What one line of the file says.
struct Given {
    command: Command,
    keys: Vec<(Key, Spot)>,
}

impl Keymap {
    /// The keys that a file gives. `name` is the file in messages.
    ///
    /// Errors: the text is no YAML map, a command or key does not exist, or the keys break a rule; all of it at once,
    /// with the place and what to do.
    pub(crate) fn read(name: &str, text: &str) -> Result<Keymap, Diagnostics> {
        // A file of which every line is a comment gives nothing, which is no mistake.
        if text.lines().all(|line| matches!(line.trim().chars().next(), None | Some('#'))) {
            return Ok(Keymap::default());
        }
        let mut findings = Findings::default();
        let file = findings.file(name, text);
        let given = match parse(text) {
            Ok((root, problems)) => {
                problems.into_iter().for_each(|problem| findings.malformed(file, problem));
                lines(&mut findings, file, &root)
            }
            Err(malformed) => {
                findings.malformed(file, malformed);
                vec![]
            }
        };
        let bindings = BINDINGS.iter().map(|binding| with(binding, &given)).collect();
        let keymap = Keymap { bindings, word_of: None };
        if findings.is_clean() {
            collisions(&mut findings, file, &keymap, &given);
            swallowed(&mut findings, file, &keymap, &given);
        }
        if findings.is_clean() { Ok(keymap) } else { Err(findings.done()) }
    }

    /// The keys as such a file, each command with what it does.
    pub(crate) fn as_file(&self) -> String {
        let mut text =
            "# The keys of mcrc. Remove what should stay as it is; `mcrc doctor` checks the file.\n\
                        # Digits, y and n cannot be given away, and Ctrl-C always quits.\n"
                .to_owned();
        for (command, name) in NAMES {
            let of_command = || self.bindings.iter().filter(|binding| binding.command == Some(*command));
            let mut keys: Vec<String> = vec![];
            for pattern in of_command().flat_map(|binding| binding.keys.iter()) {
                if let Pattern::One(key) = pattern
                    && !keys.contains(&quoted(*key))
                {
                    keys.push(quoted(*key));
                }
            }
            let what = of_command().map(|binding| binding.help).find(|help| !help.is_empty());
            // What has keys that stay is not for giving away.
            let comment = if is_fixed(*command) { "# " } else { "" };
            text.push_str(&format!(
                "{comment}{name}: [{}]  # {}\n",
                keys.join(", "),
                what.unwrap_or_default()
            ));
        }
        text
    }
}

fn quoted(key: Key) -> String {
    match key {
        Key::Char(c) if !c.is_alphanumeric() && c != ' ' => format!("\"{c}\""),
        named => named.to_string(),
    }
}

/// Commands that keep their keys whatever a file says.
fn is_fixed(command: Command) -> bool {
    matches!(command, Command::Yes | Command::No | Command::Interrupt)
}

fn lines(findings: &mut Findings, file: File, root: &Node) -> Vec<Given> {
    let Content::Map(entries) = &root.value else {
        let hint = "write `command: key`, each in a line of its own; `mcrc keys` prints all of them";
        findings.error(file, root.spot, "keys must be given to commands", Some(hint.to_owned()));
        return vec![];
    };
    let mut given = vec![];
    for (name, node) in entries {
        let Some(command) = Command::named(&name.text) else {
            let hint = match nearest(&name.text, NAMES.iter().map(|(_, name)| *name)) {
                Some(near) => format!("did you mean `{near}`?"),
                None => "`mcrc keys` prints every command".to_owned(),
            };
            findings.error(file, name.spot, format!("there is no command `{}`", name.text), Some(hint));
            continue;
        };
        if is_fixed(command) {
            let hint = Some("remove the line".to_owned());
            findings.error(file, name.spot, format!("`{}` keeps its key", name.text), hint);
            continue;
        }
        let nodes: &[Node] = match &node.value {
            Content::List(nodes) => nodes,
            _ => std::slice::from_ref(node),
        };
        let keys: Vec<(Key, Spot)> =
            nodes.iter().filter_map(|node| Some((key(findings, file, node)?, node.spot))).collect();
        if nodes.is_empty() || node.is_empty() {
            let hint = Some(format!("write `{}: u`, or a list; remove the line to keep its key", name.text));
            findings.error(file, name.spot, format!("`{}` is left without a key", name.text), hint);
        }
        given.push(Given { command, keys });
    }
    given
}

/// Reads a key, and refuses those that are not to be given away.
fn key(findings: &mut Findings, file: File, node: &Node) -> Option<Key> {
    let Content::Scalar(text, _) = &node.value else {
        let hint = Some("write one key, or a list of keys".to_owned());
        findings.error(file, node.spot, "this is no key", hint);
        return None;
    };
    if node.is_empty() {
        return None;
    }
    match Key::named(text) {
        Some(Key::Char('0'..='9')) => {
            let hint = Some("digits choose answers and are typed; take another key".to_owned());
            findings.error(file, node.spot, format!("`{text}` cannot be given away"), hint);
            None
        }
        Some(Key::Char('y' | 'n' | 'Y' | 'N')) => {
            let hint = Some("it answers yes or no and means nothing else; take another key".to_owned());
            findings.error(file, node.spot, format!("`{text}` cannot be given away"), hint);
            None
        }
        Some(Key::Ctrl('c')) => {
            let hint = Some("it quits, everywhere; take another key".to_owned());
            findings.error(file, node.spot, format!("`{text}` cannot be given away"), hint);
            None
        }
        Some(key) => Some(key),
        None => {
            let names = Key::names();
            let hint = suggestion(text, names.iter().map(String::as_str))
                .filter(|hint| hint.starts_with("did"))
                .unwrap_or_else(|| {
                    format!("a key is one character, Ctrl-A to Ctrl-Z, or one of: {}", names.join(", "))
                });
            findings.error(file, node.spot, format!("`{text}` is no key"), Some(hint));
            None
        }
    }
}

/// A line of the table with the keys that were given. Of its standard keys those that were given again stay where they
/// were; new ones hold wherever the command does.
fn with(binding: &Binding, given: &[Given]) -> Binding {
    let Some(given) = given.iter().find(|given| Some(given.command) == binding.command) else {
        return binding.clone();
    };
    let standard = |key: Key| {
        BINDINGS
            .iter()
            .filter(|other| other.command == binding.command)
            .any(|other| other.keys.contains(&Pattern::One(key)))
    };
    let keys = given
        .keys
        .iter()
        .map(|(key, _)| *key)
        .filter(|key| !standard(*key) || binding.keys.contains(&Pattern::One(*key)));
    Binding { keys: Cow::Owned(keys.map(Pattern::One).collect()), ..binding.clone() }
}

/// Refuses a key with two meanings in one mode.
fn collisions(findings: &mut Findings, file: File, keymap: &Keymap, given: &[Given]) {
    for line in given {
        for (index, (key, spot)) in line.keys.iter().enumerate() {
            if line.keys[..index].iter().any(|(other, _)| other == key) {
                let hint = Some("write it once".to_owned());
                findings.error(file, *spot, format!("`{key}` stands twice"), hint);
                continue;
            }
            let other = Mode::ALL.iter().find_map(|(mode, title)| {
                let here = |command| {
                    let mut bindings = keymap.bindings(*mode);
                    bindings.any(|binding| {
                        binding.command == Some(command) && binding.keys.contains(&Pattern::One(*key))
                    })
                };
                let mut others = keymap.bindings(*mode).filter(|binding| {
                    binding.keys.contains(&Pattern::One(*key)) && binding.command != Some(line.command)
                });
                let other = others.next().and_then(|binding| binding.command)?;
                here(line.command).then_some((other, *title))
            });
            if let Some((other, title)) = other {
                let message = format!(
                    "`{key}` would be `{}` and `{}` ({})",
                    line.command.name(),
                    other.name(),
                    title.to_lowercase()
                );
                let hint = Some(format!("give `{}` another key, or take another one here", other.name()));
                findings.error(file, *spot, message, hint);
            }
        }
    }
}

/// Refuses a command that could not be reached where text is typed, because there its keys are text.
fn swallowed(findings: &mut Findings, file: File, keymap: &Keymap, given: &[Given]) {
    for line in given {
        let lost = Mode::ALL.iter().find(|(mode, _)| {
            let mut bindings = keymap.bindings(*mode).filter(|binding| binding.command == Some(line.command));
            let is_text = |pattern: &Pattern| matches!(pattern, Pattern::One(Key::Char(_)));
            mode.is_text() && bindings.any(|binding| binding.keys.iter().all(is_text))
        });
        if let (Some((_, title)), Some((_, spot))) = (lost, line.keys.first()) {
            let name = line.command.name();
            let message = format!("`{name}` needs a key that is no character ({})", title.to_lowercase());
            let hint =
                Some("where text is typed, characters are text: add a key such as Enter or F1".to_owned());
            findings.error(file, *spot, message, hint);
        }
    }
}
