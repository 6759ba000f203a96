using System.Globalization;
using System.Text.Json.Nodes;
using Fairway.Kube.Pods.Objects;

namespace Fairway.Twin.Behaviour.Nodes;

/// <summary>How much a machine holds, and how much of that pods are given.</summary>
internal static class NodeAmounts
{
    public static JsonObject Capacity(NodeProfile profile)
    {
        var amounts = new JsonObject
        {
            ["cpu"] = profile.Cpu,
            ["ephemeral-storage"] = profile.EphemeralStorage,
            ["memory"] = profile.Memory,
            ["pods"] = profile.Pods.ToString(CultureInfo.InvariantCulture),
        };
        foreach (var (resource, amount) in profile.Extended)
        {
            amounts[resource] = amount;
        }

        return amounts;
    }

    public static JsonObject Allocatable(NodeProfile profile)
    {
        var amounts = Capacity(profile);
        foreach (var (resource, kept) in profile.Reserved)
        {
            if ((string?)amounts[resource] is { } amount)
            {
                amounts[resource] = Left(amount, kept);
            }
        }

        return amounts;
    }

    /// <summary>What is left of an amount.</summary>
    public static string Left(string amount, string kept)
    {
        var left = Math.Max(0, Quantity.Milli(amount) - Quantity.Milli(kept));
        return left % 1000 == 0
            ? (left / 1000).ToString(CultureInfo.InvariantCulture)
            : string.Create(CultureInfo.InvariantCulture, $"{left}m");
    }
}
