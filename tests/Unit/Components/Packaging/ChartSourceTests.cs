using System.Security.Cryptography;
using System.Text;
using Fairway.Charts;
using Fairway.Components.Packaging;
using Fairway.Tests.Cli;
using Xunit;

namespace Fairway.Tests.Components.Packaging;

public sealed class ChartSourceTests : IDisposable
{
    private const string ChartLayer = "application/vnd.cncf.helm.chart.content.v1.tar+gzip";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_folder_is_read_without_what_its_rules_ignore()
    {
        Write("Chart.yaml", "name: c\nversion: 1.0.0\n");
        Write(".helmignore", "*.bak\nskipped/\n");
        Write("a.bak", "");
        Write("skipped/a", "");
        Write("templates/.hidden", "");
        Write("templates/x.yaml", "kind: X");

        var files = Read(folder.Path);

        Assert.Equal([".helmignore", "Chart.yaml", "templates/x.yaml"], files.Keys);
    }

    [Fact]
    public void A_link_in_a_folder_is_refused()
    {
        Write("Chart.yaml", "name: c\nversion: 1.0.0\n");
        File.CreateSymbolicLink(Path.Combine(folder.Path, "values.yaml"), "/etc/hostname");

        Assert.Contains("is a link", Fault(folder.Path), StringComparison.Ordinal);
    }

    [Fact]
    public void An_archive_is_read()
    {
        File.WriteAllBytes(Path.Combine(folder.Path, "c.tgz"), Archive());

        Assert.Equal(["Chart.yaml"], Read(Path.Combine(folder.Path, "c.tgz")).Keys);
    }

    [Fact]
    public void A_layout_with_one_chart_is_read()
    {
        Layout(("1.0.0", Archive()));

        Assert.Equal(["Chart.yaml"], Read(folder.Path).Keys);
        Assert.Equal(["Chart.yaml"], Read($"{folder.Path}:1.0.0").Keys);
        Assert.Contains("has no chart 2.0.0: it has 1.0.0", Fault($"{folder.Path}:2.0.0"), StringComparison.Ordinal);
    }

    [Fact]
    public void Of_a_layout_with_several_charts_one_must_be_named()
    {
        Layout(("1.0.0", Archive()), ("2.0.0", Archive("2.0.0")));

        Assert.Contains("has several charts, 1.0.0, 2.0.0", Fault(folder.Path), StringComparison.Ordinal);
        Assert.Equal(
            "2.0.0",
            ChartArchive.Load(Read($"{folder.Path}:2.0.0"), TestContext.Current.CancellationToken).Version);
    }

    [Fact]
    public void A_blob_with_another_content_than_its_digest_says_is_refused()
    {
        var blobs = Layout(("1.0.0", Archive()));
        File.AppendAllText(Path.Combine(folder.Path, "blobs", "sha256", blobs[0]), "x");

        Assert.Contains("it is damaged", Fault(folder.Path), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("oci://registry.example.org/charts/c", "not fetched from registries")]
    [InlineData("https://example.org/c.tgz", "not fetched from registries")]
    [InlineData("/nowhere/at/all", "there is no file or folder")]
    public void What_is_no_place_of_a_chart_is_told(string path, string why) =>
        Assert.Contains(why, Fault(path), StringComparison.Ordinal);

    [Fact]
    public void A_file_of_another_kind_and_a_folder_without_a_chart_are_told()
    {
        Write("values.yaml", "a: 1");

        Assert.Contains("it has no Chart.yaml", Fault(folder.Path), StringComparison.Ordinal);
        Assert.Contains("is no chart", Fault(Path.Combine(folder.Path, "values.yaml")), StringComparison.Ordinal);
    }

    private static byte[] Archive(string version = "1.0.0") => ChartFiles.Pack(
        "c", new Dictionary<string, ReadOnlyMemory<byte>>
        {
            ["Chart.yaml"] = Encoding.UTF8.GetBytes($"name: c\nversion: {version}\n"),
        });

    private static IReadOnlyDictionary<string, ReadOnlyMemory<byte>> Read(string path) =>
        ChartSource.Read(path, TestContext.Current.CancellationToken);

    private static string Fault(string path) => Assert.Throws<InvalidDataException>(() => Read(path)).Message;

    private void Write(string path, string content)
    {
        var file = Path.Combine(folder.Path, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, content);
    }

    /// <summary>The names of the charts' blobs.</summary>
    private List<string> Layout(params (string Tag, byte[] Chart)[] charts)
    {
        Write("oci-layout", """{"imageLayoutVersion":"1.0.0"}""");
        var blobs = new List<string>();
        var manifests = new List<string>();
        foreach (var (tag, chart) in charts)
        {
            blobs.Add(Blob(chart));
            var manifest = Blob(Encoding.UTF8.GetBytes(
                $$"""{"layers":[{"mediaType":"{{ChartLayer}}","digest":"sha256:{{blobs[^1]}}"}]}"""));
            manifests.Add(
                $$$"""{"digest":"sha256:{{{manifest}}}","annotations":"""
                + $$$"""{"org.opencontainers.image.ref.name":"{{{tag}}}"}}""");
        }

        Write("index.json", $$"""{"manifests":[{{string.Join(',', manifests)}}]}""");
        return blobs;
    }

    private string Blob(byte[] content)
    {
        var name = Convert.ToHexStringLower(SHA256.HashData(content));
        var place = Path.Combine(folder.Path, "blobs", "sha256");
        Directory.CreateDirectory(place);
        File.WriteAllBytes(Path.Combine(place, name), content);
        return name;
    }
}
