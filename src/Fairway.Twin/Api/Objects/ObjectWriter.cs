using System.Buffers;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Fairway.Kube;
using Fairway.Schema.Json;
using Fairway.Schema.Resources;
using Fairway.Twin.Storage;

namespace Fairway.Twin.Api.Objects;

/// <summary>
/// Writes an object's tree in the one form that is stored: kind, apiVersion and metadata first, so that what precedes
/// the metadata has the same length for every object of a kind and lists can leave it out; resourceVersion empty, to be
/// filled in by the commit.
/// </summary>
internal static class ObjectWriter
{
    private const int LargestScratch = 1 << 20;

    // Objects are written one after the other on a thread, and most have some kilobytes.
    [ThreadStatic]
    private static ArrayBufferWriter<byte>? scratch;

    private static readonly ConditionalWeakTable<ResourceType, byte[]> Prefixes = [];

    private static readonly string[] MetadataOrder =
    [
        "name", "generateName", "namespace", "uid", "resourceVersion", "generation", "creationTimestamp",
        "deletionTimestamp",
        "deletionGracePeriodSeconds", "labels", "annotations", "ownerReferences", "finalizers", "managedFields",
    ];

    /// <summary>What every stored object of the resource begins with; not to be changed.</summary>
    public static byte[] Prefix(ResourceType resource) => Prefixes.GetValue(resource, static row =>
        Encoding.UTF8.GetBytes($"{{\"kind\":\"{row.Kind}\",\"apiVersion\":\"{row.ApiVersion}\","));

    /// <summary>The object, ready to be committed.</summary>
    /// <param name="resource">Its resource.</param>
    /// <param name="obj">The object.</param>
    /// <param name="aside">What of it is text, and as it was; null where all is in the tree.</param>
    public static ObjectDraft ToDraft(ResourceType resource, JsonObject obj, SetAside? aside = null)
    {
        var metadata = ObjectMeta.Of(obj);
        var ns = ObjectMeta.Text(metadata, "namespace");
        var buffer = scratch ??= new ArrayBufferWriter<byte>(8192);
        buffer.ResetWrittenCount();
        var revisionAt = Write(buffer, resource, obj, aside);
        scratch = buffer.Capacity > LargestScratch ? null : buffer;
        return new ObjectDraft
        {
            Key = new ObjectKey(resource.Namespaced ? ns : null, ObjectMeta.Text(metadata, "name")),
            Uid = ObjectMeta.Text(metadata, "uid"),
            Labels = Labels(metadata),
            Fields = aside is null ? Fields(resource, obj) : Fields(resource, obj, aside),
            Json = buffer.WrittenSpan.ToArray(),
            RevisionAt = revisionAt,
        };
    }

    private static int Write(ArrayBufferWriter<byte> buffer, ResourceType resource, JsonObject obj, SetAside? aside)
    {
        using var writer = new Utf8JsonWriter(buffer, JsonText.WriterOptions);
        writer.WriteStartObject();
        writer.WriteString("kind", resource.Kind);
        writer.WriteString("apiVersion", resource.ApiVersion);
        writer.WritePropertyName("metadata");
        var revisionAt = WriteMetadata(writer, ObjectMeta.Of(obj));
        var at = 0;
        foreach (var (name, value) in obj)
        {
            if (at++ == aside?.At)
            {
                Write(writer, aside);
            }

            if (name is not ("kind" or "apiVersion" or "metadata"))
            {
                Write(writer, name, value);
            }
        }

        if (at <= aside?.At)
        {
            Write(writer, aside);
        }

        writer.WriteEndObject();
        return revisionAt;
    }

    private static void Write(Utf8JsonWriter writer, SetAside aside)
    {
        if (!aside.Span.IsEmpty)
        {
            writer.WritePropertyName(SetAside.Member);
            writer.WriteRawValue(aside.Span, skipInputValidation: true);
        }
    }

    private static int WriteMetadata(Utf8JsonWriter writer, JsonObject metadata)
    {
        writer.WriteStartObject();
        var revisionAt = 0;
        foreach (var name in MetadataOrder)
        {
            if (name == "resourceVersion")
            {
                writer.WriteString(name, "");
                revisionAt = checked((int)(writer.BytesCommitted + writer.BytesPending)) - 1;
            }
            else if (metadata[name] is { } value)
            {
                Write(writer, name, value);
            }
        }

        writer.WriteEndObject();
        return revisionAt;
    }

    private static void Write(Utf8JsonWriter writer, string name, JsonNode? value)
    {
        writer.WritePropertyName(name);
        if (value is null)
        {
            writer.WriteNullValue();
        }
        else
        {
            value.WriteTo(writer);
        }
    }

    private static LabelSet Labels(JsonObject metadata) => metadata["labels"] is JsonObject labels
        ? LabelSet.From(labels.Select(l => KeyValuePair.Create(l.Key, l.Value?.GetValue<string>() ?? "")))
        : LabelSet.Empty;

    /// <summary>
    /// The values of the selectable fields, in the order of the row. Those of custom resources change with their
    /// definition, and are read out of the object when a selector asks for them.
    /// </summary>
    public static IReadOnlyList<string> Fields(ResourceType resource, JsonObject obj) =>
        resource.SelectableFields.Length == 0 || resource.Custom is not null
            ? []
            : [.. resource.SelectableFields.Select(path => SharedStrings.Share(Field(obj, path)))];

    private static string[] Fields(ResourceType resource, JsonObject obj, SetAside aside)
    {
        var fields = new string[resource.SelectableFields.Length];
        for (var i = 0; i < fields.Length; i++)
        {
            var path = resource.SelectableFields[i];
            var isAside = path.StartsWith($"{SetAside.Member}.", StringComparison.Ordinal);
            fields[i] = !isAside ? SharedStrings.Share(Field(obj, path))
                : aside.Change?.Field == path ? SharedStrings.Share(aside.Change.Value)
                : aside.From.Fields[i];
        }

        return fields;
    }

    /// <summary>The value of one field as text; empty where there is none.</summary>
    public static string Field(JsonNode? node, string path)
    {
        foreach (var step in path.Split('.'))
        {
            node = (node as JsonObject)?[step];
        }

        return node switch
        {
            JsonValue value when value.TryGetValue<string>(out var text) => text,
            JsonValue value when value.TryGetValue<bool>(out var flag) => flag ? "true" : "false",
            JsonValue value when value.TryGetValue<long>(out var number) =>
                number.ToString(CultureInfo.InvariantCulture),
            _ => "",
        };
    }
}
