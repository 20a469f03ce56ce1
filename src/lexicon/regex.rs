//! Regular expressions, as quickly compiled as they are found: one run asks for a few dozen, each of a few lines.

use super::lean::lean;
use regex_automata::hybrid::dfa::{Cache, DFA};
use regex_automata::nfa::thompson::{self, NFA, WhichCaptures};
use regex_automata::util::pool::Pool;
use regex_automata::{Input, meta};
use regex_syntax::ParserBuilder;
use regex_syntax::hir::Hir;
use std::ops::Range;
use std::panic::{RefUnwindSafe, UnwindSafe};

/// A regular expression, written leaner than it stands (`lexicon::lean`).
///
/// It is compiled without a search for the literals that its matches begin with or hold: those of rules are looked for by
/// `rules::literals`, all at once, and readers look at short texts. To find such literals takes half as long as all the
/// rest.
#[derive(Debug, Clone)]
pub struct Regex(meta::Regex);

/// Why there is no such expression.
#[derive(Debug, Clone, thiserror::Error)]
pub enum RegexError {
    /// It is none.
    #[error("{0}")]
    Syntax(Box<regex_syntax::Error>),
    /// Compiled, it takes more than so many bytes.
    #[error("compiled it takes more than {0} bytes")]
    TooLarge(usize),
    /// It asks for what cannot be compiled.
    #[error("{0}")]
    Build(String),
}

/// What an expression may take.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Compiled: bytes.
    pub compiled: usize,
    /// The table of states of one search: bytes; each thread has its own.
    pub search: usize,
}

/// Enough for each of ours.
const OURS: Limits = Limits { compiled: 10 << 20, search: 2 << 20 };

impl Regex {
    /// An expression that tells upper from lower case, unless it says otherwise (`(?i)`).
    ///
    /// # Errors
    /// It is no regular expression, or too large a one.
    pub fn new(pattern: &str) -> Result<Self, RegexError> {
        Self::build(pattern, false, OURS)
    }

    /// An expression to which upper and lower case are the same, unless it says otherwise (`(?-i)`).
    ///
    /// # Errors
    /// It is no regular expression, or too large a one.
    pub fn of_any_case(pattern: &str, limits: Limits) -> Result<Self, RegexError> {
        Self::build(pattern, true, limits)
    }

    fn build(pattern: &str, any_case: bool, limits: Limits) -> Result<Self, RegexError> {
        let read = read(pattern, any_case)?;
        let how = meta::Config::new()
            .auto_prefilter(false)
            .nfa_size_limit(Some(limits.compiled))
            .hybrid_cache_capacity(limits.search);
        meta::Builder::new().configure(how).build_from_hir(&read).map(Self).map_err(|error| match error.size_limit() {
            Some(limit) => RegexError::TooLarge(limit),
            None => RegexError::Build(error.to_string()),
        })
    }

    /// Whether it stands in a text.
    pub fn is_match(&self, text: &str) -> bool {
        self.0.is_match(text)
    }

    /// Where it first stands in a text.
    pub fn find(&self, text: &str) -> Option<Range<usize>> {
        self.0.find(text).map(|found| found.range())
    }

    /// Where it stands in a text, one place after the other.
    pub fn find_iter<'t>(&'t self, text: &'t str) -> impl Iterator<Item = Range<usize>> + 't {
        self.0.find_iter(text).map(|found| found.range())
    }

    /// Where it first stands in a text, what its first named group took that took part.
    pub fn find_named(&self, text: &str) -> Option<Range<usize>> {
        let mut groups = self.0.create_captures();
        self.0.captures(text, &mut groups);
        groups.iter().skip(1).flatten().next().map(|group| group.range())
    }
}

fn read(pattern: &str, any_case: bool) -> Result<Hir, RegexError> {
    let mut parser = ParserBuilder::new().case_insensitive(any_case).build();
    parser.parse(&lean(pattern)).map_err(|error| RegexError::Syntax(Box::new(error)))
}

/// A regular expression that says whether it stands in a text, and not where: it needs no machine that looks back for
/// the beginning, and is compiled in half the time of a [`Regex`].
pub struct Acceptor {
    machine: DFA,
    tables: Pool<Cache, Box<dyn Fn() -> Cache + Send + Sync + UnwindSafe + RefUnwindSafe>>,
}

impl Acceptor {
    /// An expression that tells upper from lower case, unless it says otherwise (`(?i)`).
    ///
    /// # Errors
    /// It is no regular expression, or too large a one.
    pub fn new(pattern: &str) -> Result<Self, RegexError> {
        let read = read(pattern, false)?;
        let how = thompson::Config::new().which_captures(WhichCaptures::None).nfa_size_limit(Some(OURS.compiled));
        let nfa = NFA::compiler().configure(how).build_from_hir(&read);
        let build = |error: &dyn std::fmt::Display| RegexError::Build(error.to_string());
        let how = DFA::config().cache_capacity(OURS.search).skip_cache_capacity_check(true);
        let machine = nfa
            .map_err(|error| build(&error))
            .and_then(|nfa| DFA::builder().configure(how).build_from_nfa(nfa).map_err(|error| build(&error)))?;
        let table = machine.clone();
        Ok(Self { machine, tables: Pool::new(Box::new(move || table.create_cache())) })
    }

    /// Whether it stands in a text.
    pub fn is_match(&self, text: &str) -> bool {
        let found = self.machine.try_search_fwd(&mut self.tables.get(), &Input::new(text).earliest(true));
        // It gives up on no text: it knows no edge of a Unicode word, and may empty its table as often as it likes.
        found.is_ok_and(|end| end.is_some())
    }
}

impl std::fmt::Debug for Acceptor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Acceptor").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIMITS: Limits = Limits { compiled: 1 << 20, search: 1 << 16 };

    #[test]
    fn case_counts_where_it_is_said() {
        let of_any = |pattern: &str| Regex::of_any_case(pattern, LIMITS).unwrap();
        assert_eq!(of_any("plan(?-i:A)").find("the PLANa planA"), Some(10..15));
        assert!(Regex::new("Plan").unwrap().is_match("Plan") && !Regex::new("Plan").unwrap().is_match("plan"));
        assert_eq!(of_any("é").find_iter("É é").count(), 2);
        let named = Regex::new(r"(?P<a>\d+)年|(?P<b>[A-Z]+)").unwrap();
        assert_eq!(named.find_named("于2027年"), Some(3..7));
        assert_eq!(named.find_named("by AB"), Some(3..5));
        assert_eq!(named.find_named("by"), None);
    }

    #[test]
    fn an_acceptor_says_what_an_expression_does() {
        for pattern in
            [r"\bplans?\b", r"^\W*(?i:goal|目标)\s*$", r"(?P<a>\d{2,4})年.{0,6}月|[^。；]{3}x", r"(?m:^date:)", ""]
        {
            let (acceptor, regex) = (Acceptor::new(pattern).unwrap(), Regex::new(pattern).unwrap());
            for text in [
                "",
                "the plan",
                "planx",
                "计plan划",
                "** GOAL ",
                "目标",
                "2027年的3月",
                "一二三x",
                "a\ndate: 1",
                "。；x",
            ] {
                assert_eq!(acceptor.is_match(text), regex.is_match(text), "{pattern} in {text}");
            }
        }
        assert!(matches!(Acceptor::new("(a"), Err(RegexError::Syntax(_))));
    }

    #[test]
    fn what_is_no_expression_is_said() {
        assert!(matches!(Regex::new("(a"), Err(RegexError::Syntax(_))));
        assert!(matches!(Regex::of_any_case(r"\p{L}{900}", LIMITS), Err(RegexError::TooLarge(_))));
    }
}
