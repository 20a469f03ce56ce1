//! A task table in HTML is judged as the same table in bars, at the exact cell.

#![allow(clippy::unwrap_used, missing_docs)]

use planspect::check::{Neighbours, Options, Today, judge};
use planspect::plan::{self, Declaration, FieldName, Plan, Reader};
use planspect::rules::RuleSet;
use planspect::syntax::Format;
use planspect::text::{FileId, SourceFile};
use std::sync::{Arc, LazyLock};

static READER: LazyLock<Reader> = LazyLock::new(Reader::shipped);
static RULES: LazyLock<RuleSet> = LazyLock::new(RuleSet::shipped);

const HEAD: &str =
    "# Lakeside County strategy 2027–2030\n\n## Needs\n\n- **N1** Builders wait 38 days for a permit\n\n## Tasks\n\n";

fn plan(table: &str) -> Plan {
    let source = SourceFile::new(FileId(0), "plan.md", &format!("{HEAD}{table}"));
    let document = plan::read(source, Format::Markdown, &READER);
    let declaration = Declaration { declared: true, ..Declaration::default() };
    plan::assemble(vec![Arc::new(document)], &declaration, &READER)
}

/// Code, words and place of each finding behind the head of the text.
fn findings(table: &str) -> Vec<(String, String, usize)> {
    let plan = plan(table);
    let options = Options { language: None, ground: false, today: Today::Is(jiff::civil::Date::constant(2027, 1, 1)) };
    let found = judge(&plan, &Neighbours::default(), &RULES, &READER.vocabulary, &options).findings;
    found
        .iter()
        .map(|f| (f.code.to_string(), plan.text(f.span).to_owned(), (f.span.start as usize).saturating_sub(HEAD.len())))
        .collect()
}

#[test]
fn an_empty_owner_cell_is_flagged_where_it_stands() {
    let bars = "| ID | Task | Serves | Owner | Due |\n|---|---|---|---|---|\n\
                | T1 | Permits online | N1 | Permit Office | 2028-06 |\n| T2 | Train the counter staff | N1 |  | 2028-09 |\n";
    let row = |cells: [&str; 5]| format!("<tr>\n{}</tr>\n\n", cells.map(|cell| format!("<td>{cell}</td>\n")).concat());
    let html = format!(
        "<table>\n<thead>\n<tr><th>ID</th><th>Task</th><th>Serves</th><th>Owner</th><th>Due</th></tr>\n</thead>\n<tbody>\n\n{}{}</tbody>\n</table>\n",
        row(["T1", "Permits online", "N1", "Permit Office", "2028-06"]),
        row(["T2", "Train the counter staff", "N1", "", "2028-09"]),
    );
    let of_row = |all: Vec<(String, String, usize)>| -> Vec<(String, String)> {
        all.into_iter().map(|(code, words, _)| (code, words)).collect()
    };
    let (in_bars, in_html) = (findings(bars), findings(&html));
    // The task is flagged for the owner that its row lacks, and the empty cell lies right between its tags.
    assert!(
        in_html.iter().any(|(code, words, at)| code == "KEY006"
            && words == "Train the counter staff"
            && html[*at..].starts_with(words.as_str())),
        "{in_html:?}"
    );
    // In bars the id belongs to what is underlined.
    let bare = |all: Vec<(String, String, usize)>| -> Vec<(String, String)> {
        of_row(all).into_iter().map(|(code, words)| (code, words.trim_start_matches("T2 | ").to_owned())).collect()
    };
    assert_eq!(bare(in_bars), bare(in_html));
}

#[test]
fn an_empty_cell_lies_between_its_tags() {
    let plan = plan("<table><tr><th>Task</th><th>Owner</th></tr><tr><td>Train</td><td> </td></tr></table>\n");
    let owner = plan.facts.fields.iter().find(|field| field.name == FieldName::Owner).unwrap();
    let source = &plan.document(owner.document).source;
    assert!(owner.value.is_empty() && source.text[..owner.value.start as usize].ends_with("<td>Train</td><td>"));
}

#[test]
fn a_merged_cell_speaks_for_all_its_rows() {
    let table = "<table>\n<tr><th>Task</th><th>Due</th><th>Owner</th><th>Budget</th></tr>\n\
                 <tr><td>Train</td><td>2028-06</td><td rowspan=\"2\">Permit Office</td><td rowspan=2>40,000</td></tr>\n\
                 <tr><td>Publish</td><td>2028-07</td></tr>\n<tr><td>Count</td><td>2028-08</td></tr>\n</table>\n";
    let plan = plan(table);
    let said: Vec<(String, String, String)> = plan
        .facts
        .fields
        .iter()
        .filter_map(|field| {
            let item = plan.text(plan.item(field.item?).title).to_owned();
            Some((item, field.name.name().to_string(), plan.text(field.value).to_owned()))
        })
        .filter(|(_, name, _)| name != "due")
        .collect();
    let of = |item: &str, name: &str, value: &str| (item.to_owned(), name.to_owned(), value.to_owned());
    assert_eq!(
        said,
        [
            of("Train", "owner", "Permit Office"),
            of("Train", "budget", "40,000"),
            of("Publish", "owner", "Permit Office"),
        ]
    );
}
