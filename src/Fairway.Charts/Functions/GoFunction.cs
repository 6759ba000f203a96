using Fairway.Charts.Values;

namespace Fairway.Charts.Functions;

/// <summary>What a function does with arguments that fit its parameters.</summary>
/// <exception cref="GoError">What Go's function would return as its error.</exception>
internal delegate GoValue FunctionBody(in FunctionCall call);

/// <summary>A function of templates.</summary>
/// <param name="Name">As templates call it.</param>
/// <param name="Parameters">Their types.</param>
/// <param name="IsVariadic">The last parameter takes any number.</param>
/// <param name="Body">What it does; <c>and</c> and <c>or</c> have none that is called, since they look at their
/// arguments one by one.</param>
internal sealed record GoFunction(string Name, GoType[] Parameters, bool IsVariadic, FunctionBody Body)
{
    private static readonly Dictionary<string, GoType> Types = new(StringComparer.Ordinal)
    {
        ["any"] = GoType.Any,
        ["string"] = GoType.String,
        ["int"] = GoType.Int,
        ["int64"] = GoType.Int64,
        ["float"] = GoType.Float,
        ["bool"] = GoType.Bool,
        ["map"] = GoType.Map,
        ["list"] = GoType.List,
        ["value"] = GoType.Value,
        ["time"] = GoType.Time,
        ["uint32"] = GoType.UInt32,
        ["certificate"] = GoType.Certificate,
    };

    /// <summary><c>and</c> and <c>or</c>.</summary>
    public bool IsShortCircuit => Name is "and" or "or";

    /// <summary>A function with its parameters in short: <c>int string</c>, <c>any ...any</c>.</summary>
    public static GoFunction Of(string name, string parameters, FunctionBody body)
    {
        var words = parameters.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return new GoFunction(
            name,
            [.. words.Select(word => Types[word.TrimStart('.')])],
            words.Length > 0 && words[^1].StartsWith("...", StringComparison.Ordinal),
            body);
    }
}
