using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Fairway.Schema.Decoding;

/// <summary>One walk through one object. Holds the way from its root, for messages.</summary>
internal sealed class DecodeWalk
{
    private const int MostUnknown = 100;

    private readonly DecodePath path = new();
    private List<string>? unknown;

    public ImmutableArray<string> Unknown => unknown is null ? [] : [.. unknown];

    public void VisitObject(JsonObject value, SchemaNode schema)
    {
        var outer = path.EnterType(schema.TypeLabel);
        var places = schema.Properties;
        for (var i = 0; i < value.Count;)
        {
            var (key, held) = value.GetAt(i);
            path.PushField(key);
            if (!places.TryGetValue(key, out var place))
            {
                ReportUnknown();
                value.RemoveAt(i);
            }
            else if (Visit(held, place) is var kept && Stays(kept, place))
            {
                Put(value, i, held, kept);
                i++;
            }
            else
            {
                value.RemoveAt(i);
            }

            path.Pop();
        }

        foreach (var (name, place) in schema.AlwaysWritten)
        {
            if (!value.ContainsKey(name))
            {
                value.Add(name, place.Presence == Presence.Always ? Completion.Zero(place) : null);
            }
        }

        path.LeaveType(outer);
    }

    /// <summary>The same for one member, as if nothing were said of the others.</summary>
    public void VisitMember(JsonObject value, SchemaNode schema, string name)
    {
        var outer = path.EnterType(schema.TypeLabel);
        var place = schema.Properties[name];
        path.PushField(name);
        var held = value[name];
        var kept = Visit(held, place);
        if (!Stays(kept, place))
        {
            value.Remove(name);
        }
        else if (!ReferenceEquals(held, kept))
        {
            value[name] = kept;
        }

        path.Pop();
        if (!value.ContainsKey(name) && schema.AlwaysWritten.Any(always => always.Name == name))
        {
            value.Add(name, place.Presence == Presence.Always ? Completion.Zero(place) : null);
        }

        path.LeaveType(outer);
    }

    private static void Put(JsonObject value, int index, JsonNode? held, JsonNode? kept)
    {
        if (!ReferenceEquals(held, kept))
        {
            value.SetAt(index, kept);
        }
    }

    /// <summary>
    /// Whether a place that a client sent is written; <c>null</c> is not, and comes back where it is always written.
    /// </summary>
    private static bool Stays(JsonNode? value, SchemaNode place) => place.Presence switch
    {
        Presence.Optional => value is not null && !Emptiness.IsEmpty(value),
        Presence.Always => value is not null
            && !(place.Type is SchemaType.List or SchemaType.Map && Emptiness.IsEmpty(value)),
        _ => value is not null,
    };

    private JsonNode? Visit(JsonNode? value, SchemaNode place)
    {
        if (value is null)
        {
            return null;
        }

        switch (place.Type)
        {
            case SchemaType.Object:
                VisitObject(value as JsonObject ?? throw path.Mismatch(value, place.TypeLabel), place);
                return value;
            case SchemaType.Map:
                VisitMap(value as JsonObject ?? throw path.Mismatch(value, place.TypeLabel), place);
                return value;
            case SchemaType.List:
                VisitList(value as JsonArray ?? throw path.Mismatch(value, place.TypeLabel), place.Items!);
                return value;
            case SchemaType.Any:
                return value;
            default:
                return ScalarDecoder.Decode(value, place, path);
        }
    }

    private void VisitMap(JsonObject map, SchemaNode schema)
    {
        var element = schema.Items!;
        for (var i = 0; i < map.Count; i++)
        {
            var (key, held) = map.GetAt(i);
            path.PushKey(key);
            Put(map, i, held, Visit(held, element) ?? Completion.Zero(element));
            path.Pop();
        }

        if (element.Type == SchemaType.Quantity && schema.TypeLabel == "v1.ResourceList")
        {
            ScalarDecoder.RoundResources(map);
        }
    }

    private void VisitList(JsonArray list, SchemaNode element)
    {
        for (var i = 0; i < list.Count; i++)
        {
            var held = list[i];
            path.PushIndex(i);
            var kept = Visit(held, element) ?? Completion.Zero(element);
            if (!ReferenceEquals(held, kept))
            {
                list[i] = kept;
            }

            path.Pop();
        }
    }

    private void ReportUnknown()
    {
        unknown ??= [];
        if (unknown.Count < MostUnknown)
        {
            unknown.Add(path.ToString());
        }
    }
}
