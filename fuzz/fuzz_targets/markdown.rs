#![no_main]
mod check;

use libfuzzer_sys::fuzz_target;
use planspect::syntax::Format;

fuzz_target!(|text: &str| check::check("plan.md", text, Format::Markdown));
