namespace Fairway.Schema.Generator;

/// <summary>The committed table of what reflection cannot tell; its own head explains the columns.</summary>
internal sealed class FactTable
{
    private readonly Dictionary<(string Definition, string Property), string[]> rows = [];

    public FactTable(string path)
    {
        foreach (var line in File.ReadLines(path).Where(line => line.Length > 0 && line[0] != '#'))
        {
            var cells = line.Split('\t');
            var property = cells.Length > 1 ? cells[1] : "";
            if (!rows.TryAdd((cells[0], property), cells.Length > 2 ? cells[2..] : []))
            {
                throw new GenerationException($"{path}: {cells[0]} {property} is there twice");
            }
        }
    }

    /// <summary>Names of the definitions to generate, in the order of the table.</summary>
    public IEnumerable<string> Definitions =>
        rows.Keys.Where(key => key.Property.Length == 0).Select(key => key.Definition);

    public string[] Of(string definition, string property = "") => rows.GetValueOrDefault((definition, property)) ?? [];

    public string? Value(string definition, string property, string fact) =>
        Of(definition, property)
            .FirstOrDefault(text => text.StartsWith($"{fact}=", StringComparison.Ordinal))?[(fact.Length + 1)..];

    public IEnumerable<string> Properties(string definition) =>
        rows.Keys.Where(key => key.Definition == definition && key.Property.Length > 0).Select(key => key.Property);
}
