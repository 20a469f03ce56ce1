//! Frames: how messages are cut out of a stream of bytes, whatever else is in it.

use tokio::io::{AsyncRead, AsyncReadExt};

/// Longest message that is taken, in bytes.
const MAX_MESSAGE: usize = 256 * 1024 * 1024;
/// Longest line that can be a header.
const MAX_LINE: usize = 64 * 1024;
/// Longest `Content-Length: …` with the empty line after it.
const HEAD: usize = 64;

/// What was cut out.
#[derive(Debug, PartialEq, Eq)]
pub enum Frame {
    /// The body of a message.
    Body(Vec<u8>),
    /// A message that is longer than any that is taken; it was skipped.
    TooLong,
    /// The stream has ended.
    End,
}

/// Reads frames from a stream. Where it is in a message is kept here and not in [`Frames::next`], so that who stops
/// waiting for the next one loses nothing of it.
#[derive(Debug)]
pub struct Frames<R> {
    input: R,
    buffer: Vec<u8>,
    at: usize,
    /// So many bytes from `at` on hold no head of a message.
    searched: usize,
    ended: bool,
    part: Part,
}

/// What comes next of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    /// Lines; the length of the body, once one of them has said it.
    Head(Option<usize>),
    /// So many bytes.
    Body(usize),
    /// So many bytes that nobody wants.
    Skipped(usize),
}

impl<R: AsyncRead + Unpin> Frames<R> {
    /// Reads from `input`.
    pub fn new(input: R) -> Self {
        Self { input, buffer: Vec::new(), at: 0, searched: 0, ended: false, part: Part::Head(None) }
    }

    /// The next message. Lines that are no header are skipped. May be dropped and called again at any time.
    pub async fn next(&mut self) -> Frame {
        loop {
            match self.part {
                Part::Head(length) => {
                    let Some(line) = self.line().await else { return Frame::End };
                    self.part = after_line(&line, length);
                }
                Part::Body(length) => return self.body(length).await,
                Part::Skipped(length) => {
                    self.skip(length).await;
                    return Frame::TooLong;
                }
            }
        }
    }

    /// Gives back the end of a body that belongs to the next message.
    pub fn give_back(&mut self, rest: &[u8]) {
        self.buffer.splice(..self.at, rest.iter().copied());
        (self.at, self.searched) = (0, 0);
    }

    async fn fill(&mut self) -> bool {
        if self.ended {
            return false;
        }
        if self.at > 0 {
            self.buffer.drain(..self.at);
            self.at = 0;
        }
        self.buffer.reserve(16 * 1024);
        // A stream that fails has ended.
        let read = self.input.read_buf(&mut self.buffer).await.unwrap_or(0);
        self.ended = read == 0;
        read > 0
    }

    async fn line(&mut self) -> Option<Vec<u8>> {
        let mut searched = 0;
        loop {
            let held = &self.buffer[self.at..];
            let end = memchr::memchr(b'\n', &held[searched..]).map(|end| searched + end + 1);
            let end = end.or((held.len() >= MAX_LINE).then_some(held.len()));
            if let Some(end) = end {
                let line = held[..end].to_vec();
                self.at += end;
                return Some(line);
            }
            searched = held.len();
            if !self.fill().await {
                return None;
            }
        }
    }

    /// The bytes of a message; fewer than it said if the head of the next one stands among them.
    async fn body(&mut self, length: usize) -> Frame {
        loop {
            let cut = self.next_head().filter(|cut| *cut < length);
            let held = &self.buffer[self.at..];
            if cut.is_some() || held.len() >= length {
                let body = held[..cut.unwrap_or(length)].to_vec();
                self.leave(body.len());
                return Frame::Body(body);
            }
            if !self.fill().await {
                return Frame::End;
            }
        }
    }

    /// Passes over a message; to the head of the next one if that stands in it.
    async fn skip(&mut self, length: usize) {
        let mut left = length;
        loop {
            let cut = self.next_head().filter(|cut| *cut < left);
            let held = self.buffer.len() - self.at;
            if cut.is_some() || held >= left {
                self.leave(cut.unwrap_or(left));
                return;
            }
            // The end may be the beginning of a head.
            let gone = held.saturating_sub(HEAD);
            self.at += gone;
            self.searched = self.searched.saturating_sub(gone);
            left -= gone;
            self.part = Part::Skipped(left);
            if !self.fill().await {
                self.leave(held - gone);
                return;
            }
        }
    }

    /// The message ends after so many bytes.
    fn leave(&mut self, length: usize) {
        self.at += length;
        self.searched = 0;
        self.part = Part::Head(None);
    }

    /// Where, from `at` on, the head of a message begins; what was searched before is not searched again.
    fn next_head(&mut self) -> Option<usize> {
        let held = &self.buffer[self.at..];
        let found = next_head(held, self.searched.saturating_sub(HEAD));
        if found.is_none() {
            self.searched = held.len();
        }
        found
    }
}

/// Where the head of a message begins. JSON has no line `Content-Length: 12` before an empty one, not even in a string.
fn next_head(bytes: &[u8], from: usize) -> Option<usize> {
    const NAME: &[u8] = b"content-length:";
    memchr::memmem::find_iter(&bytes[from..], b"\r\n\r\n").find_map(|end| {
        let end = from + end;
        let line = memchr::memrchr(b'\n', &bytes[..end]).map_or(0, |at| at + 1);
        let at = line + bytes[line..end].windows(NAME.len()).rposition(|part| part.eq_ignore_ascii_case(NAME))?;
        let number = bytes[at + NAME.len()..end].trim_ascii();
        (!number.is_empty() && number.iter().all(u8::is_ascii_digit)).then_some(at)
    })
}

/// What comes after a line of the head, in which `length` was said before.
fn after_line(line: &[u8], length: Option<usize>) -> Part {
    let text = String::from_utf8_lossy(line);
    let text = text.trim();
    if text.is_empty() {
        return match length {
            None => Part::Head(None),
            Some(length) if length > MAX_MESSAGE => Part::Skipped(length),
            Some(length) => Part::Body(length),
        };
    }
    // A header may stand behind the rest of a message that was shorter than it said.
    let lower = text.to_ascii_lowercase();
    if let Some(at) = lower.rfind("content-length:") {
        Part::Head(lower[at + "content-length:".len()..].trim().parse().ok())
    } else if lower.starts_with("content-type") {
        Part::Head(length)
    } else {
        Part::Head(None)
    }
}

/// The bytes of a message with its header.
pub fn framed(body: &[u8]) -> Vec<u8> {
    let mut bytes = format!("Content-Length: {}\r\n\r\n", body.len()).into_bytes();
    bytes.extend_from_slice(body);
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frames(input: &[u8]) -> Vec<Frame> {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        runtime.block_on(async {
            let mut frames = Frames::new(input);
            let mut all = Vec::new();
            loop {
                match frames.next().await {
                    Frame::End => return all,
                    frame => all.push(frame),
                }
            }
        })
    }

    #[test]
    fn headers_in_any_case_and_order() {
        let body = |text: &str| Frame::Body(text.as_bytes().to_vec());
        assert_eq!(frames(b"Content-Length: 2\r\n\r\n{}"), [body("{}")]);
        assert_eq!(
            frames(b"content-length:2\n\n{}CONTENT-LENGTH: 2\r\nContent-Type: x\r\n\r\n[]"),
            [body("{}"), body("[]")]
        );
    }

    /// The main loop looks at its clock between two bytes of a message.
    #[test]
    fn who_stops_waiting_loses_nothing() {
        use tokio::io::AsyncWriteExt;
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        runtime.block_on(async {
            let (mut near, far) = tokio::io::duplex(64);
            let mut frames = Frames::new(far);
            let mut found = Vec::new();
            for byte in b"Content-Length: 2\r\nContent-Type: x\r\n\r\n{}Content-Length: 4\r\n\r\n[12]" {
                near.write_all(&[*byte]).await.unwrap();
                if let std::task::Poll::Ready(frame) = futures::poll!(Box::pin(frames.next())) {
                    found.push(frame);
                }
            }
            assert_eq!(found, [Frame::Body(b"{}".to_vec()), Frame::Body(b"[12]".to_vec())]);
        });
    }

    #[test]
    fn a_message_that_was_cut_off_ends_where_the_next_begins() {
        let whole = "Content-Length: 2\r\n\r\n{}";
        let found = frames(format!("Content-Length: 300\r\n\r\n{{\"met{whole}{whole}").as_bytes());
        let body = |text: &str| Frame::Body(text.as_bytes().to_vec());
        assert_eq!(found, [body("{\"met"), body("{}"), body("{}")]);
        // By one byte too long.
        assert_eq!(frames(format!("Content-Length: 3\r\n\r\n[]{whole}").as_bytes()), [body("[]"), body("{}")]);
    }

    #[test]
    fn a_message_that_is_too_long_is_passed_over_in_pieces() {
        use tokio::io::AsyncReadExt;
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let whole = b"Content-Length: 2\r\n\r\n{}";
        runtime.block_on(async {
            let long = MAX_MESSAGE as u64 + 1;
            let head = format!("Content-Length: {long}\r\n\r\n");
            let body = tokio::io::repeat(b' ').take(long);
            let mut frames = Frames::new(head.as_bytes().chain(body).chain(&whole[..]));
            assert_eq!(frames.next().await, Frame::TooLong);
            assert!(frames.buffer.capacity() < 1 << 20, "{}", frames.buffer.capacity());
            assert_eq!(frames.next().await, Frame::Body(b"{}".to_vec()));
            assert_eq!(frames.next().await, Frame::End);
        });
        // One that only says that it is so long does not take what comes after it.
        let found = frames(&[b"Content-Length: 99999999999999\r\n\r\n{\"met", &whole[..], &whole[..]].concat());
        assert_eq!(found, [Frame::TooLong, Frame::Body(b"{}".to_vec()), Frame::Body(b"{}".to_vec())]);
        assert_eq!(frames(b"Content-Length: 99999999999999\r\n\r\n{"), [Frame::TooLong]);
    }

    /// What was searched for the next head is not searched again with every piece that comes in.
    #[test]
    fn a_long_message_comes_in_piece_by_piece() {
        use tokio::io::AsyncReadExt;
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        runtime.block_on(async {
            let long = 64 * 1024 * 1024;
            let body = tokio::io::repeat(b' ').take(long as u64);
            let head = format!("Content-Length: {long}\r\n\r\n");
            let (mut near, far) = tokio::io::duplex(16 * 1024);
            let writer = tokio::spawn(async move {
                let mut input = head.as_bytes().chain(body);
                tokio::io::copy(&mut input, &mut near).await
            });
            let mut frames = Frames::new(far);
            let Frame::Body(body) = frames.next().await else { panic!() };
            assert_eq!(body.len(), long);
            writer.await.unwrap().unwrap();
        });
    }

    #[test]
    fn what_is_no_header_is_skipped() {
        let good = [Frame::Body(b"{}".to_vec())];
        for noise in [
            "rubbish\r\n",
            "\r\n\r\n",
            "Content-Length: -3\r\n\r\n",
            "Content-Length: x\r\n\r\n",
            "X-Y: 1\r\n\r\n{\"jsonrpc\"",
            "Content-Length: 99999999999999999999999\r\n\r\n",
        ] {
            assert_eq!(frames(format!("{noise}Content-Length: 2\r\n\r\n{{}}").as_bytes()), good, "{noise:?}");
        }
        assert!(frames(b"Content-Length: 10\r\n\r\n{}").is_empty(), "the stream ended in it");
    }
}
