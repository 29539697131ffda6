//! OpenAPI 3.1 documents, with one operation per request.
//!
//! The parameters and the body come from the declaration of the request, as the [JSON Schema](super::json_schema) of
//! the written form. Replies are not declared, so the caller describes them.
//!
//! # Example
//!
//! ```
//! use order_core::{OrderRequest, export::openapi::{Document, Operation, Reply}};
//! use serde_json::json;
//!
//! struct OrderPlaced;
//!
//! #[derive(OrderRequest)]
//! #[order(endpoint = "POST /order/{account}", response = OrderPlaced)]
//! struct Order {
//!     #[order(path)]
//!     account: u32,
//!     /// Length of validity, in years.
//!     #[allowed(1, 2)]
//!     validity: u8,
//! }
//!
//! let placed = json!({ "type": "object", "properties": { "order_id": { "type": "string" } }, "required": ["order_id"] });
//! let export = Document::new("Orders", "1")
//!     .server("https://api.example.com")
//!     .basic_auth()
//!     .operation(
//!         Operation::of::<Order>()
//!             .example("two years", &Order { account: 7, validity: 2 })
//!             .reply(201, Reply::new("The order was placed.").schema(placed))
//!             .reply(401, Reply::new("The account or its key is wrong.")),
//!     )
//!     .export();
//! let document: serde_json::Value = serde_json::from_str(&export.text)?;
//! let post = &document["paths"]["/order/{account}"]["post"];
//! assert_eq!(post["parameters"][0]["name"], "account");
//! assert_eq!(post["requestBody"]["content"]["application/json"]["example"], json!({ "validity": 2 }));
//! # Ok::<(), serde_json::Error>(())
//! ```

use serde_json::{Map, Value as Json, json};

use crate::{
    Endpoint,
    export::{
        Export, Gap,
        docs::speaker::Language,
        json_schema::{Form, Writer, description, gaps_as_json},
    },
    language::{Catalogue, English, Text},
    schema::{FieldPlace, Schema},
};

/// An OpenAPI 3.1 document.
#[derive(Debug, Clone)]
pub struct Document {
    title: String,
    version: String,
    servers: Vec<String>,
    authentication: Option<Authentication>,
    operations: Vec<Operation>,
}

/// The way in which all operations prove who calls.
#[derive(Debug, Clone)]
enum Authentication {
    Basic,
    /// A key in a header of this name.
    Header(String),
}

impl Document {
    /// Creates a document without operations, for an API with this title and version.
    pub fn new(title: impl Into<String>, version: impl Into<String>) -> Self {
        Self {
            title: title.into(),
            version: version.into(),
            servers: Vec::new(),
            authentication: None,
            operations: Vec::new(),
        }
    }

    /// Adds a base URL of the API.
    #[must_use]
    pub fn server(mut self, url: impl Into<String>) -> Self {
        self.servers.push(url.into());
        self
    }

    /// Declares that all operations require HTTP basic authentication.
    #[must_use]
    pub fn basic_auth(mut self) -> Self {
        self.authentication = Some(Authentication::Basic);
        self
    }

    /// Declares that all operations require a key in the header `name`.
    #[must_use]
    pub fn header_auth(mut self, name: impl Into<String>) -> Self {
        self.authentication = Some(Authentication::Header(name.into()));
        self
    }

    /// Adds an operation.
    #[must_use]
    pub fn operation(mut self, operation: Operation) -> Self {
        self.operations.push(operation);
        self
    }

    /// Returns the document as indented JSON, with the gaps.
    ///
    /// The rule of a gap begins with the method and path of its operation: `POST /order/code: total.check`.
    pub fn export(&self) -> Export {
        self.export_in_language(&English)
    }

    /// Returns the document with labels, and with what the library says in descriptions, in the language of `catalogue`.
    pub fn export_in_language(&self, catalogue: &dyn Catalogue) -> Export {
        let language = Language(catalogue);
        let mut writer = Writer::new(Form::Written, "#/components/schemas/", false, language);
        writer.has_parameters = true;
        writer.has_xml = (self.operations.iter())
            .flat_map(Operation::media_types)
            .any(|media_type| media_type.ends_with("xml"));
        writer.writes_null =
            self.operations.iter().any(|operation| operation.schema.replaces_part());
        let mut gaps = Vec::new();
        let mut paths: Map<String, Json> = Map::new();
        let (mut ids, mut left_out) = (Vec::new(), Vec::new());
        for operation in &self.operations {
            let call = format!("{} {}", operation.method, operation.path);
            if let Some(reason) = operation.cannot_stand_beside(&paths) {
                left_out.push(Gap::new(format!("{call}: {}", operation.schema.name), reason));
                continue;
            }
            let (mut written, of_operation) = operation.write(&mut writer);
            let id = free_id(operation.schema.name, &ids);
            written["operationId"] = id.clone().into();
            ids.push(id);
            gaps.extend(
                of_operation
                    .into_iter()
                    .map(|gap| Gap::new(format!("{call}: {}", gap.rule), gap.reason)),
            );
            let item = paths.entry(operation.path).or_insert_with(|| json!({}));
            let key = operation.key();
            if key.starts_with("x-") {
                gaps.push(Gap::new(
                    call,
                    "OpenAPI 3.1 knows no such method; the operation stands in an extension",
                ));
            }
            item[key] = written;
        }
        let mut document = json!({
            "openapi": "3.1.0",
            "info": { "title": self.title, "version": self.version },
        });
        if !self.servers.is_empty() {
            document["servers"] = self.servers.iter().map(|url| json!({ "url": url })).collect();
        }
        if !left_out.is_empty() {
            document["x-gaps"] = gaps_as_json(&left_out);
            gaps.extend(left_out);
        }
        document["paths"] = Json::Object(paths);
        let schemas: Map<String, Json> = writer.into_definitions().into_iter().collect();
        document["components"] = json!({ "schemas": schemas });
        if let Some(authentication) = &self.authentication {
            let (name, scheme) = match authentication {
                Authentication::Basic => ("basic", json!({ "type": "http", "scheme": "basic" })),
                Authentication::Header(name) => {
                    ("key", json!({ "type": "apiKey", "in": "header", "name": name }))
                }
            };
            document["components"]["securitySchemes"] = json!({ name: scheme });
            document["security"] = json!([{ name: [] }]);
        }
        let text =
            serde_json::to_string_pretty(&document).expect("a JSON value has names for keys");
        Export { text: text + "\n", gaps }
    }
}

/// Returns an id that no other operation has.
fn free_id(name: &str, taken: &[String]) -> String {
    let numbered = (2..).map(|number| format!("{name}_{number}"));
    let mut ids = std::iter::once(name.to_owned()).chain(numbered);
    ids.find(|id| !taken.contains(id)).expect("there are more numbers than operations")
}

/// Returns a path without the names of its parameters. Two paths that differ only in these are the same to OpenAPI.
fn template(path: &str) -> String {
    let mut template = String::new();
    let mut is_name = false;
    for character in path.chars() {
        is_name &= character != '}';
        if !is_name {
            template.push(character);
        }
        is_name |= character == '{';
    }
    template
}

/// Puts definitions in place of the references to them. Values of parameters hold no others of their own kind.
fn inline(schema: &mut Json, prefix: &str, definitions: &[(String, Json)]) {
    match schema {
        Json::Object(members) => {
            let reference = members.get("$ref").and_then(Json::as_str);
            let name = reference.and_then(|reference| reference.strip_prefix(prefix));
            if let Some((_, definition)) = definitions.iter().find(|(it, _)| Some(&**it) == name) {
                members.remove("$ref");
                if let Json::Object(definition) = definition {
                    for (word, value) in definition {
                        members.entry(word).or_insert_with(|| value.clone());
                    }
                }
            }
            members.values_mut().for_each(|member| inline(member, prefix, definitions));
        }
        Json::Array(items) => items.iter_mut().for_each(|item| inline(item, prefix, definitions)),
        _ => {}
    }
}

/// The methods that OpenAPI 3.1 allows for a path.
const METHODS: &[&str] = &["delete", "get", "head", "options", "patch", "post", "put", "trace"];

/// An operation that takes a request.
#[derive(Debug, Clone)]
pub struct Operation {
    schema: &'static Schema,
    method: &'static str,
    path: &'static str,
    /// The header for the method, if the call is sent as `POST`.
    override_header: Option<String>,
    media_types: Vec<String>,
    summary: Option<String>,
    headers: Vec<(String, String, bool)>,
    examples: Vec<(String, Json)>,
    replies: Vec<(u16, Reply)>,
}

impl Operation {
    /// Creates the operation that takes a `T`, by default with a body of type `application/json`, or
    /// `application/merge-patch+json` if the body is an [update](crate::update).
    pub fn of<T: Endpoint>() -> Self {
        Self::at(T::METHOD, T::PATH, T::SCHEMA)
    }

    /// Creates the operation at this method and path, for a request that does not declare an endpoint.
    pub fn at(method: &'static str, path: &'static str, schema: &'static Schema) -> Self {
        Self {
            schema,
            method,
            path,
            override_header: None,
            media_types: Vec::new(),
            summary: None,
            headers: Vec::new(),
            examples: Vec::new(),
            replies: Vec::new(),
        }
    }

    /// Sets the summary, one line; the default is the first paragraph of the type's documentation.
    #[must_use]
    pub fn summary(self, summary: impl Into<String>) -> Self {
        Self { summary: Some(summary.into()), ..self }
    }

    /// Describes the call as a `POST` with the method in this header, for methods that OpenAPI does not know.
    #[must_use]
    pub fn method_in(self, header: impl Into<String>) -> Self {
        Self { override_header: Some(header.into()), ..self }
    }

    /// Adds a media type of the body, such as `application/xml`. The default is that of [`of`](Self::of).
    #[must_use]
    pub fn media_type(mut self, media_type: impl Into<String>) -> Self {
        self.media_types.push(media_type.into());
        self
    }

    /// Adds a request header.
    #[must_use]
    pub fn header(
        mut self,
        name: impl Into<String>,
        description: impl Into<String>,
        is_required: bool,
    ) -> Self {
        self.headers.push((name.into(), description.into(), is_required));
        self
    }

    /// Adds a request as an example, in its written form; it is shown for JSON media types only.
    #[must_use]
    pub fn example<T: Endpoint>(mut self, name: impl Into<String>, request: &T) -> Self {
        let written = crate::json::to_string(request);
        self.examples
            .extend(serde_json::from_str(&written).ok().map(|example| (name.into(), example)));
        self
    }

    /// Adds the reply with this status, or replaces it.
    #[must_use]
    pub fn reply(mut self, status: u16, reply: Reply) -> Self {
        self.replies.retain(|(other, _)| *other != status);
        self.replies.push((status, reply));
        self.replies.sort_by_key(|(status, _)| *status);
        self
    }

    fn write(&self, writer: &mut Writer<'_>) -> (Json, Vec<Gap>) {
        let body = writer.part(self.schema, true, self.schema.scalars);
        let gaps = writer.gaps(self.schema);
        let doc = description(self.schema.doc);
        let (first, rest) = doc.split_once("\n\n").unwrap_or((&doc, ""));
        let mut operation = Map::new();
        operation.insert("operationId".to_owned(), self.schema.name.into());
        match self.summary.as_deref().unwrap_or(first) {
            "" => {}
            summary => drop(operation.insert("summary".to_owned(), summary.into())),
        }
        if !rest.is_empty() {
            operation.insert("description".to_owned(), rest.into());
        }
        let parameters = self.parameters(writer);
        if !parameters.is_empty() {
            operation.insert("parameters".to_owned(), parameters.into());
        }
        if self.has_body() {
            let content: Map<String, Json> = self
                .media_types()
                .into_iter()
                .map(|media_type| (media_type.to_owned(), self.content(media_type, &body)))
                .collect();
            operation
                .insert("requestBody".to_owned(), json!({ "required": true, "content": content }));
        }
        let replies: Map<String, Json> = self
            .replies
            .iter()
            .map(|(status, reply)| (status.to_string(), reply.write()))
            .collect();
        let replies = match replies.is_empty() {
            true => {
                let unknown = writer.language.text(Text::DocReplyUnknown);
                json!({ "default": { "description": unknown } })
            }
            false => Json::Object(replies),
        };
        operation.insert("responses".to_owned(), replies);
        if !gaps.is_empty() {
            operation.insert("x-gaps".to_owned(), gaps_as_json(&gaps));
        }
        (Json::Object(operation), gaps)
    }

    /// Returns the parameters as OpenAPI has them, with schemas that refer to nothing: for a document that another library
    /// makes.
    pub fn standalone_parameters(&self) -> Vec<Json> {
        const PREFIX: &str = "#/$defs/";
        let mut writer = Writer::new(Form::Written, PREFIX, false, Language(&English));
        writer.has_parameters = true;
        let mut parameters = self.parameters(&mut writer);
        let definitions = writer.into_definitions();
        for parameter in &mut parameters {
            inline(parameter, PREFIX, &definitions);
        }
        parameters
    }

    /// Returns the key of the operation at its path.
    fn key(&self) -> String {
        let method = match self.override_header {
            Some(_) => "post".to_owned(),
            None => self.method.to_ascii_lowercase(),
        };
        if METHODS.contains(&method.as_str()) { method } else { format!("x-{method}") }
    }

    /// Returns the reason why the operation cannot stand beside those at `paths`.
    fn cannot_stand_beside(&self, paths: &Map<String, Json>) -> Option<String> {
        let is_same = |path: &&String| template(path) == template(self.path);
        let path = paths.keys().find(is_same)?;
        if path != self.path {
            return Some(format!("OpenAPI takes its path for the same as `{path}`"));
        }
        let other = paths[path].get(self.key())?["operationId"].as_str().unwrap_or_default();
        Some(format!("OpenAPI has one operation for a method and path, and `{other}` is first"))
    }

    /// Returns whether any field is in the body.
    fn has_body(&self) -> bool {
        self.schema.fields.iter().any(|field| {
            matches!(
                field.place,
                FieldPlace::Body | FieldPlace::BodyUnlessBlank | FieldPlace::Flattened
            )
        })
    }

    fn media_types(&self) -> Vec<&str> {
        match self.media_types.is_empty() {
            true if self.schema.has_update_body() => vec!["application/merge-patch+json"],
            true => vec!["application/json"],
            false => self.media_types.iter().map(String::as_str).collect(),
        }
    }

    fn content(&self, media_type: &str, body: &Json) -> Json {
        let mut content = json!({ "schema": body });
        let is_json = media_type.ends_with("/json") || media_type.ends_with("+json");
        match self.examples.as_slice() {
            [] => {}
            _ if !is_json => {}
            [(_, example)] => content["example"] = example.clone(),
            examples => {
                let examples: Map<String, Json> = examples
                    .iter()
                    .map(|(name, value)| (name.clone(), json!({ "value": value })))
                    .collect();
                content["examples"] = Json::Object(examples);
            }
        }
        content
    }

    fn parameters(&self, writer: &mut Writer<'_>) -> Vec<Json> {
        let mut parameters = Vec::new();
        for parameter in writer.parameters(self.schema) {
            let place = match parameter.field.place {
                FieldPlace::UrlPath => "path",
                FieldPlace::Header => "header",
                _ => "query",
            };
            let mut shown = json!({
                "name": parameter.field.name,
                "in": place,
            });
            if let Some(description) = parameter.description {
                shown["description"] = description.into();
            }
            if parameter.is_deprecated {
                shown["deprecated"] = true.into();
            }
            if place == "path" || parameter.is_required {
                shown["required"] = true.into();
            }
            shown["schema"] = parameter.schema;
            parameters.push(shown);
        }
        parameters.extend(self.override_header.iter().map(|header| {
            json!({ "name": header, "in": "header", "required": true, "schema": { "const": self.method } })
        }));
        parameters.extend(self.headers.iter().map(|(name, description, is_required)| {
            json!({
                "name": name,
                "in": "header",
                "description": description,
                "required": is_required,
                "schema": { "type": "string" },
            })
        }));
        parameters
    }
}

/// A reply of the service.
#[derive(Debug, Clone)]
pub struct Reply {
    description: String,
    headers: Vec<(String, String)>,
    media_types: Vec<String>,
    schema: Option<Json>,
    example: Option<Json>,
}

impl Reply {
    /// Creates a reply without a body.
    pub fn new(description: impl Into<String>) -> Self {
        Self {
            description: description.into(),
            headers: Vec::new(),
            media_types: Vec::new(),
            schema: None,
            example: None,
        }
    }

    /// Sets the JSON Schema of the body.
    #[must_use]
    pub fn schema(self, schema: Json) -> Self {
        Self { schema: Some(schema), ..self }
    }

    /// Sets an example of the body; it is shown for JSON media types only.
    #[must_use]
    pub fn example(self, example: Json) -> Self {
        Self { example: Some(example), ..self }
    }

    /// Adds a media type of the body. The default is `application/json`.
    #[must_use]
    pub fn media_type(mut self, media_type: impl Into<String>) -> Self {
        self.media_types.push(media_type.into());
        self
    }

    /// Adds a header of the reply.
    #[must_use]
    pub fn header(mut self, name: impl Into<String>, description: impl Into<String>) -> Self {
        self.headers.push((name.into(), description.into()));
        self
    }

    fn write(&self) -> Json {
        let mut reply = json!({ "description": self.description });
        if !self.headers.is_empty() {
            let headers: Map<String, Json> = (self.headers.iter())
                .map(|(name, description)| {
                    (
                        name.clone(),
                        json!({ "description": description, "schema": { "type": "string" } }),
                    )
                })
                .collect();
            reply["headers"] = Json::Object(headers);
        }
        let has_body =
            self.schema.is_some() || self.example.is_some() || !self.media_types.is_empty();
        if has_body {
            let mut body = Map::new();
            body.extend(self.schema.clone().map(|schema| ("schema".to_owned(), schema)));
            body.extend(self.example.clone().map(|example| ("example".to_owned(), example)));
            let media_types = match self.media_types.as_slice() {
                [] => vec!["application/json".to_owned()],
                media_types => media_types.to_vec(),
            };
            let content: Map<String, Json> = (media_types.into_iter())
                .map(|media_type| {
                    let mut body = body.clone();
                    if !media_type.ends_with("json") {
                        body.remove("example");
                    }
                    (media_type, Json::Object(body))
                })
                .collect();
            reply["content"] = Json::Object(content);
        }
        reply
    }
}
