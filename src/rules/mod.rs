//! Rules are data: what a rule file says, checked when it is read.
//!
//! Nothing here judges a plan; `check` does, by what stands here.

mod condition;
mod load;
mod page;
mod rule;
mod set;

pub use condition::{
    At, Compare, Condition, Count, FieldPath, FieldTest, Fraction, Operand, Pattern, Region, Sum, Term, TextTest,
};
pub use load::{LoadError, load};
pub use page::{Example, Page, Statement, pages, statements};
pub use rule::{
    Anchor, Convention, Each, FindingKind, Gate, Once, OnceAt, PathRules, Principle, RelatedSet, Rule, RuleSet,
    SetName, Severity, Words,
};
pub(crate) use set::unknown;
pub use set::{Kind, Likeness, Order, Set, Tie, Within};
