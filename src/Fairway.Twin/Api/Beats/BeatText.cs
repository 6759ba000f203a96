using System.Globalization;
using System.Text;

namespace Fairway.Twin.Api.Beats;

/// <summary>
/// Finds times in stored JSON and writes later ones over them. Stored text is compact, and a quote inside of a string
/// is escaped, so that what is found is always a name and its value.
/// </summary>
internal static class BeatText
{
    public static ReadOnlySpan<byte> Heartbeat => "\"lastHeartbeatTime\":\""u8;

    public static ReadOnlySpan<byte> Renewal => "\"renewTime\":\""u8;

    public static string OfHeartbeat(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    public static string OfRenewal(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.ffffffZ", CultureInfo.InvariantCulture);

    /// <summary>The time behind a name, or null.</summary>
    public static DateTimeOffset? Find(ReadOnlySpan<byte> json, ReadOnlySpan<byte> name)
    {
        var at = json.IndexOf(name);
        if (at < 0)
        {
            return null;
        }

        var text = json[(at + name.Length)..];
        var end = text.IndexOf((byte)'"');
        return end > 0 && DateTimeOffset.TryParse(
            Encoding.UTF8.GetString(text[..end]),
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal,
            out var time) ? time : null;
    }

    /// <summary>A copy in which each time behind <paramref name="name"/> is <paramref name="text"/>, where it was
    /// earlier and as long; null where nothing is.</summary>
    public static byte[]? Advance(ReadOnlySpan<byte> json, ReadOnlySpan<byte> name, string text)
    {
        Span<byte> later = stackalloc byte[text.Length];
        Encoding.UTF8.GetBytes(text, later);
        byte[]? copy = null;
        for (var at = json.IndexOf(name); at >= 0;)
        {
            at += name.Length;
            var rest = json[at..];
            if (rest.IndexOf((byte)'"') == later.Length && rest[..later.Length].SequenceCompareTo(later) < 0)
            {
                copy ??= json.ToArray();
                later.CopyTo(copy.AsSpan(at));
            }

            var next = rest.IndexOf(name);
            at = next < 0 ? -1 : at + next;
        }

        return copy;
    }
}
