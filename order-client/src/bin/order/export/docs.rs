use clap::ValueEnum;
use order_core::export::{html::Page, markdown};

use super::print;
use crate::{
    api::ApiArgs,
    document::{self, Source},
    endpoint::{Endpoint, Known, OnEndpoint},
    exit::Exit,
    failure::Failure,
};

/// Write the reference of a request: its parameters, their conditions, and their values
#[derive(Debug, clap::Args)]
pub(crate) struct DocsArgs {
    /// Kind of the request
    #[arg(value_name = "ENDPOINT", default_value = "code")]
    endpoint: Endpoint,
    #[command(flatten)]
    of: ApiArgs,
    /// Format of the reference
    #[arg(long, short, value_name = "FORMAT", default_value = "markdown")]
    format: Format,
    /// Document to show on an HTML page; may be given several times
    #[arg(long, value_name = "FILE")]
    sample: Vec<Source>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// GitHub's Markdown
    Markdown,
    /// One self-contained page
    Html,
}

pub(crate) fn run(args: &DocsArgs) -> Result<Exit, Failure> {
    if args.format == Format::Markdown && !args.sample.is_empty() {
        return Err(Failure::new(Exit::Usage, "samples are shown on an HTML page only")
            .hint("say `--format html`"));
    }
    args.endpoint.with(args.of.api, Docs(args))?
}

struct Docs<'a>(&'a DocsArgs);

impl OnEndpoint for Docs<'_> {
    type Output = Result<Exit, Failure>;

    fn on<T: Known>(self) -> Self::Output {
        let args = self.0;
        match args.format {
            Format::Markdown => Ok(print(&markdown::export(T::SCHEMA))),
            Format::Html => {
                let samples = args.sample.iter().map(|source| {
                    Ok((source.to_string(), document::text(source, "save it as UTF-8")?))
                });
                let samples = samples.collect::<Result<Vec<_>, Failure>>()?;
                let page = samples.iter().fold(Page::new(T::SCHEMA), |page, (title, document)| {
                    page.sample(title, document)
                });
                Ok(print(&page.export()))
            }
        }
    }
}
