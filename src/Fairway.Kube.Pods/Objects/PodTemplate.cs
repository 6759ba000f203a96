using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Fairway.Kube.Pods.Hashing;

namespace Fairway.Kube.Pods.Objects;

/// <summary>
/// A pod template. Two templates are equal where they say the same, whatever the order of their keys and whatever hash
/// label a Deployment has put on one of them.
/// </summary>
internal sealed class PodTemplate : IEquatable<PodTemplate>
{
    private readonly byte[] canonical;

    private PodTemplate(byte[] canonical, StringMap labels, PlacementRules placement)
    {
        this.canonical = canonical;
        Labels = labels;
        Placement = placement;
    }

    /// <summary>Labels of the pods, with the hash label if there is one.</summary>
    public StringMap Labels { get; }

    /// <summary>Where pods of the template may run.</summary>
    public PlacementRules Placement { get; }

    public static PodTemplate Read(JsonElement? element)
    {
        var template = element ?? Empty;
        var labels = StringMap.Read(template.Child("metadata").Child("labels"));
        var canonical = CanonicalJson.Write(template);
        if (labels.Has(WellKnown.PodTemplateHash))
        {
            canonical = WithoutHash(canonical);
        }

        return new PodTemplate(canonical, labels, PlacementRules.Read(template.Child("spec")));
    }

    public static PodTemplate Parse(string json)
    {
        using var document = JsonDocument.Parse(json);
        return Read(document.RootElement);
    }

    /// <summary>The hash that names what is made of the template; another salt gives another hash.</summary>
    public string Hash(int? salt)
    {
        using var document = JsonDocument.Parse(canonical);
        return TemplateHash.Of(document.RootElement, salt);
    }

    /// <summary>A tree of its own, with <see cref="Labels"/>.</summary>
    public JsonObject ToJson()
    {
        var template = (JsonObject)JsonNode.Parse(canonical)!;
        if (Labels.Count > 0)
        {
            var metadata = template["metadata"] as JsonObject ?? [];
            template["metadata"] = metadata;
            metadata["labels"] = Labels.ToJson();
        }

        return template;
    }

    public PodTemplate WithLabel(string key, string value) => new(canonical, Labels.With(key, value), Placement);

    public bool Equals(PodTemplate? other) => other is not null && canonical.AsSpan().SequenceEqual(other.canonical);

    public override bool Equals(object? obj) => Equals(obj as PodTemplate);

    public override int GetHashCode() => (int)StableHash.Of(canonical);

    private static readonly JsonElement Empty = JsonDocument.Parse("{}").RootElement;

    private static byte[] WithoutHash(byte[] canonical)
    {
        var tree = (JsonObject)JsonNode.Parse(canonical)!;
        if (tree["metadata"]?["labels"] is JsonObject labels)
        {
            labels.Remove(WellKnown.PodTemplateHash);
        }

        using var document = JsonDocument.Parse(tree.ToJsonString());
        return CanonicalJson.Write(document.RootElement);
    }
}
