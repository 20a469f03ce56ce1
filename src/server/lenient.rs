//! A client that offers something newer than this server knows is served all the same.

use serde_json::Value;
use tower_lsp::ls_types::InitializeParams;

/// Takes out of an `initialize` request what cannot be read, one capability at a time.
pub fn without_unknown_words(message: &mut Value) {
    let Some(params) = message.get_mut("params") else { return };
    if readable(params) {
        return;
    }
    let groups: Vec<String> = names(params.get("capabilities"));
    for group in groups {
        for name in names(params.pointer(&format!("/capabilities/{group}"))) {
            drop_unreadable(params, &["capabilities", &group, &name]);
        }
        drop_unreadable(params, &["capabilities", &group]);
    }
    for name in names(Some(params)) {
        drop_unreadable(params, &[&name]);
    }
    if !readable(params) {
        *params = serde_json::json!({"capabilities": {}});
    }
}

fn readable(params: &Value) -> bool {
    serde_json::from_value::<InitializeParams>(params.clone()).is_ok()
}

fn names(value: Option<&Value>) -> Vec<String> {
    value.and_then(Value::as_object).map(|map| map.keys().cloned().collect()).unwrap_or_default()
}

/// Removes what stands at a path if it cannot be read by itself.
fn drop_unreadable(params: &mut Value, path: &[&str]) {
    let at = format!("/{}", path.join("/"));
    let Some(part) = params.pointer(&at) else { return };
    let mut alone = part.clone();
    for name in path.iter().rev() {
        alone = serde_json::json!({ *name: alone });
    }
    if path.first() != Some(&"capabilities") {
        alone["capabilities"] = serde_json::json!({});
    }
    if readable(&alone) {
        return;
    }
    let Some((last, above)) = path.split_last() else { return };
    let above = if above.is_empty() { String::new() } else { format!("/{}", above.join("/")) };
    if let Some(map) = params.pointer_mut(&above).and_then(Value::as_object_mut) {
        map.remove(*last);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn only_what_cannot_be_read_is_dropped() {
        let mut message = json!({"params": {
            "processId": 7,
            "trace": "loud",
            "capabilities": {
                "textDocument": {"hover": {"contentFormat": ["hologram"]}, "diagnostic": {}},
                "workspace": {"configuration": "perhaps", "applyEdit": true},
            },
        }});
        without_unknown_words(&mut message);
        let params = &message["params"];
        assert!(readable(params), "{params}");
        assert_eq!(params["processId"], 7);
        assert_eq!(params["capabilities"]["workspace"]["applyEdit"], true);
        assert!(params["capabilities"]["textDocument"]["diagnostic"].is_object());
    }
}
