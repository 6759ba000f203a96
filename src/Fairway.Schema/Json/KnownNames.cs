using System.Text;
using System.Text.Json;

namespace Fairway.Schema.Json;

/// <summary>
/// Lets the names of members that are read again and again be one string each, mostly: a table of fixed size in which
/// the newest wins. Safe for any number of threads, and nobody can tell. Without it a tenth of what a write of a pod
/// allocates is names.
/// </summary>
internal static class KnownNames
{
    private const int Slots = 2048;
    private const int Longest = 40;
    private static readonly string?[] Names = new string?[Slots];

    /// <summary>The name of the member on which the reader stands.</summary>
    public static string Read(ref Utf8JsonReader reader)
    {
        var text = reader.ValueSpan;
        if (reader.HasValueSequence || reader.ValueIsEscaped || text.Length is 0 or > Longest)
        {
            return reader.GetString()!;
        }

        ref var slot = ref Names[SlotOf(text)];
        var there = Volatile.Read(ref slot);
        if (there is not null && Ascii.Equals(text, there))
        {
            return there;
        }

        var name = reader.GetString()!;
        Volatile.Write(ref slot, name);
        return name;
    }

    private static int SlotOf(ReadOnlySpan<byte> text)
    {
        var hash = 2166136261;
        foreach (var letter in text)
        {
            hash = (hash ^ letter) * 16777619;
        }

        return (int)(hash ^ (hash >> 15)) & (Slots - 1);
    }
}
