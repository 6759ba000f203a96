using System.Text.Json.Nodes;
using Fairway.Api.Meta;
using Fairway.Delivery.Rollouts;
using Fairway.Rollouts.Sights;

namespace Fairway.Rollouts.Drivers;

/// <summary>The fields that pace OpenKruise's workloads. Whether they update in place, and in which order, is
/// configuration.</summary>
internal static class KruiseFields
{
    public const string Group = "apps.kruise.io";

    private static readonly string[] Names = ["partition", "paused", "maxUnavailable", "maxSurge"];

    public static IReadOnlyList<string> Owned(bool isFlat) => [.. Names.Select(name => $"{Root(isFlat)}/{name}")];

    public static IReadOnlyList<BrakeMark> Marks(bool isFlat) =>
        [new BrakeMark($"{Root(isFlat)}/partition", $"{Brake.On}"), new BrakeMark($"{Root(isFlat)}/paused", "false")];

    public static JsonObject Spec(bool isFlat, int partition, IntOrPercent? unavailable, IntOrPercent? surge)
    {
        var pace = new JsonObject { ["partition"] = partition, ["paused"] = false };
        if (unavailable is { } away)
        {
            pace["maxUnavailable"] = Amounts.Of(away);
        }

        if (surge is { } more)
        {
            pace["maxSurge"] = Amounts.Of(more);
        }

        return new JsonObject
        {
            ["updateStrategy"] = isFlat ? pace : new JsonObject { ["rollingUpdate"] = pace },
        };
    }

    private static string Root(bool isFlat) => isFlat ? "/spec/updateStrategy" : "/spec/updateStrategy/rollingUpdate";
}
