//! English inflection, generated: plural nouns, and the regular forms of verbs.

/// All forms of a noun phrase: its last word also in the plural.
pub fn noun(term: &str) -> Vec<String> {
    vec![term.to_owned(), plural(term)]
}

/// All forms of a verb phrase: its first word also with -s, -ed, -ing.
pub fn verb(term: &str) -> Vec<String> {
    let (word, rest) = match term.find(' ') {
        Some(at) => term.split_at(at),
        None => (term, ""),
    };
    let stem = word.strip_suffix('e').filter(|s| !s.ends_with(['e', 'o', 'y'])).unwrap_or(word);
    let doubled = doubles(word).then(|| format!("{word}{}", &word[word.len() - 1..]));
    let base = doubled.as_deref().unwrap_or(stem);
    let past = match word.strip_suffix('y') {
        Some(stem) if !stem.ends_with(['a', 'e', 'o', 'u']) => format!("{stem}ied"),
        _ if word.ends_with('e') => format!("{word}d"),
        _ => format!("{base}ed"),
    };
    let progressive = if word.ends_with("ee") { format!("{word}ing") } else { format!("{base}ing") };
    [word.to_owned(), plural(word), past, progressive].map(|form| format!("{form}{rest}")).into()
}

fn plural(word: &str) -> String {
    if !word.ends_with(|c: char| c.is_ascii_alphabetic()) {
        return word.to_owned();
    }
    match word.strip_suffix('y') {
        Some(stem) if !stem.ends_with(['a', 'e', 'o', 'u']) => format!("{stem}ies"),
        _ if word.ends_with('s') && !word.ends_with("ss") && !word.ends_with("us") => word.to_owned(),
        _ if word.ends_with(['s', 'x', 'z']) || word.ends_with("ch") || word.ends_with("sh") => format!("{word}es"),
        _ => format!("{word}s"),
    }
}

/// Consonant, vowel, consonant in a word of one syllable: the last letter is doubled.
fn doubles(word: &str) -> bool {
    let bytes = word.as_bytes();
    let vowel = |b: u8| matches!(b, b'a' | b'e' | b'i' | b'o' | b'u');
    let &[.., a, b, c] = bytes else { return false };
    let one = bytes.iter().filter(|&&b| vowel(b)).count() == 1;
    one && !vowel(a) && vowel(b) && !vowel(c) && !matches!(c, b'w' | b'x' | b'y')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn regular_forms() {
        assert_eq!(verb("set up"), ["set up", "sets up", "setted up", "setting up"]);
        assert_eq!(verb("procure"), ["procure", "procures", "procured", "procuring"]);
        assert_eq!(verb("modify"), ["modify", "modifies", "modified", "modifying"]);
        assert_eq!(verb("deploy"), ["deploy", "deploys", "deployed", "deploying"]);
        assert_eq!(noun("data library"), ["data library", "data libraries"]);
        assert_eq!(noun("switch"), ["switch", "switches"]);
    }
}
