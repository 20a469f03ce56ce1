//! A text is read, assembled and judged by every rule; every place must lie in it.

use planspect::check::{Neighbours, Options, Today, judge};
use planspect::plan::{self, Declaration, Reader};
use planspect::rules::RuleSet;
use planspect::syntax::Format;
use planspect::text::{FileId, SourceFile};
use std::sync::{Arc, LazyLock};

static READER: LazyLock<Reader> = LazyLock::new(Reader::shipped);
static RULES: LazyLock<RuleSet> =
    LazyLock::new(|| RuleSet::shipped().select(&["all".to_owned()], &[], &[], &[]));

pub fn check(path: &str, text: &str, format: Format) {
    let document = plan::read(SourceFile::new(FileId(0), path, text), format, &READER);
    let declaration = Declaration { declared: true, ..Declaration::default() };
    let plan = plan::assemble(vec![Arc::new(document)], &declaration, &READER);
    let options = Options { language: None, ground: true, today: Today::Is(jiff::civil::Date::constant(2027, 1, 1)) };
    let judgement = judge(&plan, &Neighbours::default(), &RULES, &READER.vocabulary, &options);
    for finding in &judgement.findings {
        for span in finding.related.iter().map(|related| related.span).chain([finding.span]) {
            assert!(text.get(span.range()).is_some(), "{} points outside its text: {span:?}", finding.code);
        }
    }
}
