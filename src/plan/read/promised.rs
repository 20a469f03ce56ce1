//! Work that stands in running text: “Each department will assemble an inventory”.

use super::index::Ranges;
use super::prose;
use super::reading::Reading;
use crate::lexicon::{Regex, fold};
use crate::plan::kinds::*;
use crate::plan::model::*;
use crate::plan::pattern::pattern;
use crate::plan::work;
use crate::syntax::{BlockId, BlockKind};
use std::sync::LazyLock;

/// From so many paragraphs on that say what will be done, a plan without other tasks has its work in them.
const PROMISED: usize = 3;

/// What comes before the verb of what will be done.
static AHEAD: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i-u:\b(will|shall|must|plans? to|intends? to|(is|are) going to)\b( (also|then|first|both|jointly|together|work to|continue to|begin to|start to))?) |(将|將|拟|擬|计划|計畫|应当?|應當?|须|需要?|要)(会|會|同步|继续|繼續|陆续|逐步|尽快|进一步|重点|积极|着力)?",
    )
});

impl Reading<'_> {
    /// Where nothing is of kind tasks in a document that calls itself a plan: its paragraphs of running text that say what
    /// somebody will do, where no other matter claims them.
    pub(super) fn promised_tasks(&mut self) {
        if self.title_words().word("plan").is_none() {
            return;
        }
        let found = Ranges::new(self.facts.items.iter().map(|item| item.span));
        let ahead = self.ahead();
        let promised: Vec<BlockId> = self
            .tree
            .children(None)
            .filter(|&(id, block)| {
                block.kind == BlockKind::Paragraph
                    && ahead[self.section_of[id.0 as usize].at()]
                    && !found.any_holds(block.span)
                    && prose::split(self.text(block.content)).any(|range| promises(&self.text(block.content)[range]))
            })
            .map(|(id, _)| id)
            .collect();
        if promised.len() < PROMISED {
            return;
        }
        for id in promised {
            let (block, section) = (self.block(id), self.section_of[id.0 as usize]);
            let span = block.content;
            let item = self.new_item(
                ItemKind::Task,
                Confidence::Prose,
                None,
                None,
                span,
                block,
                section,
                Form::Paragraph,
                Basis::Text,
            );
            self.finish_text(item, span);
        }
    }
}

/// Whether a sentence says what somebody will do.
fn promises(sentence: &str) -> bool {
    AHEAD.find_iter(sentence).any(|ahead| {
        let rest = &sentence[ahead.end..];
        if sentence.is_ascii() || rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
            work::opens_with_work(rest)
        } else {
            work::says_work_zh(&fold(rest.trim_start()))
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_promise_has_a_verb_of_work() {
        for said in [
            "The clerk will assemble an inventory.",
            "Each ward shall also publish its times.",
            "镇政府将建立台账。",
            "各单位要逐步完善制度。",
        ] {
            assert!(promises(said), "{said}");
        }
        for said in
            ["Readers will be glad.", "This will lead to fewer calls.", "群众将会满意。", "The wall must not lean."]
        {
            assert!(!promises(said), "{said}");
        }
    }
}
