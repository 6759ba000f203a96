using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.Json.Nodes;
using Fairway.Api.Meta;
using Fairway.Api.Schema;

namespace Fairway.Api.Generator;

/// <summary>The rows of a table of fields. Records that one place alone has are told in that place.</summary>
internal sealed class FieldRows(DescriptionText texts)
{
    private readonly List<Type> shared = FindShared(texts.Kinds);

    /// <summary>Enums, and records that several places have, in the order of their names.</summary>
    public IEnumerable<Type> Shared => shared;

    /// <summary>Where a heading is found in its page.</summary>
    public static string Anchor(string heading) => heading.ToLowerInvariant();

    /// <summary>A text as a cell of a table holds it.</summary>
    public static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);

    /// <summary>The rows of a record, their paths under a prefix.</summary>
    public IEnumerable<string> Of(Type record, string prefix)
    {
        foreach (var property in WireShape.PropertiesOf(record))
        {
            var path = prefix + WireShape.NameOf(property);
            var type = WireShape.Bare(property.PropertyType);
            var item = WireShape.ItemOf(type);
            yield return $"| `{path}` | {TypeOf(type)} | {Cell(Meaning(property))} |";
            var inner = item ?? type;
            if (WireShape.IsRecord(inner) && !shared.Contains(inner))
            {
                foreach (var row in Of(inner, $"{path}{(item is null ? "" : "[]")}."))
                {
                    yield return row;
                }
            }
        }
    }

    private static List<Type> FindShared(IReadOnlyList<Type> kinds)
    {
        var places = new Dictionary<Type, int>();
        foreach (var kind in kinds)
        {
            Count(kind, places);
        }

        return
        [
            .. places.Where(place => place.Key.IsEnum || place.Value > 1).Select(place => place.Key)
                .OrderBy(type => type.Name, StringComparer.Ordinal),
        ];
    }

    private static void Count(Type record, Dictionary<Type, int> places)
    {
        foreach (var property in WireShape.PropertiesOf(record))
        {
            var type = WireShape.Bare(WireShape.ItemOf(property.PropertyType) ?? property.PropertyType);
            if (!WireShape.IsRecord(type) && !type.IsEnum)
            {
                continue;
            }

            places[type] = places.GetValueOrDefault(type) + 1;
            if (places[type] == 1 && !type.IsEnum)
            {
                Count(type, places);
            }
        }
    }

    private string TypeOf(Type type)
    {
        if (WireShape.ItemOf(type) is { } item)
        {
            return $"list of {TypeOf(item)}";
        }

        return type switch
        {
            _ when shared.Contains(type) => $"[{type.Name}](#{Anchor(type.Name)})",
            _ when type == typeof(string) => "text",
            _ when type == typeof(bool) => "boolean",
            _ when type == typeof(int) || type == typeof(long) => "integer",
            _ when type == typeof(DateTimeOffset) => "time",
            _ when type == typeof(Duration) => "duration",
            _ when type == typeof(IntOrPercent) => "count or percentage",
            _ when type == typeof(JsonObject) => "anything",
            _ when WireShape.ValueOf(type) is not null => "map of text",
            _ => "object",
        };
    }

    private string Meaning(PropertyInfo property)
    {
        var notes = Notes(property).ToArray();
        var text = texts.Markdown(property);
        return notes.Length == 0 ? text : $"{text} *{string.Join("; ", notes)}.*";
    }

    private static IEnumerable<string> Notes(PropertyInfo property)
    {
        if (property.GetCustomAttribute<RequiredAttribute>() is not null)
        {
            yield return "Required";
        }

        if (property.GetCustomAttribute<ImmutableAttribute>() is not null)
        {
            yield return "Cannot be changed";
        }

        if (property.GetCustomAttribute<DefaultValueAttribute>() is { Value: var value })
        {
            yield return $"Default `{WireShape.InitialValueOf(property) ?? value}`";
        }

        if (property.GetCustomAttribute<RegularExpressionAttribute>() is { Pattern: var pattern })
        {
            yield return $"Matches `{pattern}`";
        }

        if (property.GetCustomAttribute<AllowedValuesAttribute>() is { Values: var values })
        {
            yield return $"One of `{string.Join("`, `", values)}`";
        }

        if (property.GetCustomAttribute<RangeAttribute>() is { Minimum: var low, Maximum: var high })
        {
            yield return $"{low} to {high}";
        }

        if (property.GetCustomAttribute<MapListAttribute>() is { Keys: var keys })
        {
            yield return $"Items are told apart by `{string.Join("`, `", keys)}`";
        }
    }
}
