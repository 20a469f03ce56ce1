//! The program; everything in it is in the library.

fn main() -> std::process::ExitCode {
    planspect::cli::main()
}
