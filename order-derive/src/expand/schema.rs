use proc_macro2::{Literal, TokenStream};
use quote::{ToTokens, format_ident, quote, quote_spanned};
use syn::{Type, ext::IdentExt};

use crate::{
    expand::{
        blank, call, cond::Scope, default_literal, item_of, own, parts, test::test_data,
        written::of_written,
    },
    model::{Blank, Field, FieldPlace, GroupKind, Request, Scalars, SeverityBy, When},
    parse::{Bounds, Number, Unit, shown_path},
    plan::{At, Demand, Plan, Severity},
    redact,
    scope::{first_span, last_span},
};

/// The static description of a request.
pub(super) fn schema(request: &Request<'_>, plan: &Plan<'_>) -> TokenStream {
    let name = request.input.ident.unraw().to_string();
    let doc = &request.doc;
    let options = &request.options;
    let endpoint = option(options.endpoint.as_ref().map(|endpoint| {
        let (method, path) = (&endpoint.method, &endpoint.path);
        let response = options.response.as_ref().map(shown_type).unwrap_or_default();
        quote!(__p::EndpointSchema { method: #method, path: #path, response: #response })
    }));
    let root = option(options.root.as_ref().map(|root| quote!(#root)));
    let scalars = match (options.scalars, options.is_strict) {
        (Scalars::Native, false) => quote!(Native),
        (Scalars::Number, false) => quote!(Number),
        (Scalars::Text, false) => quote!(Text),
        (Scalars::Native, true) => quote!(StrictNative),
        (Scalars::Number, true) => quote!(StrictNumber),
        (Scalars::Text, true) => quote!(StrictText),
    };
    let scope = Scope::new(request, plan);
    let fields = request.fields.iter().map(|one| field(one, &scope));
    let conditions = request.conditions.iter().map(|condition| {
        let (name, source) = (
            condition.name.unraw().to_string(),
            redact::condition(request, &condition.cond).to_string(),
        );
        let cond = scope.data(&condition.cond);
        quote!(__p::Condition { name: #name, source: #source, cond: #cond })
    });
    let groups = plan.groups.iter().map(|group| {
        let (name, kind, members) = (&group.name, group_kind(group.kind), &group.members);
        quote!(__p::Group { name: #name, kind: #kind, members: &[#(#members),*] })
    });
    let sources = redact::sources(request, &plan.rules);
    let rules = plan.rules.iter().zip(&sources).map(|(rule, source)| {
        if let (At::Field(index), When::Always, Demand::RequiredByType) =
            (rule.at, rule.when, &rule.demand)
        {
            return quote!(__p::Needed::<#index>::RULE);
        }
        let at = at(rule.at);
        let id = rule.id.map(|id| quote!(id: __p::Some(#id),));
        let message = rule.message.map(|message| quote!(message: __p::Some(#message),));
        let when = match rule.when {
            When::Always => None,
            When::If(when) => {
                let cond = scope.data(when);
                Some(quote!(when: __p::When::If(#cond),))
            }
            When::Unless(when) => {
                let cond = scope.data(when);
                Some(quote!(when: __p::When::Unless(#cond),))
            }
        };
        let severity = match rule.severity {
            Severity::Error(_) => None,
            Severity::Warning(_) => Some(quote!(severity: __p::Severity::Warning,)),
            Severity::Deprecated(instead) => {
                Some(quote!(severity: __p::Severity::Deprecated(#instead),))
            }
        };
        let by = match rule.severity.by() {
            SeverityBy::Word => None,
            SeverityBy::Condition => Some(quote!(severity_by: __p::SeverityBy::Condition,)),
            SeverityBy::LastCondition => Some(quote!(severity_by: __p::SeverityBy::LastCondition,)),
        };
        let attributes = attributes("RuleAttributes", &[id, message, severity, by]);
        let rest = (when.is_none() || attributes.is_none()).then(|| quote!(..__p::Rule::ALWAYS));
        let demand = demand(&rule.demand, rule.at, &scope);
        quote! {
            __p::Rule {
                at: #at,
                source: #source,
                #when
                demand: #demand,
                #attributes
                #rest
            }
        }
    });
    quote! {
        &__p::Schema {
            name: #name,
            doc: #doc,
            endpoint: #endpoint,
            root: #root,
            scalars: __p::Scalars::#scalars,
            fields: &[#(#fields),*],
            conditions: &[#(#conditions),*],
            groups: &[#(#groups),*],
            rules: &[#(#rules),*],
        }
    }
}

/// A type as people write it: `Vec<Order>`.
fn shown_type(ty: &Type) -> String {
    let tokens = ty.to_token_stream().to_string();
    let is_word =
        |character: Option<char>| character.is_some_and(|it| it.is_alphanumeric() || it == '_');
    let mut shown = String::new();
    for (index, character) in tokens.char_indices() {
        let (before, after) =
            (shown.chars().last(), tokens[index + character.len_utf8()..].chars().next());
        match character {
            ' ' if before == Some(',') || is_word(before) && is_word(after) => shown.push(' '),
            ' ' => {}
            character => shown.push(character),
        }
    }
    shown
}

fn at(at: At<'_>) -> TokenStream {
    match at {
        At::Root => quote!(__p::At::Root),
        At::Field(field) => quote!(__p::At::Field(#field)),
        At::Items(field) => quote!(__p::At::Items(#field)),
        At::Member(field, members) => {
            let members = members.iter().map(|member| member.unraw().to_string());
            quote!(__p::At::Member(#field, &[#(#members),*]))
        }
    }
}

/// A field, with only the parts that its attributes set, because every token costs compile time in the user's crate.
fn field<'a>(field: &'a Field<'a>, scope: &Scope<'a>) -> TokenStream {
    let (name, rust, ty) = (&field.name, field.rust.as_str(), field.ty);
    let rust = if scope.request.options.is_newtype { "0" } else { rust };
    let doc = (!field.doc.is_empty()).then(|| {
        let doc = &field.doc;
        quote!(doc: #doc,)
    });
    let key = key(name, field.place);
    let literal = |value| default_literal(value, scope.request);
    let aliases = (!field.aliases.is_empty()).then(|| {
        let aliases = &field.aliases;
        quote!(aliases: &[#(#aliases),*],)
    });
    let label = field.label.as_ref().map(|label| quote!(label: __p::Some(#label),));
    let blank = (field.blank != Blank::Absent).then(|| {
        let blank = blank(field.blank);
        quote!(blank: #blank,)
    });
    let default = field.default.as_ref().map(|value| {
        let literal = literal(value);
        quote!(default: __p::Some(#literal),)
    });
    let default_ifs = (!field.default_ifs.is_empty()).then(|| {
        let default_ifs = field.default_ifs.iter().map(|(cond, value)| {
            let (cond, value) = (scope.data(cond), literal(value));
            quote!((#cond, #value))
        });
        quote!(default_ifs: &[#(#default_ifs),*],)
    });
    let secret = field.is_secret.then(|| quote!(secret: true,));
    let place = match field.place {
        FieldPlace::Body => None,
        FieldPlace::BodyUnlessBlank => Some(quote!(BodyUnlessBlank)),
        FieldPlace::Flattened => Some(quote!(Flattened)),
        FieldPlace::UrlPath => Some(quote!(UrlPath)),
        FieldPlace::UrlQuery => Some(quote!(UrlQuery)),
        FieldPlace::Header => Some(quote!(Header)),
        FieldPlace::Skipped => Some(quote!(Skipped)),
    };
    let place = place.map(|place| quote!(place: __p::FieldPlace::#place,));
    let text = field.text.is_some().then(|| quote!(text: true,));
    let number = field.number.is_some().then(|| quote!(number: true,));
    let separator = field.separator.as_ref().map(|separator| {
        let text = &separator.text;
        quote!(separator: __p::Some(#text),)
    });
    let item = field.item.as_ref().map(|item| quote!(item: __p::Some(#item),));
    let part = (field.place == FieldPlace::Flattened).then(|| {
        let own = own(ty);
        let path = quote_spanned!(first_span(ty)=> ::order_core::private::InPlace::<);
        let end = quote_spanned!(last_span(ty)=> >::PART);
        quote!(part: #path #own #end,)
    });
    let rest = match scope.request.is_nowhere(field) {
        true => quote!(__p::Field::NOWHERE),
        false => match &field.written {
            None => item_of(ty, "FIELD"),
            Some(written) => of_written(ty, written, field.index, "FIELD_IN"),
        },
    };
    let members =
        [aliases, label, blank, default, default_ifs, secret, text, number, separator, item, part];
    let attributes = attributes("FieldAttributes", &members);
    // There must be no function call: after one, rustc would not promote the values that follow to statics.
    quote! {
        __p::Field {
            name: #name,
            key: #key,
            rust: #rust,
            #doc
            #place
            #attributes
            ..#rest
        }
    }
}

/// The literal of the members that attributes set, if any.
fn attributes(of: &str, members: &[Option<TokenStream>]) -> Option<TokenStream> {
    if members.iter().all(Option::is_none) {
        return None;
    }
    let of = format_ident!("{of}");
    let members = members.iter().flatten();
    Some(quote!(attributes: &__p::#of { #(#members)* ..__p::#of::NONE },))
}

fn demand<'a>(demand: &Demand<'a>, at: At<'_>, scope: &Scope<'a>) -> TokenStream {
    match demand {
        Demand::Required => quote!(__p::Demand::Required),
        Demand::RequiredByType => quote!(__p::Demand::RequiredByType),
        Demand::Forbidden => quote!(__p::Demand::Forbidden),
        Demand::NotBlank => quote!(__p::Demand::NotBlank),
        Demand::Passes(test) => {
            let test = test_data(test, scope.plan);
            quote!(__p::Demand::Passes(#test))
        }
        Demand::KeyPasses(test) => {
            let test = test_data(test, scope.plan);
            quote!(__p::Demand::KeyPasses(#test))
        }
        Demand::Separator(text) => quote!(__p::Demand::Separator(#text)),
        Demand::Nested => quote!(__p::Demand::Nested),
        Demand::CheckValue(call) | Demand::CheckRequest { call, .. } => {
            let function = shown_path(&call.function);
            let text = if let Demand::CheckRequest { text: Some(text), .. } = demand {
                text.value()
            } else {
                String::new()
            };
            let reads = demand.read_by_function(scope.request);
            let call = option(call::known(scope.request, at, demand));
            quote! {
                __p::Demand::Checked(__p::Checked {
                    function: #function,
                    text: #text,
                    reads: &[#(#reads),*],
                    call: #call,
                })
            }
        }
        Demand::Holds(cond, text) => {
            let cond = scope.data(cond);
            quote!(__p::Demand::Holds(#cond, #text))
        }
        Demand::HoldsForItems(quantified, text) => {
            let cond = scope.with(&quantified.item).data(&quantified.cond);
            quote!(__p::Demand::Holds(#cond, #text))
        }
        Demand::Group(group, _) => quote!(__p::Demand::Group(#group)),
    }
}

/// Bounds of a length.
pub(crate) fn bounds_data(bounds: &Bounds) -> TokenStream {
    bounds_of(bounds.whole())
}

/// A unit of lengths.
pub(crate) fn unit_data(unit: Unit) -> TokenStream {
    match unit {
        Unit::Bytes => quote!(__p::Unit::Bytes),
        Unit::Utf16 => quote!(__p::Unit::Utf16),
    }
}

/// Limits of a number.
pub(crate) fn limits_data(bounds: &Bounds) -> TokenStream {
    let limit = |end: &Option<Number>, is_included: bool| {
        let Some(number) = end else { return quote!(__p::Open) };
        let (coefficient, scale) = parts(number);
        match is_included {
            true => quote!(__p::Included(#coefficient, #scale)),
            false => quote!(__p::Excluded(#coefficient, #scale)),
        }
    };
    let min = limit(&bounds.min, !bounds.excludes_min);
    let max = limit(&bounds.max, bounds.is_inclusive);
    quote!(__p::Limits { min: #min, max: #max })
}

fn bounds_of((min, max): (Option<i128>, Option<i128>)) -> TokenStream {
    let end = |number: Option<i128>| {
        option(number.map(|number| {
            let number = Literal::i128_unsuffixed(number);
            quote!(#number)
        }))
    };
    let (min, max) = (end(min), end(max));
    quote!(__p::Bounds { min: #min, max: #max })
}

pub(super) fn group_kind(kind: GroupKind) -> TokenStream {
    match kind {
        GroupKind::AllOrNone => quote!(__p::GroupKind::AllOrNone),
        GroupKind::AtLeastOne => quote!(__p::GroupKind::AtLeastOne),
        GroupKind::AtMostOne => quote!(__p::GroupKind::AtMostOne),
        GroupKind::ExactlyOne => quote!(__p::GroupKind::ExactlyOne),
        GroupKind::Count { min, max } => {
            let bounds = bounds_of((min, max));
            quote!(__p::GroupKind::Count(#bounds))
        }
    }
}

pub(super) fn option(tokens: Option<TokenStream>) -> TokenStream {
    tokens.map_or_else(|| quote!(__p::None), |tokens| quote!(__p::Some(#tokens)))
}

/// The start of a JSON member that holds text. The last byte is its length, or 0 if the name is too long, and says by its
/// high bit whether the field has a place of its own. Names contain no control characters.
fn key(name: &str, place: FieldPlace) -> Literal {
    let start = format!(",\"{}\":\"", name.replace('\\', "\\\\").replace('"', "\\\""));
    let mut key = [b' '; 32];
    let last = key.len() - 1;
    key[last] = 0;
    if start.len() <= last {
        let elsewhere = if place == FieldPlace::Body { 0 } else { 0x80 };
        key[..start.len()].copy_from_slice(start.as_bytes());
        key[last] = start.len() as u8 | elsewhere;
    }
    Literal::byte_string(&key)
}
