using Fairway.Kube;

namespace Fairway.Twin.Storage;

/// <summary>
/// The order of lists: that of the keys <c>namespace/name</c> by code unit, as an API server has it. The slash counts,
/// so that
/// <c>a-b/x</c> comes before <c>a/x</c>.
/// </summary>
public sealed class ObjectOrder : IComparer<StoredObject>
{
    private ObjectOrder()
    {
    }

    /// <summary>The only one.</summary>
    public static ObjectOrder Instance { get; } = new();

    /// <inheritdoc/>
    public int Compare(StoredObject? x, StoredObject? y) => Compare(x!.Key, y!.Key);

    /// <summary>
    /// Less than, equal to or greater than zero where <paramref name="a"/> is before, at or after <paramref name="b"/>.
    /// </summary>
    public static int Compare(ObjectKey a, ObjectKey b)
    {
        var byNamespace = CompareNamespaces(a.Namespace, b.Namespace);
        return byNamespace != 0 ? byNamespace : string.CompareOrdinal(a.Name, b.Name);
    }

    private static int CompareNamespaces(string? a, string? b)
    {
        if (ReferenceEquals(a, b))
        {
            return 0;
        }

        if (a is null || b is null)
        {
            return a is null ? -1 : 1;
        }

        var common = Math.Min(a.Length, b.Length);
        var order = string.CompareOrdinal(a, 0, b, 0, common);
        return order != 0 || a.Length == b.Length ? order : After(a, common).CompareTo(After(b, common));
    }

    private static char After(string ns, int at) => at < ns.Length ? ns[at] : '/';
}
