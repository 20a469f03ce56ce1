//! What the build makes of the shipped rules and words.

use serde::de::DeserializeOwned;

/// Reads what the build has prepared: JSON, under the name of its file.
///
/// # Panics
///
/// Where it does not read. Rules and words are part of the program, so this is a fault of the build; to go on
/// without them would pass every plan.
pub fn prepared<T: DeserializeOwned>(name: &str, json: &'static str) -> T {
    serde_json::from_str(json)
        .unwrap_or_else(|error| panic!("what the build made of the shipped {name} does not read: {error}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_was_prepared() {
        assert_eq!(prepared::<Vec<u8>>("numbers", "[1, 2]"), [1, 2]);
    }

    #[test]
    #[should_panic(expected = "shipped rules does not read")]
    fn one_broken_rule_is_no_empty_set_of_rules() {
        let _: Vec<crate::lexicon::LexiconEntry> = prepared("rules", r#"["a", 1]"#);
    }
}
