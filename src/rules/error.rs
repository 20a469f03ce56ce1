//! What is wrong with a rule file, and where.

use super::said::{Said, unknown};
use miette::SourceSpan;
use serde_yaml::Error;

/// What is wrong with a rule file, and where: bytes of its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LoadError {
    /// What.
    pub message: Said,
    /// Where.
    pub at: SourceSpan,
}

impl LoadError {
    /// What the reader says of `text`, without its own words for the place; unknown keys and values with what was
    /// probably meant.
    pub fn of_yaml(text: &str, error: &Error) -> Self {
        let error = innermost(error);
        let message = match error {
            Error::SerdeUnknownField { field, expected, .. } => {
                let said = unknown("key", field, expected.iter().copied());
                if expected.len() <= 8 { with_known(said, expected) } else { said }
            }
            Error::SerdeUnknownVariant { variant, expected, .. } => {
                with_known(unknown("value", variant, expected.iter().copied()), expected)
            }
            Error::Message { msg, .. } => Said::of_custom(msg).unwrap_or_else(|| of_reader(error)),
            // It stops at 250,000 values, and where aliases stand for more than 1,000,000.
            Error::Budget { .. } | Error::AliasReplayLimitExceeded { .. } => {
                Said::new("more values, levels or aliases than are read", "值、层级或引用过多，超出读取上限")
            }
            _ => of_reader(error),
        };
        let at = error.location().map_or_else(|| (0, 0).into(), |location| place(text, &location));
        Self { message, at }
    }
}

/// What the reader says itself.
fn of_reader(error: &Error) -> Said {
    let text = error.to_string();
    let line = text.lines().next().unwrap_or("").trim_start_matches("error: ");
    // The place is shown below; the reader's own note of it would say it twice.
    let line = line.find(" at line ").map_or(line, |at| &line[..at]);
    Said::new(line, in_chinese(error, line))
}

fn with_known(said: Said, known: &[&str]) -> Said {
    Said::new(
        format!("{} (known: {})", said.en, known.join(", ")),
        format!("{}（可用：{}）", said.zh, known.join("、")),
    )
}

/// What the reader says in its own words, in Chinese; what it says seldom keeps them.
fn in_chinese(error: &Error, words: &str) -> String {
    match error {
        Error::SerdeMissingField { field, .. } => format!("缺少键`{field}`"),
        Error::DuplicateMappingKey { key: Some(key), .. } => format!("键`{key}`重复"),
        Error::DuplicateMappingKey { .. } => "键重复".to_owned(),
        Error::SerdeInvalidType { expected, .. } | Error::SerdeInvalidValue { expected, .. } => {
            format!("这里应为{}", form(expected))
        }
        Error::InvalidScalar { ty, .. } => format!("这里应为{}", form(ty)),
        Error::InvalidBooleanStrict { .. } => "这里应为`true`或`false`".to_owned(),
        Error::NullIntoString { .. } => "这里应为文字".to_owned(),
        Error::Eof { .. } => "文件在这里中断".to_owned(),
        Error::Unexpected { expected, .. } => format!("这里应为{}", form(expected)),
        _ => format!("YAML 有误（{words}）"),
    }
}

/// A form of a value, as the reader calls it, in Chinese.
fn form(name: &str) -> String {
    match name {
        "a string" | "string" | "a string scalar" | "string scalar" => "文字".to_owned(),
        "a boolean" | "bool" | "boolean" => "`true`或`false`".to_owned(),
        "a sequence" | "sequence" | "sequence start" => "列表".to_owned(),
        "a map" | "map" | "mapping" | "mapping start" => "映射".to_owned(),
        "a list (`- …`)" => "列表（`- …`）".to_owned(),
        "a map (`key: value`)" => "映射（`键: 值`）".to_owned(),
        "a word or a list of words" => "一个词或一列词".to_owned(),
        "a list of terms, or {add: […], remove: […]}" => "一列词，或{add: […], remove: […]}".to_owned(),
        "a lexicon, a list of lexicons, or {any, all, none, in, at, near, order}" => {
            "一个词表、一列词表，或{any, all, none, in, at, near, order}".to_owned()
        }
        "a map from fields to tests" => "字段与检验的映射".to_owned(),
        "a text, or {en: …, zh: …}" => "文字，或{en: …, zh: …}".to_owned(),
        name if name.starts_with("struct ") => "映射".to_owned(),
        name if name.starts_with(['u', 'i']) && name[1..].bytes().all(|byte| byte.is_ascii_digit()) => {
            format!("整数（{name}）")
        }
        name => match name.strip_prefix("a condition: ") {
            Some(keys) => format!("条件：{keys}"),
            None => name.replace(", or ", "，或").replace(" or ", "或"),
        },
    }
}

/// The bytes at a place that the YAML reader names: the word that begins there.
pub fn place(text: &str, location: &serde_yaml::Location) -> SourceSpan {
    let start = match location.span().byte_offset() {
        Some(offset) => usize::try_from(offset).unwrap_or(0).min(text.len()),
        None => offset_of(text, location.line(), location.column()),
    };
    let rest = text.get(start..).unwrap_or("").lines().next().unwrap_or("");
    let len = match rest.chars().next() {
        Some(quote @ ('"' | '\'')) => rest[1..].find(quote).map_or(rest.len(), |at| at + 2),
        _ => {
            let end = rest.find([',', ']', '}', '#']).unwrap_or(rest.len());
            let end = rest.find(": ").map_or(end, |at| at.min(end));
            rest[..end].trim_end().trim_end_matches(':').len()
        }
    };
    (start, len).into()
}

fn offset_of(text: &str, line: u64, column: u64) -> usize {
    let line = usize::try_from(line).unwrap_or(1).max(1);
    let column = usize::try_from(column).unwrap_or(1).max(1);
    let start: usize = text.split_inclusive('\n').take(line - 1).map(str::len).sum();
    let row = text.get(start..).unwrap_or("").lines().next().unwrap_or("");
    start + row.chars().take(column - 1).map(char::len_utf8).sum::<usize>()
}

fn innermost(error: &Error) -> &Error {
    match error {
        Error::WithSnippet { error, .. } => innermost(error),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_wrong_is_said_once_and_its_place_apart() {
        let text = "a: [1, x]";
        let error = serde_yaml::from_str::<std::collections::BTreeMap<String, Vec<u8>>>(text).unwrap_err();
        let error = LoadError::of_yaml(text, &error);
        assert!(!error.message.en.contains("error:") && !error.message.en.contains("line"), "{:?}", error.message);
        assert_eq!(error.message.zh, "这里应为整数（u8）");
        assert_eq!((error.at.offset(), error.at.len()), (7, 1));
    }
}
