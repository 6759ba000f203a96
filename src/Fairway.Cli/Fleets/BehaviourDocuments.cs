using System.Collections.Immutable;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Fairway.Api;
using Fairway.Api.Meta;
using Fairway.Schema.Json;
using Fairway.Schema.Yaml;
using Fairway.Twin.Behaviour.Resources;

namespace Fairway.Cli.Fleets;

/// <summary>The behaviors of a file, one document each: what <c>kubectl apply</c> takes too.</summary>
internal static partial class BehaviourDocuments
{
    /// <summary>Whether a file holds resources, and not rules.</summary>
    public static bool Holds(string yaml) =>
        Separator().Split(yaml).Any(text => text.Contains(ApiGroup.TwinApiVersion, StringComparison.Ordinal));

    /// <summary>Reads the behaviors, in order.</summary>
    /// <exception cref="YamlFormatException">A document is no behavior; the message says which.</exception>
    public static ImmutableArray<BehaviorObject> Read(string yaml)
    {
        var read = ImmutableArray.CreateBuilder<BehaviorObject>();
        foreach (var (number, text) in Separator().Split(yaml).Index())
        {
            var document = YamlReader.ReadObject(Encoding.UTF8.GetBytes(text));
            if (document.Count > 0)
            {
                read.Add(Behavior(document, number + 1));
            }
        }

        return read.DrainToImmutable();
    }

    private static BehaviorObject Behavior(JsonObject document, int number)
    {
        var kinds = ApiKind.Twin.Select(kind => ApiKind.Of(kind).Kind).ToArray();
        if (Text(document["apiVersion"]) != ApiGroup.TwinApiVersion || !kinds.Contains(Text(document["kind"])))
        {
            throw new YamlFormatException(
                $"document {number}: must be of {ApiGroup.TwinApiVersion}, and {string.Join(" or ", kinds)}");
        }

        return Text((document["metadata"] as JsonObject)?["name"]) is { Length: > 0 } name
            ? new BehaviorObject(Text(document["kind"])!, name, JsonText.Write(document))
            : throw new YamlFormatException($"document {number}: metadata.name is missing");
    }

    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text)
        ? text
        : null;

    [GeneratedRegex("^---(?:[ \t].*)?$", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Separator();
}
