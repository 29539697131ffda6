//! Faults put into the text of one file.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote};
use syn::{
    Arm, Attribute, BinOp, Block, Expr, File, ImplItemFn, Item, ItemFn, ItemImpl, ItemMod,
    ItemTrait, Lit, LitInt, Pat, ReturnType, Signature, Stmt, TraitItemFn, Type, UnOp, parse_quote,
    parse_quote_spanned,
    spanned::Spanned,
    visit_mut::{self, VisitMut},
};

use crate::place::{Kind, Place};

/// The given file with a fault at each place, which `crate::planted::is` turns on by the number of the place.
///
/// The first place has the number that follows the given one.
pub(crate) fn planted(path: &str, source: &str, after: usize) -> syn::Result<(String, Vec<Place>)> {
    let mut file: File = syn::parse_file(source)?;
    let mut planter = Planter {
        path,
        after,
        places: Vec::new(),
        scope: Vec::new(),
        unset: Vec::new(),
        is_promoted: false,
    };
    planter.visit_file_mut(&mut file);
    Ok((prettyplease::unparse(&file), planter.places))
}

/// The number of characters of the sources that name a place.
const LONGEST: usize = 100;

/// Arms and statements that cannot be left out, as rustc could not follow what is borrowed or moved.
const KEPT: [(&str, &str); 4] = [
    ("unique.rs", "runs = merged;"),
    ("what_if/tree.rs", "(Self::Map(entries), Step::Entry(key))"),
    ("wire/serde/read.rs", "key = members.next_key_seed(Key)?;"),
    ("wire/table/columns.rs", "branch = inner;"),
];

struct Planter<'p> {
    path: &'p str,
    after: usize,
    places: Vec<Place>,
    /// Names of the modules, types and functions around.
    scope: Vec<String>,
    /// Names that the function around declares without a value, so that what assigns them cannot be left out.
    unset: Vec<String>,
    /// Tells whether a reference may be `'static`, as all in it is constant.
    is_promoted: bool,
}

impl Planter<'_> {
    /// The expression that is true if the fault is turned on.
    fn fault(&mut self, kind: Kind, at: &impl ToTokens, span: Span) -> TokenStream {
        let text: String = text_of(at).chars().take(LONGEST).collect();
        let function = self.scope.join("::");
        let is_same =
            |place: &&Place| place.kind == kind && place.text == text && place.function == function;
        let nth = self.places.iter().filter(is_same).count();
        let line = span.start().line;
        self.places.push(Place { file: self.path.to_owned(), function, kind, text, nth, line });
        let number = LitInt::new(&(self.after + self.places.len()).to_string(), Span::call_site());
        quote!(crate::planted::is(#number))
    }

    fn is_kept(&self, at: &impl ToTokens) -> bool {
        KEPT.contains(&(self.path, &text_of(at)))
    }

    fn within(&mut self, name: String, visit: impl FnOnce(&mut Self)) {
        self.scope.push(name);
        visit(self);
        self.scope.pop();
    }

    fn function(&mut self, attrs: &[Attribute], signature: &Signature, block: &mut Block) {
        if signature.constness.is_some() || is_left_out(attrs) {
            return;
        }
        self.within(signature.ident.to_string(), |planter| {
            let outer = std::mem::take(&mut planter.unset);
            let answers = answers(&signature.output, block);
            planter.visit_block_mut(block);
            planter.unset = outer;
            for (at, answer) in answers.into_iter().enumerate() {
                let fault = planter.fault(Kind::Answer, &answer, signature.ident.span());
                let answer = text_of(&answer).replace("Default::", "::std::default::Default::");
                let answer: Expr = syn::parse_str(&answer).expect("an answer is an expression");
                block.stmts.insert(at, parse_quote!(if #fault { return #answer; }));
            }
        });
    }

    /// A condition, in which `let` may stand.
    fn condition(&mut self, condition: &mut Expr, can_hold_always: bool) {
        let (at, span) = (condition.clone(), condition.span());
        self.operands(condition);
        let never = self.fault(Kind::Never, &at, span);
        if has_let(condition) {
            *condition = parse_quote!(#condition && !#never);
        } else if can_hold_always {
            let always = self.fault(Kind::Always, &at, span);
            *condition = parse_quote!(((#condition) || #always) && !#never);
        } else {
            *condition = parse_quote!((#condition) && !#never);
        }
    }

    /// What a condition is made of: each side of `&&` and `||` may be not asked.
    fn operands(&mut self, condition: &mut Expr) {
        match condition {
            Expr::Binary(binary) if matches!(binary.op, BinOp::And(_) | BinOp::Or(_)) => {
                let is_and = matches!(binary.op, BinOp::And(_));
                for side in [&mut binary.left, &mut binary.right] {
                    let (at, span) = (side.clone(), side.span());
                    self.operands(side);
                    // The sides of a longer chain have their own faults.
                    if has_let(side)
                        || matches!(&*at, Expr::Binary(inner) if is_logical(inner.op, is_and))
                    {
                        continue;
                    }
                    let fault = self.fault(Kind::NotAsked, &at, span);
                    **side = if is_and {
                        parse_quote!(((#side) || #fault))
                    } else {
                        parse_quote!(((#side) && !#fault))
                    };
                }
            }
            Expr::Let(binding) => self.visit_expr_mut(&mut binding.expr),
            Expr::Paren(paren) => self.operands(&mut paren.expr),
            Expr::Unary(unary) if matches!(unary.op, UnOp::Not(_)) => {
                self.operands(&mut unary.expr)
            }
            Expr::Binary(binary) if is_order(&binary.op) => self.visit_expr_mut(condition),
            Expr::Const(_) | Expr::Lit(_) => {}
            leaf => visit_mut::visit_expr_mut(self, leaf),
        }
    }

    /// A statement that may be left out, if the rest compiles without it.
    fn statement(&mut self, statement: &mut Stmt) {
        let at = match statement {
            Stmt::Expr(Expr::ForLoop(_), _) => Kind::Statement,
            Stmt::Expr(
                Expr::Call(_) | Expr::MethodCall(_) | Expr::Try(_) | Expr::Await(_),
                Some(_),
            ) => Kind::Statement,
            Stmt::Expr(Expr::Binary(binary), Some(_)) if is_assignment(&binary.op) => {
                Kind::Statement
            }
            Stmt::Expr(Expr::Assign(assign), Some(_))
                if !self.unset.iter().any(|name| text_of(&assign.left) == *name)
                    && !matches!(&*assign.left, Expr::Infer(_) | Expr::Tuple(_)) =>
            {
                Kind::Statement
            }
            _ => return visit_mut::visit_stmt_mut(self, statement),
        };
        let (original, span) = (statement.clone(), statement.span());
        if self.is_kept(&original) {
            return visit_mut::visit_stmt_mut(self, statement);
        }
        visit_mut::visit_stmt_mut(self, statement);
        let fault = self.fault(at, &original, span);
        *statement = parse_quote!(if !#fault { #statement });
    }
}

impl VisitMut for Planter<'_> {
    fn visit_item_mut(&mut self, item: &mut Item) {
        match item {
            // Evaluated by the compiler, or read by others.
            Item::Const(_)
            | Item::Static(_)
            | Item::Macro(_)
            | Item::Enum(_)
            | Item::Struct(_)
            | Item::Type(_) => {}
            item => visit_mut::visit_item_mut(self, item),
        }
    }

    fn visit_item_mod_mut(&mut self, module: &mut ItemMod) {
        if !is_left_out(&module.attrs) {
            self.within(module.ident.to_string(), |planter| {
                visit_mut::visit_item_mod_mut(planter, module)
            });
        }
    }

    fn visit_item_impl_mut(&mut self, item: &mut ItemImpl) {
        if is_left_out(&item.attrs) {
            return;
        }
        let name = match &item.trait_ {
            Some((path, _)) => format!("{} for {}", bare(path), bare(&item.self_ty)),
            None => bare(&item.self_ty),
        };
        self.within(name, |planter| visit_mut::visit_item_impl_mut(planter, item));
    }

    fn visit_item_trait_mut(&mut self, item: &mut ItemTrait) {
        self.within(item.ident.to_string(), |planter| {
            visit_mut::visit_item_trait_mut(planter, item)
        });
    }

    fn visit_item_fn_mut(&mut self, item: &mut ItemFn) {
        self.function(&item.attrs, &item.sig, &mut item.block);
    }

    fn visit_impl_item_fn_mut(&mut self, item: &mut ImplItemFn) {
        self.function(&item.attrs, &item.sig, &mut item.block);
    }

    fn visit_impl_item_mut(&mut self, item: &mut syn::ImplItem) {
        if let syn::ImplItem::Fn(function) = item {
            self.visit_impl_item_fn_mut(function);
        }
    }

    fn visit_trait_item_mut(&mut self, item: &mut syn::TraitItem) {
        if let syn::TraitItem::Fn(TraitItemFn { attrs, sig, default: Some(block), .. }) = item {
            self.function(attrs, sig, block);
        }
    }

    fn visit_type_mut(&mut self, _: &mut Type) {}

    fn visit_pat_mut(&mut self, _: &mut Pat) {}

    fn visit_generic_argument_mut(&mut self, _: &mut syn::GenericArgument) {}

    fn visit_attribute_mut(&mut self, _: &mut Attribute) {}

    fn visit_block_mut(&mut self, block: &mut Block) {
        for statement in &block.stmts {
            if let Stmt::Local(local) = statement
                && local.init.is_none()
            {
                let pattern =
                    if let Pat::Type(typed) = &local.pat { &*typed.pat } else { &local.pat };
                self.unset.push(text_of(pattern).replace("mut ", ""));
            }
        }
        for statement in &mut block.stmts {
            self.statement(statement);
        }
    }

    fn visit_arm_mut(&mut self, arm: &mut Arm) {
        if let Pat::Guard(guard) = &mut arm.pat {
            self.condition(&mut guard.guard, true);
        }
        self.visit_expr_mut(&mut arm.body);
    }

    fn visit_expr_mut(&mut self, expr: &mut Expr) {
        let (original, span) = (expr.clone(), expr.span());
        match expr {
            Expr::Const(_) => {}
            Expr::If(conditional) => {
                self.condition(&mut conditional.cond, true);
                self.visit_block_mut(&mut conditional.then_branch);
                if let Some((_, other)) = &mut conditional.else_branch {
                    self.visit_expr_mut(other);
                }
            }
            Expr::While(repeated) => {
                self.condition(&mut repeated.cond, false);
                self.visit_block_mut(&mut repeated.body);
            }
            Expr::Match(choice) => {
                self.visit_expr_mut(&mut choice.expr);
                let catches_all = choice.arms.iter().rposition(|arm| is_catch_all(&arm.pat));
                for (at, arm) in choice.arms.iter_mut().enumerate() {
                    let pattern = arm.pat.clone();
                    self.visit_arm_mut(arm);
                    if catches_all.is_some_and(|last| at < last)
                        && !matches!(pattern, Pat::Guard(_))
                        && !self.is_kept(&pattern)
                    {
                        let fault = self.fault(Kind::Arm, &pattern, pattern.span());
                        let guarded: Arm = parse_quote!(#pattern if !#fault => (),);
                        arm.pat = guarded.pat;
                    }
                }
            }
            Expr::Binary(binary) if matches!(binary.op, BinOp::And(_) | BinOp::Or(_)) => {
                self.operands(expr)
            }
            Expr::Binary(binary) if is_order(&binary.op) => {
                visit_mut::visit_expr_binary_mut(self, binary);
                let fault = self.fault(Kind::Bound, &original, span);
                let mut moved = binary.clone();
                moved.op = match binary.op {
                    BinOp::Lt(_) => parse_quote!(<=),
                    BinOp::Le(_) => parse_quote!(<),
                    BinOp::Gt(_) => parse_quote!(>=),
                    _ => parse_quote!(>),
                };
                *expr = parse_quote_spanned!(span=> (if #fault { #moved } else { #binary }));
            }
            Expr::Lit(literal) if !self.is_promoted => {
                if let Lit::Int(number) = &literal.lit
                    && let Some(moved) = moved(number)
                {
                    let fault = self.fault(Kind::Number, number, span);
                    *expr = parse_quote!((if #fault { #moved } else { #number }));
                }
            }
            Expr::Reference(reference) if is_promotable(&reference.expr) => {
                let outer = std::mem::replace(&mut self.is_promoted, true);
                self.visit_expr_mut(&mut reference.expr);
                self.is_promoted = outer;
            }
            Expr::Repeat(repeat) => self.visit_expr_mut(&mut repeat.expr),
            _ => {
                visit_mut::visit_expr_mut(self, expr);
                if is_question(&original) {
                    let fault = self.fault(Kind::Negated, &original, span);
                    *expr = if matches!(expr, Expr::Unary(_)) {
                        parse_quote!(crate::planted::turned(#expr, #fault))
                    } else {
                        parse_quote!(crate::planted::negated(#expr, #fault))
                    };
                }
            }
        }
    }
}

/// Whether the item is for tests, or only for builds without a feature.
fn is_left_out(attrs: &[Attribute]) -> bool {
    attrs.iter().any(|attribute| {
        attribute.path().is_ident("cfg") && {
            let text = text_of(attribute);
            text.starts_with("#[cfg(test")
                || text.starts_with("#[cfg(not(feature")
                || text.starts_with("#[cfg(all(test")
        }
    })
}

/// Answers of a function that does nothing, if its type tells them.
fn answers(output: &ReturnType, block: &Block) -> Vec<Expr> {
    if block.stmts.is_empty() {
        return Vec::new();
    }
    let ReturnType::Type(_, output) = output else { return vec![parse_quote!(())] };
    let body = text_of(block);
    let is_body = |answer: &Expr| body == format!("{{ {} }}", text_of(answer));
    let mut answers = nothing_of(output);
    answers.retain(|answer| !is_body(answer));
    answers
}

fn nothing_of(output: &Type) -> Vec<Expr> {
    match output {
        Type::Reference(reference) if reference.mutability.is_none() => match &*reference.elem {
            Type::Slice(_) => vec![parse_quote!(&[])],
            Type::Path(path) if path.path.is_ident("str") => vec![parse_quote!("")],
            _ => Vec::new(),
        },
        Type::Path(path) => {
            let Some(last) = path.path.segments.last() else { return Vec::new() };
            let arguments: Vec<&Type> = match &last.arguments {
                syn::PathArguments::AngleBracketed(arguments) => {
                    let types = arguments.args.iter();
                    types
                        .filter_map(|argument| {
                            if let syn::GenericArgument::Type(ty) = argument {
                                Some(ty)
                            } else {
                                None
                            }
                        })
                        .collect()
                }
                _ => Vec::new(),
            };
            match (last.ident.to_string().as_str(), &arguments[..]) {
                ("bool", _) => vec![parse_quote!(true), parse_quote!(false)],
                ("Option", _) => vec![parse_quote!(None)],
                ("Vec" | "String", _) => vec![parse_quote!(Default::default())],
                ("Box" | "Cow", [Type::Slice(_)]) => vec![parse_quote!(Default::default())],
                ("Box" | "Cow", [Type::Path(inner)]) if inner.path.is_ident("str") => {
                    vec![parse_quote!(Default::default())]
                }
                ("usize" | "u8" | "u16" | "u32" | "u64" | "u128" | "i32" | "i64" | "i128", _) => {
                    vec![parse_quote!(0)]
                }
                ("Ordering", _) => vec![parse_quote!(::std::cmp::Ordering::Equal)],
                ("Result", [])
                    if path.path.segments.first().is_some_and(|first| first.ident == "fmt") =>
                {
                    vec![parse_quote!(Ok(()))]
                }
                ("Result", [first, ..]) => match first {
                    Type::Tuple(tuple) if tuple.elems.is_empty() => vec![parse_quote!(Ok(()))],
                    first => nothing_of(first)
                        .into_iter()
                        .map(|answer| parse_quote!(Ok(#answer)))
                        .collect(),
                },
                _ => Vec::new(),
            }
        }
        Type::Tuple(tuple) if tuple.elems.is_empty() => vec![parse_quote!(())],
        _ => Vec::new(),
    }
}

/// Whether the expression is true or false, by its form or the name of the method.
fn is_question(expr: &Expr) -> bool {
    match expr {
        Expr::Binary(binary) => matches!(binary.op, BinOp::Eq(_) | BinOp::Ne(_)),
        Expr::Unary(unary) => matches!(unary.op, UnOp::Not(_)),
        Expr::Macro(called) => called.mac.path.is_ident("matches"),
        Expr::MethodCall(called) => {
            let name = called.method.to_string();
            let asks = ["all", "any", "contains", "contains_key", "ends_with", "starts_with"];
            // A solver has methods of these names that make a clause.
            let is_own =
                ["all", "any"].contains(&name.as_str()) && text_of(&called.receiver) == "self";
            name.starts_with("is_")
                || asks.contains(&name.as_str()) && called.args.len() == 1 && !is_own
        }
        _ => false,
    }
}

fn is_logical(op: BinOp, is_and: bool) -> bool {
    if is_and { matches!(op, BinOp::And(_)) } else { matches!(op, BinOp::Or(_)) }
}

fn is_order(op: &BinOp) -> bool {
    matches!(op, BinOp::Lt(_) | BinOp::Le(_) | BinOp::Gt(_) | BinOp::Ge(_))
}

fn is_assignment(op: &BinOp) -> bool {
    matches!(
        op,
        BinOp::AddAssign(_)
            | BinOp::SubAssign(_)
            | BinOp::MulAssign(_)
            | BinOp::BitAndAssign(_)
            | BinOp::BitOrAssign(_)
            | BinOp::BitXorAssign(_)
            | BinOp::ShlAssign(_)
            | BinOp::ShrAssign(_)
    )
}

fn is_catch_all(pattern: &Pat) -> bool {
    match pattern {
        Pat::Wild(_) => true,
        // A name in small letters that nothing follows is a variable.
        Pat::Ident(ident) => {
            ident.subpat.is_none()
                && ident.ident.to_string().starts_with(|c: char| c.is_lowercase())
        }
        _ => false,
    }
}

/// Whether a reference to the expression may live for ever, if all in it is constant.
fn is_promotable(expr: &Expr) -> bool {
    match expr {
        Expr::Lit(_)
        | Expr::Array(_)
        | Expr::Repeat(_)
        | Expr::Struct(_)
        | Expr::Tuple(_)
        | Expr::Reference(_) => true,
        Expr::Call(call) => matches!(&*call.func, Expr::Path(path)
            if path.path.segments.last().is_some_and(|last| last.ident.to_string().starts_with(char::is_uppercase))),
        _ => false,
    }
}

fn has_let(condition: &Expr) -> bool {
    match condition {
        Expr::Let(_) => true,
        Expr::Binary(binary) => {
            matches!(binary.op, BinOp::And(_)) && (has_let(&binary.left) || has_let(&binary.right))
        }
        _ => false,
    }
}

/// The neighbour of a number: the next one, or the one before where the next may be too large for the type.
fn moved(number: &LitInt) -> Option<LitInt> {
    let value: u128 = number.base10_parse().ok()?;
    let next = value.checked_add(1)?;
    let moved = if value >= 127 && next.is_power_of_two() { value - 1 } else { next };
    Some(LitInt::new(&format!("{moved}{}", number.suffix()), number.span()))
}

/// The name of a type or trait without its lifetimes and parameters.
fn bare(named: &impl ToTokens) -> String {
    let text = text_of(named);
    text.split('<').next().unwrap_or_default().trim_start_matches('&').trim().to_owned()
}

/// The tokens on one line, with few blanks.
pub(crate) fn text_of(tokens: &impl ToTokens) -> String {
    let text = tokens.to_token_stream().to_string();
    let mut line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    for (apart, joined) in [
        (" :: ", "::"),
        (" . ", "."),
        (" (", "("),
        ("( ", "("),
        (" )", ")"),
        (" [", "["),
        ("[ ", "["),
        (" ]", "]"),
        (" ,", ","),
        (" ;", ";"),
        (" ?", "?"),
        ("& ", "&"),
        ("! ", "!"),
        ("(| ", "(|"),
        (" |)", "|)"),
        ("&&", "&& "),
        ("# [", "#["),
        (" !(", "!("),
    ] {
        line = line.replace(apart, joined);
    }
    line
}

#[cfg(test)]
mod tests {
    use super::planted;

    /// Kinds and texts of the faults of a function, and the function with them, without its blanks.
    fn faults(source: &str) -> (Vec<String>, String) {
        let (text, places) = planted("file.rs", source, 0).unwrap();
        let places = places.iter().map(|place| format!("{}: {}", place.kind, place.text)).collect();
        (
            places,
            text.split_whitespace()
                .collect::<Vec<_>>()
                .join(" ")
                .replace("crate::planted::is", "is"),
        )
    }

    #[test]
    fn a_condition_holds_always_or_never() {
        let (places, text) = faults("fn f(a: bool) { if a { g() } }");
        assert_eq!(places, ["never: a", "always: a", "answer: ()"]);
        assert_eq!(
            text,
            "fn f(a: bool) { if is(3) { return (); } if ((a) || is(2)) && !is(1) { g() } }"
        );
    }

    #[test]
    fn a_pattern_of_a_condition_matches_never() {
        let (places, text) = faults(
            "fn f(a: Option<u8>) -> u8 { if let Some(a) = a && a.is_power_of_two() { a } else { b } }",
        );
        assert_eq!(
            places,
            [
                "not asked: a.is_power_of_two()",
                "never: let Some(a) = a && a.is_power_of_two()",
                "answer: 0"
            ]
        );
        assert!(
            text.contains("if let Some(a) = a && ((a.is_power_of_two()) || is(1)) && !is(2)"),
            "{text}"
        );
    }

    #[test]
    fn each_side_of_a_chain_is_not_asked_once() {
        let (places, _) = faults("fn f() -> Unknown { a && b && (c || d) }");
        assert_eq!(
            places,
            ["not asked: a", "not asked: b", "not asked: c", "not asked: d", "not asked: (c || d)"]
        );
    }

    #[test]
    fn a_bound_and_a_number_are_moved_by_one() {
        let (places, text) = faults("fn f(a: u8) -> Unknown { g(a < 255) }");
        assert_eq!(places, ["number: 255", "bound: a < 255"]);
        assert!(
            text.contains("if is(2) { a <= (if is(1) { 254 } else { 255 }) } else { a < (if is(1)"),
            "{text}"
        );
    }

    #[test]
    fn an_arm_is_left_out_where_a_later_one_takes_its_values() {
        let (places, text) =
            faults("fn f(a: u8) -> Unknown { match a { 1 => x, 2 if y => z, _ => w } }");
        assert_eq!(places, ["arm: 1", "never: y", "always: y"]);
        assert!(
            text.contains("1 if !is(1) => x, 2 if ((y) || is(3)) && !is(2) => z, _ => w"),
            "{text}"
        );
    }

    #[test]
    fn no_arm_is_left_out_where_none_takes_its_values() {
        assert_eq!(
            faults("fn f(a: bool) -> Unknown { match a { true => x, false => y } }").0,
            [""; 0]
        );
    }

    #[test]
    fn a_question_has_the_opposite_answer() {
        let (places, text) =
            faults("fn f() -> Unknown { (a == b, !a, matches!(a, B), a.is_empty()) }");
        assert_eq!(
            places,
            ["negated: a == b", "negated: !a", "negated: matches!(a, B)", "negated: a.is_empty()"]
        );
        assert!(
            text.contains(
                "crate::planted::negated(a == b, is(1)), crate::planted::turned(!a, is(2))"
            ),
            "{text}"
        );
    }

    #[test]
    fn a_statement_is_left_out_unless_it_gives_a_variable_its_value() {
        let (places, text) =
            faults("fn f() -> Unknown { let a; a = b; c.push(d); e += f; for g in h {} a }");
        assert_eq!(
            places,
            ["statement: c.push(d);", "statement: e += f;", "statement: for g in h { }"]
        );
        assert!(
            text.contains("let a; a = b; if !is(1) { c.push(d); } if !is(2) { e += f; }"),
            "{text}"
        );
    }

    #[test]
    fn a_function_answers_what_it_does_not() {
        let answers =
            |output: &str, body: &str| faults(&format!("fn f() -> {output} {{ {body} }}")).0;
        assert_eq!(answers("bool", "a"), ["answer: true", "answer: false"]);
        assert_eq!(answers("bool", "true"), ["answer: false"]);
        assert_eq!(answers("Option<u8>", "a"), ["answer: None"]);
        assert_eq!(answers("Result<Vec<u8>, E>", "a"), ["answer: Ok(Default::default())"]);
        assert_eq!(answers("&str", "a"), ["answer: \"\""]);
        assert_eq!(answers("T", "a"), [""; 0]);
    }

    #[test]
    fn what_the_compiler_evaluates_and_what_is_for_tests_is_left_out() {
        for source in [
            "const A: u8 = 1;",
            "static A: [u8; 2] = [1; 2];",
            "const fn f() -> bool { 1 < 2 }",
            "#[cfg(test)] mod tests { fn f() -> bool { 1 < 2 } }",
            "#[cfg(not(feature = \"xml\"))] fn f() -> bool { 1 < 2 }",
            "macro_rules! m { () => { 1 < 2 } }",
            "fn f() -> &'static [u8] { let a: [u8; 1] = b; &[1, 2] }",
        ] {
            let (places, _) = faults(source);
            assert_eq!(
                places.iter().filter(|place| *place != "answer: &[]").count(),
                0,
                "{source}: {places:?}"
            );
        }
    }

    #[test]
    fn equal_places_of_a_function_are_counted() {
        let source = "impl A<'a> { fn f() -> T { g(1); g(1); } } impl fmt::Display for A { fn f() -> T { g(1) } }";
        let (_, places) = planted("file.rs", source, 6).unwrap();
        let names: Vec<String> = places.iter().map(crate::place::Place::name).collect();
        assert_eq!(
            names,
            [
                "file.rs | A::f | number | 1 | 0",
                "file.rs | A::f | statement | g(1); | 0",
                "file.rs | A::f | number | 1 | 1",
                "file.rs | A::f | statement | g(1); | 1",
                "file.rs | fmt::Display for A::f | number | 1 | 0",
            ]
        );
    }
}
