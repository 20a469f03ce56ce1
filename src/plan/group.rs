//! Which documents form one plan (DESIGN §3.1, Grouping).

use super::kinds::*;
use super::labels;
use super::model::*;
use super::reader::Reader;
use super::reason::WhyPlan;
use super::recognise::{plan_kinds, title_word};
use crate::lexicon::fold;
use crate::syntax::BlockKind;
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

/// Forms groups, asks of each whether it is a plan. `configured` names documents by their place in
/// `documents`; those are plans whatever they hold.
pub fn group(documents: &[Arc<Document>], configured: &[(Declaration, Vec<usize>)], reader: &Reader) -> Grouping {
    let mut result = Grouping::default();
    let mut taken: HashSet<usize> = HashSet::new();
    for (declaration, members) in configured {
        let mut members: Vec<usize> = members.iter().copied().filter(|m| taken.insert(*m)).collect();
        members.sort_by(|&a, &b| documents[a].source.path.cmp(&documents[b].source.path));
        if !members.is_empty() {
            let declaration = Declaration { declared: true, grouped: members.len() > 1, ..declaration.clone() };
            result
                .plans
                .push(Group { documents: members.iter().map(|&m| documents[m].clone()).collect(), declaration });
        }
    }
    let series = series(documents);
    for members in clusters(documents, &taken, reader) {
        settle(documents, members, &series, reader, &mut result);
    }
    result.plans.sort_by(|a, b| a.documents[0].source.path.cmp(&b.documents[0].source.path));
    result.skipped.sort_by(|a, b| a.0.source.path.cmp(&b.0.source.path));
    result
}

/// Documents that belong together, and all others by themselves.
fn clusters(documents: &[Arc<Document>], taken: &HashSet<usize>, reader: &Reader) -> Vec<Vec<usize>> {
    let mut by_key: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    let mut alone: Vec<usize> = Vec::new();
    for (index, document) in documents.iter().enumerate() {
        if taken.contains(&index) {
            continue;
        }
        match plan_name(document, reader) {
            Some(name) => by_key.entry(format!("name {name}")).or_default().push(index),
            None => alone.push(index),
        }
    }
    let mut rest: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for index in alone {
        let document = &documents[index];
        let (folder, file) = split_path(&document.source.path);
        match sibling_number(file) {
            Some(_) => rest.entry(format!("number {folder}")).or_default().push(index),
            None => rest.entry(format!("title {folder}\n{}", heading_key(document))).or_default().push(index),
        }
    }
    for (key, members) in rest {
        let numbers: HashSet<u32> =
            members.iter().filter_map(|&m| sibling_number(split_path(&documents[m].source.path).1)).collect();
        let together =
            members.len() > 1 && if key.starts_with("number ") { numbers.len() > 1 } else { !key.ends_with('\n') };
        if together {
            by_key.insert(key, members);
        } else {
            for member in members {
                by_key.insert(format!("one {member:08}"), vec![member]);
            }
        }
    }
    by_key.into_values().collect()
}

/// Decides on one cluster.
fn settle(
    documents: &[Arc<Document>],
    mut members: Vec<usize>,
    series: &HashMap<usize, usize>,
    reader: &Reader,
    result: &mut Grouping,
) {
    members.sort_by(|&a, &b| documents[a].source.path.cmp(&documents[b].source.path));
    let (never, members): (Vec<usize>, Vec<usize>) =
        members.into_iter().partition(|&m| documents[m].recognition.verdict == Verdict::Never);
    for index in never {
        let document = documents[index].clone();
        let reason = document.recognition.reason.clone();
        result.skipped.push((document, reason));
    }
    let declared = members.iter().any(|&m| documents[m].recognition.verdict == Verdict::Declared);
    let is_plan = match members.as_slice() {
        [] => return,
        [one] => matches!(documents[*one].recognition.verdict, Verdict::Declared | Verdict::Recognised),
        several => declared || together(documents, several, reader),
    };
    if !is_plan {
        for &index in &members {
            let document = documents[index].clone();
            let reason = document.recognition.reason.clone();
            result.skipped.push((document, reason));
        }
        return;
    }
    let series = if members.len() == 1 && !declared { series.get(&members[0]).copied() } else { None };
    let name = members.iter().find_map(|&m| plan_name(&documents[m], reader));
    let declaration = Declaration { name, declared, grouped: members.len() > 1, series, ..Declaration::default() };
    result.plans.push(Group { documents: members.iter().map(|&m| documents[m].clone()).collect(), declaration });
}

/// What the documents of a group state together decides.
fn together(documents: &[Arc<Document>], members: &[usize], reader: &Reader) -> bool {
    let mut kinds: HashSet<SectionKind> = HashSet::new();
    let (mut items, mut noun) = (0, false);
    for &member in members {
        let document = &documents[member];
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

/// Whether a document says which plan it belongs to, and so may form one with documents of other folders.
pub fn names_its_plan(document: &Document, reader: &Reader) -> bool {
    plan_name(document, reader).is_some()
}

/// The name that front matter or a key gives the plan a document belongs to.
fn plan_name(document: &Document, reader: &Reader) -> Option<String> {
    let source = &document.source;
    let entry = document.tree.front.iter().find(|entry| {
        fold(source.slice(entry.key)) == "plan"
            || labels::field_names(&reader.vocabulary, source.slice(entry.key)) == [FieldName::Plan]
    })?;
    let value = source.slice(entry.value).trim();
    (!value.is_empty() && !matches!(value, "true" | "false" | "yes" | "no")).then(|| value.to_owned())
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

/// The first heading, folded; empty where there is none worth comparing.
fn heading_key(document: &Document) -> String {
    let heading = document.tree.blocks.iter().find(|b| matches!(b.kind, BlockKind::Heading { .. }));
    heading.map(|b| fold(document.source.slice(b.content))).filter(|h| h.chars().count() >= 4).unwrap_or_default()
}

/// Five or more siblings with the same skeleton: the same labels in the first table, or three headings.
/// Gives of each how many they are.
fn series(documents: &[Arc<Document>]) -> HashMap<usize, usize> {
    let mut folders: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (index, document) in documents.iter().enumerate() {
        folders.entry(split_path(&document.source.path).0).or_default().push(index);
    }
    let mut found = HashMap::new();
    for members in folders.into_values().filter(|m| m.len() >= 5) {
        let mut tables: HashMap<String, Vec<usize>> = HashMap::new();
        let mut headings: HashMap<String, Vec<usize>> = HashMap::new();
        for &member in &members {
            let document = &documents[member];
            if let Some(labels) = first_table(document) {
                tables.entry(labels).or_default().push(member);
            }
            let own: HashSet<String> = document
                .tree
                .blocks
                .iter()
                .filter(|b| matches!(b.kind, BlockKind::Heading { level: 2.., .. }))
                .map(|b| fold(document.source.slice(b.content)))
                .filter(|h| !h.is_empty())
                .collect();
            for heading in own {
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

/// The labels in the first column of the first table.
fn first_table(document: &Document) -> Option<String> {
    let tree = &document.tree;
    let (table, _) = tree.iter().find(|(_, b)| b.kind == BlockKind::Table)?;
    let labels: Vec<String> = tree
        .children(Some(table))
        .filter_map(|(row, _)| tree.children(Some(row)).next())
        .map(|(_, cell)| fold(document.source.slice(cell.content)))
        .collect();
    (labels.len() >= 3).then(|| labels.join("\n"))
}
