using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Fairway.Kube.Pods.Objects;
using Fairway.Kube.Pods.Reporting;
using Fairway.Twin.Behaviour.Nodes;

namespace Fairway.Twin.Behaviour.Kubelets;

/// <summary>What a simulated kubelet does for its node: says what there is, falls silent, comes back, reports
/// pressure. A healthy one does nothing: its heartbeats are computed when somebody reads them.</summary>
internal static class KubeletPlanner
{
    private const string NotReady = "node.kubernetes.io/not-ready";

    public static KubeletPlan Plan(KubeletObservation seen)
    {
        var node = seen.Node;
        if ((!NodeMarks.IsSimulated(node) && !seen.State.IsAdopted) || node.Meta.IsDeleting)
        {
            return KubeletPlan.Nothing;
        }

        var isDark = NodeMarks.DarkAt(node, seen.Now) is not null;
        if (seen.State.DarkBy is { } by)
        {
            return new KubeletPlan { Main = isDark ? null : Darkness(seen.Now, by), LookAgainAt = seen.State.Until };
        }

        // What somebody has made dark by hand stays so until they take it back. What a behaviour did is taken back with
        // it, even where a clock that was ahead has written a time that is yet to come.
        var isFreed = node.Meta.Annotations[NodeMarks.DarkBy] is not null;
        return isDark && !isFreed ? KubeletPlan.Nothing : Live(seen, isFreed);
    }

    private static KubeletPlan Live(KubeletObservation seen, bool isFreed) => new()
    {
        Main = Main(seen, isFreed),
        Status = Status(seen),
        Evicted = EvictionPlanner.Next(seen),
        Lease = seen.HasLease ? null : Lease(seen.Node, seen.Now),
        Events = Events(seen),
        LookAgainAt = EvictionPlanner.Sooner(seen.State.Until, EvictionPlanner.LookAgainAt(seen)),
    };

    private static JsonObject Darkness(DateTimeOffset now, string by) => Annotated(ApiTime.Text(now), by);

    private static JsonObject Annotated(string? since, string? by) => new()
    {
        ["metadata"] = new JsonObject
        {
            ["annotations"] = new JsonObject { [NodeMarks.DarkSince] = since, [NodeMarks.DarkBy] = by },
        },
    };

    private static JsonObject? Main(KubeletObservation seen, bool isFreed)
    {
        var node = seen.Node;
        var patch = isFreed ? Annotated(null, null) : new JsonObject();
        if (node.PodCidr is null)
        {
            var cidr = NodeAddresses.PodCidr(seen.Number);
            var spec = new JsonObject { ["podCIDR"] = cidr, ["podCIDRs"] = new JsonArray(cidr) };
            patch["spec"] = spec;

            // The node is ready with the next write: whoever waits for that need not take the taint away.
            if (node.Taints.Any(t => t.Is(NotReady, WellKnown.NoSchedule)))
            {
                spec["taints"] = Untainted(node);
            }
        }

        Annotate(patch, seen);
        var labels = MissingLabels(seen);
        if (labels.Count > 0)
        {
            Child(patch, "metadata")["labels"] = labels;
        }

        if (patch.Count == 0)
        {
            return null;
        }

        if (patch["spec"] is not null)
        {
            Child(patch, "metadata")["resourceVersion"] = node.Meta.ResourceVersion;
        }

        return patch;
    }

    private static void Annotate(JsonObject patch, KubeletObservation seen)
    {
        if (!NodeMarks.IsSimulated(seen.Node))
        {
            Child(Child(patch, "metadata"), "annotations")[NodeMarks.Simulated] = "true";
        }
    }

    // Written with the status, so that neither is there without the other.
    private static JsonObject? Noted(KubeletObservation seen, JsonObject status)
    {
        if (status.Count == 0)
        {
            return null;
        }

        var notes = new JsonObject();
        if (IsRestarted(seen))
        {
            notes[NodeMarks.BootedAt] = ApiTime.Text(seen.Now);
        }

        if (SaysMachine(seen))
        {
            notes[NodeMarks.Machine] = seen.State.MachineMark;
        }

        var patch = new JsonObject { ["status"] = status };
        if (notes.Count > 0)
        {
            patch["metadata"] = new JsonObject { ["annotations"] = notes };
        }

        return patch;
    }

    private static JsonArray? Untainted(NodeView node)
    {
        var left = node.Taints.RemoveAll(t => t.Is(NotReady, WellKnown.NoSchedule));
        return left.IsEmpty ? null : new JsonArray([.. left.Select(t => t.ToJson())]);
    }

    private static JsonObject MissingLabels(KubeletObservation seen)
    {
        var labels = new JsonObject();
        foreach (var (key, value) in SimulatedNode.KubeletLabels(seen.Machine, seen.Node.Meta.Name))
        {
            if (!seen.Node.Meta.Labels.Has(key))
            {
                labels[key] = value;
            }
        }

        return labels;
    }

    private static JsonObject? Status(KubeletObservation seen)
    {
        var (node, now) = (seen.Node, seen.Now);
        var status = node.Health.IsComplete
            ? new JsonObject()
            : SimulatedNode.Status(seen.Machine, node.Meta.Name, seen.Number, now);
        var conditions = NodeConditions.Changes(node, seen.State, now);
        status.Remove("conditions");
        if (node.Health.HasCapacity)
        {
            status.Remove("capacity");
            status.Remove("allocatable");
        }

        if (conditions.Count > 0)
        {
            status["conditions"] = conditions;
        }

        if (IsRestarted(seen))
        {
            Child(status, "nodeInfo")["bootID"] = SimulatedNode.BootId(node.Meta.Name, seen.State.Boot);
        }

        if (SaysMachine(seen))
        {
            MachineStatus.AddTo(status, seen.State.Machine!);
        }

        return Noted(seen, status);
    }

    private static bool IsRestarted(KubeletObservation seen) => seen.State.Boot.Length > 0
        && seen.Node.Health.BootId != SimulatedNode.BootId(seen.Node.Meta.Name, seen.State.Boot);

    private static bool SaysMachine(KubeletObservation seen) =>
        seen.State.Machine is not null && seen.Node.Meta.Annotations[NodeMarks.Machine] != seen.State.MachineMark;

    private static ImmutableArray<PodEvent> Events(KubeletObservation seen)
    {
        var told = NodeConditions.Events(seen.Node, seen.State);
        if (!IsRestarted(seen))
        {
            return told;
        }

        var boot = SimulatedNode.BootId(seen.Node.Meta.Name, seen.State.Boot);
        return told.Insert(0, new PodEvent(
            "Rebooted", $"Node {seen.Node.Meta.Name} has been rebooted, boot id: {boot}", Warning: true));
    }

    private static JsonObject Lease(NodeView node, DateTimeOffset now) => new()
    {
        ["apiVersion"] = "coordination.k8s.io/v1",
        ["kind"] = "Lease",
        ["metadata"] = new JsonObject
        {
            ["name"] = node.Meta.Name,
            ["namespace"] = KubeletRequests.LeaseNamespace,
            ["ownerReferences"] = new JsonArray(
                new OwnerReference("v1", "Node", node.Meta.Name, node.Meta.Uid).ToJson()),
        },
        ["spec"] = new JsonObject
        {
            ["holderIdentity"] = node.Meta.Name,
            ["leaseDurationSeconds"] = 40,
            ["renewTime"] = ApiTime.MicroText(now),
        },
    };

    private static JsonObject Child(JsonObject parent, string name)
    {
        if (parent[name] is not JsonObject child)
        {
            parent[name] = child = [];
        }

        return child;
    }
}
