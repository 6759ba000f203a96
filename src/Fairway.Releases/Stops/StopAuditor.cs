using System.Text.Json.Nodes;
using Fairway.Api;
using Fairway.Api.Safety;
using Fairway.Delivery.Records;
using Fairway.Kube;
using Fairway.Kube.Requests;
using Fairway.Releases.Manager;

namespace Fairway.Releases.Stops;

/// <summary>
/// Writes into the audit that a stop was made, and that it was lifted. A finalizer keeps a stop until its lift is
/// written: a stop that is being deleted still holds, so that nothing goes on that the audit does not explain. What a
/// crash comes between is written twice.
/// </summary>
internal sealed class StopAuditor(ReleaseServices services, IKubeApi api)
{
    /// <summary>The finalizer.</summary>
    public const string Finalizer = "fairway.dev/stop";

    private static readonly KubeResource Resource = FairwayResources.Of<EmergencyStop>();

    /// <summary>Whether something of this stop is still to be written.</summary>
    public static bool IsOwed(EmergencyStop stop) =>
        stop.Metadata.DeletionTimestamp is null != IsKept(stop);

    /// <summary>Writes it, and keeps the stop or lets it go.</summary>
    public async Task WriteAsync(EmergencyStop stop, CancellationToken cancel)
    {
        var others = (stop.Metadata.Finalizers ?? []).Where(one => one != Finalizer);
        var (entry, finalizers) = stop.Metadata.DeletionTimestamp is { } deleted
            ? (Lifted(stop, deleted), others)
            : (Made(stop), [.. others, Finalizer]);
        await services.MetaDb.CommitAsync(new MetaDbBatch { Audit = [entry] }, cancel);
        var patch = new JsonObject
        {
            ["metadata"] = new JsonObject
            {
                ["resourceVersion"] = stop.Metadata.ResourceVersion,
                ["finalizers"] = new JsonArray([.. finalizers.Select(one => (JsonNode)one)]),
            },
        };
        await api.MergePatchAsync(Resource, new ObjectKey(null, stop.Metadata.Name), patch, null, cancel);
    }

    private static bool IsKept(EmergencyStop stop) => stop.Metadata.Finalizers?.Contains(Finalizer) == true;

    private AuditEntry Made(EmergencyStop stop) => new()
    {
        At = services.Now,
        Actor = services.Member,
        Verb = "stop",
        Subject = Subject(stop),
        Reason = stop.Spec.Reason,
        Detail = new JsonObject { ["since"] = $"{stop.Metadata.CreationTimestamp:O}" },
    };

    // Who deletes an object is known to the API server alone, and its own audit has it where nobody said so here.
    private AuditEntry Lifted(EmergencyStop stop, DateTimeOffset deleted) => new()
    {
        At = services.Now,
        Actor = stop.Spec.Lift?.By ?? "unknown",
        Verb = "lift",
        Subject = Subject(stop),
        Reason = stop.Spec.Lift?.Reason ?? "it was deleted, and no reason given",
        Detail = new JsonObject
        {
            ["stopped"] = stop.Spec.Reason,
            ["since"] = $"{stop.Metadata.CreationTimestamp:O}",
            ["deleted"] = $"{deleted:O}",
        },
    };

    private static string Subject(EmergencyStop stop) => $"emergency stop {stop.Metadata.Name}";
}
