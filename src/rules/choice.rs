//! A choice of rules: which are known, which run, and how grave each is here.

use super::literals::Literals;
use super::rule::{Rule, SetName, Severity};
use crate::lexicon::prepared;
use std::ops::Deref;
use std::sync::{Arc, LazyLock, OnceLock};

static SHIPPED: LazyLock<Vec<Arc<Rule>>> = LazyLock::new(|| {
    let rules: Vec<Rule> = prepared("rules", include_str!(concat!(env!("OUT_DIR"), "/rules.json")));
    rules.into_iter().map(Arc::new).collect()
});

/// Rules with the severity each has here.
#[derive(Debug, Clone, Default)]
pub struct RuleSet {
    /// Which are known and which run; where nothing is said, the shipped ones, which are read when they are first asked
    /// for: without a plan they never are.
    lists: OnceLock<RuleLists>,
    /// What differs for some paths.
    pub per_path: Vec<PathRules>,
    literals: Arc<OnceLock<Option<Literals>>>,
}

/// The rules of a set, which it derefs to.
#[derive(Debug, Clone)]
pub struct RuleLists {
    /// All rules that are known, by code.
    pub known: Vec<Arc<Rule>>,
    /// Those that run, with their severity.
    pub active: Vec<(Arc<Rule>, Severity)>,
}

impl RuleLists {
    /// The shipped rules, default set active.
    fn shipped() -> Self {
        let known = SHIPPED.clone();
        let active = known.iter().filter(|r| r.set == SetName::Default).map(|r| (r.clone(), r.severity)).collect();
        Self { known, active }
    }
}

impl Deref for RuleSet {
    type Target = RuleLists;

    fn deref(&self) -> &RuleLists {
        self.lists.get_or_init(RuleLists::shipped)
    }
}

/// What differs for the files of a glob.
#[derive(Debug, Clone)]
pub struct PathRules {
    /// Which files, by their path from the root.
    pub glob: globset::GlobMatcher,
    /// Selectors of rules that do not run there.
    pub ignore: Vec<String>,
    /// Selectors of rules with another severity there.
    pub severity: Vec<(String, Severity)>,
}

impl RuleSet {
    /// The shipped rules, default set active.
    pub fn shipped() -> Self {
        Self::default()
    }

    /// Changes which rules are known and which run.
    pub fn change(&mut self, change: impl FnOnce(&mut RuleLists)) {
        let mut lists = self.lists.take().unwrap_or_else(RuleLists::shipped);
        change(&mut lists);
        self.lists = OnceLock::from(lists);
        self.literals = Arc::default();
    }

    /// These rules, of which those that are active run, on all paths alike.
    pub fn of(known: Vec<Arc<Rule>>, active: Vec<(Arc<Rule>, Severity)>) -> Self {
        Self { lists: OnceLock::from(RuleLists { known, active }), ..Self::default() }
    }

    /// The literals of the patterns of the rules that run, made when they are first asked for.
    pub fn literals(&self) -> Option<&Literals> {
        self.literals.get_or_init(|| Literals::new(self.active.iter().map(|(rule, _)| &**rule))).as_ref()
    }

    /// The severity of a rule in a file; none where it does not run there.
    pub fn severity_in(&self, rule: &Rule, severity: Severity, path: &str) -> Option<Severity> {
        let mut found = severity;
        for there in self.per_path.iter().filter(|there| there.glob.is_match(path)) {
            if there.ignore.iter().any(|name| rule.is_named(name)) {
                return None;
            }
            if let Some((_, other)) = there.severity.iter().rev().find(|(name, _)| rule.is_named(name)) {
                found = *other;
            }
        }
        Some(found)
    }

    /// These rules besides the shipped ones; a rule with a known code takes its place.
    pub fn with(mut self, rules: Vec<Rule>) -> Self {
        let rules: Vec<Arc<Rule>> = rules.into_iter().map(Arc::new).collect();
        self.change(|lists| {
            for rule in &rules {
                lists.known.retain(|known| known.code != rule.code);
                lists.active.retain(|(known, _)| known.code != rule.code);
                if rule.set == SetName::Default {
                    lists.active.push((rule.clone(), rule.severity));
                }
                lists.known.push(rule.clone());
            }
            lists.known.sort_by(|a, b| a.code.cmp(&b.code));
            lists.active.sort_by(|a, b| a.0.code.cmp(&b.0.code));
        });
        self
    }

    /// Whether a rule that runs looks at all plans of the workspace.
    pub fn reaches_workspace(&self) -> bool {
        self.active.iter().any(|(rule, _)| rule.reaches_workspace())
    }

    /// Chooses what runs: `select` instead of the default, `extend` besides, without `ignore`.
    pub fn select(
        mut self,
        select: &[String],
        extend: &[String],
        ignore: &[String],
        severities: &[(String, Severity)],
    ) -> Self {
        let chosen = |rule: &Rule| {
            let named = |list: &[String]| list.iter().any(|s| rule.is_named(s));
            let base = if select.is_empty() { rule.set == SetName::Default } else { named(select) };
            (base || named(extend)) && !named(ignore)
        };
        self.change(|lists| {
            let severity = |rule: &Rule| {
                severities.iter().rev().find(|(name, _)| rule.is_named(name)).map_or(rule.severity, |s| s.1)
            };
            let rules = lists.known.iter().filter(|rule| chosen(rule));
            lists.active = rules.map(|rule| (rule.clone(), severity(rule))).collect();
        });
        self
    }

    /// The rule of this code or name.
    pub fn find(&self, name: &str) -> Option<&Arc<Rule>> {
        self.known.iter().find(|rule| rule.code.eq_ignore_ascii_case(name) || *rule.name == *name)
    }

    /// Whether a selector names any rule.
    pub fn knows(&self, selector: &str) -> bool {
        self.known.iter().any(|rule| rule.is_named(selector))
    }
}
