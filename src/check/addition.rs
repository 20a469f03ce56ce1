//! A further item of a plan, written as the plan writes such items.

use crate::plan::{FieldName, Form, Item, ItemKind, Language, Plan, key_of};
use crate::syntax::cells;
use crate::text::SourceFile;

/// What is to be added.
#[derive(Debug, Clone, Default)]
pub struct Draft {
    /// In one line.
    pub title: String,
    /// Ids that it serves.
    pub serves: Vec<String>,
    /// Who answers for it.
    pub owner: Option<String>,
    /// When it is done.
    pub due: Option<String>,
}

/// An item as it is to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Addition {
    /// Number of the document in the plan.
    pub document: usize,
    /// Byte offset where the text goes.
    pub at: usize,
    /// The text, with its line ends.
    pub text: String,
    /// The new id.
    pub id: String,
    /// Fields for which the plan's form has no place.
    pub left_out: Vec<FieldName>,
}

/// Writes an item: after the last one of its kind, in that one's form; else under a heading of its own.
pub fn addition(plan: &Plan, kind: ItemKind, draft: &Draft) -> Option<Addition> {
    let of_kind = |item: &&Item| item.kind == kind && item.repeats.is_none() && item.parent.is_none() && !item.problem;
    let items: Vec<&Item> = plan.facts.items.iter().filter(of_kind).collect();
    let Some(model) = items.iter().rev().find(|i| i.id.is_some()).or(items.last()) else {
        return first(plan, kind, draft);
    };
    let source = &plan.document(model.document).source;
    let id = next_id(plan, model, &items, kind);
    let writing = Writing { plan, source, model, id, draft, newline: newline(&source.text) };
    let html = writing.html_ends();
    let (at, text, left_out) = match model.form {
        // Prose is no form to go on in: what is new begins a list below it.
        Form::Paragraph if model.id.is_none() => writing.below(model.span.end as usize),
        // Nor are the tags of HTML.
        Form::List | Form::Row if html.is_some() => writing.below(html?),
        Form::List | Form::Paragraph => writing.line(),
        Form::Row => writing.row(&items)?,
        Form::Heading => writing.heading(&items),
        Form::Yaml => writing.yaml(&items)?,
    };
    Some(Addition { document: model.document.at(), at, text, id: writing.id, left_out })
}

struct Writing<'a> {
    plan: &'a Plan,
    source: &'a SourceFile,
    model: &'a Item,
    id: String,
    draft: &'a Draft,
    newline: &'static str,
}

type Written = (usize, String, Vec<FieldName>);

impl Writing<'_> {
    /// A list item or paragraph: all on one line.
    fn line(&self) -> Written {
        let text = &self.source.text;
        let start = line_start(text, self.first_byte());
        let title = self.model.title;
        let mut head = text[start..title.start as usize].to_owned();
        if let Some(id) = &self.model.id {
            let old = self.plan.text(id.span);
            head = match head.rfind(old) {
                Some(at) => format!("{}{}{}", &head[..at], self.id, &head[at + old.len()..]),
                None => head,
            };
        }
        let head = next_marker(&head);
        let close =
            if text[title.end as usize..].starts_with("**") && head.matches("**").count() % 2 == 1 { "**" } else { "" };
        let (at, before) = self.after(self.model.span.end as usize);
        (at, format!("{before}{head}{}{close}{}{}", self.draft.title, self.in_brackets(), self.newline), Vec::new())
    }

    /// The first item of a list, below a paragraph.
    fn below(&self, end: usize) -> Written {
        let (at, before) = self.after(end);
        let item = listed(&self.id, self.draft, &self.values(), self.plan.language);
        let n = self.newline;
        let rest = &self.source.text[at..];
        let gap = if rest.is_empty() || rest.starts_with(['\n', '\r']) { "" } else { n };
        (at, format!("{before}{n}{item}{n}{gap}"), Vec::new())
    }

    /// Where the HTML ends in which the model stands, if it is a row or item of HTML.
    fn html_ends(&self) -> Option<usize> {
        let tree = &self.plan.document(self.model.document).tree;
        let mut block = tree.block(self.model.block);
        if !self.source.slice(block.span).starts_with('<') {
            return None;
        }
        while let Some(parent) = block.parent {
            block = tree.block(parent);
        }
        Some(block.span.end as usize)
    }

    /// A row: each value in the column where others of the table have it.
    fn row(&self, items: &[&Item]) -> Option<Written> {
        let text = &self.source.text;
        let start = line_start(text, self.first_byte());
        let row = text[start..].split(['\r', '\n']).next()?;
        let cells = cells(row);
        let column = |offset: u32, of: &[(usize, usize)], start: usize| {
            of.iter().position(|(a, b)| (start + a..=start + b).contains(&(offset as usize)))
        };
        let mut new: Vec<String> = vec![String::new(); cells.len()];
        let own = column(self.model.title.start, &cells, start)?;
        let title = self.draft.title.replace('|', "\\|");
        match self.model.id.as_ref().and_then(|id| column(id.span.start, &cells, start)) {
            Some(at) if at != own => {
                new[at].clone_from(&self.id);
                new[own] = title;
            }
            Some(_) => new[own] = format!("{} {title}", self.id),
            None => new[own] = title,
        }
        let mut left_out = Vec::new();
        for (name, value) in self.values() {
            // Any row of the table may show which column it is.
            let place = items.iter().find_map(|item| {
                let field = self.fields(item).find(|field| field.name == name && field.item.is_some())?;
                let start = line_start(text, field.value.start as usize);
                let row = text[start..].split(['\r', '\n']).next()?;
                column(field.value.start, &crate::syntax::cells(row), start)
            });
            match place.and_then(|at| new.get_mut(at)) {
                Some(cell) if cell.is_empty() => *cell = value.replace('|', "\\|"),
                _ => left_out.push(name),
            }
        }
        let (at, before) = self.after(start + row.len());
        Some((at, format!("{before}| {} |{}", new.join(" | "), self.newline), left_out))
    }

    /// A heading with lines of fields.
    fn heading(&self, items: &[&Item]) -> Written {
        let text = &self.source.text;
        let start = line_start(text, self.first_byte());
        let mut head = text[start..self.model.title.start as usize].to_owned();
        if let Some(id) = &self.model.id {
            head = head.replacen(self.plan.text(id.span), &self.id, 1);
        }
        let end = self.model.opens.map_or(self.model.span.end, |section| self.plan.section(section).span.end);
        let (at, before) = self.after(end as usize);
        let n = self.newline;
        let gap = if text[..at].ends_with(&format!("{n}{n}")) { "" } else { n };
        let mut written = format!("{before}{gap}{head}{}{n}", self.draft.title);
        for (number, (name, value)) in self.values().into_iter().enumerate() {
            let model = items.iter().flat_map(|item| self.fields(item)).find(|f| f.name == name && f.label.is_some());
            let line = match model.and_then(|field| Some((field.label?, field.value))) {
                Some((label, old)) => {
                    let start = line_start(text, label.start as usize);
                    let head = &text[start..label.end as usize];
                    format!("{head}{}{value}", text.get(label.end as usize..old.start as usize).unwrap_or(": "))
                }
                None => format!("{}{value}", self.label(name)),
            };
            let gap = if number == 0 { n } else { "" };
            written.push_str(&format!("{gap}{line}{n}"));
        }
        if at < text.len() {
            written.push_str(n);
        }
        (at, written, Vec::new())
    }

    /// An entry of a list in YAML; none where the model is no entry of one.
    fn yaml(&self, items: &[&Item]) -> Option<Written> {
        let text = &self.source.text;
        let start = entry_start(text, self.first_byte())?;
        let line = text[start..].split(['\r', '\n']).next().unwrap_or_default();
        let dash = line.find('-').unwrap_or(0);
        let indent = &line[..dash];
        let whole = &text[start..(self.model.span.end as usize).max(start)];
        let chinese = self.plan.language == Language::Zh;
        let mut pairs: Vec<(String, String)> = Vec::new();
        if let Some(id) = &self.model.id {
            pairs.push((key_before(text, id.span.start).unwrap_or_else(|| "id".to_owned()), self.id.clone()));
        }
        let title = key_before(text, self.model.title.start);
        let plain = pairs.is_empty() && title.is_none();
        let words = if chinese { "标题" } else { "title" };
        pairs.push((title.unwrap_or_else(|| words.to_owned()), scalar(&self.draft.title)));
        for (name, value) in self.values() {
            let known = items.iter().flat_map(|item| self.fields(item)).find(|f| f.name == name);
            let key =
                known.and_then(|f| f.label).map(|label| self.plan.text(label).trim_matches(['"', '\'']).to_owned());
            let default =
                if chinese { self.label(name).trim_end_matches('：').to_owned() } else { name.name().to_owned() };
            let value =
                if name == FieldName::Serves { format!("[{}]", self.draft.serves.join(", ")) } else { scalar(&value) };
            pairs.push((key.unwrap_or(default), value));
        }
        let (at, before) = self.after(self.model.span.end as usize);
        let n = self.newline;
        let entry = if plain {
            format!("{indent}- {}{n}", scalar(&self.draft.title))
        } else if whole.contains('{') {
            let pairs: Vec<String> = pairs.into_iter().map(|(key, value)| format!("{key}: {value}")).collect();
            format!("{indent}- {{{}}}{n}", pairs.join(", "))
        } else {
            let pairs: Vec<String> = pairs.into_iter().map(|(key, value)| format!("{key}: {value}{n}")).collect();
            format!("{indent}- {}", pairs.join(&format!("{indent}  ")))
        };
        Some((at, format!("{before}{entry}"), Vec::new()))
    }

    /// Where its text begins.
    fn first_byte(&self) -> usize {
        let title = self.model.title.start;
        self.model.id.as_ref().map_or(title, |id| id.span.start.min(title)) as usize
    }

    fn fields<'p>(&'p self, item: &'p Item) -> impl Iterator<Item = &'p crate::plan::Field> {
        let number = self.plan.items().find(|(_, other)| std::ptr::eq(*other, item)).map(|(id, _)| id);
        self.plan.facts.fields.iter().filter(move |field| number.is_some() && field.item == number)
    }

    /// The end of the line at an offset (of the last one that is not empty before it), and a line end where the
    /// file has none there.
    fn after(&self, end: usize) -> (usize, &'static str) {
        let text = &self.source.text;
        let end = text[..end.min(text.len())].trim_end().len();
        match text[end..].find('\n') {
            Some(at) => (end + at + 1, ""),
            None => (text.len(), self.newline),
        }
    }

    fn values(&self) -> Vec<(FieldName, String)> {
        let comma = if self.plan.language == Language::Zh { "、" } else { ", " };
        let serves = (!self.draft.serves.is_empty()).then(|| (FieldName::Serves, self.draft.serves.join(comma)));
        let owner = self.draft.owner.clone().map(|owner| (FieldName::Owner, owner));
        let due = self.draft.due.clone().map(|due| (FieldName::Due, due));
        serves.into_iter().chain(owner).chain(due).collect()
    }

    fn label(&self, name: FieldName) -> &'static str {
        label(name, self.plan.language)
    }

    fn in_brackets(&self) -> String {
        in_brackets(&self.values(), self.plan.language)
    }
}

fn label(name: FieldName, language: Language) -> &'static str {
    match (language, name) {
        (Language::En, FieldName::Serves) => "Serves: ",
        (Language::En, FieldName::Owner) => "Owner: ",
        (Language::En, _) => "Due: ",
        (Language::Zh, FieldName::Serves) => "对应需求：",
        (Language::Zh, FieldName::Owner) => "责任单位：",
        (Language::Zh, _) => "完成时限：",
    }
}

fn in_brackets(values: &[(FieldName, String)], language: Language) -> String {
    if values.is_empty() {
        return String::new();
    }
    let all: Vec<String> = values.iter().map(|(name, value)| format!("{}{value}", label(*name, language))).collect();
    match language {
        Language::En => {
            format!(" ({})", all.join("; ").replace("Serves", "serves").replace("Owner", "owner").replace("Due", "due"))
        }
        Language::Zh => format!("（{}）", all.join("；")),
    }
}

/// The first item of its kind: under a heading of its own at the end of the plan.
fn first(plan: &Plan, kind: ItemKind, draft: &Draft) -> Option<Addition> {
    let document = plan.documents.len().checked_sub(1)?;
    let source = &plan.documents[document].source;
    let n = newline(&source.text);
    let chinese = plan.language == Language::Zh;
    let (heading, prefix) = words(kind, plan.language)?;
    let taken = |id: &str| plan.facts.items.iter().filter_map(|i| i.id.as_ref()).any(|other| *other.key == *key_of(id));
    let id = (1..).map(|number| format!("{prefix}{number}")).find(|id| !taken(id))?;
    let yaml = plan.facts.items.iter().any(|item| item.form == Form::Yaml) || source.path.ends_with(".yaml");
    let end = source.text.trim_end().len();
    let before = if source.text[end..].contains('\n') { "" } else { n };
    let at = source.text.len();
    let comma = if chinese { "、" } else { ", " };
    let mut values: Vec<(FieldName, String)> = Vec::new();
    if !draft.serves.is_empty() {
        values.push((FieldName::Serves, draft.serves.join(comma)));
    }
    values.extend(draft.owner.clone().map(|owner| (FieldName::Owner, owner)));
    values.extend(draft.due.clone().map(|due| (FieldName::Due, due)));
    let text = if yaml {
        let key = heading.to_lowercase();
        // The keys that other items of the file have.
        let mut items = plan.facts.items.iter().filter(|i| i.document.at() == document && i.form == Form::Yaml);
        let known = items.find_map(|item| {
            let key = key_before(&source.text, item.id.as_ref()?.span.start)?;
            Some((key, key_before(&source.text, item.title.start)?))
        });
        let (id_key, title) =
            known.unwrap_or_else(|| ("id".to_owned(), if chinese { "标题".to_owned() } else { "title".to_owned() }));
        let mut text = format!("{before}{key}:{n}  - {id_key}: {id}{n}    {title}: {}{n}", scalar(&draft.title));
        for (name, value) in values {
            let value =
                if name == FieldName::Serves { format!("[{}]", draft.serves.join(", ")) } else { scalar(&value) };
            let key = if chinese { label(name, plan.language).trim_end_matches('：') } else { name.name() };
            text.push_str(&format!("    {key}: {value}{n}"));
        }
        text
    } else {
        format!("{before}{n}## {heading}{n}{n}{}{n}", listed(&id, draft, &values, plan.language))
    };
    Some(Addition { document, at, text, id, left_out: Vec::new() })
}

/// An item of a list, as a plan of this language writes it.
fn listed(id: &str, draft: &Draft, values: &[(FieldName, String)], language: Language) -> String {
    let fields = in_brackets(values, language);
    match language {
        Language::En => format!("- **{id}** {}{fields}", draft.title),
        Language::Zh => format!("- {id}：{}{fields}", draft.title),
    }
}

/// Where the line begins with the dash of the entry that holds an offset.
fn entry_start(text: &str, offset: usize) -> Option<usize> {
    let indent = |start: usize| text[start..].len() - text[start..].trim_start_matches(' ').len();
    let mut start = line_start(text, offset);
    loop {
        if text[start + indent(start)..].starts_with('-') {
            return Some(start);
        }
        let inner = indent(start);
        // The line above that is further out holds this one.
        let mut above = start;
        loop {
            above = line_start(text, above.checked_sub(1)?);
            let blank = text[above..].starts_with(['\n', '\r']);
            if !blank && (indent(above) < inner) {
                break;
            }
        }
        start = above;
    }
}

/// The key before a value.
fn key_before(text: &str, offset: u32) -> Option<String> {
    let before = text[..offset as usize].trim_end_matches([' ', '"', '\'', '\n', '\r', '>', '|', '-']);
    let key = before.strip_suffix([':', '：'])?;
    let key = key.rsplit(['\n', ',', '{', '-']).next()?.trim();
    (!key.is_empty()).then(|| key.to_owned())
}

/// Heading and id word of a kind.
fn words(kind: ItemKind, language: Language) -> Option<(&'static str, &'static str)> {
    Some(match (kind, language) {
        (ItemKind::Need, Language::En) => ("Needs", "N"),
        (ItemKind::Goal, Language::En) => ("Goals", "G"),
        (ItemKind::Task, Language::En) => ("Tasks", "T"),
        (ItemKind::Measure, Language::En) => ("Measures", "M"),
        (ItemKind::Resource, Language::En) => ("Existing systems", "S"),
        (ItemKind::Indicator, Language::En) => ("Indicators", "I"),
        (ItemKind::Risk, Language::En) => ("Risks", "K"),
        (ItemKind::Milestone, Language::En) => ("Milestones", "MS"),
        (ItemKind::Need, Language::Zh) => ("需求", "需求"),
        (ItemKind::Goal, Language::Zh) => ("目标", "目标"),
        (ItemKind::Task, Language::Zh) => ("任务", "任务"),
        (ItemKind::Measure, Language::Zh) => ("保障措施", "措施"),
        (ItemKind::Resource, Language::Zh) => ("现有系统", "系统"),
        (ItemKind::Indicator, Language::Zh) => ("指标", "指标"),
        (ItemKind::Risk, Language::Zh) => ("风险", "风险"),
        (ItemKind::Milestone, Language::Zh) => ("里程碑", "里程碑"),
        _ => return None,
    })
}

/// The next free id in the form of the model's: prefix, separator and width kept, the last number counted on.
fn next_id(plan: &Plan, model: &Item, items: &[&Item], kind: ItemKind) -> String {
    let Some(id) = &model.id else {
        let prefix = words(kind, plan.language).map_or("X", |(_, prefix)| prefix);
        let first = if model.form == Form::Paragraph { 1 } else { items.len() + 1 };
        return format!("{prefix}{first}");
    };
    let text = plan.text(id.span);
    let digits = text.len() - text.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let (prefix, number) = text.split_at(text.len() - digits);
    let last = items
        .iter()
        .filter_map(|item| item.id.as_ref())
        .filter_map(|id| plan.text(id.span).strip_prefix(prefix)?.parse::<u32>().ok())
        .max()
        .or_else(|| number.parse().ok())
        .unwrap_or(0);
    let taken = |id: &str| plan.facts.items.iter().filter_map(|i| i.id.as_ref()).any(|other| *other.key == *key_of(id));
    let width = if number.starts_with('0') { number.len() } else { 0 };
    let numbered = |number: u32| format!("{prefix}{number:0width$}");
    (last.saturating_add(1)..u32::MAX).map(numbered).find(|id| !taken(id)).unwrap_or_else(|| numbered(last))
}

/// The start of a line with its number, if it has one, counted on.
fn next_marker(head: &str) -> String {
    let indent = head.len() - head.trim_start().len();
    let digits = head[indent..].len() - head[indent..].trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let rest = &head[indent + digits..];
    match head[indent..indent + digits].parse::<u32>() {
        Ok(number) if rest.starts_with(['.', ')', '、', '．']) => {
            format!("{}{}{rest}", &head[..indent], number.saturating_add(1))
        }
        _ => head.to_owned(),
    }
}

/// A value in YAML: quoted where it would be read as something else.
fn scalar(value: &str) -> String {
    let plain = value.chars().next().is_some_and(char::is_alphanumeric)
        && !value.contains(": ")
        && !value.contains(" #")
        && !value.ends_with(':')
        && !value.contains(['{', '}', '[', ']', ',', '"', '\'', '\n'])
        && !matches!(
            value.to_lowercase().as_str(),
            "yes" | "no" | "true" | "false" | "null" | "on" | "off" | "y" | "n"
        );
    if plain { value.to_owned() } else { serde_json::Value::from(value).to_string() }
}

fn line_start(text: &str, offset: usize) -> usize {
    text[..offset.min(text.len())].rfind('\n').map_or(0, |at| at + 1)
}

fn newline(text: &str) -> &'static str {
    if text.contains("\r\n") { "\r\n" } else { "\n" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_of_yaml() {
        assert_eq!(scalar("Permit Office"), "Permit Office");
        assert_eq!(scalar("2028年6月"), "2028年6月");
        assert_eq!(scalar("Permits: online"), "\"Permits: online\"");
        assert_eq!(scalar("yes"), "\"yes\"");
        assert_eq!(scalar("- x"), "\"- x\"");
    }

    #[test]
    fn cells_of_a_row() {
        let row = "| T1 | a \\| b | |";
        let texts: Vec<&str> = cells(row).iter().map(|(a, b)| row[a + 1..*b].trim()).collect();
        assert_eq!(texts, ["T1", "a \\| b", ""]);
        assert_eq!(cells("a | b").len(), 2);
    }

    #[test]
    fn markers_count_on() {
        assert_eq!(next_marker("  3. **N3** "), "  4. **N3** ");
        assert_eq!(next_marker("- N3: "), "- N3: ");
    }
}
