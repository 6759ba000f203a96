using System.Text.Json.Nodes;

namespace Fairway.Twin.Api.Validation.Schemas;

/// <summary>What a schema says of how its lists and maps merge.</summary>
internal static class ListStructure
{
    private const string BeMap = "must be map if x-kubernetes-list-map-keys is non-empty";
    private const string BeAtomic = "must be atomic as item of a list with x-kubernetes-list-type=set";

    public static void Check(Field schema)
    {
        var map = schema["x-kubernetes-map-type"];
        if (map.IsSet)
        {
            if (schema.TextOf("type") != "object")
            {
                schema["type"].RequiredOrInvalid("must be object if x-kubernetes-map-type is specified");
            }

            if (map.Text is not ("atomic" or "granular"))
            {
                map.Unsupported(map.Value, "atomic", "granular");
            }
        }

        CheckList(schema);
        CheckKeys(schema, schema["x-kubernetes-list-map-keys"]);
        CheckNullable(schema);
    }

    private static void CheckList(Field schema)
    {
        var list = schema["x-kubernetes-list-type"];
        if (!list.IsSet)
        {
            return;
        }

        if (schema.TextOf("type") != "array")
        {
            schema["type"].RequiredOrInvalid("must be array if x-kubernetes-list-type is specified");
        }
        else if (list.Text == "set" && schema["items"].Value is JsonObject)
        {
            CheckElements(schema["items"]);
        }

        if (list.Text is not ("atomic" or "set" or "map"))
        {
            list.Unsupported(list.Value, "atomic", "set", "map");
        }
    }

    /// <summary>The elements of a set are compared as wholes.</summary>
    private static void CheckElements(Field items)
    {
        var list = items["x-kubernetes-list-type"];
        if (items.TextOf("type") == "array" && list.IsSet && list.Text != "atomic")
        {
            list.Invalid(BeAtomic);
        }
        else if (items.TextOf("type") == "object" && items.TextOf("x-kubernetes-map-type") != "atomic")
        {
            items["x-kubernetes-map-type"].Invalid(list.Value, BeAtomic);
        }
    }

    private static void CheckKeys(Field schema, Field keys)
    {
        var list = schema["x-kubernetes-list-type"];
        if (keys.Count > 0 && list.Text != "map")
        {
            list.RequiredOrInvalid(BeMap);
        }

        if (list.Text != "map")
        {
            return;
        }

        if (keys.Count == 0)
        {
            keys.Required("must not be empty if x-kubernetes-list-type is map");
        }

        var items = schema["items"];
        if (!items.IsSet)
        {
            items.Required("must have a schema if x-kubernetes-list-type is map");
        }
        else if (items.TextOf("type") != "object")
        {
            items["type"].Invalid(
                items.TextOf("type"), "must be object if parent array's x-kubernetes-list-type is map");
        }
        else
        {
            CheckNames(keys, items);
        }
    }

    private static void CheckNames(Field keys, Field items)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var name in keys.Items().Select(key => key.Text))
        {
            var property = items["properties"].Entry(name);
            if (property.Value is not JsonObject)
            {
                keys.Invalid("entries must all be names of item properties");
            }
            else if (property.TextOf("type") is "array" or "object")
            {
                property["type"].Invalid(
                    items.TextOf("type"), "must be a scalar type if parent array's x-kubernetes-list-type is map");
            }

            if (!seen.Add(name))
            {
                keys.Invalid("must not contain duplicate entries");
            }
        }
    }

    private static void CheckNullable(Field schema)
    {
        var list = schema.TextOf("x-kubernetes-list-type");
        var items = schema["items"];
        if (list is not ("set" or "map") || items.Value is not JsonObject)
        {
            return;
        }

        if (items["nullable"].IsTrue)
        {
            items["nullable"].Forbidden($"cannot be nullable when x-kubernetes-list-type is {list}");
        }

        var demanded = items["required"].Items().Select(name => name.Text).ToArray();
        var keys = list == "map" ? schema["x-kubernetes-list-map-keys"].Items() : [];
        foreach (var key in keys.Select(key => key.Text).Where(items["properties"].Has))
        {
            var property = items["properties"].Entry(key);
            if (!demanded.Contains(key) && !property.Has("default"))
            {
                property["default"].Required(
                    "this property is in x-kubernetes-list-map-keys, so it must have a default or be a required "
                    + "property");
            }

            if (property["nullable"].IsTrue)
            {
                property["nullable"].Forbidden(
                    "this property is in x-kubernetes-list-map-keys, so it cannot be nullable");
            }
        }
    }
}
