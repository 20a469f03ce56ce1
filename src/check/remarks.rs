//! Findings about findings: comments that suppress none, and more than are listed.

use super::condition::LOOKS;
use super::cut::{self, Cut};
use super::finding::*;
use super::fingerprint::{self, Mark, Role};
use super::fix;
use super::message::{self, Ground};
use super::scene::{Scene, Subject};
use super::suppress::{self, Trouble};
use super::verdict::{Trace, Verdict};
use crate::lexicon::fold;
use crate::plan::*;
use crate::rules::*;
use crate::text::Span;

/// The problem that says that something was cut off.
const UNREADABLE: &str = "unreadable-text";

/// Findings about suppression comments themselves; `cuts`: where not all findings are known, none is held to be of no use.
pub(super) fn unused(
    scene: &Scene<'_>,
    rules: &RuleSet,
    uses: &[suppress::Use],
    cuts: &[Cut],
    language: Language,
    verdicts: &mut [Verdict<'_>],
) -> Vec<Finding> {
    let plan = scene.plan;
    let mut found = Vec::new();
    for verdict in verdicts.iter_mut() {
        let Some(Condition::Problem(names)) = &verdict.rule.when else { continue };
        let asks = |name: &str| names.iter().any(|n| n == name);
        let (unused, unexplained) = (asks("unused-suppression"), asks("unexplained-suppression"));
        if !unused && !unexplained {
            continue;
        }
        let comments = plan.documents.iter().map(|d| d.suppressions.len()).sum::<usize>() as u32;
        verdict.tally.subjects = comments;
        let mut problems: Vec<Problem> = Vec::new();
        if unused {
            let cut = |span: Span| cuts.iter().any(|cut| cut.at.file == span.file);
            let troubles = uses.iter().filter_map(|used| used.trouble.as_ref().map(|trouble| (used, trouble)));
            problems.extend(
                troubles
                    .filter(|(_, trouble)| !matches!(trouble, Trouble::Unused(span) if cut(*span)))
                    .map(|(used, trouble)| suppression_problem(plan, used, trouble)),
            );
        }
        if unexplained {
            for (number, document) in plan.documents.iter().enumerate() {
                problems.extend(document.suppressions.iter().filter(|s| s.reason.is_none()).map(|s| Problem {
                    name: "unexplained-suppression",
                    item: None,
                    document: DocumentId(number as u32),
                    span: s.span,
                    related: Vec::new(),
                    fault: Fault::Plain,
                    suggestion: None,
                    fix: None,
                }));
            }
        }
        verdict.tally.violations = problems.len() as u32;
        found.extend(problems.iter().filter_map(|problem| remark(scene, rules, verdict, problem, language)));
    }
    let marks = found.iter().enumerate().map(|(at, f)| Mark {
        known_by: format!("{}\n{}", f.code, fold(plan.text(f.span))),
        order: scene.order_of(f.span),
        role: Role::Own(at),
    });
    fingerprint::assign(plan, marks.collect(), &mut found);
    found
}

/// Findings that say where more were found than are listed, and which rules were given up.
pub(super) fn cut_off(
    scene: &Scene<'_>,
    rules: &RuleSet,
    cuts: &[Cut],
    language: Language,
    verdicts: &mut [Verdict<'_>],
) -> Vec<Finding> {
    let tells = |verdict: &&mut Verdict<'_>| matches!(&verdict.rule.when, Some(Condition::Problem(names)) if names.iter().any(|name| name == UNREADABLE));
    let given_up = verdicts.iter().filter(|verdict| verdict.given_up).map(|verdict| {
        let code = verdict.rule.code.to_string();
        (scene.plan.title(), Fault::GivenUp { code, most: LOOKS })
    });
    let left_out = |cut: &Cut| (cut.at, Fault::Findings { most: cut::MOST, left_out: cut.left_out });
    let faults: Vec<(Span, Fault)> = cuts.iter().map(left_out).chain(given_up).collect();
    let (mut found, mut marks) = (Vec::new(), Vec::new());
    for verdict in verdicts.iter_mut().filter(tells) {
        for (span, fault) in &faults {
            let Some(document) = scene.plan.document_id(*span) else { continue };
            let problem = Problem {
                name: UNREADABLE,
                item: None,
                document,
                span: *span,
                related: Vec::new(),
                fault: fault.clone(),
                suggestion: None,
                fix: None,
            };
            verdict.tally.violations += 1;
            let Some(finding) = remark(scene, rules, verdict, &problem, language) else { continue };
            // How many are left out changes with every mend; that some are, or a rule is given up, is one fact of a document.
            let what = if let Fault::GivenUp { code, .. } = fault { code } else { "cut" };
            let path = &scene.plan.document(document).source.path;
            marks.push(Mark {
                known_by: format!("{}\n{path}\n{what}", finding.code),
                order: scene.order_of(finding.span),
                role: Role::Own(found.len()),
            });
            found.push(finding);
        }
    }
    fingerprint::assign(scene.plan, marks, &mut found);
    found
}

/// What a rule of kind `problem` says of a problem that the judging itself came upon.
fn remark(
    scene: &Scene<'_>,
    rules: &RuleSet,
    verdict: &Verdict<'_>,
    problem: &Problem,
    language: Language,
) -> Option<Finding> {
    let plan = scene.plan;
    let rule = verdict.rule;
    let severity = rules.severity_in(rule, verdict.severity, &plan.document(problem.document).source.path)?;
    let subject = Subject::Document(problem.document);
    let trace = Trace::default();
    let ground = Ground { trace: &trace, problem: Some(problem), language };
    Some(Finding {
        code: rule.code.clone(),
        rule: rule.name.clone(),
        principle: rule.principle,
        severity,
        missing: false,
        message: message::fill(scene, rule.message.get(language), &subject, &ground),
        help: message::fill(scene, rule.help.get(language), &subject, &ground),
        topic: message::topic(rule, language),
        span: problem.span,
        subject: SubjectRef::Document,
        related: Vec::new(),
        more_related: 0,
        fix: fix::of_problem(plan, problem, language),
        ground: Vec::new(),
        suppressed: None,
        identity: Identity::default(),
        folded: Vec::new(),
        silenced: Vec::new(),
    })
}

fn suppression_problem(plan: &Plan, used: &suppress::Use, trouble: &Trouble) -> Problem {
    let (span, fault) = match trouble {
        Trouble::Unused(span) => (*span, Fault::Unused),
        Trouble::UnknownRule(span, name) => (*span, Fault::UnknownRule(name.clone())),
        Trouble::Expired(span) => (*span, Fault::Expired),
    };
    // A name that no rule has may be a slip of the pen: it is told, not taken away.
    let useless = matches!(trouble, Trouble::Unused(_) | Trouble::Expired(_));
    Problem {
        name: "unused-suppression",
        item: None,
        document: used.document,
        span,
        related: Vec::new(),
        fault,
        suggestion: None,
        fix: useless.then(|| fix::of_suppression(plan, used.document, span)).flatten(),
    }
}
