//! A text in both languages, of which the page shows one.

use crate::plan::Language;
use askama::filters::HtmlSafe;
use std::fmt;

/// A text in both languages.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Both {
    pub en: String,
    pub zh: String,
}

/// A text of the page's own.
pub(super) fn both(en: impl Into<String>, zh: impl Into<String>) -> Both {
    Both { en: en.into(), zh: zh.into() }
}

impl Both {
    /// A text made in each language.
    pub fn each(make: impl Fn(Language) -> String) -> Self {
        Self { en: make(Language::En), zh: make(Language::Zh) }
    }
}

/// Writes what is text as text.
fn escaped(text: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let mut rest = text;
    while let Some(at) = rest.find(['&', '<', '>', '"', '\'']) {
        f.write_str(&rest[..at])?;
        f.write_str(match rest.as_bytes()[at] {
            b'&' => "&#38;",
            b'<' => "&#60;",
            b'>' => "&#62;",
            b'"' => "&#34;",
            _ => "&#39;",
        })?;
        rest = &rest[at + 1..];
    }
    f.write_str(rest)
}

impl fmt::Display for Both {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.en == self.zh {
            return escaped(&self.en, f);
        }
        f.write_str("<span lang=\"en\">")?;
        escaped(&self.en, f)?;
        f.write_str("</span><span lang=\"zh\">")?;
        escaped(&self.zh, f)?;
        f.write_str("</span>")
    }
}

impl HtmlSafe for Both {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_text_stays_text() {
        assert_eq!(
            both("<b a='1'>&\"", "“改”<").to_string(),
            "<span lang=\"en\">&#60;b a=&#39;1&#39;&#62;&#38;&#34;</span><span lang=\"zh\">“改”&#60;</span>"
        );
        assert_eq!(both("T1", "T1").to_string(), "T1");
    }
}
