//! Plans of any size for measuring: what they state is made up, and the same every time.

#![allow(dead_code, missing_docs)]

use std::fmt::Write;

const WORDS: [&str; 20] = [
    "permit",
    "office",
    "builders",
    "counter",
    "citizens",
    "service",
    "record",
    "tax",
    "school",
    "road",
    "water",
    "clinic",
    "archive",
    "registry",
    "notice",
    "fee",
    "form",
    "queue",
    "licence",
    "appointment",
];

/// Numbers that look drawn and are the same every time.
pub struct Draw(u64);

impl Draw {
    pub fn new() -> Self {
        Self(0x9e37_79b9_7f4a_7c15)
    }

    pub fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % bound.max(1)
    }

    pub fn words(&mut self, count: usize) -> String {
        (0..count).map(|_| WORDS[self.below(WORDS.len())]).collect::<Vec<_>>().join(" ")
    }
}

/// A plan of one list of needs, goals and tasks each, with links, dependencies and every tenth id taken twice.
pub fn linked(items: usize) -> String {
    let mut draw = Draw::new();
    let quarter = items / 4;
    let mut text = String::from("# Digital plan of the county 2027-2030\n\n## Needs\n\n");
    for n in 1..=quarter {
        let _ = writeln!(text, "- **N{n}** Builders wait {n} days for {}", draw.words(3));
    }
    text.push_str("\n## Goals\n\n");
    for n in 1..=quarter {
        let _ = writeln!(text, "- **G{n}** Cut the {} to {n} days by 2028 (serves: N{n})", draw.words(3));
    }
    text.push_str("\n## Tasks\n\n");
    for n in 1..=items / 2 {
        let id = if n % 10 == 0 { n - 5 } else { n };
        let (need, goal) = (1 + draw.below(quarter), 1 + draw.below(quarter));
        let _ = writeln!(
            text,
            "- **T{id}** Put {} online (serves: N{need}, G{goal}; owner: Permit Office; by: 2028-06; depends on: T{})",
            draw.words(3),
            n.saturating_sub(1).max(1)
        );
    }
    text
}

/// A plan of tasks of which many say the same, without ids.
pub fn doubled(tasks: usize) -> String {
    let mut draw = Draw::new();
    let mut text = String::from("# Digital plan 2027\n\n## Needs\n\n- Citizens lack a record\n\n## Tasks\n\n");
    for n in 0..tasks {
        let words = if n % 3 == 0 { "the tax record".to_owned() } else { draw.words(3) };
        let _ = writeln!(text, "- Buy a platform for {words} (owner: Permit Office; by: 2028-06)");
    }
    text
}

/// A plan as people write them, of at least so many bytes: chapters of needs, goals, tasks and running text.
pub fn chapters(bytes: usize) -> String {
    let mut draw = Draw::new();
    let mut text = String::from("# Digital plan of the county 2027-2030\n\n");
    let mut n = 0;
    while text.len() < bytes {
        n += 1;
        let _ = write!(
            text,
            "## Needs of part {n}\n\nThe county counted {n} complaints. {}.\n\n- **N{n}** Builders wait {n} days for {}\n\n\
             ## Tasks of part {n}\n\n{}.\n\n- **T{n}** Put {} online (serves: N{n}; owner: Permit Office; by: 2028-06)\n\
             - Train the {}\n\n| Indicator | Value | Target |\n|---|---|---|\n| Days for {} | {n} | 3 |\n\n\
             ### Background\n\n{}. {}.\n\n",
            draw.words(14),
            draw.words(3),
            draw.words(20),
            draw.words(3),
            draw.words(3),
            draw.words(2),
            draw.words(40),
            draw.words(30),
        );
    }
    text
}

/// A text that is no plan, of at least so many bytes.
pub fn manual(bytes: usize) -> String {
    let mut draw = Draw::new();
    let mut text = String::from("# Handbook\n\n");
    while text.len() < bytes {
        let _ = write!(
            text,
            "## How the {} works\n\nTo open it, press the key. {}. See [the page](https://example.org/{}).\n\n\
             ```sh\nrun {}\n```\n\n- {}\n- {}\n\n",
            draw.words(2),
            draw.words(40),
            draw.words(1),
            draw.words(4),
            draw.words(6),
            draw.words(8),
        );
    }
    text
}
