using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.Json.Nodes;
using Fairway.Api.Meta;
using Fairway.Api.Schema;

namespace Fairway.Api.Generator;

/// <summary>Makes structural schemas of records.</summary>
internal sealed class SchemaBuilder(DescriptionText texts)
{
    private const string Unchanged = "cannot be changed after creation";

    /// <summary>The schema of a whole kind.</summary>
    public JsonObject OfKind(Type kind)
    {
        var schema = new JsonObject
        {
            ["description"] = texts.Plain(kind),
            ["type"] = "object",
        };
        var properties = new JsonObject
        {
            ["apiVersion"] = new JsonObject { ["description"] = "Group and version.", ["type"] = "string" },
            ["kind"] = new JsonObject { ["description"] = "The kind.", ["type"] = "string" },
            ["metadata"] = Metadata(kind),
        };
        AddProperties(schema, properties, kind);
        return schema;
    }

    // Of metadata, a schema may restrict the name alone; what metadata is, the server knows.
    private static JsonObject Metadata(Type kind)
    {
        var metadata = new JsonObject { ["type"] = "object" };
        if (kind.GetCustomAttribute<KindAttribute>()!.NamePattern is { } pattern)
        {
            metadata["properties"] = new JsonObject
            {
                ["name"] = new JsonObject { ["type"] = "string", ["pattern"] = pattern },
            };
        }

        return metadata;
    }

    private JsonObject OfRecord(Type record, string description)
    {
        var schema = new JsonObject { ["description"] = description, ["type"] = "object" };
        if (record.GetCustomAttribute<AtomicAttribute>() is not null)
        {
            schema["x-kubernetes-map-type"] = "atomic";
        }

        AddProperties(schema, [], record);
        return schema;
    }

    private void AddProperties(JsonObject schema, JsonObject properties, Type record)
    {
        var required = new JsonArray();
        var rules = new JsonArray();
        foreach (var property in WireShape.PropertiesOf(record))
        {
            var name = WireShape.NameOf(property);
            var isRequired = property.GetCustomAttribute<RequiredAttribute>() is not null;
            var hasDefault = property.GetCustomAttribute<DefaultValueAttribute>() is not null;
            properties[name] = OfProperty(property);
            if (isRequired)
            {
                required.Add(name);
            }

            if (property.GetCustomAttribute<ImmutableAttribute>() is not null && !isRequired && !hasDefault)
            {
                // The rule of an optional field is not asked where the field comes or goes.
                rules.Add(Rule($"has(self.{name}) == has(oldSelf.{name})", $"{name} {Unchanged}"));
            }
        }

        AddUnlessEmpty(schema, "required", required);
        schema["properties"] = properties;
        AddUnlessEmpty(schema, "x-kubernetes-validations", rules);
    }

    private JsonObject OfProperty(PropertyInfo property)
    {
        var type = WireShape.Bare(property.PropertyType);
        var schema = OfType(type, property);
        AddLimits(schema, type, property);
        if (property.GetCustomAttribute<DefaultValueAttribute>() is not null)
        {
            schema["default"] = WireShape.InitialValueOf(property);
        }

        var rules = new JsonArray();
        if (property.GetCustomAttribute<ImmutableAttribute>() is not null)
        {
            rules.Add(Rule("self == oldSelf", Unchanged));
        }

        foreach (var rule in property.GetCustomAttributes<RuleAttribute>())
        {
            rules.Add(Rule(rule.Cel, rule.Message));
        }

        AddUnlessEmpty(schema, "x-kubernetes-validations", rules);
        return schema;
    }

    private JsonObject OfType(Type type, PropertyInfo property)
    {
        var description = texts.Plain(property);
        if (WireShape.ItemOf(type) is { } item)
        {
            return OfList(description, item, property);
        }

        if (WireShape.IsRecord(type))
        {
            return OfRecord(type, description);
        }

        var schema = new JsonObject { ["description"] = Described(description, type) };
        if (WireShape.ValueOf(type) is { } value)
        {
            schema["type"] = "object";
            schema["additionalProperties"] = ScalarShapes.Of(value) ?? throw Unknown(property);
            return schema;
        }

        var shape = type == typeof(JsonObject) && property.GetCustomAttribute<FreeFormAttribute>() is not null
            ? ScalarShapes.FreeForm
            : ScalarShapes.Of(type) ?? throw Unknown(property);
        foreach (var (key, part) in shape)
        {
            schema[key] = part?.DeepClone();
        }

        return schema;
    }

    private JsonObject OfList(string description, Type item, PropertyInfo property)
    {
        var schema = new JsonObject { ["description"] = description, ["type"] = "array" };
        if (property.GetCustomAttribute<MapListAttribute>() is { } map)
        {
            schema["x-kubernetes-list-type"] = "map";
            schema["x-kubernetes-list-map-keys"] =
                new JsonArray([.. map.Keys.Select(key => KeyOf(key, item, property))]);
        }
        else
        {
            schema["x-kubernetes-list-type"] = "atomic";
        }

        schema["items"] = WireShape.IsRecord(item)
            ? OfRecord(item, texts.Plain(item))
            : ScalarShapes.Of(item) ?? throw Unknown(property);
        return schema;
    }

    private static JsonNode KeyOf(string key, Type item, PropertyInfo property) =>
        WireShape.PropertiesOf(item).Any(inner =>
            WireShape.NameOf(inner) == key && inner.GetCustomAttribute<RequiredAttribute>() is not null)
            ? key
            : throw new GenerationException(
                $"{Where(property)}: the key {key} must be a required property of {item.Name}");

    private string Described(string description, Type type) => !type.IsEnum
        ? description
        : description + "\n" + string.Join(
            '\n', EnumValues.Of(type).Select(value => $"{value.Name}: {texts.Plain(value)}"));

    private static void AddLimits(JsonObject schema, Type type, PropertyInfo property)
    {
        var isList = WireShape.ItemOf(type) is not null;
        if (property.GetCustomAttribute<RegularExpressionAttribute>() is { Pattern: var pattern })
        {
            // Of a list of texts, each text matches it.
            var place = isList ? schema["items"]!.AsObject() : schema;
            place["pattern"] = pattern is ['^', .., '$']
                ? pattern
                : throw new GenerationException($"{Where(property)}: a pattern stands between ^ and $");
        }

        if (property.GetCustomAttribute<AllowedValuesAttribute>() is { Values: var values })
        {
            schema["enum"] = new JsonArray([.. values.Select(value => (JsonNode?)(string?)value)]);
        }

        var isNeverEmpty = type == typeof(string)
            && property.GetCustomAttribute<RequiredAttribute>() is { AllowEmptyStrings: false };
        if ((property.GetCustomAttribute<MinLengthAttribute>()?.Length ?? (isNeverEmpty ? 1 : null)) is { } least)
        {
            schema[isList ? "minItems" : "minLength"] = least;
        }

        if (property.GetCustomAttribute<MaxLengthAttribute>() is { Length: var most })
        {
            schema[isList ? "maxItems" : "maxLength"] = most;
        }

        if (property.GetCustomAttribute<RangeAttribute>() is { Minimum: int low, Maximum: int high })
        {
            schema["minimum"] = low;
            schema["maximum"] = high;
        }
    }

    private static JsonObject Rule(string cel, string message) => new() { ["rule"] = cel, ["message"] = message };

    private static void AddUnlessEmpty(JsonObject schema, string key, JsonArray list)
    {
        if (list.Count > 0)
        {
            schema[key] = list;
        }
    }

    private static GenerationException Unknown(PropertyInfo property) =>
        new($"{Where(property)}: no schema is known for {property.PropertyType}");

    private static string Where(PropertyInfo property) => $"{property.DeclaringType!.Name}.{property.Name}";
}
