using System.Buffers;

namespace Fairway.MetaDb.Batches;

/// <summary>What every store can hold and give back as it was: anything else is refused before it is written.</summary>
internal static class Recordable
{
    public const int ContentLimit = 64 << 20;

    private const int NameLimit = 253;
    private const int TextLimit = 4096;
    private const int JsonLimit = 1 << 20;
    private static readonly SearchValues<char> OfNames =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-.");

    /// <summary>A name by which rows are found and sorted: ASCII, so that all stores sort alike.</summary>
    /// <exception cref="ArgumentException">It is not as Kubernetes names objects.</exception>
    public static string Name(string? value, string what) =>
        value is { Length: > 0 and <= NameLimit }
            && !value.AsSpan().ContainsAnyExcept(OfNames)
            ? value
            : throw new ArgumentException(
                $"the {what} \"{value}\" is no name: write 1 to {NameLimit} of a-z, 0-9, '-' and '.'", nameof(value));

    /// <exception cref="ArgumentException">It is empty, too long or no valid Unicode.</exception>
    public static string Text(string? value, string what) =>
        value is { Length: > 0 and <= TextLimit } && !value.Contains('\0', StringComparison.Ordinal) && IsUnicode(value)
            ? value
            : throw new ArgumentException(
                $"the {what} cannot be recorded: it must be 1 to {TextLimit} characters of valid Unicode, without NUL",
                nameof(value));

    /// <exception cref="ArgumentException">It is too large.</exception>
    public static byte[] Json(byte[] json, string what) => json.Length <= JsonLimit
        ? json
        : throw new ArgumentException(
            $"the {what} has {json.Length} bytes of JSON: {JsonLimit} is the limit", nameof(json));

    private static bool IsUnicode(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsSurrogate(text[i]) && (i + 1 == text.Length || !char.IsSurrogatePair(text[i], text[++i])))
            {
                return false;
            }
        }

        return true;
    }
}
