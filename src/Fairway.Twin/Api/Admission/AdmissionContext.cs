using Fairway.Schema.Resources;
using Fairway.Twin.Api.Access;
using Fairway.Twin.Api.Admission.Limits;
using Fairway.Twin.Api.Admission.Storage;
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
    /// <summary>Who may do what.</summary>
    public required Authorizer Access { get; init; }

    /// <summary>The resources, as they are now.</summary>
    public ResourceTable Table => Catalog.Table;

    public Configured<PriorityClass> PriorityClasses { get; } =
        new(Store, "priorityclasses.scheduling.k8s.io", PriorityClass.Read);

    public Configured<DefaultableClass> StorageClasses { get; } =
        new(Store, "storageclasses.storage.k8s.io", DefaultableClass.ReadStorage);

    public Configured<DefaultableClass> IngressClasses { get; } =
        new(Store, "ingressclasses.networking.k8s.io", DefaultableClass.ReadIngress);

    public Configured<LimitRules> LimitRanges { get; } = new(Store, "limitranges", LimitRules.Read);
}
