//! The lists of `docs/clinical-sources.md` that follow from the guideline are what the guideline says now. With
//! `UPDATE_DOCS=1` in the environment they are written instead.

use std::fmt::Write;
use std::path::Path;

use mcrc::guideline::{Basis, Case, Decision, EvidenceId, Guideline, Rule};

use crate::shipped::{all_cases, engine};

#[test]
fn the_lists_of_clinical_sources_are_those_of_the_guideline() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/clinical-sources.md");
    let written = std::fs::read_to_string(&path).unwrap();
    let guideline = engine().guideline();
    let lists = [
        ("claims", claims(guideline, &all_cases())),
        ("stops", stops(guideline)),
        ("sources", sources(guideline)),
        ("unverified advice", unverified_advice(guideline)),
        ("sign-off", sign_off(guideline)),
    ];
    let mut text = written.clone();
    for (name, list) in lists {
        let (start, end) = (format!("<!-- list: {name} -->\n"), format!("<!-- end: {name} -->\n"));
        let (Some(from), Some(to)) = (text.find(&start), text.find(&end)) else {
            panic!("docs/clinical-sources.md has no list of {name}");
        };
        text.replace_range(from + start.len()..to, &format!("\n{list}\n"));
    }
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(&path, text).unwrap();
    } else {
        assert!(
            text == written,
            "docs/clinical-sources.md is out of date: run the tests once with UPDATE_DOCS=1"
        );
    }
}

fn row(list: &mut String, cells: &[String]) {
    let cells: Vec<String> = cells.iter().map(|cell| cell.replace('|', "\\|")).collect();
    writeln!(list, "| {} |", cells.join(" | ")).unwrap();
}

fn table(heads: &[&str]) -> String {
    let line = |cells: Vec<&str>| format!("|{}|\n", cells.join("|"));
    let named: Vec<String> = heads.iter().map(|head| format!(" {head} ")).collect();
    line(named.iter().map(String::as_str).collect()) + &line(vec!["---"; heads.len()])
}

fn code(id: &str) -> String {
    format!("`{id}`")
}

fn cited(guideline: &Guideline, evidence: &[EvidenceId]) -> String {
    let mark = |id: &EvidenceId| {
        let unverified = if guideline[*id].checked { "" } else { " (unverified)" };
        format!("`{}`{unverified}", guideline[*id].id)
    };
    evidence.iter().map(mark).collect::<Vec<_>>().join(", ")
}

fn rules(guideline: &Guideline) -> impl Iterator<Item = (&Decision, usize, &Rule)> {
    guideline
        .decisions
        .iter()
        .flat_map(|decision| decision.rules.iter().enumerate().map(move |(rule, row)| (decision, rule, row)))
}

fn advised(guideline: &Guideline, rule: &Rule) -> String {
    let ids: Vec<String> = rule.recommend.iter().map(|id| code(&guideline[*id].id)).collect();
    ids.join(", ")
}

/// For each claim the rules that cite the founding review beside it, and the cases that demonstrate it.
fn claims(guideline: &Guideline, cases: &[(String, Case)]) -> String {
    let review = guideline.evidence.iter().position(|evidence| evidence.id == "park-2022").unwrap();
    let mut list = table(&["rule that cites the review", "gives"]);
    for (decision, rule, row_) in
        rules(guideline).filter(|(_, _, rule)| rule.evidence.contains(&EvidenceId(review)))
    {
        let outcome = row_.then.map(|outcome| code(&decision.outcomes[outcome].id));
        let gives: Vec<String> =
            outcome.into_iter().chain([advised(guideline, row_)]).filter(|given| !given.is_empty()).collect();
        row(&mut list, &[format!("`{}` {}", decision.id, rule + 1), gives.join(", ")]);
    }
    list.push('\n');
    list.push_str(&table(&["claim", "cases that demonstrate it"]));
    for claim in 1..=9 {
        let named: Vec<String> =
            cases.iter().filter(|(_, case)| case.claim == Some(claim)).map(|(name, _)| code(name)).collect();
        assert!(!named.is_empty(), "no case demonstrates claim {claim}");
        row(&mut list, &[claim.to_string(), named.join(", ")]);
    }
    list
}

fn stops(guideline: &Guideline) -> String {
    let mut list = table(&["stop", "why", "evidence"]);
    for stop in &guideline.stops {
        row(&mut list, &[code(&stop.id), stop.because.clone(), cited(guideline, &stop.evidence)]);
    }
    list
}

/// Every source with its status and how many rules and stops cite it.
fn sources(guideline: &Guideline) -> String {
    let unverified = guideline.evidence.iter().filter(|evidence| !evidence.checked).count();
    let mut list = format!(
        "{unverified} of {} entries were not read in their source, or mix figures that were with figures that were not.\n\n",
        guideline.evidence.len()
    );
    for (checked, title) in [(false, "Unverified"), (true, "Checked")] {
        writeln!(list, "{title}:\n").unwrap();
        list.push_str(&table(&["entry", "citation", "design or grade", "rules and stops"]));
        for (index, evidence) in
            guideline.evidence.iter().enumerate().filter(|(_, one)| one.checked == checked)
        {
            let cites = |cited: &[EvidenceId]| usize::from(cited.contains(&EvidenceId(index)));
            let citing = rules(guideline).map(|(_, _, rule)| cites(&rule.evidence)).sum::<usize>()
                + guideline.stops.iter().map(|stop| cites(&stop.evidence)).sum::<usize>();
            let place = evidence.doi.as_ref().map(|doi| format!(", doi {doi}"));
            let place =
                place.or(evidence.pmid.as_ref().map(|pmid| format!(", PMID {pmid}"))).unwrap_or_default();
            let citation = format!("{}{place}", evidence.citation);
            row(&mut list, &[code(&evidence.id), citation, evidence.grade.clone(), citing.to_string()]);
        }
        list.push('\n');
    }
    list.pop();
    list
}

fn unverified_advice(guideline: &Guideline) -> String {
    let mut list = table(&["decision, rule", "advice", "entries"]);
    for (decision, rule, row_) in rules(guideline) {
        let unverified = row_.evidence.iter().all(|id| !guideline[*id].checked);
        if unverified && !row_.evidence.is_empty() && !row_.recommend.is_empty() {
            let entries: Vec<String> = row_.evidence.iter().map(|id| code(&guideline[*id].id)).collect();
            row(
                &mut list,
                &[format!("`{}` {}", decision.id, rule + 1), advised(guideline, row_), entries.join(", ")],
            );
        }
    }
    list
}

fn sign_off(guideline: &Guideline) -> String {
    let choices: Vec<_> = rules(guideline).filter(|(_, _, rule)| rule.basis == Some(Basis::Expert)).collect();
    let mut list = format!(
        "{} of {} rules are choices of the authors (`basis: expert`).\n\n",
        choices.len(),
        rules(guideline).count()
    );
    list.push_str(&table(&["decision, rule", "gives", "reason"]));
    for (decision, rule, row_) in choices {
        let outcome = row_.then.map(|outcome| decision.outcomes[outcome].id.clone());
        let gives = outcome.map_or_else(|| advised(guideline, row_), |outcome| code(&outcome));
        row(&mut list, &[format!("`{}` {}", decision.id, rule + 1), gives, row_.because.clone()]);
    }
    list
}
