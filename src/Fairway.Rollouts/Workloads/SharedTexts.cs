namespace Fairway.Rollouts.Workloads;

/// <summary>Lets equal short texts be one instance, mostly: ten thousand pods are of two revisions. A table of fixed
/// size in which the newest wins; nobody can tell, since texts do not change.</summary>
internal static class SharedTexts
{
    private const int Slots = 1024;
    private static readonly string?[] Known = new string?[Slots];

    public static string? Of(string? text)
    {
        if (text is null)
        {
            return null;
        }

        ref var slot = ref Known[Slot(text, Slots)];
        var there = Volatile.Read(ref slot);
        if (there == text)
        {
            return there;
        }

        Volatile.Write(ref slot, text);
        return text;
    }

    /// <summary>Where a text belongs in a table of that size: FNV-1a.</summary>
    public static int Slot(string text, int slots)
    {
        var hash = 2166136261U;
        foreach (var letter in text)
        {
            hash = (hash ^ letter) * 16777619U;
        }

        return (int)(hash % (uint)slots);
    }
}
