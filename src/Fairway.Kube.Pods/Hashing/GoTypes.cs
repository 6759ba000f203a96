using System.Collections.Frozen;

namespace Fairway.Kube.Pods.Hashing;

/// <summary>The Go structs of which a pod template is made.</summary>
internal static class GoTypes
{
    private const string Table = "Fairway.Kube.Pods.Hashing.pod-template.tsv";

    private static readonly Lazy<FrozenDictionary<string, GoField[]>> Structs = new(Read);

    /// <summary>The fields of a struct in their order.</summary>
    public static IReadOnlyList<GoField> FieldsOf(string name) => Structs.Value[name];

    private static FrozenDictionary<string, GoField[]> Read()
    {
        using var stream = typeof(GoTypes).Assembly.GetManifestResourceStream(Table)
            ?? throw new InvalidOperationException($"The assembly lacks its embedded table {Table}.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd()
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Where(line => line[0] != '#')
            .Select(line => line.Split('\t'))
            .GroupBy(cells => cells[0], cells => new GoField(cells[1], cells[2], cells[3], cells[4]))
            .ToFrozenDictionary(group => group.Key, group => group.ToArray());
    }
}
