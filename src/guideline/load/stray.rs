//! Files and folders that have no place in a guideline.

use super::Loader;
use crate::guideline::files::FOLDERS;
use crate::guideline::translation::is_code;
use crate::guideline::{Files, nearest};

impl Loader {
    /// Nobody knows what a file that has no place would have named.
    fn left_out(&mut self) {
        self.names.incomplete = true;
        self.recommendations.incomplete = true;
        self.evidence.incomplete = true;
    }

    /// A misspelt file would be knowledge that is silently left out.
    pub(super) fn known_files(&mut self, files: &Files) {
        let known = ["guideline", "questions", "recommendations", "evidence", "scores", "safety", "order"];
        for (path, _) in &files.texts {
            if path.ends_with('/') {
                let name = path.trim_end_matches('/');
                let near = nearest(name, FOLDERS);
                let hint = Some(match near {
                    _ if name.contains('/') => "move its files one folder up, or take it out".to_owned(),
                    Some(near) => format!("did you mean `{near}/`?"),
                    None => "take it out: a guideline has the folders decisions/, cases/ and translations/, without others in them".into(),
                });
                let file = self.findings.file(path, "");
                self.findings.error(
                    file,
                    Default::default(),
                    "this folder has no place in a guideline",
                    hint,
                );
                continue;
            }
            if let Some(name) = path.strip_suffix(".yml") {
                self.left_out();
                let file = self.findings.file(path, "");
                let hint = Some(format!("rename it to {name}.yaml"));
                self.findings.error(file, Default::default(), "only files that end in .yaml are read", hint);
                continue;
            }
            let Some(name) = path.strip_suffix(".yaml") else { continue };
            let fine = name.starts_with("decisions/") || name.starts_with("cases/") || known.contains(&name);
            if let Some(code) = name.strip_prefix("translations/") {
                if !is_code(code) {
                    let file = self.findings.file(path, "");
                    let hint = Some("name it by the language, such as translations/ko.yaml".to_owned());
                    let message = format!("`{code}` is no code of a language");
                    self.findings.error(file, Default::default(), message, hint);
                }
                continue;
            }
            if !fine {
                self.left_out();
                let hint = match (name, nearest(name, known)) {
                    (_, Some(near)) => format!("did you mean `{near}.yaml`?"),
                    ("decisions" | "decision", _) => "write decisions/10-name.yaml, in a folder".to_owned(),
                    ("cases" | "case", _) => "write cases/name.yaml, in a folder".to_owned(),
                    _ => format!(
                        "take it out, or choose one of: {}.yaml, decisions/*.yaml, cases/*.yaml, translations/*.yaml",
                        known.join(".yaml, ")
                    ),
                };
                let hint = Some(hint);
                let file = self.findings.file(path, "");
                self.findings.error(file, Default::default(), "this file has no place in a guideline", hint);
            }
        }
    }
}
