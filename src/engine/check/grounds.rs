//! What rules rest on.

use super::{Check, Code};
use crate::guideline::{Decision, Rule};

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
}

fn singular(what: &str) -> String {
    what.replace("advise ", "advises ").replace("decide ", "decides ").replace("cite ", "cites ")
}
