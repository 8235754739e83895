//! Formulas of scores: `+ - * /`, `sqrt(..)`, `min(.., ..)`, `max(.., ..)` over names and numbers.

use super::lexer::{Kind, SyntaxError};
use super::parser::Parser;
use super::syntax::Name;
use crate::guideline::{Decimal, Operator};

/// A formula as written.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum FormulaSyntax {
    Number(Decimal),
    Name(Name),
    Binary(Operator, Box<FormulaSyntax>, Box<FormulaSyntax>),
    Sqrt(Box<FormulaSyntax>),
}

/// How deep parentheses may be nested.
const DEEPEST: usize = 32;

/// How many operands may stand in one row.
const LONGEST: usize = 64;

/// Parses a formula.
pub(crate) fn parse_formula(text: &str) -> Result<FormulaSyntax, SyntaxError> {
    let mut parser = Parser::new(text)?;
    let formula = sum(&mut parser, 0)?;
    match parser.peek().kind {
        Kind::End => Ok(formula),
        Kind::Sign if parser.peek().text == "(" && parser.before().is_some() => {
            let name = parser.before().cloned();
            let (start, text) = name.map_or((0, String::new()), |name| (name.start, name.text));
            let known = ["sqrt", "min", "max"];
            let hint = match crate::guideline::nearest(&text, known) {
                Some(near) => format!("did you mean `{near}`?"),
                None => "there are `sqrt(a)`, `min(a, b)` and `max(a, b)`".to_owned(),
            };
            let message = format!("there is no function `{text}`");
            Err(SyntaxError { start, width: text.chars().count(), message, hint: Some(hint) })
        }
        _ => Err(parser.error("expected `+`, `-`, `*`, `/` or the end", "write `a * a + b`")),
    }
}

type Parsed = Result<FormulaSyntax, SyntaxError>;

fn sum(parser: &mut Parser, depth: usize) -> Parsed {
    let operators = [("+", Operator::Add), ("-", Operator::Subtract)];
    chain(parser, depth, &operators, product)
}

fn product(parser: &mut Parser, depth: usize) -> Parsed {
    let operators = [("*", Operator::Multiply), ("/", Operator::Divide)];
    chain(parser, depth, &operators, factor)
}

fn chain(
    parser: &mut Parser,
    depth: usize,
    operators: &[(&str, Operator)],
    operand: fn(&mut Parser, usize) -> Parsed,
) -> Parsed {
    let mut left = operand(parser, depth)?;
    // Each operand makes the formula one level deeper.
    let mut operands = 1;
    while let Some((_, operator)) = operators.iter().find(|(sign, _)| parser.accept(sign)) {
        operands += 1;
        if operands > LONGEST {
            return Err(parser.error("the formula is too long", "split it into several scores"));
        }
        left = FormulaSyntax::Binary(*operator, Box::new(left), Box::new(operand(parser, depth)?));
    }
    Ok(left)
}

fn factor(parser: &mut Parser, depth: usize) -> Parsed {
    if depth == DEEPEST {
        return Err(
            parser.error("parentheses are nested too deeply", "split the formula into several scores")
        );
    }
    if parser.accept("(") {
        let inner = sum(parser, depth + 1)?;
        parser.expect(")", "close the parenthesis")?;
        return Ok(inner);
    }
    if parser.peek().kind == Kind::Number {
        return Ok(FormulaSyntax::Number(parser.number()?));
    }
    if parser.accept("sqrt") {
        parser.expect("(", "write `sqrt(...)`")?;
        let inner = sum(parser, depth + 1)?;
        parser.expect(")", "close the parenthesis")?;
        return Ok(FormulaSyntax::Sqrt(Box::new(inner)));
    }
    for (word, operator) in [("min", Operator::Min), ("max", Operator::Max)] {
        if parser.accept(word) {
            parser.expect("(", "write `min(a, b)` or `max(a, b)`")?;
            let left = sum(parser, depth + 1)?;
            parser.expect(",", "write `min(a, b)` or `max(a, b)`")?;
            let right = sum(parser, depth + 1)?;
            parser.expect(")", "close the parenthesis")?;
            return Ok(FormulaSyntax::Binary(operator, Box::new(left), Box::new(right)));
        }
    }
    if parser.peek().kind != Kind::Word {
        return Err(
            parser.error("expected a number or a name", "write a number, a number question or a score")
        );
    }
    Ok(FormulaSyntax::Name(parser.name()?))
}
