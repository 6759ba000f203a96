using System.Text.Json;
using Fairway.Kube.Caching;
using Fairway.Kube.Requests;

namespace Fairway.Kube.OwnWriting;

/// <summary>Books writes against the caches that will show them.</summary>
internal sealed class OwnWriteLedger
{
    private readonly Lock _lock = new();
    private CacheDebt[] _debts = [];

    public void Follow(IReadOnlyList<ObjectCache> caches)
    {
        lock (_lock)
        {
            _debts = [.. caches.Select(cache => new CacheDebt(cache))];
        }
    }

    public void Unsure(IKubeApi api, RequestTarget target) => Book(api, target, debt => debt.Unsure(target.Namespace));

    public void Answered(IKubeApi api, OwnWrite write, WrittenObject written) =>
        Book(api, write.Target, debt => Book(debt, write, written));

    /// <summary>A write that is about to be sent, with the uids that the caches hold of its object now.</summary>
    public OwnWrite Begin(IKubeApi api, string method, RequestTarget target)
    {
        var held = new Dictionary<CacheDebt, string?>();
        if (target.Key is { } key)
        {
            Book(api, target, debt => held[debt] = debt.Cache.Head(key)?.Uid);
        }

        return new OwnWrite(method, target, held);
    }

    public async Task WaitUntilSeenAsync(CancellationToken cancel)
    {
        foreach (var debt in _debts)
        {
            await WaitUntilPaidAsync(debt, cancel);
        }
    }

    private static void Book(CacheDebt debt, OwnWrite write, WrittenObject written)
    {
        switch (write.Method)
        {
            case "DELETE" when written.IsList:
                foreach (var item in written.Item.GetProperty("items").EnumerateArray())
                {
                    BookDeletion(debt, new WrittenObject(item).Key, null, new WrittenObject(item));
                }

                break;
            case "DELETE" when write.Target.Key is { } deleted:
                BookDeletion(debt, deleted, write.HeldBefore.GetValueOrDefault(debt), written);
                break;
            case not "DELETE" when written.IsGone:
                debt.Deleted(written.Key, write.HeldBefore.GetValueOrDefault(debt), written);
                break;
            case not "DELETE" when !written.IsStatus:
                debt.Wrote(written);
                break;
            case not "DELETE" when write.Target.Key is { } changed:
                debt.WroteUnseen(changed, write.HeldBefore.GetValueOrDefault(debt));
                break;
            default:
                debt.Unsure(write.Target.Namespace);
                break;
        }
    }

    private static void BookDeletion(CacheDebt debt, ObjectKey key, string? heldBefore, WrittenObject written)
    {
        if (written.IsStatus || !written.LivesOn)
        {
            debt.Deleted(key, heldBefore, written);
        }
        else
        {
            debt.Wrote(written);
        }
    }

    private void Book(IKubeApi api, RequestTarget target, Action<CacheDebt> book)
    {
        lock (_lock)
        {
            foreach (var debt in _debts)
            {
                var cache = debt.Cache;
                if (ReferenceEquals(Bare(cache.Api), api) && cache.Resource.Group == target.Group
                    && cache.Resource.Plural == target.Plural)
                {
                    book(debt);
                }
            }
        }
    }

    private static IKubeApi Bare(IKubeApi api) => api is OwnWritesApi own ? own.Inner : api;

    private async Task WaitUntilPaidAsync(CacheDebt debt, CancellationToken cancel)
    {
        while (!IsPaid(debt))
        {
            await LookUpAsync(debt, cancel);
            if (RenewalMark(debt) is { } mark)
            {
                debt.Cache.Renew(mark);
            }

            await debt.Cache.WaitUntilAsync(() => IsPaid(debt) || HasMore(debt), cancel);
        }
    }

    private async Task LookUpAsync(CacheDebt debt, CancellationToken cancel)
    {
        IReadOnlyList<KeyValuePair<ObjectKey, CacheDebt.UnseenWrite>> writes;
        lock (_lock)
        {
            writes = debt.Lookups();
        }

        foreach (var (key, write) in writes)
        {
            var found = await debt.Cache.Api.FindAsync(debt.Cache.Resource, key, cancel);
            using var document = found is null ? null : JsonDocument.Parse(found.Body);
            lock (_lock)
            {
                debt.LookedUp(key, write, document is null ? null : new WrittenObject(document.RootElement));
            }
        }
    }

    private bool IsPaid(CacheDebt debt)
    {
        lock (_lock)
        {
            return debt.IsPaid();
        }
    }

    private bool HasMore(CacheDebt debt)
    {
        lock (_lock)
        {
            return debt.HasLookups;
        }
    }

    private long? RenewalMark(CacheDebt debt)
    {
        lock (_lock)
        {
            return debt.RenewalMark;
        }
    }
}
