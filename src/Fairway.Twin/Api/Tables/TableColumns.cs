using System.Collections.Frozen;
using System.Globalization;
using Fairway.Schema;
using Fairway.Schema.Resources;

namespace Fairway.Twin.Api.Tables;

/// <summary>The columns of every resource, from the embedded table; those without rows of their own have name and
/// creation time.</summary>
internal static class TableColumns
{
    private const string AnyResource = "*";
    private static readonly Lazy<FrozenDictionary<string, TableColumn[]>> All = new(Load);

    public static TableColumn[] Of(ResourceType resource) =>
        resource.Custom is { } custom
            ? CustomColumns.Of(custom)
            : All.Value.GetValueOrDefault(resource.QualifiedName) ?? All.Value[AnyResource];

    /// <summary>The columns of resources without rows of their own: name and creation time.</summary>
    public static TableColumn[] OfAny => All.Value[AnyResource];

    private static FrozenDictionary<string, TableColumn[]> Load()
    {
        using var stream = typeof(TableColumns).Assembly.GetManifestResourceStream("Fairway.Twin.columns.tsv")
            ?? throw new InvalidOperationException("The assembly lacks its embedded table columns.tsv.");
        using var reader = new StreamReader(stream);
        var rows = reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(l => l[0] != '#');
        return rows.Select(l => l.Split('\t'))
            .GroupBy(c => c[0], StringComparer.Ordinal)
            .ToFrozenDictionary(g => g.Key, g => g.Select(Column).ToArray(), StringComparer.Ordinal);
    }

    private static TableColumn Column(string[] cells) =>
        new(
            cells[1], cells[2], cells[3], int.Parse(cells[4], CultureInfo.InvariantCulture), Description(cells[5]),
            cells[6]);

    /// <summary>A text, or with <c>@</c> in front the property of a definition whose description it is.</summary>
    private static string Description(string text)
    {
        if (!text.StartsWith('@'))
        {
            return text;
        }

        var dot = text.LastIndexOf('.');
        var definition = BuiltInSchemas.Find(text[1..dot]);
        return definition is not null && definition.Properties.TryGetValue(text[(dot + 1)..], out var property)
            ? property.Description
            : "";
    }
}
