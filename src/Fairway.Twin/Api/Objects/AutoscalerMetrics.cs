using System.Text.Json.Nodes;

namespace Fairway.Twin.Api.Objects;

/// <summary>
/// Metrics of autoscalers in both versions: v2 says of each what is measured and, under <c>target</c> or
/// <c>current</c>, how much; v1 has them flat, with that word in the names of the amounts.
/// </summary>
internal static class AutoscalerMetrics
{
    private const string Amounts = "*";

    // Kind, and what its fields are called in v1 and in v2. A star stands for target or current.
    private static readonly (string Type, string Field, (string Old, string New)[] Places)[] Kinds =
    [
        ("Object", "object",
        [
            ("target", "describedObject"), ("metricName", "metric.name"), ("*Value", "*.value"),
            ("selector", "metric.selector"), ("averageValue", "*.averageValue"),
        ]),
        ("Pods", "pods",
        [
            ("metricName", "metric.name"), ("*AverageValue", "*.averageValue"), ("selector", "metric.selector"),
        ]),
        ("Resource", "resource",
        [
            ("name", "name"), ("*AverageUtilization", "*.averageUtilization"), ("*AverageValue", "*.averageValue"),
        ]),
        ("ContainerResource", "containerResource",
        [
            ("name", "name"), ("*AverageUtilization", "*.averageUtilization"), ("*AverageValue", "*.averageValue"),
            ("container", "container"),
        ]),
        ("External", "external",
        [
            ("metricName", "metric.name"), ("metricSelector", "metric.selector"), ("*Value", "*.value"),
            ("*AverageValue", "*.averageValue"),
        ]),
    ];

    /// <summary>Whether a metric of v2 is the CPU of the pods.</summary>
    public static bool IsCpu(JsonNode? metric) =>
        metric?["type"]?.ToString() == "Resource" && metric["resource"]?["name"]?.ToString() == "cpu";

    /// <summary>Whether a metric of v2 is the share of the CPU that the pods asked for.</summary>
    /// <param name="metric">The metric.</param>
    /// <param name="word">target or current.</param>
    public static bool IsShareOfCpu(JsonNode? metric, string word) =>
        IsCpu(metric) && metric!["resource"]?[word]?["averageUtilization"] is not null;

    /// <summary>A metric of v2: the share of the CPU that the pods asked for.</summary>
    public static JsonObject ShareOfCpu(JsonNode share, string word)
    {
        var amount = new JsonObject { ["averageUtilization"] = share };
        if (word == "target")
        {
            amount.Insert(0, "type", "Utilization");
        }

        return new JsonObject
        {
            ["type"] = "Resource",
            ["resource"] = new JsonObject { ["name"] = "cpu", [word] = amount },
        };
    }

    /// <summary>Metrics of v2 as v1 has them.</summary>
    public static JsonArray ToOld(IEnumerable<JsonNode?> metrics, string word) =>
        new([.. metrics.Select(m => Turn(m, (from, to, places) =>
        {
            foreach (var (old, newer) in places)
            {
                Put(to, old.Replace(Amounts, word, StringComparison.Ordinal), At(from, Path(newer, word)));
            }
        }))]);

    /// <summary>A metric of v1 as v2 has it.</summary>
    public static JsonObject ToNew(JsonNode? metric, string word) => Turn(metric, (from, to, places) =>
    {
        foreach (var (old, newer) in places)
        {
            Put(to, Path(newer, word), At(from, old.Replace(Amounts, word, StringComparison.Ordinal)));
        }

        if (word == "target" && to["target"] is JsonObject target)
        {
            target["type"] = target["averageUtilization"] is not null ? "Utilization"
                : target["averageValue"] is not null ? "AverageValue" : "Value";
        }
    });

    private static JsonObject Turn(
        JsonNode? metric, Action<JsonObject, JsonObject, (string Old, string New)[]> copy)
    {
        var turned = new JsonObject { ["type"] = metric?["type"]?.DeepClone() };
        foreach (var (_, field, places) in Kinds)
        {
            if ((metric as JsonObject)?[field] is JsonObject from)
            {
                var to = new JsonObject();
                copy(from, to, places);
                turned[field] = to;
            }
        }

        return turned;
    }

    private static string Path(string pattern, string word) =>
        pattern.Replace(Amounts, word, StringComparison.Ordinal);

    private static JsonNode? At(JsonNode? node, string path)
    {
        foreach (var step in path.Split('.'))
        {
            node = (node as JsonObject)?[step];
        }

        return node;
    }

    private static void Put(JsonObject owner, string path, JsonNode? value)
    {
        if (value is null)
        {
            return;
        }

        var steps = path.Split('.');
        foreach (var step in steps[..^1])
        {
            if (owner[step] is not JsonObject inner)
            {
                inner = [];
                owner[step] = inner;
            }

            owner = inner;
        }

        owner[steps[^1]] = value.DeepClone();
    }
}
