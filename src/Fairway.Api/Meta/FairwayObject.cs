using System.Text.Json.Serialization;

namespace Fairway.Api.Meta;

/// <summary>What every resource of Fairway has.</summary>
public abstract record FairwayObject
{
    private protected FairwayObject()
    {
        Kind = GetType().Name;
    }

    /// <summary>Group and version: <c>fairway.dev/v1alpha1</c>.</summary>
    [JsonPropertyOrder(-3)]
    public string ApiVersion { get; set; } = ApiGroup.ApiVersion;

    /// <summary>The kind: the name of the record.</summary>
    [JsonPropertyOrder(-2)]
    public string Kind { get; set; }

    /// <summary>Name, identity and bookkeeping.</summary>
    [JsonPropertyOrder(-1)]
    public ObjectMeta Metadata { get; set; } = new();
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
