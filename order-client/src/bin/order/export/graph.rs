use clap::ValueEnum;
use order_core::export::graph;

use super::print;
use crate::{
    api::ApiArgs,
    endpoint::{Endpoint, Known, OnEndpoint},
    exit::Exit,
    failure::Failure,
};

/// Draw the dependencies between the parameters of a request
#[derive(Debug, clap::Args)]
pub(crate) struct GraphArgs {
    /// Kind of the request
    #[arg(value_name = "ENDPOINT", default_value = "code")]
    endpoint: Endpoint,
    #[command(flatten)]
    of: ApiArgs,
    /// Format of the drawing
    #[arg(long, short, value_name = "FORMAT", default_value = "mermaid")]
    format: Format,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Mermaid,
    Svg,
}

pub(crate) fn run(args: &GraphArgs) -> Result<Exit, Failure> {
    args.endpoint.with(args.of.api, Graph(args.format))
}

struct Graph(Format);

impl OnEndpoint for Graph {
    type Output = Exit;

    fn on<T: Known>(self) -> Exit {
        print(&match self.0 {
            Format::Mermaid => graph::mermaid(T::SCHEMA),
            Format::Svg => graph::svg(T::SCHEMA),
        })
    }
}
