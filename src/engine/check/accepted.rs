//! The findings that the guideline accepts, and what it accepts for nothing.

use super::{Check, Code};
use crate::guideline::{Accepted, Severity, nearest};

impl Check<'_> {
    /// Turns accepted warnings into notes with their reason, and says which reasons are for nothing. What cases reach
    /// can be accepted only where they are `seen`.
    pub(super) fn accepted(&mut self, seen: bool) {
        for accepted in &self.guideline().accepted {
            let code = Code::ALL.into_iter().find(|code| code.id() == accepted.finding);
            let Some(code) = code else {
                let hint = match nearest(&accepted.finding, Code::ALL.iter().map(|code| code.id())) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => "write the name that stands in brackets behind the finding".to_owned(),
                };
                self.for_nothing(accepted, format!("there is no finding `{}`", accepted.finding), hint);
                continue;
            };
            if code.severity() == Severity::Error {
                let message = format!("an error cannot be accepted: `{}`", accepted.finding);
                self.for_nothing(accepted, message, "mend it, and take this out of `accepted:`".to_owned());
                continue;
            }
            let mut unmatched = Vec::new();
            for of in &accepted.of {
                let mut matched = !seen && matches!(code, Code::UntestedRule | Code::UntestedBound);
                for finding in self.found.iter_mut().filter(|found| found.code == code && found.of == *of) {
                    finding.severity = Severity::Note;
                    finding.accepted = Some(accepted.because.clone());
                    matched = true;
                }
                if !matched {
                    unmatched.push(of.as_str());
                }
            }
            if !unmatched.is_empty() || accepted.of.is_empty() {
                let ids: Vec<String> = unmatched.iter().map(|id| format!("`{id}`")).collect();
                let message = match ids.is_empty() {
                    true => format!("`{}` is accepted of nothing", accepted.finding),
                    false => format!("there is no `{}` of {} to accept", accepted.finding, ids.join(", ")),
                };
                let hint = self.meant(code, &unmatched);
                self.for_nothing(accepted, message, hint);
            }
        }
    }

    fn for_nothing(&mut self, accepted: &Accepted, message: String, hint: String) {
        let mut finding = self.finding(Code::AcceptedNothing, &accepted.finding, &accepted.place, message);
        finding.hint = hint;
        self.found.push(finding);
    }

    /// What was probably meant to be accepted: an id with such a finding that nobody has accepted.
    fn meant(&self, code: Code, of: &[&str]) -> String {
        let open = || {
            let found = self.found.iter().filter(|found| found.code == code && found.accepted.is_none());
            found.map(|found| found.of.as_str())
        };
        match of.iter().find_map(|of| nearest(of, open())) {
            Some(near) => format!("did you mean `{near}`? Else take it out of `accepted:`"),
            None => "take it out of `accepted:`".to_owned(),
        }
    }
}
