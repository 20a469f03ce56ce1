#![no_main]

use libfuzzer_sys::fuzz_target;
use planspect::check::try_examples;
use planspect::plan::Reader;
use planspect::rules::{RuleSet, load};
use std::sync::LazyLock;

static READER: LazyLock<Reader> = LazyLock::new(Reader::shipped);
static RULES: LazyLock<RuleSet> = LazyLock::new(RuleSet::shipped);

// A rule file is read; where it is one, its examples are judged by it.
fuzz_target!(|text: &str| match load(text, &READER.vocabulary) {
    Ok((rule, examples)) => {
        try_examples(&rule, &examples, &RULES, &READER);
    }
    Err(errors) => assert!(errors.iter().all(|error| error.at.offset() + error.at.len() <= text.len())),
});
