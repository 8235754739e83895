//! The session file: YAML that a person can read, with what a list needs in its first kilobyte.

use std::fmt;

use serde::de::{Error as _, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::{Map, Value};
use uuid::Uuid;

use super::record::{FORMAT, GuidelineStamp, Override, Session, Status, clean_label};
use super::{FileError, Moment};

/// What a list of sessions shows of one, without reading the rest of it.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Summary {
    format: Format,
    /// The id.
    pub id: Uuid,
    /// What the clinician calls it; may be empty.
    #[serde(deserialize_with = "one_line")]
    pub label: String,
    /// Whether it is being worked on.
    pub status: Status,
    /// When it was begun.
    pub created: Moment,
    /// When it was last changed.
    pub updated: Moment,
    /// How often it was saved.
    pub revision: u64,
    /// The guideline it is worked on with.
    pub guideline: GuidelineStamp,
    /// The id of the strategy's outcome, when it was certain.
    pub strategy: Option<String>,
    /// What the tumour board decided otherwise.
    #[serde(default, rename = "override")]
    pub overridden: Option<Box<Override>>,
}

impl Summary {
    /// How many bytes of a file [`Summary::from_head`] needs.
    pub const HEAD: usize = 1024;

    /// Reads a summary from the beginning of a file. `Ok(None)`: more of the file is needed.
    pub fn from_head(head: &[u8]) -> Result<Option<Summary>, FileError> {
        // A line that begins with `answers:` can only be that key: text over several lines is indented.
        let end = head.windows(9).position(|window| window == b"\nanswers:");
        let Some(end) = end else { return Ok(None) };
        let text = std::str::from_utf8(&head[..=end]).map_err(|_| FileError::NotText)?;
        read(text).map(Some)
    }

    /// Reads a summary from a whole file.
    pub(super) fn from_text(text: &str) -> Result<Summary, FileError> {
        read(text)
    }
}

impl Session {
    /// The text of its file.
    pub fn to_yaml(&self) -> Result<String, FileError> {
        serde_yaml::to_string(self).map_err(|error| FileError::Unwritable { problem: error.to_string() })
    }

    /// Reads the text of a file. Strict: unknown, missing and repeated fields are errors.
    pub fn from_yaml(text: &str) -> Result<Session, FileError> {
        read(text)
    }
}

/// Reads a document of this format. Where that fails, a newer format is the better explanation.
fn read<'de, T: Deserialize<'de>>(text: &'de str) -> Result<T, FileError> {
    #[derive(Deserialize)]
    struct OnlyFormat {
        format: u64,
    }
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    serde_yaml::from_str(text).map_err(|error| match serde_yaml::from_str::<OnlyFormat>(text) {
        Ok(OnlyFormat { format }) if format > FORMAT => FileError::Newer { format },
        _ => FileError::Damaged { problem: error.to_string() },
    })
}

/// The field `format`: always the one this program writes, so that no other can be read by accident.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Format;

impl Serialize for Format {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_u64(FORMAT)
    }
}

impl<'de> Deserialize<'de> for Format {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Format, D::Error> {
        match u64::deserialize(deserializer)? {
            FORMAT => Ok(Format),
            other => Err(D::Error::custom(format!("format {other} instead of {FORMAT}"))),
        }
    }
}

/// Reads a label. Whoever wrote the file, it is one line that steers no terminal.
pub(super) fn one_line<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    String::deserialize(deserializer).map(|label| clean_label(&label))
}

/// Reads the answers and refuses a question that stands there twice: the YAML crate would keep the last silently.
pub(super) fn unique_answers<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Map<String, Value>, D::Error> {
    struct Answers;

    impl<'de> Visitor<'de> for Answers {
        type Value = Map<String, Value>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("answers by question")
        }

        fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Self::Value, M::Error> {
            let mut answers = Map::new();
            while let Some((question, value)) = map.next_entry::<String, Value>()? {
                if value.is_null() {
                    return Err(M::Error::custom(format!("the answer to `{question}` is empty")));
                }
                if answers.contains_key(&question) {
                    return Err(M::Error::custom(format!("`{question}` is answered twice")));
                }
                answers.insert(question, value);
            }
            Ok(answers)
        }
    }

    deserializer.deserialize_map(Answers)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    fn at(minute: u8) -> Moment {
        format!("2026-11-23T05:{minute:02}:00+09:00").parse().unwrap()
    }

    fn stamp() -> GuidelineStamp {
        GuidelineStamp {
            id: "tutorial".into(),
            version: "2026.1".into(),
            digest: format!("sha256:{:064}", 0),
        }
    }

    fn session() -> Session {
        let mut session = Session::new(Uuid::from_u128(7), at(0), stamp(), "MDT 14, case 3");
        session.answer("ecog", Some(json!(1)), at(1)).unwrap();
        session.answer("sites", Some(json!({"yes": ["liver"], "unknown": ["lung"]})), at(2)).unwrap();
        session.answer("ecog", Some(json!("unknown")), at(3)).unwrap();
        session.set_strategy(Some("no".into())).unwrap();
        session
    }

    #[test]
    fn a_person_can_read_the_file() {
        insta::assert_snapshot!(session().to_yaml().unwrap(), @"
        format: 1
        id: 00000000-0000-0000-0000-000000000007
        label: MDT 14, case 3
        status: open
        created: 2026-11-23T05:00:00+09:00
        updated: 2026-11-23T05:03:00+09:00
        revision: 0
        guideline:
          id: tutorial
          version: '2026.1'
          digest: sha256:0000000000000000000000000000000000000000000000000000000000000000
        strategy: no
        answers:
          ecog: unknown
          sites:
            yes:
            - liver
            unknown:
            - lung
        history:
        - at: 2026-11-23T05:01:00+09:00
          question: ecog
          from: null
          to: 1
        - at: 2026-11-23T05:02:00+09:00
          question: sites
          from: null
          to:
            yes:
            - liver
            unknown:
            - lung
        - at: 2026-11-23T05:03:00+09:00
          question: ecog
          from: 1
          to: unknown
        program: 0.1.0
        ");
    }

    #[test]
    fn what_is_written_is_read_again() {
        let mut session = session();
        session.undo(at(4)).unwrap();
        let decided =
            Override { strategy: "no".into(), reason: "frail: \"on\"\nsecond line".into(), at: at(5) };
        session.set_override(Some(decided), at(5)).unwrap();
        session.close(json!({"status": "final", "list": [1, 2.5, null, true]}), at(6)).unwrap();
        assert_eq!(Session::from_yaml(&session.to_yaml().unwrap()).unwrap(), session);
    }

    #[test]
    fn a_newer_format_is_named_even_where_everything_else_differs() {
        for text in ["format: 2\nid: 12\nwhatever: [1]\n", "format: 2\n"] {
            assert_eq!(Session::from_yaml(text), Err(FileError::Newer { format: 2 }));
        }
        let head = b"format: 3\nbody: x\nanswers:";
        assert_eq!(Summary::from_head(head), Err(FileError::Newer { format: 3 }));
    }

    #[test]
    fn what_is_damaged_is_refused_with_what_is_wrong() {
        let whole = session().to_yaml().unwrap();
        let damaged = [
            (String::new(), "format"),
            ("format: 1\n".into(), "missing field"),
            ("format: 0\n".into(), "format 0"),
            (whole.replace("ecog: unknown", &format!("ecog: {}", "[".repeat(300))), "recursion"),
            (whole.replace("answers:", "answers:\n  ecog: 2"), "`ecog` is answered twice"),
            (whole.replace("ecog: unknown", "ecog:"), "`ecog` is empty"),
            (whole.replace("revision: 0", "revision: many"), "revision"),
            (whole.replace("revision: 0", "revision: 0\nrevision: 1"), "duplicate"),
            (whole.replace("revision: 0", "revision: 0\nsurprise: 1"), "surprise"),
            (whole.replace("2026-11-23T05:00:00+09:00", "soon"), "soon"),
            (whole.replace("status: open", "status: ajar"), "ajar"),
        ];
        for (text, about) in damaged {
            match Session::from_yaml(&text) {
                Err(FileError::Damaged { problem }) => assert!(problem.contains(about), "{about}: {problem}"),
                other => panic!("{about}: {other:?}"),
            }
        }
    }

    #[test]
    fn no_half_of_a_file_is_taken_for_a_whole_one() {
        let whole = session().to_yaml().unwrap();
        for end in (0..whole.len() - 1).filter(|end| whole.is_char_boundary(*end)) {
            assert_ne!(Session::from_yaml(&whole[..end]).ok(), Some(session()), "{end}");
        }
    }

    #[test]
    fn a_label_steers_no_terminal_whoever_wrote_the_file() {
        let text = session().to_yaml().unwrap().replace("MDT 14, case 3", "\"MDT\\e[2J 14\"");
        assert_eq!(Session::from_yaml(&text).unwrap().label(), "MDT [2J 14");
        assert_eq!(Summary::from_text(&text).unwrap().label, "MDT [2J 14");
    }

    #[test]
    fn the_first_kilobyte_is_enough_for_the_longest_label() {
        let session = Session::new(Uuid::from_u128(7), at(0), stamp(), &"가".repeat(500));
        let text = session.to_yaml().unwrap();
        let summary = Summary::from_head(&text.as_bytes()[..text.len().min(Summary::HEAD)]).unwrap().unwrap();
        assert_eq!((summary.label.as_str(), summary.id), (session.label(), session.id()));
        assert_eq!(Summary::from_head(&text.as_bytes()[..100]), Ok(None));
    }

    #[test]
    fn a_list_knows_what_the_board_decided_however_long_its_reason_is() {
        for length in [10, 2000] {
            let mut session = session();
            let decided =
                Override { strategy: "no".into(), reason: "\nanswers: frail".repeat(length), at: at(5) };
            session.set_override(Some(decided), at(5)).unwrap();
            let text = session.to_yaml().unwrap();
            let head = Summary::from_head(&text.as_bytes()[..text.len().min(Summary::HEAD)]).unwrap();
            let summary = head.unwrap_or_else(|| Summary::from_text(&text).unwrap());
            assert_eq!(summary.overridden.as_deref(), session.overridden());
        }
    }

    fn value() -> impl Strategy<Value = Value> {
        let scalar = prop_oneof![
            any::<bool>().prop_map(|b| json!(b)),
            (-1_000_000i64..1_000_000).prop_map(|n| json!(n)),
            (-1_000_000i64..1_000_000).prop_map(|n| json!(n as f64 / 1000.0)),
            any::<String>().prop_map(|s| json!(s)),
            prop::sample::select(vec![
                "no", "on", "null", "~", "1", "1.5", "true", "", " ", "unknown", "12:30", "0x1f"
            ])
            .prop_map(|s| json!(s)),
        ];
        prop_oneof![scalar, prop::collection::vec("[a-z_]{1,12}", 0..4).prop_map(|list| json!(list))]
    }

    proptest! {
        #[test]
        fn any_session_survives_its_file(
            label in any::<String>(),
            notes in any::<String>(),
            steps in prop::collection::vec(("[a-z][a-z0-9_]{0,20}", prop::option::of(value()), 0u8..6), 0..12),
        ) {
            let mut session = Session::new(Uuid::from_u128(7), at(0), stamp(), &label);
            session.set_notes(&notes, at(1)).unwrap();
            for (question, answer, kind) in steps {
                match kind {
                    0 => { session.undo(at(2)).unwrap(); }
                    1 => { session.answer_or_confirm([(question, answer)], at(3)).unwrap(); }
                    2 => { session.redo(at(3)).unwrap(); }
                    _ => { session.answer(&question, answer, at(3)).unwrap(); }
                }
            }
            let text = session.to_yaml().unwrap();
            prop_assert_eq!(&Session::from_yaml(&text).unwrap(), &session, "{}", text);
            let summary = Summary::from_head(text.as_bytes()).unwrap().unwrap();
            prop_assert_eq!(summary.label, session.label());
        }

        #[test]
        fn undoing_everything_leaves_no_answer_and_redoing_brings_every_one_back(
            steps in prop::collection::vec(("[a-c]", prop::option::of(value()), any::<bool>()), 0..20),
        ) {
            let mut session = Session::new(Uuid::from_u128(7), at(0), stamp(), "");
            for (question, answer, again) in steps {
                session.answer(&question, answer.clone(), at(1)).unwrap();
                if again {
                    session.answer_or_confirm([(question, answer)], at(1)).unwrap();
                }
            }
            let answers = session.answers().clone();
            let ages: Vec<_> = answers.keys().map(|question| session.answered_at(question)).collect();
            while session.can_undo() {
                prop_assert!(!session.undo(at(2)).unwrap().is_empty());
            }
            prop_assert!(session.answers().is_empty());
            while session.can_redo() {
                prop_assert!(!session.redo(at(2)).unwrap().is_empty());
            }
            prop_assert_eq!(session.answers(), &answers);
            let again: Vec<_> = answers.keys().map(|question| session.answered_at(question)).collect();
            prop_assert_eq!(again, ages);
        }

        #[test]
        fn no_text_makes_reading_panic(text in any::<String>()) {
            let _ = Session::from_yaml(&text);
            let _ = Summary::from_head(text.as_bytes());
        }
    }
}
