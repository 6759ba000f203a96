using System.Text.Json.Nodes;

namespace Fairway.Api.Generator;

/// <summary>Everything that is made from the records of Fairway.Api.</summary>
internal static class GeneratedFiles
{
    private const string Header =
        "# Made from the records of src/Fairway.Api by src/Fairway.Api.Generator; edit those.";

    /// <summary>The files, in the order of the kinds.</summary>
    /// <exception cref="GenerationException">A record says what no schema can.</exception>
    public static IEnumerable<GeneratedFile> All()
    {
        var summaries = Summaries.OfApi();
        var kinds = ApiKind.All;
        var crds = new CrdBuilder(new SchemaBuilder(new DescriptionText(summaries, kinds)));
        foreach (var kind in kinds)
        {
            var crd = crds.Build(kind);
            yield return new GeneratedFile($"{FolderOf(kind)}/{ApiKind.Of(kind).CrdName}.yaml", CrdText(crd));
        }

        yield return new GeneratedFile(
            "docs/reference/resources.md", new ReferenceWriter(new DescriptionText(summaries, kinds)).Write());
    }

    // No real cluster gets what is for simulated ones by applying a folder.
    private static string FolderOf(Type kind) =>
        ApiKind.Twin.Contains(kind) ? "deploy/crds-twin" : "deploy/chart/files/crds";

    private static string CrdText(JsonObject crd) =>
        $"{Header}\n{YamlWriter.Write(crd)}";
}
