using Fairway.Charts;
using Xunit;

namespace Fairway.Tests.Charts;

public sealed class ChartArchiveTests
{
    [Fact]
    public void The_digest_tells_apart_what_differs_and_nothing_else()
    {
        var chart = ChartFiles.Load(("templates/a.yaml", "x"), ("b", "y"));

        Assert.Equal(chart.Digest, ChartFiles.Load(("b", "y"), ("templates/a.yaml", "x")).Digest);
        Assert.NotEqual(chart.Digest, ChartFiles.Load(("templates/a.yaml", "x"), ("b", "z")).Digest);
        Assert.NotEqual(ChartFiles.Load(("a", "bc")).Digest, ChartFiles.Load(("ab", "c")).Digest);
        Assert.StartsWith("sha256:", chart.Digest.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_chart_says_its_name_and_versions()
    {
        var chart = ChartFiles.Load();

        Assert.Equal(("c", "1.2.3", "4"), (chart.Name, chart.Version, chart.AppVersion));
    }

    [Theory]
    [InlineData("Chart.yaml", "apiVersion: v3\nname: c\nversion: 1.0.0\n", "apiVersion is v3")]
    [InlineData("Chart.yaml", "apiVersion: v2\nversion: 1.0.0\n", "name is missing")]
    [InlineData("Chart.yaml", "apiVersion: v2\nname: c\n", "version is missing")]
    [InlineData("Chart.yaml", "apiVersion: v2\nname: c\nversion: one\n", "no semantic version")]
    [InlineData("Chart.yaml", "apiVersion: v2\nname: c\nversion: [1]\n", "version must be a text")]
    [InlineData("Chart.yaml", "apiVersion: v2\nname: ../c\nversion: 1.0.0\n", "cannot be a folder's")]
    [InlineData("Chart.yaml", "apiVersion: v2\nname: c\nversion: 1.0.0\ntype: web\n", "an application or a library")]
    [InlineData("Chart.yaml", "apiVersion: v2\nname: c\nversion: 1.0.0\ndependencies: [d]\n", "must be a map")]
    [InlineData("Chart.yaml", "apiVersion: v2\nname: c\nversion: 1.0.0\ndependencies: d\n", "must be a list")]
    [InlineData(
        "Chart.yaml", "apiVersion: v2\nname: c\nversion: 1.0.0\ndependencies: [{name: d}, {name: e, alias: d}]\n",
        "more than one dependency")]
    [InlineData(
        "Chart.yaml", "apiVersion: v2\nname: c\nversion: 1.0.0\ndependencies: [{name: d, alias: a.b}]\n",
        "the alias of dependency")]
    [InlineData("values.yaml", "- a\n", "not a map")]
    [InlineData("values.yaml", "a: [\n", "yaml:")]
    [InlineData("values.yaml", "a: .inf\n", ".inf has no place in JSON")]
    [InlineData("charts/d/Chart.yaml", "", "chart d in c: Chart.yaml: name is missing")]
    [InlineData("charts/d/x", "", "chart d in c: Chart.yaml is missing", "charts/d/Chart.yaml")]
    [InlineData("charts/README.md", "", "chart README.md in c", "charts/README.md/Chart.yaml")]
    [InlineData("charts/d.tgz", "no archive", "is no packed chart", "charts/d.tgz/d.tgz")]
    [InlineData("../x", "", "no path inside a chart")]
    [InlineData("/x", "", "no path inside a chart")]
    [InlineData("a//x", "", "no path inside a chart")]
    [InlineData("a\\x", "", "no path inside a chart")]
    public void A_chart_that_cannot_be_read_says_which_file_and_why(
        string path, string content, string why, string? file = null)
    {
        var fault = Assert.Throws<ChartException>(() => ChartFiles.Load((path, content)));

        Assert.Equal(file ?? path, fault.File);
        Assert.Contains(why, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_chart_without_metadata_is_refused()
    {
        var fault = Assert.Throws<ChartException>(
            () => ChartArchive.Load(
                new Dictionary<string, ReadOnlyMemory<byte>>(), TestContext.Current.CancellationToken));

        Assert.Contains("Chart.yaml is missing", fault.Message, StringComparison.Ordinal);
    }
}
