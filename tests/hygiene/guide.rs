//! The guide and what leads to it: every code and every finding has its place, what people search leads somewhere, and the
//! READMEs name the dependencies of their snippets.

use std::{collections::BTreeSet, env, fs, path::Path, process::Command};

use order_core::{Code, OrderRequest, OrderValue, Valid, json};

const CODES: &str = include_str!("../../order-core/src/guide/codes.md");
const FINDINGS: &str = include_str!("../../order-core/src/guide/findings.md");
const GUIDE: &str = include_str!("../../order-core/src/guide/mod.rs");
const CLIENT_GUIDE: &str = include_str!("../../order-client/src/guide/mod.rs");

/// The headings of a page, of which rustdoc makes addresses.
fn headings(page: &str) -> Vec<&str> {
    let mut is_code = false;
    page.lines()
        .filter(|line| {
            is_code ^= line.trim_start().starts_with("```");
            !is_code
        })
        .filter_map(|line| line.strip_prefix("# `")?.strip_suffix('`'))
        .collect()
}

/// The texts in quotes that stand in `source` between `from` and `to`.
fn quoted<'a>(source: &'a str, from: &str, to: &str) -> Vec<&'a str> {
    let (_, rest) = source.split_once(from).unwrap();
    let (list, _) = rest.split_once(to).unwrap();
    list.split('"').skip(1).step_by(2).collect()
}

#[test]
fn every_code_has_a_heading() {
    let source = include_str!("../../order-core/src/violation.rs");
    let codes = quoted(source, "pub const fn as_str(self)", "\n    }\n");
    assert_eq!(codes.len(), 24);
    assert_eq!(headings(CODES), codes);
    for code in codes {
        assert!(CODES.contains(&format!("[`{code}`](#{code})")), "{code} is not in the list");
    }
}

#[test]
fn every_finding_has_a_heading_and_is_found_by_its_name() {
    let source = include_str!("../../order-derive/src/model/level.rs");
    let findings = quoted(source, "const ALL:", "];");
    assert_eq!(findings.len(), 11);
    assert_eq!(headings(FINDINGS), findings);
    for finding in findings {
        assert!(
            FINDINGS.contains(&format!("| [`{finding}`](#{finding}) |")),
            "{finding} is not in the table"
        );
        assert!(aliases(GUIDE).contains(finding), "{finding} cannot be searched");
    }
}

/// The folder of the addresses in messages, in which the pages of findings and codes stand.
const FOLDER: &str =
    concat!("https://docs.rs/order-core/", env!("CARGO_PKG_VERSION"), "/order_core/guide/");

/// The pages as rustdoc writes them, without the links to other modules.
fn rendered(pages: &Path, page: &str) -> String {
    let guide = Path::new(env!("CARGO_MANIFEST_DIR")).join("../order-core/src/guide/mod.rs");
    let rustdoc = env::var_os("RUSTDOC").unwrap_or_else(|| "rustdoc".into());
    let mut rustdoc = Command::new(rustdoc);
    rustdoc.arg(guide).args(["--crate-name=guide", "--edition=2024", "--cap-lints=allow", "-o"]);
    let output = rustdoc.arg(pages).output().expect("rustdoc comes with rustc");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    fs::read_to_string(pages.join("guide").join(page).join("index.html")).unwrap()
}

#[test]
fn every_address_in_a_message_is_a_heading_of_a_rendered_page() {
    let pages = Path::new(env!("CARGO_TARGET_TMPDIR")).join("guide");
    let codes = rendered(&pages, "codes");
    let anchor = |page: &str, name: &str| page.contains(&format!(" id=\"{name}\""));
    assert!(!anchor(&codes, "no_code"));
    assert_eq!(Code::PAGES, format!("{FOLDER}codes/#"));
    for code in headings(CODES) {
        assert!(anchor(&codes, code), "`{code}` has no anchor");
    }
    assert_eq!(Code::GroupCount.page(), format!("{FOLDER}codes/#group_count"));

    let findings = rendered(&pages, "findings");
    let (mut named, mut said) = (BTreeSet::new(), 0);
    for folder in ["proof", "types"] {
        let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("ui").join(folder);
        for case in fs::read_dir(cases).unwrap().map(|case| case.unwrap().path()) {
            if case.extension().is_none_or(|end| end != "stderr") {
                continue;
            }
            let text = fs::read_to_string(&case).unwrap();
            let mut lines = text.lines();
            while let Some(line) = lines.next() {
                let names = headings(FINDINGS);
                let name = names.into_iter().find(|name| line.ends_with(&format!(" [{name}]")));
                let Some(name) = name else {
                    assert!(!line.contains("docs.rs"), "{}: {line}", case.display());
                    continue;
                };
                let help = lines.next().unwrap_or_default().trim_start();
                assert_eq!(help, format!("help: {FOLDER}findings/#{name}"), "{}", case.display());
                assert!(anchor(&findings, name), "`{name}` has no anchor");
                named.insert(name);
                said += 1;
            }
        }
    }
    let proof = include_str!("../../order-core/src/guide/proof.md");
    assert!(proof.contains(&format!("\nhelp: {FOLDER}findings/#dead_rule\n")));
    // Nothing is so entangled that it can be shown in a case.
    let mut all = BTreeSet::from_iter(headings(FINDINGS));
    all.remove("undecided");
    assert_eq!(named, all);
    assert!(said > 80, "{said}");
}

#[test]
fn every_chapter_is_in_the_list_of_the_guide() {
    for (folder, guide, pages) in [
        ("../order-core/src/guide", GUIDE, 18),
        ("../order-core/src/guide/migration", GUIDE, 12),
        ("../order-client/src/guide", CLIENT_GUIDE, 2),
    ] {
        let files = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)).unwrap();
        let names: BTreeSet<String> = files
            .map(|file| file.unwrap().file_name().into_string().unwrap())
            .filter_map(|name| Some(name.strip_suffix(".md")?.to_owned()))
            .collect();
        assert_eq!(names.len(), pages, "{names:?}");
        let list =
            include_str!("../../order-core/src/guide/migration/overview.md").to_owned() + guide;
        for name in &names {
            assert!(guide.contains(&format!("{name}.md\")")), "{name} is not written anywhere");
            let is_listed = list.contains(&format!("]({name})"))
                || list.contains(&format!("](migration::{name})"));
            assert!(is_listed || name == "overview", "nothing leads to {name}");
        }
    }
}

/// The greatest surprise of a struct that comes from elsewhere.
#[test]
fn every_migration_says_that_empty_text_counts_as_not_there() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../order-core/src/guide/migration");
    for page in fs::read_dir(folder).unwrap().map(|page| page.unwrap().path()) {
        let text = fs::read_to_string(&page).unwrap();
        let is_said = text.contains("mpty text") && text.contains("`#[blank(value)]`");
        assert!(is_said || page.ends_with("overview.md"), "{}", page.display());
    }
}

/// All that rustdoc finds beside names.
fn aliases(source: &str) -> BTreeSet<&str> {
    let lists = source.split("#[doc(alias(").skip(1);
    lists.flat_map(|list| list.split("))]").next().unwrap().split('"').skip(1).step_by(2)).collect()
}

/// The words of people who do not know our names.
const SEARCHED: [&str; 38] = [
    "JSON Merge Patch",
    "PATCH",
    "RFC 9457",
    "Validate",
    "all or none",
    "at least one",
    "axum",
    "conditional required",
    "conditional validation",
    "cross-field",
    "custom message",
    "custom validator",
    "decimal",
    "dependentRequired",
    "depends_on",
    "deprecated",
    "deserialize",
    "discriminated union",
    "dive",
    "error code",
    "excluded_if",
    "getting started",
    "i18n",
    "merge patch",
    "money",
    "mutually exclusive",
    "nested",
    "newtype",
    "nullable",
    "one of",
    "oneOf",
    "partial update",
    "problem+json",
    "required_if",
    "required_with",
    "sql",
    "unique",
    "validator",
];

#[test]
fn what_people_search_leads_somewhere() {
    let sources = [
        GUIDE,
        include_str!("../../order-core/src/problem.rs"),
        include_str!("../../order-core/src/request.rs"),
        include_str!("../../order-core/src/update/mod.rs"),
        include_str!("../../order-core/src/violation.rs"),
        include_str!("../../order-core/src/wire/json/mod.rs"),
        include_str!("../../order-derive/src/lib.rs"),
    ];
    let found: BTreeSet<&str> = sources.iter().flat_map(|source| aliases(source)).collect();
    for term in SEARCHED {
        assert!(found.contains(term), "nothing is found by `{term}`");
    }
}

/// The first block of a README in the given language.
fn block<'a>(readme: &'a str, language: &str) -> &'a str {
    let (_, rest) = readme.split_once(&format!("```{language}\n")).unwrap();
    rest.split_once("```").unwrap().0
}

#[test]
fn a_readme_names_what_its_first_snippet_needs() {
    let version = env!("CARGO_PKG_VERSION").rsplit_once('.').unwrap().0;
    for readme in [
        include_str!("../../README.md"),
        include_str!("../../order-client/README.md"),
        include_str!("../../order-core/README.md"),
        include_str!("../../order-derive/README.md"),
    ] {
        let (dependencies, snippet) = (block(readme, "toml"), block(readme, "rust"));
        let lines = || dependencies.lines().filter_map(|line| line.split_once(" = "));
        let named: BTreeSet<String> = lines().map(|(name, _)| name.replace('-', "_")).collect();
        let is_path = |letter: char| !letter.is_alphanumeric() && letter != '_';
        let used: BTreeSet<String> = snippet
            .split("::")
            .map(|before| before.rsplit(is_path).next().unwrap().to_owned())
            .filter(|root| {
                ["order_client", "order_core", "order_derive", "serde", "tokio"].contains(&&**root)
            })
            .collect();
        assert_eq!(named, used);
        for (name, line) in lines().filter(|(name, _)| name.starts_with("order-")) {
            assert!(line.contains(&format!("\"{version}\"")), "{name} is {line}, not {version}");
        }
        assert!(snippet.contains("fn main()"), "it cannot be run as it stands:\n{snippet}");
    }
}

#[derive(OrderValue)]
#[order(rename_all = "snake_case")]
enum ProvisioningMethod {
    ShipToken,
    ClientApp,
}

#[derive(OrderRequest)]
#[order(scalars = "text")]
#[condition(hardware_token, cs_provisioning_method == ShipToken)]
struct CodeSigningOrder {
    #[allowed(1, 2, 3)]
    validity: u8,
    #[required_if(ev)]
    #[forbidden_unless(ev)]
    cs_provisioning_method: Option<ProvisioningMethod>,
    #[group_all_or_none("ship")]
    #[forbidden_unless(hardware_token)]
    ship_name: Option<String>,
    #[group_all_or_none("ship")]
    #[forbidden_unless(hardware_token)]
    ship_zip: Option<String>,
    #[format(email)]
    org_contact_email: String,
    #[default_value(false)]
    ev: bool,
}

#[derive(OrderValue)]
#[order(rename_all = "snake_case")]
enum Delivery {
    Pickup,
    Courier,
}

#[derive(OrderRequest)]
struct Order {
    #[range(1..=100)]
    quantity: u32,
    delivery: Delivery,
    #[required_if(delivery == Courier)]
    #[forbidden_unless(delivery == Courier)]
    address: Option<String>,
    #[format(email)]
    mail: Option<String>,
}

/// The document that the first snippet of a README reads.
fn document(readme: &str) -> &str {
    block(readme, "rust").split_once("r#\"").unwrap().1.split_once("\"#").unwrap().0
}

#[test]
fn a_readme_shows_what_its_first_snippet_prints() {
    let readme = include_str!("../../README.md");
    let error = json::from_str::<Valid<CodeSigningOrder>>(document(readme)).err().unwrap();
    assert_eq!(block(readme, "text").trim_end(), error.to_string());

    let readme = include_str!("../../order-core/README.md");
    let error = json::from_str::<Valid<Order>>(document(readme)).err().unwrap();
    assert_eq!(block(readme, "text").trim_end(), error.to_string());
}

/// The names that a line with `use` brings, of which the last of each path is taken.
fn imported(line: &str) -> Vec<&str> {
    let Some(paths) = line.strip_prefix("use ") else { return Vec::new() };
    let is_name = |letter: char| letter.is_alphanumeric() || letter == '_';
    let ends = paths.split([',', ';', '}']).map(str::trim_end);
    ends.map(|end| end.rsplit(|letter| !is_name(letter)).next().unwrap_or_default())
        .filter(|name| !name.is_empty())
        .collect()
}

/// Who copies a snippet copies what is shown, so a name is imported in a line that is shown, there or above on the page.
#[test]
fn what_a_snippet_of_the_guide_uses_is_imported_before_the_eyes_of_the_reader() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let mut count = 0;
    for folder in ["order-core/src/guide", "order-client/src/guide"] {
        each_page(&root.join(folder), &mut |path, lines| {
            let mut shown: BTreeSet<&str> = BTreeSet::new();
            let (mut is_code, mut hidden) = (false, BTreeSet::new());
            let is_name = |letter: char| letter.is_alphanumeric() || letter == '_';
            for line in lines.iter().map(|line| line.trim()) {
                if line.starts_with("```") {
                    is_code ^= true;
                    hidden.clear();
                } else if let Some(line) = line.strip_prefix("# ").filter(|_| is_code) {
                    hidden.extend(imported(line));
                } else if is_code {
                    shown.extend(imported(line));
                    let names = line.split(|letter| !is_name(letter));
                    for name in names.filter(|name| hidden.contains(name)) {
                        let path = path.display();
                        assert!(shown.contains(name), "{path}: the import of `{name}` is hidden");
                        count += 1;
                    }
                }
            }
        });
    }
    assert!(count >= 5, "{count}");
}

/// The folders whose documentation rustdoc shows.
const DOCUMENTED: [&str; 3] = ["order-client/src", "order-core/src", "order-derive/src"];

/// Calls `look` with the documentation in each file of `folder`, in any depth: a page, or the comments of a source.
fn each_page(folder: &Path, look: &mut impl FnMut(&Path, &[String])) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let end = path.extension().unwrap_or_default();
        if path.is_dir() {
            each_page(&path, look);
        } else if end == "rs" || end == "md" {
            let documentation = |line: &str| match line.trim_start() {
                line if end == "md" => line.to_owned(),
                line if line.starts_with("///") || line.starts_with("//!") => {
                    line[3..].trim().to_owned()
                }
                _ => String::new(),
            };
            let text = fs::read_to_string(&path).unwrap();
            look(&path, &text.lines().map(documentation).collect::<Vec<_>>());
        }
    }
}

/// Code in a table is broken letter by letter where the page is narrow, unless the table has its width and scrolls.
#[test]
fn every_table_of_the_documentation_scrolls() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let mut count = 0;
    for folder in DOCUMENTED {
        each_page(&root.join(folder), &mut |path, lines| {
            let mut is_code = false;
            for (index, line) in lines.iter().enumerate() {
                is_code ^= line.starts_with("```");
                if is_code || !line.starts_with("| --- |") {
                    continue;
                }
                let before = index.checked_sub(3).and_then(|at| lines.get(at));
                assert!(
                    before.is_some_and(|line| line.starts_with("<div style=\"overflow-x:auto\">")),
                    "{}:{index}: a table that does not scroll; put it in two `<div>`s, as others are",
                    path.display(),
                );
                count += 1;
            }
        });
    }
    assert!(count >= 50, "{count}");
}
