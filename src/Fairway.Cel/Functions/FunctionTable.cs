using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Fairway.Cel.Functions;

/// <summary>The functions that expressions may call, with all their signatures in the order of their tables.</summary>
internal sealed class FunctionTable
{
    private readonly FrozenDictionary<string, ImmutableArray<Overload>> functions;

    private FunctionTable(IReadOnlyList<Overload> overloads)
    {
        All = overloads;
        functions = overloads
            .GroupBy(overload => overload.Function, StringComparer.Ordinal)
            .ToFrozenDictionary(group => group.Key, group => group.ToImmutableArray(), StringComparer.Ordinal);
    }

    /// <summary>All signatures, in the order of their tables.</summary>
    public IReadOnlyList<Overload> All { get; }

    /// <summary>Reads tables that are embedded.</summary>
    /// <param name="bodies">What functions do, by the name of the signature or, if that is missing, the function's.
    /// </param>
    /// <param name="names">The tables, by their place in the project.</param>
    public static FunctionTable Read(FunctionBodies bodies, params ReadOnlySpan<string> names)
    {
        var overloads = new List<Overload>();
        foreach (var name in names)
        {
            using var reader = new StreamReader(
                typeof(FunctionTable).Assembly.GetManifestResourceStream($"Fairway.Cel.{name}.tsv")
                ?? throw new InvalidOperationException($"The assembly lacks its embedded table {name}."));
            while (reader.ReadLine() is { } line)
            {
                if (!line.StartsWith('#'))
                {
                    overloads.Add(Parse(line.Split('\t'), bodies));
                }
            }
        }

        return new(overloads);
    }

    /// <summary>The signatures of a function; null where there is no such function.</summary>
    public ImmutableArray<Overload>? Find(string function) =>
        functions.TryGetValue(function, out var found) ? found : null;

    private static Overload Parse(string[] cells, FunctionBodies bodies) =>
        new(
            cells[0],
            cells[1],
            cells[2] == "member",
            [.. SignatureReader.ReadAll(cells[3])],
            SignatureReader.Read(cells[4]))
        {
            Body = bodies.Find(cells[1], cells[0]),
        };
}
