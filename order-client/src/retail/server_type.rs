use order_core::OrderValue;

/// The server software that a certificate will be installed on, sent as its code.
///
/// The table is *Server Types* of the retail REST v1 documentation (2014): 45 codes. Some of
/// the numbers are also codes of a [`Platform`](crate::retail::Platform), where they mean something else: 2 is a
/// hardware token there. A later edition says that the service takes a missing or unknown code as
/// [`Other`](Self::Other); here an unknown code is refused.
///
/// # Example
///
/// ```
/// use order_client::retail::ServerType;
///
/// assert_eq!(ServerType::Apache.to_string(), "2");
/// assert_eq!("-1".parse(), Ok(ServerType::Other));
/// assert!("Apache".parse::<ServerType>().is_err());
/// assert!("1".parse::<ServerType>().is_err());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, OrderValue)]
pub enum ServerType {
    /// Other.
    #[order(value = -1)]
    Other,
    /// Apache.
    #[order(value = 2)]
    Apache,
    /// IBM HTTP Server.
    #[order(value = 7)]
    IbmHttpServer,
    /// Netscape iPlanet.
    #[order(value = 9)]
    NetscapeIPlanet,
    /// Java Web Server (Javasoft / Sun).
    #[order(value = 10)]
    JavaWebServer,
    /// Lotus Domino.
    #[order(value = 11)]
    LotusDomino,
    /// Microsoft IIS 1.x to 4.x.
    #[order(value = 13)]
    MicrosoftIis1To4,
    /// Microsoft IIS 5 or 6.
    #[order(value = 14)]
    MicrosoftIis5Or6,
    /// Netscape Enterprise Server.
    #[order(value = 15)]
    NetscapeEnterpriseServer,
    /// Novell NetWare.
    #[order(value = 17)]
    NovellNetWare,
    /// Oracle.
    #[order(value = 18)]
    Oracle,
    /// Tomcat.
    #[order(value = 24)]
    Tomcat,
    /// WebStar.
    #[order(value = 26)]
    WebStar,
    /// Zeus Web Server.
    #[order(value = 28)]
    ZeusWebServer,
    /// Bea Weblogic 7 and older.
    #[order(value = 29)]
    BeaWeblogic7AndOlder,
    /// Cisco.
    #[order(value = 30)]
    Cisco,
    /// F5 Big-IP.
    #[order(value = 31)]
    F5BigIp,
    /// F5 FirePass.
    #[order(value = 32)]
    F5FirePass,
    /// Juniper.
    #[order(value = 33)]
    Juniper,
    /// Qmail.
    #[order(value = 34)]
    Qmail,
    /// SunOne.
    #[order(value = 35)]
    SunOne,
    /// Microsoft Exchange Server 2007.
    #[order(value = 36)]
    MicrosoftExchangeServer2007,
    /// Microsoft Live Communications Server 2005.
    #[order(value = 37)]
    MicrosoftLiveCommunicationsServer2005,
    /// Microsoft Office Communications Server 2007.
    #[order(value = 38)]
    MicrosoftOfficeCommunicationsServer2007,
    /// Citrix (Other).
    #[order(value = 39)]
    CitrixOther,
    /// Microsoft IIS 7.
    #[order(value = 40)]
    MicrosoftIis7,
    /// Barracuda.
    #[order(value = 41)]
    Barracuda,
    /// BEA Weblogic 8 & 9.
    #[order(value = 42)]
    BeaWeblogic8And9,
    /// `cPanel`.
    #[order(value = 43)]
    CPanel,
    /// Lighttpd.
    #[order(value = 44)]
    Lighttpd,
    /// `nginx`.
    #[order(value = 45)]
    Nginx,
    /// Citrix Access Essentials.
    #[order(value = 46)]
    CitrixAccessEssentials,
    /// Microsoft Exchange Server 2003.
    #[order(value = 47)]
    MicrosoftExchangeServer2003,
    /// Microsoft Exchange Server 2010.
    #[order(value = 48)]
    MicrosoftExchangeServer2010,
    /// Mac OS X Server.
    #[order(value = 49)]
    MacOsXServer,
    /// Citrix Access Gateway 4.x.
    #[order(value = 50)]
    CitrixAccessGateway4,
    /// Citrix Access Gateway 5.x and higher.
    #[order(value = 58)]
    CitrixAccessGateway5AndHigher,
    /// Microsoft Lync Server 2010.
    #[order(value = 59)]
    MicrosoftLyncServer2010,
    /// Microsoft OCS R2.
    #[order(value = 60)]
    MicrosoftOcsR2,
    /// Microsoft Small Business Server 2008 & 2011.
    #[order(value = 62)]
    MicrosoftSmallBusinessServer2008And2011,
    /// Novell iChain.
    #[order(value = 65)]
    NovellIChain,
    /// Microsoft Forefront Unified Access Gateway.
    #[order(value = 66)]
    MicrosoftForefrontUnifiedAccessGateway,
    /// Microsoft IIS 8.
    #[order(value = 67)]
    MicrosoftIis8,
    /// Microsoft Exchange Server 2013.
    #[order(value = 68)]
    MicrosoftExchangeServer2013,
    /// Microsoft Lync Server 2013.
    #[order(value = 69)]
    MicrosoftLyncServer2013,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_has_45_codes() {
        let codes: Vec<i32> =
            (-99..=99).filter(|code| code.to_string().parse::<ServerType>().is_ok()).collect();
        assert_eq!(
            codes,
            [
                -1, 2, 7, 9, 10, 11, 13, 14, 15, 17, 18, 24, 26, 28, 29, 30, 31, 32, 33, 34, 35,
                36, 37, 38, 39, 40, 41, 42, 43, 44, 45, 46, 47, 48, 49, 50, 58, 59, 60, 62, 65, 66,
                67, 68, 69
            ]
        );
    }

    #[test]
    fn a_code_is_written_as_it_is_read() {
        for code in (-99..=99).map(|code: i32| code.to_string()) {
            if let Ok(server_type) = code.parse::<ServerType>() {
                assert_eq!(server_type.to_string(), code);
            }
        }
    }
}
