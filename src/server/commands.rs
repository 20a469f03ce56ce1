//! `workspace/executeCommand`: what stands behind lenses and actions.

use super::lens::SHOW;
use super::outbox::Outbox;
use super::world::World;
use serde_json::{Value, json};
use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::ls_types::{ExecuteCommandParams, Location, Range, Uri};

/// Selects a place of a document.
pub const SELECT: &str = "planspect.select";
/// Opens a page outside the editor.
pub const OPEN: &str = "planspect.openPage";

/// Tells what the plan of a document is and how it stands; an editor shows that as it likes.
pub const SUMMARY: &str = "planspect.summary";

/// All commands.
pub fn all() -> Vec<String> {
    [SELECT, OPEN, SHOW, SUMMARY].map(str::to_owned).to_vec()
}

pub fn execute(world: &World, params: &ExecuteCommandParams, outbox: &Outbox) -> Result<Option<Value>> {
    let wrong = || Error::invalid_params("not the arguments of this command");
    let argument = |number: usize| params.arguments.get(number).cloned().ok_or_else(wrong);
    let show = |uri: &Uri, selection: Option<Range>, external: bool| {
        if world.client.show_document {
            let mut params = json!({"uri": uri, "external": external, "takeFocus": true});
            if let Some(range) = selection {
                params["selection"] = json!(range);
            }
            outbox.ask("window/showDocument", params);
        }
    };
    match params.command.as_str() {
        SELECT => {
            let uri: Uri = serde_json::from_value(argument(0)?).map_err(|_| wrong())?;
            let range: Range = serde_json::from_value(argument(1)?).map_err(|_| wrong())?;
            show(&uri, Some(range), false);
        }
        OPEN => {
            let uri: Uri = serde_json::from_value(argument(0)?).map_err(|_| wrong())?;
            if !matches!(uri.scheme().as_str(), "http" | "https") {
                return Err(wrong());
            }
            show(&uri, None, true);
        }
        SHOW => {
            let places: Vec<Location> = serde_json::from_value(argument(2)?).map_err(|_| wrong())?;
            if let Some(first) = places.first() {
                show(&first.uri, Some(first.range), false);
            }
        }
        SUMMARY => {
            let uri: Uri = serde_json::from_value(argument(0)?).map_err(|_| wrong())?;
            return Ok(super::summary::summary(world, &uri));
        }
        other => return Err(Error::invalid_params(format!("no command is called `{other}`"))),
    }
    Ok(None)
}
