//! `mcrc guideline test`: a guideline's own cases, what they expect, and what they reach.

use std::io::Write;
use std::path::Path;
use std::sync::Arc;

use super::super::error::Error;
use super::super::eval;
use super::super::output::Output;
use super::{cases, count, missing, plural};
use crate::engine::{Bound, Coverage, Engine, Fact, Mismatch, fact_in_words, mismatches};
use crate::guideline::{Case, Files, Guideline, Origin, Severity, Subject, load};

/// Longer reasons are cut: the first tests of a path say where to look.
const TESTS: usize = 12;

/// Runs the cases of the guideline; `strict` makes what no case reaches a failure too, and `write_missing` writes a case
/// for each rule among it.
pub(super) fn run(
    files: &Files,
    strict: bool,
    write_missing: Option<Option<&Path>>,
    output: &mut Output,
) -> Result<u8, Error> {
    let engine = Engine::new(Arc::new(load(files)?.guideline))?;
    let guideline = engine.guideline();
    if files.origin == Origin::Embedded {
        return Err(Error::usage("the guideline in the program comes without its cases")
            .hint("name the folder of a guideline: mcrc guideline test DIR"));
    }
    let (cases, wrong) = cases(files, guideline);
    if !wrong.0.is_empty() {
        writeln!(output, "{wrong}\n")?;
    }
    let failed = failures(&engine, &cases, output)?;
    let coverage = engine.coverage(cases.iter().map(|(_, case)| &case.answers));
    let lacking = unreached(guideline, &coverage, output)?;
    if let Some(like) = write_missing {
        let like = like.map(|path| eval::read_file(guideline, path)).transpose()?;
        missing::write(files, &engine, &coverage, like.as_ref().map(|case| &case.answers), output)?;
    }
    let unread = count(&wrong, Severity::Error);
    write!(output, "{} {}, {failed} failed", cases.len(), plural("case", cases.len()))?;
    if unread > 0 {
        write!(output, ", {unread} {} in case files", plural("error", unread))?;
    }
    writeln!(output)?;
    summary(guideline, &coverage, output)?;
    Ok(u8::from(failed > 0 || unread > 0 || (strict && lacking > 0)))
}

fn failures(engine: &Engine, cases: &[(&str, Case)], output: &mut Output) -> Result<usize, Error> {
    let guideline = engine.guideline();
    let mut failed = 0;
    for (path, case) in cases {
        let Some(expect) = &case.expect else {
            writeln!(
                output,
                "{path}: expects nothing yet\n   = add `expect:` with the strategy and advice that are right"
            )?;
            failed += 1;
            continue;
        };
        let found = mismatches(guideline, expect, &engine.assess(&case.answers));
        if !found.is_empty() {
            failed += 1;
            writeln!(output, "{path}: {}", case.title)?;
            found.iter().try_for_each(|mismatch| show(guideline, mismatch, output))?;
        }
    }
    Ok(failed)
}

fn show(guideline: &Guideline, mismatch: &Mismatch, output: &mut Output) -> Result<(), Error> {
    let Mismatch { of, expected, got, because } = mismatch;
    writeln!(output, "   {of}: expected {expected}, got {got}")?;
    if !because.is_empty() {
        let tests: Vec<String> =
            because.iter().take(TESTS).map(|fact: &Fact| fact_in_words(guideline, fact)).collect();
        let more = match because.len().saturating_sub(TESTS) {
            0 => String::new(),
            more => format!("; and {more} more"),
        };
        writeln!(output, "      because {}{more}", tests.join("; "))?;
    }
    Ok(())
}

/// Lists what no case reaches, and says how much that is.
fn unreached(guideline: &Guideline, coverage: &Coverage, output: &mut Output) -> Result<usize, Error> {
    let mut missing = 0;
    for (decision, rules) in guideline.decisions.iter().zip(&coverage.rules) {
        for (rule, _) in rules.iter().enumerate().filter(|(_, cases)| **cases == 0) {
            missing += 1;
            let place = &decision.rules[rule].place;
            writeln!(
                output,
                "{}:{}: no case reaches rule {} of `{}`",
                place.file,
                place.line,
                rule + 1,
                decision.id
            )?;
        }
    }
    for (recommendation, _) in
        guideline.recommendations.iter().zip(&coverage.recommendations).filter(|(_, cases)| **cases == 0)
    {
        missing += 1;
        let place = &recommendation.place;
        writeln!(output, "{}:{}: no case is given `{}`", place.file, place.line, recommendation.id)?;
    }
    for bound in coverage.bounds.iter().filter(|bound| bound.observable) {
        let lacking = match (bound.seen_below, bound.seen_above) {
            (true, true) => continue,
            (false, false) => "on either side",
            (false, true) => "below",
            (true, false) => "above",
        };
        missing += 1;
        writeln!(output, "no case {lacking} turns at {}", bound_in_words(guideline, bound))?;
    }
    Ok(missing)
}

fn bound_in_words(guideline: &Guideline, bound: &Bound) -> String {
    let id = match bound.on {
        Subject::Question(question) => &guideline[question].id,
        Subject::Score(score) => &guideline[score].id,
        Subject::Decision(decision) => &guideline[decision].id,
    };
    let side = |value| crate::engine::value_in_words(guideline, &Fact { on: bound.on, is: value });
    format!("{id}: {} | {}", side(bound.below.clone()), side(bound.above.clone()))
}

fn summary(guideline: &Guideline, coverage: &Coverage, output: &mut Output) -> Result<(), Error> {
    let rules: Vec<usize> = coverage.rules.iter().flatten().copied().collect();
    let reached = |counts: &[usize]| counts.iter().filter(|count| **count > 0).count();
    writeln!(output, "{} of {} rules reached", reached(&rules), rules.len())?;
    let given = reached(&coverage.recommendations);
    writeln!(output, "{given} of {} recommendations given", guideline.recommendations.len())?;
    let observable: Vec<&Bound> = coverage.bounds.iter().filter(|bound| bound.observable).collect();
    let both = observable.iter().filter(|bound| bound.seen_below && bound.seen_above).count();
    let hidden = coverage.bounds.len() - observable.len();
    writeln!(
        output,
        "{both} of {} bounds turn a case on both sides; {hidden} more change no result",
        observable.len()
    )?;
    Ok(())
}
