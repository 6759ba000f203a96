using Fairway.Kube;
using Fairway.Schema.Resources;
using Fairway.Twin.Api.Kinds;

namespace Fairway.Twin.Api.Requests;

/// <summary>A request for a resource, with its path and its Accept header read.</summary>
internal sealed record ResourceCall(
    KubeRequest Request, ResourcePath Path, Representation Representation, TimeProvider Time)
{
    /// <summary>Who asks; the cluster itself where nobody does.</summary>
    public ApiUser User { get; init; } = ApiUser.Admin;

    private const string DefinitionsStorage = "customresourcedefinitions.apiextensions.k8s.io";

    public ResourceType Resource => Path.Resource;

    public KindRules Rules { get; } = KindRulesTable.For(Path.Resource);

    /// <summary>Namespace and name; only where the path names an object.</summary>
    public ObjectKey Key => new(Path.Resource.Namespaced ? Path.Namespace : null, Path.Name!);

    /// <summary>Warnings for the answer's headers, gathered on the way.</summary>
    public List<string> Warnings { get; } = KindRulesTable.For(Path.Resource).Deprecation is { } text ? [text] : [];

    /// <summary>Whether the call may change a definition, or take away the last object of one that is going.</summary>
    public bool ChangesDefinitions => Request.Method != "GET"
        && (Resource.Custom is { IsTerminating: true } || Resource.StorageName == DefinitionsStorage);

    /// <summary>Adds warnings, each once.</summary>
    public void Warn(IReadOnlyList<string> warnings)
    {
        foreach (var warning in warnings)
        {
            Warn(warning);
        }
    }

    /// <summary>Adds warnings, in order.</summary>
    public void WarnAll(IReadOnlyList<string> warnings)
    {
        foreach (var warning in warnings)
        {
            Warn(warning);
        }
    }

    /// <summary>Adds a warning, once however often the object is looked at.</summary>
    public void Warn(string? warning)
    {
        if (warning is null)
        {
            return;
        }

        foreach (var line in warning.Split('\n'))
        {
            if (!Warnings.Contains(line))
            {
                Warnings.Add(line);
            }
        }
    }
}
