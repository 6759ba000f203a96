using System.IO.Compression;

namespace Fairway.Schema.Definitions;

/// <summary>Unpacks what the build generated and embedded.</summary>
internal static class Packed
{
    public static byte[] Read(string name)
    {
        using var brotli = new BrotliStream(EmbeddedTable.Open(name), CompressionMode.Decompress);
        var unpacked = new MemoryStream(1 << 19);
        brotli.CopyTo(unpacked);
        return unpacked.ToArray();
    }
}
