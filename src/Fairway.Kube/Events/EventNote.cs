using System.Text;

namespace Fairway.Kube.Events;

/// <summary>Keeps notes within the length that servers take.</summary>
internal static class EventNote
{
    /// <summary>At most <paramref name="bytes"/> bytes of UTF-8, no character cut in two.</summary>
    public static string Cut(string note, int bytes)
    {
        if (Encoding.UTF8.GetByteCount(note) <= bytes)
        {
            return note;
        }

        var cut = new StringBuilder();
        var left = bytes - 3;
        foreach (var rune in note.EnumerateRunes())
        {
            left -= rune.Utf8SequenceLength;
            if (left < 0)
            {
                break;
            }

            cut.Append(rune.ToString());
        }

        return cut.Append("...").ToString();
    }
}
