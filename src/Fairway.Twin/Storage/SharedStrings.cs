namespace Fairway.Twin.Storage;

/// <summary>
/// Gives equal strings and label sets the same instance, mostly: objects by the thousand share namespaces and labels. A
/// table of fixed size in which the newest wins, so that hostile clients cannot make it grow. Safe for any number of
/// threads.
/// </summary>
internal static class SharedStrings
{
    private const int Slots = 4096;
    private const int LongestShared = 128;
    private static readonly string?[] Strings = new string?[Slots];
    private static readonly LabelSet?[] Sets = new LabelSet?[Slots];

    public static string Share(string text)
    {
        if (text.Length > LongestShared)
        {
            return text;
        }

        ref var slot = ref Strings[Hash(text, 0) % Slots];
        var there = Volatile.Read(ref slot);
        if (string.Equals(there, text, StringComparison.Ordinal))
        {
            return there!;
        }

        Volatile.Write(ref slot, text);
        return text;
    }

    public static LabelSet Share(LabelSet set)
    {
        var hash = 0u;
        foreach (var (key, value) in set.Pairs)
        {
            hash = Hash(value, Hash(key, hash));
        }

        ref var slot = ref Sets[hash % Slots];
        var there = Volatile.Read(ref slot);
        if (there is not null && there.Pairs.SequenceEqual(set.Pairs))
        {
            return there;
        }

        Volatile.Write(ref slot, set);
        return set;
    }

    private static uint Hash(string text, uint seed)
    {
        var hash = seed;
        foreach (var c in text)
        {
            hash = unchecked((hash * 31) + c);
        }

        return hash;
    }
}
