using System.Text.Json.Serialization;

namespace Fairway.Api.Meta;

/// <summary>What every resource of Fairway has.</summary>
public abstract record FairwayObject
{
    private protected FairwayObject(string apiVersion = ApiGroup.ApiVersion)
    {
        ApiVersion = apiVersion;
        Kind = GetType().Name;
    }

    /// <summary>Group and version: <c>fairway.dev/v1alpha1</c>.</summary>
    [JsonPropertyOrder(-3)]
    public string ApiVersion { get; set; }

    /// <summary>The kind: the name of the record.</summary>
    [JsonPropertyOrder(-2)]
    public string Kind { get; set; }

    /// <summary>Name, identity and bookkeeping.</summary>
    [JsonPropertyOrder(-1)]
    public ObjectMeta Metadata { get; set; } = new();
}

/// <summary>The groups of Fairway's resources.</summary>
public static class ApiGroup
{
    /// <summary>The group of what manages clusters.</summary>
    public const string Name = "fairway.dev";

    /// <summary>The group of what simulated clusters do: no real cluster has it.</summary>
    public const string Twin = $"twin.{Name}";

    /// <summary>The only version of either.</summary>
    public const string Version = "v1alpha1";

    /// <summary>Group and version, as objects carry them.</summary>
    public const string ApiVersion = $"{Name}/{Version}";

    /// <summary>The same of <see cref="Twin"/>.</summary>
    public const string TwinApiVersion = $"{Twin}/{Version}";
}
