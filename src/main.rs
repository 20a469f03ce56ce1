//! The program; everything in it is in the library.

/// Small texts and lists come and go by the million, on all cores at once.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    planspect::cli::main()
}
