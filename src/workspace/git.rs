//! The files of a revision, by the git program.

use super::sources::{MAX_FILE, Memory, format_of};
use crate::rules::Said;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

/// Why a revision could not be had.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum GitError {
    /// There is no git program.
    NoGit(String),
    /// The folder is not in a repository.
    NoRepository(String),
    /// Nothing has been committed yet.
    NoCommit,
    /// There is no such revision.
    NoRevision(String),
    /// Anything else: git's words.
    Other(String),
}

impl GitError {
    /// It in words, and how to mend it.
    pub fn said(&self) -> (Said, Option<Said>) {
        match self {
            Self::NoGit(why) => (
                Said::new(format!("git cannot be run: {why}"), format!("无法运行 git：{why}")),
                Some(Said::new(
                    "--since compares with a revision of git; install git, or use --baseline",
                    "--since 要与某个 git 版本比较；请安装 git，或改用 --baseline",
                )),
            ),
            Self::NoRepository(folder) => {
                (Said::new(format!("{folder} is in no git repository"), format!("{folder} 不在 git 仓库中")), None)
            }
            Self::NoCommit => (
                Said::new("nothing has been committed here yet", "这里还没有任何提交"),
                Some(Said::new(
                    "--since compares with what was committed; commit first",
                    "--since 要与已提交的内容比较，请先提交",
                )),
            ),
            Self::NoRevision(rev) => (
                Said::new(format!("`{rev}` is no revision here"), format!("这里没有版本`{rev}`")),
                Some(Said::new(
                    "name a branch, tag or commit that was fetched; a shallow clone has few (`git fetch --unshallow`)",
                    "请写已经取到的分支、标签或提交；浅克隆中版本很少（`git fetch --unshallow`）",
                )),
            ),
            Self::Other(words) => (Said::new(format!("git: {words}"), format!("git：{words}")), None),
        }
    }
}

/// The documents and YAML files of a folder as they were at a revision, by their paths below the folder. Hidden
/// files and links are left out, as in a walk.
///
/// # Errors
/// There is no git, repository or revision.
pub fn revision(folder: &Path, rev: &str) -> Result<Memory, GitError> {
    let inside = git(folder, &["rev-parse", "--is-inside-work-tree"])?;
    if !inside.status.success() {
        return Err(GitError::NoRepository(folder.to_string_lossy().into_owned()));
    }
    let wanted = format!("{rev}^{{commit}}");
    let commit = git(folder, &["rev-parse", "--verify", "--quiet", "--end-of-options", &wanted])?;
    if !commit.status.success() {
        let any = git(folder, &["rev-parse", "--verify", "--quiet", "HEAD"])?.status.success();
        return Err(if any { GitError::NoRevision(rev.to_owned()) } else { GitError::NoCommit });
    }
    let commit = String::from_utf8_lossy(&commit.stdout).trim().to_owned();
    // Below the folder, with paths as they are.
    let tree = git(folder, &["-c", "core.quotepath=false", "ls-tree", "-r", "-z", "-l", &commit])?;
    if !tree.status.success() {
        return Err(GitError::Other(words(&tree)));
    }
    let wanted: Vec<(String, String)> = tree.stdout.split(|byte| *byte == 0).filter_map(entry).collect();
    contents(folder, wanted)
}

/// `mode type object size\tpath`: object and path of an ordinary file that may be a document.
fn entry(line: &[u8]) -> Option<(String, String)> {
    let line = std::str::from_utf8(line).ok()?;
    let (head, path) = line.split_once('\t')?;
    let mut head = head.split_ascii_whitespace();
    let (mode, kind, object, size) = (head.next()?, head.next()?, head.next()?, head.next()?);
    let plain = kind == "blob" && mode.starts_with("100");
    let small = size.parse::<u64>().is_ok_and(|size| size <= MAX_FILE);
    let hidden = path.split('/').any(|part| part.starts_with('.'));
    (plain && small && !hidden && format_of(path).is_some()).then(|| (object.to_owned(), path.to_owned()))
}

/// The contents of objects, all by one process.
fn contents(folder: &Path, wanted: Vec<(String, String)>) -> Result<Memory, GitError> {
    let mut child = command(folder)
        .args(["cat-file", "--batch"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|error| GitError::NoGit(error.to_string()))?;
    let list: String = wanted.iter().map(|(object, _)| format!("{object}\n")).collect();
    let input = child.stdin.take();
    // Both ends at once: git answers while it is still being asked.
    let writer = std::thread::spawn(move || input.map(|mut input| input.write_all(list.as_bytes())));
    let output = child.wait_with_output().map_err(|error| GitError::Other(error.to_string()))?;
    // Git that ended early is seen by what is missing in its answer.
    let _ = writer.join();
    let mut files = Memory::default();
    let mut rest = output.stdout.as_slice();
    for (object, path) in wanted {
        let short = || GitError::Other(format!("object {object} cannot be read"));
        let end = rest.iter().position(|byte| *byte == b'\n').ok_or_else(short)?;
        let head = String::from_utf8_lossy(&rest[..end]).into_owned();
        let size: usize = head.rsplit(' ').next().and_then(|size| size.parse().ok()).ok_or_else(short)?;
        let bytes = rest.get(end + 1..end + 1 + size).ok_or_else(short)?;
        files.0.insert(path, bytes.to_vec());
        rest = rest.get(end + 2 + size..).unwrap_or_default();
    }
    Ok(files)
}

fn git(folder: &Path, arguments: &[&str]) -> Result<Output, GitError> {
    command(folder).args(arguments).output().map_err(|error| GitError::NoGit(error.to_string()))
}

/// Git that reads objects and does nothing else: a folder in the tree that looks like a bare repository is none (its
/// configuration would name programs to run), and what is missing is not fetched from anywhere.
fn command(folder: &Path) -> Command {
    let mut command = Command::new("git");
    command
        .arg("-C")
        .arg(folder)
        .args(["-c", "safe.bareRepository=explicit", "-c", "core.fsmonitor=false"])
        .env("GIT_OPTIONAL_LOCKS", "0")
        .env("GIT_NO_LAZY_FETCH", "1")
        .env("GIT_ALLOW_PROTOCOL", "")
        .env("GIT_TERMINAL_PROMPT", "0")
        .env("LC_ALL", "C")
        .stdin(Stdio::null());
    command
}

fn words(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).trim().trim_start_matches("fatal: ").to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    fn run(folder: &Path, arguments: &[&str]) {
        let output = command(folder)
            .args(["-c", "user.name=a", "-c", "user.email=a@example.org"])
            .args(arguments)
            .output()
            .unwrap();
        assert!(output.status.success(), "{}", words(&output));
    }

    #[test]
    fn a_revision_below_a_folder() {
        let temp = tempfile::tempdir().unwrap();
        let root = temp.path();
        run(root, &["init", "-q"]);
        fs::create_dir_all(root.join("sub/.hidden")).unwrap();
        fs::write(root.join("top.md"), "top").unwrap();
        fs::write(root.join("sub/规划 \"一\".md"), "一\n二").unwrap();
        fs::write(root.join("sub/empty.md"), "").unwrap();
        fs::write(root.join("sub/.hidden/x.md"), "x").unwrap();
        fs::write(root.join("sub/a.rs"), "x").unwrap();
        run(root, &["add", "."]);
        run(root, &["commit", "-qm", "one"]);
        fs::write(root.join("sub/empty.md"), "later").unwrap();
        let files = revision(&root.join("sub"), "HEAD").unwrap();
        let paths: Vec<&str> = files.0.keys().map(String::as_str).collect();
        assert_eq!(paths, ["empty.md", "规划 \"一\".md"]);
        assert_eq!(files.0["规划 \"一\".md"], "一\n二".as_bytes());
        assert_eq!(files.0["empty.md"], b"");
        assert_eq!(revision(root, "none"), Err(GitError::NoRevision("none".into())));
        assert_eq!(revision(root, "--output=x"), Err(GitError::NoRevision("--output=x".into())));
    }

    #[test]
    fn a_folder_without_repository() {
        let temp = tempfile::tempdir().unwrap();
        assert!(matches!(revision(temp.path(), "HEAD"), Err(GitError::NoRepository(_))));
        run(temp.path(), &["init", "-q"]);
        assert_eq!(revision(temp.path(), "HEAD"), Err(GitError::NoCommit));
    }
}
