using System.IO.Compression;
using System.Text;
using Fairway.Charts;
using Fairway.Components.Packaging;
using Fairway.Schema.Digests;
using Xunit;

namespace Fairway.Tests.Components.Packaging;

public sealed class ChartFilesTests
{
    [Fact]
    public void What_was_packed_comes_out_the_same()
    {
        var files = Files(("Chart.yaml", "name: a"), ("templates/a b.yaml", "ü"), ("empty", ""));

        var unpacked = ChartArchive.Unpack("a.tgz", ChartFiles.Pack("a", files), TestContext.Current.CancellationToken);

        Assert.Equal(["Chart.yaml", "empty", "templates/a b.yaml"], unpacked.Keys);
        Assert.Equal("ü", Encoding.UTF8.GetString(unpacked["templates/a b.yaml"].Span));
    }

    [Fact]
    public void Packing_twice_gives_the_same_bytes_in_any_order() => Assert.Equal(
        ChartFiles.Pack("a", Files(("x", "1"), ("y", "2"))), ChartFiles.Pack("a", Files(("y", "2"), ("x", "1"))));

    [Fact]
    public void Nothing_of_the_process_that_packs_is_in_an_archive()
    {
        // Seen by the simulation: two processes that pushed the same files made two archives.
        var packed = ChartFiles.Pack("a", Files(("Chart.yaml", "name: a")));
        using var unzipped = new MemoryStream();
        using (var zip = new GZipStream(new MemoryStream(packed), CompressionMode.Decompress))
        {
            zip.CopyTo(unzipped);
        }

        Assert.StartsWith(
            "sha256:5e65578c99ba5033b374cb30", $"{Digest.Of(unzipped.ToArray())}", StringComparison.Ordinal);
    }

    private static Dictionary<string, ReadOnlyMemory<byte>> Files(params (string Path, string Text)[] files) =>
        files.ToDictionary(
            file => file.Path, file => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(file.Text));
}
