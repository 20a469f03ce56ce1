//! `sum`: the amounts of items add up to no more than the plan's.

use super::question::Question;
use crate::check::scene::Subject;
use crate::plan::values::{Money, MoneyValue, Tri};
use crate::plan::*;
use crate::rules::Sum;

impl Question<'_> {
    pub(super) fn sum(&self, sum: &Sum) -> Tri {
        let plan = self.scene.plan;
        let Some(limit) = plan.field(None, sum.at_most).and_then(amount) else { return Tri::Unknown };
        let own = |id: ItemId| plan.field(Some(id), sum.field).filter(|f| f.origin != Origin::Parent).and_then(amount);
        let mut total: Option<Money> = None;
        let mut members = Vec::new();
        for (id, item) in plan.items() {
            if item.kind != sum.kind
                || item.repeats.is_some()
                || item.state == State::Excluded
                || self.counted_above(id, sum)
            {
                continue;
            }
            let Some(money) = own(id) else { continue };
            total = match total {
                None => Some(*money),
                Some(so_far) => match so_far.plus(money) {
                    Some(more) => Some(more),
                    None => return Tri::Unknown,
                },
            };
            members.push(Subject::Item(id));
        }
        let Some(total) = total else { return Tri::Unknown };
        let answer = total.compare(limit).map_or(Tri::Unknown, |order| Tri::from(order.is_le()));
        let mut trace = self.trace.borrow_mut();
        trace.count = Some((members.len(), members.len()));
        trace.counted = members;
        answer
    }

    /// Whether an item above has an amount of its own, in which this one is contained.
    fn counted_above(&self, id: ItemId, sum: &Sum) -> bool {
        let plan = self.scene.plan;
        plan.facts.above(id).any(|upper| {
            plan.item(upper).kind == sum.kind && plan.field(Some(upper), sum.field).and_then(amount).is_some()
        })
    }
}

fn amount(field: &Field) -> Option<&Money> {
    match &field.read {
        Value::Money(MoneyValue::Amount(money)) => Some(money),
        _ => None,
    }
}
