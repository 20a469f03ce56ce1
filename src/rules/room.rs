//! How much rule files may ask for: few words of a file can mean much, by repetition in a regular expression and by aliases of
//! YAML.

use super::condition::{Condition, Pattern};
use super::rule::Rule;
use crate::lexicon::RegexError;

/// Conditions of a rule, with the terms and fields in them.
pub(super) const CONDITIONS: usize = 1_000;

/// What the regular expressions of a root's own rules may take together, compiled: bytes.
const PATTERNS: usize = 128 << 20;

/// The room that is left for regular expressions of further rules.
#[derive(Debug)]
pub struct Room(usize);

impl Default for Room {
    fn default() -> Self {
        Self(PATTERNS)
    }
}

/// Why a regular expression is not taken.
pub(super) enum Refused {
    /// It is none, or too large by itself.
    Bad(RegexError),
    /// With those before it, it is too large.
    NoRoom,
}

impl Room {
    /// Compiles a regular expression and takes the room that it needs; once there was too little, nothing is compiled any more.
    pub(super) fn take(&mut self, pattern: &Pattern) -> Result<(), Refused> {
        if self.0 == 0 {
            return Err(Refused::NoRoom);
        }
        let size = pattern.size().map_err(|error| Refused::Bad(error.clone()))?;
        let left = self.0.checked_sub(size);
        self.0 = left.unwrap_or(0);
        left.map(|_| ()).ok_or(Refused::NoRoom)
    }
}

/// How many conditions a rule has, with the terms and fields in them.
pub(super) fn conditions(rule: &Rule) -> usize {
    let parts = |condition: &Condition| match condition {
        Condition::Text(test) => test.terms().count(),
        Condition::Field(fields) => fields.len(),
        _ => 0,
    };
    rule.conditions().into_iter().map(|condition| 1 + parts(condition)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Vocabulary;
    use crate::rules::{RuleSet, Term, load_within};

    #[test]
    fn regular_expressions_that_are_too_large_together_are_refused() {
        let rule = |terms: &str| {
            format!(
                "code: X001\nname: x\nseverity: info\nset: default\neach: task\nwhen: {{text: [{terms}]}}\n\
                 message: {{en: a, zh: b}}\nhelp: {{en: a, zh: b}}\nsummary: {{en: a, zh: b}}\nwhy: {{en: a, zh: b}}\n\
                 examples:\n  - bad: x\n  - good: y\n"
            )
        };
        let vocabulary = Vocabulary::shipped();
        let mut room = Room(1 << 20);
        // Small ones are many, and of large ones, which take no more words, few: each needs half of a megabyte.
        assert!(load_within(&mut room, &rule("/a/, /b/, '/\\d{4}-\\d{2}/'"), &vocabulary).is_ok());
        assert!(load_within(&mut room, &rule("'/\\p{L}{8}/'"), &vocabulary).is_ok());
        for terms in ["/c/, '/\\p{L}{9}/', /d/", "/e/"] {
            let errors = load_within(&mut room, &rule(terms), &vocabulary).unwrap_err();
            assert_eq!(errors.len(), 1);
            assert!(errors[0].message.en.contains("too large together"), "{:?}", errors[0].message);
        }
    }

    #[test]
    fn there_is_room_for_more_than_what_is_shipped() {
        let (mut most, mut patterns, mut together) = (0, 0, 0);
        for rule in &RuleSet::shipped().known {
            most = most.max(conditions(rule));
            for condition in rule.conditions() {
                let Condition::Text(test) = condition else { continue };
                for term in test.terms() {
                    if let Term::Regex(pattern) = term {
                        patterns += 1;
                        together += pattern.size().unwrap();
                    }
                }
            }
        }
        println!("{most} conditions, {patterns} patterns, {together} bytes");
        assert!(most < CONDITIONS / 4, "{most} conditions in one rule");
        assert!(together < PATTERNS / 4, "{patterns} regular expressions take {together} bytes");
    }
}
