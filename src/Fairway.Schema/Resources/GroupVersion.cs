namespace Fairway.Schema.Resources;

/// <summary>A version of an API group; the core group is the empty string.</summary>
public readonly record struct GroupVersion(string Group, string Version)
{
    /// <summary>The path under which its resources live: <c>api/v1</c> or <c>apis/apps/v1</c>.</summary>
    public string Path => Group.Length == 0 ? $"api/{Version}" : $"apis/{Group}/{Version}";

    /// <summary><c>v1</c> for core, else <c>group/version</c>.</summary>
    public override string ToString() => Group.Length == 0 ? Version : $"{Group}/{Version}";
}
