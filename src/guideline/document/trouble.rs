//! What the YAML reader stumbled over, in the words of an author who never met its grammar.

use super::{Malformed, Spot};
use crate::guideline::characters;
use crate::guideline::examples::is_key;

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
    let near = [line, line + 1, line.saturating_sub(1)];
    if let Some((line, (column, odd))) =
        near.into_iter().find_map(|line| Some((line, odd_indent(&lines, line)?)))
    {
        let spot = Spot { line, column, width: 1 };
        let sign =
            characters::named(odd).unwrap_or_else(|| "a sign that looks like a space and is none".to_owned());
        let before = lines.get(line - 1).and_then(|content| content.chars().nth(column.checked_sub(2)?));
        return match before {
            Some('-') => Malformed::new(spot, &format!("after the dash stands {sign}"), "type a plain space"),
            _ => {
                let hint = "delete what stands before the first word, and indent with plain spaces";
                Malformed::new(spot, &format!("a line is indented with {sign}"), hint)
            }
        };
    }
    let structure = ["block", "simple key", "mapping values"].iter().any(|part| info.contains(part));
    if let (true, Some(found)) = (structure, close_dash(&lines, line)) {
        return found;
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
                if let Some(named) =
                    rest.chars().nth(1).filter(|c| characters::is_hidden(*c)).and_then(characters::named)
                {
                    let spot = Spot { column: spot.column + 1, ..spot };
                    return Malformed::new(
                        spot,
                        &format!("after the colon stands {named}"),
                        "type a plain space",
                    );
                }
                let hint = format!("write `{key}: {}`", rest[1..].chars().take(30).collect::<String>());
                return Malformed::new(spot, "there is no space after the colon", &hint);
            }
        }
    }
    if structure && let Some(found) = without_colon(&lines, line, info.contains("simple key")) {
        return found;
    }
    let content = lines.get(line.wrapping_sub(1)).copied().unwrap_or_default();
    let mut spot = Spot { line: line.max(1), column: column.max(1), width: 1 };
    if let (true, Some((key, text))) = (info.contains("block scalar"), begins_like_a_block(content)) {
        let text = format!("\"{}\"", text.replace('"', "\\\""));
        let hint = match key {
            "" => format!("put it in quotes: `{text}`"),
            key => format!("put it in quotes: `{key}: {text}`"),
        };
        return Malformed::new(spot, "a text cannot begin with `>` or `|`", &hint);
    }
    let before: String = lines
        .get(line.wrapping_sub(1))
        .map_or_else(String::new, |content| content.chars().take(column.saturating_sub(1)).collect());
    if info.contains("mapping values are not allowed") && !before.contains(": ") {
        // The reader stops at the colon; what is wrong is where its key begins.
        spot.column = content.chars().take_while(|c| *c == ' ').count() + 1;
    }
    let (message, hint) = words(info, before.trim_start_matches([' ', '-']), content);
    match hint {
        Some(hint) => Malformed::new(spot, message, hint),
        None => Malformed::new(
            spot,
            &format!("this is not YAML: {info}"),
            "look at the indentation, the quotes and the colons of this line and the one above",
        ),
    }
}

/// Where a line is indented with something other than plain spaces, and with what.
fn odd_indent(lines: &[&str], line: usize) -> Option<(usize, char)> {
    let content = lines.get(line.wrapping_sub(1))?;
    let odd = |c: &char| c.is_whitespace() && *c != ' ' || characters::is_hidden(*c);
    let at = content.chars().take_while(|c| *c == ' ' || *c == '-').count();
    content.chars().nth(at).filter(odd).map(|odd| (at + 1, odd))
}

/// This line, or the last one that is written above.
fn here_and_above(lines: &[&str], line: usize) -> impl Iterator<Item = usize> {
    let written =
        |&above: &usize| lines.get(above.wrapping_sub(1)).is_some_and(|text| !text.trim().is_empty());
    let above = (1..line).rev().find(written);
    above.into_iter().chain(Some(line).filter(written))
}

/// A dash that is meant to begin an entry, and has no space after it.
fn close_dash(lines: &[&str], line: usize) -> Option<Malformed> {
    here_and_above(lines, line).find_map(|line| {
        let content = lines.get(line - 1)?;
        let rest = content.trim_start_matches(' ').strip_prefix('-')?;
        rest.starts_with(|c: char| c.is_ascii_alphabetic() || c == '"' || c == '\'').then(|| {
            let spot = Spot { line, column: content.chars().count() - rest.chars().count(), width: 1 };
            let entry: String = rest.chars().take(30).collect();
            Malformed::new(spot, "there is no space after the dash", &format!("write `- {entry}`"))
        })
    })
}

/// The last line that is written above, if it begins like a key and has no colon that counts.
fn without_colon(lines: &[&str], line: usize, any_word: bool) -> Option<Malformed> {
    let above = here_and_above(lines, line).next().filter(|above| *above < line)?;
    let content = lines.get(above - 1)?;
    let key = content.trim_start_matches([' ', '-']);
    let length = key.bytes().take_while(|byte| byte.is_ascii_lowercase() || *byte == b'_').count();
    let (name, rest) = key.split_at(length);
    let column = content.chars().count() - rest.chars().count() + 1;
    let spot = Spot { line: above, column, width: 1 };
    let value: String = rest.trim_start_matches(['：', ' ']).chars().take(30).collect();
    let hint = format!("write `{name}: {value}`, or indent a text that goes on");
    match rest.chars().next() {
        _ if name.is_empty() || value.is_empty() => None,
        Some('：') => {
            Some(Malformed::new(spot, "this colon is as wide as two letters, and no colon for YAML", &hint))
        }
        Some(' ') if is_key(name) => {
            Some(Malformed::new(spot, "there is no colon after the first word", &hint))
        }
        Some(' ') if any_word => {
            let spot = Spot { column: column - length, ..spot };
            let hint = "indent it further than the key above, if the text goes on; else write `key: value`";
            Some(Malformed::new(spot, "a line without `key: value`", hint))
        }
        _ => None,
    }
}

/// A text that begins with a sign that YAML takes for the beginning of a block: `because: >= 5 is safe`.
fn begins_like_a_block(content: &str) -> Option<(&str, &str)> {
    let (key, text) = content.split_once(": ").or_else(|| content.split_once("- "))?;
    let text = text.trim();
    let rest = text.strip_prefix(['>', '|'])?.trim_start_matches(['+', '-']);
    let rest = rest.trim_start_matches(|c: char| c.is_ascii_digit()).trim_start();
    (!rest.is_empty() && !rest.starts_with('#')).then(|| (key.trim_start_matches([' ', '-']), text))
}

/// The message and what to do, by what the reader says, what stands before in the line, and the line.
fn words<'a>(info: &str, before: &str, line: &str) -> (&'a str, Option<&'a str>) {
    let has = |part: &str| info.contains(part);
    let closed = |open: &str, close: char| before.contains(open) && before.trim_end().ends_with(close);
    match () {
        () if (has("block mapping") || has("block collection"))
            && (closed(": {", '}') || closed(": [", ']') || closed("- {", '}') || closed("- [", ']')) =>
        {
            (
                "a text goes on after its closing brace or bracket",
                Some("put the whole text in quotes; tests are grouped with `(` and `)`"),
            )
        }
        () if has("mapping values are not allowed") && before.contains(": “") => (
            "a second colon in one line, and typographic quotes are no quotes",
            Some("put the text after the first colon in plain quotes, `\"` or `'`"),
        ),
        () if (has("block mapping") || has("block collection")) && line.trim_start().starts_with("- ") => (
            "this entry begins with `- `, and what stands above it in the list does not",
            Some("begin each entry of the list with `- `, all in one column"),
        ),
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
        () if has("trailing content after") && before.contains(": '") || before.starts_with('\'') => (
            "a text goes on after its quotes",
            Some("inside of single quotes write an apostrophe twice, `''`; or put the text in double quotes"),
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
