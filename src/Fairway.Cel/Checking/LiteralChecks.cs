using Fairway.Cel.Functions;
using Fairway.Cel.Syntax;
using Fairway.Cel.Types;
using Fairway.Cel.Values;

namespace Fairway.Cel.Checking;

/// <summary>
/// What can be said of literals once types are known: times, spans and patterns must be readable, and lists and maps
/// of one type, unless they are arguments of <c>format</c>.
/// </summary>
internal sealed class LiteralChecks
{
    private readonly CheckedText tree;
    private readonly ParsedText parsed;
    private readonly IssueList issues;

    private LiteralChecks(CheckedText tree, ParsedText parsed, IssueList issues)
    {
        this.tree = tree;
        this.parsed = parsed;
        this.issues = issues;
    }

    /// <summary>Whether all is well; if not, there are issues.</summary>
    public static bool Pass(CheckedText tree, ParsedText parsed, IssueList issues)
    {
        new LiteralChecks(tree, parsed, issues).Walk(tree.Root, isExempt: false);
        return issues.Count == 0;
    }

    private void Walk(Expr node, bool isExempt)
    {
        switch (node)
        {
            case Expr.Call call:
                CheckArgument(call);
                CheckFormat(call);
                foreach (var argument in TreeWalk.Children(call))
                {
                    Walk(argument, isExempt || call.Function == "format");
                }

                return;
            case Expr.ListOf list when !isExempt:
                CheckList(list);
                break;
            case Expr.MapOf map when !isExempt:
                CheckMap(map);
                break;
            default:
                break;
        }

        foreach (var child in TreeWalk.Children(node))
        {
            Walk(child, isExempt);
        }
    }

    private void CheckArgument(Expr.Call call)
    {
        if (call.Arguments is not [Expr.Literal literal, ..])
        {
            return;
        }

        var isWrong = (call.Function, literal.Value) switch
        {
            ("duration", CelString or CelInt) => literal.Value.ConvertTo(CelTypeKind.Duration) is CelError,
            ("timestamp", CelString or CelInt) => literal.Value.ConvertTo(CelTypeKind.Timestamp) is CelError,
            ("matches", CelString pattern) => !Patterns.IsValid(pattern.Value),
            _ => false,
        };
        if (isWrong)
        {
            Complain(literal, $"invalid {call.Function} argument");
        }
    }

    private void CheckFormat(Expr.Call call)
    {
        if (call is { Function: "format", Target: Expr.Literal { Value: CelString format } }
            && call.Arguments is [Expr.ListOf list]
            && FormatChecks.Check(tree, call, format.Value, list) is { } fault)
        {
            Complain(fault.Node, fault.Message);
        }
    }

    private void CheckList(Expr.ListOf list)
    {
        CelType? wanted = null;
        for (var i = 0; i < list.Elements.Length; i++)
        {
            var given = Unwrapped(list.Elements[i], list.Optional[i]);
            wanted ??= given;
            if (!wanted.Equals(given))
            {
                Complain(list.Elements[i], $"expected type '{wanted}' but found '{given}'");
                return;
            }
        }
    }

    private void CheckMap(Expr.MapOf map)
    {
        if (map.Entries.IsEmpty)
        {
            return;
        }

        var keys = tree.TypeOf(map.Entries[0].Key);
        var values = Unwrapped(map.Entries[0].Value, map.Entries[0].Optional);
        foreach (var entry in map.Entries)
        {
            var (key, value) = (tree.TypeOf(entry.Key), Unwrapped(entry.Value, entry.Optional));
            if (!keys.Equals(key))
            {
                Complain(entry.Key, $"expected type '{keys}' but found '{key}'");
            }

            if (!values.Equals(value))
            {
                Complain(entry.Value, $"expected type '{values}' but found '{value}'");
            }
        }
    }

    private CelType Unwrapped(Expr node, bool isOptional)
    {
        var type = tree.TypeOf(node);
        return isOptional && type.IsOptional ? type.Parameters[0] : type;
    }

    private void Complain(Expr node, string message) => issues.Add(parsed.Positions[node.Id], message);
}
