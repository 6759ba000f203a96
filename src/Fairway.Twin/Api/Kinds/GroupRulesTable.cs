using System.Collections.Frozen;
using System.Text.Json.Nodes;
using Fairway.Schema.Resources;
using Fairway.Twin.Api.Objects;
using Fairway.Twin.Api.Validation;
using Fairway.Twin.Api.Validation.Devices;
using Fairway.Twin.Api.Validation.Flow;
using Fairway.Twin.Api.Validation.Networking;
using Fairway.Twin.Api.Validation.Storage;

namespace Fairway.Twin.Api.Kinds;

/// <summary>Rules of the groups beside the core, workloads and access, by the qualified names of resources.</summary>
internal static class GroupRulesTable
{
    private static readonly FrozenDictionary<string, KindRules> Rules =
        Networking().Concat(Storage()).Concat(Devices()).Concat(Cluster())
            .ToFrozenDictionary(r => r.Resource, r => r.Rules, StringComparer.Ordinal);

    public static KindRules For(ResourceType resource, KindRules other) =>
        Rules.GetValueOrDefault(resource.QualifiedName, other);

    private static IEnumerable<(string Resource, KindRules Rules)> Networking() =>
    [
        ("ingresses.networking.k8s.io", new ObjectRules(IngressValidation.Check)
        {
            HasGenerations = true,
            CheckNew = IngressValidation.CheckNew,
            CheckStatus = IngressValidation.CheckStatus,
            WarningOfNew = IngressValidation.Warning,
        }),
        ("ingressclasses.networking.k8s.io", new ObjectRules(IngressValidation.CheckClass)
        {
            HasGenerations = true,
            Keep = IngressValidation.KeepClass,
        }),
        ("networkpolicies.networking.k8s.io", new ObjectRules(static _ => { })
        {
            HasGenerations = true,
            CheckNew = NetworkPolicyValidation.Check,
            Keep = NetworkPolicyValidation.Check,
        }),
        ("ipaddresses.networking.k8s.io", new ObjectRules(ServiceAddressValidation.CheckAddress)
        {
            Keep = ServiceAddressValidation.KeepAddress,
            Names = AddressChecks.Canonical,
        }),
        ("servicecidrs.networking.k8s.io", new ObjectRules(ServiceAddressValidation.CheckRanges)
        {
            OnlyKeeps = true,
            Keep = ServiceAddressValidation.KeepRanges,
            KeepsMetadata = true,
        }),
        ("endpointslices.discovery.k8s.io", new ObjectRules(EndpointSliceValidation.Check)
        {
            HasGenerations = true,
            Keep = EndpointSliceValidation.Keep,
            Changes = AnyButMetadata,
        }),
    ];

    private static IEnumerable<(string Resource, KindRules Rules)> Storage() =>
    [
        ("storageclasses.storage.k8s.io", new ObjectRules(StorageClassValidation.Check)
        {
            IsAnswered = true,
            Keep = StorageClassValidation.Keep,
        }),
        ("volumeattributesclasses.storage.k8s.io", new ObjectRules(StorageClassValidation.CheckAttributes)
        {
            IsAnswered = true,
            Keep = StorageClassValidation.KeepAttributes,
        }),
        ("csidrivers.storage.k8s.io", new ObjectRules(CsiValidation.CheckDriver)
        {
            HasGenerations = true,
            IsAnswered = true,
            IsConditional = true,
            Keep = CsiValidation.KeepDriver,
        }),
        ("csinodes.storage.k8s.io", new ObjectRules(CsiValidation.CheckNode)
        {
            IsAnswered = true,
            IsConditional = true,
            Keep = CsiValidation.KeepNode,
        }),
        ("csistoragecapacities.storage.k8s.io", new ObjectRules(CsiValidation.CheckCapacity)
        {
            IsConditional = true,
            Keep = CsiValidation.KeepCapacity,
        }),
        ("volumeattachments.storage.k8s.io", new ObjectRules(AttachmentValidation.Check)
        {
            IsAnswered = true,
            IsConditional = true,
            KeepsMetadata = true,
            CheckNew = AttachmentValidation.CheckNew,
            Keep = AttachmentValidation.Keep,
            CheckStatus = AttachmentValidation.CheckStatus,
        }),
    ];

    private static IEnumerable<(string Resource, KindRules Rules)> Devices() =>
    [
        ("resourceclaims.resource.k8s.io", new ObjectRules(DeviceClaimValidation.Check)
        {
            KeepsMetadata = true,
            OnlyKeeps = true,
            Keep = DeviceClaimValidation.Keep,
            CheckStatus = DeviceClaimValidation.CheckStatus,
            IsAnswered = true,
        }),
        ("resourceclaimtemplates.resource.k8s.io", new ObjectRules(DeviceClaimValidation.CheckTemplate)
        {
            OnlyKeeps = true,
            Keep = DeviceClaimValidation.Keep,
            IsAnswered = true,
        }),
        ("deviceclasses.resource.k8s.io", new ObjectRules(DeviceClaimValidation.CheckClass)
        {
            HasGenerations = true,
            IsAnswered = true,
        }),
        ("resourceslices.resource.k8s.io", new ObjectRules(ResourceSliceValidation.Check)
        {
            HasGenerations = true,
            IsAnswered = true,
            Keep = ResourceSliceValidation.Keep,
        }),
    ];

    private static IEnumerable<(string Resource, KindRules Rules)> Cluster() =>
    [
        ("priorityclasses.scheduling.k8s.io", new ObjectRules(ClassValidation.CheckPriority)
        {
            HasGenerations = true,
            OnlyKeeps = true,
            Keep = ClassValidation.KeepPriority,
        }),
        ("runtimeclasses.node.k8s.io", new ObjectRules(ClassValidation.CheckRuntime)
        {
            IsConditional = true,
            Keep = ClassValidation.KeepRuntime,
        }),
        ("flowschemas.flowcontrol.apiserver.k8s.io", new ObjectRules(FlowSchemaValidation.Check)
        {
            HasGenerations = true,
            KeepsMetadata = true,
            CheckStatus = FlowSchemaValidation.CheckStatus,
        }),
        ("prioritylevelconfigurations.flowcontrol.apiserver.k8s.io", new ObjectRules(PriorityLevelValidation.Check)
        {
            HasGenerations = true,
            KeepsMetadata = true,
            CheckStatus = FlowSchemaValidation.CheckStatus,
        }),
        ("apiservices.apiregistration.k8s.io", new ObjectRules(ApiServiceValidation.Check)
        {
            IsConditional = true,
            KeepsMetadata = true,
            Names = NameRules.PathSegment,
            CheckStatus = ApiServiceValidation.CheckStatus,
            Begin = BeginApiService,
        }),
        ("leases.coordination.k8s.io", new ObjectRules(static _ => { }) { IsConditional = true }),
    ];

    private static bool AnyButMetadata(JsonObject updated, JsonObject live) =>
        !JsonNode.DeepEquals(ObjectMeta.Of(updated)["labels"], ObjectMeta.Of(live)["labels"])
        || updated.Select(p => p.Key).Union(live.Select(p => p.Key))
            .Any(name => name != "metadata" && !JsonNode.DeepEquals(updated[name], live[name]));

    /// <summary>What the server itself serves is there at once.</summary>
    private static void BeginApiService(JsonObject service, KindContext context)
    {
        if (service["spec"]?["service"] is null)
        {
            service["status"] = new JsonObject
            {
                ["conditions"] = new JsonArray(new JsonObject
                {
                    ["type"] = "Available",
                    ["status"] = "True",
                    ["lastTransitionTime"] = ObjectMeta.Time(context.Time.GetUtcNow()),
                    ["reason"] = "Local",
                    ["message"] = "Local APIServices are always available",
                }),
            };
        }
    }
}
