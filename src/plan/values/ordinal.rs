//! The number of a phase: `2`, “Phase 2”, “Stage II”, 第二阶段.

use crate::plan::headings::chinese_number;

/// The number that a phase's name holds; none where it has none, or holds a year.
pub fn ordinal(text: &str) -> Option<u32> {
    let digits: String = text.chars().skip_while(|c| !c.is_ascii_digit()).take_while(char::is_ascii_digit).collect();
    if !digits.is_empty() {
        return (digits.len() <= 2).then(|| digits.parse().ok())?;
    }
    let numeral = |c: char| "一二三四五六七八九十".contains(c);
    let numerals: String = text.chars().skip_while(|&c| !numeral(c)).take_while(|&c| numeral(c)).collect();
    if !numerals.is_empty() {
        return chinese_number(&numerals);
    }
    let roman = ["I", "II", "III", "IV", "V", "VI"];
    let last = text.split_whitespace().next_back()?;
    roman.iter().position(|r| *r == last).map(|at| at as u32 + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_phases() {
        assert_eq!(["2", "Phase 3", "Stage II", "第十二阶段", "二期"].map(ordinal), [2, 3, 2, 12, 2].map(Some));
        assert_eq!(["Now", "2028", "Q3 2028 ff."].map(ordinal)[..2], [None, None]);
    }
}
