//! The typed guideline. Ids are positions in the tables of [`Guideline`]; their texts are kept for people.

use std::ops::Index;

use serde::{Deserialize, Serialize};

use super::Decimal;

macro_rules! id {
    ($(#[$doc:meta])* $name:ident => $table:ident: $item:ty) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub struct $name(pub usize);

        impl Index<$name> for Guideline {
            type Output = $item;
            fn index(&self, id: $name) -> &$item {
                &self.$table[id.0]
            }
        }
    };
}

id!(/// A question, by its position in [`Guideline::questions`].
    QuestionId => questions: Question);
id!(/// A decision, by its position on the path.
    DecisionId => decisions: Decision);
id!(/// A score, by its position in [`Guideline::scores`].
    ScoreId => scores: Score);
id!(/// A recommendation, by its position in [`Guideline::recommendations`].
    RecommendationId => recommendations: Recommendation);
id!(/// An evidence entry, by its position in [`Guideline::evidence`].
    EvidenceId => evidence: Evidence);
id!(/// A safety stop, by its position in [`Guideline::stops`].
    StopId => stops: Stop);

/// A versioned, cited body of knowledge, loaded from one folder.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Guideline {
    /// The id: `mcrc`.
    pub id: String,
    /// For people.
    pub title: String,
    /// As written by its authors: `2026.1`.
    pub version: String,
    /// ISO date of the version.
    pub date: String,
    /// SPDX expression of the text's licence.
    pub licence: String,
    /// Repeated on everything printed.
    pub disclaimer: String,
    /// What it was made from.
    pub sources: Vec<String>,
    /// `sha256:` and 64 hexadecimal digits, over all files except `cases/` and `translations/`.
    pub digest: String,
    /// The code of the language that its texts were translated into; `None` while they are as its authors wrote them.
    pub language: Option<String>,
    /// Where it was loaded from.
    pub origin: Origin,
    /// The decision that is the headline; always a `first` decision without `when`.
    pub strategy: DecisionId,
    /// In which order is asked.
    pub asking: Asking,
    /// Pages of the questionnaire, in order.
    pub sections: Vec<Section>,
    /// All questions, in the order of the sections.
    pub questions: Vec<Question>,
    /// In the order of the path: a guard tests only earlier ones.
    pub decisions: Vec<Decision>,
    /// A score tests only questions and earlier scores.
    pub scores: Vec<Score>,
    /// What may be advised.
    pub recommendations: Vec<Recommendation>,
    /// What is cited.
    pub evidence: Vec<Evidence>,
    /// What must never be advised to whom.
    pub stops: Vec<Stop>,
    /// A good order of variables for composed diagrams, as far as one was found; it changes no result.
    pub order: Vec<Placed>,
    /// Findings of a check that the authors know and accept.
    pub accepted: Vec<Accepted>,
}

/// Findings of a check that the authors know and accept.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Accepted {
    /// The kind of finding: `same-options`.
    pub finding: String,
    /// The ids of what it is about.
    pub of: Vec<String>,
    /// Why that is right.
    pub because: String,
    /// Where it stands.
    pub place: Place,
}

/// Where a guideline was loaded from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Origin {
    /// Compiled into the program.
    Embedded,
    /// A folder, as the user named it.
    Folder(std::path::PathBuf),
}

/// A place in a source file; lines and columns count from 1, columns in characters.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Place {
    /// Path relative to the guideline's folder.
    pub file: String,
    /// From 1.
    pub line: usize,
    /// From 1, in characters.
    pub column: usize,
}

/// In which order the questions that matter are asked, pinned sections apart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Asking {
    /// What the walk from the strategy backwards meets first: fewest answers.
    #[default]
    Walk,
    /// As written, page by page: a few answers more, and hardly a jump.
    Pages,
}

/// A page of the questionnaire.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Section {
    /// For people.
    pub title: String,
    /// Its relevant questions come before all others.
    pub pinned: bool,
    /// What one key for "none of these" answers, where unanswered. Empty: no such key.
    pub none_of_these: Vec<(QuestionId, super::Answer)>,
    /// What the key for that is called: "none of these", or in the guideline's words.
    pub none_label: String,
    /// Its questions, consecutive in [`Guideline::questions`].
    pub questions: Vec<QuestionId>,
}

/// One input of a case.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Question {
    /// The id: `future_liver_remnant_percent`.
    pub id: String,
    /// The question as the clinician reads it.
    pub ask: String,
    /// Its name in lists and reasons, where there is no room for the question.
    pub short: String,
    /// What an answer looks like.
    pub kind: Kind,
    /// Where this is false, the question does not apply and every test on it is false.
    pub asks_when: Option<Guard>,
    /// A definition, or how it is measured.
    pub help: Option<String>,
    /// Given while the answer is unknown and matters.
    pub workup: Option<RecommendationId>,
    /// What finding out costs the patient.
    pub burden: Burden,
    /// Whether treatment can change it.
    pub changes: Changes,
    /// After this many days the answer is outdated.
    pub valid_days: Option<u32>,
    /// The section it stands in.
    pub section: usize,
    /// Where it is written.
    pub place: Place,
}

/// What an answer to a question looks like.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Kind {
    /// Yes or no.
    YesNo,
    /// Exactly one of some unordered options.
    OneOf(Vec<Choice>),
    /// Exactly one of some options in ascending order.
    Scale(Vec<Choice>),
    /// Any number of options, none included.
    AnyOf(Vec<Choice>),
    /// A number.
    Number {
        /// Shown after the number; may be empty.
        unit: String,
        /// The smallest value, on the grid.
        min: Decimal,
        /// The largest value, on the grid.
        max: Decimal,
        /// Places after the point.
        decimals: u8,
    },
}

impl Kind {
    /// A number with its unit: `28 %`, `3 lesions`, `1 lesion`.
    pub fn quantity(&self, number: Decimal) -> String {
        let unit = match self {
            Kind::Number { unit, .. } => unit.as_str(),
            _ => "",
        };
        // Of one there is no plural: only of whole words, since an `s` may be seconds.
        let is_word = unit.len() > 3 && unit.chars().all(|letter| letter.is_ascii_lowercase());
        let unit = match unit.strip_suffix('s') {
            Some(one) if is_word && number == Decimal::whole(1) => one,
            _ => unit,
        };
        if unit.is_empty() { number.to_string() } else { format!("{number} {unit}") }
    }

    /// The options of a choice; none for `yes_no` and `number`.
    pub fn options(&self) -> &[Choice] {
        match self {
            Kind::OneOf(options) | Kind::Scale(options) | Kind::AnyOf(options) => options,
            Kind::YesNo | Kind::Number { .. } => &[],
        }
    }
}

/// An option of a question, or an outcome of a decision.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    /// As guards and cases name it; digits on a numeric scale.
    pub id: String,
    /// For people.
    pub label: String,
    /// A definition, if one is needed.
    pub help: Option<String>,
}

/// A set of positions of options, outcomes or yes/no (position 0 is yes, 1 is no). At most 63 members.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct OptionSet(pub u64);

impl OptionSet {
    /// No position.
    pub const EMPTY: OptionSet = OptionSet(0);
    /// The largest number of options that fits.
    pub const CAPACITY: usize = 63;

    /// Just one position.
    pub fn one(position: usize) -> OptionSet {
        OptionSet(1 << position)
    }

    /// The first `count` positions.
    pub fn first(count: usize) -> OptionSet {
        OptionSet((1u64 << count) - 1)
    }

    /// Whether the position is in the set.
    pub fn contains(self, position: usize) -> bool {
        position < 64 && self.0 >> position & 1 == 1
    }

    /// With the position added.
    pub fn with(self, position: usize) -> OptionSet {
        OptionSet(self.0 | 1 << position)
    }

    /// Without the members of the other set.
    pub fn minus(self, other: OptionSet) -> OptionSet {
        OptionSet(self.0 & !other.0)
    }

    /// Members of both.
    pub fn and(self, other: OptionSet) -> OptionSet {
        OptionSet(self.0 & other.0)
    }

    /// Members of either.
    pub fn or(self, other: OptionSet) -> OptionSet {
        OptionSet(self.0 | other.0)
    }

    /// How many members.
    pub fn len(self) -> usize {
        self.0.count_ones() as usize
    }

    /// Whether there is no member.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The members, ascending.
    pub fn iter(self) -> impl Iterator<Item = usize> {
        (0..64).filter(move |position| self.contains(*position))
    }
}

impl FromIterator<usize> for OptionSet {
    fn from_iter<I: IntoIterator<Item = usize>>(positions: I) -> OptionSet {
        positions.into_iter().fold(OptionSet::EMPTY, OptionSet::with)
    }
}

/// What finding out costs the patient, lightest first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Burden {
    /// Ask, or look it up.
    #[default]
    History,
    /// Examine.
    Bedside,
    /// Take blood.
    Blood,
    /// Scan.
    Imaging,
    /// Needle, scope or knife.
    Invasive,
}

/// Whether an answer can change.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Changes {
    /// Never: age at diagnosis, the tumour's genes.
    #[default]
    Fixed,
    /// By treatment: nutrition, the remnant.
    Modifiable,
    /// By itself or by measuring again.
    Measured,
}

/// A boolean formula over tests.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Guard {
    /// Every one holds; true when empty.
    All(Vec<Guard>),
    /// At least one holds; false when empty.
    Any(Vec<Guard>),
    /// It does not hold.
    Not(Box<Guard>),
    /// One test.
    Test(Test),
}

impl Guard {
    /// What it tests, in the order in which it is written; what is tested twice stands twice.
    pub fn subjects(&self) -> Vec<Subject> {
        match self {
            Guard::All(parts) | Guard::Any(parts) => parts.iter().flat_map(Guard::subjects).collect(),
            Guard::Not(part) => part.subjects(),
            Guard::Test(test) => vec![test.on],
        }
    }

    /// Whether it tests something.
    pub fn tests(&self, on: Subject) -> bool {
        match self {
            Guard::All(parts) | Guard::Any(parts) => parts.iter().any(|part| part.tests(on)),
            Guard::Not(part) => part.tests(on),
            Guard::Test(test) => test.on == on,
        }
    }
}

/// One test of a question, a decision or a score.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Test {
    /// What is tested.
    pub on: Subject,
    /// What it is tested for.
    pub holds: Holds,
    /// Where it is written.
    pub place: Place,
}

/// What a test looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Subject {
    /// An answer.
    Question(QuestionId),
    /// The outcome of a `first` decision.
    Decision(DecisionId),
    /// A sum of points, or a formula.
    Score(ScoreId),
}

/// A variable in [`Guideline::order`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Placed {
    /// A question or a score.
    pub subject: Subject,
    /// The position of an option, of an `any_of` question.
    pub option: Option<usize>,
}

/// What a test demands.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Holds {
    /// The answer or outcome is one of these (`yes_no`: 0 is yes, 1 is no; `one_of`, `scale`, decisions: positions).
    In(OptionSet),
    /// The options chosen of an `any_of` question.
    Has(Quantifier, OptionSet),
    /// How many options of an `any_of` question are chosen.
    Count(Interval),
    /// A number or a score lies in an interval.
    Within(Interval),
}

/// How the options named in a test relate to those chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Quantifier {
    /// At least one of those named is chosen.
    Any,
    /// All of those named are chosen.
    All,
    /// None of those named is chosen.
    None,
    /// At least one is chosen, and none outside those named.
    Only,
}

/// A run of numbers; a missing end is open to infinity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Interval {
    /// The lower end and whether it belongs to the run.
    pub from: Option<(Decimal, bool)>,
    /// The upper end and whether it belongs to the run.
    pub to: Option<(Decimal, bool)>,
}

impl Interval {
    /// Whether the number lies in the run.
    pub fn contains(&self, value: Decimal) -> bool {
        self.from.is_none_or(|(end, closed)| value > end || closed && value == end)
            && self.to.is_none_or(|(end, closed)| value < end || closed && value == end)
    }
}

/// A named choice made from answers and from earlier decisions.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Decision {
    /// The id: `liver_technical`.
    pub id: String,
    /// For people.
    pub title: String,
    /// Where this is false the decision is skipped.
    pub when: Option<Guard>,
    /// How its rules work together.
    pub hit: Hit,
    /// The values that a `first` decision takes; empty for `collect`.
    pub outcomes: Vec<Choice>,
    /// Whether outcomes compare by position.
    pub ordered: bool,
    /// In order.
    pub rules: Vec<Rule>,
    /// Where it is written.
    pub place: Place,
}

/// How the rules of a decision work together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Hit {
    /// The first rule that holds gives the outcome.
    First,
    /// Every rule that holds counts, each on its own.
    Collect,
}

/// One line of a decision.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Rule {
    /// When it holds; `None` is `otherwise`.
    pub guard: Option<Guard>,
    /// The position of its outcome; `None` in a `collect` decision.
    pub then: Option<usize>,
    /// The reason in plain words; may be empty for an alert.
    pub because: String,
    /// Shown when the rule holds for certain.
    pub alert: Option<String>,
    /// How strongly it speaks.
    pub strength: Option<Strength>,
    /// What it rests on.
    pub basis: Option<Basis>,
    /// What it cites.
    pub evidence: Vec<EvidenceId>,
    /// What it recommends.
    pub recommend: Vec<RecommendationId>,
    /// Where it is written.
    pub place: Place,
}

/// How strongly a rule speaks, strongest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Strength {
    /// Strong for.
    A,
    /// Conditional for.
    B,
    /// Equal options.
    C,
    /// Against.
    D,
    /// Contraindicated.
    X,
}

/// What a rule rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Basis {
    /// A published guideline.
    Guideline,
    /// A randomised trial.
    Trial,
    /// A consensus statement.
    Consensus,
    /// Cohorts.
    Observational,
    /// A choice of this guideline's authors.
    Expert,
}

/// One thing to do, consider or avoid.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Recommendation {
    /// The id: `augment_remnant`.
    pub id: String,
    /// In one line.
    pub title: String,
    /// What, how and with what care; may be empty.
    pub detail: String,
    /// The heading it stands under.
    pub domain: String,
    /// Whether to do, consider or avoid it.
    pub tone: Tone,
    /// What no patient may get with it.
    pub excludes: Vec<RecommendationId>,
    /// Where it is written.
    pub place: Place,
}

impl Recommendation {
    /// Its title where its tone does not stand beside it: a title alone would read as something to do.
    pub fn named(&self) -> String {
        match self.tone {
            Tone::Avoid => format!("Avoid: {}", self.title),
            Tone::Do | Tone::Consider => self.title.clone(),
        }
    }
}

/// Whether to do, consider or avoid it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Tone {
    /// Do.
    Do,
    /// Consider.
    Consider,
    /// Avoid.
    Avoid,
}

/// A citation with its finding.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Evidence {
    /// The id: `shindoh-2013`.
    pub id: String,
    /// Authors, journal, year.
    pub citation: String,
    /// PubMed number.
    pub pmid: Option<u64>,
    /// Digital object identifier.
    pub doi: Option<String>,
    /// What was found, in which cohort and endpoint.
    pub finding: String,
    /// Its design, or a guideline's own grade.
    pub grade: String,
    /// Whether its figures were read in the source.
    pub checked: bool,
    /// Where it is written.
    pub place: Place,
}

/// An invariant: advice that must never reach certain patients.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Stop {
    /// The id: `fluoropyrimidine-in-complete-dpd-deficiency`.
    pub id: String,
    /// Which patients.
    pub guard: Guard,
    /// Which recommendations.
    pub forbid: Vec<RecommendationId>,
    /// Which outcomes of which decisions.
    pub forbid_outcome: Vec<(DecisionId, OptionSet)>,
    /// The reason.
    pub because: String,
    /// What it cites.
    pub evidence: Vec<EvidenceId>,
    /// Where it is written.
    pub place: Place,
}

/// A number derived from answers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Score {
    /// The id: `fong_clinical_risk`.
    pub id: String,
    /// For people.
    pub title: String,
    /// How it is made.
    pub kind: ScoreKind,
    /// Where it is written.
    pub place: Place,
}

/// How a score is made.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum ScoreKind {
    /// The points of every guard that holds, added up.
    Points(Vec<(Guard, i32)>),
    /// A formula over numbers.
    Formula(Formula),
}

impl ScoreKind {
    /// What it is made from, in the order in which it is written; what is used twice stands twice.
    pub fn subjects(&self) -> Vec<Subject> {
        match self {
            ScoreKind::Points(points) => points.iter().flat_map(|(guard, _)| guard.subjects()).collect(),
            ScoreKind::Formula(formula) => formula.subjects(),
        }
    }
}

/// A formula over numbers; what does not apply or divides by zero has no value.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Formula {
    /// A constant.
    Number(Decimal),
    /// A number question, or an earlier score.
    Of(Subject),
    /// Two operands.
    Binary(Operator, Box<Formula>, Box<Formula>),
    /// The square root; of a negative number there is none.
    Sqrt(Box<Formula>),
}

impl Formula {
    /// The questions and scores in it, from left to right.
    pub fn subjects(&self) -> Vec<Subject> {
        match self {
            Formula::Number(_) => Vec::new(),
            Formula::Of(subject) => vec![*subject],
            Formula::Binary(_, left, right) => [left.subjects(), right.subjects()].concat(),
            Formula::Sqrt(inner) => inner.subjects(),
        }
    }
}

/// An operator of a formula.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Operator {
    /// Sum.
    Add,
    /// Difference.
    Subtract,
    /// Product.
    Multiply,
    /// Quotient.
    Divide,
    /// The smaller.
    Min,
    /// The larger.
    Max,
}
