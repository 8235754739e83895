//! Text to guard syntax, by recursive descent; no deeper than [`DEEPEST`].

use super::instead;
use super::lexer::{Kind, SyntaxError, Token, tokens};
use super::syntax::{Compare, Form, GuardSyntax, Name, TestSyntax};
use crate::guideline::{Decimal, DecimalError, Quantifier};

/// How deep parentheses may be nested.
const DEEPEST: usize = 64;
/// The longest guard that is written out in a message, in bytes.
const LONGEST: usize = 300;

/// Parses a guard. With it comes what is better written with parentheses: where `and` and `or` stand side by side.
pub(crate) fn parse_guard(text: &str) -> Result<(GuardSyntax, Option<SyntaxError>), SyntaxError> {
    let mut parser = Parser::new(text).map_err(|error| instead::computed(text, error))?;
    let guard = parser.any(0)?;
    parser.end()?;
    Ok((guard, parser.mixed))
}

/// Tokens and how many of them are used up; shared with formulas.
pub(super) struct Parser {
    tokens: Vec<Token>,
    at: usize,
    mixed: Option<SyntaxError>,
}

impl Parser {
    pub(super) fn new(text: &str) -> Result<Parser, SyntaxError> {
        Ok(Parser { tokens: tokens(text)?, at: 0, mixed: None })
    }

    pub(super) fn peek(&self) -> &Token {
        &self.tokens[self.at.min(self.tokens.len() - 1)]
    }

    pub(super) fn take(&mut self) -> Token {
        let token = self.peek().clone();
        self.at += 1;
        token
    }

    /// The name just taken, if the token before is one.
    pub(super) fn before(&self) -> Option<&Token> {
        self.tokens.get(self.at.checked_sub(1)?).filter(|token| token.kind == Kind::Word)
    }

    fn follows(&self, text: &str) -> bool {
        self.peek().text == text && self.peek().kind != Kind::End
    }

    /// Takes the token if it has this text.
    pub(super) fn accept(&mut self, text: &str) -> bool {
        let follows = self.follows(text);
        if follows {
            self.at += 1;
        }
        follows
    }

    pub(super) fn expect(&mut self, text: &str, hint: &str) -> Result<(), SyntaxError> {
        if self.accept(text) { Ok(()) } else { Err(self.error(&format!("expected `{text}`"), hint)) }
    }

    pub(super) fn end(&self) -> Result<(), SyntaxError> {
        match self.peek().kind {
            Kind::End => Ok(()),
            _ if self.follows(")") => {
                let token = self.peek();
                let hint = Some("remove it, or open one before".to_owned());
                Err(SyntaxError { start: token.start, width: 1, message: "a `)` too many".to_owned(), hint })
            }
            _ => Err(self.error("expected `and`, `or` or the end", &self.joined())),
        }
    }

    /// What to do about a token that stands behind a whole test.
    fn joined(&self) -> String {
        let (before, rest) = self.tokens.split_at(self.at.min(self.tokens.len() - 1));
        instead::joined(before, rest)
    }

    /// An error at the next token.
    pub(super) fn error(&self, message: &str, hint: &str) -> SyntaxError {
        let token = self.peek();
        let found = match token.kind {
            Kind::End if self.tokens.len() == 1 => "nothing is written".to_owned(),
            Kind::End => "the text ends here".to_owned(),
            _ => format!("found `{}`", token.text),
        };
        let hint = (!hint.is_empty()).then(|| hint.to_owned());
        SyntaxError { start: token.start, width: token.width(), message: format!("{message}; {found}"), hint }
    }

    fn any(&mut self, depth: usize) -> Result<GuardSyntax, SyntaxError> {
        let start = self.at;
        let (mut parts, mut ands) = (Vec::new(), false);
        loop {
            let (part, joined) = self.all(depth)?;
            parts.push(part);
            ands |= joined;
            if !self.accept("or") {
                break;
            }
        }
        if parts.len() == 1 {
            return Ok(parts.remove(0));
        }
        let guard = GuardSyntax::Any(parts);
        if ands && self.mixed.is_none() {
            self.mixed = Some(self.side_by_side(start, &guard));
        }
        Ok(guard)
    }

    /// What to say of `and` and `or` without parentheses: who reads them may take them otherwise than they are meant.
    fn side_by_side(&self, start: usize, guard: &GuardSyntax) -> SyntaxError {
        let (first, last) = (&self.tokens[start], &self.tokens[self.at.saturating_sub(1).max(start)]);
        SyntaxError {
            start: first.start,
            width: last.start + last.width() - first.start,
            message: "`and` and `or` stand side by side without parentheses".to_owned(),
            hint: Some(match guard.to_string() {
                long if long.len() > LONGEST => {
                    "`and` binds tighter: put parentheses around what belongs together".to_owned()
                }
                guard => format!("it is read as `{guard}`: write it so, or as you mean it"),
            }),
        }
    }

    /// Tests joined by `and`, and whether there are several.
    fn all(&mut self, depth: usize) -> Result<(GuardSyntax, bool), SyntaxError> {
        let mut parts = vec![self.not(depth)?];
        while self.accept("and") {
            parts.push(self.not(depth)?);
        }
        Ok(if parts.len() == 1 { (parts.remove(0), false) } else { (GuardSyntax::All(parts), true) })
    }

    fn not(&mut self, depth: usize) -> Result<GuardSyntax, SyntaxError> {
        if self.accept("not") {
            if self.follows("not") {
                return Err(self.error("`not` twice says nothing", "remove both"));
            }
            return Ok(GuardSyntax::Not(Box::new(self.single(depth)?)));
        }
        self.single(depth)
    }

    fn single(&mut self, depth: usize) -> Result<GuardSyntax, SyntaxError> {
        if !self.accept("(") {
            return Ok(GuardSyntax::Test(self.test()?));
        }
        if depth == DEEPEST {
            return Err(
                self.error("parentheses are nested too deeply", "split the guard with `all:` and `any:`")
            );
        }
        let inner = self.any(depth + 1)?;
        if self.accept(")") {
            return Ok(inner);
        }
        match self.peek().kind {
            Kind::End => Err(self.error("expected `)`", "close the parenthesis")),
            _ => Err(self.error("expected `and`, `or` or `)`", &self.joined())),
        }
    }

    fn test(&mut self) -> Result<TestSyntax, SyntaxError> {
        if self.follows("count") && self.tokens.get(self.at + 1).is_some_and(|next| next.text == "(") {
            self.at += 2;
            let name = self.name()?;
            self.expect(")", "write `count(question) >= 2`")?;
            let Some(compare) = self.compare() else {
                return Err(
                    self.error("expected a comparison after `count(...)`", "write `count(question) >= 2`")
                );
            };
            return Ok(TestSyntax { name, form: Form::Count(compare, self.number()?) });
        }
        if self.peek().kind == Kind::Number {
            return Err(self.error("a test begins with a name", &instead::turned(&self.tokens[self.at..])));
        }
        let name = self.name()?;
        let form = self.form()?;
        Ok(TestSyntax { name, form })
    }

    fn form(&mut self) -> Result<Form, SyntaxError> {
        if self.accept("is") {
            let positive = !self.accept("not");
            if self.follows("in") || self.follows("{") {
                let name =
                    self.at.checked_sub(if positive { 2 } else { 3 }).map_or("", |at| &self.tokens[at].text);
                let hint = match positive {
                    true => "for several options write `in {a, b}`".to_owned(),
                    false => format!("for several options write `not {name} in {{a, b}}`"),
                };
                return Err(self.error("expected an option", &hint));
            }
            return Ok(Form::Is(positive, self.option()?));
        }
        if self.accept("in") {
            return Ok(Form::In(self.set()?));
        }
        if self.accept("has") {
            let quantifiers = [
                ("any", Quantifier::Any),
                ("all", Quantifier::All),
                ("none", Quantifier::None),
                ("only", Quantifier::Only),
            ];
            let brace = self.tokens.get(self.at + 1).is_some_and(|next| next.text == "{");
            for (word, quantifier) in quantifiers {
                if brace && self.accept(word) {
                    return Ok(Form::Has(quantifier, self.set()?));
                }
            }
            if self.follows("{") {
                return Err(self.error("expected an option", "for several options write `has any {a, b}`"));
            }
            return Ok(Form::HasOne(self.option()?));
        }
        if self.accept("between") {
            let from = self.number()?;
            self.expect("and", "write `between 20 and 30`")?;
            return Ok(Form::Between(from, self.number()?));
        }
        match self.compare() {
            Some(compare) => Ok(Form::Compare(compare, self.operand()?)),
            None => Ok(Form::Bare),
        }
    }

    fn compare(&mut self) -> Option<Compare> {
        Compare::ALL.into_iter().find(|compare| self.accept(compare.sign()))
    }

    fn set(&mut self) -> Result<Vec<Name>, SyntaxError> {
        self.expect("{", "sets stand in braces: `{a, b}`")?;
        if self.follows("}") {
            return Err(self.error("the set is empty", "write at least one option: `{a, b}`"));
        }
        let mut options = vec![self.option()?];
        while self.accept(",") {
            options.push(self.option()?);
        }
        self.expect("}", "separate options with `,` and close the brace")?;
        Ok(options)
    }

    pub(super) fn name(&mut self) -> Result<Name, SyntaxError> {
        let token = self.peek();
        if token.kind != Kind::Word || super::KEYWORDS.contains(&token.text.as_str()) {
            let hint = match token.text.as_str() {
                "" => "write a test there, such as `age >= 70`, or remove what is left over",
                "count" => "write `count(question) >= 2`",
                "otherwise" => "for everybody else the last rule is `- otherwise: outcome`, without `if:`",
                "not" => "write `not` before a whole test: `not fit`, `not (a or b)`",
                _ => "a test begins with a name, as in `age >= 70`",
            };
            return Err(self.error("expected the name of a question, decision or score", hint));
        }
        Ok(named(self.take()))
    }

    fn option(&mut self) -> Result<Name, SyntaxError> {
        match self.peek().kind {
            Kind::Word if !["and", "or", "not"].contains(&self.peek().text.as_str()) => {
                Ok(named(self.take()))
            }
            Kind::Number => Ok(named(self.take())),
            _ if ["<", "<=", ">", ">=", "="].contains(&self.peek().text.as_str()) => {
                let first = self.at.checked_sub(1).map_or("", |at| &self.tokens[at].text);
                let number = self.tokens.get(self.at + 1).is_some_and(|next| next.kind == Kind::Number);
                let hint = instead::doubled(first, &self.peek().text, number);
                Err(self.error("expected a number or an option", &hint))
            }
            _ => Err(self
                .error("expected a number or an option", "write one, as in `age >= 70` or `side is left`")),
        }
    }

    fn operand(&mut self) -> Result<Name, SyntaxError> {
        if self.follows("-") {
            let sign = self.take();
            let number = named(self.take());
            let (text, width) = (format!("-{}", number.text), number.width + 1);
            return Ok(Name { text, start: sign.start, width });
        }
        self.option()
    }

    pub(super) fn number(&mut self) -> Result<Decimal, SyntaxError> {
        let operand = self.operand()?;
        operand.text.parse().map_err(|error| {
            let message = match error {
                DecimalError::NotANumber => format!("`{}` is not a number", operand.text),
                DecimalError::TooManyPlaces => {
                    format!("`{}` has more than {} places", operand.text, Decimal::PLACES)
                }
                DecimalError::TooLarge => format!("`{}` is too large", operand.text),
            };
            let hint = match error {
                DecimalError::NotANumber => "write digits without a unit, such as `3` or `2.5`",
                DecimalError::TooManyPlaces => "round it",
                DecimalError::TooLarge => "write a number below 1000000000000, or choose a larger unit",
            };
            let hint = Some(hint.to_owned());
            SyntaxError { start: operand.start, width: operand.width, message, hint }
        })
    }
}

fn named(token: Token) -> Name {
    Name { start: token.start, width: token.width(), text: token.text }
}
