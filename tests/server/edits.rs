//! Edits arrive in order, and the server's text is the editor's.

use crate::client::*;
use planspect::check::{Neighbours, Options, Today, judge};
use planspect::plan::{Declaration, Reader, assemble, group, read};
use planspect::rules::RuleSet;
use planspect::syntax::Format;
use planspect::text::{Encoding, FileId, SourceFile};
use proptest::prelude::*;
use serde_json::{Value, json};
use std::sync::Arc;

/// What `check` says of one text: codes with places, and messages.
pub fn checked(text: &str, encoding: Encoding) -> Vec<Value> {
    let reader = Reader::shipped();
    let document = Arc::new(read(SourceFile::new(FileId(0), "plan.md", text), Format::Markdown, &reader));
    let grouping = group(std::slice::from_ref(&document), &[], &reader);
    let Some(one) = grouping.plans.into_iter().next() else { return Vec::new() };
    let plan = assemble(one.documents, &Declaration { ..one.declaration }, &reader);
    let options = Options { language: None, ground: false, today: Today::Is(jiff::civil::Date::constant(2027, 1, 1)) };
    let judgement = judge(&plan, &Neighbours::default(), &RuleSet::shipped(), &reader.vocabulary, &options);
    let source = &plan.documents[0].source;
    let place = |offset: u32| {
        let (line, character) = source.line_character(offset, encoding);
        json!({"line": line, "character": character})
    };
    let shown = judgement.findings.iter().filter(|f| f.suppressed.is_none());
    shown
        .map(|f| {
            json!({"code": &*f.code, "message": f.message,
                "range": {"start": place(f.span.start), "end": place(f.span.end)}})
        })
        .collect()
}

/// The same of diagnostics.
pub fn bare(diagnostics: &[Value]) -> Vec<Value> {
    let bare = |d: &Value| json!({"code": d["code"], "message": d["message"], "range": d["range"]});
    diagnostics.iter().map(bare).collect()
}

#[test]
fn four_hundred_rapid_edits_arrive_in_order() {
    let folder = folder(&[]);
    let uri = uri(&folder.path().join("plan.md"));
    let mut client = Client::start(json!({}), json!({}));
    client.open(&uri, PLAN);
    // Each edit writes the next digit at a place that only the right order makes the end of the title.
    let mut text = PLAN.to_owned();
    for n in 0..400u32 {
        let column = 13 + n;
        let digit = (n % 10).to_string();
        let at = json!({"line": 3, "character": column});
        client.change(&uri, i64::from(n) + 2, json!([{"range": {"start": at, "end": at}, "text": digit}]));
        let place = text.find("# Permit plan").unwrap() + 13 + n as usize;
        text.insert_str(place, &digit);
    }
    let found = client.published(&uri, 401);
    assert_eq!(bare(&found), checked(&text, Encoding::Utf16));
    let publishes: Vec<i64> = client
        .held
        .iter()
        .filter(|m| m["method"] == "textDocument/publishDiagnostics")
        .filter_map(|m| m["params"]["version"].as_i64())
        .collect();
    assert!(publishes.is_sorted(), "{publishes:?}");
    assert!(publishes.len() < 400, "newer edits replace older work");
}

#[derive(Debug, Clone)]
struct Edit {
    from: (u32, u32),
    to: (u32, u32),
    text: String,
    whole: bool,
}

fn edit() -> impl Strategy<Value = Edit> {
    let piece = prop_oneof![
        Just(String::new()),
        Just("\n".to_owned()),
        Just("\r\n".to_owned()),
        Just("- **T3** 建设平台😀 (serves: N9)\n".to_owned()),
        Just("## 需求分析\n".to_owned()),
        Just("| ID | Task |\n|--|--|\n| T9 | x |\n".to_owned()),
        Just("<!-- planspect-disable-next PRF002 -- why -->\n".to_owned()),
        "[a-z #*|:()\u{4e2d}\u{1f600}\r\n-]{0,12}",
    ];
    let place = || (0u32..24, 0u32..40);
    (place(), place(), piece, prop::bool::weighted(0.05)).prop_map(|(from, to, text, whole)| Edit {
        from,
        to,
        text,
        whole,
    })
}

/// The editor's own idea of the text, written apart from the server's: lines, columns in UTF-16.
fn apply(text: &str, edit: &Edit, encoding: Encoding) -> String {
    if edit.whole {
        return edit.text.clone();
    }
    let place = |(line, character): (u32, u32)| -> usize {
        let mut start = 0;
        let mut rest = text;
        for _ in 0..line {
            let Some(at) = rest.find(['\n', '\r']) else { return text.len() };
            let len = if rest[at..].starts_with("\r\n") { 2 } else { 1 };
            start += at + len;
            rest = &rest[at + len..];
        }
        let end = rest.find(['\n', '\r']).unwrap_or(rest.len());
        let mut units = 0;
        for (at, c) in rest[..end].char_indices() {
            let wide = match encoding {
                Encoding::Utf8 => c.len_utf8(),
                Encoding::Utf16 => c.len_utf16(),
                Encoding::Utf32 => 1,
            } as u32;
            if units + wide > character {
                return start + at;
            }
            units += wide;
        }
        start + end
    };
    let (a, b) = (place(edit.from), place(edit.to));
    format!("{}{}{}", &text[..a.min(b)], edit.text, &text[a.max(b)..])
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]
    #[test]
    fn random_edits_leave_the_text_that_the_editor_has(
        edits in prop::collection::vec(edit(), 1..20), which in 0usize..3,
    ) {
        let encoding = [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32][which];
        let name = ["utf-8", "utf-16", "utf-32"][which];
        let folder = folder(&[]);
        let uri = uri(&folder.path().join("plan.md"));
        let mut client = Client::start(json!({"general": {"positionEncodings": [name]}}), json!({}));
        client.open(&uri, PLAN);
        let mut text = PLAN.to_owned();
        let mut version = 1;
        for edit in &edits {
            version += 1;
            let (from, to) = (edit.from, edit.to);
            let range = json!({"start": {"line": from.0, "character": from.1}, "end": {"line": to.0, "character": to.1}});
            let change = if edit.whole { json!({"text": edit.text}) } else { json!({"range": range, "text": edit.text}) };
            client.change(&uri, version, json!([change]));
            text = apply(&text, edit, encoding);
        }
        let found = client.published(&uri, version);
        prop_assert_eq!(bare(&found), checked(&text, encoding), "{:?}", text);
    }
}
