//! Stand-in.

use super::{Format, Tree};
use crate::text::{SourceFile, Span};

/// Stand-in.
pub fn parse(_: &SourceFile) -> Tree {
    Tree::new(Format::Yaml)
}

/// Stand-in.
pub fn front_matter(_: &SourceFile, _: Span, _: &mut Tree) {}
