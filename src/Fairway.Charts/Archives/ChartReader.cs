using Fairway.Charts.Schemas;
using Fairway.Charts.Values;

namespace Fairway.Charts.Archives;

/// <summary>Sorts the files of a chart into what they are, and reads each.</summary>
internal static class ChartReader
{
    public const string ValuesFile = "values.yaml";
    public const string SchemaFile = "values.schema.json";
    public const string TemplateFolder = "templates/";
    private const string ChartsFolder = "charts/";
    private const string CrdsFolder = "crds/";
    private const string Archive = ".tgz";
    private const string Provenance = ".prov";

    /// <summary>Reads a chart and all charts in it.</summary>
    /// <exception cref="ChartException">A file is missing, or cannot be read.</exception>
    public static ChartContent Read(IReadOnlyList<ChartFile> files, UnpackBudget budget)
    {
        var byPath = new Dictionary<string, ReadOnlyMemory<byte>>(StringComparer.Ordinal);
        foreach (var file in files)
        {
            byPath[file.Path] = file.Content;
        }

        // Without the cast, null would become an empty content.
        ReadOnlyMemory<byte>? Find(string path) =>
            byPath.TryGetValue(path, out var content) ? content : (ReadOnlyMemory<byte>?)null;
        var metadata = MetadataReader.Read(
            Find(MetadataReader.File) ?? throw new ChartException(
                "Chart.yaml is missing; a chart needs one at its root", MetadataReader.File),
            Find(MetadataReader.RequirementsFile));
        var (four, three) = Values(Find(ValuesFile));
        return new ChartContent(metadata)
        {
            ValuesOfFour = four,
            ValuesOfThree = three,
            Templates = [.. files.Where(file => file.Path.StartsWith(TemplateFolder, StringComparison.Ordinal))],
            Files = files.Where(file => IsPlainFile(file.Path, metadata)).ToDictionary(
                file => file.Path, file => ByteText.FromBytes(file.Content.Span), StringComparer.Ordinal),
            Crds = [.. files.Where(file => IsCrd(file.Path)).OrderBy(file => file.Path, FileOrder.Walked)],
            Schema = Find(SchemaFile) is { } schema ? SchemaDocument.Parse(SchemaFile, schema) : null,
            Charts = Charts(files, metadata, budget),
        };
    }

    private static (GoMap Four, GoMap Three) Values(ReadOnlyMemory<byte>? content)
    {
        if (content is not { } values)
        {
            return (new GoMap(), new GoMap());
        }

        var first = JsonValues.FromObject(YamlFile.Values(ValuesFile, values, HelmLine.Three));
        return values.Span.IndexOf("\n---"u8) < 0
            ? (first, first)
            : (JsonValues.FromObject(YamlFile.Values(ValuesFile, values, HelmLine.Four)), first);
    }

    /// <summary>What <c>.Files</c> gives: all that is nothing else, and the older files of dependencies where they
    /// are read.</summary>
    private static bool IsPlainFile(string path, ChartMetadata metadata) => path switch
    {
        MetadataReader.File or ValuesFile or SchemaFile or "Chart.lock" => false,
        MetadataReader.RequirementsFile or "requirements.lock" => metadata.ApiVersion == MetadataReader.First,
        _ when path.StartsWith(ChartsFolder, StringComparison.Ordinal) =>
            path.EndsWith(Provenance, StringComparison.Ordinal),
        _ => !path.StartsWith(TemplateFolder, StringComparison.Ordinal),
    };

    private static bool IsCrd(string path) =>
        path.StartsWith(CrdsFolder, StringComparison.Ordinal)
        && Path.GetExtension(path).ToUpperInvariant() is ".YAML" or ".YML" or ".JSON";

    private static IReadOnlyList<ChartContent> Charts(
        IReadOnlyList<ChartFile> files, ChartMetadata metadata, UnpackBudget budget) =>
        [.. files
            .Where(file => file.Path.StartsWith(ChartsFolder, StringComparison.Ordinal)
                && !file.Path.EndsWith(Provenance, StringComparison.Ordinal))
            .Select(file => file with { Path = file.Path[ChartsFolder.Length..] })
            .GroupBy(file => file.Path.Split('/')[0], StringComparer.Ordinal)
            .Where(group => group.Key[0] is not ('_' or '.'))
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => Inner(group.Key, [.. group], metadata, budget))];

    private static ChartContent Inner(
        string name, IReadOnlyList<ChartFile> files, ChartMetadata outer, UnpackBudget budget)
    {
        budget.Enter(ChartsFolder + name);
        try
        {
            return Read(name.EndsWith(Archive, StringComparison.Ordinal)
                ? ChartTarball.Read(name, files.Single(file => file.Path == name).Content, budget)
                : [.. files.Where(file => file.Path.Length > name.Length)
                    .Select(file => file with { Path = file.Path[(name.Length + 1)..] })], budget);
        }
        catch (InvalidOperationException)
        {
            throw new ChartException($"{ChartsFolder}{name} is a folder; an archive is a file", ChartsFolder + name);
        }
        catch (ChartException fault)
        {
            throw new ChartException(
                $"chart {name} in {outer.Name}: {fault.Message}", $"{ChartsFolder}{name}/{fault.File}", fault.Line);
        }
        finally
        {
            budget.Leave();
        }
    }
}
