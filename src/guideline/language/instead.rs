//! What to write instead of what is no guard: by the signs and words that others write for the same.

use super::lexer::{Kind, SyntaxError, Token};
use crate::guideline::characters;

/// A sign that no guard has.
pub(super) fn unexpected(character: char, characters: &[char], start: usize) -> SyntaxError {
    if let (Some(named), Some(instead)) = (characters::named(character), characters::instead(character)) {
        return match characters::is_hidden(character) {
            true => {
                let message = format!("{named} has no meaning here");
                SyntaxError { start, width: 1, message, hint: Some(instead) }
            }
            false => error(character, start, format!("it is {named}: {instead}")),
        };
    }
    let next = characters.get(start + 1).copied();
    let letter = |at: Option<usize>| at.and_then(|at| characters.get(at)).is_some_and(|c| c.is_alphabetic());
    let number = characters[start..].iter().find(|c| !"!=≠ ".contains(**c)).is_some_and(char::is_ascii_digit);
    let hint = match character {
        '!' if next != Some('=') => "write `not` before the test",
        '!' | '≠' if number => "write `not` before the test: `not age = 70`",
        '!' | '≠' => "write `is not`, or `not` before the test",
        '&' => "write `and`",
        '|' => "write `or`",
        '≤' => "write `<=`",
        '≥' => "write `>=`",
        '^' => "write `a * a`",
        '.' => "remove it; a decimal point stands between digits",
        '#' => "a comment needs a space before its `#`",
        '\'' | '’' if letter(start.checked_sub(1)) && letter(Some(start + 1)) => {
            "write `is not`, or `not` before the test"
        }
        '"' | '\'' | '“' | '”' | '„' | '‘' | '’' | '‚' | '«' | '»' | '`' => {
            "names and options need no quotes"
        }
        '%' => "numbers stand without a unit",
        '[' | ']' => "sets stand in braces: `{a, b}`; a range is `between 1 and 3`",
        _ => match plain(character) {
            Some(plain) => {
                let hint = format!("write a plain `{plain}`: this one is as wide as two letters");
                return error(character, start, hint);
            }
            None => "a guard has names, numbers, parentheses, braces and comparisons",
        },
    };
    error(character, start, hint.to_owned())
}

fn error(character: char, start: usize, hint: String) -> SyntaxError {
    SyntaxError { start, width: 1, message: format!("`{character}` has no meaning here"), hint: Some(hint) }
}

/// The ASCII sign that a full-width one stands for, as East Asian keyboards give them.
fn plain(character: char) -> Option<char> {
    match character {
        '、' => Some(','),
        '。' => Some('.'),
        '！'..='～' => char::from_u32(u32::from(character) - 0xFEE0),
        _ => None,
    }
}

/// What to do about a sign that is one for computing, in a guard.
pub(super) fn computed(text: &str, error: SyntaxError) -> SyntaxError {
    match text.chars().nth(error.start) {
        Some('×' | '÷' | '·' | '⋅') => SyntaxError { hint: Some(COMPUTED.to_owned()), ..error },
        _ => error,
    }
}

const COMPUTED: &str = "nothing is computed in a guard; write a score in scores.yaml, and test it";

/// What to do about a token that stands behind a whole test, by the tokens before it and from it on.
pub(super) fn joined(before: &[Token], rest: &[Token]) -> String {
    let text = |at: usize| rest.get(at).map_or("", |token| token.text.as_str());
    let is_number = |token: Option<&Token>| token.is_some_and(|token| token.kind == Kind::Number);
    let (last, number) = (before.last().map_or("", |token| &token.text), is_number(before.last()));
    let word = rest.first().is_some_and(|token| token.kind == Kind::Word);
    let spaced =
        before.iter().rev().nth(1).is_some_and(|token| ["is", "not", "has"].contains(&token.text.as_str()));
    let close = |left: usize, right: usize| {
        let end = |token: &Token| token.start + token.width();
        let left = left.checked_sub(1).map_or(before.last(), |at| rest.get(at));
        left.zip(rest.get(right)).is_some_and(|(left, right)| end(left) == right.start)
    };
    match text(0) {
        "-" if before.last().is_some_and(|token| token.kind == Kind::Word)
            && rest.get(1).is_some_and(|token| token.kind == Kind::Word)
            && close(0, 0)
            && close(1, 1) =>
        {
            format!("names have no `-`: did you mean `{last}_{}`?", text(1))
        }
        "," if number && is_number(rest.get(1)) => format!("write a decimal point: `{last}.{}`", text(1)),
        "," => "join two tests with `and` or `or`".to_owned(),
        "(" => "sets stand in braces: `{a, b}`".to_owned(),
        "/" if text(1) == "/" => "a comment begins with ` # `".to_owned(),
        "+" | "-" | "*" | "/" => COMPUTED.to_owned(),
        "<" | "<=" | ">" | ">=" | "=" => {
            "write two tests: `a > 1 and a < 3`, or `a between 1 and 3`".to_owned()
        }
        other
            if ["and", "or", "not"].contains(&other.to_lowercase().as_str())
                && other != other.to_lowercase() =>
        {
            format!("write `{}`, in small letters", other.to_lowercase())
        }
        "not" if text(1) == "in" => format!("write `not {last} in {{a, b}}`"),
        "not" => format!("write `{last} is not option`, or `not` before the test"),
        "isnt" | "isnot" | "aint" => format!("write `{last} is not option`, or `not` before the test"),
        "of" if last == "one" => "write `in {a, b}`".to_owned(),
        _ if word && number => "numbers stand without a unit; tests are joined with `and` or `or`".to_owned(),
        "equals" | "equal" if option_after(rest).is_some() => {
            format!("write `{last} is {}`", option_after(rest).unwrap_or("option"))
        }
        other => match compared(other, text(1)) {
            Some(sign) => {
                let number = rest.iter().find(|token| token.kind == Kind::Number);
                format!("write `{last} {sign} {}`", number.map_or("3", |token| token.text.as_str()))
            }
            None if word && spaced => {
                "an option is an id, without spaces; two tests are joined with `and` or `or`".to_owned()
            }
            None => "join two tests with `and` or `or`".to_owned(),
        },
    }
}

/// The option in `equals option` or `equal to option`, if it is no number.
fn option_after(rest: &[Token]) -> Option<&str> {
    let token = rest.iter().skip(1).find(|token| token.text != "to")?;
    (token.kind == Kind::Word).then_some(token.text.as_str())
}

/// The sign for a comparison in words.
fn compared(word: &str, next: &str) -> Option<&'static str> {
    match (word, next) {
        ("at", "least") => Some(">="),
        ("at", "most") => Some("<="),
        ("greater" | "more" | "larger" | "higher" | "older", "than") | ("above" | "over" | "exceeds", _) => {
            Some(">")
        }
        ("less" | "fewer" | "smaller" | "lower" | "younger", "than") | ("below" | "under", _) => Some("<"),
        ("equals" | "equal", _) => Some("="),
        _ => None,
    }
}

/// What to do about a second sign of comparison behind a first one.
pub(super) fn doubled(first: &str, second: &str, number: bool) -> String {
    match (first, second) {
        ("=", "=") if number => "write one `=`".to_owned(),
        ("=", "=") => "write `is` before an option, and one `=` before a number".to_owned(),
        ("=", "<" | ">") => format!("write `{second}=`"),
        ("<", ">") if number => "write `not` before the test: `not age = 70`".to_owned(),
        ("<", ">") => "write `is not`, or `not` before the test".to_owned(),
        _ => format!("write one of them: `{first}` or `{second}`"),
    }
}

/// What to do about a test that begins with a number.
pub(super) fn turned(tokens: &[Token]) -> String {
    let text = |at: usize| tokens.get(at).map_or("", |token| token.text.as_str());
    let word = tokens.get(2).is_some_and(|token| token.kind == Kind::Word);
    let over = tokens.get(4).is_some_and(|token| token.kind == Kind::Number);
    let sign = match text(1) {
        "<" => ">",
        "<=" => ">=",
        ">" => "<",
        ">=" => "<=",
        "=" => "=",
        _ => return "the name comes first: `ecog >= 3`, not `3 <= ecog`".to_owned(),
    };
    match word {
        true if over && ["<", "<=", ">", ">="].contains(&text(3)) => {
            format!("write two tests: `{2} {sign} {0} and {2} {1} {3}`", text(0), text(3), text(2), text(4))
        }
        true => format!("the name comes first: write `{} {sign} {}`", text(2), text(0)),
        false => "the name comes first: `ecog >= 3`, not `3 <= ecog`".to_owned(),
    }
}
