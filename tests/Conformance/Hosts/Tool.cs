namespace Fairway.Conformance.Hosts;

/// <summary>Programs that <c>build/setup</c> fetches, by the variable that says where each is.</summary>
internal static class Tool
{
    /// <summary>The path in <paramref name="variable"/>.</summary>
    /// <exception cref="InvalidOperationException">It is not set, or nothing is there.</exception>
    public static string Path(string variable)
    {
        var path = Environment.GetEnvironmentVariable(variable);
        return path is not null && (File.Exists(path) || Directory.Exists(path))
            ? path
            : throw new InvalidOperationException(
                $"{variable} names nothing that exists ({path ?? "not set"}): run the tests by ./test, or first "
                    + "`. build/setup && setup_all \"$PWD\"`"
            );
    }
}
