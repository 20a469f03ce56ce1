//! Bytes to text without losing a place.

/// A run of bytes that is no UTF-8, by its place in the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BadBytes {
    /// First byte.
    pub start: usize,
    /// First byte after the run.
    pub end: usize,
}

/// Turns bytes into text. Each byte that is no UTF-8 becomes `?`, so that every offset stays the byte's own;
/// the runs replaced are returned. NUL and the byte order mark are kept.
pub fn decode(bytes: Vec<u8>) -> (String, Vec<BadBytes>) {
    let mut bytes = match String::from_utf8(bytes) {
        Ok(text) => return (text, Vec::new()),
        Err(error) => error.into_bytes(),
    };
    let mut bad: Vec<BadBytes> = Vec::new();
    let mut at = 0;
    while let Err(error) = std::str::from_utf8(&bytes[at..]) {
        let start = at + error.valid_up_to();
        let end = error.error_len().map_or(bytes.len(), |len| start + len);
        bytes[start..end].fill(b'?');
        match bad.last_mut() {
            Some(last) if last.end == start => last.end = end,
            _ => bad.push(BadBytes { start, end }),
        }
        at = end;
    }
    (String::from_utf8(bytes).unwrap_or_default(), bad)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bad_bytes_keep_every_offset() {
        let (text, bad) = decode(b"a\xff\xfe\xe4\xbd\xa0\xe4".to_vec());
        assert_eq!(text, "a??你?");
        assert_eq!(bad, [BadBytes { start: 1, end: 3 }, BadBytes { start: 6, end: 7 }]);
    }
}
