use std::fmt;

/// Declares the texts, each with its id and its English words.
macro_rules! texts {
    ($($variant:ident = $id:literal: $english:literal,)*) => {
        /// A text that a user of an API may see, without what stands at its places.
        ///
        /// Its documentation shows the English words. A place is written `{field}`; `{count:item|items}` is the first
        /// word if the number at `count` is 1 and the second one otherwise; `{{` and `}}` are braces.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum Text {
            $(
                #[doc = concat!("`` ", $english, " ``")]
                $variant,
            )*
        }

        impl Text {
            /// All texts.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// Returns the id of the text, by which a file of messages names it, such as `must-be`.
            pub const fn id(self) -> &'static str {
                match self {
                    $(Self::$variant => $id,)*
                }
            }

            /// Returns the English words, with their places.
            pub const fn english(self) -> &'static str {
                match self {
                    $(Self::$variant => $english,)*
                }
            }
        }
    };
}

texts! {
    // Parts of sentences.
    Reason = "reason": " because {facts}",
    ReasonUnless = "reason-unless": " unless {facts}",
    ReasonByRule = "reason-by-rule": " by {rule}",
    Advice = "advice": "; {what}",
    FactSeparator = "fact-separator": " and ",
    ListSeparator = "list-separator": ", ",
    ListOr = "list-or": "{items} or {last}",
    ListAnd = "list-and": "{items} and {last}",

    // Presence.
    Required = "required": "{field} is required{reason}{advice}",
    Forbidden = "forbidden": "{field} is not allowed{reason}{advice}",
    NotBlank = "not-blank": "{field} must not be blank{reason}{advice}",
    GiveValue = "give-value": "give it a value",
    GiveValueThatIsNotBlank = "give-value-that-is-not-blank": "give it a value that is not blank",
    GiveItem = "give-item": "it needs at least one item",
    GiveEntry = "give-entry": "it needs at least one entry",
    SetTo = "set-to": "set it to {values}",
    Remove = "remove": "remove it",
    GiveValueOrLeaveOut = "give-value-or-leave-out": "give it a value or leave it out",

    // Values.
    WholeRequest = "whole-request": "the request",
    MustBe = "must-be": "{field} must be {what}{reason}",
    MustBeAllowed = "must-be-allowed": "{field} must be one of the allowed values{reason}",
    MustHave = "must-have": "{field} must have {what}{reason}",
    MustMatch = "must-match": "{field} must match {what}{reason}",
    MustSatisfy = "must-satisfy": "{field} must satisfy {what}{reason}",
    MustStartWith = "must-start-with": "{field} must start with {what}{reason}",
    MustEndWith = "must-end-with": "{field} must end with {what}{reason}",
    MustNotHold = "must-not-hold": "{field} must not hold {separator}",
    SeparatedBlank = "separated-blank":
        "{field} is blank, and nothing stands between two {separator}; remove it",
    SeparatedHolds = "separated-holds":
        "{field} holds {separator}, which stands between the items; make its parts items of their own",
    SeparatedEnds = "separated-ends":
        "{field} ends in a part of {separator}, which stands between the items; write it without",
    True = "true": "true",
    False = "false": "false",
    Null = "null": "null",
    BoundsAny = "bounds-any": "any",
    BoundsExactly = "bounds-exactly": "exactly {min}",
    BoundsFromTo = "bounds-from-to": "from {min} to {max}",
    MomentsFromTo = "moments-from-to": "from {min} to {max}",
    BoundsAtLeast = "bounds-at-least": "at least {min}",
    BoundsAtMost = "bounds-at-most": "at most {max}",
    BoundsLess = "bounds-less": "less than {below}",
    BoundsGreater = "bounds-greater": "greater than {above}",
    BoundsBoth = "bounds-both": "{least} and {most}",
    MultipleOf = "multiple-of": "a multiple of {divisor}",
    KeyOf = "key-of": "the key of {field}",
    LengthCharacters = "length-characters": "{bounds} {count:character|characters}",
    LengthBytes = "length-bytes": "{bounds} {count:byte|bytes} of UTF-8",
    LengthUtf16 = "length-utf16": "{bounds} {count:code unit|code units} of UTF-16",
    LengthItems = "length-items": "{bounds} {count:item|items}",
    LengthEntries = "length-entries": "{bounds} {count:entry|entries}",
    Not = "not": "not {value}",
    Fewer = "fewer": "fewer than {value}",
    More = "more": "more than {value}",
    Less = "less": "less than {value}",
    AtMost = "at-most": "at most {value}",
    Greater = "greater": "greater than {value}",
    AtLeast = "at-least": "at least {value}",
    Before = "before": "before {value}",
    OnOrBefore = "on-or-before": "on or before {value}",
    AtOrBefore = "at-or-before": "at or before {value}",
    After = "after": "after {value}",
    OnOrAfter = "on-or-after": "on or after {value}",
    AtOrAfter = "at-or-after": "at or after {value}",
    ContextFact = "context-fact": "the fact {name}",
    AcceptedBy = "accepted-by": "what {function} accepts",
    Format = "format": "{expects}",

    // Rules of a request, and functions of the user.
    Rule = "rule": "{text}{reason}",
    RuleAt = "rule-at": "{field}: {text}{reason}",
    Immutable = "immutable": "{field} cannot be changed; leave it out of the update",
    SetOnce = "set-once": "{field} is set once and cannot be changed again; leave it out of the update",
    Refused = "refused": "{text}",
    RefusedAt = "refused-at": "{field} {text}",
    NotPassed = "not-passed": "the request does not pass {function}",
    NotPassedAt = "not-passed-at": "{field} does not pass {function}",
    Deprecated = "deprecated": "{field} is deprecated{instead}",
    DeprecatedValue = "deprecated-value": "{field} is {value}, which is deprecated{instead}",
    DeprecatedSecret = "deprecated-secret": "{field} has a value that is deprecated",
    Nested = "nested": "{field} breaks its rules{reason}",

    // Groups.
    GroupAllOrNone = "group-all-or-none":
        "{field} is missing: the group {group} is given as a whole or not at all{reason}, and {present} {count:is|are} present; give {missing} too, or remove {present}",
    GroupAtLeastOne = "group-at-least-one":
        "{field} is missing: at least one of {missing} is required{reason}; give one of them",
    GroupExactlyOne = "group-exactly-one":
        "{field} is missing: exactly one of {missing} is required{reason}; give one of them",
    GroupTooMany = "group-too-many":
        "{field} is one too many: only one of the group {group} is allowed{reason}; keep one of {present}",
    GroupCountMissing = "group-count-missing":
        "{bounds} of {members} must be present{reason}, and {field} is missing; give it a value",
    GroupCountTooMany = "group-count-too-many":
        "{bounds} of {members} must be present{reason}, and {field} is one too many; remove it",
    VariantTooMany = "variant-too-many":
        "{field} is one too many: only one of {members} is allowed; keep one of {present}",
    VariantRequired = "variant-required": "{members} is required; give it",
    VariantRequiredAt = "variant-required-at": "{field}: {members} is required; give it",
    VariantMissing = "variant-missing": "exactly one of {members} is required; give one of them",
    VariantMissingAt = "variant-missing-at":
        "{field}: exactly one of {members} is required; give one of them",

    // Facts behind a violation.
    FactChanged = "fact-changed": "{field} is changed",
    FactUnchanged = "fact-unchanged": "{field} is not changed",
    FactAbsent = "fact-absent": "{field} is absent",
    FactPresent = "fact-present": "{field} is present",
    FactNull = "fact-null": "{field} is null",
    FactBe = "fact-be": "{field} is {what}{default}",
    FactBeNot = "fact-be-not": "{field} is not {what}{default}",
    FactHave = "fact-have": "{field} has {what}{default}",
    FactHaveNot = "fact-have-not": "{field} does not have {what}{default}",
    FactMatch = "fact-match": "{field} matches {what}{default}",
    FactMatchNot = "fact-match-not": "{field} does not match {what}{default}",
    FactSatisfy = "fact-satisfy": "{field} satisfies {what}{default}",
    FactSatisfyNot = "fact-satisfy-not": "{field} does not satisfy {what}{default}",
    FactStartWith = "fact-start-with": "{field} starts with {what}{default}",
    FactStartWithNot = "fact-start-with-not": "{field} does not start with {what}{default}",
    FactEndWith = "fact-end-with": "{field} ends with {what}{default}",
    FactEndWithNot = "fact-end-with-not": "{field} does not end with {what}{default}",
    FactEqualItems = "fact-equal-items": "items {first} and {second} of {field} are equal",
    FactEqualKeys = "fact-equal-keys": "items {first} and {second} of {field} have the same {key}",
    EveryItem = "every-item": "every item of {field}",
    NoItem = "no-item": "no item of {field}",
    ByDefault = "by-default": " by default",
    FactSomeEqualItems = "fact-some-equal-items": "two items of {field} are equal",
    FactSomeEqualKeys = "fact-some-equal-keys": "two items of {field} have the same {key}",
    FactNoEqualItems = "fact-no-equal-items": "no two items of {field} are equal",
    FactNoEqualKeys = "fact-no-equal-keys": "no two items of {field} have the same {key}",
    FactAlternative = "fact-alternative": " or ",
    Grouped = "grouped": "({what})",
    ConditionHolds = "condition-holds": "{condition} holds",
    ConditionHoldsNot = "condition-holds-not": "{condition} does not hold",
    ForEveryItem = "for-every-item": "for every item of {field}, {condition}",
    ForNoItem = "for-no-item": "for no item of {field}, {condition}",
    ForSomeItem = "for-some-item": "for at least one item of {field}, {condition}",
    ForItems = "for-items": "for {items} of {field}, {condition}",
    It = "it": "it",
    Its = "its": "its {field}",
    NumberOfCharacters = "number-of-characters": "the number of characters of {field}",
    NumberOfBytes = "number-of-bytes": "the number of bytes of UTF-8 of {field}",
    NumberOfUtf16 = "number-of-utf16": "the number of code units of UTF-16 of {field}",
    NumberOfItems = "number-of-items": "the number of items of {field}",
    NumberOfEntries = "number-of-entries": "the number of entries of {field}",
    NumberOfSuchItems = "number-of-such-items":
        "the number of items of {field} for which {condition}",
    NumberPresent = "number-present": "how many of {members} are present",
    FactIs = "fact-is": "{field} is {value}",
    FactIsByDefault = "fact-is-by-default": "{field} is {value} by default",
    FactIsNot = "fact-is-not": "{field} is not {value}",
    FactRedacted = "fact-redacted": "{field} is [redacted]",

    // Types.
    KindBool = "kind-bool": "`true` or `false`",
    KindInteger = "kind-integer": "a whole number from {min} to {max}",
    KindIntegerNotZero = "kind-integer-not-zero":
        "a whole number from {min} to {max} other than 0",
    KindSeconds = "kind-seconds": "a point in time as whole seconds since 1970, such as {example}",
    KindMilliseconds = "kind-milliseconds": "a point in time as whole milliseconds since 1970, such as {example}",
    KindDateAs = "kind-date-as": "a date such as {example}",
    KindTimeAs = "kind-time-as": "a time of day such as {example}",
    KindDateTimeAs = "kind-date-time-as": "a date and time such as {example}",
    KindTimestampAs = "kind-timestamp-as": "a point in time such as {example}",
    KindText = "kind-text": "text",
    KindList = "kind-list": "a list",
    KindMap = "kind-map": "an object of values by key",
    KindObject = "kind-object": "an object with the fields of {name}",
    KindAny = "kind-any": "a value that can be held",
    KindFlag = "kind-flag": "`true`, or left out",
    ChoiceMany = "choice-many": "one of the {count} values of {name}",
    ChoiceManyOrOther = "choice-many-or-other":
        "one of the {count} values of {name}, or another text",
    ChoiceOrOther = "choice-or-other": "{values} or another text",

    // Values that cannot be read.
    NoObject = "no-object": "expected an object with the fields of {name}",
    NotThis = "not-this": "must be {what}",
    NotThisAt = "not-this-at": "{field} must be {what}",
    NotThisNear = "not-this-near": "must be {what}; did you mean {near}?",
    NotThisNearAt = "not-this-near-at": "{field} must be {what}; did you mean {near}?",
    NotThisBut = "not-this-but": "must be {what}, not {found}",
    NotThisButAt = "not-this-but-at": "{field} must be {what}, not {found}",
    FoundNull = "found-null": "null",
    FoundBool = "found-bool": "a bool",
    FoundNumber = "found-number": "a number",
    FoundFloat = "found-float": "a float; write it as text",
    FoundText = "found-text": "text",
    FoundList = "found-list": "a list",
    FoundObject = "found-object": "an object",
    BorrowedRequest = "borrowed-request":
        "a value does not fit into {name} as it stands; a borrowed text needs `Cow<str>` if it may hold escapes",
    Borrowed = "borrowed":
        "must be {what} as it stands; a borrowed text needs `Cow<str>` if it may hold escapes",
    UnknownField = "unknown-field": "unknown field {field}; remove it",
    UnknownFieldNear = "unknown-field-near": "unknown field {field}; did you mean {near}?",
    CannotBeRemoved = "cannot-be-removed":
        "{field} cannot be removed, as it is part of every request; give it a value or leave it out",
    Twice = "twice": "{field} is given twice; remove one",
    TwiceFirstOn = "twice-first-on": "{field} is given twice, first on line {line}; remove one",

    // Any document.
    NotUtf8 = "not-utf8": "not UTF-8 from here on; encode the document as UTF-8",
    TooLong = "too-long": "longer than {bytes} bytes; split the document",
    TooManyValues = "too-many-values": "too many values; split the document",
    Empty = "empty": "the document is empty",
    NestsTooDeep = "nests-too-deep": "lists and objects nest too deep; at most 128 levels are read",

    // JSON.
    JsonByteOrderMark = "json-byte-order-mark":
        "a byte order mark is not JSON; save the document without it",
    JsonRest = "json-rest": "nothing may follow the value; remove the rest",
    JsonColon = "json-colon": "expected `:` after the name",
    JsonName = "json-name": "expected a name in double quotes",
    JsonLastComma = "json-last-comma": "a comma that nothing follows; remove it",
    JsonCommaOrBrace = "json-comma-or-brace": "expected `,` or `}}`",
    JsonCommaOrBracket = "json-comma-or-bracket": "expected `,` or `]`",
    JsonValue = "json-value": "expected a value; text stands in double quotes",
    JsonZeros = "json-zeros": "a number cannot start with zeros; write it as text",
    JsonDigit = "json-digit": "expected a digit",
    JsonControl = "json-control": "a control character in text; write it as `\\u00XX`",
    JsonTextEnds = "json-text-ends": "the document ends in the middle of a text",
    JsonEscape = "json-escape": "unknown escape; write `\\\\` for one backslash",
    JsonHexadecimal = "json-hexadecimal": "expected four hexadecimal digits after `\\u`",
    JsonSurrogate = "json-surrogate": "half a surrogate pair is no character",
    JsonEnds = "json-ends": "the document ends in the middle; the rest is missing",

    // XML.
    XmlInstruction = "xml-instruction": "a processing instruction is not read; remove it",
    XmlName = "xml-name": "expected a name after `<`; in text `<` is written `&lt;`",
    XmlRest = "xml-rest": "nothing may follow the root element; remove the rest",
    XmlNestsTooDeep = "xml-nests-too-deep": "elements nest too deep; at most 128 levels are read",
    XmlNamespace = "xml-namespace": "a namespace is not read; write {name} alone",
    XmlAttribute = "xml-attribute": "an attribute is not read; write its value as an element",
    XmlRoot = "xml-root": "the root element is named {expected}, not {found}; rename it",
    XmlItem = "xml-item": "unknown element {found}; an item of {list} is named {expected}",
    XmlStrayEnd = "xml-stray-end": "an end tag that nothing was opened for; remove it",
    XmlOtherEnd = "xml-other-end": "{found} stands where {expected} must",
    XmlNoEnd = "xml-no-end": "expected {expected}; in text `<` is written `&lt;`",
    XmlStrayText = "xml-stray-text": "text beside elements; remove it",
    XmlBrackets = "xml-brackets": "`]]>` in text; write `]]&gt;`",
    XmlExpected = "xml-expected": "expected {expected}",
    XmlNoCharacter = "xml-no-character":
        "a reference to no character that XML can hold; remove it",
    XmlEntity = "xml-entity":
        "unknown entity; XML has `&amp;`, `&apos;`, `&gt;`, `&lt;`, `&quot;` and `&#…;`",
    XmlLateDeclaration = "xml-late-declaration":
        "the XML declaration stands at the very start or not at all; move it",
    XmlDoctype = "xml-doctype":
        "a DOCTYPE is not read, nor any entity that it declares; remove it",
    XmlEnds = "xml-ends": "the document ends in the middle; {expected} is missing",
    XmlForbidden = "xml-forbidden": "{character} is no character that XML can hold; remove it",
    XmlAmpersand = "xml-ampersand": "`&` in text is written `&amp;`",
    XmlHyphens = "xml-hyphens": "`--` inside of a comment; remove it",
    XmlCommentEnds = "xml-comment-ends": "the document ends in the middle of a comment",
    XmlSectionEnds = "xml-section-ends": "the document ends in the middle of a CDATA section",
    XmlMarkup = "xml-markup":
        "expected a comment or a CDATA section after `<!`; in text `<` is written `&lt;`",
    XmlTagEnds = "xml-tag-ends": "the document ends in the middle of a tag",
    XmlDeclaration = "xml-declaration":
        "not a declaration of XML; write `<?xml version=\"1.0\" encoding=\"UTF-8\"?>`",
    XmlVersion = "xml-version": "only XML 1.0 is read",
    XmlEncoding = "xml-encoding": "the document says that it is not UTF-8; encode it as UTF-8",

    // Forms and the parts of a URL.
    FormNestsTooDeep = "form-nests-too-deep": "brackets nest too deep; at most 128 levels are read",
    FormItemsAreNumbered = "form-items-are-numbered":
        "items that hold something are numbered; write `[0]`, `[1]`, …",
    FormItemsFromZero = "form-items-from-zero":
        "items are numbered from 0; write `[0]`, `[1]`, … or `[]`",
    FormGap = "form-gap": "{field} follows no item {number}; number the items from 0",
    PercentDigits = "percent-digits":
        "expected two hexadecimal digits after `%`; a `%` alone is written `%25`",
    PercentNotUtf8 = "percent-not-utf8":
        "not UTF-8 once it is decoded; encode the text as UTF-8",

    // Tables.
    TableCells = "table-cells":
        "{cells} {cells:cell|cells} for {columns} columns; give each column one",
    TableTooManyColumns = "table-too-many-columns":
        "too many columns; at most {most} are read",
    TableUnnamed = "table-unnamed": "a column without a name; name it, or remove it",
    TableUnknown = "table-unknown": "unknown column {field}; remove it",
    TableUnknownNear = "table-unknown-near": "unknown column {field}; did you mean {near}?",
    TableItemsFromZero = "table-items-from-zero":
        "items of {field} are numbered from 0; write `[0]`, `[1]`, …",
    TableMembers = "table-members":
        "{field} does not fit into a cell; name a column for each member: {example}",
    TableItems = "table-items":
        "{field} does not fit into a cell; name columns for each item: {example}",
    TableOneValue = "table-one-value": "{field} holds one value; remove what follows its name",
    TableTwice = "table-twice":
        "{field} has two columns, the first is column {first}; remove one",
    TableMissing = "table-missing": "no column is named {name}, which is required; add it",

    // Values that a format cannot hold.
    WriteAt = "write-at": "{field}: {reason}",
    WriteName = "write-name": "not a name that XML knows; use JSON or another name",
    WriteCharacter = "write-character": "holds {character}, which XML cannot hold; remove it",
    WriteOnlyItem = "write-only-item":
        "an object of nothing but an `item`, which XML takes for a list; use JSON or another key",
    WriteFirstKey = "write-first-key":
        "an object whose first key a form takes for the number of an item; use JSON or another key",
    WriteBrackets = "write-brackets":
        "a key with brackets, which a form takes for nesting; use JSON or another key",
    WriteEmpty = "write-empty":
        "an empty list or object, which in a free-form value only JSON tells from empty text; use JSON or leave it out",
    WriteScalar = "write-scalar":
        "a number or bool, which in a free-form value only JSON tells from text; use JSON or give it as text",
    WriteNull = "write-null":
        "null, which only JSON tells from what is empty; use JSON or leave it out",

    // Calls.
    PartPath = "part-path": "the path",
    PartQuery = "part-query": "the query",
    PartHeader = "part-header": "the header {name}",
    PartBody = "part-body": "the body",
    PartRequest = "part-request": "the request",
    HeaderNotUtf8 = "header-not-utf8": "not UTF-8; encode the text as UTF-8",
    Misplaced = "misplaced": "{name} belongs in {own}; remove it from {part}",
    UnknownParameter = "unknown-parameter": "unknown parameter {field}; remove it",
    UnknownParameterNear = "unknown-parameter-near":
        "unknown parameter {field}; did you mean {near}?",
    BodyEnds = "body-ends": "the body ended early; send the request again",
    BodyTooLong = "body-too-long": "the body is too long; send less",
    MediaType = "media-type":
        "the media type of the body is not read here; set `Content-Type` to {accepted}, in UTF-8",
    Method = "method": "the method is not one of this path; it takes {allowed}",
    NoContext = "no-context":
        "no {name} is registered, in which the rules of the request are judged; add it with `App::app_data(web::Data::new(…))`",
    NotSetUp = "not-set-up": "the server cannot judge the request; tell those who run it",
    NoSuchPath = "no-such-path": "nothing is at this path; look for a mistake in the URL",

    // Places of problems.
    AtPosition = "at-position": "line {line}, column {column}: {message}",
    InAtPosition = "in-at-position": "in {part}, line {line}, column {column}: {message}",
    InAtColumn = "in-at-column": "in {part}, column {column}: {message}",
    In = "in": "in {part}: {message}",
    AndMore = "and-more": "and {count} more",

    // Problem details.
    NotInUpdate = "not-in-update": "{message} (not in the update)",
    Mistakes = "mistakes": "{count} {count:mistake|mistakes} in the request",
    BadRequest = "bad-request": "Bad Request",
    NotFound = "not-found": "Not Found",
    MethodNotAllowed = "method-not-allowed": "Method Not Allowed",
    ContentTooLarge = "content-too-large": "Content Too Large",
    InternalServerError = "internal-server-error": "Internal Server Error",
    UnsupportedMediaType = "unsupported-media-type": "Unsupported Media Type",
    UnprocessableContent = "unprocessable-content": "Unprocessable Content",

    // Reasons for what a request asks of a field.
    WhyPartAbsent = "why-part-absent": "{field} is absent; once it is given:",
    WhyOptional = "why-optional": "{field} is optional{reason}",
    WhyConflict = "why-conflict":
        "{field} is both required and not allowed; change what one of the rules depends on",
    WhyTakes = "why-takes": "{field} must be {what}",
    WhyDefault = "why-default": "{field} is {value} if it is absent",
    WhyRequired = "why-required": "{field} is required{rule}{reason}",
    WhyForbidden = "why-forbidden": "{field} is not allowed{rule}{reason}",
    WhyNotRequired = "why-not-required": "{field} is not required{rule}{reason}",
    WhyAllowed = "why-allowed": "{field} is allowed{rule}{reason}",
    WhyByRule = "why-by-rule": " by the rule {rule} ({text})",
    WhyWarns = "why-warns": "{message} (a warning, not an error)",
    WhyWarnsWhile = "why-warns-while":
        "{message} (a warning, not an error, as long as {facts})",
    WhyEachItem = "why-each-item": "each item of {message}",
    WhyMustKeep = "why-must-keep": "{field} must keep the rule {rule}: {text}",
    WhyMustPass = "why-must-pass": "{field} must pass {function}",
    WhyMustPassText = "why-must-pass-text": "{field} must pass {function}: {text}",
    WhyOneVariant = "why-one-variant": "exactly one variant is given",
    WhyAllOrNone = "why-all-or-none": "the group {group} is given as a whole or not at all",
    WhyAtLeastOne = "why-at-least-one": "at least one of the group {group} is given",
    WhyAtMostOne = "why-at-most-one": "at most one of the group {group} is given",
    WhyExactlyOne = "why-exactly-one": "exactly one of the group {group} is given",
    WhyCount = "why-count": "{bounds} of the group {group} are given",
    PathEmpty = "path-empty": "the path is empty; name a field",
    PathNoMembers = "path-no-members": "{field} has no members, so there is no {name} in it",
    PathNoField = "path-no-field": "no field {name} in {place}",
    PathNoFieldNear = "path-no-field-near": "no field {name} in {place}; did you mean {near}?",
    PathList = "path-list": "{field} is a list; name an item, such as {example}",
    PathNoItems = "path-no-items": "{field} has no items, so there is no {item}",
    PathNoItem = "path-no-item": "{field} has {count} {count:item|items}, so there is no {item}",
    PathNoEntry = "path-no-entry": "no entry {name} in {field}",

    // Repairs.
    RepairNothing = "repair-nothing": "nothing is to be done",
    RepairSet = "repair-set": "set {fields}",
    RepairSetTo = "repair-set-to": "set {field} to {values}",
    RepairSetToMany = "repair-set-to-many": "set {field} to one of {count} values",
    RepairRemove = "repair-remove": "remove {fields}",
    RepairRename = "repair-rename": "rename {field} to {key}",
    RepairOne = "repair-one": "{last}",
    RepairAnd = "repair-and": "{first} and {last}",
    RepairCommaAnd = "repair-comma-and": "{first}, and {last}",
    RepairOr = "repair-or": ", or ",
    RepairSemicolonOr = "repair-semicolon-or": "; or ",
    RepairNone = "repair-none": "no repair was found",
    RepairStopped = "repair-stopped": "the search was stopped, so there may be more",
    RepairUnasked = "repair-unasked":
        "functions of the request were not asked, and may refuse it",

    // Documentation: rules and conditions.
    DocDeprecated = "doc-deprecated": "deprecated; {instead}",
    DocEveryKey = "doc-every-key": "every key {rule}",
    DocEveryItem = "doc-every-item": "every item {rule}",
    DocRequired = "doc-required": "required",
    DocForbidden = "doc-forbidden": "not allowed",
    DocIf = "doc-if": "{rule} if {condition}",
    DocUnless = "doc-unless": "{rule} unless {condition}",
    DocIfFirst = "doc-if-first": "if {condition}, {rule}",
    DocUnlessFirst = "doc-unless-first": "unless {condition}, {rule}",
    DocMustNotBeBlank = "doc-must-not-be-blank": "must not be blank",
    DocMustBeSecret = "doc-must-be-secret": "must be one of the allowed values, which are secret",
    DocMustBe = "doc-must-be": "must be {what}",
    DocMustHave = "doc-must-have": "must have {what}",
    DocMustMatch = "doc-must-match": "must match {what}",
    DocMustSatisfy = "doc-must-satisfy": "must satisfy {what}",
    DocMustStartWith = "doc-must-start-with": "must start with {what}",
    DocMustEndWith = "doc-must-end-with": "must end with {what}",
    DocMatches = "doc-matches": "matches {what}",
    DocSatisfies = "doc-satisfies": "satisfies {what}",
    DocStartsWith = "doc-starts-with": "starts with {what}",
    DocEndsWith = "doc-ends-with": "ends with {what}",
    DocSeparator = "doc-separator": "no item may be blank or hold {separator}",
    DocAllOrNone = "doc-all-or-none": "all or none of {members}",
    DocAtLeastOne = "doc-at-least-one": "at least one of {members}",
    DocAtMostOne = "doc-at-most-one": "at most one of {members}",
    DocExactlyOne = "doc-exactly-one": "exactly one of {members}",
    DocCount = "doc-count": "{bounds} of {members}",
    DocHolds = "doc-holds": "{text}: {condition}",
    DocHoldsForItems = "doc-holds-for-items": "{text}: for every item of {list}, {condition}",
    DocMustPass = "doc-must-pass": "must pass {function}",
    DocJudged = "doc-judged": "{text} (judged by {function})",
    DocJudgedAbout = "doc-judged-about": "{text} (judged by {function}, about {fields})",
    DocGiven = "doc-given": "{field} is given",
    DocNotGiven = "doc-not-given": "{field} is not given",
    DocOneGiven = "doc-one-given": "one of {members} is given",
    DocSomeItem = "doc-some-item": "for at least one item of {list}, {condition}",
    DocNoItem = "doc-no-item": "for no item of {list}, {condition}",
    DocAllItems = "doc-all-items": "for every item of {list}, {condition}",
    DocNotAllItems = "doc-not-all-items": "not for every item of {list}, {condition}",
    DocCountItems = "doc-count-items": "for {bounds} {count:item|items} of {list}, {condition}",
    DocNumberOfItemsThat = "doc-number-of-items-that": "the number of items of {list}, {condition}",
    DocUnique = "doc-unique": "no two items of {list} are equal",
    DocNotUnique = "doc-not-unique": "two items of {list} are equal",
    DocUniqueKey = "doc-unique-key": "no two items of {list} have the same {key}",
    DocNotUniqueKey = "doc-not-unique-key": "two items of {list} have the same {key}",
    DocAnd = "doc-and": "{left} and {right}",
    DocOr = "doc-or": "{left} or {right}",
    DocImplies = "doc-implies": "if {condition}, then {then}",
    DocRedacted = "doc-redacted": "[redacted]",
    DocNonePresent = "doc-none-present": "none of {members} {count:is|are} present",
    DocCountPresent = "doc-count-present": "{bounds} of {members} {count:is|are} present",
    DocHowManyPresent = "doc-how-many-present": "how many of {members} are present",
    DocNumberOfCharacters = "doc-number-of-characters": "the number of characters of {field}",
    DocNumberOfItems = "doc-number-of-items": "the number of items of {field}",
    DocNumberOfEntries = "doc-number-of-entries": "the number of entries of {field}",
    DocNumberOfBytes = "doc-number-of-bytes": "the number of bytes of UTF-8 of {field}",
    DocNumberOfUtf16 = "doc-number-of-utf16": "the number of code units of UTF-16 of {field}",
    DocOld = "doc-old": "the old {field}",
    DocChange = "doc-change": "the change of {field}",
    DocIt = "doc-it": "it",
    DocIts = "doc-its": "its {field}",
    DocItemOf = "doc-item-of": "the item of {list}",
    DocItsOf = "doc-its-of": "{field} of the item of {list}",

    // Documentation: parameters.
    DocScalarsText = "doc-scalars-text": "Numbers and booleans are sent as text.",
    DocScalarsNumber = "doc-scalars-number": "Decimals are sent as JSON numbers.",
    DocStrict = "doc-strict": "In JSON, text is no number and no boolean, and neither of them is text.",
    DocBlankAbsent = "doc-blank-absent": "Blank text, and an empty list or object, counts as absent.",
    DocFacts = "doc-facts":
        "Facts do not stand in the request: the receiver knows them, of the account or of the day.",
    DocDefaultIf = "doc-default-if": "default {value} if {condition}",
    DocOtherwiseForbidden = "doc-otherwise-forbidden": "{rule}, otherwise not allowed",
    DocThenForbidden = "doc-then-forbidden": "{rule}, and then not allowed",
    DocAt = "doc-at": "{field}: {rule}",
    DocValues = "doc-values": "{name}: {values}",
    DocValuesOrOther = "doc-values-or-other": "{values} or another text",
    DocWholeNumber = "doc-whole-number": "whole number",
    DocWholeNumberNotZero = "doc-whole-number-not-zero": "whole number other than 0",
    DocWholeNumberFromTo = "doc-whole-number-from-to": "whole number from {min} to {max}",
    DocWholeNumberAtLeast = "doc-whole-number-at-least": "whole number of at least {min}",
    DocText = "doc-text": "text",
    DocAny = "doc-any": "any value",
    DocList = "doc-list": "list of {items}",
    DocMap = "doc-map": "object by key",
    DocMapOf = "doc-map-of": "object by key of {values}",
    DocObject = "doc-object": "object {name}",
    DocOrNull = "doc-or-null": "{what} or null",
    DocOrCodeNull = "doc-or-code-null": "{what}, or `null`",
    DocSeparated = "doc-separated": "text: {what}, separated by {separator}",
    DocAsText = "doc-as-text": "{what}, as text",
    DocAsNumber = "doc-as-number": "{what}, as a JSON number",
    DocLabelled = "doc-labelled": "{label}: {description}",
    DocInPath = "doc-in-path": "Stands in the path of the URL.",
    DocInQuery = "doc-in-query": "Stands in the query of the URL.",
    DocInHeader = "doc-in-header": "Stands in a header of the request.",
    DocAliases = "doc-aliases": "Also read as {names}.",
    DocSecret = "doc-secret": "Secret: no message shows it.",
    DocMayBeBlank = "doc-may-be-blank": "may be blank",
    DocNotBlank = "doc-not-blank": "not blank",
    DocOther = "doc-other": "Any other text is accepted too.",
    DocIgnoreCase = "doc-ignore-case": "Either case is accepted.",
    DocGapFunction = "doc-gap-function": "{function} is a function, of which only the name is known here",

    // Documentation: pages.
    DocColumnParameter = "doc-column-parameter": "Parameter",
    DocColumnTypeAndValues = "doc-column-type-and-values": "Type and values",
    DocColumnValue = "doc-column-value": "Value",
    DocColumnRequired = "doc-column-required": "Required",
    DocColumnDescription = "doc-column-description": "Description",
    DocColumnDefault = "doc-column-default": "Default",
    DocColumnFormat = "doc-column-format": "Format",
    DocColumnLength = "doc-column-length": "Length",
    DocYes = "doc-yes": "yes",
    DocNo = "doc-no": "no",
    DocConditional = "doc-conditional": "conditional",
    DocMustBeGiven = "doc-must-be-given": "required",
    DocMayBeLeftOut = "doc-may-be-left-out": "optional",
    DocStandsAt = "doc-stands-at": "Stands at {places}.",
    DocNoParameters = "doc-no-parameters": "It has no parameters.",
    DocAlso = "doc-also": "{value} (also {aliases})",
    DocAlsoPlain = "doc-also-plain": " also ",
    DocNotSaidHere = "doc-not-said-here": "What this reference cannot say",
    DocPageTitle = "doc-page-title": "{name} – reference",
    DocOnThisPage = "doc-on-this-page": "On this page",
    DocParameters = "doc-parameters": "Parameters",
    DocSamples = "doc-samples": "Samples",
    DocGaps = "doc-gaps": "Not said here",
    DocGapsIntro = "doc-gaps-intro": "Functions decide about these rules, and only their names are known.",
    DocRules = "doc-rules": "Rules",
    DocConditions = "doc-conditions": "Conditions",
    DocGraph = "doc-graph": "What depends on what",
    DocRuleNumber = "doc-rule-number": "Rule {number}",
    DocAllValues = "doc-all-values": "All {count} values",
    DocFooter = "doc-footer": "Made from the rules that check the request, so it says what they do.",
    DocReplyUnknown = "doc-reply-unknown": "What is replied was not described.",

    // Documentation: graphs.
    DocGraphOf = "doc-graph-of": "Rule graph of {name}",
    DocGraphLegend = "doc-graph-legend":
        "An arrow leads from what decides to what it decides about: solid where something is asked for, dashed where something is not allowed. Parameters without such rules are left out.",
    DocGraphEmpty = "doc-graph-empty": "no parameter depends on another",
    DocGraphPart = "doc-graph-part": "the rules inside of it are in the graph of {name}",
    DocGraphOld = "doc-graph-old": "old",
    DocGraphFact = "doc-graph-fact": "a fact that is not in the request",
    DocEdgeOr = "doc-edge-or": " or ",
    DocEdgeDefault = "doc-edge-default": "default",
    DocEdgeDefaultIf = "doc-edge-default-if": "default if {condition}",
    DocEdgeApplies = "doc-edge-applies": "applies",
    DocEdgeWarning = "doc-edge-warning": "{label} (warning)",
    DocEdgeValues = "doc-edge-values": "values",
    DocEdgeRange = "doc-edge-range": "range",
    DocEdgeLength = "doc-edge-length": "length",
    DocEdgeFormat = "doc-edge-format": "format",
    DocGroup = "doc-group": "{name}: {kind}",
    DocKindAllOrNone = "doc-kind-all-or-none": "all or none",
    DocKindAtLeastOne = "doc-kind-at-least-one": "at least one",
    DocKindAtMostOne = "doc-kind-at-most-one": "at most one",
    DocKindExactlyOne = "doc-kind-exactly-one": "exactly one",
}

/// Formats the id.
impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}
