using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Fairway.Api.Meta;

namespace Fairway.Api.Generator;

/// <summary>How records and their properties stand in JSON.</summary>
internal static class WireShape
{
    /// <summary>The properties of a record that go on the wire, in the order of the source.</summary>
    public static IEnumerable<PropertyInfo> PropertiesOf(Type record) =>
        record.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Where(property => property.SetMethod is not null)
            .Where(property => property.GetCustomAttribute<JsonIgnoreAttribute>() is null)
            .OrderBy(property => property.MetadataToken);

    /// <summary>Its name in JSON.</summary>
    public static string NameOf(PropertyInfo property) => JsonNamingPolicy.CamelCase.ConvertName(property.Name);

    /// <summary>The type without its question mark.</summary>
    public static Type Bare(Type type) => Nullable.GetUnderlyingType(type) ?? type;

    /// <summary>Of what a list is one, or null.</summary>
    public static Type? ItemOf(Type type) => Argument(type, typeof(IReadOnlyList<>), 0);

    /// <summary>What the values of a map are, or null.</summary>
    public static Type? ValueOf(Type type) => Argument(type, typeof(IReadOnlyDictionary<,>), 1);

    /// <summary>Whether a type is a record with properties of its own.</summary>
    public static bool IsRecord(Type type) =>
        type.IsClass && type.Assembly == typeof(ApiKind).Assembly && !typeof(FairwayObject).IsAssignableFrom(type);

    /// <summary>What stands in JSON for a property of a new record.</summary>
    public static JsonNode? InitialValueOf(PropertyInfo property)
    {
        var made = Activator.CreateInstance(property.DeclaringType!);
        return JsonSerializer.SerializeToNode(made, ApiJson.Default.GetTypeInfo(property.DeclaringType!)!)!
            [NameOf(property)]?.DeepClone();
    }

    private static Type? Argument(Type type, Type generic, int place) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == generic ? type.GenericTypeArguments[place] : null;
}
