//! Rules are data: what a rule file says, checked when it is read.
//!
//! Nothing here judges a plan; `check` does, by what stands here.

mod choice;
mod condition;
mod error;
mod listed;
mod literals;
mod load;
mod needed;
mod page;
mod reach;
mod room;
mod rule;
mod said;
mod schema;
mod set;
mod skeleton;
mod wide;

pub use choice::{PathRules, RuleLists, RuleSet};
pub use condition::{
    At, Compare, Condition, Count, FieldPath, FieldTest, Fraction, Operand, Pattern, Region, Sum, Term, TextTest,
};
pub use error::{LoadError, place};
pub(crate) use listed::{generator, map_of, one_of};
pub use literals::{LiteralHits, Literals};
pub use load::{load, load_within};
pub use page::{Example, Page, Statement, pages, statements};
pub use reach::Reach;
pub use room::Room;
pub use rule::{
    Anchor, Convention, Each, FindingKind, Gate, Once, OnceAt, Principle, RelatedSet, Rule, SetName, Severity, Words,
};
pub use said::{Said, Worded, unknown};
pub use schema::rule_schema;
pub use set::{Kind, Likeness, Order, Set, Tie, Within};
pub use skeleton::{SCHEMA_FILE, Skeleton, SkeletonKind};
