//! The words of the model: kinds of items and sections, fields, profiles.

use serde::{Deserialize, Serialize};

/// Declares a closed list of words with their names in rules, config and JSON.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $text:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        pub enum $name { $($(#[$vdoc])* #[serde(rename = $text)] $variant,)+ }
        impl $name {
            /// All of them, in order.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];
            /// The word for it in rules, config and JSON.
            pub fn name(self) -> &'static str { match self { $(Self::$variant => $text,)+ } }
            /// The one with this word.
            pub fn from_name(name: &str) -> Option<Self> { match name { $($text => Some(Self::$variant),)+ _ => None } }
        }
        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { f.pad(self.name()) }
        }
    };
}

words! {
    /// What an item is.
    ItemKind {
        /// Something that somebody needs.
        Need = "need",
        /// What a system must do.
        Requirement = "requirement",
        /// What is to be reached.
        Goal = "goal",
        /// What is to be done.
        Task = "task",
        /// What guarantees goals and tasks.
        Measure = "measure",
        /// An existing system, data set, platform, contract.
        Resource = "resource",
        /// What is measured.
        Indicator = "indicator",
        /// What may go wrong.
        Risk = "risk",
        /// A point in time with a product.
        Milestone = "milestone",
    }
}

words! {
    /// What a section is about (DESIGN §3.2).
    SectionKind {
        /// Guiding ideas and principles.
        Guiding = "guiding",
        /// Plans, laws and mandates that this plan follows.
        Upstream = "upstream",
        /// The present situation.
        StatusQuo = "status-quo",
        /// What is wrong with it.
        Problems = "problems",
        /// Trends, practice elsewhere.
        Trends = "trends",
        /// What people need.
        Needs = "needs",
        /// What a system must do.
        Requirements = "requirements",
        /// What is to be reached.
        Goals = "goals",
        /// What is to be done.
        Tasks = "tasks",
        /// What guarantees it.
        Measures = "measures",
        /// What comes first.
        Priorities = "priorities",
        /// Stages and timetables.
        Phases = "phases",
        /// Who organises it.
        Organisation = "organisation",
        /// What it costs and who pays.
        Funding = "funding",
        /// How systems and data are protected.
        Security = "security",
        /// Expected effects and benefits.
        Effects = "effects",
        /// Risks and feasibility.
        Risks = "risks",
        /// Existing resources, sharing, reuse.
        Integration = "integration",
        /// Who measures what, and when.
        Evaluation = "evaluation",
        /// What the plan covers.
        Scope = "scope",
        /// What it does not.
        Excluded = "excluded",
        /// Summary, contents, glossary, appendix list.
        Summary = "summary",
        /// A list of existing systems, data, contracts.
        Resources = "resources",
        /// A list of indicators.
        Indicators = "indicators",
        /// A list of milestones.
        Milestones = "milestones",
    }
}

words! {
    /// A labelled value of an item or of the plan (DESIGN §3.5).
    FieldName {
        /// Who is responsible.
        Owner = "owner",
        /// When it is due.
        Due = "due",
        /// When it starts.
        Start = "start",
        /// What it costs.
        Budget = "budget",
        /// How important it is.
        Priority = "priority",
        /// Why it has that priority, or why it is done.
        Reason = "reason",
        /// The stage it belongs to.
        Phase = "phase",
        /// Draft, approved; open, done.
        Status = "status",
        /// The function of government it serves.
        Function = "function",
        /// What it brings.
        Benefit = "benefit",
        /// Where a need is known from.
        Source = "source",
        /// Needs, requirements or goals that it serves.
        Serves = "serves",
        /// Tasks that must come first.
        DependsOn = "depends-on",
        /// Resources that it uses.
        Reuses = "reuses",
        /// What measures it.
        Indicator = "indicator",
        /// The value to reach.
        Target = "target",
        /// How it is done.
        Method = "method",
        /// What it delivers.
        Deliverable = "deliverable",
        /// Who needs it.
        Bearer = "bearer",
        /// The id.
        Id = "id",
        /// The title.
        Title = "title",
        /// The planning period.
        Horizon = "horizon",
        /// What the plan follows.
        Upstream = "upstream",
        /// Whole plan or part.
        Scope = "scope",
        /// Organisation or project.
        Profile = "profile",
        /// Plan, action plan, feasibility study, roadmap.
        Type = "type",
        /// The language.
        Language = "language",
        /// The plan that a document belongs to.
        Plan = "plan",
        /// What a document is.
        Kind = "kind",
    }
}

words! {
    /// How an item was recognised (DESIGN §3.3).
    Confidence {
        /// By an id, a field of its own, a YAML entry, a row of a table whose header names the kind.
        Declared = "declared",
        /// As a first-level list item or lowest heading of a section of its kind.
        Listed = "listed",
        /// As a paragraph of such a section.
        Prose = "prose",
    }
}

words! {
    /// What an item's kind rests on. Some of it says the kind outright; the rest makes it likely.
    Basis {
        /// An id of its own: “T3: …”.
        Id = "id",
        /// A labelled field of its own that only such items have: “(owner: Registry)”.
        Field = "field",
        /// A key of YAML.
        Key = "key",
        /// The head of a column.
        Column = "column",
        /// A label before it: “Goal: one list for all”.
        Label = "label",
        /// The heading right above it, which says the kind outright.
        Heading = "heading",
        /// The heading right above it, which is a phase: “Now”, “Phase 2”.
        Phase = "phase",
        /// A box to tick, where no other matter is named.
        Box = "box",
        /// The heading right above it, in words that may mean something else: “Outcomes”, “Deliverables”.
        LooseHeading = "loose-heading",
        /// A label within a section of another matter: “Requirements:” in the midst of a text.
        LooseLabel = "loose-label",
        /// A heading further up, with another between.
        Above = "heading-above",
        /// A line with a colon that opens a list: “We aim to do this by:”.
        LeadIn = "lead-in",
        /// A phase, with a heading or label between.
        InPhase = "phase-above",
        /// The mark of a state.
        Mark = "mark",
        /// Its verb.
        Verb = "verb",
        /// The title: what a roadmap lists is to be done.
        Title = "title",
        /// Running text.
        Text = "text",
    }
}

impl Basis {
    /// Whether the kind is said outright, so that what is wrong with an item of that kind is wrong with this one.
    pub fn is_sure(self) -> bool {
        matches!(
            self,
            Self::Id | Self::Field | Self::Key | Self::Column | Self::Label | Self::Heading | Self::Phase | Self::Box
        )
    }
}

words! {
    /// Whether an item is still to be judged.
    State {
        /// It is.
        Open = "open",
        /// It is done.
        Done = "done",
        /// It is struck out or excluded.
        Excluded = "excluded",
    }
}

words! {
    /// Whose plan it is (DESIGN §3.1).
    Profile {
        /// A body plans for itself.
        Organisation = "organisation",
        /// A team plans a feature or product.
        Project = "project",
    }
}

words! {
    /// A whole plan, or a part of one.
    Scope {
        /// All of it.
        Whole = "whole",
        /// One module, client, phase or member of a series.
        Part = "part",
    }
}

words! {
    /// What kind of plan it is.
    PlanType {
        /// Any plan.
        Plan = "plan",
        /// An action plan.
        ActionPlan = "action-plan",
        /// A feasibility study.
        Feasibility = "feasibility",
        /// A roadmap.
        Roadmap = "roadmap",
    }
}

words! {
    /// Where in its life a plan is.
    PlanStatus {
        /// Being written.
        Draft = "draft",
        /// Being reviewed.
        Review = "review",
        /// In force.
        Approved = "approved",
        /// No longer in force.
        Archived = "archived",
    }
}

words! {
    /// What a link says.
    Relation {
        /// Serves a need, requirement or goal.
        Serves = "serves",
        /// Comes after.
        DependsOn = "depends-on",
        /// Uses a resource.
        Reuses = "reuses",
        /// Is measured by.
        Indicator = "indicator",
        /// Mentions.
        Mentions = "mentions",
    }
}

words! {
    /// A language of plans.
    Language {
        /// English.
        En = "en",
        /// Chinese.
        Zh = "zh",
    }
}

/// A set of section kinds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub struct SectionKinds(u32);

impl SectionKinds {
    /// No kind.
    pub const NONE: Self = Self(0);

    /// The set with this kind alone.
    pub const fn of(kind: SectionKind) -> Self {
        Self(1 << kind as u32)
    }

    /// Adds a kind.
    pub fn insert(&mut self, kind: SectionKind) {
        self.0 |= 1 << kind as u32;
    }

    /// Whether the kind is in the set.
    pub fn has(self, kind: SectionKind) -> bool {
        self.0 & (1 << kind as u32) != 0
    }

    /// Both sets together.
    pub fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether the sets share a kind.
    pub fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Whether there is none.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// How many there are.
    pub fn len(self) -> u32 {
        self.0.count_ones()
    }

    /// The kinds in order.
    pub fn iter(self) -> impl Iterator<Item = SectionKind> {
        SectionKind::ALL.iter().copied().filter(move |&kind| self.has(kind))
    }
}

impl FromIterator<SectionKind> for SectionKinds {
    fn from_iter<T: IntoIterator<Item = SectionKind>>(kinds: T) -> Self {
        let mut set = Self::NONE;
        for kind in kinds {
            set.insert(kind);
        }
        set
    }
}
