using System.Text.Json.Serialization;

namespace Fairway.Cli.Managers;

/// <summary>What is read of a Secret.</summary>
internal sealed record SecretSight(SecretMetadata Metadata, Dictionary<string, byte[]>? Data)
{
    /// <summary>Never the content.</summary>
    public override string ToString() => nameof(SecretSight);
}

/// <summary>Identity of a Secret.</summary>
internal sealed record SecretMetadata(string Uid, string ResourceVersion);

/// <summary>How the manager reads objects that are not Fairway's.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(SecretSight))]
internal sealed partial class ManagerJson : JsonSerializerContext;
