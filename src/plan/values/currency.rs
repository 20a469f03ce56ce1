//! Currencies, by their codes, signs and words.

use super::scan::{Scan, opens};

/// A currency by its code; by its sign or word (`$`, `¥`, `yuan`, `kr`, `Rs`) where several share it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Currency(&'static str);

/// What a sign or word that several currencies share may mean.
const SHARED: [(&str, &[&str]); 5] = [
    ("$", &["USD", "CAD", "AUD", "NZD", "SGD", "HKD", "TWD", "MXN"]),
    ("¥", &["CNY", "JPY", "yuan"]),
    ("yuan", &["CNY", "TWD", "HKD"]),
    ("kr", &["SEK", "NOK", "DKK", "ISK", "CZK"]),
    ("Rs", &["INR", "PKR", "LKR", "NPR"]),
];

impl Currency {
    /// `USD`, or the sign where it does not say which.
    pub fn name(&self) -> &'static str {
        self.0
    }

    /// The one currency that both may mean; none where they differ.
    pub fn join(self, other: Currency) -> Option<Currency> {
        if self == other {
            return Some(self);
        }
        let means = |a: Currency, b: Currency| SHARED.iter().any(|(sign, all)| *sign == a.0 && all.contains(&b.0));
        if means(self, other) {
            Some(other)
        } else if means(other, self) {
            Some(self)
        } else {
            None
        }
    }
}

/// Signs before or after an amount; longer ones first.
const SIGNS: [(&str, &str); 28] = [
    ("us$", "USD"),
    ("nt$", "TWD"),
    ("hk$", "HKD"),
    ("au$", "AUD"),
    ("ca$", "CAD"),
    ("nz$", "NZD"),
    ("sg$", "SGD"),
    ("mx$", "MXN"),
    ("a$", "AUD"),
    ("c$", "CAD"),
    ("s$", "SGD"),
    ("r$", "BRL"),
    ("$", "$"),
    ("€", "EUR"),
    ("£", "GBP"),
    ("¥", "¥"),
    ("￥", "¥"),
    ("￡", "GBP"),
    ("₹", "INR"),
    ("₩", "KRW"),
    ("￦", "KRW"),
    ("₽", "RUB"),
    ("₴", "UAH"),
    ("₺", "TRY"),
    ("₫", "VND"),
    ("zł", "PLN"),
    ("人民币", "CNY"),
    ("新台币", "TWD"),
];

/// By their codes.
const CODES: [(&str, &str); 40] = [
    ("aed", "AED"),
    ("aud", "AUD"),
    ("brl", "BRL"),
    ("cad", "CAD"),
    ("chf", "CHF"),
    ("cnh", "CNY"),
    ("cny", "CNY"),
    ("czk", "CZK"),
    ("dkk", "DKK"),
    ("eur", "EUR"),
    ("gbp", "GBP"),
    ("hkd", "HKD"),
    ("huf", "HUF"),
    ("idr", "IDR"),
    ("ils", "ILS"),
    ("inr", "INR"),
    ("isk", "ISK"),
    ("jpy", "JPY"),
    ("kes", "KES"),
    ("krw", "KRW"),
    ("mxn", "MXN"),
    ("myr", "MYR"),
    ("ngn", "NGN"),
    ("nok", "NOK"),
    ("ntd", "TWD"),
    ("nzd", "NZD"),
    ("php", "PHP"),
    ("pkr", "PKR"),
    ("pln", "PLN"),
    ("rmb", "CNY"),
    ("ron", "RON"),
    ("rs", "Rs"),
    ("sek", "SEK"),
    ("sgd", "SGD"),
    ("thb", "THB"),
    ("twd", "TWD"),
    ("uah", "UAH"),
    ("usd", "USD"),
    ("vnd", "VND"),
    ("zar", "ZAR"),
];

/// A word that is a code, with its currency.
fn code(word: &str) -> Option<&'static (&'static str, &'static str)> {
    if !(2..=3).contains(&word.len()) {
        return None;
    }
    CODES.get(CODES.binary_search_by(|(code, _)| (*code).cmp(word)).ok()?)
}

/// Words after an amount, with whether they mean money without a scale or a large number.
const WORDS: [(&str, &str, bool); 34] = [
    ("us dollars", "USD", true),
    ("us dollar", "USD", true),
    ("dollars", "$", true),
    ("dollar", "$", true),
    ("euros", "EUR", true),
    ("euro", "EUR", true),
    ("pounds sterling", "GBP", true),
    ("pounds", "GBP", false),
    ("yuan", "CNY", true),
    ("renminbi", "CNY", true),
    ("yen", "JPY", true),
    ("rupees", "Rs", true),
    ("francs", "CHF", true),
    ("crowns", "kr", false),
    ("kronor", "SEK", true),
    ("kroner", "kr", true),
    ("korunas", "CZK", true),
    ("koruna", "CZK", true),
    ("zlotys", "PLN", true),
    ("kr", "kr", true),
    ("美元", "USD", true),
    ("美金", "USD", true),
    ("欧元", "EUR", true),
    ("英镑", "GBP", true),
    ("日元", "JPY", true),
    ("日圆", "JPY", true),
    ("港元", "HKD", true),
    ("港币", "HKD", true),
    ("新台币", "TWD", true),
    ("台币", "TWD", true),
    ("人民币", "CNY", true),
    ("元", "yuan", true),
    ("圆", "yuan", true),
    ("块钱", "yuan", true),
];

/// A sign or code before an amount, and where it ends.
pub(super) fn before(s: &Scan, at: usize) -> Option<(Currency, usize)> {
    let rest = s.rest(at);
    let lettered = s.at(at).is_ascii_lowercase();
    let before = s.before(at);
    if lettered && (before.is_ascii_alphanumeric() || matches!(before, '.' | '/' | '_' | '@' | '#' | '-' | '\\')) {
        return None;
    }
    // `us$`, `a$`, `zł`: of a word that is none of these no sign needs to be looked for.
    let signed = !lettered || matches!(rest.as_bytes(), [_, b'$' | 0xc5, ..] | [_, _, b'$', ..]);
    if signed && let Some((sign, code)) = SIGNS.iter().find(|(sign, _)| opens(rest, sign)) {
        return Some((Currency(code), at + sign.len()));
    }
    if lettered {
        let (code, name) = code(s.word(at))?;
        let end = at + code.len();
        return Some((Currency(name), if *code == "rs" { s.eat(end, &["."]).unwrap_or(end) } else { end }));
    }
    // Words that stand before too: 美元 300 万.
    let (word, name, _) = WORDS.iter().skip(20).find(|(word, ..)| opens(rest, word) && word.chars().count() > 1)?;
    Some((Currency(name), at + word.len()))
}

/// A sign, code or word after an amount, where it ends, and whether it means money by itself.
pub(super) fn after(s: &Scan, at: usize) -> Option<(Currency, usize, bool)> {
    let rest = s.rest(at);
    for (word, name, sure) in WORDS {
        let Some(tail) = opens(rest, word).then(|| &rest[word.len()..]) else { continue };
        let end = at + word.len();
        let ascii = word.is_ascii();
        if ascii && tail.starts_with(|c: char| c.is_ascii_alphanumeric()) {
            continue;
        }
        // 元 begins other words.
        if word == "元" && tail.starts_with(['旦', '素', '件', '数', '宇', '年', '月', '老', '首']) {
            continue;
        }
        // `1400万元人民币`, `元（人民币）`
        if word == "元"
            && let Some(end) = s.eat(end, &["人民币", "(人民币)"])
        {
            return Some((Currency("CNY"), end, true));
        }
        return Some((Currency(name), end, sure));
    }
    if let Some((sign, name)) = SIGNS.iter().skip(12).find(|(sign, _)| opens(rest, sign)) {
        // `300 $5`: the sign belongs to the next amount.
        let end = at + sign.len();
        // A dollar after a figure may end a formula: `r_1$`.
        return (!s.at(end).is_ascii_digit()).then_some((Currency(name), end, *sign != "$"));
    }
    let (code, name) = code(s.word(at))?;
    Some((Currency(name), at + code.len(), true))
}

/// Any currency in a column head.
pub(super) fn anywhere(s: &Scan) -> Option<Currency> {
    let mut at = 0;
    while at < s.text.len() {
        let c = s.at(at);
        let start = !c.is_ascii_lowercase() || !s.before(at).is_ascii_lowercase() || s.before(at) == 'k';
        if start && let Some(found) = before(s, at).or_else(|| after(s, at).map(|(c, end, _)| (c, end))) {
            return Some(found.0);
        }
        at += c.len_utf8();
    }
    None
}
