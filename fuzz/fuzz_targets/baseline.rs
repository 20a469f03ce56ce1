#![no_main]

use libfuzzer_sys::fuzz_target;
use planspect::check::Baseline;

// A baseline is read, or what is wrong with it is told.
fuzz_target!(|text: &str| {
    let _ = Baseline::read("baseline.json", text);
});
