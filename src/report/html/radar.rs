//! The five axes as a picture.

use super::both::{Both, both};
use crate::report::points::Points;
use crate::report::score::{Grade, grade};
use crate::report::words;
use crate::rules::Principle;

/// What the template draws.
#[derive(Debug, Clone, Default)]
pub(super) struct Radar {
    /// Points of the rings, outermost last.
    pub rings: Vec<String>,
    /// Points of the area; those without points are left out.
    pub area: String,
    pub axes: Vec<Axis>,
    pub total: Option<String>,
    pub grade: &'static str,
    /// What it shows, in words.
    pub told: Both,
}

#[derive(Debug, Clone)]
pub(super) struct Axis {
    pub name: Both,
    /// To one digit; none where nothing was judged.
    pub points: Option<String>,
    /// The same as a width.
    pub percent: String,
    pub grade: &'static str,
    /// End of the axis, place of the value, place of the name.
    pub end: (String, String),
    pub at: Option<(String, String)>,
    pub label: (String, String),
    pub anchor: &'static str,
}

const CENTER: (f64, f64) = (180.0, 118.0);
const RADIUS: f64 = 84.0;

/// A place on an axis, 0 … 1 from the centre.
fn place(axis: usize, share: f64) -> (f64, f64) {
    let angle = std::f64::consts::TAU * axis as f64 / 5.0 - std::f64::consts::FRAC_PI_2;
    (CENTER.0 + RADIUS * share * angle.cos(), CENTER.1 + RADIUS * share * angle.sin())
}

fn number(value: f64) -> String {
    format!("{value:.1}")
}

fn pair((x, y): (f64, f64)) -> (String, String) {
    (number(x), number(y))
}

fn joined(points: impl Iterator<Item = (f64, f64)>) -> String {
    points.map(|(x, y)| format!("{x:.1},{y:.1}")).collect::<Vec<_>>().join(" ")
}

/// The word of a grade, as a class.
pub(super) fn grade_name(points: Option<f64>) -> &'static str {
    match points.map(grade) {
        None => "none",
        Some(Grade::Good) => "good",
        Some(Grade::Fair) => "fair",
        Some(Grade::Poor) => "poor",
    }
}

/// The picture of a plan's points.
pub(super) fn radar(points: &Points) -> Radar {
    let axes: Vec<Axis> = Principle::ALL
        .into_iter()
        .enumerate()
        .map(|(at, principle)| {
            let value = points.of(principle);
            Axis {
                name: Both::each(|language| words::principle(principle, language).to_owned()),
                points: value.map(number),
                percent: format!("{}%", number(value.unwrap_or(0.0))),
                grade: grade_name(value),
                end: pair(place(at, 1.0)),
                at: value.map(|value| pair(place(at, value / 100.0))),
                label: pair(place(at, if at == 0 { 1.14 } else { 1.18 })),
                anchor: ["middle", "start", "start", "end", "end"][at],
            }
        })
        .collect();
    let known = || Principle::ALL.into_iter().enumerate().filter_map(|(at, one)| Some((at, points.of(one)?)));
    let told = Both::each(|language| {
        let of = |principle| {
            let name = words::principle(principle, language);
            let nothing = || words::nothing_judged(language).to_owned();
            format!("{name} {}", points.of(principle).map_or_else(nothing, number))
        };
        Principle::ALL.map(of).join(if language == crate::plan::Language::Zh { "，" } else { ", " })
    });
    Radar {
        rings: [0.25, 0.5, 0.75, 1.0].map(|share| joined((0..5).map(|at| place(at, share)))).to_vec(),
        area: joined(known().map(|(at, value)| place(at, value / 100.0))),
        axes,
        total: points.total.map(number),
        grade: grade_name(points.total),
        told: both(told.en, told.zh),
    }
}
