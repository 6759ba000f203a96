using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
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

        var unpacked = ChartFiles.Unpack(ChartFiles.Pack("a", files));

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

    [Theory]
    [InlineData("a/../../etc/passwd")]
    [InlineData("/etc/passwd")]
    [InlineData("a/b\\..\\c")]
    [InlineData("lonely")]
    public void Paths_that_lead_out_are_refused(string path)
    {
        var archive = Tar(new PaxTarEntry(TarEntryType.RegularFile, path));

        Assert.Contains(path, Assert.Throws<InvalidDataException>(() => ChartFiles.Unpack(archive)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Links_are_refused() => Assert.Throws<InvalidDataException>(() => ChartFiles.Unpack(
        Tar(new PaxTarEntry(TarEntryType.SymbolicLink, "a/link") { LinkName = "/etc/passwd" })));

    [Fact]
    public void A_bomb_is_refused_before_it_is_unpacked()
    {
        var bomb = Tar(new PaxTarEntry(TarEntryType.RegularFile, "a/zeros")
        {
            DataStream = new MemoryStream(new byte[ChartFiles.UnpackedLimit * 2]),
        });

        Assert.Contains("unpacks to more", Assert.Throws<InvalidDataException>(() => ChartFiles.Unpack(bomb)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Anything_else_is_refused_in_a_sentence()
    {
        foreach (var length in Enumerable.Range(0, 200))
        {
            var noise = new byte[length];
            new Random(length).NextBytes(noise);
            if (length % 2 == 0 && length > 2)
            {
                (noise[0], noise[1], noise[2]) = (0x1f, 0x8b, 8);
            }

            try
            {
                Assert.Empty(ChartFiles.Unpack(noise));
            }
            catch (InvalidDataException)
            {
                // a refusal is what is wanted
            }
        }
    }

    private static Dictionary<string, ReadOnlyMemory<byte>> Files(params (string Path, string Text)[] files) =>
        files.ToDictionary(
            file => file.Path, file => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(file.Text));

    private static byte[] Tar(TarEntry entry)
    {
        var packed = new MemoryStream();
        using (var zip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        using (var tar = new TarWriter(zip))
        {
            tar.WriteEntry(entry);
        }

        return packed.ToArray();
    }
}
