using Fairway.Charts.Values;

namespace Fairway.Charts.Functions;

/// <summary>Helm's own functions that have to do with templates and with failing.</summary>
internal static class HelmFunctions
{
    public static void Define(FunctionTable.Add add)
    {
        add("include", "string any", (in call) => GoValue.Of(call.Host.Include(call.Text(0), call[1].Unwrapped())));
        add("tpl", "string any", (in call) => GoValue.Of(call.Host.Expand(call.Text(0), call[1].Unwrapped())));
        add("required", "string any", (in call) =>
            call[1].IsNil || call[1] is { Kind: GoKind.String, Text.Length: 0 }
                ? throw new GoError(call.Text(0), call.Text(0))
                : call[1]);
        add("fail", "string", (in call) => throw new GoError(call.Text(0), call.Text(0)));

        add("lookup", "string string string string", (in call) => GoValue.Of(Found(call)));
    }

    /// <summary>A chart sees of a cluster what the input gives, and nothing is an empty map.</summary>
    private static GoMap Found(in FunctionCall call) =>
        call.Host.Lookup?.Find(Given(call, 0), Given(call, 1), Given(call, 2), Given(call, 3)) is { } found
            ? JsonValues.FromCluster(found)
            : new GoMap();

    private static string Given(in FunctionCall call, int index) => ByteText.ToUnicode(call.Text(index));
}
