using Fairway.Charts.Templates.Parsing;
using Fairway.Charts.Values;

namespace Fairway.Charts.Functions;

/// <summary>One call: its arguments, which fit the parameters, and what surrounds it.</summary>
internal readonly struct FunctionCall(
    GoValue[] arguments, IFunctionHost host, Node? caller = null, string template = "")
{
    public IFunctionHost Host { get; } = host;

    public Budget Budget => Host.Budget;

    /// <summary>The name of the template that calls.</summary>
    public string Template => template;

    /// <summary>The call as the template has it.</summary>
    public string Expression => caller?.ToString() ?? "";

    public int Count => arguments.Length;

    public GoValue this[int index] => arguments[index];

    public ReadOnlySpan<GoValue> All => arguments;

    /// <summary>A parameter of type string.</summary>
    public string Text(int index) => arguments[index].Text;

    /// <summary>A parameter of an integer type.</summary>
    public long Integer(int index) => arguments[index].Integer;

    public GoMap Map(int index) => arguments[index].Map;

    /// <summary>An argument as the template has it.</summary>
    public string Written(int index) =>
        caller is CommandNode command && index + 1 < command.Arguments.Length
            ? command.Arguments.Span[index + 1].ToString()!
            : "";

    /// <summary>The arguments from here on.</summary>
    public ReadOnlySpan<GoValue> From(int index) => arguments.AsSpan(index);

    /// <summary>A text that is a result; counted, so that texts do not grow without end.</summary>
    public GoValue Made(string text)
    {
        Budget.Charge(text.Length);
        return GoValue.Of(text);
    }

    /// <summary>A list that is a result; counted as steps.</summary>
    public GoValue Made(GoValue[] items)
    {
        Budget.Step(items.Length);
        return GoValue.Of(new GoList(items));
    }
}
