//! Compiles again when a migration was added, since they are embedded.

fn main() {
    #[allow(clippy::print_stdout)]
    {
        println!("cargo:rerun-if-changed=../../migrations");
    }
}
