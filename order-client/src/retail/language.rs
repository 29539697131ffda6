use order_core::OrderValue;

/// A language, as its three-letter code of ISO 639-2: `eng`, `spa`, `kor`.
///
/// Wi-Fi orders name the language of a logo and of a friendly name. The API has a table of its own (*ISO 639-2
/// Languages*) with 367 codes, in lower case, and orders are read with exactly these. Where the standard has two codes
/// for a language, the table has the terminological one: `deu` and not `ger`. Its code `zxx` is named *Default*.
/// Variants are sorted by code; each is described by the name that the table gives it.
///
/// # Example
///
/// ```
/// use order_client::retail::Language;
///
/// assert_eq!("spa".parse(), Ok(Language::Spa));
/// assert_eq!(Language::Kor.to_string(), "kor");
/// assert!("es".parse::<Language>().is_err());
/// assert!("ger".parse::<Language>().is_err());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, OrderValue)]
#[order(rename_all = "lowercase")]
pub enum Language {
    /// Afar.
    Aar,
    /// Abkhazian.
    Abk,
    /// Achinese.
    Ace,
    /// Acoli.
    Ach,
    /// Adangme.
    Ada,
    /// Adyghe.
    Ady,
    /// Afrikaans.
    Afr,
    /// Ainu.
    Ain,
    /// Akan.
    Aka,
    /// Aleut.
    Ale,
    /// Southern Altai.
    Alt,
    /// Amharic.
    Amh,
    /// Angika.
    Anp,
    /// Arabic.
    Ara,
    /// Aragonese.
    Arg,
    /// Mapudungun.
    Arn,
    /// Arapaho.
    Arp,
    /// Arawak.
    Arw,
    /// Assamese.
    Asm,
    /// Asturian.
    Ast,
    /// Avaric.
    Ava,
    /// Awadhi.
    Awa,
    /// Aymara.
    Aym,
    /// Azerbaijani.
    Aze,
    /// Bashkir.
    Bak,
    /// Baluchi.
    Bal,
    /// Bambara.
    Bam,
    /// Balinese.
    Ban,
    /// Basa.
    Bas,
    /// Beja.
    Bej,
    /// Belarusian.
    Bel,
    /// Bemba.
    Bem,
    /// Bengali.
    Ben,
    /// Bhojpuri.
    Bho,
    /// Bikol.
    Bik,
    /// Bini.
    Bin,
    /// Bislama.
    Bis,
    /// Siksika.
    Bla,
    /// Tibetan.
    Bod,
    /// Bosnian.
    Bos,
    /// Braj.
    Bra,
    /// Breton.
    Bre,
    /// Buriat.
    Bua,
    /// Buginese.
    Bug,
    /// Bulgarian.
    Bul,
    /// Bilin.
    Byn,
    /// Caddo.
    Cad,
    /// Galibi Carib.
    Car,
    /// Catalan.
    Cat,
    /// Cebuano.
    Ceb,
    /// Czech.
    Ces,
    /// Chamorro.
    Cha,
    /// Chechen.
    Che,
    /// Chuukese.
    Chk,
    /// Mari.
    Chm,
    /// Chinook.
    Chn,
    /// Choctaw.
    Cho,
    /// Chipewyan.
    Chp,
    /// Cherokee.
    Chr,
    /// Chuvash.
    Chv,
    /// Cheyenne.
    Chy,
    /// Cornish.
    Cor,
    /// Corsican.
    Cos,
    /// Cree.
    Cre,
    /// Crimean Tatar.
    Crh,
    /// Kashubian.
    Csb,
    /// Welsh.
    Cym,
    /// Dakota.
    Dak,
    /// Danish.
    Dan,
    /// Dargwa.
    Dar,
    /// Delaware.
    Del,
    /// Slave (Athapascan).
    Den,
    /// German.
    Deu,
    /// Dogrib.
    Dgr,
    /// Dinka.
    Din,
    /// Dhivehi.
    Div,
    /// Dogri.
    Doi,
    /// Lower Sorbian.
    Dsb,
    /// Duala.
    Dua,
    /// Dyula.
    Dyu,
    /// Dzongkha.
    Dzo,
    /// Efik.
    Efi,
    /// Ekajuk.
    Eka,
    /// Greek.
    Ell,
    /// English.
    Eng,
    /// Estonian.
    Est,
    /// Basque.
    Eus,
    /// Ewe.
    Ewe,
    /// Ewondo.
    Ewo,
    /// Fang.
    Fan,
    /// Faroese.
    Fao,
    /// Persian.
    Fas,
    /// Fanti.
    Fat,
    /// Fijian.
    Fij,
    /// Filipino.
    Fil,
    /// Finnish.
    Fin,
    /// Fon.
    Fon,
    /// French.
    Fra,
    /// Northern Frisian.
    Frr,
    /// Eastern Frisian.
    Frs,
    /// Western Frisian.
    Fry,
    /// Fulah.
    Ful,
    /// Friulian.
    Fur,
    /// Ga.
    Gaa,
    /// Gayo.
    Gay,
    /// Gbaya.
    Gba,
    /// Gilbertese.
    Gil,
    /// Scottish Gaelic.
    Gla,
    /// Irish.
    Gle,
    /// Galician.
    Glg,
    /// Manx.
    Glv,
    /// Gondi.
    Gon,
    /// Gorontalo.
    Gor,
    /// Grebo.
    Grb,
    /// Guarani.
    Grn,
    /// Swiss German.
    Gsw,
    /// Gujarati.
    Guj,
    /// Gwichʼin.
    Gwi,
    /// Haida.
    Hai,
    /// Haitian.
    Hat,
    /// Hausa.
    Hau,
    /// Hawaiian.
    Haw,
    /// Hebrew.
    Heb,
    /// Herero.
    Her,
    /// Hiligaynon.
    Hil,
    /// Hindi.
    Hin,
    /// Hmong.
    Hmn,
    /// Hiri Motu.
    Hmo,
    /// Croatian.
    Hrv,
    /// Upper Sorbian.
    Hsb,
    /// Hungarian.
    Hun,
    /// Hupa.
    Hup,
    /// Armenian.
    Hye,
    /// Iban.
    Iba,
    /// Igbo.
    Ibo,
    /// Sichuan Yi.
    Iii,
    /// Inuktitut.
    Iku,
    /// Iloko.
    Ilo,
    /// Indonesian.
    Ind,
    /// Ingush.
    Inh,
    /// Inupiaq.
    Ipk,
    /// Icelandic.
    Isl,
    /// Italian.
    Ita,
    /// Javanese.
    Jav,
    /// Japanese.
    Jpn,
    /// Judeo-Persian.
    Jpr,
    /// Judeo-Arabic.
    Jrb,
    /// Kara-Kalpak.
    Kaa,
    /// Kabyle.
    Kab,
    /// Kachin.
    Kac,
    /// Kalaallisut.
    Kal,
    /// Kamba (Kenya).
    Kam,
    /// Kannada.
    Kan,
    /// Kashmiri.
    Kas,
    /// Georgian.
    Kat,
    /// Kanuri.
    Kau,
    /// Kazakh.
    Kaz,
    /// Kabardian.
    Kbd,
    /// Khasi.
    Kha,
    /// Central Khmer.
    Khm,
    /// Kikuyu.
    Kik,
    /// Kinyarwanda.
    Kin,
    /// Kirghiz.
    Kir,
    /// Kimbundu.
    Kmb,
    /// Konkani.
    Kok,
    /// Komi.
    Kom,
    /// Kongo.
    Kon,
    /// Korean.
    Kor,
    /// Kosraean.
    Kos,
    /// Kpelle.
    Kpe,
    /// Karachay-Balkar.
    Krc,
    /// Karelian.
    Krl,
    /// Kurukh.
    Kru,
    /// Kuanyama.
    Kua,
    /// Kumyk.
    Kum,
    /// Kurdish.
    Kur,
    /// Kutenai.
    Kut,
    /// Ladino.
    Lad,
    /// Lahnda.
    Lah,
    /// Lamba.
    Lam,
    /// Lao.
    Lao,
    /// Latvian.
    Lav,
    /// Lezghian.
    Lez,
    /// Limburgan.
    Lim,
    /// Lingala.
    Lin,
    /// Lithuanian.
    Lit,
    /// Mongo.
    Lol,
    /// Lozi.
    Loz,
    /// Luxembourgish.
    Ltz,
    /// Luba-Lulua.
    Lua,
    /// Luba-Katanga.
    Lub,
    /// Ganda.
    Lug,
    /// Luiseno.
    Lui,
    /// Lunda.
    Lun,
    /// Luo.
    Luo,
    /// Lushai.
    Lus,
    /// Madurese.
    Mad,
    /// Magahi.
    Mag,
    /// Marshallese.
    Mah,
    /// Maithili.
    Mai,
    /// Makasar.
    Mak,
    /// Malayalam.
    Mal,
    /// Mandingo.
    Man,
    /// Marathi.
    Mar,
    /// Masai.
    Mas,
    /// Moksha.
    Mdf,
    /// Mandar.
    Mdr,
    /// Mende.
    Men,
    /// Mi'kmaq.
    Mic,
    /// Minangkabau.
    Min,
    /// Macedonian.
    Mkd,
    /// Malagasy.
    Mlg,
    /// Maltese.
    Mlt,
    /// Manchu.
    Mnc,
    /// Manipuri.
    Mni,
    /// Mohawk.
    Moh,
    /// Mongolian.
    Mon,
    /// Mossi.
    Mos,
    /// Maori.
    Mri,
    /// Malay.
    Msa,
    /// Creek.
    Mus,
    /// Mirandese.
    Mwl,
    /// Marwari.
    Mwr,
    /// Burmese.
    Mya,
    /// Erzya.
    Myv,
    /// Neapolitan.
    Nap,
    /// Nauru.
    Nau,
    /// Navajo.
    Nav,
    /// South Ndebele.
    Nbl,
    /// North Ndebele.
    Nde,
    /// Ndonga.
    Ndo,
    /// Low German.
    Nds,
    /// Nepali.
    Nep,
    /// Newari.
    New,
    /// Nias.
    Nia,
    /// Niuean.
    Niu,
    /// Dutch.
    Nld,
    /// Norwegian Nynorsk.
    Nno,
    /// Norwegian Bokmål.
    Nob,
    /// Nogai.
    Nog,
    /// Norwegian.
    Nor,
    /// N'Ko.
    Nqo,
    /// Pedi.
    Nso,
    /// Nyanja.
    Nya,
    /// Nyamwezi.
    Nym,
    /// Nyankole.
    Nyn,
    /// Nyoro.
    Nyo,
    /// Nzima.
    Nzi,
    /// Occitan.
    Oci,
    /// Ojibwa.
    Oji,
    /// Oriya.
    Ori,
    /// Oromo.
    Orm,
    /// Osage.
    Osa,
    /// Ossetian.
    Oss,
    /// Pangasinan.
    Pag,
    /// Pampanga.
    Pam,
    /// Panjabi.
    Pan,
    /// Papiamento.
    Pap,
    /// Palauan.
    Pau,
    /// Polish.
    Pol,
    /// Pohnpeian.
    Pon,
    /// Portuguese.
    Por,
    /// Pushto.
    Pus,
    /// Quechua.
    Que,
    /// Rajasthani.
    Raj,
    /// Rapanui.
    Rap,
    /// Rarotongan.
    Rar,
    /// Romansh.
    Roh,
    /// Romany.
    Rom,
    /// Romanian.
    Ron,
    /// Rundi.
    Run,
    /// Macedo-Romanian.
    Rup,
    /// Russian.
    Rus,
    /// Sandawe.
    Sad,
    /// Sango.
    Sag,
    /// Yakut.
    Sah,
    /// Sasak.
    Sas,
    /// Santali.
    Sat,
    /// Sicilian.
    Scn,
    /// Scots.
    Sco,
    /// Selkup.
    Sel,
    /// Shan.
    Shn,
    /// Sidamo.
    Sid,
    /// Sinhala.
    Sin,
    /// Slovak.
    Slk,
    /// Slovenian.
    Slv,
    /// Southern Sami.
    Sma,
    /// Northern Sami.
    Sme,
    /// Lule Sami.
    Smj,
    /// Inari Sami.
    Smn,
    /// Samoan.
    Smo,
    /// Skolt Sami.
    Sms,
    /// Shona.
    Sna,
    /// Sindhi.
    Snd,
    /// Soninke.
    Snk,
    /// Somali.
    Som,
    /// Southern Sotho.
    Sot,
    /// Spanish.
    Spa,
    /// Albanian.
    Sqi,
    /// Sardinian.
    Srd,
    /// Sranan Tongo.
    Srn,
    /// Serbian.
    Srp,
    /// Serer.
    Srr,
    /// Swati.
    Ssw,
    /// Sukuma.
    Suk,
    /// Sundanese.
    Sun,
    /// Susu.
    Sus,
    /// Swahili.
    Swa,
    /// Swedish.
    Swe,
    /// Syriac.
    Syr,
    /// Tahitian.
    Tah,
    /// Tamil.
    Tam,
    /// Tatar.
    Tat,
    /// Telugu.
    Tel,
    /// Timne.
    Tem,
    /// Tereno.
    Ter,
    /// Tetum.
    Tet,
    /// Tajik.
    Tgk,
    /// Tagalog.
    Tgl,
    /// Thai.
    Tha,
    /// Tigre.
    Tig,
    /// Tigrinya.
    Tir,
    /// Tiv.
    Tiv,
    /// Tokelau.
    Tkl,
    /// Tlingit.
    Tli,
    /// Tamashek.
    Tmh,
    /// Tonga (Nyasa).
    Tog,
    /// Tonga (Tonga Islands).
    Ton,
    /// Tok Pisin.
    Tpi,
    /// Tsimshian.
    Tsi,
    /// Tswana.
    Tsn,
    /// Tsonga.
    Tso,
    /// Turkmen.
    Tuk,
    /// Tumbuka.
    Tum,
    /// Turkish.
    Tur,
    /// Tuvalu.
    Tvl,
    /// Twi.
    Twi,
    /// Tuvinian.
    Tyv,
    /// Udmurt.
    Udm,
    /// Uighur.
    Uig,
    /// Ukrainian.
    Ukr,
    /// Umbundu.
    Umb,
    /// Urdu.
    Urd,
    /// Uzbek.
    Uzb,
    /// Vai.
    Vai,
    /// Venda.
    Ven,
    /// Vietnamese.
    Vie,
    /// Votic.
    Vot,
    /// Wolaytta.
    Wal,
    /// Waray.
    War,
    /// Washo.
    Was,
    /// Walloon.
    Wln,
    /// Wolof.
    Wol,
    /// Kalmyk.
    Xal,
    /// Xhosa.
    Xho,
    /// Yao.
    Yao,
    /// Yapese.
    Yap,
    /// Yiddish.
    Yid,
    /// Yoruba.
    Yor,
    /// Zapotec.
    Zap,
    /// Zenaga.
    Zen,
    /// Zhuang.
    Zha,
    /// Chinese.
    Zho,
    /// Zulu.
    Zul,
    /// Zuni.
    Zun,
    /// Default.
    Zxx,
    /// Zaza.
    Zza,
}

#[cfg(test)]
mod tests {
    use order_core::schema::Kind;

    use super::*;

    #[test]
    fn the_table_has_367_codes_each_written_as_it_is_read() {
        let Kind::Choice(choices) = Language::kind() else { panic!("a language is a choice") };
        assert_eq!(choices.list.len(), 367);
        for choice in choices.list {
            let code = choice.wire.to_string();
            assert!(code.len() == 3 && code.bytes().all(|byte| byte.is_ascii_lowercase()));
            let language: Language = code.parse().expect("the code is in the table");
            assert_eq!(language.to_string(), code);
            assert_eq!(format!("{language:?}").to_lowercase(), code);
        }
        assert!(choices.list.is_sorted_by_key(|choice| choice.rust));
    }

    #[test]
    fn codes_outside_the_table_are_refused() {
        for text in ["", "en", "engl", "ENG", "ger", "fre", "xxx", "e n"] {
            assert!(text.parse::<Language>().is_err(), "{text:?}");
        }
    }
}
