using Fairway.Schema.Resources;
using Fairway.Twin.Api.Definitions;
using Fairway.Twin.Api.Kinds;
using Fairway.Twin.Api.Objects;
using Fairway.Twin.Api.Webhooks;
using Fairway.Twin.Storage;

namespace Fairway.Twin.Api.Admission;

/// <summary>What admission of one cluster works with.</summary>
internal sealed record AdmissionContext(
    ClusterStore Store,
    ResourceCatalog Catalog,
    TimeProvider Time,
    IdSource Ids,
    ApiFeatures Features,
    WebhookSender Webhooks)
{
    /// <summary>The resources, as they are now.</summary>
    public ResourceTable Table => Catalog.Table;
}
