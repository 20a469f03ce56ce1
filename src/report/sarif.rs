//! `sarif`: the Static Analysis Results Interchange Format 2.1.0 of OASIS, for code scanning services.

use super::place::{Range, document, path, range};
use super::run::{Format, Found, Run};
use crate::check::{SubjectRef, Suppressed};
use crate::plan::Language;
use crate::rules::{Page, Rule, Severity, pages};
use crate::text::Span;
use serde::Serialize;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io;
use std::sync::Arc;

const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
const HOME: &str = env!("CARGO_PKG_REPOSITORY");

/// One log with one run.
pub struct Sarif;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Log<'a> {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [RunOut<'a>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct RunOut<'a> {
    tool: Tool,
    language: &'static str,
    column_kind: &'static str,
    automation_details: Automation,
    results: Vec<ResultOut<'a>>,
    /// The rules in the other language.
    translations: [Component; 1],
}

#[derive(Serialize)]
struct Automation {
    id: &'static str,
}

#[derive(Serialize)]
struct Tool {
    driver: Component,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Component {
    name: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    semantic_version: Option<&'static str>,
    #[serde(skip_serializing_if = "str::is_empty")]
    information_uri: &'static str,
    language: &'static str,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    contents: &'static [&'static str],
    rules: Vec<RuleOut>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct RuleOut {
    id: String,
    name: String,
    short_description: Text,
    full_description: Text,
    help: Text,
    #[serde(skip_serializing_if = "Option::is_none")]
    help_uri: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    default_configuration: Option<Level>,
    #[serde(skip_serializing_if = "Option::is_none")]
    properties: Option<Properties>,
}

#[derive(Serialize)]
struct Level {
    level: &'static str,
}

#[derive(Serialize)]
struct Properties {
    tags: Vec<String>,
}

#[derive(Serialize)]
struct Text {
    text: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    markdown: Option<String>,
}

impl Text {
    fn plain(text: impl Into<String>) -> Self {
        Self { text: text.into(), markdown: None }
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ResultOut<'a> {
    rule_id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    rule_index: Option<usize>,
    level: &'static str,
    message: Text,
    locations: [Location<'a>; 1],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Location<'a>>,
    partial_fingerprints: BTreeMap<&'static str, &'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    fixes: Vec<FixOut>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    suppressions: Vec<SuppressionOut<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Location<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<usize>,
    physical_location: Physical,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    logical_locations: Vec<Logical<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<Text>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Physical {
    artifact_location: Artifact,
    region: Region,
}

#[derive(Serialize)]
struct Artifact {
    uri: String,
}

#[derive(Serialize)]
struct Logical<'a> {
    name: Cow<'a, str>,
    kind: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: u32,
    start_column: u32,
    end_line: u32,
    end_column: u32,
    byte_offset: u32,
    byte_length: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    snippet: Option<Text>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct FixOut {
    description: Text,
    artifact_changes: Vec<Change>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Change {
    artifact_location: Artifact,
    replacements: Vec<Replacement>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Replacement {
    deleted_region: Region,
    inserted_content: Text,
}

#[derive(Serialize)]
struct SuppressionOut<'a> {
    kind: &'static str,
    status: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    justification: Option<&'a str>,
}

impl Format for Sarif {
    fn write(&self, run: &Run, out: &mut dyn io::Write) -> io::Result<()> {
        let language = run.language();
        let rules = rules(run);
        let other = if language == Language::En { Language::Zh } else { Language::En };
        let findings = run.findings();
        let log = Log {
            schema: SCHEMA,
            version: "2.1.0",
            runs: [RunOut {
                tool: Tool {
                    driver: Component {
                        name: "planspect",
                        semantic_version: Some(env!("CARGO_PKG_VERSION")),
                        information_uri: HOME,
                        language: tag(language),
                        contents: &[],
                        rules: rules.values().map(|rule| rule.out(language, true)).collect(),
                    },
                },
                language: tag(language),
                column_kind: "unicodeCodePoints",
                automation_details: Automation { id: "planspect/" },
                results: findings
                    .iter()
                    .map(|found| result(found, rules.keys().position(|code| *code == *found.finding.code)))
                    .collect(),
                translations: [Component {
                    name: "planspect",
                    semantic_version: None,
                    information_uri: "",
                    language: tag(other),
                    contents: &["localizedData"],
                    rules: rules.values().map(|rule| rule.out(other, false)).collect(),
                }],
            }],
        };
        serde_json::to_writer_pretty(&mut *out, &log)?;
        writeln!(out)
    }
}

/// A rule with what its page says and where that is published.
struct Shown {
    rule: Arc<Rule>,
    severity: Severity,
    page: Page,
    url: Option<String>,
}

/// The rules that ran, by code.
fn rules(run: &Run) -> BTreeMap<String, Shown> {
    let mut all = BTreeMap::new();
    for report in &run.reports {
        let settings = &report.settings;
        for (rule, severity) in &settings.rules.active {
            all.entry(rule.code.to_string()).or_insert_with(|| Shown {
                rule: rule.clone(),
                severity: *severity,
                page: settings
                    .user_rules
                    .get(&*rule.code)
                    .map(|own| own.page())
                    .or_else(|| pages().get(&*rule.code).cloned())
                    .unwrap_or_default(),
                url: settings.page_url(&rule.code, &rule.name),
            });
        }
    }
    all
}

impl Shown {
    fn out(&self, language: Language, full: bool) -> RuleOut {
        let rule = &self.rule;
        let summary = self.page.summary.get(language);
        let summary = if summary.is_empty() { rule.message.get(language) } else { summary };
        let why = self.page.why.get(language);
        // Services show the Markdown and know no translations: it holds both languages.
        let other = if language == Language::En { Language::Zh } else { Language::En };
        let both = full.then(|| {
            [language, other]
                .map(|each| self.help(each))
                .into_iter()
                .filter(|text| !text.is_empty())
                .collect::<Vec<_>>()
        });
        RuleOut {
            id: rule.code.to_string(),
            name: rule.name.to_string(),
            short_description: Text::plain(summary),
            full_description: Text::plain(if why.is_empty() { summary } else { why }),
            help: Text { text: plain(&self.help(language)), markdown: both.map(|texts| texts.join("\n\n---\n\n")) },
            help_uri: self.url.clone().filter(|_| full),
            default_configuration: full.then(|| Level { level: level(self.severity) }),
            properties: full.then(|| Properties {
                tags: rule.principle.map(|p| p.name().to_owned()).into_iter().chain(["plan".to_owned()]).collect(),
            }),
        }
    }

    fn help(&self, language: Language) -> String {
        let parts = [self.page.summary.get(language), self.page.why.get(language), self.rule.help.get(language)];
        parts.into_iter().map(str::trim).filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n\n")
    }
}

/// Without the marks of Markdown that rule pages use.
fn plain(text: &str) -> String {
    text.replace(['`', '*'], "")
}

fn result<'a>(found: &Found<'a>, rule_index: Option<usize>) -> ResultOut<'a> {
    let Found { report, part, finding } = *found;
    let location = |span: Span| Physical {
        artifact_location: Artifact { uri: uri(&path(report, &part.plan, span)) },
        region: region(found, span, true),
    };
    let message = if finding.help.is_empty() {
        finding.message.clone()
    } else {
        format!("{}\n{}", finding.message, finding.help)
    };
    ResultOut {
        rule_id: &finding.code,
        rule_index,
        level: level(finding.severity),
        message: Text::plain(message),
        locations: [Location {
            id: None,
            physical_location: location(finding.span),
            logical_locations: logical(&finding.subject, &part.plan.name),
            message: None,
        }],
        related_locations: finding
            .related
            .iter()
            .enumerate()
            .map(|(number, one)| Location {
                id: Some(number + 1),
                physical_location: location(one.span),
                logical_locations: Vec::new(),
                message: Some(Text::plain(&one.message)),
            })
            .collect(),
        partial_fingerprints: BTreeMap::from([("planspect/v1", finding.identity.fingerprint.as_str())]),
        fixes: fix(found).into_iter().collect(),
        suppressions: finding
            .suppressed
            .iter()
            .map(|why| match why {
                Suppressed::Comment(reason) => {
                    SuppressionOut { kind: "inSource", status: "accepted", justification: reason.as_deref() }
                }
                _ => SuppressionOut { kind: "external", status: "accepted", justification: None },
            })
            .collect(),
    }
}

fn fix(found: &Found<'_>) -> Option<FixOut> {
    let fix = found.finding.fix.as_ref()?;
    let mut changes: Vec<Change> = Vec::new();
    for (span, text) in &fix.edits {
        let uri = uri(&path(found.report, &found.part.plan, *span));
        let replacement =
            Replacement { deleted_region: region(found, *span, false), inserted_content: Text::plain(text) };
        match changes.iter_mut().find(|change| change.artifact_location.uri == uri) {
            Some(change) => change.replacements.push(replacement),
            None => changes.push(Change { artifact_location: Artifact { uri }, replacements: vec![replacement] }),
        }
    }
    Some(FixOut { description: Text::plain(&fix.title), artifact_changes: changes })
}

fn region(found: &Found<'_>, span: Span, quoted: bool) -> Region {
    let Range { start, end } = range(found.report, &found.part.plan, span);
    let text = document(found.report, &found.part.plan, span).map(|document| document.source.slice(span).to_owned());
    Region {
        start_line: start.line,
        start_column: start.column,
        end_line: end.line,
        end_column: end.column,
        byte_offset: start.offset,
        byte_length: end.offset.saturating_sub(start.offset),
        snippet: text.filter(|text| quoted && !text.is_empty()).map(Text::plain),
    }
}

fn logical<'a>(subject: &'a SubjectRef, plan: &'a str) -> Vec<Logical<'a>> {
    match subject {
        SubjectRef::Item { kind, id: Some(id), .. } => vec![Logical { name: Cow::Borrowed(id), kind: kind.name() }],
        SubjectRef::Plan if !plan.is_empty() => vec![Logical { name: Cow::Borrowed(plan), kind: "plan" }],
        _ => Vec::new(),
    }
}

/// The language as SARIF names it (ISO 639 with a region).
fn tag(language: Language) -> &'static str {
    match language {
        Language::En => "en-US",
        Language::Zh => "zh-CN",
    }
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

/// A path as a URI reference (RFC 3986): absolute ones as `file:`, all but unreserved signs and `/` encoded.
fn uri(path: &str) -> String {
    let mut uri = String::with_capacity(path.len());
    let drive = path.as_bytes().get(1) == Some(&b':') && path.as_bytes()[0].is_ascii_alphabetic();
    if drive {
        uri.push_str("file:///");
    } else if path.starts_with('/') {
        uri.push_str("file://");
    }
    for (at, byte) in path.bytes().enumerate() {
        let plain = byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~' | b'/');
        if plain || (drive && at == 1) {
            uri.push(char::from(byte));
        } else {
            uri.push_str(&format!("%{byte:02X}"));
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_uris() {
        assert_eq!(uri("plans/a b.md"), "plans/a%20b.md");
        assert_eq!(uri("规划.md"), "%E8%A7%84%E5%88%92.md");
        assert_eq!(uri("/w/a#1.md"), "file:///w/a%231.md");
        assert_eq!(uri("C:/w/a.md"), "file:///C:/w/a.md");
        assert_eq!(uri("<stdin>"), "%3Cstdin%3E");
    }
}
