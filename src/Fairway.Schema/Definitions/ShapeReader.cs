namespace Fairway.Schema.Definitions;

/// <summary>
/// Reads the shape of a place: <c>[</c> list of, <c>{</c> map of, a letter for a scalar, <c>@name</c> a definition,
/// <c>*name</c> anything.
/// </summary>
internal static class ShapeReader
{
    private const string Meta = "io.k8s.apimachinery.pkg.apis.meta.v1.";
    private const string Quantity = "io.k8s.apimachinery.pkg.api.resource.Quantity";
    private const string IntOrString = "io.k8s.apimachinery.pkg.util.intstr.IntOrString";

    public static SchemaNode Read(string shape, int description, FactList facts, DefinitionStore store)
    {
        var (type, format, name) = Kind(shape);
        var label = facts.TypeLabel ?? DefaultLabel(shape);
        return new SchemaNode
        {
            Name = name,
            Type = type,
            Format = format,
            TypeLabel = label,
            DescriptionNumber = description,
            Presence = PresenceOf(type, format, facts),
            ListType = facts.ListType ?? ListType.Atomic,
            ListTypeStated = facts.ListType is not null,
            ListMapKeys = facts.ListMapKeys,
            AtomicMap = facts.AtomicMap || (type == SchemaType.Object && store.IsAtomic(name!)),
            PatchStrategy = facts.PatchStrategy,
            PatchMergeKey = facts.PatchMergeKey,
            Default = facts.Default,
            Enum = type == SchemaType.List ? [] : facts.Enum,
            DefinitionFactory = type == SchemaType.Object ? () => store.Find(name!)! : null,
            ItemsFactory = type is SchemaType.List or SchemaType.Map
                ? () => Read(shape[1..], -1, ElementFacts(label, facts), store)
                : null,
        };
    }

    /// <summary>The last two parts of a name, as messages write a type: <c>v1.PodSpec</c>.</summary>
    public static string LabelOf(string definition) =>
        string.Join('.', definition.Split('.')[^2..]);

    private static (SchemaType Type, string? Format, string? Name) Kind(string shape) => shape[0] switch
    {
        '[' => (SchemaType.List, null, null),
        '{' => (SchemaType.Map, null, null),
        '@' => (SchemaType.Object, null, shape[1..]),
        '*' => (SchemaType.Any, null, shape[1..]),
        'b' => (SchemaType.Boolean, null, null),
        'i' => (SchemaType.Integer, "int32", null),
        'l' => (SchemaType.Integer, "int64", null),
        'd' => (SchemaType.Number, "double", null),
        'y' => (SchemaType.String, "byte", null),
        't' => (SchemaType.String, "date-time", Meta + "Time"),
        'm' => (SchemaType.String, "date-time", Meta + "MicroTime"),
        'q' => (SchemaType.Quantity, null, Quantity),
        'p' => (SchemaType.IntOrString, "int-or-string", IntOrString),
        _ => (SchemaType.String, null, null),
    };

    private static string DefaultLabel(string shape) => shape[0] switch
    {
        '[' => "[]" + DefaultLabel(shape[1..]),
        '{' => "map[string]" + DefaultLabel(shape[1..]),
        '@' or '*' => LabelOf(shape[1..]),
        'b' => "bool",
        'i' => "int32",
        'l' => "int64",
        'd' => "float64",
        'y' => "[]uint8",
        't' => "v1.Time",
        'm' => "v1.MicroTime",
        'q' => "resource.Quantity",
        'p' => "intstr.IntOrString",
        _ => "string",
    };

    private static Presence PresenceOf(SchemaType type, string? format, FactList facts)
    {
        var byValue = type switch
        {
            SchemaType.Object or SchemaType.Any or SchemaType.Quantity or SchemaType.IntOrString => facts.Value,
            SchemaType.String when format == "date-time" => facts.Value,
            _ => !facts.Pointer,
        };
        var always = facts.Written || facts.Value;
        return (byValue, always) switch
        {
            (true, true) => Presence.Always,
            (false, true) => Presence.AlwaysNullable,
            (true, false) => Presence.Optional,
            (false, false) => Presence.Nullable,
        };
    }

    private static FactList ElementFacts(string label, FactList facts)
    {
        var end = label.StartsWith("[]", StringComparison.Ordinal) ? 2
            : label.StartsWith("map[", StringComparison.Ordinal) ? label.IndexOf(']', StringComparison.Ordinal) + 1
            : 0;
        return FactList.OfElement(end > 0 ? label[end..].TrimStart('*') : null, facts.Enum);
    }
}
