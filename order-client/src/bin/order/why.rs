use order_core::UnknownPath;

use crate::{
    document::{self, DocumentFormat, Source},
    endpoint::{Endpoint, Known, OnEndpoint},
    exit::Exit,
    failure::Failure,
    output::{self, OutputFormat},
    rules::{lines, read},
};

/// Say whether a parameter of a request is required, optional or not allowed, and why
#[derive(Debug, clap::Args)]
pub(crate) struct WhyArgs {
    /// File with the request; `-` is standard input
    #[arg(value_name = "FILE")]
    source: Source,
    /// The parameters, such as `platform`
    #[arg(value_name = "PARAMETER", required = true)]
    parameters: Vec<String>,
    /// What the request is for
    #[arg(long, short, value_name = "ENDPOINT", default_value = "code")]
    endpoint: Endpoint,
    /// Format of the file; if not given, what its name or else its first bytes say
    #[arg(long, short, value_name = "FORMAT")]
    input_format: Option<DocumentFormat>,
    /// For whom the answer is written
    #[arg(long, short, value_name = "FORMAT", default_value = "text")]
    output: OutputFormat,
}

pub(crate) fn run(args: &WhyArgs) -> Result<Exit, Failure> {
    let bytes = document::bytes(&args.source)?;
    args.endpoint.with(Why { args, bytes: &bytes })
}

struct Why<'a> {
    args: &'a WhyArgs,
    bytes: &'a [u8],
}

impl OnEndpoint for Why<'_> {
    type Output = Result<Exit, Failure>;

    fn on<T: Known>(self) -> Self::Output {
        let Self { args, bytes } = self;
        let request: T = read(&args.source, bytes, args.input_format)?;
        for parameter in &args.parameters {
            let why = request.why(parameter).map_err(|error| unknown(&error))?;
            output::result(&match args.output {
                OutputFormat::Text => lines(&why.to_string()),
                OutputFormat::Json => why.to_json() + "\n",
            });
        }
        Ok(Exit::Done)
    }
}

fn unknown(error: &UnknownPath) -> Failure {
    Failure::new(Exit::Usage, error)
        .hint("`order docs` lists the parameters of a request; one in a part is `part.name`")
}
