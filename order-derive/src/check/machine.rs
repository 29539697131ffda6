//! Whole numbers whose limits depend on the machine.

use syn::{GenericArgument, PathArguments, Type, TypeGroup, TypeParen};

use crate::errors::Errors;

/// Reports `usize` and `isize`, also in an option, a list or a map; returns `true` if it did.
pub(crate) fn no_machine_numbers(ty: &Type, errors: &mut Errors) -> bool {
    let path = match ty {
        Type::Group(TypeGroup { elem, .. }) | Type::Paren(TypeParen { elem, .. }) => {
            return no_machine_numbers(elem, errors);
        }
        Type::Path(path) if path.qself.is_none() => path,
        _ => return false,
    };
    let Some(last) = path.path.segments.last() else { return false };
    let others = match last.ident.to_string().as_str() {
        "usize" => "`u32` or `u64`",
        "isize" => "`i32` or `i64`",
        _ => {
            let PathArguments::AngleBracketed(arguments) = &last.arguments else { return false };
            let types = arguments.args.iter().filter_map(|argument| match argument {
                GenericArgument::Type(ty) => Some(ty),
                _ => None,
            });
            // Each is reported, not only the first.
            return types.filter(|ty| no_machine_numbers(ty, errors)).count() > 0;
        }
    };
    let name = &last.ident;
    errors.push(
        name.span(),
        format_args!(
            "`{name}` has other limits on other machines, and a request has the same ones everywhere; write {others}"
        ),
    );
    true
}
