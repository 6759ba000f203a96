using Fairway.Cel.Values;

namespace Fairway.Cel.Syntax;

/// <summary>
/// Turns calls of macros into what they stand for: loops over lists and maps, tests for presence, and values with a
/// name. Calls of anything else stay calls.
/// </summary>
internal sealed class MacroExpander(TreeBuilder tree, IssueList issues)
{
    private const string SortInput = "@__sortBy_input__";
    private const string Insert = "cel.@mapInsert";

    /// <summary>The call, expanded where it is a macro.</summary>
    public Expr Expand(int place, string function, Expr? target, Expr[] arguments) => target is null
        ? function == "has" && arguments.Length == 1
            ? Has(place, arguments[0])
            : tree.Call(place, function, arguments)
        : MakeLoop(place, function, target, arguments) ?? tree.Member(place, target, function, arguments);

    private Expr? MakeLoop(int place, string function, Expr target, Expr[] arguments) =>
        (function, arguments.Length) switch
        {
            ("all" or "exists" or "exists_one" or "existsOne", 2 or 3) => Quantify(place, function, target, arguments),
            ("map" or "filter", 2) or ("map", 3) or ("transformList", 3 or 4) =>
                Collect(place, function, target, arguments),
            ("transformMap" or "transformMapEntry", 3 or 4) => Insertion(place, function, target, arguments),
            ("optMap" or "optFlatMap", 2) => Chain(place, function, target, arguments),
            ("sortBy", 2) => Sort(place, target, arguments),
            _ => null,
        };

    private Expr Has(int place, Expr argument) => argument is Expr.Select select
        ? new Expr.Select(tree.At(place), select.Operand, select.Field, IsTest: true)
        : Wrong(argument, "invalid argument to has() macro");

    private Expr Quantify(int place, string function, Expr target, Expr[] arguments)
    {
        var names = Names(arguments, arguments.Length - 1, "argument must be a simple name");
        if (names is null)
        {
            return target;
        }

        var test = arguments[^1];
        if (function is "exists_one" or "existsOne")
        {
            var one = tree.Call(place, Operators.Add, tree.Accumulated(place), tree.Literal(place, CelInt.Of(1)));
            return Fold(place, target, names, new FoldSteps(
                tree.Literal(place, CelInt.Of(0)),
                tree.Literal(place, CelBool.True),
                tree.Call(place, Operators.Conditional, test, one, tree.Accumulated(place)),
                tree.Call(place, Operators.Equal, tree.Accumulated(place), tree.Literal(place, CelInt.Of(1)))));
        }

        var isAll = function == "all";
        var goesOn = isAll
            ? tree.Accumulated(place)
            : tree.Call(place, Operators.Not, tree.Accumulated(place));
        return Fold(place, target, names, new FoldSteps(
            tree.Literal(place, CelBool.Of(isAll)),
            tree.Call(place, Operators.NotStrictlyFalse, goesOn),
            tree.Call(place, isAll ? Operators.And : Operators.Or, tree.Accumulated(place), test),
            tree.Accumulated(place)));
    }

    private Expr Collect(int place, string function, Expr target, Expr[] arguments)
    {
        var count = function == "transformList" ? 2 : 1;
        var names = Names(arguments, count, "argument is not an identifier");
        if (names is null)
        {
            return target;
        }

        var isFilter = function == "filter";
        var element = isFilter ? arguments[0] : arguments[^1];
        var test = isFilter ? arguments[1] : arguments.Length == count + 2 ? arguments[count] : null;
        var step = tree.Call(place, Operators.Add, tree.Accumulated(place), tree.List(place, element));
        return Fold(place, target, names, Steps(place, tree.List(place), test, step));
    }

    private Expr Insertion(int place, string function, Expr target, Expr[] arguments)
    {
        var names = Names(arguments, 2, "argument must be a simple name");
        if (names is null)
        {
            return target;
        }

        var step = function == "transformMap"
            ? tree.Call(place, Insert, tree.Accumulated(place), tree.Name(place, names.First), arguments[^1])
            : tree.Call(place, Insert, tree.Accumulated(place), arguments[^1]);
        var test = arguments.Length == 4 ? arguments[2] : null;
        return Fold(place, target, names, Steps(place, new Expr.MapOf(tree.At(place), []), test, step));
    }

    private FoldSteps Steps(int place, Expr start, Expr? test, Expr step) => new(
        start,
        tree.Literal(place, CelBool.True),
        test is null ? step : tree.Call(place, Operators.Conditional, test, step, tree.Accumulated(place)),
        tree.Accumulated(place));

    private Expr Chain(int place, string function, Expr target, Expr[] arguments)
    {
        if (arguments[0] is not Expr.Name name)
        {
            return Wrong(arguments[0], $"{function}() variable name must be a simple identifier");
        }

        var value = tree.Member(place, tree.Copy(target), "value");
        var bound = Bind(place, name.Text, value, arguments[1]);
        return tree.Call(
            place,
            Operators.Conditional,
            tree.Member(place, target, "hasValue"),
            function == "optMap" ? Optional(place, "of", bound) : bound,
            Optional(place, "none"));
    }

    private Expr Optional(int place, string function, params ReadOnlySpan<Expr> arguments) =>
        tree.Call(place, "optional." + function, arguments);

    private Expr Sort(int place, Expr target, Expr[] arguments)
    {
        if (target is not (Expr.ListOf or Expr.Select or Expr.Name or Expr.Fold or Expr.Call))
        {
            return Wrong(
                target,
                "sortBy can only be applied to a list, identifier, comprehension, call or select expression");
        }

        var keys = Collect(place, "map", tree.Name(place, SortInput), arguments);
        var sorted = tree.Member(place, tree.Name(place, SortInput), "@sortByAssociatedKeys", keys);
        return Bind(place, SortInput, target, sorted);
    }

    /// <summary>Gives a value a name: a loop that runs no time.</summary>
    private Expr.Fold Bind(int place, string name, Expr value, Expr inner) => new(
        tree.At(place),
        tree.List(place),
        new FoldNames(FoldNames.Unused, null, name),
        new FoldSteps(value, tree.Literal(place, CelBool.False), tree.Name(place, name), inner));

    private Expr.Fold Fold(int place, Expr range, FoldNames names, FoldSteps steps) =>
        new(tree.At(place), range, names, steps);

    private FoldNames? Names(Expr[] arguments, int count, string complaint)
    {
        for (var i = 0; i < count; i++)
        {
            var fault = arguments[i] is not Expr.Name name ? complaint
                : name.Text is "__result__" ? "iteration variable overwrites accumulator variable"
                : i == 1 && name.Text == ((Expr.Name)arguments[0]).Text ? $"duplicate variable name: {name.Text}"
                : null;
            if (fault is not null)
            {
                Wrong(arguments[i], fault);
                return null;
            }
        }

        var second = count == 2 ? ((Expr.Name)arguments[1]).Text : null;
        return new FoldNames(((Expr.Name)arguments[0]).Text, second, FoldNames.Accumulator);
    }

    private Expr Wrong(Expr node, string message)
    {
        issues.Add(tree.PositionOf(node), message);
        return node;
    }
}
