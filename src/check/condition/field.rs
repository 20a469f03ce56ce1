//! `field`: a value is there, is readable, compares.

use super::question::{Asked, Question};
use crate::check::scene::{Subject, present, titled};
use crate::lexicon::fold;
use crate::plan::values::{DateValue, HorizonValue, Interval, MoneyValue, Tri};
use crate::plan::*;
use crate::rules::{Compare, FieldPath, FieldTest, Operand};

/// A value that can be compared.
enum Comparable<'a> {
    Days(Interval),
    Period(&'a HorizonValue),
    Amount(&'a values::Money),
    Rank(u8),
    Number(u32),
    Word(String),
}

impl Question<'_> {
    pub(super) fn field(&self, path: FieldPath, test: &FieldTest, asked: Asked<'_>) -> Tri {
        match path {
            FieldPath::SectionKinds => self.section_kinds(test, asked.subject),
            FieldPath::SectionContent => {
                let section = self.scene.section_of(asked.subject);
                Tri::from(section.is_some_and(|id| self.scene.plan.section(id).filled))
            }
            FieldPath::SectionHeading => self.section_heading(test, asked.subject),
            FieldPath::ItemKind => self.item_kind(test, asked.subject),
            FieldPath::Own(name) => self.test(self.own(asked.subject), name, test, asked),
            FieldPath::Subject(name) => self.test(self.own(asked.outermost()), name, test, asked),
            FieldPath::SubjectPlan(name) => self.test(Some((self.plan_of(asked.outermost()), None)), name, test, asked),
            FieldPath::Plan(name) => self.test(Some((self.plan_of(asked.subject), None)), name, test, asked),
        }
    }

    fn section_kinds(&self, test: &FieldTest, subject: &Subject) -> Tri {
        let Some(section) = self.scene.section_of(subject).map(|id| self.scene.plan.section(id)) else {
            return Tri::No;
        };
        match test {
            FieldTest::Compare(Compare::Is, Operand::Literal(word)) => {
                Tri::from(SectionKind::from_name(word).is_some_and(|kind| section.kinds.has(kind)))
            }
            FieldTest::Compare(..) => Tri::Unknown,
            FieldTest::Present | FieldTest::Readable => Tri::from(!section.own_kinds.is_empty()),
        }
    }

    /// Whether a section's heading is marked as one, and where the test asks for a `kind`, says nothing else.
    fn section_heading(&self, test: &FieldTest, subject: &Subject) -> Tri {
        let Some(section) = self.scene.section_of(subject).map(|id| self.scene.plan.section(id)) else {
            return Tri::No;
        };
        match test {
            FieldTest::Compare(Compare::Is, Operand::Literal(word)) => {
                Tri::from(word == "kind" && section.marked && section.named)
            }
            FieldTest::Compare(..) => Tri::Unknown,
            FieldTest::Present | FieldTest::Readable => Tri::from(section.marked),
        }
    }

    /// Whether a sentence is the title of an item, or holds it, and of which kind that is.
    fn item_kind(&self, test: &FieldTest, subject: &Subject) -> Tri {
        let Subject::Sentence(id) = subject else { return Tri::No };
        let sentence = self.scene.plan.facts.sentences.get(id.0 as usize);
        let Some(item) = sentence.and_then(|sentence| titled(self.scene.plan, sentence)) else { return Tri::No };
        match test {
            FieldTest::Compare(Compare::Is, Operand::Literal(word)) => Tri::from(item.kind.name() == word),
            FieldTest::Compare(..) => Tri::Unknown,
            FieldTest::Present | FieldTest::Readable => Tri::Yes,
        }
    }

    /// The plan that holds a subject.
    fn plan_of(&self, subject: &Subject) -> &Plan {
        match subject {
            Subject::Elsewhere(there) => self.scene.neighbours.plan(there.plan).unwrap_or(self.scene.plan),
            _ => self.scene.plan,
        }
    }

    /// The plan and item whose fields are meant.
    fn own<'s>(&'s self, subject: &Subject) -> Option<(&'s Plan, Option<ItemId>)> {
        match subject {
            Subject::Item(id) => Some((self.scene.plan, Some(*id))),
            Subject::Elsewhere(there) => self.scene.neighbours.plan(there.plan).map(|plan| (plan, Some(there.item))),
            Subject::Plan | Subject::Document(_) => Some((self.scene.plan, None)),
            _ => None,
        }
    }

    fn test(&self, place: Option<(&Plan, Option<ItemId>)>, name: FieldName, test: &FieldTest, asked: Asked<'_>) -> Tri {
        let Some((plan, item)) = place else { return Tri::No };
        match test {
            FieldTest::Present => Tri::from(present(plan, item, name)),
            FieldTest::Readable => Tri::from(readable(plan, item, name)),
            FieldTest::Compare(compare, operand) => {
                let Some(left) = comparable(plan, item, name) else { return Tri::Unknown };
                let (place, other) = match operand {
                    Operand::Literal(word) => return against_word(plan, &left, *compare, word),
                    Operand::Plan(other) => (Some((plan, None)), other),
                    Operand::Subject(other) => (self.own(asked.outermost()), other),
                    Operand::SubjectPlan(other) => (Some((self.plan_of(asked.outermost()), None)), other),
                };
                let right = place.and_then(|(plan, item)| comparable(plan, item, *other));
                right.map_or(Tri::Unknown, |right| against(&left, *compare, &right))
            }
        }
    }
}

fn readable(plan: &Plan, item: Option<ItemId>, name: FieldName) -> bool {
    if name == FieldName::Horizon && item.is_none() {
        return plan.horizon.as_ref().is_some_and(|h| h.value.end().is_some());
    }
    plan.field(item, name).is_some_and(|field| match &field.read {
        Value::Empty => false,
        Value::Text => true,
        Value::Date(date) => matches!(date, DateValue::Range(_)),
        Value::Horizon(horizon) => matches!(horizon, HorizonValue::Range(_) | HorizonValue::Until(_)),
        Value::Money(money) => matches!(money, MoneyValue::Amount(_)),
        Value::Priority(priority) => priority.rank().is_some(),
    })
}

fn comparable(plan: &Plan, item: Option<ItemId>, name: FieldName) -> Option<Comparable<'_>> {
    if item.is_none() {
        match name {
            FieldName::Horizon => {
                return plan.horizon.as_ref().filter(|h| h.explicit).map(|h| Comparable::Period(&h.value));
            }
            FieldName::Type => return Some(Comparable::Word(plan.plan_type.value.name().to_owned())),
            FieldName::Status => return Some(Comparable::Word(plan.status.value.name().to_owned())),
            FieldName::Profile => return Some(Comparable::Word(plan.profile.value.name().to_owned())),
            FieldName::Scope => return Some(Comparable::Word(plan.scope.value.name().to_owned())),
            _ => {}
        }
    }
    let field = plan.field(item, name)?;
    match &field.read {
        Value::Empty => None,
        // Phases are compared by their days (“Q4 2027” comes before “Q1 2028”), else by their number: `2`, “Phase 2”,
        // 第二阶段.
        Value::Text if name == FieldName::Phase => {
            let text = plan.text(field.value);
            let dated = values::dates_in(text).into_iter().next();
            dated.map(|(_, days)| Comparable::Days(days)).or_else(|| values::ordinal(text).map(Comparable::Number))
        }
        Value::Text => Some(Comparable::Word(fold(plan.text(field.value)))),
        Value::Date(DateValue::Range(interval)) => Some(Comparable::Days(*interval)),
        Value::Horizon(horizon) => Some(Comparable::Period(horizon)),
        Value::Money(MoneyValue::Amount(money)) => Some(Comparable::Amount(money)),
        Value::Priority(priority) => priority.rank().map(Comparable::Rank),
        _ => None,
    }
}

fn against(left: &Comparable<'_>, compare: Compare, right: &Comparable<'_>) -> Tri {
    match (left, right) {
        (Comparable::Period(a), Comparable::Period(b)) if compare == Compare::Overlaps => a.overlaps(b),
        (Comparable::Days(a), Comparable::Period(b)) => match (compare, b) {
            (Compare::In, _) => b.holds(a),
            (_, HorizonValue::Range(period)) => days(*a, compare, *period),
            (Compare::After, HorizonValue::Until(end)) => days(*a, compare, *end),
            _ => Tri::Unknown,
        },
        (Comparable::Days(a), Comparable::Days(b)) => days(*a, compare, *b),
        (Comparable::Amount(a), Comparable::Amount(b)) => match a.compare(b) {
            None => Tri::Unknown,
            Some(order) => ordering(order, compare),
        },
        // A smaller rank is a higher priority: “less” means less important.
        (Comparable::Rank(a), Comparable::Rank(b)) => ordering(b.cmp(a), compare),
        (Comparable::Number(a), Comparable::Number(b)) => ordering(a.cmp(b), compare),
        (Comparable::Word(a), Comparable::Word(b)) if compare == Compare::Is => Tri::from(a == b),
        _ => Tri::Unknown,
    }
}

fn ordering(order: std::cmp::Ordering, compare: Compare) -> Tri {
    Tri::from(match compare {
        Compare::Is => order.is_eq(),
        Compare::LessThan | Compare::Before => order.is_lt(),
        Compare::MoreThan | Compare::After => order.is_gt(),
        Compare::AtLeast => order.is_ge(),
        Compare::AtMost => order.is_le(),
        Compare::In | Compare::Overlaps => return Tri::Unknown,
    })
}

/// A comparison of intervals holds only if it holds for all their days, and fails only if it fails for all.
fn days(a: Interval, compare: Compare, b: Interval) -> Tri {
    match compare {
        Compare::Is => a.is(&b),
        Compare::In => a.within(&b),
        Compare::Before | Compare::LessThan => a.before(&b),
        Compare::After | Compare::MoreThan => a.after(&b),
        Compare::AtLeast => !a.before(&b),
        Compare::AtMost => !a.after(&b),
        Compare::Overlaps => Tri::from(a.meets(&b)),
    }
}

fn against_word(plan: &Plan, left: &Comparable<'_>, compare: Compare, word: &str) -> Tri {
    match left {
        Comparable::Rank(rank) => match word {
            "top" => Tri::from(plan.top_rank == Some(*rank)),
            "low" => Tri::from(plan.top_rank.is_some_and(|top| *rank > top + 1)),
            "middle" => Tri::from(plan.top_rank.is_some_and(|top| *rank == top + 1)),
            _ => Tri::Unknown,
        },
        Comparable::Number(number) => {
            word.parse::<u32>().map_or(Tri::Unknown, |other| ordering(number.cmp(&other), compare))
        }
        Comparable::Period(_) => Tri::Unknown,
        Comparable::Word(text) => Tri::from(compare == Compare::Is && *text == fold(word)),
        Comparable::Days(interval) => match values::date(word) {
            DateValue::Range(other) => days(*interval, compare, other),
            _ => Tri::Unknown,
        },
        Comparable::Amount(amount) => match values::money(word, None) {
            MoneyValue::Amount(other) => amount.compare(&other).map_or(Tri::Unknown, |order| ordering(order, compare)),
            _ => Tri::Unknown,
        },
    }
}
