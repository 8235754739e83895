//! What the YAML reader stumbled over, in the words of an author who never met its grammar.

use super::{Malformed, Spot};

/// Says what is wrong with a text that is not YAML. `line` and `column` are where the reader gave up, which is often
/// behind the mistake.
pub(super) fn explain(text: &str, info: &str, line: usize, column: usize) -> Malformed {
    let lines: Vec<&str> = text.lines().collect();
    // The reader may stop at the end of the line above the tab.
    let tabbed = (line..=line + 1).find(|&line| {
        let content = lines.get(line.wrapping_sub(1)).copied().unwrap_or_default();
        content.len() > content.trim_start().len()
            && content[..content.len() - content.trim_start().len()].contains('\t')
    });
    if let (Some(line), true) = (tabbed, info.contains("tab") || info.contains("block")) {
        let spot = Spot { line, column: 1, width: 1 };
        return Malformed::new(
            spot,
            "a line begins with a tab",
            "indent with spaces, as the lines around it",
        );
    }
    if info.contains("simple key") || info.contains("block mapping") {
        // The reader stops a line below the colon that has no space after it.
        for line in [line.saturating_sub(1), line] {
            let content = lines.get(line.wrapping_sub(1)).copied().unwrap_or_default();
            let key = content.trim_start_matches([' ', '-']);
            let length = key.bytes().take_while(|byte| byte.is_ascii_lowercase() || *byte == b'_').count();
            let (key, rest) = key.split_at(length);
            if !key.is_empty() && rest.starts_with(':') && rest.len() > 1 && !rest.starts_with(": ") {
                let spot = Spot { line, column: content.len() - rest.len() + 1, width: 1 };
                let hint = format!("write `{key}: {}`", rest[1..].chars().take(30).collect::<String>());
                return Malformed::new(spot, "there is no space after the colon", &hint);
            }
        }
    }
    let spot = Spot { line: line.max(1), column: column.max(1), width: 1 };
    let before: String = lines
        .get(line.wrapping_sub(1))
        .map_or_else(String::new, |content| content.chars().take(column.saturating_sub(1)).collect());
    let (message, hint) = words(info, before.trim_start_matches([' ', '-']));
    match hint {
        Some(hint) => Malformed::new(spot, message, hint),
        None => Malformed::new(
            spot,
            &format!("this is not YAML: {info}"),
            "look at the indentation, the quotes and the colons of this line and the one above",
        ),
    }
}

/// The message and what to do, by what the reader says and what stands before in the line.
fn words<'a>(info: &str, before: &str) -> (&'a str, Option<&'a str>) {
    let has = |part: &str| info.contains(part);
    match () {
        () if has("mapping values are not allowed") && before.contains(": ") => {
            ("a second colon in one line", Some("put the text after the first colon in quotes"))
        }
        () if has("mapping values are not allowed") || has("block mapping") || has("block collection") => (
            "this line does not stand below the others of its list or map",
            Some("let keys of one entry begin in one column, and each new entry with `- `"),
        ),
        () if has("sequence entries are not allowed") => (
            "a `- ` has no place here",
            Some("begin the list in a line of its own, or put a text that begins with `-` in quotes"),
        ),
        () if has("simple key") => (
            "a line without `key: value`",
            Some("write a space after the colon, here or in the line above; indent a text that goes on"),
        ),
        () if has("trailing content after") => (
            "a text goes on after its quotes",
            Some("put the whole text in quotes; write `\\\"` inside of them"),
        ),
        () if has("quoted scalar") && (has("escape") || has("hexadecimal")) => {
            ("`\\` has a meaning in double quotes", Some("write `\\\\`, or put the text in single quotes"))
        }
        () if has("quoted scalar") => ("a quote is not closed", Some("close it with the same sign")),
        () if has("flow sequence") || has("flow mapping") || has("placement of ':'") || has("in flow") => (
            "a bracket or brace is not closed, or a comma is missing",
            Some("look at this line and the one above; a text with `,`, `[`, `]`, `{` or `}` needs quotes"),
        ),
        () if has("invalid indentation") => (
            "a bracket or brace above is not closed",
            Some("close every `[` with `]` and every `{` with `}`"),
        ),
        () if has("misplaced bracket") => {
            ("a bracket or brace too many", Some("remove it, or put the text in quotes"))
        }
        () if has("anchor") => ("a text cannot begin with `*` or `&`", Some("put it in quotes")),
        () if has("unexpected character") || has("plain scalar cannot") => {
            ("a text cannot begin with this sign", Some("put it in quotes"))
        }
        () if has("directive") || has("document") => {
            ("`%`, `---` or `...` begins a line", Some("put the text in quotes; a file is one document"))
        }
        () if has("unprintable") => (
            "this is no text: it has a character that cannot be printed",
            Some("save the file as plain text in UTF-8, or remove the character"),
        ),
        () if has("block scalar") => {
            ("the lines below `|` or `>` are not indented alike", Some("indent them with the same spaces"))
        }
        () => ("", None),
    }
}
