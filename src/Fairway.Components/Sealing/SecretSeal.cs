using System.Text.Json.Nodes;
using Fairway.Delivery.Records;
using Fairway.Merge.Diffing;

namespace Fairway.Components.Sealing;

/// <summary>Seals what Secrets hold, wherever in a document they stand: their values and their annotations, in which
/// clients keep copies of them. The rest of a Secret is no secret: which keys it has, its type, its labels.</summary>
internal sealed class SecretSeal(SealKeys keys)
{
    private readonly TextSeal seal = new(keys);

    /// <summary>Whether it is a Secret of the cluster.</summary>
    public static bool IsSecret(JsonObject item) => ObjectRef.Of(item).Kind is { Group: "", Kind: "Secret" };

    /// <summary>Seals the Secrets in a document that nobody else reads.</summary>
    public void Seal(JsonNode? document) => Visit(document, seal.Seal);

    /// <summary>Opens the Secrets in a document that was sealed.</summary>
    /// <exception cref="MetaDbUnavailableException">One was not, or its key is not here.</exception>
    public void Open(JsonNode? document) => Visit(document, seal.Open);

    private static void Visit(JsonNode? node, Func<string, string, string> turn)
    {
        switch (node)
        {
            case JsonObject item when IsSecret(item):
                Turn(item, turn);
                break;
            case JsonObject map:
                foreach (var (_, member) in map)
                {
                    Visit(member, turn);
                }

                break;
            case JsonArray list:
                foreach (var item in list)
                {
                    Visit(item, turn);
                }

                break;
        }
    }

    private static void Turn(JsonObject secret, Func<string, string, string> turn)
    {
        var place = $"{ObjectRef.Of(secret)}";
        Turn(secret["data"] as JsonObject, $"{place} data", turn);
        Turn(secret["metadata"]?["annotations"] as JsonObject, $"{place} metadata.annotations", turn);
    }

    private static void Turn(JsonObject? map, string place, Func<string, string, string> turn)
    {
        foreach (var name in map?.Select(member => member.Key).ToList() ?? [])
        {
            map![name] = turn($"{place}.{name}", map[name]!.GetValue<string>());
        }
    }
}
