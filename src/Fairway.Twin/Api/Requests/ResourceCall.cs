using Fairway.Kube;
using Fairway.Schema.Resources;
using Fairway.Twin.Api.Beats;
using Fairway.Twin.Api.Kinds;
using Fairway.Twin.Storage;

namespace Fairway.Twin.Api.Requests;

/// <summary>A request for a resource, with its path and its Accept header read.</summary>
internal sealed record ResourceCall(
    KubeRequest Request, ResourcePath Path, Representation Representation, TimeProvider Time)
{
    /// <summary>Who asks; the cluster itself where nobody does.</summary>
    public ApiUser User { get; init; } = ApiUser.Admin;

    /// <summary>What is computed when it is read; null where a call shows nothing.</summary>
    public Heartbeats? Beats { get; init; }

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

    /// <summary>A stored object as it is to be shown now.</summary>
    public StoredObject Shown(StoredObject stored) => Beats?.Show(Resource, stored) ?? stored;

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
