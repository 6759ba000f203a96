using System.Text;
using Fairway.Charts;
using Fairway.Schema.Yaml;

namespace Fairway.Conformance.Charts;

/// <summary>A chart of snippets: each is a file of templates, and one file prints them all, as JSON, line by
/// line.</summary>
internal static class SnippetChart
{
    private const string Name = "snippets";

    /// <summary>The snippets of a data file; a line of two percent signs stands between them.</summary>
    public static IReadOnlyList<string> Read(string resource) => Embedded.Text(resource).TrimEnd('\n').Split("\n%%\n");

    /// <summary>The files of a chart of snippets.</summary>
    public static IReadOnlyDictionary<string, byte[]> Files(IReadOnlyList<string> snippets)
    {
        var files = new Dictionary<string, byte[]>
        {
            ["Chart.yaml"] = Bytes(
                "apiVersion: v2\nname: snippets\nversion: 1.2.3\nappVersion: \"4.5\"\ndescription: some\n"),
            ["values.yaml"] = Bytes(Embedded.Text("charts/snippet-values.yaml")),
            ["notes/data.txt"] = Bytes("some data\nof two lines é\n"),
        };
        var all = new StringBuilder();
        for (var i = 0; i < snippets.Count; i++)
        {
            files[$"templates/_s{i:0000}.tpl"] = Bytes(snippets[i]);
            all.Append($"s{i:0000}: {{{{ include \"{Name}/templates/_s{i:0000}.tpl\" . | toJson }}}}\n");
        }

        files["templates/all.yaml"] = Bytes(all.ToString());
        return files;
    }

    public static async Task WriteAsync(string folder, IReadOnlyList<string> snippets, CancellationToken cancel)
    {
        foreach (var (path, content) in Files(snippets))
        {
            var file = Path.Combine(folder, path);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            await File.WriteAllBytesAsync(file, content, cancel);
        }
    }

    /// <summary>What Fairway makes of one snippet, or the error.</summary>
    public static string Render(string snippet, HelmLine line)
    {
        try
        {
            return Texts(ChartArchive.Load(Files([snippet]).ToDictionary(file => file.Key, Memory))
                .Render(HelmTool.Input(line)).Manifest)[0];
        }
        catch (ChartException fault)
        {
            return $"Error: {fault.Message}";
        }
    }

    /// <summary>The texts of the snippets out of a manifest.</summary>
    public static IReadOnlyList<string> Texts(string manifest) =>
        [.. YamlReader.Read(manifest, YamlReadOptions.File)!.AsObject()
            .OrderBy(member => member.Key, StringComparer.Ordinal)
            .Select(member => member.Value?.GetValue<string>() ?? "null")];

    private static ReadOnlyMemory<byte> Memory(KeyValuePair<string, byte[]> file) => file.Value;

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
