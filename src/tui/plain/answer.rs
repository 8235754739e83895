//! What a typed line is as an answer to a question: a number of the list, an id, a label or its beginning, a value.
//! Whatever could mean two things is refused, with both.

use crate::guideline::{Answer, Guideline, Kind, OptionSet, QuestionId, denies, nearest};
use crate::language::say;
use crate::tui::state::{Pick, Row, number_from_text, rows};

/// What a line is as an answer.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Read {
    /// This one, whole.
    Answer(Answer),
    /// This one, by the beginning of its label.
    Begun(Answer),
    /// It tries to be one, and is not: why.
    Refused(String),
    /// Nothing that could be one.
    Nothing,
}

/// An answer as it is offered: the number or letter that chooses it, its id where it has one, its words.
pub(super) struct Offer {
    /// What is typed for it, as a number.
    pub(super) number: Option<usize>,
    id: Option<String>,
    /// Its words.
    pub(super) label: String,
    /// Its words without the number, where they begin with it: `fully active` of `0, fully active`.
    words: String,
    pick: Pick,
}

impl Offer {
    /// Whether it is one of the question's own options, not what every question of its kind offers.
    pub(super) fn is_option(&self) -> bool {
        self.id.is_some()
    }

    /// What it may be called by: id, label, words.
    fn names(&self) -> impl Iterator<Item = &str> {
        self.id.as_deref().into_iter().chain([self.label.as_str(), self.words.as_str()])
    }

    /// Whether this is one of its names, in small letters.
    fn is_called(&self, name: &str) -> bool {
        self.names().any(|own| own.to_lowercase() == name)
    }

    /// Whether its words begin so, in small letters; with `word`, whether they begin with it as a word.
    fn begins(&self, name: &str, word: bool) -> bool {
        [&self.label, &self.words].into_iter().any(|own| {
            let own = own.to_lowercase();
            let rest = own.strip_prefix(name).and_then(|rest| rest.chars().next());
            own.starts_with(name) && (!word || rest.is_none_or(|c| !c.is_alphanumeric()))
        })
    }
}

/// What a question offers, in the order of its list. Options with ids of one digit have these as numbers.
pub(super) fn offers(guideline: &Guideline, question: QuestionId) -> Vec<Offer> {
    let kind = &guideline[question].kind;
    let rows = rows(guideline, question);
    let whole = |row: &Row| matches!(row.pick, Pick::Answer(Answer::Unknown | Answer::AnyOf { .. }));
    let key = |row: &Row| row.key.and_then(|key| key.to_digit(10)).map(|digit| digit as usize);
    let by_key = rows.iter().filter(|row| !whole(row)).all(|row| key(row).is_some());
    let options = kind.options();
    let offer = |(position, row): (usize, Row)| {
        let number = match whole(&row) {
            true => key(&row),
            false if by_key || *kind == Kind::YesNo => key(&row),
            false => Some(position + 1),
        };
        let words = number.and_then(|number| row.label.strip_prefix(&format!("{number}, ")));
        Offer {
            number,
            id: options.get(position).filter(|_| !whole(&row)).map(|option| option.id.clone()),
            words: words.unwrap_or(&row.label).to_owned(),
            label: row.label,
            pick: row.pick,
        }
    };
    rows.into_iter().enumerate().map(offer).collect()
}

/// Reads a line as an answer to a question.
pub(super) fn read(guideline: &Guideline, question: QuestionId, line: &str) -> Read {
    let kind = &guideline[question].kind;
    let lower = line.to_lowercase().replace('\u{2019}', "'");
    match (lower.as_str(), kind) {
        ("-" | "unknown" | "not known" | "don't know", _) => return Read::Answer(Answer::Unknown),
        ("y" | "yes", Kind::YesNo) => return Read::Answer(Answer::YesNo(true)),
        ("n" | "no", Kind::YesNo) => return Read::Answer(Answer::YesNo(false)),
        _ => {}
    }
    let offers = offers(guideline, question);
    // A hasty `n` is not to be the beginning of another answer.
    let asked_otherwise = matches!(lower.as_str(), "y" | "yes" | "n" | "no");
    if asked_otherwise && !offers.iter().any(|offer| offer.is_called(&lower)) {
        return Read::Refused(say!(
            guideline,
            "\"{0}\" answers yes/no questions only. ? says how this one is answered.",
            line
        ));
    }
    match kind {
        Kind::Number { unit, .. } => match value(line, unit) {
            Some(value) => number(guideline, question, &value),
            None => one(guideline, &offers, line),
        },
        Kind::AnyOf(_) => any_of(guideline, &offers, line),
        Kind::YesNo | Kind::OneOf(_) | Kind::Scale(_) => one(guideline, &offers, line),
    }
}

/// A typed value without its unit, if it begins like one.
fn value(line: &str, unit: &str) -> Option<String> {
    let begins = line.trim_start_matches(['-', '+']).starts_with(|c: char| c.is_ascii_digit() || c == '.');
    begins.then(|| match line.strip_suffix(unit) {
        Some(value) if !unit.is_empty() => value.trim_end().to_owned(),
        _ => line.to_owned(),
    })
}

fn number(guideline: &Guideline, question: QuestionId, value: &str) -> Read {
    let value = if value.starts_with(['.', ',']) { format!("0{value}") } else { value.to_owned() };
    match number_from_text(guideline, question, &value) {
        Ok(answer) => Read::Answer(answer),
        Err(reason) => Read::Refused(say!(guideline, "{0}. Type another, or - for unknown.", reason)),
    }
}

/// One of the offers: by number, id, label, or by the only label that begins so. A whole name is not enough where the
/// label of another one begins with it: `other` may be `other nodes`.
fn find<'o>(offers: &'o [Offer], text: &str) -> Result<(&'o Offer, bool), Vec<&'o Offer>> {
    let lower = text.to_lowercase();
    if let Ok(number) = text.parse::<usize>() {
        let offer = offers.iter().find(|offer| offer.number == Some(number));
        return offer.map(|offer| (offer, true)).ok_or_else(Vec::new);
    }
    let whole = offers.iter().any(|offer| offer.is_called(&lower));
    let begun: Vec<&Offer> = match whole {
        // One letter is a command, or nothing.
        false if lower.chars().count() < 2 => vec![],
        whole => {
            offers.iter().filter(|offer| offer.is_called(&lower) || offer.begins(&lower, whole)).collect()
        }
    };
    match begun.as_slice() {
        [offer] => Ok((offer, whole)),
        _ => Err(begun),
    }
}

fn one(guideline: &Guideline, offers: &[Offer], line: &str) -> Read {
    match find(offers, line) {
        Ok((Offer { pick: Pick::Answer(answer), .. }, true)) => Read::Answer(*answer),
        Ok((Offer { pick: Pick::Answer(answer), .. }, false)) => Read::Begun(*answer),
        Ok(_) => Read::Nothing,
        Err(several) if several.is_empty() => nothing(guideline, offers, line),
        Err(several) => Read::Refused(ambiguous(guideline, line, &several)),
    }
}

/// What is neither a number, an id nor a label: refused where it is a number or nearly a label.
fn nothing(guideline: &Guideline, offers: &[Offer], line: &str) -> Read {
    let yes_no = offers.iter().any(|offer| matches!(offer.pick, Pick::Answer(Answer::YesNo(_))));
    match (line.starts_with(|c: char| c.is_ascii_digit()), denies(line)) {
        (true, _) | (_, true) if yes_no => {
            return Read::Refused(say!(
                guideline,
                "\"{0}\" is no answer to a yes/no question. Type y for yes, n for no, - for unknown.",
                line
            ));
        }
        (true, _) => return Read::Refused(not_offered(guideline, line)),
        (_, true) if offers.iter().any(|offer| matches!(offer.pick, Pick::Mark(_))) => {
            return Read::Refused(say!(
                guideline,
                "\"{0}\" is not on offer here. Type 0 for none of them, - for unknown.",
                line
            ));
        }
        (_, true) => return Read::Refused(not_offered(guideline, line)),
        (false, false) => {}
    }
    match nearest(line, offers.iter().flat_map(Offer::names)) {
        Some(near) => {
            let near = offers.iter().find(|offer| offer.names().any(|name| name == near));
            Read::Refused(near.map_or_else(
                || not_offered(guideline, line),
                |near| {
                    say!(
                        guideline,
                        "\"{0}\" is not on offer here. Nearest: {1}.",
                        line,
                        told(guideline, near)
                    )
                },
            ))
        }
        None => Read::Nothing,
    }
}

fn not_offered(guideline: &Guideline, text: &str) -> String {
    say!(
        guideline,
        "\"{0}\" is not on offer here. Type a number from the list, - for unknown, or ? for help.",
        text
    )
}

/// An offer as it is listed.
pub(super) fn told(guideline: &Guideline, offer: &Offer) -> String {
    match (offer.number, offer.pick) {
        (Some(number), _) => say!(guideline, "{0}. {1}", number, offer.words),
        (None, Pick::Answer(Answer::Unknown)) => say!(guideline, "- {0}", offer.label),
        (None, _) => offer.label.clone(),
    }
}

fn ambiguous(guideline: &Guideline, text: &str, several: &[&Offer]) -> String {
    let names: Vec<String> = several.iter().map(|offer| told(guideline, offer)).collect();
    say!(guideline, "\"{0}\" may be any of these: {1}. Type a number.", text, names.join("; "))
}

/// Several options: numbers with blanks or commas between, ids and labels with commas between; a question mark
/// before or after one says that it is not known. What is not named is no.
fn any_of(guideline: &Guideline, offers: &[Offer], line: &str) -> Read {
    let alone = find(offers, line);
    if let Ok((Offer { pick: Pick::Answer(answer), .. }, whole)) = alone {
        return if whole { Read::Answer(*answer) } else { Read::Begun(*answer) };
    }
    let parts = if alone.is_ok() { vec![line] } else { parts(offers, line) };
    let (mut yes, mut unknown, mut whole) = (OptionSet::EMPTY, OptionSet::EMPTY, true);
    for part in &parts {
        let not_known = part.starts_with('?') || part.ends_with('?');
        let name = part.trim_matches('?').trim();
        let option = match find(offers, name) {
            Ok((Offer { pick: Pick::Mark(option), .. }, exact)) => {
                whole &= exact;
                *option
            }
            Ok(_) => {
                return Read::Refused(say!(guideline, "\"{0}\" cannot stand beside other answers.", part));
            }
            Err(several) if several.len() > 1 => {
                return Read::Refused(ambiguous(guideline, name, &several));
            }
            Err(_) if parts.len() > 1 => {
                return match nothing(guideline, offers, name) {
                    Read::Nothing => Read::Refused(not_offered(guideline, name)),
                    refused => refused,
                };
            }
            Err(_) => return nothing(guideline, offers, name),
        };
        if yes.contains(option) && not_known || unknown.contains(option) && !not_known {
            return Read::Refused(say!(
                guideline,
                "\"{0}\" stands there both as present and as not known.",
                name
            ));
        }
        if not_known {
            unknown = unknown.with(option);
        } else {
            yes = yes.with(option);
        }
    }
    let answer = Answer::AnyOf { yes, unknown };
    match (parts.is_empty(), whole) {
        (true, _) => Read::Nothing,
        (false, true) => Read::Answer(answer),
        (false, false) => Read::Begun(answer),
    }
}

/// The parts of a line: between commas, and between blanks where each word is a number, an id or a label.
fn parts<'t>(offers: &[Offer], line: &'t str) -> Vec<&'t str> {
    let number = |word: &str| {
        let name = word.trim_matches('?').to_lowercase();
        let digits = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_digit());
        digits || offers.iter().any(|offer| offer.is_called(&name))
    };
    line.split([',', ';'])
        .flat_map(|part| match part.split_whitespace().all(&number) {
            true => part.split_whitespace().collect(),
            false => vec![part.trim()],
        })
        .filter(|part| !part.is_empty())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::tests::small;

    fn read_to(question: &str, line: &str) -> Read {
        let engine = small();
        let guideline = engine.guideline();
        let question = guideline.questions.iter().position(|other| other.id == question).unwrap();
        read(guideline, QuestionId(question), line)
    }

    fn told_to(question: &str, line: &str) -> String {
        let engine = small();
        let guideline = engine.guideline();
        let id = QuestionId(guideline.questions.iter().position(|other| other.id == question).unwrap());
        match read(guideline, id, line) {
            Read::Answer(answer) => crate::guideline::answer_in_words(guideline, id, answer),
            Read::Begun(answer) => {
                format!("begun: {}", crate::guideline::answer_in_words(guideline, id, answer))
            }
            Read::Refused(reason) => format!("refused: {reason}"),
            Read::Nothing => "nothing".to_owned(),
        }
    }

    #[test]
    fn yes_and_no_by_letter_word_or_number() {
        for line in ["y", "Y", "yes"] {
            assert_eq!(told_to("fit", line), "yes", "{line}");
        }
        for line in ["n", "no"] {
            assert_eq!(told_to("fit", line), "no", "{line}");
        }
        assert_eq!(told_to("fit", "-"), "unknown");
        assert_eq!(told_to("fit", "unknown"), "unknown");
        for line in ["not known", "don't know", "Don\u{2019}t know"] {
            assert_eq!(told_to("fit", line), "unknown", "{line}");
        }
        for line in ["1", "2", "3", "nope", "no idea", "not yet", "not done"] {
            assert!(told_to("fit", line).contains("is no answer to a yes/no question"), "{line}");
        }
        assert_eq!(told_to("fit", "path"), "nothing");
    }

    #[test]
    fn one_option_by_number_id_label_or_its_beginning() {
        assert_eq!(told_to("enzyme", "2"), "absent");
        assert_eq!(told_to("enzyme", "Absent"), "absent");
        assert_eq!(told_to("enzyme", "ab"), "begun: absent");
        assert!(told_to("enzyme", "absnt").contains("Nearest: 2. absent."));
        assert!(told_to("enzyme", "0").contains("not on offer"));
        assert!(told_to("enzyme", "y").contains("\"y\" answers yes/no questions only"));
        assert!(told_to("enzyme", "no").contains("answers yes/no questions only"), "it begins normal");
        assert_eq!(told_to("enzyme", "a"), "nothing", "one letter is no beginning");
        assert!(told_to("enzyme", "not done").contains("is not on offer"));
        assert!(told_to("sites", "nope").contains("Type 0 for none of them"));
    }

    #[test]
    fn several_options_and_what_is_not_known_of_them() {
        assert_eq!(told_to("sites", "1 2"), told_to("sites", "liver, lung"));
        assert_eq!(told_to("sites", "1 2"), told_to("sites", "liver lung"));
        assert_eq!(told_to("sites", "1,2"), told_to("sites", "li;lu").trim_start_matches("begun: "));
        assert_eq!(told_to("sites", "0"), told_to("sites", "none of them"));
        let unknown = read_to("sites", "1 ?2");
        assert_eq!(
            unknown,
            Read::Answer(Answer::AnyOf { yes: OptionSet::one(0), unknown: OptionSet::one(1) })
        );
        assert_eq!(unknown, read_to("sites", "liver, lung?"));
        assert!(told_to("sites", "1 ?1").contains("both as present and as not known"));
        assert!(told_to("sites", "0 1").contains("cannot stand beside"));
        assert!(told_to("sites", "1 7").contains("\"7\" is not on offer"));
        assert_eq!(told_to("sites", "l"), "nothing");
        assert!(told_to("sites", "liver, l").contains("\"l\" is not on offer"));
        assert_eq!(told_to("sites", ","), "nothing");
    }

    #[test]
    fn values_with_unit_and_decimal_comma_and_never_a_guess() {
        for line in ["28.5", "28,5", "28.5 %", "28.5%"] {
            assert_eq!(told_to("remnant", line), "28.5 %", "{line}");
        }
        assert!(told_to("remnant", ".5").contains("0.5 is out of range"));
        assert!(told_to("remnant", "1,200").contains("can be read in two ways"));
        assert!(told_to("remnant", "0").contains("0 is out of range: 1 to 100 %"));
        assert!(told_to("remnant", "28.55").contains("too fine"));
        assert!(told_to("remnant", "28 kg").starts_with("refused: "));
        assert!(told_to("remnant", "99999999999999999999999").starts_with("refused: "));
        assert_eq!(told_to("remnant", "about"), "nothing");
        assert_eq!(told_to("remnant", "-"), "unknown");
    }
}
