//! A plan and rules become findings.

use super::condition::{Asked, Misses, Question, is_ruled_out};
use super::finding::*;
use super::fingerprint::{self, Mark, Role};
use super::members::members;
use super::message::{self, Ground};
use super::neighbours::Neighbours;
use super::place::{own_place, place, plan_field, subject_place};
use super::scene::{Scene, Subject};
use super::suppress;
use super::today::Today;
use super::verdict::{Silenced, Trace, Verdict, Violation};
use super::{cut, fix, ground, remarks, score};
use crate::lexicon::{Vocabulary, fold};
use crate::plan::values::Tri;
use crate::plan::*;
use crate::rules::*;
use crate::text::Span;
use rayon::prelude::*;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// How to judge.
#[derive(Debug, Clone)]
pub struct Options {
    /// Language of messages; none: the plan's.
    pub language: Option<Language>,
    /// Whether findings say what they rest on ([`Finding::ground`]).
    pub ground: bool,
    /// For `until=` of suppressions.
    pub today: Today,
}

/// At most so many related places are listed; the rest is counted.
const RELATED: usize = 16;

/// Every finding of one plan, in document order, suppressed ones marked.
pub fn judge(
    plan: &Plan,
    neighbours: &Neighbours<'_>,
    rules: &RuleSet,
    vocabulary: &Vocabulary,
    options: &Options,
) -> Judgement {
    let scene = Scene::new(plan, neighbours, rules, vocabulary);
    let mut verdicts = verdicts(&scene, rules);
    report_once(&scene, &mut verdicts);
    let cuts = cut::cut(&scene, rules, &mut verdicts);
    let language = options.language.unwrap_or(plan.language);
    let mut findings = Vec::new();
    let mut marks = Vec::new();
    let mut owners: HashMap<(&str, &Subject), usize> = HashMap::new();
    for verdict in &verdicts {
        let mark = |violation: &Violation, role| mark(&scene, verdict.rule, violation, role);
        for violation in &verdict.violations {
            let at = findings.len();
            findings.extend(finding(&scene, rules, verdict, violation, language, options.ground));
            if findings.len() > at {
                owners.entry((&verdict.rule.code, &violation.subject)).or_insert(at);
                marks.push(mark(violation, Role::Own(at)));
                marks.extend(violation.folded.iter().map(|v| mark(v, Role::Folded(at))));
            }
        }
    }
    for verdict in &verdicts {
        for Silenced { violation, by: (code, subject) } in &verdict.silenced {
            if let Some(at) = owners.get(&(&**code, subject)) {
                let all = std::iter::once(violation).chain(&violation.folded);
                marks.extend(all.map(|v| mark(&scene, verdict.rule, v, Role::Silenced(*at))));
            }
        }
    }
    fingerprint::assign(plan, marks, &mut findings);
    let uses = suppress::suppress(plan, rules, &mut findings, options.today);
    findings.extend(remarks::unused(&scene, rules, &uses, &cuts, language, &mut verdicts));
    findings.extend(remarks::cut_off(&scene, rules, &cuts, language, &mut verdicts));
    findings.sort_by(|a, b| {
        (scene.order_of(a.span), a.span.end, &a.code).cmp(&(scene.order_of(b.span), b.span.end, &b.code))
    });
    Judgement {
        plan: plan.name.clone(),
        score: score::score(&verdicts),
        tallies: verdicts.iter().filter(|v| v.left_out.is_none()).map(|v| (v.rule.code.clone(), v.tally)).collect(),
        left_out: verdicts.iter().filter_map(|v| v.left_out.map(|gate| (v.rule.code.clone(), gate))).collect(),
        suppressions: suppress::ledger(plan, &uses),
        findings,
        profile: plan.profile.value,
        scope: plan.scope.value,
    }
}

/// From so many sentences on the rules of a plan are judged on several cores: each has to find again what the others
/// know of the plan, which for fewer takes as long as judging them.
const LARGE: usize = 50_000;

/// Cores that judge one plan.
const CORES: usize = 4;

/// What all rules that run find, in their order.
fn verdicts<'r>(scene: &Scene<'r>, rules: &'r RuleSet) -> Vec<Verdict<'r>> {
    let number = rules.active.len();
    let mut all: Vec<(usize, Verdict<'r>)> = if scene.plan.facts.sentences.len() < LARGE {
        // Each core begins with another rule: a pattern is compiled when it is first asked for, and those who began with
        // the same would wait for each other.
        let first = rayon::current_thread_index().map_or(0, |thread| thread * number / rayon::current_num_threads());
        verdicts_of(scene, rules, (first..number).chain(0..first))
    } else {
        let (plan, neighbours, vocabulary) = (scene.plan, scene.neighbours, scene.vocabulary);
        let cores = rayon::current_num_threads().min(CORES);
        let found = scene.found();
        // Each takes the next rule that nobody has taken: some cost a hundred times as much as others.
        let next = AtomicUsize::new(0);
        let of_core = |_| {
            let scene = Scene::new(plan, neighbours, rules, vocabulary).sharing(found.clone());
            let taken = std::iter::from_fn(|| Some(next.fetch_add(1, Ordering::Relaxed)).filter(|at| *at < number));
            verdicts_of(&scene, rules, taken)
        };
        (0..cores).into_par_iter().flat_map_iter(of_core).collect()
    };
    all.sort_by_key(|(at, _)| *at);
    all.into_iter().map(|(_, verdict)| verdict).collect()
}

/// What some of the rules that run find, with their numbers.
fn verdicts_of<'r>(
    scene: &Scene<'_>,
    rules: &'r RuleSet,
    numbers: impl Iterator<Item = usize>,
) -> Vec<(usize, Verdict<'r>)> {
    let numbered = numbers.filter_map(|at| Some((at, rules.active.get(at)?)));
    numbered.filter_map(|(at, (rule, severity))| Some((at, verdict(scene, rules, rule, *severity)?))).collect()
}

/// What a rule finds; none where the paths of all documents leave it out.
fn verdict<'r>(scene: &Scene<'_>, rules: &RuleSet, rule: &'r Rule, severity: Severity) -> Option<Verdict<'r>> {
    let plan = scene.plan;
    let runs = |document: &Document| rules.severity_in(rule, severity, &document.source.path);
    let severity = plan.documents.iter().find_map(|document| runs(document))?;
    let mut verdict = Verdict {
        rule,
        severity,
        tally: Tally::default(),
        violations: Vec::new(),
        left_out: None,
        closed: false,
        given_up: false,
        silenced: Vec::new(),
    };
    verdict.left_out = rule.gates.iter().find(|gate| !admits(plan, **gate)).map(|gate| gate.name());
    verdict.closed = verdict.left_out.is_none() && !keeps_convention(plan, rule.convention);
    if verdict.left_out.is_some() || verdict.closed {
        return Some(verdict);
    }
    if let Some(Condition::Problem(names)) = &rule.when {
        records(plan, names, &mut verdict);
        return Some(verdict);
    }
    if rule.when.as_ref().is_some_and(|when| is_ruled_out(scene, when)) {
        return Some(verdict);
    }
    let question = Question::new(scene, rule);
    let owners = (rule.convention == Some(Convention::Owner)).then(|| lists_with_owners(plan));
    for subject in subjects(&question, rule) {
        // An owner can only be missed where the list or table has owners.
        if let (Some(owners), Subject::Item(id)) = (&owners, &subject)
            && !owners.contains(&list_of(plan, *id))
        {
            continue;
        }
        if question.is_given_up() {
            break;
        }
        let asked = Asked { subject: &subject, outer: None };
        if rule.when.as_ref().is_some_and(|when| question.holds(when, asked) != Tri::Yes) {
            question.take_trace();
            continue;
        }
        verdict.tally.subjects += 1;
        let when = question.take_trace();
        let kept = rule.require.as_ref().map_or(Tri::No, |require| question.holds(require, asked));
        let mut trace = question.take_trace();
        if kept != Tri::No {
            continue;
        }
        // The words of `when` are what is wrong, the count of `require` is what is missing; how many it is about, the
        // last count of `when` says.
        let about = when.count.map(|(found, _)| found);
        trace.words = if when.words.is_empty() { trace.words } else { when.words };
        if trace.count.is_none() {
            trace = Trace { words: trace.words, ..when };
        }
        trace.about = about;
        verdict.tally.violations += 1;
        verdict.violations.push(Violation {
            subject,
            trace,
            problem: None,
            others: Vec::new(),
            at: None,
            folded: Vec::new(),
        });
    }
    verdict.given_up = question.is_given_up();
    once(scene, &mut verdict);
    Some(verdict)
}

/// Whether the rule is for this plan.
fn admits(plan: &Plan, gate: Gate) -> bool {
    match gate {
        Gate::Organisation => plan.profile.value == Profile::Organisation,
        Gate::Whole => plan.scope.value == Scope::Whole,
        Gate::Systems => plan.systems.value,
        Gate::Year => plan.lasts_a_year,
    }
}

/// The convention gate (DESIGN §5): at least a third of the declared tasks carry such a field or link.
fn keeps_convention(plan: &Plan, convention: Option<Convention>) -> bool {
    let Some(convention) = convention else { return true };
    let (mut all, mut with) = (0u32, 0u32);
    for (id, item) in plan.items() {
        if item.kind != ItemKind::Task
            || item.confidence != Confidence::Declared
            || item.repeats.is_some()
            || item.state == State::Excluded
        {
            continue;
        }
        all += 1;
        let has = |name| plan.field(Some(id), name).is_some_and(|field| !matches!(field.read, Value::Empty));
        with += u32::from(match convention {
            Convention::Owner => has(FieldName::Owner),
            Convention::Phase => has(FieldName::Phase) || has(FieldName::Due),
            Convention::Serves => {
                plan.links_from(id).any(|link| link.relation == Relation::Serves) || has(FieldName::Serves)
            }
        });
    }
    all > 0 && with * 3 >= all
}

/// The list or table that an item stands in; of a heading the section that holds it.
fn list_of(plan: &Plan, id: ItemId) -> (DocumentId, u32) {
    let item = plan.item(id);
    let tree = &plan.document(item.document).tree;
    let up = match item.form {
        Form::Heading => item.section.map(|section| plan.section(section).span.start),
        _ => tree.block(item.block).parent.map(|parent| tree.block(parent).span.start),
    };
    (item.document, up.unwrap_or(0))
}

/// The lists and tables in which the owner of a task is named or left blank.
fn lists_with_owners(plan: &Plan) -> HashSet<(DocumentId, u32)> {
    let fields = plan.facts.fields.iter().filter(|f| f.name == FieldName::Owner && f.origin != Origin::LeadIn);
    fields.filter_map(|f| f.item).map(|id| list_of(plan, id)).collect()
}

/// What the rule judges, in document order.
fn subjects(question: &Question<'_>, rule: &Rule) -> Vec<Subject> {
    let plan = question.scene.plan;
    let judged = |item: &Item| rule.takes(item) && item.state == State::Open && item.repeats.is_none() && !item.problem;
    match rule.each {
        Each::Plan => vec![Subject::Plan],
        Each::Document => (0..plan.documents.len()).map(|at| Subject::Document(DocumentId(at as u32))).collect(),
        Each::Section => plan
            .sections()
            .filter(|(_, s)| s.level > 0 && !s.title.is_empty())
            .map(|(id, _)| Subject::Section(id))
            .collect(),
        Each::Sentence => {
            let sentences = &plan.facts.sentences;
            let judged = |id: &SentenceId| !matches!(sentences[id.0 as usize].place, Place::Code | Place::Heading);
            let asked = rule.when.as_ref().and_then(|when| question.sifted(when, Misses::Dropped));
            let asked = asked.unwrap_or_else(|| (0..sentences.len()).map(|at| SentenceId(at as u32)).collect());
            asked.into_iter().filter(judged).map(Subject::Sentence).collect()
        }
        Each::Field => (0..plan.facts.fields.len()).map(|at| Subject::Field(FieldId(at as u32))).collect(),
        Each::AnyItem => plan.items().filter(|(_, item)| judged(item)).map(|(id, _)| Subject::Item(id)).collect(),
        Each::Item(kind) => plan
            .items()
            .filter(|(_, item)| item.kind == kind && judged(item))
            .map(|(id, _)| Subject::Item(id))
            .collect(),
    }
}

/// What parser and model recorded: each record is a violation at its own place.
fn records(plan: &Plan, names: &[String], verdict: &mut Verdict<'_>) {
    verdict.tally.subjects = match verdict.rule.each {
        Each::Document => plan.documents.len(),
        Each::Field => plan.facts.fields.len(),
        Each::Section => plan.facts.sections.len(),
        _ => plan.facts.items.len(),
    } as u32;
    for (at, problem) in plan.facts.problems.iter().enumerate().filter(|(_, p)| names.iter().any(|name| name == p.name))
    {
        let subject = match (problem.item, verdict.rule.each) {
            (Some(item), _) => Subject::Item(item),
            (None, Each::Section) => {
                section_at(plan, problem.span).map_or(Subject::Document(problem.document), Subject::Section)
            }
            (None, _) => Subject::Document(problem.document),
        };
        verdict.tally.violations += 1;
        verdict.violations.push(Violation {
            subject,
            trace: Trace::default(),
            problem: Some(at),
            others: Vec::new(),
            at: None,
            folded: Vec::new(),
        });
    }
    verdict.tally.subjects = verdict.tally.subjects.max(verdict.tally.violations);
}

/// The innermost section that holds a place.
fn section_at(plan: &Plan, span: Span) -> Option<SectionId> {
    // Sections come in the order of their starts, document by document, and lie in each other: the one that opened
    // last, or one above it. What stands before the first heading has no section above it.
    let document = plan.document_id(span)?;
    let sections = &plan.facts.sections;
    let first = sections.partition_point(|s| s.document < document);
    let after = sections.partition_point(|s| (s.document, s.span.start) <= (document, span.start));
    let last = after.checked_sub(1).filter(|&last| last >= first)?;
    plan.ancestors(Some(SectionId(last as u32)))
        .chain(std::iter::once((SectionId(first as u32), &sections[first])))
        .filter(|(_, s)| s.span.contains(span))
        .max_by_key(|(id, s)| (s.level, s.span.start, *id))
        .map(|(id, _)| id)
}

/// Joins the violations of a plan into one where the rule says so.
fn once(scene: &Scene<'_>, verdict: &mut Verdict<'_>) {
    let Some(once) = &verdict.rule.once else { return };
    let found = verdict.violations.len();
    let enough = once.from.is_some_and(|from| found >= from as usize)
        || once.share_above.is_some_and(|Fraction(a, b)| {
            found > 1 && found * b as usize > verdict.tally.subjects as usize * a as usize
        });
    if found < 2 || !enough {
        return;
    }
    let rule = verdict.rule;
    let rest = verdict.violations.split_off(1);
    let Some(first) = verdict.violations.first_mut() else { return };
    first.others = rest.iter().filter_map(|v| place(scene, rule, v)).collect();
    first.trace.count = Some((found, verdict.tally.subjects as usize));
    first.folded = rest;
    match once.at {
        Some(OnceAt::Title) => first.at = Some(scene.plan.title()),
        Some(OnceAt::Plan(name)) => {
            let own = place(scene, rule, first);
            first.at = plan_field(scene.plan, name);
            if first.at.is_some() {
                first.others.splice(0..0, own);
            }
        }
        None => {}
    }
}

/// Report once, at the highest level: a violation is silenced by one of another rule that it names, on the same
/// subject, on a section that holds it, or on the plan.
fn report_once(scene: &Scene<'_>, verdicts: &mut [Verdict<'_>]) {
    let mut order: Vec<usize> =
        (0..verdicts.len()).filter(|&at| !verdicts[at].rule.unless_reported.is_empty()).collect();
    // Rules that others wait for come first; a circle ends where it began.
    let depth = |at: usize| {
        let mut depth = 0;
        let mut names: Vec<&str> = verdicts[at].rule.unless_reported.iter().map(|n| &**n).collect();
        while depth < 8 && !names.is_empty() {
            depth += 1;
            names = verdicts
                .iter()
                .filter(|v| names.contains(&&*v.rule.code))
                .flat_map(|v| v.rule.unless_reported.iter().map(|n| &**n))
                .collect();
        }
        depth
    };
    let depths: HashMap<usize, usize> = order.iter().map(|&at| (at, depth(at))).collect();
    order.sort_by_key(|at| depths[at]);
    for at in order {
        let names = &verdicts[at].rule.unless_reported;
        // By what each reaches: the first that reaches so far, with its place among all.
        let mut reported: HashMap<Subject, (usize, (Arc<str>, Subject))> = HashMap::new();
        let mut number = 0;
        for other in verdicts.iter().filter(|v| names.iter().any(|n| **n == *v.rule.code)) {
            for violation in &other.violations {
                // A finding that stands for many, or is about the plan, silences on the whole plan.
                let whole = violation.subject == Subject::Plan || !violation.others.is_empty();
                let reach = if whole { Subject::Plan } else { violation.subject.clone() };
                number += 1;
                let by = || (number, (other.rule.code.clone(), violation.subject.clone()));
                reported.entry(reach).or_insert_with(by);
            }
        }
        if reported.is_empty() {
            continue;
        }
        let silent = |subject: &Subject| {
            let holders = scene.plan.ancestors(scene.section_of(subject)).map(|(id, _)| Subject::Section(id));
            let reaches = [Subject::Plan, subject.clone()].into_iter().chain(holders);
            let first = reaches.filter_map(|reach| reported.get(&reach)).min_by_key(|(number, _)| *number);
            first.map(|(_, by)| by.clone())
        };
        let verdict = &mut verdicts[at];
        for violation in std::mem::take(&mut verdict.violations) {
            match silent(&violation.subject) {
                None => verdict.violations.push(violation),
                Some(by) => {
                    verdict.silenced.push(Silenced { violation, by });
                    verdict.tally.violations = verdict.tally.violations.saturating_sub(1);
                }
            }
        }
    }
}

/// Puts a violation into words.
fn finding(
    scene: &Scene<'_>,
    rules: &RuleSet,
    verdict: &Verdict<'_>,
    violation: &Violation,
    language: Language,
    explain: bool,
) -> Option<Finding> {
    let plan = scene.plan;
    let rule = verdict.rule;
    let span = place(scene, rule, violation)?;
    let path = plan.document_of(span).map_or("", |d| &d.source.path);
    let active = rules.active.iter().find(|(r, _)| r.code == rule.code).map_or(verdict.severity, |a| a.1);
    let mut severity = rules.severity_in(rule, active, path)?;
    if rule.is_missing() && plan.status.value == PlanStatus::Draft {
        severity = Severity::Info;
    }
    let problem = violation.problem.and_then(|at| plan.facts.problems.get(at));
    let ground = Ground { trace: &violation.trace, problem, language };
    let (related, more_related) = related(scene, rule, violation, problem, language);
    let help = match (language, problem.and_then(|p| p.suggestion.as_ref())) {
        (_, None) if rule.help.get(language).contains("{suggestion}") => String::new(),
        _ => message::fill(scene, rule.help.get(language), &violation.subject, &ground),
    };
    Some(Finding {
        code: rule.code.clone(),
        rule: rule.name.clone(),
        principle: rule.principle,
        severity,
        missing: rule.is_missing(),
        message: message::fill(scene, rule.message.get(language), &violation.subject, &ground),
        help,
        topic: message::topic(rule, language),
        span,
        subject: subject_ref(scene, &violation.subject),
        related,
        more_related,
        fix: problem.and_then(|problem| fix::of_problem(plan, problem, language)),
        ground: if explain { ground::lines(scene, rule, violation, language) } else { Vec::new() },
        suppressed: None,
        identity: Identity::default(),
        folded: Vec::new(),
        silenced: Vec::new(),
    })
}

fn related(
    scene: &Scene<'_>,
    rule: &Rule,
    violation: &Violation,
    problem: Option<&Problem>,
    language: Language,
) -> (Vec<Related>, usize) {
    let mut found: Vec<Related> = Vec::new();
    if let Some(problem) = problem {
        found.extend(
            problem
                .related
                .iter()
                .map(|(span, note)| Related { span: *span, message: message::note(language, *note).to_owned() }),
        );
    }
    let mut add =
        |span: Span| found.push(Related { span, message: message::note(language, RelatedNote::Also).to_owned() });
    violation.others.iter().copied().for_each(&mut add);
    let also = match &rule.related {
        None => Vec::new(),
        Some(RelatedSet::Counted) => violation.trace.counted.clone(),
        Some(RelatedSet::Uncounted) => violation.trace.uncounted.clone(),
        Some(RelatedSet::Of(count)) => {
            let question = Question::new(scene, rule);
            let mut all = members(scene, rule, &count.of, &violation.subject, false);
            if let Some(filter) = &count.filter {
                all.retain(|member| {
                    question.holds(filter, Asked { subject: member, outer: Some(&violation.subject) }) == Tri::Yes
                });
            }
            all
        }
    };
    let own = place(scene, rule, violation);
    for member in also {
        if let Some(span) = subject_place(scene, &member).filter(|span| Some(*span) != own) {
            let note = if matches!(member, Subject::Item(_) | Subject::Elsewhere(_))
                && rule.once.is_none()
                && violation.others.is_empty()
            {
                related_note(language, &violation.subject)
            } else {
                message::note(language, RelatedNote::Also)
            };
            found.push(Related { span, message: note.to_owned() });
        }
    }
    found.dedup_by_key(|r| r.span);
    let more = found.len().saturating_sub(RELATED);
    found.truncate(RELATED);
    (found, more)
}

fn related_note(language: Language, subject: &Subject) -> &'static str {
    match (language, subject) {
        (Language::En, Subject::Item(_)) => "compare with this",
        (Language::Zh, Subject::Item(_)) => "与此项对照",
        (Language::En, _) => "one of them",
        (Language::Zh, _) => "其中一项",
    }
}

fn subject_ref(scene: &Scene<'_>, subject: &Subject) -> SubjectRef {
    match subject {
        Subject::Plan => SubjectRef::Plan,
        Subject::Document(_) => SubjectRef::Document,
        Subject::Section(_) | Subject::Region(_) | Subject::Around(..) => SubjectRef::Section,
        Subject::Sentence(_) | Subject::Place(_) => SubjectRef::Sentence,
        Subject::Field(_) => SubjectRef::Field,
        Subject::Item(id) => {
            let item = scene.plan.item(*id);
            SubjectRef::Item {
                kind: item.kind,
                id: item.id.as_ref().map(|id| scene.text(id.span).to_owned()),
                confidence: item.confidence,
            }
        }
        Subject::Elsewhere(there) => scene.neighbours.plan(there.plan).map_or(SubjectRef::Plan, |plan| {
            let item = plan.item(there.item);
            SubjectRef::Item {
                kind: item.kind,
                id: item.id.as_ref().map(|id| plan.text(id.span).to_owned()),
                confidence: item.confidence,
            }
        }),
    }
}

/// What a violation is known by: rule, subject's id or normalised text; never a line.
fn mark(scene: &Scene<'_>, rule: &Rule, violation: &Violation, role: Role) -> Mark {
    let plan = scene.plan;
    let span = own_place(scene, rule, violation).unwrap_or_else(|| plan.title());
    let mut subject = match subject_ref(scene, &violation.subject) {
        SubjectRef::Item { id: Some(id), .. } => id,
        SubjectRef::Item { id: None, .. } => {
            let title = subject_place(scene, &violation.subject).unwrap_or(span);
            fold(plan.text(title))
        }
        SubjectRef::Plan => String::new(),
        _ => fold(plan.text(span)),
    };
    if violation.problem.is_some() {
        // One item may have several; mending one must not hide another.
        subject = format!("{subject}\n{}", fold(plan.text(span)));
    }
    Mark { known_by: format!("{}\n{subject}", rule.code), order: scene.order_of(span), role }
}

/// The tallies of several plans together.
pub fn tallies<'j>(judgements: impl Iterator<Item = &'j Judgement>) -> BTreeMap<Arc<str>, Tally> {
    let mut all: BTreeMap<Arc<str>, Tally> = BTreeMap::new();
    for judgement in judgements {
        for (code, tally) in &judgement.tallies {
            let sum = all.entry(code.clone()).or_default();
            sum.subjects += tally.subjects;
            sum.violations += tally.violations;
        }
    }
    all
}
