namespace Fairway.Api.Meta;

/// <summary>What every resource of Fairway has.</summary>
public abstract record FairwayObject
{
    /// <summary>Group and version: <c>fairway.dev/v1alpha1</c>.</summary>
    public string ApiVersion { get; init; } = ApiGroup.ApiVersion;

    /// <summary>The kind.</summary>
    public string Kind { get; init; } = "";

    /// <summary>Name, identity and bookkeeping.</summary>
    public ObjectMeta Metadata { get; init; } = new();
}

/// <summary>The group of Fairway's resources.</summary>
public static class ApiGroup
{
    /// <summary>Its name.</summary>
    public const string Name = "fairway.dev";

    /// <summary>Its only version.</summary>
    public const string Version = "v1alpha1";

    /// <summary>Both, as objects carry them.</summary>
    public const string ApiVersion = $"{Name}/{Version}";
}
