use clap::ValueEnum;
use order_core::export::{
    json_schema::{self, Form},
    schema,
};

use super::{print, write};
use crate::{
    api::ApiArgs,
    endpoint::{Endpoint, Known, OnEndpoint},
    exit::Exit,
    failure::Failure,
};

/// Write the JSON Schema of a request
#[derive(Debug, clap::Args)]
pub(crate) struct SchemaArgs {
    /// Kind of the request
    #[arg(value_name = "ENDPOINT", default_value = "code")]
    endpoint: Endpoint,
    #[command(flatten)]
    of: ApiArgs,
    /// Documents to describe
    #[arg(long, short, value_name = "FORM", default_value = "written")]
    form: Described,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Described {
    /// The documents that are sent
    Written,
    /// All documents that can be read: with numbers as text, and with every name of a parameter
    Read,
    /// The declaration itself, with its rules as trees: complete, but not a JSON Schema
    Rules,
}

pub(crate) fn run(args: &SchemaArgs) -> Result<Exit, Failure> {
    args.endpoint.with(args.of.api, Schema(args.form))
}

struct Schema(Described);

impl OnEndpoint for Schema {
    type Output = Exit;

    fn on<T: Known>(self) -> Exit {
        let form = match self.0 {
            Described::Written => Form::Written,
            Described::Read => Form::Read,
            Described::Rules => {
                write(&schema::export(T::SCHEMA));
                return Exit::Done;
            }
        };
        print(&json_schema::export(T::SCHEMA, form))
    }
}
