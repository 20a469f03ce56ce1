//! Prepares at build time what `check` needs of the shipped rules and lexicons: YAML becomes JSON that is
//! read without a YAML parser; what only `explain` and the editors show lies apart.

use automaton::{Automaton, Words};
use fold::fold;
use marks::Marks;
use needed::{NEXT_LITERAL, NEXT_PATTERN, key, needed};
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::{env, fs};

#[path = "src/lexicon/automaton.rs"]
#[allow(dead_code, missing_docs)]
mod automaton;
#[path = "src/lexicon/fold.rs"]
#[allow(dead_code, missing_docs)]
mod fold;
#[path = "src/lexicon/inflect.rs"]
#[allow(dead_code, missing_docs)]
mod inflect;
#[path = "src/lexicon/marks.rs"]
#[allow(dead_code, missing_docs)]
mod marks;
#[path = "src/rules/needed.rs"]
#[allow(dead_code, missing_docs)]
mod needed;
#[path = "src/lexicon/tokens.rs"]
#[allow(dead_code, missing_docs)]
mod tokens;

/// Keys of a rule that `check` never reads.
const PAGES: [&str; 3] = ["summary", "why", "examples"];

fn main() {
    println!("cargo::rerun-if-changed=rules");
    println!("cargo::rerun-if-changed=src/lexicon/automaton.rs");
    println!("cargo::rerun-if-changed=src/lexicon/fold.rs");
    println!("cargo::rerun-if-changed=src/lexicon/inflect.rs");
    println!("cargo::rerun-if-changed=src/lexicon/marks.rs");
    println!("cargo::rerun-if-changed=src/lexicon/tokens.rs");
    println!("cargo::rerun-if-changed=src/lexicon/traditional.txt");
    println!("cargo::rerun-if-changed=src/rules/needed.rs");
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets OUT_DIR"));
    let lexicons: Vec<Value> = yaml_files(Path::new("rules/lexicon")).iter().map(|path| read(path)).collect();
    words(&lexicons, &out);
    write(&out.join("lexicons.json"), &Value::from(lexicons));

    let (mut rules, mut pages) = (Vec::new(), Map::new());
    for family in ["form", "overall", "performance", "forward", "key", "integrated"] {
        for path in yaml_files(&Path::new("rules").join(family)) {
            let mut rule = read(&path);
            let Some(head) = rule.as_object_mut() else { panic!("{}: a rule is a map", path.display()) };
            let code = head.get("code").and_then(Value::as_str).unwrap_or_default().to_owned();
            let mut page = Map::new();
            for key in PAGES {
                if let Some(value) = head.remove(key) {
                    page.insert(key.to_owned(), value);
                }
            }
            page.insert("file".to_owned(), Value::from(path.to_string_lossy().replace('\\', "/")));
            pages.insert(code, Value::Object(page));
            rules.push(rule);
        }
    }
    rules.sort_by_key(|rule| rule["code"].as_str().unwrap_or_default().to_owned());
    let rules = Value::from(rules);
    save(&out.join("literals.txt"), literals(&rules).as_bytes());
    write(&out.join("rules.json"), &rules);
    write(&out.join("pages.json"), &Value::Object(pages));
    let source = Path::new("rules/source.yaml");
    let statements = if source.exists() { read(source) } else { Value::Null };
    write(&out.join("source.json"), &statements);
}

/// What every text holds in which a pattern of these rules is found (`Literals` in `src/rules/literals.rs`).
fn literals(rules: &Value) -> String {
    let mut patterns = BTreeSet::new();
    collect_patterns(rules, &mut patterns);
    let of_pattern = |pattern: &&str| {
        let literals = needed(pattern).unwrap_or_default();
        let parts = std::iter::once(format!("{:x}", key(pattern))).chain(literals);
        parts.collect::<Vec<_>>().join(&NEXT_LITERAL.to_string()) + &NEXT_PATTERN.to_string()
    };
    patterns.iter().map(of_pattern).collect()
}

/// The texts between slashes.
fn collect_patterns<'v>(value: &'v Value, patterns: &mut BTreeSet<&'v str>) {
    match value {
        Value::String(text) => patterns.extend(text.strip_prefix('/').and_then(|rest| rest.strip_suffix('/'))),
        Value::Array(all) => all.iter().for_each(|one| collect_patterns(one, patterns)),
        Value::Object(all) => all.values().for_each(|one| collect_patterns(one, patterns)),
        _ => {}
    }
}

/// All phrases of all languages, folded, each with what it stands for, and the automaton over all terms
/// (`Vocabulary` in `src/lexicon/vocabulary.rs`).
fn words(lexicons: &[Value], out: &Path) {
    let mut classes: Map<String, Value> = Map::new();
    let mut ids: Vec<Value> = Vec::new();
    let mut names: Vec<String> = Vec::new();
    let empty = Map::new();
    let map = |value: &Value| value.as_object().unwrap_or(&empty).clone();
    for file in lexicons {
        let titles = map(&file["titles"]);
        let lists = |key: &str| map(&file[key]).into_iter().collect::<Vec<_>>();
        let of_titles = titles.iter().filter(|(name, _)| *name != "type").map(|(n, l)| (n.clone(), l.clone()));
        let all = [
            ("headings", lists("headings")),
            ("columns", lists("columns")),
            ("fields", lists("fields")),
            ("titles", of_titles.collect()),
            ("types", map(titles.get("type").unwrap_or(&Value::Null)).into_iter().collect()),
            ("statuses", lists("statuses")),
            ("states", lists("states")),
            ("priorities", lists("priorities")),
            ("values", lists("values")),
        ];
        for (class, lists) in all {
            let known = classes.entry(class).or_insert_with(|| json!({}));
            for (name, terms) in lists {
                for term in terms.as_array().into_iter().flatten().filter_map(Value::as_str) {
                    let meanings = &mut known[fold(term)];
                    if meanings.is_null() {
                        *meanings = json!([]);
                    }
                    if let Some(meanings) = meanings.as_array_mut()
                        && !meanings.iter().any(|meaning| *meaning == *name)
                    {
                        meanings.push(Value::from(name.clone()));
                    }
                }
            }
        }
        for (kind, words) in map(&file["ids"]) {
            ids.extend(words.as_array().into_iter().flatten().map(|word| json!([word, kind])));
        }
        names.extend(map(&file["lexicons"]).into_iter().map(|(name, _)| name));
    }
    names.sort();
    names.dedup();
    let classes: Map<String, Value> =
        classes.into_iter().map(|(class, known)| (class.clone(), phrases(&class, &known, out))).collect();
    write(&out.join("words.json"), &json!({"phrases": classes, "ids_words": ids, "names": names}));
    save(&out.join("automaton.bin"), &automaton(lexicons, &names).to_bytes());
}

/// Writes the map of one class of phrases to numbers, and their marks; gives what the numbers mean.
fn phrases(class: &str, known: &Value, out: &Path) -> Value {
    let mut lists: Vec<&Value> = Vec::new();
    let mut map = fst::MapBuilder::memory();
    let mut longest = 0;
    // The keys of a map come in order.
    for (phrase, names) in known.as_object().into_iter().flatten() {
        let number = lists.iter().position(|list| *list == names).unwrap_or_else(|| {
            lists.push(names);
            lists.len() - 1
        });
        longest = longest.max(phrase.len());
        map.insert(phrase, number as u64).expect("phrases come in order");
    }
    save(&out.join(format!("{class}.fst")), &map.into_inner().expect("a map in memory can be written"));
    let phrases = known.as_object().into_iter().flatten().map(|(phrase, _)| phrase.as_str());
    save(&out.join(format!("{class}.marks")), &Marks::new(phrases, known.as_object().map_or(0, Map::len)).to_bytes());
    json!({"names": lists, "longest": longest})
}

fn automaton(lexicons: &[Value], names: &[String]) -> Automaton {
    let list = |value: &'_ Value| -> Vec<String> {
        value.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
    };
    let mut all = Vec::new();
    for file in lexicons {
        for (lexicon, entry) in file["lexicons"].as_object().into_iter().flatten() {
            all.push((lexicon, entry, list(&entry["include"]), list(&entry["terms"]), list(&entry["except"])));
        }
    }
    fn borrowed(list: &[String]) -> Vec<&str> {
        list.iter().map(String::as_str).collect()
    }
    let words = all.iter().map(|(lexicon, entry, include, terms, except)| Words {
        lexicon,
        inflect: entry["inflect"].as_str(),
        keeps_negated: entry["negation"] == "keep",
        include: borrowed(include),
        terms: borrowed(terms),
        except: borrowed(except),
    });
    Automaton::new(&words.collect::<Vec<_>>(), names)
}

fn yaml_files(folder: &Path) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> =
        fs::read_dir(folder).map(|entries| entries.flatten().map(|entry| entry.path()).collect()).unwrap_or_default();
    files.retain(|path| path.extension().is_some_and(|ending| ending == "yaml"));
    files.sort();
    files
}

fn read(path: &Path) -> Value {
    let text = fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    serde_yaml::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn write(path: &Path, value: &Value) {
    save(path, value.to_string().as_bytes());
}

fn save(path: &Path, bytes: &[u8]) {
    fs::write(path, bytes).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
}
