using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Fairway.Rollouts.Planning;
using Fairway.Schema.Digests;

namespace Fairway.Rollouts.Workloads;

/// <summary>
/// The replica set of a Deployment's template, so made that the Deployment's controller takes it for its own: it looks
/// for an equal template, and not for a name or a hash (pkg/controller/deployment/util, FindNewReplicaSet).
/// </summary>
internal static class ReplicaSetBody
{
    private const string HashLabel = "pod-template-hash";

    // Names of objects end at 63 characters where they become a label's value; the hash and its hyphen take eleven.
    private const int LongestPrefix = 52;
    private const int HashLength = 10;

    /// <param name="deployment">As it is.</param>
    /// <param name="create">What is to be made of it.</param>
    public static JsonObject Of(JsonObject deployment, RolloutAction.CreateSet create)
    {
        var (metadata, spec) = (deployment["metadata"]!, deployment["spec"]!);
        var (name, uid) = ((string)metadata["name"]!, (string)metadata["uid"]!);
        var hash = HashOf(uid, create.Template);
        var template = (JsonObject)spec["template"]!.DeepClone();
        Labelled(Child(template, "metadata"), hash, "labels");
        var selector = (JsonObject)spec["selector"]!.DeepClone();
        Labelled(selector, hash, "matchLabels");
        var made = new JsonObject
        {
            ["replicas"] = create.Replicas,
            ["selector"] = selector,
            ["template"] = template,
        };
        if (spec["minReadySeconds"] is { } patience)
        {
            made["minReadySeconds"] = patience.DeepClone();
        }

        return new JsonObject
        {
            ["apiVersion"] = "apps/v1",
            ["kind"] = "ReplicaSet",
            ["metadata"] = new JsonObject
            {
                ["name"] = $"{(name.Length > LongestPrefix ? name[..LongestPrefix] : name)}-{hash}",
                ["namespace"] = metadata["namespace"]?.DeepClone(),
                ["labels"] = template["metadata"]!["labels"]!.DeepClone(),
                ["annotations"] = Sizes(create.Wanted),
                ["ownerReferences"] = new JsonArray(new JsonObject
                {
                    ["apiVersion"] = "apps/v1",
                    ["kind"] = "Deployment",
                    ["name"] = name,
                    ["uid"] = uid,
                    ["controller"] = true,
                    ["blockOwnerDeletion"] = true,
                }),
            },
            ["spec"] = made,
        };
    }

    public static string NameOf(JsonObject body) => (string)body["metadata"]!["name"]!;

    /// <summary>
    /// For which size of the Deployment a replica set was sized. While an active one says another size, the
    /// Deployment's controller takes it for being scaled, and rolls nothing out.
    /// </summary>
    public static JsonObject Sizes(int wanted) => new()
    {
        ["deployment.kubernetes.io/desired-replicas"] = wanted.ToString(CultureInfo.InvariantCulture),
        ["deployment.kubernetes.io/max-replicas"] = wanted.ToString(CultureInfo.InvariantCulture),
    };

    /// <summary>The same for the same template of the same Deployment, so that nobody makes it twice.</summary>
    private static string HashOf(string uid, string template)
    {
        var digest = Digest.Of(Encoding.UTF8.GetBytes($"{uid}/{template}")).ToString();
        return digest[(digest.LastIndexOf(':') + 1)..][..HashLength];
    }

    private static void Labelled(JsonObject owner, string hash, string name) => Child(owner, name)[HashLabel] = hash;

    private static JsonObject Child(JsonObject parent, string name)
    {
        if (parent[name] is not JsonObject child)
        {
            parent[name] = child = [];
        }

        return child;
    }
}
