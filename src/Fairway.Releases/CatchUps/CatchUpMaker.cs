using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Fairway.Api;
using Fairway.Api.Meta;
using Fairway.Api.Releases;
using Fairway.Kube;
using Fairway.Schema.Digests;

namespace Fairway.Releases.CatchUps;

/// <summary>The Release by which one cluster catches up with another Release. Pure.</summary>
internal static class CatchUpMaker
{
    /// <summary>Longer names are cut: a ConfigMap that shows the plan has a prefix more.</summary>
    private const int LongestName = 240;

    /// <summary>So many digits of a digest stand for what was cut.</summary>
    private const int Mark = 12;

    private static readonly KubeResource Resource = FairwayResources.Of<Release>();

    /// <summary>The Release to make.</summary>
    /// <param name="origin">The Release that was missed.</param>
    /// <param name="cluster">Who missed it.</param>
    /// <param name="owed">What it still owes there.</param>
    /// <param name="attempt">Counted from 1.</param>
    public static Release Order(Release origin, string cluster, IReadOnlyList<ReleaseChange> owed, int attempt) => new()
    {
        Metadata = new ObjectMeta
        {
            Name = NameOf(origin.Metadata.Name, cluster, attempt),
            Labels = new Dictionary<string, string>(StringComparer.Ordinal) { [Labels.Cluster] = cluster },
        },
        Spec = new ReleaseSpec
        {
            Pipeline = origin.Spec.Pipeline,
            Cluster = cluster,
            Changes = owed,
            Priority = origin.Spec.Priority,
            CatchUp = new CatchUpOrder
            {
                Release = origin.Metadata.Name,
                Uid = origin.Metadata.Uid ?? "",
                Author = origin.Spec.Author,
            },
        },
    };

    /// <summary>The name says what it is for: who makes it twice makes it once.</summary>
    public static string NameOf(string release, string cluster, int attempt)
    {
        var again = attempt > 1 ? string.Create(CultureInfo.InvariantCulture, $"-{attempt}") : "";
        var name = $"{release}-catch-up-{cluster}{again}";
        return name.Length <= LongestName
            ? name
            : $"{name[..(LongestName - Mark - 1)].TrimEnd('-', '.')}-{MarkOf(name)}";
    }

    private static string MarkOf(string name) => $"{Digest.Of(Encoding.UTF8.GetBytes(name))}"[^Mark..];

    /// <summary>The object as it is created.</summary>
    public static JsonObject Body(Release order) => new()
    {
        ["apiVersion"] = Resource.ApiVersion,
        ["kind"] = Resource.Kind,
        ["metadata"] = new JsonObject
        {
            ["name"] = order.Metadata.Name,
            ["labels"] = new JsonObject { [Labels.Cluster] = order.Spec.Cluster },
        },
        ["spec"] = JsonSerializer.SerializeToNode(order.Spec, ApiJson.Default.ReleaseSpec),
    };
}
