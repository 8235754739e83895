//! The syntax of a guard, as written; printing it gives a text that parses to the same syntax, with parentheses where
//! `and` and `or` meet: few readers know which of them binds tighter.

use std::fmt;

use crate::guideline::{Decimal, Quantifier};

/// A name or option with its place, in characters from the beginning of the guard. Equal if the texts are.
#[derive(Clone, Debug)]
pub(crate) struct Name {
    pub(crate) text: String,
    pub(crate) start: usize,
    pub(crate) width: usize,
}

impl PartialEq for Name {
    fn eq(&self, other: &Name) -> bool {
        self.text == other.text
    }
}

/// A guard.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum GuardSyntax {
    /// At least two parts, all of which hold.
    All(Vec<GuardSyntax>),
    /// At least two parts, one of which holds.
    Any(Vec<GuardSyntax>),
    /// The opposite.
    Not(Box<GuardSyntax>),
    /// One test.
    Test(TestSyntax),
}

/// A test of a name.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct TestSyntax {
    pub(crate) name: Name,
    pub(crate) form: Form,
}

/// How a name is tested.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Form {
    /// Just the name.
    Bare,
    /// `is` or (false) `is not` an option.
    Is(bool, Name),
    /// `in` a set of options.
    In(Vec<Name>),
    /// `has` an option.
    HasOne(Name),
    /// `has any`, `has all`, `has none`, `has only` of a set of options.
    Has(Quantifier, Vec<Name>),
    /// `count(name)` compared with a number.
    Count(Compare, Decimal),
    /// Compared with a number or an option.
    Compare(Compare, Name),
    /// `between` two numbers, both included.
    Between(Decimal, Decimal),
}

impl Form {
    /// The option or number that it compares with, if it is one.
    pub(crate) fn operand(&self) -> Option<&Name> {
        match self {
            Form::Is(_, operand) | Form::HasOne(operand) | Form::Compare(_, operand) => Some(operand),
            Form::In(options) | Form::Has(_, options) => options.first(),
            Form::Bare | Form::Count(..) | Form::Between(..) => None,
        }
    }
}

/// A comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Compare {
    Less,
    AtMost,
    More,
    AtLeast,
    Equal,
}

impl Compare {
    /// All of them.
    pub(crate) const ALL: [Compare; 5] =
        [Compare::Less, Compare::AtMost, Compare::More, Compare::AtLeast, Compare::Equal];

    /// As written.
    pub(crate) fn sign(self) -> &'static str {
        match self {
            Compare::Less => "<",
            Compare::AtMost => "<=",
            Compare::More => ">",
            Compare::AtLeast => ">=",
            Compare::Equal => "=",
        }
    }
}

impl GuardSyntax {
    /// As a part of "and" or of "or".
    fn part(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            GuardSyntax::Test(_) | GuardSyntax::Not(_) => write!(f, "{self}"),
            GuardSyntax::All(_) | GuardSyntax::Any(_) => write!(f, "({self})"),
        }
    }
}

impl fmt::Display for GuardSyntax {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            GuardSyntax::All(parts) | GuardSyntax::Any(parts) => {
                let all = matches!(self, GuardSyntax::All(_));
                for (index, part) in parts.iter().enumerate() {
                    if index > 0 {
                        f.write_str(if all { " and " } else { " or " })?;
                    }
                    part.part(f)?;
                }
                Ok(())
            }
            GuardSyntax::Not(part) => match &**part {
                GuardSyntax::Test(test) => write!(f, "not {test}"),
                other => write!(f, "not ({other})"),
            },
            GuardSyntax::Test(test) => test.fmt(f),
        }
    }
}

impl fmt::Display for TestSyntax {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = &self.name.text;
        match &self.form {
            Form::Bare => f.write_str(name),
            Form::Is(true, option) => write!(f, "{name} is {}", option.text),
            Form::Is(false, option) => write!(f, "{name} is not {}", option.text),
            Form::In(options) => write!(f, "{name} in {}", Set(options)),
            Form::HasOne(option) => write!(f, "{name} has {}", option.text),
            Form::Has(quantifier, options) => {
                let word = match quantifier {
                    Quantifier::Any => "any",
                    Quantifier::All => "all",
                    Quantifier::None => "none",
                    Quantifier::Only => "only",
                };
                write!(f, "{name} has {word} {}", Set(options))
            }
            Form::Count(compare, number) => write!(f, "count({name}) {} {number}", compare.sign()),
            Form::Compare(compare, operand) => write!(f, "{name} {} {}", compare.sign(), operand.text),
            Form::Between(from, to) => write!(f, "{name} between {from} and {to}"),
        }
    }
}

struct Set<'a>(&'a [Name]);

impl fmt::Display for Set<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<&str> = self.0.iter().map(|name| name.text.as_str()).collect();
        write!(f, "{{{}}}", names.join(", "))
    }
}
