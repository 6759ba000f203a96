using System.Text;
using System.Text.Json.Nodes;
using Fairway.Charts;
using Fairway.Conformance.Hosts;
using Fairway.Schema.Yaml;
using Xunit;

namespace Fairway.Conformance.Charts;

/// <summary>Values drawn from a seed are written by <c>toYaml</c>, <c>toJson</c> and <c>printf</c> as helm writes
/// them.</summary>
public sealed class RandomValueTests
{
    private const int Count = 250;

    // What YAML and printing treat in some way of its own, and letters of all lengths.
    private static readonly string[] Pieces =
    [
        "a", "Z", "k", "key", "word", "some longer words in a row ", "1", "0", "9", "10", "e3", "-", "--", "_", ".",
        "..",
        ":", ": ", "#", " #", " ", "  ", "\n", "\n\n", "\t", "'", "\"",
        "\\", "/", "*", "&", "!", "%", "@", "`", "|", ">",
        "?", "{", "}", "[", "]", ",", "=", "<", "<<", "~", "null", "true", "No", "y", "0x1f", "1:30", "2001-01-01", "é",
        "日本", "😀", "\u00a0", "\u2028", "\ufeff", "\r", "\u0001", "+1", ".5", "1.", "---", "...",
    ];

    private const string Template = """
        {{- range $i, $case := .Values.cases }}
        {{ printf "c%04d" $i }}: {{ list (toYaml $case) (toJson $case) (printf "%v %s" $case $case | quote)
          (print $case) | toJson | b64enc }}
        {{- end }}
        """;

    [Fact]
    public async Task Random_values_are_written_as_helm_writes_them()
    {
        var random = new Random(Budget.Seed);
        var values = new JsonObject
        {
            ["cases"] = new JsonArray([.. Enumerable.Range(0, Count).Select(_ => Value(random, 3))]),
        };
        using var scratch = new ScratchFolder();
        var cancel = TestContext.Current.CancellationToken;
        Directory.CreateDirectory(scratch["templates"]);
        await File.WriteAllTextAsync(scratch["Chart.yaml"], "apiVersion: v2\nname: random\nversion: 1.0.0\n", cancel);
        await File.WriteAllTextAsync(scratch["templates/all.yaml"], Template, cancel);
        await File.WriteAllBytesAsync(scratch["given.yaml"], YamlText.Write(values), cancel);
        var chart = ChartFolder.Load(scratch.Path);

        var helm = await HelmTool.TemplateAsync(HelmLine.Four, scratch.Path, "given.yaml", cancel);
        var ours = chart.Render(HelmTool.Input(HelmLine.Four) with { Values = values }, cancel);

        Assert.True(helm.ExitCode == 0, helm.ToString());
        var differences = helm.Output.Split('\n').Zip(ours.Manifest.Split('\n'))
            .Where(line => line.First != line.Second);
        Assert.True(
            !differences.Any(),
            $"seed {Budget.Seed}\n" + string.Join('\n', differences.Select(line =>
                $"helm: {Decoded(line.First)}\nours: {Decoded(line.Second)}")));
        Assert.Equal(helm.Output.Length, ours.Manifest.Length);
    }

    private static string Decoded(string line) =>
        Encoding.UTF8.GetString(Convert.FromBase64String(line[(line.IndexOf(' ', StringComparison.Ordinal) + 1)..]));

    private static JsonNode? Value(Random random, int depth) => random.Next(depth > 0 ? 12 : 9) switch
    {
        0 => null,
        1 => random.Next(2) == 0,
        2 => random.Next(-1000, 100_000),
        3 => Math.Round(Math.Exp((random.NextDouble() * 80) - 30), random.Next(0, 8)),
        4 => random.NextInt64(long.MaxValue),
        9 => new JsonArray([.. Enumerable.Range(0, random.Next(4)).Select(_ => Value(random, depth - 1))]),
        10 or 11 => new JsonObject(
            Enumerable.Range(0, random.Next(6)).Select(_ => Key(random)).Distinct()
                .Select(key => KeyValuePair.Create(key, Value(random, depth - 1)))),
        _ => Text(random),
    };

    /// <summary>The key of a merge is written plainly, by Go and by us, and read back as one.</summary>
    private static string Key(Random random) => Text(random) is var text && text == "<<" ? "merge" : text;

    private static string Text(Random random) =>
        string.Concat(
            Enumerable.Range(0, random.Next(random.Next(2) == 0 ? 3 : 14))
                .Select(_ => Pieces[random.Next(Pieces.Length)]));
}
