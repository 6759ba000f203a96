using System.Text.Json.Nodes;
using Fairway.Api.Twins;
using Fairway.Twin.Behaviour.Nodes;

namespace Fairway.Twin.Behaviour.Kubelets;

/// <summary>The part of a node's status that a machine's behavior says.</summary>
internal static class MachineStatus
{
    /// <summary>Adds it to what else is to be written.</summary>
    public static void AddTo(JsonObject status, MachineBehavior machine)
    {
        var info = new JsonObject();
        Set(info, "kubeletVersion", machine.KubeletVersion);
        Set(info, "kubeProxyVersion", machine.KubeletVersion);
        Set(info, "kernelVersion", machine.KernelVersion);
        Set(info, "osImage", machine.OsImage);
        Set(info, "containerRuntimeVersion", machine.ContainerRuntimeVersion);
        Merge(status, "nodeInfo", info);
        if (machine.Capacity is { } capacity)
        {
            Merge(status, "capacity", Amounts(capacity, null));
            Merge(status, "allocatable", Amounts(capacity, machine.Reserved));
        }
    }

    private static JsonObject Amounts(
        IReadOnlyDictionary<string, string> capacity, IReadOnlyDictionary<string, string>? reserved)
    {
        var amounts = new JsonObject();
        foreach (var (resource, amount) in capacity.OrderBy(c => c.Key, StringComparer.Ordinal))
        {
            amounts[resource] = reserved is not null && reserved.TryGetValue(resource, out var kept)
                ? NodeAmounts.Left(amount, kept)
                : amount;
        }

        return amounts;
    }

    private static void Set(JsonObject info, string field, string? value)
    {
        if (value is not null)
        {
            info[field] = value;
        }
    }

    private static void Merge(JsonObject status, string field, JsonObject values)
    {
        if (values.Count == 0)
        {
            return;
        }

        if (status[field] is not JsonObject there)
        {
            status[field] = there = [];
        }

        foreach (var (key, value) in values)
        {
            there[key] = value?.DeepClone();
        }
    }
}
