using Fairway.Kube.Hooks;
using Fairway.Kube.Usage;
using Fairway.Schema.Resources;
using Fairway.Twin.Api.Access;
using Fairway.Twin.Api.Access.Tokens;
using Fairway.Twin.Api.Admission;
using Fairway.Twin.Api.Beats;
using Fairway.Twin.Api.Definitions;
using Fairway.Twin.Api.Kinds;
using Fairway.Twin.Api.Metrics;
using Fairway.Twin.Api.Objects;
using Fairway.Twin.Api.Webhooks;
using Fairway.Twin.Storage;

namespace Fairway.Twin.Api;

/// <summary>What every verb of one cluster's API works with.</summary>
internal sealed record ApiContext(
    ClusterStore Store,
    ResourceCatalog Catalog,
    TimeProvider Time,
    IdSource Ids,
    ApiFeatures Features,
    IWebhookCaller? WebhookCaller = null)
{
    /// <summary>The resources, as they are now.</summary>
    public ResourceTable Table => Catalog.Table;

    /// <summary>Who may do what.</summary>
    public Authorizer Access { get; } = new(Store, Features.Authorization);

    /// <summary>Who is told of what watches are given; null for nobody.</summary>
    public IHookPoints? Hooks { get; init; }

    /// <summary>How those who ask are known.</summary>
    public AccessOptions AccessOptions { get; init; } = new();

    /// <summary>Signs and reads the tokens of service accounts.</summary>
    public ServiceAccountTokens ServiceAccountTokens => field ??= new(Store, AccessOptions, Time);

    /// <summary>Says whose a token is.</summary>
    public TokenAuthenticator Tokens => field ??= new(ServiceAccountTokens, AccessOptions);

    /// <summary>Says what pods and nodes use; null where nobody measures it.</summary>
    public IUsageMeter? Meter { get; set; }

    /// <summary>How many requests there were.</summary>
    public RequestMetrics Metrics { get; } = new();

    /// <summary>What is computed when it is read.</summary>
    public Heartbeats Beats { get; } = new(Store, Time);

    public KindContext Kind { get; } = new(Ids, Time, Features, new ServiceAllocator(Store, Ids));

    /// <summary>The way to the webhooks of users.</summary>
    public WebhookSender Webhooks { get; } = new(Store, Time, WebhookCaller);

    /// <summary>What every write goes through.</summary>
    public Admissions Admission => field ??= new(
        new AdmissionContext(Store, Catalog, Time, Ids, Features, Webhooks) { Access = Access });
}
