//! Documents that change one by one form the same plans as documents that are read afresh.

#![allow(clippy::unwrap_used, missing_docs)]

use planspect::plan::{Document, Plan, read};
use planspect::syntax::Format;
use planspect::text::{FileId, SourceFile};
use planspect::workspace::{Joined, Settings, join};
use proptest::prelude::*;
use std::sync::{Arc, LazyLock};

static SETTINGS: LazyLock<Settings> = LazyLock::new(Settings::default);

const PATHS: [&str; 11] = [
    "01-needs.md",
    "02-tasks.md",
    "a/plan.md",
    "a/rest.md",
    "s/a.md",
    "s/b.md",
    "s/c.md",
    "s/d.md",
    "s/e.md",
    "s/f.md",
    "z.md",
];

const TEXTS: [&str; 9] = [
    "# Permit plan\n\n## Needs\n\n- **N1** Builders wait 38 days\n\n## Tasks\n\n- **T1** Decide simple cases at once (serves: N1)\n",
    // Another word, and nothing else.
    "# Permit plan\n\n## Needs\n\n- **N1** Builders wait 39 days\n\n## Tasks\n\n- **T1** Decide simple cases at once (serves: N1)\n",
    "# 行政许可提速方案\n\n## 需求分析\n\n- 需求1：建设单位等待38天\n\n## 主要任务\n\n- 任务1：简单事项当场办结（对应：需求1）\n",
    "---\nplan: Roads\nkind: plan\n---\n# Needs\n\n- **N1** Lorries wait at the bridge\n",
    "---\nplan: Roads\n---\n# Tasks\n\n- **T1** Widen the bridge (serves: N1)\n",
    "---\nplan: Roads\nstatus: archived\n---\n# Roads\n\n## Tasks\n\n- **T1** Widen the bridge\n",
    "# Recipe\n\nFlour and water.\n",
    "---\ntitle: [\n---\n# Plan of works\n\n## Tasks\n\n- **T1** Mend the roof\n",
    "# Sheet\n\n## Context\n\nx\n\n## Goals\n\n- **G1** Half the time\n\n## Tasks\n\n- **T1** Count them\n\n## Risks\n\nx\n",
];

fn document(path: usize, text: usize) -> Arc<Document> {
    let source = SourceFile::new(FileId(path as u32), PATHS[path], TEXTS[text]);
    Arc::new(read(source, Format::Markdown, &SETTINGS.reader))
}

/// All that was made of the documents.
fn told(joined: &Joined) -> Vec<String> {
    let plan = |what: &str, plan: &Arc<Plan>| {
        let paths: Vec<&str> = plan.documents.iter().map(|document| &*document.source.path).collect();
        format!(
            "{what} {} {paths:?} {:?} {:?} {:?} {}",
            plan.name,
            plan.scope,
            plan.profile,
            plan.status,
            plan.items().count()
        )
    };
    let plans = joined.plans.iter().map(|p| plan("plan", p));
    let archived = joined.archived.iter().map(|p| plan("archived", p));
    let unreadable = joined.unreadable.iter().map(|p| plan("unreadable", p));
    let skipped = joined.skipped().into_iter().map(|(document, why)| format!("none {} {why:?}", document.source.path));
    plans.chain(archived).chain(unreadable).chain(skipped).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]
    #[test]
    fn what_changes_is_joined_as_if_all_were_new(
        start in prop::collection::vec(0..TEXTS.len(), PATHS.len()),
        steps in prop::collection::vec((0..PATHS.len(), 0..=TEXTS.len()), 1..24),
    ) {
        let mut all: Vec<Option<Arc<Document>>> =
            start.iter().enumerate().map(|(path, &text)| Some(document(path, text))).collect();
        let documents = |all: &[Option<Arc<Document>>]| all.iter().flatten().cloned().collect::<Vec<_>>();
        let mut before = join(documents(&all), &SETTINGS, &[]);
        for (path, text) in steps {
            // The last number takes the document away.
            all[path] = (text < TEXTS.len()).then(|| document(path, text));
            let now = join(documents(&all), &SETTINGS, &[&before]);
            prop_assert_eq!(told(&now), told(&join(documents(&all), &SETTINGS, &[])));
            before = now;
        }
    }
}

#[test]
fn what_an_edit_does_not_touch_is_kept() {
    let all: Vec<Arc<Document>> = (0..PATHS.len()).map(|path| document(path, usize::from(path > 3) * 8)).collect();
    let before = join(all.clone(), &SETTINGS, &[]);
    let mut edited = all.clone();
    edited[2] = document(2, 1);
    let after = join(edited, &SETTINGS, &[&before]);
    assert_eq!(before.plans.len(), after.plans.len());
    let kept = before.plans.iter().zip(&after.plans).filter(|(a, b)| Arc::ptr_eq(a, b)).count();
    assert_eq!(kept, before.plans.len() - 1);
}
