//! Whether the first lines of a text say that a body plans: who drew it up, of whose work it speaks, whose mission it
//! states. The title itself is read in `classify`.

use super::model::*;
use super::reader::Reader;
use super::recognise::find_title_word;
use super::texts::Texts;
use crate::text::Span;
use regex::Regex;
use std::sync::LazyLock;

/// How many headings open a text.
const HEADINGS: usize = 4;

/// How many sentences open a text.
const SENTENCES: usize = 12;

fn pattern(pattern: &str) -> Regex {
    Regex::new(pattern).unwrap_or_else(|_| unreachable!())
}

/// A plan, and what is planned in it.
const PLANNED: &str =
    r"(plans?|strategy|strategies|roadmap|priorities|goals|objectives|programmes?|programs?|initiatives|commitments)";

/// What is done with a plan until it is there.
const DRAWN_UP: &str = r"(prepared|developed|adopted|established|produced|published|approved|drafted|issued|drawn up|drew up|set out|created|defined|agreed|written|wrote|released|endorsed)";

/// “… has drawn up the following goals”.
static DRAWS_UP: LazyLock<Regex> = LazyLock::new(|| pattern(&format!(r"(?i)\b{DRAWN_UP}\b[^.;]{{0,60}}\b{PLANNED}\b")));

/// “goals that were set out by …”.
static DRAWN_UP_BY: LazyLock<Regex> =
    LazyLock::new(|| pattern(&format!(r"(?i)\b{PLANNED}\b[^.;]{{0,80}}\b{DRAWN_UP} by\b")));

/// “The board has presented its corporate plan”: what has a plan of its own is a body.
static ITS_PLAN: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(has|have) \w+ its (\w+ ){0,2}([Pp]lan|[Ss]trategy)\b|\b[Ii]ts (new |own |next |first )?([Cc]orporate|[Ss]trategic) ([Pp]lan|[Ss]trategy)\b",
    )
});

/// People of a body who draw up its plan, and bodies that are named by a word alone.
static PEOPLE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b([Ll]ibrary|[Ss]chool|[Cc]ollege|[Hh]ospital|[Cc]ouncil|[Mm]useum) staff\b|\b([Bb]oard of ([Dd]irectors|[Tt]rustees|[Gg]overnors)|[Gg]overning ([Bb]ody|[Bb]oard)|[Tt]rustees|[Gg]overnors|[Cc]ouncillors)\b|\bthe Trust\b",
    )
});

/// What follows a body of which a sentence speaks.
static ACTS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(['’]s [\w’' -]{1,40})?,? ?(\([^)]{1,20}\) ?)?(will|shall|must|is|are|was|were|has|have|had|does|did|consists?|manages?|provides?|aims?|seeks?|serves?|works?|runs?|operates?|exists?|strives|continues|owns|plans|intends|wants|needs|recogni[sz]es|believes|supports|offers|delivers|carries|looks|sets?|adopted|decided|agreed)\b",
    )
});

/// A body that a text names by its kind alone, as its own people do: “the Trust”, “the Council”.
static THE_BODY: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\bthe (Trust|Company|College|School|University|Hospital|Council|Commission|Agency|Ministry|Department|Association|Foundation|Charity|Institute|Museum|Society|Church|Parish|Diocese|City|County|Town|Union|Authority|Bureau|Library)\b",
    )
});

/// A plan that bodies alone draw up.
static CORPORATE: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)\bcorporate (plan|strategy|planning)\b"));

/// A plan that bodies draw up, and others that speak like them.
static STRATEGIC: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)\bstrategic (plan|framework|goals|priorities|objectives|directions?)\b"));

/// Who speaks of what a body is for.
static MISSION: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)\bour \W?(mission|vision|purpose|values)\b"));

/// Who speaks for a body, or for a team.
static WE: LazyLock<Regex> = LazyLock::new(|| pattern(r"\b([Ww]e|[Oo]ur)\b"));

/// Words of a venture or a piece of software rather than of a body.
static VENTURE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(mvp|start-?ups?|founders?|co-?founders?|hackathon|revenues?|pitch|investors?|apps?|saas|codebase|github)\b",
    )
});

/// “To become the leading platform for …”: what is planned is a product.
static PRODUCT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(becom\w*|build\w*|creat\w*|launch\w*|develop\w*|is|are|as|represents) (an?|the|our|this) [^.;,]{0,60}\b(platform|app|application|software|tool|marketplace|website|web site|system|engine)\b",
    )
});

/// The headings and sentences with which a plan's first document opens.
pub(super) struct Opening<'a> {
    facts: &'a Facts,
    text: &'a Texts<'a>,
    reader: &'a Reader,
    document: &'a Document,
    headings: Vec<&'a Section>,
    sentences: Vec<Span>,
}

impl<'a> Opening<'a> {
    pub fn of(facts: &'a Facts, text: &'a Texts<'a>, document: &'a Document, reader: &'a Reader) -> Self {
        let own = |span: Span| span.file == document.source.id;
        let headings = facts.sections.iter().filter(|s| own(s.title) && s.level > 0 && !s.run_in);
        let said = facts.sentences.iter().filter(|s| own(s.span) && s.place == Place::Text).map(|s| s.span);
        Self {
            headings: headings.take(HEADINGS).collect(),
            sentences: said.take(SENTENCES).collect(),
            facts,
            text,
            reader,
            document,
        }
    }

    /// Whether it says that what is planned is a product.
    pub fn plans_product(&self) -> bool {
        self.sentences.iter().any(|&span| PRODUCT.is_match(self.text.get(span)))
    }

    /// Whether it says whose plan it is, so that it can only be a body's.
    pub fn names_body(&self) -> bool {
        self.heading_with_body()
            || self.titled(&CORPORATE)
            || self.drawn_up()
            || !self.venture() && (self.mission() || self.first_subject() || self.strategy_for() || self.own_name())
    }

    fn bodies(&self, span: Span) -> impl Iterator<Item = Span> + '_ {
        let body = self.reader.words.organisation;
        body.into_iter()
            .flat_map(move |id| self.document.hits.of(id, span))
            .map(move |hit| span.with(hit.start, hit.end))
            .filter(move |hit| {
                let before = self.text.get(span.with(span.start, hit.start)).to_lowercase();
                let before = before.split_whitespace().rev().take(3);
                !before.into_iter().any(|word| matches!(word, "a" | "an" | "each" | "every" | "any" | "other" | "like"))
            })
    }

    /// “Hill Road School – Development Plan” below a title that says less.
    fn heading_with_body(&self) -> bool {
        self.headings.iter().any(|heading| {
            let words = self.text.get(heading.title);
            let product = [self.reader.words.product, self.reader.words.system];
            let about = product.iter().any(|&lexicon| self.text.has(heading.title, lexicon));
            !about
                && find_title_word(&self.reader.vocabulary, words, "plan").is_some()
                && self.bodies(heading.title).next().is_some()
        })
    }

    fn titled(&self, words: &Regex) -> bool {
        let title = self.text.get(self.document.title);
        words.is_match(title) || self.headings.iter().any(|heading| words.is_match(self.text.get(heading.title)))
    }

    /// A sentence that says that a body drew up the plan or what it holds.
    fn drawn_up(&self) -> bool {
        self.sentences.iter().any(|&span| {
            let words = self.text.get(span);
            if ITS_PLAN.is_match(words) {
                return true;
            }
            let body_within = |start: usize, end: usize| {
                let part = span.with(span.start + start as u32, span.start + end as u32);
                PEOPLE.is_match(&words[start..end]) || self.bodies(part).next().is_some()
            };
            let active = DRAWS_UP.find(words).is_some_and(|found| body_within(0, found.start()));
            active || DRAWN_UP_BY.find(words).is_some_and(|found| body_within(found.end(), words.len()))
        })
    }

    /// Whether it speaks as a venture or of a product.
    fn venture(&self) -> bool {
        self.plans_product() || self.sentences.iter().any(|&span| VENTURE.is_match(self.text.get(span)))
    }

    /// A strategic plan that states “our mission”, or opens with sections of vision and mission in which “we” speak.
    fn mission(&self) -> bool {
        if !self.titled(&STRATEGIC) {
            return false;
        }
        let stated = self.facts.sections.iter().filter(|s| s.title.file == self.document.source.id).take(8);
        let stated = stated.filter(|s| {
            let title = crate::lexicon::fold(self.text.get(s.title));
            s.filled && ["mission", "vision"].iter().any(|word| title.contains(word))
        });
        let said = |words: &Regex| self.sentences.iter().any(|&span| words.is_match(self.text.get(span)));
        said(&MISSION) || stated.count() >= 2 && said(&WE)
    }

    /// The first two sentences of a plan speak of what a body is or does.
    fn first_subject(&self) -> bool {
        let title = self.text.get(self.document.title);
        find_title_word(&self.reader.vocabulary, title, "plan").is_some()
            && self.sentences.iter().take(2).any(|&span| {
                self.bodies(span).any(|hit| ACTS.is_match(self.text.get(span.with(hit.end, span.end)).trim_start()))
            })
    }

    /// “Data strategy for Norlake”, where Norlake is who will do it.
    fn strategy_for(&self) -> bool {
        let title = self.text.get(self.document.title);
        let Some((_, name)) = title.split_once("strategy for ").or_else(|| title.split_once("Strategy for ")) else {
            return false;
        };
        let name = name.trim();
        let proper = name.chars().next().is_some_and(char::is_uppercase) && name.split(' ').count() <= 4;
        let times = |what: &str| {
            let said = format!("{name}{what}");
            self.facts.sentences.iter().filter(|s| self.text.get(s.span).contains(&said)).count()
        };
        proper && times(" will") + times(" has") > 0 && times("'s") + times("’s") > 1
    }

    /// The body is called by its kind alone throughout: “the Trust”.
    fn own_name(&self) -> bool {
        let named = |span: &Span| THE_BODY.is_match(self.text.get(*span));
        let all = self.facts.sentences.iter().filter(|s| s.place != Place::Heading).map(|s| s.span);
        self.sentences.iter().any(named) && all.filter(named).take(3).count() == 3
    }
}
