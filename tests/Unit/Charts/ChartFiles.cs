using System.Text;
using Fairway.Charts;

namespace Fairway.Tests.Charts;

/// <summary>Small charts for tests.</summary>
internal static class ChartFiles
{
    public static RenderInput Input { get; } = new("rel", "ops");

    /// <summary>A chart named <c>c</c> of these files, each a path and a text.</summary>
    public static Chart Load(params IReadOnlyList<(string Path, string Text)> files)
    {
        var all = new Dictionary<string, ReadOnlyMemory<byte>>(StringComparer.Ordinal)
        {
            ["Chart.yaml"] = Bytes("apiVersion: v2\nname: c\nversion: 1.2.3\nappVersion: \"4\"\n"),
        };
        foreach (var (path, text) in files)
        {
            all[path] = Bytes(text);
        }

        return ChartArchive.Load(all);
    }

    /// <summary>A chart of these files alone.</summary>
    public static Chart Load(IReadOnlyDictionary<string, ReadOnlyMemory<byte>> files) =>
        ChartArchive.Load(files, Xunit.TestContext.Current.CancellationToken);

    /// <summary>What a template prints, as the text of a string in a map.</summary>
    public static string Print(string template, RenderInput? input = null, string values = "") =>
        Load(
                ("values.yaml", values),
                ("templates/_t.tpl", template),
                ("templates/all.yaml", """text: {{ include "c/templates/_t.tpl" . | toJson }}"""))
            .Rendered(input).Objects[0].Object["text"]!.GetValue<string>();

    /// <summary>The error that a template gives.</summary>
    public static ChartException Fault(string template, RenderInput? input = null) =>
        Xunit.Assert.Throws<ChartException>(() => Load(("templates/t.yaml", template)).Rendered(input));

    /// <summary>Renders it under the test's own cancellation.</summary>
    public static RenderedChart Rendered(this Chart chart, RenderInput? input = null) =>
        chart.Render(input ?? Input, Xunit.TestContext.Current.CancellationToken);

    public static ReadOnlyMemory<byte> Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
