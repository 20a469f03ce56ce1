//! The main loop: bytes in, messages to the service, answers out.
//!
//! `LspService` is driven here and not by `tower_lsp::Server`, which ends at the first malformed frame and runs
//! handlers out of order.

use super::front::Front;
use super::lenient;
use super::log::Log;
use super::outbox::Outbox;
use super::process;
use super::session::Message;
use super::setup::Setup;
use super::uri::encode_all;
use super::wire::{Frame, Frames};
use futures::FutureExt;
use serde_json::Value;
use std::panic::AssertUnwindSafe;
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite, AsyncWriteExt};
use tokio::sync::mpsc::{UnboundedSender, unbounded_channel};
use tower_lsp::LspService;
use tower_lsp::jsonrpc::{Error, ErrorCode, Request, Response};
use tower_service::Service;

/// How long what is still to be written may take at the end.
const LAST_WORDS: Duration = Duration::from_secs(2);

/// Serves one client until it says goodbye or is gone; gives the exit status: 0 if it said `shutdown` first.
pub async fn serve<R, W>(input: R, output: W, setup: Setup) -> u8
where
    R: AsyncRead + Unpin + Send + 'static,
    W: AsyncWrite + Unpin + Send + 'static,
{
    let (queue, mut outgoing) = unbounded_channel::<Vec<u8>>();
    let mut output = output;
    let writer = tokio::spawn(async move {
        while let Some(bytes) = outgoing.recv().await {
            if output.write_all(&bytes).await.is_err() || output.flush().await.is_err() {
                return;
            }
        }
    });
    let outbox = Outbox::new(queue);
    let log = setup.log.clone();
    let session = super::session::start(outbox.clone(), setup);
    let (service, _socket) = LspService::build(|_| Front::new(session.inbox()))
        .custom_method("window/workDoneProgress/cancel", Front::cancel_progress)
        .custom_method("$/setTrace", Front::set_trace)
        .finish();
    let status = Loop { service, outbox, log, started: false, shut_down: false, session: session.inbox() }
        .run(input, &writer)
        .await;
    // The session holds the last way out; without it the writer ends when all is written.
    drop(session);
    let _ = tokio::time::timeout(LAST_WORDS, writer).await;
    status
}

struct Loop {
    service: LspService<Front>,
    outbox: Outbox,
    log: Log,
    started: bool,
    shut_down: bool,
    session: UnboundedSender<Message>,
}

impl Loop {
    async fn run<R>(mut self, input: R, writer: &tokio::task::JoinHandle<()>) -> u8
    where
        R: AsyncRead + Unpin,
    {
        let mut frames = Frames::new(input);
        let (gone, mut is_gone) = unbounded_channel::<()>();
        let mut watch = tokio::time::interval(Duration::from_secs(1));
        loop {
            let frame = tokio::select! {
                frame = frames.next() => frame,
                Some(()) = is_gone.recv() => {
                    self.log.say("the client's process is gone");
                    return u8::from(!self.shut_down);
                }
                _ = watch.tick() => {
                    if writer.is_finished() {
                        self.log.say("nobody reads what is written");
                        return u8::from(!self.shut_down);
                    }
                    continue;
                }
            };
            let body = match frame {
                Frame::Body(body) => body,
                Frame::TooLong => {
                    self.outbox.refuse(-32600, "the message is too long");
                    continue;
                }
                Frame::End => {
                    self.log.say("the client closed the stream");
                    return u8::from(!self.shut_down);
                }
            };
            let Some(message) = self.parse(&body, &mut frames) else { continue };
            if message.get("method").is_some_and(|method| method == "exit") {
                return u8::from(!self.shut_down);
            }
            if message.get("method").is_some_and(|method| method == "initialize")
                && let Some(client) = message.pointer("/params/processId").and_then(Value::as_u64)
            {
                tokio::spawn(process::watch(client, gone.clone()));
            }
            self.dispatch(message).await;
        }
    }

    /// A message from the bytes of a frame; what is none is answered.
    fn parse<R: AsyncRead + Unpin>(&self, body: &[u8], frames: &mut Frames<R>) -> Option<Value> {
        match serde_json::from_slice::<Value>(body) {
            Ok(message @ Value::Object(_)) => Some(message),
            Ok(_) => {
                self.outbox.refuse(-32600, "a message is one JSON object");
                None
            }
            Err(error) => {
                self.log.say(&format!("no JSON: {error}"));
                self.outbox.refuse(-32700, &format!("no JSON: {error}"));
                // A frame that was shorter than it said has eaten the beginning of the next.
                let start = body.windows(15).rposition(|part| part.eq_ignore_ascii_case(b"content-length:"));
                if let Some(start) = start {
                    frames.give_back(&body[start..]);
                }
                None
            }
        }
    }

    /// Hands a message on, in order: the service is polled right here, so that its handler has forwarded it
    /// before the next one is read.
    async fn dispatch(&mut self, mut message: Value) {
        encode_all(&mut message);
        let Some(method) = message.get("method").cloned() else {
            match serde_json::from_value::<Response>(message.clone()) {
                Ok(answer) if message.get("result").is_some() || message.get("error").is_some() => {
                    let _ = self.session.send(Message::Answer(Box::new(answer)));
                }
                _ => self.outbox.refuse(-32600, "neither a request nor an answer"),
            }
            return;
        };
        if method == "initialize" {
            lenient::without_unknown_words(&mut message);
        }
        let id = message.get("id").cloned();
        let request = match serde_json::from_value::<Request>(message) {
            Ok(request) => request,
            Err(error) => {
                self.outbox.refuse(-32600, &format!("no request: {error}"));
                return;
            }
        };
        // What is refused before the start changes nothing.
        self.started |= method == "initialize" && id.is_some();
        if method == "shutdown" && id.is_some() && self.started {
            self.shut_down = true;
        }
        let failed = id
            .and_then(|id| serde_json::from_value(id).ok())
            .map(|id| Response::from_error(id, Error::new(ErrorCode::InternalError)));
        let called = std::panic::catch_unwind(AssertUnwindSafe(|| self.service.call(request)));
        let Ok(called) = called else {
            failed.iter().for_each(|failed| self.outbox.send(failed));
            return;
        };
        let outbox = self.outbox.clone();
        let log = self.log.clone();
        let name = method.as_str().unwrap_or("").to_owned();
        let mut answer = Box::pin(AssertUnwindSafe(called).catch_unwind().map(move |outcome| match outcome {
            Ok(Ok(Some(response))) => {
                if let Some(error) = response.error() {
                    log.say(&format!("{name}: {error}"));
                }
                outbox.send(&response);
            }
            Ok(_) => {}
            Err(_) => {
                log.say(&format!("{name}: a fault of the server"));
                failed.iter().for_each(|failed| outbox.send(failed));
            }
        }));
        if method == "initialize" {
            // Nothing may overtake it.
            answer.await;
        } else if futures::poll!(&mut answer).is_pending() {
            tokio::spawn(answer);
        }
    }
}
