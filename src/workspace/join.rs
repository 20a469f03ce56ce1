//! Documents of a root become its plans: grouped, joined, archived ones and those that are none apart.

use super::config::Settings;
use super::cores::on_all_cores;
use crate::plan::{Clusters, Declaration, Document, Plan, PlanStatus, Settled, Verdict, WhyPlan, assemble};
use crate::rules::{Condition, RuleSet, Said};
use rapidhash::RapidHashMap;
use std::sync::Arc;

/// What the documents of a root form.
#[derive(Debug, Default)]
pub struct Joined {
    /// Plans that are judged, by path.
    pub plans: Vec<Arc<Plan>>,
    /// Plans that are not: archived.
    pub archived: Vec<Arc<Plan>>,
    /// Of the documents that are no plan, those that may have been meant as one and could not be read: each as a plan by
    /// itself.
    pub unreadable: Vec<Arc<Plan>>,
    /// What somebody should know of the configuration.
    pub notes: Vec<Said>,
    documents: Vec<Arc<Document>>,
    clusters: Arc<Clusters>,
    /// Of each cluster what became of it.
    made: Vec<Arc<Made>>,
}

/// What became of the documents of a cluster.
#[derive(Debug)]
struct Made {
    plan: Option<(Declaration, Arc<Plan>)>,
    unreadable: Vec<Arc<Plan>>,
    skipped: Vec<(Arc<Document>, WhyPlan)>,
}

/// Plans that were made before, by the address of their first document.
type Known<'a> = RapidHashMap<usize, &'a (Declaration, Arc<Plan>)>;

/// Groups documents and joins each group to a plan. What is the same as in one of `earlier` is taken from there.
pub fn join(documents: Vec<Arc<Document>>, settings: &Settings, earlier: &[&Joined]) -> Joined {
    let kept = earlier.iter().find_map(|earlier| Some((earlier, earlier.changed(&documents, settings)?)));
    let mut joined = match kept {
        Some((earlier, changed)) => Joined {
            notes: earlier.notes.clone(),
            made: earlier.made_again(&documents, &changed, settings),
            clusters: earlier.clusters.clone(),
            ..Joined::default()
        },
        None => {
            let mut notes = Vec::new();
            let configured = declared(&documents, settings, &mut notes);
            let clusters = Clusters::new(&documents, &configured, &settings.reader);
            let known = earlier.iter().flat_map(|earlier| earlier.known()).collect();
            let make = |number| Arc::new(make(clusters.settle(number, &documents, &settings.reader), settings, &known));
            let made = on_all_cores((0..clusters.len()).collect(), make);
            Joined { notes, made, clusters: Arc::new(clusters), ..Joined::default() }
        }
    };
    for made in &joined.made {
        match &made.plan {
            Some((_, plan)) if plan.status.value == PlanStatus::Archived => joined.archived.push(plan.clone()),
            Some((_, plan)) => joined.plans.push(plan.clone()),
            None => {}
        }
        joined.unreadable.extend(made.unreadable.iter().cloned());
    }
    for plans in [&mut joined.plans, &mut joined.archived, &mut joined.unreadable] {
        plans.sort_by(|a, b| a.documents[0].source.path.cmp(&b.documents[0].source.path));
    }
    joined.documents = documents;
    joined
}

impl Joined {
    /// The document at a path below the root.
    pub fn document(&self, path: &str) -> Option<&Arc<Document>> {
        let at = self.documents.binary_search_by(|document| (*document.source.path).cmp(path)).ok()?;
        self.documents.get(at)
    }

    /// Documents that are no plan, each with the reason, by path.
    pub fn skipped(&self) -> Vec<(&Arc<Document>, &WhyPlan)> {
        let mut all: Vec<_> = self.made.iter().flat_map(|made| made.skipped.iter().map(|(a, b)| (a, b))).collect();
        all.sort_by(|a, b| a.0.source.path.cmp(&b.0.source.path));
        all
    }

    /// The places of documents that are others now; none where documents came, went, or belong together otherwise.
    fn changed(&self, documents: &[Arc<Document>], settings: &Settings) -> Option<Vec<usize>> {
        let reader = &settings.reader;
        if self.documents.len() != documents.len() {
            return None;
        }
        let pairs = self.documents.iter().zip(documents).enumerate();
        let changed = pairs.filter(|(_, (before, now))| !Arc::ptr_eq(before, now));
        let same = |before: &Document, now: &Document| {
            before.source.path == now.source.path && before.ties(reader) == now.ties(reader)
        };
        changed.map(|(at, (before, now))| same(before, now).then_some(at)).collect()
    }

    /// What becomes of the clusters when these documents are others, and still belong together with the same.
    fn made_again(&self, documents: &[Arc<Document>], changed: &[usize], settings: &Settings) -> Vec<Arc<Made>> {
        let mut all = self.made.clone();
        let mut numbers: Vec<usize> = changed.iter().filter_map(|&at| self.clusters.of(at)).collect();
        numbers.sort_unstable();
        numbers.dedup();
        for number in numbers {
            let settled = self.clusters.settle(number, documents, &settings.reader);
            if let Some(made) = all.get_mut(number) {
                *made = Arc::new(make(settled, settings, &RapidHashMap::default()));
            }
        }
        all
    }

    /// The plans by the address of their first document.
    fn known(&self) -> impl Iterator<Item = (usize, &(Declaration, Arc<Plan>))> {
        let plans = self.made.iter().filter_map(|made| made.plan.as_ref());
        plans.filter_map(|made| Some((Arc::as_ptr(made.1.documents.first()?) as usize, made)))
    }
}

/// Joins the documents of a cluster to a plan.
fn make(settled: Settled, settings: &Settings, known: &Known<'_>) -> Made {
    let assembled = |declaration: &Declaration, documents: Vec<Arc<Document>>| {
        let same = |(before, plan): &&(Declaration, Arc<Plan>)| {
            before == declaration
                && plan.documents.len() == documents.len()
                && plan.documents.iter().zip(&documents).all(|(a, b)| Arc::ptr_eq(a, b))
        };
        let first = documents.first().map(|document| Arc::as_ptr(document) as usize);
        let earlier = first.and_then(|first| known.get(&first).copied()).filter(same).map(|(_, plan)| plan.clone());
        earlier.unwrap_or_else(|| Arc::new(assemble(documents, declaration, &settings.reader)))
    };
    let plan = settled.plan.map(|group| {
        let plan = assembled(&group.declaration, group.documents);
        (group.declaration, plan)
    });
    let unreadable = settled.skipped.iter().map(|(document, _)| document).filter(|document| is_unreadable(document));
    let unreadable = unreadable.map(|document| assembled(&Declaration::default(), vec![document.clone()])).collect();
    Made { plan, unreadable, skipped: settled.skipped }
}

/// The declared plans with the numbers of their documents.
fn declared(documents: &[Arc<Document>], settings: &Settings, notes: &mut Vec<Said>) -> Vec<(Declaration, Vec<usize>)> {
    let mut all = Vec::new();
    for plan in &settings.plans {
        let members: Vec<usize> = documents
            .iter()
            .enumerate()
            .filter(|(_, document)| plan.files.is_match(&*document.source.path))
            .map(|(number, _)| number)
            .collect();
        if members.is_empty() {
            let name = plan.declaration.name.as_deref();
            notes.push(Said::new(
                format!("plans: no file belongs to “{}”", name.unwrap_or("a plan")),
                match name {
                    Some(name) => format!("plans：没有文件属于“{name}”"),
                    None => "plans：有一份规划没有文件".to_owned(),
                },
            ));
        }
        all.push((plan.declaration.clone(), members));
    }
    all
}

/// A text that may have been meant as a plan, and could not be read.
fn is_unreadable(document: &Document) -> bool {
    document.recognition.verdict != Verdict::Never
        && document.facts.problems.iter().any(|problem| problem.name == "unreadable-text")
}

/// Of the rules that run, those that report unreadable text.
pub(super) fn reading_rules(rules: &RuleSet) -> RuleSet {
    let mut few = rules.clone();
    few.change(|lists| {
        lists.active.retain(|(rule, _)| {
            rule.conditions()
                .iter()
                .any(|c| matches!(c, Condition::Problem(names) if names.iter().any(|n| n == "unreadable-text")))
        })
    });
    few
}
