#![no_main]

use libfuzzer_sys::fuzz_target;
use planspect::text::{Encoding, FileId, SourceFile};

const ENCODINGS: [Encoding; 3] = [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32];

// Edits as an editor sends them: by line and character of any size, in any encoding.
fuzz_target!(|given: (String, Vec<(u16, u16, u16, u16, u8, String)>)| {
    let (text, edits) = given;
    let mut file = SourceFile::new(FileId(0), "plan.md", &text);
    for (line, character, to_line, to_character, encoding, with) in edits {
        let encoding = ENCODINGS[usize::from(encoding) % ENCODINGS.len()];
        let start = file.offset(line.into(), character.into(), encoding) as usize;
        let end = (file.offset(to_line.into(), to_character.into(), encoding) as usize).max(start);
        file = file.edited(start..end, &with);
        let again = SourceFile::new(FileId(0), "plan.md", &file.text);
        assert_eq!(file.line_count(), again.line_count());
        for offset in [0, start, end, file.text.len()] {
            assert_eq!(file.position(offset as u32), again.position(offset as u32));
        }
    }
});
