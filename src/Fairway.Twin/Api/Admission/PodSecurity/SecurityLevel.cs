using System.Globalization;

namespace Fairway.Twin.Api.Admission.PodSecurity;

/// <summary>How much a namespace asks of its pods; the later the stricter.</summary>
internal enum SecurityLevel
{
    /// <summary>Nothing.</summary>
    Privileged,

    /// <summary>No known way out of a container.</summary>
    Baseline,

    /// <summary>What hardening asks for.</summary>
    Restricted,
}

/// <summary>A level as one version of Kubernetes defines it.</summary>
/// <param name="Level">The level.</param>
/// <param name="Minor">The version 1.MINOR; null for the latest.</param>
internal sealed record LeveledVersion(SecurityLevel Level, int? Minor)
{
    public static LeveledVersion None { get; } = new(SecurityLevel.Privileged, null);

    /// <summary><c>baseline:latest</c>, <c>restricted:v1.30</c>.</summary>
    public override string ToString()
    {
        var name = Level switch
        {
            SecurityLevel.Privileged => "privileged",
            SecurityLevel.Baseline => "baseline",
            _ => "restricted",
        };
        return Minor is { } minor
            ? string.Create(CultureInfo.InvariantCulture, $"{name}:v1.{minor}")
            : $"{name}:latest";
    }
}
