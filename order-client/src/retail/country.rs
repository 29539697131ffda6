use order_core::OrderValue;

/// A country, as its two-letter code: `us`, `de`, `gb`.
///
/// The API has a table of its own (*Country Codes*, `appendix/country-codes`) with 245 codes, and orders are read with
/// exactly these. It is not ISO 3166-1 as it stands today: `cu` (Cuba), `ir` (Iran), `kp` (North Korea), `sd` (Sudan) and
/// `sy` (Syria) are missing, and `an` (Netherlands Antilles, withdrawn in 2010) is still there.
///
/// The documentation asks for lower case and its own samples send upper case. Either is read, lower case is sent.
/// Variants are sorted by code; each is described by the name that the table gives it.
///
/// # Example
///
/// ```
/// use order_client::retail::CountryCode;
///
/// assert_eq!("US".parse(), Ok(CountryCode::Us));
/// assert_eq!(CountryCode::Us.to_string(), "us");
/// assert!("USA".parse::<CountryCode>().is_err());
/// assert!("kp".parse::<CountryCode>().is_err());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, OrderValue)]
#[order(rename_all = "lowercase", ignore_case)]
pub enum CountryCode {
    /// Andorra.
    Ad,
    /// United Arab Emirates.
    Ae,
    /// Afghanistan.
    Af,
    /// Antigua and Barbuda.
    Ag,
    /// Anguilla.
    Ai,
    /// Albania.
    Al,
    /// Armenia.
    Am,
    /// Netherlands Antilles.
    An,
    /// Angola.
    Ao,
    /// Antarctica.
    Aq,
    /// Argentina.
    Ar,
    /// American Samoa.
    As,
    /// Austria.
    At,
    /// Australia.
    Au,
    /// Aruba.
    Aw,
    /// Åland Islands.
    Ax,
    /// Azerbaijan.
    Az,
    /// Bosnia and Herzegovina.
    Ba,
    /// Barbados.
    Bb,
    /// Bangladesh.
    Bd,
    /// Belgium.
    Be,
    /// Burkina Faso.
    Bf,
    /// Bulgaria.
    Bg,
    /// Bahrain.
    Bh,
    /// Burundi.
    Bi,
    /// Benin.
    Bj,
    /// Saint Barthélemy.
    Bl,
    /// Bermuda.
    Bm,
    /// Brunei Darussalam.
    Bn,
    /// Bolivia.
    Bo,
    /// Bonaire, Sint Eustatius and Saba.
    Bq,
    /// Brazil.
    Br,
    /// Bahamas.
    Bs,
    /// Bhutan.
    Bt,
    /// Bouvet Island.
    Bv,
    /// Botswana.
    Bw,
    /// Belarus.
    By,
    /// Belize.
    Bz,
    /// Canada.
    Ca,
    /// Cocos (Keeling) Islands.
    Cc,
    /// Congo, the Democratic Republic of the.
    Cd,
    /// Central African Republic.
    Cf,
    /// Congo.
    Cg,
    /// Switzerland.
    Ch,
    /// Côte d'Ivoire.
    Ci,
    /// Cook Islands.
    Ck,
    /// Chile.
    Cl,
    /// Cameroon.
    Cm,
    /// China.
    Cn,
    /// Colombia.
    Co,
    /// Costa Rica.
    Cr,
    /// Cape Verde.
    Cv,
    /// Curaçao.
    Cw,
    /// Christmas Island.
    Cx,
    /// Cyprus.
    Cy,
    /// Czech Republic.
    Cz,
    /// Germany.
    De,
    /// Djibouti.
    Dj,
    /// Denmark.
    Dk,
    /// Dominica.
    Dm,
    /// Dominican Republic.
    Do,
    /// Algeria.
    Dz,
    /// Ecuador.
    Ec,
    /// Estonia.
    Ee,
    /// Egypt.
    Eg,
    /// Western Sahara.
    Eh,
    /// Eritrea.
    Er,
    /// Spain.
    Es,
    /// Ethiopia.
    Et,
    /// Finland.
    Fi,
    /// Fiji.
    Fj,
    /// Falkland Islands (Malvinas).
    Fk,
    /// Micronesia, Federated States of.
    Fm,
    /// Faroe Islands.
    Fo,
    /// France.
    Fr,
    /// Gabon.
    Ga,
    /// United Kingdom.
    Gb,
    /// Grenada.
    Gd,
    /// Georgia.
    Ge,
    /// French Guiana.
    Gf,
    /// Guernsey.
    Gg,
    /// Ghana.
    Gh,
    /// Gibraltar.
    Gi,
    /// Greenland.
    Gl,
    /// Gambia.
    Gm,
    /// Guinea.
    Gn,
    /// Guadeloupe.
    Gp,
    /// Equatorial Guinea.
    Gq,
    /// Greece.
    Gr,
    /// S. Georgia and S. Sandwich Isls.
    Gs,
    /// Guatemala.
    Gt,
    /// Guam.
    Gu,
    /// Guinea-Bissau.
    Gw,
    /// Guyana.
    Gy,
    /// Hong Kong.
    Hk,
    /// Heard and McDonald Islands.
    Hm,
    /// Honduras.
    Hn,
    /// Croatia.
    Hr,
    /// Haiti.
    Ht,
    /// Hungary.
    Hu,
    /// Indonesia.
    Id,
    /// Ireland.
    Ie,
    /// Israel.
    Il,
    /// Isle of Man.
    Im,
    /// India.
    In,
    /// British Indian Ocean Territory.
    Io,
    /// Iraq.
    Iq,
    /// Iceland.
    Is,
    /// Italy.
    It,
    /// Jersey.
    Je,
    /// Jamaica.
    Jm,
    /// Jordan.
    Jo,
    /// Japan.
    Jp,
    /// Kenya.
    Ke,
    /// Kyrgyzstan.
    Kg,
    /// Cambodia.
    Kh,
    /// Kiribati.
    Ki,
    /// Comoros.
    Km,
    /// Saint Kitts & Nevis.
    Kn,
    /// Korea, South.
    Kr,
    /// Kuwait.
    Kw,
    /// Cayman Islands.
    Ky,
    /// Kazakhstan.
    Kz,
    /// Laos.
    La,
    /// Lebanon.
    Lb,
    /// Saint Lucia.
    Lc,
    /// Liechtenstein.
    Li,
    /// Sri Lanka.
    Lk,
    /// Liberia.
    Lr,
    /// Lesotho.
    Ls,
    /// Lithuania.
    Lt,
    /// Luxembourg.
    Lu,
    /// Latvia.
    Lv,
    /// Libya.
    Ly,
    /// Morocco.
    Ma,
    /// Monaco.
    Mc,
    /// Moldova.
    Md,
    /// Montenegro.
    Me,
    /// Saint Martin.
    Mf,
    /// Madagascar.
    Mg,
    /// Marshall Islands.
    Mh,
    /// Macedonia, Republic of.
    Mk,
    /// Mali.
    Ml,
    /// Myanmar.
    Mm,
    /// Mongolia.
    Mn,
    /// Macao.
    Mo,
    /// Northern Mariana Islands.
    Mp,
    /// Martinique.
    Mq,
    /// Mauritania.
    Mr,
    /// Montserrat.
    Ms,
    /// Malta.
    Mt,
    /// Mauritius.
    Mu,
    /// Maldives.
    Mv,
    /// Malawi.
    Mw,
    /// Mexico.
    Mx,
    /// Malaysia.
    My,
    /// Mozambique.
    Mz,
    /// Namibia.
    Na,
    /// New Caledonia.
    Nc,
    /// Niger.
    Ne,
    /// Norfolk Island.
    Nf,
    /// Nigeria.
    Ng,
    /// Nicaragua.
    Ni,
    /// Netherlands.
    Nl,
    /// Norway.
    No,
    /// Nepal.
    Np,
    /// Nauru.
    Nr,
    /// Niue.
    Nu,
    /// New Zealand.
    Nz,
    /// Oman.
    Om,
    /// Panama.
    Pa,
    /// Peru.
    Pe,
    /// French Polynesia.
    Pf,
    /// Papua New Guinea.
    Pg,
    /// Philippines.
    Ph,
    /// Pakistan.
    Pk,
    /// Poland.
    Pl,
    /// St. Pierre and Miquelon.
    Pm,
    /// Pitcairn Island.
    Pn,
    /// Puerto Rico.
    Pr,
    /// Palestinian Territory.
    Ps,
    /// Portugal.
    Pt,
    /// Palau.
    Pw,
    /// Paraguay.
    Py,
    /// Qatar.
    Qa,
    /// Réunion.
    Re,
    /// Romania.
    Ro,
    /// Serbia.
    Rs,
    /// Russia.
    Ru,
    /// Rwanda.
    Rw,
    /// Saudi Arabia.
    Sa,
    /// Solomon Islands.
    Sb,
    /// Seychelles.
    Sc,
    /// Sweden.
    Se,
    /// Singapore.
    Sg,
    /// St. Helena.
    Sh,
    /// Slovenia.
    Si,
    /// Svalbard and Jan Mayen Islands.
    Sj,
    /// Slovakia.
    Sk,
    /// Sierra Leone.
    Sl,
    /// San Marino.
    Sm,
    /// Senegal.
    Sn,
    /// Somalia.
    So,
    /// Suriname.
    Sr,
    /// South Sudan.
    Ss,
    /// Sao Tome and Principe.
    St,
    /// El Salvador.
    Sv,
    /// Sint Maarten.
    Sx,
    /// Swaziland.
    Sz,
    /// Turks and Caicos Islands.
    Tc,
    /// Chad.
    Td,
    /// French Southern Territories.
    Tf,
    /// Togo.
    Tg,
    /// Thailand.
    Th,
    /// Tajikistan.
    Tj,
    /// Tokelau.
    Tk,
    /// Timor-Leste.
    Tl,
    /// Turkmenistan.
    Tm,
    /// Tunisia.
    Tn,
    /// Tonga.
    To,
    /// Turkey.
    Tr,
    /// Trinidad and Tobago.
    Tt,
    /// Tuvalu.
    Tv,
    /// Taiwan.
    Tw,
    /// Tanzania.
    Tz,
    /// Ukraine.
    Ua,
    /// Uganda.
    Ug,
    /// U.S. Minor Outlying Islands.
    Um,
    /// USA.
    Us,
    /// Uruguay.
    Uy,
    /// Uzbekistan.
    Uz,
    /// Vatican City.
    Va,
    /// Saint Vincent and The Grenadines.
    Vc,
    /// Venezuela.
    Ve,
    /// Virgin Islands, British.
    Vg,
    /// Virgin Islands, U.S.
    Vi,
    /// Vietnam.
    Vn,
    /// Vanuatu.
    Vu,
    /// Wallis and Futuna Islands.
    Wf,
    /// Samoa.
    Ws,
    /// Yemen.
    Ye,
    /// Mayotte.
    Yt,
    /// South Africa.
    Za,
    /// Zambia.
    Zm,
    /// Zimbabwe.
    Zw,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes() -> Vec<String> {
        let letters = || ('a'..='z').map(String::from);
        let pairs =
            letters().flat_map(|first| letters().map(move |second| first.clone() + &second));
        pairs.filter(|code| code.parse::<CountryCode>().is_ok()).collect()
    }

    #[test]
    fn the_table_has_245_codes() {
        assert_eq!(codes().len(), 245);
    }

    #[test]
    fn either_case_is_read_and_lower_case_is_sent() {
        for code in codes() {
            let country: CountryCode = code.parse().expect("the code was read above");
            assert_eq!(code.to_uppercase().parse(), Ok(country));
            assert_eq!(country.to_string(), code);
            assert_eq!(format!("{country:?}").to_lowercase(), code);
        }
    }

    #[test]
    fn codes_outside_the_table_are_refused() {
        for text in [
            "", "u", "usa", "zz", "xk", "uk", "eu", "cu", "ir", "kp", "sd", "sy", "u s", "ſe", "ıt",
        ] {
            assert!(text.parse::<CountryCode>().is_err(), "{text:?}");
        }
        assert_eq!("an".parse(), Ok(CountryCode::An));
    }
}
