using System.Collections.Immutable;
using Fairway.Api;

namespace Fairway.Workloads.Definitions;

/// <summary>The CustomResourceDefinitions of OpenKruise's kinds, as they stand in <c>deploy/crds-kruise</c>.</summary>
public static class KruiseCrds
{
    /// <summary>CloneSet, StatefulSet and DaemonSet of <c>apps.kruise.io</c>.</summary>
    public static ImmutableArray<ApiCrd> All { get; } =
        [Read("clonesets"), Read("statefulsets"), Read("daemonsets")];

    private static ApiCrd Read(string plural)
    {
        var name = $"{plural}.apps.kruise.io";
        using var stream = typeof(KruiseCrds).Assembly.GetManifestResourceStream($"crds/{name}")
            ?? throw new InvalidOperationException($"{name} has no CRD in deploy/crds-kruise");
        var yaml = new byte[stream.Length];
        stream.ReadExactly(yaml);
        return new ApiCrd(name, yaml);
    }
}
