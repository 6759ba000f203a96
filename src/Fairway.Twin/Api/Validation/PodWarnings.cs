using System.Text.Json.Nodes;
using Fairway.Twin.Api.Errors;

namespace Fairway.Twin.Api.Validation;

/// <summary>
/// What is odd about pods that are good: what hides something else, and what is deprecated. Source of the rules and
/// texts: pkg/api/pod/warnings.go.
/// </summary>
internal static class PodWarnings
{
    private static readonly (string Label, string Since, string Instead)[] OldLabels =
    [
        ("beta.kubernetes.io/arch", "v1.14", "kubernetes.io/arch"),
        ("beta.kubernetes.io/os", "v1.14", "kubernetes.io/os"),
        ("failure-domain.beta.kubernetes.io/region", "v1.17", "topology.kubernetes.io/region"),
        ("failure-domain.beta.kubernetes.io/zone", "v1.17", "topology.kubernetes.io/zone"),
        ("beta.kubernetes.io/instance-type", "v1.17", "node.kubernetes.io/instance-type"),
    ];

    private static readonly (string Volume, string What)[] OldVolumes =
    [
        ("photonPersistentDisk", "deprecated in v1.11, non-functional in v1.16+"),
        ("gitRepo", "deprecated in v1.11, and disabled by default in v1.33+"),
        ("scaleIO", "deprecated in v1.16, non-functional in v1.22+"),
        ("flocker", "deprecated in v1.22, non-functional in v1.25+"),
        ("storageos", "deprecated in v1.22, non-functional in v1.25+"),
        ("quobyte", "deprecated in v1.22, non-functional in v1.25+"),
        ("glusterfs", "deprecated in v1.25, non-functional in v1.26+"),
        ("cephfs", "deprecated in v1.28, non-functional in v1.31+"),
        ("rbd", "deprecated in v1.28, non-functional in v1.31+"),
    ];

    /// <summary>The warnings; nearly always none.</summary>
    /// <param name="spec">Of the pod.</param>
    /// <param name="path">Where it stands: <c>spec</c>, <c>spec.template.spec</c>.</param>
    public static IReadOnlyList<string> Of(JsonNode? spec, string path)
    {
        var found = new List<FieldError>();
        var field = new Field(path, spec, found);
        if (field.Has("nodeSelector"))
        {
            CheckLabels(field["nodeSelector"]);
        }

        CheckVolumes(field["volumes"]);
        foreach (var secret in field["imagePullSecrets"].Items().Where(s => s.TextOf("name").Length == 0))
        {
            Tell(secret["name"], "invalid empty name \"\"");
        }

        // A pod itself has its one second by now; the reference server warns of templates alone.
        if (path != "spec" && field.NumberOf("terminationGracePeriodSeconds") < 0)
        {
            Tell(
                field["terminationGracePeriodSeconds"],
                "must be >= 0; negative values are invalid and will be treated as 1");
        }

        foreach (var container in field["initContainers"].Items().Concat(field["containers"].Items()))
        {
            CheckContainer(container);
        }

        return found.Count == 0 ? [] : [.. found.Select(f => f.ToString())];
    }

    private static void CheckLabels(Field selector)
    {
        foreach (var (label, since, instead) in OldLabels.Where(l => selector.Has(l.Label)))
        {
            Tell(selector.Entry(label), $"deprecated since {since}; use \"{instead}\" instead");
        }
    }

    private static void CheckVolumes(Field volumes)
    {
        foreach (var volume in volumes.Items())
        {
            foreach (var (name, what) in OldVolumes.Where(o => volume.Has(o.Volume)))
            {
                Tell(volume[name], what);
            }
        }
    }

    private static void CheckContainer(Field container)
    {
        CheckNames(container["env"]);
        CheckPorts(container["ports"]);
        foreach (var list in (ReadOnlySpan<string>)["limits", "requests"])
        {
            var amounts = container["resources"][list];
            foreach (var name in (ReadOnlySpan<string>)["memory", "ephemeral-storage"])
            {
                if (amounts.TextOf(name) is { Length: > 0 } text && text.EndsWith('m'))
                {
                    Tell(amounts.Entry(name), $"fractional byte value \"{text}\" is invalid, must be an integer");
                }
            }
        }
    }

    /// <summary>A variable may come again only where it builds on what it was.</summary>
    private static void CheckNames(Field variables)
    {
        if (variables.Count < 2)
        {
            return;
        }

        var names = new NameSet();
        foreach (var variable in variables.Items())
        {
            var name = variable.TextOf("name");
            if (!names.Add(name) && !variable.TextOf("value").Contains($"$({name})", StringComparison.Ordinal))
            {
                Tell(variable, $"hides previous definition of \"{name}\", which may be dropped when using apply");
            }
        }
    }

    private static void CheckPorts(Field ports)
    {
        if (ports.Count < 2)
        {
            return;
        }

        var seen = new List<(string What, Field Port)>();
        foreach (var port in ports.Items())
        {
            var what = $"{port.NumberOf("containerPort")}/{port.TextOf("protocol")}/{port.NumberOf("hostPort")}/"
                + port.TextOf("hostIP");
            if (seen.Find(s => s.What == what).Port is { } other)
            {
                Tell(port, $"duplicate port definition with {other.Path()}");
            }

            seen.Add((what, port));
        }
    }

    private static void Tell(Field field, string what) => field.Tell("", "", what);
}
