//! The members of a set, seen from a subject (DESIGN §4).

use super::evidence::evidence;
use super::neighbours::Elsewhere;
use super::scene::{Scene, Subject};
use crate::plan::*;
use crate::rules::{Kind, Likeness, Order, Rule, Set, Tie, Within};
use crate::text::Span;
use std::collections::HashSet;

/// The members of `set` for `subject`, of the items those that the rule takes. Where they are judged one by one
/// (`judged`), items that are done are left out, unless they are tied to the subject.
pub(super) fn members(scene: &Scene<'_>, rule: &Rule, set: &Set, subject: &Subject, judged: bool) -> Vec<Subject> {
    let confident = |item: &Item| rule.takes(item);
    let mut found = match (set.tie, set.likeness) {
        (Some(tie), _) => tied(scene, set, tie, subject),
        (None, Some(likeness)) => alike(scene, set, likeness, subject, &confident),
        (None, None) => {
            let settled = judged && set.order.is_none();
            all(scene, set, subject, &|item| confident(item) && !(settled && item.state == State::Done))
        }
    };
    if let Some(order) = set.order
        && let Some(here) = scene.place(subject)
    {
        found.retain(|member| {
            scene.place(member).is_some_and(|there| match order {
                Order::Earlier => there < here,
                Order::Later => there > here,
            })
        });
    }
    match &set.within {
        None | Some(Within::Workspace) => {}
        Some(Within::Section) => {
            let here = scene.section_of(subject);
            found.retain(|member| scene.section_of(member) == here);
        }
        Some(Within::Kinds(kinds)) => found.retain(|member| stands_in(scene, member, kinds)),
    }
    found
}

fn is_kind(item: &Item, kind: &Kind) -> bool {
    match kind {
        Kind::Item(kind) => item.kind == *kind && !item.problem,
        Kind::Problem => item.problem,
        _ => false,
    }
}

/// Members of the kinds, wherever they stand in the plan.
fn all(scene: &Scene<'_>, set: &Set, subject: &Subject, wanted: &dyn Fn(&Item) -> bool) -> Vec<Subject> {
    let plan = scene.plan;
    let mut found = Vec::new();
    let counts = |item: &Item| item.repeats.is_none() && item.state != State::Excluded && wanted(item);
    for kind in &set.kinds {
        match kind {
            Kind::Item(_) | Kind::Problem if set.within == Some(Within::Workspace) => {
                for (number, other) in scene.neighbours.others(plan) {
                    let of_kind = other.items().filter(|(_, item)| is_kind(item, kind) && counts(item));
                    found.extend(of_kind.map(|(item, _)| Subject::Elsewhere(Elsewhere { plan: number, item })));
                }
            }
            Kind::Item(_) | Kind::Problem => {
                let me = if let Subject::Item(id) = subject { Some(*id) } else { None };
                found.extend(
                    plan.items()
                        .filter(|&(id, item)| is_kind(item, kind) && counts(item) && Some(id) != me)
                        .map(|(id, _)| Subject::Item(id)),
                );
            }
            Kind::Sentence => found.extend(scene.sentences().iter().map(|one| Subject::Sentence(one.id))),
            Kind::Plan => found.push(Subject::Plan),
            Kind::Document => {
                found.extend((0..plan.documents.len()).map(|at| Subject::Document(DocumentId(at as u32))));
            }
            Kind::Section(kind) => {
                found.extend(
                    plan.sections().filter(|(_, s)| topmost(plan, s, *kind)).map(|(id, _)| Subject::Section(id)),
                );
            }
            Kind::SectionNone | Kind::SectionPlain => {
                // The title says what all of the plan is about, not what one section is.
                let mut tops = vec![0u32; plan.documents.len()];
                plan.sections().filter(|(_, s)| s.level == 1).for_each(|(_, s)| tops[s.document.at()] += 1);
                let titles = |section: &Section| section.level == 1 && tops[section.document.at()] == 1;
                let of_kind = |s: &Section| is_of(s, std::slice::from_ref(kind));
                let none = plan.sections().filter(|(_, s)| of_kind(s) && !titles(s));
                found.extend(none.map(|(id, _)| Subject::Section(id)));
            }
            Kind::OwnSection => found.extend(scene.section_of(subject).map(Subject::Section)),
            Kind::Heading => {
                // The title speaks of the whole plan, and what stands above all headings has none.
                let above = plan.ancestors(scene.section_of(subject)).filter(|(_, s)| !s.run_in && s.level > 0);
                let titles = above.filter(|(_, s)| !scene.entitles(s)).map(|(_, s)| Subject::Region(vec![s.title]));
                found.extend(titles);
            }
            Kind::Evidence(matter) => found.extend(evidence(scene, matter).iter().map(|&span| Subject::Place(span))),
            Kind::Owner => found.extend(owners(scene, subject).into_iter().map(Subject::Place)),
            Kind::Word => {}
        }
    }
    found
}

/// What stands between the owners of one field; `&` and “and” stand in names as well.
const BETWEEN_OWNERS: [char; 8] = ['、', '，', ',', '；', ';', '/', '／', '\n'];

/// The bodies, officers and teams that an item's owner fields name, unless the field's label is that of the lead.
fn owners(scene: &Scene<'_>, subject: &Subject) -> Vec<Span> {
    let Subject::Item(item) = subject else { return Vec::new() };
    let fields = scene.plan.fields(Some(*item)).filter(|field| field.name == FieldName::Owner);
    let shared = fields.filter(|field| !field.label.is_some_and(|label| scene.has(label, "lead")));
    let named = |part: &Span| ["organisation", "officer", "team"].iter().any(|body| scene.has(*part, body));
    shared
        .flat_map(|field| {
            let text = scene.text(field.value);
            text.split(BETWEEN_OWNERS).map(move |part| {
                let start = field.value.start + (part.as_ptr() as usize - text.as_ptr() as usize) as u32;
                field.value.with(start, start + part.len() as u32)
            })
        })
        .filter(named)
        .collect()
}

/// Whether a section is of the kind and none above it is.
fn topmost(plan: &Plan, section: &Section, kind: SectionKind) -> bool {
    section.kinds.has(kind) && !section.parent.is_some_and(|p| plan.section(p).kinds.has(kind))
}

/// Whether a member stands in a section of one of the kinds.
fn stands_in(scene: &Scene<'_>, member: &Subject, kinds: &[Kind]) -> bool {
    scene.section_of(member).is_some_and(|id| is_of(scene.plan.section(id), kinds))
}

/// Whether a section is of one of the kinds.
fn is_of(section: &Section, kinds: &[Kind]) -> bool {
    kinds.iter().any(|kind| match kind {
        Kind::Section(kind) => section.kinds.has(*kind),
        Kind::SectionNone => section.kinds.is_empty(),
        Kind::SectionPlain => section.kinds.is_empty() && !section.work,
        _ => false,
    })
}

/// Whether a sentence in a section is among a set's, as far as its place decides.
pub(super) fn is_member(plan: &Plan, set: &Set, section: Option<SectionId>) -> bool {
    match &set.within {
        Some(Within::Kinds(kinds)) => section.is_some_and(|id| is_of(plan.section(id), kinds)),
        _ => true,
    }
}

fn tied(scene: &Scene<'_>, set: &Set, tie: Tie, subject: &Subject) -> Vec<Subject> {
    if tie == Tie::Around {
        return around(scene, subject);
    }
    let Subject::Item(me) = subject else { return Vec::new() };
    let plan = scene.plan;
    let wanted = |to: Option<ItemId>| {
        to.is_none_or(|id| set.kinds.is_empty() || set.kinds.iter().any(|kind| fits(plan.item(id), kind)))
    };
    let member = |link: &Link| link.to.map_or(Subject::Place(link.span), Subject::Item);
    let one_step = |relation: Relation| -> Vec<Subject> {
        plan.links_from(*me).filter(|l| l.relation == relation && wanted(l.to)).map(member).collect()
    };
    let mut found = match tie {
        Tie::Serves => one_step(Relation::Serves),
        Tie::DependsOn => one_step(Relation::DependsOn),
        Tie::Reuses => one_step(Relation::Reuses),
        Tie::ServedBy => plan
            .links_to(*me)
            .filter(|l| l.relation == Relation::Serves && wanted(Some(l.from)))
            .map(|l| Subject::Item(l.from))
            .collect(),
        Tie::Linked => {
            let from = plan.links_from(*me).filter(|l| wanted(l.to)).map(member);
            let to = plan.links_to(*me).filter(|l| wanted(Some(l.from))).map(|l| Subject::Item(l.from));
            from.chain(to).collect()
        }
        Tie::Reaches => reaches(plan, *me)
            .into_iter()
            .filter(|to| wanted(*to))
            .map(|to| to.map_or(Subject::Place(plan.item(*me).title), Subject::Item))
            .collect(),
        Tie::Parent => plan.facts.above(*me).filter(|id| wanted(Some(*id))).map(Subject::Item).collect(),
        Tie::Child => {
            let below = descendants(plan, *me).into_iter().filter(|id| plan.item(*id).repeats.is_none());
            below.filter(|id| wanted(Some(*id))).map(Subject::Item).collect()
        }
        Tie::Around => Vec::new(),
    };
    if found.len() > 1 {
        let mut seen = HashSet::new();
        found.retain(|member| seen.insert(member.clone()));
    }
    found
}

/// The items below an item, at most as deep as [`Facts::above`] looks up, in order.
fn descendants(plan: &Plan, item: ItemId) -> Vec<ItemId> {
    let mut found = Vec::new();
    let mut level = vec![item];
    for _ in 0..16 {
        level = level.iter().flat_map(|id| plan.children_of(*id)).collect();
        found.extend(level.iter().copied());
    }
    found.sort_unstable();
    found
}

/// An item of a problems section can be linked to as a need.
fn fits(item: &Item, kind: &Kind) -> bool {
    matches!(kind, Kind::Item(kind) if item.kind == *kind) || is_kind(item, kind)
}

/// After so many items on the way the search for what an item serves ends.
const STEPS: usize = 256;

/// What an item serves, directly or through others; none stands for a link to nothing. Of the items that another item
/// reaches through more than [`STEPS`] others only the nearer ones.
fn reaches(plan: &Plan, from: ItemId) -> Vec<Option<ItemId>> {
    let mut found = Vec::new();
    let mut seen = HashSet::from([from]);
    let mut next = vec![from];
    let mut steps = 0;
    while let Some(id) = next.pop() {
        steps += 1;
        if steps > STEPS {
            break;
        }
        for link in plan.links_from(id).filter(|l| l.relation == Relation::Serves) {
            match link.to {
                Some(to) if seen.insert(to) => {
                    found.push(Some(to));
                    next.push(to);
                }
                Some(_) => {}
                None => found.push(None),
            }
        }
    }
    found
}

/// Lead-in, running text up to the nearest heading that holds the item, and that heading.
fn around(scene: &Scene<'_>, subject: &Subject) -> Vec<Subject> {
    let lead_in = match subject {
        Subject::Item(id) => scene.plan.item(*id).lead_in.filter(|span| !span.is_empty()),
        _ => None,
    };
    let spans = scene.around(scene.section_of(subject));
    if lead_in.is_none() && spans.is_empty() { Vec::new() } else { vec![Subject::Around(lead_in, spans)] }
}

fn alike(
    scene: &Scene<'_>,
    set: &Set,
    likeness: Likeness,
    subject: &Subject,
    confident: &dyn Fn(&Item) -> bool,
) -> Vec<Subject> {
    let Subject::Item(me) = subject else { return Vec::new() };
    let plan = scene.plan;
    if set.within == Some(Within::Workspace) {
        let wanted = |there: &Elsewhere| {
            let item = scene.neighbours.plan(there.plan).map(|plan| plan.item(there.item));
            item.is_some_and(|item| confident(item) && set.kinds.iter().any(|kind| is_kind(item, kind)))
        };
        let found = scene.neighbours.like(plan, *me, scene.vocabulary).into_iter();
        return found.filter(wanted).map(Subject::Elsewhere).collect();
    }
    let likenesses = scene.likenesses();
    let mut found: Vec<ItemId> = Vec::new();
    for kind in &set.kinds {
        let Kind::Item(kind) = kind else { continue };
        let resource = plan.item(*me).kind == ItemKind::Resource;
        found.extend(match (likeness, kind) {
            (Likeness::Like, kind) if resource && *kind != ItemKind::Resource => {
                let naming = likenesses.naming(plan, scene.vocabulary, *me).iter();
                naming.copied().filter(|id| plan.item(*id).kind == *kind).collect()
            }
            (Likeness::Like, ItemKind::Resource) => likenesses.resources_named(plan, scene.vocabulary, *me).to_vec(),
            (Likeness::Like, kind) => likenesses.like(plan, scene.vocabulary, *me, *kind),
            (Likeness::SameClass, kind) => likenesses.same_class(plan, scene.vocabulary, *me, *kind),
        });
    }
    found.retain(|id| plan.item(*id).repeats.is_none() && plan.item(*id).state != State::Excluded);
    found.into_iter().map(Subject::Item).collect()
}
