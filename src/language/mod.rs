//! The language of the interface: where it is chosen, and the catalogue of its phrases.
//!
//! The program's own words are English in the code, as whole phrases with places for their parts; every other language is
//! one catalogue of them (`korean`). A test reads the code and holds both against each other, so that no phrase is
//! missing in a language and none is left over. Guidelines bring their own translations; JSON, ids and messages for
//! guideline authors are English in every language.

mod korean;
#[cfg(test)]
mod tests;

use std::fmt::Display;
use std::sync::OnceLock;

use rustc_hash::FxHashMap;

/// A language of the interface.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    /// English.
    #[default]
    English,
    /// Korean.
    Korean,
}

/// A language, and what it was chosen from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chosen {
    /// The language.
    pub language: Language,
    /// From what, in words: `LANG=ko_KR.UTF-8`.
    pub why: String,
    /// That it was asked for and cannot be shown.
    pub warning: Option<String>,
}

impl Language {
    /// The code of the language (ISO 639-1).
    pub fn code(self) -> &'static str {
        match self {
            Language::English => "en",
            Language::Korean => "ko",
        }
    }

    /// The language of a code, if the program speaks it.
    pub fn spoken(code: &str) -> Option<Language> {
        [Language::English, Language::Korean].into_iter().find(|language| language.code() == code)
    }

    /// The language of a code; a guideline knows in which it was loaded, which is that of everything around its texts.
    pub(crate) fn of(code: Option<&str>) -> Language {
        match code {
            Some("ko") => Language::Korean,
            _ => Language::English,
        }
    }

    /// A phrase without parts. What is in no catalogue stays English.
    pub(crate) fn word(self, english: &'static str) -> &'static str {
        static KOREAN: OnceLock<FxHashMap<&'static str, &'static str>> = OnceLock::new();
        match self {
            Language::English => english,
            Language::Korean => {
                let catalogue = KOREAN.get_or_init(|| korean::phrases().collect());
                catalogue.get(english).copied().unwrap_or(english)
            }
        }
    }

    /// A phrase with its parts in the places `{0}`, `{1}`: a language puts them in its own order.
    pub(crate) fn fill(self, english: &'static str, parts: &[&dyn Display]) -> String {
        with_parts(self.word(english), parts)
    }

    /// The language of the option, else of the locale (`LC_ALL`, else `LC_MESSAGES`, else `LANG`), else English. Korean
    /// needs a place that shows more than ASCII: elsewhere English is used, with a warning if it was asked for.
    pub fn choose(
        option: Option<Language>,
        unicode: bool,
        variable: impl Fn(&str) -> Option<String>,
    ) -> Chosen {
        if let Some(language) = option {
            return match (language, unicode) {
                (Language::Korean, false) => Chosen {
                    language: Language::English,
                    why: "--lang ko, but the locale is not UTF-8".to_owned(),
                    warning: Some("Korean needs a UTF-8 locale: English is used (mcrc doctor)".to_owned()),
                },
                (language, _) => {
                    Chosen { language, why: format!("--lang {}", language.code()), warning: None }
                }
            };
        }
        let locale = ["LC_ALL", "LC_MESSAGES", "LANG"]
            .iter()
            .find_map(|name| Some((name, variable(name).filter(|value| !value.is_empty())?)));
        let (language, why) = match locale {
            Some((name, value)) if is_korean(&value) && unicode => {
                (Language::Korean, format!("{name}={value}"))
            }
            Some((name, value)) => (Language::English, format!("{name}={value}")),
            None => (Language::English, "LC_ALL, LC_MESSAGES and LANG are not set".to_owned()),
        };
        Chosen { language, why, warning: None }
    }
}

/// Whether a locale is Korean: `ko`, `ko_KR.UTF-8`; `kok` is Konkani.
fn is_korean(locale: &str) -> bool {
    locale.split(['_', '.', '@']).next() == Some("ko")
}

fn with_parts(phrase: &str, parts: &[&dyn Display]) -> String {
    let mut text = String::with_capacity(phrase.len() + 16 * parts.len());
    let mut rest = phrase;
    while let Some((before, after)) = rest.split_once('{') {
        text.push_str(before);
        let Some((place, after)) = after.split_once('}') else {
            rest = after;
            continue;
        };
        if let Some(part) = place.parse::<usize>().ok().and_then(|place| parts.get(place)) {
            text.push_str(&part.to_string());
        }
        rest = after;
    }
    text.push_str(rest);
    text
}

/// A phrase that is said elsewhere: in a table, or where it is not yet known in which language.
macro_rules! phrase {
    ($english:literal) => {
        $english
    };
}
pub(crate) use phrase;

/// A phrase of the interface in the language of a guideline: a text, with its parts in the places `{0}`, `{1}`.
macro_rules! say {
    ($guideline:expr, $english:expr) => {
        $crate::language::Language::of($guideline.language.as_deref()).word($english)
    };
    ($guideline:expr, $english:expr, $($part:expr),+ $(,)?) => {
        $crate::language::Language::of($guideline.language.as_deref()).fill($english, &[$(&$part as &dyn std::fmt::Display),+])
    };
}
pub(crate) use say;
