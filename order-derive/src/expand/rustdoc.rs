//! The table of parameters in the rustdoc of the type.

use proc_macro2::TokenStream;
use quote::ToTokens;

use crate::{
    model::{FieldPlace, Request, When},
    parse::Value,
    plan::{At, Demand, Plan, Rule},
    redact,
};

/// Documentation of the impl, which rustdoc shows on the page of the type. A derive cannot add to the documentation of
/// the type itself.
pub(super) fn table(request: &Request<'_>, plan: &Plan<'_>) -> String {
    let sources = redact::sources(request, &plan.rules);
    let rules = || plan.rules.iter().zip(&sources);
    let mut notes: Vec<&str> = Vec::new();
    let mut rows = String::new();
    for field in &request.fields {
        if field.place == FieldPlace::Skipped {
            continue;
        }
        let own = || rules().filter(|(rule, _)| rule.at.field() == Some(field.index));
        let mut marks: Vec<usize> = Vec::new();
        let mut always: Vec<String> = Vec::new();
        for (rule, source) in own().filter(|(rule, _)| {
            !matches!(rule.demand, Demand::Required | Demand::RequiredByType | Demand::Nested)
                || !is_always(rule)
        }) {
            let is_own = !matches!(rule.at, At::Member(..)) && rule.id.is_none();
            match (is_own && is_always(rule), &rule.demand) {
                (true, Demand::Group(..)) | (false, _) => {
                    let position = notes.iter().position(|note| note == source);
                    let position = position.unwrap_or_else(|| {
                        notes.push(source);
                        notes.len() - 1
                    });
                    if !marks.contains(&(position + 1)) {
                        marks.push(position + 1);
                    }
                }
                (true, _) => {
                    always.push(cell(source));
                }
            }
        }
        let shown = |value: &Value| match field.is_secret {
            true => redact::hidden().to_string(),
            false => value.to_string(),
        };
        if let Some(default) = &field.default {
            always.push(format!("default {}", cell(&shown(default))));
        }
        for (cond, value) in &field.default_ifs {
            always.push(format!(
                "default {} if {}",
                cell(&shown(value)),
                cell(&redact::condition(request, cond).to_string())
            ));
        }
        if field.place == FieldPlace::Flattened {
            always.push("its members stand in place".to_owned());
        }
        let demands = || {
            let is_here = |rule: &&Rule<'_>| rule.at == At::Field(field.index);
            own().map(|(rule, _)| rule).filter(is_here).filter(|rule| !rule.severity.is_warning())
        };
        let required = match demands()
            .find(|rule| matches!(rule.demand, Demand::Required | Demand::RequiredByType))
        {
            Some(_) if shown_type(&field.ty.to_token_stream()).ends_with("Flag") => "no",
            Some(rule) if is_always(rule) => "yes",
            Some(_) => "conditional",
            None => "no",
        };
        marks.sort_unstable();
        let marks: String = marks.iter().map(|mark| format!(" \\[{mark}\\]")).collect();
        let (name, ty) = (cell(&field.name), cell(&shown_type(&field.ty.to_token_stream())));
        rows += &format!("| {name} | {ty} | {required}{marks} | {} |\n", always.join("; "));
    }
    let mut text = "Parameters, by their names on the wire.\n\n".to_owned();
    if !rows.is_empty() {
        // Rustdoc lets code break at any letter. Here it does not, and the table scrolls in its box.
        text += "<div style=\"overflow-x:auto\"><div style=\"min-width:44rem\">";
        text += "<style>td code{overflow-wrap:normal!important}</style>\n\n";
        text += "| Parameter | Type | Required | Rules |\n| --- | --- | --- | --- |\n";
        text += &rows;
        text += "\n</div></div>\n";
    }
    for (index, note) in notes.iter().enumerate() {
        let before = if index == 0 { "\n" } else { "" };
        text += &format!("{before}{}. {}\n", index + 1, code(note));
    }
    let conditions = request.conditions.iter().map(|condition| {
        format!(
            "- {} is {}\n",
            code(&condition.name.to_string()),
            code(&redact::condition(request, &condition.cond).to_string())
        )
    });
    let whole = rules().filter(|(rule, _)| rule.at == At::Root);
    let whole = whole.map(|(_, source)| format!("- {}\n", code(source)));
    let rest: String = conditions.chain(whole).collect();
    if !rest.is_empty() {
        text += &format!("\n{rest}");
    }
    text
}

fn is_always(rule: &Rule<'_>) -> bool {
    matches!(rule.when, When::Always)
}

/// A type as people write it.
fn shown_type(tokens: &TokenStream) -> String {
    let mut shown = tokens.to_string();
    for (spaced, tight) in [
        (" :: ", "::"),
        (":: ", "::"),
        (" < ", "<"),
        ("< ", "<"),
        (" <", "<"),
        (" > ", ">"),
        (" >", ">"),
        (" ,", ","),
        ("::order_core::private::", ""),
        ("& ", "&"),
    ] {
        shown = shown.replace(spaced, tight);
    }
    shown
}

/// Code in a cell of a table, with pipes escaped.
fn cell(text: &str) -> String {
    code(text).replace('|', "\\|")
}

/// Code in Markdown, with a fence that the backticks in the text cannot close.
fn code(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            ' '..='~' => shown.push(character),
            // Printable characters are kept. Direction marks and control characters are written as `\u{202e}`.
            _ => shown.extend(character.escape_debug()),
        }
    }
    let longest = shown.split(|character| character != '`').map(str::len).max().unwrap_or_default();
    let fence = "`".repeat(longest + 1);
    let pad = if shown.starts_with('`') || shown.ends_with('`') { " " } else { "" };
    format!("{fence}{pad}{shown}{pad}{fence}")
}

#[cfg(test)]
mod tests {
    use syn::parse_quote;

    use super::*;
    use crate::errors::Errors;

    fn table_of(input: &syn::DeriveInput) -> String {
        let mut errors = Errors::default();
        let request = Request::from_input(input, &mut errors);
        table(&request, &Plan::new(&request))
    }

    #[test]
    fn conditional_rules_are_footnotes_that_members_of_a_group_share() {
        let text = table_of(&parse_quote! {
            #[condition(hardware_token, method == ShipToken)]
            #[required(part.email, if ev)]
            #[rule(window, from <= to, "the window ends after it starts", at = to)]
            #[rule(few, len(sans) < 3 || ev, "few names")]
            struct Order {
                #[allowed(1, 2, 3)]
                validity: u8,
                #[required_if(ev)]
                #[forbidden_unless(ev)]
                method: Option<ProvisioningMethod>,
                #[group_all_or_none("ship")]
                #[forbidden_unless(hardware_token)]
                #[order(rename = "shipName")]
                ship_name: Option<String>,
                #[group_all_or_none("ship")]
                #[forbidden_unless(hardware_token)]
                ship_zip: Option<std::borrow::Cow<'a, str>>,
                #[each(length(1..=64))]
                sans: Option<Vec<String>>,
                #[nested]
                part: Part,
                from: Option<u8>,
                to: Option<u8>,
                #[default_value(false)]
                ev: bool,
                #[order(skip)]
                attempts: u8,
            }
        });
        assert_eq!(
            text,
            "Parameters, by their names on the wire.\n\
             \n\
             <div style=\"overflow-x:auto\"><div style=\"min-width:44rem\">\
             <style>td code{overflow-wrap:normal!important}</style>\n\
             \n\
             | Parameter | Type | Required | Rules |\n\
             | --- | --- | --- | --- |\n\
             | `validity` | `u8` | yes | `allowed(1, 2, 3)` |\n\
             | `method` | `Option<ProvisioningMethod>` | conditional \\[1\\] \\[2\\] |  |\n\
             | `shipName` | `Option<String>` | no \\[3\\] \\[4\\] |  |\n\
             | `ship_zip` | `Option<std::borrow::Cow<'a, str>>` | no \\[3\\] \\[4\\] |  |\n\
             | `sans` | `Option<Vec<String>>` | no | `each(length(1..=64))` |\n\
             | `part` | `Part` | yes \\[5\\] |  |\n\
             | `from` | `Option<u8>` | no |  |\n\
             | `to` | `Option<u8>` | no \\[6\\] |  |\n\
             | `ev` | `bool` | no | default `false` |\n\
             \n\
             </div></div>\n\
             \n\
             1. `required_if(ev)`\n\
             2. `forbidden_unless(ev)`\n\
             3. `group_all_or_none(\"ship\")`\n\
             4. `forbidden_unless(hardware_token)`\n\
             5. `required(part.email, if ev)`\n\
             6. `rule(window, from <= to, \"the window ends after it starts\", at = to)`\n\
             \n\
             - `hardware_token` is `method == ShipToken`\n\
             - `rule(few, len(sans) < 3 || ev, \"few names\")`\n"
        );
    }

    #[test]
    fn no_name_or_text_ends_its_cell_or_its_code() {
        for (text, shown) in [
            ("ev", "`ev`"),
            ("a|b", "`a\\|b`"),
            ("`", "`` ` ``"),
            ("a``b", "```a``b```"),
            ("[Self::ev] <b>", "`[Self::ev] <b>`"),
            ("\u{202e}x\n", "`\\u{202e}x\\n`"),
            ("Stra\u{df}e", "`Stra\u{df}e`"),
        ] {
            assert_eq!(cell(text), shown);
        }
    }
}
