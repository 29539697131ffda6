# Die Meldungen auf Deutsch. Was in Backticks steht, ist überall gleich.

## Teile von Sätzen

reason = , denn { $facts }
reason-unless = , es sei denn, { $facts }
reason-by-rule = { " " }nach { $rule }
advice = ; { $what }
fact-separator = { " " }und{ " " }
list-separator = ,{ " " }
list-or = { $items } oder { $last }
list-and = { $items } und { $last }

## Angaben

required = { $field } ist erforderlich{ $reason }{ $advice }
forbidden = { $field } ist nicht erlaubt{ $reason }{ $advice }
not-blank = { $field } darf nicht leer sein{ $reason }{ $advice }
give-value = einen Wert angeben
give-value-that-is-not-blank = einen Wert angeben, der nicht leer ist
give-item = mindestens ein Element ist nötig
give-entry = mindestens ein Eintrag ist nötig
set-to = anzugeben ist { $values }
remove = weglassen
give-value-or-leave-out = einen Wert angeben oder weglassen

## Werte

whole-request = die Anfrage
must-be = { $field } muss { $what } sein{ $reason }
must-be-allowed = { $field } muss einer der erlaubten Werte sein{ $reason }
must-have = { $field } muss { $what } haben{ $reason }
must-match = { $field } muss dem Muster { $what } entsprechen{ $reason }
must-satisfy = { $field } muss { $what } genügen{ $reason }
must-start-with = { $field } muss mit { $what } beginnen{ $reason }
must-end-with = { $field } muss mit { $what } enden{ $reason }
must-not-hold = { $field } darf { $separator } nicht enthalten
separated-blank = { $field } ist leer, und zwischen zwei { $separator } steht dann nichts; weglassen
separated-holds = { $field } enthält { $separator }, das zwischen den Elementen steht; jeden Teil als eigenes Element angeben
separated-ends = { $field } endet mit einem Teil von { $separator }, das zwischen den Elementen steht; ohne ihn schreiben
true = `true`
false = `false`
null = `null`
bounds-any = beliebig
bounds-exactly = genau { $min }
bounds-from-to = mindestens { $min } und höchstens { $max }
moments-from-to = frühestens { $min } und spätestens { $max }
bounds-at-least = mindestens { $min }
bounds-at-most = höchstens { $max }
bounds-less = kleiner als { $below }
bounds-greater = größer als { $above }
bounds-both = { $least } und { $most }
multiple-of = ein Vielfaches von { $divisor }
key-of = der Schlüssel von { $field }
length-characters = { $bounds } Zeichen
length-bytes = { $bounds } { $count ->
    [one] Byte
   *[other] Bytes
} in UTF-8
length-utf16 = { $bounds } { $count ->
    [one] Einheit
   *[other] Einheiten
} in UTF-16
length-items = { $bounds } { $count ->
    [one] Element
   *[other] Elemente
}
length-entries = { $bounds } { $count ->
    [one] Eintrag
   *[other] Einträge
}
not = nicht { $value }
fewer = weniger als { $value }
more = mehr als { $value }
less = kleiner als { $value }
at-most = höchstens { $value }
greater = größer als { $value }
at-least = mindestens { $value }
before = vor { $value }
on-or-before = am oder vor dem { $value }
at-or-before = um oder vor { $value }
after = nach { $value }
on-or-after = am oder nach dem { $value }
at-or-after = um oder nach { $value }
context-fact = die Angabe { $name }
accepted-by = ein Wert, den { $function } annimmt,
format = { $name ->
    [credit_card] die Nummer einer Zahlungskarte wie `4111111111111111`
    [digits] eine Folge von Ziffern wie `1234`
    [e164] eine Telefonnummer in internationaler Form wie `+15555551234`
    [email] eine E-Mail-Adresse wie `name@example.com`
    [hostname] ein Rechnername wie `www.example.com`
    [ip] eine IP-Adresse wie `192.0.2.1` oder `2001:db8::1`
    [ipv4] eine IPv4-Adresse wie `192.0.2.1`
    [ipv6] eine IPv6-Adresse wie `2001:db8::1`
    [telephone] eine Telefonnummer wie `555-555-1234`
    [url] eine URL wie `https://www.example.com/`
    [uuid] eine UUID wie `f81d4fae-7dec-11d0-a765-00a0c91e6bf6`
    [date] ein Datum wie `2031-05-08`
    [time] eine Uhrzeit wie `08:30:00`
    [date-and-time] ein Datum mit Uhrzeit wie `2031-05-08T08:30:00`
    [timestamp] ein Zeitpunkt wie `2031-05-08T08:30:00Z`
    [double] eine Zahl wie `2.5`, für die eine Gleitkommazahl mit 64 Bit Platz hat
    [float] eine Zahl wie `2.5`, für die eine Gleitkommazahl mit 32 Bit Platz hat
    [finite_text] eine endliche Zahl
    [date_text] ein Datum vom Jahr 0000 bis 9999
    [time_text] eine Uhrzeit ohne Schaltsekunde
    [date_time_text] ein Datum mit Uhrzeit vom Jahr 0000 bis 9999, ohne Schaltsekunde
    [written_text] ein Datum oder eine Uhrzeit vom Jahr 0000 bis 9999, ohne Teile, die in der Schreibweise fehlen
    [timestamp_text] ein Zeitpunkt vom Jahr 0000 bis 9999, ohne Schaltsekunde, mit einem Versatz in ganzen Minuten
    [decimal] eine Dezimalzahl mit höchstens 28 Ziffern wie `100.10`
    [number] eine Zahl
   *[other] { $expects }
}

## Regeln und Funktionen

rule = { $text }{ $reason }
rule-at = { $field }: { $text }{ $reason }
immutable = { $field } kann nicht geändert werden; in der Änderung weglassen
set-once = { $field } wird einmal gesetzt und kann nicht wieder geändert werden; in der Änderung weglassen
refused = { $text }
refused-at = { $field } { $text }
not-passed = die Anfrage besteht { $function } nicht
not-passed-at = { $field } besteht { $function } nicht
deprecated = { $field } ist veraltet{ $instead }
deprecated-value = { $field } ist { $value }, was veraltet ist{ $instead }
deprecated-secret = { $field } hat einen veralteten Wert
nested = { $field } verletzt seine Regeln{ $reason }

## Gruppen

group-all-or-none = { $field } fehlt: die Gruppe { $group } wird ganz oder gar nicht angegeben{ $reason }, und { $present } { $count ->
    [one] ist
   *[other] sind
} angegeben; auch { $missing } angeben oder { $present } weglassen
group-at-least-one = { $field } fehlt: mindestens eines von { $missing } ist erforderlich{ $reason }; eines davon angeben
group-exactly-one = { $field } fehlt: genau eines von { $missing } ist erforderlich{ $reason }; eines davon angeben
group-too-many = { $field } ist zu viel: nur eines der Gruppe { $group } ist erlaubt{ $reason }; eines von { $present } behalten
group-count-missing = { $bounds } von { $members } müssen angegeben sein{ $reason }, und { $field } fehlt; einen Wert angeben
group-count-too-many = { $bounds } von { $members } müssen angegeben sein{ $reason }, und { $field } ist zu viel; weglassen
variant-too-many = { $field } ist zu viel: nur eines von { $members } ist erlaubt; eines von { $present } behalten
variant-required = { $members } ist erforderlich; angeben
variant-required-at = { $field }: { $members } ist erforderlich; angeben
variant-missing = genau eines von { $members } ist erforderlich; eines davon angeben
variant-missing-at = { $field }: genau eines von { $members } ist erforderlich; eines davon angeben

## Gründe

fact-changed = { $field } ist geändert
fact-unchanged = { $field } ist nicht geändert
fact-absent = { $field } fehlt
fact-present = { $field } ist angegeben
fact-null = { $field } ist `null`
fact-be = { $field } ist { $what }{ $default }
fact-be-not = { $field } ist nicht { $what }{ $default }
fact-have = { $field } hat { $what }{ $default }
fact-have-not = { $field } hat nicht { $what }{ $default }
fact-match = { $field } entspricht dem Muster { $what }{ $default }
fact-match-not = { $field } entspricht nicht dem Muster { $what }{ $default }
fact-satisfy = { $field } genügt { $what }{ $default }
fact-satisfy-not = { $field } genügt { $what } nicht{ $default }
fact-start-with = { $field } beginnt mit { $what }{ $default }
fact-start-with-not = { $field } beginnt nicht mit { $what }{ $default }
fact-end-with = { $field } endet mit { $what }{ $default }
fact-end-with-not = { $field } endet nicht mit { $what }{ $default }
fact-equal-items = die Elemente { $first } und { $second } von { $field } sind gleich
fact-equal-keys = die Elemente { $first } und { $second } von { $field } haben das gleiche { $key }
every-item = jedes Element von { $field }
no-item = kein Element von { $field }
by-default = { " " }ohne Angabe
fact-some-equal-items = zwei Elemente von { $field } sind gleich
fact-some-equal-keys = zwei Elemente von { $field } haben das gleiche { $key }
fact-no-equal-items = keine zwei Elemente von { $field } sind gleich
fact-no-equal-keys = keine zwei Elemente von { $field } haben das gleiche { $key }
fact-alternative = { " " }oder{ " " }
grouped = ({ $what })
condition-holds = { $condition } gilt
condition-holds-not = { $condition } gilt nicht
for-every-item = für jedes Element von { $field } gilt: { $condition }
for-no-item = für kein Element von { $field } gilt: { $condition }
for-some-item = für mindestens ein Element von { $field } gilt: { $condition }
for-items = für { $items } von { $field } gilt: { $condition }
it = es
its = sein { $field }
number-of-characters = die Anzahl der Zeichen von { $field }
number-of-bytes = die Anzahl der Bytes von { $field } in UTF-8
number-of-utf16 = die Anzahl der Codeeinheiten von { $field } in UTF-16
number-of-items = die Anzahl der Elemente von { $field }
number-of-entries = die Anzahl der Einträge von { $field }
number-of-such-items = die Anzahl der Elemente von { $field }, für die gilt: { $condition }
number-present = wie viele von { $members } angegeben sind,
fact-is = { $field } ist { $value }
fact-is-by-default = { $field } ist ohne Angabe { $value }
fact-is-not = { $field } ist nicht { $value }
fact-redacted = { $field } ist [geschwärzt]

## Typen

kind-bool = `true` oder `false`
kind-integer = eine ganze Zahl von { $min } bis { $max }
kind-integer-not-zero = eine ganze Zahl von { $min } bis { $max } außer 0
kind-seconds = ein Zeitpunkt in ganzen Sekunden seit 1970 wie { $example }
kind-milliseconds = ein Zeitpunkt in ganzen Millisekunden seit 1970 wie { $example }
kind-date-as = ein Datum wie { $example }
kind-time-as = eine Uhrzeit wie { $example }
kind-date-time-as = ein Datum mit Uhrzeit wie { $example }
kind-timestamp-as = ein Zeitpunkt wie { $example }
kind-text = ein Text
kind-list = eine Liste
kind-map = ein Objekt mit Werten unter Schlüsseln
kind-object = ein Objekt mit den Feldern von { $name }
kind-any = ein darstellbarer Wert
kind-flag = `true` oder weggelassen
choice-many = einer der { $count } Werte von { $name }
choice-many-or-other = einer der { $count } Werte von { $name } oder ein anderer Text
choice-or-other = { $values } oder ein anderer Text

## Nicht lesbare Werte

no-object = ein Objekt mit den Feldern von { $name } wird erwartet
not-this = muss { $what } sein
not-this-at = { $field } muss { $what } sein
not-this-near = muss { $what } sein; war { $near } gemeint?
not-this-near-at = { $field } muss { $what } sein; war { $near } gemeint?
not-this-but = muss { $what } sein, nicht { $found }
not-this-but-at = { $field } muss { $what } sein, nicht { $found }
found-null = `null`
found-bool = ein Wahrheitswert
found-number = eine Zahl
found-float = eine Gleitkommazahl; als Text schreiben
found-text = ein Text
found-list = eine Liste
found-object = ein Objekt
borrowed-request = ein Wert passt so nicht in { $name }; ein geliehener Text braucht `Cow<str>`, wenn er Escapes enthalten kann
borrowed = muss so { $what } sein; ein geliehener Text braucht `Cow<str>`, wenn er Escapes enthalten kann
unknown-field = unbekanntes Feld { $field }; entfernen
unknown-field-near = unbekanntes Feld { $field }; war { $near } gemeint?
cannot-be-removed = { $field } kann nicht entfernt werden, weil jede Anfrage es hat; einen Wert angeben oder weglassen
twice = { $field } ist doppelt angegeben; eines entfernen
twice-first-on = { $field } ist doppelt angegeben, zuerst in Zeile { $line }; eines entfernen

## Dokumente

not-utf8 = ab hier kein UTF-8; das Dokument in UTF-8 speichern
too-long = länger als { $bytes } Bytes; das Dokument teilen
too-many-values = zu viele Werte; das Dokument teilen
empty = das Dokument ist leer
nests-too-deep = Listen und Objekte sind zu tief verschachtelt; höchstens 128 Ebenen werden gelesen

## JSON

json-byte-order-mark = eine Byte-Reihenfolge-Marke gehört nicht zu JSON; das Dokument ohne sie speichern
json-rest = auf den Wert darf nichts folgen; den Rest entfernen
json-colon = nach dem Namen wird `:` erwartet
json-name = ein Name in doppelten Anführungszeichen wird erwartet
json-last-comma = ein Komma, auf das nichts folgt; entfernen
json-comma-or-brace = `,` oder `{ "}" }` wird erwartet
json-comma-or-bracket = `,` oder `]` wird erwartet
json-value = ein Wert wird erwartet; Text steht in doppelten Anführungszeichen
json-zeros = eine Zahl kann nicht mit Nullen beginnen; als Text schreiben
json-digit = eine Ziffer wird erwartet
json-control = ein Steuerzeichen im Text; als `\u00XX` schreiben
json-text-ends = das Dokument endet mitten in einem Text
json-escape = unbekanntes Escape; ein Backslash wird `\\` geschrieben
json-hexadecimal = nach `\u` werden vier hexadezimale Ziffern erwartet
json-surrogate = ein halbes Surrogatpaar ist kein Zeichen
json-ends = das Dokument endet mittendrin; der Rest fehlt

## XML

xml-instruction = eine Verarbeitungsanweisung wird nicht gelesen; entfernen
xml-name = nach `<` wird ein Name erwartet; im Text wird `<` als `&lt;` geschrieben
xml-rest = auf das Wurzelelement darf nichts folgen; den Rest entfernen
xml-nests-too-deep = Elemente sind zu tief verschachtelt; höchstens 128 Ebenen werden gelesen
xml-namespace = ein Namensraum wird nicht gelesen; nur { $name } schreiben
xml-attribute = ein Attribut wird nicht gelesen; seinen Wert als Element schreiben
xml-root = das Wurzelelement heißt { $expected }, nicht { $found }; umbenennen
xml-item = unbekanntes Element { $found }; ein Element von { $list } heißt { $expected }
xml-stray-end = ein End-Tag, zu dem nichts geöffnet wurde; entfernen
xml-other-end = { $found } steht, wo { $expected } stehen muss
xml-no-end = { $expected } wird erwartet; im Text wird `<` als `&lt;` geschrieben
xml-stray-text = Text neben Elementen; entfernen
xml-brackets = `]]>` im Text; `]]&gt;` schreiben
xml-expected = { $expected } wird erwartet
xml-no-character = ein Verweis auf kein Zeichen, das XML enthalten kann; entfernen
xml-entity = unbekannte Entität; XML hat `&amp;`, `&apos;`, `&gt;`, `&lt;`, `&quot;` und `&#…;`
xml-late-declaration = die XML-Deklaration steht ganz am Anfang oder gar nicht; verschieben
xml-doctype = ein DOCTYPE wird nicht gelesen, auch keine Entität, die er deklariert; entfernen
xml-ends = das Dokument endet mittendrin; { $expected } fehlt
xml-forbidden = { $character } ist kein Zeichen, das XML enthalten kann; entfernen
xml-ampersand = `&` wird im Text als `&amp;` geschrieben
xml-hyphens = `--` in einem Kommentar; entfernen
xml-comment-ends = das Dokument endet mitten in einem Kommentar
xml-section-ends = das Dokument endet mitten in einem CDATA-Abschnitt
xml-markup = nach `<!` wird ein Kommentar oder ein CDATA-Abschnitt erwartet; im Text wird `<` als `&lt;` geschrieben
xml-tag-ends = das Dokument endet mitten in einem Tag
xml-declaration = keine XML-Deklaration; `<?xml version="1.0" encoding="UTF-8"?>` schreiben
xml-version = nur XML 1.0 wird gelesen
xml-encoding = das Dokument nennt eine andere Kodierung als UTF-8; in UTF-8 kodieren

## Formulare und Teile einer URL

form-nests-too-deep = Klammern sind zu tief verschachtelt; höchstens 128 Ebenen werden gelesen
form-items-are-numbered = Elemente, die etwas enthalten, sind nummeriert; `[0]`, `[1]`, … schreiben
form-items-from-zero = Elemente sind von 0 an nummeriert; `[0]`, `[1]`, … oder `[]` schreiben
form-gap = vor { $field } fehlt ein Element { $number }; die Elemente von 0 an nummerieren
percent-digits = nach `%` werden zwei hexadezimale Ziffern erwartet; ein `%` allein wird `%25` geschrieben
percent-not-utf8 = nach dem Dekodieren kein UTF-8; den Text in UTF-8 kodieren

## Tabellen

table-cells = { $cells } { $cells ->
    [one] Zelle
   *[other] Zellen
} für { $columns } Spalten; jeder Spalte eine geben
table-too-many-columns = zu viele Spalten; höchstens { $most } werden gelesen
table-unnamed = eine Spalte ohne Namen; benennen oder entfernen
table-unknown = unbekannte Spalte { $field }; entfernen
table-unknown-near = unbekannte Spalte { $field }; war { $near } gemeint?
table-items-from-zero = Elemente von { $field } sind von 0 an nummeriert; `[0]`, `[1]`, … schreiben
table-members = { $field } passt nicht in eine Zelle; für jedes Feld eine Spalte benennen: { $example }
table-items = { $field } passt nicht in eine Zelle; Spalten für jedes Element benennen: { $example }
table-one-value = { $field } hat einen einzigen Wert; entfernen, was auf den Namen folgt
table-twice = { $field } hat zwei Spalten, die erste ist Spalte { $first }; eine entfernen
table-missing = keine Spalte heißt { $name }, die erforderlich ist; hinzufügen

## Werte, die ein Format nicht fasst

write-at = { $field }: { $reason }
write-name = kein Name, den XML kennt; JSON oder einen anderen Namen verwenden
write-character = enthält { $character }, was XML nicht fasst; entfernen
write-only-item = ein Objekt mit nichts als einem `item`, das XML für eine Liste hält; JSON oder einen anderen Schlüssel verwenden
write-first-key = ein Objekt, dessen ersten Schlüssel ein Formular für die Nummer eines Elements hält; JSON oder einen anderen Schlüssel verwenden
write-brackets = ein Schlüssel mit eckigen Klammern, die in der Form eines Formulars eine Verschachtelung bedeuten; JSON oder einen anderen Schlüssel verwenden
write-empty = eine leere Liste oder ein leeres Objekt, was in einem freien Wert nur JSON von leerem Text unterscheidet; JSON verwenden oder weglassen
write-scalar = eine Zahl oder ein Wahrheitswert, was in einem freien Wert nur JSON von Text unterscheidet; JSON verwenden oder als Text angeben
write-null = `null`, was nur JSON von etwas Leerem unterscheidet; JSON verwenden oder weglassen

## Aufrufe

part-path = Pfad
part-query = Query
part-header = Header { $name }
part-body = Body
part-request = Aufruf
header-not-utf8 = kein UTF-8; den Text in UTF-8 kodieren
misplaced = { $name } gehört in: { $own }; hier entfernen: { $part }
unknown-parameter = unbekannter Parameter { $field }; entfernen
unknown-parameter-near = unbekannter Parameter { $field }; war { $near } gemeint?
body-ends = der Body brach ab; den Aufruf noch einmal senden
body-too-long = der Body ist zu lang; weniger senden
media-type = der Medientyp des Bodys wird hier nicht gelesen; `Content-Type` auf { $accepted } setzen, in UTF-8
method = diese Methode hat der Pfad nicht; er hat { $allowed }
no-context = kein { $name } ist angemeldet, in dem die Regeln der Anfrage geprüft werden; eines anmelden, durch `App::app_data(web::Data::new(…))`
not-set-up = der Server kann die Anfrage nicht prüfen; dem Betreiber Bescheid geben
no-such-path = unter diesem Pfad ist nichts; die URL auf Fehler prüfen

## Stellen von Fehlern

at-position = Zeile { $line }, Spalte { $column }: { $message }
in-at-position = { $part }, Zeile { $line }, Spalte { $column }: { $message }
in-at-column = { $part }, Spalte { $column }: { $message }
in = { $part }: { $message }
and-more = und { $count } weitere

## Problem Details

not-in-update = { $message } (nicht in der Änderung)
mistakes = { $count } Fehler in der Anfrage
bad-request = Fehlerhafte Anfrage
not-found = Nicht gefunden
method-not-allowed = Methode nicht erlaubt
content-too-large = Inhalt zu groß
internal-server-error = Interner Fehler des Servers
unsupported-media-type = Medientyp nicht unterstützt
unprocessable-content = Inhalt verletzt Regeln

## Warum ein Feld gefordert ist

why-part-absent = { $field } fehlt; sobald es angegeben ist:
why-optional = { $field } ist freigestellt{ $reason }
why-conflict = { $field } ist zugleich erforderlich und nicht erlaubt; ändern, wovon eine der Regeln abhängt
why-takes = { $field } muss { $what } sein
why-default = { $field } ist { $value }, wenn es fehlt
why-required = { $field } ist erforderlich{ $rule }{ $reason }
why-forbidden = { $field } ist nicht erlaubt{ $rule }{ $reason }
why-not-required = { $field } ist nicht erforderlich{ $rule }{ $reason }
why-allowed = { $field } ist erlaubt{ $rule }{ $reason }
why-by-rule = { " " }nach der Regel { $rule } ({ $text })
why-warns = { $message } (eine Warnung, kein Fehler)
why-warns-while = { $message } (eine Warnung, kein Fehler, denn { $facts })
why-each-item = für jedes Element gilt: { $message }
why-must-keep = { $field } muss die Regel { $rule } einhalten: { $text }
why-must-pass = { $field } muss { $function } bestehen
why-must-pass-text = { $field } muss { $function } bestehen: { $text }
why-one-variant = genau eine Variante wird angegeben
why-all-or-none = die Gruppe { $group } wird ganz oder gar nicht angegeben
why-at-least-one = mindestens eines der Gruppe { $group } wird angegeben
why-at-most-one = höchstens eines der Gruppe { $group } wird angegeben
why-exactly-one = genau eines der Gruppe { $group } wird angegeben
why-count = { $bounds } der Gruppe { $group } werden angegeben
path-empty = der Pfad ist leer; ein Feld nennen
path-no-members = { $field } hat keine Felder, also auch kein { $name }
path-no-field = kein Feld { $name } in { $place }
path-no-field-near = kein Feld { $name } in { $place }; war { $near } gemeint?
path-list = { $field } ist eine Liste; ein Element nennen, etwa { $example }
path-no-items = { $field } hat keine Elemente, also auch kein { $item }
path-no-item = { $field } hat { $count } { $count ->
    [one] Element
   *[other] Elemente
}, also kein { $item }
path-no-entry = kein Eintrag { $name } in { $field }

## Reparaturen

repair-nothing = nichts ist zu tun
repair-set = { $fields } angeben
repair-set-to = { $field } auf { $values } setzen
repair-set-to-many = { $field } auf einen von { $count } Werten setzen
repair-remove = { $fields } weglassen
repair-rename = { $field } in { $key } umbenennen
repair-one = { $last }
repair-and = { $first } und { $last }
repair-comma-and = { $first }, und { $last }
repair-or = , oder{ " " }
repair-semicolon-or = ; oder{ " " }
repair-none = keine Reparatur wurde gefunden
repair-stopped = die Suche wurde beendet, es kann also weitere geben
repair-unasked = Funktionen der Anfrage wurden nicht gefragt und können sie ablehnen

## Dokumentation: Regeln und Bedingungen

doc-deprecated = veraltet; { $instead }
doc-every-key = jeder Schlüssel { $rule }
doc-every-item = jedes Element { $rule }
doc-required = erforderlich
doc-forbidden = nicht erlaubt
doc-if = { $rule }, wenn gilt: { $condition }
doc-unless = { $rule }, außer wenn gilt: { $condition }
doc-if-first = wenn gilt: { $condition }, dann: { $rule }
doc-unless-first = wenn nicht gilt: { $condition }, dann: { $rule }
doc-must-not-be-blank = darf nicht leer sein
doc-must-be-secret = muss einer der erlaubten Werte sein, die geheim sind
doc-must-be = muss { $what } sein
doc-must-have = muss { $what } haben
doc-must-match = muss dem Muster { $what } entsprechen
doc-must-satisfy = muss { $what } genügen
doc-must-start-with = muss mit { $what } beginnen
doc-must-end-with = muss mit { $what } enden
doc-matches = entspricht dem Muster { $what }
doc-satisfies = genügt { $what }
doc-starts-with = beginnt mit { $what }
doc-ends-with = endet mit { $what }
doc-separator = kein Element darf leer sein oder { $separator } enthalten
doc-all-or-none = alle oder keines von { $members }
doc-at-least-one = mindestens eines von { $members }
doc-at-most-one = höchstens eines von { $members }
doc-exactly-one = genau eines von { $members }
doc-count = { $bounds } von { $members }
doc-holds = { $text }: { $condition }
doc-holds-for-items = { $text }: für jedes Element von { $list } gilt: { $condition }
doc-must-pass = muss { $function } bestehen
doc-judged = { $text } (beurteilt von { $function })
doc-judged-about = { $text } (beurteilt von { $function }, über { $fields })
doc-given = { $field } steht in der Anfrage
doc-not-given = { $field } steht nicht in der Anfrage
doc-one-given = eines von { $members } ist angegeben
doc-some-item = für mindestens ein Element von { $list } gilt: { $condition }
doc-no-item = für kein Element von { $list } gilt: { $condition }
doc-all-items = für jedes Element von { $list } gilt: { $condition }
doc-not-all-items = nicht für jedes Element von { $list } gilt: { $condition }
doc-count-items = für { $bounds } { $count ->
    [one] Element
   *[other] Elemente
} von { $list } gilt: { $condition }
doc-number-of-items-that = die Zahl der Elemente von { $list }, für die gilt: { $condition }
doc-unique = keine zwei Elemente von { $list } sind gleich
doc-not-unique = zwei Elemente von { $list } sind gleich
doc-unique-key = keine zwei Elemente von { $list } haben das gleiche { $key }
doc-not-unique-key = zwei Elemente von { $list } haben das gleiche { $key }
doc-and = { $left } und { $right }
doc-or = { $left } oder { $right }
doc-implies = wenn gilt: { $condition }, dann: { $then }
doc-redacted = { "[" }geschwärzt]
doc-none-present = keines von { $members } ist angegeben
doc-count-present = { $bounds } von { $members } { $count ->
    [one] ist
   *[other] sind
} angegeben
doc-how-many-present = wie viele von { $members } angegeben sind
doc-number-of-characters = die Zahl der Zeichen von { $field }
doc-number-of-items = die Zahl der Elemente von { $field }
doc-number-of-entries = die Zahl der Einträge von { $field }
doc-number-of-bytes = die Zahl der Bytes von { $field } in UTF-8
doc-number-of-utf16 = die Zahl der Einheiten von { $field } in UTF-16
doc-old = das alte { $field }
doc-change = die Änderung von { $field }
doc-it = es
doc-its = sein { $field }
doc-item-of = das Element von { $list }
doc-its-of = { $field } des Elements von { $list }

## Dokumentation: Parameter

doc-scalars-text = Zahlen und Wahrheitswerte werden als Text gesendet.
doc-scalars-number = Dezimalzahlen werden als Zahlen von JSON gesendet.
doc-strict = In JSON ist Text keine Zahl und kein Wahrheitswert, und keines der beiden ist Text.
doc-blank-absent = Leerer Text, eine leere Liste und ein leeres Objekt gelten als nicht angegeben.
doc-facts = Was eine Angabe heißt, steht nicht in der Anfrage: der Empfänger kennt es, etwa vom Konto oder vom Tag.
doc-default-if = Standard { $value }, wenn gilt: { $condition }
doc-otherwise-forbidden = { $rule }, sonst nicht erlaubt
doc-then-forbidden = { $rule }, und dann nicht erlaubt
doc-at = { $field }: { $rule }
doc-values = { $name }: { $values }
doc-values-or-other = { $values } oder ein anderer Text
doc-whole-number = ganze Zahl
doc-whole-number-not-zero = ganze Zahl außer 0
doc-whole-number-from-to = ganze Zahl von { $min } bis { $max }
doc-whole-number-at-least = ganze Zahl ab { $min }
doc-text = Text
doc-any = beliebiger Wert
doc-list = Liste aus: { $items }
doc-map = Objekt mit Schlüsseln
doc-map-of = Objekt mit Schlüsseln und Werten: { $values }
doc-object = Objekt { $name }
doc-or-null = { $what } oder null
doc-or-code-null = { $what } oder `null`
doc-separated = Text: { $what }, getrennt durch { $separator }
doc-as-text = { $what }, als Text
doc-as-number = { $what }, als Zahl von JSON
doc-labelled = { $label }: { $description }
doc-in-path = Steht im Pfad der URL.
doc-in-query = Steht in der Query der URL.
doc-in-header = Steht in einem Header der Anfrage.
doc-aliases = Wird auch als { $names } gelesen.
doc-secret = Geheim: keine Meldung zeigt es.
doc-may-be-blank = darf leer sein
doc-not-blank = nicht leer
doc-other = Auch jeder andere Text wird angenommen.
doc-ignore-case = Groß- und Kleinschreibung sind gleich.
doc-gap-function = { $function } ist eine Funktion, von der hier nur der Name bekannt ist

## Dokumentation: Seiten

doc-column-parameter = Parameter
doc-column-type-and-values = Typ und Werte
doc-column-value = Wert
doc-column-required = Erforderlich
doc-column-description = Beschreibung
doc-column-default = Standard
doc-column-format = Format
doc-column-length = Länge
doc-yes = ja
doc-no = nein
doc-conditional = bedingt
doc-must-be-given = erforderlich
doc-may-be-left-out = freigestellt
doc-stands-at = Steht in: { $places }.
doc-no-parameters = Keine Parameter.
doc-also = { $value } (auch { $aliases })
doc-also-plain = { " " }auch{ " " }
doc-not-said-here = Was diese Referenz nicht sagen kann
doc-page-title = { $name } – Referenz
doc-on-this-page = Auf dieser Seite
doc-parameters = Parameter
doc-samples = Beispiele
doc-gaps = Nicht gesagt
doc-gaps-intro = Über diese Regeln entscheiden Funktionen, von denen nur die Namen bekannt sind.
doc-rules = Regeln
doc-conditions = Bedingungen
doc-graph = Was wovon abhängt
doc-rule-number = Regel { $number }
doc-all-values = Alle { $count } Werte
doc-footer = Aus den Regeln gemacht, die die Anfrage prüfen; darum steht hier, was sie tun.
doc-reply-unknown = Die Antwort ist nicht beschrieben.

## Dokumentation: Graphen

doc-graph-of = Graph der Regeln von { $name }
doc-graph-legend = Ein Pfeil führt von dem, was entscheidet, zu dem, worüber es entscheidet: durchgezogen, wo etwas verlangt wird, gestrichelt, wo etwas nicht erlaubt ist. Parameter ohne solche Regeln fehlen.
doc-graph-empty = kein Parameter hängt von einem anderen ab
doc-graph-part = die Regeln darin stehen im Graphen von { $name }
doc-graph-old = bisher
doc-graph-fact = eine Angabe, die nicht in der Anfrage steht
doc-edge-or = { " " }oder{ " " }
doc-edge-default = Standard
doc-edge-default-if = Standard, wenn gilt: { $condition }
doc-edge-applies = gilt
doc-edge-warning = { $label } (Warnung)
doc-edge-values = Werte
doc-edge-range = Bereich
doc-edge-length = Länge
doc-edge-format = Format
doc-group = { $name }: { $kind }
doc-kind-all-or-none = alle oder keines
doc-kind-at-least-one = mindestens eines
doc-kind-at-most-one = höchstens eines
doc-kind-exactly-one = genau eines
