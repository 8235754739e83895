//! The shape of the JSON: the order of the fields here is their order there.

use serde::Serialize;
use serde_json::{Number, Value as Json};

#[derive(Serialize)]
pub(super) struct Document<'a> {
    pub(super) guideline: GuidelineDoc<'a>,
    pub(super) title: &'a str,
    pub(super) status: &'static str,
    pub(super) exact: bool,
    pub(super) strategy: StrategyDoc<'a>,
    #[serde(rename = "override")]
    pub(super) overridden: Option<OverrideDoc<'a>>,
    pub(super) decisions: Vec<DecisionDoc<'a>>,
    pub(super) recommendations: Vec<AdviceDoc<'a>>,
    pub(super) withheld: Vec<WithheldDoc<'a>>,
    pub(super) pending: Vec<&'a str>,
    pub(super) workup: Vec<WorkUpDoc<'a>>,
    pub(super) alerts: Vec<AlertDoc<'a>>,
    pub(super) scores: Vec<ScoreDoc<'a>>,
    pub(super) dormant: Vec<&'a str>,
    pub(super) outdated: Vec<&'a str>,
    pub(super) next_question: Option<&'a str>,
    pub(super) decisive: Vec<&'a str>,
    pub(super) refining: Vec<&'a str>,
    pub(super) why_not: Vec<WhyNotDoc<'a>>,
    pub(super) tipping_points: Vec<TippingPointDoc<'a>>,
    pub(super) tipping_pairs: Option<Vec<TippingPairDoc<'a>>>,
    pub(super) what_if: Option<WhatIfDoc<'a>>,
    pub(super) evidence: Vec<EvidenceDoc<'a>>,
    pub(super) disclaimer: &'a str,
}

#[derive(Serialize)]
pub(super) struct GuidelineDoc<'a> {
    pub(super) id: &'a str,
    pub(super) version: &'a str,
    pub(super) digest: &'a str,
    pub(super) origin: &'static str,
    pub(super) folder: Option<String>,
}

#[derive(Serialize)]
pub(super) struct StrategyDoc<'a> {
    pub(super) outcome: Option<&'a str>,
    pub(super) possible: Vec<&'a str>,
    pub(super) title: String,
    pub(super) why: Vec<Test<'a>>,
}

/// What the tumour board decided otherwise: `outcome` where that is one of the guideline's.
#[derive(Serialize)]
pub(super) struct OverrideDoc<'a> {
    pub(super) outcome: Option<&'a str>,
    pub(super) title: String,
    pub(super) reason: &'a str,
    pub(super) at: String,
}

#[derive(Serialize)]
pub(super) struct Test<'a> {
    pub(super) on: &'static str,
    pub(super) id: &'a str,
    pub(super) is: Json,
    pub(super) answer: Option<Json>,
}

#[derive(Serialize)]
pub(super) struct DecisionDoc<'a> {
    pub(super) id: &'a str,
    pub(super) title: &'a str,
    pub(super) hit: &'static str,
    pub(super) state: &'static str,
    pub(super) outcome: Option<&'a str>,
    pub(super) possible: Vec<&'a str>,
    pub(super) rule: Option<usize>,
    pub(super) because: Option<&'a str>,
    pub(super) tests: Vec<Test<'a>>,
    pub(super) evidence: Vec<&'a str>,
    pub(super) rules: Vec<RuleDoc>,
}

#[derive(Serialize)]
pub(super) struct RuleDoc {
    pub(super) rule: usize,
    pub(super) holds: Option<bool>,
}

#[derive(Serialize)]
pub(super) struct AdviceDoc<'a> {
    pub(super) id: &'a str,
    pub(super) title: &'a str,
    pub(super) detail: &'a str,
    pub(super) domain: &'a str,
    pub(super) tone: &'static str,
    pub(super) strength: Option<&'static str>,
    pub(super) conditional: bool,
    #[serde(rename = "if")]
    pub(super) condition: Option<Vec<Vec<ConditionDoc<'a>>>>,
    pub(super) from: Vec<FromDoc<'a>>,
    pub(super) evidence: Vec<&'a str>,
    pub(super) finds_out: Vec<&'a str>,
}

/// One test of a condition. Conditions are on questions; only where an assessment is not exact they may be on a
/// decision or a score.
#[derive(Serialize)]
#[serde(untagged)]
pub(super) enum ConditionDoc<'a> {
    Question { question: &'a str, r#in: Json },
    Decision { decision: &'a str, r#in: Json },
    Score { score: &'a str, r#in: Json },
}

#[derive(Serialize)]
pub(super) struct FromDoc<'a> {
    pub(super) decision: &'a str,
    pub(super) rule: usize,
}

#[derive(Serialize)]
pub(super) struct WithheldDoc<'a> {
    pub(super) id: &'a str,
    pub(super) title: String,
    pub(super) stop: &'a str,
    pub(super) because: &'a str,
}

#[derive(Serialize)]
pub(super) struct WorkUpDoc<'a> {
    pub(super) question: &'a str,
    pub(super) text: &'a str,
    pub(super) burden: &'static str,
    pub(super) decisive: bool,
}

#[derive(Serialize)]
pub(super) struct AlertDoc<'a> {
    pub(super) decision: &'a str,
    pub(super) rule: usize,
    pub(super) text: &'a str,
}

#[derive(Serialize)]
pub(super) struct ScoreDoc<'a> {
    pub(super) id: &'a str,
    pub(super) title: &'a str,
    pub(super) value: Option<Number>,
    pub(super) min: Option<Number>,
    pub(super) max: Option<Number>,
}

#[derive(Serialize)]
pub(super) struct WhyNotDoc<'a> {
    pub(super) strategy: &'a str,
    pub(super) because: Vec<Test<'a>>,
}

#[derive(Serialize)]
pub(super) struct TippingPointDoc<'a> {
    pub(super) question: &'a str,
    pub(super) to: Json,
    pub(super) margin: Option<Number>,
    pub(super) near: bool,
    pub(super) possible: Vec<&'a str>,
    pub(super) certain: bool,
}

#[derive(Serialize)]
pub(super) struct TippingPairDoc<'a> {
    pub(super) changes: [ChangeDoc<'a>; 2],
    pub(super) possible: Vec<&'a str>,
    pub(super) certain: bool,
}

/// The case itself, beside which stands what would follow from the changes.
#[derive(Serialize)]
pub(super) struct WhatIfDoc<'a> {
    pub(super) changed: Vec<ChangedDoc<'a>>,
    pub(super) status: &'static str,
    pub(super) outcome: Option<&'a str>,
    pub(super) possible: Vec<&'a str>,
}

#[derive(Serialize)]
pub(super) struct ChangedDoc<'a> {
    pub(super) question: &'a str,
    pub(super) from: Option<Json>,
    pub(super) to: Option<Json>,
}

#[derive(Serialize)]
pub(super) struct ChangeDoc<'a> {
    pub(super) question: &'a str,
    pub(super) to: Json,
    pub(super) margin: Option<Number>,
}

#[derive(Serialize)]
pub(super) struct EvidenceDoc<'a> {
    pub(super) id: &'a str,
    pub(super) citation: &'a str,
    pub(super) pmid: Option<u64>,
    pub(super) doi: Option<&'a str>,
    pub(super) finding: &'a str,
    pub(super) grade: &'a str,
    pub(super) status: &'static str,
}
