using System.Text.Json;
using Fairway.Kube.Pods.Objects;

namespace Fairway.Kube.Pods.Revisions;

/// <summary>What controllers keep of a ControllerRevision: a template of their owner as it once was.</summary>
internal sealed record RevisionView : IObjectView
{
    public required ObjectMeta Meta { get; init; }

    public long Number { get; init; }

    public required PodTemplate Template { get; init; }

    public string Name => Meta.Name;

    /// <summary>The hash that its pods are labelled with (DaemonSets).</summary>
    public string Hash => Meta.Labels[WellKnown.ControllerRevisionHash] ?? Meta.Labels[WellKnown.RevisionHash] ?? "";

    public static RevisionView Read(JsonElement revision) => new()
    {
        Meta = ObjectMeta.Read(revision),
        Number = revision.Number("revision") ?? 0,
        Template = PodTemplate.Read(revision.Child("data").Child("spec").Child("template")),
    };
}
