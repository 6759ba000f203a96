using Fairway.Kube.Caching;
using Fairway.Kube.Objects;
using Fairway.Kube.Selectors;

namespace Fairway.Kube.OwnWriting;

/// <summary>What one cache has yet to show of its controller's writes. The owner locks.</summary>
/// <remarks>
/// Some controllers follow every cache of a cluster and write to few: a debt that never was holds nothing (a fleet has
/// hundreds of thousands).
/// </remarks>
internal sealed class CacheDebt(ObjectCache cache)
{
    private static readonly LabelSelector AllLabels = LabelSelector.Parse(null);
    private static readonly FieldSelector AllFields = FieldSelector.Parse(null);

    private readonly LabelSelector _labels =
        cache.Scope.LabelSelector is { } labels ? LabelSelector.Parse(labels) : AllLabels;

    private readonly FieldSelector _fields =
        cache.Scope.FieldSelector is { } fields ? FieldSelector.Parse(fields) : AllFields;

    private HashSet<ObjectKey>? _awaited;
    private Dictionary<ObjectKey, string>? _gone;
    private SortedDictionary<ObjectKey, UnseenWrite>? _lookups;
    private long _lookupSequence;
    private ResourceVersion _version;
    private long _mark = -1;
    private long _renewal = -1;

    public ObjectCache Cache => cache;

    /// <summary>True if there are objects to be asked for.</summary>
    public bool HasLookups => _lookups is { Count: > 0 };

    private bool SelectsAll => cache.Scope is { LabelSelector: null, FieldSelector: null };

    /// <summary>An object was written, and the answer holds it.</summary>
    public void Wrote(WrittenObject written)
    {
        if (written.Version.IsNone || !IsInNamespace(written.Key) || !MayShow(written))
        {
            return;
        }

        if (!written.Version.IsOrdered || !cache.Reached.IsOrdered)
        {
            Unsure(written.Key.Namespace);
            return;
        }

        (_awaited ??= []).Add(written.Key);
        _version = ResourceVersion.Later(_version, written.Version);
        _mark = cache.ReadingsBegun;
    }

    /// <summary>An object was deleted for good.</summary>
    /// <param name="key">Which.</param>
    /// <param name="heldBefore">
    /// The uid that the cache held when the deletion was sent: its event may come before the answer.
    /// </param>
    /// <param name="written">The answer.</param>
    public void Deleted(ObjectKey key, string? heldBefore, WrittenObject written)
    {
        if (!IsInNamespace(key))
        {
            return;
        }

        var held = heldBefore ?? cache.Head(key)?.Uid;
        if (held is not null && (written.Uid is null || written.Uid == held))
        {
            Gone(key, held);
        }
        else if (written.Uid is { } uid && (IsAwaited(key) || !written.IsStatus))
        {
            // Not shown yet: the version makes sure that the cache comes to the object before its absence counts.
            Wrote(written);
            Gone(key, uid);
        }
        else if (SelectsAll)
        {
            Unsure(key.Namespace);
        }
    }

    /// <summary>An object was changed by a write whose answer does not say its version: it must be asked for.</summary>
    public void WroteUnseen(ObjectKey key, string? heldBefore)
    {
        if (IsInNamespace(key))
        {
            _lookups ??= new SortedDictionary<ObjectKey, UnseenWrite>(ObjectKeyComparer.Instance);
            _lookups[key] = new UnseenWrite(_lookupSequence++, heldBefore);
        }
    }

    /// <summary>The objects to be asked for, in order.</summary>
    public IReadOnlyList<KeyValuePair<ObjectKey, UnseenWrite>> Lookups() => _lookups is null ? [] : [.. _lookups];

    /// <summary>The answer about one of them; null where it is not there. Later writes of it stay to be asked
    /// for.</summary>
    public void LookedUp(ObjectKey key, UnseenWrite write, WrittenObject? found)
    {
        if (_lookups is not null && _lookups.TryGetValue(key, out var known) && known == write)
        {
            _lookups.Remove(key);
        }

        if (found is { } item)
        {
            Wrote(item);
        }
        else
        {
            Deleted(key, write.HeldBefore, default);
        }
    }

    /// <summary>A write may have happened, or what it did is not known: only reading everything anew tells.</summary>
    public void Unsure(string? ns)
    {
        if (IsInNamespace(new ObjectKey(ns, "")))
        {
            _renewal = cache.ReadingsBegun;
        }
    }

    /// <summary>The mark to renew the cache by, where nothing less will do; null where nothing is unsure.</summary>
    public long? RenewalMark => _renewal >= 0 && cache.ReadingHeld <= _renewal ? _renewal : null;

    /// <summary>True if the cache shows everything; what was owed is then forgotten.</summary>
    public bool IsPaid()
    {
        if (HasLookups || RenewalMark is not null || !ShowsVersions())
        {
            return false;
        }

        _awaited?.Clear();
        _gone?.Clear();
        _version = ResourceVersion.None;
        _mark = _renewal = -1;
        return true;
    }

    private bool ShowsVersions()
    {
        // A reading that began after the last write was answered holds them all, whatever its version says.
        return cache.ReadingHeld > _mark
            || ((_version.IsNone || cache.Reached.IsAtLeast(_version))
                && (_gone is null || _gone.All(gone => cache.Head(gone.Key)?.Uid != gone.Value)));
    }

    private void Gone(ObjectKey key, string uid)
    {
        (_gone ??= [])[key] = uid;
        _mark = cache.ReadingsBegun;
    }

    private bool IsInNamespace(ObjectKey key) => cache.Scope.Namespace is not { } ns || ns == key.Namespace;

    /// <summary>
    /// False for an object that no event will tell of: its new state is outside the selectors, and the cache holds no
    /// old one.
    /// </summary>
    private bool MayShow(WrittenObject written) =>
        (_labels.Matches(written.Label) && _fields.Matches(written.Item))
        || cache.Head(written.Key) is not null
        || IsAwaited(written.Key);

    private bool IsAwaited(ObjectKey key) => _awaited?.Contains(key) ?? false;

    /// <summary>A write to be asked after, and the uid that the cache held when it was sent.</summary>
    internal readonly record struct UnseenWrite(long Sequence, string? HeldBefore);
}
