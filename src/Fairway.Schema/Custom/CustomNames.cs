using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Fairway.Schema.Defaults;

namespace Fairway.Schema.Custom;

/// <summary>The names of a custom resource.</summary>
public sealed record CustomNames
{
    /// <summary>Name in paths.</summary>
    public required string Plural { get; init; }

    /// <summary>Singular name; empty for none.</summary>
    public string Singular { get; init; } = "";

    /// <summary>Kind.</summary>
    public required string Kind { get; init; }

    /// <summary>Kind of lists; empty for none.</summary>
    public string ListKind { get; init; } = "";

    /// <summary>Short names for kubectl.</summary>
    public ImmutableArray<string> ShortNames { get; init; } = [];

    /// <summary>Categories for kubectl.</summary>
    public ImmutableArray<string> Categories { get; init; } = [];

    /// <summary>Reads <c>spec.names</c> or <c>status.acceptedNames</c>; null reads as no names.</summary>
    public static CustomNames Read(JsonObject? names) => new()
    {
        Plural = names?.Text("plural") ?? "",
        Singular = names?.Text("singular") ?? "",
        Kind = names?.Text("kind") ?? "",
        ListKind = names?.Text("listKind") ?? "",
        ShortNames = names is null ? [] : CustomSchemaReader.Texts(names, "shortNames"),
        Categories = names is null ? [] : CustomSchemaReader.Texts(names, "categories"),
    };

    /// <summary>The same as JSON, without what is empty.</summary>
    public JsonObject ToJson()
    {
        var names = new JsonObject { ["plural"] = Plural };
        Put(names, "singular", Singular);
        PutAll(names, "shortNames", ShortNames);
        names["kind"] = Kind;
        Put(names, "listKind", ListKind);
        PutAll(names, "categories", Categories);
        return names;
    }

    private static void Put(JsonObject names, string key, string text)
    {
        if (text.Length > 0)
        {
            names[key] = text;
        }
    }

    private static void PutAll(JsonObject names, string key, ImmutableArray<string> texts)
    {
        if (!texts.IsEmpty)
        {
            names[key] = new JsonArray([.. texts.Select(text => (JsonNode)text)]);
        }
    }
}
