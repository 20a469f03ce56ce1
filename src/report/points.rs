//! Scores as numbers: rounded to one digit, for every format alike.

use crate::check::Score;
use crate::rules::Principle;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// 0 to 100; null where nothing could be judged.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "Score")]
#[serde(rename_all = "kebab-case")]
pub struct Points {
    overall: Option<f64>,
    performance_oriented: Option<f64>,
    forward_looking: Option<f64>,
    key_focused: Option<f64>,
    integrated: Option<f64>,
    /// The mean of those that there are.
    pub total: Option<f64>,
}

impl Points {
    /// The points of a principle.
    pub fn of(&self, principle: Principle) -> Option<f64> {
        match principle {
            Principle::Overall => self.overall,
            Principle::PerformanceOriented => self.performance_oriented,
            Principle::ForwardLooking => self.forward_looking,
            Principle::KeyFocused => self.key_focused,
            Principle::Integrated => self.integrated,
        }
    }

    /// The mean of several plans, principle by principle; a plan without points of one does not count in it.
    pub fn mean<'s>(scores: impl Iterator<Item = &'s Score> + Clone) -> Self {
        let mean = |points: &dyn Fn(&Score) -> Option<f64>| {
            let known: Vec<f64> = scores.clone().filter_map(points).collect();
            (!known.is_empty()).then(|| known.iter().sum::<f64>() / known.len() as f64)
        };
        Self::from_points(|principle| mean(&|score: &Score| score.of(principle)), mean(&|score: &Score| score.total))
    }

    fn from_points(of: impl Fn(Principle) -> Option<f64>, total: Option<f64>) -> Self {
        let one_digit = |value: Option<f64>| value.map(|value| (value * 10.0).round() / 10.0);
        let of = |principle| one_digit(of(principle));
        Self {
            overall: of(Principle::Overall),
            performance_oriented: of(Principle::PerformanceOriented),
            forward_looking: of(Principle::ForwardLooking),
            key_focused: of(Principle::KeyFocused),
            integrated: of(Principle::Integrated),
            total: one_digit(total),
        }
    }
}

impl From<&Score> for Points {
    fn from(score: &Score) -> Self {
        Self::from_points(|principle| score.of(principle), score.total)
    }
}
