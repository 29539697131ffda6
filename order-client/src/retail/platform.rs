use order_core::OrderValue;

/// The platform or hardware token on which a code-signing certificate will be installed, sent as its code.
///
/// The documentation has two lists without a common code. *EV CS Platforms* (`appendix/ev-cs-platforms`) names the tokens
/// that may hold an EV certificate; *CS Platforms* (`appendix/cs-platforms`) what an ordinary certificate is for.
/// An order must take the list that its `ev` asks for. *Server Types*, which orders of SSL certificates use, give some of
/// these numbers another meaning (2 is Apache there), so they are no platforms.
///
/// Neither list can be looked up at the endpoint; the names are those of the documentation of 2014.
///
/// # In Rust
///
/// [`is_ev_code_signing`](Platform::is_ev_code_signing) tells the two lists apart.
///
/// # Example
///
/// ```
/// use order_client::retail::Platform;
///
/// assert_eq!(Platform::SafeNetETokenProAnywhere.to_string(), "2");
/// assert_eq!("51".parse(), Ok(Platform::MicrosoftAuthenticode));
/// assert!("1".parse::<Platform>().is_err());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, OrderValue)]
pub enum Platform {
    // EV CS Platforms, by code.
    /// Other FIPS 140-2 Level 2 Device.
    #[order(value = -1)]
    OtherFips140Level2,
    /// SafeNet eToken PRO Anywhere.
    #[order(value = 2)]
    SafeNetETokenProAnywhere,
    /// SafeNet eToken PRO 72K.
    #[order(value = 3)]
    SafeNetETokenPro72K,
    /// SafeNet eToken 5100.
    #[order(value = 6)]
    SafeNetEToken5100,
    /// SafeNet eToken 5105.
    #[order(value = 7)]
    SafeNetEToken5105,
    /// SafeNet eToken 5200.
    #[order(value = 8)]
    SafeNetEToken5200,
    /// SafeNet eToken 5205.
    #[order(value = 9)]
    SafeNetEToken5205,
    /// SafeNet iKey 4000.
    #[order(value = 10)]
    SafeNetIKey4000,
    /// Safenet Luna.
    #[order(value = 12)]
    SafeNetLuna,
    /// Thales nShield.
    #[order(value = 13)]
    ThalesNShield,
    /// Utimaco CryptoServer.
    #[order(value = 14)]
    UtimacoCryptoServer,
    /// AEP Keyper.
    #[order(value = 15)]
    AepKeyper,
    /// ARX PrivateServer.
    #[order(value = 16)]
    ArxPrivateServer,
    /// Bull Trustway Crypto PCI.
    #[order(value = 17)]
    BullTrustwayCryptoPci,

    // CS Platforms, by code.
    /// Microsoft Authenticode.
    #[order(value = 51)]
    MicrosoftAuthenticode,
    /// Adobe AIR.
    #[order(value = 52)]
    AdobeAir,
    /// Apple OS X.
    #[order(value = 53)]
    AppleOsX,
    /// Microsoft Office VBA.
    #[order(value = 54)]
    MicrosoftOfficeVba,
    /// Sun Java.
    #[order(value = 55)]
    SunJava,
    /// Mozilla.
    #[order(value = 56)]
    Mozilla,
    /// Other.
    #[order(value = 57)]
    Other,
    /// Microsoft Kernel-Mode Code.
    #[order(value = 64)]
    MicrosoftKernelModeCode,
}

impl Platform {
    /// Returns whether the platform is on the list for EV code signing: a hardware token.
    ///
    /// # Example
    ///
    /// ```
    /// use order_client::retail::Platform;
    ///
    /// assert!(Platform::SafeNetETokenProAnywhere.is_ev_code_signing());
    /// assert!(!Platform::MicrosoftAuthenticode.is_ev_code_signing());
    /// ```
    #[must_use]
    pub const fn is_ev_code_signing(self) -> bool {
        match self {
            Self::OtherFips140Level2
            | Self::SafeNetETokenProAnywhere
            | Self::SafeNetETokenPro72K
            | Self::SafeNetEToken5100
            | Self::SafeNetEToken5105
            | Self::SafeNetEToken5200
            | Self::SafeNetEToken5205
            | Self::SafeNetIKey4000
            | Self::SafeNetLuna
            | Self::ThalesNShield
            | Self::UtimacoCryptoServer
            | Self::AepKeyper
            | Self::ArxPrivateServer
            | Self::BullTrustwayCryptoPci => true,
            Self::MicrosoftAuthenticode
            | Self::AdobeAir
            | Self::AppleOsX
            | Self::MicrosoftOfficeVba
            | Self::SunJava
            | Self::Mozilla
            | Self::Other
            | Self::MicrosoftKernelModeCode => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_up_to_50_are_tokens_for_ev() {
        let codes = (-1..=64)
            .filter_map(|code: i32| Some((code, code.to_string().parse::<Platform>().ok()?)));
        let (ev, others): (Vec<_>, Vec<_>) =
            codes.partition(|(_, platform)| platform.is_ev_code_signing());
        let numbers =
            |list: &[(i32, Platform)]| list.iter().map(|(code, _)| *code).collect::<Vec<_>>();
        assert_eq!(numbers(&ev), [-1, 2, 3, 6, 7, 8, 9, 10, 12, 13, 14, 15, 16, 17]);
        assert_eq!(numbers(&others), [51, 52, 53, 54, 55, 56, 57, 64]);
        assert!(
            ev.iter()
                .chain(&others)
                .all(|(code, platform)| platform.to_string() == code.to_string())
        );
    }
}
