using System.Text;
using System.Text.Json.Nodes;
using Fairway.Api.Meta;
using Fairway.Releases.Fleet;
using Fairway.Schema.Digests;

namespace Fairway.Releases.Tasks;

/// <summary>The Job of an attempt. Pure.</summary>
internal static class TaskJob
{
    /// <summary>Where Jobs of tasks run, in every cluster. Who makes the ServiceAccounts there makes it.</summary>
    public const string NamespaceName = "fairway-tasks";

    private const int MarkLength = 10;
    private const int LongestBase = 50;
    private const int LongestSeconds = 24 * 3600;

    /// <summary>Its name: the same for the same attempt, and for no other.</summary>
    public static string NameOf(TaskOrder order)
    {
        var mark = Digest.Of(Encoding.UTF8.GetBytes(order.Key)).ToString().Split(':')[^1][..MarkLength];
        var words = $"{order.Release.Metadata.Name}-{order.Task.Name}".Replace('.', '-');
        return $"{words[..Math.Min(words.Length, LongestBase)].TrimEnd('-')}-{mark}";
    }

    /// <summary>The Job. It is tried once: another attempt is another Job.</summary>
    public static JsonObject Of(TaskOrder order)
    {
        var run = order.Task.Run!;
        var container = new JsonObject
        {
            ["name"] = "task",
            ["image"] = run.Image,
            ["env"] = new JsonArray([.. order.Environment().Select(one =>
                (JsonNode)new JsonObject { ["name"] = one.Key, ["value"] = one.Value })]),
        };
        Add(container, "command", run.Command);
        Add(container, "args", run.Args);
        return new JsonObject
        {
            ["apiVersion"] = "batch/v1",
            ["kind"] = "Job",
            ["metadata"] = new JsonObject
            {
                ["name"] = NameOf(order),
                ["namespace"] = NamespaceName,
                ["labels"] = new JsonObject
                {
                    [Labels.Release] = ClusterReleaseMaker.LabelValue(order.Release.Metadata.Name),
                },
            },
            ["spec"] = new JsonObject
            {
                ["backoffLimit"] = 0,
                ["activeDeadlineSeconds"] = Seconds(order),
                ["template"] = new JsonObject
                {
                    ["spec"] = new JsonObject
                    {
                        ["restartPolicy"] = "Never",
                        ["serviceAccountName"] = run.ServiceAccount,
                        ["containers"] = new JsonArray(container),
                    },
                },
            },
        };
    }

    private static long Seconds(TaskOrder order) => order.Task.Timeout is { } timeout
        ? Math.Max(1, (long)timeout.Value.TotalSeconds)
        : LongestSeconds;

    private static void Add(JsonObject container, string field, IReadOnlyList<string>? values)
    {
        if (values is not null)
        {
            container[field] = new JsonArray([.. values.Select(value => (JsonNode)value)]);
        }
    }
}
