//! The trace for spreadsheets: CSV with the matrix; a workbook with the matrix and all items.

use super::super::card::Card;
use super::super::words;
use super::view::{PlanTrace, Traces};
use crate::check::{Chain, Stage};
use crate::plan::{ItemId, Language};
use rust_xlsxwriter::{Color, DocProperties, ExcelDateTime, Format, Workbook, XlsxError};
use std::io;

/// Heads of the matrix.
fn heads(language: Language) -> Vec<String> {
    let stage = |stage| words::stage(stage, language).to_owned();
    let id = |of: Stage| match language {
        Language::En => format!("{} ID", words::stage(of, language)),
        Language::Zh => format!("{}编号", words::stage(of, language)),
    };
    vec![
        words::plan(language).to_owned(),
        id(Stage::Need),
        stage(Stage::Need),
        id(Stage::Goal),
        stage(Stage::Goal),
        id(Stage::Task),
        stage(Stage::Task),
        stage(Stage::Measure),
        stage(Stage::Resource),
        words::owner(language).to_owned(),
        words::phase(language).to_owned(),
        words::due(language).to_owned(),
        words::link(language).to_owned(),
        words::place(language).to_owned(),
    ]
}

fn row(plan: &PlanTrace<'_>, chain: &Chain, language: Language) -> Vec<String> {
    let card = |id: Option<ItemId>| id.and_then(|id| plan.card(id));
    let mut cells = vec![plan.plan.name.clone()];
    for id in [chain.need, chain.goal, chain.task] {
        let card = card(id);
        cells.push(card.and_then(|card| card.id.clone()).unwrap_or_default());
        cells.push(card.map(|card| card.title.clone()).unwrap_or_default());
    }
    for ids in [&chain.measures, &chain.resources] {
        let names = ids.iter().filter_map(|id| plan.card(*id)).map(Card::name);
        cells.push(names.collect::<Vec<_>>().join("; "));
    }
    let first = chain.measures.first().or(chain.resources.first()).copied();
    let bearer = card(chain.task.or(chain.goal).or(chain.need).or(first));
    let of = |value: fn(&Card) -> Option<String>| bearer.and_then(value).unwrap_or_default();
    cells.push(of(|card| card.owner.clone()));
    cells.push(of(|card| card.phase.clone()));
    cells.push(of(|card| card.due.clone()));
    cells.push(words::link_state(plan.trace.state_of(chain), language).to_owned());
    cells.push(bearer.map(|card| format!("{}:{}", card.path, card.line)).unwrap_or_default());
    cells
}

/// Text that a spreadsheet would take for a formula is marked as text.
fn plain(text: String) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{text}") } else { text }
}

/// Writes the matrix of all plans as CSV: UTF-8 with the mark that spreadsheets know it by, a line each.
///
/// # Errors
/// Those of `out`.
pub fn trace_csv(traces: &Traces<'_>, language: Language, out: &mut dyn io::Write) -> io::Result<()> {
    out.write_all("\u{feff}".as_bytes())?;
    let mut csv = csv::Writer::from_writer(out);
    csv.write_record(heads(language))?;
    for plan in &traces.plans {
        for chain in &plan.chains {
            csv.write_record(row(plan, chain, language).into_iter().map(plain))?;
        }
    }
    csv.flush()
}

/// The workbook: a sheet with the matrix, a sheet with every item. Equal plans give equal bytes.
///
/// # Errors
/// More rows than a sheet can hold.
pub fn trace_xlsx(traces: &Traces<'_>, language: Language) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    book.set_properties(&DocProperties::new().set_creation_datetime(&ExcelDateTime::from_ymd(2000, 1, 1)?));
    let matrix = traces.plans.iter().flat_map(|plan| plan.chains.iter().map(move |chain| row(plan, chain, language)));
    sheet(&mut book, words::trace(language), &heads(language), matrix)?;
    let zh = language == Language::Zh;
    let say = |en: &str, zh_words: &str| if zh { zh_words } else { en }.to_owned();
    let heads = [
        words::plan(language).to_owned(),
        say("ID", "编号"),
        say("Kind", "类别"),
        say("Title", "内容"),
        words::link(language).to_owned(),
        words::owner(language).to_owned(),
        words::phase(language).to_owned(),
        say("Start", "开始"),
        words::due(language).to_owned(),
        say("Budget", "预算"),
        say("Priority", "优先级"),
        words::place(language).to_owned(),
    ];
    let items = traces.plans.iter().flat_map(|plan| {
        plan.shown().map(move |card| {
            let text = |value: &Option<String>| value.clone().unwrap_or_default();
            vec![
                plan.plan.name.clone(),
                text(&card.id),
                card.kind.word(language).to_owned(),
                card.title.clone(),
                card.state().map_or("", |state| words::link_state(state, language)).to_owned(),
                text(&card.owner),
                text(&card.phase),
                text(&card.start),
                text(&card.due),
                text(&card.budget),
                text(&card.priority),
                format!("{}:{}", card.path, card.line),
            ]
        })
    });
    sheet(&mut book, &say("Items", "事项"), &heads, items)?;
    book.save_to_buffer()
}

/// A sheet with a head that stays in view and can be filtered; all cells are text.
fn sheet(
    book: &mut Workbook,
    name: &str,
    heads: &[String],
    rows: impl Iterator<Item = Vec<String>>,
) -> Result<(), XlsxError> {
    let bold = Format::new().set_bold().set_background_color(Color::RGB(0x00E8_EDF3));
    let wrap = Format::new().set_text_wrap();
    let sheet = book.add_worksheet();
    sheet.set_name(name)?;
    for (column, head) in heads.iter().enumerate() {
        sheet.write_string_with_format(0, column as u16, head, &bold)?;
        // Titles are long, the rest is short.
        sheet.set_column_width(column as u16, if head.chars().count() > 3 { 16 } else { 28 })?;
    }
    let mut last = 0;
    for (row, cells) in rows.enumerate() {
        last = row as u32 + 1;
        for (column, cell) in cells.iter().enumerate() {
            // A cell holds so many characters and no more.
            let cell: String = cell.chars().take(32_000).collect();
            sheet.write_string_with_format(last, column as u16, cell, &wrap)?;
        }
    }
    sheet.set_freeze_panes(1, 0)?;
    sheet.autofilter(0, 0, last, heads.len().saturating_sub(1) as u16)?;
    Ok(())
}
