//! Whether a text in English says that an institution plans for itself: its first lines, or what it speaks of throughout;
//! in both languages, whether it speaks of software throughout.
//!
//! “Strategy” and “action plan” are words of everybody in English, so that a title alone tells little. What opens the
//! text tells more: a body as whom the plan is of, what only institutions call their plans, or offices that act. Where
//! the first lines tell of something that is made or founded, nothing is said.

use super::kinds::SectionKind;
use super::model::*;
use super::pattern::{acceptor, pattern};
use super::reader::Reader;
use super::reason::WhyChosen;
use super::recognise::find_title_word;
use super::texts::Texts;
use crate::lexicon::{Acceptor, Hit, Regex};
use crate::text::Span;
use std::collections::BTreeSet;
use std::sync::{Arc, LazyLock};

/// So many sentences open a document, its headings among them.
pub(super) const OPENING: usize = 14;

/// So many sentences of running text open it.
pub(super) const FIRST: usize = 6;

/// How far into a sentence its subject may stand, and how far after it the verb, in bytes.
const SUBJECT: u32 = 28;

/// Why an institution plans, if the opening says so. `noun`: whether the title has a plan noun that institutions use too;
/// `product`: whether what is planned is a product.
pub(super) fn institution(
    facts: &Facts,
    text: &Texts,
    documents: &[Arc<Document>],
    noun: bool,
    product: &dyn Fn() -> bool,
    reader: &Reader,
) -> Option<WhyChosen> {
    let words = &reader.words;
    let first = documents.first()?;
    let own = |s: &&Sentence| s.span.file == first.source.id && s.place != Place::Code;
    let opening: Vec<&Sentence> = facts.sentences.iter().filter(own).take(OPENING).collect();
    let planned = |span: Span| text.has(span, words.institution_plan);
    let body = |span: Span| text.has(span, words.organisation) || text.has(span, words.body_itself);
    // “5-year strategic plan – Hill College”, wherever in the first lines it stands.
    let made = |span: Span| text.has(span, words.product) || text.has(span, words.system);
    let titles = |s: &Sentence| {
        let noun = || find_title_word(&reader.vocabulary, text.get(s.span), "plan").is_some();
        s.place == Place::Heading && !made(s.span) && noun() && !indefinite(text.get(s.span))
    };
    let names = |span: Span| {
        let named = |hit: Hit| !is_attribute(text, span, span.with(hit.start, hit.end));
        words.organisation.is_some_and(|id| first.hits.of(id, span).any(named))
    };
    if let Some(s) = opening.iter().find(|s| (planned(s.span) || titles(s)) && names(s.span)) {
        return Some(WhyChosen::BodyInTitle(text.get(s.span).to_owned()));
    }
    // “These aims were set out by the Trust”, “the board has presented its corporate plan”.
    if opening.iter().any(|s| drawn_up(text, s.span, reader)) {
        return Some(WhyChosen::Preface);
    }
    let guiding =
        |s: &&Sentence| s.section.is_some_and(|id| facts.sections[id.at()].own_kinds.has(SectionKind::Guiding));
    let venture = |span: Span| text.has(span, words.venture);
    let mission: Vec<&Sentence> = facts.sentences.iter().filter(own).filter(guiding).take(FIRST).collect();
    // A strategic plan that states a mission, or speaks of the body somewhere.
    let path = first.source.path.replace(['-', '_'], " ").to_lowercase();
    let called = planned(first.title)
        || opening.iter().any(|s| planned(s.span) && (s.place == Place::Heading || announces(text, s.span, reader)))
        // The name of a file is given to the plan of a product as well.
        || ["strategic plan", "corporate plan"].iter().any(|name| path.contains(name)) && !product();
    let spoken = || facts.sentences.iter().filter(own).any(|s| body(s.span) || text.has(s.span, words.own_body));
    let its_mission = opening.iter().any(|s| speaks_of_mission(text.get(s.span)));
    // One word of software does not make a venture of who speaks of “our mission”, or is named and acts.
    let ventures = opening.iter().chain(&mission).filter(|s| venture(s.span)).count();
    let sure = called && its_mission || strategy_for(facts, text, first);
    if venture(first.title) || ventures > usize::from(sure && !product()) {
        return None;
    }
    if sure || called && (!mission.is_empty() || spoken()) {
        return Some(WhyChosen::Preface);
    }
    // A strategy or an action plan whose first sentences speak of “the Parish Council”.
    let running = opening.iter().filter(|s| s.is_running()).take(FIRST);
    if noun && running.clone().any(|s| names_definitely(text, s.span, reader)) {
        return Some(WhyChosen::Preface);
    }
    // “This plan sets out what we do across the organisation”.
    let of_plan = |s: &Sentence| find_title_word(&reader.vocabulary, text.get(s.span), "plan").is_some();
    if opening.iter().any(|s| text.has(s.span, words.own_body) && of_plan(s)) && !product() {
        return Some(WhyChosen::Preface);
    }
    if own_name(facts, text, &opening) && !product() {
        return Some(WhyChosen::Preface);
    }
    // “Departments will …”, “The director will …”: offices act.
    let acting = facts.sentences.iter().filter(own).filter(|s| acts(text, s.span, reader)).take(ACTING).count();
    (acting == ACTING).then_some(WhyChosen::OwnBody(ACTING))
}

/// Whether a body in a title only says of what kind something is: “Project Charter: School Meals Study”, “Nonprofit
/// Membership Tracking”.
pub(super) fn is_attribute(text: &Texts, title: Span, body: Span) -> bool {
    let next = text.get(title.with(body.end, title.end));
    let word = text.get(body).to_lowercase();
    // “Nonprofit Membership Tracking”, not “Nonprofit Plan”.
    if matches!(&*word, "nonprofit" | "non-profit" | "not-for-profit") && next.starts_with(' ') {
        let follows = next.split_whitespace().next().unwrap_or("").to_lowercase();
        return !["plan", "strategy", "strategic", "annual", "business", "digital"].contains(&&*follows);
    }
    let before = text.get(title.with(title.start, body.start)).trim_end().strip_suffix(':');
    let project = before.and_then(|label| label.trim_start().get(.."project".len()));
    project.is_some_and(|word| word.eq_ignore_ascii_case("project")) && next.starts_with(' ') && !word.contains(' ')
}

/// From so many sentences on in which a body acts, it is a body that plans.
const ACTING: usize = 3;

/// So many different words of the life of an institution make it likely that one plans.
const LIFE: usize = 6;

/// So many of its words are of that life, one in so many bytes of text, code left out.
const LIFE_EVERY: usize = 200;

/// How much more often it speaks of that life than of software.
const LIFE_OVER_SOFTWARE: usize = 4;

/// So many different words of software, one in so many bytes of text, and so much more often than words of the life of an
/// institution, make it likely that a text is of those who make some.
const SOFTWARE: usize = 6;
const SOFTWARE_EVERY: usize = 700;
const SOFTWARE_OVER_LIFE: usize = 3;

/// What a plan speaks of throughout, code left out: the life of an institution (staff, trustees, departments), and the
/// making of software (code, releases).
pub(super) struct Spoken {
    life: BTreeSet<String>,
    software: BTreeSet<String>,
    of_life: usize,
    of_software: usize,
    bytes: usize,
}

impl Spoken {
    pub(super) fn of(facts: &Facts, text: &Texts, reader: &Reader) -> Spoken {
        let words = &reader.words;
        let (mut life, mut software) = (BTreeSet::new(), BTreeSet::new());
        let (mut of_life, mut of_software, mut bytes) = (0, 0, 0);
        for s in facts.sentences.iter().filter(|s| s.place != Place::Code) {
            let Some(document) = text.document(s.span.file) else { continue };
            bytes += s.span.len() as usize;
            let count = |lexicon, terms: &mut BTreeSet<String>, hits: &mut usize| {
                for hit in document.hits.of(lexicon, s.span) {
                    *hits += 1;
                    let term = text.get(s.span.with(hit.start, hit.end)).to_lowercase();
                    terms.insert(term.trim_end_matches('s').to_owned());
                }
            };
            if let Some(lexicon) = words.institution_life {
                count(lexicon, &mut life, &mut of_life);
            }
            if let Some(lexicon) = words.software_life {
                count(lexicon, &mut software, &mut of_software);
            }
        }
        Spoken { life, software, of_life, of_software, bytes }
    }

    /// How many words of the life of an institution the text has, where it speaks of that throughout.
    pub(super) fn of_institution(&self) -> Option<usize> {
        let throughout =
            self.of_life * LIFE_EVERY >= self.bytes && self.of_life >= self.of_software * LIFE_OVER_SOFTWARE;
        (self.life.len() >= LIFE && throughout).then_some(self.life.len())
    }

    /// Whether it speaks of making software throughout, and hardly of an institution.
    pub(super) fn is_of_software(&self) -> bool {
        self.software.len() >= SOFTWARE
            && self.of_software * SOFTWARE_EVERY >= self.bytes
            && self.of_software >= self.of_life * SOFTWARE_OVER_LIFE
    }
}

/// Whether a text speaks of “our vision”, a link or not.
fn speaks_of_mission(text: &str) -> bool {
    let plain = text.to_lowercase().replace(['[', '*', '_'], "");
    ["our vision", "our mission", "our values"].iter().any(|words| plain.contains(words))
}

/// Whether a sentence speaks of a plan as of the body's own: “this strategic plan”, “has prepared its corporate plan”.
fn announces(text: &Texts, span: Span, reader: &Reader) -> bool {
    let (Some(document), Some(plans)) = (text.document(span.file), reader.words.institution_plan) else { return false };
    document.hits.of(plans, span).any(|hit| {
        let before = text.get(span.with(span.start, hit.start)).to_lowercase();
        before.split_whitespace().rev().take(3).any(|word| matches!(word, "this" | "our" | "its"))
    })
}

/// Whether a title speaks of any body of a kind: “A pilot at a small clinic”.
fn indefinite(title: &str) -> bool {
    title.split(|c: char| !c.is_alphanumeric()).any(|word| matches!(word, "a" | "an" | "A" | "An"))
}

/// Whether a sentence speaks of one certain body: “the Parish Council”, “Hill College”; not of “a hospital”.
fn names_definitely(text: &Texts, span: Span, reader: &Reader) -> bool {
    if text.has(span, reader.words.body_itself) {
        return true;
    }
    let (Some(document), Some(bodies)) = (text.document(span.file), reader.words.organisation) else { return false };
    document.hits.of(bodies, span).any(|hit| {
        let named = text.get(span.with(hit.start, hit.end)).starts_with(char::is_uppercase);
        let before = text.get(span.with(span.start, hit.start)).to_lowercase();
        let word = before.split_whitespace().next_back().unwrap_or("");
        named && !before.is_empty() && !matches!(word, "a" | "an" | "any" | "each" | "every" | "other")
    })
}

/// Whether the subject of a sentence is a body that will, shall or must do something.
fn acts(text: &Texts, span: Span, reader: &Reader) -> bool {
    let Some(document) = text.document(span.file) else { return false };
    let bodies = [reader.words.organisation, reader.words.body_itself];
    document.hits.of_any(&bodies, span).iter().any(|hit| {
        let after = text.get(span.with(hit.end, span.end.min(hit.end + SUBJECT)));
        let next = after.trim_start().split(|c: char| !c.is_alphabetic()).take(3);
        hit.start - span.start <= SUBJECT && next.into_iter().any(|word| matches!(word, "will" | "shall" | "must"))
    })
}

/// A plan, and what is planned in it.
const PLANNED: &str =
    r"(plans?|strategy|strategies|roadmap|priorities|goals|objectives|programmes?|programs?|initiatives|commitments)";

/// What is done with a plan until it is there.
const DRAWN_UP: &str = r"(prepared|developed|adopted|established|produced|published|approved|drafted|issued|drawn up|drew up|set out|created|defined|agreed|written|wrote|released|endorsed)";

/// What both patterns below need; most sentences have it not.
static DRAWN: LazyLock<Acceptor> = LazyLock::new(|| acceptor(&format!("(?i){DRAWN_UP}")));

/// “… has drawn up the following goals”.
static DRAWS_UP: LazyLock<Regex> = LazyLock::new(|| pattern(&format!(r"(?i)\b{DRAWN_UP}\b[^.;]{{0,60}}\b{PLANNED}\b")));

/// “goals that were set out by …”.
static DRAWN_UP_BY: LazyLock<Regex> =
    LazyLock::new(|| pattern(&format!(r"(?i)\b{PLANNED}\b[^.;]{{0,80}}\b{DRAWN_UP} by\b")));

/// “The board has presented its corporate plan”: what has a plan of its own is a body.
static ITS_PLAN: LazyLock<Acceptor> =
    LazyLock::new(|| acceptor(r"\b(has|have) \w+ its (\w+ ){0,2}([Pp]lan|[Ss]trategy)\b"));

/// A body that a text names by its kind alone, as its own people do: “the Trust”, “the Council”.
static THE_BODY: LazyLock<Acceptor> = LazyLock::new(|| {
    acceptor(
        r"\bthe (Trust|Company|College|School|University|Hospital|Council|Commission|Agency|Ministry|Department|Association|Foundation|Charity|Institute|Museum|Society|Church|Parish|Diocese|City|County|Town|Union|Authority|Bureau|Library)\b",
    )
});

/// “Norlake Foundation — Roadmap”: a body by its full name, before the noun of its plan.
static OWN_TITLE: LazyLock<Acceptor> = LazyLock::new(|| {
    acceptor(
        r"^(The )?([A-Z][\w&.’'-]*\s){1,4}(Foundation|Institute|Society|Trust|Association|Library|Museum|Charity|Union|Center|Centre|Commission|Authority|Consortium|Federation)(’s|'s)?\s?[-–—:|,]?\s?((\d{4}\S*|Strategic|Digital|Data|Open|Annual|Action|Work|IT|ICT|Technology|Development|Business)\s)*(Plan|Strategy|Roadmap|Programme|Program)\b",
    )
});

/// Whether a title is that of the plan of a body that it names.
pub(super) fn own_title(title: &str) -> bool {
    OWN_TITLE.is_match(title)
}

/// “To become the leading platform for …”: what is planned is a product.
static PRODUCT: LazyLock<Acceptor> = LazyLock::new(|| {
    acceptor(
        r"(?i)\b(becom\w*|build\w*|creat\w*|launch\w*|develop\w*|is|are|as|represents) (an?|the|our|this) [^.;,]{0,60}\b(platform|app|application|software|tool|marketplace|website|web site|system|engine)\b",
    )
});

/// Whether one of the first sentences of running text says that what is planned is a product.
pub(super) fn makes_product(facts: &Facts, text: &Texts, documents: &[Arc<Document>]) -> bool {
    let file = documents.first().map(|d| d.source.id);
    let running = facts.sentences.iter().filter(|s| Some(s.span.file) == file && s.place == Place::Text);
    running.take(OPENING).any(|s| PRODUCT.is_match(text.get(s.span)))
}

/// Whether a sentence says that a body drew up the plan or what it holds.
fn drawn_up(text: &Texts, span: Span, reader: &Reader) -> bool {
    let words = text.get(span);
    if words.contains(" its ") && ITS_PLAN.is_match(words) {
        return true;
    }
    if !DRAWN.is_match(words) {
        return false;
    }
    let body = |start: usize, end: usize| {
        names_definitely(text, span.with(span.start + start as u32, span.start + end as u32), reader)
    };
    DRAWS_UP.find(words).is_some_and(|found| body(0, found.start))
        || DRAWN_UP_BY.find(words).is_some_and(|found| body(found.end, words.len()))
}

/// Whether a title as “Data strategy for Norlake” names a body that acts in the text.
fn strategy_for(facts: &Facts, text: &Texts, document: &Document) -> bool {
    let title = text.get(document.title);
    let Some((_, name)) = title.split_once("strategy for ").or_else(|| title.split_once("Strategy for ")) else {
        return false;
    };
    let name = name.trim();
    let proper = name.starts_with(char::is_uppercase) && name.split(' ').count() <= 4;
    let times = |what: &str| {
        let said = format!("{name}{what}");
        facts.sentences.iter().filter(|s| text.get(s.span).contains(&said)).count()
    };
    proper && times(" will") + times(" has") > 0 && times("'s") + times("’s") > 1
}

/// Whether a text calls a body by its kind alone throughout: “the Trust”.
fn own_name(facts: &Facts, text: &Texts, opening: &[&Sentence]) -> bool {
    let named = |s: &&Sentence| s.place != Place::Heading && THE_BODY.is_match(text.get(s.span));
    opening.iter().any(&named) && facts.sentences.iter().filter(named).take(ACTING).count() == ACTING
}
