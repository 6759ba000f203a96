using System.Collections.Immutable;
using System.Text;

namespace Fairway.Api;

/// <summary>The admission policies of the meta cluster, as they stand in <c>deploy/chart/files/policies</c>: they make
/// approvals and the words of whoever intervenes unforgeable, and let tasks run only as ServiceAccounts that their
/// authors may use.</summary>
public static class ApiPolicies
{
    /// <summary>All of them, each followed by its binding.</summary>
    public static ImmutableArray<ApiPolicy> All { get; } =
    [
        .. new[]
        {
            "fairway-approvals", "fairway-own-releases", "fairway-release-authors", "fairway-stop-lifts",
            "fairway-tasks",
        }.SelectMany(name => Read(name)),
    ];

    private static IEnumerable<ApiPolicy> Read(string name)
    {
        using var stream = typeof(ApiPolicies).Assembly.GetManifestResourceStream($"policies/{name}")
            ?? throw new InvalidOperationException($"deploy/chart/files/policies has no {name}.yaml");
        return ApiPolicy.Read(name, stream);
    }
}

/// <summary>An admission policy, or its binding.</summary>
/// <param name="Name">Its name.</param>
/// <param name="IsBinding">Whether it is the binding.</param>
/// <param name="Yaml">The whole of it as YAML in UTF-8, as a server-side apply takes it.</param>
public sealed record ApiPolicy(string Name, bool IsBinding, ReadOnlyMemory<byte> Yaml)
{
    /// <summary>A policy and its binding, from one text of two documents.</summary>
    public static ImmutableArray<ApiPolicy> Read(string name, Stream stream)
    {
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var parts = reader.ReadToEnd().Split("\n---\n");
        return
        [
            new ApiPolicy(name, false, Encoding.UTF8.GetBytes(parts[0])),
            new ApiPolicy(name, true, Encoding.UTF8.GetBytes(parts[1])),
        ];
    }
}
