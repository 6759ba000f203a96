using Fairway.Twin.Api.Access.Bootstrap;
using Fairway.Twin.Api.Kinds;
using Fairway.Twin.Api.Objects;
using Fairway.Twin.Storage;

namespace Fairway.Twin.Api.Bootstrap;

/// <summary>
/// The beginning that clusters share which start in the same minute: the same bytes, in the same trees, under the same
/// revisions and uids, so that a fleet pays for them once.
/// </summary>
internal sealed class BootstrapState
{
    private const int Seed = 36;
    private static volatile BootstrapState? latest;
    private readonly StoreSeed rights;
    private readonly StoreSeed all;

    private BootstrapState(StoreSeed rights, DateTimeOffset minute)
    {
        this.rights = rights;
        var time = new Instant(minute);
        var ids = new IdSource(new Random(Seed));
        var nothing = new ClusterStore(new StoreOptions { Time = time });
        var context = new KindContext(ids, time, new ApiFeatures(), new ServiceAllocator(nothing, ids));
        all = new StoreSeed(
        [
            .. rights.Objects,
            .. BootstrapLines.Shared.Select((line, at) => (
                BootstrapDraft.Place(line).Resource.StorageName,
                new StoredObject(BootstrapDraft.Of(line, context), rights.Objects.Count + at + 1))),
        ]);
    }

    /// <summary>What a store begins with that opens now.</summary>
    public static StoreSeed At(DateTimeOffset now)
    {
        var rights = BootstrapSeed.At(now);
        var known = latest;
        if (known is null || !ReferenceEquals(known.rights, rights))
        {
            known = new BootstrapState(rights, now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMinute)));
            latest = known;
        }

        return known.all;
    }

    private sealed class Instant(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
