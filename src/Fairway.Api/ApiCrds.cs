using System.Collections.Immutable;

namespace Fairway.Api;

/// <summary>The CustomResourceDefinitions of Fairway's kinds, as they stand in <c>deploy/chart/files/crds</c> and
/// <c>deploy/crds-twin</c>.</summary>
public static class ApiCrds
{
    /// <summary>Those of the meta cluster.</summary>
    public static ImmutableArray<ApiCrd> Meta { get; } = [.. ApiKind.Meta.Select(Read)];

    /// <summary>Those of every tenant cluster.</summary>
    public static ImmutableArray<ApiCrd> Tenant { get; } = [.. ApiKind.Tenant.Select(Read)];

    /// <summary>Those of every simulated cluster.</summary>
    public static ImmutableArray<ApiCrd> Twin { get; } = [.. ApiKind.Twin.Select(Read)];

    private static ApiCrd Read(Type kind)
    {
        var name = ApiKind.Of(kind).CrdName;
        using var stream = typeof(ApiCrds).Assembly.GetManifestResourceStream($"crds/{name}")
            ?? throw new InvalidOperationException($"{name} has no CRD: run Fairway.Api.Generator");
        var yaml = new byte[stream.Length];
        stream.ReadExactly(yaml);
        return new ApiCrd(name, yaml);
    }
}
