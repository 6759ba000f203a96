using System.Reflection;
using System.Text.Json.Nodes;
using Fairway.Api.Meta;
using Fairway.Api.Schema;

namespace Fairway.Api.Generator;

/// <summary>Makes CustomResourceDefinitions (apiextensions.k8s.io/v1) of kinds.</summary>
internal sealed class CrdBuilder(SchemaBuilder schemas)
{
    /// <summary>The definition of one kind.</summary>
    public JsonObject Build(Type type)
    {
        var kind = ApiKind.Of(type);
        var said = type.GetCustomAttribute<KindAttribute>()!;
        return new JsonObject
        {
            ["apiVersion"] = "apiextensions.k8s.io/v1",
            ["kind"] = "CustomResourceDefinition",
            ["metadata"] = new JsonObject { ["name"] = kind.CrdName },
            ["spec"] = new JsonObject
            {
                ["group"] = kind.Group,
                ["scope"] = kind.Namespaced ? "Namespaced" : "Cluster",
                ["names"] = Names(kind, said),
                ["versions"] = new JsonArray(Version(type)),
            },
        };
    }

    private static JsonObject Names(ApiKind kind, KindAttribute said)
    {
        var names = new JsonObject
        {
            ["kind"] = kind.Kind,
            ["listKind"] = $"{kind.Kind}List",
            ["plural"] = kind.Plural,
            ["singular"] = kind.Kind.ToLowerInvariant(),
        };
        if (said.ShortName is { } shortName)
        {
            names["shortNames"] = new JsonArray(shortName);
        }

        names["categories"] = new JsonArray(kind.Group == ApiGroup.Twin ? "twin" : "fairway");
        return names;
    }

    private JsonObject Version(Type type)
    {
        var version = new JsonObject
        {
            ["name"] = ApiGroup.Version,
            ["served"] = true,
            ["storage"] = true,
        };
        if (type.GetProperty("Status") is not null)
        {
            version["subresources"] = new JsonObject { ["status"] = new JsonObject() };
        }

        version["additionalPrinterColumns"] = Columns(type);
        version["schema"] = new JsonObject { ["openAPIV3Schema"] = schemas.OfKind(type) };
        return version;
    }

    private static JsonArray Columns(Type type)
    {
        var columns = new JsonArray();
        foreach (var said in type.GetCustomAttributes<ColumnAttribute>().OrderBy(column => column.Order))
        {
            var column = new JsonObject
            {
                ["name"] = said.Name,
                ["type"] = said.Type,
                ["jsonPath"] = said.JsonPath,
            };
            if (said.Wide)
            {
                column["priority"] = 1;
            }

            columns.Add(column);
        }

        return columns;
    }
}
