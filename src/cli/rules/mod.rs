//! `planspect rules`: list, try, question and begin rules.

mod docs;
mod lint;
mod list;
mod new;
mod own;
mod test;

pub use docs::docs;
pub use lint::lint;
pub use list::list;
pub use new::new;
pub use test::test;
