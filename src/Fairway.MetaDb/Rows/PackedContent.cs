using System.IO.Compression;
using Fairway.MetaDb.Batches;
using Fairway.Schema.Digests;

namespace Fairway.MetaDb.Rows;

/// <summary>Content as it is stored: deflated. Fast comes before small here: content is stored once.</summary>
/// <param name="Digest">Of the content itself.</param>
/// <param name="Size">Of the content itself, in bytes.</param>
/// <param name="Deflated">What is stored.</param>
internal sealed record PackedContent(Digest Digest, int Size, byte[] Deflated)
{
    public static PackedContent Pack(SealedContent content)
    {
        using var packed = new MemoryStream();
        using (var deflate = new DeflateStream(packed, CompressionLevel.Fastest))
        {
            deflate.Write(content.Bytes.Span);
        }

        return new PackedContent(content.Digest, content.Bytes.Length, packed.ToArray());
    }

    /// <summary>The content, compared with its digest.</summary>
    /// <exception cref="FormatException">It is another.</exception>
    public byte[] Unpack()
    {
        try
        {
            if (Size is < 0 or > Recordable.ContentLimit)
            {
                throw new FormatException($"content {Digest} says that it has {Size} bytes");
            }

            var content = new byte[Size];
            using var inflate = new DeflateStream(new MemoryStream(Deflated), CompressionMode.Decompress);
            inflate.ReadExactly(content);
            return Digest.Of(content) == Digest
                ? content
                : throw new FormatException($"content {Digest} is not what was stored");
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
        {
            throw new FormatException($"content {Digest} is not what was stored", e);
        }
    }
}
