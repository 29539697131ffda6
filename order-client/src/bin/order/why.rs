use order_core::why::UnknownPath;

use crate::{
    endpoint::{Known, OnEndpoint},
    exit::Exit,
    failure::Failure,
    output::{self, OutputFormat},
    rules::{RequestArgs, lines},
};

/// Tell whether a parameter of a request is required, optional or not allowed, and why
#[derive(Debug, clap::Args)]
pub(crate) struct WhyArgs {
    #[command(flatten)]
    request: RequestArgs,
    /// The parameters, such as `platform`
    #[arg(value_name = "PARAMETER", required = true)]
    parameters: Vec<String>,
}

pub(crate) fn run(args: &WhyArgs) -> Result<Exit, Failure> {
    args.request.endpoint.with(args.request.of.api, Why(args))?
}

struct Why<'a>(&'a WhyArgs);

impl OnEndpoint for Why<'_> {
    type Output = Result<Exit, Failure>;

    fn on<T: Known>(self) -> Self::Output {
        let WhyArgs { request: args, parameters } = self.0;
        let request: T = args.read()?;
        for parameter in parameters {
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
