//! The program `planspect`.

fn main() {}
