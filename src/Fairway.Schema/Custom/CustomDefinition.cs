using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Fairway.Schema.Defaults;

namespace Fairway.Schema.Custom;

/// <summary>A CustomResourceDefinition, read from its object.</summary>
public sealed record CustomDefinition
{
    /// <summary>metadata.name: plural and group.</summary>
    public required string Name { get; init; }

    /// <summary>metadata.resourceVersion as a number.</summary>
    public required long Revision { get; init; }

    /// <summary>metadata.generation: counts the changes of what it says.</summary>
    public required long Generation { get; init; }

    /// <summary>API group.</summary>
    public required string Group { get; init; }

    /// <summary>Whether objects live in namespaces.</summary>
    public required bool Namespaced { get; init; }

    /// <summary>The names that are wanted.</summary>
    public required CustomNames Names { get; init; }

    /// <summary>The names that it has.</summary>
    public required CustomNames AcceptedNames { get; init; }

    /// <summary>The versions, in the order of the object.</summary>
    public required ImmutableArray<CustomVersion> Versions { get; init; }

    /// <summary>Whether the API serves it.</summary>
    public required bool IsEstablished { get; init; }

    /// <summary>Whether it is being deleted.</summary>
    public required bool IsTerminating { get; init; }

    /// <summary>Where its objects are stored.</summary>
    public string StorageName => $"{Names.Plural}.{Group}";

    /// <summary>Reads a definition that fits its kind.</summary>
    public static CustomDefinition Read(JsonObject definition)
    {
        var metadata = definition.Child("metadata") ?? [];
        var spec = definition.Child("spec") ?? [];
        var status = definition.Child("status") ?? [];
        return new CustomDefinition
        {
            Name = metadata.Text("name"),
            Revision = long.TryParse(metadata.Text("resourceVersion"), out var revision) ? revision : 0,
            Generation = metadata["generation"] is JsonValue value && value.TryGetValue<long>(out var count)
                ? count
                : 0,
            Group = spec.Text("group"),
            Namespaced = spec.Text("scope") == "Namespaced",
            Names = CustomNames.Read(spec.Child("names")),
            AcceptedNames = CustomNames.Read(status.Child("acceptedNames")),
            Versions = [.. spec.Each("versions").Select(CustomVersion.Read)],
            IsEstablished = IsTrue(status, "Established"),
            IsTerminating = metadata.Holds("deletionTimestamp"),
        };
    }

    /// <summary>The schema of the objects of one of its versions, with kind, apiVersion and metadata. Equal ones are
    /// shared.</summary>
    public SchemaNode SchemaOf(CustomVersion version)
    {
        var kind = Names.Kind;
        var name = $"{string.Join('.', Group.Split('.').Reverse())}.{version.Name}.{kind}";
        return SharedSchemas.KindOf(version.Schema, name, new GroupVersionKind(Group, version.Name, kind));
    }

    private static bool IsTrue(JsonObject status, string type) =>
        status.Each("conditions").Any(c => c.Text("type") == type && c.Text("status") == "True");
}
