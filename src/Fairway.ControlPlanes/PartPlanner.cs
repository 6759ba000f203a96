using System.Text;
using System.Text.Json.Nodes;
using Fairway.Api.Clusters;
using Fairway.Api.Releases;
using Fairway.Delivery.Changes;
using Fairway.Merge.Values;
using Fairway.Schema.Digests;

namespace Fairway.ControlPlanes;

/// <summary>What a version does to a Cluster, and whether it may. Pure.</summary>
internal static class PartPlanner
{
    /// <summary>Why a version may not be brought; null where it may. The rules are Kubernetes' own: one minor version
    /// at a time, and no way down but back.</summary>
    public static string? Refusal(PartTarget target, ControlPlanePart? now, Direction direction)
    {
        if (PartVersion.TryParse(target.Version) is not { } to)
        {
            return $"{target.Version} is no version of a control plane: write it as v1.36.2";
        }

        if (now is null || direction == Direction.Back)
        {
            return null;
        }

        if (PartVersion.TryParse(now.Version) is not { } from)
        {
            return $"{target.Part} has the version {now.Version}, which cannot be compared: set one such as v1.36.2";
        }

        if (to.CompareTo(from) < 0)
        {
            return $"{target.Part} would go down from {now.Version} to {target.Version}: only a rollback does";
        }

        return to.Major != from.Major || to.Minor > from.Minor + 1
            ? $"{target.Part} would skip minor versions from {now.Version} to {target.Version}: go up one at a time"
            : null;
    }

    /// <summary>What would change in the Cluster, field by field.</summary>
    public static ChangePlan Plan(PartTarget target, Cluster cluster, Direction direction)
    {
        var now = PartName.Find(cluster, target.Part);
        var refusal = Refusal(target, now, direction);
        var changes = new List<PlannedChange>();
        Add("name", now?.Name, target.Name);
        Add("version", now?.Version, target.Version);
        Add("commit", now?.Commit, target.Commit);
        return new ChangePlan(now?.Version, changes, []);

        void Add(string field, string? before, string? after)
        {
            if (before != after)
            {
                changes.Add(Change(target.Part, field, before, after, field == "version" ? refusal : null));
            }
        }
    }

    /// <summary>The merge patch that brings it; only on the state that it was decided on.</summary>
    public static JsonObject Patch(PartTarget target, Cluster cluster) => new()
    {
        ["metadata"] = new JsonObject { ["resourceVersion"] = cluster.Metadata.ResourceVersion },
        ["spec"] = new JsonObject
        {
            ["kubernetes"] = new JsonObject
            {
                [target.Part] = new JsonObject
                {
                    ["name"] = target.Name,
                    ["version"] = target.Version,
                    ["commit"] = target.Commit,
                },
            },
        },
    };

    /// <summary>How far it is. Complete on evidence: what is observed of the part; or, where nobody observes control
    /// planes in this fleet, that the specification is stored.</summary>
    public static ChangeSight Sight(PartTarget target, Cluster cluster, int steps)
    {
        var now = PartName.Find(cluster, target.Part);
        var observed = cluster.Status?.Kubernetes;
        var seen = observed?.FirstOrDefault(sight => sight.Part == target.Part)?.ObservedVersion;
        var facts = new JsonObject
        {
            ["part"] = target.Part,
            ["specified"] = now?.Version,
            ["observed"] = seen,
            ["isObserved"] = observed is not null,
        };
        var last = steps - 1;
        if (now?.Version != target.Version || now.Name != target.Name || now.Commit != target.Commit)
        {
            return new ChangeSight(
                ChangeState.NotConfigured, -1, "NotConfigured",
                $"{target.Part} is specified as {now?.Version ?? "nothing"}, not as {target.Version}", facts);
        }

        if (observed is null)
        {
            return new ChangeSight(
                ChangeState.Complete, last, "Declared",
                $"{target.Part} {target.Version} is declared; nobody observes control planes in this fleet", facts);
        }

        return seen == target.Version
            ? new ChangeSight(
                ChangeState.Complete, last, "Observed", $"{target.Part} runs as {target.Version}", facts)
            : new ChangeSight(
                ChangeState.Progressing, -1, "WaitingForControlPlane",
                $"{target.Part} runs as {seen ?? "nothing known"}, and {target.Version} is awaited", facts);
    }

    private static PlannedChange Change(string part, string field, string? before, string? after, string? refusal)
    {
        var verdict = refusal is null ? ChangeVerdict.Allow : ChangeVerdict.Refuse;
        var path = $"spec.kubernetes.{part}.{field}";
        var print = new JsonObject
        {
            ["object"] = $"Cluster {Cluster.FixedName}",
            ["path"] = path,
            ["before"] = before,
            ["after"] = after,
            ["verdict"] = verdict.ToString(),
        };
        return new PlannedChange(
            $"Cluster {Cluster.FixedName}", path, Json(before), Json(after), verdict, refusal ?? "",
            Digest.Of(Encoding.UTF8.GetBytes(CanonicalJson.Text(print))).ToString(), false);
    }

    private static string? Json(string? text) => text is null ? null : CanonicalJson.Text(JsonValue.Create(text));
}
