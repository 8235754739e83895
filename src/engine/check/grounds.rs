//! What rules rest on, and the findings that the guideline accepts.

use super::{Check, Code};
use crate::guideline::{Decision, Place, Rule, Severity, nearest};

impl Check<'_> {
    /// Rules that cite nothing, or only what nobody checked; one finding for each decision.
    pub(super) fn grounds(&mut self) {
        let guideline = self.guideline();
        let unverified =
            |rule: &Rule| !rule.evidence.is_empty() && rule.evidence.iter().all(|id| !guideline[*id].checked);
        for decision in &guideline.decisions {
            self.grouped(
                decision,
                Code::AdviceWithoutEvidence,
                |rule| rule.evidence.is_empty() && !rule.recommend.is_empty(),
                "advise something and cite nothing",
                "cite what the advice rests on: `evidence: [id]`",
            );
            self.grouped(
                decision,
                Code::RuleWithoutEvidence,
                |rule| rule.evidence.is_empty() && rule.recommend.is_empty() && rule.alert.is_none(),
                "decide something and cite nothing",
                "cite what the rule rests on: `evidence: [id]`",
            );
            self.grouped(
                decision,
                Code::OnlyUnverified,
                unverified,
                "cite only unverified sources",
                "compare the figures with the source and set `status: checked`",
            );
        }
    }

    fn grouped(
        &mut self,
        decision: &Decision,
        code: Code,
        concerned: impl Fn(&Rule) -> bool,
        what: &str,
        hint: &str,
    ) {
        let rules: Vec<usize> =
            (0..decision.rules.len()).filter(|&rule| concerned(&decision.rules[rule])).collect();
        let Some(&first) = rules.first() else { return };
        let names: Vec<String> = rules.iter().map(|rule| (rule + 1).to_string()).collect();
        let noun = if rules.len() == 1 { "rule" } else { "rules" };
        let what = if rules.len() == 1 { singular(what) } else { what.to_owned() };
        let message = format!("{noun} {} of `{}` {what}", names.join(", "), decision.id);
        let mut finding = self.finding(code, &decision.id, &decision.rules[first].place, message);
        finding.hint = hint.to_owned();
        self.found.push(finding);
    }

    /// Turns accepted warnings into notes with their reason, and says which reasons are for nothing.
    pub(super) fn accepted(&mut self) {
        for accepted in &self.guideline().accepted {
            let mut matched = false;
            for finding in &mut self.found {
                let meant = finding.code.id() == accepted.finding && accepted.of.contains(&finding.of);
                if meant && finding.severity != Severity::Error {
                    finding.severity = Severity::Note;
                    finding.accepted = Some(accepted.because.clone());
                    matched = true;
                }
            }
            if !matched {
                let ids = accepted.of.join(", ");
                let message = format!("there is no `{}` of {ids} to accept", accepted.finding);
                let place: &Place = &accepted.place;
                let mut finding = self.finding(Code::AcceptedNothing, &accepted.finding, place, message);
                finding.hint = self.meant(&accepted.finding, &accepted.of);
                self.found.push(finding);
            }
        }
    }
}

impl Check<'_> {
    /// What was probably meant to be accepted.
    fn meant(&self, finding: &str, of: &[String]) -> String {
        let codes = || Code::ALL.iter().map(|code| code.id());
        if !codes().any(|code| code == finding) {
            return match nearest(finding, codes()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => "write the name that stands in brackets behind the finding".to_owned(),
            };
        }
        let same =
            self.found.iter().filter(|found| found.code.id() == finding).map(|found| found.of.as_str());
        match of.iter().find_map(|of| nearest(of, same.clone())) {
            Some(near) => format!("did you mean `of: [{near}]`? Else take it out of `accepted:`"),
            None => "take it out of `accepted:`".to_owned(),
        }
    }
}

fn singular(what: &str) -> String {
    what.replace("advise ", "advises ").replace("decide ", "decides ").replace("cite ", "cites ")
}
