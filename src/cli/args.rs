//! What can be written on the command line.

use crate::plan::Language;
use crate::rules::Severity;
use clap::{Args, ColorChoice, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use std::path::PathBuf;

/// Checks plans against the rules of plan compliance: needs before means, the key before the rest.
#[derive(Debug, Parser)]
#[command(name = "planspect", version, about, max_term_width = 100, after_help = STATUSES)]
pub struct Cli {
    #[command(flatten)]
    pub common: Common,
    #[command(subcommand)]
    pub command: Command,
}

const STATUSES: &str = "\
Exit status:
  0  nothing at or above --fail-on
  1  findings
  2  usage, configuration or file error
  3  a folder was walked and no plan was found";

/// What every subcommand understands.
#[derive(Debug, Args)]
pub struct Common {
    /// Configuration to read instead of the nearest planspect.yaml
    #[arg(long, value_name = "FILE", global = true, conflicts_with = "isolated", help_heading = "Global options")]
    pub config: Option<PathBuf>,
    /// Read no configuration
    #[arg(long, global = true, help_heading = "Global options")]
    pub isolated: bool,
    /// Language of messages [default: of the environment, else of the plan]
    #[arg(long, value_enum, value_name = "LANGUAGE", global = true, help_heading = "Global options")]
    pub lang: Option<Lang>,
    /// Whether to use colours
    #[arg(long, value_enum, default_value_t = ColorChoice::Auto, value_name = "WHEN", global = true, help_heading = "Global options")]
    pub color: ColorChoice,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Check plans and report what breaks a rule
    Check(CheckArgs),
    /// Show what a plan states, as JSON
    Facts(FactsArgs),
    /// Show how plans stand on the five principles, 0 to 100
    Score(ScoreArgs),
    /// Show what serves what: needs, goals, tasks, measures, resources
    Trace(TraceArgs),
    /// Write one self-contained page for those who decide: what is wrong, who should act, what serves what
    Report(ReportArgs),
    /// Show the page of a rule: why it is there, examples, how to turn it off
    Explain(ExplainArgs),
    /// List the comments that suppress findings: where, why, until when, of use or not
    Suppressions(SuppressionsArgs),
    /// Show what is configured
    Config {
        #[command(subcommand)]
        command: ConfigCommand,
    },
    /// Work with rules
    Rules {
        #[command(subcommand)]
        command: RulesCommand,
    },
    /// Write a configuration, a plan to start from, and what checks it every day
    Init(InitArgs),
    /// Add a need, goal, task … to a plan, in the plan's own form, with the next free id
    New(NewArgs),
    /// Print the JSON Schema of a kind of file, for editors
    Schema(SchemaArgs),
    /// Write manual pages to a folder
    Man(ManArgs),
    /// Serve an editor: a language server on standard input and output
    Server(ServerArgs),
    /// Print a completion script for a shell
    Completions(CompletionsArgs),
}

#[derive(Debug, Args)]
pub struct CheckArgs {
    /// Files and folders; `-` is standard input
    #[arg(default_value = ".", value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Form of the report
    #[arg(long, value_enum, default_value_t = FormatName::Full, value_name = "FORMAT")]
    pub format: FormatName,
    /// Write the report to a file; as FORMAT=FILE write one more report
    #[arg(long, short, value_name = "FILE|FORMAT=FILE")]
    pub output: Vec<String>,
    /// Run these rules only: codes, names, families, principles, sets
    #[arg(long, value_delimiter = ',', value_name = "RULES")]
    pub select: Vec<String>,
    /// Run these rules too
    #[arg(long, value_delimiter = ',', value_name = "RULES")]
    pub extend_select: Vec<String>,
    /// Do not run these rules
    #[arg(long, value_delimiter = ',', value_name = "RULES")]
    pub ignore: Vec<String>,
    /// The least severity that makes the exit status 1
    #[arg(long, value_enum, default_value_t = FailOn::Warning, value_name = "SEVERITY")]
    pub fail_on: FailOn,
    /// Count findings by rule instead of showing them
    #[arg(long)]
    pub statistics: bool,
    /// Show under each finding the facts and terms it rests on
    #[arg(long)]
    pub explain: bool,
    /// Show suppressed findings too
    #[arg(long)]
    pub show_suppressed: bool,
    /// Leave out the findings that this file lists
    #[arg(long, value_name = "FILE", help_heading = "What is new")]
    pub baseline: Option<PathBuf>,
    /// Write the findings of now to the baseline; drop those that are gone
    #[arg(long, requires = "baseline", help_heading = "What is new")]
    pub update_baseline: bool,
    /// Show only what the change since a revision of git caused, in untouched files too
    #[arg(long, value_name = "REVISION", help_heading = "What is new")]
    pub since: Option<String>,
    /// Mend what can be mended without changing what the plan says
    #[arg(long, help_heading = "Mending")]
    pub fix: bool,
    /// Mend also what changes what the plan says: read the result
    #[arg(long, help_heading = "Mending")]
    pub unsafe_fixes: bool,
    /// Show what --fix would change, and change nothing
    #[arg(long, help_heading = "Mending")]
    pub diff: bool,
    /// Write a comment at every finding that suppresses it, with a reason if you give one
    #[arg(
        long,
        value_name = "REASON",
        num_args = 0..=1,
        require_equals = true,
        default_missing_value = "",
        conflicts_with_all = ["fix", "unsafe_fixes", "diff", "update_baseline"],
        help_heading = "Mending"
    )]
    pub add_suppressions: Option<String>,
    /// Check again whenever a file changes, until interrupted
    #[arg(long, conflicts_with_all = ["diff", "update_baseline", "add_suppressions"])]
    pub watch: bool,
    /// Report on the whole plans that the paths belong to, not on these files alone
    #[arg(long)]
    pub whole_plans: bool,
    /// Exit with 0 where no plan was found
    #[arg(long)]
    pub allow_empty: bool,
    /// The path that standard input is to be taken for
    #[arg(long, value_name = "FILE")]
    pub stdin_filename: Option<PathBuf>,
    /// Use no cache; there is none, and scripts that say so go on working
    #[arg(long, hide = true)]
    pub no_cache: bool,
    /// Show findings and nothing else
    #[arg(long, short, conflicts_with = "verbose")]
    pub quiet: bool,
    /// Fold nothing; show what was judged as what and why, and what was skipped
    #[arg(long, short)]
    pub verbose: bool,
}

#[derive(Debug, Args)]
pub struct FactsArgs {
    /// Files and folders; `-` is standard input
    #[arg(default_value = ".", value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// The path that standard input is to be taken for
    #[arg(long, value_name = "FILE")]
    pub stdin_filename: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub struct ScoreArgs {
    /// Files and folders
    #[arg(default_value = ".", value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Show what each rule gives to the score
    #[arg(long)]
    pub explain: bool,
    /// Exit with 1 where a principle has fewer points than in this file: of `score --json` or `check --format json`
    #[arg(long, value_name = "OLD.json")]
    pub compare: Option<PathBuf>,
    /// Write a badge, as SVG, with the total of the plan or the mean of all plans
    #[arg(long, value_name = "FILE")]
    pub badge: Option<PathBuf>,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
pub struct TraceArgs {
    /// Files and folders
    #[arg(default_value = ".", value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Form of the trace
    #[arg(long, value_enum, default_value_t = TraceFormat::Table, value_name = "FORMAT")]
    pub format: TraceFormat,
    /// Write it to a file
    #[arg(long, short, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Only what belongs to owners with these words in their names
    #[arg(long, value_name = "WORDS")]
    pub owner: Option<String>,
    /// Only what belongs to phases with these words in their names
    #[arg(long, value_name = "WORDS")]
    pub phase: Option<String>,
    /// What hangs on this item, and what would be left without it
    #[arg(long, value_name = "ID")]
    pub from: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum TraceFormat {
    /// A table for the terminal
    Table,
    /// For spreadsheets, one line a chain
    Csv,
    /// A workbook: the matrix, all items
    Xlsx,
    /// For programs
    Json,
    /// A flowchart for Mermaid
    Mermaid,
    /// A graph for Graphviz
    Dot,
}

#[derive(Debug, Args)]
pub struct ReportArgs {
    /// Files and folders
    #[arg(default_value = ".", value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// The page
    #[arg(long, short, value_name = "FILE")]
    pub output: PathBuf,
    /// Where the files are published, for links to their lines: https://…/blob/main [default: the files themselves]
    #[arg(long, value_name = "ADDRESS")]
    pub source_url: Option<String>,
    /// Show what changed since this baseline
    #[arg(long, value_name = "FILE")]
    pub baseline: Option<PathBuf>,
    /// Show what changed since a revision of git
    #[arg(long, value_name = "REVISION", conflicts_with = "baseline")]
    pub since: Option<String>,
}

#[derive(Debug, Args)]
pub struct SuppressionsArgs {
    /// Files and folders
    #[arg(default_value = ".", value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Subcommand)]
pub enum ConfigCommand {
    /// Show what counts for a file or folder
    Show(ShowArgs),
}

#[derive(Debug, Args)]
pub struct ShowArgs {
    /// A file or folder
    #[arg(default_value = ".", value_name = "PATH")]
    pub path: PathBuf,
    /// Say of each setting where it comes from
    #[arg(long)]
    pub origin: bool,
}

#[derive(Debug, Args)]
pub struct ExplainArgs {
    /// Code or name of the rule
    pub rule: String,
}

#[derive(Debug, Subcommand)]
pub enum RulesCommand {
    /// List all rules, one a line
    List(ListArgs),
    /// Try the examples of rules
    Test(RulePaths),
    /// Tell what is doubtful about rules: they cannot fire, say what others say, leave a language out
    Lint(RulePaths),
    /// Write a new rule with examples that pass; asks for what is not said
    New(NewRuleArgs),
    /// Write the pages of all rules as Markdown
    Docs(DocsArgs),
}

#[derive(Debug, Args)]
pub struct RulePaths {
    /// Rule files and folders [default: those of rule-paths]
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
}

#[derive(Debug, Args)]
pub struct NewRuleArgs {
    /// Its code [default: the next free one of the family X]
    #[arg(long)]
    pub code: Option<String>,
    /// Its name: small letters and hyphens
    #[arg(long)]
    pub name: Option<String>,
    /// What it looks at [default: text]
    #[arg(long, value_enum)]
    pub kind: Option<RuleKind>,
    /// What it judges, one by one [default: task]
    #[arg(long, value_name = "SUBJECT")]
    pub each: Option<String>,
    /// The principle that it belongs to [default: none]
    #[arg(long)]
    pub principle: Option<String>,
    /// How grave its findings are [default: warning]
    #[arg(long, value_enum)]
    pub severity: Option<SeverityName>,
    /// The folder to write it to [default: the first of rule-paths, else rules]
    #[arg(long, value_name = "FOLDER")]
    pub folder: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub struct DocsArgs {
    /// The folder to write to
    #[arg(long, short, value_name = "FOLDER")]
    pub output: PathBuf,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum RuleKind {
    /// Words in an item, sentence or section
    Text,
    /// Links between items
    Link,
    /// Something that the plan does not say
    Plan,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum SeverityName {
    Error,
    Warning,
    Info,
}

impl From<SeverityName> for Severity {
    fn from(name: SeverityName) -> Self {
        match name {
            SeverityName::Error => Self::Error,
            SeverityName::Warning => Self::Warning,
            SeverityName::Info => Self::Info,
        }
    }
}

#[derive(Debug, Args)]
pub struct InitArgs {
    /// The folder
    #[arg(default_value = ".", value_name = "FOLDER")]
    pub folder: PathBuf,
    /// Form of the plan
    #[arg(long, value_enum, value_name = "FORM")]
    pub format: Option<PlanForm>,
    /// Who plans
    #[arg(long, value_enum, value_name = "PROFILE")]
    pub profile: Option<PlanProfile>,
    /// Ask nothing: take the defaults, leave files alone that are there
    #[arg(long, short)]
    pub yes: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum PlanForm {
    /// Markdown
    Md,
    /// YAML
    Yaml,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum PlanProfile {
    /// An authority, agency, school, company plans for itself
    Organisation,
    /// A team plans a feature or product
    Project,
}

#[derive(Debug, Args)]
pub struct NewArgs {
    /// What
    #[arg(value_enum)]
    pub kind: NewKind,
    /// Its title
    pub title: String,
    /// The plan's file, where there are several
    #[arg(long, short, value_name = "FILE")]
    pub file: Option<PathBuf>,
    /// Ids that it serves
    #[arg(long, value_delimiter = ',', value_name = "IDS")]
    pub serves: Vec<String>,
    /// Who answers for it
    #[arg(long, value_name = "BODY")]
    pub owner: Option<String>,
    /// When it is done
    #[arg(long, value_name = "DATE")]
    pub due: Option<String>,
    /// Show the change and write nothing
    #[arg(long)]
    pub diff: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum NewKind {
    Need,
    Goal,
    Task,
    Measure,
    Resource,
    Indicator,
    Risk,
    Milestone,
}

#[derive(Debug, Args)]
pub struct ManArgs {
    /// The folder; it is made if need be
    #[arg(value_name = "FOLDER")]
    pub folder: PathBuf,
}

#[derive(Debug, Args)]
pub struct SchemaArgs {
    /// Of which files
    #[arg(value_enum)]
    pub name: SchemaName,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum SchemaName {
    /// Of planspect.yaml and packs
    Config,
    /// Of rule files
    Rules,
    /// Of lexicon files
    Lexicon,
    /// Of `check --format json`
    Findings,
}

#[derive(Debug, Args)]
pub struct ListArgs {
    /// Show reach, set, principle, which plans, source file and message too
    #[arg(long, short)]
    pub verbose: bool,
}

#[derive(Debug, Args)]
pub struct ServerArgs {
    /// Write down what the server does; `-` is standard error
    #[arg(long, value_name = "FILE")]
    pub log: Option<PathBuf>,
    /// Standard input and output are the only way; accepted because editors say it
    #[arg(long, hide = true)]
    pub stdio: bool,
}

#[derive(Debug, Args)]
pub struct CompletionsArgs {
    /// The shell
    #[arg(value_enum)]
    pub shell: Shell,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Lang {
    En,
    Zh,
}

impl From<Lang> for Language {
    fn from(lang: Lang) -> Self {
        match lang {
            Lang::En => Self::En,
            Lang::Zh => Self::Zh,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum FormatName {
    /// For people: findings with their text
    Full,
    /// One line a finding
    Concise,
    /// For machines
    Json,
    /// For code scanning services (SARIF 2.1.0)
    Sarif,
    /// Annotations of a GitHub pull request
    #[value(name = "github")]
    GitHub,
    /// Code quality report of GitLab
    #[value(name = "gitlab")]
    GitLab,
    /// Test report
    #[value(name = "junit")]
    JUnit,
    /// A comment for a pull request
    Markdown,
}

impl FormatName {
    /// Whether it shows the text of plans.
    pub fn quotes(self) -> bool {
        matches!(self, Self::Full | Self::Sarif)
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum FailOn {
    Error,
    Warning,
    Info,
    Never,
}

impl FailOn {
    /// The least severity that counts.
    pub fn least(self) -> Option<Severity> {
        match self {
            Self::Error => Some(Severity::Error),
            Self::Warning => Some(Severity::Warning),
            Self::Info => Some(Severity::Info),
            Self::Never => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn arguments_hold_together() {
        Cli::command().debug_assert();
    }
}
