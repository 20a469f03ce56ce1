//! One text becomes a [`Document`]: sections, items, fields, sentences, by themselves.
//!
//! Nothing here looks at another document; links are resolved in `assemble`.

mod basis;
mod committed;
mod fielded;
mod fields;
mod framework;
mod index;
mod items;
mod lists;
mod names;
mod promised;
mod prose;
mod reading;
mod residue;
mod sections;
mod settle;
mod states;
mod suppress;
mod table;
mod told;
mod yaml;

use super::kinds::*;
use super::model::*;
use super::reader::Reader;
use super::recognise;
use crate::lexicon::{Prose, is_han};
use crate::syntax::{self, Format};
use crate::text::{SourceFile, Span};
use index::Outline;
use rapidhash::RapidHashSet;
use reading::Reading;
use std::sync::OnceLock;

/// Reads one text. Never fails: what cannot be read is among the problems.
pub fn read(source: SourceFile, format: Format, reader: &Reader) -> Document {
    let mut tree = syntax::parse(&source, format);
    let prose = prose::prose(&source, &tree);
    let hits = reader.vocabulary.scan(&prose);
    let language = language(&prose);
    let fresh = |fielded| Reading {
        source: &source,
        tree: &tree,
        reader,
        prose: &prose,
        hits: &hits,
        facts: Facts::default(),
        section_of: vec![SectionId(0); tree.blocks.len()],
        outline: Outline::default(),
        title: Span::default(),
        titles: RapidHashSet::default(),
        titled: 0,
        goals: false,
        fielded,
    };
    let mut reading = fresh(Vec::new());
    reading.state(format);
    // Where no heading and no line of its own told of any work, sections may hold it by what they say of it.
    if format == Format::Markdown && !reading.has_tasks() {
        let fielded = reading.fielded_sections();
        if !fielded.is_empty() {
            reading = fresh(fielded);
            reading.state(format);
        }
    }
    reading.sentences();
    reading.prose_budget();
    reading.mentions();
    reading.residue();
    reading.syntax_problems();
    let (title, mut facts) = (reading.title, std::mem::take(&mut reading.facts));
    let suppressions = suppress::suppressions(&source, &tree);
    let recognition = recognise::recognise(&source, &tree, &facts, title, reader);
    // `# Tasks` is no title; `# Needs of the digital county` may be one.
    let named = |s: &Section| s.title == title && !s.own_kinds.is_empty();
    let titled = format == Format::Yaml || !facts.sections.iter().any(named);
    // Thousands of documents may be kept at once.
    tree.shrink();
    facts.shrink();
    Document {
        source,
        tree,
        language,
        prose,
        hits,
        title,
        titled,
        facts,
        recognition,
        suppressions,
        ties: OnceLock::new(),
    }
}

impl Reading<'_> {
    /// Finds title, sections and items.
    fn state(&mut self, format: Format) {
        self.title = self.find_title();
        self.front_matter();
        match format {
            Format::Markdown => {
                self.sections();
                self.items();
            }
            Format::Yaml => self.yaml(),
        }
    }
}

/// Bytes that [`language`] counts at a time.
const BLOCK: usize = 192;

/// The language of the greater part: a Han character counts as much as half a word.
fn language(prose: &Prose) -> Language {
    let bytes = prose.text.as_bytes();
    // A word opens where a letter follows none.
    let opens = |(before, byte): (&u8, &u8)| !before.is_ascii_alphabetic() & byte.is_ascii_alphabetic();
    let first = usize::from(bytes.first().is_some_and(u8::is_ascii_alphabetic));
    // Counted are blocks of bytes whose number fits into a byte: the processor counts many bytes of such a block at once.
    let blocks = bytes.chunks(BLOCK).zip(bytes.get(1..).unwrap_or_default().chunks(BLOCK));
    let opening = |(before, here): (&[u8], &[u8])| {
        before.iter().zip(here).fold(0u8, |count, pair| count.wrapping_add(u8::from(opens(pair))))
    };
    let words = first + blocks.map(|block| usize::from(opening(block))).sum::<usize>();
    // A Han character has three bytes or more. Where it cannot be Chinese, they need not be told from other signs.
    let long = |block: &[u8]| block.iter().fold(0u8, |count, byte| count.wrapping_add(u8::from(*byte >= 0xe0)));
    let long = bytes.chunks(BLOCK).map(|block| usize::from(long(block))).sum::<usize>();
    let more_han = || prose.text.chars().filter(|&c| is_han(c)).nth(words).is_some();
    if long > words && more_han() { Language::Zh } else { Language::En }
}
