//! What reading a text needs to know: the words, and the forms of ids.

use super::ids::IdGrammar;
use super::kinds::ItemKind;
use crate::lexicon::{LexiconId, Vocabulary};
use std::sync::Arc;

/// The words of a configuration, prepared for reading.
#[derive(Debug)]
pub struct Reader {
    /// All words.
    pub vocabulary: Arc<Vocabulary>,
    /// Forms of ids.
    pub ids: IdGrammar,
    pub(crate) words: Words,
}

/// Lexicons that the model itself asks for.
#[derive(Debug)]
pub(crate) struct Words {
    pub organisation: Option<LexiconId>,
    pub officer: Option<LexiconId>,
    pub team: Option<LexiconId>,
    pub bearer: Option<LexiconId>,
    pub placeholder: Option<LexiconId>,
    pub prompt: Option<LexiconId>,
    pub request: Option<LexiconId>,
    pub build_or_buy: Option<LexiconId>,
    pub change: Option<LexiconId>,
    pub run: Option<LexiconId>,
    pub step: Option<LexiconId>,
    pub own_body: Option<LexiconId>,
    /// “The council”, “library staff”: a body that a text speaks of as of itself.
    pub body_itself: Option<LexiconId>,
    /// What only institutions call their plans: “corporate plan”.
    pub institution_plan: Option<LexiconId>,
    /// What is made or founded, where the first lines tell of it.
    pub venture: Option<LexiconId>,
    /// What the plan of an institution speaks of throughout.
    pub institution_life: Option<LexiconId>,
    /// What the plan of those who make software speaks of throughout.
    pub software_life: Option<LexiconId>,
    pub coursework: Option<LexiconId>,
    pub need: Option<LexiconId>,
    pub problem: Option<LexiconId>,
    pub end_state: Option<LexiconId>,
    pub technology: Option<LexiconId>,
    pub system: Option<LexiconId>,
    pub product: Option<LexiconId>,
    pub digital_thing: Option<LexiconId>,
    pub service_user: Option<LexiconId>,
    pub responsibility: Option<LexiconId>,
    /// Words of a heading that say outright which items stand below it.
    pub outright: [(ItemKind, Option<LexiconId>); 4],
}

impl Reader {
    /// Prepares the words.
    pub fn new(vocabulary: Arc<Vocabulary>) -> Self {
        let id = |name: &str| vocabulary.lexicon(name);
        let words = Words {
            organisation: id("organisation"),
            officer: id("officer"),
            team: id("team"),
            bearer: id("bearer"),
            placeholder: id("placeholder"),
            prompt: id("template-prompt"),
            request: id("template-request"),
            build_or_buy: id("build-or-buy"),
            change: id("change-existing"),
            run: id("run-system"),
            step: id("step"),
            own_body: id("own-body"),
            body_itself: id("body-itself"),
            institution_plan: id("institution-plan"),
            venture: id("venture"),
            institution_life: id("institution-life"),
            software_life: id("software-life"),
            coursework: id("coursework"),
            need: id("need"),
            problem: id("problem"),
            end_state: id("end-state"),
            technology: id("technology"),
            system: id("system"),
            product: id("product"),
            digital_thing: id("digital-thing"),
            service_user: id("service-user"),
            responsibility: id("responsibility"),
            outright: [
                (ItemKind::Need, id("outright-need")),
                (ItemKind::Requirement, id("outright-requirement")),
                (ItemKind::Goal, id("outright-goal")),
                (ItemKind::Task, id("outright-task")),
            ],
        };
        Self { ids: IdGrammar::new(&vocabulary), words, vocabulary }
    }

    /// The words that planspect ships.
    pub fn shipped() -> Self {
        Self::new(Vocabulary::shipped())
    }
}
