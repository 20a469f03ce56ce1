//! `text`: terms occur in the subject.

use super::question::{Asked, Question};
use crate::check::phrase;
use crate::check::scene::{Scene, Spans, Subject};
use crate::lexicon::is_han;
use crate::plan::values::{self, Tri};
use crate::rules::{At, Region, Term, TextTest};
use crate::text::Span;
use std::sync::Arc;

/// Lexicons of those who act.
const BODIES: [&str; 4] = ["organisation", "officer", "team", "buyer"];

/// Lexicons of verbs that take technology as their object.
const VERBS: [&str; 4] = ["build-or-buy", "change-existing", "run-system", "need"];

/// The texts of a subject: its own, and after them those that it shares with others.
struct Texts<'s> {
    own: Spans<'s>,
    shared: Option<&'s Arc<[Span]>>,
}

impl<'s> Texts<'s> {
    fn of(scene: &'s Scene<'_>, subject: &'s Subject, region: Region) -> Self {
        match subject {
            Subject::Around(lead_in, spans) => Self { own: (*lead_in).into(), shared: Some(spans) },
            other => Self { own: scene.region(other, region), shared: None },
        }
    }

    fn iter(&self) -> impl Iterator<Item = Span> + '_ {
        self.own.iter().chain(self.shared.iter().flat_map(|spans| spans.iter())).copied()
    }
}

impl Question<'_> {
    pub(super) fn text(&self, test: &TextTest, asked: Asked<'_>) -> Tri {
        let texts = Texts::of(self.scene, asked.subject, test.within);
        if test.none.iter().any(|term| self.first(&texts, term, None).is_some()) {
            return Tri::No;
        }
        let mut noted: Vec<(Span, &Term)> = Vec::new();
        for term in &test.all {
            let Some(first) = self.first(&texts, term, Some(test)) else { return Tri::No };
            noted.push((first, term));
        }
        if !test.any.is_empty() {
            let before = noted.len();
            noted.extend(test.any.iter().filter_map(|term| Some((self.first(&texts, term, Some(test))?, term))));
            if noted.len() == before {
                return Tri::No;
            }
        }
        if let Some(words) = test.near
            && !texts.iter().any(|span| self.near(span, test, words))
        {
            return Tri::No;
        }
        if !test.order.is_empty() && !texts.iter().any(|span| self.ordered(span, &test.order)) {
            return Tri::No;
        }
        if test.at == Some(At::Only) && !texts.iter().all(|span| self.nothing_else(span, test)) {
            return Tri::No;
        }
        for (span, term) in noted {
            self.note_words(span, &name(term));
        }
        Tri::from(true)
    }

    /// Where a term first stands in these texts, as the part of speech that the test asks for.
    fn first(&self, texts: &Texts<'_>, term: &Term, test: Option<&TextTest>) -> Option<Span> {
        let test = test.filter(|test| test.at.is_some());
        let lexicon = match term {
            // What has no lexicon stands nowhere.
            Term::Lexicon(name) => Some(self.scene.vocabulary.lexicon(name)?),
            _ => None,
        };
        let in_span = |span: Span| match (term, lexicon, test) {
            (_, Some(lexicon), test) => {
                self.scene.hits(span, lexicon).find(|&place| test.is_none_or(|test| self.stands(span, place, test)))
            }
            (Term::Regex(pattern), ..) if !self.scene.may_stand(pattern, span) => None,
            (Term::Regex(pattern), _, None) => {
                pattern.find(&self.scene.readable(pattern, span)).map(|found| sub(span, found))
            }
            (_, _, test) => {
                let mut found = places(self.scene, span, term).into_iter();
                found.find(|&place| test.is_none_or(|test| self.stands(span, place, test)))
            }
        };
        texts.own.iter().find_map(|&span| in_span(span)).or_else(|| {
            let spans = texts.shared.filter(|spans| !spans.is_empty())?;
            // A test owns its terms, so a term has one test.
            let key = (spans.as_ptr(), std::ptr::from_ref(term));
            if let Some(known) = self.shared.borrow().get(&key) {
                return *known;
            }
            let found = spans.iter().find_map(|&span| in_span(span));
            self.shared.borrow_mut().insert(key, found);
            found
        })
    }

    /// Whether a hit is the part of speech that is asked for.
    fn stands(&self, span: Span, place: Span, test: &TextTest) -> bool {
        match test.at {
            None | Some(At::Only) => true,
            Some(At::Head) => self.is_head(self.clause(span, place), place),
            Some(At::Object) => VERBS.iter().any(|verb| {
                let Some(lexicon) = self.scene.vocabulary.lexicon(verb) else { return false };
                let clause = self.clause(span, place);
                self.scene.hits(clause, lexicon).any(|verb| {
                    let Some((text, at)) = self.folded(clause, verb) else { return false };
                    let Some((_, object)) = self.folded(clause, place) else { return false };
                    phrase::is_object(text, at, object.0, object.1) && self.is_head(clause, verb)
                })
            }),
        }
    }

    /// Whether a hit is the main verb of its clause; a body may stand before it (信息中心建设平台), and before a
    /// word of need anything that can need something.
    fn is_head(&self, clause: Span, place: Span) -> bool {
        let Some((text, at)) = self.folded(clause, place) else { return false };
        if phrase::is_head(text, at.0, at.1) {
            return true;
        }
        let hits = |name: &str| {
            self.scene.vocabulary.lexicon(name).map(|id| self.scene.hits(clause, id)).into_iter().flatten()
        };
        if phrase::is_predicate(text, at.0) && hits("need").any(|hit| hit == place) {
            return true;
        }
        // 信息中心建设…, 由信息中心建设…, 为各学校建设…
        let opens = |body: &Span| {
            let before =
                if body.end <= place.start { self.scene.text(clause.with(clause.start, body.start)) } else { "," };
            before.trim().trim_start_matches(['由', '为', '给']).trim_start_matches(['各', '本', '全']).is_empty()
        };
        BODIES.iter().flat_map(|name| hits(name)).filter(opens).any(|body| {
            let after = clause.with(body.end, clause.end);
            self.folded(after, place).is_some_and(|(text, at)| phrase::is_head(text, at.0, at.1))
        })
    }

    /// The sentence of `span` that holds `place`.
    fn clause(&self, span: Span, place: Span) -> Span {
        let sentences = &self.scene.plan.facts.sentences;
        let (document, start) = self.scene.order_of(span);
        let first = sentences.partition_point(|s| (s.document.0, s.span.end) <= (document, start));
        sentences[first..]
            .iter()
            .take_while(|s| s.document.0 == document && s.span.start < span.end)
            .find(|s| s.span.contains(place))
            .map_or(span, |s| span.with(s.span.start.max(span.start), s.span.end.min(span.end)))
    }

    /// The folded text of `span`, and where `place` lies in it.
    fn folded(&self, span: Span, place: Span) -> Option<(&str, (usize, usize))> {
        let prose = &self.scene.document(span)?.prose;
        let whole = prose.folded_range(span.start, span.end);
        let part = prose.folded_range(place.start, place.end);
        let text = prose.text.get(whole.clone())?;
        (part.start >= whole.start && part.end <= whole.end)
            .then(|| (text, (part.start - whole.start, part.end - whole.start)))
    }

    /// Whether hits of two of the terms (or of all, where `all` names several) lie within so many words.
    fn near(&self, span: Span, test: &TextTest, words: u32) -> bool {
        let of = |terms: &[Term]| -> Vec<Span> { terms.iter().flat_map(|t| places(self.scene, span, t)).collect() };
        let pairs: Vec<(Vec<Span>, Vec<Span>)> = match test.all.as_slice() {
            [one] => vec![(places(self.scene, span, one), of(&test.any))],
            [first, rest @ ..] => {
                rest.iter().map(|t| (places(self.scene, span, first), places(self.scene, span, t))).collect()
            }
            [] => match test.any.as_slice() {
                [first, rest @ ..] => vec![(places(self.scene, span, first), of(rest))],
                [] => return false,
            },
        };
        // One word is not near itself, though it stands in both lexicons.
        pairs.iter().all(|(a, b)| a.iter().any(|a| b.iter().any(|b| a != b && self.words_between(*a, *b) <= words)))
    }

    fn words_between(&self, a: Span, b: Span) -> u32 {
        let (first, second) = if a.start <= b.start { (a, b) } else { (b, a) };
        if first.end >= second.start {
            return 0;
        }
        word_count(self.scene.text(first.with(first.end, second.start)))
    }

    /// Whether the terms occur in this order.
    fn ordered(&self, span: Span, terms: &[Term]) -> bool {
        let mut at = span.start;
        terms.iter().all(|term| match places(self.scene, span, term).into_iter().find(|hit| hit.start >= at) {
            Some(hit) => {
                at = hit.end;
                true
            }
            None => false,
        })
    }

    /// Whether the span holds nothing but the terms, figures and filler.
    fn nothing_else(&self, span: Span, test: &TextTest) -> bool {
        let mut covered: Vec<(u32, u32)> = test
            .any
            .iter()
            .chain(&test.all)
            .flat_map(|term| places(self.scene, span, term))
            .map(|hit| (hit.start, hit.end))
            .collect();
        if let Some(filler) = self.scene.vocabulary.lexicon("filler") {
            covered.extend(self.scene.hits(span, filler).map(|hit| (hit.start, hit.end)));
        }
        covered.sort_unstable();
        let mut at = span.start;
        let says = |from: u32, to: u32| self.scene.text(span.with(from, to)).chars().any(char::is_alphabetic);
        for (start, end) in covered {
            if start > at && says(at, start) {
                return false;
            }
            at = at.max(end);
        }
        !says(at, span.end)
    }
}

/// Where a term occurs in a span.
fn places(scene: &Scene<'_>, span: Span, term: &Term) -> Vec<Span> {
    let sub = |range| sub(span, range);
    match term {
        Term::Lexicon(name) => {
            scene.vocabulary.lexicon(name).map_or_else(Vec::new, |id| scene.hits(span, id).collect())
        }
        Term::Regex(pattern) => pattern.find_all(&scene.readable(pattern, span), 64).into_iter().map(sub).collect(),
        // The number of an id counts nothing.
        Term::Number => scene.figures(span).to_vec(),
        Term::Date => values::dates_in(scene.text(span)).into_iter().map(|(range, _)| sub(range)).collect(),
        Term::Money => values::money_in(scene.text(span)).into_iter().map(|(range, _)| sub(range)).collect(),
    }
}

/// The part of `span` that a range of its text stands for.
fn sub(span: Span, range: std::ops::Range<usize>) -> Span {
    span.with(span.start + range.start as u32, span.start + range.end as u32)
}

fn name(term: &Term) -> String {
    match term {
        Term::Lexicon(name) => name.clone(),
        Term::Regex(pattern) => format!("/{}/", pattern.as_str()),
        Term::Number => "number".to_owned(),
        Term::Date => "date".to_owned(),
        Term::Money => "money".to_owned(),
    }
}

/// Words of a text; 150 Han characters count as 80 words.
pub(super) fn word_count(text: &str) -> u32 {
    let (mut han, mut words, mut in_word) = (0u32, 0u32, false);
    for c in text.chars() {
        han += u32::from(is_han(c));
        let letter = c.is_alphanumeric() && !is_han(c);
        words += u32::from(letter && !in_word);
        in_word = letter;
    }
    words + han * 80 / 150
}
