using System.Text.Json.Nodes;

namespace Fairway.Twin.Api.Validation;

/// <summary>What a schema says of how its lists and maps merge.</summary>
internal static class ListStructure
{
    public static void Check(Field schema)
    {
        var list = schema["x-kubernetes-list-type"];
        var keys = schema["x-kubernetes-list-map-keys"];
        if (list.IsSet)
        {
            list.OneOf("atomic", "map", "set");
            if (schema.TextOf("type") != "array")
            {
                schema["type"].Invalid("must be array if x-kubernetes-list-type is specified");
            }
        }

        if (list.Text == "map")
        {
            CheckKeys(schema, keys);
        }
        else if (keys.Count > 0)
        {
            list.Invalid("must be map if x-kubernetes-list-map-keys is non-empty");
        }

        var map = schema["x-kubernetes-map-type"];
        if (map.IsSet)
        {
            map.OneOf("atomic", "granular");
            if (schema.TextOf("type") != "object")
            {
                schema["type"].Invalid("must be object if x-kubernetes-map-type is specified");
            }
        }
    }

    private static void CheckKeys(Field schema, Field keys)
    {
        if (keys.Count == 0)
        {
            keys.Required("must not be empty if x-kubernetes-list-type is map");
        }

        var items = schema["items"];
        if (items.TextOf("type") != "object")
        {
            items["type"].Invalid("must be object if parent array's x-kubernetes-list-type is map");
            return;
        }

        var demanded = items["required"].Items().Select(name => name.Text).ToArray();
        foreach (var key in keys.Items())
        {
            var property = items["properties"].Entry(key.Text);
            if (property.Value is not JsonObject)
            {
                key.Invalid("entries must all be names of item properties");
            }
            else if (!property.Has("default") && !demanded.Contains(key.Text))
            {
                property["default"].Required(
                    "this property is in x-kubernetes-list-map-keys, so it must have a default or be a required "
                    + "property");
            }
        }
    }
}
