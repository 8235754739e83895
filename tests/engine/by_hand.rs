//! The yardstick by hand: its cases, its logic written as plain Rust, and the cases as answers.

use mcrc::guideline::{Answer, Answers, Decimal, Guideline, Kind, QuestionId};

use super::random::Random;

/// One complete case; numbers with one decimal are in tenths.
#[derive(Clone, Copy, Debug)]
pub struct Case {
    pub ecog: i64,
    pub age: i64,
    pub symptoms: usize,
    pub obstruction: bool,
    pub bleeding: bool,
    pub primary_in_situ: bool,
    pub left: bool,
    pub liver_mets: bool,
    pub liver_count: i64,
    pub liver_max_mm: i64,
    pub flr_tenths: i64,
    pub liver_function_ok: bool,
    pub lung_mets: bool,
    pub lung_count: i64,
    pub lung_resectable: bool,
    pub fev1_tenths: i64,
    pub peritoneal_mets: bool,
    pub pci: i64,
    pub nodal_mets: bool,
    pub ras_mut: bool,
    pub braf_mut: bool,
    pub msi_high: bool,
    pub her2_pos: bool,
    pub prior_oxaliplatin: bool,
    pub response: usize,
}

/// The first `count` random cases, always the same ones (seed 42).
pub fn cases(count: usize) -> impl Iterator<Item = Case> {
    let mut random = Random(42);
    (0..count).map(move |_| {
        let mut int = |low: i64, high: i64| low + (random.next() % (high - low + 1) as u64) as i64;
        Case {
            ecog: int(0, 4),
            age: int(25, 95),
            symptoms: int(0, 2) as usize,
            obstruction: int(0, 1) == 1,
            bleeding: int(0, 1) == 1,
            primary_in_situ: int(0, 1) == 1,
            left: int(0, 1) == 1,
            liver_mets: int(0, 1) == 1,
            liver_count: int(0, 20),
            liver_max_mm: int(0, 150),
            flr_tenths: int(50, 800),
            liver_function_ok: int(0, 1) == 1,
            lung_mets: int(0, 1) == 1,
            lung_count: int(0, 15),
            lung_resectable: int(0, 1) == 1,
            fev1_tenths: int(200, 1200),
            peritoneal_mets: int(0, 1) == 1,
            pci: int(0, 39),
            nodal_mets: int(0, 1) == 1,
            ras_mut: int(0, 1) == 1,
            braf_mut: int(0, 1) == 1,
            msi_high: int(0, 1) == 1,
            her2_pos: int(0, 1) == 1,
            prior_oxaliplatin: int(0, 1) == 1,
            response: int(0, 2) as usize,
        }
    })
}

/// The six outcomes, as the yardstick's files name them.
pub fn evaluate(case: &Case) -> [&'static str; 6] {
    let fitness = match case {
        c if c.ecog >= 3 || c.ecog == 2 && c.age >= 80 => "unfit",
        c if c.ecog == 2 || c.age > 75 && !c.liver_function_ok || c.ecog == 1 && c.age >= 85 => "frail",
        _ => "fit",
    };
    let emergency = match case {
        c if !c.primary_in_situ => "none",
        c if c.obstruction && (c.symptoms == 2 || !c.left) => "surgery",
        c if c.obstruction => "stent",
        c if c.bleeding && c.symptoms > 0 => "local",
        c if c.bleeding => "watch",
        _ => "none",
    };
    let liver = match case {
        c if !c.liver_mets => "none",
        c if !c.liver_function_ok && c.flr_tenths < 400 => "unresectable",
        c if c.liver_count <= 9 && c.flr_tenths >= 300 => "resectable",
        c if c.liver_count <= 9 && c.flr_tenths >= 200 => "convertible",
        c if (10..=14).contains(&c.liver_count) && c.liver_max_mm < 80 && c.flr_tenths >= 200 => {
            "convertible"
        }
        _ => "unresectable",
    };
    let lung = match case {
        c if !c.lung_mets => "none",
        c if c.lung_resectable && c.lung_count <= 3 && c.fev1_tenths >= 600 => "resectable",
        c if c.lung_resectable && c.lung_count <= 6 && c.fev1_tenths >= 800 => "resectable",
        c if c.lung_count <= 5 && c.fev1_tenths >= 400 => "ablation",
        _ => "unresectable",
    };
    let peritoneum = match case {
        c if !c.peritoneal_mets => "none",
        c if c.pci <= 12 && !c.nodal_mets => "crs",
        c if c.pci <= 12 || c.pci <= 20 && !c.nodal_mets => "borderline",
        _ => "unresectable",
    };
    let clear = |status: &str| status == "none" || status == "resectable";
    let (fit, frail, progression) = (fitness == "fit", fitness == "frail", case.response == 2);
    let recommendation = match case {
        _ if emergency == "surgery" || emergency == "stent" => "treat_emergency_first",
        _ if fitness == "unfit" => "best_supportive_care",
        _ if clear(liver) && clear(lung) && peritoneum == "none" && !progression => "resect_then_adjuvant",
        _ if fit && peritoneum == "crs" && clear(liver) && lung == "none" && !progression => {
            "crs_hipec_board"
        }
        c if c.msi_high => "immunotherapy",
        _ if fit && liver == "convertible" && lung != "unresectable" && peritoneum == "none" => {
            "conversion_chemo"
        }
        c if c.braf_mut && progression => "braf_targeted",
        c if !c.ras_mut && !c.braf_mut && c.left && fit => "doublet_anti_egfr",
        c if c.her2_pos && !c.ras_mut && progression => "her2_targeted",
        c if c.prior_oxaliplatin && fit => "irinotecan_based",
        _ if frail => "reduced_dose_single_agent",
        _ => "doublet_bevacizumab",
    };
    [fitness, emergency, liver, lung, peritoneum, recommendation]
}

impl Case {
    /// The case as answers to the yardstick's questions, which stand in the order of the fields.
    pub fn answers(&self, guideline: &Guideline) -> Answers {
        let whole = Decimal::whole;
        let tenths = |value: i64| Decimal::from_f64(value as f64 / 10.0).unwrap();
        let (yes, option, number) = (Answer::YesNo, Answer::Option, Answer::Number);
        let all = [
            number(whole(self.ecog)),
            number(whole(self.age)),
            option(self.symptoms),
            yes(self.obstruction),
            yes(self.bleeding),
            yes(self.primary_in_situ),
            option(usize::from(self.left)),
            yes(self.liver_mets),
            number(whole(self.liver_count)),
            number(tenths(self.liver_max_mm)),
            number(tenths(self.flr_tenths)),
            yes(self.liver_function_ok),
            yes(self.lung_mets),
            number(whole(self.lung_count)),
            yes(self.lung_resectable),
            number(tenths(self.fev1_tenths)),
            yes(self.peritoneal_mets),
            number(whole(self.pci)),
            yes(self.nodal_mets),
            yes(self.ras_mut),
            yes(self.braf_mut),
            yes(self.msi_high),
            yes(self.her2_pos),
            yes(self.prior_oxaliplatin),
            option(self.response),
        ];
        let mut answers = Answers::none(guideline);
        for (index, answer) in all.into_iter().enumerate() {
            assert_eq!(
                matches!(answer, Answer::Number(_)),
                matches!(guideline.questions[index].kind, Kind::Number { .. })
            );
            answers.set(QuestionId(index), Some(answer));
        }
        answers
    }
}
