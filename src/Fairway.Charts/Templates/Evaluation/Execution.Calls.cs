using Fairway.Charts.Functions;
using Fairway.Charts.Templates.Parsing;
using Fairway.Charts.Values;

namespace Fairway.Charts.Templates.Evaluation;

/// <summary>Calls of functions, and the fitting of arguments to parameters.</summary>
internal sealed partial class Execution
{
    private const int CharactersAStep = 64;
    private const int ItemsAStep = 8;

    private GoValue Call(Given given, GoFunction function, Node node)
    {
        var words = given.Words.IsEmpty ? given.Words : given.Words[1..];
        var count = words.Length + (given.Final is null ? 0 : 1);
        CheckCount(function, count);
        if (function.IsShortCircuit)
        {
            return ShortCircuit(given, words, function.Name == "or");
        }

        var arguments = new GoValue[count];
        for (var i = 0; i < words.Length; i++)
        {
            arguments[i] = Argument(given.Dot, Parameter(function, i), words[i]);
        }

        if (given.Final is { } final)
        {
            arguments[^1] = Fit(final, Parameter(function, count - 1));
        }

        scope.Budget.Step(1 + arguments.Sum(Weight));
        try
        {
            return function.Body(new FunctionCall(arguments, scope, node, template.Name));
        }
        catch (GoError fault)
        {
            at = node;
            throw new GoError($"error calling {function.Name}: {fault.Message}", fault.Said);
        }
        catch (TemplateFault fault)
        {
            at = node;
            throw new CallFault($"error calling {function.Name}: {fault.Message}", fault.Inner, fault.Said);
        }
    }

    /// <summary>What it costs to look at an argument: a function may read all of it.</summary>
    private static long Weight(GoValue argument) => argument.Kind switch
    {
        GoKind.String => argument.Text.Length / CharactersAStep,
        GoKind.List => argument.List.Count / ItemsAStep,
        GoKind.Map => argument.Map.Count / ItemsAStep,
        _ => 0,
    };

    private static void CheckCount(GoFunction function, int count)
    {
        var wanted = function.Parameters.Length;
        if (function.IsVariadic && count < wanted - 1)
        {
            throw new GoError($"wrong number of args for {function.Name}: want at least {wanted - 1} got {count}");
        }

        if (!function.IsVariadic && count != wanted)
        {
            throw new GoError($"wrong number of args for {function.Name}: want {wanted} got {count}");
        }
    }

    private static GoType Parameter(GoFunction function, int index) =>
        function.Parameters[Math.Min(index, function.Parameters.Length - 1)];

    private GoValue ShortCircuit(Given given, ReadOnlySpan<Node> words, bool stopsAtTrue)
    {
        var value = default(GoValue);
        foreach (var word in words)
        {
            value = Argument(given.Dot, GoType.Any, word);
            if (value.IsTrue == stopsAtTrue)
            {
                return value;
            }
        }

        return given.Final ?? value;
    }

    private GoValue Argument(GoValue dot, GoType type, Node node)
    {
        at = node;
        switch (node)
        {
            case DotNode:
                return Fit(dot, type);
            case NilNode:
                return type == GoType.Value ? default
                    : type is GoType.Any or GoType.Map or GoType.List ? GoValue.Nil
                    : throw new GoError($"cannot assign nil to {NameOf(type)}");
            case FieldNode field:
                return Fit(Fields(new Given(dot, default, null), field.Fields, dot, false), type);
            case VariableNode variable:
                return Fit(Variable(new Given(dot, default, null), variable), type);
            case PipeNode pipe:
                return Fit(Pipeline(dot, pipe), type);
            case FunctionNode function:
                return Fit(Call(new Given(dot, default, null), function.Function, function), type);
            case ChainNode chain:
                return Fit(Chain(new Given(dot, default, null), chain), type);
            default:
                return FitConstant(node, type);
        }
    }

    /// <summary>A value must have the parameter's type; nothing will do for what may be nothing.</summary>
    private static GoValue Fit(GoValue value, GoType type)
    {
        if (type == GoType.Value)
        {
            return value;
        }

        if (type == GoType.Any)
        {
            return value.IsNil ? GoValue.Nil : value;
        }

        // What a pipeline made of nothing may be no map; a place that holds nothing is of another type.
        if (value.Kind == GoKind.Invalid)
        {
            return type is GoType.Map or GoType.List
                ? GoValue.Nil
                : throw new GoError($"invalid value; expected {NameOf(type)}");
        }

        var fits = type switch
        {
            GoType.String => value.Kind == GoKind.String,
            GoType.Int => value.Kind == GoKind.Int,
            GoType.Int64 => value.Kind == GoKind.Int64,
            GoType.Float => value.Kind == GoKind.Float,
            GoType.Bool => value.Kind == GoKind.Bool,
            GoType.Map => value.Kind == GoKind.Map,
            GoType.UInt32 => false,
            GoType.Time => value is { Kind: GoKind.Object, Object: TimeObject },
            GoType.Certificate => value is { Kind: GoKind.Object, Object: CertificateObject },
            _ => value is { Kind: GoKind.List, List.TypeName: GoList.OfAny },
        };
        return fits
            ? value
            : throw new GoError(
                $"wrong type for value; expected {NameOf(type)}; got {(value.IsNil ? Interface : value.TypeName)}");
    }

    private static GoValue FitConstant(Node node, GoType type)
    {
        switch (type)
        {
            case GoType.Any or GoType.Value:
                return Constant(default, node);
            case GoType.Bool:
                return node is BoolNode boolean
                    ? GoValue.Of(boolean.Value)
                    : throw new GoError($"expected bool; found {node}");
            case GoType.String:
                return node is StringNode text ? text.Value : throw new GoError($"expected string; found {node}");
            case GoType.Int or GoType.Int64:
                return node is NumberNode { Constant.Integer: { } whole }
                    ? type == GoType.Int ? GoValue.OfInt(whole) : GoValue.Of(whole)
                    : throw new GoError($"expected integer; found {node}");
            case GoType.UInt32:
                return node is NumberNode { Constant.Integer: >= 0 and var number }
                    ? GoValue.Of(unchecked((uint)number))
                    : throw new GoError($"expected unsigned integer; found {node}");
            case GoType.Float:
                return node is NumberNode real
                    ? GoValue.Of(real.Constant.Float)
                    : throw new GoError($"expected float; found {node}");
            default:
                throw new GoError($"can't handle {node} for arg of type {NameOf(type)}");
        }
    }

    private static string NameOf(GoType type) => type switch
    {
        GoType.Map => GoMap.OfAny,
        GoType.List => GoList.OfAny,
        GoType.Float => "float64",
        GoType.Certificate => CertificateObject.Name,
        GoType.Time => "time.Time",
        GoType.Any => Interface,
        _ => type.ToString().ToLowerInvariant(),
    };
}
