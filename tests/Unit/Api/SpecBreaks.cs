using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Fairway.Api.Meta;

namespace Fairway.Tests.Api;

/// <summary>An object with one thing wrong.</summary>
internal sealed record SpecBreak(string What, string Path, JsonObject Object);

/// <summary>All that can be wrong with a specification, one thing at a time.</summary>
internal static class SpecBreaks
{
    public static IEnumerable<SpecBreak> Of(Type kind, JsonObject whole)
    {
        foreach (var (path, steps, property) in Places(kind.GetProperty("Spec")!.PropertyType, "spec", ["spec"], whole))
        {
            foreach (var (what, value) in WrongValues(property))
            {
                var broken = (JsonObject)whole.DeepClone();
                broken.Remove("status");
                Set(broken, steps, value);
                yield return new SpecBreak($"{kind.Name} with {path} {what}", path, broken);
            }
        }
    }

    // Every property that the object has somewhere, the first item of a list standing for all.
    private static IEnumerable<(string Path, object[] Steps, PropertyInfo Property)> Places(
        Type record, string path, object[] steps, JsonObject whole)
    {
        foreach (var property in ApiRecords.PropertiesOf(record))
        {
            var name = JsonNamingPolicy.CamelCase.ConvertName(property.Name);
            var here = $"{path}.{name}";
            object[] way = [.. steps, name];
            yield return (here, way, property);
            var inner = property.PropertyType;
            if (inner.IsGenericType && inner.GetGenericTypeDefinition() == typeof(IReadOnlyList<>))
            {
                inner = inner.GenericTypeArguments[0];
                (here, way) = ($"{here}[0]", [.. way, 0]);
            }

            foreach (var place in ApiRecords.All.Contains(inner) ? Places(inner, here, way, whole) : [])
            {
                yield return place;
            }
        }
    }

    private static IEnumerable<(string What, JsonNode? Value)> WrongValues(PropertyInfo property)
    {
        var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        var isText = type == typeof(string);
        yield return ("of another type", type == typeof(bool) ? "yes" : true);
        if (property.GetCustomAttribute<RequiredAttribute>() is { } required)
        {
            yield return ("left out", null);
            if (isText && !required.AllowEmptyStrings)
            {
                yield return ("empty", "");
            }
        }

        if (property.GetCustomAttribute<RegularExpressionAttribute>() is not null
            || property.GetCustomAttribute<AllowedValuesAttribute>() is not null || type.IsEnum)
        {
            yield return ("of another form", "!");
        }

        if (isText && property.GetCustomAttribute<MaxLengthAttribute>() is { Length: var most })
        {
            yield return ("too long", new string('a', most + 1));
        }

        if (property.GetCustomAttribute<MinLengthAttribute>() is not null && !isText)
        {
            yield return ("without items", new JsonArray());
        }

        if (property.GetCustomAttribute<RangeAttribute>() is { Minimum: int low, Maximum: int high })
        {
            yield return ("too small", low - 1);
            yield return ("too large", high + 1);
        }

        foreach (var text in Senseless(type))
        {
            yield return ($"as {text.ToJsonString()}", text);
        }
    }

    private static JsonNode[] Senseless(Type type) => type switch
    {
        _ when type == typeof(Duration) => ["", "5", "-5m", "5 m", "1m1h", "100000h", "5m\n"],
        _ when type == typeof(IntOrPercent) => ["", "3", "101%", "-1%", "5 %", -1, 1L << 31, 1.5],
        _ when type == typeof(DateTimeOffset) => ["", "yesterday", "2026-13-01T00:00:00Z"],
        _ when type == typeof(long) || type == typeof(int) => [1.5, "1"],
        _ => [],
    };

    private static void Set(JsonNode at, object[] steps, JsonNode? value)
    {
        foreach (var step in steps[..^1])
        {
            at = step is int index ? at[index]! : at[(string)step]!;
        }

        if (value is null)
        {
            at.AsObject().Remove((string)steps[^1]);
        }
        else
        {
            at[(string)steps[^1]] = value;
        }
    }
}
