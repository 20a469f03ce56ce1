//! Counts whose members are the same for every subject, but for the subject itself, its section and its place: the
//! members are asked once, not once a subject.

use super::census::{Census, Members, Sum, Voice, has_room};
use super::question::{Asked, Question};
use crate::check::members::members;
use crate::check::scene::Subject;
use crate::plan::FieldName;
use crate::plan::values::Tri;
use crate::rules::{Anchor, Condition, Count, Each, FieldTest, Kind, Operand, Order, RelatedSet, Rule, Set, Within};
use std::rc::Rc;

/// Whether a rule shows the members of its counts, and not only their number.
pub(super) fn shows_members(rule: &Rule) -> bool {
    matches!(rule.at, Some(Anchor::Counted))
        || matches!(rule.related, Some(RelatedSet::Counted | RelatedSet::Uncounted))
}

/// Whether every subject sees the same members, and only their number matters.
fn sees_alike(rule: &Rule, count: &Count, outermost: bool) -> bool {
    let set = &count.of;
    let asks = count.among.is_some() || count.filter.is_some();
    let shares = count.share_at_least.is_some() || count.share_at_most.is_some();
    let own = |kind: &Kind| matches!(kind, Kind::OwnSection | Kind::Heading | Kind::Owner | Kind::Word);
    set.tie.is_none()
        && set.likeness.is_none()
        && set.within != Some(Within::Workspace)
        && !set.kinds.iter().any(own)
        && !(set.order.is_some() && (asks || shares || set.within == Some(Within::Section)))
        && !(outermost && (rule.each == Each::Plan || shows_members(rule)))
}

/// The fields of the subject that a condition on a member looks at.
fn looks_back(count: &Count) -> Vec<FieldName> {
    let mut found = Vec::new();
    for condition in count.among.iter().chain(&count.filter) {
        condition.walk(&mut |c| {
            let Condition::Field(tests) = c else { return };
            found.extend(tests.iter().filter_map(|(_, test)| match test {
                FieldTest::Compare(_, Operand::Subject(name)) => Some(*name),
                _ => None,
            }));
        });
    }
    found
}

/// Whether a condition asks of fields and nothing else.
pub(super) fn is_of_fields(condition: &Condition) -> bool {
    let mut only = true;
    condition.walk(&mut |c| only &= !matches!(c, Condition::Text(_) | Condition::Count(_) | Condition::Sum(_)));
    only
}

impl Question<'_> {
    /// The count for a subject, where its members need not be asked again; notes their words as asking would.
    pub(super) fn from_census(&self, count: &Count, asked: Asked<'_>) -> Option<Sum> {
        let key = std::ptr::from_ref(count);
        let known = self.censuses.borrow().get(&key).cloned();
        let census = match known {
            Some(census) => census,
            None => {
                let settled = sees_alike(self.rule, count, asked.outer.is_none()) && looks_back(count).is_empty();
                let census = settled.then(|| Rc::new(self.census(count)));
                self.censuses.borrow_mut().insert(key, census.clone());
                census
            }
        }?;
        let me = match asked.subject {
            Subject::Item(id) => census.by_item.get(id).copied(),
            _ => None,
        };
        if let Some(order) = count.of.order
            && let Some(here) = self.scene.place(asked.subject)
        {
            let number = match order {
                Order::Earlier => census.places.partition_point(|there| *there < here),
                Order::Later => census.places.len() - census.places.partition_point(|there| *there <= here),
            };
            return Some(Sum { yes: number, unknown: 0, total: number });
        }
        let none = (Sum::default(), Vec::new());
        let (sum, speakers) = if count.of.within == Some(Within::Section) {
            let section = self.scene.section_of(asked.subject);
            let (sum, speakers) = census.sections.get(&section).unwrap_or(&none);
            (*sum, speakers)
        } else {
            (census.sum, &census.speakers)
        };
        for &speaker in speakers.iter().filter(|speaker| Some(**speaker) != me) {
            for (span, term) in &census.voices[speaker].words {
                self.note_words(*span, term);
            }
        }
        Some(match me {
            Some(me) => sum.without(census.voices[me].answer),
            None => sum,
        })
    }

    /// The count for a subject of which only some fields matter: it is the same for all whose fields say the same.
    /// Once there are enough members the rest is not asked.
    pub(super) fn from_alike(&self, count: &Count, asked: Asked<'_>) -> Option<Sum> {
        let Subject::Item(me) = asked.subject else { return None };
        let simple = asked.outer.is_some()
            && sees_alike(self.rule, count, false)
            && count.of.order.is_none()
            && count.of.within.is_none()
            && count.at_most.is_none()
            && count.share_at_least.is_none()
            && count.share_at_most.is_none()
            && count.among.iter().chain(&count.filter).all(is_of_fields);
        let names = looks_back(count);
        if !simple || names.is_empty() || names.contains(&FieldName::Budget) {
            return None;
        }
        let plan = self.scene.plan;
        let mut said = String::new();
        for name in names {
            said.push_str(plan.field(Some(*me), name).map_or("", |field| plan.text(field.value)));
            said.push('\n');
        }
        let holds = |condition: &Option<Condition>, member: &Subject| {
            let inner = Asked { subject: member, outer: Some(asked.subject) };
            condition.as_ref().map_or(Tri::Yes, |c| self.holds(c, inner))
        };
        let answer = |member: &Subject| (holds(&count.among, member) == Tri::Yes).then(|| holds(&count.filter, member));
        let members = self.all_members(count);
        let key = (std::ptr::from_ref(count), said);
        let known = self.alike.borrow().get(&key).copied();
        let sum = known.unwrap_or_else(|| {
            // One more than needed are enough for all who say the same, as nobody is a member of their own.
            let enough = count.at_least.unwrap_or(1) as usize + 1;
            let mut sum = Sum::default();
            for member in &members.0 {
                sum.add(answer(member));
                if sum.yes >= enough {
                    break;
                }
            }
            self.alike.borrow_mut().insert(key, sum);
            sum
        });
        let counted = sum.total > 0 && members.1.contains(me);
        Some(if counted { sum.without(answer(asked.subject)) } else { sum })
    }

    /// The members of a count as one sees them who is none of them.
    fn all_members(&self, count: &Count) -> Rc<Members> {
        let key = std::ptr::from_ref(count);
        if let Some(known) = self.members.borrow().get(&key) {
            return known.clone();
        }
        let all = members(self.scene, self.rule, &count.of, &Subject::Plan, count.judges_each());
        let items = all.iter().filter_map(|member| if let Subject::Item(id) = member { Some(*id) } else { None });
        let all: Rc<Members> = Rc::new((all.clone(), items.collect()));
        self.members.borrow_mut().insert(key, all.clone());
        all
    }

    fn census(&self, count: &Count) -> Census {
        let within = count.of.within.clone().filter(|within| *within != Within::Section);
        let set = Set { order: None, within, ..count.of.clone() };
        let judged = count.judges_each() && count.of.order.is_none();
        let (all, others) =
            self.few(count, false).unwrap_or_else(|| (members(self.scene, self.rule, &set, &Subject::Plan, judged), 0));
        // What the members say is kept apart from what the rule has come upon so far.
        let before = self.take_trace();
        let mut census = Census::default();
        census.sum.total += others;
        for (at, member) in all.iter().enumerate() {
            let inner = Asked { subject: member, outer: Some(&Subject::Plan) };
            let holds = |condition: &Option<Condition>| condition.as_ref().map_or(Tri::Yes, |c| self.holds(c, inner));
            let among = holds(&count.among) == Tri::Yes;
            let answer = among.then(|| holds(&count.filter));
            let words = self.take_trace().words;
            census.sum.add(answer);
            if count.of.order.is_some() {
                census.places.extend(self.scene.place(member));
            }
            let in_section = (count.of.within == Some(Within::Section))
                .then(|| census.sections.entry(self.scene.section_of(member)).or_default());
            let speaks = !words.is_empty();
            if let Some((sum, speakers)) = in_section {
                sum.add(answer);
                if speaks && has_room(speakers, &census.voices) {
                    speakers.push(at);
                }
            }
            if speaks && has_room(&census.speakers, &census.voices) {
                census.speakers.push(at);
            }
            if let Subject::Item(id) = member {
                census.by_item.insert(*id, at);
            }
            census.voices.push(Voice { answer, words });
        }
        census.places.sort_unstable();
        *self.trace.borrow_mut() = before;
        census
    }
}
