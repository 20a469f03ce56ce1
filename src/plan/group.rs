//! Which documents form one plan (DESIGN §3.1, Grouping).

use super::kinds::*;
use super::model::*;
use super::reader::Reader;
use super::reason::WhyPlan;
use super::recognise::{plan_kinds, title_word};
use super::ties::Ties;
use rapidhash::RapidHashMap;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

/// What configuration or neighbours say about a plan.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Declaration {
    /// Its name, if configured.
    pub name: Option<String>,
    /// Whether somebody declared it to be a plan.
    pub declared: bool,
    /// Whether several documents form it.
    pub grouped: bool,
    /// Configured profile.
    pub profile: Option<Profile>,
    /// Configured scope.
    pub scope: Option<Scope>,
    /// Configured status.
    pub status: Option<PlanStatus>,
    /// Configured type.
    pub plan_type: Option<PlanType>,
    /// It is one of a series with the same skeleton, and so a part: of how many.
    pub series: Option<usize>,
}

/// Documents that form one plan.
#[derive(Debug, Clone)]
pub struct Group {
    /// In order of their paths.
    pub documents: Vec<Arc<Document>>,
    /// What is known of it from outside.
    pub declaration: Declaration,
}

/// What a set of documents holds.
#[derive(Debug, Clone, Default)]
pub struct Grouping {
    /// The plans.
    pub plans: Vec<Group>,
    /// Documents that are none, with the reason.
    pub skipped: Vec<(Arc<Document>, WhyPlan)>,
}

/// Documents that belong together by what they are called, whether or not they are a plan.
#[derive(Debug, Clone)]
struct Cluster {
    /// Places in the list of documents, in order of paths.
    members: Vec<usize>,
    /// What the configuration says of them.
    configured: Option<Declaration>,
}

/// Which documents belong together. It stays the same while no document comes, goes or changes its [`Ties`].
#[derive(Debug, Clone, Default)]
pub struct Clusters {
    clusters: Vec<Cluster>,
    /// Of each document its cluster.
    of: Vec<usize>,
    /// Of a document how many siblings have the same skeleton.
    series: HashMap<usize, usize>,
}

/// What became of a cluster.
#[derive(Debug, Clone, Default)]
pub struct Settled {
    /// The plan that its documents are.
    pub plan: Option<Group>,
    /// Those of them that are none, with the reason.
    pub skipped: Vec<(Arc<Document>, WhyPlan)>,
}

/// Forms groups, asks of each whether it is a plan. `configured` names documents by their place in
/// `documents`; those are plans whatever they hold.
pub fn group(documents: &[Arc<Document>], configured: &[(Declaration, Vec<usize>)], reader: &Reader) -> Grouping {
    let mut result = Grouping::default();
    let clusters = Clusters::new(documents, configured, reader);
    for settled in (0..clusters.len()).map(|number| clusters.settle(number, documents, reader)) {
        result.plans.extend(settled.plan);
        result.skipped.extend(settled.skipped);
    }
    result.plans.sort_by(|a, b| a.documents[0].source.path.cmp(&b.documents[0].source.path));
    result.skipped.sort_by(|a, b| a.0.source.path.cmp(&b.0.source.path));
    result
}

impl Clusters {
    /// Finds out which documents belong together. `configured` names documents by their place in `documents`.
    pub fn new(documents: &[Arc<Document>], configured: &[(Declaration, Vec<usize>)], reader: &Reader) -> Self {
        let ties: Vec<&Ties> = documents.iter().map(|document| document.ties(reader)).collect();
        let by_path = |a: &usize, b: &usize| documents[*a].source.path.cmp(&documents[*b].source.path);
        let mut taken: HashSet<usize> = HashSet::new();
        let mut clusters = Vec::new();
        for (declaration, members) in configured {
            let mut members: Vec<usize> = members.iter().copied().filter(|m| taken.insert(*m)).collect();
            members.sort_by(by_path);
            if !members.is_empty() {
                let grouped = members.len() > 1;
                let declaration = Declaration { declared: true, grouped, ..declaration.clone() };
                clusters.push(Cluster { members, configured: Some(declaration) });
            }
        }
        for mut members in clusters_of(documents, &ties, &taken) {
            members.sort_by(by_path);
            clusters.push(Cluster { members, configured: None });
        }
        let mut of = vec![0; documents.len()];
        for (number, cluster) in clusters.iter().enumerate() {
            cluster.members.iter().for_each(|&member| of[member] = number);
        }
        Self { clusters, of, series: series(documents, &ties) }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.clusters.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.clusters.is_empty()
    }

    /// The cluster of the document at a place.
    pub fn of(&self, document: usize) -> Option<usize> {
        self.of.get(document).copied()
    }

    /// Decides whether the documents of a cluster are a plan.
    pub fn settle(&self, number: usize, documents: &[Arc<Document>], reader: &Reader) -> Settled {
        let Some(cluster) = self.clusters.get(number) else { return Settled::default() };
        let document = |&member: &usize| &documents[member];
        let owned = |members: &[usize]| members.iter().map(|&member| documents[member].clone()).collect();
        if let Some(declaration) = &cluster.configured {
            let plan = Group { documents: owned(&cluster.members), declaration: declaration.clone() };
            return Settled { plan: Some(plan), skipped: Vec::new() };
        }
        let skip = |document: &Arc<Document>| (document.clone(), document.recognition.reason.clone());
        let (never, places): (Vec<usize>, Vec<usize>) =
            cluster.members.iter().partition(|member| document(member).recognition.verdict == Verdict::Never);
        let mut skipped: Vec<_> = never.iter().map(document).map(skip).collect();
        let members: Vec<&Arc<Document>> = places.iter().map(document).collect();
        let declared = members.iter().any(|document| document.recognition.verdict == Verdict::Declared);
        let is_plan = match members.as_slice() {
            [] => false,
            [one] => matches!(one.recognition.verdict, Verdict::Declared | Verdict::Recognised),
            several => declared || together(several, reader),
        };
        if !is_plan {
            skipped.extend(members.into_iter().map(skip));
            return Settled { plan: None, skipped };
        }
        let series = match places.as_slice() {
            [one] if !declared => self.series.get(one).copied(),
            _ => None,
        };
        let name = members.iter().find_map(|document| document.ties(reader).name.clone());
        let declaration = Declaration { name, declared, grouped: members.len() > 1, series, ..Declaration::default() };
        Settled { plan: Some(Group { documents: owned(&places), declaration }), skipped }
    }
}

/// Documents that belong together, and all others by themselves.
fn clusters_of(documents: &[Arc<Document>], ties: &[&Ties], taken: &HashSet<usize>) -> Vec<Vec<usize>> {
    let mut named: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    let mut numbered: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    let mut titled: BTreeMap<(&str, u64), Vec<usize>> = BTreeMap::new();
    let mut found = Vec::new();
    for (index, document) in documents.iter().enumerate().filter(|(index, _)| !taken.contains(index)) {
        let (folder, file) = split_path(&document.source.path);
        match (&ties[index].name, sibling_number(file), ties[index].title) {
            (Some(name), ..) => named.entry(name).or_default().push(index),
            (_, Some(_), _) => numbered.entry(folder).or_default().push(index),
            (.., Some(title)) => titled.entry((folder, title)).or_default().push(index),
            _ => found.push(vec![index]),
        }
    }
    found.extend(named.into_values());
    found.extend(titled.into_values());
    for members in numbered.into_values() {
        let number = |member: &usize| sibling_number(split_path(&documents[*member].source.path).1);
        let numbers: HashSet<u32> = members.iter().filter_map(number).collect();
        if numbers.len() > 1 {
            found.push(members);
        } else {
            found.extend(members.into_iter().map(|member| vec![member]));
        }
    }
    found
}

/// What the documents of a group state together decides.
fn together(members: &[&Arc<Document>], reader: &Reader) -> bool {
    let mut kinds: HashSet<SectionKind> = HashSet::new();
    let (mut items, mut noun) = (0, false);
    for document in members {
        kinds.extend(plan_kinds(&document.facts));
        items += document.facts.items.len();
        let (folder, file) = split_path(&document.source.path);
        let folder = folder.rsplit('/').next().unwrap_or("");
        noun |= [document.source.slice(document.title), file, folder]
            .iter()
            .any(|t| title_word(&reader.vocabulary, t, "plan"));
        if document.recognition.verdict == Verdict::Recognised {
            return true;
        }
    }
    (noun && items >= 3) || (kinds.len() >= 2 && items >= 1)
}

fn split_path(path: &str) -> (&str, &str) {
    path.rsplit_once('/').unwrap_or(("", path))
}

/// The number that opens a file name: at most two digits, then a mark.
fn sibling_number(file: &str) -> Option<u32> {
    let digits: usize = file.bytes().take_while(u8::is_ascii_digit).count();
    let marked = file[digits..].starts_with(['-', '_', '.', ' ', '、']);
    if digits == 0 || digits > 2 || !marked { None } else { file[..digits].parse().ok() }
}

impl Document {
    /// What decides with which others it belongs together; found out once.
    pub fn ties(&self, reader: &Reader) -> &Ties {
        self.ties.get_or_init(|| Ties::of(&self.source, &self.tree, reader))
    }
}

/// Five or more siblings with the same skeleton: the same labels in the first table, or three headings.
/// Gives of each how many they are.
fn series(documents: &[Arc<Document>], ties: &[&Ties]) -> HashMap<usize, usize> {
    let mut folders: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (index, document) in documents.iter().enumerate() {
        folders.entry(split_path(&document.source.path).0).or_default().push(index);
    }
    let mut found = HashMap::new();
    for members in folders.into_values().filter(|m| m.len() >= 5) {
        let mut tables: RapidHashMap<u64, Vec<usize>> = RapidHashMap::default();
        let mut headings: RapidHashMap<u64, Vec<usize>> = RapidHashMap::default();
        for &member in &members {
            if let Some(labels) = ties[member].labels {
                tables.entry(labels).or_default().push(member);
            }
            for &heading in &ties[member].headings {
                headings.entry(heading).or_default().push(member);
            }
        }
        for same in tables.into_values().filter(|m| m.len() >= 5) {
            for &member in &same {
                found.insert(member, same.len());
            }
        }
        let mut shared: HashMap<usize, (usize, usize)> = HashMap::new();
        for same in headings.into_values().filter(|m| m.len() >= 5) {
            for &member in &same {
                let entry = shared.entry(member).or_insert((0, usize::MAX));
                entry.0 += 1;
                entry.1 = entry.1.min(same.len());
            }
        }
        for (member, (count, size)) in shared {
            if count >= 3 {
                found.entry(member).or_insert(size);
            }
        }
    }
    found
}
