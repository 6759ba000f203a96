using System.Collections.Frozen;
using Fairway.Schema.Documents;
using Fairway.Schema.Resources;

namespace Fairway.Schema.Custom;

/// <summary>The schema of lists of custom resources, which no definition declares.</summary>
internal static class CustomLists
{
    private const string AnyList = "io.k8s.api.core.v1.ConfigMapList";

    public static SchemaNode Of(ResourceType row)
    {
        var element = new SchemaNode
        {
            Name = DefinitionNames.Of(row),
            Type = SchemaType.Object,
            DefinitionFactory = () => row.Schema!,
        };
        var places = BuiltInSchemas.Find(AnyList)!.Properties
            .Where(place => place.Key != "items")
            .Append(KeyValuePair.Create("items", new SchemaNode
            {
                Type = SchemaType.List,
                Description = $"List of {row.Plural}.",
                ItemsFactory = () => element,
            }))
            .ToFrozenDictionary(StringComparer.Ordinal);
        return new SchemaNode
        {
            Name = DefinitionNames.ListOf(row),
            Type = SchemaType.Object,
            Description = $"{row.Custom!.ListKind} is a list of {row.Kind}",
            Kind = new GroupVersionKind(row.Group, row.Version, row.Custom.ListKind),
            Required = ["items"],
            PropertiesFactory = () => places,
        };
    }
}
