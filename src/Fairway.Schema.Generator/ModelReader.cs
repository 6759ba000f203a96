using System.Reflection;
using System.Text.Json.Serialization;
using k8s.Models;

namespace Fairway.Schema.Generator;

/// <summary>Finds the model class of each definition of the table, and the shape of each of its properties.</summary>
internal sealed class ModelReader
{
    private static readonly Assembly Models = typeof(V1Pod).Assembly;

    private readonly FactTable facts;
    private readonly Dictionary<Type, string> definitions;

    public ModelReader(FactTable facts)
    {
        this.facts = facts;
        definitions = facts.Definitions.ToDictionary(ClassOf);
    }

    /// <summary>The classes by the definition that they are the model of, in the order of the table.</summary>
    public IEnumerable<(string Definition, Type Model)> Pairs => definitions.Select(pair => (pair.Value, pair.Key));

    /// <summary>Properties that exist in the served version, by name.</summary>
    public IEnumerable<(string Name, PropertyInfo Property)> PropertiesOf(string definition, Type model)
    {
        var named = model.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Select(property => (property.GetCustomAttribute<JsonPropertyNameAttribute>()?.Name, property))
            .Where(pair => pair.Name is not null)
            .Select(pair => (Name: pair.Name!, pair.property))
            .OrderBy(pair => pair.Name, StringComparer.Ordinal)
            .ToArray();
        var stray = facts.Properties(definition).Except(named.Select(pair => pair.Name)).FirstOrDefault();
        return stray is null
            ? named.Where(pair => !facts.Of(definition, pair.Name).Contains("absent"))
            : throw new GenerationException($"the table names {definition} {stray}, which {model.Name} does not have");
    }

    /// <summary>
    /// The shape as the runtime reads it: <c>[</c> list of, <c>{</c> map of, then a letter for a scalar, <c>@name</c>
    /// for a definition, or <c>*name</c> for a definition of which anything goes.
    /// </summary>
    public string ShapeOf(string definition, string property, Type type)
    {
        if (facts.Value(definition, property, "is") is { } open && type == typeof(object))
        {
            return "*" + open;
        }

        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IList<>))
        {
            return "[" + ShapeOf(definition, property, type.GenericTypeArguments[0]);
        }

        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IDictionary<,>))
        {
            return "{" + ShapeOf(definition, property, type.GenericTypeArguments[1]);
        }

        return Scalar(Nullable.GetUnderlyingType(type) ?? type, facts.Of(definition, property).Contains("micro"))
            ?? (definitions.TryGetValue(type, out var name) ? "@" + name : null)
            ?? throw new GenerationException(
                $"{definition} {property} is of {type.Name}, which the table does not name: "
                + "add it, or say that the property is absent");
    }

    private static string? Scalar(Type type, bool micro) => type switch
    {
        _ when type == typeof(string) => "s",
        _ when type == typeof(bool) => "b",
        _ when type == typeof(int) => "i",
        _ when type == typeof(long) => "l",
        _ when type == typeof(double) => "d",
        _ when type == typeof(byte[]) => "y",
        _ when type == typeof(DateTime) => micro ? "m" : "t",
        _ when type == typeof(ResourceQuantity) => "q",
        _ when type == typeof(IntOrString) => "p",
        _ => null,
    };

    private Type ClassOf(string definition)
    {
        var parts = definition.Split('.');
        var name = facts.Value(definition, "", "class") ?? $"V{parts[^2][1..]}{parts[^1]}";
        return Models.GetType($"k8s.Models.{name}")
            ?? throw new GenerationException(
                $"the table names {definition}, but there is no class {name} in KubernetesClient");
    }
}
