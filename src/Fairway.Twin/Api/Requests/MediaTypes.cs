namespace Fairway.Twin.Api.Requests;

/// <summary>Media types of bodies.</summary>
internal static class MediaTypes
{
    public const string Json = "application/json";
    public const string Yaml = "application/yaml";

    /// <summary>The type without its parameters, in small letters.</summary>
    public static string Bare(string? contentType) => (contentType ?? "").Split(';')[0].Trim().ToLowerInvariant();
}
