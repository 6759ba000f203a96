using System.Formats.Tar;
using System.Text;
using Fairway.Charts;
using Xunit;

namespace Fairway.Tests.Charts.Archives;

public sealed class ChartTarballTests
{
    private static readonly byte[] Metadata = "name: c\nversion: 1.0.0\n"u8.ToArray();

    [Fact]
    public void Files_come_without_their_folder_and_without_byte_order_marks()
    {
        var files = Unpack(Tarball.Of(
            ("c/Chart.yaml", Metadata), ("c/templates//a.yaml", [0xEF, 0xBB, 0xBF, (byte)'x'])));

        Assert.Equal(["Chart.yaml", "templates/a.yaml"], files.Keys);
        Assert.Equal("x"u8.ToArray(), files["templates/a.yaml"].ToArray());
    }

    [Fact]
    public void Backslashes_of_an_archive_made_on_Windows_are_slashes() =>
        Assert.Equal(["templates/a.yaml"], Unpack(Tarball.Of(("c\\templates\\a.yaml", Metadata))).Keys);

    [Theory]
    [InlineData("../x")]
    [InlineData("c/../../x")]
    [InlineData("c//etc/passwd")]
    [InlineData("c")]
    [InlineData("c/.")]
    [InlineData("c/a/../b")]
    [InlineData("c/C:/x")]
    public void A_path_that_leads_out_is_refused(string path) =>
        Assert.Contains("leads out", Fault(Tarball.Of((path, Metadata))), StringComparison.Ordinal);

    [Fact]
    public void Chart_yaml_outside_a_folder_is_refused() =>
        Assert.Contains("must be in a folder", Fault(Tarball.Of(("Chart.yaml", Metadata))), StringComparison.Ordinal);

    [Theory]
    [InlineData(TarEntryType.SymbolicLink)]
    [InlineData(TarEntryType.HardLink)]
    public void A_link_is_refused(TarEntryType type) => Assert.Contains(
        "links are refused",
        Fault(Tarball.Of(new PaxTarEntry(type, "c/templates/x") { LinkName = "/etc/passwd" })),
        StringComparison.Ordinal);

    [Fact]
    public void A_file_may_be_so_large_and_no_larger()
    {
        Assert.Equal(
            ChartArchive.MostOfFile, Unpack(Tarball.Of(("c/x", new byte[ChartArchive.MostOfFile])))["x"].Length);
        Assert.Contains(
            "larger than 5 MiB", Fault(Tarball.Of(("c/x", new byte[ChartArchive.MostOfFile + 1]))),
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_small_archive_that_unpacks_to_a_large_chart_is_refused()
    {
        var zeros = new byte[ChartArchive.MostOfFile];

        var bomb = Tarball.Of([.. Enumerable.Range(0, 21).Select(i => ($"c/{i}", zeros))]);

        Assert.InRange(bomb.Length, 1, 2 << 20);
        Assert.Contains("larger than 100 MiB", Fault(bomb), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("no archive")]
    [InlineData("")]
    public void What_is_no_archive_is_refused(string content)
    {
        var fault = Fault(Encoding.UTF8.GetBytes(content));

        Assert.StartsWith("c.tgz is ", fault, StringComparison.Ordinal);
    }

    [Fact]
    public void An_archive_that_is_cut_off_is_refused()
    {
        var random = new byte[100_000];
        new Random(1).NextBytes(random);
        var whole = Tarball.Of(("c/Chart.yaml", Metadata), ("c/x", random));

        Assert.Contains("cut off", Fault(whole[..(whole.Length / 2)]), StringComparison.Ordinal);
    }

    [Fact]
    public void A_packed_chart_in_a_chart_is_one_of_its_charts()
    {
        var inner = Tarball.Of(
            ("d/Chart.yaml", "name: d\nversion: 1.0.0\n"u8.ToArray()),
            ("d/templates/x.yaml", "kind: {{ .Chart.Name }}"u8.ToArray()));

        var rendered = ChartFiles.Load(new Dictionary<string, ReadOnlyMemory<byte>>
        {
            ["Chart.yaml"] = Metadata, ["charts/d-1.0.0.tgz"] = inner, ["charts/d-1.0.0.tgz.prov"] = default,
        }).Rendered();

        Assert.Equal("---\n# Source: c/charts/d/templates/x.yaml\nkind: d\n", rendered.Manifest);
    }

    [Fact]
    public void Charts_in_charts_end_somewhere()
    {
        var path = string.Concat(Enumerable.Repeat("charts/d/", 40));
        var files = new Dictionary<string, ReadOnlyMemory<byte>> { [$"{path}Chart.yaml"] = Metadata };
        for (var at = 0; at >= 0; at = path.IndexOf("charts/", at + 1, StringComparison.Ordinal))
        {
            files[$"{path[..at]}Chart.yaml"] = Metadata;
        }

        var fault = Assert.Throws<ChartException>(() => ChartFiles.Load(files));

        Assert.Contains("nested more than 16 deep", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Aliases_of_aliases_do_not_explode()
    {
        var aliases = string.Concat(
            Enumerable.Range(0, 30).Select(i => $"- {{name: c, version: 1.0.0, alias: a{i}}}\n"));
        var metadata = Encoding.UTF8.GetBytes($"apiVersion: v2\nname: c\nversion: 1.0.0\ndependencies:\n{aliases}");
        var files = Enumerable.Range(0, 8).ToDictionary(
            depth => $"{string.Concat(Enumerable.Repeat("charts/c/", depth))}Chart.yaml",
            _ => (ReadOnlyMemory<byte>)metadata);

        var fault = Assert.Throws<ChartException>(() => ChartFiles.Load(files));

        Assert.Contains("more than 5000 charts", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Reading_can_be_cancelled()
    {
        var cancelled = new CancellationToken(canceled: true);

        Assert.Throws<OperationCanceledException>(
            () => ChartArchive.Unpack("c.tgz", Tarball.Of(("c/Chart.yaml", Metadata)), cancelled));
    }

    private static IReadOnlyDictionary<string, ReadOnlyMemory<byte>> Unpack(byte[] archive) =>
        ChartArchive.Unpack("c.tgz", archive, TestContext.Current.CancellationToken);

    private static string Fault(byte[] archive) =>
        Assert.Throws<ChartException>(() => Unpack(archive)).Message;
}
