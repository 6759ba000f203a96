using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Fairway.Cel;
using Fairway.Cel.Values;
using Fairway.Delivery.Changes;
using Fairway.Merge.Diffing;

namespace Fairway.Components.Health;

/// <summary>Whether objects are healthy, of whatever kind, by the rows of <c>health.tsv</c>. Pure.</summary>
internal static class ObjectHealth
{
    private static readonly ImmutableArray<HealthRow> Rows = [.. Read()];

    /// <summary>Whether objects of a kind have a health worth reading them for.</summary>
    public static bool HasAny(ObjectRef reference) =>
        !Rows.Any(row => row.State == HealthState.Settled && row.Holds(reference.Kind));

    /// <summary>What keeps an object from being healthy; null for nothing.</summary>
    /// <param name="reference">The object.</param>
    /// <param name="live">As it is; null where it is not there.</param>
    public static ObjectTrouble? Of(ObjectRef reference, JsonObject? live)
    {
        if (live is null)
        {
            return new ObjectTrouble($"{reference}", "it is not there", IsFinal: false);
        }

        var item = Activation(live);
        return RowsOf(reference).Select(row => (row.State, Says: row.Of(item)))
            .Where(said => said.Says is not null)
            .Select(said => new ObjectTrouble($"{reference}", said.Says!, said.State == HealthState.Final))
            .FirstOrDefault();
    }

    private static IEnumerable<HealthRow> RowsOf(ObjectRef reference)
    {
        var own = Rows.Where(row => row.Kinds is not ("*" or "-") && row.Holds(reference.Kind)).ToList();
        return Rows.Where(row => row.Kinds == "*")
            .Concat(own.Count > 0 ? own : Rows.Where(row => row.Kinds == "-"))
            .Where(row => row.State != HealthState.Settled);
    }

    private static CelActivation Activation(JsonObject live)
    {
        var conditions = new JsonObject();
        foreach (var condition in (live["status"]?["conditions"] as JsonArray ?? []).OfType<JsonObject>())
        {
            if ((string?)condition["type"] is { } type)
            {
                conditions[type] = condition.DeepClone();
            }
        }

        return new CelActivation()
            .Set("object", CelJson.Value(live))
            .Set("meta", CelJson.Value(live["metadata"] ?? new JsonObject()))
            .Set("spec", CelJson.Value(live["spec"] ?? new JsonObject()))
            .Set("status", CelJson.Value(live["status"] ?? new JsonObject()))
            .Set("conditions", CelJson.Value(conditions));
    }

    private static IEnumerable<HealthRow> Read()
    {
        using var stream = typeof(ObjectHealth).Assembly.GetManifestResourceStream("Fairway.Components.health.tsv")!;
        using var reader = new StreamReader(stream);
        var lines = reader.ReadToEnd().Split('\n');
        return [.. lines.Where(line => line.Length > 0 && line[0] != '#').Select(HealthRow.Parse)];
    }
}
