using Fairway.Charts.Functions;
using Fairway.Charts.Templates.Parsing;
using Fairway.Charts.Values;

namespace Fairway.Charts.Templates.Evaluation;

/// <summary>Pipelines, commands and fields.</summary>
internal sealed partial class Execution
{
    private const string Interface = "interface {}";

    /// <summary>A command's words, the dot, and what comes from the command before it, if one does.</summary>
    private readonly ref struct Given(GoValue dot, ReadOnlySpan<Node> words, GoValue? final)
    {
        public GoValue Dot { get; } = dot;

        public ReadOnlySpan<Node> Words { get; } = words;

        public GoValue? Final { get; } = final;

        public bool HasArguments => Words.Length > 1 || Final is not null;
    }

    private GoValue Pipeline(GoValue dot, PipeNode pipe)
    {
        at = pipe;
        GoValue? value = null;
        foreach (var command in pipe.Commands)
        {
            value = Command(new Given(dot, command.Arguments.Span, value), command).Unwrapped();
        }

        var result = value ?? default;
        foreach (var name in pipe.Variables)
        {
            if (pipe.IsAssign)
            {
                variables.Set(name, result);
            }
            else
            {
                variables.Push(name, result);
            }
        }

        return result;
    }

    private GoValue Command(Given given, CommandNode command)
    {
        switch (given.Words[0])
        {
            case FieldNode field:
                at = field;
                return Fields(given, field.Fields, given.Dot, true);
            case ChainNode chain:
                return Chain(given, chain);
            case FunctionNode function:
                at = function;
                return Call(given, function.Function, command);
            case PipeNode pipe:
                RefuseArguments(given);
                return Pipeline(given.Dot, pipe);
            case VariableNode variable:
                return Variable(given, variable);
            case var constant:
                at = constant;
                RefuseArguments(given);
                return Constant(given.Dot, constant);
        }
    }

    private static GoValue Constant(GoValue dot, Node node) => node switch
    {
        BoolNode boolean => GoValue.Of(boolean.Value),
        DotNode => dot,
        NilNode => throw new GoError("nil is not a command"),
        NumberNode number => Ideal(number),
        StringNode text => text.Value,
        _ => throw new GoError($"can't evaluate command {GoQuote.Quote(node.ToString()!)}"),
    };

    private static GoValue Ideal(NumberNode number) =>
        number.Constant.Ideal ?? throw new GoError($"{number} overflows int");

    private static void RefuseArguments(Given given)
    {
        if (given.HasArguments)
        {
            throw new GoError($"can't give argument to non-function {given.Words[0]}");
        }
    }

    private GoValue Chain(Given given, ChainNode chain)
    {
        at = chain;
        if (chain.Target is NilNode)
        {
            throw new GoError($"indirection through explicit nil in {chain}");
        }

        var target = Argument(given.Dot, GoType.Any, chain.Target).Unwrapped();
        return Fields(given, chain.Fields, target, true);
    }

    private GoValue Variable(Given given, VariableNode variable)
    {
        at = variable;
        var value = variables.Get(variable.Name);
        if (variable.Fields.Length > 0)
        {
            return Fields(given, variable.Fields, value, true);
        }

        RefuseArguments(given);
        return value;
    }

    /// <summary>A chain of fields; only the last may take arguments.</summary>
    private GoValue Fields(Given given, ReadOnlySpan<string> names, GoValue receiver, bool mayCall)
    {
        for (var i = 0; i < names.Length; i++)
        {
            var isLast = i == names.Length - 1;
            receiver = isLast && mayCall
                ? Field(given, names[i], receiver, i > 0)
                : Field(new Given(given.Dot, default, null), names[i], receiver, i > 0);
        }

        return receiver;
    }

    /// <param name="given">The arguments, if it is a method.</param>
    /// <param name="name">The field's.</param>
    /// <param name="receiver">What it is a field of.</param>
    /// <param name="isInner">The receiver is a field itself, whose type is that of any value.</param>
    private GoValue Field(Given given, string name, GoValue receiver, bool isInner)
    {
        switch (receiver.Kind)
        {
            case GoKind.Invalid:
                return default;
            case GoKind.Nil:
                throw new GoError($"nil pointer evaluating {Interface}.{name}");
            case GoKind.Map when receiver.Map.IsValues && ValuesMethods.Find(name, receiver) is { } method:
                return Call(given, method, at);
            case GoKind.Map:
                return given.HasArguments
                    ? throw new GoError($"{name} is not a method but has arguments")
                    : receiver.Map[name];
            case GoKind.Object when receiver.Object.Method(name) is { } method:
                return Call(given, method, at);
            case GoKind.Object when receiver.Object.Field(name) is { } value:
                return given.HasArguments
                    ? throw new GoError($"{name} has arguments but cannot be invoked as function")
                    : value;
            default:
                throw new GoError(
                    $"can't evaluate field {name} in type {(isInner ? Interface : receiver.TypeName)}");
        }
    }
}
