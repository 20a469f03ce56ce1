//! What plans do not say: one block a plan, one line each.

use super::clean::{one_line, pad, paint, style, width};
use super::run::{Found, Run};
use super::words;
use std::io;

/// Writes the blocks, by the path of the plan's first document.
pub(super) fn write(run: &Run, missing: &[Found<'_>], out: &mut dyn io::Write) -> io::Result<()> {
    let mut rest = missing;
    // Findings of one plan stand at its title, so they follow each other.
    while let Some(first) = rest.first() {
        let len = rest.iter().take_while(|found| std::ptr::eq(found.part, first.part)).count();
        let (block, after) = rest.split_at(len.max(1));
        write_block(run, block, out)?;
        rest = after;
    }
    Ok(())
}

fn write_block(run: &Run, block: &[Found<'_>], out: &mut dyn io::Write) -> io::Result<()> {
    let language = run.language();
    let Some(first) = block.first() else { return Ok(()) };
    let plan = &first.part.plan;
    let head = format!("{}: {}", one_line(&first.path()), words::missing(block.len(), language));
    let kind = words::kind(plan.profile.value, plan.scope.value, language);
    let why = words::judged_as(&kind, &one_line(&plan.profile.why.in_words(language)), language);
    writeln!(out, "{}      {}", paint(run.view.color, "1", &head), paint(run.view.color, "2", &why))?;
    let lines: Vec<[String; 3]> = block
        .iter()
        .map(|found| {
            let f = found.finding;
            [one_line(&f.topic), one_line(&f.message), one_line(&f.help)]
        })
        .collect();
    let widest = |column: usize| lines.iter().map(|line| width(&line[column])).max().unwrap_or(0);
    let (topic, message) = (widest(0), widest(1).min(60));
    let mut order: Vec<usize> = (0..block.len()).collect();
    order.sort_by_key(|&at| std::cmp::Reverse(block[at].finding.severity));
    for at in order {
        let finding = block[at].finding;
        let [name, text, help] = &lines[at];
        let letter = finding.severity.name().chars().next().unwrap_or('i').to_ascii_uppercase();
        let mark = paint(run.view.color, style(finding.severity), &format!("{letter} {}", finding.code));
        let start = format!("  {mark} {}   {}", pad(name, topic), pad(text, message));
        // 2, letter, space, code, space: what `mark` takes without its colour.
        let used = 4 + width(&finding.code) + 1 + topic + 3 + message.max(width(text));
        if help.is_empty() {
            writeln!(out, "{}", start.trim_end())?;
        } else if used + 4 + width(help) <= run.view.width.max(80) {
            writeln!(out, "{start}    {help}")?;
        } else {
            let indent = " ".repeat(4 + width(&finding.code) + 1 + topic + 3);
            writeln!(out, "{}\n{indent}{help}", start.trim_end())?;
        }
        for line in block[at].ground() {
            writeln!(out, "      · {}", one_line(&line))?;
        }
    }
    writeln!(out)
}
