//! A stock implementation of JSON Schema beside the validator.

use jsonschema::Validator;
use order_core::{
    Code, Path, Violations,
    export::{
        Export,
        json_schema::{self, Form},
    },
    path::Segment,
    schema::Schema,
};
use serde_json::Value;

/// A schema as a stock implementation understands it.
pub(crate) struct Oracle {
    validator: Validator,
    export: Export,
    is_recursive: bool,
}

impl Oracle {
    pub(crate) fn new(schema: &'static Schema, form: Form) -> Self {
        let export = json_schema::export(schema, form);
        let document: Value = serde_json::from_str(&export.text).unwrap();
        let validator = jsonschema::draft202012::options()
            .build(&document)
            .unwrap_or_else(|error| panic!("{}: {error}", schema.name));
        let is_recursive = schema.walk().any(|walked| {
            let part = walked.part();
            part.is_some_and(|part| {
                part.walk().any(|inner| inner.part().is_some_and(|inner| std::ptr::eq(inner, part)))
            })
        });
        Self { validator, export, is_recursive }
    }

    /// Returns `true` if a gap explains that this is not seen.
    fn explains(&self, broken: &Broken) -> bool {
        self.export.gaps.iter().any(|gap| match &broken.rule {
            Some(rule) => match gap.rule.strip_suffix(rule.as_str()) {
                Some("") => true,
                Some(prefix) if prefix.ends_with('.') => {
                    self.is_recursive || broken.place.starts_with(&prefix[..prefix.len() - 1])
                }
                _ => false,
            },
            None => {
                broken.code == Code::Type
                    && (gap.rule == broken.place
                        || self.is_recursive && broken.place.ends_with(&gap.rule))
            }
        })
    }

    /// Compares verdicts; whether too much was accepted, and a gap explains it.
    pub(crate) fn compare(&self, document: &[u8], broken: &[Broken]) -> Result<bool, String> {
        let instance: Value = serde_json::from_slice(document).unwrap();
        let accepts = self.validator.is_valid(&instance);
        match (broken.is_empty(), accepts) {
            (true, true) | (false, false) => Ok(false),
            (true, false) => {
                let errors = self.validator.iter_errors(&instance);
                let errors: Vec<_> = errors
                    .map(|error| {
                        format!("{} at {} ({})", error, error.instance_path(), error.schema_path())
                    })
                    .collect();
                Err(format!("valid, and the schema refuses it: {errors:#?}"))
            }
            (false, true) => match broken.iter().find(|broken| !self.explains(broken)) {
                None => Ok(true),
                Some(unseen) => Err(format!("the schema accepts what breaks {unseen:?}")),
            },
        }
    }
}

/// One thing that is wrong.
#[derive(Debug)]
pub(crate) struct Broken {
    /// The place, with `[]` for every item.
    pub(crate) place: String,
    pub(crate) code: Code,
    /// The id of the rule that is broken, if one is.
    pub(crate) rule: Option<String>,
}

impl Broken {
    pub(crate) fn of_violations(judged: Result<(), Violations>) -> Vec<Self> {
        let violations = judged.err().into_iter().flatten();
        let broken = violations.map(|violation| Self {
            place: place(violation.path()),
            code: violation.code(),
            rule: Some(violation.rule_id()),
        });
        broken.collect()
    }
}

/// A path with `[]` for every item of a list and entry of a map.
pub(crate) fn place(path: &Path) -> String {
    let mut place = String::new();
    for segment in path.segments() {
        match segment {
            Segment::Name(name) if place.is_empty() => place.push_str(name),
            Segment::Name(name) => place = format!("{place}.{name}"),
            _ => place.push_str("[]"),
        }
    }
    place
}
