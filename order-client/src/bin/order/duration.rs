use std::time::Duration;

use jiff::SignedDuration;

/// One year. Longer times could overflow a clock.
const LONGEST: Duration = Duration::from_secs(366 * 24 * 60 * 60);

/// Parses a time such as `90s`, `5m` or `1h 30m`. A number without a unit is in seconds.
pub(crate) fn parse(text: &str) -> Result<Duration, String> {
    let duration = match text.parse::<u32>() {
        Ok(seconds) => SignedDuration::from_secs(seconds.into()),
        Err(_) => text.parse().map_err(|_| wrong())?,
    };
    Duration::try_from(duration).ok().filter(|duration| *duration <= LONGEST).ok_or_else(wrong)
}

fn wrong() -> String {
    "not a time of at most a year; write it as `90s`, `5m` or `1h 30m`".to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_written_with_their_units() {
        for (text, milliseconds) in
            [("90s", 90_000), ("5m", 300_000), ("1h 30m", 5_400_000), ("250ms", 250), ("7", 7_000)]
        {
            assert_eq!(parse(text), Ok(Duration::from_millis(milliseconds)), "{text}");
        }
        for text in ["", "s", "-5s", "soon", "1.5", "5 parsecs", "99999999999h"] {
            assert_eq!(parse(text), Err(wrong()), "{text}");
        }
    }
}
