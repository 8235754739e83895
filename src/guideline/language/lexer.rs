//! Words, numbers and signs of a guard, each with its place.

/// What is wrong with a text, and where: in characters from its beginning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SyntaxError {
    pub(crate) start: usize,
    pub(crate) width: usize,
    pub(crate) message: String,
    pub(crate) hint: Option<String>,
}

/// A kind of token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A name, option or keyword.
    Word,
    /// Digits, with a sign and a point if there are any.
    Number,
    /// A parenthesis, brace, comma, comparison or operator.
    Sign,
    /// The end of the text.
    End,
}

/// A token with its place, in characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Token {
    pub(crate) kind: Kind,
    pub(crate) text: String,
    pub(crate) start: usize,
}

impl Token {
    /// How many characters it takes; the end takes one.
    pub(crate) fn width(&self) -> usize {
        self.text.chars().count().max(1)
    }
}

/// Takes a text apart. The last token is the end.
pub(crate) fn tokens(text: &str) -> Result<Vec<Token>, SyntaxError> {
    let characters: Vec<char> = text.chars().collect();
    let mut tokens: Vec<Token> = Vec::new();
    let mut at = 0;
    while at < characters.len() {
        let start = at;
        let character = characters[at];
        let kind = match character {
            _ if character.is_whitespace() => {
                at += 1;
                continue;
            }
            _ if is_word_start(character) => {
                at += run(&characters[at..], |c| is_word_start(c) || c.is_ascii_digit());
                Kind::Word
            }
            _ if character.is_ascii_digit() => {
                at += run(&characters[at..], |c| c.is_ascii_digit() || c == '.' || is_word_start(c));
                Kind::Number
            }
            '<' | '>' => {
                at += if characters.get(at + 1) == Some(&'=') { 2 } else { 1 };
                Kind::Sign
            }
            '(' | ')' | '{' | '}' | ',' | '=' | '+' | '-' | '*' | '/' => {
                at += 1;
                Kind::Sign
            }
            other => return Err(super::instead::unexpected(other, &characters, start)),
        };
        let text: String = characters[start..at].iter().collect();
        tokens.push(Token { kind, text, start });
    }
    tokens.push(Token { kind: Kind::End, text: String::new(), start: characters.len() });
    Ok(tokens)
}

fn is_word_start(character: char) -> bool {
    character.is_alphabetic() || character == '_'
}

fn run(characters: &[char], belongs: impl Fn(char) -> bool) -> usize {
    characters.iter().take_while(|&&character| belongs(character)).count()
}
