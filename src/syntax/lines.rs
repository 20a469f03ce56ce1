//! What a single line of text looks like: how wide it is, whether it ends a sentence, whether it is a
//! `Label: value` pair.

/// Whether a character is Han.
pub(super) fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// Columns that a text takes: two for Han and full-width signs.
pub(super) fn width(text: &str) -> usize {
    if text.is_ascii() {
        return text.len();
    }
    text.chars().map(|c| 1 + usize::from(c >= '\u{1100}' && c != '\u{fe0f}')).sum()
}

/// Byte ranges of the cells of a table's row, each but a first one without a bar from the bar before it.
pub fn cells(row: &str) -> Vec<(usize, usize)> {
    let mut bars: Vec<usize> = Vec::new();
    let mut escaped = false;
    for (at, c) in row.char_indices() {
        if c == '|' && !escaped {
            bars.push(at);
        }
        escaped = c == '\\' && !escaped;
    }
    let mut edges: Vec<usize> = Vec::new();
    if !row.trim_start().starts_with('|') {
        edges.push(0);
    }
    let closed = bars.last().is_some_and(|&bar| bar + 1 == row.trim_end().len());
    edges.extend(bars);
    if !closed {
        edges.push(row.len());
    }
    edges.windows(2).map(|pair| (pair[0], pair[1])).collect()
}

/// Marks and closing signs that may follow the mark that ends a sentence.
fn is_closing(c: char) -> bool {
    c.is_whitespace() || matches!(c, '*' | '_' | '`' | '~' | ')' | '）' | '"' | '\'' | '”' | '’' | '」' | '』' | ']')
}

/// Whether a text ends with the end of a sentence.
pub(super) fn ends_sentence(text: &str) -> bool {
    text.trim_end_matches(is_closing).ends_with(['.', '!', '?', ';', '。', '！', '？', '；', '…'])
}

/// Whether a text ends with a mark that leads on: a comma or a colon.
pub(super) fn leads_on(text: &str) -> bool {
    text.trim_end_matches(is_closing).ends_with([',', ':', '，', '：', '、', '-', '—', '\\'])
}

/// Whether a text is as short as a title: at most 12 words, or 25 characters where it has Han.
pub(super) fn is_short(text: &str) -> bool {
    if text.len() > 160 {
        return false;
    }
    let han = text.chars().filter(|&c| is_han(c)).count();
    let words = text.split(|c: char| c.is_whitespace() || is_han(c)).filter(|w| w.chars().any(char::is_alphanumeric));
    let words = words.count();
    if han > 0 { han + words <= 25 } else { (1..=12).contains(&words) && text.len() <= 100 }
}

/// Whether every bracket that opens in a text closes in it.
pub(super) fn is_balanced(text: &str) -> bool {
    let mut depth = 0u32;
    for c in text.chars() {
        match c {
            '(' | '（' | '《' | '“' | '[' | '【' => depth += 1,
            ')' | '）' | '》' | '”' | ']' | '】' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    depth == 0
}

/// A `Label: value` pair that opens a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Pair {
    /// Whether the label is bold.
    pub bold: bool,
    /// Whether the label has at most four words or eight Han characters.
    pub short: bool,
    /// Where the colon ends.
    pub value: usize,
}

/// The pair that opens a line, if there is one.
pub(super) fn pair(line: &str) -> Option<Pair> {
    let at = line.char_indices().take(48).find(|&(_, c)| matches!(c, ':' | '：')).map(|(at, _)| at)?;
    let len = line[at..].chars().next().map_or(1, char::len_utf8);
    let after = &line[at + len..];
    // 对应:G1
    let han = line[..at].ends_with(is_han) && !after.starts_with("//");
    if len == 1
        && !han
        && !(after.is_empty() || after.starts_with(|c: char| c.is_whitespace() || is_han(c) || "*_`“".contains(c)))
    {
        return None;
    }
    let markup = |c: char| c.is_whitespace() || matches!(c, '*' | '_' | '`');
    let label = line[..at].trim_matches(markup);
    let first = label.chars().find(|c| c.is_alphanumeric())?;
    if label.chars().count() > 40
        || label.contains(['。', '，', '；', '！', '？', ',', ';', '!', '?', '|'])
        || label.contains(". ")
        || first.is_lowercase()
        || first.is_numeric()
    {
        return None;
    }
    let han = label.chars().filter(|&c| is_han(c)).count();
    let words = label.split(|c: char| c.is_whitespace() || is_han(c)).filter(|w| !w.is_empty()).count();
    let opened = line.trim_start().starts_with("**") || line.trim_start().starts_with("__");
    let bold = opened && (line[..at].trim_end().ends_with("**") || after.starts_with("**") || after.starts_with("__"));
    Some(Pair { bold, short: words <= 4 && han <= 8, value: at + len })
}

/// Whether a character is an emoji that may open a title; marks of a state (✅, 🟡) are none.
pub(super) fn is_title_emoji(c: char) -> bool {
    let state = matches!(
        c,
        '✅' | '☑'
            | '✔'
            | '❌'
            | '✖'
            | '✗'
            | '✘'
            | '⚠'
            | '❗'
            | '❓'
            | '⏳'
            | '⌛'
            | '🔄'
            | '⬜'
            | '⬛'
            | '☐'
            | '➡'
            | '👉'
            | '⭐'
            | '🚫'
    ) || matches!(c, '\u{1f534}'..='\u{1f535}' | '\u{1f7e0}'..='\u{1f7eb}');
    !state
        && matches!(c, '\u{231a}'..='\u{23ff}' | '\u{2600}'..='\u{27bf}' | '\u{2b00}'..='\u{2bff}' | '\u{1f000}'..='\u{1faff}')
}

/// Whether a character is a bullet that Markdown does not know.
pub(super) fn is_bullet(c: char) -> bool {
    is_list_bullet(c) || matches!(c, '○' | '□' | '◇' | '·' | '※')
}

/// Whether such a bullet opens an item of a list, whatever stands on the lines around; the others mark states and notes too.
pub(super) fn is_list_bullet(c: char) -> bool {
    matches!(c, '•' | '●' | '■' | '◆' | '▪' | '‣' | '▸' | '▶' | '►' | '➤')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs() {
        assert_eq!(pair("Owner: X").map(|p| (p.short, p.bold, p.value)), Some((true, false, 6)));
        assert_eq!(pair("**负责人：** 张三").map(|p| (p.short, p.bold)), Some((true, true)));
        assert_eq!(pair("**Budget**: 1").map(|p| (p.short, p.bold)), Some((true, true)));
        assert_eq!(pair("对应:G1").map(|p| (p.short, p.value)), Some((true, 7)));
        assert!(pair("see http://a.b").is_none());
        assert!(pair("at 12:30 we").is_none());
        assert!(pair("continues: so").is_none());
        assert!(pair("First, we say: no").is_none());
    }

    #[test]
    fn titles() {
        assert!(is_short("Why Docker + nginx + systemd?"));
        assert!(!is_short("one two three four five six seven eight nine ten eleven twelve thirteen"));
        assert!(ends_sentence("done.**") && !ends_sentence("done,"));
        assert!(!is_balanced("条例》（2021年"));
        assert_eq!(width("计a"), 3);
    }
}
