namespace Fairway.Api.Meta;

/// <summary>The part of an object's metadata that Fairway reads.</summary>
public sealed record ObjectMeta
{
    /// <summary>Name, unique in its namespace.</summary>
    public string Name { get; set; } = "";

    /// <summary>Namespace; null for objects of the cluster.</summary>
    public string? Namespace { get; init; }

    /// <summary>Identity: another uid under the same name is another object.</summary>
    public string? Uid { get; init; }

    /// <summary>Changes with every write.</summary>
    public string? ResourceVersion { get; init; }

    /// <summary>Counts the changes of the specification.</summary>
    public long? Generation { get; init; }

    /// <summary>When it was created.</summary>
    public DateTimeOffset? CreationTimestamp { get; init; }

    /// <summary>When its deletion was asked for; null where it was not.</summary>
    public DateTimeOffset? DeletionTimestamp { get; init; }

    /// <summary>Labels.</summary>
    public IReadOnlyDictionary<string, string>? Labels { get; init; }

    /// <summary>Annotations.</summary>
    public IReadOnlyDictionary<string, string>? Annotations { get; init; }

    /// <summary>Who must let go before the object is deleted.</summary>
    public IReadOnlyList<string>? Finalizers { get; init; }

    /// <summary>Objects with which this one goes.</summary>
    public IReadOnlyList<OwnerReference>? OwnerReferences { get; init; }

    /// <summary>The label's value, or null.</summary>
    public string? Label(string key) => Labels is not null && Labels.TryGetValue(key, out var value) ? value : null;

    /// <summary>The annotation's value, or null.</summary>
    public string? Annotation(string key) =>
        Annotations is not null && Annotations.TryGetValue(key, out var value) ? value : null;
}

/// <summary>An object with which another goes.</summary>
/// <param name="ApiVersion">Of the owner.</param>
/// <param name="Kind">Of the owner.</param>
/// <param name="Name">Of the owner.</param>
/// <param name="Uid">Of the owner.</param>
/// <param name="Controller">True for the one owner that manages the object.</param>
public sealed record OwnerReference(string ApiVersion, string Kind, string Name, string Uid, bool? Controller = null);
