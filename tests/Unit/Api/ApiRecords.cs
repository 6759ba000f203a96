using System.Reflection;
using System.Text.Json.Serialization;
using Fairway.Api;

namespace Fairway.Tests.Api;

/// <summary>The records that resources are made of, found from the kinds.</summary>
internal static class ApiRecords
{
    /// <summary>All of them, the kinds included.</summary>
    public static IReadOnlyList<Type> All { get; } = Find();

    /// <summary>The properties that go on the wire.</summary>
    public static IEnumerable<PropertyInfo> PropertiesOf(Type record) =>
        record.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.SetMethod is not null && property.GetIndexParameters().Length == 0)
            .Where(property => property.GetCustomAttribute<JsonIgnoreAttribute>() is null);

    private static List<Type> Find()
    {
        var found = new List<Type>();
        var open = new Queue<Type>(ApiKind.All);
        while (open.TryDequeue(out var type))
        {
            if (found.Contains(type))
            {
                continue;
            }

            found.Add(type);
            foreach (var property in PropertiesOf(type))
            {
                foreach (var inner in Inner(property.PropertyType).Where(IsRecord))
                {
                    open.Enqueue(inner);
                }
            }
        }

        return found;
    }

    private static IEnumerable<Type> Inner(Type type) =>
        type.IsGenericType ? type.GenericTypeArguments.SelectMany(Inner) : [type];

    private static bool IsRecord(Type type) =>
        type.IsClass && type.Namespace!.StartsWith("Fairway.Api", StringComparison.Ordinal)
            && type.GetConstructor(Type.EmptyTypes) is not null;
}
