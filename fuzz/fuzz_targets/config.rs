#![no_main]

use libfuzzer_sys::fuzz_target;
use planspect::workspace::{Memory, Settings};

// A configuration is read; what is wrong with it is told, whatever it is.
fuzz_target!(|text: &str| {
    let _ = Settings::read(Some(("planspect.yaml", text)), &Memory::default());
});
