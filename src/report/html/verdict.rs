//! How a plan stands, in one sentence that needs no knowledge of linters.

use super::both::{Both, both};
use super::radar::Axis;
use crate::report::run::Counts;

/// The sentence, and how it is coloured.
#[derive(Debug, Clone, Default)]
pub(super) struct Verdict {
    pub title: Both,
    pub text: Both,
    pub tone: &'static str,
}

/// How a plan with so many findings stands.
pub(super) fn verdict(counts: Counts, axes: &[Axis]) -> Verdict {
    let weakest = axes
        .iter()
        .filter_map(|axis| {
            axis.points.as_ref().and_then(|points| points.parse::<f64>().ok()).map(|points| (axis, points))
        })
        .filter(|(_, points)| *points < 80.0)
        .min_by(|a, b| a.1.total_cmp(&b.1));
    let weak = weakest.map_or_else(Both::default, |(axis, points)| {
        both(
            format!(" Weakest of the five principles: {} ({points:.0} of 100).", axis.name.en),
            format!("五项原则中最弱的是“{}”（{points:.0}分）。", axis.name.zh),
        )
    });
    let many = |count: usize, word: &str| format!("{count} {word}{}", if count == 1 { "" } else { "s" });
    let rest = counts.warnings + counts.infos;
    let (title, text, tone) = match (counts.errors, counts.warnings, counts.infos) {
        (0, 0, 0) => (
            both("Ready to be judged", "可以审议"),
            both(
                "Nothing was found that breaks a rule. Whether the plan is wise is for people to say.",
                "没有发现违反规则之处。规划本身是否合理，由人来判断。",
            ),
            "good",
        ),
        (0, 0, _) => (
            both("Ready to be judged", "可以审议"),
            both(
                format!("{} worth knowing.", many(counts.infos, "remark")),
                format!("有{}条提示供参考。", counts.infos),
            ),
            "good",
        ),
        (0, warnings, _) => (
            both("Nearly ready", "基本可行，尚需修改"),
            both(
                format!(
                    "No grave faults; {} should be mended first.",
                    many(warnings, "weakness").replace("weaknesss", "weaknesses")
                ),
                format!("没有严重问题，有{warnings}处需要先修改。"),
            ),
            "fair",
        ),
        (errors, ..) => (
            both("Not ready to be decided on", "尚不能提交决策"),
            both(
                match rest {
                    0 => format!("{} must be mended first.", many(errors, "grave fault")),
                    _ => format!(
                        "{} must be mended first, {} should be.",
                        many(errors, "grave fault"),
                        many(rest, "other")
                    ),
                },
                match rest {
                    0 => format!("有{errors}处严重问题必须先改正。"),
                    _ => format!("有{errors}处严重问题必须先改正，另有{rest}处应当修改。"),
                },
            ),
            "poor",
        ),
    };
    let text = both(format!("{}{}", text.en, weak.en), format!("{}{}", text.zh, weak.zh));
    Verdict { title, text, tone }
}
