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
    [InlineData("Chart.yaml", "name: c\nversion: 1.0.0\n", "apiVersion must be v2")]
    [InlineData("Chart.yaml", "apiVersion: v2\nversion: 1.0.0\n", "name is missing")]
    [InlineData("Chart.yaml", "apiVersion: v2\nname: c\n", "version is missing")]
    [InlineData("Chart.yaml", "apiVersion: v2\nname: c\nversion: 1.0\n", "put it in quotes")]
    [InlineData("Chart.yaml", "apiVersion: v2\nname: c\nversion: 1.0.0\ntype: library\n", "type application")]
    [InlineData("Chart.yaml", "apiVersion: v2\nname: c\nversion: 1.0.0\ndependencies: [{name: d}]\n", "dependencies")]
    [InlineData("values.yaml", "a: 1\nb: 2\na: 3\n", "line 3: key \"a\" is there twice")]
    [InlineData("values.yaml", "- a\n", "not a map")]
    [InlineData("values.yaml", "a: [\n", "yaml:")]
    [InlineData("values.yaml", "a: .inf\n", ".inf has no place in JSON")]
    [InlineData("charts/d/Chart.yaml", "", "not supported yet")]
    [InlineData("crds/d.yaml", "", "not supported yet")]
    [InlineData("values.schema.json", "{}", "not supported yet")]
    [InlineData("../x", "", "no path inside a chart")]
    [InlineData("/x", "", "no path inside a chart")]
    [InlineData("a//x", "", "no path inside a chart")]
    [InlineData("a\\x", "", "no path inside a chart")]
    public void A_chart_that_cannot_be_read_says_which_file_and_why(string path, string content, string why)
    {
        var fault = Assert.Throws<ChartException>(() => ChartFiles.Load((path, content)));

        Assert.Equal(path, fault.File);
        Assert.Contains(why, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_chart_without_metadata_is_refused()
    {
        var fault = Assert.Throws<ChartException>(
            () => ChartArchive.Load(new Dictionary<string, ReadOnlyMemory<byte>>()));

        Assert.Contains("Chart.yaml is missing", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Hidden_files_among_templates_are_ignored() =>
        Assert.Empty(ChartFiles.Load(("templates/.swp", "{{ nonsense")).Rendered().Objects);
}
