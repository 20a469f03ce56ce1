//! `count`: members of a set are so many.

use super::question::{Asked, Question, between};
use super::settled::shows_members;
use super::text::word_count;
use crate::check::members::members;
use crate::plan::values::Tri;
use crate::rules::{Count, Fraction, Kind, Region};

impl Question<'_> {
    pub(super) fn count(&self, count: &Count, asked: Asked<'_>) -> Tri {
        if count.of.kinds == [Kind::Word] {
            let words = self.words(asked);
            return bounds(count, words, words, words);
        }
        let outermost = asked.outer.is_none();
        if let Some(sum) = self.from_census(count, asked).or_else(|| self.from_alike(count, asked)) {
            if outermost {
                let mut trace = self.trace.borrow_mut();
                trace.count = Some((sum.yes, sum.total));
                trace.counted = Vec::new();
                trace.uncounted = Vec::new();
            }
            return bounds(count, sum.yes, sum.yes + sum.unknown, sum.total);
        }
        let (all, others) = self
            .few(count, outermost)
            .unwrap_or_else(|| (members(self.scene, self.rule, &count.of, asked.subject, count.judges_each()), 0));
        self.look_at(all.len());
        if self.is_given_up() {
            return Tri::Unknown;
        }
        let shown = outermost && shows_members(self.rule);
        let (mut yes, mut unknown, mut total) = (0usize, 0usize, others);
        let (mut counted, mut uncounted) = (Vec::new(), Vec::new());
        // Without a `where`, and with no upper bound or share, one look is enough.
        for member in all {
            let inner = Asked { subject: &member, outer: Some(asked.subject) };
            if count.among.as_ref().is_some_and(|c| self.holds(c, inner) != Tri::Yes) {
                continue;
            }
            total += 1;
            match count.filter.as_ref().map_or(Tri::Yes, |c| self.holds(c, inner)) {
                Tri::Yes => {
                    yes += 1;
                    if shown {
                        counted.push(member);
                    }
                }
                Tri::Unknown => unknown += 1,
                Tri::No if shown => uncounted.push(member),
                Tri::No => {}
            }
        }
        if outermost {
            let mut trace = self.trace.borrow_mut();
            trace.count = Some((yes, total));
            trace.counted = counted;
            trace.uncounted = uncounted;
        }
        bounds(count, yes, yes + unknown, total)
    }

    /// Words of a subject's text; of a section without its heading.
    fn words(&self, asked: Asked<'_>) -> usize {
        let scene = self.scene;
        let title = match asked.subject {
            crate::check::scene::Subject::Section(id) => Some(scene.plan.section(*id).title),
            _ => None,
        };
        let spans = scene.region(asked.subject, Region::Whole);
        spans
            .iter()
            .map(|&span| {
                let span = title.filter(|t| span.contains(*t)).map_or(span, |t| span.with(t.end, span.end));
                word_count(scene.text(span)) as usize
            })
            .sum()
    }
}

fn bounds(count: &Count, least: usize, most: usize, total: usize) -> Tri {
    let mut answer = Tri::Yes;
    let mut ask = |tri| answer = answer.and(tri);
    let none = count.at_least.is_none()
        && count.at_most.is_none()
        && count.share_at_least.is_none()
        && count.share_at_most.is_none();
    if let Some(bound) = count.at_least.or(none.then_some(1)) {
        ask(between(least >= bound as usize, most >= bound as usize));
    }
    if let Some(bound) = count.at_most {
        ask(between(most <= bound as usize, least <= bound as usize));
    }
    let reaches = |n: usize, Fraction(a, b): Fraction| n * b as usize >= total * a as usize;
    if let Some(share) = count.share_at_least {
        ask(between(reaches(least, share), reaches(most, share)));
    }
    if let Some(share) = count.share_at_most {
        let keeps = |n: usize| n * share.1 as usize <= total * share.0 as usize;
        ask(between(keeps(most), keeps(least)));
    }
    answer
}
