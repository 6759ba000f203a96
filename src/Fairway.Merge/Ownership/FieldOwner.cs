using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Fairway.Merge.Fields;

namespace Fairway.Merge.Ownership;

/// <summary>
/// One entry of managedFields. The set is read from JSON only when it is needed, and JSON written only when the set
/// changed: most writes touch the fields of one owner, and leave the others as they are.
/// </summary>
internal sealed class FieldOwner
{
    private JsonObject? node;
    private JsonObject? fieldsV1;
    private FieldSet? fields;

    private FieldOwner()
    {
    }

    public required string Manager { get; init; }

    public required bool Applies { get; init; }

    public required string ApiVersion { get; init; }

    public required string Subresource { get; init; }

    /// <summary>RFC 3339 in seconds, UTC; null where the owner never changed a thing.</summary>
    public string? Time { get; private set; }

    /// <summary>What it owns.</summary>
    public FieldSet Fields => fields ??= FieldsV1.ReadOwn(fieldsV1);

    public bool IsEmpty => fields?.IsEmpty ?? fieldsV1 is not { Count: > 0 };

    public static FieldOwner Create(UpdateContext context, string manager, bool applies, FieldSet fields) => new()
    {
        Manager = manager,
        Applies = applies,
        ApiVersion = context.ApiVersion,
        Subresource = context.Subresource,
        fields = fields,
    };

    /// <summary>
    /// An entry that we wrote ourselves: nothing is checked, and the node is used as it is. It must have no parent.
    /// </summary>
    public static FieldOwner FromOwn(JsonObject entry) => new()
    {
        Manager = Text(entry, "manager") ?? "",
        Applies = Text(entry, "operation") == "Apply",
        ApiVersion = Text(entry, "apiVersion") ?? "",
        Subresource = Text(entry, "subresource") ?? "",
        Time = Text(entry, "time"),
        node = entry,
        fieldsV1 = entry["fieldsV1"] as JsonObject,
    };

    /// <summary>An entry that somebody sent.</summary>
    /// <returns>Null where it is malformed.</returns>
    public static FieldOwner? FromOthers(JsonNode? entry)
    {
        if (entry is not JsonObject map || Text(map, "operation") is not ("Apply" or "Update")
            || Text(map, "apiVersion") is not { Length: > 0 } apiVersion || Text(map, "fieldsType") != "FieldsV1"
            || !FieldSet.TryRead(map["fieldsV1"], out var fields) || !TryTime(map["time"], out var time))
        {
            return null;
        }

        return new()
        {
            Manager = Text(map, "manager") ?? "",
            Applies = Text(map, "operation") == "Apply",
            ApiVersion = apiVersion,
            Subresource = Text(map, "subresource") ?? "",
            Time = time,
            fields = fields,
        };
    }

    /// <summary>A merged entry of several old ones.</summary>
    public static FieldOwner Bucket(string manager, FieldOwner newest, FieldSet fields) => new()
    {
        Manager = manager,
        Applies = false,
        ApiVersion = newest.ApiVersion,
        Subresource = "",
        Time = newest.Time,
        fields = fields,
    };

    /// <summary>The same owner of other fields in another version.</summary>
    public FieldOwner Elsewhere(string apiVersion, FieldSet owned, bool keepTime = true) => new()
    {
        Manager = Manager,
        Applies = Applies,
        ApiVersion = apiVersion,
        Subresource = Subresource,
        Time = keepTime ? Time : null,
        fields = owned,
    };

    /// <summary>True for the same manager, operation, version (for updates) and subresource.</summary>
    public bool Is(string manager, bool applies, string apiVersion, string subresource) =>
        Manager == manager && Applies == applies && Subresource == subresource && (applies || ApiVersion == apiVersion);

    /// <summary>Sets when it last changed something.</summary>
    public void Touch(DateTimeOffset now)
    {
        Time = now.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        if (node is not null)
        {
            node["time"] = Time;
        }
    }

    /// <summary>Takes over the time of an earlier entry.</summary>
    public void KeepTime(FieldOwner earlier) => Time = earlier.Time;

    /// <summary>Takes paths away.</summary>
    public void Lose(FieldSet changed, FieldSet removed)
    {
        if (fields is null && fieldsV1 is not null
            && !FieldsV1.Overlaps(fieldsV1, changed) && !FieldsV1.Overlaps(fieldsV1, removed))
        {
            return;
        }

        Set(Fields.Difference(changed).Difference(removed));
    }

    /// <summary>Adds paths.</summary>
    public void Gain(FieldSet gained)
    {
        if (!Owns(gained))
        {
            Set(Fields.Union(gained));
        }
    }

    /// <summary>True where it owns all of these.</summary>
    public bool Owns(FieldSet all) => fields is null && fieldsV1 is not null
        ? FieldsV1.ContainsAll(fieldsV1, all)
        : all.Difference(Fields).IsEmpty;

    /// <summary>Replaces what it owns.</summary>
    public void Set(FieldSet owned)
    {
        fields = owned;
        node = null;
        fieldsV1 = null;
    }

    /// <summary>True where it owns one of these.</summary>
    public bool OwnsAny(FieldSet some) => fields is null && fieldsV1 is not null
        ? FieldsV1.Overlaps(fieldsV1, some)
        : Fields.Overlaps(some);

    /// <summary>The entry, without parent. The owner is not to be used after.</summary>
    public JsonObject ToNode()
    {
        if (node is not null)
        {
            return node;
        }

        var entry = new JsonObject
        {
            ["manager"] = Manager,
            ["operation"] = Applies ? "Apply" : "Update",
            ["apiVersion"] = ApiVersion,
        };
        if (Time is not null)
        {
            entry["time"] = Time;
        }

        entry["fieldsType"] = "FieldsV1";
        entry["fieldsV1"] = Fields.ToFieldsV1();
        if (Subresource.Length > 0)
        {
            entry["subresource"] = Subresource;
        }

        return entry;
    }

    private static string? Text(JsonObject entry, string name) =>
        entry[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    private static bool TryTime(JsonNode? node, out string? time)
    {
        time = null;
        if (node is null)
        {
            return true;
        }

        if (node.GetValueKind() != JsonValueKind.String
            || !DateTimeOffset.TryParse(node.GetValue<string>(), CultureInfo.InvariantCulture, out var parsed))
        {
            return false;
        }

        time = parsed.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        return true;
    }
}
