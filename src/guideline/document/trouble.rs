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
    if let Some(line) = [line, line + 1].into_iter().find(|&line| odd_indent(&lines, line).is_some()) {
        let spot = Spot { line, column: odd_indent(&lines, line).unwrap_or(1), width: 1 };
        let hint = "delete what stands before the first word, and indent with plain spaces";
        return Malformed::new(
            spot,
            "a line is indented with a sign that looks like a space and is none",
            hint,
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
    if info.contains("simple key")
        && let Some(found) = without_colon(&lines, line)
    {
        return found;
    }
    let mut spot = Spot { line: line.max(1), column: column.max(1), width: 1 };
    let before: String = lines
        .get(line.wrapping_sub(1))
        .map_or_else(String::new, |content| content.chars().take(column.saturating_sub(1)).collect());
    let content = lines.get(line.wrapping_sub(1)).copied().unwrap_or_default();
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

/// Where a line is indented with something other than plain spaces.
fn odd_indent(lines: &[&str], line: usize) -> Option<usize> {
    let content = lines.get(line.wrapping_sub(1))?;
    let odd = |c: &char| c.is_whitespace() && *c != ' ' || ['\u{200b}', '\u{feff}'].contains(c);
    let at = content.chars().take_while(|c| *c == ' ' || *c == '-').count();
    content.chars().nth(at).filter(odd).map(|_| at + 1)
}

/// The last line that is written above, if it begins like a key and has no colon that counts.
fn without_colon(lines: &[&str], line: usize) -> Option<Malformed> {
    let above =
        (1..line).rev().find(|&above| lines.get(above - 1).is_some_and(|text| !text.trim().is_empty()))?;
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
        Some(' ') => Some(Malformed::new(spot, "there is no colon after the first word", &hint)),
        _ => None,
    }
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
