using Fairway.Schema.Resources;
using Fairway.Twin.Api.Kinds;
using Fairway.Twin.Api.Objects;
using Fairway.Twin.Storage;

namespace Fairway.Twin.Api;

/// <summary>What every verb of one cluster's API works with.</summary>
internal sealed record ApiContext(
    ClusterStore Store, ResourceTable Table, TimeProvider Time, IdSource Ids, ApiFeatures Features)
{
    public KindContext Kind { get; } = new(Ids, Time, Features, new ServiceAllocator(Store, Ids));
}
