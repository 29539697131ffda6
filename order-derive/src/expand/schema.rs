use proc_macro2::{Literal, TokenStream};
use quote::quote;
use syn::{Ident, ext::IdentExt};

use crate::{
    expand::{blank, validate::pattern_static},
    model::{Field, GroupKind, Request},
    parse::{Allowed, Bounds, Comparison, Cond, Value},
    plan::{Applies, Demand, Plan},
};

/// The static description of a request.
pub(super) fn schema(request: &Request<'_>, plan: &Plan<'_>) -> TokenStream {
    let name = request.input.ident.unraw().to_string();
    let doc = &request.doc;
    let options = &request.options;
    let endpoint = option(options.endpoint.as_ref().map(|endpoint| {
        let (method, path) = (&endpoint.method, &endpoint.path);
        quote!(__p::EndpointSchema { method: #method, path: #path })
    }));
    let root = option(options.root.as_ref().map(|root| quote!(#root)));
    let scalars = if options.scalars_are_text { quote!(Text) } else { quote!(Native) };
    let fields = request.fields.iter().map(field);
    let conditions = request.conditions.iter().map(|condition| {
        let (name, source) = (condition.name.unraw().to_string(), condition.cond.to_string());
        let cond = cond(&condition.cond, request);
        quote!(__p::Condition { name: #name, source: #source, cond: #cond })
    });
    let groups = plan.groups.iter().map(|group| {
        let (name, kind, members) = (&group.name, group_kind(group.kind), &group.members);
        quote!(__p::Group { name: #name, kind: #kind, members: &[#(#members),*] })
    });
    let rules = plan.rules.iter().enumerate().map(|(index, rule)| {
        let (field, source) = (rule.field, &rule.source);
        let when = match rule.when {
            Applies::Always => quote!(__p::When::Always),
            Applies::If(when) => {
                let cond = cond(when, request);
                quote!(__p::When::If(#cond))
            }
            Applies::Unless(when) => {
                let cond = cond(when, request);
                quote!(__p::When::Unless(#cond))
            }
        };
        let demand = demand(index, &rule.demand);
        quote! {
            __p::Rule {
                at: __p::At::Field(#field),
                id: __p::None,
                source: #source,
                when: #when,
                demand: #demand,
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

fn field(field: &Field<'_>) -> TokenStream {
    let (name, rust, doc, ty) =
        (&field.name, field.ident.unraw().to_string(), &field.doc, field.ty);
    let key = format!(",{}:\"", json_string(name));
    let aliases = &field.aliases;
    let blank = blank(field.blank);
    let default = option(field.default.as_ref().map(literal));
    let secret = field.is_secret;
    quote! {
        __p::Field {
            name: #name,
            key: #key,
            rust: #rust,
            aliases: &[#(#aliases),*],
            doc: #doc,
            kind: <#ty as __p::OrderValue>::kind,
            optional: <#ty as __p::OrderValue>::OPTIONAL,
            nullable: <#ty as __p::OrderValue>::NULLABLE,
            blank: #blank,
            default: #default,
            secret: #secret,
            place: __p::FieldPlace::Body,
        }
    }
}

fn demand(index: usize, demand: &Demand<'_>) -> TokenStream {
    match demand {
        Demand::Required => quote!(__p::Demand::Required),
        Demand::RequiredByType => quote!(__p::Demand::RequiredByType),
        Demand::Forbidden => quote!(__p::Demand::Forbidden),
        Demand::NotBlank => quote!(__p::Demand::NotBlank),
        Demand::Allowed(values) => {
            let values = values.iter().map(|allowed| match allowed {
                Allowed::One(value) => {
                    let literal = literal(value);
                    quote!(__p::Allowed::One(#literal))
                }
                Allowed::Range(range) => {
                    let bounds = bounds(range);
                    quote!(__p::Allowed::Range(#bounds))
                }
            });
            quote!(__p::Demand::Allowed(&[#(#values),*]))
        }
        Demand::Range(range) => {
            let bounds = bounds(range);
            quote!(__p::Demand::Range(#bounds))
        }
        Demand::Length(range) => {
            let bounds = bounds(range);
            quote!(__p::Demand::Length(#bounds))
        }
        Demand::Pattern(_) => {
            let pattern = pattern_static(index);
            quote!(__p::Demand::Pattern(&#pattern))
        }
        Demand::Format(format) => {
            let name = Ident::new(&format.to_string().to_uppercase(), format.span());
            quote!(__p::Demand::Format(__p::format::#name))
        }
        Demand::Group(group, _) => quote!(__p::Demand::Group(#group)),
    }
}

fn cond(cond: &Cond, request: &Request<'_>) -> TokenStream {
    let field = |name: &Ident| request.field_index(name).unwrap_or_default();
    let many = |conds: &[Cond]| -> TokenStream {
        let conds = conds.iter().map(|inner| self::cond(inner, request));
        quote!(&[#(#conds),*])
    };
    match cond {
        Cond::Name(name) => match (request.field_index(name), request.condition_index(name)) {
            (None, Some(condition)) => quote!(__p::Cond::Named(#condition)),
            (field, _) => {
                let field = field.unwrap_or_default();
                quote!(__p::Cond::True(__p::Reference::field(#field)))
            }
        },
        Cond::Given(name) => {
            let field = field(name);
            quote!(__p::Cond::Given(__p::Reference::field(#field)))
        }
        Cond::Present(name) => {
            let field = field(name);
            quote!(__p::Cond::Present(__p::Reference::field(#field)))
        }
        Cond::Compare(name, comparison, value) => {
            let (field, literal) = (field(name), literal(value));
            let comparison = match comparison {
                Comparison::Equal => quote!(Equal),
                Comparison::NotEqual => quote!(NotEqual),
            };
            quote! {
                __p::Cond::Compare(
                    __p::Term::Value(__p::Reference::field(#field)),
                    __p::Comparison::#comparison,
                    __p::Term::Literal(#literal),
                )
            }
        }
        Cond::In(name, values) => {
            let (field, values) = (field(name), values.iter().map(literal));
            quote!(__p::Cond::In(__p::Reference::field(#field), &[#(#values),*]))
        }
        Cond::Not(inner) => {
            let inner = self::cond(inner, request);
            quote!(__p::Cond::Not(&#inner))
        }
        Cond::All(conds) => {
            let conds = many(conds);
            quote!(__p::Cond::All(#conds))
        }
        Cond::Any(conds) => {
            let conds = many(conds);
            quote!(__p::Cond::Any(#conds))
        }
    }
}

fn literal(value: &Value) -> TokenStream {
    match value {
        Value::Bool(literal) => quote!(__p::Literal::Bool(#literal)),
        Value::Integer(integer) => {
            let number = Literal::i128_unsuffixed(integer.number);
            quote!(__p::Literal::Integer(#number))
        }
        Value::Text(literal) => quote!(__p::Literal::Text(#literal)),
        Value::Variant(ident) => {
            let name = ident.unraw().to_string();
            quote!(__p::Literal::Variant(#name))
        }
    }
}

fn bounds(bounds: &Bounds) -> TokenStream {
    let end = |number: Option<i128>| {
        option(number.map(|number| {
            let number = Literal::i128_unsuffixed(number);
            quote!(#number)
        }))
    };
    let (min, max) = (end(bounds.min.as_ref().map(|min| min.number)), end(bounds.last()));
    quote!(__p::Bounds { min: #min, max: #max })
}

pub(super) fn group_kind(kind: GroupKind) -> TokenStream {
    match kind {
        GroupKind::AllOrNone => quote!(__p::GroupKind::AllOrNone),
        GroupKind::AtLeastOne => quote!(__p::GroupKind::AtLeastOne),
        GroupKind::AtMostOne => quote!(__p::GroupKind::AtMostOne),
        GroupKind::ExactlyOne => quote!(__p::GroupKind::ExactlyOne),
    }
}

pub(super) fn option(tokens: Option<TokenStream>) -> TokenStream {
    tokens.map_or_else(|| quote!(__p::None), |tokens| quote!(__p::Some(#tokens)))
}

/// A name as a JSON text; it holds no control characters.
fn json_string(name: &str) -> String {
    format!("\"{}\"", name.replace('\\', "\\\\").replace('"', "\\\""))
}
