using System.Text.Json.Nodes;
using Fairway.Simulation.Fleets;
using Fairway.Twin.Storage;

namespace Fairway.Simulation.Checkers;

/// <summary>
/// Nothing begins (configuration, the first step of a change) against a window, a blocker, an approval that is missing,
/// a veto, a stop, a pause, or another change of the conflict domain; and no later step against those that hold steps.
/// What it knows of them it reads from the history alone, in the simple forms that simulations write.
/// </summary>
internal sealed class GateChecker : Checker
{
    private const string Clusters = "clusters.fairway.dev";
    private static readonly string[] Holding =
    [
        "releasewindows.fairway.dev", "releaseblockers.fairway.dev", "approvals.fairway.dev",
        "emergencystops.fairway.dev", Clusters, Releases,
    ];

    private readonly SortedDictionary<string, DateTimeOffset> since = new(StringComparer.Ordinal);
    private readonly SortedSet<string> begun = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, SortedDictionary<string, Deed>> taken = new(StringComparer.Ordinal);

    /// <summary>What came so short a time ago may not have been seen yet by who was about to act.</summary>
    public TimeSpan Grace { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>How many deeds were looked at.</summary>
    public int Looked { get; private set; }

    public override string Rule => "5, nothing begins against a gate";

    public override void See(Change change)
    {
        if (Holding.Contains(change.Resource))
        {
            Remember(change);
        }
        else if (change.Resource == Rollouts && IsManager(change.Author)
            && Number(change.Object, "spec", "permittedThrough") is >= 0 and var step
            && step > (Number(change.Before, "spec", "permittedThrough") ?? -1))
        {
            See(new Deed(change.At, change.Cluster, Text(change.Object, "spec", "change")!, null, step, "grant"));
        }
    }

    /// <summary>Told of what a scripted tenant was asked to do.</summary>
    public void See(Deed deed)
    {
        Looked++;
        var release = Mirror.Find(Meta, Releases, null, deed.Release);
        var item = Mirror.Find(Meta, ClusterReleases, deed.Cluster, deed.Release);
        if (deed.IsBack || release is null || item is null)
        {
            return;
        }

        var pair = $"{deed.Cluster}/{deed.Release}";
        var begins = !begun.Contains($"{pair}/{deed.Component}");
        var subject = new GateFacts(deed, release, item, LabelsOf(deed.Cluster), Components(deed, item));
        var against = Stops(subject) ?? Paused(subject) ?? Veto(subject) ?? Window(subject, begun.Contains(pair))
            ?? (begins ? Blocker(subject) ?? Interlock(subject) : null)
            ?? (begun.Contains(pair) ? null : Approval(subject));
        if (against is not null)
        {
            Told($"invariant {Rule}: {deed}, and {against}");
        }

        if (deed.Step >= 0)
        {
            begun.UnionWith([pair, $"{pair}/{deed.Component}"]);
        }

        Take(deed);
    }

    /// <summary>Since when something holds: a window's edges are by the clock, but it must have been there.</summary>
    private void Remember(Change change)
    {
        var key = $"{change.Resource}/{change.Key}";
        var holds = change.Kind != StoreEventKind.Deleted && change.Resource switch
        {
            Clusters => Node(change.Object, "metadata", "annotations", "fairway.dev/hold") is not null,
            Releases => Text(change.Object, "spec", "paused") == "true",
            _ => true,
        };
        if (!holds)
        {
            since.Remove(key);
        }
        else if (!since.ContainsKey(key) || Text(change.Before, "spec") != Text(change.Object, "spec"))
        {
            since[key] = change.At;
        }
    }

    private bool Has(GateFacts facts, string resource, string key) =>
        since.TryGetValue($"{resource}/{key}", out var at) && at + Grace < facts.At;

    private IEnumerable<JsonObject> Standing(GateFacts facts, string resource) =>
        from one in Mirror.All(Meta, resource)
        where Has(facts, resource, Text(one, "metadata", "name")!) && GateFacts.Selects(one, facts.Labels)
        select one;

    private string? Stops(GateFacts facts) => Standing(facts, "emergencystops.fairway.dev").FirstOrDefault() is { } stop
        ? $"the stop {Name(stop)} stands"
        : null;

    private string? Paused(GateFacts facts) =>
        Has(facts, Releases, facts.Deed.Release) ? "its Release is paused" : null;

    private string? Veto(GateFacts facts) =>
        Has(facts, Clusters, $"{facts.Deed.Cluster}/kubernetes-cluster") ? "the cluster says no" : null;

    private string? Window(GateFacts facts, bool hasBegun)
    {
        var windows = Standing(facts, "releasewindows.fairway.dev")
            .Where(one => !(hasBegun && Text(one, "spec", "mayFinish") == "true")).ToList();
        if (Node(facts.Release, "spec", "bypassWindows") is not null)
        {
            return null;
        }

        var denying = windows.Find(one => IsDeny(one) && WindowTimes.IsWithin(one, facts.At, Grace));
        var allowing = windows.FindAll(one => !IsDeny(one));
        return denying is not null ? $"the window {Name(denying)} denies it"
            : allowing.Count > 0 && !allowing.Exists(one => WindowTimes.IsWithin(one, facts.At, -Grace))
                ? $"the window {Name(allowing[0])} is closed"
                : null;
    }

    private static bool IsDeny(JsonObject window) => Text(window, "spec", "type") == "Deny";

    private string? Blocker(GateFacts facts) =>
        Standing(facts, "releaseblockers.fairway.dev").FirstOrDefault(one =>
            facts.Components.Contains(Text(one, "spec", "component")!)) is { } blocker
            ? $"the blocker {Name(blocker)} holds it"
            : null;

    private string? Approval(GateFacts facts)
    {
        var digest = Text(facts.Release, "status", "plan", "digest");
        var said = Mirror.All(Meta, "approvals.fairway.dev").Where(one =>
            Text(one, "spec", "release") == facts.Deed.Release && Text(one, "spec", "planDigest") == digest).ToList();
        if (said.Find(one => Text(one, "spec", "decision") == "Reject"
            && Has(facts, "approvals.fairway.dev", Name(one))) is { } no)
        {
            return $"{Name(no)} says no";
        }

        var yes = said.Where(one => Text(one, "spec", "decision") == "Approve"
            && !(When(one, "spec", "expiresAt") + Grace < facts.At)
            && Text(one, "spec", "approver") != Text(facts.Release, "spec", "author"));
        var needed = Demanded(facts);
        var people = yes.Select(one => Text(one, "spec", "approver")).Distinct().Count();
        return people < needed ? $"{people} of {needed} people approve it" : null;
    }

    /// <summary>What the pipeline demands of the stage: pipelines do not change on the way here.</summary>
    private int Demanded(GateFacts facts)
    {
        var name = Text(facts.Release, "spec", "pipeline") ?? "";
        var pipeline = Mirror.Find(Meta, "releasepipelines.fairway.dev", null, name);
        var stage = (pipeline?["spec"]?["stages"] as JsonArray)?.FirstOrDefault(
            one => Text(one, "name") == Text(facts.Item, "spec", "stage"));
        return stage?["approvals"] is JsonArray { Count: > 0 } demands ? Number(demands[0], "count") ?? 1 : 0;
    }

    private string? Interlock(GateFacts facts)
    {
        foreach (var (key, other) in taken.GetValueOrDefault(facts.Deed.Cluster) ?? [])
        {
            var item = Mirror.Find(Meta, ClusterReleases, other.Cluster, other.Release);
            var domain = DomainOf(other.Component);
            if (other.Release != facts.Deed.Release && domain is not null && IsUnderWay(item)
                && facts.Components.Any(component => DomainOf(component) == domain))
            {
                return $"{key} is at work in the domain {domain} since {other.At:MM-dd HH:mm:ss}";
            }
        }

        return null;
    }

    /// <summary>Whether another Release holds what it took: one that is stopped gives it up for a fix.</summary>
    private bool IsUnderWay(JsonObject? item)
    {
        var release = Mirror.Find(Meta, Releases, null, Text(item, "spec", "release") ?? "");
        return item is not null && release is not null && IsActing(Text(item, "status", "phase"))
            && Text(release, "spec", "stopped") != "true" && Text(release, "status", "phase") != "Stopped"
            && !Mirror.All(Meta, "emergencystops.fairway.dev").Any();
    }

    private string? DomainOf(string? component)
    {
        var found = component is null ? null : Mirror.Find(Meta, "components.fairway.dev", null, component);
        var domain = Text(found, "spec", "conflictDomain");
        return domain is null or "None" ? null : domain;
    }

    private void Take(Deed deed)
    {
        if (deed.Component is not null)
        {
            var own = taken.TryGetValue(deed.Cluster, out var known)
                ? known
                : taken[deed.Cluster] = new(StringComparer.Ordinal);
            own[$"{deed.Release}/{deed.Component}"] = deed;
        }
    }

    private JsonObject? LabelsOf(string cluster) =>
        Node(Mirror.Find(Meta, Clusters, cluster, "kubernetes-cluster"), "metadata", "labels") as JsonObject;

    private static string[] Components(Deed deed, JsonObject item) => deed.Component is { } one
        ? [one]
        : [.. ((JsonArray)item["spec"]!["changes"]!).Select(change => Text(change, "component")!)];

    private static string Name(JsonObject of) => Text(of, "metadata", "name")!;
}
