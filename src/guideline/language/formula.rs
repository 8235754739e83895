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

/// Parses a formula.
pub(crate) fn parse_formula(text: &str) -> Result<FormulaSyntax, SyntaxError> {
    let mut parser = Parser::new(text)?;
    let formula = sum(&mut parser, 0)?;
    match parser.peek().kind {
        Kind::End => Ok(formula),
        _ => Err(parser.error("expected an operator or the end", "write `a * a + b`")),
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
    while let Some((_, operator)) = operators.iter().find(|(sign, _)| parser.accept(sign)) {
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
            parser.expect(",", "two operands, separated by `,`")?;
            let right = sum(parser, depth + 1)?;
            parser.expect(")", "close the parenthesis")?;
            return Ok(FormulaSyntax::Binary(operator, Box::new(left), Box::new(right)));
        }
    }
    Ok(FormulaSyntax::Name(parser.name()?))
}
