//! What is wrong with arguments, in Chinese: the form of the library's own, with other words.

use clap::builder::{StyledStr, Styles};
use clap::error::{ContextKind, ContextValue, Error, ErrorFormatter, ErrorKind};

/// Words errors in Chinese.
#[derive(Debug)]
pub struct Chinese;

impl ErrorFormatter for Chinese {
    fn format_error(error: &Error<Self>) -> StyledStr {
        let styles = Styles::styled();
        let (wrong, right, head) = (styles.get_invalid(), styles.get_valid(), styles.get_error());
        let bad = |text: &str| format!("“{wrong}{text}{wrong:#}”");
        let good = |text: &str| format!("{right}{text}{right:#}");
        let mut text = format!("{head}错误：{head:#}{}", said(error, &bad));
        let list = [
            (ContextKind::ValidValue, "可选值"),
            (ContextKind::ValidSubcommand, "子命令"),
            (ContextKind::PriorArg, "与它冲突"),
        ];
        for (kind, name) in list {
            let values = all(error, kind);
            if !values.is_empty() {
                let values: Vec<String> = values.iter().map(|value| good(value)).collect();
                text.push_str(&format!("\n  [{name}：{}]", values.join("、")));
            }
        }
        let alike = [ContextKind::SuggestedSubcommand, ContextKind::SuggestedArg, ContextKind::SuggestedValue];
        for value in alike.into_iter().flat_map(|kind| all(error, kind)) {
            text.push_str(&format!("\n\n  {}：您是不是要写“{}”？", good("建议"), good(&value)));
        }
        if let Some(ContextValue::StyledStr(usage)) = error.get(ContextKind::Usage) {
            text.push_str(&format!("\n\n{}", usage.ansi()));
        }
        text.push_str(&format!("\n\n更多说明见“{}”。\n", good("--help")));
        StyledStr::from(text)
    }
}

/// The values of a kind of context, none where the error has none.
fn all(error: &Error<Chinese>, kind: ContextKind) -> Vec<String> {
    match error.get(kind) {
        Some(ContextValue::String(one)) => vec![one.clone()],
        Some(ContextValue::Strings(all)) => all.clone(),
        Some(ContextValue::Number(number)) => vec![number.to_string()],
        _ => Vec::new(),
    }
}

fn said(error: &Error<Chinese>, bad: &impl Fn(&str) -> String) -> String {
    let first = |kind| all(error, kind).into_iter().next();
    let argument = first(ContextKind::InvalidArg);
    let value = first(ContextKind::InvalidValue);
    let command = first(ContextKind::InvalidSubcommand);
    match (error.kind(), argument, value, command) {
        (ErrorKind::InvalidValue, Some(argument), Some(value), _) if value.is_empty() => {
            format!("{}缺少值", bad(&argument))
        }
        (ErrorKind::InvalidValue | ErrorKind::ValueValidation, Some(argument), Some(value), _) => {
            format!("{}不能取值{}", bad(&argument), bad(&value))
        }
        (ErrorKind::UnknownArgument, Some(argument), ..) => format!("没有参数{}", bad(&argument)),
        (ErrorKind::InvalidSubcommand, _, _, Some(command)) => format!("没有子命令{}", bad(&command)),
        (ErrorKind::MissingSubcommand, _, _, Some(command)) => format!("{}之后要写明子命令", bad(&command)),
        (ErrorKind::NoEquals, Some(argument), ..) => format!("{}与它的值之间要写等号", bad(&argument)),
        (ErrorKind::TooManyValues, Some(argument), Some(value), _) => {
            format!("{}的值太多，多出{}", bad(&argument), bad(&value))
        }
        (ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues, Some(argument), ..) => {
            format!("{}的值的个数不对", bad(&argument))
        }
        (ErrorKind::ArgumentConflict, Some(argument), ..) => {
            let twice = all(error, ContextKind::PriorArg).contains(&argument);
            if twice {
                format!("{}只能写一次", bad(&argument))
            } else {
                format!("{}不能这样一起使用", bad(&argument))
            }
        }
        (ErrorKind::MissingRequiredArgument, Some(_), ..) => {
            let missing: Vec<String> = all(error, ContextKind::InvalidArg).iter().map(|one| bad(one)).collect();
            format!("缺少参数{}", missing.join("、"))
        }
        (ErrorKind::InvalidUtf8, ..) => "参数不是 UTF-8".to_owned(),
        _ => "参数无法理解".to_owned(),
    }
}
