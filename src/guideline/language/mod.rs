//! The guard language: text to syntax and back. It knows no guideline; names are resolved elsewhere.
//!
//! ```text
//! guard   = all ("or" all)* ;  all = not ("and" not)* ;  not = ["not"] test | "(" guard ")"
//! test    = name | name ("is" | "is not") option | name "in" "{" option ("," option)* "}"
//!         | name "has" option | name ("has any" | "has all" | "has none" | "has only") "{" ... "}"
//!         | "count" "(" name ")" compare number | name compare (number | option)
//!         | name "between" number "and" number
//! compare = "<" | "<=" | ">" | ">=" | "="
//! ```

mod formula;
mod instead;
mod lexer;
mod parser;
mod syntax;

pub(crate) use formula::{FormulaSyntax, parse_formula};
pub(crate) use lexer::SyntaxError;
pub(crate) use parser::parse_guard;
pub(crate) use syntax::{Compare, Form, GuardSyntax, Name, TestSyntax};

/// Words with a meaning of their own, which therefore cannot name a question, decision or score.
pub(crate) const KEYWORDS: [&str; 13] =
    ["and", "or", "not", "is", "in", "has", "any", "all", "none", "only", "count", "between", "otherwise"];

#[cfg(test)]
mod tests;
