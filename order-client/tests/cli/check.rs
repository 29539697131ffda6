//! Orders that are checked and not sent.

use std::io::Write as _;

use order_client::retail::CodeSigningOrder;
use order_core::{Valid, json};

use crate::support::{Folder, SAMPLE, SSL, command, order, order_with_input, sample, spawn};

/// The columns of the sample, and its row.
const NAMES: &str = "validity,platform,cs_provisioning_method,org_name,org_addr1,org_city,org_state,org_zip,\
                     org_country,telephone,org_contact_firstname,org_contact_lastname,org_contact_job_title,\
                     org_contact_email,org_contact_telephone,ev";
const ROW: &str = "1,3,client_app,\"My Company, Inc\",19 Windsor Court,Tampa,FL,33615,us,555-555-1234,Gary,McCoy,CTO,\
                   gm@example.com,555-555-1234,true";

/// The sample on one line.
fn line() -> String {
    sample().lines().map(str::trim).collect()
}

#[test]
fn valid_orders_are_counted() {
    order(&["check", SAMPLE]).assert(0, "1 order: 1 valid, 0 invalid\n", "");
    let files = ["examples/orders/ev-client-app.json", "examples/orders/ev-ship-token.json"];
    order(&["check", files[0], files[1]]).assert(0, "2 orders: 2 valid, 0 invalid\n", "");
}

#[test]
fn a_broken_order_is_shown_with_the_place_of_each_problem() {
    let folder = Folder::new();
    let text = sample().replace("\"1\"", "\"4\"").replace("org_city", "org_citty");
    let file = folder.file("a.json", text);
    order(&["check", &file]).assert(
        1,
        &format!(
            "error[allowed]: `validity` must be `1`, `2` or `3`
 --> {file}:2:15
  |
2 |   \"validity\": \"4\",
  |               ^^^

error[unknown_field]: unknown field `org_citty`; did you mean `org_city`?
 --> {file}:8:3
  |
8 |   \"org_citty\": \"Tampa\",
  |   ^^^^^^^^^^^

error[required]: `org_city` is required; give it a value that is not blank
  --> {file}:19:1
   |
19 | }}
   | ^

1 order: 0 valid, 1 invalid
"
        ),
        "",
    );
}

#[test]
fn every_format_is_read_from_a_file_and_from_standard_input() {
    let folder = Folder::new();
    let order_of =
        |text: &str| json::from_str::<CodeSigningOrder>(text).expect("the sample is one");
    let sample_order = order_of(&sample());
    let xml =
        order_core::xml::to_string(&sample_order).expect("the sample has no control characters");
    let form = order_core::form::to_string(&sample_order).expect("the sample has no brackets");
    for (format, text, count) in [
        ("json", sample(), "1 order: 1"),
        ("xml", xml, "1 order: 1"),
        ("form", form + "\r\n", "1 order: 1"),
        ("ndjson", format!("{}\n{}\n", line(), line()), "2 orders: 2"),
        ("csv", format!("{NAMES}\n{ROW}\n{ROW}\n"), "2 orders: 2"),
    ] {
        let summary = format!("{count} valid, 0 invalid\n");
        order(&["check", &folder.file(&format!("a.{format}"), &text)]).assert(0, &summary, "");
        // Neither a name nor an option says the format.
        order(&["check", &folder.file("unnamed", &text)]).assert(0, &summary, "");
        order_with_input(&["check"], text.as_bytes()).assert(0, &summary, "");
        order_with_input(&["check", "-i", format, "-"], text.as_bytes()).assert(0, &summary, "");
    }
}

#[test]
fn every_endpoint_has_its_orders() {
    order_with_input(&["check", "--endpoint", "ssl"], SSL.as_bytes()).assert(
        0,
        "1 order: 1 valid, 0 invalid\n",
        "",
    );
    let csv = "order_id,sans[0],sans[1]\n00222307,a.example.com,b.example.com\nx,a.example.com,\n";
    order_with_input(&["check", "-e", "reissue", "-i", "csv"], csv.as_bytes()).assert(
        1,
        "standard input:3:1: `order_id` must be digits only, such as `1234`\n\
         2 orders: 1 valid, 1 invalid\n",
        "",
    );
    let csv = "validity,friendly_names[0][language],friendly_names[0][nme]\n";
    let run = order_with_input(&["check", "-e", "wifi", "-i", "csv"], csv.as_bytes());
    assert!(
        run.stdout.starts_with("standard input:1:38: unknown column `friendly_names[0].nme`; "),
        "{run:?}"
    );
}

#[test]
fn a_line_that_cannot_be_read_costs_only_itself() {
    let mut input = Vec::new();
    let good = line();
    input.extend_from_slice("\u{feff}".as_bytes());
    for line in [
        good.as_bytes(),
        b"",
        b" \t",
        b"{\"validity\": \xff}",
        b"[1]",
        b"{\"validity\": ",
        b"validity",
        &[good.as_bytes(), b"\r"].concat(),
        good.replace("CTO", " ").as_bytes(),
    ] {
        input.extend_from_slice(line);
        input.push(b'\n');
    }
    // The last line has no end.
    input.extend_from_slice(good.as_bytes());
    let column = good.replace("CTO", " ").find("\" \"").expect("it is blank") + 1;
    order_with_input(&["check", "-i", "ndjson"], &input).assert(
        1,
        &format!(
            "standard input:1:1: a byte order mark is not JSON; save the document without it\n\
             standard input:4:14: not UTF-8 from here on; encode the document as UTF-8\n\
             standard input:5:1: expected an object with the fields of `CodeSigningOrder`\n\
             standard input:6:13: the document ends in the middle; the rest is missing\n\
             standard input:7:1: expected a value; text stands in double quotes\n\
             standard input:9:{column}: `org_contact_job_title` is required; give it a \
             value that is not blank\n\
             8 orders: 2 valid, 6 invalid\n"
        ),
        "",
    );
}

#[test]
fn a_row_that_cannot_be_read_costs_only_itself() {
    let mut input = format!("\u{feff}{NAMES}\r\n").into_bytes();
    for row in [
        ROW.as_bytes(),
        b"",
        b"1,3",
        &ROW.replace("Gary", "G\0ary").into_bytes(),
        &ROW.bytes().map(|byte| if byte == b'G' { 0xff } else { byte }).collect::<Vec<_>>(),
        &ROW.replace("\"My Company, Inc\"", "\"My\r\nCompany\"").replace("CTO", "").into_bytes(),
        ROW.as_bytes(),
        &ROW.replace("\"My Company, Inc\"", "\"My Company, Inc").into_bytes(),
        ROW.replace("\"My Company, Inc\"", "My Company").as_bytes(),
    ] {
        input.extend_from_slice(row);
        input.extend_from_slice(b"\r\n");
    }
    order_with_input(&["check", "-i", "csv"], &input).assert(
        1,
        "standard input:4:4: 2 cells for 16 columns; give each column one\n\
         standard input:6:82: not UTF-8; encode the file as UTF-8\n\
         standard input:8:69: `org_contact_job_title` is required; give it a value that is not blank\n\
         standard input:10:1: a quote of this row is not closed; close it, or double it if it is meant\n\
         8 orders: 4 valid, 4 invalid\n",
        "",
    );
}

#[test]
fn the_names_of_the_columns_are_judged_once() {
    let names = NAMES.replace("org_city", "org_citty") + ",validity";
    let rows = [ROW, ROW, &ROW.replace("gm@", "gm")].map(|row| format!("{row},9\n")).concat();
    order_with_input(&["check", "-i", "csv"], format!("\n{names}\n{rows}").as_bytes()).assert(
        1,
        "standard input:2:61: unknown column `org_citty`; did you mean `org_city`?\n\
         standard input:2:219: `validity` has two columns, the first is column 1; remove one\n\
         standard input:2:227: no column is named `org_city`, which is required; add it\n\
         standard input:5:97: `org_contact_email` must be an e-mail address such as `name@example.com`\n\
         3 orders: 0 valid, 3 invalid\n",
        "",
    );
}

#[test]
fn names_of_columns_that_cannot_be_read_are_told() {
    let long = "n".repeat(1024 * 1024);
    for (start, what) in [
        (format!("{NAMES},{long}\n").into_bytes(), "is too long"),
        (format!("{NAMES},\"other\n1,3\n").into_bytes(), "has a quote that is not closed"),
        ([NAMES.as_bytes(), b",\xff\n"].concat(), "is not UTF-8"),
    ] {
        order_with_input(&["check", "-i", "csv"], &start).assert(
            2,
            "",
            &format!(
                "error: the first row of standard input {what}\n\
                 hint: it names the columns, in UTF-8; is this a CSV file?\n"
            ),
        );
    }
    // There is nothing below blank lines.
    order_with_input(&["check", "-i", "csv"], b"\n\r\n").assert(
        2,
        "",
        "error: standard input is empty\nhint: give the order as JSON, XML or a form\n",
    );
}

#[test]
fn an_order_that_is_too_long_costs_only_itself() {
    let long = "n".repeat(1024 * 1024);
    let table = format!("{NAMES}\n{ROW}\n{}\n{ROW}\n", ROW.replace("Tampa", &long));
    order_with_input(&["check", "-i", "csv"], table.as_bytes()).assert(
        1,
        "standard input:3:1: longer than 1048576 bytes\n3 orders: 2 valid, 1 invalid\n",
        "",
    );
    let lines = format!("{0}\n{1}\n{0}\n", line(), line().replace("Tampa", &long));
    order_with_input(&["check", "-i", "ndjson"], lines.as_bytes()).assert(
        1,
        "standard input:2:1: longer than 1048576 bytes; one line holds one order\n\
         3 orders: 2 valid, 1 invalid\n",
        "",
    );
}

#[test]
fn what_is_no_text_is_named() {
    for (start, what) in [
        (&b"PK\x03\x04"[..], "is a ZIP archive (an Excel sheet?)"),
        (b"\xd0\xcf\x11\xe0", "is a file of Excel or Word"),
        (b"%PDF-1.7", "is a PDF"),
        (b"\x1f\x8b", "is compressed (gzip)"),
        (b"BZh", "is compressed (bzip2)"),
        (b"\xfd7zXZ\0", "is compressed (xz)"),
        (b"\x28\xb5\x2f\xfd", "is compressed (zstd)"),
        (b"\xff\xfe{\0", "is UTF-16"),
        (b"{\0\"\0", "is UTF-16"),
    ] {
        let run = order_with_input(&["check"], start);
        let said = format!("error: standard input {what}\nhint: ");
        assert_eq!((run.code, run.stdout.as_str()), (Some(2), ""), "{run:?}");
        assert!(run.stderr.starts_with(&said), "{run:?}");
    }
}

#[test]
fn the_delimiter_of_a_table_is_found() {
    for delimiter in [";", "\t"] {
        let table = format!("{NAMES}\n{}\n", ROW.replace("\"My Company, Inc\"", "My Company"));
        let table = table.replace(',', delimiter);
        order_with_input(&["check"], table.as_bytes()).assert(
            0,
            "1 order: 1 valid, 0 invalid\n",
            "",
        );
    }
}

#[test]
fn programs_get_one_object_a_line() {
    let input = format!("{}\n{}\n", line(), line().replace("\"1\"", "\"4\""));
    order_with_input(&["check", "-i", "ndjson", "--output", "json"], input.as_bytes()).assert(
        1,
        "{\"type\":\"problem\",\"source\":\"standard input\",\"line\":2,\"column\":14,\"path\":\"validity\",\
         \"code\":\"allowed\",\"rule\":\"allowed(1, 2, 3)\",\"message\":\"`validity` must be `1`, `2` or `3`\"}\n\
         {\"type\":\"summary\",\"orders\":2,\"valid\":1,\"invalid\":1,\"problems\":1,\"shown\":1,\"unreadable\":0}\n",
        "",
    );
    let run = order_with_input(&["check", "-o", "json"], b"{\"x\": 1}");
    let mut lines: Vec<&str> = run.stdout.lines().collect();
    assert_eq!(
        lines.pop(),
        Some(
            "{\"type\":\"summary\",\"orders\":1,\"valid\":0,\"invalid\":1,\"problems\":15,\"shown\":15,\"unreadable\":0}"
        )
    );
    assert!(lines.iter().all(|line| {
        line.starts_with("{\"type\":\"problem\",\"source\":\"standard input\",\"line\":1,")
    }));
    assert_eq!(lines.len(), 15);
}

#[test]
fn only_so_many_problems_are_shown_and_all_are_counted() {
    let input = "{}\n".repeat(1234);
    let run = order_with_input(&["check", "-i", "ndjson", "--max-problems", "2"], input.as_bytes());
    assert_eq!(run.code, Some(1));
    let lines: Vec<&str> = run.stdout.lines().collect();
    // 14 of each line.
    assert_eq!(
        lines[2..],
        [
            "… and 17,274 more problems; `--max-problems` shows them",
            "1,234 orders: 0 valid, 1,234 invalid"
        ]
    );
    let run =
        order_with_input(&["check", "-i", "ndjson", "--max-problems", "100000"], input.as_bytes());
    let lines: Vec<&str> = run.stdout.lines().collect();
    assert_eq!(lines.len(), 1234 * 14 + 1);
    // In the order of the file, though they are found on all cores.
    for (index, line) in lines[..lines.len() - 1].iter().enumerate() {
        let place = format!("standard input:{}:2: ", index / 14 + 1);
        assert!(line.starts_with(&place), "{line}");
    }
}

#[test]
fn lines_are_counted_over_all_of_a_long_file() {
    // Some blocks of each, with blank lines and with rows of two lines between.
    let bad = line().replace("\"1\"", "\"4\"");
    let lines = format!("{}\n\n", line()).repeat(3000) + &bad;
    assert!(lines.len() > 1_000_000);
    order_with_input(&["check", "-i", "ndjson"], lines.as_bytes()).assert(
        1,
        "standard input:6001:14: `validity` must be `1`, `2` or `3`\n3,001 orders: 3,000 valid, 1 invalid\n",
        "",
    );
    let row = ROW.replace("Company, Inc", "Company,\r\nInc");
    let rows = format!("{row}\r\n\r\n").repeat(8000);
    assert!(rows.len() > 1_000_000);
    let table = format!("\n{NAMES}\n{rows}{}", row.replace("CTO", ""));
    order_with_input(&["check", "-i", "csv"], table.as_bytes()).assert(
        1,
        "standard input:24004:65: `org_contact_job_title` is required; give it a value that is not blank\n\
         8,001 orders: 8,000 valid, 1 invalid\n",
        "",
    );
}

#[test]
fn rows_lines_and_documents_are_judged_alike() {
    let names: Vec<&str> = NAMES.split(',').collect();
    let values = [
        "1",
        "2",
        "9",
        "3",
        "51",
        "client_app",
        "ship_token",
        "x",
        "us",
        "US",
        "true",
        "false",
        "maybe",
        "gm@example.com",
        "555-555-1234",
        "a \"b\"",
        "é,;",
        " ",
        "1\n2",
    ];
    let mut seed: u64 = 7;
    let mut next = |below: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) as usize % below
    };
    let mut sample: Vec<&str> = ROW.split(',').collect();
    sample.splice(3..5, ["My Company"]);
    let (mut lines, mut rows, mut expected) = (String::new(), format!("{NAMES}\n"), Vec::new());
    let mut invalid = 0;
    for number in 1..=1500 {
        let mut cells = sample.clone();
        for _ in 0..next(4) {
            cells[next(names.len())] = values[next(values.len())];
        }
        if next(3) == 0 {
            cells[next(names.len())] = "";
        }
        let quoted = |text: &str| format!("\"{}\"", text.replace('"', "\"\""));
        rows.push_str(&cells.iter().map(|cell| quoted(cell)).collect::<Vec<_>>().join(","));
        rows.push('\n');
        let member = |(name, cell): (&&str, &&str)| {
            let cell = cell.replace('"', "\\\"").replace('\n', "\\n");
            format!("\"{name}\":\"{cell}\"")
        };
        let given = names.iter().zip(&cells).filter(|(_, cell)| !cell.is_empty());
        let document = format!("{{{}}}", given.map(member).collect::<Vec<_>>().join(","));
        if let Err(error) = json::from_str::<Valid<CodeSigningOrder>>(&document) {
            invalid += 1;
            expected.extend(
                error.problems().iter().map(|problem| (number, problem.message().to_string())),
            );
        }
        lines.push_str(&document);
        lines.push('\n');
    }
    assert!((200..1400).contains(&invalid), "{invalid}");
    expected.sort();
    let summary = format!("1,500 orders: {} valid, {invalid} invalid", 1500 - invalid)
        .replace("valid, 1", "valid, 1");
    for (format, input) in [("ndjson", &lines), ("csv", &rows)] {
        let run = order_with_input(
            &["check", "-i", format, "--max-problems", "100000"],
            input.as_bytes(),
        );
        let mut found: Vec<(usize, String)> = Vec::new();
        for line in run.stdout.lines() {
            let Some(rest) = line.strip_prefix("standard input:") else {
                assert_eq!(line.replace(',', ""), summary.replace(',', ""), "{format}");
                continue;
            };
            let (place, message) = rest.split_once(": ").expect("a place stands before a message");
            let number: usize =
                place.split(':').next().and_then(|line| line.parse().ok()).expect("a line");
            let number = match format {
                "csv" => row_at(&rows, number),
                _ => number,
            };
            found.push((number, message.to_owned()));
        }
        found.sort();
        assert_eq!(found, expected, "{format}");
    }
}

/// The number of the order that stands on this line of a table; a quoted cell may hold lines.
fn row_at(rows: &str, line: usize) -> usize {
    let before = rows.lines().take(line).map(|line| format!("{line}\n")).collect::<String>();
    let whole = rows.split_inclusive("\"\n").scan(0, |length, row| {
        *length += row.len();
        Some(*length)
    });
    whole.take_while(|end| *end < before.len()).count() + 1
}

#[test]
fn what_cannot_be_read_is_told_and_the_rest_is_checked() {
    let folder = Folder::new();
    let empty = folder.file("empty.ndjson", "\n \n");
    let run = order(&["check", "none.json", "examples", &empty, SAMPLE]);
    run.assert(
        2,
        "1 order: 1 valid, 0 invalid\n",
        &format!(
            "error: none.json cannot be read\n  because: No such file or directory (os error 2)\nhint: check the path\n\
             error: examples cannot be read\n  because: is a directory\nhint: give the files in it one by one, as in `folder/*.json`\n\
             error: {empty} is empty\nhint: give the order as JSON, XML or a form\n"
        ),
    );
    for format in ["json", "xml", "form", "ndjson", "csv"] {
        order_with_input(&["check", "-i", format], b"").assert(
            2,
            "",
            "error: standard input is empty\nhint: give the order as JSON, XML or a form\n",
        );
    }
}

#[test]
fn another_format_than_the_one_that_is_said_is_noticed() {
    let csv = format!("{NAMES}\n{ROW}\n");
    order_with_input(&["check", "-i", "json"], csv.as_bytes()).assert(
        1,
        "error[syntax]: expected a value; text stands in double quotes
 --> standard input:1:1
  |
1 | validity,platform,cs_provisioning_method,org_name,org_addr1,org_city,org_state,o…
  | ^^^^^^^^

hint: this looks like CSV; if it is, say `--input-format csv`
1 order: 0 valid, 1 invalid
",
        "",
    );
    let lines = format!("{}\n", line()).repeat(3000);
    order_with_input(&["check", "-i", "json"], lines.as_bytes()).assert(
        2,
        "",
        "error: standard input is longer than 1048576 bytes\n\
         hint: this looks like NDJSON; if it is, say `--input-format ndjson`\n",
    );
    let list = order_with_input(&["check"], b"[{}]");
    assert!(list.stdout.contains("\nhint: a list of orders is checked as NDJSON, "), "{list:?}");
    order_with_input(&["check", "-i", "csv"], format!("{}\n{}\n", line(), line()).as_bytes())
        .assert(
            2,
            "",
            "error: standard input names no column that is known\n\
         hint: this looks like NDJSON; if it is, say `--input-format ndjson`\n",
        );
    let document = order_with_input(&["check", "-i", "ndjson"], sample().as_bytes());
    assert!(
        document.stdout.ends_with(
            "hint: this looks like JSON; if it is, say `--input-format json`\n\
             19 orders: 0 valid, 19 invalid\n"
        ),
        "{document:?}"
    );
    // Without the names of the columns.
    order_with_input(&["check", "-i", "csv"], format!("{ROW}\n{ROW}\n").as_bytes()).assert(
        2,
        "",
        "error: standard input names no column that is known\n\
         hint: the first row names the columns: `validity,platform,cs_provisioning_method,…`\n",
    );
}

#[test]
fn control_characters_are_not_shown() {
    let run = order_with_input(&["check"], b"{\"\x1b[31m\\u001b[0m\": 1, \"ev\": \"\x7f\"}");
    assert!(!run.stdout.contains(['\u{1b}', '\u{7f}']), "{run:?}");
    let run = order_with_input(&["check", "-i", "ndjson"], b"{\"\\u001b[31m\\u009b\": 1}");
    assert!(
        run.stdout
            .starts_with("standard input:1:2: unknown field `\\u{1b}[31m\\u{9b}`; remove it\n"),
        "{run:?}"
    );
    let run = order_with_input(&["check", "-i", "csv"], "validity,\u{1b}[31m\n1,2\n".as_bytes());
    assert!(
        run.stdout.starts_with("standard input:1:10: unknown column `\\u{1b}[31m`; remove it\n"),
        "{run:?}"
    );
}

#[test]
fn a_reader_that_has_seen_enough_is_no_failure() {
    let mut child = spawn(
        command(&["check", "-i", "ndjson", "--max-problems", "10000000"])
            .stdin(std::process::Stdio::piped()),
    );
    drop(child.stdout.take());
    let mut stdin = child.stdin.take().expect("it is piped");
    // It ends before all is written.
    let _ = stdin.write_all("{}\n".repeat(300_000).as_bytes());
    drop(stdin);
    let run = crate::support::ended(child);
    assert_eq!((run.code, run.stderr.as_str()), (Some(1), ""), "{run:?}");
}

#[cfg(target_os = "linux")]
#[test]
fn the_memory_does_not_grow_with_the_orders() {
    let line = format!("{}\n", line().replace("\"1\"", "\"4\""));
    let lines = line.repeat(1000);
    let mut child = spawn(
        command(&["check", "-i", "ndjson", "--max-problems", "10"])
            .stdin(std::process::Stdio::piped()),
    );
    let mut stdin = child.stdin.take().expect("it is piped");
    for _ in 0..100 {
        stdin.write_all(lines.as_bytes()).expect("it reads to the end");
    }
    let status =
        std::fs::read_to_string(format!("/proc/{}/status", child.id())).expect("it waits for more");
    let peak =
        status.lines().find_map(|line| line.strip_prefix("VmHWM:")).expect("the kernel tells it");
    let peak: usize = peak.trim().trim_end_matches(" kB").parse().expect("it is a number");
    drop(stdin);
    let run = crate::support::ended(child);
    assert!(run.stdout.ends_with("100,000 orders: 0 valid, 100,000 invalid\n"), "{run:?}");
    assert!(lines.len() * 100 > 40_000_000);
    assert!(peak < 32_000, "{peak} KiB");
}

#[test]
fn a_device_that_is_full_is_told() {
    let Ok(full) = std::fs::OpenOptions::new().write(true).open("/dev/full") else { return };
    let child =
        command(&["check", SAMPLE]).stdout(full).stderr(std::process::Stdio::piped()).spawn();
    let run = crate::support::ended(child.expect("the program starts"));
    run.assert(
        2,
        "",
        "error: the report cannot be written\n  because: No space left on device (os error 28)\n",
    );
}
