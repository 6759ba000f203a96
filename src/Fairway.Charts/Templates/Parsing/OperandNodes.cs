using Fairway.Charts.Functions;
using Fairway.Charts.Values;

namespace Fairway.Charts.Templates.Parsing;

/// <summary>Commands, each of which gets the value of the one before as its last argument.</summary>
internal sealed class PipeNode(int position, bool isAssign, string[] variables, CommandNode[] commands) : Node(position)
{
    /// <summary>The variables are assigned to, and not declared.</summary>
    public bool IsAssign { get; } = isAssign;

    public ReadOnlySpan<string> Variables => variables;

    public ReadOnlySpan<CommandNode> Commands => commands;

    public override string ToString()
    {
        var assigned = variables.Length == 0 ? "" : $"{string.Join(", ", variables)} {(IsAssign ? "=" : ":=")} ";
        return assigned + string.Join(" | ", commands.Select(command => command.ToString()));
    }
}

/// <summary>A function, method, field or constant, and its arguments.</summary>
internal sealed class CommandNode(int position, Node[] arguments) : Node(position)
{
    /// <summary>The first is what is called.</summary>
    public ReadOnlyMemory<Node> Arguments => arguments;

    public override string ToString() =>
        string.Join(' ', arguments.Select(argument => argument is PipeNode ? $"({argument})" : argument.ToString()));
}

/// <summary>The name of a function, bound when it was parsed.</summary>
internal sealed class FunctionNode(int position, GoFunction function) : Node(position)
{
    public GoFunction Function { get; } = function;

    public override string ToString() => Function.Name;
}

/// <summary>A variable, with the fields of it that follow.</summary>
internal sealed class VariableNode(int position, string name, string[] fields) : Node(position)
{
    public string Name { get; } = name;

    public ReadOnlySpan<string> Fields => fields;

    public override string ToString() => fields.Length == 0 ? Name : $"{Name}.{string.Join('.', fields)}";
}

/// <summary>Fields of the dot.</summary>
internal sealed class FieldNode(int position, string[] fields) : Node(position)
{
    public ReadOnlySpan<string> Fields => fields;

    public override string ToString() => $".{string.Join('.', fields)}";
}

/// <summary>Fields of what parentheses hold, or of a function's result.</summary>
internal sealed class ChainNode(int position, Node target, string[] fields) : Node(position)
{
    public Node Target { get; } = target;

    public ReadOnlySpan<string> Fields => fields;

    public override string ToString() =>
        $"{(Target is PipeNode ? $"({Target})" : Target.ToString())}.{string.Join('.', fields)}";
}

/// <summary>The dot.</summary>
internal sealed class DotNode(int position) : Node(position)
{
    public override string ToString() => ".";
}

/// <summary><c>nil</c>.</summary>
internal sealed class NilNode(int position) : Node(position)
{
    public override string ToString() => "nil";
}

/// <summary><c>true</c> or <c>false</c>.</summary>
internal sealed class BoolNode(int position, bool value) : Node(position)
{
    public bool Value { get; } = value;

    public override string ToString() => Value ? "true" : "false";
}

/// <summary>A constant string.</summary>
/// <param name="position">Where it is.</param>
/// <param name="quoted">As it is written.</param>
/// <param name="text">Its bytes.</param>
internal sealed class StringNode(int position, string quoted, string text) : Node(position)
{
    public GoValue Value { get; } = GoValue.Of(text);

    public override string ToString() => quoted;
}

/// <summary>A constant number, which may fit several types.</summary>
internal sealed class NumberNode(int position, string text, GoNumberConstant constant) : Node(position)
{
    public GoNumberConstant Constant { get; } = constant;

    public override string ToString() => text;
}
