using System.Text.Json.Nodes;
using Fairway.Api.Releases;
using Fairway.Components.Planning;
using Fairway.Components.Targets;
using Fairway.Components.Tenants;
using Fairway.Delivery.Changes;
using Fairway.Merge.Diffing;

namespace Fairway.Components.Acting;

/// <summary>Brings what all else stands on: namespaces, and definitions of kinds, which are waited for until their
/// kinds are served.</summary>
internal sealed class Foundations(Tenant tenant, ObjectWrites writes)
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    /// <summary>Whether an object is brought here, and so not among the others.</summary>
    public static bool Has(ObjectRef reference) =>
        ActOrder.IsNamespace(reference) || ActOrder.IsDefinition(reference);

    /// <summary>Makes and changes namespaces.</summary>
    public async Task BringNamespacesAsync(ChartPlan plan, CancellationToken cancel)
    {
        foreach (var item in plan.Objects.Where(
            item => item.Target is not null && ActOrder.IsNamespace(item.Reference)))
        {
            await writes.WriteAsync(item, cancel);
        }
    }

    /// <summary>Makes and changes definitions.</summary>
    /// <returns>The tenant with the kinds that are served then; null, with what is waited for, while they are
    /// not.</returns>
    public async Task<(Tenant? Tenant, ActResult.Waiting? Waiting)> BringDefinitionsAsync(
        ChartPlan plan, CancellationToken cancel)
    {
        foreach (var item in plan.Objects.Where(
            item => item.Target is not null && ActOrder.IsDefinition(item.Reference)))
        {
            var written = await writes.WriteAsync(item, cancel);
            if (await TroubleAsync(item.Reference, written, cancel) is { } trouble)
            {
                return (null, Waiting($"{item.Reference} is not established yet: {trouble}"));
            }
        }

        var wanted = plan.Objects.Where(item => item.Target is not null).Select(item => item.Reference).ToList();
        if (wanted.TrueForAll(reference => tenant.Kinds.Find(reference) is not null))
        {
            return (tenant, null);
        }

        // What this change itself defines is there since a moment ago; anything else is refused by its name.
        var asked = new Tenant(tenant.Api, await TenantKinds.DiscoverAsync(tenant.Api, cancel));
        var defined = asked.Kinds.With(plan.Objects.Select(item => item.Target).OfType<JsonObject>());
        var missing = wanted.Find(
            reference => asked.Kinds.Find(reference) is null && defined.Find(reference) is not null);
        return missing != default
            ? (null, Waiting($"the API server does not show {missing.Kind.Kind} in {missing.ApiVersion} yet"))
            : (asked, null);
    }

    /// <summary>Why a definition is not established; null where it is. What was just written has no conditions yet, and
    /// is read again.</summary>
    private async Task<string?> TroubleAsync(ObjectRef reference, JsonObject written, CancellationToken cancel) =>
        Definition.Trouble(written) is null
            ? null
            : await tenant.FindAsync(reference, cancel) is { } now ? Definition.Trouble(now) : "it was deleted";

    private static ActResult.Waiting Waiting(string message) =>
        new(ClusterReleaseReasons.WaitingForDefinitions, message) { LookAfter = Look };
}
