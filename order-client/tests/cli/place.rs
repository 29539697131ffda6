//! One order.

use std::process::Stdio;

use crate::support::{
    Folder, SAMPLE, SSL, SandboxProcess, command, ended, order, order_with_input, run, sample,
    spawn,
};

/// The note after an order to the program's own sandbox.
const NOTE: &str =
    "note: that was a sandbox, which ends with this program: nothing was really ordered\n";

#[test]
fn sample_is_placed_with_a_sandbox_of_its_own() {
    let run = order(&["place", SAMPLE]);
    assert_eq!((run.code, run.stdout.as_str()), (Some(0), "order 00222307 placed\n"), "{run:?}");
    for part in [
        "--- request\nPOST /order/code HTTP/1.1\nAccept: application/vnd",
        "\nAuthorization: Basic [redacted]\n",
        "\nContent-Length: 488\n\n{\n  \"validity\": \"1\",\n",
        "  \"ev\": \"true\"\n}\n--- reply\nHTTP/1.1 201 Created\n",
        "\n\n{\n  \"order_id\":00222307\n}\nnote: that was a sandbox",
    ] {
        assert!(run.stderr.contains(part), "{part} is not in {}", run.stderr);
    }
    assert!(run.stderr.ends_with(NOTE), "{}", run.stderr);
}

#[test]
fn orders_beside_it_are_placed() {
    for name in ["ev-ship-token", "microsoft-authenticode"] {
        let run = order(&["place", &format!("examples/orders/{name}.json")]);
        assert_eq!(
            (run.code, run.stdout.as_str()),
            (Some(0), "order 00222307 placed\n"),
            "{run:?}"
        );
    }
}

#[test]
fn sandbox_of_another_process_numbers_on() {
    let sandbox = SandboxProcess::start(&[]);
    let url = &sandbox.url;
    let note = format!("note: that was {url} on this machine, not the live service\n");
    order(&["place", "--url", url, SAMPLE]).assert(0, "order 00222307 placed\n", &note);
    order(&["place", "--url", url, SAMPLE]).assert(0, "order 00222308 placed\n", &note);
}

#[test]
fn order_is_read_from_standard_input() {
    let run = order_with_input(&["place", "-"], sample().as_bytes());
    assert_eq!((run.code, run.stdout.as_str()), (Some(0), "order 00222307 placed\n"), "{run:?}");
}

#[test]
fn format_is_that_of_the_name_or_else_of_the_start() {
    let folder = Folder::new();
    let form = "validity=1&platform=51&org_name=My+Company&org_addr1=19+Windsor+Court&org_city=Tampa\
        &org_state=FL&org_zip=33615&org_country=us&telephone=555-555-1234&org_contact_firstname=Gary\
        &org_contact_lastname=McCoy&org_contact_job_title=CTO&org_contact_email=gm%40example.com\
        &org_contact_telephone=555-555-1234";
    let element = |pair: &str| {
        let (name, value) = pair.split_once('=').expect("a pair");
        let value = value.replace('+', " ").replace("%40", "@");
        format!("<{name}>{value}</{name}>")
    };
    let xml = form.split('&').map(|pair| element(pair.trim())).collect::<String>();
    let xml = format!("<request>{xml}</request>");
    let form: String = form.split_whitespace().collect();
    for (name, content) in [
        ("order.json", sample()),
        ("order.xml", xml.clone()),
        ("order.form", form.clone()),
        ("json", format!("\n  {}", sample())),
        ("xml.txt", format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n{xml}")),
        ("form", form.clone()),
    ] {
        let file = folder.file(name, &content);
        let run = order(&["place", &file]);
        assert_eq!(
            (run.code, run.stdout.as_str()),
            (Some(0), "order 00222307 placed\n"),
            "{name}: {run:?}"
        );
    }
    let file = folder.file("misnamed.xml", form);
    assert_eq!(order(&["place", &file]).code, Some(1));
    assert_eq!(order(&["place", "--input-format", "form", &file]).code, Some(0));
}

#[test]
fn other_orders_have_endpoints_of_their_own() {
    let folder = Folder::new();
    let file = folder.file("ssl.json", SSL);
    let run = order(&["place", "--endpoint", "ssl", &file]);
    assert_eq!((run.code, run.stdout.as_str()), (Some(0), "order 00222307 placed\n"), "{run:?}");
    assert!(run.stderr.starts_with("--- request\nPOST /order/ssl HTTP/1.1\n"), "{}", run.stderr);
    let run = order(&["place", "--endpoint", "wifi", &file]);
    assert_eq!((run.code, run.stdout.as_str()), (Some(1), ""), "{run:?}");
    assert!(run.stderr.contains("`default_logo_url` is required"), "{}", run.stderr);
}

#[test]
fn xml_goes_over_the_wire_by_choice() {
    let run = order(&["place", "--format", "xml", SAMPLE]);
    assert_eq!((run.code, run.stdout.as_str()), (Some(0), "order 00222307 placed\n"), "{run:?}");
    for part in [
        "\nContent-Type: application/vnd.digicert.rest-v1+xml\n",
        "<request>\n  <validity>1</validity>\n",
        "<order_id>00222307</order_id>",
    ] {
        assert!(run.stderr.contains(part), "{part} is not in {}", run.stderr);
    }
}

#[test]
fn broken_order_is_not_sent_and_each_problem_has_its_place() {
    order(&["place", "examples/orders/broken.json"]).assert(
        1,
        "",
        r#"error[allowed]: `validity` must be `1`, `2` or `3`
 --> examples/orders/broken.json:2:15
  |
2 |   "validity": "4",
  |               ^^^

error[allowed]: `platform` must be `-1`, `2`, `3`, `6`, `7`, `8`, `9`, `10`, `12`, `13`, `14`, `15`, `16` or `17` because `ev` is true
 --> examples/orders/broken.json:3:15
  |
3 |   "platform": "51",
  |               ^^^^

error[unknown_field]: unknown field `org_contry`; did you mean `org_country`?
  --> examples/orders/broken.json:15:3
   |
15 |   "org_contry": "us",
   |   ^^^^^^^^^^^^

error[format]: `telephone` must be a telephone number such as `555-555-1234`
  --> examples/orders/broken.json:16:16
   |
16 |   "telephone": "none",
   |                ^^^^^^

error[required]: `org_contact_job_title` is required; give it a value that is not blank
  --> examples/orders/broken.json:19:28
   |
19 |   "org_contact_job_title": " ",
   |                            ^^^

error[format]: `org_contact_email` must be an e-mail address such as `name@example.com`
  --> examples/orders/broken.json:20:24
   |
20 |   "org_contact_email": "gm.example.com",
   |                        ^^^^^^^^^^^^^^^^

error[group_all_or_none]: `ship_country` is missing: the group `ship` is given as a whole or not at all, and `ship_name`, `ship_addr1`, `ship_city`, `ship_state`, `ship_zip` are present; give `ship_country` too, or remove `ship_name`, `ship_addr1`, `ship_city`, `ship_state`, `ship_zip`
error[required]: `org_country` is required; set it to one of the 245 values of `CountryCode`
  --> examples/orders/broken.json:23:1
   |
23 | }
   | ^

error: examples/orders/broken.json cannot be ordered: 8 problems, nothing was sent
"#,
    );
}

#[test]
fn result_for_programs_is_one_object() {
    order(&["place", "--output", "json", SAMPLE]).assert(
        0,
        "{\"source\":\"examples/orders/ev-client-app.json\",\"result\":\"placed\",\
         \"order_id\":\"00222307\",\"service\":\"sandbox\",\"exit\":0}\n",
        NOTE,
    );
    let folder = Folder::new();
    let file = folder.file("order.json", sample().replace("\"1\"", "\"4\""));
    let run = order(&["place", "--output", "json", &file]);
    let expected = format!(
        "{{\"source\":\"{file}\",\"result\":\"invalid\",\
         \"error\":\"{file} cannot be ordered: 1 problem, nothing was sent\",\
         \"problems\":[{{\"line\":2,\"column\":15,\"path\":\"validity\",\"code\":\"allowed\",\"rule\":\"allowed(1, 2, 3)\",\
         \"message\":\"`validity` must be `1`, `2` or `3`\"}}],\"exit\":1}}\n"
    );
    assert_eq!((run.code, run.stdout), (Some(1), expected));
}

#[test]
fn number_is_not_lost_if_nobody_reads_standard_output() {
    let sandbox = SandboxProcess::start(&[]);
    let mut child = spawn(&mut command(&["place", "--url", &sandbox.url, SAMPLE]));
    drop(child.stdout.take());
    let run = ended(child);
    assert_eq!(run.code, Some(0), "{run:?}");
    assert!(run.stderr.starts_with("order 00222307 placed\nnote: "), "{}", run.stderr);
}

#[test]
fn number_is_not_lost_if_the_disk_of_standard_output_is_full() {
    let full = std::fs::File::options().write(true).open("/dev/full").expect("Linux has it");
    let mut command = command(&["place", "--output", "json", SAMPLE]);
    let run = run(command.stdout(full).stderr(Stdio::piped()));
    assert_eq!(run.code, Some(8), "whoever reads the output does not get the number: {run:?}");
    assert!(run.stderr.contains("error: standard output cannot be written\n"), "{run:?}");
    assert!(run.stderr.starts_with("{\"source\":\"examples/"), "{}", run.stderr);
    assert!(run.stderr.contains("\"order_id\":\"00222307\""), "{}", run.stderr);
}

#[test]
fn colour_of_the_parser_is_by_choice_too() {
    for arguments in [["--color", "always", "plaec"], ["plaec", "--color", "always"]] {
        let run = order(&arguments);
        assert!(run.stderr.contains('\u{1b}'), "{run:?}");
    }
    let run = order(&["--color=always", "place", "--color", "never", "--yess"]);
    assert_eq!((run.code, run.stderr.contains('\u{1b}')), (Some(2), false), "{run:?}");
}

#[test]
fn colour_is_for_terminals_unless_it_is_asked_for() {
    let broken = ["place", "examples/none.json"];
    let plain = "error: examples/none.json cannot be read\n  because: No such file or directory (os error 2)\n\
         hint: check the path\n";
    order(&broken).assert(2, "", plain);
    let run = order(&["--color", "always", broken[0], broken[1]]);
    assert!(run.stderr.starts_with("\u{1b}[1m\u{1b}[31merror:\u{1b}[0m examples"), "{run:?}");
    order(&["--color", "never", broken[0], broken[1]]).assert(2, "", plain);
}
