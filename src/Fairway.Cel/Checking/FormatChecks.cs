using Fairway.Cel.Functions;
using Fairway.Cel.Syntax;
using Fairway.Cel.Types;

namespace Fairway.Cel.Checking;

/// <summary>Whether the arguments of a format that stands in the expression fit its clauses.</summary>
internal static class FormatChecks
{
    /// <summary>What is wrong, and with which node; null if all is well.</summary>
    public static (Expr Node, string Message)? Check(
        CheckedText tree, Expr.Call call, string format, Expr.ListOf arguments)
    {
        (Expr Node, string Message)? unfit = null;
        var used = 0;
        try
        {
            FormatReader.Read(format, arguments.Elements.Length, clause =>
            {
                used++;
                var wrong = unfit is null ? Misfit(tree, clause.Letter, arguments.Elements[clause.Argument]) : null;
                if (wrong is not null)
                {
                    unfit = (
                        wrong, $"error during formatting: {FormatReader.Unfit(clause.Letter, tree.TypeOf(wrong))}");
                }

                return "";
            });
        }
        catch (FormatException fault)
        {
            return unfit ?? (call, fault.Message);
        }

        return unfit ?? (arguments.Elements.Length > used
            ? (call, "too many arguments supplied to string.format "
                + $"(expected {used}, got {arguments.Elements.Length})")
            : null);
    }

    /// <summary>The node whose type a clause does not take: the argument, or a part of a list or map.</summary>
    private static Expr? Misfit(CheckedText tree, char letter, Expr node)
    {
        if (!Takes(letter, tree.TypeOf(node)))
        {
            return node;
        }

        return letter == 's' && node is Expr.ListOf or Expr.MapOf
            ? TreeWalk.Children(node)
                .Select(child => Misfit(tree, letter, child))
                .FirstOrDefault(wrong => wrong is not null)
            : null;
    }

    private static bool Takes(char letter, CelType type) => type.IsDyn || letter switch
    {
        'd' or 'o' => type.Kind is CelTypeKind.Int or CelTypeKind.Uint,
        'f' or 'e' => type.Kind is CelTypeKind.Double or CelTypeKind.String,
        'b' => type.Kind is CelTypeKind.Int or CelTypeKind.Uint or CelTypeKind.Bool,
        'x' or 'X' => type.Kind is CelTypeKind.Int or CelTypeKind.Uint or CelTypeKind.String or CelTypeKind.Bytes,
        _ => type.Kind is not (CelTypeKind.Struct or CelTypeKind.Opaque),
    };
}
