//! The language of the interface, and where it was chosen.
//!
//! Guidelines bring their own translations; JSON, ids and messages for guideline authors are English in every language.

/// A language of the interface.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Language {
    /// English.
    #[default]
    #[value(name = "en")]
    English,
    /// Korean.
    #[value(name = "ko")]
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
            Some((name, value)) if value.starts_with("ko") && unicode => {
                (Language::Korean, format!("{name}={value}"))
            }
            Some((name, value)) => (Language::English, format!("{name}={value}")),
            None => (Language::English, "LC_ALL, LC_MESSAGES and LANG are not set".to_owned()),
        };
        Chosen { language, why, warning: None }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chosen(option: Option<Language>, unicode: bool, variables: &[(&str, &str)]) -> Chosen {
        Language::choose(option, unicode, |name| {
            variables.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned())
        })
    }

    #[test]
    fn the_option_wins_then_the_locale_then_english() {
        let korean = [("LANG", "ko_KR.UTF-8")];
        assert_eq!(chosen(None, true, &korean).language, Language::Korean);
        assert_eq!(chosen(None, true, &[("LC_ALL", "en_GB.UTF-8"), korean[0]]).language, Language::English);
        assert_eq!(chosen(None, true, &[("LC_ALL", ""), korean[0]]).why, "LANG=ko_KR.UTF-8");
        assert_eq!(chosen(Some(Language::English), true, &korean).language, Language::English);
        assert_eq!(chosen(Some(Language::Korean), true, &[]).language, Language::Korean);
        assert_eq!(chosen(None, true, &[]).language, Language::English);
    }

    #[test]
    fn where_only_ascii_is_shown_it_is_english_and_who_asked_for_more_is_told() {
        assert_eq!(chosen(None, false, &[("LANG", "ko_KR.eucKR")]).language, Language::English);
        let asked = chosen(Some(Language::Korean), false, &[]);
        assert!(asked.language == Language::English && asked.warning.is_some());
    }
}
