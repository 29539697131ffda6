//! All that the registry and its pages get to see of the three crates.

use std::{fs, path::PathBuf};

const CRATES: [&str; 3] = ["order-client", "order-core", "order-derive"];

fn read(path: &str) -> String {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("..");
    fs::read_to_string(root.join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

#[test]
fn each_package_has_both_licence_texts() {
    for name in CRATES {
        for file in ["LICENSE-APACHE", "LICENSE-MIT"] {
            assert_eq!(read(&format!("{name}/{file}")), read(file), "{name}/{file}");
        }
        assert!(read(&format!("{name}/Cargo.toml")).contains("\"/LICENSE-*\""), "{name}");
    }
}

#[test]
fn each_package_is_described() {
    for name in CRATES {
        let manifest = read(&format!("{name}/Cargo.toml"));
        for key in [
            "description",
            "documentation",
            "include",
            "keywords.workspace",
            "categories.workspace",
            "rust-version.workspace",
        ] {
            assert!(manifest.contains(&format!("\n{key} = ")), "{name}: {key}");
        }
    }
}

#[test]
fn the_oldest_release_of_rust_is_told_once() {
    let manifest = read("Cargo.toml");
    let oldest = manifest.lines().find_map(|line| line.strip_prefix("rust-version = "));
    let oldest = oldest.expect("the workspace names it").trim_matches('"');
    assert!(
        read("README.md").contains(&format!("Rust {oldest} or later")),
        "README.md does not say {oldest}"
    );
}
