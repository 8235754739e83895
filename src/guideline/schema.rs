//! The JSON Schema of the files of a guideline, for editors. It knows keys and words; names and guards are checked by
//! loading only.

use serde_json::Value;

/// The schema of all kinds of files, each a definition of its own.
pub const FILES_SCHEMA: &str = include_str!("../../schema/guideline-files.schema.json");

/// The kinds of files, as the schema names them.
pub const FILE_KINDS: [&str; 10] = [
    "guideline",
    "questions",
    "decisions",
    "recommendations",
    "evidence",
    "scores",
    "safety",
    "order",
    "translation",
    "case",
];

/// The schema of one kind of file, whole in itself; one that allows nothing where there is no such kind.
pub fn file_schema(kind: &str) -> Value {
    let mut schema: Value = serde_json::from_str(FILES_SCHEMA).unwrap_or(Value::Bool(false));
    let Some(map) = schema.as_object_mut().filter(|_| FILE_KINDS.contains(&kind)) else {
        return Value::Bool(false);
    };
    let id = map.get("$id").and_then(Value::as_str).unwrap_or_default();
    let id = id.replace("guideline-files", kind);
    map.insert("$id".to_owned(), id.into());
    map.insert("$ref".to_owned(), format!("#/$defs/{kind}").into());
    schema
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::path::Path;

    use super::*;
    use crate::guideline::load::asked;
    use crate::guideline::{Files, load};

    /// Where the schema describes what loading calls by this name.
    const PLACES: [(&str, &str); 16] = [
        ("guideline.yaml", "/$defs/guideline"),
        ("what is accepted", "/$defs/accepted"),
        ("a section", "/$defs/section"),
        ("a question", "/$defs/question"),
        ("an option", "/$defs/choice/anyOf/1"),
        ("a guard", "/$defs/guard/anyOf/1"),
        ("a decision", "/$defs/decision"),
        ("a rule", "/$defs/rule"),
        ("a recommendation", "/$defs/recommendations/items"),
        ("an evidence entry", "/$defs/evidence/items"),
        ("a score", "/$defs/scores/items"),
        ("a line of points", "/$defs/scores/items/properties/points/items"),
        ("a stop", "/$defs/safety/items"),
        ("a case", "/$defs/case"),
        ("`expect`", "/$defs/case/properties/expect"),
        ("`recommend`", "/$defs/case/properties/expect/properties/recommend"),
    ];

    #[test]
    fn the_schema_has_the_keys_and_words_that_loading_asks_for_and_no_others() {
        let files = Files::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/wrong/base")).unwrap();
        assert_eq!(load(&files).unwrap().warnings.0, []);
        let asked = asked(&files);
        let schema: Value = serde_json::from_str(FILES_SCHEMA).unwrap();
        let known: BTreeSet<&str> = PLACES.iter().map(|(what, _)| *what).collect();
        assert_eq!(asked.keys().map(|(what, _)| what.as_str()).collect::<BTreeSet<_>>(), known);
        for (what, place) in PLACES {
            let properties = schema.pointer(&format!("{place}/properties")).unwrap().as_object().unwrap();
            let keys = asked.keys().filter(|(other, _)| other == what).map(|(_, key)| key.as_str());
            assert_eq!(
                properties.keys().map(String::as_str).collect::<BTreeSet<_>>(),
                keys.collect(),
                "{what}"
            );
            for ((_, key), words) in
                asked.iter().filter(|((other, _), words)| other == what && !words.is_empty())
            {
                if words.contains("true") {
                    assert_eq!(properties[key]["$ref"], "#/$defs/flag", "{key}");
                    continue;
                }
                let allowed = properties[key]["enum"].as_array().unwrap().iter();
                assert_eq!(
                    &allowed.map(|word| word.as_str().unwrap().to_owned()).collect::<BTreeSet<_>>(),
                    words,
                    "{key}"
                );
            }
        }
    }

    #[test]
    fn each_kind_has_a_definition_and_a_file_that_refers_to_it() {
        for kind in FILE_KINDS {
            let schema = file_schema(kind);
            assert!(schema.pointer(&format!("/$defs/{kind}")).is_some(), "{kind}");
            assert_eq!(schema["$ref"], format!("#/$defs/{kind}"));
            let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("schema/{kind}.schema.json"));
            let file: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
            assert_eq!(file["$ref"], format!("guideline-files.schema.json#/$defs/{kind}"));
            assert_eq!(file["$id"], schema["$id"]);
        }
        assert_eq!(file_schema("nothing"), Value::Bool(false));
    }
}
