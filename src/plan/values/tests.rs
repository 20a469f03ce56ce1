//! What people write, and what it means.

use super::*;
use proptest::prelude::*;
use std::ops::Range;

fn days(interval: &Interval) -> String {
    format!("{}..{}", interval.start, interval.end)
}

/// `2028-01-01..2028-12-31`, `open`, `empty`, `unreadable`, `invalid[the part]`.
fn date_of(text: &str) -> String {
    match date(text) {
        DateValue::Range(i) => days(&i),
        DateValue::Open => "open".into(),
        DateValue::Empty => "empty".into(),
        DateValue::Unreadable => "unreadable".into(),
        DateValue::Invalid { range, .. } => format!("invalid[{}]", &text[range]),
    }
}

fn horizon_value(text: &str, value: HorizonValue) -> String {
    match value {
        HorizonValue::Range(i) => days(&i),
        HorizonValue::Until(i) => format!("until {}", i.end),
        HorizonValue::Open => "open".into(),
        HorizonValue::Unreadable => "unreadable".into(),
        HorizonValue::Invalid { range, .. } => format!("invalid[{}]", &text[range]),
    }
}

fn amount_of(money: &Money) -> String {
    format!("{} {}", money.amount.normalize(), money.currency.map_or("?", |c| c.name()))
}

fn money_of(text: &str, unit: Option<&str>) -> String {
    match money(text, unit) {
        MoneyValue::Amount(m) => amount_of(&m),
        MoneyValue::Open => "open".into(),
        MoneyValue::Empty => "empty".into(),
        MoneyValue::Unreadable => "unreadable".into(),
        MoneyValue::Invalid { range } => format!("invalid[{}]", &text[range]),
    }
}

fn table(rows: &[(&str, &str)], read: impl Fn(&str) -> String) {
    let wrong: Vec<String> = rows
        .iter()
        .filter_map(|(text, want)| {
            let got = read(text);
            (got != *want).then(|| format!("{text:?}: want {want}, got {got}"))
        })
        .collect();
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}

#[test]
fn dates() {
    let rows = [
        ("2028-06-30", "2028-06-30..2028-06-30"),
        ("2028-6-3", "2028-06-03..2028-06-03"),
        ("2028/06/30", "2028-06-30..2028-06-30"),
        ("2028.6.30", "2028-06-30..2028-06-30"),
        ("20280630", "2028-06-30..2028-06-30"),
        ("２０２８－０６－３０", "2028-06-30..2028-06-30"),
        ("2028-06-30T10:00Z", "2028-06-30..2028-06-30"),
        ("2028-02-29", "2028-02-29..2028-02-29"),
        ("2028", "2028-01-01..2028-12-31"),
        ("2028-06", "2028-06-01..2028-06-30"),
        ("06/2028", "2028-06-01..2028-06-30"),
        ("2028/06", "2028-06-01..2028-06-30"),
        ("Q3 2028", "2028-07-01..2028-09-30"),
        ("2028 Q3", "2028-07-01..2028-09-30"),
        ("2028Q3", "2028-07-01..2028-09-30"),
        ("2028-Q3", "2028-07-01..2028-09-30"),
        ("Q3/2028", "2028-07-01..2028-09-30"),
        ("Q3 '28", "2028-07-01..2028-09-30"),
        ("3Q2028", "2028-07-01..2028-09-30"),
        ("H1 2028", "2028-01-01..2028-06-30"),
        ("2028H2", "2028-07-01..2028-12-31"),
        ("third quarter of 2028", "2028-07-01..2028-09-30"),
        ("first half of 2028", "2028-01-01..2028-06-30"),
        ("June 2028", "2028-06-01..2028-06-30"),
        ("Jun 2028", "2028-06-01..2028-06-30"),
        ("Jun-28", "2028-06-01..2028-06-30"),
        ("Feb-30", "2030-02-01..2030-02-28"),
        ("Jun-28 to Sep-28", "2028-06-01..2028-09-30"),
        ("Jun-28, 2027", "2027-06-28..2027-06-28"),
        ("Sept. 2028", "2028-09-01..2028-09-30"),
        ("30 June 2028", "2028-06-30..2028-06-30"),
        ("30th of June, 2028", "2028-06-30..2028-06-30"),
        ("June 30, 2028", "2028-06-30..2028-06-30"),
        ("30-Jun-2028", "2028-06-30..2028-06-30"),
        ("end of 2028", "2028-10-01..2028-12-31"),
        ("By the end of 2028", "2028-10-01..2028-12-31"),
        ("by end of June 2028", "2028-06-19..2028-06-30"),
        ("mid-2028", "2028-04-01..2028-09-30"),
        ("early 2028", "2028-01-01..2028-04-30"),
        ("late 2028", "2028-09-01..2028-12-31"),
        ("spring 2028", "2028-01-01..2028-12-31"),
        ("winter 2028/29", "2028-01-01..2029-03-31"),
        ("FY2028", "2027-01-01..2029-12-31"),
        ("FY28", "2027-01-01..2029-12-31"),
        ("FY 2027/28", "2027-01-01..2028-12-31"),
        ("FY2027-28", "2027-01-01..2028-12-31"),
        ("fiscal year 2028", "2027-01-01..2029-12-31"),
        ("Q3 FY2028", "2027-01-01..2029-12-31"),
        ("2028-29", "2028-01-01..2029-12-31"),
        ("2027/28", "2027-01-01..2028-12-31"),
        ("5/13/2028", "2028-05-13..2028-05-13"),
        ("13/5/2028", "2028-05-13..2028-05-13"),
        ("3/4/2028", "2028-03-04..2028-04-03"),
        ("30.6.2028", "2028-06-30..2028-06-30"),
        ("2028年6月30日", "2028-06-30..2028-06-30"),
        ("2028 年 6 月 30 日", "2028-06-30..2028-06-30"),
        ("２０２８年６月", "2028-06-01..2028-06-30"),
        ("2028年6月", "2028-06-01..2028-06-30"),
        ("2028年6月底", "2028-06-19..2028-06-30"),
        ("2028年6月中旬", "2028-06-08..2028-06-23"),
        ("2028年底", "2028-10-01..2028-12-31"),
        ("2028年年底前", "2028-10-01..2028-12-31"),
        ("2028年底前完成", "2028-10-01..2028-12-31"),
        ("2028年上半年", "2028-01-01..2028-06-30"),
        ("2028年第三季度", "2028-07-01..2028-09-30"),
        ("2028年三季度", "2028-07-01..2028-09-30"),
        ("2028年Q3", "2028-07-01..2028-09-30"),
        ("2028年夏季", "2028-01-01..2028-12-31"),
        ("二〇二八年六月", "2028-06-01..2028-06-30"),
        ("二○二八年六月三十日前", "2028-06-30..2028-06-30"),
        ("“十五五”末", "2030-01-01..2030-12-31"),
        ("“十四五”期间", "2021-01-01..2025-12-31"),
        ("十三五", "2016-01-01..2020-12-31"),
        ("民國116年6月", "2027-06-01..2027-06-30"),
        ("民國116年至118年", "2027-01-01..2029-12-31"),
        ("116年6月30日", "2027-06-30..2027-06-30"),
        ("115年3月至116年6月", "2026-03-01..2027-06-30"),
        ("民国一百一十六年", "2027-01-01..2027-12-31"),
        ("截至2028年6月", "2028-06-01..2028-06-30"),
        ("到2028年", "2028-01-01..2028-12-31"),
        ("2028年前", "2028-01-01..2028-12-31"),
        ("2028年内", "2028-01-01..2028-12-31"),
        ("2028年度", "2028-01-01..2028-12-31"),
        ("no later than 2028-06-30", "2028-06-30..2028-06-30"),
        ("before 1 July 2028", "2028-07-01..2028-07-01"),
        ("until June 2028 (pilot)", "2028-06-01..2028-06-30"),
        ("**2028-06**", "2028-06-01..2028-06-30"),
        ("2027–2028", "2027-01-01..2028-12-31"),
        ("2027-2030", "2027-01-01..2030-12-31"),
        ("2027年1月至6月", "2027-01-01..2027-06-30"),
        ("2027年1-6月", "2027-01-01..2027-06-30"),
        ("2027年11月至2月", "2027-11-01..2028-02-29"),
        ("2027年6月1日至15日", "2027-06-01..2027-06-15"),
        ("Jan–Mar 2028", "2028-01-01..2028-03-31"),
        ("Nov 2027 – Feb 2028", "2027-11-01..2028-02-29"),
        ("Nov–Feb 2028", "2027-11-01..2028-02-29"),
        ("Q1–Q2 2028", "2028-01-01..2028-06-30"),
        ("Q1/Q2 2028", "2028-01-01..2028-06-30"),
        ("1–15 June 2028", "2028-06-01..2028-06-15"),
        ("June 1–15, 2028", "2028-06-01..2028-06-15"),
        ("2028-06-30, 2028-12-31", "2028-06-30..2028-12-31"),
        ("June 2028 (pilot), December 2028 (all)", "2028-06-01..2028-12-31"),
        ("2027-13", "invalid[2027-13]"),
        ("2028-13", "invalid[2028-13]"),
        ("31 June 2028", "invalid[31 June 2028]"),
        ("by 31 June 2028", "invalid[31 June 2028]"),
        ("2028-02-30", "invalid[2028-02-30]"),
        ("2027-02-29", "invalid[2027-02-29]"),
        ("2028年13月", "invalid[2028年13月]"),
        ("到２０２８年１３月前", "invalid[２０２８年１３月]"),
        ("2028年2月30日", "invalid[2028年2月30日]"),
        ("Q5 2028", "invalid[Q5 2028]"),
        ("2030..2027", "invalid[2030..2027]"),
        ("June 2028 to May 2028", "invalid[June 2028 to May 2028]"),
        ("6 months", "open"),
        ("three months", "open"),
        ("4周", "open"),
        ("18个月", "open"),
        ("第3月", "open"),
        ("M3", "open"),
        ("month 3", "open"),
        ("T+6", "open"),
        ("第1-6周", "open"),
        ("week 2", "open"),
        ("monthly", "open"),
        ("每年", "open"),
        ("annually from 2028", "open"),
        ("within 60 days of 2028-01-01", "open"),
        ("ongoing", "open"),
        ("持续推进", "open"),
        ("长期", "open"),
        ("Continuous", "open"),
        ("see above", "open"),
        ("同上", "open"),
        ("ASAP", "open"),
        ("30 June", "open"),
        ("三年内", "open"),
        ("2028年6月验收后30日", "open"),
        ("第二年6月", "open"),
        ("6月底前", "open"),
        ("年底前", "open"),
        ("Q3", "open"),
        ("", "empty"),
        ("—", "empty"),
        ("–", "empty"),
        ("-", "empty"),
        ("TBD", "empty"),
        ("tbc", "empty"),
        ("N/A", "empty"),
        ("to be determined", "empty"),
        ("待定", "empty"),
        ("待补充", "empty"),
        ("（未定）", "empty"),
        ("Board", "unreadable"),
        ("2.31", "unreadable"),
        ("+1 555 0199", "unreadable"),
        ("v2.0", "unreadable"),
        ("13/2028", "unreadable"),
    ];
    table(&rows, date_of);
}

fn marked(text: &str, found: impl IntoIterator<Item = Range<usize>>) -> String {
    found.into_iter().map(|r| &text[r]).collect::<Vec<_>>().join("|")
}

#[test]
fn dates_in_sentences() {
    let rows = [
        ("By December 2028, the Permit Office will open.", "December 2028"),
        ("到2028年6月底前，完成建设。", "2028年6月底"),
        ("于２０２８年６月完成，并在2029年验收。", "２０２８年６月|2029年"),
        ("The plan runs from 2027 to 2029 and ends by 2030.", "2027 to 2029|2030"),
        ("Launch in 2028.", "2028"),
        ("Serve 2000 users in 2028.", "2028"),
        ("in 2000 schools", ""),
        ("GB/T 22239-2019 applies", ""),
        ("国办发〔2021〕12号", ""),
        ("国办发（2021）12号", ""),
        ("M-19-23 and REQ-2028", ""),
        ("ISO 27001:2013", ""),
        ("到“十五五”末，全部上线", "“十五五”末"),
        ("落实“十四五”规划", ""),
        ("二〇二八年六月完成", "二〇二八年六月"),
        ("2028-13 is wrong", ""),
        ("end of June 2028 🎉 and Q3 2028", "end of June 2028|Q3 2028"),
        ("覆盖2000人，投入2028万元", ""),
        ("Plan 2027–2030", "2027–2030"),
        ("2026年版规范", ""),
        ("民國116年6月啟用", "民國116年6月"),
        ("no date here", ""),
        ("Version 1.2028.3", ""),
    ];
    table(&rows, |text| marked(text, dates_in(text).into_iter().map(|d| d.0)));
}

#[test]
fn horizons() {
    let rows = [
        ("2027..2030", "2027-01-01..2030-12-31"),
        ("2027-01..2030-12", "2027-01-01..2030-12-31"),
        ("2027-2030", "2027-01-01..2030-12-31"),
        ("2027–2030", "2027-01-01..2030-12-31"),
        ("2027—2030年", "2027-01-01..2030-12-31"),
        ("2027 to 2029", "2027-01-01..2029-12-31"),
        ("2027至2030年", "2027-01-01..2030-12-31"),
        ("2027年1月—2029年12月", "2027-01-01..2029-12-31"),
        ("2026-2030年", "2026-01-01..2030-12-31"),
        ("2027-30", "2027-01-01..2030-12-31"),
        ("2027–30", "2027-01-01..2030-12-31"),
        ("January 2027 through March 2029", "2027-01-01..2029-03-31"),
        ("2027", "2027-01-01..2027-12-31"),
        ("FY2027–FY2030", "2026-01-01..2031-12-31"),
        ("“十五五”时期", "2026-01-01..2030-12-31"),
        ("“十五五”规划", "2026-01-01..2030-12-31"),
        ("by 2030", "until 2030-12-31"),
        ("到2030年", "until 2030-12-31"),
        ("2030年前", "until 2030-12-31"),
        ("2030-12-31", "until 2030-12-31"),
        ("end of 2029", "until 2029-12-31"),
        ("from 2027", "open"),
        ("2027 onwards", "open"),
        ("three years", "open"),
        ("五年", "open"),
        ("18 months", "open"),
        ("three years from 2027", "open"),
        ("2027–2030 (four years)", "2027-01-01..2030-12-31"),
        ("2030..2027", "invalid[2030..2027]"),
        ("2027-13..2030", "invalid[2027-13..2030]"),
        ("", "unreadable"),
        ("the council", "unreadable"),
    ];
    table(&rows, |text| horizon_value(text, horizon(text)));
}

#[test]
fn horizons_in_titles_and_sentences() {
    let rows = [
        ("Digital Strategy 2027–2031", "2027–2031 = 2027-01-01..2031-12-31"),
        ("2027-2031 Digital Government Roadmap", "2027-2031 = 2027-01-01..2031-12-31"),
        ("浙江省数字政府建设“十四五”规划", "“十四五” = 2021-01-01..2025-12-31"),
        ("2027年工作要点", "2027年 = 2027-01-01..2027-12-31"),
        ("三年行动计划（2027—2029年）", "2027—2029年 = 2027-01-01..2029-12-31"),
        ("《数字政府三年行动计划（2027—2029年）》", "2027—2029年 = 2027-01-01..2029-12-31"),
        ("数字政府建设三年行动计划", "三年行动 = open"),
        ("A three-year plan for open data", "three-year = open"),
        ("2027 Action Plan", "2027 = 2027-01-01..2027-12-31"),
        ("Goals for 2027H2", "2027H2 = 2027-07-01..2027-12-31"),
        ("Vision 2035", "2035 = until 2035-12-31"),
        ("This plan covers the years 2027 to 2029.", "2027 to 2029 = 2027-01-01..2029-12-31"),
        (
            "The strategy period is January 2027 – December 2029.",
            "January 2027 – December 2029 = 2027-01-01..2029-12-31",
        ),
        ("本规划期限为2026—2030年。", "2026—2030年 = 2026-01-01..2030-12-31"),
        ("到2027年，基本建成数字政府。", "2027年 = until 2027-12-31"),
        ("By 2030, every permit is online.", "2030 = until 2030-12-31"),
        ("Implements GB/T 22239-2019", ""),
        ("根据《“十四五”数字政府规划》，制定本方案。", ""),
        ("国办发〔2021〕12号", ""),
        ("M-19-23 plan", ""),
        ("In 2019 the council bought 2000 laptops.", ""),
        ("Permit waiting times", ""),
        ("Digital Plan (June 2026)", ""),
        ("Evaluation of the Digital Strategy 2020–2024", ""),
        ("Board Strategic Plan FY 2027-2030", "FY 2027-2030 = 2026-01-01..2031-12-31"),
    ];
    table(&rows, |text| {
        horizon_in(text)
            .map_or(String::new(), |(range, value)| format!("{} = {}", &text[range], horizon_value(text, value)))
    });
}

#[test]
fn horizons_in_sentences() {
    let rows = [
        ("This plan covers 2027 to 2029.", "2027 to 2029 = 2027-01-01..2029-12-31"),
        ("Action plan and timeline (2025–2028)", "2025–2028 = 2025-01-01..2028-12-31"),
        ("The duration of the project is 12 months.", "12 months = open"),
        ("本规划期限为2027年。", "2027年 = 2027-01-01..2027-12-31"),
        ("本规划基准年为2020年。", ""),
        ("到2030年，全面建成。", "2030年 = until 2030-12-31"),
        ("By September 2027, all departments will publish their data.", ""),
        ("FY2027 budget submission", ""),
        ("2027 Action Plan", ""),
        ("[Goals](./2027/goals.md)", ""),
        ("permalink: /2021/action-plan/", ""),
    ];
    table(&rows, |text| {
        horizon_said(text)
            .map_or(String::new(), |(range, value)| format!("{} = {}", &text[range], horizon_value(text, value)))
    });
}

#[test]
fn amounts() {
    let rows = [
        ("1.2M", "1200000 ?"),
        ("9.0M", "9000000 ?"),
        ("400k", "400000 ?"),
        ("$1,200,000", "1200000 $"),
        ("USD 1.2 million", "1200000 USD"),
        ("US$1.2m", "1200000 USD"),
        ("1.2 million USD", "1200000 USD"),
        ("€3.5m", "3500000 EUR"),
        ("3,5 Mio €", "3500000 EUR"),
        ("€1.200.000,50", "1200000.5 EUR"),
        ("1 200 000 kr", "1200000 kr"),
        ("CHF 1'200'000", "1200000 CHF"),
        ("£400k", "400000 GBP"),
        ("300 k€", "300000 EUR"),
        ("¥300万", "3000000 ¥"),
        ("￥３００万", "3000000 ¥"),
        ("3.5亿元", "350000000 yuan"),
        ("300 万元", "3000000 yuan"),
        ("1400万元人民币", "14000000 CNY"),
        ("人民币1400万元", "14000000 CNY"),
        ("1亿2000万元", "120000000 yuan"),
        ("三百万元", "3000000 yuan"),
        ("300万美元", "3000000 USD"),
        ("NT$12,000", "12000 TWD"),
        ("新台币 30 万元", "300000 TWD"),
        ("新臺幣30萬元", "300000 TWD"),
        ("46M crowns", "46000000 kr"),
        ("12,00,000 INR", "1200000 INR"),
        ("approx. $2M", "2000000 $"),
        ("up to $2M", "2000000 $"),
        ("约300万元", "3000000 yuan"),
        ("300万元左右", "3000000 yuan"),
        ("$1.2M (capital)", "1200000 $"),
        ("300万元（财政资金）", "3000000 yuan"),
        ("$1.2M from the capital programme", "1200000 $"),
        ("300", "300 ?"),
        ("0", "0 ?"),
        ("$1.2M per year", "open"),
        ("1–2M", "open"),
        ("100-200万元", "open"),
        ("$1M to $2M", "open"),
        ("$1.2M + $100k", "open"),
        ("at least $1M", "open"),
        ("2 FTE", "open"),
        ("20人天", "open"),
        ("5%", "open"),
        ("€1.200", "open"),
        ("1,2,3M", "invalid[1,2,3M]"),
        ("$1,20,30", "invalid[1,20,30]"),
        ("约１，２，３万元", "invalid[１，２，３万元]"),
        ("—", "empty"),
        ("TBD", "empty"),
        ("待定", "empty"),
        ("existing staff", "unreadable"),
        ("自筹", "unreadable"),
    ];
    table(&rows, |text| money_of(text, None));
    assert_eq!(money_of("300", Some("万元")), "3000000 yuan");
    assert_eq!(money_of("1,200.5", Some("Budget (USD k)")), "1200500 USD");
    assert_eq!(money_of("35", Some("金额（亿元）")), "3500000000 yuan");
    assert_eq!(money_of("1.2M", Some("Budget (USD k)")), "1200000 USD");
    assert_eq!(money_of("400", Some("€m")), "400000000 EUR");
    assert_eq!(money_of("400", Some("in thousands of euros")), "400000 EUR");
    assert_eq!(money_of("400", Some("$'000")), "400000 $");
    assert_eq!(money_of("2027", Some("元")), "2027 yuan");
    assert_eq!(money_of("300万元", Some("万元")), "3000000 yuan");
}

#[test]
fn amounts_in_sentences() {
    let rows = [
        ("总投资1400万元，其中2027年400万元。", "1400万元|400万元"),
        ("It costs a total of $9.0M over three years.", "$9.0M"),
        ("57个系统覆盖1400万人", ""),
        ("300 users and 5 million residents", ""),
        ("€3.5m for 2028 and USD 200,000 later", "€3.5m|USD 200,000"),
        ("投入三百万元，支持多元化", "三百万元"),
        ("46M crowns, 5 pounds of paper", "46M crowns"),
        ("no money", ""),
        ("src/lib.rs:2 and $r_1$ or @cad97", ""),
        ("每年补助500元/人", "500元"),
        ("一元化管理", ""),
    ];
    table(&rows, |text| marked(text, money_in(text).into_iter().map(|m| m.0)));
}

#[test]
fn currencies() {
    let read = |text: &str| match money(text, None) {
        MoneyValue::Amount(m) => m,
        other => panic!("{text}: {other:?}"),
    };
    assert_eq!(read("$3M").at_most(&read("USD 2M")), Tri::No);
    assert_eq!(read("$1M").at_most(&read("CAD 2M")), Tri::Yes);
    assert_eq!(read("€1M").at_most(&read("$2M")), Tri::Unknown);
    assert_eq!(read("300").at_most(&read("$2M")), Tri::Unknown);
    assert_eq!(read("1.2M").at_most(&read("1.1M")), Tri::No);
    assert_eq!(read("¥300万").plus(&read("100万元")).map(|m| amount_of(&m)), Some("4000000 yuan".into()));
    assert!(read("€1").plus(&read("£1")).is_none());
}

#[test]
fn numbers() {
    let rows = [
        ("Answer 98% of calls within 5 days", "98%|5"),
        ("Connect 40 nodes to 3 centres", "40|3"),
        ("Serve 2000 users by 2028", "2000"),
        ("从30天缩短到5天", "30|5"),
        ("办理时间压减三成，覆盖率达到百分之九十", "三成|百分之九十"),
        ("效率提升两倍", "两倍"),
        ("覆盖五个区、十二个部门", "五|十二"),
        ("Halve the waiting time", "Halve"),
        ("cut half of the forms in the second half of 2028", "half"),
        ("Train two hundred people", "two hundred"),
        ("one in five", "one in|five"),
        ("Save $1.2M", "1.2M"),
        ("１２个系统", "１２"),
        ("reach 10–15 % of firms", "10–15 %"),
        ("1/3 of firms", "1/3"),
        ("上云率过半", "过半"),
        ("零投诉", "零投诉"),
        ("1. Put permits online", ""),
        ("3.2 Goals", ""),
        ("2 Overview", ""),
        ("（1）建设平台", ""),
        ("T1 serves REQ-3 and P0", ""),
        ("Upgrade to v2.0 or 2.0", ""),
        ("GB/T 22239 and ISO 27001", ""),
        ("by 2030", ""),
        ("2028年6月底前完成", ""),
        ("第三阶段第2步", ""),
        ("Phase 2, level 3, Windows 11", ""),
        ("等保三级", ""),
        ("一体化平台，一网通办", ""),
        ("“十四五”规划", ""),
        ("three-tier, two-factor, zero trust", ""),
        ("three-year", "three"),
        ("24/7 service", ""),
        ("5G 网络", ""),
        ("三年行动计划", ""),
        ("十分重要", ""),
        ("no figure", ""),
        ("表5 和 图 3、专栏2", ""),
        ("see[^12] and %E5%90%8E", ""),
        ("> 3. Publish", ""),
    ];
    table(&rows, |text| marked(text, numbers_in(text)));
}

#[test]
fn priorities() {
    let rows = [
        ("P0", "0 Top"),
        ("p1", "1 Top"),
        ("P2 – medium", "2 Middle"),
        ("P4", "4 Low"),
        ("High", "1 Top"),
        ("Priority: high", "1 Top"),
        ("medium", "2 Middle"),
        ("LOW", "3 Low"),
        ("Critical", "0 Top"),
        ("Must have", "1 Top"),
        ("should", "2 Middle"),
        ("Could", "3 Low"),
        ("1", "1 Top"),
        ("3", "3 Low"),
        ("高", "1 Top"),
        ("高优先级", "1 Top"),
        ("优先级：高", "1 Top"),
        ("中", "2 Middle"),
        ("低", "3 Low"),
        ("重点", "1 Top"),
        ("优先", "1 Top"),
        ("一级", "1 Top"),
        ("二级", "2 Middle"),
        ("Ⅰ级", "1 Top"),
        ("★★★", "3 Top"),
        ("★★★☆☆", "3 Middle"),
        ("★★★★★", "1 Top"),
        ("★", "5 Low"),
        ("(high)", "1 Top"),
        ("Highway", "none"),
        ("later perhaps", "none"),
    ];
    table(&rows, |text| {
        let value = priority(text, None);
        match (value.rank(), value.level()) {
            (Some(rank), Some(level)) => format!("{rank} {level:?}"),
            _ => "none".into(),
        }
    });
    assert_eq!(priority("flagship", Some(Level::Top)).rank(), Some(1));
}

#[test]
fn comparisons_hold_for_all_days() {
    let read = |text: &str| match date(text) {
        DateValue::Range(i) => i,
        other => panic!("{text}: {other:?}"),
    };
    let compare = |a: &str, b: &str| (read(a).before(&read(b)), read(a).within(&read(b)), read(a).is(&read(b)));
    assert_eq!(compare("2027", "2028"), (Tri::Yes, Tri::No, Tri::No));
    assert_eq!(compare("2028-06", "2028"), (Tri::Unknown, Tri::Yes, Tri::Unknown));
    assert_eq!(compare("2028", "2028-06"), (Tri::Unknown, Tri::Unknown, Tri::Unknown));
    assert_eq!(compare("2029", "2028"), (Tri::No, Tri::No, Tri::No));
    assert_eq!(compare("2028-06-30", "2028-06-30"), (Tri::No, Tri::Yes, Tri::Yes));
    assert_eq!(read("2028").days(), 366);
    assert_eq!(read("2028-06-30").days(), 1);
    assert_eq!(horizon("by 2030").holds(&read("2031")), Tri::No);
    assert_eq!(horizon("by 2030").holds(&read("2029")), Tri::Unknown);
    assert_eq!(horizon("2027..2030").holds(&read("2029")), Tri::Yes);
}

/// Every reader over one text; every range must be text.
fn read_all(text: &str) {
    let check = |range: &Range<usize>| assert!(text.get(range.clone()).is_some(), "{text:?} {range:?}");
    if let DateValue::Invalid { range, .. } = date(text) {
        check(&range);
    }
    if let HorizonValue::Invalid { range, .. } = horizon(text) {
        check(&range);
    }
    for unit in [None, Some(text)] {
        if let MoneyValue::Invalid { range } = money(text, unit) {
            check(&range);
        }
    }
    for (range, _) in [horizon_in(text), horizon_said(text)].into_iter().flatten() {
        check(&range);
    }
    for (range, interval) in dates_in(text) {
        check(&range);
        assert!(!range.is_empty() && interval.start <= interval.end);
    }
    money_in(text).iter().for_each(|(range, _)| check(range));
    let mut end = 0;
    for range in numbers_in(text) {
        check(&range);
        assert!(range.start >= end && !range.is_empty());
        end = range.end;
    }
    let _ = priority(text, None);
}

proptest! {
    #[test]
    fn any_text_is_read(text in any::<String>()) {
        read_all(&text);
    }

    #[test]
    fn any_likely_text_is_read(
        parts in proptest::collection::vec(
            prop::sample::select(vec![
                "2028", "13", "6", "30", "-", "/", ".", "..", "–", "年", "月", "日", "底", "June ", "Q3", "H1", " ", "end of ",
                "FY", "“十五五”", "末", "第", "季度", "$", "1,2", "M", "万", "亿", "元", "%", "三", "百分之", "个", "to ", "by ", "(",
                ")", "〔", "〕", "plan", "规划", "😀", "２", "，", "　", "民國", "é", "９９９９９９９９９９", "\r\n",
            ]),
            0..14,
        )
    ) {
        read_all(&parts.concat());
    }
}
