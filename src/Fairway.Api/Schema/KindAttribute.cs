using Fairway.Api.Meta;

namespace Fairway.Api.Schema;

/// <summary>Makes a record a kind: its CRD is generated from it. Its <c>Spec</c> and <c>Status</c> are read beside
/// it.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class KindAttribute(string plural) : Attribute
{
    /// <summary>Name in paths.</summary>
    public string Plural => plural;

    /// <summary>Name of its group.</summary>
    public string Group { get; init; } = ApiGroup.Name;

    /// <summary>False for objects of the cluster.</summary>
    public bool Namespaced { get; init; }

    /// <summary>Short name for kubectl; null for none.</summary>
    public string? ShortName { get; init; }

    /// <summary>What the names of objects must match; null for any name.</summary>
    public string? NamePattern { get; init; }
}

/// <summary>A column of <c>kubectl get</c>. Columns come in the order of <see cref="Order"/>.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class ColumnAttribute(int order, string name, string jsonPath) : Attribute
{
    /// <summary>Its place.</summary>
    public int Order => order;

    /// <summary>Its header.</summary>
    public string Name => name;

    /// <summary>Where its value stands.</summary>
    public string JsonPath => jsonPath;

    /// <summary>string, integer, number, boolean or date.</summary>
    public string Type { get; init; } = "string";

    /// <summary>True for columns that only <c>-o wide</c> shows.</summary>
    public bool Wide { get; init; }
}

/// <summary>A list whose items are told apart by these properties; else a list is atomic.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class MapListAttribute(params string[] keys) : Attribute
{
    /// <summary>JSON names of the key properties.</summary>
    public IReadOnlyList<string> Keys => keys;
}

/// <summary>A record that server-side apply takes as one value: it has one owner, and is never merged.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class AtomicAttribute : Attribute;

/// <summary>A rule in CEL on a property: <c>self</c> is its value, <c>oldSelf</c> the value before. A rule that names
/// oldSelf is asked only where there was one, and there still is.</summary>
[AttributeUsage(AttributeTargets.Property, AllowMultiple = true)]
public sealed class RuleAttribute(string cel, string message) : Attribute
{
    /// <summary>The rule; true is as it should be.</summary>
    public string Cel => cel;

    /// <summary>What the server says where it is not: goes on after the path of the property.</summary>
    public string Message => message;
}

/// <summary>A value that cannot be changed after creation (a CEL transition rule in the CRD). Where it is optional, it
/// cannot be given or taken away later either.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ImmutableAttribute : Attribute;

/// <summary>Free content: unknown fields are kept.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class FreeFormAttribute : Attribute;
