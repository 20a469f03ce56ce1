//! A configuration with the packs that it extends.

use super::error::{ConfigError, Faults, Text};
use super::file::{ConfigFile, Words};
use crate::rules::Said;
use crate::syntax::Format;
use crate::workspace::path::folder_of;
use crate::workspace::sources::{Files, format_of};

/// A pack or the configuration itself.
pub(super) struct Layer {
    /// As it was read.
    pub text: Text,
    /// What it says.
    pub file: ConfigFile,
}

/// The configuration of a pack that is a folder.
const PACK_FILE: &str = "pack.yaml";

/// How deep packs may extend packs.
const MAX_DEPTH: usize = 8;

/// How many files may be read in all, a pack each time that it is extended.
const MAX_LAYERS: usize = 64;

/// How long all patterns of paths may be together: bytes. Each of them takes its hundredfold compiled.
const MAX_PATTERNS: usize = 128 * 1024;

/// Reads a configuration and, each before what extends it, the packs it extends.
///
/// # Errors
/// Everything that is wrong with them, each at its place.
pub(super) fn read_layers(text: Text, files: &dyn Files) -> Result<Vec<Layer>, Vec<ConfigError>> {
    let mut reading =
        Reading { files, layers: Vec::new(), open: Vec::new(), begun: 0, patterns: 0, faults: Faults::default() };
    reading.layer(text);
    if reading.faults.is_empty() { Ok(reading.layers) } else { Err(reading.faults.told()) }
}

struct Reading<'f> {
    files: &'f dyn Files,
    layers: Vec<Layer>,
    /// The paths of those that are being read, from the configuration inward.
    open: Vec<String>,
    begun: usize,
    patterns: usize,
    faults: Faults,
}

impl Reading<'_> {
    /// Reads one file and, before it, the packs it extends.
    fn layer(&mut self, text: Text) {
        self.begun += 1;
        let file: ConfigFile = match serde_yaml::from_str(&text.text) {
            Ok(file) => file,
            Err(error) => return self.faults.add(|| text.yaml_error(&error)),
        };
        self.patterns += length_of_patterns(&file);
        if self.patterns > MAX_PATTERNS {
            let most = MAX_PATTERNS / 1024;
            let message = Said::new(
                format!("the patterns of paths are longer than {most} KiB together"),
                format!("路径模式合计超过{most} KiB"),
            );
            return self.faults.add(|| text.error(message, (0, 0).into()));
        }
        self.open.push(text.path.clone());
        for word in &file.extends.0 {
            if self.begun >= MAX_LAYERS {
                let message = Said::new(
                    format!("more than {MAX_LAYERS} packs in all"),
                    format!("引用的规则包合计超过{MAX_LAYERS}个"),
                );
                self.faults.add(|| text.error(message, text.place(&word.referenced)));
                break;
            }
            match self.pack(&text.path, &word.value) {
                Ok(pack) => self.layer(pack),
                Err(message) => self.faults.add(|| text.error(message, text.place(&word.referenced))),
            }
        }
        self.open.pop();
        self.layers.push(Layer { text, file });
    }

    /// The pack that a file names.
    fn pack(&self, by: &str, name: &str) -> Result<Text, Said> {
        let path = match join(folder_of_config(by), name)? {
            path if format_of(&path) == Some(Format::Yaml) => path,
            folder => format!("{folder}/{PACK_FILE}"),
        };
        if self.open.contains(&path) {
            return Err(Said::new(format!("`{path}` extends itself"), format!("`{path}`引用了自身")));
        }
        if self.open.len() >= MAX_DEPTH {
            return Err(Said::new(
                format!("packs extend packs more than {MAX_DEPTH} deep"),
                format!("规则包的引用超过{MAX_DEPTH}层"),
            ));
        }
        match self.files.read(&path) {
            Ok(bytes) => Ok(Text::new(path, crate::text::decode(bytes).0)),
            Err(trouble) => {
                Err(Said::new(format!("the pack `{path}`: {trouble}"), format!("规则包`{path}`：{}", trouble.zh())))
            }
        }
    }
}

fn length_of_patterns(file: &ConfigFile) -> usize {
    let of = |words: &Words| words.0.iter().map(|word| word.value.len() + 1).sum::<usize>();
    let plans: usize = file.plans.0.iter().map(|plan| of(&plan.files)).sum();
    let paths: usize = file.per_path.0.iter().map(|(pattern, _)| pattern.value.len() + 1).sum();
    file.include.as_ref().map_or(0, of) + of(&file.exclude) + plans + paths
}

/// The folder of a configuration; of one from elsewhere the root.
pub(super) fn folder_of_config(path: &str) -> &str {
    if path.starts_with('/') || path.contains(':') { "" } else { folder_of(path) }
}

/// A path that a file in `folder` names, below the root.
pub(super) fn join(folder: &str, path: &str) -> Result<String, Said> {
    let refused = || {
        Said::new(
            format!("`{path}` leads out of the root folder; packs and rules lie inside it"),
            format!("`{path}`超出了根文件夹；规则包和规则要放在根文件夹内"),
        )
    };
    if path.starts_with(['/', '\\']) || path.contains(':') {
        return Err(refused());
    }
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in path.split(['/', '\\']) {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop().ok_or_else(refused)?;
            }
            part => parts.push(part),
        }
    }
    Ok(parts.join("/"))
}
