//! Builds anew when the web app was built anew: it is part of the binary.

fn main() {
    println!("cargo:rerun-if-changed=../../web/dist");
}
