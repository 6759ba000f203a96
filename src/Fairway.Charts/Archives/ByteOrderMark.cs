namespace Fairway.Charts.Archives;

/// <summary>The mark that some editors put before UTF-8.</summary>
internal static class ByteOrderMark
{
    /// <summary>The content behind it.</summary>
    public static ReadOnlyMemory<byte> Without(ReadOnlyMemory<byte> content) =>
        content.Span.StartsWith("\uFEFF"u8) ? content["\uFEFF"u8.Length..] : content;
}
